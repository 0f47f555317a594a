//! Postal addresses: one spelling for one door.

use crate::fold;

/// Words and the abbreviation that stands for them in the canonical form.
const ABBREVIATIONS: [(&str, &str); 53] = [
    ("street", "st"),
    ("str", "st"),
    ("avenue", "ave"),
    ("av", "ave"),
    ("road", "rd"),
    ("boulevard", "blvd"),
    ("drive", "dr"),
    ("lane", "ln"),
    ("court", "ct"),
    ("place", "pl"),
    ("square", "sq"),
    ("terrace", "ter"),
    ("highway", "hwy"),
    ("parkway", "pkwy"),
    ("circle", "cir"),
    ("trail", "trl"),
    ("crescent", "cres"),
    ("close", "cl"),
    ("way", "wy"),
    ("plaza", "plz"),
    ("expressway", "expy"),
    ("route", "rte"),
    ("mount", "mt"),
    ("fort", "ft"),
    ("saint", "st"),
    ("north", "n"),
    ("south", "s"),
    ("east", "e"),
    ("west", "w"),
    ("northeast", "ne"),
    ("northwest", "nw"),
    ("southeast", "se"),
    ("southwest", "sw"),
    ("building", "bldg"),
    ("first", "1st"),
    ("second", "2nd"),
    ("third", "3rd"),
    ("fourth", "4th"),
    ("fifth", "5th"),
    ("sixth", "6th"),
    ("seventh", "7th"),
    ("eighth", "8th"),
    ("ninth", "9th"),
    ("tenth", "10th"),
    ("strasse", "st"),
    ("ulitsa", "ul"),
    ("улица", "ул"),
    ("проспект", "пр"),
    ("дом", "д"),
    ("calle", "c"),
    ("avenida", "ave"),
    ("boul", "blvd"),
    ("sankt", "st"),
];

/// Words that announce a part of a building.
const UNIT_WORDS: [&str; 20] = [
    "apt",
    "apartment",
    "unit",
    "suite",
    "ste",
    "flat",
    "room",
    "rm",
    "no",
    "appt",
    "apto",
    "office",
    "wohnung",
    "kv",
    "fl",
    "floor",
    "nr",
    "number",
    "квартира",
    "кв",
];

/// The address in one form: folded, punctuation gone, usual words abbreviated, unit words unified to `unit`.
///
/// ```
/// use bonafide_signals::address::normalise;
/// assert_eq!(normalise("12 Main Street, Apt. #4B, Springfield"), normalise("12 MAIN ST APARTMENT 4b SPRINGFIELD"));
/// ```
pub fn normalise(text: &str) -> String {
    parts(text).join(" ")
}

/// The key of one dwelling, wherever in the text the unit stands: `12 main st springfield #4b`.
/// `None` when the address names no unit.
pub fn unit_key(text: &str) -> Option<String> {
    let mut parts = parts(text);
    let place = parts.iter().position(|part| part == "unit")?;
    let unit = parts.get(place + 1)?.clone();
    parts.drain(place..place + 2);
    (!parts.is_empty()).then(|| format!("{} #{unit}", parts.join(" ")))
}

/// The key of the building: the address without its unit.
pub fn building_key(text: &str) -> String {
    let mut parts = parts(text);
    if let Some(place) = parts.iter().position(|part| part == "unit") {
        parts.drain(place..(place + 2).min(parts.len()));
    }
    parts.join(" ")
}

fn parts(text: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    // The sign names a unit as the word does.
    let words = fold::words(&text.replace('#', " unit "));
    for (place, word) in words.iter().enumerate() {
        let next_has_digit = words.get(place + 1).is_some_and(|next| {
            next == "unit" || next.len() == 1 || next.bytes().any(|letter| letter.is_ascii_digit())
        });
        if word == "unit" || (UNIT_WORDS.contains(&word.as_str()) && next_has_digit && place > 0) {
            if parts.last().is_none_or(|last| last != "unit") {
                parts.push("unit".to_owned());
            }
            continue;
        }
        let short = ABBREVIATIONS
            .iter()
            .find(|(long, _)| long == word)
            .map_or(word.as_str(), |(_, short)| short);
        parts.push(short.to_owned());
    }
    parts
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn spellings_of_one_door_are_equal() {
        for (a, b) in [
            ("100 North Fifth Avenue, Suite 200", "100 N 5th Ave Ste 200"),
            ("Hauptstraße 5, Berlin", "HAUPTSTRASSE 5 BERLIN"),
            ("7 Elm Rd. # 3", "7 elm road, unit #3"),
        ] {
            assert_eq!(normalise(a), normalise(b));
        }
    }

    #[test]
    fn the_unit_is_found_wherever_it_stands() {
        let key = Some("12 main st springfield #4b");
        assert_eq!(
            unit_key("12 Main Street Apt 4B, Springfield").as_deref(),
            key
        );
        assert_eq!(unit_key("12 Main St, Springfield, Unit 4b").as_deref(), key);
        assert_eq!(unit_key("12 Main St, Springfield"), None);
        assert_eq!(
            building_key("12 Main St Apt 4B, Springfield"),
            building_key("12 Main Street, Springfield, #5")
        );
    }

    #[test]
    fn neighbours_stay_apart() {
        assert_ne!(unit_key("12 Main St Apt 4B"), unit_key("12 Main St Apt 4C"));
        assert_ne!(normalise("12 Main St"), normalise("14 Main St"));
    }

    proptest! {
        #[test]
        fn normalising_twice_changes_nothing(text in "[a-zA-Z0-9 ,.#]{0,60}") {
            let once = normalise(&text);
            prop_assert_eq!(normalise(&once), once);
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,80}") {
            let _ = (normalise(&text), unit_key(&text), building_key(&text));
        }
    }
}
