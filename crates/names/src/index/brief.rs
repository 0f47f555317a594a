//! What tells most words apart without looking at them whole.

use super::bytes::{eight, four, one};
use crate::similarity::{LONG, SHORT, SKELETON_WITH_EDIT};
use crate::token::Token;

/// A word in twenty-four bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Brief {
    skeleton: Packed,
    /// The first of its sounds; all of them where it is short.
    sounds: Packed,
    /// Which consonants occur.
    letters: u32,
    /// How many sounds it has.
    length: u8,
}

/// Words that differ in more consonants do not meet by their sounds.
const MOST_APART: u32 = 2;

impl Brief {
    pub(super) const SIZE: usize = 24;

    pub(super) fn of(token: &Token) -> Self {
        Self {
            skeleton: Packed::of(token.skeleton()),
            sounds: Packed::of(token.sounds()),
            letters: token.letters,
            length: token.sounds().len() as u8,
        }
    }

    #[inline]
    pub(super) fn read(record: &[u8; Self::SIZE]) -> Self {
        Self {
            skeleton: Packed(eight(record, 0)),
            sounds: Packed(eight(record, 8)),
            letters: four(record, 16),
            length: one(record, 20),
        }
    }

    pub(super) fn write(self) -> [u8; Self::SIZE] {
        let mut record = [0; Self::SIZE];
        record[..8].copy_from_slice(&self.skeleton.0.to_le_bytes());
        record[8..16].copy_from_slice(&self.sounds.0.to_le_bytes());
        record[16..20].copy_from_slice(&self.letters.to_le_bytes());
        record[20] = self.length;
        record
    }

    /// Whether two words of sounds may meet by them: never `false` for words that do.
    #[inline]
    pub(super) fn may_sound_like(self, other: Self) -> bool {
        if (self.letters ^ other.letters).count_ones() > MOST_APART {
            return false;
        }
        let (one, two) = (usize::from(self.length), usize::from(other.length));
        let (least, most) = (one.min(two), one.max(two));
        if most <= SHORT && self.sounds.is_within_one_edit(other.sounds) {
            return true;
        }
        least >= LONG
            && (self.skeleton == other.skeleton
                || (self.skeleton.len().min(other.skeleton.len()) >= SKELETON_WITH_EDIT
                    && self.skeleton.is_within_one_edit(other.skeleton)))
    }
}

/// Up to twelve letters of five bits each, first lowest, and above them how many. Unequal letters may be packed
/// alike, equal ones never differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Packed(u64);

const BITS: u32 = 5;
const MOST_PACKED: usize = 12;
const COUNT_AT: u32 = BITS * MOST_PACKED as u32;

impl Packed {
    fn of(letters: &[u8]) -> Self {
        let letters = &letters[..letters.len().min(MOST_PACKED)];
        let packed = letters.iter().rev().fold(0u64, |packed, letter| {
            packed << BITS | u64::from(letter & 31)
        });
        Self(packed | (letters.len() as u64) << COUNT_AT)
    }

    fn len(self) -> usize {
        (self.0 >> COUNT_AT) as usize
    }

    /// [`crate::phonetic::within_one_edit`], as far as packed letters tell.
    #[inline]
    fn is_within_one_edit(self, other: Self) -> bool {
        let (short, long) = if self.len() <= other.len() {
            (self, other)
        } else {
            (other, self)
        };
        let more = long.len() - short.len();
        if more > 1 {
            return false;
        }
        let letters = |packed: Self| packed.0 & ((1 << COUNT_AT) - 1);
        let (short, long) = (letters(short), letters(long));
        let differ = short ^ long;
        if differ == 0 {
            return true;
        }
        let place = differ.trailing_zeros() / BITS * BITS;
        let (short, long) = (short >> place, long >> place);
        if more == 1 {
            return short == long >> BITS;
        }
        let letter = |packed: u64, at: u32| packed >> (at * BITS) & 31;
        short >> BITS == long >> BITS
            || (letter(short, 0) == letter(long, 1)
                && letter(short, 1) == letter(long, 0)
                && short >> (2 * BITS) == long >> (2 * BITS))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::phonetic::within_one_edit;
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
            let (one, other) = (a.skeleton(), b.skeleton());
            if within_one_edit(one, other) {
                prop_assert!(Packed::of(one).is_within_one_edit(Packed::of(other)));
            }
            prop_assert_eq!(Brief::read(&Brief::of(&a).write()), Brief::of(&a));
        }
    }
}
