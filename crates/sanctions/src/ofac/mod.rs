//! The lists of the US Treasury's Office of Foreign Assets Control, in their four published forms.

pub(crate) mod advanced;
mod advanced_name;
mod apart;
mod clause;
pub(crate) mod csv;
pub(crate) mod enhanced;
pub(crate) mod legacy_xml;
mod reference;
mod remarks;

use crate::list::About;
use crate::{Format, Schema};

/// Programmes of the consolidated list of parties that are not blocked (non-SDN).
const NOT_BLOCKED: [&str; 9] = [
    "NS-PLC",
    "NS-MBS",
    "NS-CMIC",
    "CMIC-EO13959",
    "UKRAINE-EO13662",
    "FSE-IR",
    "561-Related",
    "561LIST",
    "CAPTA",
];

/// What is known of the list before its entries: whether it is the SDN list or the consolidated one shows in the
/// programmes of its entries.
fn about(format: Format, is_consolidated: bool) -> About {
    let (list, title) = if is_consolidated {
        ("ofac_consolidated", "Consolidated sanctions list (non-SDN)")
    } else {
        (
            "ofac_sdn",
            "Specially Designated Nationals and Blocked Persons list",
        )
    };
    About {
        list: list.to_owned(),
        title: title.to_owned(),
        publisher: "US Treasury, Office of Foreign Assets Control".to_owned(),
        format,
        published: None,
        files: Vec::new(),
    }
}

/// Whether most entries stand under a programme of the consolidated list.
fn is_consolidated(parties: &[crate::Party]) -> bool {
    let not_blocked = parties
        .iter()
        .filter(|party| {
            party
                .programmes
                .iter()
                .any(|programme| NOT_BLOCKED.contains(&programme.as_str()))
        })
        .count();
    not_blocked * 2 > parties.len()
}

/// "SDGT] [NS-PLC" and "[SDGT] [NS-PLC]" are two programmes.
pub(crate) fn programmes(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(['[', ']', ';'])
        .map(str::trim)
        .filter(|programme| !programme.is_empty())
        .map(str::to_owned)
}

/// The kind of party behind the type of an entry; an empty type is an entity.
fn schema(kind: &str) -> Schema {
    match kind.trim().to_ascii_lowercase().as_str() {
        "individual" => Schema::Person,
        "vessel" => Schema::Vessel,
        "aircraft" => Schema::Aircraft,
        "" | "entity" => Schema::Organisation,
        _ => Schema::Unknown,
    }
}

/// Names of people are written "FAMILY, Given".
fn name(schema: Schema, kind: crate::NameKind, text: &str) -> Option<crate::ListedName> {
    if schema == Schema::Person {
        crate::ListedName::family_first(kind, text)
    } else {
        crate::ListedName::new(kind, text)
    }
}

/// What the first party of a relationship is to the second.
fn relation_kind(word: &str) -> crate::RelationKind {
    use crate::RelationKind as K;
    let low = word.to_lowercase();
    let has = |part: &str| low.contains(part);
    if has("family") {
        K::Family
    } else if has("acting for") {
        K::ActsFor
    } else if has("owned or controlled") || has("owned, controlled") {
        // The Treasury's phrase does not say which; ownership is what the 50 per cent rule asks for.
        K::OwnedBy
    } else if has("owns, controls") || has("owns or controls") {
        K::Owns
    } else if has("leader or official") || has("executive officer") {
        K::Directs
    } else if has("providing support") || has("provides support") {
        K::Supports
    } else if has("associate") {
        K::Associate
    } else if has("property in the interest of") {
        K::OwnedBy
    } else {
        K::LinkedTo
    }
}
