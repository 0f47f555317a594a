//! The `commit` table.

table! {
    /// One commit.
    Commit = "commit" in Code {
        /// The account or author.
        subject_id: Text [id],
        /// Repository.
        repository: Text,
        /// Hash of the commit.
        commit_id: Text,
        /// Hash of the tree.
        tree_id: Text,
        /// Hash of the message.
        message_hash: Text,
        /// Author name as written in the commit.
        author_name: Text [protected],
        /// Author e-mail address.
        author_email: Text,
        /// Author time.
        authored_at: Timestamp,
        /// Offset of the author time in minutes east of UTC.
        author_utc_offset_minutes: Integer,
        /// Committer name.
        committer_name: Text [protected],
        /// Committer e-mail address.
        committer_email: Text,
        /// Committer time.
        committed_at: Timestamp,
        /// Offset of the committer time in minutes east of UTC.
        committer_utc_offset_minutes: Integer,
        /// State of the signature: `good`, `bad`, `none`, `unknown`.
        signature: Text,
        /// Number of parents.
        parents: Integer,
        /// Paths changed, separated by newlines, where recorded.
        paths: Text,
        /// Whether it touches build, workflow, dependency or install files.
        changes_build: Boolean,
        /// Whether it touches a privileged function or an upgrade path.
        changes_privileged: Boolean,
        /// Whether somebody unrelated reviewed it.
        independent_review: Boolean,
    }
}
