//! Kinds that show in networks, places and hours.

use crate::honest::HonestKind;
use crate::network::{self, SERVER_COUNTRIES, Use};
use crate::place::{city_in, city_named, countries};
use crate::stream::{Chance, Dice, mix};
use crate::world::Setting;

use super::laptop;
use crate::plan::gear::OTHER_TOOLS;
use crate::plan::honest_person::{border_city, trip};
use crate::plan::identity;
use crate::plan::person::{Person, Trip, Way};

pub(super) fn apply(
    setting: &Setting,
    person: &mut Person,
    kind: HonestKind,
    dice: &mut Dice,
) -> bool {
    let people = &setting.parameters.people;
    let (first, last) = setting.days();
    let home = person.home;
    match kind {
        HonestKind::PrivacyVpn => {
            let country = if dice.chance(0.55) {
                home.country
            } else {
                dice.pick(network::VPN_COUNTRIES)
            };
            vpn(setting, person, country, 8.0, dice);
            if dice.chance(0.3) {
                person.recovery_email = Some(identity::throwaway_mailbox(person.index, dice));
            }
        }
        HonestKind::Nomad => {
            let mut day = first;
            while day < last {
                let stay = dice.whole(20, 60);
                let city = city_in(dice.word(&countries()), dice);
                person.trips.push(Trip {
                    first_day: day,
                    last_day: day + stay,
                    city,
                    address: network::any(Use::Access, city.country, dice),
                });
                day += stay + 1;
            }
        }
        HonestKind::Traveller => {
            for _ in 0..dice.whole(1, 3) {
                let city = city_in(dice.word(&countries()), dice);
                let days = dice.whole(5, 16);
                person.trips.push(trip(setting, city, days, dice));
            }
        }
        HonestKind::SharedOffice => {
            let office = dice.whole(0, people.offices_per_country as i64 - 1) as u64;
            let line = pool(setting, home.country, mix(41, office), 2);
            push(person, 3.0, line, true, "browser");
            // Parcels go to the desk of the office, where other people's parcels go too.
            if let Some(placement) = person.placement.as_mut().filter(|_| dice.chance(0.4)) {
                placement.ship_to = format!("{} Foundry Row, Floor 1", office + 1);
                placement.address_type = "office";
            }
        }
        HonestKind::Campus => {
            // A few campuses hold most of the students.
            let campus = (people.campuses as f64 * dice.between(0.0, 1.0).powi(3)) as u64;
            let line = pool(setting, home.country, mix(42, campus), 8);
            push(person, 5.0, line, false, "browser");
            person.years = person.years.min(4.0);
            person.thin_file = true;
            // Exercises of one class are one repository in many hands.
            if let Some(coding) = person.coding.as_mut().filter(|_| dice.chance(0.3)) {
                let class = mix(43, mix(campus, dice.whole(1, 12) as u64));
                coding.ring = Some(format!("class-{:06x}", class & 0xff_ffff));
                coding.template_share = dice.between(0.5, 1.0);
            }
        }
        HonestKind::CarrierNat => {
            let line = (0..24)
                .map(|_| {
                    let gate = dice.whole(0, 600) as u64;
                    network::pooled(setting.seed, Use::Access, home.country, 43, gate)
                })
                .collect();
            person.ways.clear();
            push(person, 1.0, line, false, "browser");
        }
        HonestKind::CorporateVpn => {
            let exits = network::firm_exits(setting.seed, dice);
            push(person, 2.5, exits, true, "browser");
        }
        HonestKind::CloudDesktop => {
            let small = dice.chance(people.desktops_at_small_hosts);
            let servers = (0..2)
                .map(|_| match small {
                    true => network::small_host(setting.seed, dice.word(SERVER_COUNTRIES), dice),
                    false => network::any(Use::Hosting, home.country, dice),
                })
                .collect();
            push(person, 3.0, servers, true, "remote-desktop");
        }
        HonestKind::NightOwl => person.rhythm.start = dice.between(19.0, 23.0),
        HonestKind::Caregiver => {
            person.rhythm.start = dice.between(19.5, 21.5);
            person.rhythm.hours = person.rhythm.hours.min(5.0);
            person.manner.moves_calls = 0.5;
            person.manner.declines = 0.08;
        }
        HonestKind::BorderResident => {
            person.home = border_city(dice);
            settle(setting, person, dice);
            let country = person.home.country;
            let line = |dice: &mut Dice| match country {
                "CN" | "RU" => network::any(Use::Border, country, dice),
                _ => network::any(Use::Access, country, dice),
            };
            let home_line = (0..3).map(|_| line(dice)).collect();
            person.ways.clear();
            push(person, 1.0, home_line, true, "browser");
        }
        HonestKind::BehindFirewall => {
            person.home = city_named(dice.word(&["Shanghai", "Shenzhen", "Chengdu", "Shenyang"]));
            settle(setting, person, dice);
            let country = dice.word(&["US", "JP", "HK", "SG"]);
            vpn(setting, person, country, 4.0, dice);
            if let Some(placement) = laptop(setting, person, 0.3, dice) {
                placement.programs.push(&OTHER_TOOLS[2]);
                placement.contacts.push(("astrill.com", 443));
            }
        }
        HonestKind::AutomationRunner => {
            person.habits.always_on = true;
            person.manner.busiest_day = dice.between(17.0, 23.0);
        }
        _ => return false,
    }
    true
}

/// Gives somebody the clock, the line and the papers of a new home city.
fn settle(setting: &Setting, person: &mut Person, dice: &mut Dice) {
    let home = person.home;
    person.seat = home;
    person.rhythm.city = home;
    person.ways.clear();
    push(
        person,
        1.0,
        (0..2)
            .map(|_| network::any(Use::Access, home.country, dice))
            .collect(),
        true,
        "browser",
    );
    person.phone = Some(identity::phone(
        setting.seed,
        person.index,
        home.country,
        false,
    ));
    for account in &mut person.accounts {
        account.country = home.country;
    }
    for paper in &mut person.papers {
        paper.issuing_country = home.country;
    }
    for machine in &mut person.machines {
        machine.language = identity::machine(home.country, dice).language;
    }
    if let Some(placement) = &mut person.placement {
        placement.ship_city = home;
        placement.line = person.ways[0].addresses[0];
    }
}

fn pool(setting: &Setting, country: &str, pool: u64, lines: u64) -> Vec<u32> {
    (0..lines)
        .map(|line| network::pooled(setting.seed, Use::Access, country, pool, line))
        .collect()
}

fn push(person: &mut Person, weight: f64, addresses: Vec<u32>, steady: bool, method: &'static str) {
    person.ways.push(Way {
        weight,
        addresses,
        steady,
        method,
    });
}

fn vpn(setting: &Setting, person: &mut Person, country: &str, weight: f64, dice: &mut Dice) {
    let exits = (0..5)
        .map(|_| network::vpn_exit(setting.seed, country, dice))
        .collect();
    push(person, weight, exits, false, "browser");
}
