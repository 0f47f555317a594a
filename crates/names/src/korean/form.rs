//! A whole Korean name: which surnames it may have, and how the given name may be read.

use super::hanja;
use super::kana;
use super::parse::{MOST_SYLLABLES, Segment, segments};
use super::spelling::Syllable;
use super::surname::{Surnames, surnames};

/// Readings of one name that are kept.
pub(crate) const MOST_FORMS: usize = 4;
/// The same with those that come through Chinese, surname first and last.
pub(crate) const MOST_FORMS_IN_ALL: usize = MOST_FORMS + 2;
/// Korean given names have one to three syllables; four leave room for borrowed ones and a mother's surname.
const MOST_GIVEN: usize = 4;

/// One reading of a Korean name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Form {
    pub(crate) surnames: Surnames,
    pub(crate) given: Segment,
    /// A given name of another language (John, Jennie) is read too, but that it differs from a Korean one says nothing.
    pub(crate) borrowed: bool,
}

/// A word as it is written (lower case, any script).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Written<'a> {
    pub(crate) letters: &'a str,
    /// A hyphen joins it to the word before.
    pub(crate) after_hyphen: bool,
}

#[cfg(test)]
impl<'a> Written<'a> {
    pub(super) fn apart(letters: &'a str) -> Self {
        Self {
            letters,
            after_hyphen: false,
        }
    }
}

/// A word, and its reading in Hangul where it is written in Han characters.
struct Word {
    written: String,
    read: String,
    after_hyphen: bool,
}

/// The ways to read these words as a Korean name, surname first or last. `surname_words`: of how many words the surname
/// is, where the writing says so, as in "KIM, Ung Sun".
pub(crate) fn forms_of(words: &[Written<'_>], surname_words: Option<usize>) -> Vec<Form> {
    let words: Vec<Word> = words
        .iter()
        .map(|word| Word {
            written: kana::plain(word.letters),
            read: in_hangul(&kana::plain(word.letters)),
            after_hyphen: word.after_hyphen,
        })
        .collect();
    match (words.as_slice(), surname_words) {
        ([word], _) => in_one_piece(word),
        (words, Some(count)) if (1..words.len()).contains(&count) => {
            let (surname, given) = words.split_at(count);
            let mut forms = forms_with(surname, given);
            forms.truncate(MOST_FORMS);
            forms
        }
        (words, _) if (2..=5).contains(&words.len()) => in_either_order(words),
        _ => Vec::new(),
    }
}

/// Written in one piece, as Koreans do: the surname is the first syllable or the first two.
fn in_one_piece(word: &Word) -> Vec<Form> {
    let mut forms = Vec::new();
    let is_kana = kana::is_kana(&word.written);
    let count = word.written.chars().count();
    // A syllable in kana has one to three letters.
    let (longest, most) = if is_kana { (5, 12) } else { (2, 6) };
    if !(2..=most).contains(&count) {
        return forms;
    }
    // A character has one syllable, so that what is written and what is read can be cut at the same place.
    let cut = |text: &str, place: usize| {
        let at = text.char_indices().nth(place);
        let (surname, given) = text.split_at(at.map_or(text.len(), |(at, _)| at));
        (surname.to_owned(), given.to_owned())
    };
    let in_hangul = |text: &str| {
        text.chars()
            .all(|letter| Syllable::of_hangul(letter).is_some())
    };
    for place in 1..=longest.min(count - 1) {
        let (written, _) = cut(&word.written, place);
        let (read, given) = cut(&word.read, place);
        if in_hangul(&given) || is_kana && kana::may_begin(&given) {
            add(&mut forms, surnames_of(&written, &read), &[(&given, false)]);
        }
    }
    forms.truncate(MOST_FORMS);
    forms
}

/// Han characters of surnames have readings of their own: 金 is 김 and 車 is 차, and two of them may be one surname.
fn surnames_of(written: &str, read: &str) -> Surnames {
    match surnames(written) {
        0 => surnames(read),
        known => known,
    }
}

/// Of words that stand apart, the surname is the first or the last. What a hyphen joins is the given name: "Ji-hoon Lee"
/// is no Mr Ji, though there are such. Where nothing says which, both orders have their turn, because a name has more
/// readings than are kept.
fn in_either_order(words: &[Word]) -> Vec<Form> {
    let last_place = words.len() - 1;
    let first_is_joined = words[1].after_hyphen;
    let last_is_joined = words[last_place].after_hyphen;
    let mut first = Vec::new();
    if !first_is_joined || last_is_joined {
        first.extend(forms_with(&words[..1], &words[1..]));
    }
    if last_place > 1 {
        // "Nam Gung Min", "남 궁 민".
        first.extend(forms_with(&words[..2], &words[2..]));
    }
    let mut last = Vec::new();
    if !last_is_joined || first_is_joined {
        last = forms_with(&words[last_place..], &words[..last_place]);
    }
    if first.is_empty() && last.is_empty() {
        // The hyphen joins something else: "Kim-Chol Su".
        first = forms_with(&words[..1], &words[1..]);
        last = forms_with(&words[last_place..], &words[..last_place]);
    }
    let (mut first, mut last) = (first.into_iter(), last.into_iter());
    let mut forms: Vec<Form> = Vec::with_capacity(MOST_FORMS);
    while forms.len() < MOST_FORMS {
        let pair = [first.next(), last.next()];
        if pair == [None, None] {
            break;
        }
        for form in pair.into_iter().flatten() {
            if !forms.contains(&form) {
                forms.push(form);
            }
        }
    }
    forms.truncate(MOST_FORMS);
    forms
}

/// Han characters as Koreans read them; other text as it is.
fn in_hangul(word: &str) -> String {
    let read = |letter: char| hanja::reading(letter).unwrap_or(letter);
    word.chars().map(read).collect()
}

fn forms_with(surname: &[Word], given: &[Word]) -> Vec<Form> {
    let mut forms = Vec::new();
    let together = |text: fn(&Word) -> &str| surname.iter().map(text).collect::<String>();
    let known = surnames_of(
        &together(|word| &word.written),
        &together(|word| &word.read),
    );
    if known != 0 {
        let given: Vec<(&str, bool)> = given
            .iter()
            .map(|word| (word.read.as_str(), word.after_hyphen))
            .collect();
        add(&mut forms, known, &given);
    }
    forms
}

/// Readings of a given name that are looked at before the likeliest of them are kept.
const MOST_LOOKED_AT: usize = 12;

/// `given`: words, and whether a hyphen joins each to the one before.
fn add(forms: &mut Vec<Form>, surnames: Surnames, given: &[(&str, bool)]) {
    if surnames == 0 {
        return;
    }
    // John and Jean can be cut into Korean syllables too; Phil is how 필 is spelled.
    let is_borrowed = |(word, _): &(&str, bool)| {
        *word != "phil" && crate::lexicon::lexicon().nicknames(word) != [0; 3]
    };
    let one_syllable =
        |(word, _): &(&str, bool)| segments(word).first().is_some_and(|cut| cut.length == 1);
    // Sam and Gene are Korean syllables beside another: Chol Sam.
    let two_syllables = given.len() == 2 && given.iter().all(one_syllable);
    let borrowed =
        given.iter().any(is_borrowed) && (!two_syllables || given.iter().all(is_borrowed));
    let mut readings = vec![Segment::default()];
    for (word, after_hyphen) in given {
        let mut longer = Vec::new();
        for reading in &readings {
            let reading = if *after_hyphen {
                *reading
            } else {
                reading.standing_apart()
            };
            for segment in segments(word) {
                longer.extend(joined(&reading, &segment));
            }
        }
        // A word that stands apart is mostly one syllable.
        longer.sort_by_key(|reading| reading.length);
        longer.truncate(MOST_LOOKED_AT);
        readings = longer;
    }
    readings.truncate(MOST_FORMS);
    for given in readings.into_iter().filter(|reading| reading.length > 0) {
        let form = Form {
            surnames,
            given,
            borrowed,
        };
        if !forms.contains(&form) {
            forms.push(form);
        }
    }
}

fn joined(one: &Segment, other: &Segment) -> Option<Segment> {
    let length = one.syllables().len() + other.syllables().len();
    if length > MOST_GIVEN.min(MOST_SYLLABLES) {
        return None;
    }
    let mut joined = *one;
    for syllable in other.syllables() {
        joined.syllables[joined.length as usize] = *syllable;
        joined.length += 1;
    }
    Some(joined)
}

#[cfg(test)]
mod tests {
    use super::super::form_cost;
    use super::*;

    fn meet(a: &str, b: &str) -> Option<u32> {
        let forms = |name: &str| {
            let words: Vec<Written<'_>> = name.split_whitespace().map(Written::apart).collect();
            forms_of(&words, None)
        };
        let (a, b) = (forms(a), forms(b));
        a.iter()
            .flat_map(|one| b.iter().filter_map(|other| form_cost(one, other)))
            .min()
    }

    #[test]
    fn spellings_of_one_name_meet() {
        for spelling in [
            "kim ung sun",
            "kim eung sun",
            "ung soon kim",
            "kim ungsun",
            "金應順",
            "ким ын сун",
        ] {
            assert!(
                meet("김응순", spelling).is_some_and(|cost| cost < 20),
                "{spelling}: {:?}",
                meet("김응순", spelling)
            );
        }
        for (a, b) in [
            ("리용주", "li yong ju"),
            ("이용주", "ri yong ju"),
            ("남궁민", "namgung min"),
            ("전선우", "jun sun woo"),
            ("kuk ryol o", "o kung nyol"),
        ] {
            assert!(meet(a, b).is_some(), "{a} {b}");
        }
    }

    #[test]
    fn near_misses_do_not() {
        for (a, b) in [
            ("김정은", "김종은"),
            ("이재형", "이재명"),
            ("kim yong chol", "kim myong chol"),
            ("kim su gil", "kim su il"),
            ("최민석", "choe min sik"),
            ("박도윤", "park seo yoon"),
            ("임태현", "kim tae hyung"),
        ] {
            assert_eq!(meet(a, b), None, "{a} {b}");
        }
    }
}
