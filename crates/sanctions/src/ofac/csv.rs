//! The delimited files: main entries, aliases, addresses and overflowing remarks, without headers.

use std::collections::HashMap;

use crate::error::Error;
use crate::list::SanctionsList;
use crate::party::{Address, filled, put};
use crate::source::ledger::Ledger;
use crate::source::table::{Row, Table};
use crate::{
    CountryRole, Format, Identifier, IdentifierKind, ListedName, NameKind, Party, Relation,
    RelationKind, Schema,
};

use super::remarks;

/// Which of the four files it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Main,
    Aliases,
    Addresses,
    Comments,
}

const MAIN: [&str; 12] = [
    "number",
    "name",
    "type",
    "programme",
    "title",
    "call sign",
    "vessel type",
    "tonnage",
    "gross tonnage",
    "flag",
    "owner",
    "remarks",
];
const ALIASES: [&str; 5] = [
    "number",
    "alias number",
    "alias type",
    "alias",
    "alias remarks",
];
const ADDRESSES: [&str; 6] = [
    "number",
    "address number",
    "street",
    "city",
    "country",
    "address remarks",
];
const COMMENTS: [&str; 2] = ["number", "comment"];

/// The longest remark that the main file can hold; longer ones go on in the comments.
const REMARK_LIMIT: usize = 1000;

/// Whether the first line is one of these files.
pub(crate) fn looks_like(text: &str) -> bool {
    part_of(text).is_some()
}

fn part_of(text: &str) -> Option<Part> {
    let mut reader = crate::source::table::reader(text, b',');
    let mut record = ::csv::StringRecord::new();
    if !reader.read_record(&mut record).ok()? {
        return None;
    }
    let is_number = |place: usize| {
        record.get(place).is_some_and(|cell| {
            !cell.trim().is_empty() && cell.trim().bytes().all(|b| b.is_ascii_digit())
        })
    };
    let cell = |place: usize| record.get(place).unwrap_or_default().trim();
    if !is_number(0) {
        return None;
    }
    match record.len() {
        12 if matches!(
            cell(2),
            "individual" | "vessel" | "aircraft" | "entity" | "-0-"
        ) =>
        {
            Some(Part::Main)
        }
        5 if is_number(1)
            && matches!(
                cell(2),
                "aka" | "fka" | "nka" | "a.k.a." | "f.k.a." | "n.k.a."
            ) =>
        {
            Some(Part::Aliases)
        }
        6 if is_number(1) => Some(Part::Addresses),
        2 if !is_number(1) => Some(Part::Comments),
        _ => None,
    }
}

/// Parties as they grow over several files.
#[derive(Default)]
struct Growing {
    parties: Vec<Party>,
    places: HashMap<String, usize>,
    /// Remarks of the main file that are cut at their limit, by place.
    open_remarks: HashMap<usize, String>,
    /// Entries without a row in the main file.
    without_main: u64,
}

impl Growing {
    /// The party of a number. Aliases of a party that the main file lacks make a party of their own: a name to screen
    /// against is worth keeping, whoever it belongs to.
    fn party(&mut self, number: &str) -> &mut Party {
        let place = match self.places.get(number) {
            Some(place) => *place,
            None => {
                self.without_main += 1;
                self.add(Party::new("", number, Schema::Unknown))
            }
        };
        &mut self.parties[place]
    }

    fn add(&mut self, party: Party) -> usize {
        let place = self.parties.len();
        self.places.insert(party.id.clone(), place);
        self.parties.push(party);
        place
    }
}

/// Reads the files of one list, in whatever order they are given.
pub(crate) fn read(files: &[(&str, &str)]) -> Result<SanctionsList, Error> {
    let mut parts = Vec::new();
    for (file, text) in files {
        let part = part_of(text).ok_or_else(|| Error::Unrecognised {
            file: (*file).to_owned(),
            found: text.chars().take(80).collect(),
        })?;
        parts.push((part, *file, *text));
    }
    parts.sort_by_key(|(part, _, _)| *part);
    let mut ledger = Ledger::new(IGNORED);
    let mut growing = Growing::default();
    let has_comments = parts.iter().any(|(part, _, _)| *part == Part::Comments);
    for (part, file, text) in &parts {
        match part {
            Part::Main => {
                Table::without_header(file, text, &MAIN)?.rows(
                    &mut ledger,
                    "main",
                    |row, ledger| {
                        main_row(&mut growing, row, has_comments, ledger);
                        Ok(())
                    },
                )?;
            }
            Part::Aliases => {
                Table::without_header(file, text, &ALIASES)?.rows(
                    &mut ledger,
                    "aliases",
                    |row, _| {
                        alias_row(growing.party(row.at(0)), row);
                        Ok(())
                    },
                )?;
            }
            Part::Addresses => {
                Table::without_header(file, text, &ADDRESSES)?.rows(
                    &mut ledger,
                    "addresses",
                    |row, _| {
                        address_row(growing.party(row.at(0)), row);
                        Ok(())
                    },
                )?;
            }
            Part::Comments => {
                Table::without_header(file, text, &COMMENTS)?.rows(
                    &mut ledger,
                    "comments",
                    |row, ledger| {
                        let number = row.at(0);
                        let open = growing
                            .places
                            .get(number)
                            .and_then(|place| growing.open_remarks.remove(place));
                        let whole = format!("{}{}", open.unwrap_or_default(), row.at(1));
                        remarks::read(growing.party(number), &whole, ledger);
                        Ok(())
                    },
                )?;
            }
        }
    }
    for (place, remark) in std::mem::take(&mut growing.open_remarks) {
        remarks::read(&mut growing.parties[place], &remark, &mut ledger);
    }
    if growing.without_main > 0 {
        ledger.note(format!(
            "{} entries have aliases, addresses or comments and no row in the main file: the files are of different \
             days, or the main file was not given; give all four of one day",
            growing.without_main
        ));
    }
    finish(growing.parties, ledger, files)
}

fn finish(
    mut parties: Vec<Party>,
    ledger: Ledger,
    files: &[(&str, &str)],
) -> Result<SanctionsList, Error> {
    if parties.is_empty() {
        let file = files.first().map_or("", |(file, _)| file);
        return Err(Error::Empty {
            file: file.to_owned(),
        });
    }
    let with_programme = parties.iter().any(|party| !party.programmes.is_empty());
    let is_consolidated = if with_programme {
        super::is_consolidated(&parties)
    } else {
        files
            .iter()
            .any(|(file, _)| file.to_ascii_lowercase().contains("cons"))
    };
    let about = super::about(Format::OfacCsv, is_consolidated);
    for party in &mut parties {
        party.list.clone_from(&about.list);
    }
    Ok(SanctionsList::finish(about, parties, ledger.finish()))
}

const IGNORED: &[crate::source::ledger::Ignored] = &[
    (
        "aliases/alias number",
        "the number of an alias within the file; names are told apart by their text",
    ),
    (
        "addresses/address number",
        "the number of an address within the file; addresses are told apart by their text",
    ),
];

fn main_row(growing: &mut Growing, row: &Row<'_>, has_comments: bool, ledger: &mut Ledger) {
    let schema = super::schema(row.at(2));
    let mut party = Party::new("", row.at(0), schema);
    party
        .names
        .extend(super::name(schema, NameKind::Primary, row.at(1)));
    party.programmes.extend(super::programmes(row.at(3)));
    party.titles.extend(filled(row.at(4)));
    let call_sign = Identifier::new(IdentifierKind::CallSign, row.at(5));
    party.identifiers.extend(call_sign);
    party.detail("vessel type", row.at(6));
    party.detail("tonnage", row.at(7));
    party.detail("gross registered tonnage", row.at(8));
    party.country(CountryRole::Flag, row.at(9));
    if let Some(owner) = filled(row.at(10)) {
        party.relations.push(Relation {
            kind: RelationKind::OwnedBy,
            other_id: None,
            other_name: Some(owner),
            share: None,
            note: Some("vessel owner".to_owned()),
        });
    }
    let text = row.at(11);
    let is_open = has_comments && text.len() + 4 >= REMARK_LIMIT && !text.ends_with('.');
    if !is_open && !text.is_empty() {
        remarks::read(&mut party, text, ledger);
    }
    party.shrink();
    let place = growing.add(party);
    if is_open {
        growing.open_remarks.insert(place, text.to_owned());
    }
}

fn alias_row(party: &mut Party, row: &Row<'_>) {
    let kind = match row.at(2) {
        "fka" | "f.k.a." => NameKind::Former,
        _ => NameKind::Alias,
    };
    let name: Option<ListedName> = super::name(party.schema, kind, row.at(3));
    put(&mut party.names, name.map(|name| name.with_note(row.at(4))));
}

fn address_row(party: &mut Party, row: &Row<'_>) {
    put(
        &mut party.addresses,
        Address::from_parts(row.at(2), row.at(3), "", "", row.at(4), row.at(5)),
    );
}
