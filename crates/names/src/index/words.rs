//! Stored words that meet a word.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use super::bytes::fetch;
use super::hashed::Hashed;
use super::keys::{self, Gap, Key, Sift, Use};
use super::keytable;
use super::rows::Like;
use super::sketch::{Letters, Sketch, Sounds, Syllables};
use super::store::{JOINED, View};
use crate::abjad::Reading;
use crate::similarity::{
    LEAST, LEAST_BOTH_JOINED, LEAST_JOINED, compare, lengths_fit_across, most_across,
};
use crate::token::{Group, MOST_READINGS, Token};

/// Looks words up; kept between searches.
#[derive(Default)]
pub(super) struct Words {
    keys: Vec<Key>,
    /// Words that are unlike by their sounds, but not in length.
    unlike: Vec<u32>,
    found: Vec<u32>,
    /// Stored words that meet a word of an earlier query: names share their words, so most need no second look.
    known: Remembered,
    /// The same of words written together, of which fewer names share one: where they are many new ones, they do not
    /// push the others out.
    known_joined: Remembered,
    /// Which index `known` speaks of.
    index: u64,
}

type Remembered = HashMap<u64, Box<[Like]>, BuildHasherDefault<Hashed>>;

/// What lies far apart in memory is looked at for so many things at once: the processor waits for many as long as for
/// one.
const AT_ONCE: usize = 32;

/// Words that are remembered between searches, a few megabytes.
const MOST_KNOWN: usize = 100_000;

impl Words {
    /// Starts a search in an index.
    pub(super) fn start(&mut self, identity: u64) {
        let is_other = self.index != identity;
        self.index = identity;
        for known in [&mut self.known, &mut self.known_joined] {
            if is_other || known.len() > MOST_KNOWN {
                known.clear();
            }
        }
    }

    /// Adds the stored words that meet this one. Words written together must be more alike than others, see
    /// [`crate::joined`].
    pub(super) fn like(
        &mut self,
        view: &View<'_>,
        token: &Token,
        joined: bool,
        out: &mut Vec<Like>,
    ) {
        let identity = token.identity();
        let known = if joined {
            &mut self.known_joined
        } else {
            &mut self.known
        };
        if let Some(known) = known.get(&identity) {
            out.extend_from_slice(known);
            return;
        }
        self.keys.clear();
        self.unlike.clear();
        self.found.clear();
        keys::of_word(token, Use::LookUp, &mut self.keys);
        let table = view.word_keys();
        let mut sifter = None;
        for keys in self.keys.chunks(AT_ONCE) {
            let mut ranges = [&[][..]; AT_ONCE];
            for (range, key) in ranges.iter_mut().zip(keys) {
                *range = table.range(key.number);
            }
            fetch(ranges.iter().map(|range| match range {
                [] => 0,
                [first, ..] => first[0] ^ range[range.len() / 2][0],
            }));
            for (range, key) in ranges.iter().zip(keys) {
                for entry in table.among(range, key.number) {
                    let sifter = sifter.get_or_insert_with(|| Sifter::of(token, joined));
                    match sifter.sift(key.sift, key.gap, &entry) {
                        Sifted::Near => self.found.push(entry.value & !JOINED),
                        Sifted::Unlike => self.unlike.push(entry.value & !JOINED),
                        Sifted::Far => {}
                    }
                }
            }
        }
        let Some(sifter) = sifter else {
            // In a short list most words are like no other.
            if !joined {
                known.insert(identity, Box::default());
            }
            return;
        };
        let slip = |word: &&u32| {
            let stored = view.letters(**word);
            stored.is_some_and(|stored| sifter.letters.may_be_one_edit(stored))
        };
        self.found.extend(self.unlike.iter().filter(slip));
        self.found.sort_unstable();
        self.found.dedup();
        let before = out.len();
        let least = least(joined, false);
        for words in self.found.chunks(AT_ONCE) {
            let mut stored = [None; AT_ONCE];
            for (to, word) in stored.iter_mut().zip(words) {
                *to = view.token(*word);
            }
            out.extend(words.iter().zip(stored).filter_map(|(word, stored)| {
                let (alike, how) = compare(token, stored?)?;
                (alike >= least).then_some(Like {
                    word: *word,
                    alike,
                    how,
                })
            }));
        }
        known.insert(identity, out[before..].into());
    }
}

/// How alike a word of the query must be to a stored one, where either may be several words written together: see
/// [`crate::joined`].
fn least(joined: bool, stored_joined: bool) -> f32 {
    match (joined, stored_joined) {
        (false, false) => LEAST,
        (true, true) => LEAST_BOTH_JOINED,
        _ => LEAST_JOINED,
    }
}

/// What of a word tells others apart from it.
struct Sifter<'a> {
    token: &'a Token,
    joined: bool,
    sounds: Sounds,
    letters: Letters,
    readings: [Syllables; MOST_READINGS],
    /// Of a word in an abjad, and how much it may cost to read it as a word that stands alone and as several.
    reading: Option<(Reading, [u32; 2])>,
}

enum Sifted {
    Near,
    /// Only one slip of the pen can make them alike.
    Unlike,
    Far,
}

impl<'a> Sifter<'a> {
    fn of(token: &'a Token, joined: bool) -> Self {
        let mut readings = [Syllables::default(); MOST_READINGS];
        for (to, reading) in readings.iter_mut().zip(token.readings()) {
            *to = Syllables::of(token, reading);
        }
        let most = |stored_joined| most_across(token.sounds(), least(joined, stored_joined));
        Self {
            token,
            joined,
            reading: (token.group == Group::Abjad)
                .then(|| (Reading::new(token.sounds()), [most(false), most(true)])),
            sounds: Sounds::of(token),
            letters: Letters::of(token),
            readings,
        }
    }

    /// Most words that share a key are too different to meet, and need not be looked at whole.
    fn sift(&self, sift: Sift, gap: Gap, entry: &keytable::Entry) -> Sifted {
        let stored_joined = entry.value & JOINED != 0;
        let least = least(self.joined, stored_joined);
        let sketch = Sketch(entry.sketch);
        let near = match sift {
            Sift::None => true,
            Sift::Sounds { longer } => {
                // Of two that are both written together the consonants must be the same.
                let whole = gap == Gap::NONE && entry.gap == Gap::NONE;
                if !whole && (self.joined && stored_joined || !gap.is_one_edit(entry.gap, longer)) {
                    return Sifted::Far;
                }
                if !self.sounds.may_sound_like(sketch, least) {
                    return if self.sounds.may_be_a_slip(sketch, least) {
                        Sifted::Unlike
                    } else {
                        Sifted::Far
                    };
                }
                true
            }
            Sift::Across => self.may_be_read_as(sketch, stored_joined),
            Sift::Korean(reading) => (self.readings.get(usize::from(reading)))
                .is_none_or(|reading| reading.may_be_read_as(Syllables(entry.sketch))),
        };
        if near { Sifted::Near } else { Sifted::Far }
    }

    /// Whether this word without vowels may be that one with them.
    fn may_be_read_as(&self, sketch: Sketch, stored_joined: bool) -> bool {
        let (Some((reading, most)), Some((sounds, count))) = (&self.reading, sketch.sounds())
        else {
            return true;
        };
        let most = most[usize::from(stored_joined)];
        lengths_fit_across(self.token.sounds().len(), count)
            && reading.may_be(sketch.classes(), most)
            && reading
                .cost(&sounds[..count], most)
                .is_some_and(|cost| cost <= most)
    }
}
