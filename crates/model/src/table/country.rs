//! The `country` table.

table! {
    /// One country.
    Country = "country" in Reference {
        /// ISO 3166-1 alpha-2 code.
        code: Text [id],
        /// English short name.
        name: Text,
        /// Latitude of the centre in degrees.
        latitude: Real,
        /// Longitude of the centre in degrees.
        longitude: Real,
        /// Radius that covers most of the country, in kilometres.
        radius_km: Real,
    }
}
