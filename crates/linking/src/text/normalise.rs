//! Brings a text to a form that does not change when somebody dodges a comparison.

use bonafide_signals::spelling::{is_unseen, lookalike};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Hands on each character of a text after folding: compatibility forms and widths made plain,
/// lower case, without marks, without characters that are not seen, homoglyphs replaced. Digits stay.
pub(crate) fn fold(text: &str, mut take: impl FnMut(char)) {
    let mut rest = text;
    while !rest.is_empty() {
        // Most texts are mostly ASCII, which needs no tables.
        let ascii = rest
            .bytes()
            .position(|byte| !byte.is_ascii())
            .unwrap_or(rest.len());
        for byte in rest.as_bytes()[..ascii].iter() {
            take(char::from(byte.to_ascii_lowercase()));
        }
        rest = &rest[ascii..];
        let other = rest
            .bytes()
            .position(|byte| byte.is_ascii())
            .unwrap_or(rest.len());
        fold_other(&rest[..other], &mut take);
        rest = &rest[other..];
    }
}

fn fold_other(text: &str, take: &mut impl FnMut(char)) {
    for letter in text.chars() {
        match letter {
            // Whole Hangul syllables and Han characters are as plain as they get.
            '\u{AC00}'..='\u{D7A3}' | '\u{4E00}'..='\u{9FFF}' => take(letter),
            _ if is_unseen(letter) => {}
            _ => {
                for part in std::iter::once(letter).nfkd() {
                    if is_combining_mark(part) && !is_voicing(part) {
                        continue;
                    }
                    for lower in part.to_lowercase() {
                        // Lower-casing İ yields a mark of its own.
                        if !is_combining_mark(lower) || is_voicing(lower) {
                            take(lookalike(lower));
                        }
                    }
                }
            }
        }
    }
}

/// The marks that make か into が: they change the word.
fn is_voicing(mark: char) -> bool {
    matches!(mark, '\u{3099}' | '\u{309A}')
}

/// What a text holds that a reader does not see as it is. Much of it is innocent: soft hyphens come with PDF files,
/// joiners belong to Persian and to emoji. It changes no comparison, and is told so that it can be looked at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Disguise {
    /// Characters that take no place on the screen.
    pub unseen: bool,
    /// A word in which letters of the Latin alphabet stand beside Cyrillic or Greek ones.
    pub mixed: bool,
}

/// Looks for what is not seen, and for words of mixed alphabets.
#[must_use]
pub fn disguise(text: &str) -> Disguise {
    let mut found = Disguise::default();
    if text.is_ascii() {
        return found;
    }
    let (mut latin, mut other) = (false, false);
    // A mark of byte order at the beginning is a habit of programs.
    for letter in text.trim_start_matches('\u{FEFF}').chars() {
        match letter {
            'a'..='z' | 'A'..='Z' => latin = true,
            '\u{0370}'..='\u{03FF}' | '\u{0400}'..='\u{052F}' if letter.is_alphabetic() => {
                other = true
            }
            _ if is_unseen(letter) => found.unseen = true,
            _ if !letter.is_alphanumeric() => (latin, other) = (false, false),
            _ => {}
        }
        found.mixed |= latin && other;
    }
    found
}

/// How a script writes words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Part of a word between spaces.
    Word,
    /// A character that is a token of its own: Han, kana, Thai, Lao, Khmer, Burmese.
    Alone,
    /// Between words.
    Gap,
}

pub(crate) fn kind(letter: char) -> Kind {
    match letter {
        'a'..='z' | '0'..='9' => Kind::Word,
        '\0'..='\x7F' => Kind::Gap,
        '\u{3005}'..='\u{3007}'
        | '\u{3041}'..='\u{30FF}'
        | '\u{31F0}'..='\u{31FF}'
        | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFF}'
        | '\u{0E01}'..='\u{0EFF}'
        | '\u{1000}'..='\u{109F}'
        | '\u{1780}'..='\u{17FF}' => Kind::Alone,
        _ if letter.is_alphanumeric() => Kind::Word,
        _ => Kind::Gap,
    }
}
