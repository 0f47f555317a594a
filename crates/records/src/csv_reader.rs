//! Reads CSV files: header, delimiter, rows.

use arrow::record_batch::RecordBatch;

use crate::assembler::{Assembler, RawRow};
use crate::columns::ColumnSet;
use crate::delimited::{Records, Span, Step, TOO_LONG, split_line};
use crate::discover::TableFile;
use crate::error::ReadError;
use crate::plan::{FileColumns, Plan, present, spelling, unread};
use crate::reject::RejectSink;
use crate::source::{LONGEST_ROW, Source, damaged};
use crate::value::Raw;

/// Opens a CSV file and reads its header.
pub(crate) fn open_csv(file: &TableFile) -> Result<(Records, FileColumns), ReadError> {
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

pub(crate) struct CsvReader {
    records: Records,
    pub(crate) assembler: Assembler,
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
    pub(crate) fn open(
        file: &TableFile,
        columns: &ColumnSet,
        batch_rows: usize,
    ) -> Result<Self, ReadError> {
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

    pub(crate) fn next_batch(
        &mut self,
        rejects: &dyn RejectSink,
    ) -> Result<Option<RecordBatch>, ReadError> {
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
                        self.assembler.push(&row, record, line, rejects);
                    }
                    Step::Bad(line, reason) => {
                        self.assembler
                            .set_aside(line, "row".to_owned(), reason.into(), rejects);
                    }
                    Step::End => {
                        self.done = true;
                        self.assembler.tell_break(self.records.source());
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
