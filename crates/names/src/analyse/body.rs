//! Names of companies, authorities and ships.

use super::number;
use super::word;
use super::{Parts, Raw, Words, phrase};
use crate::commonness;
use crate::lexicon::{Known, LONGEST_PHRASE, lexicon};
use crate::name::{Join, LegalForm, Standing};
use crate::schema::Schema;
use crate::script::Script;
use crate::token::{Group, Kind, Token, hash};

#[derive(Default)]
pub(crate) struct Body {
    pub(crate) legal: LegalForm,
    pub(crate) acronym: u64,
}

pub(crate) fn read(words: &Words, schema: Schema, parts: &mut Parts) -> Body {
    let words = &words.words;
    let mut body = Body::default();
    let mut initials = Vec::new();
    // "van der Bilt" is also written in one word.
    let mut prefix = String::new();
    let mut at = 0;
    while at < words.len() {
        let word = &words[at];
        if let Some((known, taken)) = longest_phrase(&words[at..])
            && !(schema == Schema::Vessel && known.kind == Kind::Legal && words.len() == 1)
        {
            if !matches!(known.kind, Kind::Legal | Kind::Particle) {
                initials.extend(words[at..at + taken].iter().filter_map(initial));
            }
            if known.kind == Kind::Particle && taken == 1 {
                prefix.push_str(&word.letters);
            } else {
                prefix.clear();
            }
            add_known(known, word, parts, &mut body);
            at += taken;
            continue;
        }
        if matches!(word.letters.as_str(), "no" | "nr" | "number" | "num" | "n")
            && words.get(at + 1).is_some_and(|next| {
                next.letters
                    .starts_with(|first: char| first.is_ascii_digit())
            })
        {
            at += 1;
            continue;
        }
        // "A.B.C.", "S A R L": letters that belong together, but for the company form after them.
        let letters = words[at..]
            .iter()
            .enumerate()
            .take_while(|(place, _)| {
                *place == 0
                    || longest_phrase(&words[at + place..])
                        .is_none_or(|(known, count)| known.kind != Kind::Legal || count == 1)
            })
            .map(|(_, word)| word)
            .take_while(|word| {
                word.letters.chars().count() == 1
                    && word.script == Script::Latin
                    && word
                        .letters
                        .chars()
                        .all(|letter| letter.is_ascii_alphabetic())
            })
            .count();
        if letters > 1 {
            let together: String = words[at..at + letters]
                .iter()
                .map(|word| word.letters.as_str())
                .collect();
            match lexicon().body_word(&together) {
                Some(known) => add_known(known, word, parts, &mut body),
                None => {
                    initials.extend(together.bytes());
                    let joined = Raw {
                        letters: together,
                        ..word.clone()
                    };
                    add_word(&joined, parts);
                }
            }
            at += letters;
            continue;
        }
        let next = words.get(at + 1).map(|word| word.letters.as_str());
        if let Some((digits, taken)) = number::spelled(&word.letters, next) {
            add_number(&digits, word, parts);
            at += taken;
            continue;
        }
        if is_slavic_and(words, at) {
            at += 1;
            continue;
        }
        if let Some(value) = number::roman(&word.letters)
            .filter(|value| at > 0 && (*value > 1 || ends_the_name(&words[at + 1..])))
        {
            add_number(&value.to_string(), word, parts);
            at += 1;
            continue;
        }
        initials.extend(initial(word));
        if matches!(word.script, Script::Han | Script::Hangul | Script::Thai) {
            for (text, known) in lexicon().cut_unspaced(&word.letters) {
                match known {
                    Some(known) => add_known(known, word, parts, &mut body),
                    None => add_word(
                        &Raw {
                            letters: text.to_owned(),
                            ..word.clone()
                        },
                        parts,
                    ),
                }
            }
        } else {
            let before = parts.tokens.len();
            add_word(word, parts);
            if let Some(token) = parts.tokens.get(before) {
                parts
                    .variants
                    .extend(without_adjective_ending(token, before));
            }
            let text = format!("{prefix}{}", word.letters);
            if !prefix.is_empty()
                && text.is_ascii()
                && text.len() <= 24
                && parts.tokens.len() > before
            {
                let token = Token::new(
                    &text,
                    text.as_bytes(),
                    Kind::Word,
                    Group::Sounds,
                    word.script,
                );
                parts.variants.push(Join {
                    first: before as u8,
                    count: 1,
                    token,
                });
            }
            prefix.clear();
        }
        at += 1;
    }
    if (3..=8).contains(&initials.len()) {
        body.acronym = hash(&initials);
    }
    weigh(parts);
    body
}

/// Whether nothing but a company form follows: "I" elsewhere is "and" in Slavic languages.
fn ends_the_name(rest: &[Raw]) -> bool {
    rest.is_empty()
        || longest_phrase(rest)
            .is_some_and(|(known, count)| known.kind == Kind::Legal && count == rest.len())
}

fn initial(word: &Raw) -> Option<u8> {
    word.letters.bytes().next().filter(u8::is_ascii_alphabetic)
}

fn longest_phrase(words: &[Raw]) -> Option<(Known, usize)> {
    let lexicon = lexicon();
    let most = LONGEST_PHRASE.min(words.len());
    let whole = phrase(&words[..most]);
    let mut end = whole.len();
    (1..=most)
        .rev()
        .find_map(|count| {
            let text = &whole[..end];
            end = end.saturating_sub(words[count - 1].letters.len() + 1);
            // "N.A." in "N.A.B.C." is no company form.
            let is_letter = |word: &Raw| word.letters.len() == 1;
            if is_letter(&words[count - 1]) && words.get(count).is_some_and(is_letter) {
                return None;
            }
            let known = lexicon.body_word(text).or_else(|| {
                // The Arabic article may or may not be in the table.
                text.strip_prefix("ال")
                    .and_then(|bare| lexicon.body_word(bare))
            })?;
            Some((known, count))
        })
        .or_else(|| slavic(words.first()?).map(|known| (known, 1)))
}

/// "Tekhnologii i kompleksy": a word for "and" between words, one of which is Slavic.
fn is_slavic_and(words: &[Raw], at: usize) -> bool {
    let between = |word: Option<&Raw>| word.is_some_and(|word| word.letters.len() > 2);
    words
        .get(at)
        .is_some_and(|word| word.letters == "i" && word.script == Script::Latin)
        && between(at.checked_sub(1).and_then(|before| words.get(before)))
        && between(words.get(at + 1))
        && words.iter().any(|word| slavic(word).is_some())
}

/// Words of Slavic languages change their endings: they are known by their beginnings.
fn slavic(word: &Raw) -> Option<Known> {
    let least = match word.script {
        Script::Cyrillic => 4,
        Script::Latin => 8,
        _ => return None,
    };
    let long = word.letters.chars().count() >= least;
    lexicon().slavic_word(&word.letters).filter(|_| long)
}

fn standing(word: &Raw, weight: f32) -> Standing {
    Standing {
        weight: if word.aside { weight * 0.5 } else { weight },
        descent: false,
        aside: word.aside,
    }
}

fn add_known(known: Known, word: &Raw, parts: &mut Parts, body: &mut Body) {
    match known.kind {
        Kind::Legal => {
            let form = LegalForm::parse(known.concept);
            if matches!(body.legal, LegalForm::None | LegalForm::Company) {
                body.legal = form;
            }
        }
        Kind::Particle => {}
        kind => {
            let concept = known.concept;
            let mut token = Token::new(
                concept,
                concept.replace('_', "").as_bytes(),
                kind,
                Group::Sounds,
                word.script,
            );
            token.nicknames = [0; 3];
            let repeated = parts
                .tokens
                .iter()
                .any(|known| known.hash == token.hash && known.kind == kind);
            if !repeated {
                parts.push(token, standing(word, 0.0));
            }
        }
    }
}

fn add_number(digits: &str, word: &Raw, parts: &mut Parts) {
    let token = Token::new(
        digits,
        digits.as_bytes(),
        Kind::Number,
        Group::Sounds,
        Script::Latin,
    );
    parts.push(token, standing(word, 0.45));
}

/// "Kazansky" is "of Kazan".
fn without_adjective_ending(token: &Token, place: usize) -> Option<Join> {
    const ENDINGS: [&str; 9] = [
        "skii", "skiy", "skij", "sky", "ski", "skoe", "skoye", "skaya", "skogo",
    ];
    let stem = ENDINGS
        .iter()
        .find_map(|ending| token.text.strip_suffix(ending))?;
    let token = Token::new(
        stem,
        stem.as_bytes(),
        Kind::Word,
        Group::Sounds,
        token.script,
    );
    (stem.len() > 3 && stem.is_ascii()).then_some(Join {
        first: place as u8,
        count: 1,
        token,
    })
}

fn add_word(word: &Raw, parts: &mut Parts) {
    if let Some(token) = word::token(&word.letters, word.script, Kind::Word, true) {
        let length = token.sounds().len().min(7) as f32;
        let weight = (0.55 + 0.065 * length) * commonness::of_body(&token.text);
        parts.push(token, standing(word, weight));
    }
}

/// Words that many bodies share weigh little beside a name of one's own, and much where there is none.
fn weigh(parts: &mut Parts) {
    let has_name = parts
        .tokens
        .iter()
        .zip(&parts.standings)
        .any(|(token, standing)| {
            token.kind == Kind::Word && !standing.aside && token.sounds().len() > 1
        });
    for (token, standing) in parts.tokens.iter().zip(&mut parts.standings) {
        let weight = match (token.kind, has_name) {
            (Kind::Generic, true) => 0.3,
            (Kind::Generic, false) => 0.75,
            (Kind::Place, true) => {
                if &*token.text == "korea" {
                    0.2
                } else {
                    0.5
                }
            }
            (Kind::Place, false) => 0.6,
            _ => continue,
        };
        standing.weight = if standing.aside { weight * 0.5 } else { weight };
    }
}
