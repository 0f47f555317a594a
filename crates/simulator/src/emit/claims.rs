//! Who they say they are.

use bonafide_model::table::{
    Document, Education, Experience, Identifier, Profile, ReferenceContact, Skill, Subject,
};

use crate::network;
use crate::plan::career::Job;
use crate::plan::habits::Employers;
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
            kind: Some(
                match person.habits.kind {
                    "account" => self.setting.view.kind(),
                    other => other,
                }
                .to_owned(),
            ),
            name: Some(person.name()),
            given_name: self.kept(person.given.clone()),
            family_name: self.kept(person.family.clone()),
            display_name: self.kept(if let Some(pseudonym) = &person.habits.pseudonym {
                pseudonym.clone()
            } else if person.handle.len().is_multiple_of(3) {
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
            sector: Some(self.setting.view.sector().to_owned()),
            employer_id: person.placement.as_ref().map(|job| client_id(job.employer)),
            role: Some(person.trade.role.to_owned()),
            role_level: self.kept(level.to_owned()),
            years_of_experience: self.kept((person.years * 2.0).round() / 2.0),
            verification_level: Some(verified),
            hired_at: hired,
            left_at: left.filter(|_| hired.is_some()).map(time),
            notice_at: left
                .filter(|_| hired.is_some() && self.dice.chance(0.6))
                .map(|at| time(at - self.dice.whole(3, 30) * 86_400)),
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

    pub(super) fn person_source(&self) -> &'static str {
        ["own-site", "job-board", "inbound-message", "own-site"]
            [(mix(8, self.person.index) % 4) as usize]
    }

    pub(super) fn identifier(
        &mut self,
        kind: &str,
        value: String,
        source: &str,
        from: i64,
    ) -> Identifier {
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
        for job in self.jobs.clone() {
            let Job {
                employer, domain, ..
            } = job;
            let employers = person.habits.employers;
            let lookalike = self.dice.chance(match employers {
                Employers::Rebranded => 0.5,
                Employers::Invented(_) => 0.3,
                _ => (0.9 - person.history_confirmed).max(0.0) * 0.1 + 0.002,
            });
            let young = match employers {
                Employers::Young => true,
                Employers::Invented(_) => self.dice.chance(0.8),
                _ => lookalike && employers != Employers::Rebranded,
            };
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
                    day(if young { first - 80 } else { first - 4_000 }),
                ),
                title: Some(person.trade.role.to_owned()),
                country: self.kept(person.home.country.to_owned()),
                city: self.kept(person.home.name.to_owned()),
                started_on: Some(day(job.from)),
                ended_on: job.ended.then(|| day(job.until)),
                source: Some("cv".to_owned()),
                verification: checked.then(|| answer.to_owned()),
                verified_at: checked.then(|| time(person.opened + 9 * 86_400)),
            };
            self.tables.experience.push(row);
        }
        if self.dice.chance(0.75) {
            let checked = self.dice.chance(person.filled * 0.2);
            let confirmed = self.dice.chance(person.history_confirmed);
            let row = Education {
                subject_id: self.id(),
                institution: Some(text::school(&mut self.dice)),
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
        if let Some(course) = &person.habits.course {
            let row = Education {
                subject_id: self.id(),
                institution: Some(course.school.clone()),
                degree: Some("Certificate".to_owned()),
                country: None,
                started_on: Some(day(course.from)),
                ended_on: Some(day(course.until)),
                source: Some("cv".to_owned()),
                verification: None,
            };
            self.tables.education.push(row);
        }
        let count = self.dice.whole(1, 4) + person.habits.more_skills;
        for at in 0..count {
            let skills = person.trade.skills;
            let honest = (person.years * self.dice.between(0.3, 1.0)).min(9.0);
            // A slip of the pen, or a claim: longer than the technology is there.
            let slip = self.dice.chance(person.habits.anachronism);
            let years = (honest + if slip { 12.0 } else { 0.0 }).round().max(1.0);
            let row = Skill {
                subject_id: self.id(),
                name: Some(if at < 4 {
                    let place = mix(person.index, 3).wrapping_add(at as u64) as usize;
                    skills[place % skills.len()].to_owned()
                } else {
                    let trade = self.dice.pick(crate::trade::TRADES);
                    self.dice.word(trade.skills).to_owned()
                }),
                level: self.maybe(0.6, |dice| {
                    dice.word(&["basic", "good", "expert"]).to_owned()
                }),
                years: self.kept(years),
                started_on: self
                    .dice
                    .kept(0.4, day(person.opened / 86_400 - (years * 365.0) as i64)),
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
            let habits = &person.habits;
            let gone = habits.profiles_gone && self.dice.chance(0.7);
            let stale = habits.profiles_stale && self.dice.chance(0.7);
            let code_host = *site == "github";
            let old_city = stale.then(|| crate::place::other_city(person.home, &mut self.dice));
            let claimed = if code_host {
                self.maybe(0.3, |dice| dice.whole(0, 6))
            } else {
                None
            };
            let last_seen = if stale || gone {
                person.profile_opened + (person.opened - person.profile_opened).max(0) / 2
            } else {
                person.active.1 * 86_400
            };
            let network = habits.network_size;
            let suspended = habits.suspended_neighbours;
            let row = Profile {
                subject_id: self.id(),
                site: Some((*site).to_owned()),
                url: Some(format!("https://{site}.example/{}", person.handle)),
                handle: Some(person.handle.clone()),
                name: self.kept(habits.pseudonym.clone().unwrap_or_else(|| person.name())),
                country: self.kept(person.home.country.to_owned()),
                city: self.kept(old_city.unwrap_or(person.home).name.to_owned()),
                headline: self.kept(if stale { "Student" } else { person.trade.role }.to_owned()),
                bio: careful_bio.then_some(bio),
                photo_hash: self.kept(person.photo.clone()),
                created_at: self.kept(time(person.profile_opened)),
                first_activity_at: self.kept(time(person.profile_opened + 86_400)),
                last_activity_at: self.kept(time(last_seen)),
                dormant_until: person
                    .dormant_days
                    .map(|_| time(person.active.0 * 86_400 - 900_000)),
                dormant_days: person.dormant_days,
                checked_at: self.kept(time(person.opened + 3 * 86_400)),
                http_status: self.maybe(0.8, |dice| {
                    if gone || dice.chance(if thin { 0.12 } else { 0.02 }) {
                        404
                    } else {
                        200
                    }
                }),
                connections: self.maybe(0.6, |dice| {
                    dice.lognormal(if thin { 40.0 } else { 220.0 }, 0.9) as i64
                }),
                followers: self.maybe(0.4, |dice| dice.lognormal(30.0 * network, 1.2) as i64),
                following: self.maybe(0.4, |dice| dice.lognormal(40.0 * network, 1.0) as i64),
                interacting_peers: self
                    .maybe(0.3, |dice| dice.lognormal(8.0 * network.sqrt(), 0.9) as i64),
                page_count: (*site == "portfolio").then(|| self.dice.whole(1, 12)),
                free_hosting: (*site == "portfolio").then(|| self.dice.chance(0.35)),
                claimed_contributions: claimed,
                accepted_contributions: claimed.map(|claims| {
                    if thin && self.dice.chance(0.5) {
                        0
                    } else {
                        (claims - i64::from(self.dice.chance(0.2))).max(0)
                    }
                }),
                suspended_neighbours: if code_host {
                    self.maybe(0.3, |dice| {
                        (30.0 * suspended * dice.lognormal(0.6, 0.8)) as i64
                    })
                } else {
                    None
                },
                neighbours: if code_host {
                    self.maybe(0.5, |dice| dice.whole(15, 60))
                } else {
                    None
                },
                former_handle: self.maybe(0.02, |dice| dice.hex(7)),
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
}
