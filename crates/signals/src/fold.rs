//! Folds text to plain lower-case letters, so that spellings of one word compare equal.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::hangul;

/// Lower-case text in compatibility form, without accents; Hangul is written in Latin letters.
/// Letters that do not decompose (ø, ł, ß …) become their usual Latin spelling.
pub(crate) fn plain(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    for letter in text.nfkc() {
        if hangul::push_romanised(letter, &mut out) {
            continue;
        }
        for part in std::iter::once(letter).nfkd() {
            if is_combining_mark(part) {
                continue;
            }
            for low in part.to_lowercase() {
                match undecomposed(low) {
                    Some(latin) => out.push_str(latin),
                    None if is_combining_mark(low) => {}
                    None => out.push(low),
                }
            }
        }
    }
    out
}

/// Words of folded text: runs of letters and digits. Apostrophes join (O'Neil is one word).
pub(crate) fn words(text: &str) -> Vec<String> {
    let folded = plain(text);
    let mut words = Vec::new();
    let mut word = String::new();
    for letter in folded.chars() {
        if letter.is_alphanumeric() {
            word.push(letter);
        } else if !matches!(letter, '\'' | '’' | 'ʼ' | '`') && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

fn undecomposed(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ı' => "i",
        'ħ' => "h",
        'ŧ' => "t",
        'ŋ' => "ng",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_and_special_letters_fold_to_plain_ones() {
        assert_eq!(plain("Łukasz Øst Straße ÉCOLE"), "lukasz ost strasse ecole");
    }

    #[test]
    fn an_apostrophe_does_not_split_a_word() {
        assert_eq!(words("Sinéad O’Neil-Bråten"), ["sinead", "oneil", "braten"]);
    }
}
