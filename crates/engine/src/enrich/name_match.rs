//! `name_match`: names in the records that resemble names on the sanctions lists in use.
//!
//! A name alone is never a match, so a hit is weighed with what the subject's own records say
//! beside the name: birth dates, document numbers, wallets, countries. Nothing is guessed from a name.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use bonafide_model::table::NameMatch;
use bonafide_names::{
    Birth, Decision, Evidence, Gender, How, Name, Schema, Score, Strength, Weighed, score,
};
use bonafide_screening::{Clearances, Listed, ListedNames, Number, Pair};
use bonafide_signals::wallet;
use datafusion::arrow::array::{Array, AsArray, RecordBatch};
use datafusion::arrow::datatypes::Date32Type;

use super::{Derived, Surroundings, text_columns, uses};
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
pub(crate) const BESIDE: [(&str, &str); 8] = [
    ("subject", "birth_date"),
    ("subject", "country"),
    ("document", "birth_date"),
    ("document", "gender"),
    ("document", "issuing_country"),
    ("document", "number"),
    ("payout", "destination"),
    ("identifier", "value"),
];

/// Kinds of identifiers that are numbers of documents and registers.
const NUMBERS: [&str; 3] = ["document", "tax_id", "registration"];

/// Parties that are told of one field of a subject.
const TOLD: usize = 5;
/// Listed names that are looked at for one name; a common name meets hundreds.
const SEARCHED: usize = 1_000;
/// Parties that are scored in full with what the records say beside the name.
const SCORED: usize = 200;

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
        for one in uses(slice, column.table, column.column, None).all() {
            if !one.text.trim().is_empty() {
                compared.insert((one.subject, column.field, one.text));
            }
        }
    }

    let mut searched: HashMap<(Schema, &str), Vec<Reading>> = HashMap::new();
    let mut found: BTreeMap<u32, Vec<(&'static str, &str, Schema)>> = BTreeMap::new();
    let mut missed: BTreeSet<(u32, &'static str)> = BTreeSet::new();
    for (place, field, text) in compared {
        let schema = schemas[field];
        let readings = searched
            .entry((schema, text))
            .or_insert_with(|| readings(listed, text, schema));
        if readings.iter().all(|reading| reading.hits.is_empty()) {
            missed.insert((place, field));
        } else {
            found.entry(place).or_default().push((field, text, schema));
        }
    }

    let places: BTreeSet<u32> = found.keys().copied().collect();
    let known = Beside::of(slice, &places);
    let mut rows: Vec<(u32, NameMatch)> = missed
        .into_iter()
        .map(|(place, field)| (place, nothing(field, listed.is_whole)))
        .collect();
    for (place, names) in found {
        let mut of_field: BTreeMap<&'static str, Vec<NameMatch>> = BTreeMap::new();
        for (field, text, schema) in names {
            let rows = of_field.entry(field).or_default();
            let bearer = Bearer {
                place,
                id: &slice.ids[place as usize],
                field,
                text,
            };
            for reading in searched.get(&(schema, text)).into_iter().flatten() {
                rows.extend(known.matches(around, &bearer, reading));
            }
        }
        for (field, mut matches) in of_field {
            if matches.is_empty() {
                rows.push((place, nothing(field, listed.is_whole)));
                continue;
            }
            matches.sort_by(|a, b| {
                // A firm name that is strong goes before a weak alias of the same party that is nearer.
                let doubtful = |row: &NameMatch| {
                    row.strength.as_deref() == Some("weak")
                        || row.score.unwrap_or(0.0) < bonafide_names::STRONG
                };
                let by_score = b.score.unwrap_or(0.0).total_cmp(&a.score.unwrap_or(0.0));
                doubtful(a)
                    .cmp(&doubtful(b))
                    .then(by_score)
                    .then_with(|| (&a.list, &a.entry).cmp(&(&b.list, &b.entry)))
            });
            let mut told = BTreeSet::new();
            matches.retain(|row| told.insert((row.list.clone(), row.entry.clone())));
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

/// One way to read a name, with the listed names that resemble it.
struct Reading {
    query: Name,
    hits: Vec<bonafide_names::Hit>,
}

/// A name of which it is not known whose kind it is may look like a body and be a person's: "Islam",
/// "Steel" and "Power" are family names too.
fn readings(listed: &ListedNames, text: &str, schema: Schema) -> Vec<Reading> {
    let first = Name::analyse(text, schema);
    let also = (schema == Schema::Unknown && first.schema() != Schema::Person)
        .then(|| Name::analyse(text, Schema::Person));
    std::iter::once(first)
        .chain(also)
        .map(|query| {
            let mut hits = listed.index.search(&query, SEARCHED);
            // One party is scored once by the name that met best, and once by the best that is no
            // weak alias.
            let mut told = BTreeSet::new();
            hits.retain(|hit| told.insert((hit.party, hit.strength == Strength::Weak)));
            hits.truncate(SCORED);
            Reading { query, hits }
        })
        .collect()
}

/// A name of a subject, and where it stands.
struct Bearer<'a> {
    place: u32,
    id: &'a str,
    field: &'static str,
    text: &'a str,
}

/// Names were compared, and none is near. An extract of a list cannot say that.
fn nothing(field: &str, is_whole: bool) -> NameMatch {
    NameMatch {
        field: field.to_owned(),
        matched: is_whole.then_some(false),
        ..NameMatch::default()
    }
}

fn row(
    bearer: &Bearer<'_>,
    hit: &bonafide_names::Hit,
    party: &Listed,
    met: &str,
    scored: &Score,
    pair: &Pair,
    clearances: &Clearances,
) -> NameMatch {
    let standing = clearances.standing(bearer.id, &party.list, &party.entry, pair);
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let corroborated = scored.evidence.iter().any(Weighed::agrees_in_full);
    let contradicted = scored.evidence.iter().any(Weighed::is_another_birth_date);
    NameMatch {
        field: bearer.field.to_owned(),
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
        list_version: some(&party.version),
        ownership: party.ownership.clone(),
        pair: some(pair.as_str()),
        cleared: Some(standing.is_cleared()),
        clearance: standing.in_words(),
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
        // The words of the list alone: what the subject is called stays in the records.
        .filter(|part| !part.right.is_empty())
        .map(|part| format!("{}: {}", part.right, met(part.how)))
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

/// How a part of the listed name met one in the records.
fn met(how: How) -> &'static str {
    match how {
        How::Equal => "equal",
        How::Transliterated => "equal in another script",
        How::Spelling => "nearly equal",
        How::KoreanReading => "another spelling of the Korean",
        How::Nickname => "another form",
        How::Initial => "an initial",
        How::Joined => "written together",
        How::Acronym => "initials of a longer name",
        How::Missing => "not in the records",
        How::Contradicts => "another in the records",
    }
}

/// What the records of some subjects say beside their names.
#[derive(Default)]
struct Beside {
    births: HashMap<u32, BTreeSet<jiff::civil::Date>>,
    /// As the documents say; both where two documents differ.
    genders: HashMap<u32, BTreeSet<Gender>>,
    countries: HashMap<u32, BTreeSet<String>>,
    documents: HashMap<u32, BTreeSet<Number>>,
    wallets: HashMap<u32, BTreeSet<String>>,
}

impl Beside {
    /// What each listed party near a name is, weighed with what the records say beside it.
    fn matches(
        &self,
        around: &Surroundings<'_>,
        bearer: &Bearer<'_>,
        reading: &Reading,
    ) -> impl Iterator<Item = NameMatch> {
        let (listed, clearances) = (around.listed, around.clearances);
        let place = bearer.place;
        reading.hits.iter().filter_map(move |hit| {
            let party = listed.parties.get(hit.party as usize)?;
            let met = listed.index.text(hit.name);
            let stored = Name::analyse(met, party.schema);
            // Documents may give several birth dates: the one that fits best counts.
            let scored = self
                .evidence(place, party)
                .map(|beside| score(&reading.query, &stored, &beside))
                .max_by(|a, b| a.value.total_cmp(&b.value))?;
            (scored.decision != Decision::Different).then(|| {
                let pair = Pair::of(self.compared(bearer), party.fingerprint());
                row(bearer, hit, party, met, &scored, &pair, clearances)
            })
        })
    }

    /// What of the subject is compared with a party: the name, and what the records say beside it.
    fn compared(&self, bearer: &Bearer<'_>) -> impl Iterator<Item = (&'static str, String)> {
        let of = |what, values: Option<&BTreeSet<String>>| -> Vec<(&'static str, String)> {
            let values = values.into_iter().flatten();
            values.map(|value| (what, value.clone())).collect()
        };
        let place = &bearer.place;
        let births = self.births.get(place).into_iter().flatten();
        let genders = self.genders.get(place).into_iter().flatten();
        let numbers = self.documents.get(place).into_iter().flatten();
        std::iter::once(("name", bearer.text.to_owned()))
            .chain(births.map(|day| ("birth", day.to_string())))
            .chain(genders.map(|gender| ("gender", format!("{gender:?}"))))
            .chain(numbers.map(|number| (number.kind, number.plain.clone())))
            .chain(of("country", self.countries.get(place)))
            .chain(of("wallet", self.wallets.get(place)))
    }

    fn of(slice: &Slice, places: &BTreeSet<u32>) -> Self {
        let mut beside = Self::default();
        if places.is_empty() {
            return beside;
        }
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
        for texts in text_columns(slice, "document", "gender") {
            texts.each(|_, place, text| {
                let gender = match text.trim().to_ascii_lowercase().as_str() {
                    "female" | "f" | "w" => Gender::Female,
                    "male" | "m" => Gender::Male,
                    _ => return,
                };
                if places.contains(&place) {
                    beside.genders.entry(place).or_default().insert(gender);
                }
            });
        }
        for texts in text_columns(slice, "document", "number") {
            let country = texts.beside("issuing_country");
            texts.each(|row, place, text| {
                if places.contains(&place) {
                    let number = Number::new("document", text, country.at(row));
                    beside.documents.entry(place).or_default().extend(number);
                }
            });
        }
        for texts in text_columns(slice, "identifier", "value") {
            let (kind, country) = (texts.beside("kind"), texts.beside("country"));
            texts.each(|row, place, text| {
                if !places.contains(&place) {
                    return;
                }
                match kind.at(row) {
                    Some(kind) if let Some(kind) = NUMBERS.iter().find(|known| **known == kind) => {
                        let number = Number::new(kind, text, country.at(row));
                        beside.documents.entry(place).or_default().extend(number);
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

    /// The gender that all documents agree on.
    fn gender(&self, place: u32) -> Option<Gender> {
        let mut genders = self.genders.get(&place)?.iter();
        let first = genders.next().copied();
        first.filter(|_| genders.next().is_none())
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
                self.births.entry(place).or_default().insert(day);
            }
        }
    }

    /// The evidence for a party: once for each birth date that the records give.
    fn evidence(&self, place: u32, party: &Listed) -> impl Iterator<Item = Evidence> {
        let all = |values: &HashMap<u32, BTreeSet<String>>| -> Vec<String> {
            values.get(&place).into_iter().flatten().cloned().collect()
        };
        // Told to the scorer only where they are one: kind and country decide that here.
        let own = self.documents.get(&place);
        let shared: Vec<String> = own
            .into_iter()
            .flatten()
            .filter(|own| party.documents.iter().any(|listed| listed.is(own)))
            .map(|own| own.plain.clone())
            .collect();
        let evidence = Evidence {
            births: (None, party.births.clone()),
            genders: (self.gender(place), party.gender),
            countries: (all(&self.countries), party.countries.clone()),
            documents: (shared.clone(), shared),
            wallets: (all(&self.wallets), party.wallets.clone()),
        };
        let mut births: Vec<Option<Birth>> = self
            .births
            .get(&place)
            .into_iter()
            .flatten()
            .map(|day| {
                let (month, of_month) = (day.month().unsigned_abs(), day.day().unsigned_abs());
                Some(Birth::day(day.year(), month, of_month))
            })
            .collect();
        if births.is_empty() {
            births.push(None);
        }
        births.into_iter().map(move |birth| {
            let mut of_birth = evidence.clone();
            of_birth.births.0 = birth;
            of_birth
        })
    }
}
