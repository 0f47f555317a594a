//! Annexes of acts of the Official Journal, transcribed as tables with one row for each entry and legal context.

use sha2::{Digest, Sha256};

use crate::error::Error;
use crate::list::{About, SanctionsList};
use crate::party::{filled, push_text};
use crate::source::cell;
use crate::source::ledger::Ledger;
use crate::source::table::{Row, Table};
use crate::{
    Address, Birth, CountryRole, Format, IdentifierKind, NameKind, Party, Place, Relation,
    RelationKind, Schema, date,
};

/// Columns of numbers: name, kind.
const NUMBERS: [(&str, IdentifierKind); 16] = [
    ("passportnumber", IdentifierKind::Passport),
    ("registrationnumber", IdentifierKind::Registration),
    ("taxnumber", IdentifierKind::Tax),
    ("idnumber", IdentifierKind::NationalId),
    ("inncode", IdentifierKind::Tax),
    ("ogrncode", IdentifierKind::Registration),
    ("kppcode", IdentifierKind::Registration),
    ("okpocode", IdentifierKind::Registration),
    ("leicode", IdentifierKind::Lei),
    ("swiftbic", IdentifierKind::Bank),
    ("ticker", IdentifierKind::Security),
    ("imonumber", IdentifierKind::Imo),
    ("mmsi", IdentifierKind::Mmsi),
    ("phone", IdentifierKind::Phone),
    ("email", IdentifierKind::Email),
    ("website", IdentifierKind::Website),
];

/// Columns that are kept as details.
const DETAILS: [(&str, &str); 5] = [
    ("appearance", "appearance"),
    ("ethnicity", "ethnicity"),
    ("incorporationdate", "founded"),
    ("legalform", "legal form"),
    ("sector", "sector"),
];

/// Reads the tables of one or more acts as one list.
pub(crate) fn read(files: &[(&str, &str)]) -> Result<SanctionsList, Error> {
    let about = About {
        list: "eu".to_owned(),
        title: "Restrictive measures of the European Union (Official Journal)".to_owned(),
        publisher: "European Union; transcribed by OpenSanctions".to_owned(),
        format: Format::EuJournal,
        published: None,
        files: Vec::new(),
    };
    let mut ledger = Ledger::new(&[]);
    let mut parties = Vec::new();
    for (file, text) in files {
        let table = Table::with_header(file, text, b',', 0)?;
        table.require(&["name", "schema", "annex", "recordId"])?;
        table.rows(&mut ledger, "row", |row, _| {
            parties.push(party(row));
            Ok(())
        })?;
    }
    Ok(SanctionsList::finish(about, parties, ledger.finish()))
}

fn party(row: &Row<'_>) -> Party {
    let schema = match row.get("schema") {
        "Person" => Schema::Person,
        "Vessel" => Schema::Vessel,
        "Asset" => Schema::Asset,
        "Organization" | "Company" => Schema::Organisation,
        // "LegalEntity" is "a person or an organisation" in FollowTheMoney; in these tables it stands for bodies.
        "LegalEntity" => Schema::Organisation,
        _ => Schema::Unknown,
    };
    let (act, amending) = match row.get("celex") {
        "" => (row.get("amendedcelex"), row.get("amendmentcelex")),
        act => (act, ""),
    };
    let name = row.get("name");
    let mut party = Party::new(
        "eu",
        id(act, row.get("annex"), row.get("recordid"), name),
        schema,
    );
    push_text(&mut party.legal_bases, act);
    push_text(&mut party.legal_bases, amending);
    party.detail("annex", row.get("annex"));
    push_text(&mut party.programmes, row.get("programkey"));
    push_text(&mut party.measures, row.get("measure"));
    start(&mut party, row.get("startdate"));
    party.remark(row.get("reason"));
    names(&mut party, row, name);
    for value in cell::values(row.get("birthdate"), ';') {
        party.births.extend(
            cell::enumerated(&value)
                .into_iter()
                .flat_map(Birth::read_all),
        );
    }
    for value in cell::values(row.get("birthplace"), ';') {
        party.birth_places.extend(
            cell::enumerated(&value)
                .into_iter()
                .filter_map(Place::from_line),
        );
    }
    for (column, role) in [
        ("country", CountryRole::Unspecified),
        ("nationality", CountryRole::Nationality),
        ("jurisdiction", CountryRole::Registration),
        ("flag", CountryRole::Flag),
    ] {
        for value in cell::values(row.get(column), ';') {
            for country in cell::enumerated(&value) {
                party.country(role, country);
            }
        }
    }
    for value in cell::values(row.get("gender"), ';') {
        party.gender(&value);
    }
    for value in cell::values(row.get("address"), ';') {
        party.addresses.extend(
            cell::enumerated(&value)
                .into_iter()
                .filter_map(Address::from_line),
        );
    }
    party
        .positions
        .extend(cell::values(row.get("position"), ';'));
    for (column, kind) in NUMBERS {
        for value in cell::values(row.get(column), ';') {
            for number in cell::enumerated(&value).into_iter().flat_map(cell::numbers) {
                party
                    .identifiers
                    .extend(cell::identifier(kind, column, number));
            }
        }
    }
    for (column, label) in DETAILS {
        for value in cell::values(row.get(column), ';') {
            party.detail(label, &value);
        }
    }
    for (column, note) in [("fathername", "father"), ("mothername", "mother")] {
        for value in cell::values(row.get(column), ';') {
            party.relations.push(Relation {
                kind: RelationKind::Family,
                other_id: None,
                other_name: Some(value),
                share: None,
                note: filled(note),
            });
        }
    }
    for note in cell::values(row.get("notes"), ';') {
        party.remark(&note);
    }
    party.shrink();
    party
}

/// A start can be several dates ("23.2.2022; 25.2.2023") or none that is understood; then its text is kept.
fn start(party: &mut Party, text: &str) {
    for value in cell::values(text, ';') {
        match date::day(&value) {
            Some(day) => party.listed(Some(day)),
            None => party.detail("listed", &value),
        }
    }
}

fn names(party: &mut Party, row: &Row<'_>, primary: &str) {
    party.names.extend(cell::names(NameKind::Primary, primary));
    for (column, kind) in [
        ("alias", NameKind::Alias),
        ("previousname", NameKind::Former),
    ] {
        for value in cell::values(row.get(column), ';') {
            party.names.extend(cell::names(kind, &value));
        }
    }
    for value in cell::values(row.get("weakalias"), ';') {
        let weak = cell::names(NameKind::Alias, &value);
        party
            .names
            .extend(weak.into_iter().map(crate::ListedName::weak));
    }
}

/// Act, annex and the number printed in it; where none is printed, a hash of the name, which stays while the name does.
fn id(act: &str, annex: &str, record: &str, name: &str) -> String {
    if record.is_empty() {
        let digest = Sha256::digest(name.as_bytes());
        format!(
            "{act}/{annex}/{:02x}{:02x}{:02x}{:02x}",
            digest[0], digest[1], digest[2], digest[3]
        )
    } else {
        format!("{act}/{annex}/{record}")
    }
}
