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
        /// Name of the list; of a sanctions list the short name, such as `ofac_sdn`, `un`, `eu`.
        list: Text,
        /// `sanctions`, `official`, `vendor`, `community`, `own`.
        tier: Text,
        /// The number of the entry, where it is one of a sanctions list.
        entry: Text,
        /// Party or campaign as the list names it.
        entity: Text,
        /// Sanctions programmes, with `; ` between them.
        programme: Text,
        /// Where the statement comes from.
        source: Text,
        /// Since when it is listed.
        listed_on: Date,
        /// The version of the list: its name, its date, the beginning of its hash.
        list_version: Text,
        /// Fingerprint of the value and the entry; a clearance holds for it.
        pair: Text,
        /// Whether a person has compared the two and found that they are not one.
        cleared: Boolean,
        /// Who cleared the pair, when, until when and why; or why an earlier clearance no longer holds.
        clearance: Text,
    }
}
