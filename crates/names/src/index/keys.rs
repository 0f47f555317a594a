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
}

fn key(what: What, bytes: &[u8]) -> u32 {
    let mut salted = [0u8; 40];
    let count = bytes.len().min(38);
    salted[0] = what as u8;
    salted[1..=count].copy_from_slice(&bytes[..count]);
    (hash(&salted[..=count]) >> 32) as u32
}

/// The word and the word with each letter left out: words one edit apart share one of these.
fn with_gaps(what: What, word: &[u8], out: &mut Vec<u32>) {
    out.push(key(what, word));
    let mut shorter = Vec::with_capacity(word.len());
    for gap in 0..word.len() {
        if gap > 0 && word[gap] == word[gap - 1] {
            continue;
        }
        shorter.clear();
        shorter.extend_from_slice(&word[..gap]);
        shorter.extend_from_slice(&word[gap + 1..]);
        out.push(key(what, &shorter));
    }
}

/// The keys of a word: under which it is stored, or under which words like it are looked up.
/// Those by the sounds of Latin letters come apart: what they find can be sifted by its consonants.
pub(super) fn of_word(token: &Token, stored: bool, by_sounds: &mut Vec<u32>, out: &mut Vec<u32>) {
    out.push(exact(token.hash));
    if matches!(token.kind, Kind::Initial | Kind::Number) {
        return;
    }
    match token.group {
        Group::Sounds => {
            let sounds = token.sounds();
            by_sounds.push(key(What::Sounds, sounds));
            if sounds.len() <= SHORT {
                with_gaps(What::Sounds, sounds, by_sounds);
            }
            if sounds.len() >= LONG {
                let skeleton = token.skeleton();
                if skeleton.len() >= SKELETON_WITH_EDIT {
                    with_gaps(What::Skeleton, skeleton, by_sounds);
                } else {
                    by_sounds.push(key(What::Skeleton, skeleton));
                }
            }
            let what = if stored {
                What::ConsonantsOfSounds
            } else {
                What::ConsonantsOfAbjad
            };
            consonants(what, &abjad::skeleton_of_sounds(sounds), out);
        }
        Group::Abjad => {
            with_gaps(What::Abjad, token.sounds(), out);
            let what = if stored {
                What::ConsonantsOfAbjad
            } else {
                What::ConsonantsOfSounds
            };
            for skeleton in abjad::skeletons(token.sounds()) {
                consonants(what, &skeleton, out);
            }
        }
        Group::Letters => with_gaps(What::Letters, token.sounds(), out),
    }
    for group in token.nicknames.iter().filter(|group| **group != 0) {
        out.push(key(What::Nickname, &group.to_le_bytes()));
    }
    for reading in token.readings() {
        korean(What::Korean, reading, out);
    }
    if token.kind == Kind::Generic && is_authority(&token.text) {
        out.push(key(What::Authority, b""));
    }
}

fn consonants(what: What, skeleton: &[u8], out: &mut Vec<u32>) {
    out.push(key(what, skeleton));
}

pub(super) fn exact(hash: u64) -> u32 {
    key(What::Exact, &hash.to_le_bytes())
}

pub(super) fn acronym(hash: u64) -> u32 {
    key(What::Acronym, &hash.to_le_bytes())
}

/// The keys of a Korean name: the coarse sounds of its given name.
pub(super) fn of_form(form: &Form, out: &mut Vec<u32>) {
    korean(What::KoreanName, &form.given, out);
}

fn korean(what: What, segment: &Segment, out: &mut Vec<u32>) {
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
    out.extend(spellings.iter().map(|spelling| key(what, spelling)));
}
