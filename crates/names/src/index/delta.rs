//! Many stored names against few changed ones.

use super::{Hit, Index};
use crate::name::Name;

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
}
