use super::*;

fn at(text: &str) -> i64 {
    let instant: jiff::Timestamp = text.parse().expect("an RFC 3339 time");
    instant.as_microsecond()
}

fn read(text: &str) -> Result<i64, &'static str> {
    timestamp(text.as_bytes(), &ValueOptions::default())
}

fn read_in(order: DayOrder, text: &str) -> Result<i64, &'static str> {
    timestamp(
        text.as_bytes(),
        &ValueOptions {
            day_order: Some(order),
            ..ValueOptions::default()
        },
    )
}

#[test]
fn times_with_a_zone() {
    for text in [
        "2025-08-27T10:11:12Z",
        "2025-08-27T12:11:12+02:00",
        "2025-08-27 12:11:12 +0200",
        "2025-08-27T05:11:12-05",
        "2025-08-27 10:11:12 UTC",
        "2025-08-27T12:11:12+02:00[Europe/Berlin]",
        "Wed, 27 Aug 2025 12:11:12 +0200",
        "27/Aug/2025:10:11:12 +0000",
        "20250827T101112Z",
    ] {
        assert_eq!(read(text), Ok(at("2025-08-27T10:11:12Z")), "{text}");
    }
    assert_eq!(
        read("2025-08-27T10:11:12.345678Z"),
        Ok(at("2025-08-27T10:11:12.345678Z"))
    );
    assert_eq!(
        read("2025-08-27T10:11:12.3456789Z"),
        Ok(at("2025-08-27T10:11:12.345678Z"))
    );
    assert_eq!(
        read("2025-08-27T10:11:12,5Z"),
        Ok(at("2025-08-27T10:11:12.5Z"))
    );
    assert_eq!(read("2016-12-31T23:59:60Z"), Ok(at("2016-12-31T23:59:59Z")));
}

#[test]
fn times_without_a_zone_are_utc() {
    assert_eq!(read("2025-08-27 10:11:12"), Ok(at("2025-08-27T10:11:12Z")));
    assert_eq!(read("2025-08-27T10:11"), Ok(at("2025-08-27T10:11:00Z")));
    assert_eq!(read("2025/08/27 10:11:12"), Ok(at("2025-08-27T10:11:12Z")));
    assert_eq!(read("2025-08-27"), Ok(at("2025-08-27T00:00:00Z")));
    assert_eq!(read("20250827"), Ok(at("2025-08-27T00:00:00Z")));
    assert_eq!(read("27 Aug 2025"), Ok(at("2025-08-27T00:00:00Z")));
    assert_eq!(
        read("Aug 27, 2025 10:11:12 PM"),
        Ok(at("2025-08-27T22:11:12Z"))
    );
}

#[test]
fn times_without_a_zone_follow_the_zone_of_the_mapping() {
    let zone = TimeZone::get("Europe/Berlin").expect("bundled");
    let options = ValueOptions {
        zone: Some(zone),
        ..ValueOptions::default()
    };
    let read = |text: &str| timestamp(text.as_bytes(), &options);
    assert_eq!(read("2025-08-27 12:11:12"), Ok(at("2025-08-27T10:11:12Z")));
    assert_eq!(read("2025-01-27 11:11:12"), Ok(at("2025-01-27T10:11:12Z")));
    // A written offset wins.
    assert_eq!(read("2025-08-27T10:11:12Z"), Ok(at("2025-08-27T10:11:12Z")));
    // Clocks were set back: the earlier instant.
    assert_eq!(read("2025-10-26 02:30:00"), Ok(at("2025-10-26T00:30:00Z")));
}

#[test]
fn epoch_numbers_are_read_by_magnitude() {
    let expected = Ok(at("2025-08-27T10:11:12Z"));
    assert_eq!(read("1756289472"), expected);
    assert_eq!(read("1756289472000"), expected);
    assert_eq!(read("1756289472000000"), expected);
    assert_eq!(read("1756289472000000000"), expected);
    assert_eq!(read("1756289472.25"), Ok(at("2025-08-27T10:11:12.25Z")));
    assert_eq!(
        read("1756289472250.125"),
        Ok(at("2025-08-27T10:11:12.250125Z"))
    );
    assert_eq!(read("1756289472000000.5"), expected);
    assert_eq!(read("1.75629E+12"), Err(ROUNDED));
    assert_eq!(read("45000"), Err(WHICH_EPOCH));
    assert_eq!(read("99999999"), Err(WHICH_EPOCH));
}

#[test]
fn day_orders_are_read_only_when_told() {
    assert_eq!(read("03/04/2025"), Err(WHICH_ORDER));
    assert_eq!(read("27.08.2025 10:11"), Err(WHICH_ORDER));
    assert_eq!(
        read_in(DayOrder::Dmy, "03/04/2025"),
        Ok(at("2025-04-03T00:00:00Z"))
    );
    assert_eq!(
        read_in(DayOrder::Mdy, "03/04/2025"),
        Ok(at("2025-03-04T00:00:00Z"))
    );
    assert_eq!(
        read_in(DayOrder::Dmy, "27.08.2025 10:11"),
        Ok(at("2025-08-27T10:11:00Z"))
    );
    assert_eq!(
        read_in(DayOrder::Dmy, "27.08.2025"),
        Ok(at("2025-08-27T00:00:00Z"))
    );
    assert_eq!(
        read_in(DayOrder::Dmy, "27-08-2025 10:11"),
        Ok(at("2025-08-27T10:11:00Z"))
    );
    assert_eq!(
        read_in(DayOrder::Mdy, "8/27/2025 1:05 PM"),
        Ok(at("2025-08-27T13:05:00Z"))
    );
    assert_eq!(
        read_in(DayOrder::Mdy, "8/27/25 12:05:09 AM"),
        Ok(at("2025-08-27T00:05:09Z"))
    );
    assert_eq!(read_in(DayOrder::Mdy, "27/08/2025"), Err(NO_SUCH_DAY));
    let options = ValueOptions {
        day_order: Some(DayOrder::Dmy),
        ..ValueOptions::default()
    };
    assert_eq!(date(b"27.08.2025", &options), Ok(20327));
}

#[test]
fn the_written_offset_is_read_from_a_time() {
    assert_eq!(offset_minutes(b"2026-08-04T10:00:08-04:00"), Some(-240));
    assert_eq!(
        offset_minutes(b"Wed, 27 Aug 2025 12:11:12 +0530"),
        Some(330)
    );
    assert_eq!(offset_minutes(b"2026-08-04T10:00:08+00:00"), Some(0));
    for text in [
        "2026-08-04T10:00:08Z",
        "2026-08-04",
        "1756289472",
        "",
        "soon",
    ] {
        assert_eq!(offset_minutes(text.as_bytes()), None, "{text}");
    }
}

#[test]
fn days() {
    let options = ValueOptions::default();
    let read = |text: &str| date(text.as_bytes(), &options);
    assert_eq!(read("1970-01-01"), Ok(0));
    assert_eq!(read("1969-12-31"), Ok(-1));
    assert_eq!(read("0001-01-01"), Ok(-719_162));
    assert_eq!(read("2000-02-29"), Ok(11_016));
    assert_eq!(read("20250827"), Ok(20_327));
    assert_eq!(read("2025-08-27T23:00:00-05:00"), Ok(20_327));
    assert_eq!(read("1900-02-29"), Err(NO_SUCH_DAY));
    assert_eq!(read("2025-13-01"), Err(NO_SUCH_DAY));
    assert_eq!(read("tomorrow"), Err(NOT_DATE));
    assert_eq!(read("1756289472"), Ok(20_327));
}

#[test]
fn what_is_no_time_is_set_aside() {
    for text in [
        "yesterday",
        "2025-08-27T25:00:00Z",
        "2025-08-27T10:11:12+99:00",
        "2025-08-27X10",
        "2025-08-27T10:11:12.Z",
        "2025-08-27 10:11:12 CEST",
        "10:11:12",
        "-",
        ".",
        "+",
        "e",
        "2025-08-27T",
        "27 Foo 2025",
        "\u{661}\u{662}",
        "1.2.3.4",
        "::",
        "Mon",
        "1:2:3",
        "T10:11",
        "13:00 PM 1 2 3",
        "20251327T000000Z",
        "92233720368547758070",
        "-2025-1",
        "--",
        "-.",
    ] {
        assert!(read(text).is_err(), "{text}");
        let options = ValueOptions {
            day_order: Some(DayOrder::Ymd),
            ..ValueOptions::default()
        };
        assert!(
            date(text.as_bytes(), &options).is_err() || text == "1.2.3.4",
            "{text}"
        );
    }
}
