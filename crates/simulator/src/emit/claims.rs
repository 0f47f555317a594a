//! Who they say they are.

use bonafide_model::table::{
    Application, Document, Education, Experience, Identifier, Profile, ProfileChange,
    ReferenceContact, Skill, Subject, Verification,
};

use crate::network;
use crate::plan::identity;
use crate::stream::{Chance, mix};
use crate::text;
use crate::world::client_id;

use super::{Desk, day, time};

impl Desk<'_> {
    pub(super) fn claims(&mut self) {
        self.subject();
        self.identifiers();
        self.history();
        self.profiles();
        self.documents();
        self.applications();
        self.changes();
        self.checks();
    }

    fn subject(&mut self) {
        let person = self.person;
        let (_, last) = self.setting.days();
        let level = match person.years {
            years if years < 3.0 => "junior",
            years if years < 8.0 => "senior",
            _ => "lead",
        };
        let left = (person.active.1 < last).then_some(person.active.1 * 86_400 + 61_000);
        let hired = person
            .placement
            .as_ref()
            .map(|job| time(job.from_day * 86_400 + 50_000));
        let status = match (person.dismissed && left.is_some(), left.is_some()) {
            (true, _) => "terminated",
            (false, true) => "inactive",
            (false, false) => "active",
        };
        let verified = person.papers.first().map_or(1, |paper| {
            if paper.holder_matched == Some(true) {
                3
            } else {
                2
            }
        });
        let row = Subject {
            subject_id: self.id(),
            kind: Some("account".to_owned()),
            name: Some(person.name()),
            given_name: self.kept(person.given.clone()),
            family_name: self.kept(person.family.clone()),
            display_name: self.kept(if person.handle.len().is_multiple_of(3) {
                person.handle.clone()
            } else {
                person.name()
            }),
            birth_date: self.kept(bonafide_model::Date(person.birth_day)),
            nationality: self.kept(person.nationality.to_owned()),
            gender: self.dice.kept(0.3, person.gender.to_owned()),
            language: self
                .dice
                .kept(0.4, person.machines[0].language[..2].to_owned()),
            country: Some(person.home.country.to_owned()),
            region: self.kept(person.home.region.to_owned()),
            city: self.kept(person.home.name.to_owned()),
            postal_code: self.kept(format!("{:05}", mix(7, person.index) % 99_999)),
            time_zone: self.kept(person.home.zone.to_owned()),
            created_at: Some(time(person.opened)),
            closed_at: left.filter(|_| person.dismissed).map(time),
            status: Some(status.to_owned()),
            sector: Some("freelance-platform".to_owned()),
            employer_id: person.placement.as_ref().map(|job| client_id(job.employer)),
            role: Some(person.trade.role.to_owned()),
            role_level: self.kept(level.to_owned()),
            years_of_experience: self.kept((person.years * 2.0).round() / 2.0),
            verification_level: Some(verified),
            hired_at: hired,
            left_at: left.filter(|_| hired.is_some()).map(time),
            notice_at: None,
            referred_by: person.referred_by.clone(),
            source: self.kept(
                if person.referred_by.is_some() {
                    "referral"
                } else {
                    self.person_source()
                }
                .to_owned(),
            ),
        };
        self.tables.subject.push(row);
    }

    fn person_source(&self) -> &'static str {
        ["own-site", "job-board", "inbound-message", "own-site"]
            [(mix(8, self.person.index) % 4) as usize]
    }

    fn identifier(&mut self, kind: &str, value: String, source: &str, from: i64) -> Identifier {
        let verified = self.dice.chance(0.7);
        Identifier {
            subject_id: self.id(),
            kind: kind.to_owned(),
            value: Some(value),
            first_seen_at: self.kept(time(from)),
            last_seen_at: self.kept(time(self.person.active.1 * 86_400 + 40_000)),
            source: self.kept(source.to_owned()),
            verified: self.kept(verified),
            country: None,
            holder_name: None,
            created_at: None,
        }
    }

    fn identifiers(&mut self) {
        let person = self.person;
        let from = person.opened;
        for email in &person.emails {
            let mut row = self.identifier("email", email.clone(), "application", from);
            row.created_at = self.dice.kept(0.2, time(person.mailbox_opened));
            self.tables.identifier.push(row);
        }
        if let Some(email) = &person.recovery_email {
            let row = self.identifier("recovery_email", email.clone(), "profile", from);
            self.tables.identifier.push(row);
        }
        if let Some((number, country)) = &person.phone {
            let mut row = self.identifier("phone", number.clone(), "application", from);
            row.country = Some((*country).to_owned());
            self.tables.identifier.push(row);
        }
        let row = self.identifier("handle", person.handle.clone(), "profile", from);
        self.tables.identifier.push(row);
        if self.dice.chance(person.filled * 0.6) {
            let address = format!(
                "{}, {}, {}",
                person.street, person.home.name, person.home.country
            );
            let row = self.identifier("address", address, "profile", from);
            self.tables.identifier.push(row);
        }
        if person.rich {
            let row = self.identifier("tax_id", person.tax_id.clone(), "payout-profile", from);
            self.tables.identifier.push(row);
        }
        if self.dice.chance(person.filled * 0.5) {
            let row = self.identifier("photo", person.photo.clone(), "profile", from);
            self.tables.identifier.push(row);
        }
        for account in &person.accounts {
            let kind = if account.method == "crypto" {
                "wallet"
            } else {
                "bank_account"
            };
            let mut row = self.identifier(
                kind,
                account.destination.clone(),
                "payout-profile",
                account.from_day.max(from / 86_400) * 86_400,
            );
            row.country = self.kept(account.country.to_owned());
            row.holder_name = self.kept(account.holder.clone());
            self.tables.identifier.push(row);
        }
        for paper in &person.papers {
            let mut row = self.identifier("document", paper.number.clone(), "verification", from);
            row.country = self.kept(paper.issuing_country.to_owned());
            self.tables.identifier.push(row);
        }
    }

    fn history(&mut self) {
        let person = self.person;
        let (first, _) = self.setting.days();
        let mut until = person.opened / 86_400 - self.dice.whole(0, 200);
        let jobs = (person.years / 3.5).ceil().clamp(1.0, 4.0) as i64;
        let length = (person.years * 365.0 / jobs as f64) as i64;
        for job in 0..jobs {
            let (employer, domain) = text::company(&mut self.dice);
            let lookalike = self
                .dice
                .chance((0.9 - person.history_confirmed).max(0.0) * 0.15 + 0.002);
            let stated = if lookalike {
                domain.replace(".example", "-inc.example")
            } else {
                domain.clone()
            };
            let checked = self.dice.chance(person.filled * 0.3);
            let confirmed = self.dice.chance(person.history_confirmed);
            let answer = if confirmed {
                "confirmed"
            } else if self.dice.chance(0.06) {
                "denied"
            } else {
                "no_answer"
            };
            let row = Experience {
                subject_id: self.id(),
                employer: Some(employer),
                employer_domain: self.kept(stated),
                official_domain: self.dice.kept(person.filled * 0.4, domain),
                employer_domain_created_on: self.dice.kept(
                    person.filled * 0.3,
                    day(if lookalike { first - 80 } else { first - 4_000 }),
                ),
                title: Some(person.trade.role.to_owned()),
                country: self.kept(person.home.country.to_owned()),
                city: self.kept(person.home.name.to_owned()),
                started_on: Some(day(until - length)),
                ended_on: (job > 0 || self.dice.chance(0.7)).then(|| day(until)),
                source: Some("cv".to_owned()),
                verification: checked.then(|| answer.to_owned()),
                verified_at: checked.then(|| time(person.opened + 9 * 86_400)),
            };
            self.tables.experience.push(row);
            until -= length + self.dice.whole(10, 160);
        }
        if self.dice.chance(0.75) {
            let checked = self.dice.chance(person.filled * 0.2);
            let confirmed = self.dice.chance(person.history_confirmed);
            let row = Education {
                subject_id: self.id(),
                institution: Some(format!(
                    "{} Polytechnic",
                    self.dice.word(&[
                        "Northmere",
                        "Ashvale",
                        "Corbin Hill",
                        "Lakelow",
                        "Santa Brisa",
                        "Velgrad",
                        "Ondara",
                        "Mirapur",
                        "Kitashima",
                        "Portlune"
                    ])
                )),
                degree: Some(self.dice.word(&["BSc", "BA", "MSc", "Diploma"]).to_owned()),
                country: self.kept(person.nationality.to_owned()),
                started_on: self.kept(day(i64::from(person.birth_day) + 19 * 365)),
                ended_on: self.kept(day(i64::from(person.birth_day) + 23 * 365)),
                source: Some("cv".to_owned()),
                verification: checked
                    .then(|| if confirmed { "confirmed" } else { "no_answer" }.to_owned()),
            };
            self.tables.education.push(row);
        }
        let skills = self.dice.whole(1, 4);
        for at in 0..skills {
            let skills = person.trade.skills;
            let years = (person.years * self.dice.between(0.3, 1.0))
                .round()
                .max(1.0);
            let row = Skill {
                subject_id: self.id(),
                name: Some(
                    skills[(mix(person.index, 3) + at as u64) as usize % skills.len()].to_owned(),
                ),
                level: self.maybe(0.6, |dice| {
                    dice.word(&["basic", "good", "expert"]).to_owned()
                }),
                years: self.kept(years),
                started_on: None,
            };
            self.tables.skill.push(row);
        }
    }

    fn profiles(&mut self) {
        let person = self.person;
        let sites: &[&str] = if person.coding.is_some() {
            &["linkedin", "github"]
        } else {
            &["linkedin", "portfolio"]
        };
        for site in sites {
            if !self.dice.chance(person.filled * 0.65) {
                continue;
            }
            let careful_bio = self.dice.chance(0.6);
            let bio = text::bio(self.setting.seed, &person.cv, person.trade, &mut self.dice);
            let thin = person.history_confirmed < 0.6;
            let row = Profile {
                subject_id: self.id(),
                site: Some((*site).to_owned()),
                url: Some(format!("https://{site}.example/{}", person.handle)),
                handle: Some(person.handle.clone()),
                name: self.kept(person.name()),
                country: self.kept(person.home.country.to_owned()),
                city: self.kept(person.home.name.to_owned()),
                headline: self.kept(person.trade.role.to_owned()),
                bio: careful_bio.then_some(bio),
                photo_hash: self.kept(person.photo.clone()),
                created_at: self.kept(time(person.profile_opened)),
                first_activity_at: self.kept(time(person.profile_opened + 86_400)),
                last_activity_at: self.kept(time(person.active.1 * 86_400)),
                dormant_until: person
                    .dormant_days
                    .map(|_| time(person.active.0 * 86_400 - 900_000)),
                dormant_days: person.dormant_days,
                checked_at: self.kept(time(person.opened + 3 * 86_400)),
                http_status: self.maybe(0.8, |dice| {
                    if dice.chance(if thin { 0.12 } else { 0.02 }) {
                        404
                    } else {
                        200
                    }
                }),
                connections: self.maybe(0.6, |dice| {
                    dice.lognormal(if thin { 40.0 } else { 220.0 }, 0.9) as i64
                }),
                followers: self.maybe(0.4, |dice| dice.lognormal(30.0, 1.2) as i64),
                following: self.maybe(0.4, |dice| dice.lognormal(40.0, 1.0) as i64),
                interacting_peers: None,
                page_count: (*site == "portfolio").then(|| self.dice.whole(1, 12)),
                free_hosting: (*site == "portfolio").then(|| self.dice.chance(0.35)),
                claimed_contributions: None,
                accepted_contributions: None,
                suspended_neighbours: None,
                neighbours: None,
                former_handle: None,
            };
            self.tables.profile.push(row);
        }
    }

    fn documents(&mut self) {
        let person = self.person;
        for paper in &person.papers {
            if !self.dice.chance(0.2 + person.filled * 0.75) {
                continue;
            }
            let submitted = person.opened + self.dice.whole(600, 400_000);
            let row = Document {
                subject_id: self.id(),
                document_id: Some(self.dice.hex(12)),
                kind: Some(paper.kind.to_owned()),
                number: Some(paper.number.clone()),
                issuing_country: Some(paper.issuing_country.to_owned()),
                issuer_office: None,
                name: self.kept(paper.holder.clone()),
                birth_date: self.kept(bonafide_model::Date(person.birth_day)),
                gender: None,
                address: self.kept(paper.address.clone()),
                country: self.kept(person.home.country.to_owned()),
                issued_on: self.kept(day(submitted / 86_400 + paper.expires_in_days - 3_652)),
                expires_on: self.kept(day(submitted / 86_400 + paper.expires_in_days)),
                submitted_at: Some(time(submitted)),
                attempts: self.kept(if paper.quality < 0.5 { 3 } else { 1 }),
                image_hash: self.kept(paper.image_hash.clone()),
                content_hash: self.maybe(0.5, |dice| {
                    format!(
                        "{}{}",
                        paper.image_hash.get(..32).unwrap_or(""),
                        dice.hex(32)
                    )
                }),
                camera: paper.camera.map(str::to_owned),
                captured_at: paper.camera.map(|_| time(submitted - 900)),
                software: paper.software.map(str::to_owned),
                author: None,
                quality_score: self.kept((paper.quality * 100.0).round() / 100.0),
                recapture_score: self.kept((paper.recapture * 100.0).round() / 100.0),
                edited: self.kept(paper.edited),
                generator_mark: self.kept(paper.generated),
                number_valid: self.kept(paper.number_valid),
                holder_matched: paper.holder_matched,
                template_hash: paper
                    .template_hash
                    .clone()
                    .filter(|_| mix(person.index, 10).is_multiple_of(2)),
            };
            self.tables.document.push(row);
        }
        let Some(referee) = &person.referee else {
            return;
        };
        if !self.dice.chance(person.filled * 0.5) {
            return;
        }
        let answered = self.dice.chance(0.7);
        let row = ReferenceContact {
            subject_id: self.id(),
            name: Some(referee.name.clone()),
            company: self.kept(referee.company.clone()),
            email: Some(referee.email.clone()),
            phone: referee.phone.clone(),
            official_domain: self.kept(referee.official_domain.clone()),
            domain_created_on: self.kept(day(
                person.opened / 86_400 - if referee.young_domain { 70 } else { 3_900 }
            )),
            profile_created_at: self.dice.kept(
                0.2,
                time(person.opened - if referee.young_domain { 50 } else { 2_500 } * 86_400),
            ),
            ip: answered.then(|| network::text(referee.address)),
            device_id: self
                .dice
                .kept(0.5, referee.device_id.clone())
                .filter(|_| answered),
            answered_at: answered.then(|| time(person.opened + 4 * 86_400)),
            result: Some(
                if !answered {
                    "no_answer"
                } else if referee.confirms {
                    "confirmed"
                } else {
                    "denied"
                }
                .to_owned(),
            ),
        };
        self.tables.reference_contact.push(row);
    }

    fn applications(&mut self) {
        let person = self.person;
        let seed = self.setting.seed;
        let expected = if person.placement.is_some() {
            1.6
        } else {
            0.45
        } * person.manner.bids.clamp(0.5, 3.0);
        let mut left = expected;
        while self.dice.chance(left) {
            left -= 1.0;
            let at = self.moment();
            let (address, _) = self.address(at.div_euclid(86_400));
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
                channel: self.kept(self.person_source().to_owned()),
                submitted_at: Some(time(at)),
                ip: self.kept(network::text(address)),
                utc_offset_minutes: self.kept(offset),
                user_agent: self.kept(machine.agent.to_owned()),
                language: self.kept(machine.language.to_owned()),
                resume_hash: self.maybe(0.6, |dice| dice.hex(64)),
                resume_text: self.maybe(0.7, |dice| {
                    text::resume(seed, &person.cv, person.trade, dice)
                }),
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

    fn changes(&mut self) {
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

    fn checks(&mut self) {
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
                property_type: background.then(|| "residential".to_owned()),
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
