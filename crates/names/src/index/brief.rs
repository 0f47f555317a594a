//! What tells most words apart without looking at them whole.

use super::bytes::{eight, four, one};
use crate::similarity::{LONG, SHORT, SKELETON_WITH_EDIT};
use crate::token::Token;

/// A word in sixteen bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Brief {
    /// Which consonants occur.
    letters: u32,
    /// Up to twelve consonants of five bits each, first lowest, and above them how many.
    skeleton: u64,
    sounds: u8,
}

const BITS: u32 = 5;
const COUNT_AT: u32 = 60;
/// Words that differ in more consonants do not meet by their sounds.
const MOST_APART: u32 = 2;

impl Brief {
    pub(super) const SIZE: usize = 16;

    pub(super) fn of(token: &Token) -> Self {
        let skeleton = token.skeleton();
        let packed = skeleton.iter().rev().fold(0u64, |packed, letter| {
            packed << BITS | u64::from(letter & 31)
        });
        Self {
            letters: token.letters,
            skeleton: packed | (skeleton.len() as u64) << COUNT_AT,
            sounds: token.sounds().len() as u8,
        }
    }

    pub(super) fn read(record: &[u8; Self::SIZE]) -> Self {
        Self {
            skeleton: eight(record, 0),
            letters: four(record, 8),
            sounds: one(record, 12),
        }
    }

    pub(super) fn write(self) -> [u8; Self::SIZE] {
        let mut record = [0; Self::SIZE];
        record[..8].copy_from_slice(&self.skeleton.to_le_bytes());
        record[8..12].copy_from_slice(&self.letters.to_le_bytes());
        record[12] = self.sounds;
        record
    }

    /// Whether two words of sounds may meet by them: never `false` for words that do.
    pub(super) fn may_sound_like(self, other: Self) -> bool {
        if (self.letters ^ other.letters).count_ones() > MOST_APART {
            return false;
        }
        let (one, two) = (usize::from(self.sounds), usize::from(other.sounds));
        let (least, most) = (one.min(two), one.max(two));
        if most <= SHORT {
            return most - least <= 1;
        }
        if least < LONG {
            return false;
        }
        self.skeleton == other.skeleton || one_edit(self.skeleton, other.skeleton)
    }
}

/// [`crate::phonetic::within_one_edit`] of two packed skeletons that are long enough for it and not the same.
fn one_edit(a: u64, b: u64) -> bool {
    let (short, long) = if a >> COUNT_AT <= b >> COUNT_AT {
        (a, b)
    } else {
        (b, a)
    };
    let (few, many) = (short >> COUNT_AT, long >> COUNT_AT);
    if (few as usize) < SKELETON_WITH_EDIT || many - few > 1 {
        return false;
    }
    let letters = |packed: u64| packed & ((1 << COUNT_AT) - 1);
    let (short, long) = (letters(short), letters(long));
    let differ = short ^ long;
    if differ == 0 {
        return true;
    }
    let place = differ.trailing_zeros() / BITS * BITS;
    let (short, long) = (short >> place, long >> place);
    if few < many {
        return short == long >> BITS;
    }
    let letter = |packed: u64, at: u32| packed >> (at * BITS) & 31;
    short >> BITS == long >> BITS
        || (letter(short, 0) == letter(long, 1)
            && letter(short, 1) == letter(long, 0)
            && short >> (2 * BITS) == long >> (2 * BITS))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::script::Script;
    use crate::similarity::meets_by_sounds;
    use crate::token::{Group, Kind};

    fn word(text: &str) -> Token {
        Token::new(
            text,
            text.as_bytes(),
            Kind::Word,
            Group::Sounds,
            Script::Latin,
        )
    }

    proptest! {
        #[test]
        fn words_that_meet_by_sounds_pass(
            a in "[bdkmnrst]{1,4}[aio]?[a-z0-9]{0,8}",
            place in 0usize..12,
            letter in "[a-z0-9]",
            way in 0u8..4,
        ) {
            let mut b = a.clone();
            let place = place % a.len();
            match way {
                0 => b.insert_str(place, &letter),
                1 => b.replace_range(place..=place, &letter),
                2 => b.replace_range(place..=place, ""),
                _ => b = a.chars().rev().collect(),
            }
            let (a, b) = (word(&a), word(&b));
            let far = (a.letters ^ b.letters).count_ones() > MOST_APART;
            if meets_by_sounds(&a, &b) && !far {
                prop_assert!(Brief::of(&a).may_sound_like(Brief::of(&b)));
            }
            prop_assert_eq!(Brief::read(&Brief::of(&a).write()), Brief::of(&a));
        }
    }
}
