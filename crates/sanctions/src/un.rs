//! The consolidated list of the United Nations Security Council, in XML.

use crate::error::Error;
use crate::list::{About, SanctionsList};
use crate::name::one_line;
use crate::party::push_text;
use crate::source::ledger::{Ignored, Ledger};
use crate::source::xml::{self, Element, Step};
use crate::{
    Address, Birth, CountryRole, Format, Identifier, ListedName, NameKind, PartKind, Party, Place,
    Schema, Standing, date, identifier,
};

const IGNORED: &[Ignored] = &[
    (
        "DATAID",
        "a number of the publisher's database; entries are known by REFERENCE_NUMBER",
    ),
    (
        "VERSIONNUM",
        "always 1; LAST_DAY_UPDATED tells versions apart",
    ),
    ("SORT_KEY", "order of printing"),
    ("SORT_KEY_LAST_MOD", "order of printing"),
    ("LIST_TYPE/VALUE", "always \"UN List\""),
];

pub(crate) fn read((file, text): (&str, &str)) -> Result<SanctionsList, Error> {
    let mut about = About {
        list: "un".to_owned(),
        title: "United Nations Security Council consolidated list".to_owned(),
        publisher: "United Nations".to_owned(),
        format: Format::UnXml,
        published: None,
        files: Vec::new(),
    };
    let mut ledger = Ledger::new(IGNORED);
    let mut parties = Vec::new();
    let step = |path: &str| match path {
        "CONSOLIDATED_LIST" | "CONSOLIDATED_LIST/INDIVIDUALS" | "CONSOLIDATED_LIST/ENTITIES" => {
            Step::Enter
        }
        _ => Step::Gather,
    };
    xml::walk(file, text, &mut ledger, step, |element, _| {
        match element.name() {
            "CONSOLIDATED_LIST" => {
                about.published = crate::party::filled(element.attribute("dateGenerated"))
            }
            "INDIVIDUAL" => parties.push(individual(element)),
            "ENTITY" => parties.push(entity(element)),
            _ => {}
        }
        Ok(())
    })?;
    Ok(SanctionsList::finish(about, parties, ledger.finish()))
}

fn individual(entry: &Element<'_>) -> Party {
    let mut party = Party::new("un", entry.value("REFERENCE_NUMBER"), Schema::Person);
    let parts = ["FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"]
        .map(|name| (PartKind::Numbered, entry.value(name)));
    party
        .names
        .extend(ListedName::of_parts(NameKind::Primary, &parts));
    common(&mut party, entry);
    for place in ["TITLE", "DESIGNATION", "NATIONALITY"] {
        for value in entry.at(&[place, "VALUE"]) {
            match place {
                "TITLE" => push_text(&mut party.titles, &one_line(value.text())),
                "DESIGNATION" => push_text(&mut party.positions, &one_line(value.text())),
                _ => party.country(CountryRole::Nationality, value.text()),
            }
        }
    }
    for gender in entry.all("GENDER") {
        party.gender(gender.text());
    }
    for alias in entry.all("INDIVIDUAL_ALIAS") {
        individual_alias(&mut party, alias);
    }
    for address in entry.all("INDIVIDUAL_ADDRESS") {
        party.addresses.extend(address_of(address));
    }
    for born in entry.all("INDIVIDUAL_DATE_OF_BIRTH") {
        party.births.extend(birth(born));
    }
    for place in entry.all("INDIVIDUAL_PLACE_OF_BIRTH") {
        party.birth_places.extend(birth_place(place));
    }
    for document in entry.all("INDIVIDUAL_DOCUMENT") {
        self::document(&mut party, document);
    }
    party
}

fn entity(entry: &Element<'_>) -> Party {
    let mut party = Party::new("un", entry.value("REFERENCE_NUMBER"), Schema::Organisation);
    party.names.extend(ListedName::new(
        NameKind::Primary,
        entry.value("FIRST_NAME"),
    ));
    common(&mut party, entry);
    for alias in entry.all("ENTITY_ALIAS") {
        party.names.extend(alias_name(alias));
    }
    for address in entry.all("ENTITY_ADDRESS") {
        party.addresses.extend(address_of(address));
    }
    // Entries for ships of the 1718 list carry no type of their own; their comments begin with the IMO number.
    party
}

fn common(party: &mut Party, entry: &Element<'_>) {
    party.names.extend(ListedName::new(
        NameKind::Original,
        entry.value("NAME_ORIGINAL_SCRIPT"),
    ));
    push_text(&mut party.programmes, entry.value("UN_LIST_TYPE"));
    party.listed(date::day(entry.value("LISTED_ON")));
    party.detail("submitted by", entry.value("SUBMITTED_BY"));
    party.remark(entry.value("COMMENTS1"));
    for updated in entry.at(&["LAST_DAY_UPDATED", "VALUE"]) {
        party.amended_on.extend(date::day(updated.text()));
    }
    if let Some(delisted) = crate::party::filled(entry.value("DELISTED_ON")) {
        party.detail("delisted on", &delisted);
        party.standing = Standing::Delisted;
    }
}

fn alias_name(alias: &Element<'_>) -> Option<ListedName> {
    let quality = alias.value("QUALITY");
    let note = one_line(alias.value("NOTE"));
    let low = note.to_lowercase();
    let is_former =
        quality == "f.k.a." || low.starts_with("formerly") || low.starts_with("previously");
    let kind = if is_former {
        NameKind::Former
    } else {
        NameKind::Alias
    };
    let name = ListedName::new(kind, alias.value("ALIAS_NAME"))?.with_note(&note);
    Some(if quality == "Low" { name.weak() } else { name })
}

/// An alias of a person can come with a birth of its own.
fn individual_alias(party: &mut Party, alias: &Element<'_>) {
    party.names.extend(alias_name(alias));
    party.births.extend(
        Birth::read(alias.value("DATE_OF_BIRTH"))
            .map(|birth| birth.with_note("stands with an alias")),
    );
    let (city, country) = (
        alias.value("CITY_OF_BIRTH"),
        alias.value("COUNTRY_OF_BIRTH"),
    );
    party
        .birth_places
        .extend(place(&[city], country, "stands with an alias"));
}

fn address_of(address: &Element<'_>) -> Option<Address> {
    Address::from_parts(
        address.value("STREET"),
        address.value("CITY"),
        address.value("STATE_PROVINCE"),
        address.value("ZIP_CODE"),
        address.value("COUNTRY"),
        &one_line(address.value("NOTE")),
    )
}

fn birth(born: &Element<'_>) -> Option<Birth> {
    let kind = born.value("TYPE_OF_DATE");
    let dates = [born.value("DATE"), born.value("YEAR")];
    let stated = dates
        .into_iter()
        .find(|text| !text.is_empty())
        .unwrap_or_default();
    let between = Birth::between(born.value("FROM_YEAR"), born.value("TO_YEAR"));
    let note = one_line(born.value("NOTE"));
    let birth = Birth::read(stated)
        .or(between)
        .or_else(|| Birth::read(&note))?;
    let is_about = kind == "APPROXIMATELY" || note.eq_ignore_ascii_case("approximately");
    Some(if is_about { birth.about() } else { birth }.with_note(&note))
}

fn birth_place(element: &Element<'_>) -> Option<Place> {
    let parts = ["STREET", "CITY", "STATE_PROVINCE"].map(|name| element.value(name));
    place(
        &parts,
        element.value("COUNTRY"),
        &one_line(element.value("NOTE")),
    )
}

fn place(parts: &[&str], country: &str, note: &str) -> Option<Place> {
    let words: Vec<&str> = parts
        .iter()
        .copied()
        .chain([country])
        .filter(|text| !text.is_empty())
        .collect();
    let text = one_line(&words.join(", "));
    let is_empty = text.is_empty();
    (!is_empty || !note.is_empty() && note != "stands with an alias").then(|| Place {
        text,
        country: crate::country::code(country),
        note: crate::party::filled(note),
    })
}

fn document(party: &mut Party, document: &Element<'_>) {
    let first = one_line(document.value("TYPE_OF_DOCUMENT"));
    let second = one_line(document.value("TYPE_OF_DOCUMENT2"));
    let label = if first.is_empty() {
        second.clone()
    } else {
        first
    };
    let note = one_line(document.value("NOTE"));
    let [issuing, of_issue, city, issued] = [
        "ISSUING_COUNTRY",
        "COUNTRY_OF_ISSUE",
        "CITY_OF_ISSUE",
        "DATE_OF_ISSUE",
    ]
    .map(|name| document.value(name));
    let number = document.value("NUMBER");
    // Some numbers stand in the note alone.
    let Some(found) = Identifier::new(identifier::kind_of_label(&label), number) else {
        let words = [
            label.as_str(),
            issuing,
            of_issue,
            city,
            issued,
            note.as_str(),
        ];
        let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
        party.detail("document without a number", &words.join(", "));
        return;
    };
    let country = if issuing.is_empty() {
        of_issue
    } else {
        issuing
    };
    let mut found = found
        .labelled(&label)
        .of_country(country)
        .issued(issued)
        .with_note(&note);
    found.issuer = crate::party::filled(city);
    if !second.is_empty() && second != label {
        found = found.with_note(&second);
    }
    if !issuing.is_empty() && !of_issue.is_empty() && issuing != of_issue {
        found = found.with_note(&format!("country of issue: {of_issue}"));
    }
    party.identifiers.push(found);
}
