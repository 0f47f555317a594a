//! Many stored names against few changed ones.

use super::search::Direction;
use super::{Hit, Index};
use crate::name::Name;
use crate::schema::Schema;

/// A stored name that a changed entry may concern.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Affected {
    /// Place of the name among those that were given.
    pub subject: usize,
    /// What it met.
    pub hit: Hit,
}

impl Index {
    /// Screens many names against this index, which holds the few entries of a list that changed: the same answers
    /// as [`Index::search`] for each, in the order of the names.
    pub fn screen<'a>(
        &self,
        subjects: impl IntoIterator<Item = &'a Name>,
        top: usize,
    ) -> Vec<Affected> {
        subjects
            .into_iter()
            .enumerate()
            .flat_map(|(subject, name)| {
                self.search(name, top)
                    .into_iter()
                    .map(move |hit| Affected { subject, hit })
            })
            .collect()
    }

    /// Screens the names of this index against another, which holds the few entries of a list that changed: the same
    /// answers as [`Index::screen`] of the names that this index was built from. Here each changed entry is looked up
    /// among the names, so that most names are never looked at; it pays where the index of the names is kept.
    ///
    /// ```
    /// use bonafide_names::{Entry, Index, Name, Schema, Strength};
    /// let entry = |text: &str| Entry { text: text.to_owned(), schema: Schema::Person, party: 0, strength: Strength::Strong };
    /// let customers = ["Petrov, Ivan", "Ung-soon Kim"];
    /// let changed = Index::build([entry("김응순")]);
    /// let affected = Index::build(customers.map(entry)).affected_by(&changed, 10);
    /// assert_eq!(affected, changed.screen(&customers.map(|text| Name::analyse(text, Schema::Person)), 10));
    /// assert_eq!(affected[0].subject, 1);
    /// ```
    pub fn affected_by(&self, changed: &Self, top: usize) -> Vec<Affected> {
        let view = changed.store().view();
        let mut affected = Vec::new();
        for entry in 0..changed.len() as u32 {
            let stored = view.stored(entry).unwrap_or_default();
            let schema = Schema::from_code(stored.schema).unwrap_or_default();
            let query = Name::analyse(view.text(entry), schema);
            let hits = self.search_towards(&query, usize::MAX, Direction::Backward);
            affected.extend(hits.into_iter().map(|met| Affected {
                subject: met.name as usize,
                hit: Hit {
                    name: entry,
                    party: stored.party,
                    strength: stored.strength(),
                    value: met.value,
                },
            }));
        }
        affected.sort_unstable_by(|one, other| {
            (one.subject.cmp(&other.subject))
                .then(other.hit.value.total_cmp(&one.hit.value))
                .then(one.hit.name.cmp(&other.hit.name))
        });
        let mut taken = (usize::MAX, 0);
        affected.retain(|one| {
            taken = if taken.0 == one.subject {
                (one.subject, taken.1 + 1)
            } else {
                (one.subject, 1)
            };
            taken.1 <= top
        });
        affected
    }
}
