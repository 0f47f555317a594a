//! Delimited text, row by row, with an account of every column.

use std::cell::Cell;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use csv::{ReaderBuilder, StringRecord};

use super::ledger::{Ledger, PathId};
use crate::error::Error;

/// A cell with more than this is no honest cell.
pub(crate) const GREATEST_CELL: usize = 1 << 20;
/// Columns beyond this many are refused; the widest list has under 60, and one word of bits marks the used ones.
const MOST_COLUMNS: usize = 128;

/// Columns by name. They are asked for a million times in a large list, so their hash is a plain one; a header of
/// chosen names can slow down nothing but itself, with [`MOST_COLUMNS`] names at most.
type Places = HashMap<String, usize, BuildHasherDefault<PlainHash>>;

/// The hash of Fowler, Noll and Vo.
struct PlainHash(u64);

impl Default for PlainHash {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for PlainHash {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// Text with its delimiter and, where it has one, its header.
pub(crate) struct Table<'a> {
    file: &'a str,
    text: &'a str,
    delimiter: u8,
    header: Vec<String>,
    /// Rows above the header, counted as lines.
    skip: usize,
    places: Places,
}

/// A row; what is asked of it counts as used.
pub(crate) struct Row<'t> {
    cells: &'t StringRecord,
    places: &'t Places,
    used: Cell<u128>,
    ignored: Cell<u128>,
    /// The line on which the row starts.
    pub(crate) line: u64,
}

impl<'a> Table<'a> {
    /// A table whose first row (after `skip` rows) names the columns. Names are compared without case and outer space.
    pub(crate) fn with_header(
        file: &'a str,
        text: &'a str,
        delimiter: u8,
        skip: usize,
    ) -> Result<Self, Error> {
        let mut reader = reader(text, delimiter);
        let mut record = StringRecord::new();
        for _ in 0..=skip {
            let has_row = reader
                .read_record(&mut record)
                .map_err(|error| broken(file, &error))?;
            if !has_row {
                return Err(Error::Empty {
                    file: file.to_owned(),
                });
            }
        }
        let header: Vec<String> = record.iter().map(crate::name::one_line).collect();
        Self::new(file, text, delimiter, header, skip + 1)
    }

    /// A table without a header: its columns are named by the reader.
    pub(crate) fn without_header(
        file: &'a str,
        text: &'a str,
        names: &[&str],
    ) -> Result<Self, Error> {
        Self::new(
            file,
            text,
            b',',
            names.iter().map(|name| (*name).to_owned()).collect(),
            0,
        )
    }

    fn new(
        file: &'a str,
        text: &'a str,
        delimiter: u8,
        header: Vec<String>,
        skip: usize,
    ) -> Result<Self, Error> {
        if header.len() > MOST_COLUMNS {
            return Err(Error::Refused {
                file: file.to_owned(),
                place: "its header".to_owned(),
                problem: format!("{} columns are more than any list has", header.len()),
            });
        }
        let mut places = Places::default();
        for (place, name) in header.iter().enumerate() {
            places.entry(name.to_lowercase()).or_insert(place);
        }
        Ok(Self {
            file,
            text,
            delimiter,
            header,
            skip,
            places,
        })
    }

    /// The names of the columns.
    pub(crate) fn header(&self) -> &[String] {
        &self.header
    }

    /// Refuses a table that lacks a column.
    pub(crate) fn require(&self, columns: &[&str]) -> Result<(), Error> {
        for column in columns {
            if !self.places.contains_key(&column.to_lowercase()) {
                return Err(Error::Columns {
                    file: self.file.to_owned(),
                    wanted: format!("\"{column}\""),
                    found: self.header.join(", ").chars().take(600).collect(),
                });
            }
        }
        Ok(())
    }

    /// Hands out every row that is not blank. A row with fewer cells than the header, or a quote left open, is a file
    /// cut off or broken, and refused.
    pub(crate) fn rows(
        &self,
        ledger: &mut Ledger,
        prefix: &str,
        mut each: impl FnMut(&Row<'_>, &mut Ledger) -> Result<(), Error>,
    ) -> Result<u64, Error> {
        let root = ledger.root(prefix);
        let paths: Vec<PathId> = self
            .header
            .iter()
            .map(|name| ledger.below(root, name))
            .collect();
        let mut reader = reader(self.text, self.delimiter);
        let mut record = StringRecord::new();
        let mut read = 0;
        let mut skipped = 0;
        loop {
            let has_row = reader
                .read_record(&mut record)
                .map_err(|error| broken(self.file, &error))?;
            if !has_row {
                return Ok(read);
            }
            if skipped < self.skip {
                skipped += 1;
                continue;
            }
            let line = record.position().map_or(0, csv::Position::line);
            let start = record.position().map_or(0, |place| place.byte() as usize);
            // Old files of the US Treasury end with the mark of CP/M, a lone control-Z.
            if record
                .iter()
                .all(|cell| matches!(cell.trim(), "" | "\u{1a}"))
            {
                continue;
            }
            let end = (reader.position().byte() as usize).min(self.text.len());
            self.check(
                &record,
                &self.text.as_bytes()[start.min(end)..end],
                line,
                end == self.text.len(),
            )?;
            let row = Row {
                cells: &record,
                places: &self.places,
                used: Cell::new(0),
                ignored: Cell::new(0),
                line,
            };
            each(&row, ledger)?;
            read += 1;
            for (place, cell) in record.iter().enumerate() {
                let id = match paths.get(place) {
                    Some(id) => *id,
                    None => ledger.below(root, "(column without a name)"),
                };
                let bit = 1_u128 << place.min(MOST_COLUMNS - 1);
                if is_null(cell) {
                    ledger.empty(id);
                } else if row.used.get() & bit != 0 {
                    ledger.used(id);
                } else if row.ignored.get() & bit != 0 {
                    ledger.ignored_because(id, "read elsewhere in the row");
                } else {
                    ledger.left(id, cell);
                }
            }
        }
    }

    fn check(
        &self,
        record: &StringRecord,
        bytes: &[u8],
        line: u64,
        is_last: bool,
    ) -> Result<(), Error> {
        let place = || format!("line {line}");
        let is_open = || memchr::memchr_iter(b'"', bytes).count() % 2 == 1;
        let problem = if is_last && is_open() {
            "a quoted text never ends".to_owned()
        } else if record.len() < self.header.len() {
            format!(
                "{} columns where {} are due",
                record.len(),
                self.header.len()
            )
        } else if record.as_slice().len() > GREATEST_CELL
            && record.iter().any(|cell| cell.len() > GREATEST_CELL)
        {
            return Err(Error::Refused {
                file: self.file.to_owned(),
                place: place(),
                problem: "a cell of more than a megabyte".to_owned(),
            });
        } else {
            return Ok(());
        };
        Err(if is_last {
            Error::CutOff {
                file: self.file.to_owned(),
                place: place(),
                problem,
            }
        } else {
            Error::Broken {
                file: self.file.to_owned(),
                place: place(),
                problem,
            }
        })
    }
}

impl<'t> Row<'t> {
    /// The cell of a column, trimmed; empty where the column is missing or holds a null.
    pub(crate) fn get(&self, column: &str) -> &'t str {
        // Names of columns in readers are written in lower case, so that no row pays for folding them.
        debug_assert!(
            !column.chars().any(char::is_uppercase),
            "{column} is not in lower case"
        );
        self.places.get(column).map_or("", |place| self.at(*place))
    }

    /// The cell at a place, trimmed.
    pub(crate) fn at(&self, place: usize) -> &'t str {
        let Some(cell) = self.cells.get(place) else {
            return "";
        };
        self.used
            .set(self.used.get() | 1_u128 << place.min(MOST_COLUMNS - 1));
        if is_null(cell) { "" } else { cell.trim() }
    }

    /// Marks the cell at a place as left out on purpose.
    pub(crate) fn ignore(&self, place: usize) {
        self.ignored
            .set(self.ignored.get() | 1_u128 << place.min(MOST_COLUMNS - 1));
    }

    /// Whether a column whose name starts with a prefix holds anything, apart from columns that do not count.
    pub(crate) fn has_any(&self, prefix: &str, uncounted: impl Fn(&str) -> bool) -> bool {
        self.places
            .iter()
            .filter(|(name, _)| name.starts_with(prefix) && !uncounted(name))
            .any(|(_, place)| self.cells.get(*place).is_some_and(|cell| !is_null(cell)))
    }
}

/// "-0-" is the US Treasury's null.
fn is_null(cell: &str) -> bool {
    matches!(cell.trim(), "" | "-0-")
}

pub(crate) fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes())
}

fn broken(file: &str, error: &csv::Error) -> Error {
    let place = error.position().map_or_else(
        || "an unknown line".to_owned(),
        |position| format!("line {}", position.line()),
    );
    Error::Broken {
        file: file.to_owned(),
        place,
        problem: error.to_string(),
    }
}
