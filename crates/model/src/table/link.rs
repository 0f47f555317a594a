//! The `link` table.

table! {
    /// One typed tie between two subjects. Filled by linking; each tie stands once for each of the two.
    Link = "link" in Derived {
        /// One subject.
        subject_id: Text [id],
        /// The other.
        other_subject_id: Text [id],
        /// Kind of the tie: `email`, `phone`, `bank_account`, `device`, `ip`, `document`, `text` or another kind.
        kind: Text [kind],
        /// Weight in decibans.
        weight: Real,
        /// How many subjects share what ties them.
        shared_by: Integer,
        /// What ties them, in words.
        evidence: Text,
    }
}
