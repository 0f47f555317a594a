//! What groups show, kept with a screening: reviews record it, and learning needs that of all groups.

use std::path::Path;
use std::sync::Arc;

use bonafide_linking::{FEATURES, Features};
use datafusion::arrow::array::{
    ArrayRef, AsArray, Float64Builder, RecordBatch, StringBuilder, UInt32Builder,
};
use datafusion::arrow::datatypes::{Float64Type, UInt32Type};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use crate::error::EngineError;
use crate::linking::Linking;
use crate::output::write;

/// A group, and what it shows.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupShows {
    /// The group.
    pub id: String,
    /// Its members.
    pub members: u32,
    /// How much it looked like an operation, from 0 to 1.
    pub operation: f64,
    /// What it shows.
    pub features: Features,
}

/// Writes `group_feature.parquet`: one row a group, those first that look most like an operation.
///
/// # Errors
///
/// The file cannot be written.
pub fn write_features(linking: &Linking, path: &Path) -> Result<(), EngineError> {
    let (mut id, mut members) = (StringBuilder::new(), UInt32Builder::new());
    let mut operation = Float64Builder::new();
    let mut shows: [Float64Builder; FEATURES] = Default::default();
    for group in &linking.linked.groups {
        id.append_value(&group.id);
        members.append_value(group.members.len() as u32);
        operation.append_value(group.operation);
        for (column, value) in shows.iter_mut().zip(group.features.values()) {
            column.append_value(value);
        }
    }
    let mut columns: Vec<(&str, ArrayRef)> = vec![
        ("group_id", Arc::new(id.finish())),
        ("members", Arc::new(members.finish())),
        ("operation", Arc::new(operation.finish())),
    ];
    for (name, mut column) in Features::NAMES.into_iter().zip(shows) {
        columns.push((name, Arc::new(column.finish())));
    }
    let batch = RecordBatch::try_from_iter(columns)?;
    write(path, std::iter::once(Ok(batch)))
}

/// Reads what [`write_features`] wrote.
///
/// # Errors
///
/// The file is not there, cannot be read, or has other columns.
pub fn read_features(out: &Path) -> Result<Vec<GroupShows>, EngineError> {
    let path = out.join("group_feature.parquet");
    let file = std::fs::File::open(&path).map_err(|source| {
        EngineError::file(
            "cannot read what groups show (name the folder that `bonafide screen --out` made)",
            &path,
            source,
        )
    })?;
    let failed = |source: parquet::errors::ParquetError| {
        EngineError::file(
            "cannot read what groups show, screen again:",
            &path,
            std::io::Error::other(source),
        )
    };
    let reader = ParquetRecordBatchReaderBuilder::try_new(file)
        .and_then(ParquetRecordBatchReaderBuilder::build)
        .map_err(failed)?;
    let mut groups = Vec::new();
    for batch in reader {
        let batch = batch?;
        take(&batch, &mut groups).ok_or_else(|| {
            EngineError::file(
                "cannot read what groups show",
                &path,
                std::io::Error::new(
                    std::io::ErrorKind::InvalidData,
                    "its columns are not those that this version writes; screen again",
                ),
            )
        })?;
    }
    Ok(groups)
}

fn take(batch: &RecordBatch, into: &mut Vec<GroupShows>) -> Option<()> {
    let id = batch.column_by_name("group_id")?.as_string_opt::<i32>()?;
    let members = batch
        .column_by_name("members")?
        .as_primitive_opt::<UInt32Type>()?;
    let number = |name: &str| {
        batch
            .column_by_name(name)?
            .as_primitive_opt::<Float64Type>()
    };
    let operation = number("operation")?;
    let mut shows = Vec::with_capacity(FEATURES);
    for name in Features::NAMES {
        shows.push(number(name)?);
    }
    for row in 0..batch.num_rows() {
        let mut values = [0.0; FEATURES];
        for (value, column) in values.iter_mut().zip(&shows) {
            *value = column.value(row);
        }
        into.push(GroupShows {
            id: id.value(row).to_owned(),
            members: members.value(row),
            operation: operation.value(row),
            features: Features::of_values(values),
        });
    }
    Some(())
}
