//! The `observation` table.

table! {
    /// One answer of a person to a coded question about the subject.
    Observation = "observation" in Seen {
        /// About whom.
        subject_id: Text [id],
        /// Catalogue id of the indicator that the answer concerns.
        indicator: Text [kind],
        /// `present`, `absent` or `unclear`.
        answer: Text,
        /// When it was observed.
        observed_at: Timestamp,
        /// Who observed it (an id, not a name).
        observer: Text,
        /// What was seen, in words.
        note: Text,
        /// Whether the subject gave an explanation that holds.
        explained: Boolean,
    }
}
