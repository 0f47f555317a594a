//! CSV for people: a spreadsheet that opens it runs nothing.

use std::io::Write;
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray};
use arrow::datatypes::{DataType, TimestampMicrosecondType};
use arrow::record_batch::RecordBatch;
use arrow::util::display::{ArrayFormatter, FormatOptions};
use bonafide_model::ValueType;

/// Writes batches of one schema as CSV with a header.
///
/// Text that a spreadsheet would run as a formula (it begins with `=`, `+`, `-`, `@`, tab or
/// carriage return) gets an apostrophe in front; numbers keep their sign.
pub fn write_csv(out: &mut dyn Write, batches: &[RecordBatch]) -> Result<(), std::io::Error> {
    let mut writer = csv::Writer::from_writer(out);
    if let Some(first) = batches.first() {
        writer.write_record(
            first
                .schema()
                .fields()
                .iter()
                .map(|field| neutral(field.name())),
        )?;
    }
    let options = FormatOptions::default();
    for batch in batches {
        let shown: Vec<ArrayRef> = batch.columns().iter().map(in_offset_zone).collect();
        let mut columns = Vec::with_capacity(batch.num_columns());
        for array in &shown {
            let formatter =
                ArrayFormatter::try_new(array, &options).map_err(std::io::Error::other)?;
            let is_text = matches!(
                array.data_type(),
                DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View
            );
            columns.push((array, formatter, is_text));
        }
        for row in 0..batch.num_rows() {
            for (array, formatter, is_text) in &columns {
                if array.is_null(row) {
                    writer.write_field("")?;
                } else if let (true, Some(texts)) = (is_text, array.as_string_view_opt()) {
                    writer.write_field(neutral(texts.value(row)))?;
                } else {
                    let text = formatter
                        .value(row)
                        .try_to_string()
                        .map_err(std::io::Error::other)?;
                    writer.write_field(if *is_text { neutral(&text) } else { text })?;
                }
            }
            writer.write_record(None::<&[u8]>)?;
        }
    }
    writer.flush()
}

/// Arrow writes times of a zone that it knows by offset only.
fn in_offset_zone(array: &ArrayRef) -> ArrayRef {
    match array.as_primitive_opt::<TimestampMicrosecondType>() {
        Some(times) if array.data_type() == &ValueType::Timestamp.arrow() => {
            Arc::new(times.clone().with_timezone("+00:00"))
        }
        _ => array.clone(),
    }
}

fn neutral(text: &str) -> String {
    match text.as_bytes().first() {
        Some(b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r') => format!("'{text}"),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bonafide_model::Timestamp;
    use bonafide_model::table::{Payout, Row};

    #[test]
    fn formulas_are_defused_and_numbers_are_not() {
        let rows = [
            Payout {
                subject_id: "=cmd|' /C calc'!A0".to_owned(),
                amount: Some(-3.5),
                paid_at: Some(Timestamp(1_756_289_472_000_000)),
                payee_name: Some("-1+1, \"x\"".to_owned()),
                kyc: Some(true),
                ..Payout::default()
            },
            Payout {
                subject_id: "plain".to_owned(),
                ..Payout::default()
            },
        ];
        let batch = Payout::batch(&rows);
        let wanted = ["subject_id", "paid_at", "amount", "payee_name", "kyc"];
        let places: Vec<usize> = wanted
            .iter()
            .map(|name| batch.schema().index_of(name).expect("is there"))
            .collect();
        let mut out = Vec::new();
        write_csv(&mut out, &[batch.project(&places).expect("projects")]).expect("writes");
        assert_eq!(
            String::from_utf8(out).expect("is text"),
            "subject_id,paid_at,amount,payee_name,kyc\n\
             '=cmd|' /C calc'!A0,2025-08-27T10:11:12Z,-3.5,\"'-1+1, \"\"x\"\"\",true\n\
             plain,,,,\n"
        );
    }
}
