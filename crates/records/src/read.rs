//! Opens a file and reads it as batches.

use std::collections::VecDeque;

use arrow::record_batch::RecordBatch;
use bonafide_model::Column;
use parquet::arrow::arrow_reader::ArrowReaderMetadata;

use crate::columnar::{self, ColumnarReader};
use crate::columns::ColumnSet;
use crate::csv_reader::{CsvReader, open_csv};
use crate::discover::TableFile;
use crate::error::ReadError;
use crate::format::Format;
use crate::json_reader::{JsonReader, sample_json};
use crate::plan::{Plan, UnknownColumn, present, unread};
use crate::reject::RejectSink;
use crate::totals::FileTotals;

/// How to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadOptions {
    /// Rows in a batch, at most.
    pub batch_rows: usize,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self { batch_rows: 65_536 }
    }
}

/// What can be said of a file before its rows are read.
#[derive(Debug, Clone)]
pub struct FileSchema {
    /// The table's columns for which the file has values.
    pub present: Vec<&'static Column>,
    /// The file's columns that nothing reads, with a suggestion for those that look misspelt.
    pub unknown: Vec<UnknownColumn>,
    /// Whether there can be no others: NDJSON is judged by its first rows, and members that appear
    /// later are read all the same.
    pub complete: bool,
    /// Rows in the file, where it says so itself.
    pub rows: Option<u64>,
}

/// A part of a file that one thread reads.
#[derive(Debug, Clone)]
pub struct Split {
    part: Part,
    /// Size of the part on disk.
    pub bytes: u64,
    /// Rows of the part, where the file says so.
    pub rows: Option<u64>,
}

#[derive(Debug, Clone)]
enum Part {
    Whole,
    Groups {
        metadata: ArrowReaderMetadata,
        groups: Vec<(usize, u64)>,
    },
}

/// Looks at a file's columns.
pub fn peek(file: &TableFile) -> Result<FileSchema, ReadError> {
    let (found, rows) = match file.format {
        Format::Csv => (open_csv(file)?.1, None),
        Format::Ndjson => (sample_json(&file.path)?, None),
        Format::Parquet => {
            let metadata = columnar::metadata(&file.path)?;
            let rows = metadata.metadata().file_metadata().num_rows();
            (
                columnar::columns(metadata.schema()),
                u64::try_from(rows).ok(),
            )
        }
    };
    Ok(FileSchema {
        present: present(file, &found),
        unknown: unread(file, &found),
        complete: found.complete,
        rows,
    })
}

/// Cuts a file into parts that can be read at the same time: a Parquet file by its row groups, any
/// other file is one part.
pub fn splits(file: &TableFile) -> Result<Vec<Split>, ReadError> {
    if file.format != Format::Parquet {
        return Ok(vec![Split {
            part: Part::Whole,
            bytes: file.bytes,
            rows: None,
        }]);
    }
    let metadata = columnar::metadata(&file.path)?;
    let mut first_row = 0;
    let mut splits = Vec::new();
    for (group, data) in metadata.metadata().row_groups().iter().enumerate() {
        let rows = u64::try_from(data.num_rows()).unwrap_or_default();
        splits.push(Split {
            part: Part::Groups {
                metadata: metadata.clone(),
                groups: vec![(group, first_row)],
            },
            bytes: u64::try_from(data.compressed_size()).unwrap_or_default(),
            rows: Some(rows),
        });
        first_row += rows;
    }
    Ok(splits)
}

/// Reads a whole file into `sink`.
///
/// Values of columns that are not wanted are not looked at, so a row that is bad only there is
/// kept. Ids are always checked.
pub fn read<E: From<ReadError>>(
    file: &TableFile,
    columns: &ColumnSet,
    options: &ReadOptions,
    rejects: &dyn RejectSink,
    sink: &mut dyn FnMut(RecordBatch) -> Result<(), E>,
) -> Result<FileTotals, E> {
    let mut reader = TableReader::open(file, columns, options)?;
    while let Some(batch) = reader.next_batch(rejects)? {
        sink(batch)?;
    }
    Ok(reader.into_totals())
}

/// Reads one file, or a part of it, batch by batch.
pub struct TableReader {
    inner: Inner,
}

enum Inner {
    Csv(CsvReader),
    Json(JsonReader),
    Parquet(Box<ColumnarReader>),
}

impl TableReader {
    /// Opens a whole file.
    pub fn open(
        file: &TableFile,
        columns: &ColumnSet,
        options: &ReadOptions,
    ) -> Result<Self, ReadError> {
        let part = match file.format {
            Format::Parquet => {
                let metadata = columnar::metadata(&file.path)?;
                let mut groups = Vec::new();
                let mut first_row = 0;
                for (group, data) in metadata.metadata().row_groups().iter().enumerate() {
                    groups.push((group, first_row));
                    first_row += u64::try_from(data.num_rows()).unwrap_or_default();
                }
                Part::Groups { metadata, groups }
            }
            _ => Part::Whole,
        };
        Self::open_part(file, part, columns, options)
    }

    /// Opens a part of a file.
    pub fn open_split(
        file: &TableFile,
        split: &Split,
        columns: &ColumnSet,
        options: &ReadOptions,
    ) -> Result<Self, ReadError> {
        Self::open_part(file, split.part.clone(), columns, options)
    }

    fn open_part(
        file: &TableFile,
        part: Part,
        columns: &ColumnSet,
        options: &ReadOptions,
    ) -> Result<Self, ReadError> {
        let batch_rows = options.batch_rows.max(1);
        let inner = match (file.format, part) {
            (Format::Parquet, Part::Groups { metadata, groups }) => {
                let found = columnar::columns(metadata.schema());
                let plan = Plan::new(file, columns, &found)?;
                Inner::Parquet(Box::new(ColumnarReader::new(
                    file.path.clone(),
                    plan,
                    metadata,
                    &found,
                    VecDeque::from(groups),
                    batch_rows,
                )?))
            }
            (Format::Parquet, Part::Whole) => return Self::open(file, columns, options),
            (Format::Csv, _) => Inner::Csv(CsvReader::open(file, columns, batch_rows)?),
            (Format::Ndjson, _) => Inner::Json(JsonReader::open(file, columns, batch_rows)?),
        };
        Ok(Self { inner })
    }

    /// The next batch: exactly the wanted columns, in the order and with the types of the model.
    pub fn next_batch(
        &mut self,
        rejects: &dyn RejectSink,
    ) -> Result<Option<RecordBatch>, ReadError> {
        match &mut self.inner {
            Inner::Csv(reader) => reader.next_batch(rejects),
            Inner::Json(reader) => reader.next_batch(rejects),
            Inner::Parquet(reader) => reader.next_batch(rejects),
        }
    }

    /// The counts so far.
    pub fn totals(&self) -> &FileTotals {
        match &self.inner {
            Inner::Csv(reader) => &reader.assembler.totals,
            Inner::Json(reader) => &reader.assembler.totals,
            Inner::Parquet(reader) => &reader.totals,
        }
    }

    /// The counts.
    pub fn into_totals(self) -> FileTotals {
        match self.inner {
            Inner::Csv(reader) => reader.assembler.totals,
            Inner::Json(reader) => reader.assembler.totals,
            Inner::Parquet(reader) => reader.totals,
        }
    }
}
