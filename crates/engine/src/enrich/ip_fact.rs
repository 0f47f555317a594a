//! `ip_fact`: what lists say of each address that a subject used.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use bonafide_lists::{IpFact as Known, Lists};
use bonafide_model::Row;
use bonafide_model::table::IpFact;
use bonafide_signals::identifier;
use datafusion::arrow::array::{
    ArrayRef, AsArray, Int64Array, RecordBatch, StringViewArray, TimestampMicrosecondArray,
    UInt64Array,
};
use datafusion::arrow::compute::take;

use super::{Surroundings, by_column, text_columns, uses};
use crate::error::EngineError;
use crate::shared_value::normal_identifier;
use crate::slice::Slice;

/// Where addresses stand, and when they were used.
pub(super) const ADDRESSES: [(&str, &str, &str); 4] = [
    ("session", "ip", "started_at"),
    ("application", "ip", "submitted_at"),
    ("meeting", "ip", "started_at"),
    ("hr_event", "ip", "occurred_at"),
];

/// The batch with every address in its canonical text, so that rules may join it with `ip_fact`.
///
/// Nearly all addresses are four numbers, which have one spelling; those are not looked at twice.
pub(crate) fn with_canonical_addresses(table: &str, batch: &RecordBatch) -> Option<RecordBatch> {
    let (_, column, _) = ADDRESSES.iter().find(|(named, ..)| *named == table)?;
    let place = batch.schema().index_of(column).ok()?;
    let addresses = batch.column(place).as_string_view_opt()?;
    let other_spelling = |text: &str| match text.contains(':') || text.trim() != text {
        true => match identifier::normalise("ip", text, None) {
            Some(Cow::Owned(canonical)) => Some(canonical),
            Some(Cow::Borrowed(canonical)) if canonical != text => Some(canonical.to_owned()),
            _ => None,
        },
        false => None,
    };
    addresses
        .iter()
        .flatten()
        .any(|text| other_spelling(text).is_some())
        .then_some(())?;
    let canonical: StringViewArray = addresses
        .iter()
        .map(|text| text.map(|text| other_spelling(text).map_or(Cow::Borrowed(text), Cow::Owned)))
        .collect();
    let mut columns = batch.columns().to_vec();
    columns[place] = Arc::new(canonical);
    RecordBatch::try_new(batch.schema(), columns).ok()
}

/// An address as a subject's rows spell it, with its uses.
struct Spelling<'a> {
    place: u32,
    address: Cow<'a, str>,
    first: Option<i64>,
    last: Option<i64>,
    sessions: i64,
}

/// All uses of one address by one subject.
struct Used {
    place: u32,
    /// Number of the address among the different ones of the slice.
    address: u64,
    first: Option<i64>,
    last: Option<i64>,
    sessions: i64,
}

pub(super) fn make(slice: &Slice, around: &Surroundings<'_>) -> Result<RecordBatch, EngineError> {
    let mut facts: Vec<IpFact> = Vec::new();
    let mut numbers: HashMap<String, u64> = HashMap::new();
    let mut number_of = |address: Cow<'_, str>| match numbers.get(address.as_ref()) {
        Some(number) => *number,
        None => {
            let number = facts.len() as u64;
            facts.push(fact(around, &address));
            numbers.insert(address.into_owned(), number);
            number
        }
    };
    let mut used: Vec<Used> = Vec::new();
    let spellings = spellings(slice);
    for uses in spellings.chunk_by(|a, b| (a.place, &a.address) == (b.place, &b.address)) {
        used.push(Used {
            place: uses[0].place,
            address: number_of(Cow::Borrowed(uses[0].address.as_ref())),
            first: uses.iter().filter_map(|one| one.first).min(),
            last: uses.iter().filter_map(|one| one.last).max(),
            sessions: uses.iter().map(|one| one.sessions).sum(),
        });
    }

    let facts = IpFact::batch(&facts);
    let of_address = UInt64Array::from_iter_values(used.iter().map(|used| used.address));
    let instants = |of: fn(&Used) -> Option<i64>| -> ArrayRef {
        let instants: TimestampMicrosecondArray = used.iter().map(of).collect();
        Arc::new(instants.with_timezone("UTC"))
    };
    let places = used.iter().map(|used| used.place).collect();
    by_column("ip_fact", places, around.schemas, |name| match name {
        "first_seen_at" => Some(instants(|used| used.first)),
        "last_seen_at" => Some(instants(|used| used.last)),
        "sessions" => Some(Arc::new(Int64Array::from_iter_values(
            used.iter().map(|used| used.sessions),
        ))),
        name => take(facts.column_by_name(name)?, &of_address, None).ok(),
    })
}

/// Every address as it is spelt, those of one subject and address together.
fn spellings(slice: &Slice) -> Vec<Spelling<'_>> {
    let mut spellings = Vec::new();
    for (table, column, at) in ADDRESSES {
        for one in uses(slice, table, column, Some(at)).all() {
            spellings.extend(canonical(one.text).map(|address| Spelling {
                place: one.subject,
                address,
                first: one.first(),
                last: one.last(),
                sessions: i64::from(one.times),
            }));
        }
    }
    for column in text_columns(slice, "identifier", "value") {
        let (kind, at) = (
            column.beside("kind"),
            column.instants(Some("first_seen_at")),
        );
        column.each(|row, place, address| {
            if kind.at(row) == Some("ip") {
                let at = at.at(row);
                spellings.extend(canonical(address).map(|address| Spelling {
                    place,
                    address,
                    first: at,
                    last: at,
                    sessions: 1,
                }));
            }
        });
    }
    spellings.sort_unstable_by(|a, b| (a.place, &a.address).cmp(&(b.place, &b.address)));
    spellings
}

fn canonical(address: &str) -> Option<Cow<'_, str>> {
    identifier::normalise("ip", address, None)
}

/// What is known of an address, as a row.
fn fact(around: &Surroundings<'_>, address: &str) -> IpFact {
    let shared =
        normal_identifier("ip", address).and_then(|normal| around.frequencies.of(normal.hash));
    let mut row = IpFact {
        ip: address.to_owned(),
        shared_by: Some(shared.map_or(1, |shared| i64::from(shared.subjects))),
        ..IpFact::default()
    };
    let lists = around.lists;
    let Some(known) = lists.ip_fact(address) else {
        return row;
    };
    row.private = Some(known.reserved.is_some());
    if known.reserved.is_some() {
        return row;
    }
    row.country = known.country.map(|code| code.to_string());
    row.asn = known.asn.map(i64::from);
    row.network_name = known.asn_name.map(str::to_owned);
    row.hosting = known.hosting;
    row.vpn = known.vpn;
    row.tor = known.tor;
    row.proxy = known.proxy;
    row.satellite = known.satellite;
    row.provider = Some(known.provider.unwrap_or("none").to_owned());
    row.dprk_tier = dprk_tier(lists, &known);
    row.watched_tier = match known.watched {
        Some(watch) => Some(watch.tier.as_deref().unwrap_or("community").to_owned()),
        None => Some("none".to_owned()),
    };
    row.watched_source = known
        .watched
        .and_then(|watch| watch.source.as_deref().map(str::to_owned));
    row
}

/// The tier, where it counts: stale ranges and those that only a geolocation database calls
/// Korean are somebody else's today.
fn dprk_tier(lists: &Lists, known: &Known<'_>) -> Option<String> {
    let counts = known.dprk_range.then_some(known.dprk_tier).flatten();
    match counts {
        Some(tier) => Some(tier.to_owned()),
        None => lists
            .available(bonafide_lists::Kind::IpRange, Some("dprk"))
            .then(|| "none".to_owned()),
    }
}
