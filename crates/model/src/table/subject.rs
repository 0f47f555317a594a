//! The `subject` table.

table! {
    /// One persona, applicant, contractor, account, payee or contributor under review.
    Subject = "subject" in Claimed {
        /// Id of the subject in the firm's own systems. Every other table refers to it.
        subject_id: Text [id],
        /// What it is: `applicant`, `contractor`, `employee`, `account`, `payee`, `contributor`, `vendor` or `customer`.
        kind: Text [kind],
        /// Full legal name as stated. Compared with the subject's own documents and with lists, never judged.
        name: Text [protected],
        /// Given name as stated.
        given_name: Text [protected],
        /// Family name as stated.
        family_name: Text [protected],
        /// Name shown to others on the platform.
        display_name: Text [protected],
        /// Date of birth as stated.
        birth_date: Date [protected],
        /// Nationality as stated. No rule may read it.
        nationality: Text [protected],
        /// Gender as stated. No rule may read it.
        gender: Text [protected],
        /// First language as stated. No rule may read it.
        language: Text [protected],
        /// Country where the subject says they live (ISO 3166-1 alpha-2).
        country: Text,
        /// State, province or prefecture where the subject says they live.
        region: Text,
        /// City where the subject says they live.
        city: Text,
        /// Postal code as stated; readable only for comparison with the subject's own documents.
        postal_code: Text [protected],
        /// IANA time zone in which the subject says they work, such as `Europe/Lisbon`.
        time_zone: Text,
        /// When the account or application was opened.
        created_at: Timestamp,
        /// When the account was closed or the engagement ended.
        closed_at: Timestamp,
        /// State in the firm's systems, such as `active`, `rejected`, `terminated`.
        status: Text,
        /// Sector view of the firm: `employer`, `staffing`, `freelance-platform`, `payment-provider`, `crypto-web3` or `ai-company`.
        sector: Text,
        /// The client, employer or tenant that the subject belongs to.
        employer_id: Text,
        /// Role applied for or held.
        role: Text,
        /// Stated seniority, such as `junior`, `senior`, `lead`.
        role_level: Text,
        /// Years of experience stated.
        years_of_experience: Real,
        /// How far identity is verified: 0 nothing, 1 contact, 2 document, 3 document with live holder, 4 in person.
        verification_level: Integer,
        /// When the subject started work.
        hired_at: Timestamp,
        /// When the subject left or was dismissed.
        left_at: Timestamp,
        /// When the end of the engagement was announced.
        notice_at: Timestamp,
        /// `subject_id` of whoever referred this subject.
        referred_by: Text,
        /// Channel through which the subject arrived, such as `job-board`, `referral`, `inbound-message`, `pull-request`.
        source: Text,
    }
}
