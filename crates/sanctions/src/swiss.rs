//! The list of the Swiss State Secretariat for Economic Affairs, in XML: targets that point to programmes and places.

use std::collections::HashMap;

use crate::error::Error;
use crate::list::{About, SanctionsList};
use crate::party::{filled, push_text};
use crate::source::ledger::{Ignored, Ledger};
use crate::source::xml::{self, Element, Step};
use crate::{
    Address, Birth, CountryRole, Format, Identifier, IdentifierKind, ListedName, NameKind,
    PartKind, Party, Place, Relation, RelationKind, Schema, date, identifier,
};

const IGNORED: &[Ignored] = &[
    (
        "/@ssid",
        "a number of a part, read where another part points to it",
    ),
    ("/@lang", "the language of a text"),
    ("/@order", "the order of parts, which is that of the file"),
    (
        "/@publication-date",
        "when a change was printed; the day of its effect is read",
    ),
    (
        "predecessor-version-id",
        "an earlier state of the programme",
    ),
    ("version-date", "an earlier state of the programme"),
    ("/@calendar", "dates of the file are Gregorian"),
    ("/@list-type", "whether the file is whole"),
    ("identity/@main", "which of several identities comes first"),
    (
        "place-of-birth/@main",
        "which of several places comes first",
    ),
    ("/@current", "whether a programme is in force"),
];

#[derive(Default)]
struct Apart {
    /// Programme by the number of a set of sanctions.
    programmes: HashMap<String, String>,
    places: HashMap<String, Address>,
}

pub(crate) fn read((file, text): (&str, &str)) -> Result<SanctionsList, Error> {
    let mut about = About {
        list: "ch_seco".to_owned(),
        title: "Swiss sanctions list".to_owned(),
        publisher: "Swiss State Secretariat for Economic Affairs".to_owned(),
        format: Format::SwissXml,
        published: None,
        files: Vec::new(),
    };
    let mut ledger = Ledger::new(IGNORED);
    let mut apart = Apart::default();
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
            "swiss-sanctions-list" => about.published = filled(element.attribute("date")),
            "sanctions-program" => apart.programme(element),
            "place" => apart.place(element),
            "target" => parties.extend(target(element, &apart)),
            _ => {}
        }
        Ok(())
    })?;
    Ok(SanctionsList::finish(about, parties, ledger.finish()))
}

impl Apart {
    fn programme(&mut self, programme: &Element<'_>) {
        let texts = |name: &str| -> Vec<String> {
            programme
                .all(name)
                .filter_map(|element| filled(element.text()))
                .collect()
        };
        let [keys, names, origins] = [texts("program-key"), texts("program-name"), texts("origin")];
        // The last of the languages is English.
        let name = keys
            .last()
            .or(names.last())
            .or(origins.last())
            .cloned()
            .unwrap_or_default();
        for set in programme.all("sanctions-set") {
            let kind = set.text();
            let text = if kind.is_empty() {
                name.clone()
            } else {
                format!("{name}: {kind}")
            };
            self.programmes
                .insert(set.attribute("ssid").to_owned(), text);
        }
    }

    fn place(&mut self, place: &Element<'_>) {
        let country = place.child("country");
        let name = country.map_or("", Element::text);
        let code = country.map_or("", |country| country.attribute("iso-code"));
        let country = if name.is_empty() { code } else { name };
        let mut city = place.value("location").to_owned();
        for variant in place
            .at(&["location-variant"])
            .into_iter()
            .chain(place.all("area-variant"))
        {
            variant.attribute("variant-type");
            city = format!("{city} ({})", variant.text());
        }
        let address = Address::from_parts("", &city, place.value("area"), "", country, "");
        if let Some(address) = address {
            self.places
                .insert(place.attribute("ssid").to_owned(), address);
        }
    }

    fn located(&self, element: &Element<'_>) -> Option<&Address> {
        self.places.get(element.attribute("place-id"))
    }
}

fn target(target: &Element<'_>, apart: &Apart) -> Option<Party> {
    let (kind, schema) = [
        ("individual", Schema::Person),
        ("entity", Schema::Organisation),
        ("object", Schema::Vessel),
    ]
    .into_iter()
    .find_map(|(name, schema)| Some((target.child(name)?, schema)))?;
    let schema = match kind.attribute("object-type") {
        "aircraft" => Schema::Aircraft,
        _ => schema,
    };
    let mut party = Party::new("ch_seco", target.attribute("ssid"), schema);
    for set in target.attribute("sanctions-set-id").split([' ', ',']) {
        push_text(
            &mut party.programmes,
            apart.programmes.get(set).map_or("", String::as_str),
        );
    }
    for set in target.all("sanctions-set-id") {
        push_text(
            &mut party.programmes,
            apart.programmes.get(set.text()).map_or("", String::as_str),
        );
    }
    party.gender(kind.attribute("sex"));
    for identity in kind.all("identity") {
        self::identity(&mut party, identity, apart);
    }
    for reason in kind
        .all("justification")
        .chain(kind.all("other-information"))
    {
        party.remark(reason.text());
    }
    for relation in kind.all("relation") {
        party.relations.push(Relation {
            kind: relation_kind(relation.attribute("relation-type")),
            other_id: filled(relation.attribute("target-id")),
            other_name: None,
            share: None,
            note: filled(
                &[
                    relation.attribute("relation-type"),
                    relation.value("remark"),
                ]
                .join(" "),
            ),
        });
    }
    for change in target.all("modification") {
        let [effective, enacted] =
            ["effective-date", "enactment-date"].map(|name| date::day(change.attribute(name)));
        let day = effective.or(enacted);
        match change.attribute("modification-type") {
            "listed" => party.listed(day),
            "de-listed" => party.detail("delisted on", change.attribute("effective-date")),
            _ => party.amended_on.extend(day),
        }
        party.remark(change.value("remark"));
    }
    push_text(&mut party.remarks, target.value("generic-attribute"));
    if let Some(number) = Identifier::new(
        IdentifierKind::ListReference,
        target.value("foreign-identifier"),
    ) {
        party.identifiers.push(number);
    }
    Some(party)
}

fn relation_kind(word: &str) -> RelationKind {
    match word {
        "child-of" | "parent-of" | "sibling-of" | "married-to" | "family-member-of"
        | "relative-of" => RelationKind::Family,
        "owned-by" => RelationKind::OwnedBy,
        "owner-of" | "owns" => RelationKind::Owns,
        "controlled-by" => RelationKind::ControlledBy,
        "acting-on-behalf-of" => RelationKind::ActsFor,
        "associated-with" => RelationKind::Associate,
        _ => RelationKind::LinkedTo,
    }
}

fn identity(party: &mut Party, identity: &Element<'_>, apart: &Apart) {
    for name in identity.all("name") {
        names(party, name);
    }
    for country in identity.at(&["nationality", "country"]) {
        let text = if country.text().is_empty() {
            country.attribute("iso-code")
        } else {
            country.text()
        };
        country.attribute("iso-code");
        party.country(CountryRole::Nationality, text);
    }
    for born in identity.all("day-month-year") {
        let [day, month, year, to] =
            ["day", "month", "year", "to-year"].map(|name| born.attribute(name));
        let words: Vec<&str> = [day, month, year]
            .into_iter()
            .filter(|word| !word.is_empty())
            .collect();
        let range = Birth::between(born.attribute("from-year"), to);
        party.births.extend(Birth::read(&words.join(".")).or(range));
    }
    for place in identity.all("place-of-birth") {
        party
            .birth_places
            .extend(apart.located(place).map(|address| Place {
                text: address.text.clone(),
                country: address.country.clone(),
                note: None,
            }));
    }
    for address in identity.all("address") {
        let place = apart.located(address).cloned().unwrap_or_default();
        let [details, code, note, box_number] =
            ["address-details", "zip-code", "remark", "p-o-box"].map(|name| address.value(name));
        let street = [box_number, details]
            .into_iter()
            .filter(|text| !text.is_empty())
            .collect::<Vec<_>>()
            .join(", ");
        let words: Vec<&str> = [street.as_str(), code, &place.text]
            .into_iter()
            .filter(|text| !text.is_empty())
            .collect();
        if !words.is_empty() {
            party.addresses.push(Address {
                text: words.join(", "),
                street: filled(&street),
                postal_code: filled(code),
                note: filled(note),
                ..place
            });
        }
    }
    for document in identity.all("identification-document") {
        let label = document.attribute("document-type");
        let Some(found) =
            Identifier::new(identifier::kind_of_label(label), document.value("number"))
        else {
            continue;
        };
        let issuer = document.child("issuer");
        let mut found = found
            .labelled(label)
            .of_country(issuer.map_or("", |issuer| issuer.attribute("code")))
            .issued(document.value("date-of-issue"))
            .expires(document.value("expiry-date"))
            .with_note(document.value("remark"));
        found.issuer = issuer.and_then(|issuer| filled(issuer.text()));
        party.identifiers.push(found);
    }
}

/// A name has parts, and each part spelling variants in other scripts; the variants of one script make a name.
fn names(party: &mut Party, name: &Element<'_>) {
    let kind = match name.attribute("name-type") {
        "primary-name" => NameKind::Primary,
        "formerly-known-as" => NameKind::Former,
        _ => NameKind::Alias,
    };
    let is_weak = name.attribute("quality") == "low";
    let add = |party: &mut Party, found: Option<ListedName>| {
        party
            .names
            .extend(found.map(|name| if is_weak { name.weak() } else { name }));
    };
    let mut parts = Vec::new();
    let mut variants: HashMap<(String, usize), Vec<(PartKind, &str)>> = HashMap::new();
    for part in name.all("name-part") {
        let kind = part_kind(part.attribute("name-part-type"));
        parts.push((kind, part.value("value")));
        let mut seen: HashMap<&str, usize> = HashMap::new();
        for variant in part.all("spelling-variant") {
            let script = variant.attribute("script");
            let count = seen.entry(script).or_default();
            variants
                .entry((script.to_owned(), *count))
                .or_default()
                .push((kind, variant.text()));
            *count += 1;
        }
    }
    add(party, ListedName::of_parts(kind, &parts));
    let mut variants: Vec<_> = variants.into_iter().collect();
    variants.sort();
    for ((_, _), parts) in variants {
        let variant = if kind == NameKind::Former {
            kind
        } else {
            NameKind::Spelling
        };
        add(party, ListedName::of_parts(variant, &parts));
    }
}

fn part_kind(word: &str) -> PartKind {
    match word {
        "family-name" => PartKind::Family,
        "given-name" => PartKind::Given,
        "further-given-name" => PartKind::Middle,
        "father-name" | "grand-father-name" => PartKind::Patronymic,
        "maiden-name" => PartKind::Maiden,
        "title" => PartKind::Title,
        "suffix" => PartKind::Suffix,
        "tribal-name" | "other" => PartKind::Numbered,
        _ => PartKind::Organisation,
    }
}
