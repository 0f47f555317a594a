//! The `group_member` table.

table! {
    /// One subject in one group. Filled by linking.
    GroupMember = "group_member" in Derived {
        /// The member.
        subject_id: Text [id],
        /// The group.
        group_id: Text [id],
        /// Members of the group.
        members: Integer,
        /// Role in the group.
        role: Text,
    }
}
