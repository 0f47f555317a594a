//! The `group_outcome` table.

table! {
    /// What rules found of the other members of a subject's group. Filled after every other rule has run, so that only
    /// rules that read this table see it.
    ///
    /// Only findings count that rest on a member's own records: what members share with each other is left out, because
    /// it is what tied them.
    GroupOutcome = "group_outcome" in Derived {
        /// A member of a group of three or more.
        subject_id: Text [id],
        /// The group.
        group_id: Text [id],
        /// Other members of the group who were screened in this run; members of earlier days alone are not among them.
        fellows: Integer,
        /// Of them, those of whom rules found at least eight decibans on their own records.
        fellows_told: Integer,
        /// How surely the members belong together, from 0 to 1.
        linked: Real,
        /// Evidence that the group is an operation, in decibans, as in `group_fact`.
        decibans: Real,
        /// What the other members' own records say of the hand behind them, in decibans, from -5 to 20: the sum of what
        /// rules found of each, at most 16, less what is ordinary among everybody. Below zero where nothing unusual is
        /// found of most.
        fellows_decibans: Real,
        /// `decibans` and `fellows_decibans` together.
        together: Real,
        /// Kinds of ties in the group that belong to a person or their money, not to a place.
        identity_kinds: Integer,
        /// Members that say that several people use the account.
        teams: Integer,
        /// Kinds of ties that bind the subject itself to other members, as in `link`, in alphabetical order. The other
        /// kinds of the group bind other members to each other.
        own_kinds: Text,
        /// Families of those kinds: contact, money, device, place, papers, content, code, behaviour, relations. A line and
        /// a postal address are one family, because one flat explains both.
        own_families: Integer,
    }
}
