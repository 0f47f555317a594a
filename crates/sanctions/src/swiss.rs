//! The list of the Swiss State Secretariat for Economic Affairs, in XML: targets that point to programmes and places.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;

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
    (
        "/@predecessor-version-date",
        "an earlier state of the programme",
    ),
    (
        "day-month-year/@quality",
        "how sure a date is; the publisher never says what follows from it",
    ),
    ("address/@quality", "how sure an address is"),
    (
        "/@spelling-variant-type",
        "which sort of variant a spelling is; its script is read",
    ),
    (
        "modification/added",
        "an earlier state of the entry; the present one is read",
    ),
    (
        "modification/removed",
        "an earlier state of the entry; the present one is read",
    ),
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
    let mut parties = Vec::new();
    let mut struck_off = 0_u64;
    let apart = apart(file, text)?;
    xml::walk(file, text, &mut ledger, step, |element, _| {
        match element.name() {
            "swiss-sanctions-list" => about.published = filled(element.attribute("date")),
            "sanctions-program" => Apart::default().programme(element),
            "place" => Apart::default().place(element),
            "target" => {
                let party = target(element, &apart);
                // The whole list keeps those who were struck off, with their history.
                if is_struck_off(element) {
                    struck_off += 1;
                } else {
                    parties.extend(party);
                }
            }
            _ => {}
        }
        Ok(())
    })?;
    if struck_off > 0 {
        ledger.note(format!(
            "{struck_off} targets of the file are struck off; they are left out"
        ));
    }
    Ok(SanctionsList::finish(about, parties, ledger.finish()))
}

fn step(path: &str) -> Step {
    if path.contains('/') {
        Step::Gather
    } else {
        Step::Enter
    }
}

/// Programmes and places: the places stand behind the targets that point to them.
fn apart(file: &str, text: &str) -> Result<Apart, Error> {
    let mut apart = Apart::default();
    let mut uncounted = Ledger::new(&[]);
    xml::walk(file, text, &mut uncounted, step, |element, _| {
        match element.name() {
            "sanctions-program" => apart.programme(element),
            "place" => apart.place(element),
            _ => {}
        }
        Ok(())
    })?;
    Ok(apart)
}

/// Whether the latest of a target's changes struck it off. Changes stand in the file the latest first, so that of two
/// of one day the first counts.
fn is_struck_off(target: &Element<'_>) -> bool {
    let mut latest: Option<(Option<Date>, &str)> = None;
    for change in target.all("modification") {
        let kind = change.attribute("modification-type");
        let day = effective(change);
        if latest.is_none_or(|(known, _)| day > known) {
            latest = Some((day, kind));
        }
    }
    latest.is_some_and(|(_, kind)| kind == "de-listed")
}

/// The day from which a change has effect.
fn effective(change: &Element<'_>) -> Option<Date> {
    let [effective, enacted] =
        ["effective-date", "enactment-date"].map(|name| date::day(change.attribute(name)));
    effective.or(enacted)
}

impl Apart {
    fn programme(&mut self, programme: &Element<'_>) {
        let [key, title, origin] =
            ["program-key", "program-name", "origin"].map(|name| in_english(programme.all(name)));
        let name = key.or(title).or(origin).unwrap_or_default();
        // A set has one text for each language, all under one number.
        let mut sets: Vec<&Element<'_>> = programme.all("sanctions-set").collect();
        sets.sort_by_key(|set| set.attribute("lang") == "eng");
        for set in sets {
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
        for name in ["ssid", "lang"] {
            place.attribute(name);
        }
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

/// The English one of several texts, else the last.
fn in_english<'e>(texts: impl Iterator<Item = &'e Element<'e>>) -> Option<String> {
    let all: Vec<(bool, String)> = texts
        .filter_map(|text| Some((text.attribute("lang") == "eng", filled(text.text())?)))
        .collect();
    let english = all.iter().find(|(is_english, _)| *is_english);
    english.or(all.last()).map(|(_, text)| text.clone())
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
    for told in kind.all("other-information") {
        party.identifiers.extend(told_number(told.text()));
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
        let day = effective(change);
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

/// "IMO Number: 9074729": numbers stand as text beside the entry. Only a text that is a label and one number is one.
fn told_number(text: &str) -> Option<Identifier> {
    let (label, value) = text.trim().split_once(':')?;
    let value = value.trim().trim_end_matches('.');
    let kind = identifier::kind_of_label(label);
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let is_number = match kind {
        IdentifierKind::Imo | IdentifierKind::Registration | IdentifierKind::Tax => {
            digits >= 4 && !value.contains(char::is_whitespace)
        }
        IdentifierKind::Phone => {
            let is_of_phone = |letter: char| letter.is_ascii_digit() || "+-() ".contains(letter);
            digits >= 6 && value.chars().all(is_of_phone)
        }
        IdentifierKind::Email => value.contains('@') && !value.contains(char::is_whitespace),
        IdentifierKind::Website => value.contains('.') && !value.contains(char::is_whitespace),
        _ => false,
    };
    // "Date of registration: …" has the word of a register and tells a day.
    let is_day = label.to_lowercase().contains("date") || date::days(value).is_some();
    let is_told = is_number && !is_day && label.len() <= 50;
    let found = Identifier::new(kind, value).filter(|_| is_told)?;
    Some(found.labelled(label))
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
        let [details, code, note, box_number, care_of] =
            ["address-details", "zip-code", "remark", "p-o-box", "c-o"]
                .map(|name| address.value(name));
        let street = [care_of, box_number, details]
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

/// A name has parts, and each part spelling variants; the variants of one script make a name.
///
/// Often only one part of several has a variant. In Latin letters the other parts are the same then; in another script
/// what is there is a piece of a name, and weak: a family name alone is borne by too many.
fn names(party: &mut Party, name: &Element<'_>) {
    let kind = match name.attribute("name-type") {
        "primary-name" => NameKind::Primary,
        "formerly-known-as" => NameKind::Former,
        _ => NameKind::Alias,
    };
    let is_weak = name.attribute("quality") == "low";
    let add = |party: &mut Party, found: Option<ListedName>, is_weak: bool| {
        party
            .names
            .extend(found.map(|name| if is_weak { name.weak() } else { name }));
    };
    let parts: Vec<Part<'_>> = name.all("name-part").map(Part::of).collect();
    let base: Vec<(PartKind, &str)> = parts.iter().map(|part| (part.kind, part.text)).collect();
    add(party, ListedName::of_parts(kind, &base), is_weak);
    let variant = if kind == NameKind::Former {
        kind
    } else {
        NameKind::Spelling
    };
    let scripts: BTreeSet<&str> = parts
        .iter()
        .flat_map(|part| part.variants.keys().copied())
        .collect();
    for script in scripts {
        let of_script = |part: &Part<'_>| part.variants.get(script).map_or(0, Vec::len);
        let is_latin = matches!(script.to_ascii_uppercase().as_str(), "LATN" | "");
        let is_whole = is_latin || parts.iter().all(|part| of_script(part) > 0);
        for number in 0..parts.iter().map(of_script).max().unwrap_or_default() {
            let named: Vec<(PartKind, &str)> = parts
                .iter()
                .filter_map(|part| {
                    let own = part.variants.get(script);
                    let own = own.and_then(|own| own.get(number).or(own.first())).copied();
                    Some((part.kind, own.or(is_latin.then_some(part.text))?))
                })
                .collect();
            add(
                party,
                ListedName::of_parts(variant, &named),
                is_weak || !is_whole,
            );
        }
    }
}

/// A part of a name with its variants by their script.
struct Part<'e> {
    kind: PartKind,
    text: &'e str,
    variants: BTreeMap<&'e str, Vec<&'e str>>,
}

impl<'e> Part<'e> {
    fn of(part: &'e Element<'_>) -> Self {
        let mut variants: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for variant in part.all("spelling-variant") {
            let text = variant.text();
            if !text.is_empty() {
                variants
                    .entry(variant.attribute("script"))
                    .or_default()
                    .push(text);
            }
        }
        Self {
            kind: part_kind(part.attribute("name-part-type")),
            text: part.value("value"),
            variants,
        }
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
