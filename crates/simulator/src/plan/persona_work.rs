//! The code and the job of a persona: repositories of the team, laptops in houses.

use crate::names::{family, given};
use crate::network::{self, Use};
use crate::stream::{Chance, Dice, Purpose, mix, stream};
use crate::world::Setting;

use super::gear::{CAPTURE, KVMS, OTHER_TOOLS, PROFILES, REMOTE};
use super::honest_person::placement;
use super::identity;
use super::operation::Operation;
use super::person::{Care, Coding, Person, Way};

pub(super) fn code(
    setting: &Setting,
    operation: &Operation,
    person: &mut Person,
    care: Care,
    dice: &mut Dice,
) {
    person.coding = None;
    if !person.trade.codes || !dice.chance(0.85) {
        return;
    }
    let mut emails = vec![person.emails[0].clone()];
    if care == Care::Sloppy && dice.chance(0.3) {
        // One mailbox of the team, left in the settings of a machine that several use.
        let mut shared = stream(setting.seed, Purpose::Pool, mix(85, operation.number));
        let (given, family) = (
            given(person.truth.origin, &mut shared),
            family(person.truth.origin, &mut shared),
        );
        emails.push(identity::mailbox(
            &given,
            &family,
            setting.spare_line(operation.number, 60),
            &mut shared,
        ));
    }
    let careless = care != Care::Careful;
    person.coding = Some(Coding {
        author: person.name(),
        emails,
        clock_leak: care.of(&setting.parameters.operations.clock_leaks_by_care) * 1.5,
        copied_from: (careless && dice.chance(0.5)).then(|| operation.copied_project.clone()),
        template_share: if careless {
            dice.between(0.3, 1.0)
        } else {
            dice.between(0.0, 0.5)
        },
        host_account_opened: person.opened
            - dice.whole(0, if careless { 60 } else { 1_500 }) * 86_400,
        spam_requests: if careless { 0.35 } else { 0.05 },
        ring: (careless && dice.chance(0.5)).then(|| operation.code_ring.clone()),
        requests: if careless { 2.2 } else { 1.5 },
        asks_for_work: 0.3,
        build_changes: 0.1,
        other_author: (care == Care::Sloppy && dice.chance(0.3)).then(|| {
            format!(
                "{} {}",
                given(person.truth.origin, dice),
                family(person.truth.origin, dice)
            )
        }),
    });
}

pub(super) fn job(
    setting: &Setting,
    operation: &Operation,
    person: &mut Person,
    lent: bool,
    care: Care,
    dice: &mut Dice,
) {
    let numbers = &setting.parameters.operations;
    person.placement = None;
    if !dice.chance(numbers.placed_with_laptop) {
        return;
    }
    let mut job = placement(setting, person, dice);
    if dice.chance(0.5) {
        job.employer = *dice.pick(&operation.employers);
    }
    let farm = dice.pick(&operation.farms);
    if dice.chance(care.of(&numbers.farm_by_care)) {
        job.ship_to.clone_from(&farm.street);
        job.ship_city = farm.city;
        job.address_type = if care == Care::Careful {
            "residential"
        } else {
            dice.word(&["residential", "residential", "mail_agency", "forwarder"])
        };
        job.line = farm.line;
        job.farmed = true;
        job.recipient_matches = dice.chance(if care == Care::Careful { 0.9 } else { 0.4 });
        if !job.recipient_matches {
            job.recipient.clone_from(&farm.host);
        }
        job.changed_after_offer = dice.chance(0.5);
        job.wired = dice.chance(0.8);
        if dice.chance(care.of(&numbers.kvm_by_care)) {
            job.peripherals.push(KVMS[dice.whole(0, 1) as usize]);
            job.peripherals.push(KVMS[2]);
        }
        if dice.chance(care.of(&numbers.remote_tool_by_care)) {
            job.programs.push(dice.pick(REMOTE));
        }
        if dice.chance(numbers.reshipped) && care != Care::Careful {
            let day = job.from_day + dice.whole(5, 40);
            job.moved = Some((
                day,
                operation.seat,
                network::any(
                    Use::Border,
                    if operation.seat.country == "RU" {
                        "RU"
                    } else {
                        "CN"
                    },
                    dice,
                ),
            ));
        }
        // Those who keep the house keep the exits out of the laptop's own line.
        person.ways.push(Way {
            weight: if lent { 0.3 } else { 0.6 },
            addresses: vec![farm.line],
            steady: true,
            method: "remote-desktop",
        });
    } else {
        job.line = person.ways[0].addresses[0];
        job.recipient = person.name();
    }
    if dice.chance(numbers.employer_vpn) {
        person.ways.push(Way {
            weight: 0.2,
            addresses: network::firm_exits(setting.seed, dice),
            steady: true,
            method: "browser",
        });
    }
    if dice.chance(0.15) && care != Care::Careful {
        job.programs.push(&OTHER_TOOLS[dice.whole(0, 3) as usize]);
    }
    if care != Care::Careful && dice.chance(0.06) {
        job.programs.push(dice.pick(PROFILES));
    }
    if dice.chance(0.1) {
        job.peripherals.push(CAPTURE);
    }
    if care == Care::Sloppy && dice.chance(0.5) {
        job.contacts.push(("astrill.com", 443));
    }
    if care != Care::Careful && dice.chance(0.4) {
        job.contacts.push(("ip-check.example", 443));
    }
    job.asked_for_own_device = dice.chance(if care == Care::Careful { 0.1 } else { 0.35 });
    person.placement = Some(job);
}
