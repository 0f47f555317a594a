//! What subjects did, when, with whom, and where their money went: what ties two without an equal identifier.
//!
//! Gathered in numbers while rows are read, compared when all is read. Nothing here depends on the order of rows:
//! what is kept when there is too much is chosen by hashes.

mod company;
mod money;
mod rows;
mod time;

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use bonafide_linking::TieKind;
use bonafide_linking::money::MoneySettings;
use datafusion::arrow::array::RecordBatch;

use crate::shelf;

/// Columns that are read for this, beside those that are compared for equality.
pub(crate) const READ: &[(&str, &str)] = &[
    ("session", "started_at"),
    ("session", "ended_at"),
    ("session", "user_agent"),
    ("session", "gpu"),
    ("session", "hardware_threads"),
    ("meeting", "ended_at"),
    ("bid", "project_id"),
    ("bid", "placed_at"),
    ("pull_request", "repository"),
    ("pull_request", "opened_at"),
    ("application", "position"),
    ("application", "employer_id"),
    ("application", "submitted_at"),
    ("rating", "rater_id"),
    ("rating", "rated_at"),
    ("engagement", "client_id"),
    ("experience", "employer"),
    ("experience", "started_on"),
    ("experience", "ended_on"),
    ("education", "institution"),
    ("education", "degree"),
    ("education", "started_on"),
    ("education", "ended_on"),
    ("message", "text"),
    ("message", "sent_at"),
    ("message", "direction"),
    ("observation", "note"),
    ("observation", "observed_at"),
    ("subject", "referred_by"),
    ("subject", "created_at"),
    ("commit", "tree_id"),
    ("commit", "message_hash"),
    ("payout", "forwarded_to"),
    ("payout", "forwarded_share"),
    ("payout", "retained_share"),
    ("payout", "paid_at"),
    ("transfer", "from_wallet"),
    ("transfer", "to_wallet"),
    ("transfer", "amount"),
    ("transfer", "transferred_at"),
    ("transfer", "to_label"),
    ("transfer", "via"),
];

/// Gathers while rows are read.
pub(crate) struct Traces {
    time: Mutex<time::Times>,
    company: Mutex<company::Meetings>,
    money: Mutex<money::Purses>,
    settings: MoneySettings,
}

/// A value that stands behind subjects, found by following something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Behind {
    pub(crate) kind: TieKind,
    pub(crate) value: u64,
    /// The place of the subject among all, by their ids.
    pub(crate) subject: u32,
    /// Unix seconds.
    pub(crate) first: Option<i64>,
    pub(crate) last: Option<i64>,
}

/// A tie between two subjects, with what it rests on in words.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Told {
    /// Places of the subjects among all, by their ids.
    pub(crate) a: u32,
    pub(crate) b: u32,
    pub(crate) kind: TieKind,
    /// From 0 to 1.
    pub(crate) strength: f32,
    pub(crate) shared_by: u32,
    /// Unix seconds.
    pub(crate) at: Option<i64>,
    pub(crate) words: String,
    /// The columns on which it rests.
    pub(crate) records: &'static str,
}

/// Something that too many have to say anything.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Public {
    pub(crate) kind: TieKind,
    pub(crate) value: u64,
    pub(crate) subjects: u32,
    /// What was counted, such as `subjects` or `counterparts`.
    pub(crate) counted: &'static str,
}

/// What was found.
#[derive(Debug, Default)]
pub(crate) struct Traced {
    pub(crate) behind: Vec<Behind>,
    pub(crate) ties: Vec<Told>,
    pub(crate) public: Vec<Public>,
    /// What was not looked at, or not in full, in sentences.
    pub(crate) notes: Vec<String>,
}

/// Subjects by what rows call them.
pub(crate) struct Names<'a> {
    /// The place by the number on the shelf.
    pub(crate) place: &'a dyn Fn(u32) -> Option<u32>,
    /// The place by the hash of the id.
    pub(crate) by_id: &'a HashMap<u64, u32, crate::hashing::Spread>,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A panic in another thread ends the run anyway; its half-done work is not read.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn inner<T>(mutex: Mutex<T>) -> T {
    mutex.into_inner().unwrap_or_else(PoisonError::into_inner)
}

impl Traces {
    pub(crate) fn new(settings: MoneySettings) -> Self {
        Self {
            time: Mutex::default(),
            company: Mutex::default(),
            money: Mutex::default(),
            settings,
        }
    }

    /// Notes what a batch shows whose subjects are numbers.
    pub(crate) fn note(&self, table: &str, batch: &RecordBatch) {
        let Some(numbers) = shelf::numbers(batch) else {
            return;
        };
        if time::TABLES.contains(&table) {
            let noted = time::Times::of(table, batch, numbers);
            locked(&self.time).add(noted);
        }
        if company::TABLES.contains(&table) {
            let noted = company::Meetings::of(table, batch, numbers);
            locked(&self.company).add(noted);
        }
        if money::TABLES.contains(&table) {
            let noted = money::Purses::of(table, batch, numbers);
            locked(&self.money).add(noted);
        }
    }

    /// Notes transfers, which belong to nobody.
    pub(crate) fn note_transfers(&self, batch: &RecordBatch) {
        let noted = money::Purses::of_transfers(batch);
        locked(&self.money).add(noted);
    }

    /// Compares all that was gathered.
    pub(crate) fn finish(self, names: &Names<'_>) -> Traced {
        let mut traced = Traced::default();
        inner(self.time).finish(names, &mut traced);
        inner(self.company).finish(names, &mut traced);
        inner(self.money).finish(names, &self.settings, &mut traced);
        traced
    }
}
