//! The XML (versions 1.0 and 1.1): one `sanctionEntity` for each party, almost all in attributes.

use super::entry;
use crate::error::Error;
use crate::list::SanctionsList;
use crate::party::filled;
use crate::source::ledger::{Ignored, Ledger};
use crate::source::xml::{self, Element, Step};
use crate::{Format, Party, date};

const IGNORED: &[Ignored] = &[
    (
        "/@logicalId",
        "a number of a part of an entry; parts are told apart by what they say",
    ),
    (
        "/@regulationLanguage",
        "the language of the act that a part was taken from",
    ),
    (
        "regulationSummary",
        "which act brought a part; the entry's acts are read",
    ),
    ("export/@globalFileId", "the number of the file"),
    ("subjectType/@classificationCode", "the kind of party again"),
    ("/@countryIso2Code", "no country: 00"),
];

pub(crate) fn read((file, text): (&str, &str)) -> Result<SanctionsList, Error> {
    let mut about = super::about(Format::EuXml);
    let mut ledger = Ledger::new(IGNORED);
    let mut parties = Vec::new();
    let step = |path: &str| {
        if path.contains('/') {
            Step::Gather
        } else {
            Step::Enter
        }
    };
    xml::walk(file, text, &mut ledger, step, |element, _| {
        match element.name() {
            "export" => about.published = filled(element.attribute("generationDate")),
            "sanctionEntity" => parties.push(entity(element)),
            _ => {}
        }
        Ok(())
    })?;
    Ok(SanctionsList::finish(about, parties, ledger.finish()))
}

/// A field is an attribute, or a child element of its name.
fn field(element: &Element<'_>, name: &str) -> String {
    match element.attribute(name) {
        "" => {
            let texts: Vec<&str> = element
                .all(name)
                .map(Element::text)
                .filter(|text| !text.is_empty())
                .collect();
            texts.join("; ")
        }
        value => value.to_owned(),
    }
}

fn entity(element: &Element<'_>) -> Party {
    let subject = element
        .child("subjectType")
        .map_or("", |subject| subject.attribute("code"));
    let id = match element.attribute("euReferenceNumber") {
        "" => element.attribute("logicalId"),
        reference => reference,
    };
    let mut party = Party::new("eu", id, entry::schema(subject));
    entry::entity(&mut party, &|name| field(element, name));
    party.listed(date::day(element.attribute("designationDate")));
    for remark in element.all("remark") {
        party.remark(remark.text());
    }
    for (place, name) in element.all("nameAlias").enumerate() {
        entry::name(
            &mut party,
            &|field_name| field(name, field_name),
            place == 0,
        );
    }
    for child in &element.children {
        let get = |name: &str| field(child, name);
        match child.name() {
            "regulation" => entry::regulation(&mut party, &get),
            "citizenship" => entry::citizenship(&mut party, &get),
            "birthdate" => entry::birth(&mut party, &get),
            "address" => {
                entry::address(&mut party, &get);
                for contact in child.all("contactInfo") {
                    entry::contact(
                        &mut party,
                        contact.attribute("key"),
                        contact.attribute("value"),
                    );
                }
            }
            "identification" => entry::identification(&mut party, &get),
            _ => {}
        }
    }
    party
}
