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
        /// Since when.
        listed_on: Date,
        /// Where the statement comes from.
        source: Text,
    }
}
