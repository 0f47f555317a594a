//! Days as publishers write them: 2011-12-31, 31.12.2011, 31/12/2011, 31 Dec 2011, 昭和31年12月31日.

use jiff::civil::Date;

/// A stretch of days that a text names: one day, a month or a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Days {
    pub(crate) first: Date,
    pub(crate) last: Date,
}

impl Days {
    pub(crate) fn day(date: Date) -> Self {
        Self {
            first: date,
            last: date,
        }
    }

    pub(crate) fn month(year: i16, month: i8) -> Option<Self> {
        let first = Date::new(year, month, 1).ok()?;
        Some(Self {
            first,
            last: first.last_of_month(),
        })
    }

    pub(crate) fn year(year: i16) -> Option<Self> {
        let first = plausible_year(year).then(|| Date::new(year, 1, 1).ok())??;
        Some(Self {
            first,
            last: first.last_of_year(),
        })
    }
}

/// Years outside of this are misreadings, not dates of a list.
fn plausible_year(year: i16) -> bool {
    (1800..=2200).contains(&year)
}

/// Reads one day; `None` for a month, a year or anything else.
pub(crate) fn day(text: &str) -> Option<Date> {
    let days = days(text)?;
    (days.first == days.last).then_some(days.first)
}

/// Reads a day, a month or a year. Numbers with dots, strokes or hyphens are day first, unless the year leads.
pub(crate) fn days(text: &str) -> Option<Days> {
    let text = text.trim().trim_end_matches(['.', ',']);
    if text.is_empty() || text.len() > 60 {
        return None;
    }
    if text.bytes().all(|letter| letter.is_ascii_digit()) {
        return match text.len() {
            4 => Days::year(text.parse().ok()?),
            8 => of_numbers(
                text[..4].parse().ok()?,
                text[4..6].parse().ok()?,
                text[6..].parse().ok()?,
            ),
            _ => None,
        };
    }
    if !text.is_ascii()
        && let Some(days) = east_asian(text)
    {
        return Some(days);
    }
    // An hour behind the day ("2011-12-31T00:00:00", "31/12/2011 00:00:00") says nothing more.
    let text = match text.find(['T', ' ']) {
        Some(at)
            if text[..at].len() >= 8
                && text[..at]
                    .bytes()
                    .all(|b| b.is_ascii_digit() || b"-./".contains(&b))
                && text[at + 1..].starts_with(|c: char| c.is_ascii_digit())
                && text[at + 1..].contains(':') =>
        {
            &text[..at]
        }
        _ => text,
    };
    let words: Vec<&str> = text
        .split(['.', '/', '-', ' ', ',', '\u{a0}'])
        .filter(|word| !word.is_empty())
        .collect();
    match words[..] {
        [a, b, c] => three(a, b, c),
        [a, b] => two(a, b),
        _ => None,
    }
}

fn three(a: &str, b: &str, c: &str) -> Option<Days> {
    if let Some(month) = month_name(b) {
        return of_numbers(number(c)?, month, number(ordinal(a))?);
    }
    if let Some(month) = month_name(a) {
        return of_numbers(number(c)?, month, number(ordinal(b))?);
    }
    if a.len() == 4 {
        return of_numbers(number(a)?, number(b)?, number(c)?);
    }
    if c.len() == 4 {
        return of_numbers(number(c)?, number(b)?, number(a)?);
    }
    None
}

fn two(a: &str, b: &str) -> Option<Days> {
    let (year, month) = match (month_name(a), month_name(b)) {
        (Some(month), _) => (number(b)?, month),
        (_, Some(month)) => (number(a)?, month),
        _ if a.len() == 4 && b.len() <= 2 => (number(a)?, number(b)?),
        _ if b.len() == 4 && a.len() <= 2 => (number(b)?, number(a)?),
        _ => return None,
    };
    month_of(year, month)
}

/// Some publishers write 00 for a day or month that is not known.
fn of_numbers(year: i32, month: i32, day: i32) -> Option<Days> {
    match (month, day) {
        (0, 0) => Days::year(i16::try_from(year).ok()?),
        (_, 0) => month_of(year, month),
        _ => {
            let year = i16::try_from(year).ok()?;
            let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
            plausible_year(year).then(|| Days::day(date))
        }
    }
}

fn month_of(year: i32, month: i32) -> Option<Days> {
    let year = i16::try_from(year).ok()?;
    plausible_year(year)
        .then(|| Days::month(year, i8::try_from(month).ok()?))
        .flatten()
}

fn number(text: &str) -> Option<i32> {
    let is_number =
        !text.is_empty() && text.len() <= 4 && text.bytes().all(|letter| letter.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

fn ordinal(text: &str) -> &str {
    ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|end| text.strip_suffix(end))
        .unwrap_or(text)
}

/// The month that a word of at least three letters starts.
fn month_name(word: &str) -> Option<i32> {
    const MONTHS: [&str; 12] = [
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
    if word.len() < 3 || !word.is_ascii() || word.as_bytes()[0].is_ascii_digit() {
        return None;
    }
    let word = word.to_ascii_lowercase();
    let place = MONTHS.iter().position(|month| {
        month.starts_with(word.as_str()) || (word == "sept" && *month == "september")
    })?;
    i32::try_from(place + 1).ok()
}

/// "1956年12月31日", "昭和31年12月31日", "1956년 12월 31일"; digits may be full-width.
fn east_asian(text: &str) -> Option<Days> {
    let plain: String = text
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .map(|letter| match letter {
            '０'..='９' => char::from(b'0' + (letter as u32 - '０' as u32) as u8),
            '．' => '.',
            '／' => '/',
            '－' => '-',
            '元' => '1',
            other => other,
        })
        .collect();
    if plain.is_ascii() {
        return days(&plain);
    }
    const ERAS: [(&str, i32); 10] = [
        ("明治", 1867),
        ("大正", 1911),
        ("昭和", 1925),
        ("平成", 1988),
        ("令和", 2018),
        ("㍾", 1867),
        ("㍽", 1911),
        ("㍼", 1925),
        ("㍻", 1988),
        ("㋿", 2018),
    ];
    let (rest, before) = ERAS
        .iter()
        .find_map(|(era, before)| Some((plain.strip_prefix(era)?, *before)))
        .or_else(|| Some((plain.strip_prefix("西暦")?, 0)))
        .unwrap_or((plain.as_str(), 0));
    let (year, rest) = rest.split_once('年').or_else(|| rest.split_once('년'))?;
    let year = number(year)? + before;
    if rest.is_empty() {
        return Days::year(i16::try_from(year).ok()?);
    }
    let (month, rest) = rest.split_once('月').or_else(|| rest.split_once('월'))?;
    let month = number(month)?;
    if rest.is_empty() {
        return month_of(year, month);
    }
    let day = rest
        .strip_suffix('日')
        .or_else(|| rest.strip_suffix('일'))?;
    of_numbers(year, month, number(day)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_publishers_write_them() {
        for (text, first, last) in [
            ("2011-12-31", "2011-12-31", "2011-12-31"),
            ("2011-12-31T00:00:00.000Z", "2011-12-31", "2011-12-31"),
            ("31.12.2011", "2011-12-31", "2011-12-31"),
            ("1.2.2011", "2011-02-01", "2011-02-01"),
            ("31/12/2011", "2011-12-31", "2011-12-31"),
            ("31 Dec 2011", "2011-12-31", "2011-12-31"),
            ("14 July 2026", "2026-07-14", "2026-07-14"),
            ("March 27, 1950", "1950-03-27", "1950-03-27"),
            ("3rd Sept. 2001", "2001-09-03", "2001-09-03"),
            ("20190705", "2019-07-05", "2019-07-05"),
            ("Dec 2011", "2011-12-01", "2011-12-31"),
            ("2012-02", "2012-02-01", "2012-02-29"),
            ("00/00/1965", "1965-01-01", "1965-12-31"),
            ("00/03/1965", "1965-03-01", "1965-03-31"),
            ("1965", "1965-01-01", "1965-12-31"),
            ("1956年12月31日", "1956-12-31", "1956-12-31"),
            ("昭和３１年１２月３１日", "1956-12-31", "1956-12-31"),
            ("平成元年1月8日", "1989-01-08", "1989-01-08"),
            ("1956년 12월", "1956-12-01", "1956-12-31"),
        ] {
            let days = days(text).unwrap_or_else(|| panic!("{text} is a date"));
            assert_eq!(days.first.to_string(), first, "{text}");
            assert_eq!(days.last.to_string(), last, "{text}");
        }
        for text in [
            "",
            "31.13.2011",
            "9999999999",
            "yesterday",
            "1.2.3",
            "12345",
            "0000",
        ] {
            assert_eq!(days(text), None, "{text}");
        }
    }
}
