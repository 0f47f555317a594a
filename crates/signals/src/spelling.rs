//! How a value is spelt against how it looks: characters that are not seen, and letters that look like others.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// A value as it looks to somebody who reads it: without space around it, without characters that are not seen, wide and
/// other compatibility forms made plain, and with Latin letters for those that look like them, where that makes the whole
/// value one of plain letters and digits. What is plain already is borrowed.
///
/// Equal values are what ties accounts and what sanctions lists are asked for, and one character that nobody sees would
/// hide any of them.
///
/// ```
/// use bonafide_signals::spelling::as_shown;
/// assert_eq!(as_shown("marek@mail.example\u{200B}"), "marek@mail.example");
/// assert_eq!(as_shown("m\u{430}rek@mail.example"), "marek@mail.example");
/// assert_eq!(as_shown("ＡＢ１２"), "AB12");
/// assert_eq!(as_shown("улица 12"), "улица 12");
/// ```
pub fn as_shown(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let seen: String = text.nfkc().filter(|letter| !is_unseen(*letter)).collect();
    let seen = seen.trim();
    let has_plain = seen.bytes().any(|letter| letter.is_ascii_alphanumeric());
    if has_plain && !seen.is_ascii() {
        let latin: String = seen.chars().map(latin).collect();
        if latin.is_ascii() {
            return Cow::Owned(latin);
        }
    }
    Cow::Owned(seen.to_owned())
}

/// Characters that take no place on the screen: zero-width spaces and joiners, soft hyphens,
/// directional marks, variation selectors, tags, byte-order marks, Hangul fillers.
pub fn is_unseen(letter: char) -> bool {
    matches!(letter,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
        | '\u{FFA0}' | '\u{E0000}'..='\u{E0FFF}')
}

/// The Latin letter that a letter of either case is easily taken for: capitals of other alphabets look like other letters
/// than their small ones do.
fn latin(letter: char) -> char {
    match letter {
        'А' | 'Α' => 'A',
        'В' | 'Β' => 'B',
        'С' | 'Ϲ' => 'C',
        'Е' | 'Ε' => 'E',
        'Н' | 'Η' | 'Һ' => 'H',
        'І' | 'Ι' | 'Ӏ' => 'I',
        'Ј' => 'J',
        'К' | 'Κ' => 'K',
        'М' | 'Μ' => 'M',
        'Ν' => 'N',
        'О' | 'Ο' => 'O',
        'Р' | 'Ρ' => 'P',
        'Ѕ' => 'S',
        'Т' | 'Τ' => 'T',
        'Х' | 'Χ' => 'X',
        'У' | 'Υ' | 'Ү' => 'Y',
        'Ζ' => 'Z',
        other => lookalike(other),
    }
}

/// The Latin letter that a lower-case Cyrillic, Greek or Latin-like letter is easily taken for; any other letter stays.
///
/// The pairs follow the confusables of Unicode Technical Standard 39, single letters only. The
/// folding is the same in every word, Russian ones too: it only has to be the same on both sides.
pub fn lookalike(letter: char) -> char {
    match letter {
        'а' | 'α' | 'ɑ' => 'a',
        'ь' | 'ƅ' => 'b',
        'с' | 'ϲ' | 'ᴄ' => 'c',
        'ԁ' | 'ɗ' => 'd',
        'е' | 'ё' | 'є' | 'ҽ' => 'e',
        'ƒ' => 'f',
        'ɡ' | 'ց' => 'g',
        'һ' | 'հ' => 'h',
        'і' | 'ι' | 'ı' | 'ɩ' | 'ї' => 'i',
        'ј' | 'ϳ' => 'j',
        'к' | 'κ' => 'k',
        'ӏ' | 'ǀ' => 'l',
        'м' => 'm',
        'ո' => 'n',
        'о' | 'ο' | 'օ' | 'σ' | 'ᴏ' => 'o',
        'р' | 'ρ' => 'p',
        'ԛ' => 'q',
        'г' => 'r',
        'ѕ' | 'ꜱ' => 's',
        'т' | 'τ' => 't',
        'υ' | 'ս' | 'ᴜ' => 'u',
        'ν' | 'ѵ' | 'ᴠ' => 'v',
        'ԝ' | 'ω' | 'ᴡ' => 'w',
        'х' | 'χ' => 'x',
        'у' | 'γ' | 'ү' => 'y',
        'ᴢ' => 'z',
        other => other,
    }
}
