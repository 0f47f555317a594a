//! The `charge` table.

table! {
    /// One purchase with the firm's means of payment.
    Charge = "charge" in Work {
        /// Who made it.
        subject_id: Text [id],
        /// When.
        charged_at: Timestamp,
        /// Merchant or payee.
        merchant: Text,
        /// Amount in `currency`.
        amount: Real,
        /// Currency (ISO 4217).
        currency: Text,
        /// Amount from which approval is needed, in the same currency.
        approval_limit: Real,
        /// Whether it was approved.
        approved: Boolean,
    }
}
