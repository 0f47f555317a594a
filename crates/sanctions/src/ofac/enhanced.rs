//! SDN_ENHANCED.XML: one `entity` for each party, with words in place and their numbers beside.

use std::collections::HashMap;

use super::remarks;
use crate::error::Error;
use crate::list::SanctionsList;
use crate::party::{filled, push_text};
use crate::source::ledger::{Ignored, Ledger};
use crate::source::xml::{self, Element, Step};
use crate::{
    Address, Birth, Format, Identifier, ListedName, NameKind, PartKind, Party, Place, Relation,
    date,
};

const IGNORED: &[Ignored] = &[
    ("/@refId", "the number of a word that stands in place"),
    (
        "/@id",
        "a number of a part of an entry; parts are told apart by what they say",
    ),
    ("identityId", "a number of the publisher's database"),
    ("versionId", "a number of the publisher's database"),
    (
        "referenceValues",
        "words that stand in place in the entries",
    ),
    ("featureTypes", "words that stand in place in the entries"),
    ("publicationInfo/filters", "how the file was cut"),
    (
        "/@featureTypeId",
        "the number of a word that stands in place",
    ),
    ("/@valueRefId", "the number of a word that stands in place"),
    ("isDateRange", "shown by the dates themselves"),
];

pub(crate) fn read((file, text): (&str, &str)) -> Result<SanctionsList, Error> {
    let mut ledger = Ledger::new(IGNORED);
    let mut parties = Vec::new();
    let mut published = None;
    let mut words: HashMap<String, String> = HashMap::new();
    let step = |path: &str| match path.split('/').collect::<Vec<_>>()[..] {
        [_] | [_, "entities" | "referenceValues"] => Step::Enter,
        _ => Step::Gather,
    };
    xml::walk(file, text, &mut ledger, step, |element, ledger| {
        match element.name() {
            "publicationInfo" => published = filled(element.value("dataAsOf")),
            "referenceValue" => {
                let word = element.value("value").to_owned();
                words.insert(element.attribute("refId").to_owned(), word);
            }
            "entity" => parties.push(entity(element, &words, ledger)),
            _ => {}
        }
        Ok(())
    })?;
    let mut about = super::about(Format::OfacEnhanced, super::is_consolidated(&parties));
    about.published = published;
    for party in &mut parties {
        party.list.clone_from(&about.list);
    }
    Ok(SanctionsList::finish(about, parties, ledger.finish()))
}

fn entity(entity: &Element<'_>, words: &HashMap<String, String>, ledger: &mut Ledger) -> Party {
    let general = entity.child("generalInfo");
    let schema = super::schema(general.map_or("", |general| general.value("entityType")));
    let mut party = Party::new("", entity.attribute("id"), schema);
    if let Some(general) = general {
        push_text(&mut party.titles, general.value("title"));
        remarks::read(&mut party, general.value("remarks"), ledger);
    }
    for list in entity.at(&["sanctionsLists", "sanctionsList"]) {
        party.detail("list", list.text());
        party.listed(date::day(list.attribute("datePublished")));
    }
    for programme in entity.at(&["sanctionsPrograms", "sanctionsProgram"]) {
        push_text(&mut party.programmes, programme.text());
    }
    for measure in entity.at(&["sanctionsTypes", "sanctionsType"]) {
        push_text(&mut party.measures, measure.text());
    }
    for basis in entity.at(&["legalAuthorities", "legalAuthority"]) {
        push_text(&mut party.legal_bases, basis.text());
    }
    for name in entity.at(&["names", "name"]) {
        names(&mut party, name);
    }
    for address in entity.at(&["addresses", "address"]) {
        self::address(&mut party, address);
    }
    for feature in entity.at(&["features", "feature"]) {
        self::feature(&mut party, feature, words, ledger);
    }
    for document in entity.at(&["identityDocuments", "identityDocument"]) {
        self::document(&mut party, document, ledger);
    }
    for relationship in entity.at(&["relationships", "relationship"]) {
        let word = relationship.value("type");
        let other = relationship.child("relatedEntity");
        let note = [word, relationship.value("comments")].join(" ");
        party.relations.push(Relation {
            kind: super::relation_kind(word),
            other_id: other.and_then(|other| filled(other.attribute("entityId"))),
            other_name: other.and_then(|other| filled(other.text())),
            share: None,
            note: filled(&note),
        });
    }
    party
}

fn names(party: &mut Party, name: &Element<'_>) {
    let kind = match name.value("aliasType") {
        _ if name.value("isPrimary") == "true" => NameKind::Primary,
        "F.K.A." => NameKind::Former,
        _ => NameKind::Alias,
    };
    let is_weak = name.value("isLowQuality") == "true";
    for translation in name.at(&["translations", "translation"]) {
        // The primary name in another script is the same name, not a second primary one.
        let is_first = translation.value("isPrimary") == "true";
        let kind = if kind == NameKind::Primary && !is_first {
            NameKind::Original
        } else {
            kind
        };
        let (first, last) = (
            translation.value("formattedFirstName"),
            translation.value("formattedLastName"),
        );
        let full = translation.value("formattedFullName");
        let text = match (full.is_empty(), first.is_empty()) {
            (false, _) => full.to_owned(),
            (true, true) => last.to_owned(),
            (true, false) => format!("{last}, {first}"),
        };
        let Some(mut found) = ListedName::new(kind, &text) else {
            continue;
        };
        for part in translation.at(&["nameParts", "namePart"]) {
            found = found.with_part(part_kind(part.value("type")), part.value("value"));
        }
        let script = translation.value("script");
        if !matches!(script, "" | "Latin") && found.script.as_deref() == Some("Latn") {
            found = found.with_note(&format!("script: {script}"));
        }
        party.names.push(if is_weak { found.weak() } else { found });
    }
}

fn part_kind(word: &str) -> PartKind {
    match word {
        "Last Name" => PartKind::Family,
        "First Name" => PartKind::Given,
        "Middle Name" => PartKind::Middle,
        "Maiden Name" => PartKind::Maiden,
        "Patronymic" => PartKind::Patronymic,
        "Matronymic" => PartKind::Matronymic,
        "Nickname" => PartKind::Nickname,
        "Vessel Name" | "Aircraft Name" => PartKind::Craft,
        _ => PartKind::Organisation,
    }
}

fn address(party: &mut Party, address: &Element<'_>) {
    let country = address.value("country");
    let mut has_text = false;
    for translation in address.at(&["translations", "translation"]) {
        translation.value("isPrimary");
        translation.value("script");
        let parts: Vec<(&str, &str)> = translation
            .at(&["addressParts", "addressPart"])
            .into_iter()
            .map(|part| (part.value("type"), part.value("value")))
            .collect();
        let of = |wanted: fn(&str) -> bool| -> String {
            let found = parts
                .iter()
                .filter(|(kind, _)| wanted(&kind.to_ascii_uppercase()));
            found
                .map(|(_, value)| *value)
                .collect::<Vec<_>>()
                .join(", ")
        };
        let found = Address::from_parts(
            &of(|kind| !matches!(kind, "CITY" | "STATE/PROVINCE" | "POSTAL CODE")),
            &of(|kind| kind == "CITY"),
            &of(|kind| kind == "STATE/PROVINCE"),
            &of(|kind| kind == "POSTAL CODE"),
            country,
            "",
        );
        has_text |= found.is_some();
        party.addresses.extend(found);
    }
    if !has_text {
        party
            .addresses
            .extend(Address::from_parts("", "", "", "", country, ""));
    }
}

/// Where a value has no text of its own, it is the word that its number points to.
fn feature(
    party: &mut Party,
    feature: &Element<'_>,
    words: &HashMap<String, String>,
    ledger: &mut Ledger,
) {
    let kind = feature.value("type");
    let number = feature
        .child("value")
        .map_or("", |value| value.attribute("valueRefId"));
    let numbers = [number, feature.value("valueRefId")];
    let word = numbers.iter().find_map(|number| words.get(*number));
    let value = match feature.value("value") {
        "" => word.map_or("", String::as_str),
        value => value,
    };
    feature.value("isPrimary");
    if let Some(dates) = feature.child("valueDate") {
        let [from, to, approximate] =
            ["fromDateBegin", "toDateEnd", "isApproximate"].map(|name| dates.value(name));
        let [from_end, to_begin] = ["fromDateEnd", "toDateBegin"].map(|name| dates.value(name));
        let last = [to, to_begin, from_end]
            .into_iter()
            .find(|date| !date.is_empty())
            .unwrap_or(from);
        if kind == "Birthdate" {
            let birth = Birth::read(value).or_else(|| Birth::between(from, last));
            party.births.extend(birth.map(|birth| {
                if approximate == "true" {
                    birth.about()
                } else {
                    birth
                }
            }));
            return;
        }
    }
    match kind {
        "Birthdate" => party.births.extend(Birth::read(value)),
        "Place of Birth" => party.birth_places.extend(Place::from_line(value)),
        "Nationality Country" => party.country(crate::CountryRole::Nationality, value),
        "Citizenship Country" => party.country(crate::CountryRole::Citizenship, value),
        _ => remarks::labelled(party, kind, value, ["", "", ""], ledger),
    }
    push_text(&mut party.remarks, feature.value("comments"));
    party.detail(
        &format!("{kind}: reliability"),
        feature.value("reliability"),
    );
}

fn document(party: &mut Party, document: &Element<'_>, ledger: &mut Ledger) {
    let before = party.identifiers.len();
    let beside = ["issuingCountry", "issueDate", "expirationDate"].map(|name| document.value(name));
    remarks::labelled(
        party,
        document.value("type"),
        document.value("documentNumber"),
        beside,
        ledger,
    );
    let validity = document.value("isValid");
    let notes = [
        document.value("comments"),
        document.value("issuingAuthority"),
        document.value("issuingLocation"),
    ];
    for found in &mut party.identifiers[before..] {
        let mut noted: Identifier = found.clone();
        for note in notes {
            noted = noted.with_note(note);
        }
        *found = if validity == "false" {
            noted.with_note("not valid")
        } else {
            noted
        };
    }
    document.value("name");
}
