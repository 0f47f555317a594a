//! What can go wrong when a report is measured.

use std::path::{Path, PathBuf};

/// Why a report could not be measured, or verdicts could not be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder cannot be read or written.
    #[error("{doing} {} failed: {source}", path.display())]
    Io {
        /// What was tried.
        doing: &'static str,
        /// On which path.
        path: PathBuf,
        /// Why it failed.
        source: std::io::Error,
    },
    /// A Parquet file cannot be read or written.
    #[error("{doing} {} failed: {source}", path.display())]
    Parquet {
        /// What was tried.
        doing: &'static str,
        /// On which path.
        path: PathBuf,
        /// Why it failed.
        source: parquet::errors::ParquetError,
    },
    /// A CSV file cannot be read.
    #[error("reading {} failed: {source}", path.display())]
    Csv {
        /// On which path.
        path: PathBuf,
        /// Why it failed.
        source: csv::Error,
    },
    /// A row of a CSV file says something that cannot be.
    #[error("{}, line {line}: {why}", path.display())]
    Row {
        /// Which file.
        path: PathBuf,
        /// Which line, from 1.
        line: u64,
        /// What is the matter, and what to do.
        why: String,
    },
    /// `report.json` cannot be understood.
    #[error("{} is no report of this version ({source}): screen again", path.display())]
    Report {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: serde_json::Error,
    },
    /// A file lacks a column or holds another type of value.
    #[error("{} has no usable column {column}: {why}", path.display())]
    Column {
        /// Which file.
        path: PathBuf,
        /// Which column.
        column: String,
        /// What is the matter with it.
        why: String,
    },
    /// The folder holds no output of a screen.
    #[error("{} is not there: give the folder that `bonafide screen --out` wrote", .0.display())]
    NoReport(PathBuf),
    /// The folder holds no truth of a world.
    #[error("{} is not there: give the folder `truth` of a simulated world", .0.display())]
    NoTruth(PathBuf),
    /// The screen and the truth speak of different subjects.
    #[error(
        "{missing} of the {screened} screened subjects are not in the truth (such as {example}): evaluate a screen against the truth of the same world"
    )]
    OtherWorld {
        /// Screened subjects that the truth does not know.
        missing: usize,
        /// All screened subjects.
        screened: usize,
        /// One of them.
        example: String,
    },
    /// The report's findings name a rule that its list of rules does not have.
    #[error(
        "{}: rule {rule} has findings and is not in report.json: the files are of two runs; screen again", path.display()
    )]
    UnknownRule {
        /// The file with the findings.
        path: PathBuf,
        /// The rule.
        rule: String,
    },
    /// The records cannot be read.
    #[error(transparent)]
    Input(#[from] bonafide_records::InputError),
    /// A file of the records cannot be read.
    #[error(transparent)]
    Read(#[from] bonafide_records::ReadError),
    /// Rows cannot be written.
    #[error(transparent)]
    Output(#[from] bonafide_records::OutputError),
    /// Rows cannot be put together.
    #[error("rows cannot be put together: {0}")]
    Arrow(#[from] arrow::error::ArrowError),
    /// What was asked for cannot be done.
    #[error("{0}")]
    Asked(String),
}

impl Error {
    pub(crate) fn io(
        doing: &'static str,
        path: &Path,
    ) -> impl FnOnce(std::io::Error) -> Self + use<> {
        let path = path.to_owned();
        move |source| Self::Io {
            doing,
            path,
            source,
        }
    }

    pub(crate) fn csv(path: &Path) -> impl Fn(csv::Error) -> Self + use<> {
        let path = path.to_owned();
        move |source| Self::Csv {
            path: path.clone(),
            source,
        }
    }
}

/// A result with this crate's error.
pub type Result<T, E = Error> = std::result::Result<T, E>;
