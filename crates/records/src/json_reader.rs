//! Reads NDJSON files line by line.

use std::borrow::Cow;
use std::path::Path;

use arrow::record_batch::RecordBatch;

use crate::assembler::Assembler;
use crate::columns::ColumnSet;
use crate::delimited::TOO_LONG;
use crate::discover::TableFile;
use crate::error::ReadError;
use crate::format::Format;
use crate::json::{JsonRows, TWICE, member_names};
use crate::plan::{FileColumns, Plan};
use crate::reject::RejectSink;
use crate::source::{LONGEST_ROW, Source, damaged};
use crate::value::{self, Raw};

/// The member names of the first rows of an NDJSON file.
pub(crate) fn sample_json(path: &Path) -> Result<FileColumns, ReadError> {
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

pub(crate) struct JsonReader {
    source: Source,
    rows: JsonRows,
    pub(crate) assembler: Assembler,
    line: u64,
    done: bool,
}

impl JsonReader {
    pub(crate) fn open(
        file: &TableFile,
        columns: &ColumnSet,
        batch_rows: usize,
    ) -> Result<Self, ReadError> {
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

    pub(crate) fn next_batch(
        &mut self,
        rejects: &dyn RejectSink,
    ) -> Result<Option<RecordBatch>, ReadError> {
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
                return self.assembler.tell_break(&self.source);
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
                    Ok(row) => self.assembler.push(&row, line, self.line, rejects),
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
