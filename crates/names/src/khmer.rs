//! Khmer in Latin letters, roughly as the United Nations and Cambodians themselves spell names.
//!
//! A consonant belongs to one of two series, and a vowel sign sounds differently after each; a consonant without a vowel
//! sign carries a vowel of its own, but for the last of a word and for one that another is written below.

/// The series of a consonant: which vowels it takes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Series {
    First,
    Second,
}

use Series::{First, Second};

/// Written between two consonants: the second stands below the first, and no vowel is between them.
const BELOW: char = '\u{17D2}';
/// Above a letter that is not spoken.
const SILENCED: char = '\u{17CD}';
/// Moves a consonant to the first series; ប is p before it.
const TO_FIRST: char = '\u{17C9}';
/// Moves a consonant to the second series.
const TO_SECOND: char = '\u{17CA}';

fn consonant(letter: char) -> Option<(&'static str, Series)> {
    Some(match letter {
        'ក' => ("k", First),
        'ខ' => ("kh", First),
        'គ' => ("k", Second),
        'ឃ' => ("kh", Second),
        'ង' => ("ng", Second),
        'ច' => ("ch", First),
        'ឆ' => ("chh", First),
        'ជ' => ("ch", Second),
        'ឈ' => ("chh", Second),
        'ញ' => ("nh", Second),
        'ដ' => ("d", First),
        'ឋ' => ("th", First),
        'ឌ' => ("d", Second),
        'ឍ' => ("th", Second),
        'ណ' => ("n", First),
        'ត' => ("t", First),
        'ថ' => ("th", First),
        'ទ' => ("t", Second),
        'ធ' => ("th", Second),
        'ន' => ("n", Second),
        'ប' => ("b", First),
        'ផ' => ("ph", First),
        'ព' => ("p", Second),
        'ភ' => ("ph", Second),
        'ម' => ("m", Second),
        'យ' => ("y", Second),
        'រ' => ("r", Second),
        'ល' => ("l", Second),
        'វ' => ("v", Second),
        'ស' => ("s", First),
        'ហ' => ("h", First),
        'ឡ' => ("l", First),
        'អ' => ("", First),
        _ => return None,
    })
}

/// A vowel sign after a consonant of the first and of the second series.
fn vowel(sign: char) -> Option<[&'static str; 2]> {
    Some(match sign {
        '\u{17B6}' => ["a", "ea"],
        '\u{17B7}' => ["e", "i"],
        '\u{17B8}' => ["ei", "i"],
        '\u{17B9}' => ["oe", "ue"],
        '\u{17BA}' => ["eu", "ue"],
        '\u{17BB}' => ["o", "u"],
        '\u{17BC}' => ["ou", "u"],
        '\u{17BD}' => ["uo", "uo"],
        '\u{17BE}' => ["ae", "eu"],
        '\u{17BF}' => ["oea", "oea"],
        '\u{17C0}' => ["ie", "ie"],
        '\u{17C1}' => ["e", "e"],
        '\u{17C2}' => ["e", "e"],
        '\u{17C3}' => ["ai", "ey"],
        '\u{17C4}' => ["ao", "o"],
        '\u{17C5}' => ["au", "ov"],
        _ => return None,
    })
}

/// Vowels that stand by themselves.
fn independent(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ឥ' | 'ឦ' => "e",
        'ឧ' => "o",
        'ឨ' => "ok",
        'ឩ' => "ou",
        'ឪ' => "ov",
        'ឫ' | 'ឬ' => "rue",
        'ឭ' | 'ឮ' => "lue",
        'ឯ' => "e",
        'ឰ' => "ai",
        'ឱ' | 'ឲ' => "ao",
        'ឳ' => "au",
        _ => return None,
    })
}

/// A word in Latin letters.
pub(crate) fn romanise(word: &[char], out: &mut String) {
    let mut at = 0;
    while let Some(letter) = word.get(at) {
        at += 1;
        let Some((mut sound, mut series)) = consonant(*letter) else {
            out.push_str(independent(*letter).unwrap_or_default());
            continue;
        };
        match word.get(at) {
            Some(&TO_FIRST) => {
                sound = if sound == "b" { "p" } else { sound };
                series = First;
                at += 1;
            }
            Some(&TO_SECOND) => {
                series = Second;
                at += 1;
            }
            _ => {}
        }
        out.push_str(sound);
        // What is written below is spoken after it; which series then gives the vowel is taken from the letter above.
        while let (Some(&BELOW), Some((below, _))) = (
            word.get(at),
            word.get(at + 1).and_then(|next| consonant(*next)),
        ) {
            out.push_str(below);
            at += 2;
        }
        let next = word.get(at).copied();
        let of_series = |sounds: [&'static str; 2]| match series {
            First => sounds[0],
            Second => sounds[1],
        };
        match next.and_then(vowel) {
            Some(sounds) => {
                out.push_str(of_series(sounds));
                at += 1;
            }
            // The last of a word carries no vowel, nor does a silenced letter.
            None if !matches!(next, None | Some(SILENCED)) => out.push_str(of_series(["a", "o"])),
            None => {}
        }
        match word.get(at).copied() {
            Some('\u{17C6}') => {
                out.push('m');
                at += 1;
            }
            Some('\u{17C7}') => {
                out.push('h');
                at += 1;
            }
            // Shortening and silencing signs say nothing more.
            Some('\u{17CB}' | '\u{17CC}' | SILENCED | '\u{17CF}' | '\u{17D0}') => at += 1,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_known_in_both_scripts_are_spelled_as_usual() {
        for (khmer, latin) in [
            ("ប៉ុល", "pol"),
            ("ពត", "pot"),
            ("ហ៊ុន", "hun"),
            ("សែន", "sen"),
            ("នួន", "nuon"),
            ("ជា", "chea"),
            ("សំផន", "samphan"),
            ("ខៀវ", "khiev"),
            ("អៀង", "ieng"),
            ("សារី", "sari"),
        ] {
            let letters: Vec<char> = khmer.chars().collect();
            let mut out = String::new();
            romanise(&letters, &mut out);
            assert_eq!(out, latin, "{khmer}");
        }
    }

    #[test]
    fn signs_without_a_consonant_are_passed_over() {
        let mut out = String::new();
        romanise(&['\u{17D2}', '\u{17B6}', '\u{17C9}'], &mut out);
        assert_eq!(out, "");
    }
}
