//! `email_fact`: what lists say of each e-mail address of a subject.

use std::collections::BTreeSet;

use bonafide_model::table::EmailFact;
use bonafide_signals::email;
use datafusion::arrow::array::RecordBatch;

use super::{Derived, Surroundings, text_columns};
use crate::error::EngineError;
use crate::slice::Slice;

pub(super) fn make(slice: &Slice, around: &Surroundings<'_>) -> Result<RecordBatch, EngineError> {
    let mut addresses: BTreeSet<(u32, String, String, &str)> = BTreeSet::new();
    let mut note = |place: u32, value: &str, role: &'static str| {
        addresses.extend(
            email::normalise(value).map(|email| (place, email.address, email.domain, role)),
        );
    };
    for column in text_columns(slice, "identifier", "value") {
        let kind = column.beside("kind");
        column.each(|row, place, value| match kind.at(row) {
            Some("email") => note(place, value, "own"),
            Some("recovery_email") => note(place, value, "recovery"),
            _ => {}
        });
    }
    for column in text_columns(slice, "reference_contact", "email") {
        column.each(|_, place, value| note(place, value, "referee"));
    }

    let mut derived = Derived::new();
    for (place, address, domain, role) in addresses {
        let known = around.lists.email_fact(&domain);
        derived.push(
            place,
            EmailFact {
                email: address,
                domain: Some(domain),
                disposable: known.disposable,
                free: known.free,
                role: Some(role.to_owned()),
                ..EmailFact::default()
            },
        );
    }
    derived.batch(around.schemas)
}
