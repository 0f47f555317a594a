//! Stored words that meet a word.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use super::brief::Brief;
use super::hashed::Hashed;
use super::keys;
use super::rows::Like;
use super::store::View;
use crate::similarity::compare;
use crate::token::Token;

/// Looks words up; kept between searches.
#[derive(Default)]
pub(super) struct Words {
    keys: Vec<u32>,
    sound_keys: Vec<u32>,
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
    /// them.
    pub(super) fn like(
        &mut self,
        view: &View<'_>,
        token: &Token,
        remember: bool,
        out: &mut Vec<Like>,
    ) {
        let identity = if remember { token.identity() } else { 0 };
        if remember && let Some(known) = self.known.get(&identity) {
            out.extend_from_slice(known);
            return;
        }
        self.keys.clear();
        self.sound_keys.clear();
        self.found.clear();
        keys::of_word(token, false, &mut self.sound_keys, &mut self.keys);
        let table = view.word_keys();
        let brief = Brief::of(token);
        for key in &self.sound_keys {
            // Most words that share a key are too different to meet.
            let near = |word: &u32| {
                view.brief(*word)
                    .is_some_and(|stored| brief.may_sound_like(stored))
            };
            self.found.extend(table.get(*key).filter(near));
        }
        for key in &self.keys {
            self.found.extend(table.get(*key));
        }
        self.found.sort_unstable();
        self.found.dedup();
        let before = out.len();
        out.extend(self.found.iter().filter_map(|word| {
            let (alike, how) = compare(token, view.token(*word)?)?;
            Some(Like {
                word: *word,
                alike,
                how,
            })
        }));
        if remember {
            self.known.insert(identity, out[before..].into());
        }
    }
}
