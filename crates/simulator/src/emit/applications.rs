//! Applications, changes of an account, and checks that were asked for.

use bonafide_model::table::{Application, ProfileChange, Verification};

use crate::network;
use crate::plan::identity;
use crate::stream::{Chance, Purpose, stream};
use crate::text;
use crate::world::client_id;

use super::{Desk, day, time};

impl Desk<'_> {
    pub(super) fn applications(&mut self) {
        let person = self.person;
        let seed = self.setting.seed;
        let expected = if person.placement.is_some() {
            1.6
        } else {
            0.45
        } * person.manner.bids.clamp(0.5, 3.0);
        let mut days = Vec::new();
        let mut left = expected * person.habits.applications;
        while self.dice.chance(left) {
            left -= 1.0;
            days.push(self.hiring_day());
        }
        // A tool sends many in one day.
        if let Some((day, count)) = person.habits.burst {
            days.extend((0..count).map(|_| day));
        }
        let mut tailored = stream(seed, Purpose::Cv, person.index);
        let resume = text::resume(seed, &person.cv, person.trade, &self.jobs, &mut tailored);
        for on in days {
            // One CV goes to everybody, unless a model writes it anew each time.
            let resume = if person.cv.paraphrased {
                text::resume(seed, &person.cv, person.trade, &self.jobs, &mut tailored)
            } else {
                resume.clone()
            };
            let at = self.moment_on(on);
            let (own_address, _) = self.address(on);
            let address = person.habits.desk.unwrap_or(own_address);
            let (_, offset) = self.clock(at);
            let machine = &person.machines[0];
            let market = person.trade.hourly;
            let client = self.setting.client(&mut self.dice);
            let crypto = person
                .accounts
                .iter()
                .any(|account| account.method == "crypto");
            let outcome =
                self.dice
                    .word(&["pending", "rejected", "rejected", "hired", "withdrawn"]);
            let row = Application {
                subject_id: self.id(),
                application_id: Some(self.dice.hex(12)),
                position: Some(person.trade.role.to_owned()),
                employer_id: Some(client_id(client)),
                channel: self.kept(
                    person
                        .habits
                        .channel
                        .unwrap_or(self.person_source())
                        .to_owned(),
                ),
                submitted_at: Some(time(at)),
                ip: self.kept(network::text(address)),
                utc_offset_minutes: self.kept(offset),
                user_agent: self.kept(machine.agent.to_owned()),
                language: self.kept(machine.language.to_owned()),
                resume_hash: self.maybe(0.6, |dice| dice.hex(64)),
                resume_text: self.dice.kept(0.7, resume),
                resume_author: self.dice.kept(0.3, person.name()),
                resume_producer: self.dice.kept(0.3, "Microsoft Word".to_owned()),
                cover_letter: self.maybe(0.4, |dice| {
                    text::letter(seed, &person.cv, person.trade, dice)
                }),
                expected_pay: self.kept((market * person.manner.price * 2.0).round() / 2.0),
                pay_period: Some("hour".to_owned()),
                currency: Some("USD".to_owned()),
                market_pay: self.kept(market),
                counter_offers: self.maybe(0.3, |dice| {
                    i64::from(person.manner.price > 0.8 && dice.chance(0.5))
                }),
                requested_payment_method: self
                    .dice
                    .kept(0.5, if crypto { "crypto" } else { "bank" }.to_owned()),
                usual_payment_method: self.dice.kept(0.5, "bank".to_owned()),
                outcome: Some(outcome.to_owned()),
                withdrawn_at: (outcome == "withdrawn").then(|| time(at + 6 * 86_400)),
                declined_steps: self
                    .maybe(0.5, |dice| i64::from(dice.chance(person.manner.declines))),
            };
            self.tables.application.push(row);
        }
    }

    pub(super) fn changes(&mut self) {
        let person = self.person;
        let (first, last) = self.setting.days();
        let change = |desk: &mut Self,
                      at: i64,
                      field: &str,
                      country: Option<&str>,
                      method: Option<&str>,
                      reason: Option<&str>| {
            let (address, _) = desk.address(at.div_euclid(86_400));
            let row = ProfileChange {
                subject_id: desk.id(),
                changed_at: Some(time(at)),
                field: Some(field.to_owned()),
                old_value_hash: desk.maybe(0.7, |dice| dice.hex(32)),
                new_value_hash: Some(desk.dice.hex(32)),
                new_country: country.map(str::to_owned),
                new_method: method.map(str::to_owned),
                ip: desk.kept(network::text(address)),
                reason: reason.map(str::to_owned),
            };
            desk.tables.profile_change.push(row);
        };
        for account in &person.accounts {
            if (first.max(person.active.0)..=last).contains(&account.from_day) {
                let at = self.moment_on(account.from_day);
                change(
                    self,
                    at,
                    "payout_account",
                    Some(account.country),
                    Some(account.method),
                    None,
                );
            }
        }
        if person.phone_changes {
            let at = self.moment();
            change(self, at, "phone", None, None, None);
        }
        if let Some((_, changed_on)) = &person.former_family {
            let at = self.moment_on(*changed_on);
            change(self, at, "legal_name", None, None, Some("marriage"));
        }
        if let Some(job) = person
            .placement
            .as_ref()
            .filter(|job| job.changed_after_offer)
        {
            let at = self.moment_on(job.from_day);
            change(self, at, "ship_to", Some(job.ship_city.country), None, None);
        }
        for field in ["email", "address", "display_name"] {
            if self.dice.chance(0.02) {
                let at = self.moment();
                change(self, at, field, None, None, None);
            }
        }
    }

    pub(super) fn checks(&mut self) {
        let person = self.person;
        for check in ["live_video", "background", "bank_holder", "spot_check"] {
            let asked = match check {
                "live_video" => 0.2,
                "background" if person.placement.is_some() => 0.8,
                "background" => 0.03,
                "bank_holder" => 0.3,
                _ => 0.05,
            };
            if !self.dice.chance(asked * (0.3 + person.filled)) {
                continue;
            }
            let at = self.moment();
            let declined = self.dice.chance(person.manner.declines);
            let holder_differs = check == "bank_holder"
                && person
                    .accounts
                    .first()
                    .is_some_and(|account| !account.name_match);
            // Whoever objects to one way takes another that is offered.
            let declined = declined && !(person.habits.other_way_taken && self.dice.chance(0.7));
            let outcome = match (declined, holder_differs) {
                (true, _) => self.dice.word(&["declined", "unfinished", "no_answer"]),
                (false, true) => "failed",
                (false, false) if self.dice.chance(0.015) => "failed",
                (false, false) => "passed",
            };
            let background = check == "background";
            let birth = i64::from(person.birth_day);
            let file_from = if person.thin_file {
                at / 86_400 - 300
            } else {
                birth + 20 * 365
            };
            let row = Verification {
                subject_id: self.id(),
                check_name: Some(check.to_owned()),
                requested_at: Some(time(at)),
                completed_at: (!declined).then(|| time(at + 86_400)),
                outcome: Some(outcome.to_owned()),
                alternatives_offered: self.maybe(0.4, |dice| dice.whole(0, 2)),
                score: None,
                expected_score: None,
                tax_id_issued_on: background.then(|| {
                    day(if person.thin_file {
                        at / 86_400 - 400
                    } else {
                        birth + 300
                    })
                }),
                credit_file_since: background.then(|| day(file_from)),
                address_overlap: background
                    .then(|| self.dice.chance(person.history_confirmed + 0.08)),
                property_type: background.then(|| person.habits.property_type.to_owned()),
            };
            self.tables.verification.push(row);
        }
        // A second number beside the first, for those who change it.
        if person.phone_changes {
            let (number, country) = identity::phone(
                self.setting.seed,
                self.setting.spare_line(person.index, 7),
                person.home.country,
                true,
            );
            let mut row = self.identifier("phone", number, "profile", person.active.1 * 86_400);
            row.country = Some(country.to_owned());
            self.tables.identifier.push(row);
        }
    }
}
