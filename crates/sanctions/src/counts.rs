//! What a file held and what became of it: nothing may vanish unseen.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

/// What became of one element or column of a source.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// How often it occurred.
    pub seen: u64,
    /// How often there was nothing in it.
    pub empty: u64,
    /// How often its content went into a party.
    pub used: u64,
    /// How often it was left out on purpose; see the reason.
    pub ignored: u64,
    /// How often it had content that no reader understands. Free text of a list that is kept as a remark counts here
    /// when it stands where a structured fact was expected.
    pub unread: u64,
    /// Why it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// A few contents that were not understood.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub examples: Vec<String>,
}

/// The account of one reading.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// How many of everything the list now holds, by table: parties, names, wallets …
    pub kept: BTreeMap<String, u64>,
    /// Every element or column of the source and what became of it.
    pub source: BTreeMap<String, Tally>,
    /// Values that stood twice in one entry.
    pub duplicates: u64,
    /// What a reader should know before trusting the list, in sentences.
    pub notes: Vec<String>,
}

impl Counts {
    /// How many contents of the source no reader understood.
    #[must_use]
    pub fn unread(&self) -> u64 {
        self.source.values().map(|tally| tally.unread).sum()
    }

    /// Whether every occurrence is accounted for: used, empty, left out with a reason, or reported as not understood.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.source.values().all(|tally| {
            tally.seen == tally.empty + tally.used + tally.ignored + tally.unread
                && (tally.ignored == 0 || tally.reason.is_some())
        })
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (table, count) in &self.kept {
            writeln!(f, "{count:>9}  {table}")?;
        }
        writeln!(
            f,
            "{:>9}  values that stood twice in one entry",
            self.duplicates
        )?;
        writeln!(
            f,
            "     seen     used    empty  ignored   unread  element or column"
        )?;
        for (path, tally) in &self.source {
            let Tally {
                seen,
                used,
                empty,
                ignored,
                unread,
                ..
            } = tally;
            write!(
                f,
                "{seen:>9}{used:>9}{empty:>9}{ignored:>9}{unread:>9}  {path}"
            )?;
            if let Some(reason) = &tally.reason {
                write!(f, " (ignored: {reason})")?;
            }
            if let Some(example) = tally.examples.first() {
                write!(f, " (for example: {example})")?;
            }
            writeln!(f)?;
        }
        for note in &self.notes {
            writeln!(f, "note: {note}")?;
        }
        Ok(())
    }
}
