//! Pairs that a person has compared and found to be two parties.
//!
//! A clearance holds for one subject and one entry of a list, as both stood when they were compared: what was compared
//! is kept as fingerprints ([`Pair`]), and when the records or the entry change the fingerprint is another one and the
//! pair comes up again. It also ends on its last day, and when it is withdrawn. Nothing is ever taken out of the
//! ledger, so that it tells who decided what and when.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use jiff::{Span, ToSpan};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// How long a clearance holds where nothing else is said.
///
/// A stated proposal: lists and records change, and a yearly second look is what most programmes ask for.
pub fn term() -> Span {
    1.year()
}

/// The longest that a clearance may hold.
pub fn longest() -> Span {
    3.years()
}

/// The fingerprint of what was compared on both sides.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Pair(String);

impl Pair {
    /// The fingerprint of what the records say and of the entry's own fingerprint. The order of the records and values
    /// that stand twice make no difference.
    pub fn of<'a>(records: impl IntoIterator<Item = (&'a str, String)>, entry: &str) -> Self {
        let records: BTreeSet<(&str, String)> = records.into_iter().collect();
        let mut digest = Sha256::new();
        let mut part = |text: &str| {
            // The length stands before each text, so that two texts never run into one.
            digest.update((text.len() as u64).to_le_bytes());
            digest.update(text);
        };
        for (what, value) in &records {
            part(what);
            part(value);
        }
        part("entry");
        part(entry);
        let hash = digest.finalize();
        Self(
            hash.iter()
                .take(12)
                .map(|byte| format!("{byte:02x}"))
                .collect(),
        )
    }

    /// A fingerprint that was printed.
    pub fn parse(text: &str) -> Option<Self> {
        let hex = text.len() == 24 && text.bytes().all(|letter| letter.is_ascii_hexdigit());
        hex.then(|| Self(text.to_ascii_lowercase()))
    }

    /// As it is printed: 24 hexadecimal digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// One pair that was cleared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clearance {
    /// The subject.
    pub subject_id: String,
    /// The list, by its short name.
    pub list: String,
    /// The number of the entry.
    pub entry: String,
    /// What was compared: one fingerprint for each way in which the two had met.
    pub pairs: BTreeSet<Pair>,
    /// Why the two are not one.
    pub reason: String,
    /// Who decided.
    pub author: String,
    /// When.
    pub cleared_on: Date,
    /// The last day on which it holds.
    pub until: Date,
}

/// The end of a clearance before its time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Withdrawal {
    /// The subject.
    pub subject_id: String,
    /// The list, by its short name.
    pub list: String,
    /// The number of the entry.
    pub entry: String,
    /// Why.
    pub reason: String,
    /// Who decided.
    pub author: String,
    /// When.
    pub withdrawn_on: Date,
}

/// One line of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
enum Line {
    Cleared(Clearance),
    Withdrawn(Withdrawal),
}

/// What went wrong with the ledger.
#[derive(Debug, thiserror::Error)]
pub enum ClearanceError {
    /// The file cannot be read or written.
    #[error("cannot {what} the clearances {}", path.display())]
    File {
        /// `read` or `write`.
        what: &'static str,
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A line is not one of ours. Nothing is taken for cleared then: a list that was half read would clear at random.
    #[error(
        "line {line} of the clearances {} cannot be understood ({problem}); mend or remove the line, no clearance is used until then",
        path.display()
    )]
    Line {
        /// The file.
        path: PathBuf,
        /// Its line, from 1.
        line: usize,
        /// What is wrong.
        problem: String,
    },
    /// Something is missing or does not fit in a clearance that was to be added.
    #[error("{0}")]
    Refused(String),
}

/// What is known of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing<'a> {
    /// Nobody cleared it.
    Open,
    /// It is cleared.
    Cleared(&'a Clearance),
    /// It was cleared, until a day that is past.
    Expired(&'a Clearance),
    /// It was cleared; the records or the entry are not what was compared.
    Changed(&'a Clearance),
}

impl Standing<'_> {
    /// Whether the pair is cleared today.
    pub fn is_cleared(self) -> bool {
        matches!(self, Self::Cleared(_))
    }

    /// The standing in a sentence for the report; none for an open pair.
    pub fn in_words(self) -> Option<String> {
        match self {
            Self::Open => None,
            Self::Cleared(by) => Some(format!(
                "cleared by {} on {} until {}: {}",
                by.author, by.cleared_on, by.until, by.reason
            )),
            Self::Expired(by) => Some(format!(
                "the clearance by {} of {} ended on {}: compare again",
                by.author, by.cleared_on, by.until
            )),
            Self::Changed(by) => Some(format!(
                "the clearance by {} of {} no longer holds: the records or the entry have changed since, compare again",
                by.author, by.cleared_on
            )),
        }
    }
}

type Key = (String, String, String);

/// The clearances of a firm, on one day.
#[derive(Debug, Clone, Default)]
pub struct Clearances {
    by_pair: BTreeMap<Key, Clearance>,
    today: Option<Date>,
}

impl Clearances {
    /// What holds of the pair of a subject and an entry, given what is compared now.
    pub fn standing(&self, subject: &str, list: &str, entry: &str, pair: &Pair) -> Standing<'_> {
        if self.by_pair.is_empty() {
            return Standing::Open;
        }
        let key = (subject.to_owned(), list.to_owned(), entry.to_owned());
        match self.by_pair.get(&key) {
            None => Standing::Open,
            Some(clearance) if self.today.is_some_and(|today| today > clearance.until) => {
                Standing::Expired(clearance)
            }
            Some(clearance) if clearance.pairs.contains(pair) => Standing::Cleared(clearance),
            Some(clearance) => Standing::Changed(clearance),
        }
    }

    /// All that were not withdrawn, in the order of subject, list and entry.
    pub fn iter(&self) -> impl Iterator<Item = &Clearance> {
        self.by_pair.values()
    }

    /// Whether its last day is past.
    pub fn is_expired(&self, clearance: &Clearance) -> bool {
        self.today.is_some_and(|today| today > clearance.until)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.by_pair.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.by_pair.is_empty()
    }
}

/// The file that clearances are kept in: a line of JSON for each decision, in the order in which they were made.
#[derive(Debug, Clone)]
pub struct Ledger {
    path: PathBuf,
}

impl Ledger {
    /// The ledger in that file, which need not be there yet.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What holds on that day. No file is no clearance.
    pub fn on(&self, today: Date) -> Result<Clearances, ClearanceError> {
        let text = match std::fs::read_to_string(&self.path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(source) => return Err(self.failed("read", source)),
        };
        let mut by_pair = BTreeMap::new();
        for (place, line) in text.lines().enumerate() {
            if line.trim().is_empty() {
                continue;
            }
            let line = serde_json::from_str(line).map_err(|_| ClearanceError::Line {
                path: self.path.clone(),
                line: place + 1,
                problem: "it is neither a clearance nor a withdrawal".to_owned(),
            })?;
            match line {
                Line::Cleared(one) => {
                    by_pair.insert(key(&one.subject_id, &one.list, &one.entry), one);
                }
                Line::Withdrawn(one) => {
                    by_pair.remove(&key(&one.subject_id, &one.list, &one.entry));
                }
            }
        }
        Ok(Clearances {
            by_pair,
            today: Some(today),
        })
    }

    /// Adds a clearance. It must have a reason, an author, something that was compared, and an end within
    /// [`longest`].
    pub fn clear(&self, clearance: &Clearance) -> Result<(), ClearanceError> {
        let refuse = |why: String| Err(ClearanceError::Refused(why));
        for (what, text) in [
            ("a reason", &clearance.reason),
            ("an author", &clearance.author),
            ("a subject", &clearance.subject_id),
            ("an entry", &clearance.entry),
        ] {
            if text.trim().is_empty() {
                return refuse(format!("a clearance needs {what}"));
            }
        }
        if clearance.pairs.is_empty() {
            return refuse("nothing was compared that could be cleared".to_owned());
        }
        if clearance.until < clearance.cleared_on {
            return refuse(format!(
                "the clearance would end on {}, before it begins",
                clearance.until
            ));
        }
        let last = clearance.cleared_on.saturating_add(longest());
        if clearance.until > last {
            return refuse(format!(
                "a clearance holds for three years at most: end it on {last} or before"
            ));
        }
        // A broken ledger is mended first: a line behind it would never be read.
        self.on(clearance.cleared_on)?;
        self.append(&Line::Cleared(clearance.clone()))
    }

    /// Ends a clearance before its time; an error where there is none.
    pub fn withdraw(&self, withdrawal: &Withdrawal) -> Result<(), ClearanceError> {
        let there = self.on(withdrawal.withdrawn_on)?;
        let key = key(&withdrawal.subject_id, &withdrawal.list, &withdrawal.entry);
        if !there.by_pair.contains_key(&key) {
            return Err(ClearanceError::Refused(format!(
                "{} is not cleared of entry {} of {}; `bonafide sanctions cleared` lists what is",
                withdrawal.subject_id, withdrawal.entry, withdrawal.list
            )));
        }
        if withdrawal.author.trim().is_empty() || withdrawal.reason.trim().is_empty() {
            return Err(ClearanceError::Refused(
                "a withdrawal needs a reason and an author".to_owned(),
            ));
        }
        self.append(&Line::Withdrawn(withdrawal.clone()))
    }

    fn append(&self, line: &Line) -> Result<(), ClearanceError> {
        let failed = |source| self.failed("write", source);
        if let Some(folder) = self.path.parent() {
            std::fs::create_dir_all(folder).map_err(failed)?;
        }
        let mut text =
            serde_json::to_string(line).map_err(|error| failed(std::io::Error::other(error)))?;
        text.push('\n');
        let mut file = OpenOptions::new()
            .create(true)
            .read(true)
            .append(true)
            .open(&self.path)
            .map_err(failed)?;
        // A line that was cut off by a full disk is never glued to the next.
        if !ends_with_line_break(&mut file).map_err(failed)? {
            text.insert(0, '\n');
        }
        file.write_all(text.as_bytes()).map_err(failed)?;
        file.sync_all().map_err(failed)
    }

    fn failed(&self, what: &'static str, source: std::io::Error) -> ClearanceError {
        ClearanceError::File {
            what,
            path: self.path.clone(),
            source,
        }
    }
}

fn ends_with_line_break(file: &mut std::fs::File) -> std::io::Result<bool> {
    use std::io::{Read, Seek, SeekFrom};
    if file.metadata()?.len() == 0 {
        return Ok(true);
    }
    file.seek(SeekFrom::End(-1))?;
    let mut last = [0];
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}

fn key(subject: &str, list: &str, entry: &str) -> Key {
    (subject.to_owned(), list.to_owned(), entry.to_owned())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn pair(name: &str, entry: &str) -> Pair {
        Pair::of([("name", name.to_owned())], entry)
    }

    fn clearance(pairs: &[Pair]) -> Clearance {
        Clearance {
            subject_id: "ana".to_owned(),
            list: "un".to_owned(),
            entry: "KPi.999".to_owned(),
            pairs: pairs.iter().cloned().collect(),
            reason: "born in another year".to_owned(),
            author: "R. Viewer".to_owned(),
            cleared_on: date(2026, 1, 10),
            until: date(2027, 1, 10),
        }
    }

    fn ledger() -> (tempfile::TempDir, Ledger) {
        let folder = tempfile::tempdir().expect("a folder");
        let ledger = Ledger::at(folder.path().join("new").join("clearances.ndjson"));
        (folder, ledger)
    }

    #[test]
    fn a_cleared_pair_stays_cleared_until_a_side_changes_or_its_time_is_over() {
        let (_folder, ledger) = ledger();
        let compared = pair("Ana Lim", "v1");
        ledger
            .clear(&clearance(std::slice::from_ref(&compared)))
            .expect("cleared");
        let on = |day| ledger.on(day).expect("a ledger");
        let standing = |all: &Clearances, pair: &Pair| {
            all.standing("ana", "un", "KPi.999", pair)
                .in_words()
                .unwrap_or_default()
        };
        let within = on(date(2026, 6, 1));
        assert!(standing(&within, &compared).starts_with("cleared by R. Viewer on 2026-01-10"));
        assert!(standing(&within, &pair("Ana Lim", "v2")).contains("no longer holds"));
        assert!(standing(&within, &pair("Anna Lim", "v1")).contains("no longer holds"));
        assert!(standing(&on(date(2027, 1, 10)), &compared).starts_with("cleared"));
        assert!(standing(&on(date(2027, 1, 11)), &compared).contains("ended on 2027-01-10"));
        let other = within.standing("bob", "un", "KPi.999", &compared);
        assert_eq!(other, Standing::Open);
    }

    #[test]
    fn a_withdrawn_clearance_is_none_and_the_ledger_still_tells_of_it() {
        let (_folder, ledger) = ledger();
        let withdrawal = Withdrawal {
            subject_id: "ana".to_owned(),
            list: "un".to_owned(),
            entry: "KPi.999".to_owned(),
            reason: "the document was forged".to_owned(),
            author: "S. Econd".to_owned(),
            withdrawn_on: date(2026, 2, 1),
        };
        assert!(ledger.withdraw(&withdrawal).is_err());
        let compared = pair("Ana Lim", "v1");
        ledger
            .clear(&clearance(std::slice::from_ref(&compared)))
            .expect("cleared");
        ledger.withdraw(&withdrawal).expect("withdrawn");
        assert!(ledger.on(date(2026, 2, 2)).expect("a ledger").is_empty());
        let text = std::fs::read_to_string(ledger.path()).expect("the file");
        assert_eq!(text.lines().count(), 2);
        ledger
            .clear(&clearance(std::slice::from_ref(&compared)))
            .expect("cleared again");
        assert_eq!(ledger.on(date(2026, 2, 2)).expect("a ledger").len(), 1);
    }

    #[test]
    fn a_clearance_says_who_why_and_how_long() {
        let (_folder, ledger) = ledger();
        let compared = pair("Ana Lim", "v1");
        let good = clearance(std::slice::from_ref(&compared));
        let refused = |change: fn(&mut Clearance)| {
            let mut bad = good.clone();
            change(&mut bad);
            ledger.clear(&bad).expect_err("refused").to_string()
        };
        assert!(refused(|bad| bad.reason = "  ".to_owned()).contains("a reason"));
        assert!(refused(|bad| bad.author.clear()).contains("an author"));
        assert!(refused(|bad| bad.pairs.clear()).contains("nothing was compared"));
        assert!(refused(|bad| bad.until = date(2025, 1, 1)).contains("before it begins"));
        assert!(refused(|bad| bad.until = date(2030, 1, 1)).contains("three years"));
        assert!(!ledger.path().exists());
    }

    #[test]
    fn a_broken_line_is_named_and_nothing_counts_as_cleared() {
        let (_folder, ledger) = ledger();
        let compared = pair("Ana Lim", "v1");
        let good = clearance(std::slice::from_ref(&compared));
        ledger.clear(&good).expect("cleared");
        let whole = std::fs::read_to_string(ledger.path()).expect("the file");
        std::fs::write(ledger.path(), format!("{whole}{}", &whole[..40])).expect("written");
        let error = ledger.on(date(2026, 2, 1)).expect_err("a broken line");
        assert!(error.to_string().contains("line 2"), "{error}");
        assert!(ledger.clear(&good).is_err());
    }

    #[test]
    fn the_order_of_records_does_not_matter_and_texts_do_not_run_together() {
        let of = |records: &[(&'static str, &str)]| {
            let records = records
                .iter()
                .map(|(what, value)| (*what, (*value).to_owned()));
            Pair::of(records, "e")
        };
        assert_eq!(
            of(&[("a", "1"), ("b", "2")]),
            of(&[("b", "2"), ("a", "1"), ("a", "1")])
        );
        assert_ne!(of(&[("a", "12")]), of(&[("a", "1"), ("a", "2")]));
        assert_ne!(of(&[("a", "1")]), of(&[("b", "1")]));
        let pair = of(&[]);
        assert_eq!(Pair::parse(pair.as_str()), Some(pair));
        assert_eq!(Pair::parse("no"), None);
    }
}
