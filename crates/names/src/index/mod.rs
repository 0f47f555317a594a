//! An index of many names, and the search in it.
//!
//! Its answer contains every name that comparing the query with *each* stored name would rank at
//! [`crate::POSSIBLE`] or above: words only meet when they share a key (see `keys`), and names only reach that
//! value when enough of their words meet (see `search`), so nothing that could pass is left out.

mod build;
mod delta;
mod format;
mod keys;
mod search;
mod store;

use store::Store;

pub use delta::Affected;

/// Why an index could not be opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IndexError {
    /// Not an index at all, or one of another version.
    #[error("these bytes are no name index of version {expected}: build it again from its lists")]
    Version {
        /// The version that this program writes and reads.
        expected: u32,
    },
    /// The bytes end early or contradict themselves.
    #[error("the name index is damaged ({what}): build it again from its lists")]
    Damaged {
        /// What does not fit.
        what: &'static str,
    },
}

/// How firmly a list gives a name to a party.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Strength {
    /// A name or strong alias.
    #[default]
    Strong,
    /// A weak alias: it may confirm, it should not be the only reason.
    Weak,
    /// A name that was used before.
    Former,
    /// The name in its original script.
    OriginalScript,
}

impl Strength {
    fn code(self) -> u8 {
        match self {
            Self::Strong => 0,
            Self::Weak => 1,
            Self::Former => 2,
            Self::OriginalScript => 3,
        }
    }

    fn from_code(code: u8) -> Option<Self> {
        [Self::Strong, Self::Weak, Self::Former, Self::OriginalScript]
            .get(code as usize)
            .copied()
    }
}

/// A name to be stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The name as the list gives it.
    pub text: String,
    /// What kind of party bears it.
    pub schema: crate::Schema,
    /// Whose name it is: the caller's number of the party.
    pub party: u32,
    /// How firmly the list gives it.
    pub strength: Strength,
}

/// A stored name that a query may be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// Place of the name in the order in which the index was built.
    pub name: u32,
    /// The caller's number of the party.
    pub party: u32,
    /// How firmly the list gives the name.
    pub strength: Strength,
    /// How alike query and name are, as [`crate::similarity`] says.
    pub value: f64,
}

/// An index of names; shared by threads.
///
/// ```
/// use bonafide_names::{Entry, Index, Name, Schema, Strength};
/// let entry = |text: &str, party| Entry { text: text.to_owned(), schema: Schema::Person, party, strength: Strength::Strong };
/// let index = Index::build([entry("KIM, Ung Sun", 7), entry("PETROV, Ivan", 8)]);
/// let index = Index::open(index.to_bytes())?;
/// let hits = index.search(&Name::analyse("김응순", Schema::Person), 50);
/// assert_eq!(hits[0].party, 7);
/// # Ok::<(), bonafide_names::IndexError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Index {
    store: Store,
}

impl Index {
    /// How many names are stored.
    pub fn len(&self) -> usize {
        self.store.names.len()
    }

    /// Whether no name is stored.
    pub fn is_empty(&self) -> bool {
        self.store.names.is_empty()
    }

    /// The text of a stored name; empty for a number that no name has.
    pub fn text(&self, name: u32) -> &str {
        self.store.text(name as usize)
    }

    /// How alike a query and one stored name are: what [`Index::search`] would give it.
    pub fn similarity(&self, query: &crate::Name, name: u32) -> f64 {
        if name as usize >= self.len() {
            return 0.0;
        }
        self.store.with_side(name as usize, |side| {
            crate::score::similarity_of_sides(&query.side(), side)
        })
    }
}
