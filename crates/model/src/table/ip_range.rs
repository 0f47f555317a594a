//! The `ip_range` table.

table! {
    /// One range of addresses from a list.
    IpRange = "ip_range" in Reference {
        /// Range in CIDR notation, or `first-last`.
        network: Text [id],
        /// `hosting`, `vpn`, `tor`, `proxy`, `satellite`, `anycast`, `dprk`, `country`, `asn` or another class.
        class: Text,
        /// For `dprk` ranges: `assigned`, `historically_used`, `suspected`, `stale_historical`, `geo_decoy`.
        tier: Text,
        /// Country (ISO 3166-1 alpha-2).
        country: Text,
        /// Autonomous system number.
        asn: Integer,
        /// Provider.
        provider: Text,
        /// Where the statement comes from.
        source: Text,
        /// Since when it is listed.
        listed_on: Date,
    }
}
