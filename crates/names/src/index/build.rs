//! Builds an index from names.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use super::analysed::analysed;
use super::format::{write, write_token};
use super::glance::Glance;
use super::hashed::Hashed;
use super::keys::{Gap, Key, Sift, Use};
use super::keytable::{self, sorted};
use super::sketch::{Letters, Sketch, Syllables};
use super::store::{
    ASIDE, DESCENT, FORM, IS_PERSON, JOINED, Joined, Placed, REPEATS, SOUNDS, Store, Stored,
    write_form,
};
use super::{Entry, Index, keys};
use crate::name::Name;
use crate::token::{Group, Kind, Token};

#[derive(Default)]
struct Builder {
    texts: Vec<u8>,
    names: Vec<u8>,
    glances: Vec<u8>,
    placed: Vec<[u8; Placed::SIZE]>,
    joins: Vec<[u8; Joined::SIZE]>,
    forms: Vec<u8>,
    form_count: u32,
    /// Words as they are stored, and where each begins.
    tokens: Vec<u8>,
    token_starts: Vec<u32>,
    letters: Vec<u8>,
    /// Whether each word stands alone in some name.
    alone: Vec<bool>,
    /// Whether some word stood only among words written together before it stood alone.
    any_risen: bool,
    word_keys: Vec<keytable::Entry>,
    /// The last word of each identity, and of each word the one before it that has the same.
    places: HashMap<u64, u32, BuildHasherDefault<Hashed>>,
    before: Vec<u32>,
    written: Vec<u8>,
    keys: Vec<Key>,
    /// Word and posting, in the order of the names.
    postings: Vec<(u32, u32)>,
    last_posting: Vec<u32>,
    name_keys: Vec<keytable::Entry>,
    found: Vec<u32>,
    name_count: u32,
}

const NONE: u32 = u32::MAX;

/// Where a word stands, as far as it decides what it must be found from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stands {
    /// By itself in some name.
    Alone,
    /// Only as several words written together, or as another form of a word.
    Joined,
}

impl Index {
    /// Builds an index; the same entries in the same order give the same bytes.
    ///
    /// Long lists are analysed by other threads while this one puts the names together, where the machine has more
    /// than one processor.
    pub fn build(entries: impl IntoIterator<Item = Entry>) -> Self {
        let mut builder = Builder::default();
        analysed(entries.into_iter(), |entry, name| builder.add(&entry, name));
        let store = Store::open(builder.finish());
        // What was just written can be opened; were it otherwise, a test of every build would fail.
        Self::of(store.unwrap_or_else(|error| unreachable!("{error}")))
    }
}

impl Builder {
    fn add(&mut self, entry: &Entry, name: Name) {
        let place = self.name_count;
        self.name_count += 1;
        self.glances
            .extend_from_slice(&Glance::of(&name).0.to_le_bytes());
        let mut stored = Stored {
            text: self.texts.len() as u32,
            text_length: entry.text.len() as u32,
            party: entry.party,
            words: self.placed.len() as u32,
            joins: self.joins.len() as u32,
            forms: self.form_count,
            acronyms: name.acronyms,
            word_count: name.tokens.len() as u8,
            join_count: 0,
            form_count: name.korean.len() as u8,
            schema: entry.schema.code(),
            strength: entry.strength.code(),
            legal: name.legal as u8,
            flags: if name.person { IS_PERSON } else { 0 },
            naming: name
                .tokens
                .iter()
                .filter(|token| token.kind == Kind::Word)
                .count() as u8,
        };
        self.texts.extend_from_slice(entry.text.as_bytes());
        for form in &name.korean {
            keys::of_form(form, &mut self.found);
            self.forms.extend_from_slice(&write_form(form));
            self.form_count += 1;
        }
        let acronyms = name.acronyms.iter().filter(|acronym| **acronym != 0);
        self.found
            .extend(acronyms.map(|acronym| keys::acronym(*acronym)));
        let found = self.found.drain(..).map(|key| keytable::Entry {
            key,
            gap: Gap::NONE,
            value: place,
            sketch: 0,
        });
        self.name_keys.extend(found);
        let hashes: Vec<u64> = name.tokens.iter().map(|token| token.hash).collect();
        for (token, standing) in name.tokens.into_iter().zip(&name.standings) {
            let repeats = hashes.iter().filter(|hash| **hash == token.hash).count() > 1;
            let flag = |is: bool, flag: u8| if is { flag } else { 0 };
            let mut placed = Placed {
                word: 0,
                weight: standing.weight,
                kind: token.kind as u8,
                flags: flag(standing.descent, DESCENT)
                    | flag(standing.aside, ASIDE)
                    | flag(repeats, REPEATS)
                    | flag(token.group == Group::Sounds, SOUNDS),
                first: token.text.bytes().next().unwrap_or(0),
            };
            placed.word = self.intern(&token, Stands::Alone);
            self.placed.push(placed.write());
            self.post(placed.word, place);
        }
        for join in name.joins {
            let joined = Joined {
                first: join.first,
                count: join.count,
                word: self.intern(&join.token, Stands::Joined),
            };
            self.joins.push(joined.write());
            self.post(
                joined.word,
                place | if join.count > 1 { JOINED } else { FORM },
            );
        }
        stored.join_count = (self.joins.len() as u32 - stored.joins) as u8;
        self.names.extend_from_slice(&stored.write());
    }

    fn post(&mut self, word: u32, posting: u32) {
        if let Some(last) = self.last_posting.get_mut(word as usize)
            && *last != posting
        {
            *last = posting;
            self.postings.push((word, posting));
        }
    }

    fn intern(&mut self, token: &Token, stands: Stands) -> u32 {
        self.written.clear();
        write_token(token, &mut self.written);
        let place = self.before.len() as u32;
        let last = self.places.entry(token.identity()).or_insert(NONE);
        let mut known = *last;
        while let Some(before) = self.before.get(known as usize) {
            let from = self.token_starts[known as usize] as usize;
            let to = self.token_starts.get(known as usize + 1);
            let to = to.map_or(self.tokens.len(), |to| *to as usize);
            if self.tokens[from..to] == self.written {
                if stands == Stands::Alone && !self.alone[known as usize] {
                    self.alone[known as usize] = true;
                    self.any_risen = true;
                }
                return known;
            }
            known = *before;
        }
        self.before.push(*last);
        *last = place;
        self.token_starts.push(self.tokens.len() as u32);
        self.tokens.extend_from_slice(&self.written);
        self.letters.extend_from_slice(&Letters::of(token).write());
        self.alone.push(stands == Stands::Alone);
        self.add_keys(token, stands, place);
        self.last_posting.push(NONE);
        place
    }

    fn add_keys(&mut self, token: &Token, stands: Stands, place: u32) {
        self.keys.clear();
        keys::of_word(token, Use::Store, &mut self.keys);
        let sounds = Sketch::of(token).0;
        let value = match stands {
            Stands::Alone => place,
            Stands::Joined => place | JOINED,
        };
        let entries = self.keys.iter().map(|key| keytable::Entry {
            key: key.number,
            gap: key.gap,
            value,
            sketch: match key.sift {
                Sift::Korean(reading) => (token.readings().get(usize::from(reading)))
                    .map_or(0, |reading| Syllables::of(token, reading).0),
                Sift::None | Sift::Sounds { .. } | Sift::Across => sounds,
            },
        });
        self.word_keys.extend(entries);
    }

    fn finish(mut self) -> Vec<u8> {
        if self.any_risen {
            for entry in &mut self.word_keys {
                let word = entry.value & !JOINED;
                if self.alone.get(word as usize).copied().unwrap_or(false) {
                    entry.value = word;
                }
            }
        }
        self.token_starts.push(self.tokens.len() as u32);
        let (posting_starts, postings) = grouped(self.before.len(), &self.postings);
        let (word_key_starts, word_keys) = sorted(&self.word_keys);
        let (name_key_starts, name_keys) = sorted(&self.name_keys);
        write([
            &self.texts,
            &self.names,
            self.placed.as_flattened(),
            self.joins.as_flattened(),
            &self.forms,
            &self.glances,
            &self.letters,
            &column(&self.token_starts),
            &self.tokens,
            &column(&posting_starts),
            &column(&postings),
            &column(&word_key_starts),
            &entries_column(&word_keys),
            &column(&name_key_starts),
            &entries_column(&name_keys),
        ])
    }
}

/// The postings of each word in order, and where they begin.
fn grouped(words: usize, postings: &[(u32, u32)]) -> (Vec<u32>, Vec<u32>) {
    let mut starts = vec![0u32; words + 1];
    for (word, _) in postings {
        starts[*word as usize + 1] += 1;
    }
    for place in 1..starts.len() {
        starts[place] += starts[place - 1];
    }
    let mut next = starts.clone();
    let mut grouped = vec![0; postings.len()];
    for (word, posting) in postings {
        let at = &mut next[*word as usize];
        grouped[*at as usize] = *posting;
        *at += 1;
    }
    (starts, grouped)
}

fn column(numbers: &[u32]) -> Vec<u8> {
    numbers
        .iter()
        .flat_map(|number| number.to_le_bytes())
        .collect()
}

fn entries_column(entries: &[keytable::Entry]) -> Vec<u8> {
    let mut out = Vec::with_capacity(entries.len() * keytable::Entry::SIZE);
    for entry in entries {
        out.extend_from_slice(&entry.write());
    }
    out
}
