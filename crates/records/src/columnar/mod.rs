//! Parquet: reads the wanted columns of one row group after another and casts them to the model.

mod cast;
mod schema;
mod values;

use std::collections::VecDeque;
use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use arrow::array::{Array, ArrayRef, BooleanArray};
use arrow::datatypes::SchemaRef;
use arrow::record_batch::RecordBatch;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder,
};

use self::cast::{direct, missing_ids};
use self::schema::{Route, describe, follow, is_single, route};
use self::values::{OneRow, SlotRow, Values};
use crate::assembler::{self, Fate, NO_ID};
use crate::builder::ColumnBuilder;
use crate::error::ReadError;
use crate::plan::{CellSource, FileColumns, Plan};
use crate::reject::{Reject, RejectSink};
use crate::totals::FileTotals;
use crate::value::{self, Raw};

pub(crate) use self::schema::{columns, metadata};

/// Reads row groups of one Parquet file.
pub(crate) struct ColumnarReader {
    path: PathBuf,
    plan: Plan,
    pub(crate) totals: FileTotals,
    metadata: ArrowReaderMetadata,
    mask: ProjectionMask,
    routes: Vec<Route>,
    batch_rows: usize,
    groups: VecDeque<(usize, u64)>,
    current: Option<ParquetRecordBatchReader>,
    /// The row before the next one, from 0 in the file.
    row: u64,
    nulls: Vec<Option<ArrayRef>>,
}

impl ColumnarReader {
    pub(crate) fn new(
        path: PathBuf,
        plan: Plan,
        metadata: ArrowReaderMetadata,
        found: &FileColumns,
        groups: VecDeque<(usize, u64)>,
        batch_rows: usize,
    ) -> Result<Self, ReadError> {
        let schema: SchemaRef = metadata.schema().clone();
        let mut roots: Vec<usize> = Vec::new();
        let mut paths = Vec::with_capacity(plan.slots.len());
        let mut types = Vec::with_capacity(plan.slots.len());
        for slot in &plan.slots {
            let name = found.position(slot).and_then(|at| found.names.get(at));
            let (path, data_type) = name
                .and_then(|name| route(schema.fields(), name))
                .expect("the plan reads columns that the file has");
            if let Some(root) = path.first()
                && !roots.contains(root)
            {
                roots.push(*root);
            }
            paths.push(path);
            types.push(data_type);
        }
        roots.sort_unstable();
        for cell in &plan.cells {
            let slots: &[usize] = match &cell.source {
                CellSource::Slot(slot) | CellSource::Offset(slot) => std::slice::from_ref(slot),
                CellSource::Join { slots, .. } => slots,
                _ => &[],
            };
            for slot in slots {
                if !is_single(&types[*slot]) {
                    return Err(ReadError::ColumnType {
                        path,
                        column: plan.slots[*slot].clone(),
                        found: describe(&types[*slot]),
                        wanted: cell.column.value_type.word(),
                    });
                }
            }
        }
        let routes = paths
            .into_iter()
            .map(|path| Route {
                root: roots
                    .iter()
                    .position(|root| Some(root) == path.first())
                    .unwrap_or_default(),
                inner: path.into_iter().skip(1).collect(),
            })
            .collect();
        Ok(Self {
            mask: ProjectionMask::roots(metadata.parquet_schema(), roots.iter().copied()),
            totals: FileTotals {
                warnings: plan.warnings.clone(),
                ..FileTotals::default()
            },
            nulls: vec![None; plan.cells.len()],
            path,
            plan,
            metadata,
            routes,
            batch_rows,
            groups,
            current: None,
            row: 0,
        })
    }

    pub(crate) fn next_batch(
        &mut self,
        rejects: &dyn RejectSink,
    ) -> Result<Option<RecordBatch>, ReadError> {
        loop {
            if self.current.is_none() && !self.next_group()? {
                return Ok(None);
            }
            let Some(reader) = &mut self.current else {
                continue;
            };
            let outcome = catch_unwind(AssertUnwindSafe(|| reader.next()));
            match outcome {
                Ok(None) => self.current = None,
                Ok(Some(Ok(batch))) => {
                    if let Some(batch) = self.take(&batch, rejects)? {
                        return Ok(Some(batch));
                    }
                }
                Ok(Some(Err(error))) => self.group_broke(&error.to_string()),
                Err(_) => self.group_broke("its pages make no sense"),
            }
        }
    }

    fn group_broke(&mut self, reason: &str) {
        self.current = None;
        let next = match self.groups.front() {
            Some((_, row)) => format!("reading went on at row {}", row + 1),
            None => "the rows after it are missing".to_owned(),
        };
        self.totals.broken.push(format!(
            "{}: breaks off after row {} ({reason}); the rows before were kept, {next}; copy or \
             export the file again",
            self.plan.file, self.row
        ));
    }

    fn next_group(&mut self) -> Result<bool, ReadError> {
        let Some((group, first_row)) = self.groups.pop_front() else {
            return Ok(false);
        };
        self.row = first_row;
        let file = File::open(&self.path).map_err(|error| ReadError::Unreadable {
            path: self.path.clone(),
            error,
        })?;
        let built = catch_unwind(AssertUnwindSafe(|| {
            ParquetRecordBatchReaderBuilder::new_with_metadata(file, self.metadata.clone())
                .with_projection(self.mask.clone())
                .with_batch_size(self.batch_rows)
                .with_row_groups(vec![group])
                .build()
        }));
        match built {
            Ok(Ok(reader)) => self.current = Some(reader),
            Ok(Err(error)) => self.group_broke(&error.to_string()),
            Err(_) => self.group_broke("its pages make no sense"),
        }
        Ok(true)
    }

    /// Casts a batch of the file to the model.
    fn take(
        &mut self,
        batch: &RecordBatch,
        rejects: &dyn RejectSink,
    ) -> Result<Option<RecordBatch>, ReadError> {
        let rows = batch.num_rows();
        let first = self.row;
        self.row += rows as u64;
        let slots: Vec<ArrayRef> = self
            .routes
            .iter()
            .map(|route| follow(route, batch))
            .collect();
        let mut fates = Fates::new(rows);
        if let Some(filter) = &self.plan.filter
            && let Some(array) = slots.get(filter.slot)
        {
            let values = Values::of(array);
            for row in 0..rows {
                let raw = values.get(row);
                if !filter.takes(&assembler::as_text(&raw)) {
                    fates.set(row, Fate::LeftOut);
                }
            }
        }
        let mut found: Vec<(usize, Reject)> = Vec::new();
        let mut arrays = Vec::with_capacity(self.plan.cells.len());
        for (at, cell) in self.plan.cells.iter().enumerate() {
            let mut judge = |row: usize, raw: &Raw<'_>, reason: &'static str| {
                if fates.get(row) != Fate::Kept {
                    return;
                }
                let fate = match reason {
                    NO_ID => Fate::of_missing_id(self.plan.optional),
                    _ => Fate::SetAside,
                };
                fates.set(row, fate);
                if fate == Fate::SetAside {
                    let line = first + row as u64 + 1;
                    found.push((row, assembler::reject(&self.plan, cell, line, raw, reason)));
                }
            };
            let direct = match (&cell.source, &cell.words) {
                (CellSource::Slot(slot), None) if !cell.is_answer => slots
                    .get(*slot)
                    .and_then(|array| direct(array, cell.column.value_type, &self.plan)),
                _ => None,
            };
            let array = match (&cell.source, direct) {
                (CellSource::Absent, _) => assembler::nulls(&mut self.nulls[at], cell, rows),
                (_, Some((array, source))) => {
                    // A value that became null could not be cast.
                    if array.null_count() > source.null_count() {
                        let values = Values::of(&source);
                        for row in 0..rows {
                            if array.is_null(row) && source.is_valid(row) {
                                match values.get(row) {
                                    Raw::Real(value) if value.is_nan() => {}
                                    Raw::Text(text) if value::is_null(&text) => {}
                                    raw => judge(row, &raw, "is out of range"),
                                }
                            }
                        }
                    }
                    array
                }
                _ => {
                    let row_of = SlotRow {
                        slots: slots.iter().map(Values::of).collect(),
                    };
                    let mut builder = ColumnBuilder::new(cell.column.value_type, rows);
                    for row in 0..rows {
                        let view = OneRow {
                            values: &row_of,
                            row,
                        };
                        let raw = assembler::cell_value(cell, &view);
                        if let Err(reason) =
                            assembler::fill(cell, &mut builder, &raw, &self.plan.options)
                        {
                            builder.push_null();
                            judge(row, &raw, reason);
                        }
                    }
                    builder.finish()
                }
            };
            if cell.column.id {
                for row in missing_ids(&array) {
                    judge(row, &Raw::Null, NO_ID);
                }
            }
            arrays.push(array);
        }
        found.sort_by_key(|(row, _)| *row);
        found
            .into_iter()
            .for_each(|(_, reject)| rejects.reject(reject));
        let (kept, left_out, set_aside) = fates.counts();
        self.totals.read += rows as u64;
        self.totals.kept += kept;
        self.totals.left_out += left_out;
        self.totals.set_aside += set_aside;
        assembler::batch(&self.plan, arrays, None, rows, fates.keep().as_ref()).map_err(|error| {
            ReadError::Arrow {
                path: self.path.clone(),
                error,
            }
        })
    }
}

/// What becomes of the rows of a batch; all are kept in most batches.
struct Fates {
    rows: usize,
    dropped: Option<Vec<Fate>>,
}

impl Fates {
    fn new(rows: usize) -> Self {
        Self {
            rows,
            dropped: None,
        }
    }

    fn get(&self, row: usize) -> Fate {
        self.dropped
            .as_ref()
            .and_then(|fates| fates.get(row))
            .copied()
            .unwrap_or(Fate::Kept)
    }

    fn set(&mut self, row: usize, fate: Fate) {
        let fates = self
            .dropped
            .get_or_insert_with(|| vec![Fate::Kept; self.rows]);
        if let Some(place) = fates.get_mut(row) {
            *place = fate;
        }
    }

    fn counts(&self) -> (u64, u64, u64) {
        let Some(fates) = &self.dropped else {
            return (self.rows as u64, 0, 0);
        };
        let count = |wanted| fates.iter().filter(|fate| **fate == wanted).count() as u64;
        (
            count(Fate::Kept),
            count(Fate::LeftOut),
            count(Fate::SetAside),
        )
    }

    fn keep(&self) -> Option<BooleanArray> {
        let fates = self.dropped.as_ref()?;
        Some(fates.iter().map(|fate| Some(*fate == Fate::Kept)).collect())
    }
}
