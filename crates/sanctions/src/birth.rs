//! A date of birth with how sure the list is of it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::date::{self, Days};
use crate::words::words;

words! {
    /// How precisely a birth is dated.
    Precision {
        /// To the day.
        Day = "day",
        /// To the month.
        Month = "month",
        /// To the year.
        Year = "year",
        /// Between two dates, both included.
        Range = "range",
        /// About then: the truth may lie outside of the stated days.
        Circa = "circa",
        /// The text is kept and names no date that is understood.
        Unread = "unread",
    }
}

/// A date of birth. Without dates the text alone is known.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Birth {
    /// The first day that the text allows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earliest: Option<Date>,
    /// The last day that the text allows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latest: Option<Date>,
    /// How precise it is.
    pub precision: Precision,
    /// The date as the list writes it.
    pub text: String,
    /// A remark of the list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Birth {
    /// Reads "1951", "14.6.1947", "circa 1951", "1951 to 1953", "Between 1959 and 1965", "Approximately 1962" …
    /// `None` for blank text.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        let (about, plain) = without_circa(text);
        if let Some(days) = date::days(plain) {
            return Some(Self::over(days, about, text));
        }
        if let Some((from, to)) = range(plain) {
            return Some(Self {
                earliest: Some(from.first),
                latest: Some(to.last),
                precision: if about {
                    Precision::Circa
                } else {
                    Precision::Range
                },
                text: text.to_owned(),
                note: None,
            });
        }
        Some(Self {
            earliest: None,
            latest: None,
            precision: Precision::Unread,
            text: text.to_owned(),
            note: None,
        })
    }

    /// Reads several births where a text names alternatives: "11.7.1982 or 3.1.1980", "a) 1964 b) 28.8.1962". One birth
    /// where it does not.
    #[must_use]
    pub fn read_all(text: &str) -> Vec<Self> {
        let mut parted = format!(" {text}").replace(" or ", "\n").replace(", ", "\n");
        for mark in 'a'..='h' {
            parted = parted.replace(&format!(" {mark}) "), "\n");
        }
        let births: Vec<Self> = parted.split('\n').filter_map(Self::read).collect();
        if births.len() > 1
            && births
                .iter()
                .all(|birth| birth.precision != Precision::Unread)
        {
            births
        } else {
            Self::read(text).into_iter().collect()
        }
    }

    /// A birth between the first days of two years, both included, as lists give it in two fields.
    #[must_use]
    pub fn between(from: &str, to: &str) -> Option<Self> {
        match (from.trim(), to.trim()) {
            ("", "") => None,
            (from, "") => Self::read(from),
            ("", to) => Self::read(to),
            (from, to) if from == to => Self::read(from),
            (from, to) => Self::read(&format!("{from} to {to}")),
        }
    }

    /// The same birth, of which the list says that it is approximate.
    #[must_use]
    pub fn about(mut self) -> Self {
        if self.precision != Precision::Unread {
            self.precision = Precision::Circa;
        }
        self
    }

    /// The same birth with a remark.
    #[must_use]
    pub fn with_note(mut self, note: &str) -> Self {
        self.note = crate::party::filled(note).or(self.note);
        self
    }

    pub(crate) fn over(days: Days, about: bool, text: &str) -> Self {
        let length = days.last.duration_since(days.first).as_hours() / 24;
        let precision = match length {
            _ if about => Precision::Circa,
            0 => Precision::Day,
            1..=31 => Precision::Month,
            _ if is_whole_year(days) => Precision::Year,
            _ => Precision::Range,
        };
        Self {
            earliest: Some(days.first),
            latest: Some(days.last),
            precision,
            text: text.to_owned(),
            note: None,
        }
    }
}

fn is_whole_year(days: Days) -> bool {
    days.first == days.first.first_of_year() && days.last == days.first.last_of_year()
}

/// Takes "about" in its spellings off the front or the end; says whether there was one.
fn without_circa(text: &str) -> (bool, &str) {
    const ABOUT: [&str; 20] = [
        "approximately",
        "approximatively",
        "approx.",
        "approx",
        "circa",
        "around",
        "about",
        "ca.",
        "ca ",
        "c.",
        "およそ",
        "おおよそ",
        "おおむね",
        "약 ",
        "early",
        "late",
        "mid-",
        "probably",
        "possibly",
        "estimated",
    ];
    const BEHIND: [&str; 12] = [
        "(approximately)",
        "(approximately )",
        "(presumed)",
        " circa",
        "(approx.)",
        "(circa)",
        "(estimated)",
        "approximately",
        "の頃",
        "頃",
        "경",
        "추정",
    ];
    for word in ABOUT {
        if let Some(start) = text.get(..word.len())
            && start.eq_ignore_ascii_case(word)
        {
            return (true, text[word.len()..].trim_start_matches([':', ' ']));
        }
    }
    for word in BEHIND {
        let at = text.len().saturating_sub(word.len());
        if let Some(end) = text.get(at..)
            && end.eq_ignore_ascii_case(word)
        {
            return (true, text[..at].trim_end());
        }
    }
    (false, text)
}

fn range(text: &str) -> Option<(Days, Days)> {
    let low = text.to_ascii_lowercase();
    let text = if low.starts_with("between ") {
        text[8..].trim()
    } else if low.starts_with("from ") {
        text[5..].trim()
    } else {
        text
    };
    let text = ["までの間", "の間", "생", "まれ", "生"]
        .iter()
        .find_map(|end| text.strip_suffix(end))
        .unwrap_or(text);
    let years = |a: &str, b: &str| -> Option<(Days, Days)> {
        let (from, to) = (date::days(a)?, date::days(b)?);
        (from.first <= to.last).then_some((from, to))
    };
    for link in [
        " to ", " and ", " - ", "から", "부터", "–", "/", "-", "～", "~",
    ] {
        if let Some((from, to)) = text.split_once(link)
            && let Some(found) = years(from, to)
        {
            return Some(found);
        }
    }
    // "1951-53": the second year leaves out its century.
    let (from, to) = text.split_once(['-', '/', '–'])?;
    let (from, to) = (from.trim(), to.trim());
    let is_short = from.len() == 4 && to.len() == 2 && to.bytes().all(|b| b.is_ascii_digit());
    is_short.then(|| years(from, &format!("{}{to}", &from[..2])))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uncertainty_is_kept() {
        for (text, precision, earliest, latest) in [
            ("14.6.1947", Precision::Day, "1947-06-14", "1947-06-14"),
            ("Mar 1959", Precision::Month, "1959-03-01", "1959-03-31"),
            ("1951", Precision::Year, "1951-01-01", "1951-12-31"),
            ("circa 1951", Precision::Circa, "1951-01-01", "1951-12-31"),
            (
                "Approximately 1962",
                Precision::Circa,
                "1962-01-01",
                "1962-12-31",
            ),
            ("1951 to 1953", Precision::Range, "1951-01-01", "1953-12-31"),
            (
                "Between 1959 and 1965",
                Precision::Range,
                "1959-01-01",
                "1965-12-31",
            ),
            ("1968/1969", Precision::Range, "1968-01-01", "1969-12-31"),
            ("1975-80", Precision::Range, "1975-01-01", "1980-12-31"),
            (
                "01 Jan 1960 to 31 Dec 1965",
                Precision::Range,
                "1960-01-01",
                "1965-12-31",
            ),
            (
                "1963年から1968年の間",
                Precision::Range,
                "1963-01-01",
                "1968-12-31",
            ),
            ("1970年頃", Precision::Circa, "1970-01-01", "1970-12-31"),
            (
                "circa 1967-1968",
                Precision::Circa,
                "1967-01-01",
                "1968-12-31",
            ),
        ] {
            let birth = Birth::read(text).expect("text that is not blank");
            assert_eq!(birth.precision, precision, "{text}");
            assert_eq!(birth.earliest.expect(text).to_string(), earliest, "{text}");
            assert_eq!(birth.latest.expect(text).to_string(), latest, "{text}");
            assert_eq!(birth.text, text);
        }
    }

    #[test]
    fn alternatives_are_births_of_their_own() {
        let earliest = |text: &str| -> Vec<String> {
            let births = Birth::read_all(text);
            births
                .iter()
                .filter_map(|birth| Some(birth.earliest?.to_string()))
                .collect()
        };
        assert_eq!(
            earliest("11.7.1982 or 3.1.1980"),
            ["1982-07-11", "1980-01-03"]
        );
        assert_eq!(
            earliest("a) 1964 b) 28.8.1962"),
            ["1964-01-01", "1962-08-28"]
        );
        assert_eq!(earliest("March 27, 1950"), ["1950-03-27"]);
        assert_eq!(Birth::read_all("Qom, Iran").len(), 1, "the text is kept");
        assert_eq!(Birth::read_all("1970 circa")[0].precision, Precision::Circa);
    }

    #[test]
    fn a_text_that_names_no_date_is_kept_as_text() {
        let birth = Birth::read("in his thirties").expect("text that is not blank");
        assert_eq!((birth.precision, birth.earliest), (Precision::Unread, None));
        assert_eq!(Birth::read("  "), None);
    }
}
