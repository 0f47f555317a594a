//! `travel`: two sign-ins in a row from different places, and the least speed between them.
//!
//! A place is a country here, so the least distance between two is that of their nearest parts:
//! neighbours are never too far apart.

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
    let mut derived = Derived::new();
    for pair in signs.windows(2) {
        let [(place, left, from), (next, arrived, to)] = pair else {
            continue;
        };
        if place != next || from == to {
            continue;
        }
        derived.push(*place, travel(around, *left, from, *arrived, to));
    }
    derived.batch(around.schemas)
}

fn travel(around: &Surroundings<'_>, left: i64, from: &str, arrived: i64, to: &str) -> Travel {
    let mut row = Travel {
        from_ip: identifier::normalise("ip", from, None).map(std::borrow::Cow::into_owned),
        to_ip: identifier::normalise("ip", to, None).map(std::borrow::Cow::into_owned),
        left_at: Some(Timestamp(left)),
        arrived_at: Some(Timestamp(arrived)),
        ..Travel::default()
    };
    let (Some(start), Some(end)) = (around.lists.ip_fact(from), around.lists.ip_fact(to)) else {
        return row;
    };
    let relay = |fact: &bonafide_lists::IpFact<'_>| {
        let flags = [fact.vpn, fact.tor, fact.proxy, fact.hosting];
        flags
            .iter()
            .any(Option::is_some)
            .then(|| flags.contains(&Some(true)))
    };
    row.any_relay = match (relay(&start), relay(&end)) {
        (Some(a), Some(b)) => Some(a || b),
        _ => None,
    };
    let (Some(here), Some(there)) = (start.country, end.country) else {
        return row;
    };
    let (here, there) = (here.to_string(), there.to_string());
    let fixes = (geo::country_fix(&here), geo::country_fix(&there));
    row.from_country = Some(here);
    row.to_country = Some(there);
    let (Some(here), Some(there)) = fixes else {
        return row;
    };
    let seconds = (arrived - left) / 1_000_000;
    let Some(apart) = geo::distance_km(here.lat, here.lon, there.lat, there.lon) else {
        return row;
    };
    let least = (apart - here.accuracy_km - there.accuracy_km).max(0.0);
    row.least_distance_km = Some(least);
    row.least_speed_kmh = (seconds > 0).then(|| least / (seconds as f64 / 3600.0));
    row.impossible = Some(geo::impossible_travel(here, there, seconds).is_some());
    row
}
