//! The `engagement` table.

table! {
    /// One contract between the subject and a client.
    Engagement = "engagement" in Work {
        /// Who works.
        subject_id: Text [id],
        /// Id of the contract.
        engagement_id: Text,
        /// Client or employer.
        client_id: Text,
        /// First day.
        started_on: Date,
        /// Last day.
        ended_on: Date,
        /// Whether it is full-time.
        full_time: Boolean,
        /// Role.
        role: Text,
        /// Pay for each unit of `rate_unit`.
        rate: Real,
        /// `hour`, `month`, `fixed`.
        rate_unit: Text,
        /// Currency (ISO 4217).
        currency: Text,
        /// Hash of the tax id under which it runs.
        tax_id_hash: Text,
        /// Individuals whom the contract names.
        named_individuals: Integer,
        /// Distinct people, devices or authors seen working under it.
        observed_individuals: Integer,
        /// Whether the client checked the identity.
        client_verified_identity: Boolean,
        /// Whether work goes on although the platform sees none.
        off_platform_hint: Boolean,
    }
}
