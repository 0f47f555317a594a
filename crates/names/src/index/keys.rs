//! Keys under which words and Korean names are found. Two words that [`crate::similarity::compare`] lets meet share
//! at least one key; what shares a key without meeting is sorted out by comparing.

use crate::abjad;
use crate::korean::{Form, Segment, class_keys};
use crate::phonetic::class_of;
use crate::similarity::{LONG, SHORT, SKELETON_WITH_EDIT, is_authority};
use crate::token::{Group, Kind, Token, hash};

/// What a key is made of; keys of different kinds never meet.
#[derive(Clone, Copy)]
#[repr(u8)]
enum What {
    Exact = 1,
    Sounds,
    Skeleton,
    Nickname,
    Korean,
    ConsonantsOfSounds,
    ConsonantsOfAbjad,
    Abjad,
    Letters,
    Authority,
    KoreanName,
    Acronym,
}

/// Whether words are put into an index or looked up there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    Store,
    LookUp,
}

fn key(what: What, bytes: &[u8]) -> u32 {
    let mut salted = [0u8; 40];
    let count = bytes.len().min(38);
    salted[0] = what as u8;
    salted[1..=count].copy_from_slice(&bytes[..count]);
    (hash(&salted[..=count]) >> 32) as u32
}

/// The same of a few letters in five bits each: see [`Letters`]. Very many of these are made.
fn key_of_letters(what: What, letters: Letters) -> u32 {
    const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
    let salted = letters.packed ^ (letters.count << COUNT_AT) ^ (what as u64).wrapping_mul(FACTOR);
    let product = u128::from(salted) * u128::from(FACTOR);
    let folded = product as u64 ^ (product >> 64) as u64;
    (folded.wrapping_mul(FACTOR) >> 32) as u32
}

/// Letters that are packed at most.
const MOST_PACKED: usize = 12;
const BITS: usize = 5;
const COUNT_AT: usize = BITS * MOST_PACKED;

/// The classes of a word's sounds, first lowest.
#[derive(Clone, Copy)]
struct Letters {
    packed: u64,
    count: u64,
}

impl Letters {
    fn of(word: &[u8]) -> Self {
        let letters = word.iter().take(MOST_PACKED).rev();
        Self {
            packed: letters.fold(0, |packed, letter| {
                packed << BITS | u64::from(class_of(*letter))
            }),
            count: word.len().min(MOST_PACKED) as u64,
        }
    }

    fn letter(self, place: usize) -> u8 {
        (self.packed >> (place * BITS) & 31) as u8
    }

    fn without(self, place: usize) -> Self {
        let at = place * BITS;
        let before = self.packed & ((1 << at) - 1);
        Self {
            packed: before | self.packed >> (at + BITS) << at,
            count: self.count - 1,
        }
    }

    fn has_doubled(self) -> bool {
        (1..self.count as usize).any(|place| self.letter(place) == self.letter(place - 1))
    }
}

/// Which letter of a word a key leaves out: where it stands, and its class. By that it is known at once whether two
/// words that share a key are one edit apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Gap(u16);

impl Gap {
    /// How many bits it has.
    pub(super) const BITS: u32 = 9;
    /// No letter is left out.
    pub(super) const NONE: Self = Self(15);
    /// One is, and it is not known which: of two equal neighbours it may be either.
    const UNKNOWN: Self = Self(14);
    const LETTER_AT: u32 = 4;

    fn at(place: usize, letter: u8) -> Self {
        Self(place as u16 | u16::from(letter) << Self::LETTER_AT)
    }

    pub(super) fn code(self) -> u32 {
        u32::from(self.0)
    }

    pub(super) fn from_code(code: u32) -> Self {
        Self(code as u16 & ((1 << Self::BITS) - 1))
    }

    /// Whether two words that are the same but for these gaps are one edit apart or the same, and this is the first of
    /// the keys that tell so. `longer`: whether one letter more counts as near.
    #[inline]
    pub(super) fn is_one_edit(self, other: Self, longer: bool) -> bool {
        if self == Self::UNKNOWN || other == Self::UNKNOWN {
            return true;
        }
        match (self == Self::NONE, other == Self::NONE) {
            (true, true) => true,
            (false, false) => {
                let place = |gap: Self| gap.0 & ((1 << Self::LETTER_AT) - 1);
                let letter = |gap: Self| gap.0 >> Self::LETTER_AT;
                // The same letter in the same place is the same word, which is found by the key without a gap. Two
                // neighbours that changed places are found by either of them: once is enough.
                let same = letter(self) == letter(other);
                place(self) == place(other) && !same || place(self) + 1 == place(other) && same
            }
            _ => longer,
        }
    }
}

/// By what words that share a key can be told apart without looking at them whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sift {
    /// By nothing.
    None,
    /// By the sounds of both, and by what the key leaves out of each; `longer` as for [`Gap::is_one_edit`].
    Sounds {
        /// Whether a word with one letter more is near.
        longer: bool,
    },
    /// By reading the one in an abjad as the other, in sounds.
    Across,
    /// By this reading of the word as Korean syllables.
    Korean(u8),
}

/// A key of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Key {
    pub(super) number: u32,
    pub(super) gap: Gap,
    pub(super) sift: Sift,
}

impl Key {
    fn plain(number: u32) -> Self {
        Self::sifted(number, Sift::None)
    }

    fn sifted(number: u32, sift: Sift) -> Self {
        Self {
            number,
            gap: Gap::NONE,
            sift,
        }
    }
}

/// The word and the word with each letter left out: words one edit apart share one of these.
fn with_gaps(what: What, word: &[u8], mut out: impl FnMut(u32)) {
    out(key(what, word));
    let mut shorter = Vec::with_capacity(word.len());
    for gap in 0..word.len() {
        if gap > 0 && word[gap] == word[gap - 1] {
            continue;
        }
        shorter.clear();
        shorter.extend_from_slice(&word[..gap]);
        shorter.extend_from_slice(&word[gap + 1..]);
        out(key(what, &shorter));
    }
}

/// The keys of a word: under which it is stored, or under which words like it are looked up.
pub(super) fn of_word(token: &Token, purpose: Use, out: &mut Vec<Key>) {
    let stored = purpose == Use::Store;
    out.push(Key::plain(exact(token.hash)));
    if matches!(token.kind, Kind::Initial | Kind::Number) {
        return;
    }
    match token.group {
        Group::Sounds => {
            // Two words that are both written together meet only where their consonants are the same, see `joined`: a
            // search knows them by their mark.
            by_sounds(token, out);
            let sounds = token.sounds();
            let (what, sift) = if stored {
                (What::ConsonantsOfSounds, Sift::Across)
            } else {
                (What::ConsonantsOfAbjad, Sift::None)
            };
            let number = key(what, &abjad::skeleton_of_sounds(sounds));
            out.push(Key::sifted(number, sift));
        }
        Group::Abjad => {
            with_gaps(What::Abjad, token.sounds(), |number| {
                out.push(Key::plain(number));
            });
            let (what, sift) = if stored {
                (What::ConsonantsOfAbjad, Sift::None)
            } else {
                (What::ConsonantsOfSounds, Sift::Across)
            };
            for skeleton in abjad::skeletons(token.sounds()) {
                let number = key(what, &skeleton);
                out.push(Key::sifted(number, sift));
            }
        }
        Group::Letters => with_gaps(What::Letters, token.sounds(), |number| {
            out.push(Key::plain(number));
        }),
    }
    for group in token.nicknames.iter().filter(|group| **group != 0) {
        out.push(Key::plain(key(What::Nickname, &group.to_le_bytes())));
    }
    for (place, reading) in token.readings().iter().enumerate() {
        let sift = Sift::Korean(place as u8);
        korean(What::Korean, reading, |number| {
            out.push(Key::sifted(number, sift));
        });
    }
    if token.kind == Kind::Generic && is_authority(&token.text) {
        out.push(Key::plain(key(What::Authority, b"")));
    }
}

fn by_sounds(token: &Token, out: &mut Vec<Key>) {
    let spoken = token.sounds();
    by_letters(What::Sounds, spoken, spoken.len() <= SHORT, 0, out);
    if spoken.len() >= LONG {
        let bones = token.skeleton();
        let with_edits = bones.len() >= SKELETON_WITH_EDIT;
        by_letters(What::Skeleton, bones, with_edits, SKELETON_WITH_EDIT, out);
    }
}

/// `with_edits`: also the keys of words one edit apart; `least`: how many letters both must have then.
fn by_letters(what: What, word: &[u8], with_edits: bool, least: usize, out: &mut Vec<Key>) {
    if word.len() > MOST_PACKED {
        let sift = Sift::Sounds { longer: false };
        out.push(Key::sifted(key(what, word), sift));
        return;
    }
    let letters = Letters::of(word);
    let sift = |count: usize| Sift::Sounds {
        longer: count >= least,
    };
    out.push(Key::sifted(key_of_letters(what, letters), sift(word.len())));
    if !with_edits {
        return;
    }
    let has_doubled = letters.has_doubled();
    for place in 0..word.len() {
        let letter = letters.letter(place);
        if place > 0 && letter == letters.letter(place - 1) {
            continue;
        }
        out.push(Key {
            number: key_of_letters(what, letters.without(place)),
            gap: if has_doubled {
                Gap::UNKNOWN
            } else {
                Gap::at(place, letter)
            },
            sift: sift(word.len() - 1),
        });
    }
}

pub(super) fn exact(hash: u64) -> u32 {
    key(What::Exact, &hash.to_le_bytes())
}

pub(super) fn acronym(hash: u64) -> u32 {
    key(What::Acronym, &hash.to_le_bytes())
}

/// The keys of a Korean name: the coarse sounds of its given name.
pub(super) fn of_form(form: &Form, out: &mut Vec<u32>) {
    korean(What::KoreanName, &form.given, |key| out.push(key));
}

fn korean(what: What, segment: &Segment, out: impl FnMut(u32)) {
    let mut spellings: Vec<Vec<u8>> = vec![Vec::new()];
    let mut classes = Vec::new();
    for (place, syllable) in segment.syllables().iter().enumerate() {
        classes.clear();
        class_keys(*syllable, place == 0, &mut classes);
        spellings = spellings
            .iter()
            .flat_map(|spelling| {
                classes.iter().map(|class| {
                    let mut longer = spelling.clone();
                    longer.push(*class);
                    longer
                })
            })
            .collect();
    }
    spellings
        .iter()
        .map(|spelling| key(what, spelling))
        .for_each(out);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::index::edits::edited;
    use crate::script::Script;
    use crate::similarity::meets_by_sounds;

    proptest! {
        #[test]
        fn words_near_in_sound_share_a_key_that_says_so(
            a in "[bdkmnrst]{1,4}[aiouh]{0,2}[a-z0-9]{0,9}",
            edits in prop::collection::vec((0usize..16, "[a-z0-9]", 0u8..4), 0..3),
        ) {
            let b = edited(&a, edits);
            let word = |text: &str| {
                Token::new(text, text.as_bytes(), Kind::Word, Group::Sounds, Script::Latin)
            };
            let (a, b) = (word(&a), word(&b));
            let keys = |token: &Token, purpose: Use| {
                let mut keys = Vec::new();
                of_word(token, purpose, &mut keys);
                keys
            };
            let (looked_up, stored) = (keys(&a, Use::LookUp), keys(&b, Use::Store));
            let found = looked_up.iter().any(|one| {
                let Sift::Sounds { longer } = one.sift else {
                    return false;
                };
                stored
                    .iter()
                    .any(|other| one.number == other.number && one.gap.is_one_edit(other.gap, longer))
            });
            // Unequal digits are of one class, so more may be found.
            prop_assert!(found || !meets_by_sounds(&a, &b), "{} {}", a.text, b.text);
            if !a.text.bytes().chain(b.text.bytes()).any(|letter| letter.is_ascii_digit()) {
                prop_assert_eq!(found, meets_by_sounds(&a, &b), "{} {}", a.text, b.text);
            }
        }
    }
}
