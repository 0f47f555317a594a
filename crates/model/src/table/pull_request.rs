//! The `pull_request` table.

table! {
    /// One pull request.
    PullRequest = "pull_request" in Code {
        /// Who opened it.
        subject_id: Text [id],
        /// Repository.
        repository: Text,
        /// Id.
        pull_request_id: Text,
        /// When it was opened.
        opened_at: Timestamp,
        /// When it was merged.
        merged_at: Timestamp,
        /// `merged`, `closed`, `spam`, `open`.
        closed_as: Text,
        /// Lines changed.
        lines_changed: Integer,
        /// `code`, `docs`, `typo`, `dependency`.
        kind: Text,
        /// When the author asked for work or pay afterwards.
        job_request_at: Timestamp,
    }
}
