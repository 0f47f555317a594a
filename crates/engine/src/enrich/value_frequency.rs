//! `value_frequency`: each value of a subject, with how many others hold it.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use datafusion::arrow::array::{
    ArrayRef, BooleanArray, Int64Array, RecordBatch, StringViewBuilder, TimestampMicrosecondArray,
};

use super::{Surroundings, by_column, text_columns, uses};
use crate::error::EngineError;
use crate::frequency::Shared;
use crate::shared_moment::MOMENTS;
use crate::shared_value::{SHARED, normal_in};
use crate::slice::Slice;

/// One value of one subject, at most once for each row that has it.
struct Seen<'a> {
    place: u32,
    /// Number of the kind.
    kind: u32,
    hash: u64,
    /// When; the end of time where that is not known, so that known moments come first.
    at: i64,
    value: Cow<'a, str>,
}

/// Kinds with numbers. Firms bring kinds of their own, so there may be many.
#[derive(Default)]
struct Kinds<'a> {
    names: Vec<&'a str>,
    numbers: HashMap<&'a str, u32>,
}

impl<'a> Kinds<'a> {
    /// The number of a kind; none where no rule asks for it.
    fn number(&mut self, kind: &'a str, around: &Surroundings<'_>) -> Option<u32> {
        if let Some(known) = self.numbers.get(kind) {
            return Some(*known);
        }
        if !around.frequencies.wants(kind) {
            return None;
        }
        let number = self.names.len() as u32;
        self.names.push(kind);
        self.numbers.insert(kind, number);
        Some(number)
    }

    /// Puts the kinds in the order of their names; gives the new number of each old one.
    fn sort(&mut self) -> Vec<u32> {
        let mut order: Vec<usize> = (0..self.names.len()).collect();
        order.sort_unstable_by_key(|number| self.names[*number]);
        let mut rank = vec![0; order.len()];
        for (new, old) in order.iter().enumerate() {
            rank[*old] = new as u32;
        }
        self.names.sort_unstable();
        rank
    }
}

pub(super) fn make(slice: &Slice, around: &Surroundings<'_>) -> Result<RecordBatch, EngineError> {
    let mut kinds = Kinds::default();
    let mut seen: Vec<Seen<'_>> = Vec::new();
    for column in text_columns(slice, "identifier", "value") {
        let (of_kind, country, first_seen) = (
            column.beside("kind"),
            column.beside("country"),
            column.instants(Some("first_seen_at")),
        );
        column.each(|row, place, value| {
            let Some(kind) = of_kind.at(row) else { return };
            let Some(number) = kinds.number(kind, around) else {
                return;
            };
            if let Some(normal) = normal_in(kind, value, country.at(row)) {
                seen.push(Seen {
                    place,
                    kind: number,
                    hash: normal.hash,
                    at: first_seen.at(row).unwrap_or(i64::MAX),
                    value: normal.value,
                });
            }
        });
    }
    for shared in SHARED {
        let Some(number) = kinds.number(shared.kind, around) else {
            continue;
        };
        for one in uses(slice, shared.table, shared.column, shared.at).all() {
            if let Some(normal) = shared.normal(one.text) {
                seen.push(Seen {
                    place: one.subject,
                    kind: number,
                    hash: normal.hash,
                    at: one.first().unwrap_or(i64::MAX),
                    value: normal.value,
                });
            }
        }
    }
    for shared in MOMENTS {
        let Some(number) = kinds.number(shared.kind, around) else {
            continue;
        };
        let [first, others @ ..] = shared.columns else {
            continue;
        };
        for column in text_columns(slice, shared.table, first) {
            let at = column.instants(Some(shared.at));
            let others: Vec<_> = others.iter().map(|other| column.beside(other)).collect();
            column.each(|row, place, value| {
                let mut words = vec![value];
                words.extend(others.iter().filter_map(|other| other.at(row)));
                if words.len() != shared.columns.len() {
                    return;
                }
                let Some(at) = at.at(row) else { return };
                for moment in shared.values(&words, at).into_iter().flatten() {
                    seen.push(Seen {
                        place,
                        kind: number,
                        hash: moment.hash,
                        at,
                        value: Cow::Owned(moment.value),
                    });
                }
            });
        }
    }
    let rank = kinds.sort();
    for seen in &mut seen {
        seen.kind = rank[seen.kind as usize];
    }
    seen.sort_unstable_by_key(|seen| (seen.place, seen.kind, seen.hash, seen.at));
    seen.dedup_by_key(|seen| (seen.place, seen.kind, seen.hash));

    let shared: Vec<Option<Shared>> = seen
        .iter()
        .map(|seen| around.frequencies.of(seen.hash))
        .collect();
    let numbers = |count: fn(Shared) -> u32, alone: i64| -> ArrayRef {
        let counts = shared
            .iter()
            .map(|shared| shared.map_or(alone, |shared| i64::from(count(shared))));
        Arc::new(Int64Array::from_iter_values(counts))
    };
    let places = seen.iter().map(|seen| seen.place).collect();
    by_column("value_frequency", places, around.schemas, |name| {
        Some(match name {
            "kind" => kind_column(&seen, &kinds.names),
            "value" => {
                let mut values = StringViewBuilder::with_capacity(seen.len());
                for seen in &seen {
                    values.append_value(&seen.value);
                }
                Arc::new(values.finish())
            }
            "subjects" => numbers(|shared| shared.subjects, 1),
            "names" => numbers(|shared| shared.names, 1),
            "countries" => numbers(|shared| shared.countries, 1),
            "former" => {
                let others = seen.iter().zip(&shared).map(|(seen, shared)| {
                    let own = around
                        .numbers
                        .get(seen.place as usize)
                        .is_some_and(|number| around.frequencies.is_former(*number));
                    shared.map_or(0, |shared| i64::from(shared.former) - i64::from(own))
                });
                Arc::new(Int64Array::from_iter_values(others))
            }
            "first_seen_at" => {
                let moments: TimestampMicrosecondArray = seen
                    .iter()
                    .map(|seen| (seen.at != i64::MAX).then_some(seen.at))
                    .collect();
                Arc::new(moments.with_timezone("UTC"))
            }
            "placeholder" => Arc::new(BooleanArray::from(vec![false; seen.len()])),
            _ => return None,
        })
    })
}

/// The names of kinds, row by row, with each name kept once.
fn kind_column(seen: &[Seen<'_>], names: &[&str]) -> ArrayRef {
    let mut column = StringViewBuilder::with_capacity(seen.len()).with_deduplicate_strings();
    for seen in seen {
        column.append_value(names[seen.kind as usize]);
    }
    Arc::new(column.finish())
}
