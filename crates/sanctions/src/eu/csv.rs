//! The table: semicolons, a byte order mark, and one row for each name, address, birth, document or citizenship.

use std::collections::HashMap;

use super::entry;
use crate::error::Error;
use crate::list::SanctionsList;
use crate::source::ledger::{Ignored, Ledger};
use crate::source::table::{Row, Table};
use crate::{Format, Party, Schema, date};

const IGNORED: &[Ignored] = &[
    ("fileGenerationDate", "the day of the file, read once"),
    (
        "row/Entity_LogicalId",
        "the number of the publisher's database, read where an entry has no reference",
    ),
];

/// A part of an entry: the prefix of its columns, what is always there, and how it is read.
type Part = (&'static str, fn(&mut Party, entry::Get<'_>));

const PARTS: [Part; 5] = [
    ("entity_regulation_", entry::regulation),
    ("address_", entry::address),
    ("birthdate_", entry::birth),
    ("citizenship_", entry::citizenship),
    ("identification_", entry::identification),
];

pub(crate) fn read((file, text): (&str, &str)) -> Result<SanctionsList, Error> {
    let mut about = super::about(Format::EuCsv);
    let table = Table::with_header(file, text, b';', 0)?;
    table.require(&["Entity_LogicalId", "NameAlias_WholeName"])?;
    let mut ledger = Ledger::new(IGNORED);
    let mut parties: Vec<Party> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    // Numbers and languages of the acts that brought each part: the entry's own acts are read.
    let repeated: Vec<usize> = table
        .header()
        .iter()
        .enumerate()
        .filter(|(_, name)| is_repeated(&name.to_lowercase()))
        .map(|(place, _)| place)
        .collect();
    table.rows(&mut ledger, "row", |row, _| {
        if about.published.is_none() {
            about.published = crate::party::filled(row.get("filegenerationdate"));
        }
        let logical = row.get("entity_logicalid");
        let id = match row.get("entity_eu_referencenumber") {
            "" => logical,
            reference => reference,
        };
        let subjects = [
            row.get("entity_subjecttype"),
            row.get("entity_subjecttype_classificationcode"),
        ];
        let place = *places.entry(logical.to_owned()).or_insert_with(|| {
            // Which of the two columns holds the word and which the letter differs from year to year.
            let schema = subjects
                .map(entry::schema)
                .into_iter()
                .find(|schema| *schema != Schema::Unknown);
            parties.push(Party::new("eu", id, schema.unwrap_or(Schema::Unknown)));
            parties.len() - 1
        });
        add(&mut parties[place], row);
        for place in &repeated {
            row.ignore(*place);
        }
        Ok(())
    })?;
    Ok(SanctionsList::finish(about, parties, ledger.finish()))
}

fn is_repeated(column: &str) -> bool {
    let is_part = PARTS
        .iter()
        .skip(1)
        .any(|(prefix, _)| column.starts_with(prefix))
        || column.starts_with("namealias_");
    is_part && (column.contains("_regulation") || column.ends_with("_logicalid"))
}

fn add(party: &mut Party, row: &Row<'_>) {
    let get = |prefix: &str, field: &str| -> String {
        let name = match field {
            "regulationType" => "type",
            "dayOfMonth" => "day",
            "monthOfYear" => "month",
            "identificationTypeCode" => "typecode",
            "identificationTypeDescription" => "typedescription",
            other => other,
        };
        row.get(&format!("{prefix}{}", name.to_lowercase()))
            .to_owned()
    };
    entry::entity(party, &|field| get("entity_", field));
    party.listed(date::day(row.get("entity_designationdate")));
    party.remark(row.get("entity_remark"));
    if !row.get("namealias_wholename").is_empty() || !row.get("namealias_lastname").is_empty() {
        let is_first = party.names.is_empty();
        entry::name(party, &|field| get("namealias_", field), is_first);
    }
    for (prefix, read) in PARTS {
        let has_any = row.has_any(prefix, is_repeated);
        if has_any {
            read(party, &|field| get(prefix, field));
        }
    }
    let contact = row.get("address_contactinfo");
    for part in contact.split(['\n', ',']) {
        if let Some((key, value)) = part.split_once(['=', ':']) {
            entry::contact(party, key.trim(), value);
        } else {
            entry::contact(party, "contact", part);
        }
    }
}
