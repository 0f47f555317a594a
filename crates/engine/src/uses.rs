//! The different texts of each subject, with when and how often each was seen.
//!
//! A subject signs in from one address again and again and is paid into one account month after month. Whatever is done
//! with a value (its normal form, its hash, what lists say of it) is done once a subject and value, not once a row.

use hashbrown::HashTable;

use crate::shelf::hash_of;

/// One text of one subject.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Use<'a> {
    pub(crate) subject: u32,
    /// In how many rows.
    pub(crate) times: u32,
    pub(crate) text: &'a str,
    first: i64,
    last: i64,
    hash: u64,
}

impl Use<'_> {
    /// The first moment that is known, in microseconds.
    pub(crate) fn first(&self) -> Option<i64> {
        (self.first <= self.last).then_some(self.first)
    }

    /// The last moment that is known, in microseconds.
    pub(crate) fn last(&self) -> Option<i64> {
        (self.first <= self.last).then_some(self.last)
    }
}

/// Gathers uses, in the order in which they are first met.
#[derive(Debug, Default)]
pub(crate) struct Uses<'a> {
    all: Vec<Use<'a>>,
    places: HashTable<u32>,
    /// The place of the row before: rows of one subject often lie together and say the same.
    before: usize,
}

impl<'a> Uses<'a> {
    /// Notes a row; gives the place of its use among all.
    pub(crate) fn add(&mut self, subject: u32, text: &'a str, at: Option<i64>) -> usize {
        let place = self.place(subject, text);
        self.before = place;
        let known = &mut self.all[place];
        known.times += 1;
        if let Some(at) = at {
            known.first = known.first.min(at);
            known.last = known.last.max(at);
        }
        place
    }

    fn place(&mut self, subject: u32, text: &'a str) -> usize {
        let is_same = |known: &Use<'_>| known.subject == subject && known.text == text;
        if self.all.get(self.before).is_some_and(is_same) {
            return self.before;
        }
        let hash = hash_of(text) ^ u64::from(subject).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let all = &mut self.all;
        if let Some(place) = self
            .places
            .find(hash, |place| is_same(&all[*place as usize]))
        {
            return *place as usize;
        }
        let place = all.len();
        all.push(Use {
            subject,
            times: 0,
            text,
            first: i64::MAX,
            last: i64::MIN,
            hash,
        });
        self.places
            .insert_unique(hash, place as u32, |place| all[*place as usize].hash);
        place
    }

    /// Every use, in the order in which they were first met.
    pub(crate) fn all(&self) -> &[Use<'a>] {
        &self.all
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn uses_are_the_rows_grouped_by_subject_and_text(
            rows in proptest::collection::vec((0_u32..4, "[ab]{0,3}", proptest::option::of(-9_i64..9)), 0..200)
        ) {
            let mut uses = Uses::default();
            let mut grouped: BTreeMap<(u32, &str), Vec<Option<i64>>> = BTreeMap::new();
            for (subject, text, at) in &rows {
                let place = uses.add(*subject, text, *at);
                let noted = uses.all()[place];
                prop_assert_eq!((noted.subject, noted.text), (*subject, text.as_str()));
                grouped.entry((*subject, text.as_str())).or_default().push(*at);
            }
            prop_assert_eq!(uses.all().len(), grouped.len());
            for one in uses.all() {
                let moments = &grouped[&(one.subject, one.text)];
                prop_assert_eq!(one.times as usize, moments.len());
                prop_assert_eq!(one.first(), moments.iter().flatten().min().copied());
                prop_assert_eq!(one.last(), moments.iter().flatten().max().copied());
            }
        }
    }
}
