//! `name_match`: names in the records that resemble names on the sanctions lists in use.
//!
//! A name alone is never a match, so a hit is weighed with what the subject's own records say
//! beside the name: birth dates, document numbers, wallets, countries. Nothing is guessed from a name.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use bonafide_model::table::NameMatch;
use bonafide_names::{Birth, Decision, Effect, Evidence, Name, Schema, Score, Strength, score};
use bonafide_signals::wallet;
use datafusion::arrow::array::{Array, AsArray, RecordBatch};
use datafusion::arrow::datatypes::Date32Type;

use super::{Derived, Surroundings, text_columns};
use crate::error::EngineError;
use crate::slice::{self, Slice};

/// A column of names.
pub(crate) struct NameColumn {
    pub(crate) table: &'static str,
    pub(crate) column: &'static str,
    /// What the rules are told of where the name stands.
    field: &'static str,
    schema: Schema,
}

/// Every column of names that is compared with lists.
pub(crate) const NAMES: [NameColumn; 6] = [
    name("subject", "name", "subject", Schema::Unknown),
    name("document", "name", "document", Schema::Person),
    name("payout", "payee_name", "payee", Schema::Unknown),
    name("profile", "name", "profile", Schema::Person),
    name("company", "name", "company", Schema::Organisation),
    name("reference_contact", "name", "reference", Schema::Person),
];

/// What is looked at beside a name.
pub(crate) const BESIDE: [(&str, &str); 7] = [
    ("subject", "birth_date"),
    ("subject", "country"),
    ("document", "birth_date"),
    ("document", "issuing_country"),
    ("document", "number"),
    ("payout", "destination"),
    ("identifier", "value"),
];

/// Hits of one name that are told.
const TOLD: usize = 5;
/// Hits of one name that are scored in full.
const SCORED: usize = 20;

const fn name(
    table: &'static str,
    column: &'static str,
    field: &'static str,
    schema: Schema,
) -> NameColumn {
    NameColumn {
        table,
        column,
        field,
        schema,
    }
}

pub(super) fn make(slice: &Slice, around: &Surroundings<'_>) -> Result<RecordBatch, EngineError> {
    let listed = around.listed;
    let mut compared: BTreeSet<(u32, &'static str, &str)> = BTreeSet::new();
    let mut schemas: HashMap<&'static str, Schema> = HashMap::new();
    for column in &NAMES {
        schemas.insert(column.field, column.schema);
        for texts in text_columns(slice, column.table, column.column) {
            texts.each(|_, place, text| {
                if !text.trim().is_empty() {
                    compared.insert((place, column.field, text));
                }
            });
        }
    }

    let mut searched: HashMap<(Schema, &str), (Name, Vec<bonafide_names::Hit>)> = HashMap::new();
    let mut found: BTreeMap<u32, Vec<(&'static str, &str, bonafide_names::Hit)>> = BTreeMap::new();
    let mut missed: BTreeSet<(u32, &'static str)> = BTreeSet::new();
    for (place, field, text) in compared {
        let schema = schemas[field];
        let (_, hits) = searched.entry((schema, text)).or_insert_with(|| {
            let query = Name::analyse(text, schema);
            let mut hits = listed.index.search(&query, SCORED);
            // One party is told once, by the name of it that met best.
            let mut told = BTreeSet::new();
            hits.retain(|hit| told.insert(hit.party));
            (query, hits)
        });
        if hits.is_empty() {
            missed.insert((place, field));
        }
        for hit in hits {
            found.entry(place).or_default().push((field, text, *hit));
        }
    }

    let places: BTreeSet<u32> = found.keys().copied().collect();
    let known = Beside::of(slice, &places);
    let mut rows: Vec<(u32, NameMatch)> = missed
        .into_iter()
        .map(|(place, field)| (place, nothing(field)))
        .collect();
    for (place, hits) in found {
        let mut of_field: BTreeMap<&'static str, Vec<NameMatch>> = BTreeMap::new();
        for (field, text, hit) in hits {
            let Some((query, _)) = searched.get(&(schemas[field], text)) else {
                continue;
            };
            let party = &listed.parties[hit.party as usize];
            let met = listed.index.text(hit.name);
            let stored = Name::analyse(met, party.schema);
            let scored = score(query, &stored, &known.evidence(place, party));
            let rows = of_field.entry(field).or_default();
            if scored.decision != Decision::Different {
                rows.push(row(field, &hit, party, met, &scored));
            }
        }
        for (field, mut matches) in of_field {
            if matches.is_empty() {
                rows.push((place, nothing(field)));
                continue;
            }
            matches.sort_by(|a, b| {
                let by_score = b.score.unwrap_or(0.0).total_cmp(&a.score.unwrap_or(0.0));
                by_score.then_with(|| (&a.list, &a.entry).cmp(&(&b.list, &b.entry)))
            });
            matches.dedup_by(|a, b| (&a.list, &a.entry) == (&b.list, &b.entry));
            matches.truncate(TOLD);
            rows.extend(matches.into_iter().map(|row| (place, row)));
        }
    }
    rows.sort_by(|a, b| (a.0, &a.1.field).cmp(&(b.0, &b.1.field)));
    let mut derived = Derived::new();
    for (place, row) in rows {
        derived.push(place, row);
    }
    derived.batch(around.schemas)
}

/// Names were compared, and none is near.
fn nothing(field: &str) -> NameMatch {
    NameMatch {
        field: field.to_owned(),
        matched: Some(false),
        ..NameMatch::default()
    }
}

fn row(
    field: &str,
    hit: &bonafide_names::Hit,
    party: &crate::listed_names::Listed,
    met: &str,
    scored: &Score,
) -> NameMatch {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let agrees = |fact: &str| matches!(fact, "birth date" | "document number" | "wallet");
    let corroborated = scored.evidence.iter().any(|weighed| {
        matches!(weighed.effect, Effect::Raises | Effect::Decides) && agrees(weighed.fact)
    });
    let contradicted = scored
        .evidence
        .iter()
        .any(|weighed| weighed.effect == Effect::Lowers);
    NameMatch {
        field: field.to_owned(),
        matched: Some(true),
        score: Some((scored.value * 1000.0).round() / 1000.0),
        decision: Some(decision(scored.decision).to_owned()),
        strength: Some(strength(hit.strength).to_owned()),
        corroborated: Some(corroborated),
        contradicted: Some(contradicted),
        list: some(&party.list),
        entry: some(&party.entry),
        entity: some(&party.entity),
        met: some(met),
        programme: some(&party.programme),
        legal_basis: some(&party.legal_basis),
        listed_on: party.listed_on.and_then(super::list_match::day),
        explanation: some(&explanation(scored)),
        ..NameMatch::default()
    }
}

fn decision(decision: Decision) -> &'static str {
    match decision {
        Decision::Different => "different",
        Decision::Possible => "possible",
        Decision::Strong => "strong",
        Decision::Decisive => "decisive",
    }
}

fn strength(strength: Strength) -> &'static str {
    match strength {
        Strength::Strong => "strong",
        Strength::Weak => "weak",
        Strength::Former => "former",
        Strength::OriginalScript => "original_script",
    }
}

/// Which part met which, and what was weighed beside the names.
fn explanation(scored: &Score) -> String {
    let mut words: Vec<String> = scored
        .parts
        .iter()
        .map(|part| match (part.left.as_str(), part.right.as_str()) {
            ("", alone) | (alone, "") => format!("{alone} {}", part.how.in_words()),
            (left, right) => format!("{left} {} {right}", part.how.in_words()),
        })
        .collect();
    words.extend(
        scored
            .evidence
            .iter()
            .map(|weighed| weighed.reason.to_owned()),
    );
    words.extend(scored.notes.iter().map(|note| (*note).to_owned()));
    words.join("; ")
}

/// What the records of some subjects say beside their names.
#[derive(Default)]
struct Beside {
    births: HashMap<u32, Birth>,
    countries: HashMap<u32, BTreeSet<String>>,
    documents: HashMap<u32, BTreeSet<String>>,
    wallets: HashMap<u32, BTreeSet<String>>,
}

impl Beside {
    fn of(slice: &Slice, places: &BTreeSet<u32>) -> Self {
        let mut beside = Self::default();
        if places.is_empty() {
            return beside;
        }
        // What a document says counts before what was stated.
        for table in ["subject", "document"] {
            for batch in slice.batches(table) {
                beside.note_births(batch, places);
            }
        }
        for (table, column) in [("subject", "country"), ("document", "issuing_country")] {
            for texts in text_columns(slice, table, column) {
                texts.each(|_, place, text| {
                    if places.contains(&place) {
                        let code = text.trim().to_ascii_uppercase();
                        beside.countries.entry(place).or_default().insert(code);
                    }
                });
            }
        }
        for texts in text_columns(slice, "document", "number") {
            texts.each(|_, place, text| {
                if places.contains(&place) {
                    beside
                        .documents
                        .entry(place)
                        .or_default()
                        .insert(text.to_owned());
                }
            });
        }
        for texts in text_columns(slice, "identifier", "value") {
            let kind = texts.beside("kind");
            texts.each(|row, place, text| {
                if !places.contains(&place) {
                    return;
                }
                match kind.at(row) {
                    Some("document" | "tax_id" | "registration") => {
                        beside
                            .documents
                            .entry(place)
                            .or_default()
                            .insert(text.to_owned());
                    }
                    Some("wallet") => {
                        let address = wallet::canonical(text).into_owned();
                        beside.wallets.entry(place).or_default().insert(address);
                    }
                    _ => {}
                }
            });
        }
        for texts in text_columns(slice, "payout", "destination") {
            texts.each(|_, place, text| {
                if places.contains(&place)
                    && let Some(found) = wallet::detect(text)
                {
                    beside
                        .wallets
                        .entry(place)
                        .or_default()
                        .insert(found.address);
                }
            });
        }
        beside
    }

    fn note_births(&mut self, batch: &RecordBatch, places: &BTreeSet<u32>) {
        let (Some(subjects), Some(dates)) = (
            slice::places(batch),
            batch
                .column_by_name("birth_date")
                .and_then(|dates| dates.as_primitive_opt::<Date32Type>()),
        ) else {
            return;
        };
        let epoch = jiff::civil::date(1970, 1, 1);
        for row in 0..batch.num_rows() {
            let place = subjects.value(row);
            if dates.is_null(row) || !places.contains(&place) {
                continue;
            }
            let days = jiff::Span::new().try_days(dates.value(row));
            if let Some(day) = days.ok().and_then(|days| epoch.checked_add(days).ok()) {
                let birth = Birth::day(
                    day.year(),
                    day.month().unsigned_abs(),
                    day.day().unsigned_abs(),
                );
                self.births.insert(place, birth);
            }
        }
    }

    fn evidence(&self, place: u32, party: &crate::listed_names::Listed) -> Evidence {
        let all = |values: &HashMap<u32, BTreeSet<String>>| -> Vec<String> {
            values.get(&place).into_iter().flatten().cloned().collect()
        };
        Evidence {
            births: (self.births.get(&place).copied(), party.births.clone()),
            genders: (None, None),
            countries: (all(&self.countries), party.countries.clone()),
            documents: (all(&self.documents), party.documents.clone()),
            wallets: (all(&self.wallets), party.wallets.clone()),
        }
    }
}
