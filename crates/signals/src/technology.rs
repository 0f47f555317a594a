//! When technologies first became public: nobody has used one for longer.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::table::rows;

static TABLE: &str = include_str!("../data/technologies.csv");

/// A month of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct YearMonth {
    /// The year.
    pub year: i16,
    /// The month, 1 to 12.
    pub month: i8,
}

impl YearMonth {
    /// Whole months from this month to another; negative when the other is earlier.
    pub fn months_until(self, other: YearMonth) -> i32 {
        (i32::from(other.year) - i32::from(self.year)) * 12 + i32::from(other.month)
            - i32::from(self.month)
    }
}

static FIRST_RELEASES: LazyLock<HashMap<String, YearMonth>> = LazyLock::new(|| {
    let mut table = HashMap::new();
    for row in rows(TABLE) {
        let [names, date] = row[..] else { continue };
        let Some((year, month)) = date.split_once('-') else {
            continue;
        };
        if let (Ok(year), Ok(month)) = (year.parse(), month.parse()) {
            for name in names.split('|') {
                table.insert(key(name), YearMonth { year, month });
            }
        }
    }
    table
});

/// The month in which the public could first use a technology; `None` when it is not in the table.
///
/// Case, spaces, dots, hyphens and a trailing `js` or `lang` do not matter.
///
/// ```
/// use bonafide_signals::technology::first_release;
/// assert_eq!(first_release("React.js"), first_release("react"));
/// ```
pub fn first_release(name: &str) -> Option<YearMonth> {
    FIRST_RELEASES.get(&key(name)).copied()
}

/// The name in the form in which it is looked up.
pub fn key(name: &str) -> String {
    let low = crate::fold::plain(name);
    let kept: String = low
        .chars()
        .filter(|letter| letter.is_alphanumeric() || matches!(letter, '+' | '#'))
        .collect();
    let stem = kept
        .strip_suffix("js")
        .or_else(|| kept.strip_suffix("lang"))
        .unwrap_or(&kept);
    if stem.chars().count() >= 2 {
        stem.to_owned()
    } else {
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read_whole() {
        let lines = rows(TABLE).count();
        assert!(lines >= 80, "{lines}");
        let names: usize = rows(TABLE).map(|row| row[0].split('|').count()).sum();
        assert_eq!(
            FIRST_RELEASES.len(),
            names,
            "two rows name one technology, or a date cannot be read"
        );
        assert!(
            FIRST_RELEASES
                .values()
                .all(|date| (1..=12).contains(&date.month) && date.year > 1960)
        );
    }

    #[test]
    fn spellings_do_not_matter() {
        for (a, b) in [
            ("Next.js", "nextjs"),
            ("GoLang", "go"),
            ("c#", "C #"),
            ("Vue", "vue.js"),
        ] {
            assert_eq!(first_release(a), first_release(b), "{a} {b}");
            assert!(first_release(a).is_some(), "{a}");
        }
        assert_eq!(first_release("c"), None);
        assert_ne!(first_release("c++"), first_release("c#"));
    }

    #[test]
    fn years_of_use_are_bounded() {
        let flutter = first_release("Flutter").expect("in the table");
        assert!(
            flutter.months_until(YearMonth {
                year: 2020,
                month: 1
            }) < 36
        );
    }
}
