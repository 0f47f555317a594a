//! Stored words that meet a word.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use super::hashed::Hashed;
use super::keys;
use super::rows::Like;
use super::sketch::{Letters, Sketch, Sounds};
use super::store::View;
use crate::similarity::{LEAST, LEAST_JOINED, compare, most_apart, most_apart_joined};
use crate::token::Token;

/// Looks words up; kept between searches.
#[derive(Default)]
pub(super) struct Words {
    keys: Vec<u32>,
    sound_keys: Vec<u32>,
    /// Words that share a key by their sounds, with their sketches.
    heard: Vec<(u32, u64)>,
    /// Those of them that are unlike by their sounds.
    unlike: Vec<u32>,
    found: Vec<u32>,
    /// Stored words that meet a word of an earlier query: names share their words, so most need no second look.
    known: HashMap<u64, Box<[Like]>, BuildHasherDefault<Hashed>>,
    /// Which index `known` speaks of.
    index: u64,
}

/// Words that are remembered between searches, a few megabytes.
const MOST_KNOWN: usize = 100_000;

impl Words {
    /// Starts a search in an index.
    pub(super) fn start(&mut self, identity: u64) {
        if self.index != identity || self.known.len() > MOST_KNOWN {
            self.known.clear();
            self.index = identity;
        }
    }

    /// Adds the stored words that meet this one. Words written together are not worth remembering: few names share
    /// them. They must be more alike than others, see [`crate::joined`].
    pub(super) fn like(
        &mut self,
        view: &View<'_>,
        token: &Token,
        joined: bool,
        out: &mut Vec<Like>,
    ) {
        let identity = if joined { 0 } else { token.identity() };
        if !joined && let Some(known) = self.known.get(&identity) {
            out.extend_from_slice(known);
            return;
        }
        self.keys.clear();
        self.sound_keys.clear();
        self.found.clear();
        self.heard.clear();
        keys::of_word(token, false, &mut self.sound_keys, &mut self.keys);
        let table = view.word_keys();
        for key in &self.sound_keys {
            let heard = table.get(*key).map(|entry| (entry.value, entry.sketch));
            self.heard.extend(heard);
        }
        self.heard.sort_unstable();
        self.heard.dedup();
        let (least, most) = if joined {
            (LEAST_JOINED, most_apart_joined as fn(usize) -> u32)
        } else {
            (LEAST, most_apart as fn(usize) -> u32)
        };
        // Most words that share a key are too different to meet, and need not be looked at whole. What is looked at
        // elsewhere is looked at for all words together: the processor waits for many as long as for one.
        let (sounds, letters) = (Sounds::of(token, most), Letters::of(token));
        self.unlike.clear();
        for (word, sketch) in &self.heard {
            if !sounds.may_be_found(Sketch(*sketch)) {
                continue;
            }
            if sounds.may_sound_like(Sketch(*sketch)) {
                self.found.push(*word);
            } else {
                self.unlike.push(*word);
            }
        }
        let slip = |word: &&u32| {
            let stored = view.letters(**word);
            stored.is_some_and(|stored| letters.may_be_one_edit(stored))
        };
        self.found.extend(self.unlike.iter().filter(slip));
        for key in &self.keys {
            self.found.extend(table.get(*key).map(|entry| entry.value));
        }
        self.found.sort_unstable();
        self.found.dedup();
        let before = out.len();
        let stored: Vec<(u32, &Token)> = self
            .found
            .iter()
            .filter_map(|word| Some((*word, view.token(*word)?)))
            .collect();
        out.extend(stored.into_iter().filter_map(|(word, stored)| {
            let (alike, how) = compare(token, stored)?;
            (alike >= least).then_some(Like { word, alike, how })
        }));
        if !joined {
            self.known.insert(identity, out[before..].into());
        }
    }
}
