//! The `travel` table.

table! {
    /// Two sign-ins of one subject in a row, with the way between them.
    Travel = "travel" in Derived {
        /// Who signed in.
        subject_id: Text [id],
        /// Address of the first.
        from_ip: Text,
        /// Address of the second.
        to_ip: Text,
        /// Country of the first.
        from_country: Text,
        /// Country of the second.
        to_country: Text,
        /// Time of the first.
        left_at: Timestamp,
        /// Time of the second.
        arrived_at: Timestamp,
        /// Least distance between the two, given how exact each place is.
        least_distance_km: Real,
        /// Least speed that the way needs.
        least_speed_kmh: Real,
        /// Whether no scheduled flight is that fast.
        impossible: Boolean,
        /// Whether either address is a known VPN, proxy, Tor or hosting address; absent without such lists.
        any_relay: Boolean,
    }
}
