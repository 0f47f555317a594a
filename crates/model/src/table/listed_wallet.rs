//! The `listed_wallet` table.

table! {
    /// One wallet of a listed party.
    ListedWallet = "listed_wallet" in Reference {
        /// Address.
        address: Text [id],
        /// Chain.
        chain: Text,
        /// Party.
        entity: Text,
        /// Programme.
        programme: Text,
        /// Where the statement comes from.
        source: Text,
        /// Since when.
        listed_on: Date,
    }
}
