//! Kinds that show in names, papers, contacts, profiles and looks.

use crate::honest::HonestKind;
use crate::names::{family, given};
use crate::stream::{Chance, Dice, mix};
use crate::text::street;
use crate::world::Setting;

use super::laptop;
use crate::plan::habits::Employers;
use crate::plan::honest_person::{bank, onward};
use crate::plan::identity;
use crate::plan::person::{Person, Referee};

pub(super) fn apply(
    setting: &Setting,
    person: &mut Person,
    kind: HonestKind,
    dice: &mut Dice,
) -> bool {
    let (first, last) = setting.days();
    let home = person.home;
    let origin = person.truth.origin;
    match kind {
        HonestKind::ThinFileMigrant => {
            person.thin_file = true;
            person.history_confirmed = 0.55;
            let country = origin.homes()[0];
            if dice.chance(0.5) {
                person.phone = Some(identity::phone(setting.seed, person.index, country, false));
            }
            if dice.chance(0.5) {
                person.onward = Some(onward(country, 0.7, dice));
            }
            if let Some(paper) = person.papers.first_mut() {
                paper.issuing_country = country;
            }
            for machine in &mut person.machines {
                machine.language = identity::machine(country, dice).language;
            }
        }
        HonestKind::ForwardingExpat => {
            if let Some(placement) = laptop(setting, person, 0.2, dice) {
                placement.address_type = "forwarder";
                placement.recipient_matches = false;
            }
            let name = person.name();
            person
                .accounts
                .push(bank(first - 1, origin.homes()[0], name, dice));
        }
        HonestKind::NewContact => {
            person.phone = Some(identity::phone(
                setting.seed,
                person.index,
                home.country,
                true,
            ));
            person.phone_changes = true;
            person.mailbox_opened = person.opened - dice.whole(1, 40) * 86_400;
        }
        HonestKind::NameChange => {
            let day = dice.whole(person.active.0, person.active.1);
            let former = std::mem::replace(&mut person.family, family(origin, dice));
            person.former_family = Some((former, day));
        }
        HonestKind::MovedHouse => {
            let day = dice.whole(first, last);
            let (country, name) = (home.country, person.name());
            person.accounts.push(bank(day, country, name.clone(), dice));
            person
                .accounts
                .push(bank((day + 20).min(last), country, name, dice));
            person.street = street(dice);
            person.phone_changes = true;
        }
        HonestKind::Returner => {
            person.opened = (first - dice.whole(2_500, 4_500)) * 86_400;
            person.dormant_days = Some(dice.whole(900, 3_000));
            person.profile_opened = person.opened;
        }
        HonestKind::CareerTemplate => {
            let last = setting.parameters.people.career_templates as i64;
            person.cv.template = Some(mix(51, dice.whole(1, last) as u64));
            person.cv.own = 0.4;
            person.cv.smoothed = dice.chance(0.4);
            person.cv.paraphrased = dice.chance(0.3);
        }
        HonestKind::PenName => {
            let pen = format!("{} {}", given(origin, dice), family(origin, dice));
            let (first_name, last_name) = pen.split_once(' ').unwrap_or((&pen, ""));
            let mailbox = identity::mailbox(first_name, last_name, person.index, dice);
            person.handle = identity::handle(first_name, last_name, person.index, dice);
            person.emails.push(mailbox);
            person.habits.pseudonym = Some(pen);
            person
                .habits
                .asked
                .push(("email-linked-to-other-names", 0.4, 0.8));
        }
        HonestKind::RecycledNumber => {
            // A number that somebody else of the kind held before, or holds by mistake.
            let given_up = setting.spare_line(person.index / 2_000, dice.whole(50, 51) as u64);
            person.phone = Some(identity::phone(setting.seed, given_up, home.country, false));
        }
        HonestKind::OutdatedProfiles => {
            person.habits.profiles_stale = true;
            person
                .habits
                .asked
                .push(("multiple-online-identities-same-person", 0.3, 0.7));
        }
        HonestKind::LeftSocialMedia => person.habits.profiles_gone = true,
        HonestKind::NameVariant => {
            let variant = match dice.whole(0, 2) {
                0 => format!("{} {}", person.family, person.given),
                1 => format!("{} {}", respelt(&person.given), person.family),
                _ => format!("{} {} {}", person.given, given(origin, dice), person.family),
            };
            for paper in &mut person.papers {
                paper.holder.clone_from(&variant);
            }
            if dice.chance(0.5) {
                for account in &mut person.accounts {
                    account.holder.clone_from(&variant);
                    account.name_match = dice.chance(0.6);
                }
            }
        }
        HonestKind::NoFixedAddress => {
            let kind = dice.word(&["mail_agency", "commercial", "virtual_office", "vacant"]);
            person.habits.property_type = kind;
            if let Some(placement) = laptop(setting, person, 0.2, dice) {
                placement.ship_to = street(dice);
                placement.address_type = dice.word(&["parcel_locker", "mail_agency", "hotel"]);
            }
        }
        HonestKind::PoorScanner => {
            for paper in &mut person.papers {
                paper.quality = dice.between(0.2, 0.6);
                paper.recapture = dice.between(0.2, 0.8);
                paper.edited = dice.chance(0.15);
                paper.software = Some(dice.word(&["CamScanner", "Adobe Scan", "Photos"]));
            }
        }
        HonestKind::ChangedAppearance => {
            for paper in &mut person.papers {
                paper.holder_matched = Some(dice.chance(0.5));
            }
            person.habits.asked.extend([
                ("appearance-inconsistency-across-sessions", 0.3, 0.8),
                ("valid-number-swapped-portrait", 0.25, 0.8),
                ("voice-changing", 0.15, 0.8),
            ]);
        }
        HonestKind::CareerChanger => {
            person.habits.career_gap = true;
            person
                .habits
                .asked
                .push(("bio-does-not-fit-applicant", 0.3, 0.8));
        }
        HonestKind::KeywordCv => {
            person.habits.more_skills = dice.whole(12, 24);
            person.habits.anachronism += 0.01;
        }
        HonestKind::ClosedEmployer => {
            person.history_confirmed = dice.between(0.2, 0.6);
            person.habits.employers = Employers::Closed;
        }
        HonestKind::RebrandedEmployer => person.habits.employers = Employers::Rebranded,
        HonestKind::SmallFirmReferee => {
            // One owner speaks for several who worked for the firm.
            let owner = mix(53, person.index / 2_000 * 4 + dice.whole(0, 2) as u64);
            let mut shared =
                crate::stream::stream(setting.seed, crate::stream::Purpose::Pool, owner);
            let name = format!(
                "{} {}",
                given(origin, &mut shared),
                family(origin, &mut shared)
            );
            let referee = identity::referee(setting.seed, owner, home, name, &mut shared);
            person.referee = Some(Referee {
                confirms: true,
                ..referee
            });
        }
        _ => return false,
    }
    true
}

/// The same sound with other letters, as two offices write one name.
fn respelt(name: &str) -> String {
    let swaps = [
        ("ou", "u"),
        ("ee", "i"),
        ("k", "c"),
        ("y", "i"),
        ("ph", "f"),
        ("aa", "a"),
        ("i", "y"),
    ];
    let lower = name.to_lowercase();
    for (from, to) in swaps {
        if let Some(at) = lower
            .find(from)
            .filter(|at| *at > 0 && name.is_char_boundary(*at))
        {
            return format!(
                "{}{to}{}",
                &name[..at],
                name.get(at + from.len()..).unwrap_or("")
            );
        }
    }
    format!("{name}h")
}
