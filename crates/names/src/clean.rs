//! Text as it comes, made comparable: compatibility forms, invisible signs, marks, look-alike letters.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::script::Script;

/// No name needs more letters than this; the rest is left out and the name is flagged.
const MOST_LETTERS: usize = 400;

/// A word of one script, or a sign between words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Letters and digits, lower case, without marks (Indic and Thai vowels stay).
    Word { letters: String, script: Script },
    /// A comma: what stands before it may be the family name.
    Comma,
    /// A dot right after a word.
    Dot,
    /// What follows is another name of the same party: a slash, a semicolon, a bracket.
    Aside,
    /// A closing bracket.
    AsideEnd,
    /// A hyphen between words.
    Hyphen,
}

#[derive(Debug, Default)]
pub(crate) struct Cleaned {
    pub(crate) pieces: Vec<Piece>,
    pub(crate) truncated: bool,
    /// Letters of one script that imitate another were found inside a word.
    pub(crate) look_alikes: bool,
}

fn is_invisible(letter: char) -> bool {
    matches!(letter as u32,
        0xAD | 0x34F | 0x61C | 0x115F | 0x1160 | 0x17B4 | 0x17B5 | 0x180B..=0x180F | 0x200B..=0x200F
        | 0x202A..=0x202E | 0x2060..=0x206F | 0xFE00..=0xFE0F | 0xFEFF | 0xE0000..=0xE0FFF)
}

/// Cyrillic and Greek letters that look like Latin ones.
fn look_alike(letter: char) -> Option<char> {
    const PAIRS: &str = "аaсcеeоoрpхxуyіiјjѕsһhвbнhкkмmтtԁdԛqԝwαaοoρpνvιiκkτtυuхx";
    let mut letters = PAIRS.chars();
    while let (Some(other), Some(latin)) = (letters.next(), letters.next()) {
        if other == letter {
            return Some(latin);
        }
    }
    None
}

pub(crate) fn clean(text: &str) -> Cleaned {
    if text.is_ascii() {
        clean_plain(text)
    } else {
        clean_any(text)
    }
}

/// The same for text that has nothing to be normalised, as most has.
fn clean_plain(text: &str) -> Cleaned {
    let mut cleaned = Cleaned {
        pieces: Vec::with_capacity(8),
        truncated: text.len() > MOST_LETTERS,
        look_alikes: false,
    };
    let mut word = String::new();
    // Letters of the word up to the last small one.
    let mut small_before = 0;
    for letter in text.bytes().take(MOST_LETTERS) {
        if letter.is_ascii_alphanumeric() {
            if letter.is_ascii_lowercase() {
                small_before = word.len() + 1;
            } else if letter.is_ascii_digit() {
                small_before = 0;
            }
            word.push(char::from(letter.to_ascii_lowercase()));
            continue;
        }
        if joins(char::from(letter)) {
            continue;
        }
        finish_plain(&mut word, small_before, &mut cleaned);
        small_before = 0;
        if letter == b'%' {
            word.push_str(PERCENT);
        }
        cleaned.pieces.extend(sign(char::from(letter)));
    }
    finish_plain(&mut word, small_before, &mut cleaned);
    cleaned
}

fn finish_plain(word: &mut String, small: usize, cleaned: &mut Cleaned) {
    let tail = word
        .get(small..)
        .filter(|tail| small >= SHORTEST_BEFORE_FORM && FORMS.contains(tail));
    let form = tail.map(str::to_owned);
    if form.is_some() {
        word.truncate(small);
    }
    for letters in [Some(std::mem::take(word)), form].into_iter().flatten() {
        if !letters.is_empty() {
            let script = Script::Latin;
            cleaned.pieces.push(Piece::Word { letters, script });
        }
    }
}

/// How "%" is read; what follows belongs to it, as in "3%ers".
const PERCENT: &str = "percent";

/// Signs inside a word.
fn joins(letter: char) -> bool {
    matches!(
        letter,
        '\'' | '’' | '‘' | '`' | '´' | 'ʼ' | 'ʻ' | 'ʿ' | 'ʾ' | '′' | '״' | '׳'
    )
}

/// What a sign between words says.
fn sign(letter: char) -> Option<Piece> {
    Some(match letter {
        ',' | '،' | '、' | '，' => Piece::Comma,
        '.' | '。' => Piece::Dot,
        '/' | ';' | '(' | '[' | '{' | '|' | '（' => Piece::Aside,
        ')' | ']' | '}' | '）' => Piece::AsideEnd,
        '-' | '‐' | '‑' | '–' | '—' | '−' | '־' => Piece::Hyphen,
        '&' | '＆' | '+' => Piece::Word {
            letters: "and".to_owned(),
            script: Script::Latin,
        },
        _ => return None,
    })
}

fn clean_any(text: &str) -> Cleaned {
    let mut cleaned = Cleaned::default();
    let mut word: Vec<char> = Vec::new();
    // A megabyte of combining marks must not be sorted: cut before normalising.
    let cut: String = text
        .chars()
        .filter(|letter| !is_invisible(*letter))
        .take(MOST_LETTERS * 2)
        .collect();
    cleaned.truncated = text
        .chars()
        .filter(|letter| !is_invisible(*letter))
        .nth(MOST_LETTERS * 2)
        .is_some();
    let cyrillic = is_mostly_cyrillic(&cut);
    let mut letters = 0;
    // Letters of the word up to the last small one.
    let mut small_before = 0;
    for letter in cut.nfkc() {
        if is_invisible(letter) {
            continue;
        }
        if letters >= MOST_LETTERS {
            cleaned.truncated = true;
            break;
        }
        letters += 1;
        let is_word = !joins(letter) && letter.is_alphanumeric()
            || (is_combining_mark(letter) && !word.is_empty());
        if is_word {
            small_before = match (letter.is_lowercase(), letter.is_uppercase()) {
                (true, _) => word.len() + 1,
                (_, true) => small_before,
                _ => 0,
            };
            for low in letter.to_lowercase() {
                word.push(low);
            }
            continue;
        }
        if joins(letter) {
            continue;
        }
        split_company_form(&mut word, small_before, cyrillic, &mut cleaned);
        finish(&mut word, cyrillic, &mut cleaned);
        small_before = 0;
        if letter == '%' {
            word.extend(PERCENT.chars());
        }
        cleaned.pieces.extend(sign(letter));
    }
    split_company_form(&mut word, small_before, cyrillic, &mut cleaned);
    finish(&mut word, cyrillic, &mut cleaned);
    cleaned
}

/// Company forms that are written together with a name.
const FORMS: [&str; 14] = [
    "ag", "sa", "se", "nv", "bv", "ab", "llc", "ltd", "plc", "jsc", "pjsc", "ojsc", "spa", "srl",
];
/// Fewer letters before them are no name.
const SHORTEST_BEFORE_FORM: usize = 3;

/// "SiemensAG": capitals after small letters that are a company form are a word of their own.
fn split_company_form(word: &mut Vec<char>, small: usize, cyrillic: bool, cleaned: &mut Cleaned) {
    if small < SHORTEST_BEFORE_FORM || small >= word.len() {
        return;
    }
    let tail: String = word[small..].iter().collect();
    if FORMS.contains(&tail.as_str()) {
        let form = word.split_off(small);
        finish(word, cyrillic, cleaned);
        *word = form;
    }
}

/// Longer Latin words are not mistaken for Cyrillic ones.
const LONGEST_ALIKE: usize = 4;

/// Ends a word: cuts it where the script changes, and puts look-alike letters right.
fn finish(word: &mut Vec<char>, cyrillic: bool, cleaned: &mut Cleaned) {
    if word.is_empty() {
        return;
    }
    let letters = std::mem::take(word);
    let count = |script: Script| {
        letters
            .iter()
            .filter(|letter| Script::of(**letter) == Some(script))
            .count()
    };
    let latin = count(Script::Latin);
    let near_latin = count(Script::Cyrillic) + count(Script::Greek);
    let mut letters = letters;
    // "AO" and "OOO" before Cyrillic words: the company form typed on the other keyboard.
    let wholly_alike = cyrillic
        && latin == letters.len()
        && latin <= LONGEST_ALIKE
        && letters.iter().all(|letter| to_cyrillic(*letter) != *letter);
    if wholly_alike {
        for letter in &mut letters {
            *letter = to_cyrillic(*letter);
        }
    }
    if latin > 0 && near_latin > 0 {
        cleaned.look_alikes = true;
        let all_alike = letters.iter().all(|letter| {
            Script::of(*letter) == Some(Script::Latin) || look_alike(*letter).is_some()
        });
        let to_latin = !cyrillic && (latin >= near_latin || all_alike);
        for letter in &mut letters {
            if to_latin {
                *letter = look_alike(*letter).unwrap_or(*letter);
            } else if Script::of(*letter) == Some(Script::Latin) {
                *letter = to_cyrillic(*letter);
            }
        }
    }
    let mut run = String::new();
    let mut script: Option<Script> = None;
    for letter in letters {
        let own = Script::of(letter);
        // Digits and marks go with what they stand beside; Han and kana stay apart from Latin.
        if let (Some(own), Some(known)) = (own, script)
            && own != known
            && !(own == Script::Other || known == Script::Other)
        {
            push(&mut run, known, cleaned);
            script = None;
        }
        script = script.or(own);
        run.push(letter);
    }
    push(&mut run, script.unwrap_or(Script::Latin), cleaned);
}

/// Whether the letters that look like no others are Cyrillic rather than Latin.
fn is_mostly_cyrillic(text: &str) -> bool {
    if text.is_ascii() {
        return false;
    }
    let (mut cyrillic, mut latin) = (0, 0);
    for letter in text.chars().flat_map(char::to_lowercase) {
        match Script::of(letter) {
            Some(Script::Cyrillic) => cyrillic += 1 + 3 * usize::from(look_alike(letter).is_none()),
            Some(Script::Latin) => latin += 1 + 3 * usize::from(to_cyrillic(letter) == letter),
            _ => {}
        }
    }
    cyrillic > latin
}

fn to_cyrillic(letter: char) -> char {
    match letter {
        'á' | 'à' => 'а',
        'é' | 'è' => 'е',
        'ó' | 'ò' => 'о',
        'ĸ' => 'к',
        'ë' => 'ё',
        'ï' => 'ї',
        'ý' => 'у',
        'a' => 'а',
        'c' => 'с',
        'e' => 'е',
        'o' => 'о',
        'p' => 'р',
        'x' => 'х',
        'y' => 'у',
        'b' => 'в',
        'h' => 'н',
        'k' => 'к',
        'm' => 'м',
        't' => 'т',
        'i' => 'і',
        other => other,
    }
}

/// One letter for the variants that Arabic, Persian and Urdu keyboards give; marks and stretching signs fall away.
fn arabic(letter: char) -> Option<char> {
    match letter {
        'ی' | 'ى' | 'ې' | 'ے' => Some('ي'),
        'ک' | 'ڪ' => Some('ك'),
        'أ' | 'إ' | 'آ' | 'ٱ' => Some('ا'),
        'ہ' | 'ھ' | 'ە' | 'ۀ' => Some('ه'),
        'ـ' => None,
        _ if is_combining_mark(letter) => None,
        other => Some(other),
    }
}

fn push(run: &mut String, script: Script, cleaned: &mut Cleaned) {
    let mut letters = String::with_capacity(run.len());
    for letter in run.chars() {
        if script == Script::Arabic {
            letters.extend(arabic(letter));
            continue;
        }
        // Its dots are left out at will.
        if letter == 'ё' {
            letters.push('е');
            continue;
        }
        let keeps_marks = matches!(
            script,
            Script::Devanagari
                | Script::Thai
                | Script::Khmer
                | Script::Other
                | Script::Kana
                | Script::Hangul
        );
        if keeps_marks || crate::romanise::letter(letter).is_some() && script == Script::Cyrillic {
            letters.push(letter);
            continue;
        }
        if letter.is_ascii() {
            letters.push(letter);
            continue;
        }
        for part in std::iter::once(letter).nfd() {
            if !is_combining_mark(part) {
                letters.push(part);
            }
        }
    }
    run.clear();
    if !letters.is_empty() {
        cleaned.pieces.push(Piece::Word { letters, script });
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words(text: &str) -> Vec<String> {
        clean(text)
            .pieces
            .into_iter()
            .filter_map(|piece| match piece {
                Piece::Word { letters, .. } => Some(letters),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn width_marks_and_invisible_letters_do_not_matter() {
        assert_eq!(
            words("ＪＯＳÉ\u{200B} O’Neil-Bråten"),
            ["jose", "oneil", "braten"]
        );
        assert_eq!(words("Рrеsident"), ["president"]);
        assert_eq!(words("Kim Ŭngsun"), ["kim", "ungsun"]);
    }

    proptest! {
        #[test]
        fn plain_text_is_read_as_any_other(text in "[ -~]{0,40}", long in "([ -~]{900})?") {
            for text in [text, long] {
                let (plain, any) = (clean_plain(&text), clean_any(&text));
                prop_assert_eq!(plain.pieces, any.pieces);
                prop_assert_eq!(plain.truncated, any.truncated);
                prop_assert_eq!(plain.look_alikes, any.look_alikes);
            }
        }
    }

    #[test]
    fn a_bomb_of_marks_is_cut_short() {
        let bomb = format!("a{}", "\u{301}".repeat(1_000_000));
        assert!(clean(&bomb).truncated);
    }
}
