//! One word of a name, with everything about it that comparing needs.

use twox_hash::XxHash3_64;

use crate::abjad;
use crate::korean::{Segment, segments};
use crate::lexicon::lexicon;
use crate::phonetic::{LONGEST, LONGEST_SKELETON, Run, skeleton, sounds};
use crate::script::Script;
use crate::similarity::is_authority;

/// What part of a name a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub(crate) enum Kind {
    /// A part that names: given or family name, the distinctive word of a company.
    Word = 0,
    /// A word that many bodies share ("trading").
    Generic = 1,
    /// A country, a people, a city.
    Place = 2,
    /// A company form.
    Legal = 3,
    /// A title of a person.
    Title = 4,
    /// An article or link.
    Particle = 5,
    /// "Son of".
    Descent = 6,
    /// One letter for a name.
    Initial = 7,
    /// A number.
    Number = 8,
}

impl Kind {
    pub(crate) fn from_code(code: u8) -> Option<Self> {
        use Kind::*;
        [
            Word, Generic, Place, Legal, Title, Particle, Descent, Initial, Number,
        ]
        .get(code as usize)
        .copied()
    }
}

/// How a word is written, as far as comparing goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub(crate) enum Group {
    /// In sounds of Latin letters, whatever script it came in.
    Sounds = 0,
    /// In consonants.
    Abjad = 1,
    /// In letters of a script that is compared with itself only.
    Letters = 2,
}

impl Group {
    pub(crate) fn from_code(code: u8) -> Option<Self> {
        [Self::Sounds, Self::Abjad, Self::Letters]
            .get(code as usize)
            .copied()
    }
}

/// The comparison letters of a word, as they are stored.
pub(crate) struct Written<'a> {
    pub(crate) sounds: &'a [u8],
    pub(crate) skeleton: &'a [u8],
    pub(crate) readings: &'a [Segment],
}

pub(crate) fn hash(bytes: &[u8]) -> u64 {
    XxHash3_64::oneshot(bytes)
}

fn letters(skeleton: &[u8]) -> u32 {
    skeleton
        .iter()
        .fold(0u32, |set, letter| set | 1 << (letter & 31))
}

/// Readings of one word as Korean syllables that are kept.
pub(crate) const MOST_READINGS: usize = 2;

/// By what a word can meet others, as bits; see [`Token::cannot_meet`].
const BY_SOUNDS: u8 = 1;
const BY_NICKNAME: u8 = 2;
const BY_READING: u8 = 4;

/// One word. What decides most comparisons stands first and together: a search looks at very many words, and most
/// of them only once.
#[derive(Debug, Clone, PartialEq)]
#[repr(C)]
pub(crate) struct Token {
    pub(crate) hash: u64,
    /// Which consonants occur: a cheap test before comparing.
    pub(crate) letters: u32,
    pub(crate) nicknames: [u16; 3],
    ways: u8,
    pub(crate) kind: Kind,
    pub(crate) group: Group,
    pub(crate) script: Script,
    /// "Abd" went before it: names of God's servants are compared by what follows.
    pub(crate) servant: bool,
    pub(crate) common: bool,
    sounds_length: u8,
    skeleton_length: u8,
    readings_length: u8,
    sounds: [u8; LONGEST],
    skeleton: [u8; LONGEST_SKELETON],
    pub(crate) text: Box<str>,
    readings: [Segment; MOST_READINGS],
}

impl Token {
    /// A word from its comparison letters. `bytes` are Latin letters and digits, or letters of [`abjad`].
    pub(crate) fn new(text: &str, bytes: &[u8], kind: Kind, group: Group, script: Script) -> Self {
        let (spoken, bones) = match group {
            Group::Sounds => {
                let spoken = sounds(bytes);
                (spoken, skeleton(&spoken))
            }
            Group::Abjad | Group::Letters => (Run::of(bytes), Run::of(bytes)),
        };
        let letters = letters(&bones);
        let (sounds, sounds_length) = spoken.padded();
        let (skeleton, skeleton_length) = bones.padded();
        let folded = std::str::from_utf8(bytes).unwrap_or_default();
        let mut token = Self {
            text: text.into(),
            kind,
            group,
            script,
            servant: false,
            common: kind == Kind::Word && lexicon().is_common(folded),
            hash: hash(bytes) ^ (group as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15),
            nicknames: if kind == Kind::Word {
                lexicon().nicknames(folded)
            } else {
                [0; 3]
            },
            ways: 0,
            sounds,
            sounds_length,
            skeleton,
            skeleton_length,
            letters,
            readings: [Segment::default(); MOST_READINGS],
            readings_length: 0,
        };
        token.set_ways();
        token
    }

    /// Notes by what the word can meet others. Whoever takes its given names away afterwards leaves it with a way
    /// too many, which costs time and changes nothing.
    pub(crate) fn set_ways(&mut self) {
        let is_spoken = matches!(self.kind, Kind::Word | Kind::Generic | Kind::Place);
        self.ways = if is_spoken && self.group == Group::Sounds {
            BY_SOUNDS
        } else {
            0
        };
        // Ministries and departments stand for one another as forms of a given name do.
        let is_authority = self.kind == Kind::Generic && is_authority(&self.text);
        if self.nicknames[0] != 0 || is_authority {
            self.ways |= BY_NICKNAME;
        }
        if self.readings_length > 0 {
            self.ways |= BY_READING;
        }
    }

    /// Whether two words can meet by nothing but their sounds, and have too many other consonants for that. Most
    /// pairs of words are told apart here.
    pub(crate) fn cannot_meet(&self, other: &Self) -> bool {
        self.hash != other.hash
            && self.ways & other.ways == BY_SOUNDS
            && (self.letters ^ other.letters).count_ones() > 2
    }

    /// Whether two general words are both of those that stand for one another.
    pub(crate) fn are_authorities(&self, other: &Self) -> bool {
        self.kind == Kind::Generic
            && other.kind == Kind::Generic
            && self.ways & other.ways & BY_NICKNAME != 0
    }

    /// Also reads the word as Korean syllables.
    pub(crate) fn with_korean(mut self, word: &str) -> Self {
        for (to, from) in self.readings.iter_mut().zip(segments(word)) {
            *to = from;
            self.readings_length += 1;
        }
        self.set_ways();
        self
    }

    pub(crate) fn sounds(&self) -> &[u8] {
        &self.sounds[..self.sounds_length as usize]
    }

    pub(crate) fn skeleton(&self) -> &[u8] {
        &self.skeleton[..self.skeleton_length as usize]
    }

    pub(crate) fn readings(&self) -> &[Segment] {
        &self.readings[..self.readings_length as usize]
    }

    /// A number that tells apart all words that compare differently.
    pub(crate) fn identity(&self) -> u64 {
        let kind = [
            self.kind as u8,
            self.group as u8,
            self.script as u8,
            u8::from(self.servant),
            self.readings_length,
            // All given names of one text are taken away or none.
            u8::from(self.nicknames[0] != 0),
        ];
        self.hash ^ hash(self.text.as_bytes()).rotate_left(23) ^ hash(&kind).rotate_left(41)
    }

    pub(crate) fn written(&self) -> Written<'_> {
        Written {
            sounds: self.sounds(),
            skeleton: self.skeleton(),
            readings: self.readings(),
        }
    }

    /// A word as it was stored, but for what [`Token::new`] looks up; `None` when it is too long.
    pub(crate) fn from_written(
        text: &str,
        kind: Kind,
        group: Group,
        script: Script,
        written: Written<'_>,
    ) -> Option<Self> {
        let mut token = Self {
            text: text.into(),
            kind,
            group,
            script,
            servant: false,
            common: false,
            hash: 0,
            nicknames: [0; 3],
            ways: 0,
            sounds: [0; LONGEST],
            sounds_length: written.sounds.len() as u8,
            skeleton: [0; LONGEST_SKELETON],
            skeleton_length: written.skeleton.len() as u8,
            letters: letters(written.skeleton),
            readings: [Segment::default(); MOST_READINGS],
            readings_length: written.readings.len() as u8,
        };
        token
            .sounds
            .get_mut(..written.sounds.len())?
            .copy_from_slice(written.sounds);
        token
            .skeleton
            .get_mut(..written.skeleton.len())?
            .copy_from_slice(written.skeleton);
        token
            .readings
            .get_mut(..written.readings.len())?
            .copy_from_slice(written.readings);
        Some(token)
    }

    /// Letters of these scripts, as comparison letters.
    pub(crate) fn abjad_letters(word: &str) -> Vec<u8> {
        let mut letters: Vec<u8> = word.chars().filter_map(abjad::fold).collect();
        // A letter is written twice only where a vowel stands between, but for the l of God.
        letters.dedup_by(|one, other| *one == b'l' && one == other);
        letters
    }
}
