//! What tells most words apart without looking at them whole: their sounds in eight bytes, which lie beside each key,
//! and their letters in another eight.

use super::bytes::{eight, four, one};
use crate::korean::{Segment, Syllable, segment_cost};
use crate::phonetic::{
    Classes, LONGEST, UNCLEAR, VOWEL, class_of, distance_of_classes, in_place_of, least_cost_of,
    most_lacks, reach, skeleton_of_class, sound_of_class, swap_of_classes,
};
use crate::second_look::{SHORTEST_BEGINNING, most_apart_of_near};
use crate::similarity::{
    LONG, SHORT, SKELETON_WITH_EDIT, is_written_as_korean, may_be_a_slip, most_apart,
    most_apart_for,
};
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
    /// The sounds themselves; `None` where the sketch does not tell.
    pub(super) fn sounds(self) -> Option<([u8; MOST_PACKED], usize)> {
        if self.is_longer() {
            return None;
        }
        let mut sounds = [0; MOST_PACKED];
        let count = (self.0 >> COUNT_AT) as usize;
        for (place, sound) in sounds.iter_mut().take(count).enumerate() {
            *sound = sound_of_class((self.0 >> (place as u32 * BITS) & 31) as u8)?;
        }
        Some((sounds, count.min(MOST_PACKED)))
    }

    fn is_longer(self) -> bool {
        self.0 >> COUNT_AT >= LONGER
    }

    /// Which classes of sounds occur among those that are packed.
    #[inline]
    pub(super) fn classes(self) -> Classes {
        // Places behind the last sound are filled with a class that there is not, so that none is asked for.
        let count = ((self.0 >> COUNT_AT) as u32).min(MOST_PACKED as u32);
        let mut rest = self.0 | u64::MAX << (count * BITS);
        let mut classes = 0;
        for _ in 0..MOST_PACKED {
            classes |= 1 << (rest & 31);
            rest >>= BITS;
        }
        classes & !NO_CLASS
    }

    /// As [`crate::phonetic::skeleton`] has it; `None` where the sketch does not tell.
    #[inline]
    fn skeleton(self) -> Option<Packed> {
        if self.is_longer() {
            return None;
        }
        let (mut packed, mut at, mut last, mut unclear) = (0u64, 0, 0u8, false);
        let mut rest = self.0 & ((1 << COUNT_AT) - 1);
        // Without branches: whether a sound is a vowel cannot be foreseen.
        for _ in 0..self.0 >> COUNT_AT {
            let class = skeleton_of_class((rest & 31) as u8);
            rest >>= BITS;
            unclear |= class == UNCLEAR;
            // Letters are stored one up: none is nothing.
            let letter = class.wrapping_add(1);
            let is_consonant = class != VOWEL;
            let is_new = is_consonant & (letter != last);
            last = if is_consonant { letter } else { last };
            packed |= if is_new {
                u64::from(class & 31) << at
            } else {
                0
            };
            at += if is_new { BITS } else { 0 };
        }
        if unclear {
            return None;
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
            skeleton: sketch.skeleton(),
            length,
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
        let count = ((sketch.0 >> COUNT_AT) as usize).min(MOST_PACKED);
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
        let mut stored = [0u8; MOST_PACKED];
        let mut packed = sketch.0;
        for class in &mut stored {
            *class = (packed & 31) as u8;
            packed >>= BITS;
        }
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
    use crate::phonetic::{distance, within_one_edit};
    use crate::script::Script;
    use crate::second_look::near;
    use crate::similarity::{LEAST, LEAST_BOTH_JOINED, LEAST_JOINED, compare, meets_by_sounds};
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
            let longest = a.sounds().len().max(b.sounds().len());
            if meets_by_sounds(&a, &b) {
                prop_assert!(Sounds::of(&a).may_be_found(Sketch::of(&b)));
            }
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
