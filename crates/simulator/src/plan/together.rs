//! Groups of honest people: households, agencies, crypto teams, second accounts of one person.

use crate::honest::HonestKind;
use crate::names::{Origin, family, given};
use crate::network::{self, Use};
use crate::stream::{Chance, Dice, Purpose, mix, stream};
use crate::text::{Writing, street};
use crate::world::Setting;

use super::career;
use super::habits::Firm;
use super::honest_person::wallet;
use super::identity;
use super::person::{Account, Person, Referee};

/// What the group around somebody gives them.
#[derive(Debug, Default)]
pub(super) struct Together {
    pub(super) kind: Option<HonestKind>,
    /// Number of the household, agency or team.
    pub(super) group: u64,
    shares_account: bool,
    joint: bool,
    shares_computer: bool,
    shares_contact: bool,
    one_employer: bool,
    takes_family_name: bool,
    declared: bool,
    size: u64,
}

impl Together {
    /// The group of that subject, if it is in one.
    pub(super) fn of(setting: &Setting, index: u64) -> Self {
        let people = &setting.parameters.people;
        let pair = index / 2;
        let mut dice = stream(setting.seed, Purpose::Household, pair);
        if dice.chance(people.households) {
            let shares_account = dice.chance(people.households_with_one_account);
            return Self {
                kind: Some(if shares_account {
                    HonestKind::SharedBankAccount
                } else {
                    HonestKind::Household
                }),
                group: pair,
                shares_account,
                joint: dice.chance(people.joint_accounts),
                shares_computer: dice.chance(people.households_with_one_computer),
                shares_contact: dice.chance(people.households_with_one_contact),
                one_employer: dice.chance(people.households_at_one_employer),
                takes_family_name: dice.chance(0.6),
                size: 2,
                ..Self::default()
            };
        }
        if dice.chance(people.second_accounts) {
            return Self {
                kind: Some(HonestKind::SecondAccount),
                group: pair,
                ..Self::default()
            };
        }
        let squad = index / 32;
        let place = index % 32;
        let mut dice = stream(setting.seed, Purpose::Agency, squad);
        if dice.chance(people.agencies) {
            let [least, most] = people.agency_size;
            let size = dice.whole(least as i64, most as i64) as u64;
            if place < size {
                return Self {
                    kind: Some(HonestKind::Agency),
                    group: squad,
                    shares_account: dice.chance(people.agencies_with_one_account),
                    declared: dice.chance(people.agencies_declared),
                    size,
                    ..Self::default()
                };
            }
        }
        // Crypto teams sit at the end of a squad, where agencies seldom reach.
        let mut dice = stream(setting.seed, Purpose::Treasury, squad);
        if dice.chance(people.treasuries) && 31 - place < dice.whole(2, 5) as u64 {
            return Self {
                kind: Some(HonestKind::SharedTreasury),
                group: squad,
                ..Self::default()
            };
        }
        Self::default()
    }

    /// Whether everybody of the group lives in one place.
    pub(super) fn one_place(&self) -> bool {
        matches!(
            self.kind,
            Some(HonestKind::Household | HonestKind::SharedBankAccount | HonestKind::Agency)
        )
    }

    /// Gives the person what the group shares.
    pub(super) fn apply(&self, setting: &Setting, person: &mut Person) {
        let mut shared = stream(setting.seed, Purpose::Pool, mix(2, self.group));
        match self.kind {
            Some(HonestKind::Agency) => self.agency(setting, person, &mut shared),
            Some(HonestKind::Household | HonestKind::SharedBankAccount) => {
                self.household(setting, person, &mut shared);
            }
            Some(HonestKind::SharedTreasury) => {
                let mut shared = stream(setting.seed, Purpose::Pool, mix(3, self.group));
                treasury(setting, person, &mut shared);
            }
            _ => {}
        }
    }

    fn account(&self, setting: &Setting, person: &Person, shared: &mut Dice) -> Account {
        Account {
            from_day: setting.days().0 - 1,
            method: "bank",
            destination: format!("acct:{}", shared.hex(20)),
            country: person.home.country,
            holder: family(Origin::ALL[shared.whole(0, 9) as usize], shared),
            name_match: true,
            via_company: self.kind == Some(HonestKind::Agency),
        }
    }

    fn agency(&self, setting: &Setting, person: &mut Person, shared: &mut Dice) {
        person.ways[0].addresses = home_line(person, shared);
        let account = self.account(setting, person, shared);
        person.background = identity::background(setting.seed, mix(33, self.group));
        let mut firm = firm(setting, person, "vendor", shared);
        firm.directors = shared.whole(1, 4);
        firm.sole_officer = false;
        firm.names_people = self.declared;
        firm.payers = shared.whole(2, 30);
        person.cv = Writing {
            template: Some(mix(setting.seed, mix(31, self.group))),
            own: 0.5,
            ..Writing::own_words()
        };
        person.bidding = Writing {
            template: Some(mix(setting.seed, mix(32, self.group))),
            own: 0.25,
            ..Writing::own_words()
        };
        if let Some(paper) = person.papers.first_mut() {
            paper.camera = None;
            paper.software = Some("Adobe Scan");
        }
        let owner = format!(
            "{} {}",
            given(Origin::WesternEurope, shared),
            account.holder
        );
        person.referee = Some(Referee {
            name: owner,
            email: format!("office@{}", firm.domain),
            official_domain: firm.domain.clone(),
            company: firm.name.clone(),
            phone: None,
            device_id: shared.hex(16),
            address: person.ways[0].addresses[0],
            young_domain: false,
            confirms: true,
        });
        if self.shares_account {
            person.accounts = vec![Account {
                holder: firm.name.clone(),
                name_match: false,
                ..account
            }];
        }
        person.habits.hands = self.size as i64;
        if self.declared {
            person.habits.named = Some(self.size as i64);
            // The agency's own account stands first; the others are its people.
            if person.index.is_multiple_of(32) {
                person.habits.kind = "vendor";
            }
        }
        let now = setting.days().0;
        let mut own = stream(setting.seed, Purpose::Extras, mix(person.index, 4));
        let job = career::at_agency(&firm.name, &firm.domain, firm.founded, now, &mut own);
        person.habits.stated.latest = vec![job];
        person.habits.firm = Some(firm);
    }

    fn household(&self, setting: &Setting, person: &mut Person, shared: &mut Dice) {
        person.ways[0].addresses = home_line(person, shared);
        let address = street(shared);
        let machine = identity::machine(person.home.country, shared);
        let account = self.account(setting, person, shared);
        let employer = setting.client(shared);
        let contact = shared.whole(0, 1 << 40) as u64;
        let camera = shared.word(&["iPhone 13", "SM-A546E", "Pixel 8", "EPSON ET-2850"]);
        person.street = address;
        person.street_shared = true;
        for paper in &mut person.papers {
            paper.address.clone_from(&person.street);
            // People who live together photograph their papers with one camera.
            if paper.camera.is_some() {
                paper.camera = Some(camera);
            }
        }
        if self.takes_family_name {
            person.family.clone_from(&account.holder);
            let name = person.name();
            for paper in &mut person.papers {
                paper.holder.clone_from(&name);
            }
            for account in &mut person.accounts {
                account.holder.clone_from(&name);
            }
        }
        if self.shares_account {
            // A check of the payee's name compares with every holder of a joint account.
            let first = person.index.is_multiple_of(2);
            let holder = if self.joint || first {
                person.name()
            } else {
                format!("{} {}", given(person.truth.origin, shared), account.holder)
            };
            person.accounts = vec![Account {
                holder,
                name_match: self.joint || first,
                ..account
            }];
        }
        if self.shares_computer {
            person.machines.push(machine);
        }
        if self.shares_contact {
            person.recovery_email = Some(format!("home.{}@outlook.com", contact % 100_000_000));
            person.phone = Some(identity::phone(
                setting.seed,
                person.index & !1,
                person.home.country,
                false,
            ));
        }
        if let Some(placement) = person.placement.as_mut().filter(|_| self.one_employer) {
            placement.employer = employer;
            placement.ship_to.clone_from(&person.street);
        }
    }
}

/// One line at home or in the office for all who live or work there.
fn home_line(person: &Person, shared: &mut Dice) -> Vec<u32> {
    (0..2)
        .map(|_| network::any(Use::Access, person.home.country, shared))
        .collect()
}

/// A team that is paid to one address and divides the pay itself.
fn treasury(setting: &Setting, person: &mut Person, shared: &mut Dice) {
    let address = wallet(shared);
    let ring = format!("team-{:06x}", shared.whole(0, 0xff_ffff));
    person.accounts.push(Account {
        from_day: setting.days().0 - 1,
        method: "crypto",
        destination: address,
        country: person.home.country,
        holder: ring.clone(),
        name_match: true,
        via_company: true,
    });
    if let Some(coding) = &mut person.coding {
        coding.ring = Some(ring);
    }
}

/// A genuine small company of that person.
pub(super) fn firm(
    setting: &Setting,
    person: &Person,
    role: &'static str,
    dice: &mut Dice,
) -> Firm {
    let (name, domain) = crate::text::company(dice);
    let first = setting.days().0;
    let founded = first - dice.lognormal(1_500.0, 0.8) as i64;
    Firm {
        name,
        domain,
        role,
        registered: dice.chance(0.95),
        founded,
        claims_founded: founded - i64::from(dice.chance(0.05)) * 700,
        domain_since: founded + dice.whole(-60, 200),
        directors: 1,
        sole_officer: true,
        address: format!("{}, {}", street(dice), person.home.name),
        address_type: if dice.chance(0.2) {
            "virtual_office"
        } else {
            "office"
        },
        country: person.home.country,
        names_people: dice.chance(0.8),
        payers: dice.whole(1, 6),
        pages: dice.hex(32),
        live: dice.chance(0.9),
        parked: dice.chance(0.04),
    }
}
