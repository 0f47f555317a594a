//! Rows out of list files: columns by many names, comment lines, plain lines, broken rows set aside.

use std::fmt;

use csv::ByteRecord;
use serde::{Deserialize, Serialize};

use crate::{About, ListError};

/// How many broken rows are kept with their reason; the others are only counted.
const ROWS_REPORTED: usize = 20;
/// A header longer than this is not a header; keeps error messages readable.
const HEADER_SHOWN: usize = 300;

/// A row that was set aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BadRow {
    /// The line in the (decompressed) file, from 1; for JSON the entry.
    pub line: u64,
    /// What is wrong with it.
    pub reason: String,
}

impl fmt::Display for BadRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.reason)
    }
}

/// Good rows counted, broken ones counted and the first of them kept.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) good: u64,
    pub(crate) bad: u64,
    pub(crate) bad_rows: Vec<BadRow>,
}

impl Tally {
    pub(crate) fn note(&mut self, line: u64, outcome: Result<(), String>) {
        match outcome {
            Ok(()) => self.good += 1,
            Err(reason) => {
                self.bad += 1;
                if self.bad_rows.len() < ROWS_REPORTED {
                    self.bad_rows.push(BadRow { line, reason });
                }
            }
        }
    }
}

/// A list file as rows: either with a header or one value a line.
pub(crate) enum Layout<'a> {
    Table(Table<'a>),
    Lines(Lines<'a>),
}

/// Looks at the first line that says something: it is a header if it holds one of `columns`.
pub(crate) fn layout<'a>(
    about: &About,
    bytes: &'a [u8],
    columns: &[&str],
) -> Result<Layout<'a>, ListError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let first = bytes
        .split(|byte| *byte == b'\n')
        .map(|line| String::from_utf8_lossy(line.get(..line.len().min(4096)).unwrap_or(line)))
        .find(|line| !is_comment(line.trim()))
        .ok_or_else(|| ListError::Empty(about.name.clone()))?;
    let delimiter = delimiter_of(&first);
    let cells: Vec<String> = first
        .trim()
        .split(char::from(delimiter))
        .map(column_name)
        .collect();
    if cells.iter().any(|cell| columns.contains(&cell.as_str())) {
        return Ok(Layout::Table(Table::new(about, bytes, delimiter)?));
    }
    if cells.len() > 1 {
        return Err(unknown_layout(about, &first));
    }
    Ok(Layout::Lines(Lines { bytes }))
}

/// The error that names the columns found and those wanted.
pub(crate) fn unknown_layout(about: &About, found: &str) -> ListError {
    let mut found = found.trim().to_owned();
    if let Some((cut, _)) = found.char_indices().nth(HEADER_SHOWN) {
        found.truncate(cut);
        found.push('…');
    }
    ListError::UnknownLayout {
        list: about.name.clone(),
        kind: about.kind.name(),
        found: format!("\"{found}\""),
        wanted: about.kind.wanted(),
    }
}

fn delimiter_of(line: &str) -> u8 {
    [b',', b'\t', b';', b'|']
        .into_iter()
        .max_by_key(|delimiter| {
            // Of equally frequent ones the comma wins: max_by_key takes the last.
            let count = line.bytes().filter(|byte| byte == delimiter).count();
            (count, *delimiter == b',')
        })
        .unwrap_or(b',')
}

fn column_name(cell: &str) -> String {
    let cell = cell.trim().trim_matches('"').trim();
    cell.to_ascii_lowercase().replace([' ', '-'], "_")
}

fn is_comment(line: &str) -> bool {
    line.is_empty() || line.starts_with('#') || line.starts_with("//")
}

/// A file with a header line.
pub(crate) struct Table<'a> {
    reader: csv::Reader<&'a [u8]>,
    columns: Vec<String>,
}

/// Where a column stands, if the file has it.
#[derive(Clone, Copy)]
pub(crate) struct Column(Option<usize>);

impl Column {
    pub(crate) const fn is_there(self) -> bool {
        self.0.is_some()
    }
}

impl<'a> Table<'a> {
    fn new(about: &About, bytes: &'a [u8], delimiter: u8) -> Result<Self, ListError> {
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .comment(Some(b'#'))
            .flexible(true)
            .from_reader(bytes);
        let header = reader
            .byte_headers()
            .map_err(|error| ListError::Unreadable {
                list: about.name.clone(),
                what: "a table",
                problem: error.to_string(),
            })?;
        let columns = header
            .iter()
            .map(|cell| column_name(&String::from_utf8_lossy(cell)))
            .collect();
        Ok(Self { reader, columns })
    }

    /// The first of the column's names that the file has.
    pub(crate) fn column(&self, names: &[&str]) -> Column {
        Column(
            names
                .iter()
                .find_map(|name| self.columns.iter().position(|column| column == name)),
        )
    }

    pub(crate) fn column_names(&self) -> &[String] {
        &self.columns
    }

    /// Gives every row to `read`; rows that it refuses, or that are no rows, are tallied.
    pub(crate) fn each_row(
        mut self,
        tally: &mut Tally,
        mut read: impl FnMut(&Row<'_>) -> Result<(), String>,
    ) {
        let mut record = ByteRecord::new();
        loop {
            match self.reader.read_byte_record(&mut record) {
                Ok(false) => break,
                Ok(true) => {
                    let line = record.position().map_or(0, csv::Position::line);
                    if record.iter().all(|cell| cell.trim_ascii().is_empty()) {
                        continue;
                    }
                    let outcome = if record.len() > self.columns.len() {
                        Err(format!(
                            "{} cells under {} columns; a comma without quotes around its cell?",
                            record.len(),
                            self.columns.len()
                        ))
                    } else if let Some(number) = record
                        .iter()
                        .position(|cell| std::str::from_utf8(cell).is_err())
                    {
                        Err(format!("cell {} is not UTF-8 text", number + 1))
                    } else {
                        read(&Row { record: &record })
                    };
                    tally.note(line, outcome);
                }
                Err(error) => {
                    let line = error.position().map_or(0, csv::Position::line);
                    tally.note(line, Err(error.to_string()));
                    if error.is_io_error() {
                        break;
                    }
                }
            }
        }
    }
}

/// A row of a table, all of its cells UTF-8.
pub(crate) struct Row<'a> {
    record: &'a ByteRecord,
}

impl<'a> Row<'a> {
    /// The trimmed cell, empty where the column or the cell is missing.
    pub(crate) fn get(&self, column: Column) -> &'a str {
        let cell = column
            .0
            .and_then(|index| self.record.get(index))
            .unwrap_or_default();
        std::str::from_utf8(cell).unwrap_or_default().trim()
    }

    /// The trimmed cell, if there is anything in it.
    pub(crate) fn some(&self, column: Column) -> Option<&'a str> {
        Some(self.get(column)).filter(|cell| !cell.is_empty())
    }
}

/// A file of one value a line.
pub(crate) struct Lines<'a> {
    bytes: &'a [u8],
}

impl Lines<'_> {
    /// Gives every value to `read`; lines that it refuses are tallied.
    pub(crate) fn each_value(
        self,
        tally: &mut Tally,
        mut read: impl FnMut(&str) -> Result<(), String>,
    ) {
        for (index, line) in self.bytes.split(|byte| *byte == b'\n').enumerate() {
            let outcome = match std::str::from_utf8(line) {
                Ok(line) => {
                    let value = line.split(" #").next().unwrap_or_default().trim();
                    if is_comment(value) {
                        continue;
                    }
                    read(value)
                }
                Err(_) => Err("the line is not UTF-8 text".to_owned()),
            };
            tally.note(index as u64 + 1, outcome);
        }
    }
}
