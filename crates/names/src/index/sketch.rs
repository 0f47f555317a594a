//! What tells most words apart without looking at them whole: their sounds in eight bytes, which lie beside each key,
//! and their letters in another eight.

use super::bytes::{eight, four, one};
use crate::phonetic::{
    LONGEST, UNCLEAR, VOWEL, class_of, lack_of_class, skeleton_of_class, swap_of_classes,
};
use crate::similarity::{LONG, SHORT, SKELETON_WITH_EDIT};
use crate::token::Token;

/// Sounds that are packed; of longer words the first ones.
const MOST_PACKED: usize = 12;
const BITS: u32 = 5;
const COUNT_AT: u32 = BITS * MOST_PACKED as u32;
/// Stands for the count of sounds where there are more.
const LONGER: u64 = 13;

/// The classes of a word's sounds, five bits each, first lowest, and above them how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Sketch(pub(super) u64);

impl Sketch {
    pub(super) fn of(token: &Token) -> Self {
        let sounds = token.sounds();
        let packed = sounds
            .iter()
            .take(MOST_PACKED)
            .rev()
            .fold(0u64, |packed, sound| {
                packed << BITS | u64::from(class_of(*sound))
            });
        Self(packed | (sounds.len() as u64).min(LONGER) << COUNT_AT)
    }
}

/// Up to twelve letters of five bits each, first lowest, and above them how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Packed(u64);

impl Packed {
    fn len(self) -> usize {
        (self.0 >> COUNT_AT) as usize
    }

    /// [`crate::phonetic::within_one_edit`].
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

impl Sketch {
    fn is_longer(self) -> bool {
        self.0 >> COUNT_AT >= LONGER
    }

    /// As [`crate::phonetic::skeleton`] has it; `None` where the sketch does not tell.
    #[inline]
    fn skeleton(self) -> Option<Packed> {
        if self.is_longer() {
            return None;
        }
        let (mut packed, mut at, mut last) = (0u64, 0, 0);
        let mut rest = self.0 & ((1 << COUNT_AT) - 1);
        for _ in 0..self.0 >> COUNT_AT {
            match skeleton_of_class((rest & 31) as u8) {
                UNCLEAR => return None,
                VOWEL => {}
                // Letters are stored one up: none is nothing.
                class if class + 1 != last => {
                    last = class + 1;
                    packed |= u64::from(class) << at;
                    at += BITS;
                }
                _ => {}
            }
            rest >>= BITS;
        }
        Some(Packed(packed | u64::from(at / BITS) << COUNT_AT))
    }
}

/// The classes of the sounds of a word that is looked up.
pub(super) struct Sounds {
    classes: [u8; LONGEST],
    length: usize,
    sketch: Sketch,
    skeleton: Option<Packed>,
    /// Hundredths that may differ, by the length of the longer word.
    most: fn(usize) -> u32,
}

impl Sounds {
    /// `most` tells how much words may differ when the longer of them has so many sounds.
    pub(super) fn of(token: &Token, most: fn(usize) -> u32) -> Self {
        let mut classes = [0; LONGEST];
        for (to, sound) in classes.iter_mut().zip(token.sounds()) {
            *to = class_of(*sound);
        }
        let sketch = Sketch::of(token);
        Self {
            classes,
            sketch,
            skeleton: sketch.skeleton(),
            length: token.sounds().len().min(LONGEST),
            most,
        }
    }

    /// Whether a word is near enough to be found from this one, see [`crate::similarity::meets_by_sounds`]: never
    /// `false` where it is.
    #[inline]
    pub(super) fn may_be_found(&self, sketch: Sketch) -> bool {
        if sketch.is_longer() || self.sketch.is_longer() {
            return true;
        }
        let (one, two) = (self.sketch.0 >> COUNT_AT, sketch.0 >> COUNT_AT);
        let (least, most) = (one.min(two) as usize, one.max(two) as usize);
        if most <= SHORT && Packed(self.sketch.0).is_within_one_edit(Packed(sketch.0)) {
            return true;
        }
        if least < LONG {
            return false;
        }
        let (Some(one), Some(two)) = (self.skeleton, sketch.skeleton()) else {
            return true;
        };
        one == two
            || (one.len().min(two.len()) >= SKELETON_WITH_EDIT && one.is_within_one_edit(two))
    }

    /// Whether [`crate::phonetic::distance`] can be small enough: never `false` where it is. Digits count as one
    /// digit, and of long words the beginning alone is looked at.
    pub(super) fn may_sound_like(&self, sketch: Sketch) -> bool {
        let count = sketch.0 >> COUNT_AT;
        let is_longer = count >= LONGER;
        let stored = if is_longer {
            MOST_PACKED
        } else {
            count as usize
        };
        let longest = if is_longer {
            LONGEST
        } else {
            stored.max(self.length)
        };
        let most = (self.most)(longest);
        // A sound too many costs at least so much.
        const LEAST_LACK: usize = 35;
        let apart = if is_longer {
            stored.saturating_sub(self.length)
        } else {
            stored.abs_diff(self.length)
        };
        if (apart * LEAST_LACK) as u32 > most {
            return false;
        }
        let own = &self.classes[..self.length];
        let mut rows = [[0u32; LONGEST + 1]; 3];
        let [before, last, row] = &mut rows;
        let (mut before, mut last, mut row) = (before, last, row);
        for (place, class) in own.iter().enumerate() {
            last[place + 1] = last[place] + lack_of_class(*class);
        }
        let (mut packed, mut previous, mut least_before) = (sketch.0, 0u8, 0u32);
        for i in 0..stored {
            let class = (packed & 31) as u8;
            packed >>= BITS;
            let lacks = lack_of_class(class);
            let mut left = last[0] + lacks;
            row[0] = left;
            let mut least = left;
            for (j, other) in own.iter().enumerate() {
                let swapped = if class == *other {
                    0
                } else {
                    swap_of_classes(class, *other)
                };
                let first = if i == 0 && j == 0 && swapped >= 60 {
                    20
                } else {
                    0
                };
                let mut best = (last[j] + swapped + first)
                    .min(last[j + 1] + lacks)
                    .min(left + lack_of_class(*other));
                if i > 0 && j > 0 && class == own[j - 1] && previous == *other {
                    best = best.min(before[j - 1] + 70);
                }
                row[j + 1] = best;
                left = best;
                least = least.min(best);
            }
            // Two neighbours that change places reach back by two rows.
            if least > most && least_before > most {
                return false;
            }
            least_before = least;
            previous = class;
            (before, last, row) = (last, row, before);
        }
        is_longer || last[self.length] <= most
    }
}

/// The letters of a word, by which one slip of the pen can be told to be impossible.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Letters {
    which: u32,
    count: u8,
}

impl Letters {
    pub(super) const SIZE: usize = 8;

    pub(super) fn of(token: &Token) -> Self {
        let bytes = token.text.bytes();
        Self {
            which: bytes.fold(0, |which, byte| which | 1 << (byte & 31)),
            count: token.text.len().min(255) as u8,
        }
    }

    #[inline]
    pub(super) fn read(record: &[u8; Self::SIZE]) -> Self {
        let all = eight(record, 0).to_le_bytes();
        Self {
            which: four(&all, 0),
            count: one(&all, 4),
        }
    }

    pub(super) fn write(self) -> [u8; Self::SIZE] {
        (u64::from(self.which) | u64::from(self.count) << 32).to_le_bytes()
    }

    /// Whether [`crate::phonetic::within_one_edit`] may hold: never `false` where it does.
    #[inline]
    pub(super) fn may_be_one_edit(self, other: Self) -> bool {
        self.count.abs_diff(other.count) <= 1 && (self.which ^ other.which).count_ones() <= 2
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::phonetic::{distance, within_one_edit};
    use crate::script::Script;
    use crate::similarity::{meets_by_sounds, most_apart};
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
        fn nothing_near_is_sifted_out(
            a in "[bdkmnrst]{1,4}[aiouh]{0,2}[a-z0-9]{0,18}",
            edits in prop::collection::vec((0usize..24, "[a-z0-9]", 0u8..4), 0..4),
        ) {
            let mut b = a.clone();
            for (place, letter, way) in edits {
                let place = place % b.len().max(1);
                match way {
                    0 => b.insert_str(place, &letter),
                    1 if !b.is_empty() => b.replace_range(place..=place, &letter),
                    2 if place + 1 < b.len() => {
                        let swapped: String = b[place..place + 2].chars().rev().collect();
                        b.replace_range(place..place + 2, &swapped);
                    }
                    _ if !b.is_empty() => b.replace_range(place..=place, ""),
                    _ => {}
                }
            }
            let (a, b) = (word(&a), word(&b));
            let most = most_apart(a.sounds().len().max(b.sounds().len()));
            if meets_by_sounds(&a, &b) {
                prop_assert!(Sounds::of(&a, most_apart).may_be_found(Sketch::of(&b)));
            }
            if distance(a.sounds(), b.sounds(), most).is_some() {
                prop_assert!(Sounds::of(&a, most_apart).may_sound_like(Sketch::of(&b)));
            }
            if within_one_edit(a.text.as_bytes(), b.text.as_bytes()) {
                prop_assert!(Letters::of(&a).may_be_one_edit(Letters::of(&b)));
            }
            prop_assert_eq!(Letters::read(&Letters::of(&a).write()), Letters::of(&a));
        }
    }
}
