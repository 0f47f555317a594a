//! Turns the files that a firm has into Arrow batches of bonafide's tables, with nothing lost.
//!
//! [`discover`] finds the tables among files and folders, [`peek`] tells their columns,
//! [`TableReader`] (or [`read`]) streams their rows, and a [`RejectSink`] takes the rows that could
//! not be kept. A [`Mapping`] adapts foreign names and values.

mod answer;
mod assembler;
mod builder;
mod bytes_entry;
mod columnar;
mod columns;
mod csv_out;
mod csv_reader;
mod delimited;
mod discover;
mod error;
mod format;
pub mod git;
mod json;
mod json_reader;
pub mod mapping;
mod output;
mod parquet_out;
mod plan;
mod read;
mod reject;
mod source;
mod totals;
mod value;

pub use bytes_entry::read_bytes;
pub use columns::{ColumnSet, ROW_MARK};
pub use csv_out::write_csv;
pub use discover::{Input, TableFile, discover};
pub use error::{InputError, ReadError};
pub use format::{Compression, Format};
pub use mapping::Mapping;
pub use output::{AtomicDir, AtomicFile};
pub use parquet_out::{OutputError, ParquetOut};
pub use plan::UnknownColumn;
pub use read::{FileSchema, ReadOptions, Split, TableReader, peek, read, splits};
pub use reject::{
    CollectRejects, ForgetRejects, LINES_PER_REASON, Reject, RejectSink, RejectWriter,
};
pub use totals::FileTotals;
pub use value::{DayOrder, DecimalMark, ValueOptions};
