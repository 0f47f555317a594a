//! Reads rows from bytes in memory.

use std::io::{self, Write};

use arrow::record_batch::RecordBatch;
use bonafide_model::Table;

use crate::columns::ColumnSet;
use crate::discover::TableFile;
use crate::error::ReadError;
use crate::format::{Compression, Format};
use crate::read::{ReadOptions, TableReader};
use crate::reject::CollectRejects;
use crate::totals::FileTotals;

/// Reads all rows of a small file that is held in memory: the entry for tests and fuzzers.
///
/// The bytes pass through a temporary file, so that they take the same way as any other input.
pub fn read_bytes(
    table: &'static Table,
    format: Format,
    bytes: &[u8],
) -> Result<(Vec<RecordBatch>, FileTotals, CollectRejects), ReadError> {
    let unreadable = |error: io::Error| ReadError::Unreadable {
        path: "memory".into(),
        error,
    };
    let mut aside = tempfile::NamedTempFile::new().map_err(unreadable)?;
    aside.write_all(bytes).map_err(unreadable)?;
    let file = TableFile {
        table,
        path: aside.path().to_owned(),
        format,
        compression: Compression::None,
        mapping: None,
        bytes: bytes.len() as u64,
    };
    let rejects = CollectRejects::default();
    let mut reader = TableReader::open(&file, &ColumnSet::all(table), &ReadOptions::default())?;
    let mut batches = Vec::new();
    while let Some(batch) = reader.next_batch(&rejects)? {
        batches.push(batch);
    }
    Ok((batches, reader.into_totals(), rejects))
}
