//! Any table, read by a mapping of its columns.

mod mapping;

pub(crate) use mapping::{Field, Mapping};

use std::collections::HashMap;

use crate::error::Error;
use crate::list::{About, SanctionsList};
use crate::party::{filled, push_text};
use crate::source::cell;
use crate::source::ledger::Ledger;
use crate::source::table::{Row, Table};
use crate::{
    Address, Birth, Format, ListedName, ListedWallet, NameKind, Party, Place, Relation,
    RelationKind, Schema, Share, Standing, date,
};

/// Whether a header names this crate's own fields, so that no mapping is needed.
pub(crate) fn is_plain(first_line: &str) -> bool {
    let columns: Vec<&str> = first_line
        .trim_end()
        .split(',')
        .map(|name| name.trim_matches('"'))
        .collect();
    ["id", "schema", "name"]
        .iter()
        .all(|wanted| columns.contains(wanted))
        && columns.iter().all(|name| Field::parse(name).is_some())
}

/// Reads tables by a mapping; rows of one number are one party.
pub(crate) fn read(files: &[(&str, &str)], mapping: &Mapping) -> Result<SanctionsList, Error> {
    let about = About {
        list: mapping.list.clone(),
        title: mapping
            .title
            .clone()
            .unwrap_or_else(|| mapping.list.clone()),
        publisher: mapping
            .publisher
            .clone()
            .unwrap_or_else(|| "see each entry".to_owned()),
        format: Format::Mapped,
        published: mapping.published.clone(),
        files: Vec::new(),
    };
    let mut ledger = Ledger::new(&[]);
    let mut parties: Vec<Party> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for (file, text) in files {
        let delimiter = match mapping.delimiter()? {
            Some(told) => told,
            None => mapping.likely_delimiter(file, text),
        };
        let table = Table::with_header(file, text, delimiter, mapping.skip_lines)?;
        let columns = mapping.resolve(file, table.header())?;
        table.rows(&mut ledger, "row", |row, _| {
            let id = columns.id.map_or_else(
                || format!("line {}", row.line),
                |place| row.at(place).to_owned(),
            );
            let place = *places.entry(id.clone()).or_insert_with(|| {
                parties.push(Party::new(about.list.as_str(), id, Schema::Unknown));
                parties.len() - 1
            });
            add(&mut parties[place], row, &columns.fields, mapping);
            Ok(())
        })?;
    }
    Ok(SanctionsList::finish(about, parties, ledger.finish()))
}

fn add(party: &mut Party, row: &Row<'_>, fields: &[(usize, Field)], mapping: &Mapping) {
    let mut parts = Vec::new();
    for (place, field) in fields {
        let text = row.at(*place);
        if text.is_empty() {
            continue;
        }
        match field {
            Field::Schema => party.schema = mapping.schema(text),
            Field::Standing => party.standing = Standing::parse(text).unwrap_or(Standing::Listed),
            Field::NamePart(kind) => parts.push((*kind, text)),
            // Prose and dates are never parted.
            Field::Remark | Field::Ignore | Field::Id => take(party, field, text),
            _ => {
                for value in cell::values(text, mapping.separator()) {
                    take(party, field, &value);
                }
            }
        }
    }
    party
        .names
        .extend(ListedName::of_parts(NameKind::Primary, &parts));
}

/// Puts a value into the field that it belongs to.
pub(crate) fn take(party: &mut Party, field: &Field, text: &str) {
    match field {
        Field::Name => name(party, NameKind::Primary, text),
        Field::Alias => name(party, NameKind::Alias, text),
        Field::FormerName => name(party, NameKind::Former, text),
        Field::OriginalName => name(party, NameKind::Original, text),
        Field::WeakAlias => {
            party
                .names
                .extend(ListedName::new(NameKind::Alias, text).map(ListedName::weak));
        }
        Field::BirthDate => party.births.extend(Birth::read_all(text)),
        Field::BirthPlace => party.birth_places.extend(Place::from_line(text)),
        Field::Gender => party.gender(text),
        Field::Country(role) => party.country(*role, text),
        Field::Address => party.addresses.extend(Address::from_line(text)),
        Field::Identifier(kind) => {
            party
                .identifiers
                .extend(cell::identifier(*kind, kind.as_str(), text))
        }
        Field::Wallet => wallet(party, text),
        Field::Programme => push_text(&mut party.programmes, text),
        Field::Measure => push_text(&mut party.measures, text),
        Field::LegalBasis => push_text(&mut party.legal_bases, text),
        Field::ListedOn => match date::day(text) {
            Some(day) => party.listed(Some(day)),
            None => party.detail("listed", text),
        },
        Field::AmendedOn => match date::day(text) {
            Some(day) => party.amended_on.push(day),
            None => party.detail("amended", text),
        },
        Field::Title => push_text(&mut party.titles, text),
        Field::Position => push_text(&mut party.positions, text),
        Field::Remark => party.remark(text),
        Field::Relation(kind) => relation(party, *kind, text),
        Field::Detail(label) => party.detail(label, text),
        Field::Id | Field::Schema | Field::Standing | Field::NamePart(_) | Field::Ignore => {}
    }
}

fn name(party: &mut Party, kind: NameKind, text: &str) {
    let is_family_first = party.schema == Schema::Person && text.matches(',').count() == 1;
    if is_family_first && kind != NameKind::Original {
        party.names.extend(ListedName::family_first(kind, text));
    } else {
        party.names.extend(cell::names(kind, text));
    }
}

/// "XBT:1Hm…", "XBT 1Hm…", or the address alone.
fn wallet(party: &mut Party, text: &str) {
    let (asset, address) = text
        .split_once([':', ' '])
        .filter(|(asset, _)| asset.len() <= 8)
        .unwrap_or(("", text));
    party.wallets.extend(ListedWallet::new(asset, address));
}

/// "Example Trading (51 %)", or the name alone; "#55062" names the other by its number.
fn relation(party: &mut Party, kind: RelationKind, text: &str) {
    let (name, share) = match text
        .strip_suffix(')')
        .and_then(|inner| inner.rsplit_once('('))
    {
        Some((name, share)) if share.contains('%') => (name.trim(), Share::read(share)),
        _ => (text, None),
    };
    let number = name.strip_prefix('#');
    party.relations.push(Relation {
        kind,
        other_id: number.and_then(filled),
        other_name: if number.is_some() { None } else { filled(name) },
        share,
        note: None,
    });
}
