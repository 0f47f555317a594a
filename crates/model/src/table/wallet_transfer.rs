//! The `wallet_transfer` table.

table! {
    /// One transfer from or to a wallet of the subject, with what the transfers given tell of the wallet at the other end. Of a wallet with very many transfers the latest are kept.
    WalletTransfer = "wallet_transfer" in Derived {
        /// Whose wallet it is.
        subject_id: Text [id],
        /// The wallet of the subject.
        wallet: Text [id],
        /// The wallet at the other end.
        other_wallet: Text,
        /// `in` or `out`, seen from the subject.
        direction: Text [kind],
        /// Chain or ledger, such as `ethereum`, `tron`, `bank`.
        chain: Text,
        /// Asset, such as `USDT`, `ETH`, `USD`.
        asset: Text,
        /// Amount in units of the asset.
        amount: Real,
        /// When.
        transferred_at: Timestamp,
        /// `direct`, `bridge`, `swap`, `exchange`, `p2p`, `nft`.
        via: Text [kind],
        /// Label of the recipient where known, such as `exchange`, `deposit`, `collector`.
        to_label: Text,
        /// Different wallets that paid the wallet at the other end.
        other_payers: Integer,
        /// Median of the hours from a payment that the other wallet received to the next one that it made; absent where it made none afterwards.
        other_hold_hours: Real,
        /// Whether the other wallet takes crypto and pays out on a bank ledger, or the other way round.
        other_converts: Boolean,
    }
}
