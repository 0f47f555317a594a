//! The `hr_event` table.

table! {
    /// One call to the programming interface or audit event of an HR system.
    HrEvent = "hr_event" in Seen {
        /// The external account or the employee.
        subject_id: Text [id],
        /// When.
        occurred_at: Timestamp,
        /// Endpoint or event, such as `payroll_account_change`, `e_sign`, `hrrecruiting/resumes`.
        endpoint: Text,
        /// Address.
        ip: Text,
        /// User agent.
        user_agent: Text,
        /// Hash of the sequence of calls.
        sequence_hash: Text,
        /// Age of the account in days.
        account_age_days: Integer,
    }
}
