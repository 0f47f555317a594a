//! The `access_event` table.

table! {
    /// One use of a right inside the firm's systems.
    AccessEvent = "access_event" in Seen {
        /// Who.
        subject_id: Text [id],
        /// When.
        occurred_at: Timestamp,
        /// `git`, `vault`, `files`, `identity-provider`, `registry`, `chain`, `hr`, `cloud`, `support`.
        system: Text [kind],
        /// `clone`, `read`, `export`, `download`, `search`, `push`, `deploy`, `grant`, `request`, `login`, `alert`, `upgrade`, `enumerate`, `credential-export`, `connect`.
        action: Text,
        /// What it concerned.
        object: Text,
        /// Kind of the object, such as `signing-key`, `publish-right`, `multisig`, `org-admin`, `workflow`, `personal-cloud`, `client-tenant`, `repository`.
        object_kind: Text,
        /// Volume in bytes, or count, as `unit` says.
        amount: Real,
        /// `bytes` or `count`.
        unit: Text,
        /// What is usual for the role, in the same unit.
        baseline: Real,
        /// Whether it fits the template of the role.
        in_role: Boolean,
        /// Severity of an alert.
        severity: Text,
        /// Token, key or identity used.
        credential_id: Text,
        /// Client or tenant concerned.
        client_id: Text,
        /// Whether a request was granted.
        granted: Boolean,
    }
}
