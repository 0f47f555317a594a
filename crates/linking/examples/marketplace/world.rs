//! A marketplace in which the truth is known: operators of three levels of care among honest people who look alike.
//!
//! The rates are judgements about marketplaces, written down before anything was measured on them, and not changed
//! after. The hard world has more and closer look-alikes and more careful operators.

use bonafide_linking::{DirectTie, Sighting, SubjectFacts, TieKind};

use crate::dice::Dice;

const DAY: i64 = 86_400;
const OPENING: i64 = 1_600_000_000;

#[derive(Default)]
pub(crate) struct World {
    pub(crate) sightings: Vec<Sighting>,
    pub(crate) direct: Vec<DirectTie>,
    pub(crate) subjects: Vec<SubjectFacts>,
    /// By account the operation that runs it.
    pub(crate) operation: Vec<Option<u32>>,
    /// By account who truly belongs together: an operation, a home, a team, a person with two accounts, or oneself.
    pub(crate) unit: Vec<u32>,
    /// By operation its accounts, and the care of its operator, 1 to 3.
    pub(crate) operations: Vec<(Vec<u32>, u8)>,
    /// By account what it is: for reading the misses.
    pub(crate) nature: Vec<&'static str>,
    values: u64,
    units: u32,
}

struct Builder<'a> {
    world: World,
    dice: &'a mut Dice,
    hard: bool,
}

/// One of so many accounts is run by an operator.
pub(crate) fn world(seed: u64, accounts: usize, hard: bool, one_in: usize) -> World {
    let mut dice = Dice::new(seed);
    let mut builder = Builder {
        world: World::default(),
        dice: &mut dice,
        hard,
    };
    // Asked for at once, so that growing does not hold the list twice.
    builder.world.sightings.reserve(accounts * 12);
    builder.world.subjects.reserve(accounts + accounts / 50);
    builder.people(accounts, one_in.max(1));
    builder.public_places();
    builder.accidents();
    builder.world
}

impl Builder<'_> {
    fn value(&mut self) -> u64 {
        self.world.values += 1;
        // Spread, so that the order of hashes says nothing.
        Dice::new(self.world.values).next()
    }

    fn unit(&mut self) -> u32 {
        self.world.units += 1;
        self.world.units
    }

    fn see(&mut self, subject: u32, kind: TieKind, value: u64) {
        let since = self.world.subjects[subject as usize]
            .since
            .unwrap_or(OPENING);
        let first = since + self.dice.below(60) as i64 * DAY;
        let last = first + self.dice.below(300) as i64 * DAY;
        self.see_at(subject, kind, value, first, last);
    }

    fn see_at(&mut self, subject: u32, kind: TieKind, value: u64, first: i64, last: i64) {
        self.world.sightings.push(Sighting {
            subject,
            kind,
            value,
            first: Some(first),
            last: Some(last),
        });
    }

    fn tie(&mut self, a: u32, b: u32, kind: TieKind, strength: f32, shared_by: usize) {
        self.world.direct.push(DirectTie {
            a,
            b,
            kind,
            strength,
            shared_by: shared_by as u32,
            at: None,
        });
    }

    fn country(&mut self) -> u64 {
        1 + self.dice.log_between(1, 40) as u64
    }

    fn person(&mut self, nature: &'static str, unit: u32, since: i64, country: u64) -> u32 {
        let number = self.world.subjects.len() as u32;
        let birth = 1 + self.dice.below(12_000) as u64;
        let name = 1 + self.dice.log_between(1, 60_000) as u64;
        self.world.subjects.push(SubjectFacts {
            id: format!("account-{number}"),
            since: Some(since),
            country,
            birth,
            name,
            is_agency: false,
        });
        self.world.operation.push(None);
        self.world.unit.push(unit);
        self.world.nature.push(nature);
        let configuration = self.dice.log_between(1, 3_000) as u64;
        self.see(number, TieKind::Configuration, configuration);
        self.see(number, TieKind::Name, name);
        number
    }

    /// Own things of a person; those that a home shares are given by the home.
    fn own(&mut self, subject: u32, without: &[TieKind]) {
        for kind in [
            TieKind::Email,
            TieKind::Phone,
            TieKind::Device,
            TieKind::BankAccount,
            TieKind::Photo,
            TieKind::Address,
            TieKind::Ip,
            TieKind::Cookie,
        ] {
            if !without.contains(&kind) {
                let value = self.value();
                self.see(subject, kind, value);
            }
        }
    }

    fn since(&mut self) -> i64 {
        OPENING + self.dice.below(1_500) as i64 * DAY
    }

    fn people(&mut self, accounts: usize, one_in: usize) {
        let operators = accounts / one_in;
        while self.world.subjects.len() < operators {
            self.operation();
        }
        let (couples, homes, teams) = if self.hard {
            (0.08, 0.06, 0.07)
        } else {
            (0.05, 0.03, 0.04)
        };
        let share = |part: f64| (accounts as f64 * part) as usize;
        let mut until = self.world.subjects.len() + share(couples);
        while self.world.subjects.len() < until {
            self.home(2);
        }
        until += share(homes);
        while self.world.subjects.len() < until {
            let size = self.dice.between(3, 5);
            self.home(size);
        }
        until += share(teams);
        while self.world.subjects.len() < until {
            self.team();
        }
        until += share(0.02);
        while self.world.subjects.len() < until {
            self.person_with_two_accounts();
        }
        while self.world.subjects.len() < accounts {
            let (unit, since, country) = (self.unit(), self.since(), self.country());
            let subject = self.person("alone", unit, since, country);
            self.own(subject, &[]);
        }
    }

    fn home(&mut self, size: usize) {
        let (unit, country) = (self.unit(), self.country());
        let together = [
            (TieKind::Address, 0.95),
            (TieKind::Ip, 0.95),
            (TieKind::BankAccount, if self.hard { 0.5 } else { 0.3 }),
            (TieKind::Device, if self.hard { 0.45 } else { 0.3 }),
            (TieKind::Phone, 0.15),
            (TieKind::Email, 0.03),
            (TieKind::Cookie, 0.2),
        ];
        let shared: Vec<(TieKind, u64, bool)> = together
            .iter()
            .map(|&(kind, chance)| (kind, self.value(), self.dice.chance(chance)))
            .collect();
        let mut first = None;
        for _ in 0..size {
            let since = self.since();
            let nature = if size == 2 { "couple" } else { "home" };
            let subject = self.person(nature, unit, since, country);
            let mut has = Vec::new();
            for &(kind, value, is_shared) in &shared {
                let everyone = matches!(kind, TieKind::Address | TieKind::Ip);
                if is_shared && (everyone || self.dice.chance(0.7)) {
                    self.see(subject, kind, value);
                    has.push(kind);
                }
            }
            self.own(subject, &has);
            match first {
                None => first = Some(subject),
                Some(first) if self.dice.chance(0.3) => {
                    self.tie(first, subject, TieKind::Referral, 1.0, 2)
                }
                Some(first) if self.dice.chance(0.1) => {
                    self.tie(first, subject, TieKind::Transfer, 1.0, 2)
                }
                Some(_) => {}
            }
        }
    }

    fn team(&mut self) {
        let size = self.dice.log_between(5, 30);
        let (unit, country) = (self.unit(), self.country());
        let is_declared = self.dice.chance(0.5);
        let (office, network, payout) = (self.value(), self.value(), self.value());
        let (pays_together, has_template, has_machines) = (
            self.dice.chance(0.6),
            self.dice.chance(0.5),
            self.dice.chance(if self.hard { 0.4 } else { 0.2 }),
        );
        let machine = self.value();
        let background = self.value();
        let mut members = Vec::new();
        for _ in 0..size {
            let since = self.since();
            let subject = self.person("team", unit, since, country);
            let mut has = vec![TieKind::Address, TieKind::Ip];
            self.see(subject, TieKind::Address, office);
            self.see(subject, TieKind::Ip, network);
            if pays_together {
                self.see(subject, TieKind::BankAccount, payout);
                has.push(TieKind::BankAccount);
            }
            if has_machines && self.dice.chance(0.3) {
                self.see(subject, TieKind::Device, machine);
            }
            if self.dice.chance(0.3) {
                self.see(subject, TieKind::Background, background);
            }
            self.own(subject, &has);
            self.world.subjects[subject as usize].is_agency = is_declared;
            members.push(subject);
        }
        if has_template {
            self.chain(&members, TieKind::Text, 0.8);
        }
    }

    /// Ties along the members, each with a later one, as near-duplicates are found.
    fn chain(&mut self, members: &[u32], kind: TieKind, strength: f32) {
        for pair in members.windows(2) {
            self.tie(pair[0], pair[1], kind, strength, members.len());
        }
        for pair in members.windows(3).step_by(2) {
            self.tie(pair[0], pair[2], kind, strength, members.len());
        }
    }

    fn person_with_two_accounts(&mut self) {
        let (unit, country, since) = (self.unit(), self.country(), self.since());
        let first = self.person("twice", unit, since, country);
        let second = self.person("twice", unit, since + 200 * DAY, country);
        let facts = self.world.subjects[first as usize].clone();
        self.world.subjects[second as usize].birth = facts.birth;
        self.world.subjects[second as usize].name = facts.name;
        for kind in [
            TieKind::Phone,
            TieKind::Device,
            TieKind::BankAccount,
            TieKind::Address,
            TieKind::Ip,
            TieKind::Photo,
        ] {
            let value = self.value();
            self.see(first, kind, value);
            let value = if self.dice.chance(0.7) {
                value
            } else {
                self.value()
            };
            self.see(second, kind, value);
        }
    }

    fn operation(&mut self) {
        let size = self.dice.log_between(4, 40);
        let care = match self.dice.unit() {
            x if x < if self.hard { 0.2 } else { 0.35 } => 1_u8,
            x if x < 0.65 => 2,
            _ => 3,
        };
        let (unit, number) = (self.unit(), self.world.operations.len() as u32);
        let start = self.since();
        let homes: Vec<u64> = (0..self.dice.between(2, 6))
            .map(|_| self.country())
            .collect();
        let mut members = Vec::new();
        for _ in 0..size {
            let burst = self.dice.chance(0.6);
            let since = start + self.dice.below(if burst { 45 } else { 500 }) as i64 * DAY;
            let country = homes[self.dice.below(homes.len())];
            let subject = self.person("operation", unit, since, country);
            self.world.operation[subject as usize] = Some(number);
            members.push(subject);
        }
        // How likely a persona takes each thing from the operator's pool, and how many personas one thing serves.
        let pools: &[(TieKind, f64, usize)] = match care {
            1 => &[
                (TieKind::Device, 0.9, 5),
                (TieKind::BankAccount, 0.8, 6),
                (TieKind::Phone, 0.5, 4),
                (TieKind::RecoveryEmail, 0.5, 5),
                (TieKind::Cookie, 0.5, 4),
                (TieKind::Photo, 0.2, 3),
                (TieKind::Ip, 0.9, 40),
                (TieKind::Address, 0.6, 8),
            ],
            2 => &[
                (TieKind::Device, 0.3, 4),
                (TieKind::BankAccount, 0.6, 5),
                (TieKind::Wallet, 0.4, 8),
                (TieKind::Phone, 0.2, 3),
                (TieKind::RecoveryEmail, 0.2, 4),
                (TieKind::Photo, 0.1, 3),
                (TieKind::Ip, 0.5, 40),
                (TieKind::Address, 0.5, 40),
                (TieKind::Background, 0.2, 6),
            ],
            _ => &[
                (TieKind::Device, 0.1, 3),
                (TieKind::BankAccount, 0.2, 4),
                (TieKind::Wallet, 0.4, 10),
                (TieKind::CommitEmail, 0.15, 4),
                (TieKind::SshKey, 0.1, 4),
                (TieKind::Phone, 0.05, 3),
                (TieKind::Background, 0.2, 5),
            ],
        };
        for &(kind, chance, serves) in pools {
            let things: Vec<u64> = (0..size.div_ceil(serves)).map(|_| self.value()).collect();
            for &member in &members {
                if self.dice.chance(chance) {
                    let thing = things[self.dice.below(things.len())];
                    self.see(member, kind, thing);
                }
            }
        }
        let pooled: Vec<TieKind> = if care == 1 {
            vec![TieKind::Device, TieKind::Ip, TieKind::BankAccount]
        } else {
            vec![]
        };
        for &member in &members {
            self.own(member, &pooled);
        }
        let (text, step) = match care {
            1 => (0.7, 0.6),
            2 => (0.5, 0.5),
            _ => (0.3, 0.4),
        };
        let some = |dice: &mut Dice, chance: f64| -> Vec<u32> {
            members
                .iter()
                .copied()
                .filter(|_| dice.chance(chance))
                .collect()
        };
        let (alike, in_step, brought) = (
            some(self.dice, text),
            some(self.dice, step),
            some(self.dice, 0.2),
        );
        self.chain(&alike, TieKind::Text, 0.9);
        for pair in in_step.windows(2) {
            self.tie(pair[0], pair[1], TieKind::Synchrony, 0.8, 2);
        }
        for &member in brought.iter().skip(1) {
            self.tie(brought[0], member, TieKind::Referral, 1.0, 2);
        }
        for pair in members.windows(2) {
            if self.dice.chance(0.1) {
                self.tie(pair[1], pair[0], TieKind::Transfer, 1.0, 2);
            }
        }
        self.world.operations.push((members, care));
    }

    /// Strangers at one value: each of `places` things is seen at so many random accounts.
    fn strangers(&mut self, kind: TieKind, places: usize, least: usize, most: usize) {
        for _ in 0..places {
            let value = self.value();
            for _ in 0..self.dice.log_between(least, most) {
                let subject = self.dice.below(self.world.subjects.len()) as u32;
                self.see(subject, kind, value);
            }
        }
    }

    fn public_places(&mut self) {
        let accounts = self.world.subjects.len();
        let a_thousand = |number: f64| ((accounts as f64 / 1_000.0 * number) as usize).max(1);
        let more = if self.hard { 2.0 } else { 1.0 };
        // VPN exits: forty for all, the most popular one with many.
        for exit in 1..=40 {
            let value = self.value();
            for _ in 0..accounts / (8 * exit) {
                let subject = self.dice.below(accounts) as u32;
                self.see(subject, TieKind::Ip, value);
            }
        }
        self.strangers(TieKind::Ip, a_thousand(1.5 * more), 8, 60); // cafés
        self.strangers(TieKind::Ip, a_thousand(2.0 * more), 4, 200); // carriers' translation
        self.strangers(TieKind::Address, a_thousand(0.2 * more), 20, 300); // forwarders
        self.strangers(TieKind::Device, a_thousand(0.2 * more), 4, 40); // libraries
        self.strangers(TieKind::BankAccount, a_thousand(0.05 * more), 15, 2_000); // payroll
        self.strangers(TieKind::Photo, a_thousand(0.3 * more), 3, 40); // stock pictures
        self.strangers(TieKind::Phone, a_thousand(0.1 * more), 3, 60); // numbers for rent
        self.strangers(TieKind::Background, a_thousand(0.3 * more), 3, 100); // coworking rooms
        // Campuses: networks and halls, with some hundreds each.
        for _ in 0..a_thousand(0.25 * more) {
            let networks: Vec<u64> = (0..4).map(|_| self.value()).collect();
            let halls: Vec<u64> = (0..6).map(|_| self.value()).collect();
            for _ in 0..self.dice.between(60, 300) {
                let subject = self.dice.below(accounts) as u32;
                let network = networks[self.dice.below(4)];
                self.see(subject, TieKind::Ip, network);
                if self.dice.chance(0.7) {
                    let hall = halls[self.dice.below(6)];
                    self.see(subject, TieKind::Address, hall);
                }
            }
        }
        // Texts that everybody copies.
        for _ in 0..a_thousand(0.5 * more) {
            let copies: Vec<u32> = (0..self.dice.log_between(2, 120))
                .map(|_| self.dice.below(accounts) as u32)
                .collect();
            self.chain(&copies, TieKind::Text, 0.8);
        }
    }

    fn accidents(&mut self) {
        let accounts = self.world.subjects.len();
        let more = if self.hard { 2.0 } else { 1.0 };
        for (kind, share) in [
            (TieKind::Phone, 0.008),  // numbers given out again
            (TieKind::Device, 0.004), // second-hand machines
            (TieKind::Address, 0.02), // the next tenant
            (TieKind::Ip, 0.05),      // leases handed on
            (TieKind::Email, 0.0005), // typing errors
            (TieKind::BankAccount, 0.0005),
        ] {
            for _ in 0..(accounts as f64 * share * more / 2.0) as usize {
                let value = self.value();
                for _ in 0..2 {
                    let subject = self.dice.below(accounts) as u32;
                    self.see(subject, kind, value);
                }
            }
        }
        for (kind, share, strength) in [
            (TieKind::Referral, 0.1, 1.0),
            (TieKind::Synchrony, 0.004, 0.7),
            (TieKind::Transfer, 0.01, 1.0),
        ] {
            for _ in 0..(accounts as f64 * share) as usize {
                let (a, b) = (self.dice.below(accounts), self.dice.below(accounts));
                self.tie(a as u32, b as u32, kind, strength, 2);
            }
        }
    }
}
