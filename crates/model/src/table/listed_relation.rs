//! The `listed_relation` table.

table! {
    /// One tie of a listed party to another party.
    ListedRelation = "listed_relation" in Reference {
        /// Party.
        party_id: Text [id],
        /// List.
        list: Text [id],
        /// What the party is to the other: `owns`, `owned_by`, `controls`, `acts_for`, `family`, `associate` or another tie.
        kind: Text,
        /// The other's number on the same list, where the list gives it.
        other_id: Text,
        /// The other's name, where the list gives it.
        other_name: Text,
        /// The least share of ownership that the list states, in per cent; absent where it does not say.
        least_percent: Real,
        /// The greatest share of ownership that the list states, in per cent; absent where it does not say.
        most_percent: Real,
        /// The list's own words.
        note: Text,
    }
}
