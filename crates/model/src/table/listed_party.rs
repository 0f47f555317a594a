//! The `listed_party` table.

table! {
    /// One party on a sanctions list.
    ListedParty = "listed_party" in Reference {
        /// Id of the party in its list.
        party_id: Text [id],
        /// List.
        list: Text [id],
        /// `person`, `company`, `vessel` or another schema.
        schema: Text,
        /// Primary name.
        name: Text,
        /// Programmes, separated by commas.
        programmes: Text,
        /// `listed`, `linked` (named for its ties, not listed itself) or `delisted`.
        standing: Text,
        /// Acts and orders on which the listing rests, separated by semicolons.
        legal_basis: Text,
        /// Countries as two-letter codes, separated by commas.
        countries: Text,
        /// Why the party is blocked although it is not listed itself: who holds half of it or more.
        ownership: Text,
        /// Since when.
        listed_on: Date,
        /// Where the statement comes from.
        source: Text,
    }
}
