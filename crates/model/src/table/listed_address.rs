//! The `listed_address` table.

table! {
    /// One postal address of a listed party.
    ListedAddress = "listed_address" in Reference {
        /// Party.
        party_id: Text [id],
        /// List.
        list: Text [id],
        /// The whole address in one line.
        text: Text,
        /// Street, house, building.
        street: Text,
        /// Town.
        city: Text,
        /// State, province, region.
        region: Text,
        /// Postal code.
        postal_code: Text,
        /// Country as a two-letter code, where it is understood.
        country: Text,
    }
}
