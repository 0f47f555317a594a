//! `list_match`: exact matches of a subject's values with watch lists and listed wallets.
//!
//! A name is never compared here: a name alone is no match.

use std::collections::BTreeMap;

use bonafide_model::table::ListMatch;
use bonafide_signals::{email, identifier, wallet};
use datafusion::arrow::array::RecordBatch;

use super::ip_fact::ADDRESSES;
use super::{Derived, Surroundings, each_text};
use crate::error::EngineError;
use crate::slice::Slice;

/// What was compared: place, kind, normal form.
type Compared = (u32, String, String);

pub(super) fn make(slice: &Slice, around: &Surroundings<'_>) -> Result<RecordBatch, EngineError> {
    let mut compared: BTreeMap<Compared, ListMatch> = BTreeMap::new();
    let mut compare = |place: u32, kind: &str, value: &str| {
        compared
            .entry((place, kind.to_owned(), value.to_owned()))
            .or_insert_with(|| look_up(around, kind, value));
    };
    each_text(slice, "identifier", "value", |place, value, moment| {
        let Some(kind) = moment.text("kind") else {
            return;
        };
        match kind {
            "email" | "recovery_email" => {
                if let Some(email) = email::normalise(value) {
                    compare(place, "email", &email.address);
                    compare(place, "domain", &email.domain);
                }
            }
            "wallet" | "bank_account" => match wallet::detect(value) {
                Some(found) => compare(place, "wallet", &found.address),
                None if kind == "wallet" => compare(place, "wallet", value.trim()),
                None => {}
            },
            other => {
                if let Some(value) = identifier::normalise(other, value, None) {
                    compare(place, other, &value);
                }
            }
        }
    });
    for column in ["destination", "forwarded_to"] {
        each_text(slice, "payout", column, |place, value, _| {
            if let Some(found) = wallet::detect(value) {
                compare(place, "wallet", &found.address);
            }
        });
    }
    for (table, column, _) in ADDRESSES {
        each_text(slice, table, column, |place, value, _| {
            if let Some(address) = identifier::normalise("ip", value, None) {
                compare(place, "ip", &address);
            }
        });
    }
    each_text(slice, "company", "domain", |place, value, _| {
        compare(place, "domain", &value.trim().to_ascii_lowercase());
    });
    each_text(slice, "profile", "handle", |place, value, _| {
        if let Some(handle) = identifier::normalise("handle", value, None) {
            compare(place, "handle", &handle);
        }
    });

    let mut derived = Derived::new();
    // Values that no list holds are told once a kind: they show that the comparison was made.
    let mut told: std::collections::BTreeSet<(u32, String)> = std::collections::BTreeSet::new();
    for ((place, kind, _), row) in compared {
        if row.matched == Some(true) || told.insert((place, kind)) {
            derived.push(place, row);
        }
    }
    derived.batch(around.schemas)
}

fn look_up(around: &Surroundings<'_>, kind: &str, value: &str) -> ListMatch {
    let mut row = ListMatch {
        kind: kind.to_owned(),
        matched: Some(false),
        ..ListMatch::default()
    };
    if kind == "wallet"
        && let Some(listed) = around.lists.wallet(value)
    {
        row.matched = Some(true);
        row.value = Some(value.to_owned());
        row.list = Some(listed.list.to_string());
        row.tier = Some("sanctions".to_owned());
        row.entity = listed.entity.as_deref().map(str::to_owned);
        row.source = listed.source.as_deref().map(str::to_owned);
        row.listed_on = listed.date.as_deref().and_then(day);
        return row;
    }
    if let Some(watch) = around.lists.watched(kind, value) {
        row.matched = Some(true);
        row.value = Some(value.to_owned());
        row.list = Some(watch.list.to_string());
        row.tier = Some(watch.tier.as_deref().unwrap_or("community").to_owned());
        row.entity = watch.note.as_deref().map(str::to_owned);
        row.source = watch.source.as_deref().map(str::to_owned);
        row.listed_on = watch.date.as_deref().and_then(day);
    }
    row
}

fn day(text: &str) -> Option<bonafide_model::Date> {
    let day: jiff::civil::Date = text.get(..10)?.parse().ok()?;
    let since = jiff::civil::date(1970, 1, 1).until(day).ok()?;
    Some(bonafide_model::Date(since.get_days()))
}
