//! Mapping files: how foreign files, columns and values become ours.
//!
//! A mapping is TOML. Each `[[file]]` says which files it is for (`match`), which table they hold
//! (`table`), and how its columns and values translate:
//!
//! ```toml
//! [[file]]
//! match = "auth_log*.csv"        # `*` and `?`; the case of letters does not matter
//! table = "session"
//! zone = "Europe/Berlin"         # of times without zone
//! day_order = "dmy"              # of dates such as 03/04/2025: dmy, mdy or ymd
//! decimal = ","                  # decimal mark
//! delimiter = ";"
//! where = { column = "event", equals = "user.session.start" }
//! optional = false               # true: rows whose ids are missing are left out, not set aside
//! same_names = false             # true: columns that are called as ours are taken as well
//!
//! [file.columns]
//! subject_id = "actor.id"        # in NDJSON and Parquet a dot leads into a nested object
//! started_at = "timestamp"
//! country = { value = "US" }     # the same for every row
//! city = { join = ["town", "state"], with = ", " }
//! utc_offset_minutes = { offset_of = "timestamp" }   # the +02:00 that the time is written with
//!
//! [file.values.method]           # after the column is read: their word = "our word"
//! "WEB" = "browser"
//! ```
//!
//! Several `[[file]]` may match the same file: all are applied, so that one row can feed several
//! tables, or several rows of one table.

mod parse;
mod pattern;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use bonafide_model::Table;

use crate::value::ValueOptions;

pub use parse::Problem;
pub(crate) use pattern::Pattern;

/// A mapping file.
#[derive(Debug, Clone, Default)]
pub struct Mapping {
    files: Vec<Arc<FileMapping>>,
}

impl Mapping {
    /// Reads a mapping file; every problem that it has is told at once, with its line.
    pub fn parse(path: &str, text: &str) -> Result<Self, Vec<Problem>> {
        parse::parse(path, text)
    }

    /// The parts that are for a file of that path.
    pub fn for_file(&self, path: &std::path::Path) -> Vec<Arc<FileMapping>> {
        self.files
            .iter()
            .filter(|file| file.pattern.matches(path))
            .cloned()
            .collect()
    }

    /// All parts, in the order of the file.
    pub fn files(&self) -> &[Arc<FileMapping>] {
        &self.files
    }
}

/// How one kind of file becomes rows of one table.
#[derive(Debug, Clone)]
pub struct FileMapping {
    pub(crate) pattern: Pattern,
    pub(crate) table: &'static Table,
    pub(crate) values: ValueOptions,
    pub(crate) delimiter: Option<u8>,
    pub(crate) columns: BTreeMap<&'static str, Source>,
    pub(crate) words: BTreeMap<&'static str, HashMap<String, String>>,
    pub(crate) filter: Option<Filter>,
    pub(crate) optional: bool,
    pub(crate) same_names: bool,
}

impl FileMapping {
    /// The table that the rows are for.
    pub fn table(&self) -> &'static Table {
        self.table
    }

    /// The pattern of file names.
    pub fn pattern(&self) -> &str {
        self.pattern.text()
    }
}

/// Where the values of a column come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Source {
    /// A column of the file.
    Column(String),
    /// The offset, in minutes, with which a column's times are written.
    Offset(String),
    /// The same value for every row.
    Constant(String),
    /// Columns of the file, those that hold something, with a text between them.
    Join { columns: Vec<String>, with: String },
}

/// Which rows are taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Filter {
    pub(crate) column: String,
    pub(crate) equals: Vec<String>,
    pub(crate) negated: bool,
}
