//! What the XML and the table of the Financial Sanctions Files share: the same fields under the same names.

use crate::party::{filled, push_text};
use crate::{
    Address, Birth, CountryRole, Identifier, ListedName, NameKind, PartKind, Party, Place, date,
    identifier,
};

/// Gives the value of a field by its name in the XML; empty where there is none.
pub(super) type Get<'g> = &'g dyn Fn(&str) -> String;

pub(super) fn schema(subject: &str) -> crate::Schema {
    match subject {
        "person" | "P" => crate::Schema::Person,
        "enterprise" | "E" => crate::Schema::Organisation,
        _ => crate::Schema::Unknown,
    }
}

pub(super) fn regulation(party: &mut Party, get: Get<'_>) {
    push_text(&mut party.programmes, &get("programme"));
    let words = [get("regulationType"), get("numberTitle")];
    push_text(&mut party.legal_bases, words.join(" ").trim());
    let (force, published) = (get("entryIntoForceDate"), get("publicationDate"));
    let is_amending = get("regulationType").contains("amendment");
    let day = date::day(&force).or_else(|| date::day(&published));
    if is_amending {
        party.amended_on.extend(day);
    } else {
        party.listed(day);
    }
    party.detail("publication", &get("publicationUrl"));
    party.detail("regulation organisation", &get("organisationType"));
}

pub(super) fn name(party: &mut Party, get: Get<'_>, is_first: bool) {
    let whole = get("wholeName");
    let (first, middle, last) = (get("firstName"), get("middleName"), get("lastName"));
    let kind = if is_first {
        NameKind::Primary
    } else {
        NameKind::Alias
    };
    let parts = [
        (PartKind::Given, first.as_str()),
        (PartKind::Middle, middle.as_str()),
        (PartKind::Family, last.as_str()),
    ];
    let name = if whole.is_empty() {
        ListedName::of_parts(kind, &parts)
    } else {
        let named = ListedName::new(kind, &whole);
        named.map(|name| {
            parts
                .iter()
                .fold(name, |name, (part, text)| name.with_part(*part, text))
        })
    };
    if let Some(mut name) = name {
        name.language = filled(&get("nameLanguage").to_lowercase());
        let name = name.with_note(&get("remark"));
        party.names.push(if get("strong") == "false" {
            name.weak()
        } else {
            name
        });
    }
    push_text(&mut party.titles, &get("title"));
    push_text(&mut party.positions, &get("function"));
    party.gender(&get("gender"));
}

pub(super) fn address(party: &mut Party, get: Get<'_>) {
    let street = [get("poBox"), get("street"), get("place")];
    let street: Vec<&str> = street
        .iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    let mut note = get("remark");
    if get("asAtListingTime") == "true" {
        note = format!("{note} at the time of listing").trim().to_owned();
    }
    let [city, region, zip, country] = [get("city"), get("region"), get("zipCode"), country(get)];
    party.addresses.extend(Address::from_parts(
        &street.join(", "),
        &city,
        &region,
        &zip,
        &country,
        &note,
    ));
}

/// The name of a country, else its code; "00" and UNKNOWN stand for none.
fn country(get: Get<'_>) -> String {
    let name = get("countryDescription");
    if name.is_empty() || name.eq_ignore_ascii_case("unknown") {
        let code = get("countryIso2Code");
        if code == "00" { String::new() } else { code }
    } else {
        get("countryIso2Code");
        name
    }
}

pub(super) fn birth(party: &mut Party, get: Get<'_>) {
    let parts = [get("dayOfMonth"), get("monthOfYear"), get("year")];
    let whole = get("birthdate");
    let given: Vec<&str> = parts
        .iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    let range = Birth::between(&get("yearRangeFrom"), &get("yearRangeTo"));
    let birth = Birth::read(&whole)
        .or_else(|| Birth::read(&given.join(".")))
        .or(range);
    let mut note = get("remark");
    let calendar = get("calendarType");
    if !matches!(calendar.as_str(), "" | "GREGORIAN") {
        note = format!("{note} calendar: {calendar}").trim().to_owned();
    }
    let is_about = get("circa") == "true";
    party
        .births
        .extend(birth.map(|birth| if is_about { birth.about() } else { birth }.with_note(&note)));
    let country = country(get);
    let words = [
        get("place"),
        get("city"),
        get("region"),
        get("zipCode"),
        country.clone(),
    ];
    let words: Vec<&str> = words
        .iter()
        .map(String::as_str)
        .filter(|word| !word.is_empty())
        .collect();
    if !words.is_empty() {
        party.birth_places.push(Place {
            text: words.join(", "),
            country: crate::country::code(&country),
            note: None,
        });
    }
}

pub(super) fn citizenship(party: &mut Party, get: Get<'_>) {
    let text = [country(get), get("region")];
    let words: Vec<&str> = text
        .iter()
        .map(String::as_str)
        .filter(|word| !word.is_empty())
        .collect();
    party.country(CountryRole::Citizenship, &words.join(", "));
    party.remark(&get("remark"));
}

pub(super) fn identification(party: &mut Party, get: Get<'_>) {
    let (code, description) = (
        get("identificationTypeCode"),
        get("identificationTypeDescription"),
    );
    let label = if description.is_empty() {
        code
    } else {
        description
    };
    let (number, latin) = (get("number"), get("latinNumber"));
    let number = if number.is_empty() {
        latin.clone()
    } else {
        number
    };
    let Some(found) = Identifier::new(identifier::kind_of_label(&label), &number) else {
        party.detail(&label, &get("remark"));
        return;
    };
    let mut found = found
        .labelled(&label)
        .of_country(&country(get))
        .issued(&get("issuedDate"))
        .expires(&get("validTo"));
    found.issuer = filled(&get("issuedBy"));
    for flag in [
        "diplomatic",
        "knownExpired",
        "knownFalse",
        "reportedLost",
        "revokedByIssuer",
    ] {
        if get(flag) == "true" {
            found = found.with_note(flag);
        }
    }
    for (field, label) in [
        ("validFrom", "valid from "),
        ("nameOnDocument", "name: "),
        ("region", ""),
        ("remark", ""),
    ] {
        let text = get(field);
        if !text.is_empty() {
            found = found.with_note(&format!("{label}{text}"));
        }
    }
    if !latin.is_empty() && latin != found.number {
        found = found.with_note(&format!("in Latin letters: {latin}"));
    }
    party.identifiers.push(found);
}

/// Contacts come as a key and a value: phone, e-mail, web site, fax.
pub(super) fn contact(party: &mut Party, key: &str, value: &str) {
    let kind = identifier::kind_of_label(key);
    party
        .identifiers
        .extend(Identifier::new(kind, value).map(|found| found.labelled(key)));
}

pub(super) fn entity(party: &mut Party, get: Get<'_>) {
    party.remark(&get("designationDetails"));
    let un = Identifier::new(crate::IdentifierKind::ListReference, &get("unitedNationId"));
    party
        .identifiers
        .extend(un.map(|found| found.labelled("UN reference")));
}
