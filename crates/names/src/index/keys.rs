//! Keys under which words and Korean names are found. Two words that [`crate::similarity::compare`] lets meet share
//! at least one key; what shares a key without meeting is sorted out by comparing.

use crate::abjad;
use crate::korean::{Form, Segment, class_keys};
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
    SoundsOfJoined,
    SkeletonOfJoined,
}

/// Where a word stands, as far as it decides what it must be found from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stands {
    /// By itself in some name.
    Alone,
    /// Only as several words written together, or as another form of a word.
    Joined,
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

/// By what words that share a key can be told apart without looking at them whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sift {
    /// By nothing.
    None,
    /// By the sounds of both.
    Sounds,
    /// By reading the one in an abjad as the other, in sounds.
    Across,
    /// By this reading of the word as Korean syllables.
    Korean(u8),
}

/// A key of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Key {
    pub(super) number: u32,
    pub(super) sift: Sift,
}

impl Key {
    fn plain(number: u32) -> Self {
        Self {
            number,
            sift: Sift::None,
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
pub(super) fn of_word(token: &Token, stands: Stands, purpose: Use, out: &mut Vec<Key>) {
    let stored = purpose == Use::Store;
    out.push(Key::plain(exact(token.hash)));
    if matches!(token.kind, Kind::Initial | Kind::Number) {
        return;
    }
    match token.group {
        Group::Sounds => {
            // Words written together meet others only where their consonants are the same, see `joined`: so they are
            // stored apart.
            let alone = stands == Stands::Alone;
            if alone || !stored {
                by_sounds(What::Sounds, What::Skeleton, token, true, out);
            }
            if !alone || !stored {
                let (sounds, skeleton) = (What::SoundsOfJoined, What::SkeletonOfJoined);
                by_sounds(sounds, skeleton, token, alone || stored, out);
            }
            let sounds = token.sounds();
            let (what, sift) = if stored {
                (What::ConsonantsOfSounds, Sift::Across)
            } else {
                (What::ConsonantsOfAbjad, Sift::None)
            };
            let number = key(what, &abjad::skeleton_of_sounds(sounds));
            out.push(Key { number, sift });
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
                out.push(Key { number, sift });
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
            out.push(Key { number, sift });
        });
    }
    if token.kind == Kind::Generic && is_authority(&token.text) {
        out.push(Key::plain(key(What::Authority, b"")));
    }
}

/// `with_edits`: also those of words one edit apart.
fn by_sounds(sounds: What, skeleton: What, token: &Token, with_edits: bool, out: &mut Vec<Key>) {
    let mut push = |number| {
        let sift = Sift::Sounds;
        out.push(Key { number, sift });
    };
    let spoken = token.sounds();
    if with_edits && spoken.len() <= SHORT {
        with_gaps(sounds, spoken, &mut push);
    } else {
        push(key(sounds, spoken));
    }
    if spoken.len() >= LONG {
        let bones = token.skeleton();
        if with_edits && bones.len() >= SKELETON_WITH_EDIT {
            with_gaps(skeleton, bones, &mut push);
        } else {
            push(key(skeleton, bones));
        }
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
