//! Rows that stand twice: exports of two days overlap, and a row of both would count as two events.
//!
//! A row is a repetition where the same subject has another row of the table that is written alike in every column of its
//! file, also in those that nothing reads; two events of one moment that differ in a number of the firm's own stay two.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

use bonafide_records::ROW_MARK;
use datafusion::arrow::array::{
    AsArray, BooleanArray, DynComparator, RecordBatch, UInt32Array, make_comparator,
};
use datafusion::arrow::compute::{SortOptions, concat_batches, filter_record_batch};
use datafusion::arrow::datatypes::{SchemaRef, UInt32Type, UInt64Type};

use crate::error::EngineError;
use crate::hashing::Spread;

/// Whether the rows have marks.
pub(crate) fn is_marked(batch: &RecordBatch) -> bool {
    batch.column_by_name(ROW_MARK).is_some()
}

/// Rows without their marks, each once, and how many repetitions were left out.
pub(crate) fn once(
    batches: Vec<RecordBatch>,
    schema: &SchemaRef,
) -> Result<(Vec<RecordBatch>, u64), EngineError> {
    let (marked, mut rows): (Vec<_>, Vec<_>) = batches.into_iter().partition(is_marked);
    let Some(first) = marked.first() else {
        return Ok((rows, 0));
    };
    let whole = concat_batches(&first.schema(), &marked)?;
    drop(marked);
    let again = repetitions(&whole)?;
    let columns: Vec<usize> = (0..schema.fields().len()).collect();
    let unmarked = whole.project(&columns)?;
    if again.is_empty() {
        rows.push(unmarked);
        return Ok((rows, 0));
    }
    let mut keep = vec![true; unmarked.num_rows()];
    for row in &again {
        keep[*row] = false;
    }
    rows.push(filter_record_batch(&unmarked, &BooleanArray::from(keep))?);
    Ok((rows, again.len() as u64))
}

/// The rows that repeat an earlier one.
fn repetitions(whole: &RecordBatch) -> Result<Vec<usize>, EngineError> {
    let places = whole
        .column_by_name("subject_id")
        .and_then(|places| places.as_primitive_opt::<UInt32Type>());
    let marks = whole
        .column_by_name(ROW_MARK)
        .and_then(|marks| marks.as_primitive_opt::<UInt64Type>());
    let (Some(places), Some(marks)) = (places, marks) else {
        return Ok(Vec::new());
    };
    let candidates = candidates(places, marks.values());
    if candidates.is_empty() {
        return Ok(Vec::new());
    }
    let comparators = whole
        .columns()
        .iter()
        .map(|column| make_comparator(column, column, SortOptions::default()))
        .collect::<Result<Vec<DynComparator>, _>>()?;
    Ok(candidates
        .into_iter()
        .filter(|(row, earlier)| {
            comparators
                .iter()
                .all(|compare| compare(*row, *earlier) == Ordering::Equal)
        })
        .map(|(row, _)| row)
        .collect())
}

/// Rows whose mark an earlier row of the same subject has, with the first such row.
fn candidates(places: &UInt32Array, marks: &[u64]) -> Vec<(usize, usize)> {
    let mut first: HashMap<u64, u32, Spread> =
        HashMap::with_capacity_and_hasher(marks.len(), Spread);
    let mut found = Vec::new();
    for (row, (place, mark)) in places.values().iter().zip(marks).enumerate() {
        // The place stands in the mark already where the file says the subject; a merge of two files may not.
        match first.entry(mark ^ u64::from(*place).rotate_left(32)) {
            Entry::Occupied(earlier) => found.push((row, *earlier.get() as usize)),
            Entry::Vacant(vacant) => {
                vacant.insert(row as u32);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use datafusion::arrow::array::{ArrayRef, Int64Array, UInt64Array};
    use datafusion::arrow::datatypes::{DataType, Field, Schema};

    use super::*;

    fn schema(marked: bool) -> SchemaRef {
        let mut fields = vec![
            Field::new("subject_id", DataType::UInt32, false),
            Field::new("amount", DataType::Int64, true),
        ];
        if marked {
            fields.push(Field::new(ROW_MARK, DataType::UInt64, true));
        }
        Arc::new(Schema::new(fields))
    }

    fn rows(subjects: Vec<u32>, amounts: Vec<i64>, marks: Option<Vec<u64>>) -> RecordBatch {
        let mut columns: Vec<ArrayRef> = vec![
            Arc::new(UInt32Array::from(subjects)),
            Arc::new(Int64Array::from(amounts)),
        ];
        columns.extend(marks.map(|marks| Arc::new(UInt64Array::from(marks)) as ArrayRef));
        RecordBatch::try_new(schema(columns.len() == 3), columns).expect("a batch")
    }

    fn kept(batches: Vec<RecordBatch>) -> (usize, u64) {
        let (rows, left_out) = once(batches, &schema(false)).expect("compares");
        let columns: Vec<usize> = rows.iter().map(RecordBatch::num_columns).collect();
        assert!(
            columns.iter().all(|count| *count == 2),
            "marks are taken off"
        );
        (rows.iter().map(RecordBatch::num_rows).sum(), left_out)
    }

    #[test]
    fn a_row_of_two_files_counts_once() {
        let one = rows(vec![0, 0], vec![5, 6], Some(vec![11, 12]));
        let other = rows(vec![0, 0], vec![6, 7], Some(vec![12, 13]));
        assert_eq!(kept(vec![one, other]), (3, 1));
    }

    #[test]
    fn rows_of_one_content_that_are_written_in_two_ways_stay_two() {
        assert_eq!(
            kept(vec![rows(vec![0, 0], vec![5, 5], Some(vec![11, 12]))]),
            (2, 0)
        );
    }

    #[test]
    fn equal_marks_alone_leave_nothing_out() {
        assert_eq!(
            kept(vec![rows(vec![0, 0], vec![5, 6], Some(vec![11, 11]))]),
            (2, 0)
        );
        assert_eq!(
            kept(vec![rows(vec![0, 1], vec![5, 5], Some(vec![11, 11]))]),
            (2, 0)
        );
    }

    #[test]
    fn rows_without_marks_stand_as_they_are() {
        let marked = rows(vec![0], vec![5], Some(vec![11]));
        let plain = rows(vec![0, 0], vec![5, 5], None);
        assert_eq!(kept(vec![marked, plain]), (3, 0));
    }
}
