//! The `listed_name` table.

table! {
    /// One name of a listed party.
    ListedName = "listed_name" in Reference {
        /// Party.
        party_id: Text [id],
        /// List.
        list: Text [id],
        /// The name.
        name: Text,
        /// `strong`, `weak`, `former`, `original_script`.
        strength: Text,
        /// Script by its four-letter code (ISO 15924).
        script: Text,
    }
}
