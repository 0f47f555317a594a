//! What an index holds: each word once, names as lists of words, and where each word and key occurs.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::align::{Join, MOST_JOINS, Side};
use crate::korean::Form;
use crate::name::{LegalForm, MOST_TOKENS, Standing};
use crate::schema::Schema;
use crate::token::Token;

use super::Strength;

/// One stored name; ranges into the columns of the store.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Stored {
    pub(super) text: u32,
    pub(super) text_length: u32,
    pub(super) party: u32,
    pub(super) words: u32,
    pub(super) joins: u32,
    pub(super) forms: u32,
    pub(super) acronym: u64,
    pub(super) word_count: u8,
    pub(super) join_count: u8,
    pub(super) form_count: u8,
    pub(super) schema: u8,
    pub(super) strength: u8,
    pub(super) legal: u8,
    pub(super) flags: u8,
    /// How many of its words name.
    pub(super) naming: u8,
}

pub(super) const IS_PERSON: u8 = 1;
pub(super) const HAS_INITIAL: u8 = 2;

/// Entries sorted by key, with a table of where each range of keys begins.
#[derive(Debug, Clone, Default)]
pub(super) struct KeyTable {
    pub(super) keys: Vec<u32>,
    pub(super) values: Vec<u32>,
    starts: Vec<u32>,
    shift: u32,
}

impl KeyTable {
    pub(super) fn new(mut pairs: Vec<(u32, u32)>) -> Self {
        pairs.sort_unstable();
        pairs.dedup();
        let (keys, values) = pairs.into_iter().unzip();
        Self::from_sorted(keys, values)
    }

    /// The keys must be in order.
    pub(super) fn from_sorted(keys: Vec<u32>, values: Vec<u32>) -> Self {
        let bits = (usize::BITS - keys.len().leading_zeros()).clamp(4, 22);
        let shift = 32 - bits;
        let mut starts = vec![0u32; (1usize << bits) + 1];
        for key in &keys {
            starts[(key >> shift) as usize + 1] += 1;
        }
        for place in 1..starts.len() {
            starts[place] += starts[place - 1];
        }
        Self {
            keys,
            values,
            starts,
            shift,
        }
    }

    pub(super) fn get(&self, key: u32) -> &[u32] {
        let bucket = (key >> self.shift) as usize;
        let (Some(from), Some(to)) = (self.starts.get(bucket), self.starts.get(bucket + 1)) else {
            return &[];
        };
        let keys = self
            .keys
            .get(*from as usize..*to as usize)
            .unwrap_or_default();
        let first = keys.partition_point(|known| *known < key);
        let count = keys[first..]
            .iter()
            .take_while(|known| **known == key)
            .count();
        let first = first + *from as usize;
        self.values.get(first..first + count).unwrap_or_default()
    }
}

/// The columns.
#[derive(Debug, Clone, Default)]
pub(super) struct Store {
    pub(super) names: Vec<Stored>,
    pub(super) texts: String,
    pub(super) vocabulary: Vec<Token>,
    /// The vocabulary's consonant sets, close together: most candidates fall here.
    pub(super) letters: Vec<u32>,
    pub(super) words: Vec<u32>,
    pub(super) standings: Vec<Standing>,
    pub(super) joins: Vec<(u8, u8, u32)>,
    pub(super) forms: Vec<Form>,
    /// Where the names of each word begin in `postings`.
    pub(super) posting_starts: Vec<u32>,
    /// Names of each word; [`JOINED`] marks words that are several written together.
    pub(super) postings: Vec<u32>,
    pub(super) word_keys: KeyTable,
    pub(super) name_keys: KeyTable,
    /// Tells indexes of one process apart, so that what a thread remembers of one is never used for another.
    pub(super) identity: u64,
}

/// A number that no other index of this process has.
pub(super) fn new_identity() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// Marks a posting of words written together.
pub(super) const JOINED: u32 = 1 << 31;

impl Store {
    pub(super) fn text(&self, name: usize) -> &str {
        let Some(stored) = self.names.get(name) else {
            return "";
        };
        self.texts
            .get(stored.text as usize..(stored.text + stored.text_length) as usize)
            .unwrap_or_default()
    }

    pub(super) fn set_letters(&mut self) {
        self.letters = self.vocabulary.iter().map(|token| token.letters).collect();
    }

    pub(super) fn postings_of(&self, word: u32) -> &[u32] {
        let range = |place: usize| self.posting_starts.get(place).map(|at| *at as usize);
        let (Some(from), Some(to)) = (range(word as usize), range(word as usize + 1)) else {
            return &[];
        };
        self.postings.get(from..to).unwrap_or_default()
    }

    /// Lays a stored name out for comparing. Words written together are put together only when the name has some.
    pub(super) fn with_side<T>(&self, name: usize, then: impl FnOnce(&Side<'_>) -> T) -> T {
        let stored = self.names.get(name).copied().unwrap_or_default();
        let slice = |from: u32, count: u8| from as usize..from as usize + count as usize;
        let words = self
            .words
            .get(slice(stored.words, stored.word_count))
            .unwrap_or_default();
        let mut tokens = [None; MOST_TOKENS];
        for (to, word) in tokens.iter_mut().zip(words) {
            *to = self.vocabulary.get(*word as usize);
        }
        let mut joins = [None; MOST_JOINS];
        let places = self
            .joins
            .get(slice(stored.joins, stored.join_count))
            .unwrap_or_default();
        for (to, (first, count, word)) in joins.iter_mut().zip(places) {
            *to = self.vocabulary.get(*word as usize).map(|token| Join {
                first: *first,
                count: *count,
                token,
            });
        }
        let side = Side {
            schema: Schema::from_code(stored.schema).unwrap_or_default(),
            person: stored.flags & IS_PERSON != 0,
            count: words.len().min(MOST_TOKENS),
            tokens,
            standings: self
                .standings
                .get(slice(stored.words, stored.word_count))
                .unwrap_or_default(),
            joins,
            korean: self
                .forms
                .get(slice(stored.forms, stored.form_count))
                .unwrap_or_default(),
            legal: LegalForm::from_code(stored.legal),
            acronym: stored.acronym,
        };
        then(&side)
    }

    pub(super) fn strength(&self, name: usize) -> Strength {
        self.names
            .get(name)
            .and_then(|stored| Strength::from_code(stored.strength))
            .unwrap_or_default()
    }
}
