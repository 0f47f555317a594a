//! The `link` table.

table! {
    /// One typed tie between two subjects. Filled by linking.
    Link = "link" in Derived {
        /// One subject.
        subject_id: Text [id],
        /// The other.
        other_subject_id: Text [id],
        /// Kind of the tie.
        kind: Text,
        /// Weight in decibans.
        weight: Real,
        /// What ties them, in words.
        evidence: Text,
    }
}
