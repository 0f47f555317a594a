//! The `value_frequency` table.

table! {
    /// One value of a subject, with how many others hold the same value.
    ValueFrequency = "value_frequency" in Derived {
        /// Whose value it is.
        subject_id: Text [id],
        /// Kind of value: every kind of `identifier`, and `session_ip`, `session_device`, `payout_destination`, `invoice_destination`, `ship_to`, `document_number`, `document_image`, `document_file`, `profile_photo`, `background`, `resume_file`, `resume_text`, `cover_letter`, `bid_text`, `message_text`, `bio_text`, `referee_email`, `referee_phone`, `commit_email`, `commit_id`, `ssh_key`, `token`, `forwarded_to`, `ai_image`, `attachment`, `sequence`, `invoice_template`, `document_template`, and things together with their moment: `meeting_slot`, `application_burst` (an address and an hour), `document_batch` (a camera, an issuing office and an hour).
        kind: Text [id kind],
        /// The value in its normal form.
        value: Text,
        /// Subjects that hold the value, this one included.
        subjects: Integer,
        /// Distinct stated names among them (compared without case, order or marks).
        names: Integer,
        /// Distinct countries that they claim.
        countries: Integer,
        /// Of the others, how many were dismissed, banned or suspended before. A rejected application is the fate of most.
        former: Integer,
        /// First time that this subject used it, where recorded.
        first_seen_at: Timestamp,
        /// Whether the value is a placeholder that tells nothing.
        placeholder: Boolean,
    }
}
