//! The file in which verdicts are kept.

use std::fs::OpenOptions;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::error::VerdictError;
use crate::holding::Verdicts;
use crate::line::{GroupReview, GroupWithdrawal, Line, PairVerdict, PairWithdrawal};

/// The file that verdicts are kept in: a line of JSON for each decision, in the order in which they were made.
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

    /// What holds on that day. No file is no verdict.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or one of its lines is not one of ours.
    pub fn on(&self, today: Date) -> Result<Verdicts, VerdictError> {
        let text = match std::fs::read_to_string(&self.path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(source) => return Err(self.failed("read", source)),
        };
        Verdicts::of_text(&text, today).map_err(|(line, problem)| VerdictError::Line {
            path: self.path.clone(),
            line,
            problem,
        })
    }

    /// Adds a verdict on two subjects. A later one on the same two takes the place of an earlier one.
    ///
    /// # Errors
    ///
    /// It has no author or reason, names one subject twice, ends before it begins, or the file is broken.
    pub fn decide(&self, verdict: PairVerdict) -> Result<(), VerdictError> {
        let mut verdict = verdict;
        order(&mut verdict.subject_a, &mut verdict.subject_b)?;
        signed(&verdict.author, &verdict.reason)?;
        if let Some(until) = verdict.until.filter(|until| *until < verdict.decided_on) {
            return refuse(format!(
                "the verdict would end on {until}, before it begins"
            ));
        }
        // A broken ledger is mended first: a line behind it would never be read.
        self.on(verdict.decided_on)?;
        self.append(&Line::Pair(verdict))
    }

    /// Withdraws what was said of two subjects.
    ///
    /// # Errors
    ///
    /// Nothing holds of the two, there is no author or reason, or the file is broken.
    pub fn withdraw_pair(&self, withdrawal: PairWithdrawal) -> Result<(), VerdictError> {
        let mut withdrawal = withdrawal;
        order(&mut withdrawal.subject_a, &mut withdrawal.subject_b)?;
        signed(&withdrawal.author, &withdrawal.reason)?;
        let there = self.on(withdrawal.withdrawn_on)?;
        if !there.has_pair(&withdrawal.subject_a, &withdrawal.subject_b) {
            return refuse(format!(
                "there is no verdict on `{}` and `{}`; `bonafide link verdicts` lists those there are",
                withdrawal.subject_a, withdrawal.subject_b
            ));
        }
        self.append(&Line::PairWithdrawn(withdrawal))
    }

    /// Adds the review of a group.
    ///
    /// # Errors
    ///
    /// It has no author or reason, its features are not those of a group, or the file is broken.
    pub fn review(&self, review: GroupReview) -> Result<(), VerdictError> {
        signed(&review.author, &review.reason)?;
        review.read_features().map_err(VerdictError::Refused)?;
        self.on(review.reviewed_on)?;
        self.append(&Line::Group(review))
    }

    /// Withdraws the review of a group.
    ///
    /// # Errors
    ///
    /// The group is not reviewed, there is no author or reason, or the file is broken.
    pub fn withdraw_review(&self, withdrawal: GroupWithdrawal) -> Result<(), VerdictError> {
        signed(&withdrawal.author, &withdrawal.reason)?;
        let there = self.on(withdrawal.withdrawn_on)?;
        if there.review_of(&withdrawal.group_id).is_none() {
            return refuse(format!(
                "there is no review of the group `{}`; `bonafide link verdicts` lists those there are",
                withdrawal.group_id
            ));
        }
        self.append(&Line::GroupWithdrawn(withdrawal))
    }

    fn append(&self, line: &Line) -> Result<(), VerdictError> {
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

    fn failed(&self, what: &'static str, source: std::io::Error) -> VerdictError {
        VerdictError::File {
            what,
            path: self.path.clone(),
            source,
        }
    }
}

fn refuse<T>(why: String) -> Result<T, VerdictError> {
    Err(VerdictError::Refused(why))
}

fn signed(author: &str, reason: &str) -> Result<(), VerdictError> {
    for (what, text) in [("a reason", reason), ("an author", author)] {
        if text.trim().is_empty() {
            return refuse(format!("a decision needs {what}"));
        }
    }
    Ok(())
}

/// Puts the two in order; they must be two.
fn order(a: &mut String, b: &mut String) -> Result<(), VerdictError> {
    if a == b {
        return refuse(format!("`{a}` is one subject: a verdict is on two"));
    }
    if *a > *b {
        std::mem::swap(a, b);
    }
    Ok(())
}

fn ends_with_line_break(file: &mut std::fs::File) -> std::io::Result<bool> {
    if file.metadata()?.len() == 0 {
        return Ok(true);
    }
    file.seek(SeekFrom::End(-1))?;
    let mut last = [0];
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}
