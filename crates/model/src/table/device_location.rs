//! The `device_location` table.

table! {
    /// One place that device management reported.
    DeviceLocation = "device_location" in Seen {
        /// Whose device it is.
        subject_id: Text [id],
        /// Id of the device.
        device_id: Text,
        /// When.
        seen_at: Timestamp,
        /// Latitude in degrees.
        latitude: Real,
        /// Longitude in degrees.
        longitude: Real,
        /// Accuracy in kilometres.
        accuracy_km: Real,
        /// Country (ISO 3166-1 alpha-2).
        country: Text,
        /// Public address at that time.
        public_ip: Text,
        /// Hash of the network name.
        network_name_hash: Text,
        /// Distance to the place of the log-in at that time.
        login_distance_km: Real,
        /// Distance to the claimed address.
        home_distance_km: Real,
    }
}
