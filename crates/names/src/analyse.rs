//! From text to a [`Name`]: words, what each is, and how it reads.

mod body;
mod number;
mod person;
mod transcribed;
mod word;

use crate::clean::{Piece, clean};
use crate::japanese;
use crate::korean::{MOST_FORMS, MOST_FORMS_IN_ALL, Written, forms_of, forms_through_chinese};
use crate::lexicon::{LONGEST_PHRASE, lexicon};
use crate::name::{Join, MOST_TOKENS, Name, Standing};
use crate::schema::Schema;
use crate::script::Script;
use crate::slavic;
use crate::token::{Group, Kind, Token};

/// A word as it was written, and what stood around it.
#[derive(Debug, Clone)]
pub(crate) struct Raw {
    pub(crate) letters: String,
    pub(crate) script: Script,
    pub(crate) aside: bool,
    pub(crate) after_hyphen: bool,
    pub(crate) dotted: bool,
    /// Han characters that spell a foreign name by their sounds.
    pub(crate) by_sound: bool,
}

/// The words of a name, before they are understood.
pub(crate) struct Words {
    pub(crate) words: Vec<Raw>,
    /// How many words stand before the first comma, if there is one.
    pub(crate) before_comma: Option<usize>,
}

/// The parts found so far.
#[derive(Default)]
pub(crate) struct Parts {
    pub(crate) tokens: Vec<Token>,
    pub(crate) standings: Vec<Standing>,
    /// Other ways to write one token: an article written together with it.
    pub(crate) variants: Vec<Join>,
    pub(crate) truncated: bool,
}

impl Parts {
    pub(crate) fn push(&mut self, token: Token, standing: Standing) {
        if self.tokens.len() < MOST_TOKENS {
            self.tokens.push(token);
            self.standings.push(standing);
        } else {
            self.truncated = true;
        }
    }
}

impl Name {
    /// Reads a name. Any text gets an answer; a text without letters gives an empty name that is like nothing.
    pub fn analyse(text: &str, schema: Schema) -> Self {
        let cleaned = clean(text);
        let mut words = words(cleaned.pieces, schema);
        let person = match schema {
            Schema::Person => true,
            Schema::Organisation | Schema::Vessel => false,
            Schema::Unknown => !(looks_like_a_body(&words.words) || has_short_form(text)),
        };
        let mut name = Self {
            text: beginning(text).to_owned(),
            schema,
            person,
            tokens: Vec::new(),
            standings: Vec::new(),
            joins: Vec::new(),
            join_marks: Default::default(),
            korean: Vec::new(),
            legal: Default::default(),
            acronyms: [0; 2],
            script: main_script(&words.words),
            truncated: cleaned.truncated,
            look_alikes: cleaned.look_alikes,
        };
        let mut parts = Parts::default();
        let by_sound = person && transcribed::is_transcribed(text, &words.words);
        if by_sound {
            words.words.iter_mut().for_each(|word| word.by_sound = true);
        }
        if person {
            set_other_script_aside(&mut words.words);
            if !by_sound {
                name.korean = korean(&words);
            }
            person::read(&words, name.is_korean_shaped(), &mut parts);
            if !by_sound {
                add_japanese(&words, &mut parts);
            }
            if !name.is_korean_shaped() {
                slavic::add_common_forms(&mut parts);
            }
        } else {
            let body = body::read(&words, schema, &mut parts);
            name.legal = body.legal;
            name.acronyms = body.acronyms;
        }
        name.truncated |= parts.truncated;
        name.joins = parts.variants;
        name.joins.truncate(crate::side::MOST_JOINS);
        name.tokens = parts.tokens;
        name.standings = parts.standings;
        name.add_joins();
        for join in &name.joins {
            name.join_marks.add(join.first, join.count, &join.token);
        }
        name
    }

    /// Neighbours written together: "Good Will" is "Goodwill", "Arefullaha Ref" is "Arefullah Aref".
    fn add_joins(&mut self) {
        const MOST_JOINS: usize = crate::side::MOST_JOINS;
        for count in [2usize, 3] {
            for (first, run) in self.tokens.windows(count).enumerate() {
                if run
                    .iter()
                    .all(|token| token.group == Group::Abjad && !token.servant)
                    && count == 2
                    && self.joins.len() < MOST_JOINS
                {
                    let bytes: Vec<u8> = run
                        .iter()
                        .flat_map(|token| token.sounds().iter().copied())
                        .collect();
                    // "Muhyi al-Din" is one name, however short.
                    let of_faith = &*run[1].text == "الدين";
                    if crate::abjad::substance(&bytes) < 5.0 && !of_faith {
                        continue;
                    }
                    let text: String = run.iter().map(|token| &*token.text).collect();
                    let token = Token::new(&text, &bytes, Kind::Word, Group::Abjad, run[0].script);
                    self.joins.push(Join {
                        first: first as u8,
                        count: count as u8,
                        token,
                    });
                    continue;
                }
                let fits = run.iter().all(|token| {
                    token.group == Group::Sounds
                        && token.text.is_ascii()
                        && matches!(token.kind, Kind::Word | Kind::Initial | Kind::Generic)
                        && !token.servant
                }) && run.iter().any(|token| token.kind == Kind::Word);
                let text: String = run.iter().map(|token| &*token.text).collect();
                if fits && text.len() <= 24 && self.joins.len() < MOST_JOINS {
                    let token = Token::new(
                        &text,
                        text.as_bytes(),
                        Kind::Word,
                        Group::Sounds,
                        run[0].script,
                    );
                    self.joins.push(Join {
                        first: first as u8,
                        count: count as u8,
                        token,
                    });
                }
            }
        }
    }
}

/// As much of a text as is kept.
fn beginning(text: &str) -> &str {
    const MOST_LETTERS: usize = 1_000;
    if text.len() <= MOST_LETTERS {
        return text;
    }
    let end = text.char_indices().nth(MOST_LETTERS);
    end.map_or(text, |(at, _)| &text[..at])
}

fn words(pieces: Vec<Piece>, schema: Schema) -> Words {
    let pieces = match schema {
        Schema::Person => pieces,
        _ => with_company_marks(pieces),
    };
    let mut words: Vec<Raw> = Vec::with_capacity(pieces.len());
    let (mut aside, mut hyphen, mut before_comma) = (false, false, None);
    for piece in pieces {
        match piece {
            Piece::Word { letters, script } => {
                words.push(Raw {
                    letters,
                    script,
                    aside,
                    after_hyphen: hyphen,
                    dotted: false,
                    by_sound: false,
                });
                hyphen = false;
            }
            Piece::Comma => before_comma = before_comma.or(Some(words.len())),
            Piece::Dot => {
                if let Some(last) = words.last_mut() {
                    last.dotted = true;
                }
            }
            Piece::Aside => aside = !words.is_empty(),
            Piece::AsideEnd => aside = false,
            Piece::Hyphen => hyphen = true,
        }
    }
    words.truncate(64);
    Words {
        words,
        before_comma,
    }
}

/// ㈱ and (주), which East Asian companies write beside their names: one letter of their form in brackets.
fn with_company_marks(mut pieces: Vec<Piece>) -> Vec<Piece> {
    let form = |pieces: &[Piece]| match pieces {
        [
            Piece::Aside,
            Piece::Word { letters, script },
            Piece::AsideEnd,
        ] => {
            let form = match letters.as_str() {
                "株" => "株式会社",
                "有" => "有限会社",
                "合" => "合同会社",
                "財" => "財団法人",
                "社" => "社団法人",
                "주" => "주식회사",
                "유" => "유한회사",
                "재" => "재단법인",
                "사" => "사단법인",
                _ => return None,
            };
            Some((form, *script))
        }
        _ => None,
    };
    let mut at = 0;
    while at + 3 <= pieces.len() {
        if let Some((form, script)) = form(&pieces[at..at + 3]) {
            let letters = form.to_owned();
            pieces.splice(at..at + 3, [Piece::Word { letters, script }]);
        }
        at += 1;
    }
    pieces
}

fn main_script(words: &[Raw]) -> Option<Script> {
    let mut counts = [0usize; Script::COUNT];
    for word in words
        .iter()
        .filter(|word| word.letters.chars().any(char::is_alphabetic))
    {
        counts[word.script as usize] += word.letters.len();
    }
    let most = *counts.iter().max()?;
    let code = counts.iter().position(|count| *count == most && most > 0)?;
    Script::from_code(code as u8)
}

/// A name in Han characters as Japanese read it: all its parts written together, as other names are too.
fn add_japanese(words: &Words, parts: &mut Parts) {
    let count = parts.tokens.len();
    let chosen: Vec<&Raw> = words.words.iter().filter(|word| !word.aside).collect();
    let in_han = |script: Script| matches!(script, Script::Han | Script::Other);
    if count != 2 || chosen.is_empty() || !chosen.iter().all(|word| in_han(word.script)) {
        return;
    }
    let name: String = chosen.iter().map(|word| word.letters.as_str()).collect();
    for reading in japanese::readings(&name) {
        parts.variants.push(Join {
            first: 0,
            count: 2,
            token: Token::new(
                &reading,
                reading.as_bytes(),
                Kind::Word,
                Group::Sounds,
                Script::Han,
            ),
        });
    }
}

/// "AO Geomir", "Siemens AG": two capitals at either end, beside words that are not all in capitals, are a company form.
/// Elsewhere they may be a surname or initials.
fn has_short_form(text: &str) -> bool {
    const FORMS: [&str; 11] = [
        "AO", "AG", "SA", "AB", "NV", "BV", "OY", "AS", "AD", "SE", "PT",
    ];
    let is_form = |word: Option<&str>| {
        word.is_some_and(|word| FORMS.contains(&word.trim_matches([',', '.', '(', ')'])))
    };
    let mut words = text.split_whitespace();
    let (first, last) = (words.next(), words.next_back());
    let written_small = |word: &str| word.bytes().any(|letter| letter.is_ascii_lowercase());
    (is_form(first) || is_form(last)) && text.split_whitespace().any(written_small)
}

/// A name that stands there in Latin letters and again in another script: the second is another way to write the first.
fn set_other_script_aside(words: &mut [Raw]) {
    let own = |word: &Raw| !word.aside && word.letters.chars().count() > 1;
    let latin = (words.iter())
        .filter(|word| own(word) && word.script == Script::Latin)
        .count();
    let is_other = |script: Script| {
        matches!(
            script,
            Script::Hangul | Script::Han | Script::Arabic | Script::Cyrillic
        )
    };
    let mut scripts = words
        .iter()
        .filter(|word| own(word))
        .map(|word| word.script);
    let mixed = scripts.clone().any(is_other)
        && scripts.all(|script| script == Script::Latin || is_other(script));
    if latin > 1 && mixed {
        for word in words.iter_mut().filter(|word| is_other(word.script)) {
            word.aside = true;
        }
    }
}

/// Whether words of companies and authorities occur.
fn looks_like_a_body(words: &[Raw]) -> bool {
    let lexicon = lexicon();
    body::has_slavic_words(words)
        || (0..words.len()).any(|start| {
            let most = LONGEST_PHRASE.min(words.len() - start);
            (1..=most).any(|count| {
                let phrase = phrase(&words[start..start + count]);
                body::known_phrase(&phrase).is_some_and(|known| match known.kind {
                    Kind::Generic => {
                        let least = if matches!(words[start].script, Script::Hangul | Script::Han) {
                            3
                        } else {
                            4
                        };
                        phrase.chars().count() >= least
                    }
                    Kind::Legal => {
                        phrase.chars().count() > 2 || words[start].script == Script::Cyrillic
                    }
                    _ => false,
                })
            }) || matches!(words[start].script, Script::Hangul | Script::Han)
                && words[start].letters.chars().count() > 4
                && lexicon
                    .cut_unspaced(&words[start].letters)
                    .iter()
                    .any(|(_, known)| known.is_some())
        })
}

pub(crate) fn phrase(words: &[Raw]) -> String {
    let mut phrase = String::new();
    for word in words {
        if !phrase.is_empty() {
            phrase.push(' ');
        }
        phrase.push_str(&word.letters);
    }
    phrase
}

/// The ways to read the words as a Korean name; what stands in brackets may be the same name in another script.
fn korean(words: &Words) -> Vec<crate::korean::Form> {
    let mut forms = Vec::new();
    for aside in [false, true] {
        let chosen: Vec<&Raw> = words
            .words
            .iter()
            .filter(|word| {
                word.aside == aside && lexicon().person_word(&word.letters) != Some(Kind::Title)
            })
            .collect();
        let readable = |script| {
            matches!(
                script,
                Script::Hangul | Script::Han | Script::Latin | Script::Cyrillic | Script::Kana
            )
        };
        if chosen.is_empty() || chosen.len() > 5 || !chosen.iter().all(|word| readable(word.script))
        {
            continue;
        }
        let letters: Vec<Written<'_>> = chosen
            .iter()
            .map(|word| Written {
                letters: &word.letters,
                after_hyphen: word.after_hyphen,
            })
            .collect();
        let surname_words = words.before_comma.filter(|_| !aside);
        forms.extend(forms_of(&letters, surname_words));
    }
    forms.truncate(MOST_FORMS);
    forms.extend(through_chinese(words));
    forms.truncate(MOST_FORMS_IN_ALL);
    forms
}

/// The name read as one that Chinese spells, where it stands by itself in Latin letters.
fn through_chinese(words: &Words) -> Vec<crate::korean::Form> {
    let latin: Vec<&str> = words
        .words
        .iter()
        .filter(|word| !word.aside)
        .filter(|word| lexicon().person_word(&word.letters) != Some(Kind::Title))
        .map(|word| match word.script {
            Script::Latin => word.letters.as_str(),
            _ => "",
        })
        .collect();
    forms_through_chinese(&latin, words.before_comma == Some(1))
}
