//! The `group_member` table.

table! {
    /// One subject in one group. Filled by linking.
    GroupMember = "group_member" in Derived {
        /// The member.
        subject_id: Text [id],
        /// The group; it keeps its id when it grows.
        group_id: Text [id],
        /// Members of the group.
        members: Integer,
        /// Role in the group, from its structure: `operator`, `persona`, `facilitator`, `payee`, `host` or `member`.
        role: Text,
        /// The strongest path that ties the member to the rest, in words.
        via: Text,
    }
}
