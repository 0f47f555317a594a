//! Money: payouts and what becomes of them.

use bonafide_model::table::{HrEvent, Payout, Transfer};

use crate::network;
use crate::plan::person::Account;
use crate::stream::Chance;
use crate::world::client_id;

use super::{Desk, time};

impl Desk<'_> {
    pub(super) fn money(&mut self) {
        let person = self.person;
        let mean = self.setting.parameters.recording.payouts;
        let (from, until) = person.active;
        let (first, last) = self.setting.days();
        let months = (until - from) as f64 / (last - first).max(1) as f64;
        let count = self
            .dice
            .lognormal(mean * (0.4 + months) * 0.85, 0.5)
            .clamp(0.0, 60.0) as usize;
        for _ in 0..count {
            // Work is paid some time after it began.
            let paid_on = self.work_day((from + 7).min(until), until);
            self.payout(paid_on, count);
        }
        if person.placement.is_some() && self.dice.chance(0.6) {
            self.payroll_set_up();
        }
    }

    /// The account in use on that day: the last that was added.
    fn account(&mut self, paid_on: i64) -> &Account {
        let person = self.person;
        let known: Vec<&Account> = person
            .accounts
            .iter()
            .filter(|account| account.from_day <= paid_on)
            .collect();
        match known.len() {
            0 => &person.accounts[0],
            1 => known[0],
            // Some keep two routes at once.
            count => {
                // Those who split their pay use both alike.
                let newest = if person.habits.splits_pay { 0.5 } else { 0.8 };
                known[if self.dice.chance(newest) {
                    count - 1
                } else {
                    count - 2
                }]
            }
        }
    }

    fn payout(&mut self, paid_on: i64, count: usize) {
        let person = self.person;
        let mut account = self.account(paid_on).clone();
        if account.method == "crypto" && person.habits.fresh_wallets {
            account.destination = crate::plan::honest_person::wallet(&mut self.dice);
        }
        let at = paid_on * 86_400 + self.dice.whole(0, 86_399);
        let amount =
            (person.pay * 9.0 / count.max(1) as f64 * self.dice.lognormal(0.9, 0.3)).round();
        let client = match &person.placement {
            Some(job) if self.dice.chance(0.6) => job.employer,
            _ => self.setting.client(&mut self.dice),
        };
        let crypto = account.method == "crypto";
        let returned = self.setting.parameters.people.returned_payouts;
        let row = Payout {
            subject_id: self.id(),
            payout_id: Some(self.dice.hex(12)),
            paid_at: Some(time(at)),
            amount: Some(amount),
            currency: Some(if crypto { "USDT" } else { "USD" }.to_owned()),
            method: Some(account.method.to_owned()),
            destination: Some(account.destination.clone()),
            destination_country: if crypto {
                None
            } else {
                self.kept(account.country.to_owned())
            },
            payee_name: if crypto {
                None
            } else {
                self.kept(account.holder.clone())
            },
            name_match: if crypto {
                None
            } else {
                self.maybe(0.7, |_| account.name_match)
            },
            payer_id: Some(client_id(client)),
            via_company: self.maybe(0.4, |_| account.via_company),
            kyc: self.maybe(0.4, |_| person.habits.kyc),
            program: Some(person.habits.program.to_owned()),
            returned: self.maybe(0.5, |dice| dice.chance(returned)),
            ..self.onward_part(crypto)
        };
        self.tables.payout.push(row);
        if crypto {
            self.transfers(&account.destination, amount, at);
        }
    }

    /// What the payment provider sees after the payment; most marketplaces see it only for some.
    fn onward_part(&mut self, crypto: bool) -> Payout {
        let person = self.person;
        if crypto || !self.dice.chance(0.25 + 0.3 * person.filled) {
            return Payout::default();
        }
        let moves = person
            .onward
            .as_ref()
            .filter(|onward| self.dice.chance(onward.often))
            .cloned();
        match moves {
            Some(onward) => {
                let retained =
                    (onward.retained * self.dice.between(0.9, 1.1) * 100.0).round() / 100.0;
                let hours = onward.hours * self.dice.lognormal(1.0, 0.4);
                let within_week = hours <= 168.0;
                Payout {
                    forwarded_share: Some(if within_week { 1.0 - retained } else { 0.0 }),
                    forwarded_hours: within_week.then(|| (hours * 10.0).round() / 10.0),
                    forwarded_country: within_week.then(|| onward.country.to_owned()),
                    forwarded_to: within_week.then_some(onward.to),
                    retained_share: Some(if within_week { retained } else { 1.0 }),
                    ..Payout::default()
                }
            }
            None => {
                // Genuine accounts hold pay for five to seven days and spend it in parts.
                let share = (self.dice.between(0.0, 0.5) * 100.0).round() / 100.0;
                let hours = self.dice.lognormal(90.0, 0.5).min(168.0).round();
                Payout {
                    forwarded_share: Some(share),
                    forwarded_hours: (share > 0.02).then_some(hours),
                    forwarded_country: self.maybe(0.7, |_| person.home.country.to_owned()),
                    forwarded_to: None,
                    retained_share: Some(1.0 - share),
                    ..Payout::default()
                }
            }
        }
    }

    fn transfers(&mut self, wallet: &str, amount: f64, at: i64) {
        let transfer = |desk: &mut Self,
                        from: String,
                        to: String,
                        at: i64,
                        share: f64,
                        label: Option<&str>| {
            let row = Transfer {
                from_wallet: Some(from),
                to_wallet: Some(to),
                chain: Some("ethereum".to_owned()),
                asset: Some("USDT".to_owned()),
                amount: Some((amount * share * 100.0).round() / 100.0),
                transferred_at: Some(time(at)),
                transaction_id: Some(format!("0x{}", desk.dice.hex(64))),
                via: Some(desk.via(&label)),
                to_label: label.map(str::to_owned),
            };
            desk.tables.transfer.push(row);
        };
        let treasury = format!("0x{:040x}", crate::stream::mix(self.setting.seed, 91));
        transfer(self, treasury, wallet.to_owned(), at, 1.0, None);
        if self.dice.chance(self.setting.parameters.people.dust * 0.3) {
            let stranger = format!("0x{}", self.dice.hex(40));
            let later = at + self.dice.whole(600, 900_000);
            transfer(self, stranger, wallet.to_owned(), later, 0.000_01, None);
        }
        let Some((next, kind)) = self.person.next_wallet.clone() else {
            return;
        };
        let quick = kind == "collector" || self.dice.chance(0.1);
        if quick || self.dice.chance(0.6) {
            let hours = self.dice.lognormal(if quick { 20.0 } else { 130.0 }, 0.7);
            let share = if quick {
                self.dice.between(0.8, 0.99)
            } else {
                self.dice.between(0.2, 0.95)
            };
            // Only exchanges publish what an address is; a collector's is one like any other.
            let label = match kind {
                "deposit" => self.dice.chance(0.6).then_some("deposit"),
                "exchange" => self.dice.chance(0.8).then_some("exchange"),
                _ => None,
            };
            // Wallets of one use each, before the one where pay comes together.
            let hops = self.person.habits.hops + i64::from(self.dice.chance(0.08));
            let mut later = at + (hours * 3_600.0) as i64;
            let mut from = wallet.to_owned();
            let mut left = share;
            for _ in 0..hops {
                let hop = format!("0x{}", self.dice.hex(40));
                transfer(self, from, hop.clone(), later, left, None);
                from = hop;
                left *= 0.995;
                later += self.dice.lognormal(7_200.0, 0.8) as i64;
            }
            transfer(self, from, next, later, left, label);
        }
    }

    /// How a transfer is made: people with a way of their own use it for a third of them.
    fn via(&mut self, label: &Option<&str>) -> String {
        let way = self.person.habits.via;
        let usual = if label.is_some() {
            "exchange"
        } else {
            "direct"
        };
        if way != "direct" && self.dice.chance(0.35) {
            way
        } else if self.dice.chance(0.06) {
            self.dice.word(&["swap", "bridge", "p2p", "nft"])
        } else {
            usual
        }
        .to_owned()
    }

    fn payroll_set_up(&mut self) {
        let person = self.person;
        let Some(job) = &person.placement else { return };
        for endpoint in ["e_sign", "payroll_account_change"] {
            let at = self.moment_on(job.from_day + 1);
            let (address, _) = self.address(job.from_day);
            let row = HrEvent {
                subject_id: self.id(),
                occurred_at: Some(time(at)),
                endpoint: Some(endpoint.to_owned()),
                ip: Some(network::text(address)),
                user_agent: self.kept(person.machines[0].agent.to_owned()),
                sequence_hash: None,
                account_age_days: self.kept(((at - person.opened) / 86_400).max(0)),
            };
            self.tables.hr_event.push(row);
        }
    }
}
