//! Korean names that come through Chinese: 김철삼 is written 金鐵三, which a Chinese document spells Jin Tiesan.
//!
//! The spelling does not say which characters are meant, so each syllable of it stands for every Korean reading of the
//! characters that Mandarin reads so. That is wide: a name is read this way only when all of it can be, with a surname
//! that Koreans bear and two more syllables, and it is never more than a possible match.

use std::sync::OnceLock;

use super::form::Form;
use super::hanja;
use super::parse::Segment;
use super::spelling::Syllable;
use super::surname::{Surnames, of_two_characters, surnames};
use crate::han::pinyin_of;
use crate::quick_hash::Table as Quick;

/// Stands where an initial would: the rest of the syllable is a number of [`Table::readings`].
const THROUGH_CHINESE: u8 = 0xFE;
/// Given names of this many syllables are read.
const GIVEN: usize = 2;
const LONGEST_SYLLABLE: usize = 6;

struct Table {
    /// Mandarin syllables that some character known to Koreans has.
    numbers: Quick<&'static str, u16>,
    readings: Vec<Vec<Syllable>>,
    surnames: Quick<String, Surnames>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Table {
            numbers: Quick::default(),
            readings: Vec::new(),
            surnames: Quick::default(),
        };
        for (character, hangul) in hanja::common() {
            let (Some(pinyin), Some(syllable)) =
                (pinyin_of(character), Syllable::of_hangul(hangul))
            else {
                continue;
            };
            let next = table.readings.len() as u16;
            let number = *table.numbers.entry(pinyin).or_insert(next);
            if number == next {
                table.readings.push(Vec::new());
            }
            if let Some(readings) = table.readings.get_mut(number as usize)
                && !readings.contains(&syllable)
            {
                readings.push(syllable);
            }
            let mut letters = [0; 4];
            let borne = surnames(character.encode_utf8(&mut letters));
            if borne != 0 {
                *table.surnames.entry(pinyin.to_owned()).or_default() |= borne;
            }
        }
        // 南宮, which Mandarin spells Nangong.
        for (characters, borne) in of_two_characters() {
            let pinyin: Option<String> = characters.chars().map(pinyin_of).collect();
            if let Some(pinyin) = pinyin {
                *table.surnames.entry(pinyin).or_default() |= borne;
            }
        }
        table
    })
}

impl Syllable {
    fn through_chinese(number: u16) -> Self {
        Self {
            initial: THROUGH_CHINESE,
            vowel: (number >> 8) as u8,
            last: (number & 0xFF) as u8,
        }
    }

    /// The Korean readings that a Mandarin syllable may have; `None` for a syllable of another kind.
    pub(crate) fn readings(self) -> Option<&'static [Self]> {
        if self.initial != THROUGH_CHINESE {
            return None;
        }
        let number = usize::from(self.vowel) << 8 | usize::from(self.last);
        Some(table().readings.get(number).map_or(&[], Vec::as_slice))
    }
}

impl Form {
    /// Whether the name was read from a Chinese spelling.
    pub(crate) fn is_through_chinese(&self) -> bool {
        self.given
            .syllables()
            .first()
            .is_some_and(|syllable| syllable.initial == THROUGH_CHINESE)
    }
}

/// The ways to read Latin words as a Korean name spelled by Mandarin, surname first or last.
pub(crate) fn forms_through_chinese(words: &[&str], surname_first: bool) -> Vec<Form> {
    let mut forms = Vec::new();
    if !(2..=3).contains(&words.len()) || !words.iter().all(|word| word.is_ascii()) {
        return forms;
    }
    let orders: [(&str, Vec<&str>); 2] = [
        (words[0], words[1..].to_vec()),
        (words[words.len() - 1], words[..words.len() - 1].to_vec()),
    ];
    for (surname, given) in orders.iter().take(if surname_first { 1 } else { 2 }) {
        let Some(surnames) = table().surnames.get(*surname) else {
            continue;
        };
        if let Some(given) = cut(&given.concat()) {
            let form = Form {
                surnames: *surnames,
                given,
                borrowed: true,
            };
            if !forms.contains(&form) {
                forms.push(form);
            }
        }
    }
    forms
}

/// Two Mandarin syllables, the first as long as it can be: "tiesan" is tie-san.
fn cut(word: &str) -> Option<Segment> {
    let numbers = &table().numbers;
    (1..=LONGEST_SYLLABLE.min(word.len().saturating_sub(1)))
        .rev()
        .find_map(|length| {
            let (first, second) = word.split_at_checked(length)?;
            let pair = [*numbers.get(first)?, *numbers.get(second)?];
            let mut segment = Segment {
                length: GIVEN as u8,
                ..Segment::default()
            };
            for (to, number) in segment.syllables.iter_mut().zip(pair) {
                *to = Syllable::through_chinese(number);
            }
            Some(segment)
        })
}

#[cfg(test)]
mod tests {
    use super::super::{Written, form_cost, forms_of};
    use super::*;

    fn meet(chinese: &str, korean: &str) -> bool {
        let chinese: Vec<&str> = chinese.split(' ').collect();
        let korean: Vec<Written<'_>> = korean.split(' ').map(Written::apart).collect();
        forms_through_chinese(&chinese, false).iter().any(|one| {
            forms_of(&korean, None)
                .iter()
                .any(|other| form_cost(one, other).is_some())
        })
    }

    #[test]
    fn chinese_spellings_of_korean_names_are_read() {
        for (chinese, korean) in [
            ("jin tiesan", "kim chol sam"),
            ("tie san jin", "김철삼"),
            ("li chenghe", "ri song hyok"),
            ("cui mingzhe", "choe myong chol"),
        ] {
            assert!(meet(chinese, korean), "{chinese} {korean}");
        }
    }

    #[test]
    fn other_chinese_names_are_not() {
        for (chinese, korean) in [
            ("jin tiesan", "kim chol su"),
            ("wang meihua", "kim myong hwa"),
            ("john smith", "kim chol sam"),
            ("jin tie", "kim chol"),
        ] {
            assert!(!meet(chinese, korean), "{chinese} {korean}");
        }
    }
}
