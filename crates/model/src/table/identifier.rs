//! The `identifier` table.

table! {
    /// One value that identifies or reaches a subject.
    Identifier = "identifier" in Claimed {
        /// Whose it is.
        subject_id: Text [id],
        /// `email`, `recovery_email`, `phone`, `handle`, `wallet`, `bank_account`, `device`, `document`, `tax_id`, `address`, `ip`, `photo`, `ssh_key`, `cookie`, `url`, `domain` or another kind.
        kind: Text [id kind],
        /// The value as recorded; it is normalised by kind before comparison. Hashes are welcome.
        value: Text,
        /// When it was first recorded for the subject.
        first_seen_at: Timestamp,
        /// When it was last recorded for the subject.
        last_seen_at: Timestamp,
        /// Where it came from, such as `application`, `payout-profile`, `repository`.
        source: Text,
        /// Whether control over it was verified.
        verified: Boolean,
        /// Country that the identifier belongs to, where recorded (ISO 3166-1 alpha-2).
        country: Text,
        /// Name registered with it, where the issuer tells.
        holder_name: Text [protected],
        /// When the mailbox, account or number itself was created, where known.
        created_at: Timestamp,
    }
}
