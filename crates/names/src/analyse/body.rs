//! Names of companies, authorities and ships.

use super::number;
use super::word;
use super::{Parts, Raw, Words, phrase};
use crate::commonness;
use crate::lexicon::{Known, LONGEST_PHRASE, lexicon};
use crate::name::{Acronyms, Join, LegalForm, MOST_TOKENS, Standing};
use crate::romanise;
use crate::schema::Schema;
use crate::script::Script;
use crate::token::{Group, Kind, Token, hash};

#[derive(Default)]
pub(crate) struct Body {
    pub(crate) legal: LegalForm,
    pub(crate) acronyms: Acronyms,
}

/// First letters of the words of a name.
#[derive(Default)]
struct Initials {
    of_words: Vec<char>,
    /// Those of company forms too: the Russian Financial Corporation is RFC.
    with_forms: Vec<char>,
}

impl Initials {
    fn add(&mut self, letters: impl Iterator<Item = char>) {
        let before = self.with_forms.len();
        self.with_forms.extend(letters);
        self.of_words.extend_from_slice(&self.with_forms[before..]);
    }

    /// Forms that are abbreviations themselves stand in no other.
    fn add_form(&mut self, form: &Raw) {
        const SHORTEST: usize = 6;
        if form.letters.chars().count() >= SHORTEST {
            self.with_forms.extend(initial(form));
        }
    }

    fn acronyms(&self) -> Acronyms {
        let of = |letters: &[char]| {
            // Names in Cyrillic are long, and three letters are soon met by chance.
            let least = if letters.iter().all(char::is_ascii) {
                3
            } else {
                4
            };
            if !(least..=8).contains(&letters.len()) {
                return 0;
            }
            let mut text = String::new();
            for letter in letters {
                match romanise::letter(*letter) {
                    Some(latin) => text.push_str(latin),
                    None => text.push(*letter),
                }
            }
            hash(text.as_bytes())
        };
        let (plain, with_forms) = (of(&self.of_words), of(&self.with_forms));
        [plain, if with_forms == plain { 0 } else { with_forms }]
    }

    /// Whether a word repeats what it abbreviates: in "Omskii Nauchno-Issledovatelskii Institut Priborostroeniia (AO
    /// ONIIP)" it stands in brackets, where Cyrillic also abbreviates a part; elsewhere it ends the name.
    fn are_repeated_by(&self, word: &Raw, is_last: impl FnOnce() -> bool) -> bool {
        const SHORTEST: usize = 3;
        const SHORTEST_OF_A_PART: usize = 2;
        let mut all = [&self.of_words, &self.with_forms].into_iter();
        if word.aside && word.script == Script::Cyrillic {
            let letters: Vec<char> = word.letters.chars().collect();
            letters.len() >= SHORTEST_OF_A_PART
                && all.any(|all| all.windows(letters.len()).any(|run| run == letters))
        } else {
            let is_whole = |all: &Vec<char>| {
                all.len() >= SHORTEST && all.iter().copied().eq(word.letters.chars())
            };
            all.any(is_whole) && (word.aside || is_last())
        }
    }
}

pub(crate) fn read(words: &Words, schema: Schema, parts: &mut Parts) -> Body {
    let words = &words.words;
    let mut body = Body::default();
    let mut initials = Initials::default();
    // "van der Bilt" is also written in one word.
    let mut prefix = String::new();
    let mut at = 0;
    while at < words.len() {
        let word = &words[at];
        if is_ordinal_ending(words, at) {
            at += 1;
            continue;
        }
        if is_commercial_bank(words, at) {
            at += 1;
            continue;
        }
        let dotted = dotted_letters(&words[at..]);
        if dotted > 1 && word.script == Script::Cyrillic {
            let letters = letters_of(&words[at..at + dotted]);
            add_word(
                &Raw {
                    letters,
                    ..word.clone()
                },
                parts,
            );
            weigh_initials(dotted, &words[at + dotted..], parts);
            at += dotted;
            continue;
        }
        if let Some((known, taken)) = longest_phrase(&words[at..])
            && !(schema == Schema::Vessel && known.kind == Kind::Legal && words.len() == 1)
        {
            match known.kind {
                Kind::Particle => {}
                Kind::Legal if !word.aside => initials.add_form(word),
                Kind::Legal => {}
                _ => initials.add(words[at..at + taken].iter().filter_map(own_initial)),
            }
            if known.kind == Kind::Particle && taken == 1 {
                prefix.push_str(&word.letters);
            } else {
                prefix.clear();
            }
            add_known(known, word, taken, parts, &mut body);
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
            let together = letters_of(&words[at..at + letters]);
            match lexicon().body_word(&together) {
                Some(known) => add_known(known, word, letters, parts, &mut body),
                None => {
                    initials.add(together.chars().filter(|_| !word.aside));
                    let joined = Raw {
                        letters: together,
                        ..word.clone()
                    };
                    add_word(&joined, parts);
                    if dotted == letters {
                        weigh_initials(dotted, &words[at + letters..], parts);
                    }
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
        if initials.are_repeated_by(word, || ends_the_name(&words[at + 1..])) {
            let before = parts.tokens.len();
            add_word(word, parts);
            if let Some(standing) = parts.standings.get_mut(before) {
                standing.weight = REPEATED;
                standing.aside = true;
            }
            at += 1;
            continue;
        }
        initials.add(own_initial(word).into_iter());
        if matches!(word.script, Script::Han | Script::Hangul | Script::Thai) {
            for (text, known) in lexicon().cut_unspaced(&word.letters) {
                match known {
                    Some(known) => add_known(known, word, 1, parts, &mut body),
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
    body.acronyms = initials.acronyms();
    drop_spelled_out(parts, body.acronyms);
    weigh(parts);
    body
}

/// "142-й" is 142nd.
fn is_ordinal_ending(words: &[Raw], at: usize) -> bool {
    const ENDINGS: [&str; 8] = ["й", "я", "е", "го", "му", "ый", "ой", "ая"];
    let before = at.checked_sub(1).and_then(|before| words.get(before));
    words[at].after_hyphen
        && ENDINGS.contains(&words[at].letters.as_str())
        && before.is_some_and(|number| number.letters.bytes().all(|digit| digit.is_ascii_digit()))
}

/// "KB" is a design bureau, but in the name of a bank it is "commercial bank", as CB is.
fn is_commercial_bank(words: &[Raw], at: usize) -> bool {
    let is_of_a_bank = |word: &Raw| word.letters.contains("банк") || word.letters.contains("bank");
    matches!(words[at].letters.as_str(), "кб" | "kb" | "cb") && words.iter().any(is_of_a_bank)
}

/// Whether so many words are Slavic words of bodies that this is no person: one of them may be a surname.
pub(super) fn has_slavic_words(words: &[Raw]) -> bool {
    const ENOUGH: usize = 2;
    let long = words.iter().filter(|word| word.letters.chars().count() > 4);
    let known = |word: &Raw| {
        slavic(word).is_some()
            || word.script == Script::Cyrillic
                && lexicon().translations(&word.letters).next().is_some()
    };
    long.filter(|word| known(word)).count() >= ENOUGH
}

/// How many words from here on are one letter with a dot.
fn dotted_letters(words: &[Raw]) -> usize {
    words
        .iter()
        .take_while(|word| word.dotted && word.letters.chars().count() == 1)
        .count()
}

fn letters_of(words: &[Raw]) -> String {
    words.iter().map(|word| word.letters.as_str()).collect()
}

/// "V.A. Degtyarev": initials of the person that a body is named after are often left out.
fn weigh_initials(count: usize, rest: &[Raw], parts: &mut Parts) {
    const WEIGHT: f32 = 0.2;
    let named_after = rest
        .first()
        .is_some_and(|next| next.letters.chars().count() > 3 && longest_phrase(rest).is_none());
    if let Some(standing) = parts
        .standings
        .last_mut()
        .filter(|_| named_after && count == 2)
    {
        standing.weight = WEIGHT;
    }
}

/// Weight of an abbreviation beside what it abbreviates: that it meets says little, and that it is missing nothing.
const REPEATED: f32 = 0.15;

/// "The", "and the", "for the", "and": what Arabic writes together with the word after it.
const BEFORE_ARABIC_WORDS: [&str; 4] = ["ال", "وال", "لل", "و"];

/// Whether nothing but a company form follows: "I" elsewhere is "and" in Slavic languages.
fn ends_the_name(rest: &[Raw]) -> bool {
    rest.is_empty()
        || longest_phrase(rest)
            .is_some_and(|(known, count)| known.kind == Kind::Legal && count == rest.len())
}

fn initial(word: &Raw) -> Option<char> {
    let in_alphabet = |first: &char| {
        first.is_ascii_alphabetic() || word.script == Script::Cyrillic && first.is_alphabetic()
    };
    word.letters.chars().next().filter(in_alphabet)
}

/// The same of a word that belongs to the name itself: what stands in brackets is often its abbreviation.
fn own_initial(word: &Raw) -> Option<char> {
    initial(word).filter(|_| !word.aside)
}

/// An abbreviation in brackets after what it abbreviates says nothing new.
fn drop_spelled_out(parts: &mut Parts, acronyms: Acronyms) {
    let is_spelled_out = |token: &Token, standing: &Standing| {
        standing.aside && token.kind == Kind::Word && acronyms.contains(&token.hash)
    };
    let last = parts.tokens.last().zip(parts.standings.last());
    if parts.tokens.len() > 1
        && last.is_some_and(|(token, standing)| is_spelled_out(token, standing))
    {
        let place = parts.tokens.len() as u8 - 1;
        parts.tokens.pop();
        parts.standings.pop();
        parts.variants.retain(|variant| variant.first < place);
    }
}

/// A phrase that bodies have, also where the Arabic article, "and" or "for" is written together with it.
pub(super) fn known_phrase(text: &str) -> Option<Known> {
    let lexicon = lexicon();
    lexicon.body_word(text).or_else(|| {
        if text.is_ascii() {
            return None;
        }
        let mut bare = BEFORE_ARABIC_WORDS
            .iter()
            .filter_map(|before| text.strip_prefix(before));
        bare.find_map(|bare| lexicon.body_word(bare))
    })
}

fn longest_phrase(words: &[Raw]) -> Option<(Known, usize)> {
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
            Some((known_phrase(text)?, count))
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

/// `count`: of how many words what is known was.
fn add_known(known: Known, word: &Raw, count: usize, parts: &mut Parts, body: &mut Body) {
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
            if !repeated && parts.tokens.len() < MOST_TOKENS {
                let spelled = as_spelled(word).filter(|_| count == 1);
                parts.variants.extend(spelled.map(|token| Join {
                    first: parts.tokens.len() as u8,
                    count: 1,
                    token,
                }));
                parts.push(token, standing(word, 0.0));
            }
        }
    }
}

/// A known word of another script by its letters: names of companies keep general words of their language as they
/// sound, as Novosti and Oborontest do.
fn as_spelled(word: &Raw) -> Option<Token> {
    const SHORTEST: usize = 5;
    let fits = matches!(word.script, Script::Cyrillic | Script::Arabic)
        && word.letters.chars().count() >= SHORTEST;
    fits.then(|| word::token(&word.letters, word.script, Kind::Word, false))?
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
fn without_adjective_ending(token: &Token, place: usize) -> Vec<Join> {
    const ENDINGS: [&str; 11] = [
        "skii", "skiy", "skij", "sky", "ski", "skoe", "skoye", "skaya", "skogo", "skoi", "skom",
    ];
    let stem = ENDINGS
        .iter()
        .find_map(|ending| token.text.strip_suffix(ending));
    // "Balashikhinsky" is "of Balashikha", "Ulan-Udensky" of Ulan-Ude.
    let shorter = stem.and_then(|stem| {
        stem.strip_suffix("in")
            .or_else(|| stem.strip_suffix('n'))
            .filter(|shorter| !shorter.ends_with(['a', 'o', 'i']))
    });
    [
        stem.filter(|stem| stem.len() > 3),
        shorter.filter(|stem| stem.len() > 2),
    ]
    .into_iter()
    .flatten()
    .filter(|stem| stem.is_ascii())
    .map(|stem| Join {
        first: place as u8,
        count: 1,
        token: Token::new(
            stem,
            stem.as_bytes(),
            Kind::Word,
            Group::Sounds,
            token.script,
        ),
    })
    .collect()
}

/// The word in English, where lists translate it.
fn translations(word: &Raw) -> impl Iterator<Item = Token> {
    let letters = word.letters.as_str();
    let bare = BEFORE_ARABIC_WORDS
        .iter()
        .filter_map(|before| letters.strip_prefix(before));
    let script = word.script;
    let forms = std::iter::once(letters).chain(bare);
    forms
        .flat_map(|form| lexicon().translations(form))
        .map(move |english| {
            Token::new(
                english,
                english.as_bytes(),
                Kind::Word,
                Group::Sounds,
                script,
            )
        })
}

fn add_word(word: &Raw, parts: &mut Parts) {
    if let Some(token) = word::token(&word.letters, word.script, Kind::Word, true) {
        // The name again: "Streloi (OOO Streloi)".
        let repeats = |known: &Token| known.hash == token.hash && known.text == token.text;
        if word.aside && parts.tokens.iter().any(repeats) {
            return;
        }
        if parts.tokens.len() < MOST_TOKENS {
            let forms = word::around_the_article(&word.letters, word.script);
            let forms = forms.into_iter().chain(translations(word));
            let place = parts.tokens.len() as u8;
            parts.variants.extend(forms.map(|token| Join {
                first: place,
                count: 1,
                token,
            }));
        }
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
