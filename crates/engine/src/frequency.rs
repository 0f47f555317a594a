//! How many subjects share a value.
//!
//! While rows are read, every value that identifies or reaches somebody is noted as a pair of two
//! numbers: the hash of its normal form, and the subject. When all is read, the pairs of one value
//! lie together, and it is known how many subjects hold it, under how many names, in how many
//! countries. Only values that at least two share are remembered.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Mutex, PoisonError};

use bonafide_signals::name;
use datafusion::arrow::array::{
    Array, AsArray, RecordBatch, StringViewArray, TimestampMicrosecondArray,
};
use datafusion::arrow::datatypes::TimestampMicrosecondType;

use crate::hashing::Spread;
use crate::shared_moment::MOMENTS;
use crate::shared_value::{REALMS, SHARED, normal_in, realm_of, realm_of_identifier, unrealmed};
use crate::shelf;
use crate::uses::Uses;

/// What is known of a value that several subjects hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shared {
    pub(crate) subjects: u32,
    pub(crate) names: u32,
    pub(crate) countries: u32,
    pub(crate) former: u32,
}

/// What is known of a subject, for counting and for telling groups apart.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Holder {
    pub(crate) name: u64,
    pub(crate) country: u64,
    pub(crate) former: bool,
    /// When the account was made, in microseconds.
    pub(crate) since: Option<i64>,
    /// Whether the account says that several people use it.
    pub(crate) is_team: bool,
}

/// A value of a subject, and the days on which it was seen with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Held {
    pub(crate) hash: u64,
    pub(crate) subject: u32,
    /// Days since 1970; the end of time where no day is known.
    first: i32,
    /// The beginning of time where no day is known.
    last: i32,
    /// Where it was seen: a bit for each of [`SEEN_IN`].
    seen_in: u32,
}

/// Tables in which values are seen, each with a bit.
const SEEN_IN: [&str; 18] = [
    "access_event",
    "ai_use",
    "application",
    "bid",
    "commit",
    "document",
    "engagement",
    "hr_event",
    "identifier",
    "invoice",
    "meeting",
    "message",
    "payout",
    "profile",
    "reference_contact",
    "session",
    "shipment",
    "subject",
];

fn bit_of(table: &str) -> u32 {
    SEEN_IN.binary_search(&table).map_or(0, |place| 1 << place)
}

/// Names of the columns in which a value was seen, as `table.column`.
pub(crate) fn columns_of(hash: u64, seen_in: u32) -> Vec<String> {
    let realm = realm_of(hash);
    let mut columns: Vec<String> = SHARED
        .iter()
        .filter(|shared| Some(shared.realm) == realm && seen_in & bit_of(shared.table) != 0)
        .map(|shared| format!("{}.{}", shared.table, shared.column))
        .collect();
    if seen_in & bit_of("identifier") != 0 {
        columns.push("identifier.value".to_owned());
    }
    columns.sort_unstable();
    columns.dedup();
    columns
}

impl Held {
    /// A value that was seen between two moments, in microseconds.
    fn new(hash: u64, subject: u32, [first, last]: [Option<i64>; 2], seen_in: u32) -> Self {
        const DAY: i64 = 86_400_000_000;
        let day = |at: i64| i32::try_from(at.div_euclid(DAY)).ok();
        Self {
            hash,
            subject,
            first: first.and_then(day).unwrap_or(i32::MAX),
            last: last.and_then(day).unwrap_or(i32::MIN),
            seen_in,
        }
    }

    /// Where it was seen, for [`columns_of`].
    pub(crate) fn seen_in(&self) -> u32 {
        self.seen_in
    }

    /// The first and the last day, where one is known.
    pub(crate) fn days(&self) -> Option<(i32, i32)> {
        (self.first <= self.last).then_some((self.first, self.last))
    }
}

/// Sorts by value and subject, and makes one of those that are of both the same.
fn merge(held: &mut Vec<Held>) {
    held.sort_unstable();
    held.dedup_by(|next, kept| {
        let is_same = (next.hash, next.subject) == (kept.hash, kept.subject);
        if is_same {
            kept.first = kept.first.min(next.first);
            kept.last = kept.last.max(next.last);
            kept.seen_in |= next.seen_in;
        }
        is_same
    });
}

const PARTS: usize = 64;

/// Gathers pairs of value and subject while rows are read.
pub(crate) struct Gathering {
    /// Kinds that some rule asks for; all where a rule asks without naming a kind.
    kinds: Option<BTreeSet<String>>,
    /// Whether the values are to tie subjects: all are gathered then, whatever the rules ask for.
    ties: bool,
    /// Whether values of one subject alone are told too: another day may bring who shares them.
    keeps: bool,
    parts: Vec<Mutex<Part>>,
    holders: Mutex<HashMap<u32, Holder>>,
}

#[derive(Default)]
struct Part {
    pairs: Vec<Held>,
    /// Pairs after the last time that repetitions were dropped.
    distinct: usize,
}

impl Gathering {
    pub(crate) fn new(kinds: Option<BTreeSet<String>>, ties: bool) -> Self {
        Self {
            kinds,
            ties,
            keeps: false,
            parts: (0..PARTS).map(|_| Mutex::default()).collect(),
            holders: Mutex::default(),
        }
    }

    /// The same for a run whose values later days are compared with.
    pub(crate) fn keeping(self, keeps: bool) -> Self {
        Self { keeps, ..self }
    }

    /// Whether some rule asks for a kind.
    pub(crate) fn wants(&self, kind: &str) -> bool {
        self.kinds.as_ref().is_none_or(|kinds| kinds.contains(kind))
    }

    /// Whether values of a column must be gathered: some kind of the same realm is asked for.
    fn gathers(&self, realm: &str) -> bool {
        self.kinds.is_none()
            || self.ties && REALMS.contains(&realm)
            || SHARED
                .iter()
                .any(|shared| shared.realm == realm && self.wants(shared.kind))
            || self
                .kinds
                .iter()
                .flatten()
                .any(|kind| realm_of_identifier(kind) == realm)
    }

    /// Notes the values of a batch whose subjects are numbers.
    pub(crate) fn note(&self, table: &str, batch: &RecordBatch) {
        let Some(numbers) = shelf::numbers(batch) else {
            return;
        };
        let in_table = bit_of(table);
        let mut pairs: Vec<Vec<Held>> = vec![Vec::new(); PARTS];
        let mut add = |hash: u64, subject: u32, seen: [Option<i64>; 2]| {
            pairs[(hash >> 56) as usize % PARTS].push(Held::new(hash, subject, seen, in_table));
        };
        match table {
            "subject" => self.note_holders(batch),
            "identifier" => {
                if let (Some(kinds), Some(values)) = (texts(batch, "kind"), texts(batch, "value")) {
                    let at = instants(batch, Some("first_seen_at"));
                    let countries = texts(batch, "country");
                    for row in 0..batch.num_rows() {
                        if kinds.is_null(row)
                            || values.is_null(row)
                            || !self.gathers(realm_of_identifier(kinds.value(row)))
                        {
                            continue;
                        }
                        let country = countries
                            .filter(|countries| countries.is_valid(row))
                            .map(|countries| countries.value(row));
                        let (kind, value) = (kinds.value(row), values.value(row));
                        if let Some(normal) = normal_in(kind, value, country) {
                            add(normal.hash, numbers.value(row), [instant(at, row); 2]);
                        }
                    }
                }
            }
            _ => {}
        }
        for shared in SHARED
            .iter()
            .filter(|shared| shared.table == table && self.gathers(shared.realm))
        {
            let Some(values) = texts(batch, shared.column) else {
                continue;
            };
            let at = instants(batch, shared.at);
            let mut uses = Uses::default();
            for row in (0..batch.num_rows()).filter(|row| values.is_valid(*row)) {
                uses.add(numbers.value(row), values.value(row), instant(at, row));
            }
            for one in uses.all() {
                if let Some(normal) = shared.normal(one.text) {
                    add(normal.hash, one.subject, [one.first(), one.last()]);
                }
            }
        }
        for shared in MOMENTS
            .iter()
            .filter(|shared| shared.table == table && self.wants(shared.kind))
        {
            let columns: Option<Vec<_>> = shared
                .columns
                .iter()
                .map(|column| texts(batch, column))
                .collect();
            let (Some(columns), at) = (columns, instants(batch, Some(shared.at))) else {
                continue;
            };
            for row in 0..batch.num_rows() {
                let words: Option<Vec<&str>> = columns
                    .iter()
                    .map(|texts| texts.is_valid(row).then(|| texts.value(row)))
                    .collect();
                if let (Some(words), Some(at)) = (words, instant(at, row)) {
                    for moment in shared.values(&words, at).into_iter().flatten() {
                        add(moment.hash, numbers.value(row), [Some(at); 2]);
                    }
                }
            }
        }
        for (part, mut pairs) in self.parts.iter().zip(pairs) {
            if !pairs.is_empty() {
                merge(&mut pairs);
                part.lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .add(&pairs);
            }
        }
    }

    fn note_holders(&self, batch: &RecordBatch) {
        let Some(numbers) = shelf::numbers(batch) else {
            return;
        };
        let text_at = |column: &str, row: usize| {
            texts(batch, column)
                .filter(|texts| texts.is_valid(row))
                .map(|texts| texts.value(row).to_owned())
        };
        let mut holders = self.holders.lock().unwrap_or_else(PoisonError::into_inner);
        for row in 0..batch.num_rows() {
            let holder = holders.entry(numbers.value(row)).or_default();
            if let Some(stated) = text_at("name", row) {
                let mut words: Vec<String> = name::tokens(&stated);
                words.sort_unstable();
                // The smallest wins where a subject was brought twice, so that order does not matter.
                let hash = shelf::hash_of(&words.join(" ")) | 1;
                holder.name = if holder.name == 0 {
                    hash
                } else {
                    holder.name.min(hash)
                };
            }
            if let Some(country) = text_at("country", row) {
                let hash = shelf::hash_of(&country.to_ascii_uppercase()) | 1;
                holder.country = if holder.country == 0 {
                    hash
                } else {
                    holder.country.min(hash)
                };
            }
            let since = instant(instants(batch, Some("created_at")), row);
            holder.since = match (holder.since, since) {
                (Some(known), Some(other)) => Some(known.min(other)),
                (known, other) => known.or(other),
            };
            holder.is_team |= matches!(
                text_at("kind", row).as_deref(),
                Some("agency" | "team" | "company" | "vendor")
            );
            let status = text_at("status", row);
            holder.former |= matches!(
                status.as_deref(),
                Some("terminated" | "dismissed" | "banned" | "suspended" | "closed_for_fraud")
            );
        }
    }

    /// Counts: what every shared value's holders have in common.
    pub(crate) fn finish(self) -> (Frequencies, Shares) {
        let holders = self
            .holders
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        let mut shared = HashMap::with_hasher(Spread);
        let mut tying = Vec::new();
        let mut crossings = Vec::new();
        for part in self.parts {
            let mut pairs = part
                .into_inner()
                .unwrap_or_else(PoisonError::into_inner)
                .pairs;
            merge(&mut pairs);
            if self.ties {
                // Values of all realms that are spelt alike lie together.
                for alike in pairs.chunk_by(|a, b| unrealmed(a.hash) == unrealmed(b.hash)) {
                    crossing(alike, &mut crossings);
                }
            }
            for same in pairs.chunk_by(|a, b| a.hash == b.hash) {
                if same.len() > 1 {
                    shared.insert(same[0].hash, count(same, &holders));
                }
                let is_told = same.len() > 1 || self.keeps;
                if self.ties && is_told && realm_of(same[0].hash).is_some() {
                    tying.extend_from_slice(same);
                }
            }
        }
        let former = holders
            .iter()
            .filter(|(_, holder)| holder.former)
            .map(|(number, _)| *number)
            .collect();
        let frequencies = Frequencies {
            shared,
            former,
            kinds: self.kinds,
        };
        (
            frequencies,
            Shares {
                tying,
                crossings,
                holders,
            },
        )
    }
}

/// What subjects share, for linking them.
#[derive(Debug, Default)]
pub(crate) struct Shares {
    /// Every value that at least two hold, once for each who does.
    pub(crate) tying: Vec<Held>,
    /// What one shows in a place where another is to be reached.
    pub(crate) crossings: Vec<Crossing>,
    pub(crate) holders: HashMap<u32, Holder>,
}

/// One subject's own mailbox or number in a place where another names or uses it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Crossing {
    /// The realm in which the other shows it: `commit_email`, `referee_email`, `referee_phone`.
    pub(crate) realm: &'static str,
    /// Whose it is.
    pub(crate) owner: u32,
    /// Who names or uses it.
    pub(crate) by: u32,
    /// Owners and users together.
    pub(crate) subjects: u32,
}

/// Realms in which the mailboxes and numbers of others are named, and those in which they are one's own.
const CROSSING: [(&str, &str); 3] = [
    ("commit_email", "email"),
    ("referee_email", "email"),
    ("referee_phone", "phone"),
];
/// A mailbox of more owners or users is that of a firm.
const MOST_CROSSING: usize = 20;

/// Crossings among values that are spelt alike, in the order of their hashes.
fn crossing(alike: &[Held], into: &mut Vec<Crossing>) {
    if alike.len() < 2 || alike[0].hash == alike[alike.len() - 1].hash {
        return;
    }
    let of = |realm: &str| -> Vec<u32> {
        let in_realm = alike
            .iter()
            .filter(|held| realm_of(held.hash) == Some(realm));
        in_realm.map(|held| held.subject).collect()
    };
    for (realm, own) in CROSSING {
        let (users, owners) = (of(realm), of(own));
        let many = users.len() + owners.len();
        if users.is_empty() || owners.is_empty() || many > MOST_CROSSING {
            continue;
        }
        for owner in &owners {
            // Who has it as their own as well is tied by that.
            into.extend(
                users
                    .iter()
                    .filter(|by| !owners.contains(by))
                    .map(|by| Crossing {
                        realm,
                        owner: *owner,
                        by: *by,
                        subjects: many as u32,
                    }),
            );
        }
    }
}

impl Part {
    fn add(&mut self, pairs: &[Held]) {
        self.pairs.extend_from_slice(pairs);
        // Most pairs repeat: a subject signs in from the same address again and again.
        if self.pairs.len() > 2 * self.distinct + 65_536 {
            merge(&mut self.pairs);
            self.distinct = self.pairs.len();
        }
    }
}

fn count(same: &[Held], holders: &HashMap<u32, Holder>) -> Shared {
    let known = |subject: &u32| holders.get(subject).copied().unwrap_or_default();
    let distinct = |value: fn(Holder) -> u64| -> u32 {
        let mut all: Vec<u64> = same
            .iter()
            .map(|held| value(known(&held.subject)))
            .filter(|hash| *hash != 0)
            .collect();
        all.sort_unstable();
        all.dedup();
        all.len() as u32
    };
    Shared {
        subjects: same.len() as u32,
        names: distinct(|holder| holder.name),
        countries: distinct(|holder| holder.country),
        former: same
            .iter()
            .filter(|held| known(&held.subject).former)
            .count() as u32,
    }
}

/// How many share each shared value.
pub(crate) struct Frequencies {
    shared: HashMap<u64, Shared, Spread>,
    former: std::collections::HashSet<u32>,
    kinds: Option<BTreeSet<String>>,
}

impl Frequencies {
    /// What is known of a value; none where only one subject holds it.
    pub(crate) fn of(&self, hash: u64) -> Option<Shared> {
        self.shared.get(&hash).copied()
    }

    /// Whether some rule asks for a kind.
    pub(crate) fn wants(&self, kind: &str) -> bool {
        self.kinds.as_ref().is_none_or(|kinds| kinds.contains(kind))
    }

    /// Whether the subject with that number was dismissed or rejected before.
    pub(crate) fn is_former(&self, number: u32) -> bool {
        self.former.contains(&number)
    }
}

pub(crate) fn texts<'a>(batch: &'a RecordBatch, column: &str) -> Option<&'a StringViewArray> {
    batch
        .column_by_name(column)
        .and_then(|values| values.as_string_view_opt())
}

/// The instants of a column, in microseconds.
pub(crate) fn instants<'a>(
    batch: &'a RecordBatch,
    column: Option<&str>,
) -> Option<&'a TimestampMicrosecondArray> {
    batch
        .column_by_name(column?)?
        .as_primitive_opt::<TimestampMicrosecondType>()
}

pub(crate) fn instant(instants: Option<&TimestampMicrosecondArray>, row: usize) -> Option<i64> {
    instants
        .filter(|instants| instants.is_valid(row))
        .map(|instants| instants.value(row))
}
