//! The `phone_range` table.

table! {
    /// One range of telephone numbers from a list.
    PhoneRange = "phone_range" in Reference {
        /// E.164 prefix without plus.
        prefix: Text [id],
        /// Country (ISO 3166-1 alpha-2).
        country: Text,
        /// Line type.
        line_type: Text,
        /// Carrier.
        carrier: Text,
        /// Place.
        place: Text,
        /// Where the statement comes from.
        source: Text,
    }
}
