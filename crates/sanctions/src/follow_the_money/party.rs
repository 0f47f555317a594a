//! Entities that are parties.

use std::collections::BTreeMap;

use super::Entity;
use crate::list::About;
use crate::party::push_text;
use crate::{
    Address, Birth, CountryRole, Identifier, IdentifierKind, ListedName, ListedWallet, NameKind,
    PartKind, Party, Place, Schema, Standing, date,
};

/// The kind of party behind a schema; `None` for links, documents, addresses and measures.
pub(super) fn schema(name: &str) -> Option<Schema> {
    Some(match name {
        "Person" => Schema::Person,
        "Company" | "Organization" | "PublicBody" => Schema::Organisation,
        "LegalEntity" => Schema::Unknown,
        "Vessel" => Schema::Vessel,
        "Airplane" => Schema::Aircraft,
        "CryptoWallet" | "Asset" | "Vehicle" | "Security" | "BankAccount" | "RealEstate" => {
            Schema::Asset
        }
        _ => return None,
    })
}

/// Properties that are numbers or handles.
const NUMBERS: [(&str, IdentifierKind); 24] = [
    ("passportNumber", IdentifierKind::Passport),
    ("idNumber", IdentifierKind::NationalId),
    ("socialSecurityNumber", IdentifierKind::SocialSecurity),
    ("taxNumber", IdentifierKind::Tax),
    ("vatCode", IdentifierKind::Tax),
    ("innCode", IdentifierKind::Tax),
    ("registrationNumber", IdentifierKind::Registration),
    ("ogrnCode", IdentifierKind::Registration),
    ("kppCode", IdentifierKind::Registration),
    ("okpoCode", IdentifierKind::Registration),
    ("npwpCode", IdentifierKind::Tax),
    ("uscCode", IdentifierKind::Registration),
    ("leiCode", IdentifierKind::Lei),
    ("swiftBic", IdentifierKind::Bank),
    ("bikCode", IdentifierKind::Bank),
    ("dunsCode", IdentifierKind::Duns),
    ("imoNumber", IdentifierKind::Imo),
    ("mmsi", IdentifierKind::Mmsi),
    ("callSign", IdentifierKind::CallSign),
    ("ticker", IdentifierKind::Security),
    ("isin", IdentifierKind::Security),
    ("phone", IdentifierKind::Phone),
    ("email", IdentifierKind::Email),
    ("website", IdentifierKind::Website),
];

const COUNTRIES: [(&str, CountryRole); 8] = [
    ("nationality", CountryRole::Nationality),
    ("citizenship", CountryRole::Citizenship),
    ("jurisdiction", CountryRole::Registration),
    ("mainCountry", CountryRole::Residence),
    ("flag", CountryRole::Flag),
    ("pastFlags", CountryRole::FormerFlag),
    ("birthCountry", CountryRole::Unspecified),
    ("country", CountryRole::Unspecified),
];

/// A party; `says_who` tells whether the file marks those whom it is about.
pub(super) fn read(mut entity: Entity, schema: Schema, about: &About, says_who: bool) -> Party {
    let mut party = Party::new(about.list.as_str(), entity.id.clone(), schema);
    let topics = entity.take("topics");
    let is_listed = entity.is_target
        || topics
            .iter()
            .any(|topic| topic == "sanction" || topic.starts_with("sanction.counter"));
    party.standing = if is_listed || !says_who {
        Standing::Listed
    } else {
        Standing::Linked
    };
    for topic in &topics {
        party.detail("topic", topic);
    }
    for dataset in &entity.datasets {
        party.detail("data set", dataset);
    }
    party.detail("entity schema", &entity.schema);
    names(&mut party, &mut entity);
    for text in entity.take("birthDate") {
        party.births.extend(Birth::read(&text));
    }
    for text in entity.take("birthPlace") {
        party.birth_places.extend(Place::from_line(&text));
    }
    for text in entity.take("gender") {
        party.gender(&text);
    }
    for (property, role) in COUNTRIES {
        for text in entity.take(property) {
            party.country(role, &text);
        }
    }
    for text in entity.take("address") {
        party.addresses.extend(Address::from_line(&text));
    }
    for (property, kind) in NUMBERS {
        for text in entity.take(property) {
            party
                .identifiers
                .extend(Identifier::new(kind, &text).map(|found| found.labelled(property)));
        }
    }
    wallet(&mut party, &mut entity);
    party.titles.extend(entity.take("title"));
    party.positions.extend(entity.take("position"));
    party.programmes.extend(entity.take("programId"));
    for text in entity.take("program") {
        push_text(&mut party.programmes, &text);
    }
    for text in entity
        .take("notes")
        .into_iter()
        .chain(entity.take("summary"))
    {
        party.remark(&text);
    }
    for text in entity.take("createdAt") {
        party.listed(date::day(&text));
    }
    for text in entity.take("modifiedAt") {
        party.amended_on.extend(date::day(&text));
    }
    for (property, values) in &entity.properties {
        for value in values {
            party.detail(property, value);
        }
    }
    party
}

fn names(party: &mut Party, entity: &mut Entity) {
    for (property, kind) in [
        ("name", NameKind::Primary),
        ("alias", NameKind::Alias),
        ("previousName", NameKind::Former),
    ] {
        for text in entity.take(property) {
            party.names.extend(ListedName::new(kind, &text));
        }
    }
    for text in entity.take("abbreviation") {
        party
            .names
            .extend(ListedName::new(NameKind::Alias, &text).map(ListedName::weak));
    }
    for text in entity.take("weakAlias") {
        party
            .names
            .extend(ListedName::new(NameKind::Alias, &text).map(ListedName::weak));
    }
    // Parts come apart from the names that they belong to; with one value of each they make one name.
    let parts = [
        ("firstName", PartKind::Given),
        ("secondName", PartKind::Middle),
        ("middleName", PartKind::Middle),
        ("fatherName", PartKind::Patronymic),
        ("motherName", PartKind::Matronymic),
        ("lastName", PartKind::Family),
    ]
    .map(|(property, kind)| (kind, entity.take(property)));
    let is_one_name = parts.iter().all(|(_, values)| values.len() <= 1);
    if is_one_name {
        let named: Vec<(PartKind, &str)> = parts
            .iter()
            .filter_map(|(kind, values)| Some((*kind, values.first()?.as_str())))
            .collect();
        party
            .names
            .extend(ListedName::of_parts(NameKind::Spelling, &named));
    } else {
        for (kind, values) in &parts {
            for value in values {
                party.detail(&format!("{kind} name"), value);
            }
        }
    }
}

fn wallet(party: &mut Party, entity: &mut Entity) {
    let asset = entity.first("currency");
    for key in entity.take("publicKey") {
        party.wallets.extend(ListedWallet::new(&asset, &key));
    }
    if !asset.is_empty() && party.wallets.is_empty() {
        party.detail("currency", &asset);
    }
}

/// A wallet whose holder stands in the file belongs to the holder; others stay parties of their own.
pub(super) fn wallets_to_holders(parties: &mut Vec<Party>, places: &BTreeMap<String, usize>) {
    let mut moved: BTreeMap<usize, usize> = BTreeMap::new();
    for (at, party) in parties.iter().enumerate() {
        let holder = party.details.iter().find(|detail| detail.label == "holder");
        let holder = holder.and_then(|detail| places.get(&detail.text).copied());
        if let Some(holder) = holder.filter(|holder| *holder != at && !party.wallets.is_empty()) {
            moved.insert(at, holder);
        }
    }
    for (at, holder) in &moved {
        let wallets = parties[*at].wallets.clone();
        parties[*holder].wallets.extend(wallets);
    }
    let mut at = 0;
    parties.retain(|_| {
        at += 1;
        !moved.contains_key(&(at - 1))
    });
}
