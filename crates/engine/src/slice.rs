//! The unit of work: some subjects, all their rows, and the derived rows that concern them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use datafusion::arrow::array::{AsArray, RecordBatch, UInt32Array};
use datafusion::arrow::compute::concat_batches;
use datafusion::arrow::datatypes::UInt32Type;

use crate::check::Schemas;
use crate::error::EngineError;

/// Rows of one batch of a slice: small enough for the cache, large enough to pay for a call.
const CHUNK: usize = 16_384;

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

    /// Adds rows of a table, a chunk at a time.
    pub fn push_chunks(&mut self, table: &'static str, batch: &RecordBatch) {
        let mut start = 0;
        while start < batch.num_rows() {
            let rows = CHUNK.min(batch.num_rows() - start);
            self.push(table, batch.slice(start, rows));
            start += rows;
        }
    }

    /// Puts rows of a table in the place of those there are.
    pub fn replace(&mut self, table: &'static str, batch: &RecordBatch) {
        self.tables.remove(table);
        self.push_chunks(table, batch);
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

#[cfg(test)]
mod tests {
    use datafusion::arrow::datatypes::{DataType, Field, Schema};

    use super::*;

    #[test]
    fn rows_are_cut_and_stay_in_order() {
        let places = UInt32Array::from_iter_values(0..40_000);
        let schema = Schema::new(vec![Field::new("subject_id", DataType::UInt32, false)]);
        let batch = RecordBatch::try_new(Arc::new(schema), vec![Arc::new(places)])
            .expect("one column of places");
        let mut slice = Slice::new(Vec::new(), Arc::default());
        slice.replace("link", &batch);
        slice.replace("link", &batch);
        let cut = slice.batches("link");
        assert!(cut.iter().all(|batch| batch.num_rows() <= CHUNK));
        let rows = cut
            .iter()
            .filter_map(places_of)
            .flatten()
            .collect::<Vec<_>>();
        assert_eq!(rows, (0..40_000).collect::<Vec<u32>>());
    }

    fn places_of(batch: &RecordBatch) -> Option<Vec<u32>> {
        Some(places(batch)?.values().to_vec())
    }
}
