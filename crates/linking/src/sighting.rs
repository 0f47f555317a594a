//! What the caller tells: sightings of values at subjects, ties between two subjects, and what subjects claim.

use crate::kind::TieKind;

/// A value was seen at a subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sighting {
    /// Place of the subject in the list of [`SubjectFacts`]. Sightings beyond the list are left out and counted.
    pub subject: u32,
    /// What kind of value.
    pub kind: TieKind,
    /// Hash of the normalised value. Equal hashes of one kind are one value.
    pub value: u64,
    /// When it was first seen there, in Unix seconds.
    pub first: Option<i64>,
    /// When it was last seen there, in Unix seconds.
    pub last: Option<i64>,
}

/// Something between two subjects that is not an equal value: nearly equal texts, a referral, a transfer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DirectTie {
    /// One subject; of a transfer or referral, the one from which it comes.
    pub a: u32,
    /// The other subject.
    pub b: u32,
    /// What kind of tie.
    pub kind: TieKind,
    /// How alike or how strong, from 0 to 1; what is outside is taken as the nearer end.
    pub strength: f32,
    /// How many subjects show the same thing: a sentence that five hundred use ties nobody. At least 2.
    pub shared_by: u32,
    /// When, in Unix seconds.
    pub at: Option<i64>,
}

/// What is known of a subject beside its ties. Hashes only, 0 for unknown: they are compared and never read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SubjectFacts {
    /// The caller's own id, unique. Ids of groups derive from it, and nothing depends on the order of subjects.
    pub id: String,
    /// Since when the subject is there, in Unix seconds.
    pub since: Option<i64>,
    /// Hash of the country that the subject claims.
    pub country: u64,
    /// Hash of the birth date that the subject claims.
    pub birth: u64,
    /// Hash of the name that the subject claims.
    pub name: u64,
    /// Whether the account is declared as that of a team or company.
    pub is_agency: bool,
}

/// What a reviewer said about two subjects. It binds later runs until the caller leaves it out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verdict {
    /// One hand runs both.
    Same {
        /// One subject.
        a: u32,
        /// The other.
        b: u32,
    },
    /// Two hands. It is stronger than any `Same` that speaks against it, directly or along a chain.
    Different {
        /// One subject.
        a: u32,
        /// The other.
        b: u32,
    },
}
