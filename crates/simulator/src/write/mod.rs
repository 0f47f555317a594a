//! Files of records: one for each table and part, opened when its first row comes.

mod delimited;
mod lines;

use std::collections::BTreeMap;
use std::fs::{File, create_dir_all};
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use bonafide_model::{Row, Table};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;
use serde::Serialize;

use crate::error::{Error, Result};
use crate::view::{Cut, View};
use crate::world::Format;

enum Writer {
    Parquet(Box<ArrowWriter<File>>),
    Csv(Box<csv::Writer<File>>),
    Ndjson(BufWriter<File>),
}

/// The files of one part of the world.
pub(crate) struct Part {
    root: PathBuf,
    format: Format,
    /// The number of the part; none if the world has only one.
    number: Option<u64>,
    view: View,
    /// How each table is cut, once its first rows came; none for tables that the view does not have.
    cuts: BTreeMap<&'static str, Option<Cut>>,
    files: BTreeMap<&'static str, (PathBuf, Writer, u64)>,
}

/// Rows and bytes that were written to each table.
pub(crate) type Written = BTreeMap<&'static str, (u64, u64)>;

impl Part {
    pub(crate) fn new(root: &Path, format: Format, view: View, number: Option<u64>) -> Self {
        Self {
            root: root.to_owned(),
            format,
            number,
            view,
            cuts: BTreeMap::new(),
            files: BTreeMap::new(),
        }
    }

    fn open(&self, table: &'static Table, cut: &Cut) -> Result<(PathBuf, Writer, u64)> {
        let ending = self.format.ending();
        let path = match self.number {
            None => self.root.join(format!("{}.{ending}", table.name)),
            Some(number) => {
                let folder = self.root.join(table.name);
                create_dir_all(&folder).map_err(|source| Error::Io {
                    doing: "making",
                    path: folder.clone(),
                    source,
                })?;
                folder.join(format!("part-{number:04}.{ending}"))
            }
        };
        let file = File::create(&path).map_err(|source| Error::Io {
            doing: "making",
            path: path.clone(),
            source,
        })?;
        let writer = match self.format {
            Format::Parquet => {
                let level = ZstdLevel::try_new(1).map_err(|source| Error::Parquet {
                    doing: "opening",
                    path: path.clone(),
                    source,
                })?;
                let properties = WriterProperties::builder()
                    .set_compression(Compression::ZSTD(level))
                    .set_max_row_group_row_count(Some(131_072))
                    .set_created_by("bonafide-simulator".to_owned())
                    .build();
                let schema = match &cut.keep {
                    Some(keep) => table.schema().project(keep).map_err(Error::View)?.into(),
                    None => table.schema(),
                };
                let writer =
                    ArrowWriter::try_new(file, schema, Some(properties)).map_err(|source| {
                        Error::Parquet {
                            doing: "opening",
                            path: path.clone(),
                            source,
                        }
                    })?;
                Writer::Parquet(Box::new(writer))
            }
            Format::Csv => {
                let mut writer = csv::WriterBuilder::new()
                    .buffer_capacity(1 << 16)
                    .from_writer(file);
                writer
                    .write_record(
                        (0..table.columns.len())
                            .filter(|at| cut.keep.as_ref().is_none_or(|keep| keep.contains(at)))
                            .map(|at| table.columns[at].name),
                    )
                    .map_err(|source| Error::Csv {
                        doing: "writing",
                        path: path.clone(),
                        source,
                    })?;
                Writer::Csv(Box::new(writer))
            }
            Format::Ndjson => Writer::Ndjson(BufWriter::with_capacity(1 << 16, file)),
        };
        Ok((path, writer, 0))
    }

    /// Adds rows to the file of their table, as far as the view shows them.
    pub(crate) fn write<R: Row + Serialize>(&mut self, rows: &[R]) -> Result<()> {
        let table = R::TABLE;
        let view = self.view;
        let cut = self
            .cuts
            .entry(table.name)
            .or_insert_with(|| view.cut(table));
        // Taken out while files are opened, put back below.
        let Some(cut) = cut.take() else {
            return Ok(());
        };
        let written = self.write_cut(rows, table, &cut);
        self.cuts.insert(table.name, Some(cut));
        written
    }

    fn write_cut<R: Row + Serialize>(
        &mut self,
        rows: &[R],
        table: &'static Table,
        cut: &Cut,
    ) -> Result<()> {
        let lines = matches!(self.format, Format::Ndjson);
        let batch = match (lines, cut.is_whole()) {
            (true, _) => None,
            (false, true) => Some(R::batch(rows)),
            (false, false) => Some(cut.batch(R::batch(rows))?),
        };
        let objects = match (lines, cut.is_whole()) {
            (true, false) => Some(lines::cut(rows, table, cut)?),
            _ => None,
        };
        let count = match (&batch, &objects) {
            (Some(batch), _) => batch.num_rows(),
            (None, Some(objects)) => objects.len(),
            (None, None) => rows.len(),
        };
        if count == 0 {
            return Ok(());
        }
        if !self.files.contains_key(table.name) {
            let opened = self.open(table, cut)?;
            self.files.insert(table.name, opened);
        }
        let Some((path, writer, written)) = self.files.get_mut(table.name) else {
            return Ok(());
        };
        match (writer, batch) {
            (Writer::Parquet(writer), Some(batch)) => {
                writer.write(&batch).map_err(|source| Error::Parquet {
                    doing: "writing",
                    path: path.clone(),
                    source,
                })?;
            }
            (Writer::Csv(writer), Some(batch)) => delimited::write(writer, &batch, path)?,
            (Writer::Ndjson(writer), _) => match &objects {
                Some(objects) => lines::write(writer, objects, path)?,
                None => lines::write(writer, rows, path)?,
            },
            // Only lines come without a batch.
            (Writer::Parquet(_) | Writer::Csv(_), None) => {}
        }
        *written += count as u64;
        Ok(())
    }

    /// Closes the files and says what is in them.
    pub(crate) fn close(self) -> Result<Written> {
        let mut sum = Written::new();
        for (table, (path, writer, rows)) in self.files {
            match writer {
                Writer::Parquet(writer) => {
                    writer.close().map_err(|source| Error::Parquet {
                        doing: "closing",
                        path: path.clone(),
                        source,
                    })?;
                }
                Writer::Csv(mut writer) => writer.flush().map_err(|source| Error::Io {
                    doing: "closing",
                    path: path.clone(),
                    source,
                })?,
                Writer::Ndjson(writer) => {
                    writer.into_inner().map_err(|error| Error::Io {
                        doing: "closing",
                        path: path.clone(),
                        source: error.into_error(),
                    })?;
                }
            }
            let bytes = path
                .metadata()
                .map_err(|source| Error::Io {
                    doing: "measuring",
                    path: path.clone(),
                    source,
                })?
                .len();
            sum.insert(table, (rows, bytes));
        }
        Ok(sum)
    }
}
