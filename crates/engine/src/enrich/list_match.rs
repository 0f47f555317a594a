//! `list_match`: exact matches of a subject's values with watch lists and listed wallets.
//!
//! A name is never compared here: a name alone is no match.

use std::collections::BTreeMap;
use std::sync::Arc;

use bonafide_lists::{Listing, Lists};
use bonafide_model::table::ListMatch;
use bonafide_screening::{Pair, version};
use bonafide_signals::spelling::as_shown;
use bonafide_signals::{country, email, identifier, wallet};
use datafusion::arrow::array::RecordBatch;

use super::ip_fact::ADDRESSES;
use super::{Derived, Surroundings, text_columns, uses};
use crate::error::EngineError;
use crate::shared_value::general_kind;
use crate::slice::Slice;

/// Compares values and keeps what was found, and of what kinds nothing was.
struct Comparing<'a> {
    around: &'a Surroundings<'a>,
    /// The ids of the subjects, by place.
    ids: &'a [String],
    /// Matches by place, kind and normal form.
    found: BTreeMap<(u32, &'a str, String), ListMatch>,
    /// Places and kinds of which something was compared and not found.
    missed: Vec<(u32, &'a str)>,
}

impl<'a> Comparing<'a> {
    fn compare(&mut self, place: u32, kind: &'a str, value: &str) {
        self.compare_in(place, kind, value, None);
    }

    /// Compares a number that a country issued: equal numbers of two countries are two numbers.
    fn compare_in(&mut self, place: u32, kind: &'a str, value: &str, country: Option<&str>) {
        match look_up(self.around, kind, value, country) {
            Some((mut row, listing)) => {
                if let Some(listing) = listing {
                    self.clear(place, &listing, &mut row);
                }
                self.found.insert((place, kind, value.to_owned()), row);
            }
            None => self.missed.push((place, kind)),
        }
    }

    /// Compares a value of which it is not known that it is of this kind: that it is not listed says nothing.
    fn compare_if_listed(&mut self, place: u32, kind: &'a str, value: &str) {
        if look_up(self.around, kind, value, None).is_some() {
            self.compare(place, kind, value);
        }
    }

    /// Notes whether a person has found that the subject is not the listed party although they share a value.
    fn clear(&self, place: u32, listing: &Listing, row: &mut ListMatch) {
        let value = row.value.clone().unwrap_or_default();
        let of_entry = [
            &*listing.list,
            &listing.id,
            &listing.entity,
            &listing.programme,
        ]
        .join("\n");
        let pair = Pair::of([(row.kind.as_str(), value)], &of_entry);
        let subject = &self.ids[place as usize];
        let clearances = self.around.clearances;
        let standing = clearances.standing(subject, &listing.list, &listing.id, &pair);
        row.cleared = Some(standing.is_cleared());
        row.clearance = standing.in_words();
        row.pair = Some(pair.as_str().to_owned());
    }
}

pub(super) fn make(slice: &Slice, around: &Surroundings<'_>) -> Result<RecordBatch, EngineError> {
    let mut comparing = Comparing {
        around,
        ids: &slice.ids,
        found: BTreeMap::new(),
        missed: Vec::new(),
    };
    for column in text_columns(slice, "identifier", "value") {
        let (kind, country) = (column.beside("kind"), column.beside("country"));
        column.each(|row, place, value| {
            if let Some(kind) = kind.at(row) {
                of_identifier(&mut comparing, place, kind, value, country.at(row));
            }
        });
    }
    for column in text_columns(slice, "document", "number") {
        let country = column.beside("issuing_country");
        column.each(|row, place, value| {
            if let Some(number) = identifier::normalise("document", value, None) {
                comparing.compare_in(place, "document", &number, country.at(row));
            }
        });
    }
    for name in ["destination", "forwarded_to"] {
        for one in uses(slice, "payout", name, None).all() {
            match wallet::detect(one.text) {
                Some(found) => comparing.compare(one.subject, "wallet", &found.address),
                // Lists name wallets of chains that are not known here, and no bank account is like one.
                None => {
                    comparing.compare_if_listed(one.subject, "wallet", &unknown_wallet(one.text));
                }
            }
        }
    }
    for (table, name, _) in ADDRESSES {
        for one in uses(slice, table, name, None).all() {
            if let Some(address) = identifier::normalise("ip", one.text, None) {
                comparing.compare(one.subject, "ip", &address);
            }
        }
    }
    for column in text_columns(slice, "company", "domain") {
        column.each(|_, place, value| {
            comparing.compare(place, "domain", &value.trim().to_ascii_lowercase());
        });
    }
    for column in text_columns(slice, "profile", "handle") {
        column.each(|_, place, value| {
            if let Some(handle) = identifier::normalise("handle", value, None) {
                comparing.compare(place, "handle", &handle);
            }
        });
    }

    let Comparing {
        found, mut missed, ..
    } = comparing;
    // Values that no list holds are told once a kind: they show that the comparison was made.
    missed.sort_unstable();
    missed.dedup();
    let mut rows: Vec<(u32, &str, Option<ListMatch>)> = missed
        .into_iter()
        .map(|(place, kind)| (place, kind, None))
        .collect();
    rows.extend(
        found
            .into_iter()
            .map(|((place, kind, _), row)| (place, kind, Some(row))),
    );
    // A stable sort: what was found stays in the order of the values.
    rows.sort_by_key(|(place, kind, row)| (*place, *kind, row.is_some()));
    let mut derived = Derived::new();
    for (place, kind, row) in rows {
        let nothing = || ListMatch {
            kind: kind.to_owned(),
            matched: Some(false),
            ..ListMatch::default()
        };
        derived.push(place, row.unwrap_or_else(nothing));
    }
    derived.batch(around.schemas)
}

fn of_identifier<'a>(
    comparing: &mut Comparing<'a>,
    place: u32,
    kind: &'a str,
    value: &str,
    country: Option<&str>,
) {
    match kind {
        "email" | "recovery_email" => {
            if let Some(email) = email::normalise(value) {
                comparing.compare(place, "email", &email.address);
                comparing.compare(place, "domain", &email.domain);
            }
        }
        "wallet" | "bank_account" => match wallet::detect(value) {
            Some(found) => comparing.compare(place, "wallet", &found.address),
            None if kind == "wallet" => comparing.compare(place, "wallet", &unknown_wallet(value)),
            None => comparing.compare_if_listed(place, "wallet", &unknown_wallet(value)),
        },
        "phone" => {
            if let Some(value) = identifier::normalise(kind, value, country) {
                comparing.compare(place, kind, &value);
            }
        }
        other => {
            let kind = general_kind(other);
            if let Some(value) = identifier::normalise(kind, value, None) {
                comparing.compare_in(place, kind, &value, country);
            }
        }
    }
}

/// A wallet of a chain that is not known here as it is compared: the address alone, and where the `0x` was lost, with it.
fn unknown_wallet(value: &str) -> String {
    let shown = as_shown(value);
    let bare = wallet::bare(&shown);
    let is_hex = bare.len() == 40 && bare.bytes().all(|digit| digit.is_ascii_hexdigit());
    match is_hex {
        true => format!("0x{bare}"),
        false => bare.to_owned(),
    }
}

/// What a list says of a value, and the entry of a sanctions list that it stands in.
fn look_up(
    around: &Surroundings<'_>,
    kind: &str,
    value: &str,
    country: Option<&str>,
) -> Option<(ListMatch, Option<Arc<Listing>>)> {
    // Made only where something is found, which is rare.
    let row = || ListMatch {
        kind: kind.to_owned(),
        matched: Some(true),
        value: Some(value.to_owned()),
        ..ListMatch::default()
    };
    let filled = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    if kind == "wallet"
        && let wallets = around.lists.wallets(value)
        // The entry of a sanctions list says more than a table of addresses.
        && let Some(listed) = wallets
            .iter()
            .find(|wallet| wallet.listing.is_some())
            .or_else(|| wallets.first())
    {
        let listing = listed.listing.clone();
        let found = ListMatch {
            list: Some(short_name(listing.as_deref(), &listed.list)),
            list_version: version_of(around.lists, &listed.list),
            tier: Some("sanctions".to_owned()),
            entry: listing.as_ref().and_then(|listing| filled(&listing.id)),
            entity: listed.entity.as_deref().map(str::to_owned),
            programme: listed.programme.as_deref().map(str::to_owned),
            source: listed.source.as_deref().map(str::to_owned),
            listed_on: listed.date.as_deref().and_then(listed_day),
            ..row()
        };
        return Some((found, listing));
    }
    // An entry of a sanctions list comes first, and only where the country that issued the number
    // is the same or not known on one side.
    // Records write `HU`, `hun` or `Hungary`; what is no country is compared as it stands.
    let country = country.map(|written| match country::parse(written) {
        Some(code) => code.to_owned(),
        None => written.trim().to_ascii_uppercase(),
    });
    let watch = around
        .lists
        .listings(kind, value, country.as_deref())
        .next()
        .or_else(|| {
            let watch = around.lists.watched(kind, value)?;
            watch.listing.is_none().then_some(watch)
        })?;
    let listing = watch.listing.clone();
    let found = ListMatch {
        list: Some(short_name(listing.as_deref(), &watch.list)),
        list_version: version_of(around.lists, &watch.list),
        tier: Some(watch.tier.as_deref().unwrap_or("community").to_owned()),
        entry: listing.as_ref().and_then(|listing| filled(&listing.id)),
        entity: watch.note.as_deref().map(str::to_owned),
        programme: listing
            .as_ref()
            .and_then(|listing| filled(&listing.programme)),
        source: watch.source.as_deref().map(str::to_owned),
        listed_on: watch.date.as_deref().and_then(listed_day),
        ..row()
    };
    Some((found, listing))
}

/// The short name of a sanctions list, which stays when its file gets another name; else the name of the list.
fn short_name(listing: Option<&Listing>, list: &str) -> String {
    listing.map_or(list, |listing| &listing.list).to_owned()
}

fn version_of(lists: &Lists, name: &str) -> Option<String> {
    let list = lists.hashes().iter().find(|list| list.name == name)?;
    Some(version(&list.name, list.date.as_deref(), &list.sha256))
}

fn listed_day(text: &str) -> Option<bonafide_model::Date> {
    day(text.get(..10)?.parse().ok()?)
}

/// A calendar day as a cell.
pub(super) fn day(day: jiff::civil::Date) -> Option<bonafide_model::Date> {
    let since = jiff::civil::date(1970, 1, 1).until(day).ok()?;
    Some(bonafide_model::Date(since.get_days()))
}
