//! How near each wallet is to a listed wallet, over the transfers given.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, PoisonError};

use bonafide_lists::Lists;
use bonafide_records::ROW_MARK;
use bonafide_signals::wallet;
use datafusion::arrow::array::{Array, AsArray, BooleanArray, RecordBatch, StringViewArray};
use datafusion::arrow::compute::filter_record_batch;
use datafusion::arrow::datatypes::{Float64Type, TimestampMicrosecondType, UInt64Type};
use datafusion::arrow::error::ArrowError;

use crate::flow::{Flows, Step, Words};
use crate::frequency::texts;
use crate::hashing::Spread;

/// Transfers further away than this tell nothing about the first wallet.
const MOST_HOPS: u8 = 3;
/// Pay that reaches the same next wallet within this time converges.
const WEEK_MICROSECONDS: i64 = 7 * 24 * 3600 * 1_000_000;

type WalletId = u32;

struct Edge {
    from: WalletId,
    to: WalletId,
    amount: f64,
    at: Option<i64>,
    /// The recipient is a place where many strangers' money meets.
    exchange: bool,
}

/// Gathers transfers while they are read.
#[derive(Default)]
pub(crate) struct Transfers {
    inner: Mutex<Inner>,
    seen: Mutex<HashSet<u64, Spread>>,
}

#[derive(Default)]
struct Inner {
    ids: HashMap<String, WalletId>,
    names: Vec<String>,
    edges: Vec<Edge>,
    words: Words,
    steps: Vec<Step>,
}

/// What is known of one wallet.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Exposure {
    pub(crate) hops: Option<u8>,
    pub(crate) to_listed: bool,
    pub(crate) share: Option<f64>,
    pub(crate) listed: Option<String>,
    pub(crate) next: Vec<String>,
}

/// What is known of every wallet that the transfers name.
#[derive(Default)]
pub(crate) struct Exposures {
    wallets: HashMap<String, Exposure>,
    /// Senders that pay one wallet within a week, by recipient.
    collectors: HashMap<String, usize>,
    flows: Flows,
}

impl Transfers {
    /// Leaves out transfers that an earlier row says already, written alike in every column.
    ///
    /// Transfers are of no subject, so there is no slice in which equal rows could be compared; the chance that two
    /// different rows among a hundred million have one mark is below one in a thousand.
    pub(crate) fn once(&self, batch: &RecordBatch) -> Result<RecordBatch, ArrowError> {
        let marks = batch
            .column_by_name(ROW_MARK)
            .and_then(|marks| marks.as_primitive_opt::<UInt64Type>());
        let Some(marks) = marks.filter(|marks| marks.null_count() == 0) else {
            return Ok(batch.clone());
        };
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let is_new: BooleanArray = marks
            .values()
            .iter()
            .map(|mark| Some(seen.insert(*mark)))
            .collect();
        drop(seen);
        filter_record_batch(batch, &is_new)
    }

    /// Notes the transfers of a batch.
    pub(crate) fn note(&self, batch: &RecordBatch) {
        let (Some(from), Some(to)) = (texts(batch, "from_wallet"), texts(batch, "to_wallet"))
        else {
            return;
        };
        let amounts = batch
            .column_by_name("amount")
            .and_then(|column| column.as_primitive_opt::<Float64Type>());
        let instants = batch
            .column_by_name("transferred_at")
            .and_then(|column| column.as_primitive_opt::<TimestampMicrosecondType>());
        let labels = texts(batch, "to_label");
        let (chains, assets) = (texts(batch, "chain"), texts(batch, "asset"));
        let ways = texts(batch, "via");
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        for row in 0..batch.num_rows() {
            if from.is_null(row) || to.is_null(row) {
                continue;
            }
            let edge = Edge {
                from: inner.id(from.value(row)),
                to: inner.id(to.value(row)),
                amount: amounts
                    .filter(|all| all.is_valid(row))
                    .map_or(0.0, |all| all.value(row)),
                at: instants
                    .filter(|all| all.is_valid(row))
                    .map(|all| all.value(row)),
                exchange: labels
                    .is_some_and(|all| all.is_valid(row) && all.value(row) == "exchange"),
            };
            let mut word = |column: Option<&StringViewArray>| {
                inner.words.number(
                    column
                        .filter(|all| all.is_valid(row))
                        .map(|all| all.value(row)),
                )
            };
            let step = Step {
                from: edge.from,
                to: edge.to,
                amount: amounts
                    .filter(|all| all.is_valid(row))
                    .map(|all| all.value(row)),
                at: edge.at,
                chain: word(chains),
                asset: word(assets),
                via: word(ways),
                to_label: word(labels),
            };
            inner.steps.push(step);
            inner.edges.push(edge);
        }
    }

    /// Walks the transfers outward from the listed wallets.
    pub(crate) fn finish(self, lists: &Lists) -> Exposures {
        let inner = self
            .inner
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        let mut exposures: Vec<Exposure> = inner
            .names
            .iter()
            .map(|name| match lists.wallet(name) {
                Some(_) => Exposure {
                    hops: Some(0),
                    to_listed: true,
                    share: Some(1.0),
                    listed: Some(name.clone()),
                    next: Vec::new(),
                },
                None => Exposure::default(),
            })
            .collect();
        let mut volume = vec![0.0; inner.names.len()];
        for edge in &inner.edges {
            volume[edge.from as usize] += edge.amount;
            volume[edge.to as usize] += edge.amount;
        }
        for hop in 1..=MOST_HOPS {
            reach(&inner.edges, &mut exposures, &volume, hop);
        }
        let mut collectors: HashMap<String, usize> = HashMap::new();
        for (wallet, senders) in converging(&inner.edges) {
            collectors.insert(inner.names[wallet as usize].clone(), senders);
        }
        let mut next: Vec<HashSet<WalletId>> = vec![HashSet::new(); inner.names.len()];
        for edge in inner.edges.iter().filter(|edge| !edge.exchange) {
            next[edge.from as usize].insert(edge.to);
        }
        for (exposure, next) in exposures.iter_mut().zip(next) {
            exposure.next = next
                .into_iter()
                .map(|wallet| inner.names[wallet as usize].clone())
                .collect();
            exposure.next.sort_unstable();
        }
        let wallets = inner.names.iter().cloned().zip(exposures).collect();
        Exposures {
            wallets,
            collectors,
            flows: Flows::of(inner.names, inner.words, inner.steps),
        }
    }
}

impl Inner {
    fn id(&mut self, text: &str) -> WalletId {
        let name = normal(text);
        if let Some(id) = self.ids.get(&name) {
            return *id;
        }
        let id = self.names.len() as WalletId;
        self.names.push(name.clone());
        self.ids.insert(name, id);
        id
    }
}

/// The form in which wallets are compared.
pub(crate) fn normal(text: &str) -> String {
    wallet::detect(text).map_or_else(|| text.trim().to_owned(), |wallet| wallet.address)
}

/// One hop further: wallets that paid, or were paid by, those reached at the hop before.
fn reach(edges: &[Edge], exposures: &mut [Exposure], volume: &[f64], hop: u8) {
    // (listed wallet, direction) with the amount that flowed along it: the largest wins, then the
    // smallest name, so that the order of transfers does not matter.
    let mut found: HashMap<WalletId, HashMap<(String, bool), f64>> = HashMap::new();
    for edge in edges.iter().filter(|edge| !edge.exchange) {
        for (near, far, to_listed) in [(edge.to, edge.from, true), (edge.from, edge.to, false)] {
            let reached = &exposures[near as usize];
            let same_way = hop == 1 || reached.to_listed == to_listed;
            if reached.hops == Some(hop - 1) && same_way && exposures[far as usize].hops.is_none() {
                let listed = reached.listed.clone().unwrap_or_default();
                *found
                    .entry(far)
                    .or_default()
                    .entry((listed, to_listed))
                    .or_default() += edge.amount;
            }
        }
    }
    for (wallet, ways) in found {
        let best = ways
            .into_iter()
            .max_by(|a, b| a.1.total_cmp(&b.1).then_with(|| b.0.cmp(&a.0)));
        let Some(((listed, to_listed), amount)) = best else {
            continue;
        };
        let all = volume[wallet as usize];
        exposures[wallet as usize] = Exposure {
            hops: Some(hop),
            to_listed,
            share: (all > 0.0).then(|| (amount / all).min(1.0)),
            listed: Some(listed),
            next: Vec::new(),
        };
    }
}

/// For each recipient: the most distinct senders that paid it within one week.
fn converging(edges: &[Edge]) -> HashMap<WalletId, usize> {
    let mut paid: HashMap<WalletId, Vec<(i64, WalletId)>> = HashMap::new();
    for edge in edges.iter().filter(|edge| !edge.exchange) {
        if let Some(at) = edge.at {
            paid.entry(edge.to).or_default().push((at, edge.from));
        }
    }
    let most = |mut payments: Vec<(i64, WalletId)>| {
        payments.sort_unstable();
        let mut counts: HashMap<WalletId, usize> = HashMap::new();
        let mut start = 0;
        let mut most = 0;
        for end in 0..payments.len() {
            *counts.entry(payments[end].1).or_default() += 1;
            while payments[end].0 - payments[start].0 > WEEK_MICROSECONDS {
                if let Some(count) = counts.get_mut(&payments[start].1) {
                    *count -= 1;
                    if *count == 0 {
                        counts.remove(&payments[start].1);
                    }
                }
                start += 1;
            }
            most = most.max(counts.len());
        }
        most
    };
    paid.into_iter()
        .map(|(wallet, payments)| (wallet, most(payments)))
        .collect()
}

impl Exposures {
    /// Whether any transfer was given.
    pub(crate) fn is_empty(&self) -> bool {
        self.wallets.is_empty()
    }

    /// The transfers of each wallet.
    pub(crate) fn flows(&self) -> &Flows {
        &self.flows
    }

    /// What is known of a wallet.
    pub(crate) fn of(&self, wallet: &str) -> Option<&Exposure> {
        self.wallets.get(wallet)
    }

    /// The most senders that any wallet paid by this one gathers within a week.
    pub(crate) fn collectors(&self, exposure: &Exposure) -> usize {
        exposure
            .next
            .iter()
            .filter_map(|wallet| self.collectors.get(wallet))
            .copied()
            .max()
            .unwrap_or(0)
    }
}
