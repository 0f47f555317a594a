//! Plans of operations: teams, their facilitators and what their personas share.

use std::collections::BTreeSet;

use rand::Rng;
use rand::seq::SliceRandom;

use crate::network::{self, SERVER_COUNTRIES, Use};
use crate::place::{City, city_in};
use crate::stream::{Chance, Dice, Purpose, mix, stream};
use crate::text::street;
use crate::world::Setting;

use super::habits::Face;
use super::honest_person::{bank, border_city, wallet};
use super::identity;
use super::person::{Account, Care, Machine, Referee};
use super::tradecraft::face;

/// One persona's place in an operation.
#[derive(Debug, Clone)]
pub(crate) struct Member {
    pub(crate) index: u64,
    pub(crate) operator: u64,
    pub(crate) care: Care,
    pub(crate) role: &'static str,
    /// Which house, for those who keep one.
    pub(crate) house: usize,
}

/// What one operator uses for all of their personas.
#[derive(Debug)]
pub(crate) struct Operator {
    pub(crate) machines: Vec<Machine>,
    pub(crate) servers: Vec<u32>,
    pub(crate) personas_everywhere: u64,
}

/// A house in which laptops stand.
#[derive(Debug)]
pub(crate) struct Farm {
    pub(crate) city: &'static City,
    pub(crate) street: String,
    pub(crate) host: String,
    pub(crate) line: u32,
    pub(crate) laptops: u64,
}

/// One operation.
#[derive(Debug)]
pub(crate) struct Operation {
    pub(crate) number: u64,
    pub(crate) care: Care,
    pub(crate) seat: &'static City,
    pub(crate) members: Vec<Member>,
    pub(crate) operators: Vec<Operator>,
    pub(crate) exits: Vec<u32>,
    pub(crate) farms: Vec<Farm>,
    pub(crate) payees: Vec<Account>,
    pub(crate) consolidation: Vec<(String, &'static str)>,
    pub(crate) collectors: Vec<String>,
    pub(crate) retained: f64,
    pub(crate) cv_templates: Vec<u64>,
    pub(crate) bid_template: u64,
    pub(crate) document_template: Option<String>,
    pub(crate) background: String,
    pub(crate) referees: Vec<Referee>,
    pub(crate) code_ring: String,
    pub(crate) copied_project: String,
    pub(crate) employers: Vec<u64>,
    /// The honest subject whose identity the first persona uses.
    pub(crate) victim: Option<u64>,
    /// Hired people who sit before the camera for several personas.
    pub(crate) faces: Vec<Face>,
    /// A client of the market that belongs to the operation.
    pub(crate) false_client: Option<u64>,
}

/// The degree of care of operation `number`: shares hold within every twenty operations.
fn care(setting: &Setting, number: u64) -> Care {
    let shares = &setting.parameters.operations.care_shares;
    let total: f64 = shares.iter().sum::<f64>().max(1e-9);
    let mut pattern: Vec<Care> = (0..20)
        .map(|place| {
            let point = (f64::from(place) + 0.5) / 20.0 * total;
            if point < shares[0] {
                Care::Sloppy
            } else if point < shares[0] + shares[1] {
                Care::Average
            } else {
                Care::Careful
            }
        })
        .collect();
    pattern.shuffle(&mut stream(setting.seed, Purpose::Care, number / 20));
    pattern[(number % 20) as usize]
}

fn careful_or_not(care: Care, slips: f64, dice: &mut Dice) -> Care {
    if !dice.chance(slips) {
        return care;
    }
    match care {
        Care::Careful | Care::Sloppy => Care::Average,
        Care::Average if dice.chance(0.5) => Care::Sloppy,
        Care::Average => Care::Careful,
    }
}

/// Plans operation `number`, whose members lie within the subjects of its block.
pub(crate) fn plan(setting: &Setting, number: u64) -> Operation {
    let numbers = &setting.parameters.operations;
    let mut dice = stream(setting.seed, Purpose::Operation, number);
    let care = care(setting, number);
    let mut team = 1;
    while team < 6 && dice.chance(numbers.one_more_operator) {
        team += 1;
    }
    let operators: Vec<Operator> = (0..team)
        .map(|_| {
            let personas = dice
                .lognormal(numbers.personas_per_operator, numbers.personas_spread)
                .round()
                .max(3.0);
            Operator {
                machines: (0..2).map(|_| identity::machine("US", &mut dice)).collect(),
                servers: (0..2)
                    .map(|_| {
                        let country = dice.word(SERVER_COUNTRIES);
                        match dice.chance(numbers.servers_at_small_hosts) {
                            true => network::small_host(setting.seed, country, &mut dice),
                            false => network::any(Use::Hosting, country, &mut dice),
                        }
                    })
                    .collect(),
                personas_everywhere: personas as u64,
            }
        })
        .collect();
    let block = setting.block();
    let mut sizes: Vec<u64> = operators
        .iter()
        .map(|operator| {
            (0..operator.personas_everywhere)
                .filter(|_| dice.chance(numbers.share_on_this_market))
                .count() as u64
        })
        .collect();
    let most = (block / 5).clamp(3, 120);
    while sizes.iter().sum::<u64>() > most {
        let largest = sizes
            .iter()
            .copied()
            .enumerate()
            .max_by_key(|(_, size)| *size)
            .map_or(0, |(at, _)| at);
        sizes[largest] -= 1;
    }
    while sizes.iter().sum::<u64>() < 3 {
        sizes[0] += 1;
    }
    let first = number * block;
    let mut taken = BTreeSet::new();
    let mut free = |dice: &mut Dice| loop {
        let index = first + dice.random_range(0..block);
        if taken.insert(index) {
            return index;
        }
    };
    let mut members = Vec::new();
    for (operator, size) in sizes.iter().enumerate() {
        for _ in 0..*size {
            let care = careful_or_not(care, numbers.slips, &mut dice);
            let role = if dice.chance(care.of(&numbers.lent_document_by_care) * 0.4) {
                "lent_account"
            } else {
                "worker"
            };
            members.push(Member {
                index: free(&mut dice),
                operator: operator as u64,
                care,
                role,
                house: 0,
            });
        }
    }
    let rates_its_own = members.len() >= 6 && dice.chance(care.of(&numbers.mutual_rating_by_care));
    if let Some(last) = members.last_mut().filter(|_| rates_its_own) {
        last.role = "reviewer";
    }
    let victim = dice
        .chance(numbers.victim_on_market)
        .then(|| free(&mut dice));
    let seat = border_city(&mut dice);
    let farms = farms(numbers.largest_farm, members.len(), &mut dice);
    let workers = members.len();
    let mut hire = |role: &'static str, house: usize, dice: &mut Dice| {
        members.push(Member {
            index: free(dice),
            operator: 0,
            care,
            role,
            house,
        });
    };
    for house in 0..farms.len().min(3) {
        if dice.chance(numbers.facilitators_on_market) {
            hire("facilitator", house, &mut dice);
        }
    }
    if dice.chance(care.of(&numbers.front_company_by_care)) {
        hire("front_company", 0, &mut dice);
    }
    // Sloppy teams share one or two payees, others have more.
    let payees = match care {
        Care::Sloppy => 1 + workers / 8,
        Care::Average => 1 + workers / 3,
        Care::Careful => workers,
    };
    let payees = (0..payees.max(1))
        .map(|_| {
            let farm: &Farm = dice.pick(&farms);
            bank(
                setting.days().0 - 1,
                farm.city.country,
                farm.host.clone(),
                &mut dice,
            )
        })
        .collect();
    let consolidation = (0..match care {
        Care::Sloppy => 1,
        Care::Average => 2 + team,
        Care::Careful => workers,
    })
        .map(|_| {
            (
                format!("acct:{}", dice.hex(20)),
                dice.word(&["CN", "CN", "HK", "RU", "AE", "SG"]),
            )
        })
        .collect();
    let collectors = (0..if care == Care::Careful {
        workers.div_ceil(2)
    } else {
        1 + workers / 10
    })
        .map(|_| wallet(&mut dice))
        .collect();
    let exits = (0..3 + team)
        .map(|_| {
            network::vpn_exit(
                setting.seed,
                dice.word(&["US", "US", "JP", "HK", "SG", "NL"]),
                &mut dice,
            )
        })
        .collect();
    let referees = (0..1 + workers / 5)
        .map(|at| {
            let name = format!(
                "{} {}",
                crate::names::given(crate::names::Origin::NorthAmerica, &mut dice),
                crate::names::family(crate::names::Origin::WesternEurope, &mut dice)
            );
            let mut referee =
                identity::referee(setting.seed, mix(number, at as u64), seat, name, &mut dice);
            referee.young_domain = dice.chance(0.7);
            referee.confirms = true;
            referee.phone = Some(
                identity::phone(
                    setting.seed,
                    setting.spare_line(number, at as u64),
                    "US",
                    true,
                )
                .0,
            );
            referee
        })
        .collect();
    Operation {
        number,
        care,
        seat,
        members,
        operators,
        exits,
        farms,
        payees,
        consolidation,
        collectors,
        retained: numbers.retained[dice.weighted(numbers.retained_weights.iter().copied())],
        cv_templates: (0..1 + team as u64 / 2)
            .map(|at| mix(mix(setting.seed, 61), mix(number, at)))
            .collect(),
        bid_template: mix(mix(setting.seed, 62), number),
        document_template: dice.chance(0.5).then(|| dice.hex(32)),
        background: dice.hex(64),
        referees,
        code_ring: format!("org-{}", dice.hex(6)),
        copied_project: format!("project-{}", dice.whole(1, 400)),
        employers: (0..2 + team).map(|_| setting.client(&mut dice)).collect(),
        victim,
        faces: (0..1 + team / 2)
            .map(|_| face(dice.word(&["US", "US", "GB", "CA"]), &mut dice))
            .collect(),
        false_client: dice
            .chance(care.of(&numbers.false_client_by_care))
            .then(|| setting.client(&mut dice)),
    }
}

/// Published farms held from a few laptops to more than ninety, most of them few.
fn farms(largest: u64, members: usize, dice: &mut Dice) -> Vec<Farm> {
    let wanted = 1 + members / 12;
    (0..wanted)
        .map(|_| {
            let city = city_in(
                dice.word(&["US", "US", "US", "US", "GB", "JP", "PL", "CA"]),
                dice,
            );
            Farm {
                city,
                street: street(dice),
                host: format!(
                    "{} {}",
                    crate::names::given(crate::names::Origin::NorthAmerica, dice),
                    crate::names::family(crate::names::Origin::NorthAmerica, dice)
                ),
                line: network::any(Use::Access, city.country, dice),
                laptops: (dice.lognormal(8.0, 0.9) as u64).clamp(1, largest),
            }
        })
        .collect()
}
