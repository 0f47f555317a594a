//! Where each column of a table comes from in one file.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use arrow::datatypes::SchemaRef;
use bonafide_model::{Column, Table, table};
use twox_hash::XxHash3_64;

use crate::answer;
use crate::columns::ColumnSet;
use crate::discover::TableFile;
use crate::error::ReadError;
use crate::mapping::{FileMapping, Source};
use crate::value::ValueOptions;

/// The columns of a file, as far as they can be known before its rows are read.
pub(crate) struct FileColumns {
    /// Names in the order of the file, with dots for nested ones.
    pub(crate) names: Vec<String>,
    /// Whether there can be no others (a header or a Parquet schema, not a sample of JSON rows).
    pub(crate) complete: bool,
}

impl FileColumns {
    /// The place of a column: by its exact name, else by its name in our spelling.
    pub(crate) fn position(&self, name: &str) -> Option<usize> {
        self.names
            .iter()
            .position(|found| found == name)
            .or_else(|| {
                let name = spelling(name);
                self.names.iter().position(|found| spelling(found) == name)
            })
    }

    fn has(&self, name: &str) -> bool {
        !self.complete || self.position(name).is_some()
    }
}

/// `Subject ID`, `subject-id` and `SUBJECT_ID` are `subject_id`.
pub(crate) fn spelling(name: &str) -> String {
    name.trim()
        .chars()
        .map(|c| {
            if matches!(c, ' ' | '-') {
                '_'
            } else {
                c.to_ascii_lowercase()
            }
        })
        .collect()
}

/// Where a cell's value comes from.
#[derive(Debug)]
pub(crate) enum CellSource {
    Absent,
    Slot(usize),
    /// The offset, in minutes, that a time is written with.
    Offset(usize),
    Constant(String),
    Join {
        slots: Vec<usize>,
        with: String,
    },
}

/// One column to fill.
#[derive(Debug)]
pub(crate) struct Cell {
    pub(crate) column: &'static Column,
    pub(crate) name: Arc<str>,
    pub(crate) wanted: bool,
    pub(crate) source: CellSource,
    pub(crate) words: Option<HashMap<String, String>>,
    /// Whether only the answers of checklists are taken.
    pub(crate) is_answer: bool,
}

/// Which rows are taken.
#[derive(Debug)]
pub(crate) struct RowFilter {
    pub(crate) slot: usize,
    pub(crate) equals: Vec<String>,
    pub(crate) negated: bool,
}

impl RowFilter {
    pub(crate) fn takes(&self, text: &[u8]) -> bool {
        self.equals.iter().any(|word| word.as_bytes() == text) != self.negated
    }
}

/// How rows of one file become rows of one table.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) file: Arc<str>,
    pub(crate) table: &'static Table,
    pub(crate) schema: SchemaRef,
    /// Ids and wanted columns, in the order of the table.
    pub(crate) cells: Vec<Cell>,
    /// The columns of the file that are needed.
    pub(crate) slots: Vec<String>,
    pub(crate) filter: Option<RowFilter>,
    pub(crate) optional: bool,
    pub(crate) options: ValueOptions,
    pub(crate) warnings: Vec<String>,
    /// Told in the marks of rows, which must differ where one row of a file is read in two ways; none where rows get no mark.
    pub(crate) mark: Option<u64>,
}

impl Plan {
    pub(crate) fn new(
        file: &TableFile,
        columns: &ColumnSet,
        found: &FileColumns,
    ) -> Result<Self, ReadError> {
        let mut plan = Self {
            file: file.path.to_string_lossy().into(),
            table: file.table,
            schema: columns.schema(),
            cells: Vec::new(),
            slots: Vec::new(),
            filter: None,
            optional: file
                .mapping
                .as_ref()
                .is_some_and(|mapping| mapping.optional),
            options: file
                .mapping
                .as_ref()
                .map(|m| m.values.clone())
                .unwrap_or_default(),
            warnings: Vec::new(),
            mark: None,
        };
        if found.complete && present(file, found).is_empty() {
            return Err(no_known_column(file, found));
        }
        for column in file.table.columns {
            let wanted = columns.contains(column.name);
            if !wanted && !column.id {
                continue;
            }
            let source = plan.source(file.mapping.as_deref(), column, found);
            if column.id && matches!(source, CellSource::Absent) && !found.names.is_empty() {
                return Err(no_id_column(file, column, found));
            }
            plan.cells.push(Cell {
                column,
                name: column.name.into(),
                wanted,
                source,
                words: file
                    .mapping
                    .as_ref()
                    .and_then(|m| m.words.get(column.name).cloned()),
                is_answer: answer::is_answer(file.table, column),
            });
        }
        if let Some(filter) = file
            .mapping
            .as_ref()
            .and_then(|mapping| mapping.filter.as_ref())
        {
            if found.has(&filter.column) {
                let slot = plan.slot(&filter.column);
                plan.filter = Some(RowFilter {
                    slot,
                    equals: filter.equals.clone(),
                    negated: filter.negated,
                });
            } else {
                return Err(ReadError::NoKnownColumn {
                    path: file.path.clone(),
                    table: file.table.name,
                    found: listed(found),
                    advice: format!("; the mapping's `where` reads \"{}\"", filter.column),
                });
            }
        }
        if columns.is_marked() {
            let sources: Vec<_> = plan.cells.iter().map(|cell| &cell.source).collect();
            let way = format!("{:?} {sources:?}", plan.slots);
            plan.mark = Some(XxHash3_64::oneshot(way.as_bytes()));
        }
        Ok(plan)
    }

    fn source(
        &mut self,
        mapping: Option<&FileMapping>,
        column: &'static Column,
        found: &FileColumns,
    ) -> CellSource {
        match mapping.and_then(|mapping| mapping.columns.get(column.name)) {
            Some(Source::Constant(text)) => CellSource::Constant(text.clone()),
            Some(Source::Column(name)) => match self.present_slot(name, found) {
                Some(slot) => CellSource::Slot(slot),
                None => CellSource::Absent,
            },
            Some(Source::Offset(name)) => match self.present_slot(name, found) {
                Some(slot) => CellSource::Offset(slot),
                None => CellSource::Absent,
            },
            Some(Source::Join { columns, with }) => {
                let slots: Vec<usize> = columns
                    .iter()
                    .filter_map(|name| self.present_slot(name, found))
                    .collect();
                match slots.is_empty() {
                    true => CellSource::Absent,
                    false => CellSource::Join {
                        slots,
                        with: with.clone(),
                    },
                }
            }
            None if mapping.is_none_or(|mapping| mapping.same_names) && found.has(column.name) => {
                CellSource::Slot(self.slot(column.name))
            }
            None => CellSource::Absent,
        }
    }

    fn present_slot(&mut self, name: &str, found: &FileColumns) -> Option<usize> {
        if found.has(name) {
            return Some(self.slot(name));
        }
        let advice = nearest(name, found)
            .map(|near| format!(" (did you mean \"{near}\"?)"))
            .unwrap_or_default();
        self.warnings.push(format!(
            "{}: has no column \"{name}\", which the mapping reads{advice}",
            self.file
        ));
        None
    }

    fn slot(&mut self, name: &str) -> usize {
        match self.slots.iter().position(|slot| slot == name) {
            Some(at) => at,
            None => {
                self.slots.push(name.to_owned());
                self.slots.len() - 1
            }
        }
    }
}

/// The table's columns for which the file has a source.
pub(crate) fn present(file: &TableFile, found: &FileColumns) -> Vec<&'static Column> {
    let mapping = file.mapping.as_deref();
    let in_file = |name: &str| found.position(name).is_some();
    file.table
        .columns
        .iter()
        .filter(
            |column| match mapping.and_then(|mapping| mapping.columns.get(column.name)) {
                Some(Source::Constant(_)) => true,
                Some(Source::Column(name) | Source::Offset(name)) => in_file(name),
                Some(Source::Join { columns, .. }) => columns.iter().any(|name| in_file(name)),
                None => mapping.is_none_or(|mapping| mapping.same_names) && in_file(column.name),
            },
        )
        .collect()
}

/// The file's columns that nothing reads.
pub(crate) fn unread(file: &TableFile, found: &FileColumns) -> Vec<UnknownColumn> {
    let mut read: HashSet<usize> = HashSet::new();
    let mapping = file.mapping.as_deref();
    if mapping.is_none_or(|mapping| mapping.same_names) {
        read.extend(
            file.table
                .columns
                .iter()
                .filter_map(|column| found.position(column.name)),
        );
    }
    if let Some(mapping) = mapping {
        for source in mapping.columns.values() {
            match source {
                Source::Constant(_) => {}
                Source::Column(name) | Source::Offset(name) => read.extend(found.position(name)),
                Source::Join { columns, .. } => {
                    read.extend(columns.iter().filter_map(|name| found.position(name)));
                }
            }
        }
        read.extend(
            mapping
                .filter
                .as_ref()
                .and_then(|filter| found.position(&filter.column)),
        );
    }
    // A column that is there already is not what a misspelt one meant.
    let missing: Vec<&str> = file
        .table
        .columns
        .iter()
        .map(|column| column.name)
        .filter(|name| found.position(name).is_none())
        .collect();
    found
        .names
        .iter()
        .enumerate()
        .filter(|(at, _)| !read.contains(at))
        .map(|(_, name)| UnknownColumn {
            name: name.clone(),
            suggestion: match mapping {
                Some(_) => None,
                None => table::suggest(&spelling(name), missing.iter().copied()).map(str::to_owned),
            },
        })
        .collect()
}

/// A column of a file that is not one of the table's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownColumn {
    /// Its name in the file.
    pub name: String,
    /// The column of the table that was probably meant.
    pub suggestion: Option<String>,
}

fn nearest(name: &str, found: &FileColumns) -> Option<String> {
    let spellings: Vec<String> = found.names.iter().map(|name| spelling(name)).collect();
    let near = table::suggest(&spelling(name), spellings.iter().map(String::as_str))?;
    let at = spellings.iter().position(|candidate| candidate == near)?;
    found.names.get(at).cloned()
}

fn no_id_column(file: &TableFile, column: &Column, found: &FileColumns) -> ReadError {
    let sought = match file
        .mapping
        .as_ref()
        .and_then(|mapping| mapping.columns.get(column.name))
    {
        Some(Source::Column(name)) => name.as_str(),
        _ => column.name,
    };
    let advice = match nearest(sought, found) {
        Some(near) => format!(" (is \"{near}\" meant? rename it to \"{sought}\")"),
        None => format!(
            "; found {}; rename the column that holds it, or write a mapping",
            listed(found)
        ),
    };
    ReadError::NoIdColumn {
        path: file.path.clone(),
        table: file.table.name,
        column: column.name,
        advice,
    }
}

fn no_known_column(file: &TableFile, found: &FileColumns) -> ReadError {
    let unknown = unread(file, found);
    let near = unknown.iter().find_map(|column| {
        column
            .suggestion
            .as_ref()
            .map(|meant| format!("; is \"{}\" meant to be \"{meant}\"?", column.name))
    });
    ReadError::NoKnownColumn {
        path: file.path.clone(),
        table: file.table.name,
        found: listed(found),
        advice: near.unwrap_or_else(|| {
            "; the first line must name the columns, or a mapping must say what they hold"
                .to_owned()
        }),
    }
}

/// Some column names, for an error.
fn listed(found: &FileColumns) -> String {
    const SHOWN: usize = 8;
    let names: Vec<String> = found
        .names
        .iter()
        .take(SHOWN)
        .map(|name| {
            let short: String = name.chars().take(40).filter(|c| !c.is_control()).collect();
            format!("\"{short}\"")
        })
        .collect();
    match found.names.len().saturating_sub(SHOWN) {
        0 if names.is_empty() => "none".to_owned(),
        0 => names.join(", "),
        more => format!("{} and {more} more", names.join(", ")),
    }
}
