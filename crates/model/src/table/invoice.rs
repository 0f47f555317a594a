//! The `invoice` table.

table! {
    /// One invoice.
    Invoice = "invoice" in Work {
        /// Who issues it.
        subject_id: Text [id],
        /// Id of the invoice.
        invoice_id: Text,
        /// When.
        issued_at: Timestamp,
        /// Amount in `currency`.
        amount: Real,
        /// Currency (ISO 4217).
        currency: Text,
        /// Account to pay, or its hash.
        remit_to: Text,
        /// Name of the account holder.
        remit_to_name: Text [protected],
        /// Whether the holder is the contract party, as the firm compared.
        remit_matches_party: Boolean,
        /// Milestones not yet accepted.
        open_milestones: Integer,
        /// Deliverables accepted so far.
        accepted_deliverables: Integer,
        /// Hash of the layout with the personal fields removed.
        template_hash: Text,
        /// Result of asking the client: `confirmed`, `denied`, `no_answer`.
        verification: Text,
    }
}
