//! Work: bids, contracts, ratings, invoices, hours.

use bonafide_model::table::{Activity, Bid, Engagement, Invoice, Rating};

use crate::stream::Chance;
use crate::text;
use crate::world::client_id;

use super::{Desk, day, time};

impl Desk<'_> {
    pub(super) fn work(&mut self) {
        self.bids();
        self.engagements();
        self.hours();
    }

    fn bids(&mut self) {
        let person = self.person;
        // Whoever is there for longer bids more; newcomers begin with some eagerness.
        let (first, last) = self.setting.days();
        let (from, until) = person.active;
        let there = (until - from + 1) as f64 / (last - first + 1) as f64;
        let mean =
            self.setting.parameters.recording.bids * person.manner.bids * (0.2 + 1.05 * there);
        let count = self.dice.lognormal(mean * 0.62, 0.9).clamp(0.0, 300.0) as usize;
        for _ in 0..count {
            let on = self.hiring_day();
            let at = self.moment_on(on);
            let client = self.setting.client(&mut self.dice);
            let market = self.dice.lognormal(person.trade.hourly * 22.0, 0.7).round();
            let won = self.dice.chance(person.habits.wins);
            let row = Bid {
                subject_id: self.id(),
                bid_id: Some(self.dice.hex(12)),
                project_id: Some(format!("p{:07}", self.dice.whole(0, 9_999_999))),
                client_id: Some(client_id(client)),
                placed_at: Some(time(at)),
                amount: Some(
                    (market * person.manner.price * self.dice.between(0.85, 1.15)).round(),
                ),
                currency: Some("USD".to_owned()),
                market_amount: self.kept(market),
                text: if self.dice.chance(0.5) {
                    Some(text::bid(
                        self.setting.seed,
                        &person.bidding,
                        person.trade,
                        &mut self.dice,
                    ))
                } else {
                    None
                },
                attachment_hash: None,
                won: Some(won),
            };
            self.tables.bid.push(row);
            if won && self.dice.chance(0.8) {
                self.rating(client_id(client), at + 20 * 86_400, market, "");
            }
        }
        if let Some((rater, shared)) = person.rated_by.clone() {
            for _ in 0..self.dice.whole(1, 4) {
                let at = self.moment();
                let amount = self.dice.lognormal(120.0, 0.6).round();
                self.rating(rater.clone(), at, amount, shared);
            }
        }
    }

    fn rating(&mut self, rater: String, at: i64, amount: f64, shared: &str) {
        let stars = *self.dice.pick(&[5.0, 5.0, 5.0, 5.0, 4.5, 4.0, 3.0, 2.0]);
        let row = Rating {
            subject_id: self.id(),
            rater_id: Some(rater),
            rated_at: Some(time(at)),
            stars: Some(if shared.is_empty() { stars } else { 5.0 }),
            project_id: Some(format!("p{:07}", self.dice.whole(0, 9_999_999))),
            amount: self.kept(amount),
            rater_shares: (!shared.is_empty() && self.dice.chance(0.6)).then(|| shared.to_owned()),
        };
        self.tables.rating.push(row);
    }

    fn engagements(&mut self) {
        let person = self.person;
        let (from, until) = person.active;
        let contracts = person.jobs_at_once + usize::from(self.dice.chance(0.4));
        if person.placement.is_none() && !self.dice.chance(0.6) {
            return;
        }
        for contract in 0..contracts {
            let client = match (&person.placement, contract) {
                (Some(job), 0) => job.employer,
                _ => self.setting.client(&mut self.dice),
            };
            let start = self.work_day(from, until);
            let row = Engagement {
                subject_id: self.id(),
                engagement_id: Some(self.dice.hex(12)),
                client_id: Some(client_id(client)),
                started_on: Some(day(start)),
                ended_on: self.maybe(0.4, |dice| day(start + dice.whole(10, 150))),
                full_time: self.maybe(0.5, |dice| {
                    dice.chance(if contract == 0 { 0.4 } else { 0.15 })
                }),
                role: self.kept(person.trade.role.to_owned()),
                rate: self.kept((person.trade.hourly * person.manner.price).round()),
                rate_unit: Some("hour".to_owned()),
                currency: Some("USD".to_owned()),
                tax_id_hash: person.rich.then(|| person.tax_id.clone()),
                // Most contracts name nobody; some name the one who signs.
                named_individuals: match person.habits.named {
                    Some(named) if contract == 0 => Some(named),
                    _ => self.maybe(0.1, |_| 1),
                },
                observed_individuals: if person.habits.hands > 1 {
                    self.maybe(0.5, |dice| dice.whole(1, person.habits.hands))
                } else {
                    self.maybe(0.1, |dice| 1 + i64::from(dice.chance(0.03)))
                },
                client_verified_identity: self.maybe(0.3, |dice| dice.chance(0.4)),
                off_platform_hint: self
                    .maybe(0.3, |dice| dice.chance(person.manner.leaves_platform)),
            };
            self.tables.engagement.push(row);
            if self.dice.chance(0.45) {
                self.invoice(start);
            }
        }
    }

    fn invoice(&mut self, start: i64) {
        let person = self.person;
        let Some(account) = person.accounts.last() else {
            return;
        };
        let row = Invoice {
            subject_id: self.id(),
            invoice_id: Some(self.dice.hex(10)),
            issued_at: Some(time((start + 20) * 86_400 + 50_000)),
            amount: Some((person.pay * self.dice.between(0.4, 1.1)).round()),
            currency: Some("USD".to_owned()),
            remit_to: self.kept(account.destination.clone()),
            remit_to_name: self.kept(account.holder.clone()),
            remit_matches_party: self.kept(account.name_match),
            open_milestones: self.maybe(0.3, |dice| {
                dice.whole(if person.habits.prepaid { 1 } else { 0 }, 3)
            }),
            accepted_deliverables: self.maybe(0.3, |dice| {
                dice.whole(0, if person.habits.prepaid { 0 } else { 6 })
            }),
            template_hash: None,
            verification: self.maybe(0.1, |dice| {
                dice.word(&["confirmed", "confirmed", "confirmed", "no_answer"])
                    .to_owned()
            }),
        };
        self.tables.invoice.push(row);
    }

    /// Tracked hours exist only where a firm tracks them.
    fn hours(&mut self) {
        let person = self.person;
        if !person.rich && person.placement.is_none() || !self.dice.chance(0.5) {
            return;
        }
        let (from, until) = person.active;
        for _ in 0..self.dice.whole(3, 9) {
            let on = self.work_day(from, until);
            let busy = person.manner.busiest_day;
            let hours = (busy * self.dice.between(0.35, 1.0) * 10.0).round() / 10.0;
            let home = person.home;
            let start = self.moment_on(on);
            let night = if (0.0..8.0).contains(&home.hour(start)) {
                self.dice.between(0.4, 0.95)
            } else {
                self.dice.between(0.0, 0.12)
            };
            let pointer_only = person.manner.jiggles && self.dice.chance(0.6);
            let row = Activity {
                subject_id: self.id(),
                day: Some(day(on)),
                hours: Some(hours),
                longest_gap_hours: self.kept(((24.0 - hours).max(2.0) * 0.7 * 10.0).round() / 10.0),
                night_share: self.kept((night * 100.0).round() / 100.0),
                keystrokes: self.maybe(0.5, |dice| (hours * dice.lognormal(1_800.0, 0.4)) as i64),
                pointer_moves: self
                    .maybe(0.5, |dice| (hours * dice.lognormal(2_500.0, 0.4)) as i64),
                longest_pointer_only_minutes: self.maybe(0.4, |dice| {
                    if pointer_only {
                        dice.between(90.0, 400.0)
                    } else {
                        dice.lognormal(9.0, 0.5)
                    }
                    .round()
                }),
            };
            self.tables.activity.push(row);
        }
    }
}
