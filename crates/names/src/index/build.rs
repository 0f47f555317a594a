//! Builds an index from names.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use super::format::{write, write_token};
use super::hashed::Hashed;
use super::keys::{Sift, Stands, Use};
use super::keytable::{self, sorted};
use super::sketch::{Letters, Sketch, Syllables};
use super::store::{
    ASIDE, DESCENT, Glance, IS_PERSON, JOINED, Joined, Placed, REPEATS, SOUNDS, Store, Stored,
    write_form,
};
use super::{Entry, Index, keys};
use crate::align::CONTRADICTS;
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
    vocabulary: Vec<Token>,
    /// The last word of each identity, and of each word the one before it that has the same.
    places: HashMap<u64, u32, BuildHasherDefault<Hashed>>,
    before: Vec<u32>,
    /// Word and posting, in the order of the names.
    postings: Vec<(u32, u32)>,
    last_posting: Vec<u32>,
    name_keys: Vec<keytable::Entry>,
    found: Vec<u32>,
    name_count: u32,
}

const NONE: u32 = u32::MAX;

impl Index {
    /// Builds an index; the same entries in the same order give the same bytes.
    pub fn build(entries: impl IntoIterator<Item = Entry>) -> Self {
        let mut builder = Builder::default();
        for entry in entries {
            let name = Name::analyse(&entry.text, entry.schema);
            builder.add(&entry, name);
        }
        let store = Store::open(builder.finish());
        // What was just written can be opened; were it otherwise, a test of every build would fail.
        Self::of(store.unwrap_or_else(|error| unreachable!("{error}")))
    }
}

impl Builder {
    fn add(&mut self, entry: &Entry, name: Name) {
        let place = self.name_count;
        self.name_count += 1;
        let has_initial = name.tokens.iter().any(|token| token.kind == Kind::Initial);
        let mut stored = Stored {
            text: self.texts.len() as u32,
            text_length: entry.text.len() as u32,
            party: entry.party,
            words: self.placed.len() as u32,
            joins: self.joins.len() as u32,
            forms: self.form_count,
            acronym: name.acronym,
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
        if name.acronym != 0 {
            self.found.push(keys::acronym(name.acronym));
        }
        let found = self.found.drain(..).map(|key| keytable::Entry {
            key,
            value: place,
            sketch: 0,
        });
        self.name_keys.extend(found);
        let mut contradicting = 0;
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
            let names = matches!(token.kind, Kind::Word | Kind::Initial);
            let contradicts = names && !standing.aside && standing.weight >= CONTRADICTS;
            contradicting += usize::from(contradicts && !repeats);
            placed.word = self.intern(token);
            self.placed.push(placed.write());
            self.post(placed.word, place);
        }
        for join in name.joins {
            let joined = Joined {
                first: join.first,
                count: join.count,
                word: self.intern(join.token),
            };
            self.joins.push(joined.write());
            self.post(joined.word, place | if join.count > 1 { JOINED } else { 0 });
        }
        stored.join_count = (self.joins.len() as u32 - stored.joins) as u8;
        self.names.extend_from_slice(&stored.write());
        let glance = Glance::new(name.person, has_initial, stored.naming > 1, contradicting);
        self.glances.push(glance.0);
    }

    fn post(&mut self, word: u32, posting: u32) {
        if let Some(last) = self.last_posting.get_mut(word as usize)
            && *last != posting
        {
            *last = posting;
            self.postings.push((word, posting));
        }
    }

    fn intern(&mut self, token: Token) -> u32 {
        let place = self.vocabulary.len() as u32;
        let last = self.places.entry(token.identity()).or_insert(NONE);
        let mut known = *last;
        while let Some(word) = self.vocabulary.get(known as usize) {
            if *word == token {
                return known;
            }
            known = self.before.get(known as usize).copied().unwrap_or(NONE);
        }
        self.before.push(*last);
        *last = place;
        self.vocabulary.push(token);
        self.last_posting.push(NONE);
        place
    }

    fn finish(self) -> Vec<u8> {
        let mut entries = Vec::with_capacity(self.vocabulary.len() * 12);
        let mut found = Vec::new();
        let mut stands_alone = vec![false; self.vocabulary.len()];
        for record in &self.placed {
            if let Some(alone) = stands_alone.get_mut(Placed::read(record).word as usize) {
                *alone = true;
            }
        }
        let mut letters = Vec::with_capacity(self.vocabulary.len() * Letters::SIZE);
        let (mut token_starts, mut tokens) = (Vec::new(), Vec::new());
        for (place, (token, alone)) in self.vocabulary.iter().zip(&stands_alone).enumerate() {
            found.clear();
            let stands = if *alone {
                Stands::Alone
            } else {
                Stands::Joined
            };
            keys::of_word(token, stands, Use::Store, &mut found);
            let sounds = Sketch::of(token).0;
            let value = place as u32 | if *alone { 0 } else { JOINED };
            entries.extend(found.iter().map(|key| {
                keytable::Entry {
                    key: key.number,
                    value,
                    sketch: match key.sift {
                        Sift::Korean(reading) => (token.readings().get(usize::from(reading)))
                            .map_or(0, |reading| Syllables::of(token, reading).0),
                        Sift::None | Sift::Sounds | Sift::Across => sounds,
                    },
                }
            }));
            letters.extend_from_slice(&Letters::of(token).write());
            token_starts.push(tokens.len() as u32);
            write_token(token, &mut tokens);
        }
        token_starts.push(tokens.len() as u32);
        let (posting_starts, postings) = grouped(self.vocabulary.len(), &self.postings);
        let (word_key_starts, word_keys) = sorted(&entries);
        let (name_key_starts, name_keys) = sorted(&self.name_keys);
        write([
            &self.texts,
            &self.names,
            self.placed.as_flattened(),
            self.joins.as_flattened(),
            &self.forms,
            &self.glances,
            &letters,
            &column(&token_starts),
            &tokens,
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
