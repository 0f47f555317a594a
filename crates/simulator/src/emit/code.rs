//! Code: repositories, commits, pull requests, roles.

use bonafide_model::table::{Commit, Follow, PullRequest, Repository, RoleGrant};

use crate::plan::person::Coding;
use crate::stream::{Chance, mix};

use super::{Desk, time};

impl Desk<'_> {
    pub(super) fn code(&mut self) {
        let Some(coding) = &self.person.coding else {
            return;
        };
        if !self.dice.chance(0.3 + 0.4 * self.person.filled) {
            return;
        }
        for at in 0..self.dice.whole(1, 3) {
            self.repository(coding, at);
        }
        self.requests(coding);
        self.follows(coding);
        if self.person.placement.is_some() && self.dice.chance(0.1) {
            let at = self.moment();
            let row = RoleGrant {
                subject_id: self.id(),
                role: Some(
                    self.dice
                        .word(&[
                            "registry-publisher",
                            "org-admin",
                            "deployer",
                            "multisig-signer",
                        ])
                        .to_owned(),
                ),
                granted_at: Some(time(at)),
                required_verification_level: self.kept(3),
            };
            self.tables.role_grant.push(row);
        }
    }

    fn repository(&mut self, coding: &Coding, at: i64) {
        let person = self.person;
        let name = match &coding.ring {
            Some(ring) if at == 0 => format!("{ring}/app"),
            _ => format!("{}/work-{at}", person.handle),
        };
        let created = coding.host_account_opened + self.dice.whole(10, 700) * 86_400;
        let copied = coding.copied_from.as_ref().filter(|_| at == 0);
        // Commits that were taken over are older than the account that shows them.
        let begun = if copied.is_some() {
            coding.host_account_opened - self.dice.whole(100, 1_200) * 86_400
        } else {
            created
        };
        let template =
            (coding.template_share * self.dice.between(0.8, 1.0) * 100.0).round() / 100.0;
        let row = Repository {
            subject_id: self.id(),
            repository: name.clone(),
            created_at: Some(time(created)),
            first_commit_at: Some(time(begun)),
            fork: Some(self.dice.chance(0.2)),
            template_share: self.kept(template),
            empty: self.kept(self.person.rich && template > 0.95),
            http_status: self.maybe(0.5, |dice| if dice.chance(0.02) { 404 } else { 200 }),
            stars: self.kept((mix(person.index, 4) % 7) as i64),
            contributors: self.maybe(0.5, |dice| {
                if copied.is_some() {
                    dice.whole(4, 30)
                } else {
                    dice.whole(1, 3)
                }
            }),
            copied_from: copied.filter(|_| self.dice.chance(0.5)).cloned(),
            message_match_share: self.maybe(0.4, |dice| {
                if copied.is_some() {
                    dice.between(0.7, 1.0)
                } else {
                    dice.between(0.0, 0.1)
                }
            }),
            foreign_secrets: self.maybe(0.3, |dice| i64::from(dice.chance(0.01))),
        };
        self.tables.repository.push(row);
        for _ in 0..self.dice.whole(2, 6) {
            self.commit(coding, &name);
        }
    }

    fn commit(&mut self, coding: &Coding, repository: &str) {
        let person = self.person;
        let at = self.moment();
        let leaks = self.dice.chance(coding.clock_leak);
        let trip = person
            .trips
            .iter()
            .find(|trip| (trip.first_day..=trip.last_day).contains(&at.div_euclid(86_400)));
        let city = match (leaks, trip) {
            (true, _) => person.seat,
            (false, Some(trip)) => trip.city,
            (false, None) => person.home,
        };
        // Containers and servers write UTC.
        let offset = if self.dice.chance(0.08) {
            0
        } else {
            city.offset_minutes(at)
        };
        let email = self.dice.pick(&coding.emails).clone();
        let other = coding
            .other_author
            .as_ref()
            .filter(|_| self.dice.chance(0.3));
        let author = other.unwrap_or(&coding.author).clone();
        let row = Commit {
            subject_id: self.id(),
            repository: Some(repository.to_owned()),
            commit_id: Some(self.dice.hex(40)),
            tree_id: None,
            message_hash: None,
            author_name: Some(author),
            author_email: Some(email.clone()),
            authored_at: Some(time(at)),
            author_utc_offset_minutes: Some(offset),
            committer_name: Some(coding.author.clone()),
            committer_email: Some(email),
            committed_at: Some(time(at + 40)),
            committer_utc_offset_minutes: Some(offset),
            signature: self.maybe(0.5, |dice| {
                if dice.chance(0.2) { "good" } else { "none" }.to_owned()
            }),
            parents: Some(1),
            paths: None,
            changes_build: self.maybe(0.4, |dice| dice.chance(coding.build_changes)),
            changes_privileged: self.maybe(0.4, |dice| dice.chance(0.02)),
            independent_review: self.maybe(0.4, |dice| dice.chance(0.6)),
        };
        self.tables.commit.push(row);
    }

    fn requests(&mut self, coding: &Coding) {
        let count = self.dice.lognormal(coding.requests, 0.6).min(12.0) as i64;
        for _ in 0..count {
            let spam = self.dice.chance(coding.spam_requests);
            let at = self.moment();
            let closed = if spam {
                self.dice.word(&["closed", "spam", "merged"])
            } else {
                self.dice.word(&["merged", "merged", "closed", "open"])
            };
            let row = PullRequest {
                subject_id: self.id(),
                repository: Some(format!("project-{}", self.dice.whole(1, 400))),
                pull_request_id: Some(self.dice.whole(1, 9_000).to_string()),
                opened_at: Some(time(at)),
                merged_at: (closed == "merged").then(|| time(at + 3 * 86_400)),
                closed_as: Some(closed.to_owned()),
                lines_changed: Some(if spam {
                    self.dice.whole(1, 6)
                } else {
                    self.dice.lognormal(80.0, 1.2) as i64
                }),
                kind: Some(
                    if spam {
                        self.dice.word(&["typo", "docs"])
                    } else {
                        self.dice.word(&["code", "code", "docs"])
                    }
                    .to_owned(),
                ),
                job_request_at: (spam && self.dice.chance(coding.asks_for_work))
                    .then(|| time(at + 5 * 86_400)),
            };
            self.tables.pull_request.push(row);
        }
    }

    /// Whom the account follows, where the host's data were bought or asked for.
    fn follows(&mut self, coding: &Coding) {
        let person = self.person;
        if !self.dice.chance(0.35 * person.filled) {
            return;
        }
        let count = (2.0 + 3.0 * person.habits.network_size.sqrt()).min(24.0) as i64;
        for _ in 0..self.dice.whole(1, count) {
            let member = coding.ring.as_ref().filter(|_| self.dice.chance(0.2));
            let suspended = self.dice.chance(person.habits.suspended_neighbours);
            let row = Follow {
                subject_id: self.id(),
                other: Some(match member {
                    Some(ring) => ring.clone(),
                    None => format!(
                        "dev-{}",
                        (self.dice.between(0.0, 1.0).powi(2) * 40_000.0) as u64
                    ),
                }),
                kind: Some(
                    match member {
                        Some(_) => "member_of",
                        None => self
                            .dice
                            .word(&["follows", "follows", "followed_by", "co_author"]),
                    }
                    .to_owned(),
                ),
                other_suspended: self.dice.kept(0.7, suspended),
                other_is_hub: None,
            };
            self.tables.follow.push(row);
        }
    }
}
