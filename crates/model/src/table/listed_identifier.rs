//! The `listed_identifier` table.

table! {
    /// One number or handle of a listed party.
    ListedIdentifier = "listed_identifier" in Reference {
        /// Party.
        party_id: Text [id],
        /// List.
        list: Text [id],
        /// `passport`, `national_id`, `tax`, `registration`, `imo`, `phone`, `email`, `website` or another kind.
        kind: Text,
        /// The number as the list writes it.
        number: Text,
        /// The list's own word for the kind.
        label: Text,
        /// Country that issued it, as a two-letter code where it is understood.
        country: Text,
        /// Who issued it.
        issuer: Text,
        /// Day of issue.
        issued_on: Date,
        /// Last day of validity.
        expires_on: Date,
    }
}
