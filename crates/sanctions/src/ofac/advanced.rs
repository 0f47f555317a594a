//! SDN_ADVANCED.XML: distinct parties with typed names, features, documents and relationships that point to each other.

use std::collections::HashMap;

use super::advanced_name::names;
use super::apart::{Apart, day, period};
use super::remarks;
use crate::error::Error;
use crate::list::SanctionsList;
use crate::party::{filled, push_text};
use crate::source::ledger::{Ignored, Ledger};
use crate::source::xml::{self, Element, Step};
use crate::{Address, Birth, Format, ListedWallet, Party, Place, Relation, RelationKind, Schema};

const IGNORED: &[Ignored] = &[
    (
        "/@DeltaAction",
        "how the file differs from an earlier one; versions are compared here",
    ),
    (
        "/@ID",
        "a number of a part of an entry, read where another part points to it",
    ),
    (
        "/@FixedRef",
        "the number of an entry, where it stands again",
    ),
    ("/@IDVersionType", "how a number is written"),
    ("/@DocNameStatusID", "whether a name is the documented one"),
    ("/@CalendarTypeID", "dates of the file are Gregorian"),
    ("/@YearFixed", "how a date was entered"),
    ("/@MonthFixed", "how a date was entered"),
    ("/@DayFixed", "how a date was entered"),
    ("/@StartFixed", "how a date was entered"),
    ("/@EndFixed", "how a date was entered"),
    ("/@ReliabilityID", "how sure the source of a feature is"),
    (
        "/@True",
        "whether an identity is the true one; false ones are told by their aliases",
    ),
    (
        "Identity/@False",
        "whether an identity is the true one; false ones are told by their aliases",
    ),
    (
        "/@CountryRelevanceID",
        "how a country is tied to a place; it is the country of the place",
    ),
    ("/@LegalBasisShortRef", "the legal basis again, abbreviated"),
    ("/@Primary", "which of several values comes first"),
    ("/@Version", "the version of the format"),
    ("DistinctPartySchemaVersion", "the version of the format"),
];

pub(crate) fn read((file, text): (&str, &str)) -> Result<SanctionsList, Error> {
    let mut ledger = Ledger::new(IGNORED);
    let mut apart = Apart::default();
    let mut parties: Vec<Party> = Vec::new();
    let mut profiles: HashMap<String, usize> = HashMap::new();
    let mut published = None;
    let step = |path: &str| match path.split('/').collect::<Vec<_>>()[..] {
        [_] => Step::Enter,
        [
            _,
            "ReferenceValueSets"
            | "Locations"
            | "IDRegDocuments"
            | "DistinctParties"
            | "ProfileRelationships"
            | "SanctionsEntries",
        ] => Step::Enter,
        _ => Step::Gather,
    };
    xml::walk(file, text, &mut ledger, step, |element, ledger| {
        match element.name() {
            "DateOfIssue" => published = day(element).map(|days| days.first.to_string()),
            name if name.ends_with("Values") => apart.references.add(element),
            "Location" => apart.location(element),
            "IDRegDocument" => apart.document(element),
            "DistinctParty" => distinct_party(element, &apart, &mut parties, &mut profiles, ledger),
            "ProfileRelationship" => relationship(element, &apart, &mut parties, &profiles),
            "SanctionsEntry" => sanctions_entry(element, &apart, &mut parties, &profiles),
            _ => {}
        }
        Ok(())
    })?;
    let mut about = super::about(Format::OfacAdvanced, super::is_consolidated(&parties));
    about.published = published;
    for party in &mut parties {
        party.list.clone_from(&about.list);
    }
    Ok(SanctionsList::finish(about, parties, ledger.finish()))
}

fn distinct_party(
    element: &Element<'_>,
    apart: &Apart,
    parties: &mut Vec<Party>,
    profiles: &mut HashMap<String, usize>,
    ledger: &mut Ledger,
) {
    let Some(profile) = element.child("Profile") else {
        return;
    };
    let subtype = profile.attribute("PartySubTypeID");
    let schema = match (
        apart.references.wider("PartySubType", subtype, "PartyType"),
        apart.word("PartySubType", subtype),
    ) {
        ("Individual", _) => Schema::Person,
        ("Entity", _) => Schema::Organisation,
        (_, "Vessel") => Schema::Vessel,
        (_, "Aircraft") => Schema::Aircraft,
        _ => Schema::Unknown,
    };
    let id = element.attribute("FixedRef");
    let mut party = Party::new("", id, schema);
    for comment in element.all("Comment") {
        party.remark(comment.text());
    }
    for identity in profile.all("Identity") {
        names(&mut party, identity, apart);
        for document in apart
            .documents
            .get(identity.attribute("ID"))
            .into_iter()
            .flatten()
        {
            let beside = [
                document.country.as_str(),
                &document.issued,
                &document.expires,
            ];
            let before = party.identifiers.len();
            remarks::labelled(&mut party, &document.kind, &document.number, beside, ledger);
            for found in &mut party.identifiers[before..] {
                *found = found.clone().with_note(&document.note);
            }
        }
    }
    for feature in profile.all("Feature") {
        self::feature(&mut party, feature, apart, ledger);
    }
    for reference in profile.all("SanctionsEntryReference") {
        reference.attribute("SanctionsEntryID");
    }
    profiles.insert(profile.attribute("ID").to_owned(), parties.len());
    parties.push(party);
}

fn feature(party: &mut Party, feature: &Element<'_>, apart: &Apart, ledger: &mut Ledger) {
    let kind = apart
        .word("FeatureType", feature.attribute("FeatureTypeID"))
        .to_owned();
    for reference in feature.all("IdentityReference") {
        reference.attribute("IdentityID");
        reference.attribute("IdentityFeatureLinkTypeID");
    }
    for version in feature.all("FeatureVersion") {
        let comment = version.value("Comment");
        for place in version.all("VersionLocation") {
            if let Some(address) = apart.locations.get(place.attribute("LocationID")) {
                located(party, &kind, address, ledger);
            }
        }
        for days in version.all("DatePeriod").filter_map(period_of_birth) {
            if kind == "Birthdate" {
                party.births.push(days.with_note(comment));
            } else {
                party.detail(&kind, &days.text);
            }
        }
        for detail in version.all("VersionDetail") {
            detail.attribute("DetailTypeID");
            let referred = apart.word("DetailReference", detail.attribute("DetailReferenceID"));
            let text = if referred.is_empty() {
                detail.text()
            } else {
                referred
            };
            if let Some(asset) = kind.strip_prefix("Digital Currency Address - ") {
                party.wallets.extend(ListedWallet::new(asset, text));
            } else {
                remarks::labelled(party, label(&kind), text, ["", "", ""], ledger);
            }
        }
        if kind != "Birthdate" {
            push_text(&mut party.remarks, comment);
        }
    }
}

fn located(party: &mut Party, kind: &str, address: &Address, ledger: &mut Ledger) {
    match kind {
        "Place of Birth" => party.birth_places.push(Place {
            text: address.text.clone(),
            country: address.country.clone(),
            note: None,
        }),
        "Location" => party.addresses.push(address.clone()),
        _ => remarks::labelled(party, label(kind), &address.text, ["", "", ""], ledger),
    }
}

/// Labels of features that the delimited files write in another way.
fn label(kind: &str) -> &str {
    match kind {
        "Nationality Country" => "nationality",
        "Citizenship Country" => "citizen",
        "VESSEL FLAG" | "Vessel Flag" => "Vessel Flag",
        "VESSEL TYPE" => "Vessel Type",
        "Vessel Call Sign" => "Vessel Call Sign",
        kind => kind,
    }
}

fn relationship(
    element: &Element<'_>,
    apart: &Apart,
    parties: &mut [Party],
    profiles: &HashMap<String, usize>,
) {
    let word = apart.word("RelationType", element.attribute("RelationTypeID"));
    let kind = super::relation_kind(word);
    let (from, to) = (
        element.attribute("From-ProfileID"),
        element.attribute("To-ProfileID"),
    );
    let mut note = word.to_owned();
    if element.attribute("Former") == "true" {
        note.push_str(", former");
    }
    for comment in element.all("Comment") {
        if !comment.text().is_empty() {
            note = format!("{note}; {}", comment.text());
        }
    }
    for name in ["RelationQualityID", "SanctionsEntryID"] {
        element.attribute(name);
    }
    for (one, other, kind) in [(from, to, kind), (to, from, kind.reversed())] {
        if let (Some(one), Some(other)) = (profiles.get(one).copied(), profiles.get(other).copied())
        {
            let relation = relation(kind, &parties[other], &note);
            parties[one].relations.push(relation);
        }
    }
}

fn relation(kind: RelationKind, other: &Party, note: &str) -> Relation {
    let primary = other.names.iter().min().map(|name| name.text.clone());
    Relation {
        kind,
        other_id: filled(&other.id),
        other_name: primary,
        share: None,
        note: filled(note),
    }
}

fn sanctions_entry(
    element: &Element<'_>,
    apart: &Apart,
    parties: &mut [Party],
    profiles: &HashMap<String, usize>,
) {
    let Some(place) = profiles.get(element.attribute("ProfileID")) else {
        return;
    };
    let party = &mut parties[*place];
    party.detail("list", apart.word("List", element.attribute("ListID")));
    for event in element.all("EntryEvent") {
        push_text(
            &mut party.legal_bases,
            apart.word("LegalBasis", event.attribute("LegalBasisID")),
        );
        let kind = apart.word("EntryEventType", event.attribute("EntryEventTypeID"));
        let Some(days) = event.child("Date").and_then(day) else {
            continue;
        };
        if matches!(kind, "" | "Created") {
            party.listed(Some(days.first));
        } else {
            party.amended_on.push(days.first);
        }
    }
    for measure in element.all("SanctionsMeasure") {
        let kind = apart.word("SanctionsType", measure.attribute("SanctionsTypeID"));
        let comment = measure.value("Comment");
        if kind == "Program" {
            push_text(&mut party.programmes, comment);
        } else {
            push_text(&mut party.measures, [kind, comment].join(" ").trim());
        }
        if let Some(days) = measure.child("DatePeriod").and_then(period) {
            party.detail(&format!("{kind} since"), &days.first.to_string());
        }
    }
}

fn period_of_birth(element: &Element<'_>) -> Option<Birth> {
    let days = period(element)?;
    let is_about = ["Start", "End"]
        .iter()
        .filter_map(|side| element.child(side))
        .any(|side| side.attribute("Approximate") == "true");
    let text = if days.first == days.last {
        days.first.to_string()
    } else {
        format!("{} to {}", days.first, days.last)
    };
    Some(Birth::over(days, is_about, &text))
}
