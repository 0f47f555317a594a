//! Puts rows together into batches and sets aside those that cannot be kept.

use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::Arc;

use arrow::array::{ArrayRef, BooleanArray, UInt64Array, new_null_array};
use arrow::compute::filter;
use arrow::datatypes::DataType;
use arrow::record_batch::{RecordBatch, RecordBatchOptions};
use twox_hash::XxHash3_64;

use crate::answer;
use crate::builder::ColumnBuilder;
use crate::error::ReadError;
use crate::plan::{Cell, CellSource, Plan};
use crate::reject::{Reject, RejectSink};
use crate::source::{Source, broken_sentence};
use crate::totals::FileTotals;
use crate::value::{self, Raw, ValueOptions};

/// A row of a text file whose fields are read on demand.
pub(crate) trait RawRow {
    /// The value of a slot of the plan.
    fn get(&self, slot: usize) -> Raw<'_>;
}

/// Text bytes in a batch after which it is delivered, however few its rows.
const BATCH_BYTES: usize = 64 << 20;

pub(crate) const NO_ID: &str = "has no value, and a row without it has no owner or identity";

/// Gathers rows of one file.
pub(crate) struct Assembler {
    pub(crate) plan: Plan,
    pub(crate) totals: FileTotals,
    path: PathBuf,
    builders: Vec<Option<ColumnBuilder>>,
    nulls: Vec<Option<ArrayRef>>,
    keep: Vec<bool>,
    marks: Vec<u64>,
    dropped: bool,
    bytes: usize,
    batch_rows: usize,
}

impl Assembler {
    pub(crate) fn new(plan: Plan, path: PathBuf, batch_rows: usize) -> Self {
        let builders = plan
            .cells
            .iter()
            .map(|cell| match cell.source {
                CellSource::Absent => None,
                _ => Some(ColumnBuilder::new(
                    cell.column.value_type,
                    batch_rows.min(1 << 16),
                )),
            })
            .collect();
        let totals = FileTotals {
            warnings: plan.warnings.clone(),
            ..FileTotals::default()
        };
        Self {
            nulls: vec![None; plan.cells.len()],
            plan,
            totals,
            path,
            builders,
            keep: Vec::new(),
            marks: Vec::new(),
            dropped: false,
            bytes: 0,
            batch_rows,
        }
    }

    pub(crate) fn is_full(&self) -> bool {
        self.keep.len() >= self.batch_rows || self.bytes >= BATCH_BYTES
    }

    /// Counts a row that is no row at all, such as a ragged one.
    pub(crate) fn set_aside(
        &mut self,
        line: u64,
        value_class: String,
        reason: Cow<'static, str>,
        rejects: &dyn RejectSink,
    ) {
        self.totals.read += 1;
        self.totals.set_aside += 1;
        rejects.reject(Reject {
            file: self.plan.file.clone(),
            line,
            column: None,
            table: self.plan.table.name,
            value_class,
            reason,
        });
    }

    /// Takes one row, which is written as `text`: keeps it, leaves it out or sets it aside.
    pub(crate) fn push(
        &mut self,
        row: &impl RawRow,
        text: &[u8],
        line: u64,
        rejects: &dyn RejectSink,
    ) {
        self.totals.read += 1;
        if let Some(filter) = &self.plan.filter {
            let raw = row.get(filter.slot);
            if !filter.takes(&as_text(&raw)) {
                self.totals.left_out += 1;
                return;
            }
        }
        self.bytes += text.len();
        if let Some(way) = self.plan.mark {
            let text = text.trim_ascii_end();
            self.marks.push(XxHash3_64::oneshot_with_seed(way, text));
        }
        let mut fate = Fate::Kept;
        for (cell, builder) in self.plan.cells.iter().zip(&mut self.builders) {
            let Some(builder) = builder else {
                if cell.column.id && fate == Fate::Kept {
                    fate = Fate::of_missing_id(self.plan.optional);
                    if fate == Fate::SetAside {
                        rejects.reject(reject(&self.plan, cell, line, &Raw::Null, NO_ID));
                    }
                }
                continue;
            };
            if fate != Fate::Kept {
                builder.push_null();
                continue;
            }
            let raw = cell_value(cell, row);
            let outcome = fill(cell, builder, &raw, &self.plan.options);
            let reason = match outcome {
                Ok(true) if cell.column.id && is_blank(&raw) => NO_ID,
                Ok(false) if cell.column.id => NO_ID,
                Ok(_) => continue,
                Err(reason) => {
                    builder.push_null();
                    reason
                }
            };
            fate = if reason == NO_ID {
                Fate::of_missing_id(self.plan.optional)
            } else {
                Fate::SetAside
            };
            if fate == Fate::SetAside {
                rejects.reject(reject(&self.plan, cell, line, &raw, reason));
            }
        }
        match fate {
            Fate::Kept => self.totals.kept += 1,
            Fate::LeftOut => self.totals.left_out += 1,
            Fate::SetAside => self.totals.set_aside += 1,
        }
        self.dropped |= fate != Fate::Kept;
        self.keep.push(fate == Fate::Kept);
    }

    /// Notes that the file ended before its end, if it did.
    pub(crate) fn tell_break(&mut self, source: &Source) {
        if let Some(error) = source.error() {
            let sentence = broken_sentence(&self.plan.file, self.totals.read, error);
            self.totals.broken.push(sentence);
        }
    }

    /// The batch so far, where it holds a row.
    pub(crate) fn finish(&mut self) -> Result<Option<RecordBatch>, ReadError> {
        let rows = std::mem::take(&mut self.keep);
        self.bytes = 0;
        if rows.is_empty() {
            return Ok(None);
        }
        let count = rows.len();
        let keep = std::mem::take(&mut self.dropped).then(|| BooleanArray::from(rows));
        let mut arrays = Vec::with_capacity(self.plan.cells.len());
        for ((cell, builder), null) in self
            .plan
            .cells
            .iter()
            .zip(&mut self.builders)
            .zip(&mut self.nulls)
        {
            let array = match builder {
                Some(builder) => builder.finish(),
                None => nulls(null, cell, count),
            };
            arrays.push(array);
        }
        let marks = std::mem::take(&mut self.marks);
        let marks = self.plan.mark.map(|_| UInt64Array::from(marks));
        batch(&self.plan, arrays, marks, count, keep.as_ref()).map_err(|error| ReadError::Arrow {
            path: self.path.clone(),
            error,
        })
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    Kept,
    LeftOut,
    SetAside,
}

impl Fate {
    pub(crate) fn of_missing_id(optional: bool) -> Self {
        if optional {
            Self::LeftOut
        } else {
            Self::SetAside
        }
    }
}

pub(crate) fn reject(
    plan: &Plan,
    cell: &Cell,
    line: u64,
    raw: &Raw<'_>,
    reason: &'static str,
) -> Reject {
    Reject {
        file: plan.file.clone(),
        line,
        column: Some(Arc::clone(&cell.name)),
        table: plan.table.name,
        value_class: value::class(raw),
        reason: Cow::Borrowed(reason),
    }
}

/// The value of a cell in a row: read, joined and translated.
pub(crate) fn cell_value<'a>(cell: &'a Cell, row: &'a impl RawRow) -> Raw<'a> {
    let raw = match &cell.source {
        CellSource::Absent => Raw::Null,
        CellSource::Slot(slot) => row.get(*slot),
        CellSource::Offset(slot) => match value::offset_minutes(&as_text(&row.get(*slot))) {
            Some(minutes) => Raw::Integer(minutes),
            None => Raw::Null,
        },
        CellSource::Constant(text) => Raw::Text(Cow::Borrowed(text.as_bytes())),
        CellSource::Join { slots, with } => {
            let mut joined = Vec::new();
            for slot in slots {
                let raw = row.get(*slot);
                if let Raw::Other(_) = raw {
                    return raw;
                }
                let part = as_text(&raw);
                if value::is_null(&part) {
                    continue;
                }
                if !joined.is_empty() {
                    joined.extend_from_slice(with.as_bytes());
                }
                joined.extend_from_slice(&part);
            }
            Raw::Text(Cow::Owned(joined))
        }
    };
    let Some(words) = &cell.words else {
        return raw;
    };
    let ours = std::str::from_utf8(&as_text(&raw))
        .ok()
        .and_then(|text| words.get(text));
    match ours {
        Some(ours) => Raw::Text(Cow::Borrowed(ours.as_bytes())),
        None => raw,
    }
}

/// Appends the value of a cell, as [`ColumnBuilder::push`] does.
pub(crate) fn fill(
    cell: &Cell,
    builder: &mut ColumnBuilder,
    raw: &Raw<'_>,
    options: &ValueOptions,
) -> Result<bool, &'static str> {
    match cell.is_answer {
        true => builder.push(&answer::read(raw)?, options),
        false => builder.push(raw, options),
    }
}

/// The text of a value, for comparison with the words of a mapping.
pub(crate) fn as_text<'a>(raw: &'a Raw<'_>) -> Cow<'a, [u8]> {
    match raw {
        Raw::Null | Raw::Other(_) => Cow::Borrowed(b""),
        Raw::Text(bytes) => Cow::Borrowed(bytes),
        Raw::Boolean(value) => Cow::Borrowed(if *value { b"true" } else { b"false" }),
        Raw::Integer(value) => Cow::Owned(value.to_string().into_bytes()),
        Raw::Real(value) => Cow::Owned(value.to_string().into_bytes()),
    }
}

pub(crate) fn is_blank(raw: &Raw<'_>) -> bool {
    matches!(raw, Raw::Text(bytes) if bytes.trim_ascii().is_empty())
}

/// A column of nulls, made once for a reader and cut to length.
pub(crate) fn nulls(cache: &mut Option<ArrayRef>, cell: &Cell, rows: usize) -> ArrayRef {
    match cache {
        Some(array) if array.len() >= rows => array.slice(0, rows),
        _ => {
            let array = new_null_array(&cell.column.value_type.arrow(), rows);
            *cache = Some(array.clone());
            array
        }
    }
}

/// Cuts the columns down to the kept rows and the wanted ones, and puts the marks of rows behind them.
pub(crate) fn batch(
    plan: &Plan,
    arrays: Vec<ArrayRef>,
    marks: Option<UInt64Array>,
    rows: usize,
    keep: Option<&BooleanArray>,
) -> Result<Option<RecordBatch>, arrow::error::ArrowError> {
    let count = keep.map_or(rows, BooleanArray::true_count);
    if count == 0 {
        return Ok(None);
    }
    let mut columns = Vec::with_capacity(arrays.len());
    for (cell, array) in plan.cells.iter().zip(arrays) {
        if !cell.wanted {
            continue;
        }
        columns.push(match keep {
            Some(keep) => filter(&array, keep)?,
            None => array,
        });
    }
    if plan.mark.is_some() {
        columns.push(match (marks, keep) {
            (Some(marks), Some(keep)) => filter(&marks, keep)?,
            (Some(marks), None) => Arc::new(marks),
            (None, _) => new_null_array(&DataType::UInt64, count),
        });
    }
    let options = RecordBatchOptions::new().with_row_count(Some(count));
    RecordBatch::try_new_with_options(plan.schema.clone(), columns, &options).map(Some)
}
