//! The `listed_birth` table.

table! {
    /// One date of birth of a listed party, as exactly as the list knows it.
    ListedBirth = "listed_birth" in Reference {
        /// Party.
        party_id: Text [id],
        /// List.
        list: Text [id],
        /// The date as the list writes it.
        text: Text,
        /// The first day that the text allows.
        earliest: Date,
        /// The last day that the text allows.
        latest: Date,
        /// `day`, `month`, `year`, `range`, `circa` or `unread`.
        precision: Text,
    }
}
