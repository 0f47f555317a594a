//! CSV: one line a row, empty cells for what is not known.

use std::fs::File;
use std::path::Path;

use arrow::array::{Array, AsArray, RecordBatch};
use arrow::datatypes::{DataType, Date32Type, Float64Type, Int64Type, TimestampMicrosecondType};
use bonafide_model::{Date, Timestamp};

use crate::error::{Error, Result};

pub(super) fn write(
    writer: &mut csv::Writer<File>,
    batch: &RecordBatch,
    path: &Path,
) -> Result<()> {
    let mut text = String::new();
    for row in 0..batch.num_rows() {
        for column in batch.columns() {
            text.clear();
            cell(column.as_ref(), row, &mut text);
            writer.write_field(&text).map_err(|source| Error::Csv {
                doing: "writing",
                path: path.to_owned(),
                source,
            })?;
        }
        writer
            .write_record(None::<&[u8]>)
            .map_err(|source| Error::Csv {
                doing: "writing",
                path: path.to_owned(),
                source,
            })?;
    }
    Ok(())
}

fn cell(column: &dyn Array, row: usize, text: &mut String) {
    use std::fmt::Write;
    if column.is_null(row) {
        return;
    }
    // Writing to a string cannot fail.
    let _ = match column.data_type() {
        DataType::Utf8View => text.write_str(column.as_string_view().value(row)),
        DataType::Int64 => write!(text, "{}", column.as_primitive::<Int64Type>().value(row)),
        DataType::Float64 => write!(text, "{}", column.as_primitive::<Float64Type>().value(row)),
        DataType::Boolean => write!(text, "{}", column.as_boolean().value(row)),
        DataType::Date32 => write!(
            text,
            "{}",
            Date(column.as_primitive::<Date32Type>().value(row))
        ),
        _ => write!(
            text,
            "{}",
            Timestamp(column.as_primitive::<TimestampMicrosecondType>().value(row))
        ),
    };
}
