//! What reviewers found.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::Date;
use serde::Serialize;

use crate::error::Result;
use crate::truth::Rows;

/// What a reviewer found of a subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The doubt was confirmed.
    Confirmed,
    /// The doubt was cleared.
    Cleared,
    /// Neither.
    Unsure,
}

impl Verdict {
    fn parse(word: &str) -> Option<Self> {
        match word.to_ascii_lowercase().as_str() {
            "confirmed" => Some(Self::Confirmed),
            "cleared" => Some(Self::Cleared),
            "unsure" => Some(Self::Unsure),
            _ => None,
        }
    }
}

/// Verdicts, one a subject.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Verdicts {
    /// The verdict that stands for each subject.
    pub standing: BTreeMap<String, Verdict>,
    /// Verdicts that a later one replaced.
    pub replaced: u64,
}

impl Verdicts {
    /// Reads `subject_id, verdict, by, on, reason`. Of several verdicts on a subject the latest day
    /// stands, and of one day the last line.
    pub fn read(path: &Path) -> Result<Self> {
        let rows = Rows::of(path)?;
        rows.require(&["subject_id", "verdict", "by", "on"])?;
        let all = rows.each(|row| {
            let word = row.id("verdict")?;
            let verdict = Verdict::parse(&word).ok_or_else(|| {
                row.wrong(format!(
                    "the verdict is {word:?}; it must be confirmed, cleared or unsure"
                ))
            })?;
            let on = row.id("on")?;
            let day: Date = on
                .parse()
                .map_err(|_| row.wrong(format!("on is {on:?}; write a day such as 2026-03-01")))?;
            row.id("by")?;
            Ok((row.id("subject_id")?, day, verdict))
        })?;
        let mut latest: BTreeMap<String, (Date, Verdict)> = BTreeMap::new();
        let mut replaced = 0;
        for (subject, day, verdict) in all {
            match latest.get(&subject) {
                Some((known, _)) if *known > day => replaced += 1,
                known => {
                    replaced += u64::from(known.is_some());
                    latest.insert(subject, (day, verdict));
                }
            }
        }
        Ok(Self {
            standing: latest
                .into_iter()
                .map(|(subject, (_, verdict))| (subject, verdict))
                .collect(),
            replaced,
        })
    }
}
