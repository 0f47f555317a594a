//! Derived tables: what lists, plans of numbers and the other subjects say of a slice's rows.
//!
//! Everything that looks beyond one subject happens here or before, so that rules see only rows.

mod email_fact;
mod ip_fact;
mod link;
mod list_match;
mod name_match;
mod phone_fact;
mod travel;
mod value_frequency;
mod wallet_exposure;
mod wallet_transfer;

pub(crate) use ip_fact::with_canonical_addresses;
pub(crate) use link::{fact_row, member_row};
pub(crate) use name_match::{BESIDE as BESIDE_NAMES, NAMES};

use std::sync::Arc;

use bonafide_lists::Lists;
use bonafide_model::Row;
use bonafide_screening::{Clearances, ListedNames};
use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, RecordBatch, StringViewArray, TimestampMicrosecondArray, UInt32Array,
    new_null_array,
};
use datafusion::arrow::compute::concat;
use datafusion::arrow::datatypes::{Schema, TimestampMicrosecondType};

use crate::check::Schemas;
use crate::error::EngineError;
use crate::exposure::Exposures;
use crate::frequency::{Frequencies, texts};
use crate::linking::Linking;
use crate::slice::{self, Slice};
use crate::uses::Uses;

/// What enrichment looks at beside the slice.
pub(crate) struct Surroundings<'a> {
    pub(crate) lists: &'a Arc<Lists>,
    pub(crate) listed: &'a ListedNames,
    pub(crate) clearances: &'a Clearances,
    pub(crate) linking: &'a Linking,
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
    let makers: [(&'static str, Maker); 12] = [
        ("value_frequency", value_frequency::make),
        ("ip_fact", ip_fact::make),
        ("phone_fact", phone_fact::make),
        ("email_fact", email_fact::make),
        ("list_match", list_match::make),
        ("name_match", name_match::make),
        ("link", link::links),
        ("group_member", link::members),
        ("group_fact", link::facts),
        ("travel", travel::make),
        ("wallet_exposure", wallet_exposure::make),
        ("wallet_transfer", wallet_transfer::make),
    ];
    for (table, make) in makers {
        if around.reads(table) && !given.contains(&table) {
            let rows = make(slice, around)?;
            slice.replace(table, &rows);
        }
    }
    Ok(())
}

/// Rows of a derived table, each with the place of its subject.
pub(crate) struct Derived<T> {
    places: Vec<u32>,
    rows: Vec<T>,
    /// Rows that have become columns: a row as a struct takes many times their room.
    columns: Vec<RecordBatch>,
}

/// Rows that wait as structs.
const WAITING: usize = 1_024;

impl<T: Row> Derived<T> {
    pub(crate) fn new() -> Self {
        Self {
            places: Vec::new(),
            rows: Vec::new(),
            columns: Vec::new(),
        }
    }

    pub(crate) fn push(&mut self, place: u32, row: T) {
        self.places.push(place);
        self.rows.push(row);
        if self.rows.len() >= WAITING {
            self.columns.push(T::batch(&self.rows));
            self.rows.clear();
        }
    }

    /// The columns that are read, with places for subjects.
    pub(crate) fn batch(mut self, schemas: &Schemas) -> Result<RecordBatch, EngineError> {
        self.columns.push(T::batch(&self.rows));
        by_column(T::TABLE.name, self.places, schemas, |name| {
            let parts: Option<Vec<&dyn Array>> = self
                .columns
                .iter()
                .map(|rows| rows.column_by_name(name).map(AsRef::as_ref))
                .collect();
            concat(&parts?).ok()
        })
    }
}

/// A derived table whose columns are made one by one, and only those that are read.
fn by_column(
    table: &str,
    places: Vec<u32>,
    schemas: &Schemas,
    make: impl Fn(&str) -> Option<ArrayRef>,
) -> Result<RecordBatch, EngineError> {
    let Some(schema) = schemas.of(table) else {
        return Ok(RecordBatch::new_empty(Arc::new(Schema::empty())));
    };
    let rows = places.len();
    let places: ArrayRef = Arc::new(UInt32Array::from(places));
    let columns = schema
        .fields()
        .iter()
        .map(|field| match field.name().as_str() {
            "subject_id" => Arc::clone(&places),
            name => make(name).unwrap_or_else(|| new_null_array(field.data_type(), rows)),
        })
        .collect();
    Ok(RecordBatch::try_new(Arc::clone(schema), columns)?)
}

/// A column of texts of one batch, with the places of its subjects and the columns beside it.
pub(crate) struct Texts<'a> {
    places: &'a UInt32Array,
    values: &'a StringViewArray,
    batch: &'a RecordBatch,
}

/// Every batch of a table that has a column of texts.
fn text_columns<'a>(
    slice: &'a Slice,
    table: &str,
    column: &'a str,
) -> impl Iterator<Item = Texts<'a>> {
    slice.batches(table).iter().filter_map(move |batch| {
        Some(Texts {
            places: slice::places(batch)?,
            values: texts(batch, column)?,
            batch,
        })
    })
}

/// The different texts of a column, subject by subject, with when each was seen by the column `at`.
fn uses<'a>(slice: &'a Slice, table: &str, column: &'a str, at: Option<&str>) -> Uses<'a> {
    let mut uses = Uses::default();
    for column in text_columns(slice, table, column) {
        let at = column.instants(at);
        column.each(|row, place, text| {
            uses.add(place, text, at.at(row));
        });
    }
    uses
}

impl<'a> Texts<'a> {
    /// Calls `each` with the row, the place and the text of every value.
    fn each(&self, mut each: impl FnMut(usize, u32, &'a str)) {
        let places = self.places.values();
        for (row, value) in self.values.iter().enumerate() {
            if let Some(value) = value {
                each(row, places[row], value);
            }
        }
    }

    /// The texts of another column.
    fn beside(&self, column: &str) -> TextsBeside<'a> {
        TextsBeside(texts(self.batch, column))
    }

    /// The instants of another column, in microseconds.
    fn instants(&self, column: Option<&str>) -> InstantsBeside<'a> {
        InstantsBeside(column.and_then(|column| {
            self.batch
                .column_by_name(column)?
                .as_primitive_opt::<TimestampMicrosecondType>()
        }))
    }
}

/// A further column of texts; none where the firm did not bring it.
struct TextsBeside<'a>(Option<&'a StringViewArray>);

impl<'a> TextsBeside<'a> {
    fn at(&self, row: usize) -> Option<&'a str> {
        self.0
            .filter(|texts| texts.is_valid(row))
            .map(|texts| texts.value(row))
    }
}

/// A further column of instants; none where the firm did not bring it.
struct InstantsBeside<'a>(Option<&'a TimestampMicrosecondArray>);

impl InstantsBeside<'_> {
    fn at(&self, row: usize) -> Option<i64> {
        self.0
            .filter(|instants| instants.is_valid(row))
            .map(|instants| instants.value(row))
    }
}

#[cfg(test)]
mod tests {
    use bonafide_model::table::PhoneFact;

    use super::*;

    #[test]
    fn rows_that_became_columns_early_stand_where_they_were_pushed() {
        let many = 2 * WAITING as u32 + 7;
        let mut derived = Derived::new();
        for place in 0..many {
            let row = PhoneFact {
                phone: format!("+1 555 {place:07}"),
                subjects: (place % 3 > 0).then_some(i64::from(place)),
                ..PhoneFact::default()
            };
            derived.push(place, row);
        }
        let batch = derived.batch(&Schemas::full()).expect("a batch");
        assert_eq!(batch.num_rows(), many as usize);
        let numbers = texts(&batch, "phone").expect("numbers");
        for (row, place) in slice::places(&batch)
            .expect("places")
            .values()
            .iter()
            .enumerate()
        {
            assert_eq!(
                (row, numbers.value(row)),
                (*place as usize, &*format!("+1 555 {place:07}"))
            );
        }
        let none = Derived::<PhoneFact>::new().batch(&Schemas::full());
        assert_eq!(none.expect("a batch").num_rows(), 0);
    }
}
