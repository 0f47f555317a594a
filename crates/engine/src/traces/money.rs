//! Accounts of subjects, what left them, and the transfers that are known.

use bonafide_linking::TieKind;
use bonafide_linking::money::{Flow, MoneySettings, follow};
use datafusion::arrow::array::{Array, AsArray, Float64Array, RecordBatch, UInt32Array};
use datafusion::arrow::datatypes::Float64Type;

use super::rows::Thinned;
use super::{Behind, Names, Public, Told, Traced};
use crate::frequency::{instant, instants, texts};
use crate::shared_value::normal_identifier;

pub(super) const TABLES: [&str; 3] = ["payout", "invoice", "identifier"];

/// Share of a payment that must leave within days to count as passed on: published operators keep 10 to 20 %.
const PASSED_ON: f64 = 0.7;
/// Accounts of subjects that are kept, 16 bytes each.
const MOST_ACCOUNTS: usize = 40_000_000;
/// Transfers that are kept, 48 bytes each.
const MOST_FLOWS: usize = 30_000_000;

/// Labels and ways of a transfer behind which everybody's money meets.
const SERVICES: [&str; 9] = [
    "exchange",
    "bridge",
    "swap",
    "p2p",
    "nft",
    "processor",
    "payroll",
    "mixer",
    "merchant",
];

/// Accounts and transfers while rows are read.
pub(super) struct Purses {
    held: Thinned<(u64, u32)>,
    passed_on: Vec<(u64, u32, Option<i64>)>,
    flows: Vec<Flow>,
    too_many: bool,
}

impl Default for Purses {
    fn default() -> Self {
        Self {
            held: Thinned::new(MOST_ACCOUNTS),
            passed_on: Vec::new(),
            flows: Vec::new(),
            too_many: false,
        }
    }
}

/// What one batch shows.
#[derive(Default)]
pub(super) struct Noted {
    held: Vec<(u64, u32)>,
    passed_on: Vec<(u64, u32, Option<i64>)>,
    flows: Vec<Flow>,
}

/// Accounts are compared wherever they stand, as wallets or as bank accounts.
fn account(value: &str) -> Option<u64> {
    normal_identifier("bank_account", value).map(|normal| normal.hash)
}

fn number(batch: &RecordBatch, column: &str, row: usize) -> Option<f64> {
    let all: &Float64Array = batch
        .column_by_name(column)?
        .as_primitive_opt::<Float64Type>()?;
    all.is_valid(row).then(|| all.value(row))
}

impl Purses {
    pub(super) fn of(table: &str, batch: &RecordBatch, numbers: &UInt32Array) -> Noted {
        let mut noted = Noted::default();
        let rows = 0..batch.num_rows();
        match table {
            "payout" => {
                noted.hold(batch, numbers, "destination", |_| true);
                let Some(to) = texts(batch, "forwarded_to") else {
                    return noted;
                };
                let at = instants(batch, Some("paid_at"));
                for row in rows.filter(|row| to.is_valid(*row)) {
                    let left = number(batch, "forwarded_share", row)
                        .or_else(|| number(batch, "retained_share", row).map(|kept| 1.0 - kept));
                    if left.is_some_and(|left| left >= PASSED_ON)
                        && let Some(account) = account(to.value(row))
                    {
                        let at = instant(at, row).map(|at| at.div_euclid(1_000_000));
                        noted.passed_on.push((account, numbers.value(row), at));
                    }
                }
            }
            "invoice" => noted.hold(batch, numbers, "remit_to", |_| true),
            _ => {
                if let Some(kinds) = texts(batch, "kind") {
                    noted.hold(batch, numbers, "value", |row| {
                        kinds.is_valid(row)
                            && matches!(kinds.value(row), "wallet" | "bank_account" | "iban")
                    });
                }
            }
        }
        noted
    }

    pub(super) fn of_transfers(batch: &RecordBatch) -> Noted {
        let mut noted = Noted::default();
        let (Some(from), Some(to)) = (texts(batch, "from_wallet"), texts(batch, "to_wallet"))
        else {
            return noted;
        };
        let at = instants(batch, Some("transferred_at"));
        let (labels, ways) = (texts(batch, "to_label"), texts(batch, "via"));
        for row in (0..batch.num_rows()).filter(|row| from.is_valid(*row) && to.is_valid(*row)) {
            let (Some(from), Some(to)) = (account(from.value(row)), account(to.value(row))) else {
                continue;
            };
            let to_service = [labels, ways].into_iter().flatten().any(|all| {
                all.is_valid(row) && SERVICES.iter().any(|word| all.value(row).contains(word))
            });
            noted.flows.push(Flow {
                from,
                to,
                amount: number(batch, "amount", row).unwrap_or(0.0),
                at: instant(at, row).map(|at| at.div_euclid(1_000_000)),
                to_service,
            });
        }
        noted
    }

    pub(super) fn add(&mut self, noted: Noted) {
        self.held.extend(noted.held);
        self.passed_on.extend(noted.passed_on);
        self.flows.extend(noted.flows);
        if self.flows.len() > MOST_FLOWS || self.too_many {
            self.too_many = true;
            self.flows = Vec::new();
        }
    }

    pub(super) fn finish(self, names: &Names<'_>, settings: &MoneySettings, traced: &mut Traced) {
        if self.too_many {
            traced.notes.push(format!(
                "there are more than {MOST_FLOWS} transfers: money was not followed from account to account"
            ));
        }
        let behind = |kind, value, number, first, last| {
            Some(Behind {
                kind,
                value,
                subject: number,
                first,
                last,
            })
        };
        traced.behind.extend(
            self.passed_on
                .into_iter()
                .filter_map(|(value, number, at)| {
                    behind(TieKind::Collector, value, (names.place)(number)?, at, at)
                }),
        );
        let (held, _) = self.held.finish();
        let held = held
            .into_iter()
            .filter_map(|(account, number)| Some((account, (names.place)(number)?)))
            .collect();
        let found = follow(self.flows, held, settings);
        for (kind, all) in [
            (TieKind::Collector, found.collectors),
            (TieKind::Funding, found.funders),
        ] {
            traced.behind.extend(
                all.into_iter()
                    .filter_map(|one| behind(kind, one.account, one.subject, one.first, one.last)),
            );
        }
        traced.ties.extend(found.paid.into_iter().map(|paid| Told {
            a: paid.from,
            b: paid.to,
            kind: TieKind::Transfer,
            // A tenth of the money may be the share of a meal.
            strength: paid.share.clamp(0.1, 1.0) as f32,
            shared_by: 2,
            at: paid.at,
            records: "transfer.from_wallet, transfer.to_wallet",
            words: format!(
                "{} % of what left the account of one reached the other{}",
                (paid.share * 100.0).round(),
                match paid.hops {
                    0 | 1 => String::new(),
                    hops => format!(" over {hops} transfers"),
                }
            ),
        }));
        traced
            .public
            .extend(found.hubs.into_iter().map(|(value, counterparts)| Public {
                kind: TieKind::Transfer,
                value,
                subjects: counterparts,
                counted: "counterparts",
            }));
    }
}

impl Noted {
    fn hold(
        &mut self,
        batch: &RecordBatch,
        numbers: &UInt32Array,
        column: &str,
        counts: impl Fn(usize) -> bool,
    ) {
        let Some(values) = texts(batch, column) else {
            return;
        };
        for row in (0..batch.num_rows()).filter(|row| values.is_valid(*row) && counts(*row)) {
            if let Some(account) = account(values.value(row)) {
                self.held.push((account, numbers.value(row)));
            }
        }
    }
}
