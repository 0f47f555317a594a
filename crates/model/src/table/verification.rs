//! The `verification` table.

table! {
    /// One check that was asked of, or run on, the subject.
    Verification = "verification" in Claimed {
        /// Whom it concerns.
        subject_id: Text [id],
        /// `live_video`, `in_person`, `notary`, `biometric`, `background`, `address`, `tax_id`, `bank_holder`, `spot_check`, `code_walkthrough`, `chip_read` or another check.
        check_name: Text [kind],
        /// When it was asked for.
        requested_at: Timestamp,
        /// When it was done.
        completed_at: Timestamp,
        /// `passed`, `failed`, `declined`, `unfinished`, `no_answer`.
        outcome: Text,
        /// Other ways to complete it that were offered.
        alternatives_offered: Integer,
        /// Score where the check gives one.
        score: Real,
        /// Score that the firm expects of the cohort.
        expected_score: Real,
        /// When the tax id was issued, from a background report.
        tax_id_issued_on: Date,
        /// Since when a credit file exists, from a background report.
        credit_file_since: Date,
        /// Whether known addresses overlap with the claimed city.
        address_overlap: Boolean,
        /// Type of the property at the claimed address, such as `residential`, `mail_agency`, `virtual_office`.
        property_type: Text,
    }
}
