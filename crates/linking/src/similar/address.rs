//! Variants of a postal address: abbreviations, another order, unit numbers, a word left out.
//!
//! An address is the set of all pairs of its words. Single words of an address are common (streets,
//! towns, numbers); two of them together rarely are, and the rarer, the more they weigh.

use super::{SimilarSettings, SimilarTies, tie};
use crate::hash;
use crate::set_join::{JoinSettings, SetJoin};
use crate::text::{Kind, kind};

/// Words of an address that are read.
const MOST_WORDS: usize = 24;
/// Pairs of words that two addresses must share: three words in common make three.
const LEAST_SHARED: u32 = 3;

/// Long forms and the short one that stands for all. English, German, French, Spanish and Russian.
const SHORT: &[(&[&str], &str)] = &[
    (&["street", "str", "strasse", "straße"], "st"),
    (&["avenue", "aven", "avenida"], "ave"),
    (&["road"], "rd"),
    (&["boulevard", "boul"], "blvd"),
    (&["drive"], "dr"),
    (&["lane"], "ln"),
    (&["court"], "ct"),
    (&["place", "plaza"], "pl"),
    (&["square"], "sq"),
    (&["highway"], "hwy"),
    (&["parkway"], "pkwy"),
    (&["terrace"], "ter"),
    (&["crescent"], "cres"),
    (&["building"], "bldg"),
    (&["floor"], "fl"),
    (&["north"], "n"),
    (&["south"], "s"),
    (&["east"], "e"),
    (&["west"], "w"),
    (&["northeast"], "ne"),
    (&["northwest"], "nw"),
    (&["southeast"], "se"),
    (&["southwest"], "sw"),
    (&["saint", "sankt"], "st"),
    (&["mount"], "mt"),
    (&["calle"], "c"),
    (&["first"], "1st"),
    (&["second"], "2nd"),
    (&["third"], "3rd"),
    (&["улица"], "ул"),
    (&["проспект"], "пр"),
    (&["дом"], "д"),
    (&["квартира"], "кв"),
];
/// Words that only say that a unit follows.
const UNIT: &[&str] = &[
    "apt",
    "apartment",
    "unit",
    "suite",
    "ste",
    "flat",
    "room",
    "rm",
    "no",
    "nr",
    "number",
    "кв",
];

pub(super) fn ties(values: &[(u32, String)], settings: &SimilarSettings) -> SimilarTies {
    let words = Words::new();
    let mut join = SetJoin::new(JoinSettings {
        least_alike: settings.least_alike_address,
        least_shared: LEAST_SHARED,
        most_subjects: settings.most_subjects,
        most_features: MOST_WORDS * MOST_WORDS,
    });
    let read: Vec<Vec<String>> = values.iter().map(|(_, value)| words.read(value)).collect();
    let mut pairs = Vec::new();
    for ((subject, _), read) in values.iter().zip(&read) {
        pairs.clear();
        for (at, left) in read.iter().enumerate() {
            for right in &read[at + 1..] {
                let left = hash::bytes(5, left.as_bytes());
                pairs.push((hash::bytes(left, right.as_bytes()) >> 32) as u32);
            }
        }
        join.add(*subject, &mut pairs);
    }
    let joined = join.finish();
    let mut found = SimilarTies {
        common: joined.common.len() as u32,
        ..SimilarTies::default()
    };
    let of = |subject: u32| {
        let from = values.partition_point(|(each, _)| *each < subject);
        let to = values.partition_point(|(each, _)| *each <= subject);
        // One subject with very many addresses is bounded.
        from..to.min(from + 32)
    };
    for near in joined.ties {
        let one_number = of(near.a)
            .any(|left| of(near.b).any(|right| agree_in_a_number(&read[left], &read[right])));
        if one_number {
            found
                .ties
                .push(tie(near.a, near.b, near.alike, near.shared_by));
        }
    }
    found
}

/// Whether two addresses have a number in common, or one has none: neighbours in a street do not.
fn agree_in_a_number(left: &[String], right: &[String]) -> bool {
    let is_number = |word: &&String| word.starts_with(|first: char| first.is_ascii_digit());
    let mut numbers = left.iter().filter(is_number).peekable();
    numbers.peek().is_none()
        || !right.iter().any(|word| is_number(&word))
        || numbers.any(|number| right.contains(number))
}

struct Words {
    short: Vec<(String, String)>,
    unit: Vec<String>,
}

impl Words {
    fn new() -> Self {
        let folded = |word: &str| {
            let mut text = String::new();
            crate::text::fold(word, |letter| text.push(letter));
            text
        };
        let mut short: Vec<(String, String)> = SHORT
            .iter()
            .flat_map(|(long, short)| long.iter().map(|long| (folded(long), folded(short))))
            .collect();
        short.sort_unstable();
        Self {
            short,
            unit: UNIT.iter().map(|word| folded(word)).collect(),
        }
    }

    /// The different words of a folded address, sorted.
    fn read(&self, address: &str) -> Vec<String> {
        let mut words = Vec::new();
        let mut word = String::new();
        let mut before = None;
        for letter in address.chars().chain([' ']) {
            let kind = kind(letter);
            if kind == Kind::Word {
                word.push(letter);
            } else if !word.is_empty() {
                words.push(self.shorten(std::mem::take(&mut word)));
            }
            // In scripts without spaces two characters make a word.
            if let (Kind::Alone, Some(before)) = (kind, before) {
                words.push(String::from_iter([before, letter]));
            }
            before = (kind == Kind::Alone).then_some(letter);
        }
        words.retain(|word| !self.unit.contains(word));
        words.truncate(MOST_WORDS);
        words.sort_unstable();
        words.dedup();
        words
    }

    fn shorten(&self, word: String) -> String {
        match self.short.binary_search_by(|(long, _)| long.cmp(&word)) {
            Ok(at) => self.short[at].1.clone(),
            Err(_) => word,
        }
    }
}
