//! The unit of work: some subjects, all their rows, and the derived rows that concern them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use datafusion::arrow::array::{AsArray, RecordBatch, UInt32Array};
use datafusion::arrow::compute::concat_batches;
use datafusion::arrow::datatypes::UInt32Type;

use crate::check::Schemas;
use crate::error::EngineError;

/// Some subjects with their rows. In the batches `subject_id` is the place of the subject in [`Slice::ids`].
#[derive(Debug, Clone)]
pub struct Slice {
    /// Ids of the subjects, in ascending order.
    pub ids: Vec<String>,
    /// Tables that the firm brought, whether or not this slice has rows of them.
    pub brought: Arc<BTreeSet<&'static str>>,
    tables: BTreeMap<&'static str, Vec<RecordBatch>>,
}

impl Slice {
    /// A slice with no rows yet.
    pub fn new(ids: Vec<String>, brought: Arc<BTreeSet<&'static str>>) -> Self {
        debug_assert!(
            ids.is_sorted(),
            "the order of subjects is part of the result"
        );
        Self {
            ids,
            brought,
            tables: BTreeMap::new(),
        }
    }

    /// Adds rows of a table.
    pub fn push(&mut self, table: &'static str, batch: RecordBatch) {
        if batch.num_rows() > 0 {
            self.tables.entry(table).or_default().push(batch);
        }
    }

    /// Puts rows of a table in the place of those there are.
    pub fn replace(&mut self, table: &'static str, batch: RecordBatch) {
        self.tables.remove(table);
        self.push(table, batch);
    }

    /// The rows of a table.
    pub fn batches(&self, table: &str) -> &[RecordBatch] {
        self.tables
            .get(table)
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    /// Whether there are rows of a table.
    pub fn has(&self, table: &str) -> bool {
        !self.batches(table).is_empty()
    }

    /// All rows of a table as one batch, empty where there are none.
    pub fn table(
        &self,
        table: &'static str,
        schemas: &Schemas,
    ) -> Result<RecordBatch, EngineError> {
        let schema = schemas
            .of(table)
            .map(Arc::clone)
            .unwrap_or_else(|| Arc::new(datafusion::arrow::datatypes::Schema::empty()));
        Ok(concat_batches(&schema, self.batches(table))?)
    }
}

/// The places of the subjects of a batch's rows.
pub(crate) fn places(batch: &RecordBatch) -> Option<&UInt32Array> {
    batch
        .column_by_name("subject_id")
        .and_then(|column| column.as_primitive_opt::<UInt32Type>())
}
