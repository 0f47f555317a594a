//! Errors, as sentences.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use crate::format::Format;

/// Why the input of a run cannot be made out.
#[derive(Debug, Error)]
pub enum InputError {
    /// The path does not exist.
    #[error("{}: there is no such file or folder", path.display())]
    Missing {
        /// The path.
        path: PathBuf,
    },
    /// A folder or file cannot be read.
    #[error("{}: cannot be read: {error}; check its permissions", path.display())]
    Unreadable {
        /// The path.
        path: PathBuf,
        /// The system's reason.
        error: io::Error,
    },
    /// There is nothing to screen.
    #[error("{}: holds no table; bring at least one file such as subject.csv, session.ndjson.zst or payout/*.parquet{}", path.display(), ignored_note(*ignored))]
    Empty {
        /// The folder.
        path: PathBuf,
        /// How many files were passed over.
        ignored: usize,
    },
    /// A file is called as no table is.
    #[error("{}: no table is called \"{name}\"{}", path.display(), unknown_note(suggestion.as_deref()))]
    UnknownTable {
        /// The file.
        path: PathBuf,
        /// What it is called.
        name: String,
        /// The table that was probably meant.
        suggestion: Option<String>,
    },
    /// A file is called as a table, but is in a format that cannot be read.
    #[error("{}: cannot be read as a table: {advice}", path.display())]
    UnknownFormat {
        /// The file.
        path: PathBuf,
        /// What to do.
        advice: &'static str,
    },
    /// A file holds a table that a firm does not bring.
    #[error("{}: the table \"{table}\" {reason}", path.display())]
    NotBase {
        /// The file.
        path: PathBuf,
        /// The table.
        table: &'static str,
        /// Who makes it, and what to do.
        reason: &'static str,
    },
    /// The truth of a simulated world was given as input.
    #[error("{}: holds the answers of a simulated world, which are never read as input; name the folder of the records", path.display())]
    Truth {
        /// The path.
        path: PathBuf,
    },
}

fn ignored_note(ignored: usize) -> String {
    match ignored {
        0 => String::new(),
        1 => " (one file that is no table was passed over)".to_owned(),
        many => format!(" ({many} files that are no tables were passed over)"),
    }
}

fn unknown_note(suggestion: Option<&str>) -> String {
    match suggestion {
        Some(table) => format!(" (did you mean \"{table}\"?)"),
        None => "; rename the file after its table, assign it with --mapping, or move it away"
            .to_owned(),
    }
}

/// Why a file gives no rows at all.
///
/// A file that breaks off in the middle is no error: its rows before that point are kept and
/// [`crate::FileTotals::broken`] says where and why it broke.
#[derive(Debug, Error)]
pub enum ReadError {
    /// The file cannot be opened or read.
    #[error("{}: cannot be read: {error}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        error: io::Error,
    },
    /// The file is not what its name says, or is cut off at a place without which nothing can be
    /// read.
    #[error("{}: is not a whole {format} file ({reason}); no row of it was kept; copy or export it again", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What it should be.
        format: Format,
        /// What was found.
        reason: String,
    },
    /// The text is not UTF-8 from its first bytes on.
    #[error("{}: is UTF-16 text; save it as UTF-8", path.display())]
    Utf16 {
        /// The file.
        path: PathBuf,
    },
    /// None of the file's columns is one of the table's.
    #[error("{}: no column of the table \"{table}\" is in it (found {found}){advice}", path.display())]
    NoKnownColumn {
        /// The file.
        path: PathBuf,
        /// The table.
        table: &'static str,
        /// The columns that were found.
        found: String,
        /// What to do.
        advice: String,
    },
    /// A column without which no row has an owner or identity is missing.
    #[error("{}: the column \"{column}\" is missing, without which no row of \"{table}\" can be kept{advice}", path.display())]
    NoIdColumn {
        /// The file.
        path: PathBuf,
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// A suggestion.
        advice: String,
    },
    /// Two columns have the same name.
    #[error("{}: has two columns called \"{column}\"; rename or remove one", path.display())]
    ColumnTwice {
        /// The file.
        path: PathBuf,
        /// The column.
        column: String,
    },
    /// A Parquet column is of a type that cannot become the model's.
    #[error("{}: the column \"{column}\" holds {found}, and {wanted} is needed; convert it or leave it out with a mapping", path.display())]
    ColumnType {
        /// The file.
        path: PathBuf,
        /// The column.
        column: String,
        /// What the file holds.
        found: String,
        /// What the model needs.
        wanted: &'static str,
    },
    /// A batch could not be assembled.
    #[error("{}: rows could not be put together: {error}", path.display())]
    Arrow {
        /// The file.
        path: PathBuf,
        /// The reason.
        error: arrow::error::ArrowError,
    },
}
