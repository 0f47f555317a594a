//! Variants of a postal address: abbreviations, another order, unit numbers, a word left out.
//!
//! Long words and their abbreviations are made one by the normal form of `bonafide_signals::address`, beforehand. An
//! address is the set of all pairs of its words. Single words of an address are common (streets,
//! towns, numbers); two of them together rarely are, and the rarer, the more they weigh.

use super::{SimilarSettings, SimilarTies, tie};
use crate::hash;
use crate::set_join::{JoinSettings, SetJoin};
use crate::text::{Kind, kind};

/// Words of an address that are read.
const MOST_WORDS: usize = 24;
/// Pairs of words that two addresses must share: three words in common make three.
const LEAST_SHARED: u32 = 3;

pub(super) fn ties(values: &[(u32, String)], settings: &SimilarSettings) -> SimilarTies {
    let mut join = SetJoin::new(JoinSettings {
        least_alike: settings.least_alike_address,
        least_shared: LEAST_SHARED,
        most_subjects: settings.most_subjects,
        most_features: MOST_WORDS * MOST_WORDS,
    });
    let read: Vec<Vec<String>> = values.iter().map(|(_, value)| read(value)).collect();
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
        // Equal ones are found as equal values.
        let is_equal =
            of(near.a).any(|left| of(near.b).any(|right| values[left].1 == values[right].1));
        if is_equal {
            continue;
        }
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

/// The different words of an address in its normal form, sorted.
fn read(address: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut before = None;
    for letter in address.chars().chain([' ']) {
        let kind = kind(letter);
        if kind == Kind::Word {
            word.push(letter);
        } else if !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        // In scripts without spaces two characters make a word.
        if let (Kind::Alone, Some(before)) = (kind, before) {
            words.push(String::from_iter([before, letter]));
        }
        before = (kind == Kind::Alone).then_some(letter);
    }
    // It only says that a number of a flat follows.
    words.retain(|word| word != "unit");
    words.truncate(MOST_WORDS);
    words.sort_unstable();
    words.dedup();
    words
}
