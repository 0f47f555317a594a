//! Kinds that show in applying, bidding, messages and dealings with clients.

use crate::honest::HonestKind;
use crate::network::{self, Use};
use crate::stream::{Chance, Dice, mix};
use crate::text::Writing;
use crate::world::Setting;

use super::laptop;
use crate::plan::career;
use crate::plan::gear::AUTO_APPLY;
use crate::plan::habits::{Employers, Prompts};
use crate::plan::person::Person;
use crate::plan::together::firm;

pub(super) fn apply(
    setting: &Setting,
    person: &mut Person,
    kind: HonestKind,
    dice: &mut Dice,
) -> bool {
    let people = &setting.parameters.people;
    let (first, last) = setting.days();
    match kind {
        HonestKind::AiWriter => {
            let smoothed = Writing {
                template: None,
                own: 1.0,
                smoothed: true,
                paraphrased: false,
            };
            person.cv = smoothed.clone();
            person.bidding = smoothed;
            person.manner.bids *= 1.6;
            person.habits.prompts = Some(Prompts {
                uses: 5.0,
                of: &[("resume", 0.6), ("translation", 0.2), ("other", 0.2)],
                people: 1,
                pace: 90.0,
            });
        }
        HonestKind::BoughtTemplate => {
            let template = dice.whole(1, people.bought_bid_templates as i64) as u64;
            person.bidding = Writing {
                template: Some(mix(52, template)),
                own: 0.05,
                smoothed: false,
                paraphrased: false,
            };
            person.manner.bids *= 2.0;
        }
        HonestKind::LowPrice => person.manner.price = dice.between(0.45, 0.75),
        HonestKind::Newcomer => {
            person.manner.bids *= 2.5;
            person.habits.wins = 0.01;
            if person.opened < first * 86_400 {
                let day = dice.whole(first, last - 14);
                person.opened = day * 86_400 + dice.whole(0, 86_399);
                person.active = (day, person.active.1.max(day + 13));
            }
        }
        HonestKind::ApiBidder => {
            person.habits.bids_per_login = dice.between(8.0, 30.0);
            person.manner.bids *= 3.0;
        }
        HonestKind::AutoApplier => {
            let (from, until) = person.active;
            person.habits.burst = Some((dice.whole(from, until), dice.whole(8, 30)));
            if let Some(placement) = laptop(setting, person, 0.05, dice) {
                placement.programs.push(&AUTO_APPLY);
            }
        }
        HonestKind::LaidOff => {
            let firm = dice.whole(0, 300) as u64;
            let day = setting.calendar.layoff(firm);
            let jobs = career::laid_off(setting, firm, day, person.years, dice);
            person.habits.stated.latest = jobs;
            let arrives = (day + dice.lognormal(10.0, 0.7) as i64).clamp(first, last - 14);
            person.opened = arrives * 86_400 + dice.whole(0, 86_399);
            person.active = (arrives, person.active.1.max(arrives + 13));
            person.habits.applications = 3.0;
            person.habits.fade_days = 40.0;
            person.manner.bids *= 1.4;
        }
        HonestKind::StaffingCandidate => {
            let agency = dice.whole(1, people.staffing_agencies as i64) as u64;
            let country = person.home.country;
            person.habits.channel = Some("agency");
            person.habits.applications = 2.0;
            person.habits.desk = Some(network::pooled(
                setting.seed,
                Use::Access,
                country,
                mix(54, agency),
                0,
            ));
            person.cv.template = Some(mix(55, agency));
            person.cv.own = 0.6;
            person.cv.paraphrased = dice.chance(0.3);
        }
        HonestKind::StartupFounder => {
            person.habits.firm = Some(firm(setting, person, "vendor", dice));
            if let Some(firm) = &mut person.habits.firm {
                firm.founded = first - dice.whole(20, 500);
                firm.claims_founded = firm.founded - dice.whole(0, 200);
                firm.domain_since = firm.founded - dice.whole(-30, 60);
                firm.registered = dice.chance(0.85);
                firm.live = dice.chance(0.85);
                firm.parked = !firm.live && dice.chance(0.5);
            }
            person.habits.employers = Employers::Young;
            person.habits.outreach = Some(dice.word(&["CEO", "Founder", "CTO"]));
        }
        HonestKind::Recruiter => {
            person.habits.outreach =
                Some(dice.word(&["Talent Partner", "Recruiter", "Business Development"]));
            person.habits.topic = Some(("proxy-interview", 0.05));
            person.habits.applications = 2.0;
        }
        HonestKind::DeviceTester => person.habits.topic = Some(("laptop-host", 0.15)),
        HonestKind::SmallOutsourcer => {
            let hands = dice.whole(2, 4);
            person.habits.firm = Some(firm(setting, person, "vendor", dice));
            let names_people = dice.chance(0.6);
            if let Some(firm) = &mut person.habits.firm {
                firm.names_people = names_people;
            }
            person.habits.hands = hands;
            person.habits.named = names_people.then_some(hands);
            person
                .habits
                .asked
                .push(("front-company-or-dev-shop", 0.1, 0.7));
        }
        HonestKind::RepeatClient => {
            let rater =
                setting.subject_id(mix(58, person.index) % (setting.referrers() as u64 + 1));
            let shared = if dice.chance(0.15) { "ip" } else { "" };
            person.rated_by = Some((rater, shared));
        }
        HonestKind::FeeAvoider => person.manner.leaves_platform = 0.3,
        HonestKind::PrivacyObjector => {
            person.manner.declines = 0.35;
            person.habits.other_way_taken = true;
        }
        _ => return false,
    }
    true
}
