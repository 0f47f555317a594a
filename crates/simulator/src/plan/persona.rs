//! Plans of personas: an invented, stolen or lent identity in the hands of an operator.

use crate::names::{family, given};
use crate::network::{self, Use};
use crate::place::city_in;
use crate::stream::{Chance, Dice, Purpose, mix, stream};
use crate::text::{Writing, street};
use crate::trade::TRADES;
use crate::world::{Setting, client_id};

use super::habits::Habits;
use super::honest_person::{bank, origin, wallet};
use super::operation::{Member, Operation};
use super::person::{Account, Care, Manner, Onward, Paper, Person, Rhythm, Truth, Way};
use super::{identity, persona_work, tradecraft};

/// Countries that personas claim to live in: those whose firms are targeted (digest, section 2).
static CLAIMED_HOMES: &[&str] = &[
    "US", "US", "US", "US", "US", "US", "CA", "GB", "DE", "JP", "PL", "PT", "SG", "UA", "MY", "BR",
];

/// Plans the persona that `member` of `operation` is.
pub(crate) fn plan(setting: &Setting, operation: &Operation, member: &Member) -> Person {
    let numbers = &setting.parameters.operations;
    let care = member.care;
    if member.role == "facilitator" {
        let mut dice = stream(setting.seed, Purpose::Persona, member.index);
        return tradecraft::facilitator(setting, operation, member, &mut dice);
    }
    // Everything that an honest account would have is drawn first and in the same way.
    let mut person = super::honest_person::plan(setting, member.index);
    let mut dice = stream(setting.seed, Purpose::Persona, member.index);
    let dice = &mut dice;
    let origin = origin(setting, dice);
    let at = operation
        .members
        .iter()
        .position(|other| other.index == member.index)
        .unwrap_or(0);
    let operator = &operation.operators[member.operator as usize % operation.operators.len()];

    person.truth = Truth {
        operation: Some(operation.number),
        operator: Some(member.operator),
        care: Some(care),
        role: member.role,
        kinds: Vec::new(),
        origin,
    };
    person.given = given(origin, dice);
    person.family = family(origin, dice);
    person.former_family = None;
    person.home = city_in(dice.word(CLAIMED_HOMES), dice);
    person.seat = operation.seat;
    person.nationality = person.home.country;
    person.street = street(dice);
    person.street_shared = false;
    person.trips.clear();
    person.machines = vec![identity::machine(person.home.country, dice)];
    person.emails = vec![identity::mailbox(
        &person.given,
        &person.family,
        member.index,
        dice,
    )];
    person.handle = identity::handle(&person.given, &person.family, member.index, dice);
    person.trade = &TRADES[dice.weighted(TRADES.iter().map(|trade| trade.operation_share))];
    person.years = dice.between(5.0, 12.0);
    person.thin_file = false;
    person.dormant_days = None;
    person.habits = Habits::default();

    let bought = lifetime(setting, &mut person, care, dice);
    contact(setting, &mut person, member, care, dice);
    papers(setting, operation, &mut person, at, care, dice);
    let lent = person
        .papers
        .first()
        .is_some_and(|paper| paper.holder_matched == Some(true));
    network(setting, operation, &mut person, member, dice);
    let shares_device = dice.chance(care.of(&numbers.shared_device_by_care));
    if shares_device {
        person
            .machines
            .insert(0, dice.pick(&operator.machines).clone());
    } else if care == Care::Average && dice.chance(0.5) {
        // A multi-account browser hides the device but not always the adapter.
        person.machines[0].gpu = operator.machines[0].gpu;
        person.machines[0].inconsistent = dice.chance(0.3);
    }
    if care != Care::Careful {
        person.machines[0].language = if dice.chance(0.2) { "zh-CN" } else { "en-US" };
    }
    person.rhythm = if dice.chance(care.of(&numbers.claimed_hours_by_care)) {
        Rhythm {
            city: person.home,
            start: dice.between(8.0, 10.5),
            hours: dice.between(6.0, 10.0),
            weekends: 0.3,
        }
    } else {
        Rhythm {
            city: operation.seat,
            start: dice.between(7.5, 9.5),
            hours: dice.between(8.0, 13.0),
            weekends: 0.7,
        }
    };
    person.clock_leak = care.of(&numbers.clock_leaks_by_care);
    money(setting, operation, &mut person, at, lent, care, dice);
    let template = *dice.pick(&operation.cv_templates);
    let own = care.of(&numbers.own_words_by_care);
    person.cv = Writing {
        template: Some(template),
        own,
        smoothed: dice.chance(0.8),
        paraphrased: false,
    };
    person.bidding = Writing {
        template: Some(operation.bid_template),
        own: own * 0.8,
        smoothed: dice.chance(0.6),
        paraphrased: false,
    };
    person.referee = dice.chance(0.7).then(|| {
        if care == Care::Careful && dice.chance(0.85) {
            let name = format!("{} {}", given(origin, dice), family(origin, dice));
            identity::referee(setting.seed, mix(71, member.index), person.home, name, dice)
        } else {
            dice.pick(&operation.referees).clone()
        }
    });
    person.manner = manner(setting, care, dice);
    person.jobs_at_once = dice.whole(1, 4) as usize;
    person.history_confirmed = match care {
        Care::Sloppy => 0.35,
        Care::Average => 0.55,
        Care::Careful => 0.85,
    };
    persona_work::code(setting, operation, &mut person, care, dice);
    persona_work::job(setting, operation, &mut person, lent, care, dice);
    person.referred_by = None;
    if at > 0 && dice.chance(numbers.referred_by_sibling) {
        person.referred_by = Some(
            setting.subject_id(operation.members[dice.whole(0, at as i64 - 1) as usize].index),
        );
    }
    let reviewer = operation
        .members
        .iter()
        .find(|other| other.role == "reviewer");
    if let Some(reviewer) =
        reviewer.filter(|reviewer| reviewer.index != member.index && dice.chance(0.6))
    {
        let shared = if care == Care::Sloppy {
            dice.word(&["device", "ip", "payment_instrument", "document"])
        } else {
            ""
        };
        person.rated_by = Some((setting.subject_id(reviewer.index), shared));
    }
    if let Some(client) = operation.false_client.filter(|_| dice.chance(0.5)) {
        person.rated_by = Some((client_id(client), ""));
    }
    tradecraft::apply(setting, operation, &mut person, care, dice);
    if bought {
        tradecraft::former_owner(setting, &mut person, dice);
    }
    if member.role == "front_company" {
        tradecraft::front_company(setting, operation, &mut person, care, dice);
    }
    let proxy = care.of(&numbers.proxy_sessions_by_care);
    tradecraft::methods(&mut person, shares_device, bought, proxy);
    person
}

/// When the account was opened and worked; says whether it was bought with its history.
fn lifetime(setting: &Setting, person: &mut Person, care: Care, dice: &mut Dice) -> bool {
    let numbers = &setting.parameters.operations;
    let (first, last) = setting.days();
    let bought = dice.chance(care.of(&numbers.bought_account_by_care));
    let start = if dice.chance(numbers.already_there) {
        first - dice.whole(0, 200)
    } else {
        setting.arrival(person.home.country, last - 30, dice)
    };
    if bought {
        person.opened = (start - dice.whole(400, 3_200)) * 86_400;
        person.dormant_days = Some(dice.whole(200, 2_400));
        person.profile_opened = person.opened;
        person.mailbox_opened = person.opened - dice.whole(10, 300) * 86_400;
    } else {
        let careful = care == Care::Careful;
        person.opened = start * 86_400 + dice.whole(0, 86_399);
        person.profile_opened =
            person.opened - dice.whole(1, if careful { 900 } else { 90 }) * 86_400;
        person.mailbox_opened =
            person.opened - dice.whole(1, if careful { 400 } else { 30 }) * 86_400;
    }
    person.dismissed = dice.chance(numbers.dismissed);
    let stay = if person.dismissed {
        dice.lognormal(numbers.dwell_days, 0.5) as i64
    } else {
        last - start
    };
    let from = start.max(first);
    person.active = (from, (start + stay.max(14)).clamp(from + 7, last));
    bought
}

fn contact(setting: &Setting, person: &mut Person, member: &Member, care: Care, dice: &mut Dice) {
    let voip = dice.chance(match care {
        Care::Sloppy => 0.8,
        Care::Average => 0.6,
        Care::Careful => 0.2,
    });
    person.phone = Some(identity::phone(
        setting.seed,
        member.index,
        person.home.country,
        voip,
    ));
    person.phone_changes = dice.chance(0.2);
    person.recovery_email = dice
        .chance(match care {
            Care::Sloppy => 0.4,
            Care::Average => 0.2,
            Care::Careful => 0.02,
        })
        .then(|| identity::throwaway_mailbox(member.index, dice));
}

fn papers(
    setting: &Setting,
    operation: &Operation,
    person: &mut Person,
    at: usize,
    care: Care,
    dice: &mut Dice,
) {
    let numbers = &setting.parameters.operations;
    let name = person.name();
    let mut paper = identity::paper(
        name,
        &person.street,
        person.home.country,
        setting.parameters.people.document_edited,
        dice,
    );
    let lent =
        person.truth.role == "lent_account" || dice.chance(care.of(&numbers.lent_document_by_care));
    if lent {
        // Genuine, clean, and shown by its holder.
        paper.holder_matched = Some(true);
        paper.number_valid = true;
        paper.edited = false;
    } else {
        paper.holder_matched = dice.chance(0.4).then(|| dice.chance(0.6));
        paper.edited = dice.chance(0.5);
        paper.generated = dice.chance(0.2);
        paper.number_valid = dice.chance(0.8);
        paper.recapture = dice.between(0.1, 0.9);
        paper.quality = dice.between(0.25, 0.9);
        if operation.document_template.is_some() {
            paper.template_hash.clone_from(&operation.document_template);
        }
        if dice.chance(0.6) {
            paper.camera = Some("iPhone 13");
            paper.software = Some("Photos");
        }
        // Careless teams show one image again under another name.
        let shown_before = care == Care::Sloppy && at > 0 && dice.chance(0.35);
        if shown_before {
            let mut shared = stream(setting.seed, Purpose::Pool, mix(81, operation.number));
            paper.image_hash = shared.hex(64);
            paper.number = shared.hex(24);
        }
    }
    if dice.chance(care.of(&numbers.made_photo_by_care)) && care == Care::Sloppy && dice.chance(0.4)
    {
        let mut shared = stream(setting.seed, Purpose::Pool, mix(82, operation.number));
        person.photo = shared.hex(64);
    } else {
        person.photo = dice.hex(64);
    }
    person.papers = vec![paper];
    // A shared workroom is now and then seen behind the caller.
    person.background = if care == Care::Sloppy && member_of_workroom(person.index) {
        operation.background.clone()
    } else {
        identity::background(setting.seed, mix(83, person.index))
    };
}

/// Half of a team's personas are played from one room.
fn member_of_workroom(index: u64) -> bool {
    mix(84, index).is_multiple_of(2)
}

/// The paper that the first persona of an operation with a victim shows.
pub(crate) fn stolen_paper(setting: &Setting, operation: &Operation) -> Option<Paper> {
    let first = operation.members.first()?;
    plan(setting, operation, first).papers.into_iter().next()
}

fn network(
    setting: &Setting,
    operation: &Operation,
    person: &mut Person,
    member: &Member,
    dice: &mut Dice,
) {
    let numbers = &setting.parameters.operations;
    let care = member.care;
    let operator = &operation.operators[member.operator as usize % operation.operators.len()];
    let home = person.home.country;
    let exits = match care {
        Care::Sloppy => operation.exits.clone(),
        Care::Average => (0..3)
            .map(|_| {
                if dice.chance(0.5) {
                    *dice.pick(&operation.exits)
                } else {
                    network::vpn_exit(setting.seed, home, dice)
                }
            })
            .collect(),
        Care::Careful => vec![network::vpn_exit(setting.seed, home, dice)],
    };
    // Residential proxies look like any home line of the claimed country; careful operators keep one.
    let proxies = (0..if care == Care::Careful { 2 } else { 5 })
        .map(|_| network::any(Use::Access, home, dice))
        .collect();
    let leaks = (0..3)
        .map(|_| {
            let country = if operation.seat.country == "RU" {
                "RU"
            } else {
                "CN"
            };
            if dice.chance(0.03) {
                network::any(Use::Assigned, "KP", dice)
            } else {
                network::any(Use::Border, country, dice)
            }
        })
        .collect();
    let (servers, method) = (operator.servers.clone(), "remote-desktop");
    person.ways = vec![
        Way {
            weight: care.of(&numbers.proxy_sessions_by_care),
            addresses: proxies,
            steady: care == Care::Careful,
            method: "browser",
        },
        Way {
            weight: care.of(&numbers.vpn_sessions_by_care),
            addresses: exits,
            steady: false,
            method: "browser",
        },
        Way {
            weight: care.of(&numbers.server_sessions_by_care),
            addresses: servers,
            steady: true,
            method,
        },
        Way {
            weight: care.of(&numbers.leaked_sessions_by_care),
            addresses: leaks,
            steady: false,
            method: "browser",
        },
    ];
    person.ways.retain(|way| way.weight > 0.0);
    if person.ways.is_empty() {
        person.ways.push(Way {
            weight: 1.0,
            addresses: operation.exits.clone(),
            steady: false,
            method: "browser",
        });
    }
}

fn money(
    setting: &Setting,
    operation: &Operation,
    person: &mut Person,
    at: usize,
    lent: bool,
    care: Care,
    dice: &mut Dice,
) {
    let numbers = &setting.parameters.operations;
    let (first, last) = setting.days();
    let own = bank(first - 1, person.home.country, person.name(), dice);
    let shared = dice.chance(care.of(&numbers.shared_payee_by_care));
    let account = if shared {
        let payee = &operation.payees[at % operation.payees.len()];
        Account {
            name_match: dice.chance(0.1),
            ..payee.clone()
        }
    } else if lent || dice.chance(0.5) {
        // Whoever lent the document lends the account too, and the names agree.
        Account {
            name_match: true,
            ..own
        }
    } else {
        let holder = format!(
            "{} {}",
            given(person.truth.origin, dice),
            family(person.truth.origin, dice)
        );
        Account {
            name_match: false,
            holder,
            ..own
        }
    };
    person.accounts = vec![account];
    if dice.chance(care.of(&numbers.crypto_by_care)) {
        let from_day = if dice.chance(0.5) {
            first - 1
        } else {
            dice.whole(first, last)
        };
        // A sloppy team now and then gives one wallet for two personas.
        let destination = if care == Care::Sloppy && dice.chance(0.35) {
            operation.collectors[0].clone()
        } else {
            wallet(dice)
        };
        person.accounts.push(Account {
            from_day,
            method: "crypto",
            destination,
            country: person.home.country,
            holder: person.name(),
            name_match: true,
            via_company: false,
        });
        person.next_wallet = Some((
            operation.collectors[at % operation.collectors.len()].clone(),
            "collector",
        ));
    } else if dice.chance(0.3) {
        person.accounts.push(bank(
            dice.whole(first, last),
            dice.word(&["CN", "HK", "US", "SG"]),
            person.name(),
            dice,
        ));
    }
    let (to, country) = operation.consolidation[at % operation.consolidation.len()].clone();
    let slow = care == Care::Careful && dice.chance(0.6);
    let hours = if slow {
        dice.lognormal(130.0, 0.5)
    } else {
        dice.lognormal(numbers.pass_through_hours, 0.6)
    };
    let country = if care == Care::Careful && dice.chance(0.7) {
        person.home.country
    } else {
        country
    };
    person.onward = Some(Onward {
        often: if slow { 0.6 } else { 0.95 },
        retained: operation.retained,
        hours,
        country,
        to,
    });
    person.pay = dice.lognormal(numbers.monthly_pay, 0.35);
}

fn manner(setting: &Setting, care: Care, dice: &mut Dice) -> Manner {
    let numbers = &setting.parameters.operations;
    let undercuts = dice.chance(care.of(&numbers.undercuts_by_care));
    let [least, most] = numbers.discount;
    let usual = identity::manner(dice);
    let eager = 3.0 - care as usize as f64;
    Manner {
        camera_off: care.of(&numbers.camera_off_by_care),
        moves_calls: 0.1 * eager,
        declines: match care {
            Care::Sloppy => 0.45,
            Care::Average => 0.25,
            Care::Careful => 0.05,
        },
        price: if undercuts {
            1.0 - dice.between(least, most)
        } else {
            usual.price
        },
        leaves_platform: 0.06 * eager,
        rents_accounts: 0.004 * eager,
        observed: 0.08 + 0.09 * eager,
        answer_seconds: usual.answer_seconds + eager,
        busiest_day: if care == Care::Careful {
            usual.busiest_day
        } else {
            dice.between(10.0, 19.0)
        },
        bids: usual.bids * (0.7 + 0.5 * eager),
        jiggles: dice.chance(0.12 * eager),
    }
}
