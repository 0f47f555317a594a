//! The `device` table.

table! {
    /// One device that the firm gave to, or knows of, the subject.
    Device = "device" in Seen {
        /// Who has it.
        subject_id: Text [id],
        /// Id of the device.
        device_id: Text,
        /// `managed`, `personal`, `phone`, `virtual`.
        kind: Text,
        /// Serial number or its hash.
        serial: Text,
        /// When it was handed over.
        provisioned_at: Timestamp,
        /// First check-in.
        first_check_in_at: Timestamp,
        /// Country of the first check-in (ISO 3166-1 alpha-2).
        first_check_in_country: Text,
        /// Last check-in.
        last_check_in_at: Timestamp,
        /// Whether the subject asked to use their own device.
        own_device_requested: Boolean,
        /// Reason given.
        own_device_reason: Text,
        /// Browser profiles with different accounts.
        browser_profiles: Integer,
        /// Accounts used on it, as far as the firm knows.
        accounts_seen: Integer,
        /// Operating system.
        operating_system: Text,
        /// When its time zone setting last changed.
        timezone_changed_at: Timestamp,
    }
}
