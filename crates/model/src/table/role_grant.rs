//! The `role_grant` table.

table! {
    /// One privileged role that the subject holds.
    RoleGrant = "role_grant" in Code {
        /// Who.
        subject_id: Text [id],
        /// `multisig-signer`, `registry-publisher`, `org-admin`, `release`, `deployer`.
        role: Text,
        /// Since when.
        granted_at: Timestamp,
        /// Verification level that the role asks for.
        required_verification_level: Integer,
    }
}
