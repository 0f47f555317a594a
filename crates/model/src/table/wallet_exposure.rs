//! The `wallet_exposure` table.

table! {
    /// How near a wallet of the subject is to a listed wallet.
    WalletExposure = "wallet_exposure" in Derived {
        /// Whose wallet it is.
        subject_id: Text [id],
        /// The wallet.
        wallet: Text [id],
        /// Transfers between it and the nearest listed wallet; 0 when it is listed itself; absent when none is near.
        hops: Integer,
        /// `to` or `from` the listed wallet; `none`.
        direction: Text,
        /// Share of the wallet's volume on that path, from 0 to 1.
        share: Real,
        /// The listed wallet.
        listed_wallet: Text,
        /// Party that the list names.
        entity: Text,
        /// Where the statement comes from.
        source: Text,
        /// Distinct subjects whose pay reaches the same next wallet within seven days.
        collectors: Integer,
    }
}
