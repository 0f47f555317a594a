//! Finds the tables among the files that the user names.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bonafide_model::{Group, TABLES, Table, table};

use crate::error::InputError;
use crate::format::{Compression, Format, NameSays, from_name};
use crate::mapping::{FileMapping, Mapping};

/// The tables of a run.
#[derive(Debug, Clone, Default)]
pub struct Input {
    /// The files, in an order that depends on their names alone.
    pub files: Vec<TableFile>,
    /// Files and folders that were passed over, and why.
    pub ignored: Vec<(PathBuf, String)>,
}

/// One file that holds rows of one table.
#[derive(Debug, Clone)]
pub struct TableFile {
    /// The table.
    pub table: &'static Table,
    /// Where it is.
    pub path: PathBuf,
    /// How its rows are written.
    pub format: Format,
    /// How its name says it is compressed.
    pub compression: Compression,
    /// How foreign columns become ours.
    pub mapping: Option<Arc<FileMapping>>,
    /// Its size on disk.
    pub bytes: u64,
}

/// Folders in folders are followed that far.
const DEEPEST: usize = 8;

/// Finds the tables in folders and files.
///
/// A folder may hold files called after their tables (`session.csv`, `payout.ndjson.zst`,
/// `session-2025-01.parquet`) and folders called after their tables with any files in them
/// (`session/part-0.parquet`). A mapping may assign files of other names. Folders called `truth`
/// are never read.
pub fn discover(paths: &[PathBuf], mapping: Option<&Mapping>) -> Result<Input, InputError> {
    let mut search = Search {
        mapping,
        input: Input::default(),
        seen: HashSet::new(),
    };
    for path in paths {
        search.root(path)?;
    }
    search.input.files.sort_by(|a, b| a.path.cmp(&b.path));
    search.input.ignored.sort();
    Ok(search.input)
}

struct Search<'a> {
    mapping: Option<&'a Mapping>,
    input: Input,
    seen: HashSet<PathBuf>,
}

impl Search<'_> {
    fn root(&mut self, path: &Path) -> Result<(), InputError> {
        let data = fs::metadata(path).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => InputError::Missing {
                path: path.to_owned(),
            },
            _ => InputError::Unreadable {
                path: path.to_owned(),
                error,
            },
        })?;
        let own_name = fs::canonicalize(path)
            .ok()
            .and_then(|path| {
                path.file_name()
                    .map(|name| name.to_string_lossy().to_lowercase())
            })
            .unwrap_or_default();
        if data.is_dir() {
            if is_truth(&own_name) {
                return Err(InputError::Truth {
                    path: path.to_owned(),
                });
            }
            let before = (self.input.files.len(), self.input.ignored.len());
            self.folder(path, table::by_name(&own_name), 0)?;
            if self.input.files.len() == before.0 && !self.known_before(path) {
                return Err(InputError::Empty {
                    path: path.to_owned(),
                    ignored: self.input.ignored.len() - before.1,
                });
            }
            return Ok(());
        }
        let within_truth = path
            .canonicalize()
            .unwrap_or_else(|_| path.to_owned())
            .parent()
            .and_then(Path::file_name)
            .is_some_and(|name| is_truth(&name.to_string_lossy().to_lowercase()));
        if within_truth {
            return Err(InputError::Truth {
                path: path.to_owned(),
            });
        }
        let before = self.input.files.len();
        self.file(path, None)?;
        // A file that the user names must be read.
        if self.input.files.len() == before
            && let Some((_, why)) = self.input.ignored.pop_if(|(ignored, _)| ignored == path)
        {
            drop(why);
            return Err(InputError::UnknownFormat {
                path: path.to_owned(),
                advice: "only CSV, TSV, NDJSON and Parquet files can be (plain, .gz or .zst), and their \
                         names must end so",
            });
        }
        Ok(())
    }

    /// Whether a folder only repeats what another path has brought.
    fn known_before(&self, path: &Path) -> bool {
        fs::canonicalize(path)
            .is_ok_and(|path| self.seen.iter().any(|seen| seen.starts_with(&path)))
    }

    fn folder(
        &mut self,
        path: &Path,
        holds: Option<&'static Table>,
        depth: usize,
    ) -> Result<(), InputError> {
        let unreadable = |error| InputError::Unreadable {
            path: path.to_owned(),
            error,
        };
        let mut entries: Vec<PathBuf> = fs::read_dir(path)
            .map_err(unreadable)?
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<Result<_, _>>()
            .map_err(unreadable)?;
        entries.sort();
        if is_output(&entries) {
            self.ignore(path, "the output of an earlier run");
            return Ok(());
        }
        for entry in entries {
            let name = entry
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .to_lowercase();
            if name.starts_with('.') {
                self.ignore(&entry, "hidden");
                continue;
            }
            let link = fs::symlink_metadata(&entry)
                .map_err(|error| InputError::Unreadable {
                    path: entry.clone(),
                    error,
                })?
                .is_symlink();
            let is_dir = entry.is_dir();
            if is_dir && is_truth(&name) {
                self.ignore(
                    &entry,
                    "the answers of a simulated world, never read as input",
                );
            } else if is_dir && name == "lists" {
                self.ignore(&entry, "lists, which `bonafide lists add` takes");
            } else if is_dir && link {
                self.ignore(&entry, "a link to a folder");
            } else if is_dir && depth >= DEEPEST {
                self.ignore(&entry, "too many folders deep");
            } else if is_dir {
                self.folder(&entry, table::by_name(&name).or(holds), depth + 1)?;
            } else if entry.is_file() {
                self.file(&entry, holds)?;
            } else {
                self.ignore(&entry, "neither a file nor a folder");
            }
        }
        Ok(())
    }

    fn ignore(&mut self, path: &Path, why: &str) {
        self.input.ignored.push((path.to_owned(), why.to_owned()));
    }

    fn file(&mut self, path: &Path, holds: Option<&'static Table>) -> Result<(), InputError> {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let assigned = self
            .mapping
            .map(|mapping| mapping.for_file(path))
            .unwrap_or_default();
        let (stem, format, compression) = match from_name(&name) {
            NameSays::Table(stem, format, compression) => (stem, format, compression),
            NameSays::Unreadable(stem, advice) => {
                if !assigned.is_empty() || table_of(&stem).is_some() || holds.is_some() {
                    return Err(InputError::UnknownFormat {
                        path: path.to_owned(),
                        advice,
                    });
                }
                self.ignore(path, "not a table");
                return Ok(());
            }
            NameSays::Other => {
                self.ignore(path, "not a table");
                return Ok(());
            }
        };
        let bytes = fs::metadata(path)
            .map_err(|error| InputError::Unreadable {
                path: path.to_owned(),
                error,
            })?
            .len();
        let first = fs::canonicalize(path).is_ok_and(|path| self.seen.insert(path));
        if !first {
            self.ignore(path, "named twice");
            return Ok(());
        }
        let file = |table, mapping| TableFile {
            table,
            path: path.to_owned(),
            format,
            compression,
            mapping,
            bytes,
        };
        if !assigned.is_empty() {
            let files = assigned
                .into_iter()
                .map(|mapping| file(mapping.table(), Some(mapping)));
            self.input.files.extend(files);
            return Ok(());
        }
        let Some(table) = table_of(&stem).or(holds) else {
            return Err(unknown(path, &stem));
        };
        match table.group {
            Group::Reference => Err(InputError::NotBase {
                path: path.to_owned(),
                table: table.name,
                reason: "is reference data, which comes from lists: add it with `bonafide lists add`",
            }),
            Group::Derived => Err(InputError::NotBase {
                path: path.to_owned(),
                table: table.name,
                reason: "is derived from the others by bonafide itself: take the file away",
            }),
            _ => {
                self.input.files.push(file(table, None));
                Ok(())
            }
        }
    }
}

fn is_truth(name: &str) -> bool {
    name == "truth"
}

/// A folder that an earlier run wrote.
fn is_output(entries: &[PathBuf]) -> bool {
    let has = |name: &str| {
        entries
            .iter()
            .any(|entry| entry.file_name().is_some_and(|n| n == name))
    };
    has("report.json") && has("findings.parquet")
}

/// The table that a stem names: `session`, `session-2025`, `session.part1`, `session_01`.
fn table_of(stem: &str) -> Option<&'static Table> {
    if let Some(table) = table::by_name(stem) {
        return Some(table);
    }
    TABLES
        .iter()
        .copied()
        .filter(|table| {
            let Some(rest) = stem.strip_prefix(table.name) else {
                return false;
            };
            let mut rest = rest.chars();
            match rest.next() {
                Some('-' | '.' | ' ' | '(') => true,
                Some('_') => rest.next().is_some_and(|c| c.is_ascii_digit()),
                _ => false,
            }
        })
        .max_by_key(|table| table.name.len())
}

fn unknown(path: &Path, stem: &str) -> InputError {
    let names = || {
        TABLES
            .iter()
            .filter(|table| table.is_base())
            .map(|table| table.name)
    };
    let folder = path
        .parent()
        .and_then(Path::file_name)
        .map(|name| name.to_string_lossy().to_lowercase())
        .unwrap_or_default();
    // `sesions.csv`, `sessions.csv`, `sesion/part-0.parquet`, `session_export.csv`
    let suggestion = table::suggest(stem, names())
        .or_else(|| {
            stem.strip_suffix('s')
                .and_then(|one| names().find(|name| *name == one))
        })
        .or_else(|| table::suggest(&folder, names()))
        .or_else(|| {
            names()
                .filter(|name| stem.starts_with(&format!("{name}_")))
                .max_by_key(|name| name.len())
        });
    InputError::UnknownTable {
        path: path.to_owned(),
        name: stem.to_owned(),
        suggestion: suggestion.map(str::to_owned),
    }
}
