//! Which script a text is written in, told from its letters.

/// The script of most letters, by its four-letter code (ISO 15924); `None` without letters. A text in Han characters
/// with kana is Japanese (`Jpan`), one with Hangul is Korean (`Kore`) when Han characters stand beside it.
pub(crate) fn of(text: &str) -> Option<&'static str> {
    if text.is_ascii() {
        return text
            .bytes()
            .any(|letter| letter.is_ascii_alphabetic())
            .then_some("Latn");
    }
    let mut seen: [(&'static str, u32); RANGES.len() + 1] = [("Latn", 0); RANGES.len() + 1];
    for letter in text.chars().filter(|letter| letter.is_alphabetic()) {
        let place = RANGES
            .iter()
            .position(|(first, last, _)| (*first..=*last).contains(&(letter as u32)));
        let slot = place.map_or(0, |place| place + 1);
        seen[slot].0 = place.map_or("Latn", |place| RANGES[place].2);
        seen[slot].1 += 1;
    }
    let total = |script: &str| -> u32 {
        seen.iter()
            .filter(|(name, _)| *name == script)
            .map(|(_, count)| count)
            .sum()
    };
    let (best, count) = seen
        .iter()
        .map(|(name, _)| (*name, total(name)))
        .max_by_key(|(_, count)| *count)?;
    match best {
        _ if count == 0 => None,
        "Hani" | "Kana" if total("Kana") > 0 && total("Hani") > 0 => Some("Jpan"),
        "Hang" if total("Hani") > 0 => Some("Kore"),
        best => Some(best),
    }
}

/// Whether a letter belongs to a script other than Latin.
pub(crate) fn is_foreign(letter: char) -> bool {
    letter.is_alphabetic()
        && RANGES
            .iter()
            .any(|(first, last, _)| (*first..=*last).contains(&(letter as u32)))
}

/// First letter, last letter, script. Everything else alphabetic counts as Latin, whose blocks are scattered.
const RANGES: [(u32, u32, &str); 27] = [
    (0x0370, 0x03ff, "Grek"),
    (0x1f00, 0x1fff, "Grek"),
    (0x0400, 0x052f, "Cyrl"),
    (0x0530, 0x058f, "Armn"),
    (0x0590, 0x05ff, "Hebr"),
    (0x0600, 0x06ff, "Arab"),
    (0x0750, 0x077f, "Arab"),
    (0x08a0, 0x08ff, "Arab"),
    (0xfb50, 0xfdff, "Arab"),
    (0xfe70, 0xfeff, "Arab"),
    (0x0900, 0x097f, "Deva"),
    (0x0980, 0x09ff, "Beng"),
    (0x0b80, 0x0bff, "Taml"),
    (0x0d80, 0x0dff, "Sinh"),
    (0x0e00, 0x0e7f, "Thai"),
    (0x0e80, 0x0eff, "Laoo"),
    (0x1000, 0x109f, "Mymr"),
    (0x10a0, 0x10ff, "Geor"),
    (0x1100, 0x11ff, "Hang"),
    (0x1200, 0x137f, "Ethi"),
    (0x1780, 0x17ff, "Khmr"),
    (0x3040, 0x30ff, "Kana"),
    (0x3130, 0x318f, "Hang"),
    (0x3400, 0x9fff, "Hani"),
    (0xac00, 0xd7af, "Hang"),
    (0xff66, 0xff9f, "Kana"),
    (0x20000, 0x323af, "Hani"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_tell_the_script() {
        for (text, script) in [
            ("Kim Ung Sun", Some("Latn")),
            ("Ŭngsun", Some("Latn")),
            ("김응순", Some("Hang")),
            ("金應順", Some("Hani")),
            ("Ким Ын Сун", Some("Cyrl")),
            ("أبوبكر", Some("Arab")),
            ("山田タロウ", Some("Jpan")),
            ("АО «ГОСНИИ» JSC", Some("Cyrl")),
            ("2007", None),
            ("", None),
        ] {
            assert_eq!(of(text), script, "{text}");
        }
    }
}
