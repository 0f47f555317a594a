//! `ip_fact`: what lists say of each address that a subject used.

use std::collections::{BTreeMap, HashMap};

use bonafide_lists::{IpFact as Known, Lists};
use bonafide_model::Timestamp;
use bonafide_model::table::IpFact;
use bonafide_signals::identifier;
use datafusion::arrow::array::RecordBatch;

use super::{Derived, Surroundings, each_text};
use crate::error::EngineError;
use crate::frequency::normal_identifier;
use crate::slice::Slice;

/// Where addresses stand, and when they were used.
pub(super) const ADDRESSES: [(&str, &str, &str); 4] = [
    ("session", "ip", "started_at"),
    ("application", "ip", "submitted_at"),
    ("meeting", "ip", "started_at"),
    ("hr_event", "ip", "occurred_at"),
];

#[derive(Default)]
struct Use {
    first: Option<i64>,
    last: Option<i64>,
    sessions: i64,
}

pub(super) fn make(slice: &Slice, around: &Surroundings<'_>) -> Result<RecordBatch, EngineError> {
    let mut used: BTreeMap<(u32, String), Use> = BTreeMap::new();
    let mut note = |place: u32, address: &str, at: Option<i64>| {
        let Some(address) = identifier::normalise("ip", address, None) else {
            return;
        };
        let entry = used.entry((place, address.into_owned())).or_default();
        entry.first = [entry.first, at].into_iter().flatten().min();
        entry.last = entry.last.max(at);
        entry.sessions += 1;
    };
    for (table, column, at) in ADDRESSES {
        each_text(slice, table, column, |place, address, moment| {
            note(place, address, moment.instant(at))
        });
    }
    each_text(slice, "identifier", "value", |place, address, moment| {
        if moment.text("kind") == Some("ip") {
            note(place, address, moment.instant("first_seen_at"));
        }
    });

    let mut derived = Derived::new();
    let mut looked_up: HashMap<String, IpFact> = HashMap::new();
    for ((place, address), seen) in used {
        let fact = looked_up.entry(address).or_insert_with_key(|address| {
            let shared = normal_identifier("ip", address)
                .and_then(|normal| around.frequencies.of(normal.hash));
            IpFact {
                shared_by: Some(shared.map_or(1, |shared| i64::from(shared.subjects))),
                ..fact(around.lists, address)
            }
        });
        derived.push(
            place,
            IpFact {
                first_seen_at: seen.first.map(Timestamp),
                last_seen_at: seen.last.map(Timestamp),
                sessions: Some(seen.sessions),
                ..fact.clone()
            },
        );
    }
    derived.batch(around.schemas)
}

/// What the lists say of an address, as a row.
fn fact(lists: &Lists, address: &str) -> IpFact {
    let mut row = IpFact {
        ip: address.to_owned(),
        ..IpFact::default()
    };
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
