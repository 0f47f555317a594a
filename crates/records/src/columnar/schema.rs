//! What columns a Parquet file has and the way to them.

use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, BooleanArray, StructArray};
use arrow::compute::nullif;
use arrow::datatypes::{DataType, Field, Fields, Schema, TimeUnit};
use arrow::record_batch::RecordBatch;
use parquet::arrow::arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions};

use crate::error::ReadError;
use crate::format::Format;
use crate::plan::FileColumns;

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

pub(super) fn with_views(fields: &Fields) -> Fields {
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
pub(super) fn with_seconds(fields: &Fields, embedded: Option<&Schema>) -> Fields {
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
pub(super) struct Route {
    pub(super) root: usize,
    pub(super) inner: Vec<usize>,
}

pub(super) fn route(fields: &Fields, name: &str) -> Option<(Vec<usize>, DataType)> {
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

pub(super) fn follow(route: &Route, batch: &RecordBatch) -> ArrayRef {
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
pub(super) fn is_single(data_type: &DataType) -> bool {
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

pub(super) fn describe(data_type: &DataType) -> String {
    match data_type {
        DataType::List(_) | DataType::LargeList(_) | DataType::FixedSizeList(..) => {
            "lists".to_owned()
        }
        DataType::Struct(_) => "objects".to_owned(),
        DataType::Map(..) => "maps".to_owned(),
        other => other.to_string(),
    }
}
