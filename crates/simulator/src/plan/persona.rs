//! Plans of personas: an invented, stolen or lent identity in the hands of an operator.

use crate::names::{family, given};
use crate::network::{self, Use};
use crate::place::city_in;
use crate::stream::{Chance, Dice, Purpose, mix, stream};
use crate::text::{TRADES, Writing, street};
use crate::world::Setting;

use super::honest_person::{bank, origin, placement, wallet};
use super::identity::{self, CAPTURE, KVMS, OTHER_TOOLS, REMOTE};
use super::operation::{Member, Operation};
use super::person::{Account, Care, Coding, Manner, Onward, Paper, Person, Rhythm, Truth, Way};

/// Countries that personas claim to live in: those whose firms are targeted (digest, section 2).
static CLAIMED_HOMES: &[&str] = &[
    "US", "US", "US", "US", "US", "US", "CA", "GB", "DE", "JP", "PL", "PT", "SG", "UA", "MY", "BR",
];

/// Plans the persona that `member` of `operation` is.
pub(crate) fn plan(setting: &Setting, operation: &Operation, member: &Member) -> Person {
    let numbers = &setting.parameters.operations;
    let care = member.care;
    // Everything that an honest account would have is drawn first and in the same way.
    let mut person = super::honest_person::plan(setting, member.index);
    let mut dice = stream(setting.seed, Purpose::Persona, member.index);
    let dice = &mut dice;
    let (first, last) = setting.days();
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
        kind: None,
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

    lifetime(setting, &mut person, care, dice);
    contact(setting, &mut person, member, care, dice);
    papers(setting, operation, &mut person, at, care, dice);
    let lent = person
        .papers
        .first()
        .is_some_and(|paper| paper.holder_matched == Some(true));
    network(setting, operation, &mut person, member, dice);
    if dice.chance(care.of(&numbers.shared_device_by_care)) {
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
    };
    person.bidding = Writing {
        template: Some(operation.bid_template),
        own: own * 0.8,
        smoothed: dice.chance(0.6),
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
    code(setting, operation, &mut person, care, dice);
    job(setting, operation, &mut person, lent, care, dice);
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
    // A persona is worked on most days.
    person.active.0 = person.active.0.clamp(first, last);
    person
}

fn lifetime(setting: &Setting, person: &mut Person, care: Care, dice: &mut Dice) {
    let numbers = &setting.parameters.operations;
    let (first, last) = setting.days();
    let bought = dice.chance(care.of(&numbers.bought_account_by_care));
    let start = dice.whole(first, last - 30);
    if bought {
        person.opened = (start - dice.whole(400, 3_200)) * 86_400;
        person.dormant_days = Some(dice.whole(200, 2_400));
        person.profile_opened = person.opened;
        person.mailbox_opened = person.opened - dice.whole(10, 300) * 86_400;
    } else {
        let ramp = if care == Care::Careful {
            dice.whole(20, 150)
        } else {
            dice.whole(0, 10)
        };
        person.opened = (start - ramp).max(first - 120) * 86_400 + dice.whole(0, 86_399);
        person.profile_opened =
            person.opened - dice.whole(1, if care == Care::Careful { 900 } else { 90 }) * 86_400;
        person.mailbox_opened =
            person.opened - dice.whole(1, if care == Care::Careful { 400 } else { 30 }) * 86_400;
    }
    person.dismissed = dice.chance(numbers.dismissed);
    let stay = if person.dismissed {
        dice.lognormal(numbers.dwell_days, 0.5) as i64
    } else {
        last
    };
    person.active = (start, (start + stay.max(14)).min(last));
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
    let mut paper = identity::paper(name, &person.street, person.home.country, dice);
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

fn code(
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
    });
}

fn job(
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
    if dice.chance(0.15) && care != Care::Careful {
        job.programs.push(&OTHER_TOOLS[dice.whole(0, 3) as usize]);
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
