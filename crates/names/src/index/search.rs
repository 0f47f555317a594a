//! Finds the stored names that a query may be.

use std::cell::RefCell;
use std::cmp::Ordering;
use std::collections::HashMap;

use super::store::{HAS_INITIAL, IS_PERSON, JOINED, Store};
use super::{Hit, Index, keys};
use crate::name::Name;
use crate::schema::Schema;
use crate::score::{POSSIBLE, similarity_of_sides};
use crate::similarity::compare;
use crate::token::{Kind, Token};

/// Which of the query's words a stored name has met so far; kept between searches, so that none starts by clearing
/// a column as long as the list.
#[derive(Default)]
struct Scratch {
    met: Vec<u32>,
    touched: Vec<u32>,
    keys: Vec<u32>,
    sound_keys: Vec<u32>,
    words: Vec<u32>,
    /// Stored words that meet a word of an earlier query: names share their words, so most need no second look.
    known: HashMap<u64, Box<[u32]>>,
    /// Which index `known` speaks of.
    index: u64,
}

/// Words that are remembered between searches, a few megabytes.
const MOST_KNOWN: usize = 100_000;

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

/// Set in `met` when stored words written together met.
const MET_TOGETHER: u32 = 1 << 16;
/// Set when the name itself was found, not by its words.
const MET_WHOLE: u32 = 1 << 17;

impl Index {
    /// The stored names most like the query, best first, at most `top`: those of [`POSSIBLE`] or above.
    /// Equal values are in the order in which the names were stored.
    pub fn search(&self, query: &Name, top: usize) -> Vec<Hit> {
        self.search_from(query, top, POSSIBLE)
    }

    pub(super) fn search_from(&self, query: &Name, top: usize, least: f64) -> Vec<Hit> {
        SCRATCH.with(|scratch| match scratch.try_borrow_mut() {
            Ok(mut scratch) => self.store.search(query, top, least, &mut scratch),
            Err(_) => self
                .store
                .search(query, top, least, &mut Scratch::default()),
        })
    }

    /// The same by comparing with every stored name: slow, for checking [`Index::search`].
    pub fn search_exhaustively(&self, query: &Name, top: usize) -> Vec<Hit> {
        let all: Vec<u32> = (0..self.len() as u32).collect();
        self.store.rank(query, &all, top, POSSIBLE)
    }
}

impl Store {
    fn search(&self, query: &Name, top: usize, least: f64, scratch: &mut Scratch) -> Vec<Hit> {
        scratch.met.resize(self.names.len(), 0);
        scratch.touched.clear();
        if scratch.index != self.identity || scratch.known.len() > MOST_KNOWN {
            scratch.known.clear();
            scratch.index = self.identity;
        }
        for (bits, token, _) in self.leading_words(query, scratch) {
            self.words_like(token, bits.is_power_of_two(), scratch);
            for place in 0..scratch.words.len() {
                for posting in self.postings_of(scratch.words[place]) {
                    let together = if posting & JOINED != 0 {
                        MET_TOGETHER
                    } else {
                        0
                    };
                    touch(scratch, posting & !JOINED, u32::from(bits) | together);
                }
            }
        }
        self.whole_names(query, scratch);
        let candidates: Vec<u32> = {
            let Scratch { met, touched, .. } = &mut *scratch;
            touched
                .iter()
                .filter(|name| {
                    let met = std::mem::take(&mut met[**name as usize]);
                    self.can_pass(query, **name, met)
                })
                .copied()
                .collect()
        };
        self.rank(query, &candidates, top, least)
    }

    /// The query's words, and words written together, that a name must have met at least one of.
    fn leading_words<'a>(
        &self,
        query: &'a Name,
        scratch: &mut Scratch,
    ) -> Vec<(u16, &'a Token, usize)> {
        let naming = query.has_names();
        let mut words: Vec<(u16, &Token, usize)> = Vec::with_capacity(16);
        for (place, token) in query.tokens.iter().enumerate() {
            // Where a query has names, a stored name that meets only its common words cannot pass.
            let leads = if naming {
                token.kind == Kind::Word
            } else {
                token.kind != Kind::Initial
            };
            if leads {
                words.push((1 << place, token, 0));
            }
        }
        if !naming && words.len() > 2 {
            // At least two fifths of the weight must meet: the commonest words can wait.
            let weight = |bits: u16| {
                query
                    .standings
                    .get(bits.trailing_zeros() as usize)
                    .map_or(0.0, |standing| standing.weight)
            };
            let total: f32 = words.iter().map(|(bits, _, _)| weight(*bits)).sum();
            for word in &mut words {
                self.words_like(word.1, true, scratch);
                word.2 = scratch
                    .words
                    .iter()
                    .map(|word| self.postings_of(*word).len())
                    .sum();
            }
            words.sort_by_key(|word| std::cmp::Reverse(word.2));
            let mut dropped = 0.0;
            let keep = words.iter().position(|(bits, _, _)| {
                dropped += weight(*bits);
                dropped > total * 0.3
            });
            words.drain(..keep.unwrap_or(0));
        }
        for join in &query.joins {
            let bits = (((1u32 << join.count) - 1) << join.first) as u16;
            words.push((bits, &join.token, 0));
        }
        words
    }

    /// Stored words that meet this one. Words written together are not worth remembering: few names share them.
    fn words_like(&self, token: &Token, remember: bool, scratch: &mut Scratch) {
        scratch.words.clear();
        let identity = token.identity();
        if remember && let Some(known) = scratch.known.get(&identity) {
            scratch.words.extend_from_slice(known);
            return;
        }
        scratch.keys.clear();
        scratch.sound_keys.clear();
        keys::of_word(token, false, &mut scratch.sound_keys, &mut scratch.keys);
        for key in &scratch.sound_keys {
            // Most words that share a key differ in too many consonants to meet.
            let near = |word: &&u32| {
                self.letters
                    .get(**word as usize)
                    .is_some_and(|letters| (letters ^ token.letters).count_ones() <= 2)
            };
            scratch
                .words
                .extend(self.word_keys.get(*key).iter().filter(near));
        }
        for key in &scratch.keys {
            scratch.words.extend_from_slice(self.word_keys.get(*key));
        }
        scratch.words.sort_unstable();
        scratch.words.dedup();
        scratch.words.retain(|word| {
            self.vocabulary
                .get(*word as usize)
                .is_some_and(|stored| compare(token, stored).is_some())
        });
        if remember {
            scratch
                .known
                .insert(identity, scratch.words.as_slice().into());
        }
    }

    /// Names found as a whole: Korean names by their syllables, long names by their initials.
    fn whole_names(&self, query: &Name, scratch: &mut Scratch) {
        scratch.keys.clear();
        for form in &query.korean {
            keys::of_form(form, &mut scratch.keys);
        }
        // One word of unknown kind may be initials, though it looks like a person.
        if !query.person || query.schema == Schema::Unknown {
            for token in query.tokens.iter().filter(|token| token.kind == Kind::Word) {
                scratch.keys.push(keys::acronym(token.hash));
            }
        }
        scratch.keys.sort_unstable();
        scratch.keys.dedup();
        for place in 0..scratch.keys.len() {
            for name in self.name_keys.get(scratch.keys[place]) {
                touch(scratch, *name, MET_WHOLE);
            }
        }
        if query.acronym != 0 {
            for word in self.word_keys.get(keys::exact(query.acronym)) {
                for posting in self.postings_of(*word) {
                    touch(scratch, posting & !JOINED, MET_WHOLE);
                }
            }
        }
    }

    /// Where a person is concerned two parts must meet, or one and an initial, or each name is one word: see the cap
    /// on one common part in `align`.
    fn can_pass(&self, query: &Name, name: u32, met: u32) -> bool {
        let Some(stored) = self.names.get(name as usize) else {
            return false;
        };
        if met & (MET_WHOLE | MET_TOGETHER) != 0 {
            return true;
        }
        if !query.person && stored.flags & IS_PERSON == 0 {
            return true;
        }
        let naming = query
            .tokens
            .iter()
            .filter(|token| token.kind == Kind::Word)
            .count();
        (met & 0xFFFF).count_ones() > 1
            || stored.flags & HAS_INITIAL != 0
            || query.tokens.iter().any(|token| token.kind == Kind::Initial)
            || naming.max(stored.naming as usize) <= 1
    }

    fn rank(&self, query: &Name, candidates: &[u32], top: usize, least: f64) -> Vec<Hit> {
        let side = query.side();
        let mut hits: Vec<Hit> = candidates
            .iter()
            .filter_map(|name| {
                let value =
                    self.with_side(*name as usize, |stored| similarity_of_sides(&side, stored));
                let party = self
                    .names
                    .get(*name as usize)
                    .map_or(0, |stored| stored.party);
                (value >= least).then(|| Hit {
                    name: *name,
                    party,
                    strength: self.strength(*name as usize),
                    value,
                })
            })
            .collect();
        let order = |a: &Hit, b: &Hit| -> Ordering {
            b.value.total_cmp(&a.value).then(a.name.cmp(&b.name))
        };
        hits.sort_unstable_by(order);
        hits.truncate(top);
        hits
    }
}

fn touch(scratch: &mut Scratch, name: u32, bits: u32) {
    let Some(met) = scratch.met.get_mut(name as usize) else {
        return;
    };
    if *met == 0 {
        scratch.touched.push(name);
    }
    *met |= bits;
}
