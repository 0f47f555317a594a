//! The `transfer` table.

table! {
    /// One transfer on a ledger or a chain.
    Transfer = "transfer" in Work {
        /// Sender.
        from_wallet: Text,
        /// Recipient.
        to_wallet: Text,
        /// Chain or ledger, such as `ethereum`, `bitcoin`, `tron`, `bank`.
        chain: Text,
        /// Asset, such as `USDT`, `ETH`, `USD`.
        asset: Text,
        /// Amount in units of the asset.
        amount: Real,
        /// When.
        transferred_at: Timestamp,
        /// Id of the transaction.
        transaction_id: Text,
        /// `direct`, `bridge`, `swap`, `exchange`, `p2p`, `nft`.
        via: Text,
        /// Label of the recipient where known, such as `exchange`, `deposit`, `collector`.
        to_label: Text,
    }
}
