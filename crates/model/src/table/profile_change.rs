//! The `profile_change` table.

table! {
    /// One change of a field of the subject's account or contract.
    ProfileChange = "profile_change" in Claimed {
        /// Whose account it is.
        subject_id: Text [id],
        /// When it changed.
        changed_at: Timestamp,
        /// What changed: `legal_name`, `display_name`, `phone`, `email`, `payout_account`, `address`, `handle`, `device`, `contract_party`, `ship_to`.
        field: Text,
        /// Hash of the old value.
        old_value_hash: Text,
        /// Hash of the new value.
        new_value_hash: Text,
        /// Country of the new value (ISO 3166-1 alpha-2).
        new_country: Text,
        /// Payment method of the new value, for payout accounts.
        new_method: Text,
        /// Address from which it was changed.
        ip: Text,
        /// Reason given.
        reason: Text,
    }
}
