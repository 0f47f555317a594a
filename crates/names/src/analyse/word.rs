//! One word of any script as a token.

use crate::han::pinyin_of;
use crate::indic;
use crate::kana;
use crate::khmer;
use crate::korean::hanja_reading;
use crate::lexicon::lexicon;
use crate::romanise;
use crate::script::Script;
use crate::thai;
use crate::token::{Group, Kind, Token};

/// Revised Romanisation, for showing and for comparing with what is no Korean spelling.
fn romanised_hangul(word: &str) -> String {
    const INITIAL: [&str; 19] = [
        "g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t",
        "p", "h",
    ];
    const VOWEL: [&str; 21] = [
        "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo",
        "we", "wi", "yu", "eu", "ui", "i",
    ];
    const LAST: [&str; 28] = [
        "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p",
        "p", "t", "t", "ng", "t", "t", "k", "t", "p", "t",
    ];
    let mut out = String::new();
    for letter in word.chars() {
        match (letter as usize)
            .checked_sub(0xAC00)
            .filter(|index| *index < 11_172)
        {
            Some(index) => {
                out.push_str(INITIAL[index / 588]);
                out.push_str(VOWEL[index % 588 / 28]);
                out.push_str(LAST[index % 28]);
            }
            None => out.extend(Some(letter).filter(char::is_ascii_alphanumeric)),
        }
    }
    out
}

/// A word in Latin letters and digits; `None` for scripts that are compared another way.
pub(crate) fn latin(letters: &str, script: Script) -> Option<String> {
    if script == Script::Latin && letters.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Some(letters.to_owned()).filter(|text| !text.is_empty());
    }
    let mut out = String::with_capacity(letters.len());
    let all: Vec<char> = letters.chars().collect();
    match script {
        Script::Arabic | Script::Hebrew | Script::Other => return None,
        Script::Hangul => out = romanised_hangul(letters),
        Script::Kana => kana::romanise(&all, &mut out),
        Script::Devanagari => indic::devanagari(&all, &mut out),
        Script::Thai => thai::romanise(&all, thai::Spelling::Heard, &mut out),
        Script::Khmer => khmer::romanise(&all, &mut out),
        Script::Han => {
            for letter in &all {
                match pinyin_of(*letter) {
                    Some(reading) => out.push_str(reading),
                    None => out.extend(Some(*letter).filter(char::is_ascii_alphanumeric)),
                }
            }
        }
        Script::Greek => greek(letters, &mut out),
        _ => {
            for letter in all {
                match romanise::letter(letter) {
                    Some(text) => out.push_str(text),
                    None => out.extend(Some(letter).filter(char::is_ascii_alphanumeric)),
                }
            }
        }
    }
    Some(out).filter(|text| !text.is_empty())
}

/// A word of a script that people spell in Latin letters in two ways, in the other of them.
pub(crate) fn spelled_otherwise(letters: &str, script: Script) -> Option<Token> {
    if script != Script::Thai {
        return None;
    }
    let all: Vec<char> = letters.chars().collect();
    let mut out = String::with_capacity(letters.len());
    thai::romanise(&all, thai::Spelling::Written, &mut out);
    (!out.is_empty()).then(|| Token::new(&out, out.as_bytes(), Kind::Word, Group::Sounds, script))
}

/// Greek spells some sounds with two letters.
fn greek(letters: &str, out: &mut String) {
    let pairs = [
        ("ου", "u"),
        ("μπ", "b"),
        ("ντ", "d"),
        ("γκ", "g"),
        ("γγ", "ng"),
        ("αι", "ai"),
        ("ει", "i"),
        ("οι", "i"),
        ("ευ", "ev"),
        ("αυ", "av"),
        ("τσ", "ts"),
        ("τζ", "tz"),
    ];
    let mut rest = letters;
    while let Some(first) = rest.chars().next() {
        if let Some((pair, text)) = pairs.iter().find(|(pair, _)| rest.starts_with(pair)) {
            out.push_str(text);
            rest = &rest[pair.len()..];
        } else {
            match romanise::letter(first) {
                Some(text) => out.push_str(text),
                None => out.extend(Some(first).filter(char::is_ascii_alphanumeric)),
            }
            rest = &rest[first.len_utf8()..];
        }
    }
}

/// The Arabic article, written together with its word, is not part of a name.
pub(crate) fn without_article(letters: &str) -> &str {
    letters
        .strip_prefix("ال")
        .filter(|rest| rest.chars().count() > 2)
        .unwrap_or(letters)
}

/// "Abou el-Yazid", as one word.
const FATHER_OF_THE: &str = "ابوال";

/// Other ways in which Latin cuts a word in Arabic script that has the article in it: "Alghamdi" and "Essabar" have it
/// too, whose l is not heard before a sound that is made with the tip of the tongue; and so has "Abolfazl".
pub(crate) fn around_the_article(letters: &str, script: Script) -> Vec<Token> {
    let token =
        |bytes: &[&[u8]]| Token::new(letters, &bytes.concat(), Kind::Word, Group::Abjad, script);
    if script != Script::Arabic {
        return Vec::new();
    }
    if letters.starts_with(FATHER_OF_THE) {
        return vec![token(&[&Token::abjad_letters(letters)])];
    }
    let Some(bare) = letters
        .strip_prefix("ال")
        .filter(|bare| bare.chars().count() > 2)
    else {
        return Vec::new();
    };
    let bytes = Token::abjad_letters(bare);
    let mut forms = vec![token(&[b"Al", &bytes])];
    if matches!(bytes.first(), Some(first) if b"tTdDrzsSPQGZn".contains(first)) {
        forms.push(token(&[b"A", &bytes]));
    }
    forms
}

/// The word as a token; `None` when nothing comparable is in it.
/// Words of bodies are also read as Korean syllables; names of people are so read as a whole.
pub(crate) fn token(letters: &str, script: Script, kind: Kind, body: bool) -> Option<Token> {
    if let Some(latin) = latin(letters, script) {
        let text = if matches!(script, Script::Han | Script::Hangul) {
            letters
        } else {
            &latin
        };
        let token = Token::new(text, latin.as_bytes(), kind, Group::Sounds, script);
        return Some(match script {
            Script::Latin | Script::Cyrillic if !body => token,
            Script::Hangul | Script::Latin | Script::Cyrillic => token.with_korean(letters),
            Script::Han => {
                let hangul: Option<String> = letters.chars().map(hanja_reading).collect();
                match hangul {
                    Some(hangul) => token.with_korean(&hangul),
                    None => token,
                }
            }
            _ => token,
        });
    }
    if script.is_abjad() {
        // Of the article and the l of "Latif" one would be lost, for a doubled l is one letter; God's name is whole.
        let bare = letters
            .strip_prefix("ال")
            .filter(|rest| rest.starts_with('ل') && !rest.starts_with("له"));
        let bytes = match letters.strip_prefix(FATHER_OF_THE) {
            Some(name) => [b"Abw", &*Token::abjad_letters(name)].concat(),
            None => Token::abjad_letters(bare.unwrap_or(letters)),
        };
        let bytes = match bytes.as_slice() {
            // The article, written together with its word.
            [b'A', b'l', rest @ ..] if rest.len() > 2 && script == Script::Arabic => rest,
            rest => rest,
        };
        return (!bytes.is_empty()).then(|| {
            let mut token = Token::new(letters, bytes, kind, Group::Abjad, script);
            if kind == Kind::Word {
                token.nicknames = lexicon().nicknames(without_article(letters));
            }
            token
        });
    }
    let bytes: Vec<u8> = letters
        .chars()
        .map(|letter| 0x80 | (letter as u32 & 0x7F) as u8)
        .collect();
    (!bytes.is_empty()).then(|| Token::new(letters, &bytes, kind, Group::Letters, script))
}
