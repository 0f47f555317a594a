//! The `text_match` table.

table! {
    /// Two subjects with near-equal texts. Filled by linking.
    TextMatch = "text_match" in Derived {
        /// One subject.
        subject_id: Text [id],
        /// The other.
        other_subject_id: Text [id],
        /// What text: `resume`, `bid`, `message`, `profile`.
        kind: Text [kind],
        /// From 0 to 1.
        similarity: Real,
    }
}
