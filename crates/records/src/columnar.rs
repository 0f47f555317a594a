//! Parquet: reads the wanted columns of one row group after another and casts them to the model.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, BooleanArray, StringViewArray, StructArray};
use arrow::compute::{CastOptions, cast_with_options, nullif};
use arrow::datatypes::{
    DataType, Date32Type, Field, Fields, Float64Type, Int64Type, Schema, SchemaRef, TimeUnit,
    TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType,
    TimestampSecondType,
};
use arrow::record_batch::RecordBatch;
use bonafide_model::ValueType;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader,
    ParquetRecordBatchReaderBuilder,
};

use crate::assembler::{self, Fate, NO_ID, RawRow};
use crate::builder::ColumnBuilder;
use crate::error::ReadError;
use crate::format::Format;
use crate::plan::{CellSource, FileColumns, Plan};
use crate::reject::{Reject, RejectSink};
use crate::totals::FileTotals;
use crate::value::{self, Raw};

/// The footer of a Parquet file.
pub(crate) fn metadata(path: &Path) -> Result<ArrowReaderMetadata, ReadError> {
    let file = File::open(path).map_err(|error| ReadError::Unreadable {
        path: path.to_owned(),
        error,
    })?;
    let damaged = |reason: String| ReadError::Damaged {
        path: path.to_owned(),
        format: Format::Parquet,
        reason,
    };
    // The library is written for whole files; a damaged one must not end the run.
    let loaded = catch_unwind(AssertUnwindSafe(|| {
        // The schema that writers embed says how they held the data, which is none of our business:
        // dictionaries and long strings become views all the same.
        let options = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
        let plain = ArrowReaderMetadata::load(&file, options.clone())?;
        let embedded =
            ArrowReaderMetadata::try_new(plain.metadata().clone(), ArrowReaderOptions::new());
        let embedded = embedded.ok().map(|embedded| embedded.schema().clone());
        let fields = with_views(plain.schema().fields());
        let schema = Arc::new(Schema::new(with_seconds(&fields, embedded.as_deref())));
        ArrowReaderMetadata::try_new(plain.metadata().clone(), options.with_schema(schema))
            .or(Ok(plain))
    }));
    match loaded {
        Ok(Ok(metadata)) => Ok(metadata),
        Ok(Err::<_, parquet::errors::ParquetError>(error)) => Err(damaged(error.to_string())),
        Err(_) => Err(damaged("its footer makes no sense".to_owned())),
    }
}

fn with_views(fields: &Fields) -> Fields {
    fields
        .iter()
        .map(|field| {
            let data_type = match field.data_type() {
                DataType::Utf8 | DataType::LargeUtf8 => DataType::Utf8View,
                DataType::Binary | DataType::LargeBinary => DataType::BinaryView,
                DataType::Struct(inner) => DataType::Struct(with_views(inner)),
                other => other.clone(),
            };
            Arc::new(Field::new(field.name(), data_type, field.is_nullable()))
        })
        .collect()
}

/// Whole seconds and days in milliseconds are plain numbers in Parquet; only the embedded schema
/// tells that they are times.
fn with_seconds(fields: &Fields, embedded: Option<&Schema>) -> Fields {
    fields
        .iter()
        .map(|field| {
            let said = embedded.and_then(|schema| schema.field_with_name(field.name()).ok());
            match said.map(Field::data_type) {
                Some(time @ (DataType::Timestamp(TimeUnit::Second, _) | DataType::Date64))
                    if field.data_type() == &DataType::Int64 =>
                {
                    Arc::new(field.as_ref().clone().with_data_type(time.clone()))
                }
                _ => field.clone(),
            }
        })
        .collect()
}

/// The columns of the file: roots, and the leaves of nested objects with dots.
pub(crate) fn columns(schema: &Schema) -> FileColumns {
    fn walk(fields: &Fields, prefix: &str, names: &mut Vec<String>) {
        for field in fields {
            let name = match prefix {
                "" => field.name().clone(),
                prefix => format!("{prefix}.{}", field.name()),
            };
            match field.data_type() {
                DataType::Struct(inner) => walk(inner, &name, names),
                _ => names.push(name),
            }
        }
    }
    let mut names = Vec::new();
    walk(schema.fields(), "", &mut names);
    FileColumns {
        names,
        complete: true,
    }
}

/// The way from the root columns to a slot's values.
struct Route {
    root: usize,
    inner: Vec<usize>,
}

fn route(fields: &Fields, name: &str) -> Option<(Vec<usize>, DataType)> {
    for (at, field) in fields.iter().enumerate() {
        if field.name() == name && !matches!(field.data_type(), DataType::Struct(_)) {
            return Some((vec![at], field.data_type().clone()));
        }
        if let DataType::Struct(inner) = field.data_type()
            && let Some(rest) = name.strip_prefix(field.name().as_str())
            && let Some(rest) = rest.strip_prefix('.')
            && let Some((mut path, data_type)) = route(inner, rest)
        {
            path.insert(0, at);
            return Some((path, data_type));
        }
    }
    None
}

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
                (CellSource::Slot(slot), None) => slots
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
                        if let Err(reason) = builder.push(&raw, &self.plan.options) {
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
        assembler::batch(&self.plan, arrays, rows, fates.keep().as_ref()).map_err(|error| {
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

fn follow(route: &Route, batch: &RecordBatch) -> ArrayRef {
    let mut array = batch.column(route.root).clone();
    for inner in &route.inner {
        let Some(object) = array.as_any().downcast_ref::<StructArray>() else {
            break;
        };
        let outer = object.nulls().cloned();
        let child = object.column(*inner).clone();
        // A member of a missing object is missing.
        array = match outer {
            Some(outer) if outer.null_count() > 0 => {
                let missing = BooleanArray::new(!outer.inner(), None);
                nullif(&child, &missing).unwrap_or(child)
            }
            _ => child,
        };
    }
    array
}

/// Whether a column holds single values.
fn is_single(data_type: &DataType) -> bool {
    matches!(
        data_type,
        DataType::Null
            | DataType::Boolean
            | DataType::Utf8
            | DataType::LargeUtf8
            | DataType::Utf8View
            | DataType::Binary
            | DataType::LargeBinary
            | DataType::BinaryView
            | DataType::FixedSizeBinary(_)
            | DataType::Timestamp(..)
            | DataType::Date32
            | DataType::Date64
            | DataType::Time32(_)
            | DataType::Time64(_)
            | DataType::Dictionary(..)
            | DataType::Decimal32(..)
            | DataType::Decimal64(..)
            | DataType::Decimal128(..)
            | DataType::Decimal256(..)
    ) || data_type.is_numeric()
}

fn describe(data_type: &DataType) -> String {
    match data_type {
        DataType::List(_) | DataType::LargeList(_) | DataType::FixedSizeList(..) => {
            "lists".to_owned()
        }
        DataType::Struct(_) => "objects".to_owned(),
        DataType::Map(..) => "maps".to_owned(),
        other => other.to_string(),
    }
}

fn cast(array: &ArrayRef, to: &DataType) -> Option<ArrayRef> {
    // Safe: a value that does not fit becomes null, and is told.
    cast_with_options(
        array,
        to,
        &CastOptions {
            safe: true,
            ..CastOptions::default()
        },
    )
    .ok()
}

/// Casts a whole column at once where that means the same as value by value; gives back what it
/// was cast from as well.
fn direct(array: &ArrayRef, wanted: ValueType, plan: &Plan) -> Option<(ArrayRef, ArrayRef)> {
    let target = wanted.arrow();
    let cast_to = |to: &DataType| cast(array, to).map(|done| (done, array.clone()));
    match (wanted, array.data_type()) {
        (_, DataType::Null) => cast_to(&target),
        (ValueType::Text, DataType::Utf8View) => Some((
            without_null_words(array.as_string_view(), array),
            array.clone(),
        )),
        (ValueType::Integer, DataType::Int64) | (ValueType::Boolean, DataType::Boolean) => {
            Some((array.clone(), array.clone()))
        }
        (ValueType::Date, DataType::Date32) => Some((within_calendar(array), array.clone())),
        (
            ValueType::Integer,
            DataType::Int8
            | DataType::Int16
            | DataType::Int32
            | DataType::UInt8
            | DataType::UInt16
            | DataType::UInt32
            | DataType::UInt64,
        ) => cast_to(&target),
        (ValueType::Real, from) if from.is_numeric() => {
            let array = cast(array, &target)?;
            Some((finite(&array), array))
        }
        (ValueType::Timestamp, DataType::Timestamp(_, zone))
            if zone.is_some() || plan.options.zone.is_none() =>
        {
            // A time without zone is taken as UTC.
            Some((instants(&zoneless(array))?, array.clone()))
        }
        (ValueType::Timestamp, DataType::Date32 | DataType::Date64)
            if plan.options.zone.is_none() =>
        {
            Some((instants(array)?, array.clone()))
        }
        (ValueType::Date, DataType::Date64 | DataType::Timestamp(..)) => {
            // The day in UTC.
            Some((
                within_calendar(&cast(&zoneless(array), &target)?),
                array.clone(),
            ))
        }
        _ => None,
    }
}

/// The instants of a column, without the zone in which they were once shown.
fn zoneless(array: &ArrayRef) -> ArrayRef {
    in_zone(array, None)
}

/// The same instants, said to be in another zone. Arrow itself knows no zone by name here, not even
/// `UTC`, so it is never asked to convert between two.
fn in_zone(array: &ArrayRef, zone: Option<&str>) -> ArrayRef {
    let zone = zone.map(Arc::<str>::from);
    match array.data_type() {
        DataType::Timestamp(TimeUnit::Second, _) => Arc::new(
            array
                .as_primitive::<TimestampSecondType>()
                .clone()
                .with_timezone_opt(zone),
        ),
        DataType::Timestamp(TimeUnit::Millisecond, _) => Arc::new(
            array
                .as_primitive::<TimestampMillisecondType>()
                .clone()
                .with_timezone_opt(zone),
        ),
        DataType::Timestamp(TimeUnit::Microsecond, _) => Arc::new(
            array
                .as_primitive::<TimestampMicrosecondType>()
                .clone()
                .with_timezone_opt(zone),
        ),
        DataType::Timestamp(TimeUnit::Nanosecond, _) => Arc::new(
            array
                .as_primitive::<TimestampNanosecondType>()
                .clone()
                .with_timezone_opt(zone),
        ),
        _ => array.clone(),
    }
}

/// Times without zone or days as the model's instants.
fn instants(array: &ArrayRef) -> Option<ArrayRef> {
    let micros = cast(array, &DataType::Timestamp(TimeUnit::Microsecond, None))?;
    Some(in_zone(&within_calendar(&micros), Some("UTC")))
}

/// Times and days outside the years 1 to 9999 become null: text cannot say them either.
fn within_calendar(array: &ArrayRef) -> ArrayRef {
    let outside: BooleanArray =
        if let Some(times) = array.as_primitive_opt::<TimestampMicrosecondType>() {
            if times
                .values()
                .iter()
                .all(|time| value::INSTANTS.contains(time))
            {
                return array.clone();
            }
            times
                .values()
                .iter()
                .map(|time| Some(!value::INSTANTS.contains(time)))
                .collect()
        } else if let Some(days) = array.as_primitive_opt::<Date32Type>() {
            if days.values().iter().all(|day| value::DAYS.contains(day)) {
                return array.clone();
            }
            days.values()
                .iter()
                .map(|day| Some(!value::DAYS.contains(day)))
                .collect()
        } else {
            return array.clone();
        };
    nullif(array, &outside).unwrap_or_else(|_| array.clone())
}

/// Not-a-number is a missing number; an infinite one is no amount of anything.
fn finite(array: &ArrayRef) -> ArrayRef {
    let numbers = array.as_primitive::<Float64Type>();
    if numbers.values().iter().all(|value| value.is_finite()) {
        return array.clone();
    }
    let odd: BooleanArray = numbers
        .values()
        .iter()
        .map(|value| Some(!value.is_finite()))
        .collect();
    nullif(array, &odd).unwrap_or_else(|_| array.clone())
}

/// Turns the usual spellings of nothing into nothing, without copying text.
fn without_null_words(texts: &StringViewArray, array: &ArrayRef) -> ArrayRef {
    // The lower half of a view is the length; only short texts can be such a spelling.
    let short = |view: &u128| (*view as u32) as usize <= value::LONGEST_NULL;
    if !texts.views().iter().any(short) {
        return array.clone();
    }
    let mut found = false;
    let mask: BooleanArray = texts
        .views()
        .iter()
        .enumerate()
        .map(|(row, view)| {
            let nothing =
                short(view) && texts.is_valid(row) && value::is_null(texts.value(row).as_bytes());
            found |= nothing;
            Some(nothing)
        })
        .collect();
    if !found {
        return array.clone();
    }
    nullif(array, &mask).unwrap_or_else(|_| array.clone())
}

/// Rows whose id is missing or blank.
fn missing_ids(array: &ArrayRef) -> Vec<usize> {
    let mut missing = Vec::new();
    if array.null_count() > 0 {
        missing.extend((0..array.len()).filter(|row| array.is_null(*row)));
    }
    if let Some(texts) = array.as_string_view_opt() {
        for (row, text) in texts.iter().enumerate() {
            if let Some(text) = text
                && text.as_bytes().first().is_some_and(u8::is_ascii_whitespace)
                && text.trim_ascii().is_empty()
            {
                missing.push(row);
            }
        }
    }
    missing
}

/// A column whose values are read one by one.
struct Values {
    source: ArrayRef,
    /// The same values in a type that a [`Raw`] can be made of; absent where there are none.
    shown: Option<Shown>,
}

enum Shown {
    Text(ArrayRef),
    Bytes(ArrayRef),
    Boolean(ArrayRef),
    Integer(ArrayRef),
    Real(ArrayRef),
}

impl Values {
    fn of(array: &ArrayRef) -> Self {
        let shown = match array.data_type() {
            DataType::Null => None,
            DataType::Boolean => Some(Shown::Boolean(array.clone())),
            DataType::Int8
            | DataType::Int16
            | DataType::Int32
            | DataType::Int64
            | DataType::UInt8
            | DataType::UInt16
            | DataType::UInt32 => cast(array, &DataType::Int64).map(Shown::Integer),
            DataType::Float16 | DataType::Float32 | DataType::Float64 => {
                cast(array, &DataType::Float64).map(Shown::Real)
            }
            DataType::Binary
            | DataType::LargeBinary
            | DataType::BinaryView
            | DataType::FixedSizeBinary(_) => cast(array, &DataType::BinaryView).map(Shown::Bytes),
            // Written with a zone where it has one, so that it is not taken for another one's time.
            DataType::Timestamp(_, zone) => instants(&zoneless(array)).and_then(|instants| {
                let zone = zone.as_ref().map(|_| "+00:00");
                cast(&in_zone(&instants, zone), &DataType::Utf8View).map(Shown::Text)
            }),
            DataType::Date32 | DataType::Date64 => cast(array, &DataType::Date32)
                .and_then(|days| cast(&within_calendar(&days), &DataType::Utf8View))
                .map(Shown::Text),
            // 128-bit and 64-bit unsigned numbers, times and dates: their text says all of it.
            _ => cast(array, &DataType::Utf8View).map(Shown::Text),
        };
        Self {
            source: array.clone(),
            shown,
        }
    }

    fn is_nothing(&self) -> bool {
        self.source.data_type() == &DataType::Null
    }

    fn get(&self, row: usize) -> Raw<'_> {
        if row >= self.source.len() || self.source.is_null(row) || self.is_nothing() {
            return Raw::Null;
        }
        match &self.shown {
            None => Raw::Other("a value that cannot be read"),
            Some(
                Shown::Text(array)
                | Shown::Bytes(array)
                | Shown::Boolean(array)
                | Shown::Integer(array)
                | Shown::Real(array),
            ) if array.is_null(row) => Raw::Other("a value out of range"),
            Some(Shown::Text(array)) => {
                Raw::Text(Cow::Borrowed(array.as_string_view().value(row).as_bytes()))
            }
            Some(Shown::Bytes(array)) => {
                Raw::Text(Cow::Borrowed(array.as_binary_view().value(row)))
            }
            Some(Shown::Boolean(array)) => Raw::Boolean(array.as_boolean().value(row)),
            Some(Shown::Integer(array)) => {
                Raw::Integer(array.as_primitive::<Int64Type>().value(row))
            }
            Some(Shown::Real(array)) => Raw::Real(array.as_primitive::<Float64Type>().value(row)),
        }
    }
}

struct SlotRow {
    slots: Vec<Values>,
}

struct OneRow<'a> {
    values: &'a SlotRow,
    row: usize,
}

impl RawRow for OneRow<'_> {
    fn get(&self, slot: usize) -> Raw<'_> {
        self.values
            .slots
            .get(slot)
            .map_or(Raw::Null, |values| values.get(self.row))
    }
}
