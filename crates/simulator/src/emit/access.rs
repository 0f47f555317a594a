//! What somebody does inside a firm's systems: rights, reads, output, purchases.

use bonafide_model::table::{AccessEvent, Charge, WorkOutput};

use crate::plan::person::Placement;
use crate::stream::Chance;
use crate::world::client_id;

use super::{Desk, day, time};

/// What people do in firms, as often as it stands here: system, action, kind of object, usual size.
const USUAL: &[(&str, &str, &str, f64)] = &[
    ("git", "clone", "repository", 3.0),
    ("git", "push", "repository", 6.0),
    ("git", "push", "repository", 6.0),
    ("git", "read", "repository", 12.0),
    ("files", "read", "document", 20.0),
    ("files", "read", "document", 20.0),
    ("files", "download", "document", 4.0),
    ("files", "search", "document", 8.0),
    ("vault", "read", "secret", 2.0),
    ("identity-provider", "login", "session", 1.0),
    ("identity-provider", "login", "session", 1.0),
    ("cloud", "deploy", "workflow", 2.0),
    ("cloud", "enumerate", "resource", 5.0),
    ("support", "read", "client-tenant", 6.0),
    ("hr", "read", "profile", 1.0),
    ("registry", "push", "publish-right", 1.0),
];

/// One event before it is written.
struct Event {
    at: i64,
    system: &'static str,
    action: &'static str,
    kind: &'static str,
    amount: f64,
    baseline: f64,
    in_role: bool,
}

impl Desk<'_> {
    pub(super) fn access(&mut self) {
        let Some(job) = &self.person.placement else {
            return;
        };
        // Not every firm keeps such logs, or gives them away.
        let logged = self.dice.chance(0.3 + 0.4 * self.person.filled);
        if logged {
            self.ordinary(job);
            self.requests_for_rights(job);
            self.new_password_manager(job);
            self.alerts(job);
            self.leaving(job);
        }
        self.theft(logged);
        self.output(job);
        self.purchases(job);
    }

    fn event(&mut self, event: Event) -> AccessEvent {
        let id = self.id();
        AccessEvent {
            subject_id: id,
            occurred_at: Some(time(event.at)),
            system: Some(event.system.to_owned()),
            action: Some(event.action.to_owned()),
            object: self.maybe(0.5, |dice| format!("{}-{}", event.kind, dice.whole(1, 400))),
            object_kind: Some(event.kind.to_owned()),
            amount: Some(event.amount.round()),
            unit: Some("count".to_owned()),
            baseline: self.kept(event.baseline),
            in_role: self.kept(event.in_role),
            severity: None,
            credential_id: self.maybe(0.3, |dice| format!("key-{}", dice.whole(1, 4))),
            client_id: None,
            granted: None,
        }
    }

    fn ordinary(&mut self, job: &Placement) {
        let person = self.person;
        let systems = &person.habits.systems;
        let until = person.active.1.max(job.from_day + 5);
        for _ in 0..self.dice.whole(5, 14) {
            let (system, action, kind, usual) = *self.dice.pick(USUAL);
            let on = self.work_day(job.from_day + 4, until);
            let at = self.moment_on(on);
            let baseline = usual;
            let wide = matches!(action, "clone" | "read" | "download" | "enumerate");
            let amount = self.dice.lognormal(usual, 0.6) * if wide { systems.volume } else { 1.0 };
            let in_role = !self.dice.chance(systems.outside);
            let client = match system {
                "support" | "cloud" => Some(if systems.clients > 1 {
                    let number = self.dice.whole(0, systems.clients - 1) as u64;
                    (job.employer + 37 * number) % 20_000
                } else {
                    job.employer
                }),
                _ => None,
            };
            let mut row = self.event(Event {
                at,
                system,
                action,
                kind,
                amount,
                baseline,
                in_role,
            });
            row.client_id = client.map(client_id);
            self.tables.access_event.push(row);
        }
        for number in 1..systems.clients {
            let on = self.work_day(job.from_day + 4, until);
            let at = self.moment_on(on);
            let mut row = self.event(Event {
                at,
                system: "support",
                action: "connect",
                kind: "client-tenant",
                amount: 1.0,
                baseline: 1.0,
                in_role: true,
            });
            row.client_id = Some(client_id((job.employer + 37 * number as u64) % 20_000));
            self.tables.access_event.push(row);
        }
    }

    fn requests_for_rights(&mut self, job: &Placement) {
        let mut left = self.person.habits.systems.requests;
        while self.dice.chance(left) {
            left -= 1.0;
            let system = self
                .dice
                .word(&["cloud", "vault", "git", "registry", "chain"]);
            let kind = self.dice.word(&[
                "org-admin",
                "signing-key",
                "publish-right",
                "workflow",
                "multisig",
            ]);
            let on = job.from_day + self.dice.lognormal(30.0, 0.8) as i64;
            let at = self.moment_on(on.min(self.person.active.1));
            let fits = self.dice.chance(0.7);
            let mut row = self.event(Event {
                at,
                system,
                action: "request",
                kind,
                amount: 1.0,
                baseline: 0.0,
                in_role: fits,
            });
            row.granted = self.maybe(0.8, |dice| dice.chance(0.6));
            self.tables.access_event.push(row);
        }
    }

    /// One move of all stored passwords to another manager.
    fn new_password_manager(&mut self, job: &Placement) {
        if !self.person.habits.systems.exports_passwords {
            return;
        }
        let on = self.work_day(job.from_day + 4, self.person.active.1.max(job.from_day + 5));
        let at = self.moment_on(on);
        let amount = self.dice.lognormal(30.0, 0.7);
        let row = self.event(Event {
            at,
            system: "vault",
            action: "credential-export",
            kind: "secret",
            amount,
            baseline: 1.0,
            in_role: true,
        });
        self.tables.access_event.push(row);
    }

    fn alerts(&mut self, job: &Placement) {
        if !self.dice.chance(self.person.habits.systems.alert) {
            return;
        }
        let on = job.from_day + 4 + self.dice.lognormal(6.0, 0.9) as i64;
        let at = self.moment_on(on.min(self.person.active.1));
        let mut row = self.event(Event {
            at,
            system: "identity-provider",
            action: "alert",
            kind: "device",
            amount: 1.0,
            baseline: 0.0,
            in_role: true,
        });
        row.severity = Some(self.dice.word(&["low", "low", "medium", "high"]).to_owned());
        self.tables.access_event.push(row);
    }

    /// Archives and jobs of those who leave.
    fn leaving(&mut self, job: &Placement) {
        let person = self.person;
        let (_, last) = self.setting.days();
        if person.active.1 >= last || person.active.1 <= job.from_day {
            return;
        }
        let systems = person.habits.systems.clone();
        if systems.archive || self.dice.chance(0.03) {
            let on = person.active.1 - self.dice.whole(0, 4);
            let at = self.moment_on(on);
            let amount = self.dice.lognormal(160.0, 0.7);
            let outside = self.dice.chance(0.2);
            let row = self.event(Event {
                at,
                system: "files",
                action: if outside { "export" } else { "download" },
                kind: if outside {
                    "personal-cloud"
                } else {
                    "document"
                },
                amount,
                baseline: 4.0,
                in_role: true,
            });
            self.tables.access_event.push(row);
        }
        if systems.stays {
            let on = (person.active.1 + self.dice.whole(2, 12)).min(last);
            let at = self.moment_on(on);
            let system = self.dice.word(&["git", "cloud", "identity-provider"]);
            let row = self.event(Event {
                at,
                system,
                action: if system == "cloud" { "deploy" } else { "login" },
                kind: "workflow",
                amount: 1.0,
                baseline: 1.0,
                in_role: true,
            });
            self.tables.access_event.push(row);
        }
    }

    fn theft(&mut self, logged: bool) {
        let Some(harm) = self.person.habits.harm else {
            return;
        };
        if !logged {
            return;
        }
        let steps: [(&'static str, &'static str, &'static str, f64); 4] = [
            ("git", "clone", "repository", 3.0),
            ("files", "export", "personal-cloud", 4.0),
            ("vault", "credential-export", "secret", 1.0),
            ("files", "search", "document", 8.0),
        ];
        for (system, action, kind, usual) in steps {
            if !self.dice.chance(0.7) {
                continue;
            }
            let on = harm.day + self.dice.whole(0, 3);
            let at = self.moment_on(on);
            let amount = usual * self.dice.lognormal(25.0, 0.8);
            let in_role = self.dice.chance(0.5);
            let row = self.event(Event {
                at,
                system,
                action,
                kind,
                amount,
                baseline: usual,
                in_role,
            });
            self.tables.access_event.push(row);
        }
    }

    fn output(&mut self, job: &Placement) {
        if !self.dice.chance(0.4 * self.person.filled) {
            return;
        }
        let median = self.dice.lognormal(6.0, 0.4).round().max(2.0);
        let own = self.dice.lognormal(1.0, 0.25);
        let until = self.person.active.1;
        let weeks = self.dice.whole(5, 14);
        for week in 0..weeks {
            let monday = job.from_day + 14 + week * 7;
            if monday > until {
                break;
            }
            let accepted =
                median * own * self.dice.lognormal(1.0, self.person.habits.systems.uneven);
            let row = WorkOutput {
                subject_id: self.id(),
                week_of: Some(day(monday)),
                accepted: Some(accepted.round()),
                team_median: self.kept(median),
            };
            self.tables.work_output.push(row);
        }
    }

    fn purchases(&mut self, job: &Placement) {
        let unapproved = self.person.habits.systems.unapproved;
        let mut left = 0.6 + 2.0 * unapproved;
        while self.dice.chance(left * 0.5) {
            left -= 0.5;
            let merchant = self.dice.word(&[
                "cloud host",
                "design tool",
                "domain registrar",
                "office supplies",
                "model service",
                "gift cards",
            ]);
            let on = self.work_day(job.from_day + 5, self.person.active.1.max(job.from_day + 6));
            let at = self.moment_on(on);
            let amount = self.dice.lognormal(40.0, 0.8).round();
            let refused = self.dice.chance(unapproved * 3.0);
            let row = Charge {
                subject_id: self.id(),
                charged_at: Some(time(at)),
                merchant: Some(merchant.to_owned()),
                amount: Some(amount),
                currency: Some("USD".to_owned()),
                approval_limit: self.kept(100.0),
                approved: self.maybe(0.7, |_| !refused),
            };
            self.tables.charge.push(row);
        }
    }
}
