//! Evidence: what a rule shows of a row, as values for people and machines.

use std::collections::BTreeMap;

use bonafide_model::{Date, Timestamp};
use datafusion::arrow::array::{Array, ArrayRef, AsArray, RecordBatch};
use datafusion::arrow::datatypes::{
    DataType, Date32Type, Float32Type, Float64Type, Int32Type, Int64Type, TimestampMicrosecondType,
    UInt32Type, UInt64Type,
};
use datafusion::arrow::util::display::{ArrayFormatter, FormatOptions};
use serde_json::Value;

/// The evidence columns of one row, by name.
pub type Evidence = BTreeMap<String, Value>;

/// The evidence in a row; the first column is the subject.
pub(crate) fn of_row(batch: &RecordBatch, row: usize) -> Evidence {
    let schema = batch.schema();
    let named = schema.fields().iter().zip(batch.columns()).skip(1);
    named
        .map(|(field, column)| (field.name().clone(), cell(column, row)))
        .collect()
}

/// One value.
pub(crate) fn cell(column: &ArrayRef, row: usize) -> Value {
    if column.is_null(row) {
        return Value::Null;
    }
    match column.data_type() {
        DataType::Utf8View => column.as_string_view().value(row).into(),
        DataType::Utf8 => column.as_string::<i32>().value(row).into(),
        DataType::LargeUtf8 => column.as_string::<i64>().value(row).into(),
        DataType::Boolean => column.as_boolean().value(row).into(),
        DataType::Int32 => column.as_primitive::<Int32Type>().value(row).into(),
        DataType::Int64 => column.as_primitive::<Int64Type>().value(row).into(),
        DataType::UInt32 => column.as_primitive::<UInt32Type>().value(row).into(),
        DataType::UInt64 => column.as_primitive::<UInt64Type>().value(row).into(),
        DataType::Float32 => number(f64::from(column.as_primitive::<Float32Type>().value(row))),
        DataType::Float64 => number(column.as_primitive::<Float64Type>().value(row)),
        DataType::Date32 => Date(column.as_primitive::<Date32Type>().value(row))
            .to_string()
            .into(),
        DataType::Timestamp(datafusion::arrow::datatypes::TimeUnit::Microsecond, _) => {
            Timestamp(column.as_primitive::<TimestampMicrosecondType>().value(row))
                .to_string()
                .into()
        }
        _ => match ArrayFormatter::try_new(column, &FormatOptions::default()) {
            Ok(formatter) => formatter.value(row).to_string().into(),
            Err(_) => Value::Null,
        },
    }
}

/// Six significant digits: sums of the same numbers in another order differ in the last bits, and
/// evidence must not.
fn number(value: f64) -> Value {
    if !value.is_finite() {
        return Value::Null;
    }
    let rounded: f64 = format!("{value:.5e}").parse().unwrap_or(value);
    if rounded.fract() == 0.0 && rounded.abs() < 1e15 {
        return Value::from(rounded as i64);
    }
    Value::from(rounded)
}

/// A value in a sentence.
pub fn in_words(value: &Value) -> String {
    match value {
        Value::Null => "unknown".to_owned(),
        Value::String(text) => text.clone(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        other => other.to_string(),
    }
}
