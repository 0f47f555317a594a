//! Rows that are set aside: why, and where they stood. The value itself is never repeated.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{self, Write};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Serialize, Serializer};

use crate::output::AtomicFile;

/// One row that could not be kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reject {
    /// The file, as the user named it.
    #[serde(serialize_with = "as_text")]
    pub file: Arc<str>,
    /// The line in a text file (from 1, the header counts), or the row in a Parquet file (from 1).
    pub line: u64,
    /// The column whose value was at fault, where there is one.
    #[serde(serialize_with = "as_optional_text")]
    pub column: Option<Arc<str>>,
    /// The table that the row was meant for.
    pub table: &'static str,
    /// What kind of value it was, such as `text of 12 characters with letters`.
    pub value_class: String,
    /// Why the row was set aside.
    pub reason: Cow<'static, str>,
}

fn as_text<S: Serializer>(text: &Arc<str>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(text)
}

fn as_optional_text<S: Serializer>(
    text: &Option<Arc<str>>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    text.as_deref().serialize(serializer)
}

/// Takes the rows that could not be kept.
pub trait RejectSink: Send + Sync {
    /// Takes one row.
    fn reject(&self, reject: Reject);
}

/// Forgets the rows; the totals still count them.
#[derive(Debug, Default, Clone, Copy)]
pub struct ForgetRejects;

impl RejectSink for ForgetRejects {
    fn reject(&self, _: Reject) {}
}

/// Keeps the rows in memory.
#[derive(Debug, Default)]
pub struct CollectRejects(Mutex<Vec<Reject>>);

impl CollectRejects {
    /// The rows so far.
    pub fn rows(&self) -> Vec<Reject> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

impl RejectSink for CollectRejects {
    fn reject(&self, reject: Reject) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(reject);
    }
}

/// Lines that are written for one file, column and reason; the rest is counted.
///
/// A broken file of a gigabyte would otherwise write a reject file of several gigabytes.
pub const LINES_PER_REASON: u64 = 10_000;

type Key = (Arc<str>, Option<Arc<str>>, Cow<'static, str>);

struct Written {
    file: AtomicFile,
    counts: HashMap<Key, u64>,
    total: u64,
    failed: Option<io::Error>,
}

/// Writes `rejects.ndjson`, one line a row, and counts every row exactly.
pub struct RejectWriter(Mutex<Written>);

impl RejectWriter {
    /// Starts the file; it appears under its name at [`RejectWriter::finish`].
    pub fn create(path: &Path) -> io::Result<Self> {
        Ok(Self(Mutex::new(Written {
            file: AtomicFile::create(path)?,
            counts: HashMap::new(),
            total: 0,
            failed: None,
        })))
    }

    /// How many rows were set aside so far.
    pub fn total(&self) -> u64 {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).total
    }

    /// Writes the counts of what was left out and puts the file in its place.
    ///
    /// Rejects from several threads arrive in any order, so lines are sorted by whoever compares
    /// them; the counts at the end are sorted here.
    pub fn finish(self) -> io::Result<u64> {
        let mut written = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        if let Some(error) = written.failed.take() {
            return Err(error);
        }
        let mut left_out: Vec<(&Key, u64)> = written
            .counts
            .iter()
            .filter(|(_, count)| **count > LINES_PER_REASON)
            .map(|(key, count)| (key, count - LINES_PER_REASON))
            .collect();
        left_out.sort();
        for ((file, column, reason), count) in left_out {
            let line = serde_json::json!({
                "file": &**file, "column": column.as_deref(), "reason": reason, "more_rows_like_this": count,
            });
            writeln!(written.file, "{line}")?;
        }
        written.file.commit()?;
        Ok(written.total)
    }
}

impl RejectSink for RejectWriter {
    fn reject(&self, reject: Reject) {
        let mut written = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        written.total += 1;
        let key = (
            reject.file.clone(),
            reject.column.clone(),
            reject.reason.clone(),
        );
        let count = written.counts.entry(key).or_default();
        *count += 1;
        if *count > LINES_PER_REASON || written.failed.is_some() {
            return;
        }
        let line = serde_json::to_vec(&reject).map_err(io::Error::from);
        let outcome = line.and_then(|mut line| {
            line.push(b'\n');
            written.file.write_all(&line)
        });
        // A full disk is told once, at the end: the rows are counted all the same.
        written.failed = outcome.err();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reject(line: u64) -> Reject {
        Reject {
            file: "a.csv".into(),
            line,
            column: Some("paid_at".into()),
            table: "payout",
            value_class: "number".to_owned(),
            reason: "is not a time".into(),
        }
    }

    #[test]
    fn lines_are_capped_for_each_reason_and_counted_exactly() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("rejects.ndjson");
        let writer = RejectWriter::create(&path).expect("creates");
        for line in 0..LINES_PER_REASON + 5 {
            writer.reject(reject(line));
        }
        assert!(!path.exists(), "it appears only when whole");
        assert_eq!(writer.finish().expect("finishes"), LINES_PER_REASON + 5);
        let text = std::fs::read_to_string(&path).expect("is there");
        assert_eq!(text.lines().count() as u64, LINES_PER_REASON + 1);
        assert_eq!(
            text.lines().next(),
            Some(
                r#"{"file":"a.csv","line":0,"column":"paid_at","table":"payout","value_class":"number","reason":"is not a time"}"#
            )
        );
        assert_eq!(
            text.lines().last(),
            Some(
                r#"{"file":"a.csv","column":"paid_at","reason":"is not a time","more_rows_like_this":5}"#
            )
        );
    }
}
