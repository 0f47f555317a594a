//! The `experience` table.

table! {
    /// One employment that the subject claims.
    Experience = "experience" in Claimed {
        /// Who claims it.
        subject_id: Text [id],
        /// Employer as stated.
        employer: Text,
        /// Web domain of the employer as stated.
        employer_domain: Text,
        /// Web domain of the employer according to a registry or search.
        official_domain: Text,
        /// When the stated domain was registered.
        employer_domain_created_on: Date,
        /// Job title as stated.
        title: Text,
        /// Country of the work as stated (ISO 3166-1 alpha-2).
        country: Text,
        /// City of the work as stated.
        city: Text,
        /// First day as stated.
        started_on: Date,
        /// Last day as stated; absent while it goes on.
        ended_on: Date,
        /// Where it is stated: `cv`, `profile`, `application`, `network` or another source.
        source: Text [kind],
        /// Result of asking the employer through an independent channel: `confirmed`, `denied`, `no_answer`, `fraud_register`.
        verification: Text,
        /// When the result came.
        verified_at: Timestamp,
    }
}
