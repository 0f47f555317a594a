//! The `stolen_login` table.

table! {
    /// One machine of a feed of stolen log-ins on which an identifier of the subject was found. The firm asks the feed by hashed identifier and brings the answer.
    StolenLogin = "stolen_login" in Seen {
        /// Whose identifier it is.
        subject_id: Text [id],
        /// Id of the machine in the feed.
        machine_id: Text,
        /// When its log-ins were stolen.
        stolen_at: Timestamp,
        /// What was asked for: `email`, `phone`, `handle`.
        asked_by: Text,
        /// Different names among the mailboxes whose log-ins lay on the machine.
        mailbox_names: Integer,
        /// Different employers whose personnel systems or identity providers had a log-in on it.
        employer_portals: Integer,
        /// Different job boards and marketplaces that had a log-in on it.
        job_boards: Integer,
        /// The feed.
        source: Text,
    }
}
