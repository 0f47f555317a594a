//! The `repository` table.

table! {
    /// One repository of the subject, or to which the subject contributes.
    Repository = "repository" in Code {
        /// Whose.
        subject_id: Text [id],
        /// Name or address.
        repository: Text [id],
        /// When it was created on the host.
        created_at: Timestamp,
        /// Time of the earliest commit.
        first_commit_at: Timestamp,
        /// Whether it is a fork.
        fork: Boolean,
        /// Share of the files that equal a template, from 0 to 1.
        template_share: Real,
        /// Whether it holds no code.
        empty: Boolean,
        /// HTTP status of its page.
        http_status: Integer,
        /// Stars.
        stars: Integer,
        /// Contributors.
        contributors: Integer,
        /// Repository whose commits it repeats under other authors.
        copied_from: Text,
        /// Share of the commit messages found in that repository, from 0 to 1.
        message_match_share: Real,
        /// Secrets found in it whose owner is not on the subject's CV.
        foreign_secrets: Integer,
    }
}
