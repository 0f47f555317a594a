//! The `ip_fact` table.

table! {
    /// What lists say of one address that the subject used.
    IpFact = "ip_fact" in Derived {
        /// Who used it.
        subject_id: Text [id],
        /// The address in its normal form.
        ip: Text [id],
        /// First use.
        first_seen_at: Timestamp,
        /// Last use.
        last_seen_at: Timestamp,
        /// Sessions from it.
        sessions: Integer,
        /// Country of the address by the loaded ranges (ISO 3166-1 alpha-2).
        country: Text,
        /// Autonomous system number.
        asn: Integer,
        /// Name of the network.
        network_name: Text,
        /// Whether a list of hosting networks holds it; absent without such a list.
        hosting: Boolean,
        /// Whether a list of VPN exits holds it; absent without such a list.
        vpn: Boolean,
        /// Whether a list of Tor exits holds it; absent without such a list.
        tor: Boolean,
        /// Whether a list of proxies holds it; absent without such a list.
        proxy: Boolean,
        /// Whether it belongs to a satellite provider; absent without such a list.
        satellite: Boolean,
        /// `assigned`, `historically_used` or `suspected`; `none` where the tiered list was loaded and does not hold it. A geolocation database that says KP is no evidence and never sets it.
        dprk_tier: Text,
        /// Provider that sources tie to the activity.
        provider: Text,
        /// Tier of a watch list that holds the address; `none` where none does.
        watched_tier: Text,
        /// Source of that statement.
        watched_source: Text,
        /// Whether the address is private or reserved and tells nothing.
        private: Boolean,
        /// Subjects that used the same address.
        shared_by: Integer,
    }
}
