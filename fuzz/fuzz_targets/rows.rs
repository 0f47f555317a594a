//! Any bytes are rows and rejects of a table; every row that was read is kept, left out or set aside.
//!
//! The input is table and format on the first line, and then the file. A line that names no table
//! stands for one all the same.
#![no_main]

use bonafide_model::TABLES;
use bonafide_records::{Format, read_bytes};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let mut parts = input.splitn(2, |byte| *byte == b'\n');
    let head = String::from_utf8_lossy(parts.next().unwrap_or_default());
    let bytes = parts.next().unwrap_or_default();
    let (name, format) = head.split_once(' ').unwrap_or((&head, "csv"));
    let format = match format {
        "parquet" => Format::Parquet,
        "ndjson" => Format::Ndjson,
        _ => Format::Csv,
    };
    let base: Vec<_> = TABLES.iter().filter(|table| table.is_base()).collect();
    let named = base.iter().position(|table| table.name == name);
    let sum: usize = name.bytes().map(usize::from).sum();
    let table = base[named.unwrap_or(sum % base.len())];
    if let Ok((batches, totals, _)) = read_bytes(table, format, bytes) {
        let rows: usize = batches.iter().map(|batch| batch.num_rows()).sum();
        assert_eq!(rows as u64, totals.kept);
        assert_eq!(
            totals.read,
            totals.kept + totals.left_out + totals.set_aside
        );
    }
});
