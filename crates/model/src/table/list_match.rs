//! The `list_match` table.

table! {
    /// One exact match of a value of the subject with a list.
    ListMatch = "list_match" in Derived {
        /// Whose value it is.
        subject_id: Text [id],
        /// Kind of the value, such as `email`, `wallet`, `domain`, `ip`, `handle`.
        kind: Text [id kind],
        /// The value in its normal form; absent where it was compared and not found.
        value: Text,
        /// Whether a list holds it.
        matched: Boolean,
        /// Name of the list.
        list: Text,
        /// `sanctions`, `official`, `vendor`, `community`, `own`.
        tier: Text,
        /// Party or campaign as the list names it.
        entity: Text,
        /// Where the statement comes from.
        source: Text,
        /// Since when it is listed.
        listed_on: Date,
    }
}
