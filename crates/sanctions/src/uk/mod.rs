//! The sanctions list of the United Kingdom, in its table and its XML.

pub(crate) mod csv;
pub(crate) mod xml;

use crate::list::About;
use crate::source::cell;
use crate::{
    Birth, Format, Identifier, IdentifierKind, ListedName, NameKind, PartKind, Party, Relation,
    RelationKind, Schema, date,
};

fn about(format: Format) -> About {
    About {
        list: "uk".to_owned(),
        title: "UK sanctions list".to_owned(),
        publisher: "UK Foreign, Commonwealth & Development Office".to_owned(),
        format,
        published: None,
        files: Vec::new(),
    }
}

fn schema(kind: &str) -> Schema {
    match kind.to_ascii_lowercase().as_str() {
        "individual" => Schema::Person,
        "entity" => Schema::Organisation,
        "ship" => Schema::Vessel,
        _ => Schema::Unknown,
    }
}

/// Names 1 to 5 are given names in order, name 6 is the family name or the name of the body or ship.
fn name(schema: Schema, parts: [&str; 6], kind: &str, strength: &str) -> Option<ListedName> {
    let low = kind.to_lowercase();
    let kind = match low.as_str() {
        kind if kind.contains("variation") => NameKind::Spelling,
        kind if kind.contains("primary") => NameKind::Primary,
        kind if kind.contains("previous") || kind.contains("former") || kind == "fka" => {
            NameKind::Former
        }
        "" => NameKind::Primary,
        _ => NameKind::Alias,
    };
    let last = match schema {
        Schema::Vessel | Schema::Aircraft => PartKind::Craft,
        Schema::Person => PartKind::Family,
        _ => PartKind::Organisation,
    };
    let mut given = [PartKind::Middle; 5];
    given[0] = PartKind::Given;
    let [one, two, three, four, five, six] = parts;
    let words = [one, two, three, four, five];
    let mut named: Vec<(PartKind, &str)> = given.into_iter().zip(words).collect();
    named.push((last, six));
    let name = ListedName::of_parts(kind, &named)?;
    let is_weak = strength.to_lowercase().contains("low");
    Some(if is_weak { name.weak() } else { name })
}

fn original_name(text: &str, language: &str, script: &str) -> Option<ListedName> {
    let mut name = ListedName::new(NameKind::Original, text)?;
    name.language = crate::party::filled(language);
    Some(name.with_note(script))
}

/// "dd/mm/1965" leaves out what is not known.
fn birth(text: &str) -> Option<Birth> {
    let known = text
        .replace("dd/", "")
        .replace("mm/", "")
        .replace("DD/", "")
        .replace("MM/", "");
    let mut birth = Birth::read(&known)?;
    text.trim().clone_into(&mut birth.text);
    Some(birth)
}

fn number(party: &mut Party, kind: IdentifierKind, label: &str, number: &str, note: &str) {
    for text in cell::enumerated(number) {
        let found = cell::identifier(kind, label, text);
        party
            .identifiers
            .extend(found.map(|found: Identifier| found.with_note(note)));
    }
}

fn relation(party: &mut Party, kind: RelationKind, other: &str, note: &str) {
    for other in cell::enumerated(other) {
        if let Some(name) = crate::party::filled(other) {
            party.relations.push(Relation {
                kind,
                other_id: None,
                other_name: Some(name),
                share: None,
                note: Some(note.to_owned()),
            });
        }
    }
}

/// "Asset freeze, Travel Ban" and "Asset freeze|Travel Ban" are two measures each.
fn measures(party: &mut Party, text: &str) {
    let parts = text.split(['|', ',']).filter_map(crate::party::filled);
    party.measures.extend(parts);
}

fn amended(party: &mut Party, text: &str) {
    match date::day(text) {
        Some(day) => party.amended_on.push(day),
        None => party.detail("last updated", text),
    }
}

fn designated(party: &mut Party, text: &str) {
    match date::day(text) {
        Some(day) => party.listed(Some(day)),
        None => party.detail("designated", text),
    }
}
