//! The `follow` table.

table! {
    /// One edge between accounts on a code host or platform.
    Follow = "follow" in Code {
        /// Who follows.
        subject_id: Text [id],
        /// Whom.
        other: Text,
        /// `follows`, `followed_by`, `member_of`, `co_author`.
        kind: Text [kind],
        /// Whether the host suspended the other account.
        other_suspended: Boolean,
        /// Whether the other account is a listed hub.
        other_is_hub: Boolean,
    }
}
