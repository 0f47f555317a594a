//! Companies that somebody presents, and complaints about accounts.

use bonafide_model::table::{Company, Complaint};

use crate::plan::habits::{Employers, Firm};
use crate::plan::tradecraft::mould;
use crate::stream::{Chance, mix};

use super::{Desk, day, time};

impl Desk<'_> {
    pub(super) fn companies(&mut self) {
        if let Some(firm) = &self.person.habits.firm {
            self.firm(firm);
        }
        // Some firms look up one of the former employers.
        if self.dice.chance(0.12 * self.person.filled) {
            self.former_employer();
        }
        self.complaint();
    }

    fn firm(&mut self, firm: &Firm) {
        let row = Company {
            subject_id: self.id(),
            name: Some(firm.name.clone()),
            role: Some(firm.role.to_owned()),
            registry_found: self.kept(firm.registered),
            incorporated_on: self.kept(day(firm.founded)),
            claimed_founded_on: self.dice.kept(0.5, day(firm.claims_founded)),
            domain: Some(firm.domain.clone()),
            domain_created_on: self.kept(day(firm.domain_since)),
            directors: self.kept(firm.directors),
            sole_officer_is_subject: self.kept(firm.sole_officer),
            address: self.kept(firm.address.clone()),
            address_type: self.kept(firm.address_type.to_owned()),
            country: Some(firm.country.to_owned()),
            names_individuals: self.kept(firm.names_people),
            unrelated_payers: self.kept(firm.payers),
            page_text_hash: self.dice.kept(0.6, firm.pages.clone()),
            dns_resolves: self.kept(firm.live || firm.parked),
            http_status: self.kept(if firm.live || firm.parked { 200 } else { 404 }),
            parked: self.kept(firm.parked),
        };
        self.tables.company.push(row);
    }

    fn former_employer(&mut self) {
        let person = self.person;
        let (first, _) = self.setting.days();
        let job = self.dice.pick(&self.jobs).clone();
        let (name, domain) = (job.employer, job.domain);
        let employers = person.habits.employers;
        let (registered, age, resolves, pages) = match employers {
            Employers::Usual => (0.97, 3_500.0, 0.96, None),
            Employers::Closed => (0.7, 4_500.0, 0.25, None),
            Employers::Rebranded => (0.95, 3_500.0, 0.7, None),
            Employers::Young => (0.85, 300.0, 0.8, None),
            Employers::Invented(operation) => {
                (0.15, 150.0, 0.85, Some(mould(self.setting, operation)))
            }
        };
        let age = self.dice.lognormal(age, 0.5) as i64;
        let live = self.dice.chance(resolves);
        let parked = live && self.dice.chance(if resolves < 0.9 { 0.1 } else { 0.02 });
        let pages = pages.unwrap_or_else(|| self.dice.hex(32));
        let claimed_age = if matches!(employers, Employers::Invented(_)) {
            age + self.dice.whole(600, 3_000)
        } else {
            age + self.dice.whole(-100, 200)
        };
        let row = Company {
            subject_id: self.id(),
            name: Some(name),
            role: Some("employer".to_owned()),
            registry_found: Some(self.dice.chance(registered)),
            incorporated_on: self.dice.kept(0.6, day(first - age)),
            claimed_founded_on: self.dice.kept(0.5, day(first - claimed_age)),
            domain: Some(domain),
            domain_created_on: self.kept(day(first - age + 40)),
            directors: self.maybe(0.3, |dice| dice.whole(1, 6)),
            sole_officer_is_subject: None,
            address: None,
            address_type: self.maybe(0.4, |dice| {
                dice.word(&[
                    "office",
                    "office",
                    "office",
                    "virtual_office",
                    "residential",
                ])
                .to_owned()
            }),
            country: Some(person.home.country.to_owned()),
            names_individuals: None,
            unrelated_payers: None,
            page_text_hash: self.dice.kept(0.5, pages),
            dns_resolves: Some(live),
            http_status: self.kept(if live { 200 } else { 404 }),
            parked: self.kept(parked),
        };
        self.tables.company.push(row);
    }

    fn complaint(&mut self) {
        let Some((kind, proves_true)) = self.person.habits.complaint else {
            return;
        };
        let (from, until) = self.person.active;
        let on = self.dice.whole((from + 20).min(until), until);
        let at = self.moment_on(on);
        let row = Complaint {
            subject_id: self.id(),
            received_at: Some(time(at)),
            kind: Some(kind.to_owned()),
            tax_id_hash: self.maybe(0.5, |_| format!("{:032x}", mix(98, at as u64))),
            confirmed: self.maybe(0.6, |dice| {
                dice.chance(if proves_true { 0.8 } else { 0.05 })
            }),
        };
        self.tables.complaint.push(row);
    }
}
