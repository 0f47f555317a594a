//! Plans of honest people, the ordinary and the unusual.

use crate::honest::HonestKind;
use crate::names::{Origin, family, given};
use crate::network::{self, Use};
use crate::place::{City, city_in, city_named, other_city};
use crate::stream::{Chance, Dice, Purpose, mix, stream};
use crate::text::{Writing, street};
use crate::trade::TRADES;
use crate::world::Setting;

use super::gear::{GADGETS, OFFICE, OTHER_TOOLS, REMOTE};
use super::habits::{Habits, Prompts};
use super::person::{Account, Coding, Onward, Paper, Person, Placement, Rhythm, Trip, Truth, Way};
use super::together::Together;
use super::{identity, kinds};

/// The origin of a subject; drawn first and for everybody in the same way.
pub(crate) fn origin(setting: &Setting, dice: &mut Dice) -> Origin {
    let shares = &setting.parameters.people.origin_shares;
    Origin::ALL[dice.weighted(shares.iter().copied())]
}

/// Plans the honest subject `index`; the plan depends on nothing but the seed and the index.
pub(crate) fn plan(setting: &Setting, index: u64) -> Person {
    let group = Together::of(setting, index);
    if group.kind == Some(HonestKind::SecondAccount) && index % 2 == 1 {
        return second_account(setting, index);
    }
    let mut dice = stream(setting.seed, Purpose::Subject, index);
    let origin = origin(setting, &mut dice);
    let shares = &setting.kinds;
    let alone = shares[dice.weighted(shares.iter().map(|(_, share)| *share))].0;
    let mut traits = vec![group.kind.unwrap_or(alone)];
    if dice.chance(setting.parameters.people.second_trait) {
        let second = shares[dice.weighted(shares.iter().map(|(_, share)| *share))].0;
        if second != HonestKind::Plain && second != traits[0] {
            traits.push(second);
        }
    }
    let home = home(setting, origin, &group, &traits, &mut dice);
    let mut person = ordinary(setting, index, origin, home, &mut dice);
    group.apply(setting, &mut person);
    for kind in &traits {
        kinds::apply(setting, &mut person, *kind, &mut dice);
    }
    person.truth.kinds = traits;
    mishaps(setting, &mut person);
    person
}

/// The second account of the person whose first account stands before it.
fn second_account(setting: &Setting, index: u64) -> Person {
    let mut person = plan(setting, index - 1);
    person.habits.stated.as_of = Some((index - 1, person.opened.div_euclid(86_400)));
    let mut dice = stream(setting.seed, Purpose::Subject, index);
    let (first, last) = setting.days();
    person.index = index;
    person.id = setting.subject_id(index);
    let day = dice.whole(first, last - 14);
    person.opened = day * 86_400 + dice.whole(0, 86_399);
    person.active = (day, last);
    person.emails = vec![identity::mailbox(
        &person.given,
        &person.family,
        index,
        &mut dice,
    )];
    person.handle = identity::handle(&person.given, &person.family, index, &mut dice);
    person.placement = None;
    person.coding = None;
    person
}

/// What can happen to anybody; drawn apart, so that it does not change who somebody is.
fn mishaps(setting: &Setting, person: &mut Person) {
    let people = &setting.parameters.people;
    let mut dice = stream(setting.seed, Purpose::Extras, person.index);
    let dice = &mut dice;
    let habits = &mut person.habits;
    if dice.chance(people.cv_typos) {
        habits.anachronism += 0.4;
    }
    habits.copied_session |= dice.chance(people.copied_session);
    if habits.complaint.is_none() && dice.chance(people.wrong_complaint) {
        let kind = dice.word(&["identity_owner", "client", "bank", "platform_notice"]);
        habits.complaint = Some((kind, false));
    }
    if dice.chance(people.alert_on_new_laptop) {
        habits.systems.alert = habits.systems.alert.max(0.6);
    }
    habits.systems.exports_passwords = dice.chance(people.migrates_passwords);
    habits.systems.unapproved = habits.systems.unapproved.max(people.unapproved_purchases);
    habits.systems.stays |= dice.chance(people.leaver_keeps_access);
    if habits.prompts.is_none() && dice.chance(people.ai_accounts) {
        habits.prompts = Some(Prompts {
            uses: 6.0,
            of: &[
                ("other", 0.5),
                ("translation", 0.15),
                ("code", 0.15),
                ("resume", 0.11),
                ("referee", 0.01),
                ("basics", 0.04),
                ("headshot", 0.02),
                ("interview-answer", 0.02),
            ],
            people: 1,
            pace: 150.0,
        });
    }
    let newcomer = person.active.0 * 86_400 <= person.opened;
    if newcomer && dice.chance(people.ramps_up) {
        let [least, most] = setting.parameters.operations.ramp_days;
        person.habits.ramp_days = dice.between(least, most);
    }
}

fn home(
    setting: &Setting,
    origin: Origin,
    group: &Together,
    traits: &[HonestKind],
    dice: &mut Dice,
) -> &'static City {
    // Everybody of a household or agency lives in the same place, wherever they come from.
    if group.one_place() {
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
    let season = &setting.parameters.season;
    let (opened, from) = if dice.chance(season.opened_before) {
        let opened = (first - dice.whole(10, 2_100)) * 86_400 + dice.whole(0, 86_399);
        // Many old accounts lie idle when the records begin.
        let late = dice.chance(season.starts_late);
        (
            opened,
            if late {
                dice.whole(first, last - 14)
            } else {
                first
            },
        )
    } else {
        let day = setting.arrival(home.country, last - 14, dice);
        (day * 86_400 + dice.whole(0, 86_399), day)
    };
    let until = if dice.chance(season.leaves) {
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
            kinds: Vec::new(),
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
        papers: vec![identity::paper(
            name.clone(),
            &address,
            issuer,
            people.document_edited,
            dice,
        )],
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
            paraphrased: false,
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
            .chance(people.referred)
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
        habits: Habits::default(),
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

pub(super) fn trip(setting: &Setting, city: &'static City, days: i64, dice: &mut Dice) -> Trip {
    let (first, last) = setting.days();
    let from = dice.whole(first, last - 7);
    Trip {
        first_day: from,
        last_day: from + days,
        city,
        address: network::any(Use::Access, city.country, dice),
    }
}

pub(super) fn onward(country: &'static str, often: f64, dice: &mut Dice) -> Onward {
    Onward {
        often,
        retained: dice.between(0.02, 0.6),
        hours: dice.lognormal(26.0, 0.7),
        country,
        to: format!("acct:{}", dice.hex(20)),
    }
}

pub(super) fn pay_in_crypto(setting: &Setting, person: &mut Person, dice: &mut Dice) {
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

pub(super) fn coding(person: &Person, dice: &mut Dice) -> Coding {
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
        requests: 1.5,
        asks_for_work: 0.1,
        build_changes: 0.08,
        other_author: None,
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
    let mut contacts = if dice.chance(setting.parameters.people.checks_own_address) {
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
        own_reason: "",
        wired: dice.chance(0.4),
        open_port: None,
        scripted: false,
        farmed: false,
    }
}

/// Turns the plan of an honest subject into that of somebody whose identity was stolen.
pub(crate) fn victim(setting: &Setting, index: u64, stolen: &Paper) -> Person {
    let mut person = plan(setting, index);
    person.truth.kinds.retain(|kind| *kind != HonestKind::Plain);
    person.truth.kinds.insert(0, HonestKind::IdentityVictim);
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
