//! The `watched_identifier` table.

table! {
    /// One identifier that a source ties to the activity.
    WatchedIdentifier = "watched_identifier" in Reference {
        /// Kind of identifier.
        kind: Text [id kind],
        /// The value.
        value: Text [id],
        /// `official`, `vendor`, `community`, `own`.
        tier: Text,
        /// Campaign or cluster as the source names it.
        campaign: Text,
        /// Where the statement comes from.
        source: Text,
        /// Since when it is listed.
        listed_on: Date,
        /// Note.
        note: Text,
    }
}
