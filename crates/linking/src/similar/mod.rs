//! Identifiers that are not equal and yet of one hand: e-mail and handle families, documents with
//! a digit changed, variants of a postal address.
//!
//! ```
//! use bonafide_linking::similar::{IdentifierKind, Similar, SimilarSettings};
//!
//! let mut handles = Similar::new(IdentifierKind::Handle, SimilarSettings::default());
//! handles.add(1, "kestrel.dev1990@mail.example");
//! handles.add(2, "dev-kestrel90");
//! handles.add(3, "plover77");
//! let found = handles.finish();
//! assert_eq!((found.ties[0].a, found.ties[0].b, found.ties.len()), (1, 2, 1));
//! ```

mod address;
mod document;
mod handle;

/// What an identifier is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdentifierKind {
    /// A user name, or an e-mail address, of which the part before the `@` counts.
    Handle,
    /// The number of a document, account or certificate.
    Document,
    /// A postal address on one line.
    Address,
}

/// How identifiers are compared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SimilarSettings {
    /// A skeleton, a number's neighbourhood or a part of an address that more subjects share is
    /// common and ties nobody. At most 254.
    pub most_subjects: u32,
    /// The least likeness of two addresses, from 0 to 1.
    pub least_alike_address: f64,
    /// Neighbours that an average document number may have before numbers of its form are taken to
    /// be handed out one after another, so that a neighbour says nothing.
    pub most_neighbours: f64,
}

impl Default for SimilarSettings {
    fn default() -> Self {
        Self {
            most_subjects: 12,
            least_alike_address: 0.4,
            most_neighbours: 0.1,
        }
    }
}

/// Two subjects with identifiers alike but not equal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SimilarTie {
    /// The subject with the lower number.
    pub a: u32,
    /// The subject with the higher number.
    pub b: u32,
    /// From 0 to 1, comparable within a kind.
    pub alike: f32,
    /// How many subjects share what the two share.
    pub shared_by: u32,
}

/// What [`Similar::finish`] found.
#[derive(Debug, Default, PartialEq)]
pub struct SimilarTies {
    /// Sorted by `a`, then `b`; at most one of each.
    pub ties: Vec<SimilarTie>,
    /// Skeletons, neighbourhoods or forms of numbers that were passed over because they are common.
    pub common: u32,
}

/// Identifiers of one kind, compared when all are there.
#[derive(Debug)]
pub struct Similar {
    kind: IdentifierKind,
    settings: SimilarSettings,
    values: Vec<(u32, String)>,
}

/// Bytes of an identifier that are read.
const MOST_BYTES: usize = 512;

impl Similar {
    /// No identifiers yet.
    #[must_use]
    pub fn new(kind: IdentifierKind, settings: SimilarSettings) -> Self {
        Self {
            kind,
            settings,
            values: Vec::new(),
        }
    }

    /// Adds an identifier of a subject; the order of adding is indifferent.
    pub fn add(&mut self, subject: u32, value: &str) {
        let value = &value[..value.floor_char_boundary(MOST_BYTES)];
        // Words are made short before letters that look alike are made one: the list of words has them as they are.
        let normal;
        let value = match self.kind {
            IdentifierKind::Address => {
                normal = bonafide_signals::address::normalise(value);
                normal.as_str()
            }
            _ => value,
        };
        let mut folded = String::with_capacity(value.len());
        crate::text::fold(value, |letter| folded.push(letter));
        self.values.push((subject, folded));
    }

    /// Takes over all identifiers that were added to another of the same kind, so that several threads can read them and
    /// wait for each other only here.
    pub fn absorb(&mut self, other: Self) {
        self.values.extend(other.values);
    }

    /// Compares all identifiers.
    #[must_use]
    pub fn finish(mut self) -> SimilarTies {
        self.values.sort_unstable();
        self.values.dedup();
        let mut found = match self.kind {
            IdentifierKind::Handle => handle::ties(&self.values, &self.settings),
            IdentifierKind::Document => document::ties(&self.values, &self.settings),
            IdentifierKind::Address => address::ties(&self.values, &self.settings),
        };
        found.ties.sort_unstable_by(|x, y| {
            (x.a, x.b)
                .cmp(&(y.a, y.b))
                .then(y.alike.total_cmp(&x.alike))
                .then(x.shared_by.cmp(&y.shared_by))
        });
        found.ties.dedup_by_key(|tie| (tie.a, tie.b));
        found
    }
}

fn tie(x: u32, y: u32, alike: f32, shared_by: u32) -> SimilarTie {
    SimilarTie {
        a: x.min(y),
        b: x.max(y),
        alike,
        shared_by,
    }
}

/// How many subjects are in a run that is sorted by subject.
fn subjects(run: impl Iterator<Item = u32>) -> u32 {
    let mut last = None;
    let mut count = 0;
    for subject in run {
        count += u32::from(last != Some(subject));
        last = Some(subject);
    }
    count
}
