//! The table: one row for each name and address of an entry; in a shortened form one row with the primary name.

use std::collections::HashMap;

use crate::error::Error;
use crate::list::SanctionsList;
use crate::party::push_text;
use crate::source::ledger::Ledger;
use crate::source::table::{Row, Table};
use crate::{
    Address, CountryRole, Format, IdentifierKind, ListedName, NameKind, Party, Place, RelationKind,
};

pub(crate) fn read((file, text): (&str, &str)) -> Result<SanctionsList, Error> {
    let mut about = super::about(Format::UkCsv);
    // The published file has a line "Report Date: 11-Aug-2025" above its header.
    let lines = text.lines().take(5);
    let skip = lines
        .into_iter()
        .position(|line| line.contains("Unique ID"))
        .unwrap_or(0);
    if skip > 0 {
        let first = text
            .lines()
            .next()
            .unwrap_or_default()
            .trim_matches([',', '"', ' ']);
        about.published = crate::party::filled(
            first
                .trim_start_matches("Report Date:")
                .trim_matches([',', ' ']),
        );
    }
    let table = Table::with_header(file, text, b',', skip)?;
    table.require(&["Unique ID", "Regime Name"])?;
    let mut ledger = Ledger::new(&[]);
    let mut parties: Vec<Party> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut nameless = 0;
    table.rows(&mut ledger, "row", |row, _| {
        let kind = [row.get("designation type"), row.get("type")].concat();
        let id = row.get("unique id");
        let place = *places.entry(id.to_owned()).or_insert_with(|| {
            parties.push(Party::new("uk", id, super::schema(&kind)));
            parties.len() - 1
        });
        add(&mut parties[place], row);
        Ok(())
    })?;
    for party in &parties {
        nameless += u32::from(party.names.is_empty());
    }
    if nameless > 0 {
        ledger.note(format!("{nameless} entries have no name in this file"));
    }
    if !table
        .header()
        .iter()
        .any(|name| name.eq_ignore_ascii_case("Name 6"))
    {
        ledger.note(
            "this is a shortened table with primary names only: no aliases, births, documents or addresses; add the \
             whole UK sanctions list",
        );
    }
    Ok(SanctionsList::finish(about, parties, ledger.finish()))
}

fn add(party: &mut Party, row: &Row<'_>) {
    names(party, row);
    number(
        party,
        IdentifierKind::ListReference,
        "OFSI group",
        row.get("ofsi group id"),
    );
    number(
        party,
        IdentifierKind::ListReference,
        "UN reference",
        row.get("un reference number"),
    );
    push_text(&mut party.programmes, row.get("regime name"));
    push_text(
        &mut party.legal_bases,
        &source(row.get("designation source")),
    );
    super::measures(party, row.get("sanctions imposed"));
    super::designated(party, row.get("date designated"));
    super::amended(party, row.get("last updated"));
    party.remark(row.get("other information"));
    party.remark(row.get("uk statement of reasons"));
    let lines = [
        "address line 1",
        "address line 2",
        "address line 3",
        "address line 4",
        "address line 5",
        "address line 6",
    ]
    .map(|column| row.get(column));
    let street: Vec<&str> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    party.addresses.extend(Address::from_parts(
        &street.join(", "),
        "",
        "",
        row.get("address postal code"),
        row.get("address country"),
        "",
    ));
    number(
        party,
        IdentifierKind::Phone,
        "phone",
        row.get("phone number"),
    );
    number(
        party,
        IdentifierKind::Website,
        "website",
        row.get("website"),
    );
    number(
        party,
        IdentifierKind::Email,
        "email",
        row.get("email address"),
    );
    person(party, row);
    body_or_ship(party, row);
}

fn names(party: &mut Party, row: &Row<'_>) {
    let parts =
        ["name 1", "name 2", "name 3", "name 4", "name 5", "name 6"].map(|column| row.get(column));
    let name = super::name(
        party.schema,
        parts,
        row.get("name type"),
        row.get("alias strength"),
    );
    party.names.extend(name);
    party
        .names
        .extend(ListedName::new(NameKind::Primary, row.get("name")));
    party.names.extend(super::original_name(
        row.get("name non-latin script"),
        row.get("non-latin script language"),
        row.get("non-latin script type"),
    ));
    push_text(&mut party.titles, row.get("title"));
}

fn person(party: &mut Party, row: &Row<'_>) {
    party.births.extend(super::birth(row.get("d.o.b")));
    for column in ["nationality(/ies)", "nationality"] {
        for country in crate::source::cell::enumerated(row.get(column)) {
            party.country(CountryRole::Nationality, country);
        }
    }
    super::number(
        party,
        IdentifierKind::NationalId,
        "national identifier",
        row.get("national identifier number"),
        row.get("national identifier additional information"),
    );
    super::number(
        party,
        IdentifierKind::Passport,
        "passport",
        row.get("passport number"),
        row.get("passport additional information"),
    );
    push_text(&mut party.positions, row.get("position"));
    party.gender(row.get("gender"));
    let (town, country) = (row.get("town of birth"), row.get("country of birth"));
    let words: Vec<&str> = [town, country]
        .into_iter()
        .filter(|word| !word.is_empty())
        .collect();
    if !words.is_empty() {
        party.birth_places.push(Place {
            text: words.join(", "),
            country: crate::country::code(country),
            note: None,
        });
    }
}

fn body_or_ship(party: &mut Party, row: &Row<'_>) {
    for (column, label) in [
        ("type of entity", "type of entity"),
        ("type of ship", "type of ship"),
        ("tonnage of ship", "tonnage"),
        ("length of ship", "length"),
        ("year built", "year built"),
    ] {
        party.detail(label, row.get(column));
    }
    super::relation(
        party,
        RelationKind::Owns,
        row.get("subsidiaries"),
        "subsidiary",
    );
    super::relation(
        party,
        RelationKind::OwnedBy,
        row.get("parent company"),
        "parent company",
    );
    super::relation(
        party,
        RelationKind::OwnedBy,
        row.get("current owner/operator (s)"),
        "owner or operator",
    );
    super::relation(
        party,
        RelationKind::LinkedTo,
        row.get("previous owner/operator (s)"),
        "previous owner or operator",
    );
    for column in [
        "business registration number (s)",
        "business registration number(s)",
    ] {
        super::number(
            party,
            IdentifierKind::Registration,
            "business registration",
            row.get(column),
            "",
        );
    }
    super::number(party, IdentifierKind::Imo, "imo", row.get("imo number"), "");
    super::number(
        party,
        IdentifierKind::Serial,
        "hull",
        row.get("hull identification number (hin)"),
        "",
    );
    party.country(CountryRole::Flag, row.get("current believed flag of ship"));
    party.country(CountryRole::FormerFlag, row.get("previous flags"));
}

fn number(party: &mut Party, kind: IdentifierKind, label: &str, text: &str) {
    super::number(party, kind, label, text, "");
}

/// Who designated: "UK", "UN" or both.
fn source(text: &str) -> String {
    if text.is_empty() {
        String::new()
    } else {
        format!("designated by {}", text.replace('|', " and "))
    }
}
