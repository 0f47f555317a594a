//! An index of many names, and the search in it.
//!
//! Its answer contains every name that comparing the query with *each* stored name would rank at
//! [`crate::POSSIBLE`] or above: words only meet when they share a key (see `keys`), and names only reach that
//! value when enough of their words meet (see `search` and `bound`), so nothing that could pass is left out.
//!
//! An index is one run of bytes that is read in place (see `format` and `store`): to open one is to check a sum.

mod analysed;
mod bound;
mod build;
mod bytes;
mod delta;
#[cfg(test)]
mod edits;
mod format;
mod glance;
mod hashed;
mod keys;
mod keytable;
mod rows;
mod search;
mod sketch;
mod store;
mod words;

use std::sync::Arc;

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
    /// An index of names as other rules or word tables read them: its scores would be neither those nor these.
    #[error("this name index was made with another scoring: build it again from its lists")]
    Scoring,
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
    /// How alike query and name are, as [`crate::similarity()`] says.
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
#[derive(Clone)]
pub struct Index {
    store: Arc<Store>,
}

impl std::fmt::Debug for Index {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Index")
            .field("names", &self.len())
            .finish_non_exhaustive()
    }
}

impl Index {
    fn of(store: Store) -> Self {
        Self {
            store: Arc::new(store),
        }
    }

    fn store(&self) -> &Store {
        &self.store
    }

    /// Opens an index from the bytes of [`Index::to_bytes`], which are read in place: they may be a file that is
    /// mapped into memory. Damaged bytes give an error here; bytes that somebody forged may give wrong answers, but
    /// never a panic.
    pub fn open(bytes: impl AsRef<[u8]> + Send + Sync + 'static) -> Result<Self, IndexError> {
        Store::open(bytes).map(Self::of)
    }

    /// The index as bytes, the same for the same entries, to be stored and opened again.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.as_bytes().to_vec()
    }

    /// The same where they lie.
    pub fn as_bytes(&self) -> &[u8] {
        self.store.bytes()
    }

    /// How many names are stored.
    pub fn len(&self) -> usize {
        self.store.view().len()
    }

    /// Whether no name is stored.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The text of a stored name; empty for a number that no name has.
    pub fn text(&self, name: u32) -> &str {
        self.store.view().text(name)
    }

    /// How alike a query and one stored name are: what [`Index::search`] would give it.
    pub fn similarity(&self, query: &crate::Name, name: u32) -> f64 {
        if name as usize >= self.len() {
            return 0.0;
        }
        self.store.view().with_side(name, true, |side| {
            crate::score::similarity_of_sides(&query.side(), side)
        })
    }
}
