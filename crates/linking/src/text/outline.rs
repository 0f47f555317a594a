//! The outline of a text: its names, years and numbers in their order.
//!
//! Who rewrites a CV for the next persona changes the sentences and keeps the employers, the
//! projects and the years. An entry of an outline is a run of capitalised words, a number, or what
//! the caller says; a step is an entry and one that follows soon after.

use super::normalise::fold;
use crate::hash;

/// Steps that two outlines must share: more than one lucky pair of well-known names.
pub(super) const LEAST_SHARED: u32 = 5;
/// How far ahead a step looks: an entry left out or put in breaks few steps.
const AHEAD: usize = 3;
/// Words in one name; more are headlines or shouting.
const LONGEST_NAME: usize = 6;

/// Finds outlines, with room that is used again.
#[derive(Debug, Default)]
pub(super) struct Reader {
    entries: Vec<u64>,
}

impl Reader {
    pub(super) fn read(&mut self, text: &str, steps: &mut Vec<u32>) {
        self.entries.clear();
        let mut name = 0_u64;
        let mut words = 0;
        let mut sentence_starts = true;
        for raw in text.split_inclusive(|letter: char| letter.is_whitespace()) {
            let word = raw.trim_matches(|letter: char| !letter.is_alphanumeric());
            let ends_run = raw
                .trim_end()
                .ends_with(['.', ',', ';', ':', '!', '?', ')']);
            let mut letters = word.chars();
            let first = letters.next();
            let is_number = first.is_some_and(|letter| letter.is_ascii_digit());
            let is_name = first.is_some_and(char::is_uppercase)
                // The first word of a sentence is written large whatever it is, unless more of it is.
                && (!sentence_starts || letters.any(|letter| !letter.is_lowercase()));
            if is_name && words < LONGEST_NAME {
                name = hash_of(name, word);
                words += 1;
            }
            if words > 0 && (!is_name || ends_run || words == LONGEST_NAME) {
                self.entries.push(name);
                (name, words) = (0, 0);
            }
            if is_number {
                self.entries.push(hash_of(1, word));
            }
            if !word.is_empty() || ends_run {
                sentence_starts = raw.trim_end().ends_with(['.', '!', '?', '\u{3002}']);
            }
        }
        if words > 0 {
            self.entries.push(name);
        }
        step(&self.entries, steps);
    }
}

/// Appends the steps of an outline that the caller knows.
pub(super) fn steps_of_entries<'a>(
    entries: impl IntoIterator<Item = &'a str>,
    steps: &mut Vec<u32>,
) {
    let entries: Vec<u64> = entries
        .into_iter()
        .map(|entry| hash_of(2, entry))
        .filter(|entry| *entry != 2)
        .collect();
    step(&entries, steps);
}

fn hash_of(seed: u64, word: &str) -> u64 {
    let mut running = seed;
    fold(word, |letter| {
        if letter.is_alphanumeric() {
            running = hash::mix(running, u64::from(u32::from(letter)));
        }
    });
    running
}

fn step(entries: &[u64], steps: &mut Vec<u32>) {
    for (at, from) in entries.iter().enumerate() {
        for to in entries.iter().skip(at + 1).take(AHEAD) {
            // A number that follows itself says nothing.
            if from != to {
                steps.push((hash::finish(hash::mix(*from, *to)) >> 32) as u32);
            }
        }
    }
}
