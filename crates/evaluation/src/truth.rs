//! The truth about a simulated world, read by the names of its columns.
//!
//! Columns that an older or a newer world does not have are unknown, not wrong.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::error::{Error, Result};

/// The degrees of care, the least careful first.
pub(crate) const CARES: [&str; 3] = ["sloppy", "average", "careful"];

/// The truth about a world.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Truth {
    /// Whose records the world holds, such as `marketplace`; `all` where it does not say.
    pub view: String,
    /// Every subject of whom that firm has records.
    pub subjects: Vec<SubjectTruth>,
    /// Every operation.
    pub operations: Vec<OperationTruth>,
}

/// The truth about one subject.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SubjectTruth {
    /// The subject.
    pub subject_id: String,
    /// Whether an operation runs it.
    pub persona: bool,
    /// Which operation, for personas.
    pub operation_id: Option<String>,
    /// `sloppy`, `average` or `careful`, for personas.
    pub care: Option<String>,
    /// What the persona does in the operation.
    pub role: Option<String>,
    /// What makes an honest subject look unusual, one or several kinds.
    pub kinds: Vec<String>,
    /// Region of origin; empty where the world does not say.
    pub origin: String,
    /// The first day on which the subject does anything that a firm records, where the world says.
    pub first_record: Option<Date>,
}

/// The truth about one operation.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OperationTruth {
    /// The operation.
    pub operation_id: String,
    /// `sloppy`, `average` or `careful`.
    pub care: String,
}

impl Truth {
    /// Reads `truth_subject.csv`, `truth_operation.csv` and `world.json` of a folder.
    ///
    /// Where the world holds what one firm sees, subjects whom it does not know are left out, and so
    /// are operations without a member whom it knows.
    pub fn read(folder: &Path) -> Result<Self> {
        let view = view_of(&folder.join("world.json"));
        let truth = Self::read_all(folder, &view)?;
        Ok(match view.as_str() {
            EVERYTHING => truth,
            _ => {
                let known = truth.subjects.iter().map(|one| one.subject_id.as_str());
                let known: HashSet<&str> = known.collect();
                truth.seen_by(&known)
            }
        })
    }

    fn read_all(folder: &Path, view: &str) -> Result<Self> {
        let subjects = Rows::read(&folder.join("truth_subject.csv"))?;
        subjects.require(&["subject_id", "persona"])?;
        let operations = Rows::read(&folder.join("truth_operation.csv"))?;
        operations.require(&["operation_id", "care"])?;
        let subjects: Vec<Option<SubjectTruth>> = subjects.each(|row| {
            let known = row.text("known_to").filter(|_| view != EVERYTHING);
            if known.is_some_and(|known| known.split(';').all(|one| one != view)) {
                return Ok(None);
            }
            let persona = match row.text("persona") {
                Some("true") => true,
                Some("false") => false,
                other => {
                    return Err(row.wrong(format!(
                        "persona is {:?}; it must be true or false",
                        other.unwrap_or_default()
                    )));
                }
            };
            // A person may have several kinds; an older world names one.
            let kinds = row
                .text("kinds")
                .or_else(|| row.text("honest_kinds"))
                .or_else(|| row.text("honest_kind"))
                .unwrap_or_default();
            let mut kinds: Vec<String> = kinds
                .split([' ', ';', '|', ','])
                .filter(|kind| !kind.is_empty())
                .map(str::to_owned)
                .collect();
            kinds.sort();
            kinds.dedup();
            let first_record = row.text("first_record_on").map(|text| {
                text.parse::<Date>().map_err(|_| {
                    row.wrong(format!("first_record_on is {text:?}; it must be a day"))
                })
            });
            Ok(Some(SubjectTruth {
                subject_id: row.id("subject_id")?,
                persona,
                operation_id: row.own("operation_id"),
                care: row.own("care"),
                role: row.own("role"),
                kinds: if persona { Vec::new() } else { kinds },
                origin: row.own("origin").unwrap_or_default(),
                first_record: first_record.transpose()?,
            }))
        })?;
        Ok(Self {
            view: view.to_owned(),
            subjects: subjects.into_iter().flatten().collect(),
            operations: operations.each(|row| {
                Ok(OperationTruth {
                    operation_id: row.id("operation_id")?,
                    care: row.own("care").unwrap_or_default(),
                })
            })?,
        })
    }
}

impl Truth {
    /// The truth about some of the subjects only, and the operations with a member among them.
    #[must_use]
    pub fn seen_by(&self, subjects: &HashSet<&str>) -> Self {
        let some: Vec<SubjectTruth> = self
            .subjects
            .iter()
            .filter(|one| subjects.contains(one.subject_id.as_str()))
            .cloned()
            .collect();
        let operations: HashSet<&str> = some
            .iter()
            .filter_map(|one| one.operation_id.as_deref())
            .collect();
        Self {
            view: self.view.clone(),
            operations: self
                .operations
                .iter()
                .filter(|one| operations.contains(one.operation_id.as_str()))
                .cloned()
                .collect(),
            subjects: some,
        }
    }
}

/// The view that leaves nothing out.
pub(crate) const EVERYTHING: &str = "all";

/// Whose records a world holds; a world that does not say holds everything.
fn view_of(path: &Path) -> String {
    let told = std::fs::read(path).ok();
    let told = told.and_then(|bytes| serde_json::from_slice::<serde_json::Value>(&bytes).ok());
    let view = told.and_then(|world| world["view"].as_str().map(str::to_owned));
    view.unwrap_or_else(|| EVERYTHING.to_owned())
}

/// A CSV file with a header, whose cells are asked for by name.
pub(crate) struct Rows {
    path: PathBuf,
    columns: HashMap<String, usize>,
    rows: Vec<csv::StringRecord>,
    /// The line on which each row begins.
    lines: Vec<u64>,
}

impl Rows {
    /// Reads a file of the truth.
    fn read(path: &Path) -> Result<Self> {
        if !path.is_file() {
            return Err(Error::NoTruth(path.to_owned()));
        }
        Self::of(path)
    }

    /// Reads any CSV file; a byte-order mark is passed over.
    pub(crate) fn of(path: &Path) -> Result<Self> {
        let bytes = std::fs::read(path).map_err(Error::io("reading", path))?;
        let bytes = bytes
            .strip_prefix(b"\xef\xbb\xbf".as_slice())
            .unwrap_or(&bytes);
        let mut reader = csv::ReaderBuilder::new()
            .trim(csv::Trim::All)
            .from_reader(bytes);
        let mut columns = HashMap::new();
        for (at, name) in reader
            .headers()
            .map_err(Error::csv(path))?
            .iter()
            .enumerate()
        {
            let before = columns.insert(name.to_owned(), at);
            if before.is_some() && !name.is_empty() {
                return Err(Error::Column {
                    path: path.to_owned(),
                    column: name.to_owned(),
                    why: "the header names it twice; remove or rename one of them".to_owned(),
                });
            }
        }
        let rows: Vec<csv::StringRecord> = reader
            .records()
            .collect::<Result<_, _>>()
            .map_err(Error::csv(path))?;
        Ok(Self {
            columns,
            lines: lines_of(&rows, bytes),
            rows,
            path: path.to_owned(),
        })
    }

    /// Names of the columns, in the order of the file.
    pub(crate) fn names(&self) -> Vec<&str> {
        let mut names: Vec<(&usize, &str)> = self
            .columns
            .iter()
            .map(|(name, at)| (at, name.as_str()))
            .collect();
        names.sort_unstable();
        names.into_iter().map(|(_, name)| name).collect()
    }

    /// Refuses a file without a column.
    pub(crate) fn require(&self, names: &[&str]) -> Result<()> {
        match names.iter().find(|name| !self.columns.contains_key(**name)) {
            None => Ok(()),
            Some(name) => Err(Error::Column {
                path: self.path.clone(),
                column: (*name).to_owned(),
                why: format!(
                    "it is not there; the file has {}",
                    match self.names().as_slice() {
                        [] => "no columns".to_owned(),
                        names => names.join(", "),
                    }
                ),
            }),
        }
    }

    /// Turns each row into a value.
    pub(crate) fn each<T>(&self, take: impl Fn(&CsvRow<'_>) -> Result<T>) -> Result<Vec<T>> {
        self.rows
            .iter()
            .zip(&self.lines)
            .map(|(row, line)| {
                take(&CsvRow {
                    table: self,
                    row,
                    line: *line,
                })
            })
            .collect()
    }
}

/// The line on which each row begins, from 1.
///
/// The reader's own count is one too low in files with line ends of Windows: it stands between the two characters.
fn lines_of(rows: &[csv::StringRecord], bytes: &[u8]) -> Vec<u64> {
    let mut line = 1;
    let mut counted = 0;
    rows.iter()
        .map(|row| {
            let told = row.position().map_or(0, csv::Position::byte);
            let mut start = usize::try_from(told).unwrap_or(0).min(bytes.len());
            while matches!(bytes.get(start), Some(b'\r' | b'\n')) {
                start += 1;
            }
            let passed = bytes.get(counted..start).unwrap_or_default();
            line += passed.iter().filter(|byte| **byte == b'\n').count() as u64;
            counted = counted.max(start);
            line
        })
        .collect()
}

/// One row of a CSV file.
pub(crate) struct CsvRow<'a> {
    table: &'a Rows,
    row: &'a csv::StringRecord,
    line: u64,
}

impl CsvRow<'_> {
    /// The text of a cell; none where it is empty or the column is not there.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.row
            .get(*self.table.columns.get(name)?)
            .filter(|text| !text.is_empty())
    }

    /// The same as a text of its own.
    pub(crate) fn own(&self, name: &str) -> Option<String> {
        self.text(name).map(str::to_owned)
    }

    /// A cell that must not be empty.
    pub(crate) fn id(&self, name: &str) -> Result<String> {
        self.own(name)
            .ok_or_else(|| self.wrong(format!("{name} is empty; every row needs one")))
    }

    /// An error that names the line.
    pub(crate) fn wrong(&self, why: String) -> Error {
        Error::Row {
            path: self.table.path.clone(),
            line: self.line,
            why,
        }
    }
}
