//! What tells most words apart without looking at them whole: their sounds in eight bytes, which lie beside each key,
//! and their letters in another eight.

use super::bytes::{eight, four, one};
use crate::korean::{Segment, Syllable, segment_cost};
use crate::phonetic::{
    Classes, LONGEST, class_of, distance_of_classes, in_place_of, least_cost_of, most_lacks, reach,
    swap_of_classes,
};
use crate::second_look::{SHORTEST_BEGINNING, most_apart_of_near};
use crate::similarity::{is_written_as_korean, may_be_a_slip, most_apart, most_apart_for};
use crate::token::Token;

/// Sounds that are packed; of longer words the first ones.
const MOST_PACKED: usize = 12;
const BITS: u32 = 5;
const COUNT_AT: u32 = BITS * MOST_PACKED as u32;
/// No sound is of the last class.
const NO_CLASS: Classes = 1 << 31;
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

impl Sketch {
    /// The classes of the sounds; `None` where the sketch does not have them all.
    pub(super) fn sounds(self) -> Option<([u8; MOST_PACKED], usize)> {
        if self.is_longer() {
            return None;
        }
        Some((self.packed(), self.count()))
    }

    fn packed(self) -> [u8; MOST_PACKED] {
        let mut rest = self.0;
        let mut classes = [0; MOST_PACKED];
        for class in &mut classes {
            *class = (rest & 31) as u8;
            rest >>= BITS;
        }
        classes
    }

    /// How many sounds are packed.
    fn count(self) -> usize {
        ((self.0 >> COUNT_AT) as usize).min(MOST_PACKED)
    }

    fn is_longer(self) -> bool {
        self.0 >> COUNT_AT >= LONGER
    }

    /// Which classes of sounds occur among those that are packed.
    #[inline]
    pub(super) fn classes(self) -> Classes {
        // Places behind the last sound are filled with a class that there is not, so that none is asked for.
        let count = self.count() as u32;
        let mut rest = self.0 | u64::MAX << (count * BITS);
        let mut classes = 0;
        for _ in 0..MOST_PACKED {
            classes |= 1 << (rest & 31);
            rest >>= BITS;
        }
        classes & !NO_CLASS
    }
}

/// The classes of the sounds of a word that is looked up.
pub(super) struct Sounds {
    classes: [u8; LONGEST],
    length: usize,
    sketch: Sketch,
    /// Which classes occur in the whole word.
    which: Classes,
}

impl Sounds {
    pub(super) fn of(token: &Token) -> Self {
        let mut classes = [0; LONGEST];
        for (to, sound) in classes.iter_mut().zip(token.sounds()) {
            *to = class_of(*sound);
        }
        let sketch = Sketch::of(token);
        let length = token.sounds().len().min(LONGEST);
        Self {
            classes,
            sketch,
            which: (classes[..length].iter()).fold(0, |which, class| which | 1 << class),
            length,
        }
    }

    /// How many sounds the longer of the two words has at most.
    fn longest(&self, sketch: Sketch) -> usize {
        if sketch.is_longer() {
            LONGEST.min(self.length + most_lacks(most_apart(LONGEST)))
        } else {
            self.length.max((sketch.0 >> COUNT_AT) as usize)
        }
    }

    /// Whether the two may be so alike though only one slip of the pen tells them apart.
    pub(super) fn may_be_a_slip(&self, sketch: Sketch, least: f32) -> bool {
        may_be_a_slip(least, self.longest(sketch))
    }

    /// Whether [`crate::phonetic::distance`] can be small enough for words to be so alike: never `false` where it is.
    /// Digits count as one digit, and of long words the beginning alone is looked at.
    pub(super) fn may_sound_like(&self, sketch: Sketch, least: f32) -> bool {
        let most = most_apart_for(least, self.longest(sketch));
        self.may_be_within(sketch, sketch.classes(), most)
    }

    /// Whether the word may meet this one in a second look, see [`crate::second_look`]: never `false` where it does.
    /// `which` are the classes of the stored word's sketch.
    pub(super) fn may_be_near(&self, common: bool, stored: Letters, which: Classes) -> bool {
        let sketch = stored.sketch;
        if common && stored.common {
            return false;
        }
        let least = self
            .length
            .min((sketch.0 >> COUNT_AT) as usize)
            .min(MOST_PACKED);
        let differ = self.sketch.0 ^ sketch.0;
        let is_beginning = differ & ((1 << (BITS * least as u32)) - 1) == 0;
        if least >= SHORTEST_BEGINNING && is_beginning {
            return true;
        }
        let most = most_apart_of_near(self.longest(sketch), differ & 31 == 0);
        self.may_be_within(sketch, which, most)
    }

    #[inline]
    fn may_be_within(&self, sketch: Sketch, which: Classes, most: u32) -> bool {
        // A sound that the other word does not have costs something wherever it stands. Of a longer word some are
        // not known.
        if least_cost_of(which & !self.which) > most
            || !sketch.is_longer() && least_cost_of(self.which & !which) > most
        {
            return false;
        }
        self.are_within(sketch, most)
    }

    fn are_within(&self, sketch: Sketch, most: u32) -> bool {
        let is_longer = sketch.is_longer();
        let count = sketch.count();
        let reach = if is_longer {
            let lacks = most_lacks(most);
            if count > self.length + lacks {
                return false;
            }
            (lacks, lacks)
        } else if count <= self.length {
            let Some(reach) = reach(count, self.length, most) else {
                return false;
            };
            reach
        } else {
            let Some((ahead, behind)) = reach(self.length, count, most) else {
                return false;
            };
            (behind, ahead)
        };
        let stored = sketch.packed();
        let stored = &stored[..count];
        let own = &self.classes[..self.length];
        let unequal = |i: usize, j: usize| {
            if stored[i] == own[j] {
                0
            } else {
                in_place_of(swap_of_classes(stored[i], own[j]), i == 0 && j == 0)
            }
        };
        let crossed = |i: usize, j: usize| stored[i] == own[j - 1] && stored[i - 1] == own[j];
        distance_of_classes((stored, is_longer), own, most, reach, unequal, crossed).is_some()
    }
}

/// The readings of a word as Korean syllables in eight bytes, by which nearly all that share a key are told apart:
/// how many syllables, whether it is written in syllables or in Cyrillic, and each syllable. Nothing where they are
/// too many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Syllables(pub(super) u64);

const PACKED_SYLLABLES: usize = 3;
const SYLLABLE_BITS: u32 = 20;
const IS_WRITTEN_SO_AT: u32 = PACKED_SYLLABLES as u32 * SYLLABLE_BITS;
const LENGTH_AT: u32 = IS_WRITTEN_SO_AT + 1;

impl Syllables {
    pub(super) fn of(token: &Token, reading: &Segment) -> Self {
        let syllables = reading.syllables();
        if syllables.len() > PACKED_SYLLABLES {
            return Self(0);
        }
        let mut packed = 0;
        for syllable in syllables.iter().rev() {
            if syllable.initial > 127 || syllable.vowel > 127 || syllable.last > 63 {
                return Self(0);
            }
            let one = u64::from(syllable.initial)
                | u64::from(syllable.vowel) << 7
                | u64::from(syllable.last) << 14;
            packed = packed << SYLLABLE_BITS | one;
        }
        let written_so = u64::from(is_written_as_korean(token));
        Self(packed | written_so << IS_WRITTEN_SO_AT | (syllables.len() as u64) << LENGTH_AT)
    }

    /// Whether the two readings can be of one word: never `false` where they are.
    pub(super) fn may_be_read_as(self, other: Self) -> bool {
        if self.0 == 0 || other.0 == 0 {
            return true;
        }
        let is_written_so = (self.0 | other.0) >> IS_WRITTEN_SO_AT & 1 == 1;
        let (one, two) = (self.segment(), other.segment());
        (one.length > 1 || is_written_so) && segment_cost(&one, &two).is_some()
    }

    fn segment(self) -> Segment {
        let mut segment = Segment {
            length: (self.0 >> LENGTH_AT) as u8,
            ..Segment::default()
        };
        for (place, syllable) in segment
            .syllables
            .iter_mut()
            .take(PACKED_SYLLABLES)
            .enumerate()
        {
            let packed = self.0 >> (place as u32 * SYLLABLE_BITS);
            *syllable = Syllable {
                initial: (packed & 127) as u8,
                vowel: (packed >> 7 & 127) as u8,
                last: (packed >> 14 & 63) as u8,
            };
        }
        segment
    }
}

/// The letters of a word, by which one slip of the pen can be told to be impossible, and its sketch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Letters {
    pub(super) sketch: Sketch,
    which: u32,
    count: u8,
    /// Everybody knows it as a name.
    common: bool,
}

impl Letters {
    pub(super) const SIZE: usize = 16;

    pub(super) fn of(token: &Token) -> Self {
        let bytes = token.text.bytes();
        Self {
            which: bytes.fold(0, |which, byte| which | 1 << (byte & 31)),
            count: token.text.len().min(255) as u8,
            common: token.common,
            sketch: Sketch::of(token),
        }
    }

    #[inline]
    pub(super) fn read(record: &[u8; Self::SIZE]) -> Self {
        Self {
            sketch: Sketch(eight(record, 0)),
            which: four(record, 8),
            count: one(record, 12),
            common: one(record, 13) != 0,
        }
    }

    pub(super) fn write(self) -> [u8; Self::SIZE] {
        let mut record = [0; Self::SIZE];
        record[..8].copy_from_slice(&self.sketch.0.to_le_bytes());
        record[8..12].copy_from_slice(&self.which.to_le_bytes());
        record[12] = self.count;
        record[13] = u8::from(self.common);
        record
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
    use crate::index::edits::edited;
    use crate::phonetic::{distance, within_one_edit};
    use crate::script::Script;
    use crate::second_look::near;
    use crate::similarity::{LEAST, LEAST_BOTH_JOINED, LEAST_JOINED, compare};
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
            let b = edited(&a, edits);
            let (a, b) = (word(&a), word(&b));
            let longest = a.sounds().len().max(b.sounds().len());
            if distance(a.sounds(), b.sounds(), most_apart(longest)).is_some() {
                prop_assert!(Sounds::of(&a).may_sound_like(Sketch::of(&b), LEAST));
            }
            for least in [LEAST, LEAST_JOINED, LEAST_BOTH_JOINED] {
                if compare(&a, &b).is_some_and(|(alike, _)| alike >= least) {
                    let (sounds, sketch) = (Sounds::of(&a), Sketch::of(&b));
                    let found = sounds.may_sound_like(sketch, least)
                        || sounds.may_be_a_slip(sketch, least)
                            && Letters::of(&a).may_be_one_edit(Letters::of(&b));
                    prop_assert!(found);
                }
            }
            if within_one_edit(a.text.as_bytes(), b.text.as_bytes()) {
                prop_assert!(Letters::of(&a).may_be_one_edit(Letters::of(&b)));
            }
            if near(&a, &b).is_some() {
                let letters = Letters::of(&b);
                prop_assert!(Sounds::of(&a).may_be_near(a.common, letters, letters.sketch.classes()));
            }
            prop_assert_eq!(Letters::read(&Letters::of(&a).write()), Letters::of(&a));
        }
    }
}
