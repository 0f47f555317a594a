//! The `complaint` table.

table! {
    /// One complaint that an identity was used without its owner.
    Complaint = "complaint" in Claimed {
        /// The account or engagement that it concerns.
        subject_id: Text [id],
        /// When it came in.
        received_at: Timestamp,
        /// `identity_owner`, `client`, `bank`, `platform_notice`.
        kind: Text,
        /// Hash of the tax id that it names.
        tax_id_hash: Text,
        /// Whether it was confirmed.
        confirmed: Boolean,
    }
}
