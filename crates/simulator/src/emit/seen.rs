//! What was seen of them: log-ins, calls, messages, coded observations.

use bonafide_model::table::{Meeting, Message, Observation, Session};

use crate::letters;
use crate::network::{self, Use};
use crate::plan::gear::CAPTURE;
use crate::plan::tradecraft::face as face_of;
use crate::stream::{Chance, mix};
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

/// Questions of the catalogue that people answer after a call, and how often each is asked.
const ASKED: &[(&str, f64)] = &[
    ("scripted-or-read-answers", 0.4),
    ("collapses-on-followup", 0.4),
    ("local-knowledge-failure", 0.4),
    ("realtime-face-swap-artifacts", 0.4),
    ("bio-does-not-fit-applicant", 0.4),
    ("window-and-background-mismatch", 0.4),
    ("cannot-explain-own-code", 0.4),
    ("appearance-inconsistency-across-sessions", 0.2),
    ("interviewee-is-not-worker", 0.2),
    ("voice-changing", 0.2),
    ("persona-consistency-shift", 0.2),
    ("ai-dependence-for-basics", 0.15),
    ("language-claim-fails", 0.1),
    ("multiple-online-identities-same-person", 0.1),
    ("altered-or-stock-headshot", 0.1),
    ("email-linked-to-other-names", 0.1),
    ("screen-share-reveals-other-identity", 0.1),
    ("live-call-recording-for-chatbot", 0.1),
    ("valid-number-swapped-portrait", 0.05),
    ("genuine-id-wrong-person", 0.05),
    ("front-company-or-dev-shop", 0.05),
];

impl Desk<'_> {
    pub(super) fn seen(&mut self) {
        self.sessions();
        self.meetings();
        self.messages();
        self.letters();
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
        self.former_owner();
        for number in 0..count {
            // Everybody signs in on the first day.
            let mut day = if number == 0 {
                from
            } else {
                self.work_day(from, until)
            };
            // Day 4 after 1970-01-01 was a Monday; days 2 and 3 of each week are the weekend.
            if number > 0
                && day.rem_euclid(7) >= 2
                && day.rem_euclid(7) <= 3
                && !self.dice.chance(person.rhythm.weekends)
            {
                day = (day + 2).min(until);
            }
            let start = self.moment_on(day);
            let (mut address, way) = self.address(day);
            if self
                .dice
                .chance(self.setting.parameters.people.misplaced_address)
            {
                let country = self.dice.word(&["US", "NL", "DE", "AE", "SG", "RU", "CN"]);
                address = network::any(Use::Access, country, &mut self.dice);
            }
            let (city, offset) = self.clock(start);
            let minutes = self
                .dice
                .lognormal(if person.habits.always_on { 500.0 } else { 48.0 }, 0.9)
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
                compliant: self.managed(context, day),
                context: Some(context.to_owned()),
                method: self.kept(way.to_owned()),
                // A token stays on the device that it was issued to.
                token_id: self.maybe(0.1, |_| {
                    let moved = person.habits.copied_session;
                    format!("{token}{}", if moved { "" } else { &machine.id[..4] })
                }),
                reauthenticated: self.maybe(0.2, |dice| dice.chance(0.4)),
                fingerprint_inconsistent: self.maybe(0.4, |_| machine.inconsistent),
                active_minutes: self.maybe(0.5, |dice| (minutes * dice.between(0.3, 1.0)).round()),
                bids: self.maybe(0.3, |dice| {
                    dice.lognormal(0.8 * person.manner.bids * person.habits.bids_per_login, 0.7)
                        as i64
                }),
                injected_input: self
                    .maybe(0.15, |dice| way == "remote-desktop" && dice.chance(0.5)),
            };
            self.tables.session.push(row);
        }
    }

    /// Whether the log-in came from the firm's own laptop, where the firm can tell.
    fn managed(&mut self, context: &str, day: i64) -> Option<bool> {
        let job = self.person.placement.as_ref()?;
        if !matches!(context, "git" | "payroll" | "e-sign") || !self.dice.chance(0.5) {
            return None;
        }
        let unmanaged = self.person.habits.first_login_unmanaged;
        let early = day < job.from_day + 10;
        Some(
            !self
                .dice
                .chance(if early { unmanaged } else { unmanaged * 0.3 }),
        )
    }

    /// Log-ins of whoever had the account before it was sold.
    fn former_owner(&mut self) {
        let Some(owner) = &self.person.habits.former_owner else {
            return;
        };
        let (from, until) = owner.days;
        for _ in 0..self.dice.whole(1, 5) {
            let on = self.dice.whole(from, until.max(from));
            let hour = self.dice.between(8.0, 21.0);
            let start = owner.city.at(on, hour);
            let minutes = self.dice.lognormal(20.0, 0.8);
            let row = Session {
                subject_id: self.id(),
                session_id: Some(self.dice.hex(14)),
                started_at: Some(time(start)),
                ended_at: self.kept(time(start + (minutes * 60.0) as i64)),
                ip: Some(network::text(owner.address)),
                device_id: self.kept(owner.machine.id.clone()),
                user_agent: self.maybe(0.8, |_| owner.machine.agent.to_owned()),
                utc_offset_minutes: self.kept(owner.city.offset_minutes(start)),
                time_zone: self.maybe(0.5, |_| owner.city.zone.to_owned()),
                language: self.maybe(0.6, |_| owner.machine.language.to_owned()),
                gpu: self.maybe(0.4, |_| owner.machine.gpu.to_owned()),
                hardware_threads: self.maybe(0.4, |_| owner.machine.threads),
                context: Some("platform".to_owned()),
                method: self.kept("browser".to_owned()),
                ..Session::default()
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
            let face = person.habits.face.as_ref().filter(|_| kind == "interview");
            // Whoever was hired to sit there is seen; whoever works later is not.
            let off = face.is_none()
                && (self.dice.chance(person.manner.camera_off)
                    || person.habits.face.is_some() && self.dice.chance(0.6));
            let moved = i64::from(self.dice.chance(person.manner.moves_calls))
                + i64::from(self.dice.chance(person.manner.moves_calls * 0.5));
            let (own_address, _) = self.address(at.div_euclid(86_400));
            let borrowed = self
                .dice
                .chance(self.setting.parameters.people.borrowed_computer)
                .then(|| face_of(person.home.country, &mut self.dice));
            let place = face.or(borrowed.as_ref());
            let address = place.map_or(own_address, |place| place.address);
            let device_id = place
                .map_or(&person.machines[0], |place| &place.machine)
                .id
                .clone();
            let background = place
                .map_or(&person.background, |place| &place.background)
                .clone();
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
            let bots = self.setting.parameters.people.undeclared_note_taker;
            let row = Meeting {
                subject_id: self.id(),
                meeting_id: Some(self.dice.hex(12)),
                kind: Some(kind.to_owned()),
                scheduled_at: self.kept(time(at - at.rem_euclid(900))),
                started_at: Some(time(at)),
                ended_at: Some(time(at + seconds as i64)),
                channel_requested: Some("video".to_owned()),
                channel_used: Some(
                    if let Some(channel) = person.habits.channel_used.filter(|_| off) {
                        channel
                    } else if off && self.dice.chance(0.4) {
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
                packet_loss_percent: self
                    .maybe(0.3, |dice| dice.lognormal(person.habits.packet_loss, 0.9)),
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
                background_hash: mix(person.index, 6).is_multiple_of(3).then_some(background),
                ip: self.kept(network::text(address)),
                device_id: self.kept(device_id),
                display_name: self.kept(person.name()),
                screen_share_seconds: self.maybe(0.4, |dice| {
                    if dice
                        .chance(person.habits.shares_screen_all_day + person.manner.observed * 0.05)
                    {
                        31_000.0
                    } else {
                        dice.lognormal(300.0, 0.8)
                    }
                }),
                external_participants: None,
                undeclared_bots: self.maybe(0.3, |dice| i64::from(dice.chance(bots))),
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
            let slip = self.setting.parameters.people.misclassified_message;
            let topic = if let Some((topic, _)) = person
                .habits
                .topic
                .filter(|(_, share)| self.dice.chance(*share))
            {
                Some(topic)
            } else if self.dice.chance(slip * 3.0) {
                Some(
                    self.dice
                        .word(&["laptop-host", "proxy-interview", "identity-request"]),
                )
            } else if self.dice.chance(person.manner.rents_accounts.max(slip)) {
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
                text: self.maybe(0.6, |dice| letters::message(topic, dice)),
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

    /// Letters to strangers, and ransom notes.
    fn letters(&mut self) {
        let person = self.person;
        let letter = |desk: &mut Self, at: i64, topic: &str, title: Option<&str>| Message {
            subject_id: desk.id(),
            message_id: Some(desk.dice.hex(12)),
            sent_at: Some(time(at)),
            direction: Some("sent".to_owned()),
            channel: Some("email".to_owned()),
            counterpart_id: Some(client_id(desk.setting.client(&mut desk.dice))),
            text: Some(letters::message(Some(topic), &mut desk.dice)),
            // What a stranger offers is no topic of its own.
            topic: (topic != "pitch").then(|| topic.to_owned()),
            sender_title: title.map(str::to_owned),
            sender_profile_created_at: title.map(|_| time(person.profile_opened)),
            ..Message::default()
        };
        if let Some(title) = person.habits.outreach {
            for _ in 0..self.dice.whole(1, 5) {
                let on = self.hiring_day();
                let at = self.moment_on(on);
                let row = letter(self, at, "pitch", Some(title));
                self.tables.message.push(row);
            }
        }
        let strangers = self
            .dice
            .chance(self.setting.parameters.people.extortion_by_strangers);
        let on = match person.habits.harm.and_then(|harm| harm.extorts_on) {
            Some(day) => Some(day),
            None => strangers.then_some(person.active.1),
        };
        if let Some(on) = on {
            let at = self.moment_on(on);
            let row = letter(self, at, "extortion", None);
            self.tables.message.push(row);
        }
    }

    /// Answers of interviewers to the coded questions of the catalogue.
    fn observations(&mut self) {
        let person = self.person;
        if !self.dice.chance(if person.placement.is_some() {
            0.5
        } else {
            0.04
        }) {
            return;
        }
        for (question, asked) in ASKED {
            let own = person.habits.asked.iter().find(|(of, _, _)| of == question);
            if !self.dice.chance(if own.is_some() {
                asked.max(0.4)
            } else {
                *asked
            }) {
                continue;
            }
            let unlike_the_worker = person.habits.face.is_some()
                && matches!(
                    *question,
                    "interviewee-is-not-worker"
                        | "appearance-inconsistency-across-sessions"
                        | "persona-consistency-shift"
                );
            let share = match own {
                Some((_, share, _)) => share.max(person.manner.observed),
                None if unlike_the_worker => 0.3,
                None => person.manner.observed,
            };
            let present = self.dice.chance(share);
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
                explained: present.then(|| {
                    let explains = own.map_or(0.5 - person.manner.observed, |(_, _, share)| *share);
                    self.dice.chance(explains)
                }),
            };
            self.tables.observation.push(row);
        }
    }
}
