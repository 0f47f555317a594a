//! Plans of honest people, the ordinary and the unusual.

use crate::honest::{ALONE, HonestKind};
use crate::names::{Origin, family, given};
use crate::network::{self, Use};
use crate::place::{City, city_in, city_named, countries, other_city};
use crate::stream::{Chance, Dice, Purpose, mix, stream};
use crate::text::{TRADES, Writing, street};
use crate::world::Setting;

use super::identity::{self, CAPTURE, GADGETS, KVMS, OFFICE, OTHER_TOOLS, REMOTE};
use super::person::{
    Account, Coding, Onward, Paper, Person, Placement, Referee, Rhythm, Trip, Truth, Way,
};

/// What the group around somebody gives them.
#[derive(Debug, Default)]
struct Company {
    kind: Option<HonestKind>,
    /// Number of the household or agency.
    group: u64,
    shares_account: bool,
    shares_computer: bool,
    takes_family_name: bool,
}

fn company(setting: &Setting, index: u64) -> Company {
    let people = &setting.parameters.people;
    let pair = index / 2;
    let mut dice = stream(setting.seed, Purpose::Household, pair);
    if dice.chance(people.households) {
        let shares_account = dice.chance(people.households_with_one_account);
        let shares_computer = dice.chance(people.households_with_one_computer);
        let kind = if shares_account {
            HonestKind::SharedBankAccount
        } else {
            HonestKind::Household
        };
        return Company {
            kind: Some(kind),
            group: pair,
            shares_account,
            shares_computer,
            takes_family_name: dice.chance(0.6),
        };
    }
    let squad = index / 32;
    let mut dice = stream(setting.seed, Purpose::Agency, squad);
    if dice.chance(people.agencies) {
        let [least, most] = people.agency_size;
        let size = dice.whole(least as i64, most as i64) as u64;
        if index % 32 < size {
            return Company {
                kind: Some(HonestKind::Agency),
                group: squad,
                shares_account: dice.chance(0.5),
                ..Company::default()
            };
        }
    }
    Company::default()
}

/// The origin of a subject; drawn first and for everybody in the same way.
pub(crate) fn origin(setting: &Setting, dice: &mut Dice) -> Origin {
    let shares = &setting.parameters.people.origin_shares;
    Origin::ALL[dice.weighted(shares.iter().copied())]
}

/// Plans the honest subject `index`; the plan depends on nothing but the seed and the index.
pub(crate) fn plan(setting: &Setting, index: u64) -> Person {
    let group = company(setting, index);
    let mut dice = stream(setting.seed, Purpose::Subject, index);
    let origin = origin(setting, &mut dice);
    let alone = ALONE[dice.weighted(ALONE.iter().map(|(_, share)| *share))].0;
    let kind = group.kind.unwrap_or(alone);
    let mut traits = vec![kind];
    if dice.chance(setting.parameters.people.second_trait) {
        traits.push(ALONE[dice.weighted(ALONE.iter().map(|(_, share)| *share))].0);
    }
    let home = home(setting, origin, &group, &traits, &mut dice);
    let mut person = ordinary(setting, index, origin, kind, home, &mut dice);
    apply_group(setting, &mut person, &group);
    for kind in traits {
        apply(setting, &mut person, kind, &mut dice);
    }
    person
}

fn home(
    setting: &Setting,
    origin: Origin,
    group: &Company,
    traits: &[HonestKind],
    dice: &mut Dice,
) -> &'static City {
    // Everybody of a household or agency lives in the same place, wherever they come from.
    if matches!(
        group.kind,
        Some(HonestKind::Household | HonestKind::SharedBankAccount | HonestKind::Agency)
    ) {
        let mut shared = stream(setting.seed, Purpose::Pool, mix(1, group.group));
        let origin = self::origin(setting, &mut shared);
        return city_in(shared.word(origin.homes()), &mut shared);
    }
    let away = traits.iter().any(|kind| {
        matches!(
            kind,
            HonestKind::ThinFileMigrant | HonestKind::ForwardingExpat
        )
    });
    if away || dice.chance(setting.parameters.people.emigrants) {
        let mut elsewhere = self::origin(setting, dice);
        for _ in 0..4 {
            if elsewhere != origin {
                break;
            }
            elsewhere = self::origin(setting, dice);
        }
        return city_in(dice.word(elsewhere.homes()), dice);
    }
    city_in(dice.word(origin.homes()), dice)
}

fn ordinary(
    setting: &Setting,
    index: u64,
    origin: Origin,
    kind: HonestKind,
    home: &'static City,
    dice: &mut Dice,
) -> Person {
    let people = &setting.parameters.people;
    let recording = &setting.parameters.recording;
    let (first, last) = setting.days();
    let (given, family) = (given(origin, dice), family(origin, dice));
    let trade = &TRADES[dice.weighted(TRADES.iter().map(|trade| trade.share))];
    let age = dice.lognormal(31.0, 0.25).clamp(19.0, 68.0);
    let years = (age - 22.0).max(0.5) * dice.between(0.4, 1.0);
    // Six in ten were there before the records begin.
    let opened = if dice.chance(0.6) {
        (first - dice.whole(10, 2_100)) * 86_400 + dice.whole(0, 86_399)
    } else {
        dice.whole(first, last - 14) * 86_400 + dice.whole(0, 86_399)
    };
    let from = (opened / 86_400).max(first);
    let until = if dice.chance(0.25) {
        dice.whole(from + 7, last.max(from + 8)).min(last)
    } else {
        last
    };
    let quality = dice.weighted(recording.thin_usual_rich.iter().copied());
    let name = format!("{given} {family}");
    let address = street(dice);
    let nationality = if dice.chance(0.9) {
        origin.homes()[0]
    } else {
        home.country
    };
    let issuer = if dice.chance(0.8) {
        home.country
    } else {
        nationality
    };
    let mut machines = vec![identity::machine(home.country, dice)];
    while dice.chance(0.35) && machines.len() < 4 {
        machines.push(identity::machine(home.country, dice));
    }
    let referees_name = format!(
        "{} {}",
        crate::names::given(origin, dice),
        crate::names::family(origin, dice)
    );
    let emails = vec![identity::mailbox(&given, &family, index, dice)];
    let handle = identity::handle(&given, &family, index, dice);
    let hours = dice.between(4.0, 9.0);
    let pay = dice.lognormal(1.0, 0.5) * trade.hourly * hours * 16.0;
    let mut person = Person {
        index,
        id: setting.subject_id(index),
        truth: Truth {
            operation: None,
            operator: None,
            care: None,
            role: "",
            kind: Some(kind),
            origin,
        },
        former_family: None,
        birth_day: (first - (age * 365.25) as i64) as i32,
        gender: dice.word(&["female", "male", "male", "female", "unstated"]),
        nationality,
        home,
        seat: home,
        street: address.clone(),
        street_shared: false,
        opened,
        active: (from, until),
        dismissed: dice.chance(0.02),
        trade,
        years,
        mailbox_opened: opened - dice.whole(200, 4_500) * 86_400,
        emails,
        recovery_email: None,
        phone: Some(identity::phone(setting.seed, index, home.country, false)),
        phone_changes: dice.chance(0.04),
        handle,
        photo: dice.hex(64),
        background: identity::background(setting.seed, index),
        tax_id: dice.hex(32),
        papers: vec![identity::paper(name.clone(), &address, issuer, dice)],
        machines,
        ways: home_line(people.mobile_sessions, home, dice),
        trips: Vec::new(),
        rhythm: Rhythm {
            city: home,
            start: dice.between(7.0, 11.5),
            hours,
            weekends: if dice.chance(0.3) { 0.5 } else { 0.1 },
        },
        clock_leak: 0.0,
        accounts: vec![bank(first - 1, home.country, name.clone(), dice)],
        onward: None,
        next_wallet: None,
        cv: Writing::own_words(),
        bidding: Writing {
            template: Some(mix(setting.seed, mix(21, index))),
            own: 0.6,
            smoothed: false,
        },
        pay,
        placement: None,
        jobs_at_once: 1,
        referee: dice
            .chance(0.5)
            .then(|| identity::referee(setting.seed, index, home, referees_name, dice)),
        coding: None,
        manner: identity::manner(dice),
        referred_by: dice
            .chance(0.05)
            .then(|| setting.subject_id(dice.whole(0, setting.referrers()) as u64)),
        // Some clients are accounts themselves, and a few share a café or an office with those they hire.
        rated_by: mix(87, index).is_multiple_of(25).then(|| {
            let rater = setting.subject_id(mix(88, index) % (setting.referrers() as u64 + 1));
            (
                rater,
                if mix(89, index).is_multiple_of(12) {
                    "ip"
                } else {
                    ""
                },
            )
        }),
        history_confirmed: 0.88,
        thin_file: false,
        profile_opened: opened - dice.whole(100, 3_600) * 86_400,
        dormant_days: None,
        filled: recording.filled[quality],
        rich: quality == 2,
        given,
        family,
    };
    if dice.chance(people.occasional_vpn) {
        let country = if dice.chance(0.6) {
            home.country
        } else {
            dice.pick(network::VPN_COUNTRIES)
        };
        person.ways.push(Way {
            weight: 0.12,
            addresses: vec![network::vpn_exit(setting.seed, country, dice)],
            steady: false,
            method: "browser",
        });
    }
    if dice.chance(0.12) {
        person
            .accounts
            .push(bank(dice.whole(first, last), home.country, name, dice));
    }
    if dice.chance(0.3) {
        person.trips.push(trip(
            setting,
            other_city(home, dice),
            dice.whole(2, 6),
            dice,
        ));
    }
    if dice.chance(people.paid_in_crypto) {
        pay_in_crypto(setting, &mut person, dice);
    }
    if dice.chance(people.empties_account_in_48_hours) {
        person.onward = Some(onward(home.country, 0.6, dice));
    }
    if trade.codes && dice.chance(0.75) {
        person.coding = Some(coding(&person, dice));
    }
    if dice.chance(people.placed_with_laptop) {
        person.placement = Some(placement(setting, &person, dice));
    }
    person
}

/// A line at home and a telephone.
fn home_line(mobile: f64, home: &City, dice: &mut Dice) -> Vec<Way> {
    let changes = dice.whole(1, 4);
    let line = (0..changes)
        .map(|_| network::any(Use::Access, home.country, dice))
        .collect();
    let phone = (0..6)
        .map(|_| network::any(Use::Access, home.country, dice))
        .collect();
    vec![
        Way {
            weight: 1.0 - mobile,
            addresses: line,
            steady: true,
            method: "browser",
        },
        Way {
            weight: mobile,
            addresses: phone,
            steady: false,
            method: "app",
        },
    ]
}

/// A bank account in that country.
pub(crate) fn bank(
    from_day: i64,
    country: &'static str,
    holder: String,
    dice: &mut Dice,
) -> Account {
    let method = if dice.chance(0.8) {
        "bank"
    } else {
        dice.word(&["wallet-app", "money-service", "prepaid"])
    };
    Account {
        from_day,
        method,
        destination: format!("acct:{}", dice.hex(20)),
        country,
        holder,
        name_match: dice.chance(0.985),
        via_company: false,
    }
}

/// A wallet that looks like those of the chain.
pub(crate) fn wallet(dice: &mut Dice) -> String {
    format!("0x{}", dice.hex(40))
}

fn trip(setting: &Setting, city: &'static City, days: i64, dice: &mut Dice) -> Trip {
    let (first, last) = setting.days();
    let from = dice.whole(first, last - 7);
    Trip {
        first_day: from,
        last_day: from + days,
        city,
        address: network::any(Use::Access, city.country, dice),
    }
}

fn onward(country: &'static str, often: f64, dice: &mut Dice) -> Onward {
    Onward {
        often,
        retained: dice.between(0.02, 0.6),
        hours: dice.lognormal(26.0, 0.7),
        country,
        to: format!("acct:{}", dice.hex(20)),
    }
}

fn pay_in_crypto(setting: &Setting, person: &mut Person, dice: &mut Dice) {
    let (first, last) = setting.days();
    let from_day = if dice.chance(0.5) {
        first - 1
    } else {
        dice.whole(first, last)
    };
    person.accounts.push(Account {
        from_day,
        method: "crypto",
        destination: wallet(dice),
        country: person.home.country,
        holder: person.name(),
        name_match: true,
        via_company: false,
    });
    // Most sell at an exchange, whose deposit addresses serve one customer each.
    person.next_wallet = dice.chance(0.7).then(|| (wallet(dice), "deposit"));
}

fn coding(person: &Person, dice: &mut Dice) -> Coding {
    let mut emails = vec![person.emails[0].clone()];
    if dice.chance(0.4) {
        emails.push(format!("{}@users.noreply.example", person.handle));
    }
    Coding {
        author: if dice.chance(0.7) {
            person.name()
        } else {
            person.handle.clone()
        },
        emails,
        clock_leak: 0.0,
        copied_from: dice
            .chance(0.02)
            .then(|| format!("project-{}", dice.whole(1, 400))),
        template_share: if dice.chance(0.15) {
            dice.between(0.6, 1.0)
        } else {
            dice.between(0.0, 0.4)
        },
        host_account_opened: person.opened - dice.whole(0, 3_000) * 86_400,
        spam_requests: 0.03,
        ring: dice
            .chance(0.02)
            .then(|| format!("org-{:06x}", mix(86, dice.whole(1, 300) as u64) & 0xff_ffff)),
    }
}

/// A job with a laptop that is sent home.
pub(crate) fn placement(setting: &Setting, person: &Person, dice: &mut Dice) -> Placement {
    let (from, until) = person.active;
    let from_day = dice.whole(from, (until - 10).max(from));
    let mut programs: Vec<_> = OFFICE.iter().filter(|_| dice.chance(0.7)).collect();
    if dice.chance(0.06) {
        programs.push(dice.pick(REMOTE));
    }
    if dice.chance(0.03) {
        programs.push(dice.pick(&OTHER_TOOLS[..2]));
    }
    if dice.chance(0.04) {
        programs.push(&OTHER_TOOLS[4]);
    }
    let tells = mix(90, person.index) % 200;
    if tells < 3 {
        programs.push(&OTHER_TOOLS[2 + tells as usize % 2]);
    }
    let mut contacts = if dice.chance(0.05) {
        vec![("ip-check.example", 443)]
    } else {
        Vec::new()
    };
    if tells < 2 {
        contacts.push(("astrill.com", 443));
    }
    let (ship_city, kind) = if dice.chance(0.04) {
        (other_city(person.home, dice), "residential")
    } else {
        (person.home, "residential")
    };
    let elsewhere = dice.chance(0.06);
    Placement {
        employer: setting.client(dice),
        from_day,
        device_id: dice.hex(16),
        ship_to: if elsewhere {
            street(dice)
        } else {
            person.street.clone()
        },
        ship_city,
        address_type: if dice.chance(0.05) {
            dice.word(&["office", "parcel_locker", "mail_agency"])
        } else {
            kind
        },
        recipient: person.name(),
        recipient_matches: dice.chance(0.96),
        changed_after_offer: dice.chance(0.05),
        line: person.ways[0].addresses[0],
        moved: None,
        peripherals: GADGETS
            .iter()
            .filter(|_| dice.chance(0.4))
            .copied()
            .collect(),
        programs,
        contacts,
        asked_for_own_device: dice.chance(0.08),
        wired: dice.chance(0.4),
    }
}

fn apply_group(setting: &Setting, person: &mut Person, group: &Company) {
    let Some(kind) = group.kind else { return };
    let mut shared = stream(setting.seed, Purpose::Pool, mix(2, group.group));
    let line: Vec<u32> = (0..2)
        .map(|_| network::any(Use::Access, person.home.country, &mut shared))
        .collect();
    let address = street(&mut shared);
    let machine = identity::machine(person.home.country, &mut shared);
    let account = Account {
        from_day: setting.days().0 - 1,
        method: "bank",
        destination: format!("acct:{}", shared.hex(20)),
        country: person.home.country,
        holder: family(Origin::ALL[shared.whole(0, 9) as usize], &mut shared),
        name_match: true,
        via_company: kind == HonestKind::Agency,
    };
    person.ways[0].addresses = line;
    if kind == HonestKind::Agency {
        person.background = identity::background(setting.seed, mix(33, group.group));
        let (name, domain) = crate::text::company(&mut shared);
        person.cv = Writing {
            template: Some(mix(setting.seed, mix(31, group.group))),
            own: 0.5,
            smoothed: false,
        };
        person.bidding = Writing {
            template: Some(mix(setting.seed, mix(32, group.group))),
            own: 0.25,
            smoothed: false,
        };
        if let Some(paper) = person.papers.first_mut() {
            paper.camera = None;
            paper.software = Some("Adobe Scan");
        }
        person.referee = Some(Referee {
            name: format!(
                "{} {}",
                given(Origin::WesternEurope, &mut shared),
                account.holder
            ),
            email: format!("office@{domain}"),
            official_domain: domain,
            company: name.clone(),
            phone: None,
            device_id: shared.hex(16),
            address: person.ways[0].addresses[0],
            young_domain: false,
            confirms: true,
        });
        if group.shares_account {
            person.accounts = vec![Account {
                holder: name,
                name_match: false,
                ..account
            }];
        }
        return;
    }
    person.street = address;
    person.street_shared = true;
    for paper in &mut person.papers {
        paper.address.clone_from(&person.street);
    }
    if group.takes_family_name {
        let holder = account.holder.clone();
        person.family = holder;
        let name = person.name();
        for paper in &mut person.papers {
            paper.holder.clone_from(&name);
        }
        for account in &mut person.accounts {
            account.holder.clone_from(&name);
        }
    }
    if group.shares_account {
        let name_match = person.index.is_multiple_of(2) || group.takes_family_name;
        person.accounts = vec![Account {
            holder: format!("{} {}", person.given, account.holder),
            name_match,
            ..account
        }];
    }
    if group.shares_computer {
        person.machines.push(machine);
    }
}

/// The person's managed laptop. Some kinds show on nothing else, so more of them have one.
fn laptop<'a>(
    setting: &Setting,
    person: &'a mut Person,
    often: f64,
    dice: &mut Dice,
) -> Option<&'a mut Placement> {
    if person.placement.is_none() && dice.chance(often) {
        person.placement = Some(placement(setting, person, dice));
    }
    person.placement.as_mut()
}

/// Gives the person one unusual trait.
fn apply(setting: &Setting, person: &mut Person, kind: HonestKind, dice: &mut Dice) {
    let people = &setting.parameters.people;
    let (first, last) = setting.days();
    let home = person.home;
    match kind {
        HonestKind::Plain
        | HonestKind::Agency
        | HonestKind::Household
        | HonestKind::SharedBankAccount
        | HonestKind::IdentityVictim => {}
        HonestKind::PrivacyVpn => {
            let country = if dice.chance(0.55) {
                home.country
            } else {
                dice.pick(network::VPN_COUNTRIES)
            };
            let exits = (0..5)
                .map(|_| network::vpn_exit(setting.seed, country, dice))
                .collect();
            person.ways.push(Way {
                weight: 8.0,
                addresses: exits,
                steady: false,
                method: "browser",
            });
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
            let line = (0..2)
                .map(|line| {
                    network::pooled(
                        setting.seed,
                        Use::Access,
                        home.country,
                        mix(41, office),
                        line,
                    )
                })
                .collect();
            person.ways.push(Way {
                weight: 3.0,
                addresses: line,
                steady: true,
                method: "browser",
            });
        }
        HonestKind::Campus => {
            // A few campuses hold most of the students.
            let campus = (people.campuses as f64 * dice.between(0.0, 1.0).powi(3)) as u64;
            let line = (0..8)
                .map(|line| {
                    network::pooled(
                        setting.seed,
                        Use::Access,
                        home.country,
                        mix(42, campus),
                        line,
                    )
                })
                .collect();
            person.ways.push(Way {
                weight: 5.0,
                addresses: line,
                steady: false,
                method: "browser",
            });
            person.years = person.years.min(4.0);
            person.thin_file = true;
        }
        HonestKind::CarrierNat => {
            let line = (0..24)
                .map(|_| {
                    network::pooled(
                        setting.seed,
                        Use::Access,
                        home.country,
                        43,
                        dice.whole(0, 600) as u64,
                    )
                })
                .collect();
            person.ways = vec![Way {
                weight: 1.0,
                addresses: line,
                steady: false,
                method: "browser",
            }];
        }
        HonestKind::ThinFileMigrant => {
            person.thin_file = true;
            person.history_confirmed = 0.55;
            let origin_country = person.truth.origin.homes()[0];
            if dice.chance(0.5) {
                person.phone = Some(identity::phone(
                    setting.seed,
                    person.index,
                    origin_country,
                    false,
                ));
            }
            if dice.chance(0.5) {
                person.onward = Some(onward(origin_country, 0.7, dice));
            }
            if let Some(paper) = person.papers.first_mut() {
                paper.issuing_country = origin_country;
            }
            for machine in &mut person.machines {
                machine.language = identity::machine(origin_country, dice).language;
            }
        }
        HonestKind::CareerTemplate => {
            let template = dice.whole(1, people.career_templates as i64) as u64;
            person.cv = Writing {
                template: Some(mix(51, template)),
                own: 0.4,
                smoothed: dice.chance(0.4),
            };
        }
        HonestKind::NightOwl => person.rhythm.start = dice.between(19.0, 23.0),
        HonestKind::Caregiver => {
            person.rhythm.start = dice.between(19.5, 21.5);
            person.rhythm.hours = person.rhythm.hours.min(5.0);
            person.manner.moves_calls = 0.5;
            person.manner.declines = 0.08;
        }
        HonestKind::AiWriter => {
            person.cv = Writing {
                template: None,
                own: 1.0,
                smoothed: true,
            };
            person.bidding = Writing {
                template: None,
                own: 1.0,
                smoothed: true,
            };
            person.manner.bids *= 1.6;
        }
        HonestKind::CorporateVpn => {
            let country = dice.word(&["US", "GB", "DE", "NL", "SG"]);
            let office = dice.whole(0, 250) as u64;
            let exits = (0..2)
                .map(|exit| {
                    network::pooled(setting.seed, Use::Hosting, country, mix(44, office), exit)
                })
                .collect();
            person.ways.push(Way {
                weight: 2.5,
                addresses: exits,
                steady: true,
                method: "browser",
            });
        }
        HonestKind::CryptoPaid => pay_in_crypto(setting, person, dice),
        HonestKind::ForwardingExpat => {
            if let Some(placement) = laptop(setting, person, 0.2, dice) {
                placement.address_type = "forwarder";
                placement.recipient_matches = false;
            }
            let country = person.truth.origin.homes()[0];
            let name = person.name();
            person.accounts.push(bank(first - 1, country, name, dice));
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
            let former = std::mem::replace(&mut person.family, family(person.truth.origin, dice));
            person.former_family = Some((former, day));
        }
        HonestKind::RefurbishedLaptops => {
            for _ in 0..dice.whole(3, 12) {
                person.machines.push(identity::machine(home.country, dice));
            }
        }
        HonestKind::KvmHobbyist => {
            if let Some(placement) = laptop(setting, person, 0.4, dice) {
                placement.peripherals.push(KVMS[dice.whole(0, 1) as usize]);
                if dice.chance(0.6) {
                    placement.peripherals.push(KVMS[2]);
                }
            }
        }
        HonestKind::Remitter => {
            let country = person.truth.origin.homes()[0];
            person.onward = Some(Onward {
                often: 0.9,
                retained: dice.between(0.1, 0.5),
                ..onward(country, 0.9, dice)
            });
        }
        HonestKind::ManagedByProvider => {
            if let Some(placement) = laptop(setting, person, 0.4, dice) {
                placement.programs.push(dice.pick(REMOTE));
                placement.programs.push(dice.pick(REMOTE));
            }
        }
        HonestKind::SeveralJobs => {
            person.jobs_at_once = dice.whole(2, 4) as usize;
            person.manner.busiest_day = dice.between(11.0, 15.0);
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
        HonestKind::Streamer => {
            if let Some(placement) = laptop(setting, person, 0.4, dice) {
                placement.peripherals.push(CAPTURE);
                placement.programs.push(&OTHER_TOOLS[4]);
            }
        }
        HonestKind::CameraShy => {
            person.manner.camera_off = 0.9;
            person.manner.declines = 0.12;
        }
        HonestKind::OwnCompany => {
            let (name, _) = crate::text::company(dice);
            let account = bank(first - 1, home.country, name, dice);
            person.accounts = vec![Account {
                name_match: false,
                via_company: true,
                ..account
            }];
        }
        HonestKind::BoughtTemplate => {
            let template = dice.whole(1, people.bought_bid_templates as i64) as u64;
            person.bidding = Writing {
                template: Some(mix(52, template)),
                own: 0.05,
                smoothed: false,
            };
            person.manner.bids *= 2.0;
        }
        HonestKind::CloudDesktop => {
            let servers = (0..2)
                .map(|_| network::any(Use::Hosting, home.country, dice))
                .collect();
            person.ways.push(Way {
                weight: 3.0,
                addresses: servers,
                steady: true,
                method: "remote-desktop",
            });
        }
        HonestKind::Returner => {
            person.opened = (first - dice.whole(2_500, 4_500)) * 86_400;
            person.dormant_days = Some(dice.whole(900, 3_000));
            person.profile_opened = person.opened;
        }
    }
}

/// Turns the plan of an honest subject into that of somebody whose identity was stolen.
pub(crate) fn victim(setting: &Setting, index: u64, stolen: &Paper) -> Person {
    let mut person = plan(setting, index);
    person.truth.kind = Some(HonestKind::IdentityVictim);
    if let Some((given, family)) = stolen.holder.split_once(' ') {
        person.given = given.to_owned();
        person.family = family.to_owned();
    }
    if let Some(paper) = person.papers.first_mut() {
        paper.number.clone_from(&stolen.number);
        paper.kind = stolen.kind;
        paper.issuing_country = stolen.issuing_country;
        paper.holder.clone_from(&stolen.holder);
    }
    for account in &mut person.accounts {
        account.holder.clone_from(&stolen.holder);
    }
    person
}

/// Where people without a fixed place say they are; used by facilitators abroad.
pub(crate) fn border_city(dice: &mut Dice) -> &'static City {
    city_named(dice.word(&[
        "Shenyang",
        "Shenyang",
        "Shenyang",
        "Vladivostok",
        "Vientiane",
        "Shenzhen",
    ]))
}
