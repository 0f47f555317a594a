//! A whole Korean name: which surnames it may have, and how the given name may be read.

use super::hanja;
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

/// The ways to read these words (lower case, any script) as a Korean name, surname first or last.
/// `surname_first` when the writing says so, as in "KIM, Ung Sun".
pub(crate) fn forms_of(words: &[&str], surname_first: bool) -> Vec<Form> {
    let mut forms = Vec::new();
    let hangul: Vec<String> = words.iter().map(|word| in_hangul(word)).collect();
    let words: Vec<&str> = hangul.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] => {}
        [word] => {
            // Written in one piece, as Koreans do: the surname is the first syllable or the first two.
            let letters: Vec<(usize, char)> = word.char_indices().collect();
            let is_hangul = letters
                .iter()
                .all(|(_, letter)| Syllable::of_hangul(*letter).is_some());
            if is_hangul && (2..=6).contains(&letters.len()) {
                for cut in [1, 2] {
                    if let Some((at, _)) = letters.get(cut) {
                        add(&mut forms, &word[..*at], &[&word[*at..]]);
                    }
                }
            }
        }
        [first, rest @ ..] if rest.len() < 5 => {
            add(&mut forms, first, rest);
            if let [second, given @ ..] = rest
                && !given.is_empty()
                && !surname_first
            {
                // "Nam Gung Min", "남 궁 민".
                add(&mut forms, &format!("{first}{second}"), given);
            }
            if let ([given @ .., last], false) = (words.as_slice(), surname_first) {
                add(&mut forms, last, given);
            }
        }
        _ => {}
    }
    forms.truncate(MOST_FORMS);
    forms
}

/// Han characters as Koreans read them; other text as it is. The surname keeps its own reading (金 is 김, not 금).
fn in_hangul(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for (place, letter) in word.chars().enumerate() {
        match hanja::reading(letter) {
            Some('금') if letter == '金' && place == 0 => out.push('김'),
            Some(reading) => out.push(reading),
            None => out.push(letter),
        }
    }
    out
}

fn add(forms: &mut Vec<Form>, surname: &str, given: &[&str]) {
    let surnames = surnames(surname);
    if surnames == 0 {
        return;
    }
    // John and Jean can be cut into Korean syllables too; Phil is how 필 is spelled.
    let is_borrowed =
        |word: &&str| *word != "phil" && crate::lexicon::lexicon().nicknames(word) != [0; 3];
    let one_syllable = |word: &&str| segments(word).first().is_some_and(|cut| cut.length == 1);
    // Sam and Gene are Korean syllables beside another: Chol Sam.
    let two_syllables = given.len() == 2 && given.iter().all(one_syllable);
    let borrowed =
        given.iter().any(is_borrowed) && (!two_syllables || given.iter().all(is_borrowed));
    let mut readings = vec![Segment::default()];
    for word in given {
        let mut longer = Vec::new();
        for reading in &readings {
            for segment in segments(word) {
                let syllables = reading.syllables().iter().chain(segment.syllables());
                if reading.syllables().len() + segment.syllables().len()
                    <= MOST_GIVEN.min(MOST_SYLLABLES)
                {
                    let mut joined = Segment::default();
                    for (place, syllable) in syllables.enumerate() {
                        joined.syllables[place] = *syllable;
                        joined.length += 1;
                    }
                    longer.push(joined);
                }
            }
        }
        longer.truncate(MOST_FORMS);
        readings = longer;
    }
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

#[cfg(test)]
mod tests {
    use super::super::form_cost;
    use super::*;

    fn meet(a: &str, b: &str) -> Option<u32> {
        let forms = |name: &str| {
            let words: Vec<&str> = name.split_whitespace().collect();
            forms_of(&words, false)
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
