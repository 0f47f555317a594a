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
/// After these a name does not go on.
const ENDS_RUN: [char; 7] = ['.', ',', ';', ':', '!', '?', ')'];
/// Words in one name; more are headlines or shouting.
const LONGEST_NAME: usize = 6;

/// Finds outlines, with room that is used again.
#[derive(Debug, Default)]
pub(super) struct Reader {
    entries: Vec<u64>,
}

/// The name that is being read, and where in a sentence.
#[derive(Debug)]
struct Place {
    name: u64,
    words: usize,
    sentence_starts: bool,
}

impl Reader {
    pub(super) fn read(&mut self, text: &str, steps: &mut Vec<u32>) {
        self.entries.clear();
        let mut place = Place {
            name: 0,
            words: 0,
            sentence_starts: true,
        };
        if text.is_ascii() {
            self.read_ascii(text, &mut place);
        } else {
            self.read_any(text, &mut place);
        }
        if place.words > 0 {
            self.entries.push(place.name);
        }
        step(&self.entries, steps);
    }

    fn read_any(&mut self, text: &str, place: &mut Place) {
        for raw in text.split_inclusive(|letter: char| letter.is_whitespace()) {
            let word = raw.trim_matches(|letter: char| !letter.is_alphanumeric());
            let raw = raw.trim_end();
            let ends_run = raw.ends_with(ENDS_RUN);
            let ends_sentence = raw.ends_with(['.', '!', '?', '\u{3002}']);
            self.take(word, ends_run, ends_sentence, place);
        }
    }

    /// The same for ASCII alone, which most texts are: no character need be looked up.
    fn read_ascii(&mut self, text: &str, place: &mut Place) {
        let is_space = |byte: &u8| matches!(byte, b'\t'..=b'\r' | b' ');
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric();
        let bytes = text.as_bytes();
        let mut start = 0;
        while start < bytes.len() {
            let rest = &bytes[start..];
            let length = rest.iter().position(is_space).unwrap_or(rest.len());
            let last = rest[..length].last().copied().map(char::from);
            let raw = &text[start..start + length];
            let first = rest[..length].iter().position(is_part);
            let word = first.map_or("", |first| {
                let end = rest[..length].iter().rposition(is_part);
                &raw[first..end.map_or(first, |end| end + 1)]
            });
            let ends_run = last.is_some_and(|last| ENDS_RUN.contains(&last));
            let ends_sentence = matches!(last, Some('.' | '!' | '?'));
            self.take(word, ends_run, ends_sentence, place);
            start += length + 1;
        }
    }

    /// Takes what stands between two spaces, without what stands around the word.
    fn take(&mut self, word: &str, ends_run: bool, ends_sentence: bool, place: &mut Place) {
        let mut letters = word.chars();
        let first = letters.next();
        let is_number = first.is_some_and(|letter| letter.is_ascii_digit());
        let is_name = first.is_some_and(char::is_uppercase)
            // The first word of a sentence is written large whatever it is, unless more of it is.
            && (!place.sentence_starts || letters.any(|letter| !letter.is_lowercase()));
        if is_name && place.words < LONGEST_NAME {
            place.name = hash_of(place.name, word);
            place.words += 1;
        }
        if place.words > 0 && (!is_name || ends_run || place.words == LONGEST_NAME) {
            self.entries.push(place.name);
            (place.name, place.words) = (0, 0);
        }
        if is_number {
            self.entries.push(hash_of(1, word));
        }
        if !word.is_empty() || ends_run {
            place.sentence_starts = ends_sentence;
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn plain_text_is_read_as_any_text(text in "[ -~\t\n\r\u{b}\u{1c}A-C0-1 .,!?)]{0,80}") {
            let blank = || Place { name: 0, words: 0, sentence_starts: true };
            let (mut one, mut other) = (Reader::default(), Reader::default());
            let (mut here, mut there) = (blank(), blank());
            one.read_ascii(&text, &mut here);
            other.read_any(&text, &mut there);
            prop_assert_eq!(one.entries, other.entries);
            prop_assert_eq!(
                (here.name, here.words, here.sentence_starts),
                (there.name, there.words, there.sentence_starts)
            );
        }
    }
}
