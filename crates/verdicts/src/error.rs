//! What goes wrong with the ledger.

use std::path::PathBuf;

/// What went wrong with the ledger.
#[derive(Debug, thiserror::Error)]
pub enum VerdictError {
    /// The file cannot be read or written.
    #[error("cannot {what} the verdicts {}", path.display())]
    File {
        /// `read` or `write`.
        what: &'static str,
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A line is not one of ours. Nothing is obeyed then: a ledger that was half read would join and part at random.
    #[error(
        "line {line} of the verdicts {} cannot be understood ({problem}); mend or remove the line, no verdict is used until then",
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
    /// Something is missing or does not fit in a verdict that was to be added.
    #[error("{0}")]
    Refused(String),
}
