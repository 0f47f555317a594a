//! Parquet files that are the same bytes for the same rows.

use std::io;
use std::path::Path;

use arrow::datatypes::SchemaRef;
use arrow::record_batch::RecordBatch;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_writer::ArrowWriterOptions;
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;

use crate::output::AtomicFile;

/// Why an output could not be written.
#[derive(Debug, thiserror::Error)]
pub enum OutputError {
    /// The file system refused.
    #[error("{path}: cannot be written: {error}")]
    Io {
        /// The file.
        path: String,
        /// The system's reason.
        error: io::Error,
    },
    /// The rows do not fit the file.
    #[error("{path}: rows cannot be written: {error}")]
    Parquet {
        /// The file.
        path: String,
        /// The reason.
        error: ParquetError,
    },
}

/// Rows of a row group. A fixed number, so that the memory at hand does not shape the file.
const GROUP_ROWS: usize = 1 << 18;

/// Writes one Parquet file that appears whole.
///
/// The same rows give the same bytes: no time, host or version is written. zstd at level 1 costs
/// little more time than none and halves the size.
pub struct ParquetOut {
    path: String,
    writer: ArrowWriter<AtomicFile>,
    rows: u64,
}

impl ParquetOut {
    /// Starts the file.
    pub fn create(path: &Path, schema: SchemaRef) -> Result<Self, OutputError> {
        let name = path.display().to_string();
        let file = AtomicFile::create(path).map_err(|error| OutputError::Io {
            path: name.clone(),
            error,
        })?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(
                ZstdLevel::try_new(1).expect("zstd knows level 1"),
            ))
            .set_created_by("bonafide".to_owned())
            .set_max_row_group_row_count(Some(GROUP_ROWS))
            .build();
        let options = ArrowWriterOptions::new()
            .with_properties(properties)
            // Other readers need no hint about how the rows were held in memory.
            .with_skip_arrow_metadata(true);
        let writer = ArrowWriter::try_new_with_options(file, schema, options).map_err(|error| {
            OutputError::Parquet {
                path: name.clone(),
                error,
            }
        })?;
        Ok(Self {
            path: name,
            writer,
            rows: 0,
        })
    }

    /// Adds rows.
    pub fn write(&mut self, batch: &RecordBatch) -> Result<(), OutputError> {
        self.rows += batch.num_rows() as u64;
        self.writer
            .write(batch)
            .map_err(|error| OutputError::Parquet {
                path: self.path.clone(),
                error,
            })
    }

    /// Puts the file in its place and says how many rows it has.
    pub fn finish(self) -> Result<u64, OutputError> {
        let Self { path, writer, rows } = self;
        let file = writer.into_inner().map_err(|error| OutputError::Parquet {
            path: path.clone(),
            error,
        })?;
        file.commit()
            .map_err(|error| OutputError::Io { path, error })?;
        Ok(rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bonafide_model::table::{Row, Session};

    #[test]
    fn the_same_rows_give_the_same_bytes() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let rows = [Session {
            subject_id: "a".to_owned(),
            bids: Some(3),
            ..Session::default()
        }];
        let mut written = Vec::new();
        for name in ["one.parquet", "two.parquet"] {
            let path = folder.path().join(name);
            let mut out = ParquetOut::create(&path, Session::TABLE.schema()).expect("creates");
            out.write(&Session::batch(&rows)).expect("writes");
            assert!(!path.exists());
            assert_eq!(out.finish().expect("finishes"), 1);
            written.push(std::fs::read(&path).expect("reads"));
        }
        assert_eq!(written[0], written[1]);
    }
}
