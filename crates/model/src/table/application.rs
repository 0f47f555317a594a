//! The `application` table.

table! {
    /// One application for a job, contract or account.
    Application = "application" in Claimed {
        /// Who applies.
        subject_id: Text [id],
        /// Id of the application.
        application_id: Text,
        /// Position applied for.
        position: Text,
        /// Employer or client applied to.
        employer_id: Text,
        /// How it came: `job-board`, `own-site`, `referral`, `inbound-message`, `agency`, `pull-request`.
        channel: Text,
        /// When it was sent.
        submitted_at: Timestamp,
        /// Address from which it was sent.
        ip: Text,
        /// Clock offset that the browser reported, in minutes east of UTC.
        utc_offset_minutes: Integer,
        /// User agent of the browser.
        user_agent: Text,
        /// Language of the browser.
        language: Text [protected],
        /// SHA-256 of the CV file.
        resume_hash: Text,
        /// Text of the CV.
        resume_text: Text,
        /// Author in the metadata of the CV.
        resume_author: Text [protected],
        /// Producing software in the metadata of the CV.
        resume_producer: Text,
        /// Text of the cover letter.
        cover_letter: Text,
        /// Pay asked for, per year or per hour as `pay_period` says.
        expected_pay: Real,
        /// `hour`, `month` or `year`.
        pay_period: Text,
        /// Currency of the pay (ISO 4217).
        currency: Text,
        /// Median pay of the market for the role and place, in the same unit.
        market_pay: Real,
        /// Offers that the subject countered.
        counter_offers: Integer,
        /// How the subject wants to be paid, such as `bank`, `crypto`, `prepaid`.
        requested_payment_method: Text,
        /// How the firm usually pays for such a role.
        usual_payment_method: Text,
        /// `pending`, `rejected`, `hired`, `withdrawn`.
        outcome: Text,
        /// When the subject withdrew.
        withdrawn_at: Timestamp,
        /// Required steps that the subject declined although alternatives were offered.
        declined_steps: Integer,
    }
}
