//! Instants and days.

use jiff::civil;
use jiff::tz::TimeZone;

use super::ValueOptions;

/// The order of the parts in a date such as `03/04/2025`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayOrder {
    /// Day, month, year.
    Dmy,
    /// Month, day, year.
    Mdy,
    /// Year, month, day.
    Ymd,
}

const NOT_TIME: &str = "is not a time that can be read (write 2025-08-27T10:11:12Z)";
const NOT_DATE: &str = "is not a date that can be read (write 2025-08-27)";
const NO_SUCH_DAY: &str = "is not a day of the calendar";
const WHICH_ORDER: &str = "is a date whose day and month could be swapped; \
                           say day_order = \"dmy\" or \"mdy\" in a mapping";
const WHICH_EPOCH: &str =
    "is a number that is no time in epoch seconds, milliseconds or microseconds";
const ROUNDED: &str = "is a time that a spreadsheet has rounded; export it as text";

const DAY: i64 = 86_400_000_000;

/// Days that text can say: 0001-01-01 to 9999-12-31.
pub(crate) const DAYS: std::ops::RangeInclusive<i32> = -719_162..=2_932_896;

/// Instants within those days, in microseconds.
pub(crate) const INSTANTS: std::ops::Range<i64> = -719_162 * DAY..2_932_897 * DAY;

/// Reads an instant, in microseconds since 1970-01-01T00:00:00Z.
pub(crate) fn timestamp(text: &[u8], options: &ValueOptions) -> Result<i64, &'static str> {
    if let Some(outcome) = iso(text) {
        return outcome.and_then(|written| written.instant(options));
    }
    if text
        .iter()
        .all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'-' | b'+' | b'e' | b'E'))
    {
        return epoch_text(text, options);
    }
    words(text, options.day_order)?.instant(options)
}

/// The offset that a time is written with, in minutes east of UTC. `Z` says the time in UTC and
/// nothing about the writer's clock, so it is none.
pub(crate) fn offset_minutes(text: &[u8]) -> Option<i64> {
    let text = text.trim_ascii();
    if text
        .last()
        .is_some_and(|byte| byte.eq_ignore_ascii_case(&b'z'))
    {
        return None;
    }
    let written = match iso(text) {
        Some(outcome) => outcome.ok()?,
        // The order of day and month does not matter for the offset.
        None => words(text, Some(DayOrder::Dmy))
            .or_else(|_| words(text, Some(DayOrder::Mdy)))
            .ok()?,
    };
    written.offset.map(|micros| micros / 60_000_000)
}

/// Reads a day, in days since 1970-01-01. A time of day is left out: the day is the one written.
pub(crate) fn date(text: &[u8], options: &ValueOptions) -> Result<i32, &'static str> {
    if let Some(outcome) = iso(text) {
        return outcome.map(|written| written.day);
    }
    if text.len() == 8 && text.iter().all(u8::is_ascii_digit) {
        return compact_day(text).ok_or(NO_SUCH_DAY);
    }
    if text
        .iter()
        .all(|byte| byte.is_ascii_digit() || *byte == b'.')
        && text.iter().filter(|byte| **byte == b'.').count() < 2
    {
        let instant = epoch_text(text, options).map_err(|_| NOT_DATE)?;
        return i32::try_from(instant.div_euclid(DAY)).map_err(|_| NOT_DATE);
    }
    match words(text, options.day_order) {
        Ok(written) => Ok(written.day),
        Err(NOT_TIME) => Err(NOT_DATE),
        Err(reason) => Err(reason),
    }
}

/// Reads an epoch number by its magnitude: seconds, milliseconds, microseconds or nanoseconds.
///
/// Numbers below 100,000,000 (3 March 1973 in seconds) are no time that a firm's records hold, and
/// are more likely another kind of number.
pub(crate) fn epoch(number: i64) -> Result<i64, &'static str> {
    match number.unsigned_abs() {
        100_000_000..100_000_000_000 => Ok(number * 1_000_000),
        100_000_000_000..100_000_000_000_000 => Ok(number * 1_000),
        100_000_000_000_000..100_000_000_000_000_000 => Ok(number),
        100_000_000_000_000_000.. => Ok(number.div_euclid(1_000)),
        _ => Err(WHICH_EPOCH),
    }
}

fn epoch_text(text: &[u8], options: &ValueOptions) -> Result<i64, &'static str> {
    if text.contains(&b'e') || text.contains(&b'E') {
        return Err(ROUNDED);
    }
    if text.iter().filter(|byte| **byte == b'.').count() == 2 || text[1..].contains(&b'-') {
        // 27.08.2025 or 27-08-2025
        return words(text, options.day_order)?.instant(options);
    }
    if text.len() == 8 && !text.contains(&b'.') {
        let day = compact_day(text).ok_or(WHICH_EPOCH)?;
        return Written {
            day,
            ..Written::default()
        }
        .instant(options);
    }
    let (whole, fraction) = match text.iter().position(|byte| *byte == b'.') {
        Some(point) => (&text[..point], &text[point + 1..]),
        None => (text, &[][..]),
    };
    let number = super::integer(whole, None).map_err(|_| NOT_TIME)?;
    let instant = epoch(number)?;
    if fraction.is_empty() {
        return Ok(instant);
    }
    if !fraction.iter().all(u8::is_ascii_digit) {
        return Err(NOT_TIME);
    }
    // A fraction belongs to seconds or milliseconds; further digits are below a microsecond.
    let kept = if number.unsigned_abs() < 100_000_000_000 {
        6
    } else {
        3
    };
    let unit = instant / number;
    if unit <= 1 {
        return Ok(instant);
    }
    let mut part = 0_i64;
    for position in 0..kept {
        let digit = fraction
            .get(position)
            .map_or(0, |byte| i64::from(byte - b'0'));
        part = part * 10 + digit;
    }
    Ok(if number < 0 || whole.first() == Some(&b'-') {
        instant - part
    } else {
        instant + part
    })
}

/// What a text says: a day, a time of day, and perhaps an offset.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Written {
    /// Days since 1970-01-01.
    day: i32,
    /// Microseconds since midnight.
    time: i64,
    /// Microseconds east of UTC.
    offset: Option<i64>,
}

impl Written {
    fn instant(self, options: &ValueOptions) -> Result<i64, &'static str> {
        let local = i64::from(self.day) * DAY + self.time;
        match (self.offset, &options.zone) {
            (Some(offset), _) if INSTANTS.contains(&(local - offset)) => Ok(local - offset),
            (Some(_), _) => Err(NOT_TIME),
            (None, None) => Ok(local),
            (None, Some(zone)) => civil_to_instant(local, zone).ok_or(NOT_TIME),
        }
    }
}

/// The instant at which clocks of the zone show that time (microseconds since 1970 as if in UTC).
///
/// Where clocks are set back, the earlier of the two instants; where they are set forward, the
/// instant as if they had not been yet.
fn civil_to_instant(local: i64, zone: &TimeZone) -> Option<i64> {
    let as_if_utc = jiff::Timestamp::from_microsecond(local).ok()?;
    let civil: civil::DateTime = TimeZone::UTC.to_datetime(as_if_utc);
    let instant = zone.to_ambiguous_timestamp(civil).compatible().ok()?;
    Some(instant.as_microsecond())
}

/// Days since 1970-01-01 of a day of the proleptic Gregorian calendar, years 1 to 9999.
fn day_number(year: i64, month: i64, day: i64) -> Option<i32> {
    const LENGTHS: [i64; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    if !(1..=9999).contains(&year) || !(1..=12).contains(&month) {
        return None;
    }
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let index = usize::try_from(month - 1).ok()?;
    let length = LENGTHS.get(index)? + i64::from(leap && month == 2);
    if !(1..=length).contains(&day) {
        return None;
    }
    // Years that begin in March put the leap day last (Hinnant, days_from_civil).
    let shifted = if month <= 2 { year - 1 } else { year };
    let era = shifted.div_euclid(400);
    let of_era = shifted - era * 400;
    let month_from_march = (month + 9) % 12;
    let of_year = (153 * month_from_march + 2) / 5 + day - 1;
    let day_of_era = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    i32::try_from(era * 146_097 + day_of_era - 719_468).ok()
}

fn compact_day(text: &[u8]) -> Option<i32> {
    let year = two(text, 0)? * 100 + two(text, 2)?;
    if !(1900..2200).contains(&year) {
        return None;
    }
    day_number(year, two(text, 4)?, two(text, 6)?)
}

/// Two digits at a place.
#[inline]
fn two(text: &[u8], at: usize) -> Option<i64> {
    let tens = text.get(at)?.wrapping_sub(b'0');
    let ones = text.get(at + 1)?.wrapping_sub(b'0');
    (tens <= 9 && ones <= 9).then(|| i64::from(tens) * 10 + i64::from(ones))
}

/// Reads `2025-08-27`, `2025/08/27`, with or without a time and an offset; `None` where the text
/// does not begin like that.
#[inline]
fn iso(text: &[u8]) -> Option<Result<Written, &'static str>> {
    let year = two(text, 0)? * 100 + two(text, 2)?;
    let separator = *text.get(4)?;
    if !matches!(separator, b'-' | b'/') || text.get(7) != Some(&separator) {
        return None;
    }
    let (month, day) = (two(text, 5)?, two(text, 8)?);
    let Some(day) = day_number(year, month, day) else {
        return Some(Err(NO_SUCH_DAY));
    };
    let written = Written {
        day,
        ..Written::default()
    };
    match text.get(10) {
        None => return Some(Ok(written)),
        Some(b'T' | b't' | b' ' | b'_') => {}
        Some(_) => return Some(Err(NOT_TIME)),
    }
    Some(time_of_day(&text[11..]).and_then(|(time, rest)| {
        Ok(Written {
            day,
            time,
            offset: offset(rest)?,
        })
    }))
}

/// Reads `10:11`, `10:11:12`, `10:11:12.345678` (a comma will do) and gives back what follows.
#[inline]
fn time_of_day(text: &[u8]) -> Result<(i64, &[u8]), &'static str> {
    let (Some(hour), Some(b':'), Some(minute)) = (two(text, 0), text.get(2), two(text, 3)) else {
        return Err(NOT_TIME);
    };
    let mut second = 0;
    let mut micros = 0;
    let mut rest = &text[5..];
    if rest.first() == Some(&b':') {
        second = two(rest, 1).ok_or(NOT_TIME)?;
        rest = &rest[3..];
        if matches!(rest.first(), Some(b'.' | b',')) {
            let digits = rest[1..]
                .iter()
                .take_while(|byte| byte.is_ascii_digit())
                .count();
            if digits == 0 {
                return Err(NOT_TIME);
            }
            let six = rest[1..=digits].iter().map(|byte| i64::from(byte - b'0'));
            micros = six
                .chain(std::iter::repeat(0))
                .take(6)
                .fold(0, |sum, digit| sum * 10 + digit);
            rest = &rest[digits + 1..];
        }
    }
    // Clocks that know leap seconds write 60; the last second of the minute stands for it.
    let second = if second == 60 { 59 } else { second };
    if hour > 23 || minute > 59 || second > 59 {
        return Err(NOT_TIME);
    }
    Ok((
        ((hour * 60 + minute) * 60 + second) * 1_000_000 + micros,
        rest,
    ))
}

/// Reads `Z`, `+02:00`, `+0200`, `+02`, ` UTC`, `[Europe/Berlin]` after an offset, or nothing.
#[inline]
fn offset(text: &[u8]) -> Result<Option<i64>, &'static str> {
    let text = match text {
        [b' ', rest @ ..] => rest,
        _ => text,
    };
    let (sign, digits) = match text {
        [] => return Ok(None),
        [b'Z' | b'z'] | b"UTC" | b"utc" | b"GMT" => return Ok(Some(0)),
        [b'+', rest @ ..] => (1, rest),
        [b'-', rest @ ..] => (-1, rest),
        _ => return Err(NOT_TIME),
    };
    // RFC 9557 repeats the zone's name behind the offset; the offset has said all.
    let digits = match digits.iter().position(|byte| *byte == b'[') {
        Some(at) if digits.last() == Some(&b']') => &digits[..at],
        _ => digits,
    };
    let (hours, minutes) = match digits.len() {
        2 => (two(digits, 0), Some(0)),
        4 => (two(digits, 0), two(digits, 2)),
        5 if digits[2] == b':' => (two(digits, 0), two(digits, 3)),
        _ => return Err(NOT_TIME),
    };
    match (hours, minutes) {
        (Some(hours @ 0..=23), Some(minutes @ 0..=59)) => {
            Ok(Some(sign * (hours * 60 + minutes) * 60_000_000))
        }
        _ => Err(NOT_TIME),
    }
}

/// Reads dates that people and older programs write: `27/08/2025 10:11`, `8/27/2025 1:05 PM`,
/// `27 Aug 2025`, `Wed, 27 Aug 2025 10:11:12 +0200`, `27/Aug/2025:10:11:12 +0000`,
/// `20250827T101112Z`.
fn words(text: &[u8], order: Option<DayOrder>) -> Result<Written, &'static str> {
    let text = super::text(text).map_err(|_| NOT_TIME)?;
    if text.len() > 64 || !text.is_ascii() {
        return Err(NOT_TIME);
    }
    if let Some(written) = basic(text.as_bytes()) {
        return written;
    }
    let text = strip_weekday(text.trim());
    // The date ends where the first time of day begins.
    let (date_text, time_text) = split_time(text);
    let day = day_of(date_text, order)?;
    if time_text.is_empty() {
        return Ok(Written {
            day,
            ..Written::default()
        });
    }
    let padded;
    let time_text = if time_text.as_bytes().get(1) == Some(&b':') {
        padded = format!("0{time_text}");
        padded.as_str()
    } else {
        time_text
    };
    let (mut time, rest) = time_of_day(time_text.as_bytes())?;
    let mut rest = super::text(rest).map_err(|_| NOT_TIME)?.trim();
    let half = rest.get(..2).map(str::to_ascii_lowercase);
    if let Some(half @ ("am" | "pm")) = half.as_deref() {
        let hour = time / 3_600_000_000;
        if !(1..=12).contains(&hour) {
            return Err(NOT_TIME);
        }
        time %= 3_600_000_000;
        time += (hour % 12 + if half == "pm" { 12 } else { 0 }) * 3_600_000_000;
        rest = rest[2..].trim();
    }
    Ok(Written {
        day,
        time,
        offset: offset(rest.as_bytes())?,
    })
}

/// `20250827T101112Z`
fn basic(text: &[u8]) -> Option<Result<Written, &'static str>> {
    if text.get(8) != Some(&b'T') || !text.get(..8)?.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let clock = text.get(9..)?;
    let (hour, minute, second) = (two(clock, 0)?, two(clock, 2)?, two(clock, 4)?);
    let Some(day) = compact_day(text) else {
        return Some(Err(NO_SUCH_DAY));
    };
    if hour > 23 || minute > 59 || second > 59 {
        return Some(Err(NOT_TIME));
    }
    let time = ((hour * 60 + minute) * 60 + second) * 1_000_000;
    Some(offset(&clock[6..]).map(|offset| Written { day, time, offset }))
}

fn strip_weekday(text: &str) -> &str {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let is_day = letters >= 3
        && ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
            .contains(&text[..3].to_ascii_lowercase().as_str());
    if is_day {
        text[letters..].trim_start_matches([',', '.', ' '])
    } else {
        text
    }
}

/// Splits before `10:11`, whatever separates it from the date; in `27/Aug/2025:10:11:12` the first
/// colon does.
fn split_time(text: &str) -> (&str, &str) {
    let bytes = text.as_bytes();
    for colon in memchr::memchr_iter(b':', bytes) {
        let digits = bytes[..colon]
            .iter()
            .rev()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        if (1..=2).contains(&digits) && two(bytes, colon + 1).is_some() {
            let start = colon - digits;
            return (
                text[..start].trim_end_matches([' ', ',', ':', 'T']),
                &text[start..],
            );
        }
    }
    (text, "")
}

fn day_of(text: &str, order: Option<DayOrder>) -> Result<i32, &'static str> {
    let parts: Vec<&str> = text
        .split(['/', '.', '-', ' ', ','])
        .filter(|part| !part.is_empty())
        .collect();
    let [first, second, third] = parts[..] else {
        return Err(NOT_TIME);
    };
    let number = |part: &str| -> Result<i64, &'static str> {
        let fits = part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
        if fits {
            part.parse().map_err(|_| NOT_TIME)
        } else {
            Err(NOT_TIME)
        }
    };
    let (year, month, day) = if let Some(month) = month_name(second) {
        (third, month, number(first)?)
    } else if let Some(month) = month_name(first) {
        (third, month, number(second)?)
    } else if first.len() == 4 {
        (first, number(second)?, number(third)?)
    } else {
        match order {
            Some(DayOrder::Dmy) => (third, number(second)?, number(first)?),
            Some(DayOrder::Mdy) => (third, number(first)?, number(second)?),
            Some(DayOrder::Ymd) => (first, number(second)?, number(third)?),
            None => {
                for part in [first, second, third] {
                    number(part)?;
                }
                return Err(WHICH_ORDER);
            }
        }
    };
    let year = match (year.len(), number(year)?) {
        (4, year) => year,
        // Two digits: the POSIX pivot.
        (2, year @ 0..=68) => year + 2000,
        (2, year) => year + 1900,
        _ => return Err(NOT_TIME),
    };
    day_number(year, month, day).ok_or(NO_SUCH_DAY)
}

fn month_name(text: &str) -> Option<i64> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let lower = text.to_ascii_lowercase();
    if lower.len() < 3 {
        return None;
    }
    (1..)
        .zip(NAMES)
        .find(|(_, name)| name.starts_with(&lower) || (lower == "sept" && *name == "september"))
        .map(|(month, _)| month)
}

#[cfg(test)]
mod tests;
