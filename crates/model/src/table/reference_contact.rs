//! The `reference_contact` table.

table! {
    /// One person whom the subject names as a reference.
    ReferenceContact = "reference_contact" in Claimed {
        /// Who names them.
        subject_id: Text [id],
        /// Name of the referee.
        name: Text [protected],
        /// Company of the referee as stated.
        company: Text,
        /// E-mail address of the referee.
        email: Text,
        /// Telephone number of the referee.
        phone: Text,
        /// Web domain of the company according to a registry or search.
        official_domain: Text,
        /// When the domain of the e-mail address was registered.
        domain_created_on: Date,
        /// When the referee's own profile was created.
        profile_created_at: Timestamp,
        /// Address from which the referee answered a form.
        ip: Text,
        /// Device from which the referee answered a form.
        device_id: Text,
        /// When the referee answered.
        answered_at: Timestamp,
        /// `confirmed`, `denied`, `no_answer`.
        result: Text,
    }
}
