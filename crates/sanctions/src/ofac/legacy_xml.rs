//! SDN.XML and CONSOLIDATED.XML: one `sdnEntry` for each party.

use super::remarks;
use crate::error::Error;
use crate::list::SanctionsList;
use crate::party::{filled, push_text};
use crate::source::ledger::{Ignored, Ledger};
use crate::source::xml::{self, Element, Step};
use crate::{
    Address, Birth, CountryRole, Format, Identifier, IdentifierKind, ListedName, NameKind,
    PartKind, Party, Place, Relation, RelationKind, Schema,
};

const IGNORED: &[Ignored] = &[
    (
        "/uid",
        "a number of a part of an entry; parts are told apart by what they say",
    ),
    ("mainEntry", "which of several dates or places comes first"),
    (
        "Record_Count",
        "the number of entries, which is counted here",
    ),
];

pub(crate) fn read((file, text): (&str, &str)) -> Result<SanctionsList, Error> {
    let mut ledger = Ledger::new(IGNORED);
    let mut parties = Vec::new();
    let mut published = None;
    let mut promised = None;
    let step = |path: &str| {
        if path == "sdnList" {
            Step::Enter
        } else {
            Step::Gather
        }
    };
    xml::walk(file, text, &mut ledger, step, |element, ledger| {
        match element.name() {
            "publshInformation" => {
                published = filled(element.value("Publish_Date"));
                promised = element
                    .child("Record_Count")
                    .and_then(|count| count.text().parse::<usize>().ok());
            }
            "sdnEntry" => parties.push(entry(element, ledger)),
            _ => {}
        }
        Ok(())
    })?;
    if promised.is_some_and(|promised| promised != parties.len()) {
        ledger.note(format!(
            "the file says that it has {} entries, and has {}",
            promised.unwrap_or_default(),
            parties.len()
        ));
    }
    let mut about = super::about(Format::OfacXml, super::is_consolidated(&parties));
    about.published = published;
    for party in &mut parties {
        party.list.clone_from(&about.list);
    }
    Ok(SanctionsList::finish(about, parties, ledger.finish()))
}

fn entry(entry: &Element<'_>, ledger: &mut Ledger) -> Party {
    let schema = super::schema(entry.value("sdnType"));
    let mut party = Party::new("", entry.value("uid"), schema);
    party.names.extend(name(schema, NameKind::Primary, entry));
    push_text(&mut party.titles, entry.value("title"));
    for programme in entry.at(&["programList", "program"]) {
        push_text(&mut party.programmes, programme.text());
    }
    for alias in entry.at(&["akaList", "aka"]) {
        let kind = if alias.value("type") == "f.k.a." {
            NameKind::Former
        } else {
            NameKind::Alias
        };
        let found = name(schema, kind, alias);
        let is_weak = alias.value("category") == "weak";
        party
            .names
            .extend(found.map(|name| if is_weak { name.weak() } else { name }));
    }
    for address in entry.at(&["addressList", "address"]) {
        let lines = ["address1", "address2", "address3"].map(|line| address.value(line));
        let street: Vec<&str> = lines.into_iter().filter(|line| !line.is_empty()).collect();
        party.addresses.extend(Address::from_parts(
            &street.join(", "),
            address.value("city"),
            address.value("stateOrProvince"),
            address.value("postalCode"),
            address.value("country"),
            "",
        ));
    }
    for (list, item, role) in [
        ("nationalityList", "nationality", CountryRole::Nationality),
        ("citizenshipList", "citizenship", CountryRole::Citizenship),
    ] {
        for country in entry.at(&[list, item, "country"]) {
            party.country(role, country.text());
        }
    }
    for born in entry.at(&["dateOfBirthList", "dateOfBirthItem", "dateOfBirth"]) {
        party.births.extend(Birth::read(born.text()));
    }
    for place in entry.at(&["placeOfBirthList", "placeOfBirthItem", "placeOfBirth"]) {
        party.birth_places.extend(Place::from_line(place.text()));
    }
    if let Some(vessel) = entry.child("vesselInfo") {
        self::vessel(&mut party, vessel);
    }
    for id in entry.at(&["idList", "id"]) {
        remarks::labelled(
            &mut party,
            id.value("idType"),
            id.value("idNumber"),
            [
                id.value("idCountry"),
                id.value("issueDate"),
                id.value("expirationDate"),
            ],
            ledger,
        );
    }
    remarks::read(&mut party, entry.value("remarks"), ledger);
    party
}

/// People have a first and a last name, everything else a last name alone.
fn name(schema: Schema, kind: NameKind, of: &Element<'_>) -> Option<ListedName> {
    let (first, last) = (of.value("firstName"), of.value("lastName"));
    if schema != Schema::Person {
        return ListedName::new(kind, &[first, last].join(" "));
    }
    // The same text as in the delimited files, so that versions in either format compare.
    let text = if first.is_empty() {
        last.to_owned()
    } else {
        format!("{last}, {first}")
    };
    let name = ListedName::new(kind, &text)?;
    Some(if first.is_empty() {
        name
    } else {
        name.with_part(PartKind::Family, last)
            .with_part(PartKind::Given, first)
    })
}

fn vessel(party: &mut Party, vessel: &Element<'_>) {
    party.identifiers.extend(Identifier::new(
        IdentifierKind::CallSign,
        vessel.value("callSign"),
    ));
    party.detail("vessel type", vessel.value("vesselType"));
    party.detail("tonnage", vessel.value("tonnage"));
    party.detail(
        "gross registered tonnage",
        vessel.value("grossRegisteredTonnage"),
    );
    party.country(CountryRole::Flag, vessel.value("vesselFlag"));
    if let Some(owner) = filled(vessel.value("vesselOwner")) {
        party.relations.push(Relation {
            kind: RelationKind::OwnedBy,
            other_id: None,
            other_name: Some(owner),
            share: None,
            note: Some("vessel owner".to_owned()),
        });
    }
}
