//! The `payout` table.

table! {
    /// One payment to the subject.
    Payout = "payout" in Work {
        /// Who is paid.
        subject_id: Text [id],
        /// Id of the payment.
        payout_id: Text,
        /// When.
        paid_at: Timestamp,
        /// Amount in `currency`.
        amount: Real,
        /// Currency (ISO 4217) or asset.
        currency: Text,
        /// `bank`, `crypto`, `prepaid`, `money-service`, `cheque`, `wallet-app`.
        method: Text,
        /// Account, wallet or instrument paid to, or its hash.
        destination: Text,
        /// Country of the destination (ISO 3166-1 alpha-2).
        destination_country: Text,
        /// Name of the account holder.
        payee_name: Text [protected],
        /// Result of a confirmation-of-payee check.
        name_match: Boolean,
        /// Employer, client or platform that pays.
        payer_id: Text,
        /// Whether a company in between passes it on.
        via_company: Boolean,
        /// Share of the amount that left the account within seven days, from 0 to 1.
        forwarded_share: Real,
        /// Hours until that share had left.
        forwarded_hours: Real,
        /// Country to which it left (ISO 3166-1 alpha-2).
        forwarded_country: Text,
        /// Beneficiary to which it left, or its hash.
        forwarded_to: Text,
        /// Share that stayed in the account, from 0 to 1.
        retained_share: Real,
        /// Whether the payer knows the identity.
        kyc: Boolean,
        /// `salary`, `contract`, `bounty`, `grant`, `refund`.
        program: Text,
        /// Whether the payment bounced or was disputed.
        returned: Boolean,
    }
}
