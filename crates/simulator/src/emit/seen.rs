//! What was seen of them: log-ins, calls, messages, coded observations.

use bonafide_model::table::{Meeting, Message, Observation, Session};

use crate::network;
use crate::plan::identity::CAPTURE;
use crate::stream::{Chance, mix};
use crate::text;
use crate::world::client_id;

use super::{Desk, time};

/// Where people sign in, as often as the word stands here: a contract is signed once or twice.
const SESSION_CONTEXTS: &[&str] = &[
    "platform",
    "platform",
    "platform",
    "platform",
    "platform",
    "platform",
    "platform",
    "platform",
    "platform",
    "platform",
    "platform",
    "platform",
    "platform",
    "platform",
    "platform",
    "platform",
    "platform",
    "platform",
    "platform",
    "platform",
    "platform",
    "platform",
    "platform",
    "platform",
    "platform",
    "platform",
    "platform",
    "platform",
    "platform",
    "payroll",
    "payroll",
    "payroll",
    "git",
    "git",
    "git",
    "application",
    "e-sign",
];

impl Desk<'_> {
    pub(super) fn seen(&mut self) {
        self.sessions();
        self.meetings();
        self.messages();
        self.observations();
    }

    fn sessions(&mut self) {
        let person = self.person;
        let (from, until) = person.active;
        let days = (until - from + 1) as f64;
        let (first, last) = self.setting.days();
        // People who stay longer leave more log-ins; the spread is that of real traffic.
        let mean = self.setting.parameters.recording.sessions
            * (0.35 + 0.9 * days / (last - first + 1) as f64);
        let count = self.dice.lognormal(mean * 0.86, 0.55).clamp(1.0, 400.0) as usize;
        let token = self.dice.hex(16);
        for _ in 0..count {
            let mut day = self.dice.whole(from, until);
            // Day 4 after 1970-01-01 was a Monday; days 2 and 3 of each week are the weekend.
            if day.rem_euclid(7) >= 2
                && day.rem_euclid(7) <= 3
                && !self.dice.chance(person.rhythm.weekends)
            {
                day = (day + 2).min(until);
            }
            let start = self.moment_on(day);
            let (address, way) = self.address(day);
            let (city, offset) = self.clock(start);
            let minutes = self
                .dice
                .lognormal(48.0, 0.9)
                .min(60.0 * person.manner.busiest_day);
            let machine = if way == "app" && person.machines.len() > 1 {
                &person.machines[1]
            } else if self.dice.chance(0.8) {
                &person.machines[0]
            } else {
                self.dice.pick(&person.machines)
            };
            let context = self.dice.word(SESSION_CONTEXTS);
            let row = Session {
                subject_id: self.id(),
                session_id: Some(self.dice.hex(14)),
                started_at: Some(time(start)),
                ended_at: self.kept(time(start + (minutes * 60.0) as i64)),
                ip: Some(network::text(address)),
                device_id: self.kept(machine.id.clone()),
                user_agent: self.maybe(0.8, |_| machine.agent.to_owned()),
                utc_offset_minutes: self.kept(offset),
                time_zone: self.maybe(0.5, |_| city.zone.to_owned()),
                language: self.maybe(0.6, |_| machine.language.to_owned()),
                gpu: self.maybe(0.4, |_| machine.gpu.to_owned()),
                hardware_threads: self.maybe(0.4, |_| machine.threads),
                compliant: None,
                context: Some(context.to_owned()),
                method: self.kept(way.to_owned()),
                // A token stays on the device that it was issued to.
                token_id: self.maybe(0.1, |_| format!("{token}{}", &machine.id[..4])),
                reauthenticated: self.maybe(0.2, |dice| dice.chance(0.4)),
                fingerprint_inconsistent: self.maybe(0.4, |_| machine.inconsistent),
                active_minutes: self.maybe(0.5, |dice| (minutes * dice.between(0.3, 1.0)).round()),
                bids: self.maybe(0.3, |dice| {
                    dice.lognormal(0.8 * person.manner.bids, 0.7) as i64
                }),
                injected_input: self
                    .maybe(0.15, |dice| way == "remote-desktop" && dice.chance(0.5)),
            };
            self.tables.session.push(row);
        }
    }

    fn meetings(&mut self) {
        let person = self.person;
        let mut left = if person.placement.is_some() {
            2.4
        } else {
            0.45
        };
        while self.dice.chance(left) {
            left -= 1.0;
            let kind =
                self.dice
                    .word(&["interview", "interview", "stand-up", "review", "onboarding"]);
            let at = self.moment();
            let seconds = self.dice.lognormal(2_100.0, 0.4).round();
            let off = self.dice.chance(person.manner.camera_off);
            let moved = i64::from(self.dice.chance(person.manner.moves_calls))
                + i64::from(self.dice.chance(person.manner.moves_calls * 0.5));
            let (address, _) = self.address(at.div_euclid(86_400));
            let streams = person.placement.as_ref().is_some_and(|job| {
                job.peripherals
                    .iter()
                    .any(|gadget| gadget.product_id == CAPTURE.product_id)
            });
            let home_hour = person.home.hour(at);
            let offered = self.dice.whole(3, 8);
            let night = if (0.0..6.0).contains(&home_hour) {
                offered - 1
            } else {
                0
            };
            let video = if off {
                self.dice_seconds(240.0)
            } else {
                seconds * 0.96
            };
            let row = Meeting {
                subject_id: self.id(),
                meeting_id: Some(self.dice.hex(12)),
                kind: Some(kind.to_owned()),
                scheduled_at: self.kept(time(at - at.rem_euclid(900))),
                started_at: Some(time(at)),
                ended_at: Some(time(at + seconds as i64)),
                channel_requested: Some("video".to_owned()),
                channel_used: Some(
                    if off && self.dice.chance(0.4) {
                        "voice"
                    } else {
                        "video"
                    }
                    .to_owned(),
                ),
                video_seconds: self.kept(video),
                meeting_seconds: Some(seconds),
                camera_reason: off.then(|| {
                    self.dice
                        .word(&["connection", "broken camera", "privacy", "connection"])
                        .to_owned()
                }),
                packet_loss_percent: self.maybe(0.3, |dice| dice.lognormal(0.6, 0.9)),
                rescheduled: self.kept(moved),
                reschedule_reason: None,
                cancelled_by_subject: self
                    .maybe(0.6, |dice| dice.chance(person.manner.moves_calls * 0.3)),
                in_person: Some(false),
                camera_name: self.maybe(0.3, |_| {
                    if streams {
                        "USB Video"
                    } else {
                        "Integrated Camera"
                    }
                    .to_owned()
                }),
                camera_vendor_id: self
                    .maybe(0.2, |_| if streams { "534d" } else { "0408" }.to_owned()),
                background_hash: mix(person.index, 6)
                    .is_multiple_of(3)
                    .then(|| person.background.clone()),
                ip: self.kept(network::text(address)),
                device_id: self.kept(person.machines[0].id.clone()),
                display_name: self.kept(person.name()),
                screen_share_seconds: self.maybe(0.4, |dice| {
                    if dice.chance(person.manner.observed * 0.1) {
                        31_000.0
                    } else {
                        dice.lognormal(300.0, 0.8)
                    }
                }),
                external_participants: None,
                undeclared_bots: self.maybe(0.3, |dice| i64::from(dice.chance(0.04))),
                offered_slots: self.kept(offered),
                offered_night_slots: self.kept(night),
                answer_seconds: self.maybe(0.4, |dice| {
                    person.manner.answer_seconds * dice.between(0.7, 1.4)
                }),
            };
            self.tables.meeting.push(row);
        }
    }

    fn dice_seconds(&mut self, median: f64) -> f64 {
        self.dice.lognormal(median, 0.7).round()
    }

    fn messages(&mut self) {
        let person = self.person;
        let mut left = 2.0 * person.filled;
        while self.dice.chance(left) {
            left -= 1.0;
            let topic = if self.dice.chance(person.manner.rents_accounts) {
                Some("account-rental")
            } else if self.dice.chance(person.manner.leaves_platform) {
                Some("off-platform")
            } else if self.dice.chance(0.002) {
                Some("frozen-account")
            } else {
                None
            };
            let at = self.moment();
            let hour = person.home.hour(at);
            let client = self.setting.client(&mut self.dice);
            let row = Message {
                subject_id: self.id(),
                message_id: Some(self.dice.hex(12)),
                sent_at: Some(time(at)),
                direction: Some("sent".to_owned()),
                channel: Some("platform".to_owned()),
                counterpart_id: Some(client_id(client)),
                text: self.maybe(0.6, |dice| text::message(topic, dice)),
                topic: topic.map(str::to_owned),
                reply_seconds: self.maybe(0.4, |dice| dice.lognormal(2_400.0, 1.3).round()),
                in_agreed_hours: self.maybe(0.4, |_| (7.0..21.0).contains(&hour)),
                attachment_hash: None,
                sender_title: None,
                sender_profile_created_at: None,
            };
            self.tables.message.push(row);
        }
    }

    /// Answers of interviewers to the coded questions of the catalogue.
    fn observations(&mut self) {
        const ASKED: &[&str] = &[
            "scripted-or-read-answers",
            "collapses-on-followup",
            "local-knowledge-failure",
            "realtime-face-swap-artifacts",
            "bio-does-not-fit-applicant",
            "window-and-background-mismatch",
            "cannot-explain-own-code",
        ];
        let person = self.person;
        if !self.dice.chance(if person.placement.is_some() {
            0.5
        } else {
            0.04
        }) {
            return;
        }
        for question in ASKED {
            if !self.dice.chance(0.4) {
                continue;
            }
            let present = self.dice.chance(person.manner.observed);
            let answer = if present {
                "present"
            } else if self.dice.chance(0.1) {
                "unclear"
            } else {
                "absent"
            };
            let at = self.moment();
            let row = Observation {
                subject_id: self.id(),
                indicator: Some((*question).to_owned()),
                answer: Some(answer.to_owned()),
                observed_at: Some(time(at)),
                observer: Some(format!("reviewer-{}", mix(person.index, 5) % 40)),
                note: None,
                explained: present.then(|| self.dice.chance(0.5 - person.manner.observed)),
            };
            self.tables.observation.push(row);
        }
    }
}
