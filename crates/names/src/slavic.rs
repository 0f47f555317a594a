//! East Slavic names across Russian, Ukrainian, Belarusian and Baltic spellings: Orlov is Arlou, Gerasim is Herasim,
//! Petrovs is Petrov.
//!
//! The languages spell one name by different sounds: g or h, unstressed o as a, v after a vowel as u, soft d and t as
//! dz and ts. A name that is plainly Slavic is therefore also known in a form that does without these differences.

use crate::analyse::Parts;
use crate::name::Join;
use crate::script::Script;
use crate::token::{Group, Kind, Token};

const SHORTEST: usize = 4;

/// Adds the common forms of a person's words, where the name shows that it is East Slavic.
pub(crate) fn add_common_forms(parts: &mut Parts) {
    let is_word = |token: &&Token| {
        token.kind == Kind::Word
            && token.group == Group::Sounds
            && !token.servant
            && token.text.is_ascii()
            && token.text.len() >= SHORTEST
    };
    let slavic = parts.tokens.iter().filter(is_word).any(|token| {
        token.script == Script::Cyrillic
            || is_fathers_name(&token.text)
            || is_surname(&token.text)
            || without_baltic_ending(&token.text).is_some()
    });
    if !slavic {
        return;
    }
    let mut forms = Vec::new();
    for (place, token) in parts.tokens.iter().enumerate() {
        if !is_word(&token) {
            continue;
        }
        let form = common_form(without_baltic_ending(&token.text).unwrap_or(&token.text));
        if form.len() >= SHORTEST - 1 {
            forms.push(Join {
                first: place as u8,
                count: 1,
                token: Token::new(
                    &form,
                    form.as_bytes(),
                    Kind::Word,
                    Group::Sounds,
                    token.script,
                ),
            });
        }
    }
    parts.variants.extend(forms);
}

fn is_fathers_name(word: &str) -> bool {
    const ENDINGS: [&str; 16] = [
        "ovich", "evich", "avich", "ovych", "evych", "avych", "ovitch", "evitch", "yevich", "ovna",
        "evna", "auna", "euna", "ouna", "ivna", "ievna",
    ];
    word.len() > 6 && ENDINGS.iter().any(|ending| word.ends_with(ending))
}

/// Only endings that other languages do not have.
fn is_surname(word: &str) -> bool {
    const ENDINGS: [&str; 11] = [
        "enkov", "enko", "ouski", "ouskaya", "auski", "euski", "kou", "lou", "rou", "iou", "achov",
    ];
    word.len() > 5 && ENDINGS.iter().any(|ending| word.ends_with(ending))
}

/// Latvian and Lithuanian give men's names an ending: Lavrovs, Petrovas.
fn without_baltic_ending(word: &str) -> Option<&str> {
    let bare = ["ovs", "evs", "ejs", "ijs", "skis"]
        .iter()
        .any(|ending| word.ends_with(ending))
        .then(|| &word[..word.len() - 1]);
    bare.or_else(|| {
        ["ovas", "evas"]
            .iter()
            .any(|ending| word.ends_with(ending))
            .then(|| &word[..word.len() - 2])
    })
    .filter(|bare| bare.len() >= SHORTEST)
}

/// The word without what the languages spell differently; capitals are single sounds.
fn common_form(word: &str) -> String {
    const LETTERS: [(&str, char); 20] = [
        ("shch", 'S'),
        ("szcz", 'S'),
        ("sch", 'S'),
        ("sh", 'S'),
        ("sz", 'S'),
        ("tch", 'C'),
        ("ch", 'C'),
        ("cz", 'C'),
        ("kh", 'h'),
        ("gh", 'h'),
        ("zh", 'Z'),
        ("ts", 'c'),
        ("tz", 'c'),
        ("ck", 'k'),
        ("g", 'h'),
        ("y", 'i'),
        ("j", 'i'),
        ("w", 'v'),
        ("q", 'k'),
        ("ph", 'f'),
    ];
    let mut sounds: Vec<char> = Vec::with_capacity(word.len());
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let (sound, length) = LETTERS
            .iter()
            .find(|(text, _)| rest.starts_with(text))
            .map_or((first, first.len_utf8()), |(text, sound)| {
                (*sound, text.len())
            });
        sounds.push(sound);
        rest = &rest[length..];
    }
    let is_vowel = |sound: &char| matches!(sound, 'a' | 'e' | 'i' | 'o' | 'u');
    let mut out = String::with_capacity(word.len());
    let push = |out: &mut String, sound: char| {
        if !out.ends_with(sound) {
            out.push(sound);
        }
    };
    let mut at = 0;
    while at < sounds.len() {
        let run = sounds[at..]
            .iter()
            .take_while(|sound| is_vowel(sound))
            .count();
        let next = sounds.get(at + 1).copied().unwrap_or(' ');
        if run > 0 {
            let vowels = &sounds[at..at + run];
            let (vowels, glide) = match vowels {
                // Uladzimir; Piatrou, Yauheni.
                ['u'] if at == 0 => (&vowels[..0], true),
                [before @ .., 'u'] if before.iter().any(|vowel| *vowel != 'i') => (before, true),
                all => (all, false),
            };
            if vowels.iter().any(|vowel| matches!(vowel, 'e' | 'i')) && !vowels.ends_with(&['u']) {
                push(&mut out, 'e');
            } else if vowels.ends_with(&['u']) {
                push(&mut out, 'u');
            } else if !vowels.is_empty() {
                push(&mut out, 'a');
            }
            if glide {
                push(&mut out, 'v');
            }
            at += run;
            continue;
        }
        let soft = |place: usize| matches!(sounds.get(place), Some('e' | 'i'));
        match sounds[at] {
            // Russian dzh is Belarusian dz in Khadzimurat, and its dz is a soft d.
            'd' if matches!(next, 'z' | 'Z') => {
                push(&mut out, 'd');
                at += 1;
            }
            'c' if soft(at + 1) => push(&mut out, 't'),
            sound => push(&mut out, sound),
        }
        at += 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_three_languages_have_one_form() {
        for (russian, other) in [
            ("orlov", "arlou"),
            ("gerasim", "herasim"),
            ("petrov", "piatrou"),
            ("vladimirovich", "uladzimiravich"),
            ("karpenkov", "karpiankau"),
            ("evgenii", "yauheni"),
            ("lebedeva", "lebedzeva"),
            ("kovalev", "kavaliou"),
            ("pavlovskaya", "paulouskaya"),
            ("sergei", "siarhei"),
            ("khadzhimuratovich", "khadzimuratavich"),
        ] {
            assert_eq!(
                common_form(russian),
                common_form(other),
                "{russian} {other}"
            );
        }
        assert_ne!(common_form("ivanov"), common_form("petrov"));
        assert_ne!(common_form("belov"), common_form("belkov"));
    }

    #[test]
    fn baltic_endings_are_known_by_what_they_end() {
        assert_eq!(without_baltic_ending("lavrovs"), Some("lavrov"));
        assert_eq!(without_baltic_ending("petrovas"), Some("petrov"));
        assert_eq!(without_baltic_ending("davis"), None);
    }
}
