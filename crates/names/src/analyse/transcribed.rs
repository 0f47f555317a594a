//! Foreign names in Han characters: 贝拉克·奥巴马 is Barack Obama.
//!
//! Chinese writes a raised dot between the parts of a foreign name, and of Uyghur, Tibetan and other names of its own
//! peoples, and spells them by sound. A syllable has one consonant, l stands for r too, and vowels come near at best: so
//! these words are compared as those of scripts without vowels are.

use super::Raw;
use crate::abjad;
use crate::han::pinyin_of;
use crate::script::Script;
use crate::token::{Group, Kind, Token};

/// Whether the parts of a name in Han characters stand apart by a raised dot.
pub(super) fn is_transcribed(text: &str, words: &[Raw]) -> bool {
    const DOTS: [char; 5] = ['·', '・', '•', '‧', '∙'];
    words.len() > 1 && words.iter().all(|word| word.script == Script::Han) && text.contains(DOTS)
}

/// A word by the consonants of its syllables; `None` where the readings are not known.
pub(super) fn token(letters: &str) -> Option<Token> {
    let mut bytes = Vec::new();
    let count = letters.chars().count();
    for (place, letter) in letters.chars().enumerate() {
        syllable(pinyin_of(letter)?, place, place + 1 == count, &mut bytes);
    }
    (!bytes.is_empty())
        .then(|| Token::new(letters, &bytes, Kind::Word, Group::Abjad, Script::Other))
}

/// The letters of [`abjad`] that a Mandarin syllable stands for.
fn syllable(pinyin: &str, place: usize, is_last: bool, out: &mut Vec<u8>) {
    if pinyin == "er" {
        out.push(abjad::L_OR_R);
        return;
    }
    let vowels = pinyin.find(['a', 'e', 'i', 'o', 'u', 'v']).unwrap_or(0);
    let (initial, rest) = pinyin.split_at(vowels);
    match abjad::mandarin(initial) {
        Some(letter) => out.push(letter),
        // A vowel begins the name, or joins the syllable before.
        None if place == 0 => out.push(b'A'),
        None => {}
    }
    if rest.ends_with('n') || rest.ends_with("ng") {
        out.push(b'n');
    } else if is_last && !initial.is_empty() {
        // The vowel after the last consonant is only there because a syllable needs one, but for these.
        match rest.bytes().last() {
            Some(b'a') => out.push(b'A'),
            Some(b'o') => out.push(b'w'),
            Some(b'i')
                if matches!(initial, "b" | "p" | "m" | "d" | "t" | "n" | "l" | "j" | "q") =>
            {
                out.push(b'y');
            }
            _ => {}
        }
    }
}
