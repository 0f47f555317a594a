//! Clocks: which UTC offsets a country or a zone uses on a date, with summer time.
//!
//! The look-ups run once a row over tables of many millions of rows, so each zone and country gets a calendar of its
//! offsets on first use; a look-up is then a binary search over a few hundred days.

mod calendar;
mod working_hours;
mod zones;

use jiff::Timestamp;

use calendar::day_of;
pub use working_hours::{is_working_hour, local_hour};
pub use zones::{country_zones, zone_country};

/// Whether some zone of the country uses the offset on that date (UTC day). `None`: the country is not known.
///
/// ```
/// use bonafide_signals::clock::offset_fits;
/// let july_2025 = 1_751_800_000;
/// assert_eq!(offset_fits("DE", 120, july_2025), Some(true));
/// assert_eq!(offset_fits("DE", 540, july_2025), Some(false));
/// ```
pub fn offset_fits(country: &str, utc_offset_minutes: i32, at_unix_seconds: i64) -> Option<bool> {
    let fits = |offsets: &[i16]| {
        offsets
            .iter()
            .any(|offset| i32::from(*offset) == utc_offset_minutes)
    };
    zones::of_country(country)?.on_day(day_of(at_unix_seconds), fits)
}

/// Whether the zone uses the offset on that date (UTC day). `None`: the zone is not known.
pub fn offset_fits_zone(zone: &str, utc_offset_minutes: i32, at_unix_seconds: i64) -> Option<bool> {
    let fits = |offsets: &[i16]| {
        offsets
            .iter()
            .any(|offset| i32::from(*offset) == utc_offset_minutes)
    };
    zones::find(zone)?
        .calendar()
        .on_day(day_of(at_unix_seconds), fits)
}

/// The smallest distance in minutes from the offset to any offset in use in the country on that date.
///
/// There is no wrap at the date line: +840 and -600 name the same hour but not the same clock.
pub fn minutes_apart(country: &str, utc_offset_minutes: i32, at_unix_seconds: i64) -> Option<i32> {
    let nearest = |offsets: &[i16]| {
        offsets
            .iter()
            .map(|offset| i32::from(*offset).abs_diff(utc_offset_minutes))
            .min()
            .unwrap_or(u32::MAX)
    };
    let minutes = zones::of_country(country)?.on_day(day_of(at_unix_seconds), nearest)?;
    Some(i32::try_from(minutes).unwrap_or(i32::MAX))
}

/// The same distance as [`minutes_apart`], in hours.
pub fn hours_apart(country: &str, utc_offset_minutes: i32, at_unix_seconds: i64) -> Option<f64> {
    minutes_apart(country, utc_offset_minutes, at_unix_seconds)
        .map(|minutes| f64::from(minutes) / 60.0)
}

/// The offsets in use in a country on a date, in minutes, ascending.
pub fn offsets_in_use(country: &str, at_unix_seconds: i64) -> Option<Vec<i32>> {
    let all = |offsets: &[i16]| offsets.iter().map(|offset| i32::from(*offset)).collect();
    zones::of_country(country)?.on_day(day_of(at_unix_seconds), all)
}

/// The UTC offset of a zone at an instant, in minutes.
pub fn utc_offset_minutes(zone: &str, at_unix_seconds: i64) -> Option<i32> {
    let at = Timestamp::from_second(at_unix_seconds).ok()?;
    Some(i32::from(calendar::minutes(
        zones::find(zone)?.time_zone.to_offset(at),
    )))
}

/// Whether the zone changes its clock and changes it back within the year.
pub fn dst_observed(zone: &str, year: i16) -> Option<bool> {
    let zone = zones::find(zone)?;
    let bound = |year: i16| {
        jiff::civil::Date::new(year, 1, 1)
            .ok()?
            .to_zoned(jiff::tz::TimeZone::UTC)
            .ok()
    };
    let (start, end) = (
        bound(year)?.timestamp(),
        bound(year.checked_add(1)?)?.timestamp(),
    );
    let changes = zone
        .time_zone
        .following(start)
        .take_while(|change| change.timestamp() < end);
    let mut before = calendar::minutes(zone.time_zone.to_offset(start));
    let mut steps = 0;
    for change in changes {
        let after = calendar::minutes(change.offset());
        steps += usize::from(after != before);
        before = after;
    }
    Some(steps >= 2)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str) -> i64 {
        text.parse::<Timestamp>().expect("a timestamp").as_second()
    }

    #[test]
    fn summer_time_is_honoured_on_both_sides_of_the_equator() {
        let (january, july) = (at("2025-01-15T00:00:00Z"), at("2025-07-15T00:00:00Z"));
        for (country, offset, in_january, in_july) in [
            ("DE", 60, true, false),
            ("DE", 120, false, true),
            ("NZ", 780, true, false),
            ("NZ", 720, false, true),
            ("JP", 540, true, true),
            ("KP", 540, true, true),
            ("IN", 330, true, true),
            ("US", -600, true, true),
            ("US", -300, true, true),
            ("US", 540, false, false),
            ("RU", 540, true, true),
        ] {
            assert_eq!(
                offset_fits(country, offset, january),
                Some(in_january),
                "{country} {offset} January"
            );
            assert_eq!(
                offset_fits(country, offset, july),
                Some(in_july),
                "{country} {offset} July"
            );
        }
    }

    #[test]
    fn both_offsets_fit_on_the_day_of_the_change() {
        let day = at("2025-03-30T12:00:00Z");
        assert_eq!(offset_fits("DE", 60, day), Some(true));
        assert_eq!(offset_fits("DE", 120, day), Some(true));
        assert_eq!(offset_fits("DE", 60, day + 86_400), Some(false));
        assert_eq!(offset_fits("DE", 120, day - 86_400), Some(false));
    }

    #[test]
    fn pyongyang_kept_its_own_half_hour_for_three_years() {
        assert_eq!(
            offset_fits("KP", 510, at("2016-06-01T00:00:00Z")),
            Some(true)
        );
        assert_eq!(
            offset_fits("KP", 540, at("2016-06-01T00:00:00Z")),
            Some(false)
        );
        assert_eq!(
            utc_offset_minutes("Asia/Pyongyang", at("2018-06-01T00:00:00Z")),
            Some(540)
        );
    }

    #[test]
    fn distance_is_to_the_nearest_clock_of_the_country() {
        let january = at("2025-01-15T00:00:00Z");
        assert_eq!(minutes_apart("US", 540, january), Some(540 + 300));
        assert_eq!(minutes_apart("GB", 60, january), Some(60));
        assert_eq!(hours_apart("CN", 540, january), Some(1.0));
        assert_eq!(minutes_apart("CN", i32::MIN, january), Some(i32::MAX));
    }

    #[test]
    fn unknown_places_give_no_answer() {
        assert_eq!(offset_fits("ZZ", 0, 0), None);
        assert_eq!(offset_fits_zone("Mars/Olympus", 0, 0), None);
        assert_eq!(utc_offset_minutes("", 0), None);
        assert_eq!(dst_observed("Nowhere", 2025), None);
    }

    #[test]
    fn country_names_and_small_letters_are_understood() {
        assert_eq!(
            offset_fits("Germany", 60, at("2025-01-15T00:00:00Z")),
            Some(true)
        );
        assert_eq!(
            utc_offset_minutes("europe/berlin", at("2025-01-15T00:00:00Z")),
            Some(60)
        );
    }

    #[test]
    fn zones_that_change_the_clock_are_known() {
        assert_eq!(dst_observed("America/New_York", 2025), Some(true));
        assert_eq!(dst_observed("Asia/Seoul", 2025), Some(false));
        assert_eq!(dst_observed("Asia/Pyongyang", 2018), Some(false));
        assert_eq!(dst_observed("Australia/Sydney", 2025), Some(true));
    }

    #[test]
    fn every_country_with_people_has_a_clock() {
        for code in crate::country::codes() {
            assert!(
                offsets_in_use(code, 1_750_000_000).is_some_and(|offsets| !offsets.is_empty()),
                "{code}"
            );
        }
    }

    proptest! {
        #[test]
        fn the_offset_of_a_zone_fits_its_country(index in 0usize..400, seconds in -3_000_000_000i64..6_000_000_000) {
            let pairs: Vec<_> = crate::country::codes()
                .flat_map(|code| country_zones(code).iter().map(move |zone| (code, *zone)))
                .collect();
            let (code, zone) = pairs[index % pairs.len()];
            let offset = utc_offset_minutes(zone, seconds);
            prop_assert!(offset.is_some());
            prop_assert_eq!(offset.and_then(|offset| offset_fits(code, offset, seconds)), Some(true));
            prop_assert_eq!(offset.and_then(|offset| offset_fits_zone(zone, offset, seconds)), Some(true));
            prop_assert_eq!(offset.and_then(|offset| minutes_apart(code, offset, seconds)), Some(0));
        }

        #[test]
        fn every_number_has_an_answer(offset: i32, seconds: i64, year: i16) {
            prop_assert!(offset_fits("US", offset, seconds).is_some());
            let _ = (local_hour("US", seconds), is_working_hour("DE", seconds), dst_observed("Asia/Tokyo", year));
        }
    }
}
