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
    files: BTreeMap<&'static str, (PathBuf, Writer, u64)>,
}

/// Rows and bytes that were written to each table.
pub(crate) type Written = BTreeMap<&'static str, (u64, u64)>;

impl Part {
    pub(crate) fn new(root: &Path, format: Format, number: Option<u64>) -> Self {
        Self {
            root: root.to_owned(),
            format,
            number,
            files: BTreeMap::new(),
        }
    }

    fn open(&self, table: &'static Table) -> Result<(PathBuf, Writer, u64)> {
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
                let writer = ArrowWriter::try_new(file, table.schema(), Some(properties)).map_err(
                    |source| Error::Parquet {
                        doing: "opening",
                        path: path.clone(),
                        source,
                    },
                )?;
                Writer::Parquet(Box::new(writer))
            }
            Format::Csv => {
                let mut writer = csv::WriterBuilder::new()
                    .buffer_capacity(1 << 16)
                    .from_writer(file);
                writer
                    .write_record(table.columns.iter().map(|column| column.name))
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

    /// Adds rows to the file of their table.
    pub(crate) fn write<R: Row + Serialize>(&mut self, rows: &[R]) -> Result<()> {
        let table = R::TABLE;
        if !self.files.contains_key(table.name) {
            let opened = self.open(table)?;
            self.files.insert(table.name, opened);
        }
        let Some((path, writer, written)) = self.files.get_mut(table.name) else {
            return Ok(());
        };
        match writer {
            Writer::Parquet(writer) => {
                writer
                    .write(&R::batch(rows))
                    .map_err(|source| Error::Parquet {
                        doing: "writing",
                        path: path.clone(),
                        source,
                    })?
            }
            Writer::Csv(writer) => delimited::write(writer, &R::batch(rows), path)?,
            Writer::Ndjson(writer) => lines::write(writer, rows, path)?,
        }
        *written += rows.len() as u64;
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
