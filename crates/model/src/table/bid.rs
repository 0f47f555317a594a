//! The `bid` table.

table! {
    /// One bid or proposal on a freelance platform.
    Bid = "bid" in Work {
        /// Who bids.
        subject_id: Text [id],
        /// Id of the bid.
        bid_id: Text,
        /// Project.
        project_id: Text,
        /// Client.
        client_id: Text,
        /// When.
        placed_at: Timestamp,
        /// Amount asked for.
        amount: Real,
        /// Currency (ISO 4217).
        currency: Text,
        /// Median of the bids on the project.
        market_amount: Real,
        /// Text of the bid.
        text: Text,
        /// SHA-256 of the attachment.
        attachment_hash: Text,
        /// Whether it won.
        won: Boolean,
    }
}
