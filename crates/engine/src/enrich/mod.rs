//! Derived tables: what lists, plans of numbers and the other subjects say of a slice's rows.
//!
//! Everything that looks beyond one subject happens here or before, so that rules see only rows.

mod email_fact;
mod ip_fact;
mod list_match;
mod phone_fact;
mod travel;
mod value_frequency;
mod wallet_exposure;

use std::sync::Arc;

use bonafide_lists::Lists;
use bonafide_model::Row;
use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, RecordBatch, TimestampMicrosecondArray, UInt32Array, new_null_array,
};
use datafusion::arrow::datatypes::TimestampMicrosecondType;

use crate::check::Schemas;
use crate::error::EngineError;
use crate::exposure::Exposures;
use crate::frequency::{Frequencies, texts};
use crate::slice::{self, Slice};

/// What enrichment looks at beside the slice.
pub(crate) struct Surroundings<'a> {
    pub(crate) lists: &'a Arc<Lists>,
    pub(crate) frequencies: &'a Frequencies,
    pub(crate) exposures: &'a Exposures,
    pub(crate) schemas: &'a Schemas,
    /// The number by which each subject of the slice is known to the frequencies.
    pub(crate) numbers: &'a [u32],
}

impl Surroundings<'_> {
    /// Whether anything reads a column of a derived table.
    fn reads(&self, table: &str) -> bool {
        self.schemas
            .of(table)
            .is_some_and(|schema| schema.fields().len() > 1)
    }
}

/// Makes every derived table that somebody reads. Tables named in `given` are left as they are.
pub(crate) fn enrich(
    slice: &mut Slice,
    around: &Surroundings<'_>,
    given: &[&str],
) -> Result<(), EngineError> {
    type Maker = fn(&Slice, &Surroundings<'_>) -> Result<RecordBatch, EngineError>;
    let makers: [(&'static str, Maker); 7] = [
        ("value_frequency", value_frequency::make),
        ("ip_fact", ip_fact::make),
        ("phone_fact", phone_fact::make),
        ("email_fact", email_fact::make),
        ("list_match", list_match::make),
        ("travel", travel::make),
        ("wallet_exposure", wallet_exposure::make),
    ];
    for (table, make) in makers {
        if around.reads(table) && !given.contains(&table) {
            let rows = make(slice, around)?;
            slice.replace(table, rows);
        }
    }
    Ok(())
}

/// Rows of a derived table, each with the place of its subject.
struct Derived<T> {
    places: Vec<u32>,
    rows: Vec<T>,
}

impl<T: Row> Derived<T> {
    fn new() -> Self {
        Self {
            places: Vec::new(),
            rows: Vec::new(),
        }
    }

    fn push(&mut self, place: u32, row: T) {
        self.places.push(place);
        self.rows.push(row);
    }

    fn batch(self, schemas: &Schemas) -> Result<RecordBatch, EngineError> {
        let whole = T::batch(&self.rows);
        fit(T::TABLE.name, &whole, self.places, schemas)
    }
}

/// The columns that are read, with places for subjects.
fn fit(
    table: &str,
    whole: &RecordBatch,
    places: Vec<u32>,
    schemas: &Schemas,
) -> Result<RecordBatch, EngineError> {
    let Some(schema) = schemas.of(table) else {
        return Ok(whole.clone());
    };
    let places: ArrayRef = Arc::new(UInt32Array::from(places));
    let columns = schema
        .fields()
        .iter()
        .map(|field| match field.name().as_str() {
            "subject_id" => Arc::clone(&places),
            name => match whole.column_by_name(name) {
                Some(column) => Arc::clone(column),
                None => new_null_array(field.data_type(), whole.num_rows()),
            },
        })
        .collect();
    Ok(RecordBatch::try_new(Arc::clone(schema), columns)?)
}

/// Calls `each` with the place and the text of every value in a column.
fn each_text<'a>(
    slice: &'a Slice,
    table: &str,
    column: &str,
    mut each: impl FnMut(u32, &'a str, Moment<'a>),
) {
    for batch in slice.batches(table) {
        let (Some(places), Some(values)) = (slice::places(batch), texts(batch, column)) else {
            continue;
        };
        for row in 0..batch.num_rows() {
            if values.is_valid(row) {
                each(places.value(row), values.value(row), Moment { batch, row });
            }
        }
    }
}

/// One row of a table, from which further columns can be read.
#[derive(Clone, Copy)]
struct Moment<'a> {
    batch: &'a RecordBatch,
    row: usize,
}

impl<'a> Moment<'a> {
    /// An instant in microseconds.
    fn instant(self, column: &str) -> Option<i64> {
        let instants: &TimestampMicrosecondArray =
            self.batch
                .column_by_name(column)?
                .as_primitive_opt::<TimestampMicrosecondType>()?;
        instants
            .is_valid(self.row)
            .then(|| instants.value(self.row))
    }

    /// A text.
    fn text(self, column: &str) -> Option<&'a str> {
        let values = texts(self.batch, column)?;
        values.is_valid(self.row).then(|| values.value(self.row))
    }
}
