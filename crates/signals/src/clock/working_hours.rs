//! Local hours, and whether they are hours in which offices work.

use jiff::Timestamp;
use jiff::civil::Weekday;
use jiff::tz::TimeZone;

use super::zones;

/// Office hours: from eight in the morning until seven in the evening.
const OFFICE_HOURS: std::ops::Range<i8> = 8..19;

/// Countries where the week-end is Friday and Saturday.
const REST_ON_FRIDAY: [&str; 17] = [
    "AF", "BD", "BH", "DJ", "DZ", "EG", "IQ", "JO", "KW", "LY", "MV", "OM", "QA", "SA", "SD", "SY",
    "YE",
];

/// The hour of day (0 to 23) in a zone or a country.
///
/// For a country whose zones show different hours there is no one answer: `None`.
pub fn local_hour(zone_or_country: &str, at_unix_seconds: i64) -> Option<u8> {
    let at = Timestamp::from_second(at_unix_seconds).ok()?;
    let mut hours = time_zones(zone_or_country).map(|zone| zone.to_datetime(at).hour());
    let first = hours.next()?;
    hours
        .all(|hour| hour == first)
        .then(|| u8::try_from(first).ok())
        .flatten()
}

/// Whether offices work at that instant in the zone, or in some zone of the country (week-ends off, holidays not known).
pub fn is_working_hour(zone_or_country: &str, at_unix_seconds: i64) -> Option<bool> {
    let at = Timestamp::from_second(at_unix_seconds).ok()?;
    let country =
        zones::zone_country(zone_or_country).or_else(|| crate::country::parse(zone_or_country));
    let rest_on_friday = country.is_some_and(|country| REST_ON_FRIDAY.contains(&country));
    let mut known = false;
    let working = time_zones(zone_or_country).any(|zone| {
        known = true;
        let local = zone.to_datetime(at);
        let rests = match local.weekday() {
            Weekday::Saturday => true,
            Weekday::Friday => rest_on_friday,
            Weekday::Sunday => !rest_on_friday,
            _ => false,
        };
        !rests && OFFICE_HOURS.contains(&local.hour())
    });
    known.then_some(working)
}

fn time_zones(zone_or_country: &str) -> impl Iterator<Item = &'static TimeZone> {
    let zone = zones::find(zone_or_country);
    let of_country = if zone.is_none() {
        zones::country_zones(zone_or_country)
    } else {
        &[]
    };
    zone.into_iter()
        .chain(of_country.iter().filter_map(|zone| zones::find(zone)))
        .map(|zone| &zone.time_zone)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> i64 {
        text.parse::<Timestamp>().expect("a timestamp").as_second()
    }

    #[test]
    fn a_country_with_one_clock_has_a_local_hour() {
        assert_eq!(local_hour("JP", at("2025-01-15T00:30:00Z")), Some(9));
        assert_eq!(
            local_hour("America/New_York", at("2025-07-15T00:30:00Z")),
            Some(20)
        );
        assert_eq!(local_hour("US", at("2025-07-15T00:30:00Z")), None);
        assert_eq!(local_hour("Atlantis", 0), None);
    }

    #[test]
    fn week_ends_are_those_of_the_country() {
        let friday_noon = at("2025-07-18T10:00:00Z");
        assert_eq!(is_working_hour("DE", friday_noon), Some(true));
        assert_eq!(is_working_hour("SA", friday_noon), Some(false));
        assert_eq!(
            is_working_hour("Asia/Riyadh", friday_noon + 2 * 86_400),
            Some(true)
        );
        assert_eq!(is_working_hour("DE", friday_noon + 2 * 86_400), Some(false));
        assert_eq!(is_working_hour("Atlantis", friday_noon), None);
    }
}
