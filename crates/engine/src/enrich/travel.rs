//! `travel`: two sign-ins in a row from different places, and the least speed between them.
//!
//! A place is a country here, so the least distance between two is that of their nearest parts:
//! neighbours are never too far apart.

use std::borrow::Cow;
use std::collections::HashMap;

use bonafide_model::Timestamp;
use bonafide_model::table::Travel;
use bonafide_signals::{geo, identifier};
use datafusion::arrow::array::RecordBatch;

use super::{Derived, Surroundings, text_columns};
use crate::error::EngineError;
use crate::slice::Slice;

pub(super) fn make(slice: &Slice, around: &Surroundings<'_>) -> Result<RecordBatch, EngineError> {
    let mut signs: Vec<(u32, i64, &str)> = Vec::new();
    for column in text_columns(slice, "session", "ip") {
        let started = column.instants(Some("started_at"));
        column.each(|row, place, address| {
            signs.extend(started.at(row).map(|at| (place, at, address)));
        });
    }
    signs.sort_unstable();
    let mut ends: HashMap<&str, End> = HashMap::new();
    let mut derived = Derived::new();
    for pair in signs.windows(2) {
        let [(place, left, from), (next, arrived, to)] = pair else {
            continue;
        };
        if place != next || from == to {
            continue;
        }
        for address in [*from, *to] {
            ends.entry(address)
                .or_insert_with(|| End::of(around, address));
        }
        derived.push(*place, travel(&ends[from], *left, &ends[to], *arrived));
    }
    derived.batch(around.schemas)
}

/// What is known of an address at one end of a journey; each address of a slice is looked up once.
struct End {
    /// The address in its canonical text.
    ip: Option<String>,
    /// Whether the lists know it at all.
    is_known: bool,
    /// Whether it hides where its user is; none where no list could say so.
    relay: Option<bool>,
    country: Option<String>,
    fix: Option<geo::Fix>,
}

impl End {
    fn of(around: &Surroundings<'_>, address: &str) -> Self {
        let fact = around.lists.ip_fact(address);
        let relay = |fact: &bonafide_lists::IpFact<'_>| {
            let flags = [fact.vpn, fact.tor, fact.proxy, fact.hosting];
            flags
                .iter()
                .any(Option::is_some)
                .then(|| flags.contains(&Some(true)))
        };
        let country = fact
            .as_ref()
            .and_then(|fact| fact.country)
            .map(|code| code.to_string());
        Self {
            ip: identifier::normalise("ip", address, None).map(Cow::into_owned),
            is_known: fact.is_some(),
            relay: fact.as_ref().and_then(relay),
            fix: country.as_deref().and_then(geo::country_fix),
            country,
        }
    }
}

fn travel(start: &End, left: i64, end: &End, arrived: i64) -> Travel {
    let mut row = Travel {
        from_ip: start.ip.clone(),
        to_ip: end.ip.clone(),
        left_at: Some(Timestamp(left)),
        arrived_at: Some(Timestamp(arrived)),
        ..Travel::default()
    };
    if !start.is_known || !end.is_known {
        return row;
    }
    row.any_relay = match (start.relay, end.relay) {
        (Some(a), Some(b)) => Some(a || b),
        _ => None,
    };
    let (Some(from), Some(to)) = (&start.country, &end.country) else {
        return row;
    };
    row.from_country = Some(from.clone());
    row.to_country = Some(to.clone());
    let (Some(here), Some(there)) = (start.fix, end.fix) else {
        return row;
    };
    let seconds = (arrived - left) / 1_000_000;
    let Some(apart) = geo::distance_km(here.lat, here.lon, there.lat, there.lon) else {
        return row;
    };
    let least = (apart - here.accuracy_km - there.accuracy_km).max(0.0);
    row.least_distance_km = Some(least);
    row.least_speed_kmh = (seconds > 0).then(|| least / (seconds as f64 / 3600.0));
    // Within one country, as most are, no journey is too fast.
    row.impossible = Some(least > 0.0 && geo::impossible_travel(here, there, seconds).is_some());
    row
}
