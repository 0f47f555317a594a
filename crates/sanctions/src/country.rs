//! Countries as lists name them: by code, by name, by adjective.

use std::cell::RefCell;
use std::collections::HashMap;

/// Spellings of lists that the general table of countries lacks: adjectives of nationality and the publishers' own
/// ways to write a name.
const SPELLINGS: &str = include_str!("country_spellings.csv");

thread_local! {
    static KNOWN: RefCell<HashMap<String, Option<&'static str>>> = RefCell::new(HashMap::new());
    static OWN: HashMap<&'static str, &'static str> = SPELLINGS
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.rsplit_once(','))
        .collect();
}

/// How many spellings are remembered; a list has a few hundred, an attacker's list may have millions.
const REMEMBERED: usize = 8192;

/// The two-letter code of a country; `None` where the text names none that is known.
pub(crate) fn code(text: &str) -> Option<String> {
    static_code(text).map(str::to_owned)
}

pub(crate) fn static_code(text: &str) -> Option<&'static str> {
    let text = text.trim().trim_end_matches('.');
    // The longest name of a country is shorter than this.
    if text.is_empty() || text.len() > 80 {
        return None;
    }
    KNOWN.with_borrow_mut(|known| {
        if let Some(code) = known.get(text) {
            return *code;
        }
        let found = look_up(text);
        if known.len() < REMEMBERED {
            known.insert(text.to_owned(), found);
        }
        found
    })
}

/// The country that a line ends with, behind its last comma or as a whole.
pub(crate) fn at_the_end(line: &str) -> Option<String> {
    let line = line.trim().trim_end_matches(['.', ';', ',']);
    if let Some(code) = code(line) {
        return Some(code);
    }
    // "Pyongyang, Korea, North": the country's own name may hold a comma.
    let mut commas = line.rmatch_indices(',').map(|(at, _)| at);
    let last = commas.next()?;
    code(&line[last + 1..]).or_else(|| code(&line[commas.next()? + 1..]))
}

fn look_up(text: &str) -> Option<&'static str> {
    let lower = text.to_lowercase();
    OWN.with(|own| own.get(lower.as_str()).copied())
        .or_else(|| bonafide_signals::country::parse(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn publishers_spellings_are_understood() {
        for (text, wanted) in [
            ("Korea, North", "KP"),
            ("Democratic People's Republic of Korea", "KP"),
            ("DPRK", "KP"),
            ("North Korean", "KP"),
            ("Korea, South", "KR"),
            ("Russian", "RU"),
            ("Iran (Islamic Republic of)", "IR"),
            ("Burma", "MM"),
            ("Myanmar/Burma", "MM"),
            ("Congo, Democratic Republic of the", "CD"),
            ("Syrian Arab Republic", "SY"),
            ("PRK", "KP"),
            ("Turkey", "TR"),
            ("北朝鮮", "KP"),
            ("북한", "KP"),
        ] {
            assert_eq!(code(text).as_deref(), Some(wanted), "{text}");
        }
        assert_eq!(code("Atlantis"), None);
        assert_eq!(at_the_end("Pyongyang, Korea, North").as_deref(), Some("KP"));
        assert_eq!(
            at_the_end("12 High Street, London, United Kingdom").as_deref(),
            Some("GB")
        );
    }
}
