//! `phone_fact`: what numbering plans and lists say of each telephone number of a subject.

use std::collections::BTreeSet;

use bonafide_model::table::PhoneFact;
use bonafide_signals::phone;
use datafusion::arrow::array::RecordBatch;

use super::{Derived, Surroundings, text_columns};
use crate::error::EngineError;
use crate::shared_value::normal_identifier;
use crate::slice::Slice;

pub(super) fn make(slice: &Slice, around: &Surroundings<'_>) -> Result<RecordBatch, EngineError> {
    let mut numbers: BTreeSet<(u32, String)> = BTreeSet::new();
    for column in text_columns(slice, "identifier", "value") {
        let (kind, country) = (column.beside("kind"), column.beside("country"));
        column.each(|row, place, value| {
            if kind.at(row) == Some("phone") {
                numbers.extend(phone::e164(value, country.at(row)).map(|number| (place, number)));
            }
        });
    }
    let mut derived = Derived::new();
    for (place, number) in numbers {
        let plan = phone::normalise(&number, None);
        let known = around.lists.phone_fact(&number);
        let shared = normal_identifier("phone", &number)
            .and_then(|normal| around.frequencies.of(normal.hash));
        let of_plan = plan.as_ref().map(|plan| plan.line_type.as_str().to_owned());
        let services = around
            .lists
            .available(bonafide_lists::Kind::WatchedIdentifier, Some("phone"));
        derived.push(
            place,
            PhoneFact {
                phone: number.clone(),
                country: known.country.map(|code| code.to_string()).or_else(|| {
                    plan.and_then(|plan| plan.country.map(|country| country.to_string()))
                }),
                line_type: known.line_type.map(str::to_owned).or(of_plan),
                carrier: known.carrier.map(str::to_owned),
                place: known.place.map(str::to_owned),
                receive_service: services.then_some(known.watched.is_some()),
                subjects: Some(shared.map_or(1, |shared| i64::from(shared.subjects))),
                ..PhoneFact::default()
            },
        );
    }
    derived.batch(around.schemas)
}
