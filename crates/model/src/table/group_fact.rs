//! The `group_fact` table.

table! {
    /// What is known of the group of a subject. Filled by linking.
    ///
    /// Two numbers, never one: a couple is surely linked and no operation.
    GroupFact = "group_fact" in Derived {
        /// A member of the group.
        subject_id: Text [id],
        /// The group.
        group_id: Text [id],
        /// Members of the group.
        members: Integer,
        /// How surely its members belong together, from 0 to 1.
        linked: Real,
        /// How much it looks like an operation, from 0 to 1; a ranking, not a probability.
        operation: Real,
        /// The same as evidence, in decibans above what a group of which nothing is known starts with.
        decibans: Real,
        /// Kinds of ties in it, with `, ` between them.
        kinds: Text,
        /// Kinds of ties that belong to a person or their money, not to a place.
        identity_kinds: Integer,
        /// Different names among the members.
        names: Integer,
        /// Different countries that the members state.
        countries: Integer,
        /// Members that say that several people use the account.
        teams: Integer,
        /// What makes it look like an operation or not, in words.
        reasons: Text,
        /// The one tie without which it would fall apart, in words; absent where there is none.
        fragile: Text,
        /// The months in which members' accounts were made, with how many there were at the end of each.
        grew: Text,
    }
}
