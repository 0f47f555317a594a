//! Distances on the Earth, and journeys that nobody can make.

use std::sync::LazyLock;

use geographiclib_rs::{Geodesic, InverseGeodesic};

use crate::country;
use crate::table::rows;

static TABLE: &str = include_str!("../data/country_points.csv");
static EARTH: LazyLock<Geodesic> = LazyLock::new(Geodesic::wgs84);

/// Faster than any airliner over the ground, with its way to and from the airports.
pub const FASTEST_TRAVEL_KMH: f64 = 1_000.0;

/// Certain distances below this are left alone: a database of places is wrong by that much without saying so.
const NOTEWORTHY_KM: f64 = 100.0;

/// A place and how far from it the truth may lie.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fix {
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// The radius in kilometres within which the true place lies.
    pub accuracy_km: f64,
}

/// A journey that would have been needed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Travel {
    /// The least distance that agrees with both fixes.
    pub least_km: f64,
    /// The time there was, in hours.
    pub hours: f64,
    /// The least speed that agrees with both fixes.
    pub least_kmh: f64,
}

/// The geodesic distance in kilometres; `None` when a coordinate is not on the Earth.
///
/// ```
/// let km = bonafide_signals::geo::distance_km(52.52, 13.405, 37.566, 126.978).expect("places on Earth");
/// assert!((8_000.0..8_300.0).contains(&km));
/// ```
pub fn distance_km(lat1: f64, lon1: f64, lat2: f64, lon2: f64) -> Option<f64> {
    let on_earth = |lat: f64, lon: f64| lat.abs() <= 90.0 && lon.abs() <= 360.0;
    if !on_earth(lat1, lon1) || !on_earth(lat2, lon2) {
        return None;
    }
    let metres: f64 = EARTH.inverse(lat1, lon1, lat2, lon2);
    metres.is_finite().then_some(metres / 1_000.0)
}

/// The speed of a straight journey between two points; a second is the least time that counts.
pub fn speed_kmh(lat1: f64, lon1: f64, lat2: f64, lon2: f64, seconds: i64) -> Option<f64> {
    Some(distance_km(lat1, lon1, lat2, lon2)? / hours(seconds))
}

/// The journey between two fixes, if even the shortest one that agrees with both is too fast to be made.
pub fn impossible_travel(a: Fix, b: Fix, seconds: i64) -> Option<Travel> {
    if !(a.accuracy_km >= 0.0 && b.accuracy_km >= 0.0) {
        return None;
    }
    let least_km = distance_km(a.lat, a.lon, b.lat, b.lon)? - a.accuracy_km - b.accuracy_km;
    let hours = hours(seconds);
    let least_kmh = least_km / hours;
    (least_km >= NOTEWORTHY_KM && least_kmh > FASTEST_TRAVEL_KMH).then_some(Travel {
        least_km,
        hours,
        least_kmh,
    })
}

fn hours(seconds: i64) -> f64 {
    seconds.unsigned_abs().max(1) as f64 / 3_600.0
}

static COUNTRIES: LazyLock<Vec<Option<Fix>>> = LazyLock::new(|| {
    let mut table = vec![None; country::SLOTS];
    for row in rows(TABLE) {
        let [code, lat, lon, radius] = row[..] else {
            continue;
        };
        if let (Some(slot), Ok(lat), Ok(lon), Ok(accuracy_km)) = (
            country::slot(code),
            lat.parse(),
            lon.parse(),
            radius.parse(),
        ) {
            table[slot] = Some(Fix {
                lat,
                lon,
                accuracy_km,
            });
        }
    }
    table
});

/// The fix of somebody of whom only the country is known: a circle that holds the country.
pub fn country_fix(code: &str) -> Option<Fix> {
    let place = |code: &str| COUNTRIES[country::slot(code)?];
    place(code).or_else(|| place(country::parse(code)?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn countries(a: &str, b: &str, hours: i64) -> Option<Travel> {
        impossible_travel(
            country_fix(a).expect("known"),
            country_fix(b).expect("known"),
            hours * 3_600,
        )
    }

    #[test]
    fn every_country_has_a_circle() {
        for code in country::codes() {
            let fix = country_fix(code);
            assert!(
                fix.is_some_and(|fix| fix.accuracy_km > 10.0 && fix.accuracy_km < 5_000.0),
                "{code}"
            );
        }
    }

    #[test]
    fn neighbours_never_fire_however_fast() {
        for (a, b) in [
            ("DE", "FR"),
            ("US", "CA"),
            ("US", "MX"),
            ("CL", "AR"),
            ("RU", "CN"),
            ("RU", "NO"),
            ("RU", "PL"),
            ("CN", "KP"),
            ("RU", "KP"),
            ("CN", "VN"),
            ("CN", "PK"),
            ("NO", "SE"),
            ("VN", "LA"),
            ("ID", "PG"),
            ("ID", "SG"),
            ("MY", "SG"),
            ("MY", "TH"),
            ("ES", "MA"),
            ("PT", "ES"),
            ("BR", "UY"),
            ("IN", "BD"),
            ("HK", "CN"),
            ("KR", "JP"),
            ("AE", "OM"),
            ("KZ", "RU"),
            ("GB", "IE"),
        ] {
            assert_eq!(countries(a, b, 0), None, "{a} {b}");
        }
    }

    #[test]
    fn far_countries_within_the_hour_fire() {
        for (a, b) in [
            ("US", "KR"),
            ("DE", "JP"),
            ("GB", "CN"),
            ("NG", "PL"),
            ("US", "NG"),
            ("BR", "VN"),
            ("LA", "AE"),
        ] {
            assert!(countries(a, b, 1).is_some(), "{a} {b}");
            assert_eq!(countries(a, b, 24), None, "{a} {b}");
        }
    }

    #[test]
    fn a_flight_between_two_cities_is_possible_and_a_jump_is_not() {
        let berlin = Fix {
            lat: 52.52,
            lon: 13.40,
            accuracy_km: 20.0,
        };
        let seoul = Fix {
            lat: 37.57,
            lon: 126.98,
            accuracy_km: 20.0,
        };
        assert_eq!(impossible_travel(berlin, seoul, 11 * 3_600), None);
        assert!(
            impossible_travel(berlin, seoul, 3 * 3_600)
                .is_some_and(|travel| travel.least_kmh > 2_000.0)
        );
        assert_eq!(
            impossible_travel(berlin, seoul, -3 * 3_600),
            impossible_travel(seoul, berlin, 3 * 3_600)
        );
    }

    #[test]
    fn places_off_the_earth_have_no_distance() {
        assert_eq!(distance_km(91.0, 0.0, 0.0, 0.0), None);
        assert_eq!(distance_km(f64::NAN, 0.0, 0.0, 0.0), None);
        assert_eq!(distance_km(0.0, f64::INFINITY, 0.0, 0.0), None);
    }

    #[test]
    fn the_other_side_of_the_earth_is_half_its_girth_away() {
        let km = distance_km(0.0, 0.0, 0.5, 179.7).expect("places on Earth");
        assert!((19_930.0..19_945.0).contains(&km), "{km}");
    }

    proptest! {
        #[test]
        fn distance_is_a_metric(
            (a, b) in (-90.0..90.0f64, -180.0..180.0f64),
            (c, d) in (-90.0..90.0f64, -180.0..180.0f64),
            (e, f) in (-90.0..90.0f64, -180.0..180.0f64),
        ) {
            let km = |lat1, lon1, lat2, lon2| distance_km(lat1, lon1, lat2, lon2).expect("places on Earth");
            prop_assert!((km(a, b, c, d) - km(c, d, a, b)).abs() < 1e-6);
            prop_assert!(km(a, b, a, b) < 1e-6);
            prop_assert!(km(a, b, e, f) <= km(a, b, c, d) + km(c, d, e, f) + 1e-6);
        }

        #[test]
        fn less_accuracy_never_makes_a_journey_impossible(
            lat in -90.0..90.0f64, lon in -180.0..180.0f64, wider in 0.0..9_000.0f64, seconds: i64,
        ) {
            let here = Fix { lat: 10.0, lon: 20.0, accuracy_km: 50.0 };
            let there = Fix { lat, lon, accuracy_km: 50.0 };
            let vague = Fix { accuracy_km: 50.0 + wider, ..there };
            if impossible_travel(here, there, seconds).is_none() {
                prop_assert_eq!(impossible_travel(here, vague, seconds), None);
            }
        }
    }
}
