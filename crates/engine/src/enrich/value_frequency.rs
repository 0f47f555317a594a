//! `value_frequency`: each value of a subject, with how many others hold it.

use std::collections::BTreeMap;

use bonafide_model::Timestamp;
use bonafide_model::table::ValueFrequency;
use datafusion::arrow::array::RecordBatch;

use super::{Derived, Surroundings, each_text};
use crate::error::EngineError;
use crate::frequency::{Normal, SHARED, normal_identifier};
use crate::slice::Slice;

/// The key under which a value is shown once a subject.
type Key<'a> = (u32, &'a str, u64);

pub(super) fn make(slice: &Slice, around: &Surroundings<'_>) -> Result<RecordBatch, EngineError> {
    let mut seen: BTreeMap<Key<'_>, (String, Option<i64>)> = BTreeMap::new();
    let mut note = |place: u32, kind, normal: Normal<'_>, at: Option<i64>| {
        let first = &mut seen
            .entry((place, kind, normal.hash))
            .or_insert_with(|| (normal.value.into_owned(), at))
            .1;
        *first = match (*first, at) {
            (Some(known), Some(at)) => Some(known.min(at)),
            (known, at) => known.or(at),
        };
    };
    each_text(slice, "identifier", "value", |place, value, moment| {
        let Some(kind) = moment
            .text("kind")
            .filter(|kind| around.frequencies.wants(kind))
        else {
            return;
        };
        if let Some(normal) = normal_identifier(kind, value) {
            note(place, kind, normal, moment.instant("first_seen_at"));
        }
    });
    for shared in SHARED
        .iter()
        .filter(|shared| around.frequencies.wants(shared.kind))
    {
        each_text(
            slice,
            shared.table,
            shared.column,
            |place, value, moment| {
                if let Some(normal) = shared.normal(value) {
                    note(
                        place,
                        shared.kind,
                        normal,
                        shared.at.and_then(|at| moment.instant(at)),
                    );
                }
            },
        );
    }

    let mut derived = Derived::new();
    for ((place, kind, hash), (value, first)) in seen {
        let shared = around.frequencies.of(hash);
        let own = around
            .numbers
            .get(place as usize)
            .is_some_and(|number| around.frequencies.is_former(*number));
        derived.push(
            place,
            ValueFrequency {
                kind: kind.to_owned(),
                value: Some(value),
                subjects: Some(shared.map_or(1, |shared| i64::from(shared.subjects))),
                names: Some(shared.map_or(1, |shared| i64::from(shared.names))),
                countries: Some(shared.map_or(1, |shared| i64::from(shared.countries))),
                former: Some(shared.map_or(0, |shared| i64::from(shared.former) - i64::from(own))),
                first_seen_at: first.map(Timestamp),
                placeholder: Some(false),
                ..ValueFrequency::default()
            },
        );
    }
    derived.batch(around.schemas)
}
