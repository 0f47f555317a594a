//! Country codes and names: ISO 3166-1 (249 codes) and XK for Kosovo.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::fold;
use crate::table::rows;

static TABLE: &str = include_str!("../data/countries.csv");

struct Countries {
    by_code: Vec<Option<Country>>,
    by_spelling: HashMap<String, &'static str>,
}

#[derive(Clone, Copy)]
struct Country {
    alpha_2: &'static str,
    alpha_3: &'static str,
    name: &'static str,
}

static COUNTRIES: LazyLock<Countries> = LazyLock::new(|| {
    let mut by_code = vec![None; SLOTS];
    let mut by_spelling = HashMap::new();
    for row in rows(TABLE) {
        let [alpha_2, alpha_3, name, aliases] = row[..] else {
            continue;
        };
        let Some(slot) = slot(alpha_2) else { continue };
        by_code[slot] = Some(Country {
            alpha_2,
            alpha_3,
            name,
        });
        for spelling in [alpha_3, name].into_iter().chain(aliases.split('|')) {
            let spelling = folded(spelling);
            if !spelling.is_empty() {
                by_spelling.entry(spelling).or_insert(alpha_2);
            }
        }
    }
    Countries {
        by_code,
        by_spelling,
    }
});

/// Number of two-letter codes there can be; see [`slot`].
pub(crate) const SLOTS: usize = 26 * 26;

/// The place of a two-letter code in a table of [`SLOTS`] entries; either case.
pub(crate) fn slot(code: &str) -> Option<usize> {
    match code.as_bytes() {
        [first, second] if first.is_ascii_alphabetic() && second.is_ascii_alphabetic() => {
            let index = |letter: &u8| usize::from(letter.to_ascii_uppercase() - b'A');
            Some(index(first) * 26 + index(second))
        }
        _ => None,
    }
}

/// The ISO alpha-2 code for a code (alpha-2, alpha-3) or an English name in common use.
///
/// ```
/// assert_eq!(bonafide_signals::country::parse("South Korea"), Some("KR"));
/// assert_eq!(bonafide_signals::country::parse("prk"), Some("KP"));
/// ```
pub fn parse(text: &str) -> Option<&'static str> {
    let text = text.trim();
    // "UK" is not an ISO code but stands for one everywhere; the look-up by spelling knows it.
    if let Some(country) = slot(text).and_then(|slot| COUNTRIES.by_code[slot]) {
        return Some(country.alpha_2);
    }
    COUNTRIES.by_spelling.get(&folded(text)).copied()
}

/// The common English name of an alpha-2 code.
pub fn name(code: &str) -> Option<&'static str> {
    Some(COUNTRIES.by_code[slot(code.trim())?]?.name)
}

/// The ISO alpha-3 code of an alpha-2 code.
pub fn alpha_3(code: &str) -> Option<&'static str> {
    Some(COUNTRIES.by_code[slot(code.trim())?]?.alpha_3)
}

/// All alpha-2 codes, in alphabetical order.
pub fn codes() -> impl Iterator<Item = &'static str> {
    COUNTRIES
        .by_code
        .iter()
        .flatten()
        .map(|country| country.alpha_2)
}

fn folded(text: &str) -> String {
    fold::words(&text.replace('&', " and ").replace('.', "")).concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_iso_codes_and_kosovo_are_known() {
        assert_eq!(codes().count(), 250);
        assert!(
            codes()
                .all(|code| parse(code) == Some(code) && name(code).and_then(parse) == Some(code))
        );
        assert!(codes().all(|code| alpha_3(code).and_then(parse) == Some(code)));
    }

    #[test]
    fn spellings_met_in_records_are_understood() {
        for (text, code) in [
            ("U.S.A.", "US"),
            (" united states of america ", "US"),
            ("uk", "GB"),
            ("Türkiye", "TR"),
            ("Cote d’Ivoire", "CI"),
            ("Viet Nam", "VN"),
            ("Korea, Democratic People's Republic of", "KP"),
            ("Korea, Republic of", "KR"),
            ("Hong Kong SAR", "HK"),
            ("Trinidad & Tobago", "TT"),
            ("xk", "XK"),
        ] {
            assert_eq!(parse(text), Some(code), "{text}");
        }
    }

    #[test]
    fn other_text_is_no_country() {
        for text in ["", "ZZ", "Atlantis", "é", "12", "remote"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
