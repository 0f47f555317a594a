//! Builds an index from names.

use std::collections::HashMap;

use super::store::{HAS_INITIAL, IS_PERSON, JOINED, KeyTable, Store, Stored, new_identity};
use super::{Entry, Index, keys};
use crate::name::Name;
use crate::token::{Kind, Token, hash};

#[derive(Default)]
struct Builder {
    store: Store,
    places: HashMap<u64, Vec<u32>>,
    postings: Vec<Vec<u32>>,
    name_keys: Vec<(u32, u32)>,
}

impl Index {
    /// Builds an index; the same entries in the same order give the same bytes.
    pub fn build(entries: impl IntoIterator<Item = Entry>) -> Self {
        let mut builder = Builder::default();
        for entry in entries {
            let name = Name::analyse(&entry.text, entry.schema);
            builder.add(&entry, &name);
        }
        Self {
            store: builder.finish(),
        }
    }
}

impl Builder {
    fn add(&mut self, entry: &Entry, name: &Name) {
        let place = self.store.names.len() as u32;
        let has_initial = name.tokens.iter().any(|token| token.kind == Kind::Initial);
        let mut stored = Stored {
            text: self.store.texts.len() as u32,
            text_length: entry.text.len() as u32,
            party: entry.party,
            words: self.store.words.len() as u32,
            joins: self.store.joins.len() as u32,
            forms: self.store.forms.len() as u32,
            acronym: name.acronym,
            word_count: name.tokens.len() as u8,
            join_count: name.joins.len() as u8,
            form_count: name.korean.len() as u8,
            schema: entry.schema.code(),
            strength: entry.strength.code(),
            legal: name.legal as u8,
            flags: if name.person { IS_PERSON } else { 0 }
                | if has_initial { HAS_INITIAL } else { 0 },
            naming: name
                .tokens
                .iter()
                .filter(|token| token.kind == Kind::Word)
                .count() as u8,
        };
        self.store.texts.push_str(&entry.text);
        for (token, standing) in name.tokens.iter().zip(&name.standings) {
            let word = self.intern(token);
            self.store.words.push(word);
            self.store.standings.push(*standing);
            self.post(word, place);
        }
        for join in &name.joins {
            let word = self.intern(&join.token);
            self.store.joins.push((join.first, join.count, word));
            self.post(word, place | if join.count > 1 { JOINED } else { 0 });
        }
        self.store.forms.extend_from_slice(&name.korean);
        let mut found = Vec::new();
        for form in &name.korean {
            keys::of_form(form, &mut found);
        }
        if name.acronym != 0 {
            found.push(keys::acronym(name.acronym));
        }
        self.name_keys
            .extend(found.into_iter().map(|key| (key, place)));
        stored.join_count = (self.store.joins.len() as u32 - stored.joins) as u8;
        self.store.names.push(stored);
    }

    fn post(&mut self, word: u32, posting: u32) {
        let list = &mut self.postings[word as usize];
        if list.last() != Some(&posting) {
            list.push(posting);
        }
    }

    fn intern(&mut self, token: &Token) -> u32 {
        let known = self
            .places
            .entry(token.hash ^ hash(token.text.as_bytes()).rotate_left(23))
            .or_default();
        if let Some(place) = known
            .iter()
            .find(|place| self.store.vocabulary.get(**place as usize) == Some(token))
        {
            return *place;
        }
        let place = self.store.vocabulary.len() as u32;
        known.push(place);
        self.store.vocabulary.push(token.clone());
        self.postings.push(Vec::new());
        place
    }

    fn finish(mut self) -> Store {
        let mut pairs = Vec::new();
        let mut found = Vec::new();
        for (place, token) in self.store.vocabulary.iter().enumerate() {
            found.clear();
            let mut by_sounds = Vec::new();
            keys::of_word(token, true, &mut by_sounds, &mut found);
            found.append(&mut by_sounds);
            pairs.extend(found.iter().map(|key| (*key, place as u32)));
        }
        self.store.word_keys = KeyTable::new(pairs);
        self.store.name_keys = KeyTable::new(self.name_keys);
        self.store.identity = new_identity();
        self.store.set_letters();
        let mut total = 0;
        for list in &self.postings {
            self.store.posting_starts.push(total);
            total += list.len() as u32;
            self.store.postings.extend_from_slice(list);
        }
        self.store.posting_starts.push(total);
        self.store
    }
}
