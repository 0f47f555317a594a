//! Opens a file and reads it as batches.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::path::Path;

use arrow::record_batch::RecordBatch;
use bonafide_model::Column;
use parquet::arrow::arrow_reader::ArrowReaderMetadata;

use crate::assembler::{Assembler, RawRow};
use crate::columnar::{self, ColumnarReader};
use crate::columns::ColumnSet;
use crate::delimited::{Records, Span, Step, TOO_LONG, split_line};
use crate::discover::TableFile;
use crate::error::ReadError;
use crate::format::Format;
use crate::json::{JsonRows, TWICE, member_names};
use crate::plan::{FileColumns, Plan, UnknownColumn, present, spelling, unread};
use crate::reject::RejectSink;
use crate::source::{LONGEST_ROW, Source, broken_sentence};
use crate::totals::FileTotals;
use crate::value::{self, Raw};

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

/// Opens a CSV file and reads its header.
fn open_csv(file: &TableFile) -> Result<(Records, FileColumns), ReadError> {
    let source = Source::open(&file.path)?;
    if source.data().is_empty() && source.error().is_some() {
        return Err(damaged(file, &source));
    }
    let mut records = Records::new(source, b',');
    let mut told = file.mapping.as_ref().and_then(|mapping| mapping.delimiter);
    // The header must be loaded before its delimiter can be told.
    let line = loop {
        let data = records.source().data();
        match memchr::memchr(b'\n', data) {
            Some(at) if at <= LONGEST_ROW => {
                let line = data[..at].trim_ascii_end().to_vec();
                match sep_line(&line) {
                    Some(delimiter) => {
                        // Spreadsheets write `sep=;` before the header.
                        told = told.or(Some(delimiter));
                        records.skip_line();
                    }
                    None if line.is_empty() => records.skip_line(),
                    None => break line,
                }
            }
            None if records.source().ended() => break data.to_vec(),
            None if data.len() <= LONGEST_ROW => records.source_mut().fill(),
            _ => return Err(bad_header(file, TOO_LONG)),
        }
    };
    if line.is_empty() {
        return Ok((
            records,
            FileColumns {
                names: Vec::new(),
                complete: false,
            },
        ));
    }
    let delimiter = told.unwrap_or_else(|| guess_delimiter(file, &line));
    records.set_delimiter(delimiter);
    let names: Vec<String> = match records.step() {
        Step::Record(_) => records
            .spans()
            .iter()
            .map(|span| {
                String::from_utf8_lossy(&span.of(records.record()))
                    .trim()
                    .to_owned()
            })
            .collect(),
        Step::Bad(_, reason) => return Err(bad_header(file, reason)),
        Step::End => return Err(bad_header(file, "is missing")),
    };
    if names.iter().any(|name| name.contains('\r')) {
        return Err(bad_header(
            file,
            "ends in a carriage return alone; save the file with line ends of Unix or Windows",
        ));
    }
    records.set_width(names.len());
    let found = FileColumns {
        names,
        complete: true,
    };
    if let Some(column) = twice(file, &found) {
        return Err(ReadError::ColumnTwice {
            path: file.path.clone(),
            column,
        });
    }
    Ok((records, found))
}

fn bad_header(file: &TableFile, reason: &str) -> ReadError {
    ReadError::Damaged {
        path: file.path.clone(),
        format: file.format,
        reason: format!("its header line {reason}"),
    }
}

fn damaged(file: &TableFile, source: &Source) -> ReadError {
    ReadError::Damaged {
        path: file.path.clone(),
        format: file.format,
        reason: match source.error() {
            Some(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
                "its compressed data ends before the first row".to_owned()
            }
            Some(error) => error.to_string(),
            None => "it is empty".to_owned(),
        },
    }
}

fn sep_line(line: &[u8]) -> Option<u8> {
    match line {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', delimiter] => Some(*delimiter),
        _ => None,
    }
}

/// The delimiter under which the header names most columns that are read.
fn guess_delimiter(file: &TableFile, line: &[u8]) -> u8 {
    let tab_first = file.path.to_string_lossy().to_lowercase().contains(".tsv");
    let candidates: [u8; 4] = if tab_first { *b"\t,;|" } else { *b",;\t|" };
    let mut best = (0, 0, candidates[0]);
    for delimiter in candidates {
        let names = split_line(line, delimiter);
        let fields = names.len();
        let found = FileColumns {
            names,
            complete: true,
        };
        let known = present(file, &found).len();
        if (known, fields) > (best.0, best.1) {
            best = (known, fields, delimiter);
        }
    }
    best.2
}

/// A column that is read and named twice.
fn twice(file: &TableFile, found: &FileColumns) -> Option<String> {
    let unread: Vec<String> = unread(file, found)
        .into_iter()
        .map(|column| column.name)
        .collect();
    found.names.iter().enumerate().find_map(|(at, name)| {
        let again = found.names[at + 1..]
            .iter()
            .any(|other| spelling(other) == spelling(name));
        let read = !unread.contains(name)
            || found
                .position(name)
                .is_some_and(|first| first == at && !unread.contains(&found.names[first]));
        (again && read && !name.is_empty()).then(|| name.clone())
    })
}

struct CsvReader {
    records: Records,
    assembler: Assembler,
    /// Place of each slot in a record.
    fields: Vec<usize>,
    done: bool,
}

struct CsvRow<'a> {
    record: &'a [u8],
    spans: &'a [Span],
    fields: &'a [usize],
}

impl RawRow for CsvRow<'_> {
    #[inline]
    fn get(&self, slot: usize) -> Raw<'_> {
        match self
            .fields
            .get(slot)
            .and_then(|field| self.spans.get(*field))
        {
            Some(span) => Raw::Text(span.of(self.record)),
            None => Raw::Null,
        }
    }
}

impl CsvReader {
    fn open(file: &TableFile, columns: &ColumnSet, batch_rows: usize) -> Result<Self, ReadError> {
        let (records, found) = open_csv(file)?;
        let plan = Plan::new(file, columns, &found)?;
        let fields = plan
            .slots
            .iter()
            .map(|slot| found.position(slot).unwrap_or(usize::MAX))
            .collect();
        let mut assembler = Assembler::new(plan, file.path.clone(), batch_rows);
        if found.names.is_empty() {
            assembler
                .totals
                .warnings
                .push(format!("{}: is empty", file.path.display()));
        }
        Ok(Self {
            records,
            assembler,
            fields,
            done: found.names.is_empty(),
        })
    }

    fn next_batch(&mut self, rejects: &dyn RejectSink) -> Result<Option<RecordBatch>, ReadError> {
        loop {
            while !self.done && !self.assembler.is_full() {
                match self.records.step() {
                    Step::Record(line) => {
                        let record = self.records.record();
                        let row = CsvRow {
                            record,
                            spans: self.records.spans(),
                            fields: &self.fields,
                        };
                        self.assembler.push(&row, record.len(), line, rejects);
                    }
                    Step::Bad(line, reason) => {
                        self.assembler
                            .set_aside(line, "row".to_owned(), reason.into(), rejects);
                    }
                    Step::End => {
                        self.done = true;
                        tell_break(&mut self.assembler, self.records.source());
                    }
                }
            }
            match self.assembler.finish()? {
                None if !self.done => {}
                outcome => return Ok(outcome),
            }
        }
    }
}

fn tell_break(assembler: &mut Assembler, source: &Source) {
    if let Some(error) = source.error() {
        let sentence = broken_sentence(&assembler.plan.file, assembler.totals.read, error);
        assembler.totals.broken.push(sentence);
    }
}

/// The member names of the first rows of an NDJSON file.
fn sample_json(path: &Path) -> Result<FileColumns, ReadError> {
    const ROWS: usize = 1_000;
    let mut names = Vec::new();
    let mut source = Source::open(path)?;
    let mut rows = 0;
    while rows < ROWS {
        let data = source.data();
        let (line, end) = match memchr::memchr(b'\n', data) {
            Some(at) => (&data[..at], at + 1),
            None if source.ended() && data.is_empty() => break,
            None if source.ended() => (data, data.len()),
            None if data.len() > LONGEST_ROW => {
                source.skip_line();
                continue;
            }
            None => {
                source.fill();
                continue;
            }
        };
        if let Ok(text) = std::str::from_utf8(line) {
            member_names(text, &mut names);
        }
        rows += 1;
        source.consume(end);
    }
    Ok(FileColumns {
        names,
        complete: false,
    })
}

struct JsonReader {
    source: Source,
    rows: JsonRows,
    assembler: Assembler,
    line: u64,
    done: bool,
}

impl JsonReader {
    fn open(file: &TableFile, columns: &ColumnSet, batch_rows: usize) -> Result<Self, ReadError> {
        let source = Source::open(&file.path)?;
        if source.data().is_empty() && source.error().is_some() {
            return Err(damaged(file, &source));
        }
        if source.data().trim_ascii_start().first() == Some(&b'[') {
            return Err(ReadError::Damaged {
                path: file.path.clone(),
                format: Format::Ndjson,
                reason:
                    "it is one JSON list; write one object a line, without brackets and commas \
                         around them"
                        .to_owned(),
            });
        }
        let sample = sample_json(&file.path)?;
        // In the first thousand rows nothing is known: that is no matter of single rows.
        let sampled = FileColumns {
            names: sample.names,
            complete: true,
        };
        if !sampled.names.is_empty() {
            Plan::new(file, columns, &sampled)?;
        }
        let plan = Plan::new(
            file,
            columns,
            &FileColumns {
                complete: false,
                ..sampled
            },
        )?;
        Ok(Self {
            rows: JsonRows::new(&plan.slots),
            source,
            assembler: Assembler::new(plan, file.path.clone(), batch_rows),
            line: 0,
            done: false,
        })
    }

    fn next_batch(&mut self, rejects: &dyn RejectSink) -> Result<Option<RecordBatch>, ReadError> {
        loop {
            while !self.done && !self.assembler.is_full() {
                self.step(rejects);
            }
            match self.assembler.finish()? {
                None if !self.done => {}
                outcome => return Ok(outcome),
            }
        }
    }

    fn step(&mut self, rejects: &dyn RejectSink) {
        let data = self.source.data();
        let (line, end) = match memchr::memchr(b'\n', data) {
            Some(at) => (&data[..at], at + 1),
            None if !self.source.ended() && data.len() <= LONGEST_ROW => return self.source.fill(),
            None if !self.source.ended() => {
                self.line += 1;
                self.assembler
                    .set_aside(self.line, "row".to_owned(), TOO_LONG.into(), rejects);
                return self.source.skip_line();
            }
            None if data.is_empty() || self.source.error().is_some() => {
                self.done = true;
                return tell_break(&mut self.assembler, &self.source);
            }
            None => (data, data.len()),
        };
        self.line += 1;
        let line = line.trim_ascii();
        if line.len() > LONGEST_ROW {
            self.assembler
                .set_aside(self.line, "row".to_owned(), TOO_LONG.into(), rejects);
        } else if !line.is_empty() {
            match std::str::from_utf8(line) {
                Err(_) => {
                    let class = value::class(&Raw::Text(Cow::Borrowed(line)));
                    self.assembler
                        .set_aside(self.line, class, value::NOT_UTF8.into(), rejects);
                }
                Ok(text) => match self.rows.read(text) {
                    Ok(row) => self.assembler.push(&row, line.len(), self.line, rejects),
                    Err(error) => {
                        let reason = json_reason(&error);
                        self.assembler
                            .set_aside(self.line, "row".to_owned(), reason, rejects);
                    }
                },
            }
        }
        self.source.consume(end);
    }
}

/// Says what is wrong with a line of JSON without repeating any of it.
fn json_reason(error: &serde_json::Error) -> Cow<'static, str> {
    use serde_json::error::Category;
    match error.classify() {
        Category::Eof => "is cut off in the middle of a JSON object".into(),
        Category::Data if error.to_string().starts_with(TWICE) => TWICE.into(),
        Category::Data => "is JSON, but not an object".into(),
        _ => "is not valid JSON".into(),
    }
}
