//! What ties nobody because it is everybody's, and what was not read in full: told, so that nobody takes silence for
//! absence.

use std::collections::{BTreeMap, HashMap};

use bonafide_linking::CommonValue;
use bonafide_model::report::{CommonValueReport, PassedOverSection};

use crate::evidence_of_ties::{records_of, short};
use crate::frequency::{Held, columns_of};
use crate::likeness::Likeness;
use crate::traces::Public;

/// Values that are told of each kind at most: the most common ones.
const OF_A_KIND: usize = 10;
/// Subjects that are named as examples.
const EXAMPLES: usize = 3;

/// What linking passed over.
#[derive(Debug, Default)]
pub(crate) struct PassedOver {
    pub(crate) section: PassedOverSection,
}

impl PassedOver {
    pub(crate) fn of<'a>(
        common: &[CommonValue],
        public: &[Public],
        notes: Vec<String>,
        likeness: &Likeness,
        tying: &[Held],
        id: &dyn Fn(u32) -> Option<&'a str>,
    ) -> Self {
        let mut section = PassedOverSection {
            notes,
            ..PassedOverSection::default()
        };
        let seen = seen(common, tying, id);
        let mut told: BTreeMap<&str, usize> = BTreeMap::new();
        for value in common {
            let of_kind = told.entry(value.kind.word()).or_default();
            *of_kind += 1;
            *section
                .totals
                .entry(value.kind.word().to_owned())
                .or_default() += 1;
            if *of_kind > OF_A_KIND {
                continue;
            }
            let shown = seen.get(&value.value);
            let columns = shown.map_or(0, |shown| shown.seen_in);
            let columns = columns_of(value.value, columns).join(", ");
            section.values.push(CommonValueReport {
                kind: value.kind.word().to_owned(),
                value: short(value.value),
                count: u64::from(value.subjects),
                counted: "subjects".to_owned(),
                records: match columns.is_empty() {
                    true => records_of(value.kind).to_owned(),
                    false => columns,
                },
                examples: first(
                    shown
                        .into_iter()
                        .flat_map(|shown| shown.ids.iter().copied()),
                ),
            });
        }
        for one in public {
            *section
                .totals
                .entry(one.kind.word().to_owned())
                .or_default() += 1;
            let of_kind = told.entry(one.kind.word()).or_default();
            *of_kind += 1;
            if *of_kind <= OF_A_KIND {
                section.values.push(CommonValueReport {
                    kind: one.kind.word().to_owned(),
                    value: short(one.value),
                    count: u64::from(one.subjects),
                    counted: one.counted.to_owned(),
                    records: records_of(one.kind).to_owned(),
                    examples: Vec::new(),
                });
            }
        }
        for text in likeness.common.iter().take(OF_A_KIND) {
            section.values.push(CommonValueReport {
                kind: "text".to_owned(),
                value: String::new(),
                count: u64::from(text.subjects),
                counted: "subjects".to_owned(),
                records: "texts that are equal but for case and punctuation".to_owned(),
                examples: first(text.examples.iter().filter_map(|number| id(*number))),
            });
        }
        section.values.sort_by(|one, other| {
            (&one.kind, std::cmp::Reverse(one.count), &one.value).cmp(&(
                &other.kind,
                std::cmp::Reverse(other.count),
                &other.value,
            ))
        });
        let mut note = |numbers: &mut dyn Iterator<Item = &u32>, words: &str| {
            let all: Vec<&str> = numbers.filter_map(|number| id(*number)).collect();
            if !all.is_empty() {
                let count = all.len();
                let examples = first(all.into_iter()).join(", ");
                section
                    .notes
                    .push(format!("{count} subjects {words} (such as {examples})"));
            }
        };
        note(
            &mut likeness.cut.iter(),
            "have a text longer than a megabyte or than 4,096 different passages; what comes after was not compared",
        );
        note(
            &mut likeness.unseen.iter(),
            "have texts or identifiers with characters that take no place on the screen; they were compared without them",
        );
        note(
            &mut likeness.mixed.iter(),
            "have texts or identifiers with words of mixed alphabets; letters that look alike were compared as one",
        );
        section.notes.sort();
        Self { section }
    }
}

/// The first ids in their order.
fn first<'a>(ids: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut ids: Vec<&str> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    ids.truncate(EXAMPLES);
    ids.into_iter().map(str::to_owned).collect()
}

/// Where a value stands, and some of those who show it.
#[derive(Default)]
struct Shown<'a> {
    seen_in: u32,
    ids: Vec<&'a str>,
}

/// The same for all common values, in one pass over what is shared.
fn seen<'a>(
    common: &[CommonValue],
    tying: &[Held],
    id: &dyn Fn(u32) -> Option<&'a str>,
) -> HashMap<u64, Shown<'a>> {
    let mut seen: HashMap<u64, Shown<'a>> = common
        .iter()
        .map(|value| (value.value, Shown::default()))
        .collect();
    for held in tying {
        let Some(shown) = seen.get_mut(&held.hash) else {
            continue;
        };
        shown.seen_in |= held.seen_in();
        if let Some(id) = id(held.subject)
            && let Err(place) = shown.ids.binary_search(&id)
            && place < EXAMPLES
        {
            shown.ids.insert(place, id);
            shown.ids.truncate(EXAMPLES);
        }
    }
    seen
}
