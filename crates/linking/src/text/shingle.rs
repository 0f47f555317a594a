//! The shingles of a text: hashes of a few tokens that follow one another.

use super::normalise::{Kind, fold, kind};
use super::outline;
use crate::hash;

/// Words in a shingle of a script with spaces.
const WORDS: usize = 3;
/// Characters in a shingle of a script without spaces: about two or three words.
const CHARACTERS: usize = 5;

/// Reads texts, with room that is used again.
#[derive(Debug, Default)]
pub(super) struct Reader {
    tokens: Vec<(u64, Kind)>,
    outline: outline::Reader,
}

impl Reader {
    /// Appends the shingles of a text.
    pub(super) fn read(&mut self, text: &str, shingles: &mut Vec<u32>) {
        self.tokens.clear();
        let tokens = &mut self.tokens;
        let mut word = 0_u64;
        fold(text, |letter| match kind(letter) {
            Kind::Word => word = hash::mix(word, u64::from(u32::from(letter))),
            kind => {
                if word != 0 {
                    tokens.push((word, Kind::Word));
                    word = 0;
                }
                if kind == Kind::Alone {
                    tokens.push((hash::mix(0, u64::from(u32::from(letter))), Kind::Alone));
                }
            }
        });
        if word != 0 {
            tokens.push((word, Kind::Word));
        }
        let length = |kind: Kind| match kind {
            Kind::Alone => CHARACTERS,
            Kind::Word | Kind::Gap => WORDS,
        };
        for (at, (_, kind)) in tokens.iter().enumerate() {
            let end = at + length(*kind);
            // The end of a text starts no shingles, unless the whole text is shorter than one.
            if end > tokens.len() && at > 0 {
                continue;
            }
            let shingle = tokens[at..end.min(tokens.len())]
                .iter()
                .fold(0, |shingle, (token, _)| hash::mix(shingle, *token));
            // 32 of 64 bits are kept: two different shingles of two texts of a thousand shingles
            // agree by chance once in four thousand pairs of texts, and one shingle ties nobody.
            shingles.push((hash::finish(shingle) >> 32) as u32);
        }
    }

    /// Appends the steps of a text's outline.
    pub(super) fn outline(&mut self, text: &str, steps: &mut Vec<u32>) {
        self.outline.read(text, steps);
    }
}
