//! The `company` table.

table! {
    /// One company or vendor that the subject presents, owns, or is paid through.
    Company = "company" in Claimed {
        /// Whose company it is.
        subject_id: Text [id],
        /// Name of the company.
        name: Text,
        /// `employer`, `vendor`, `payee`, `client` or `front`.
        role: Text [kind],
        /// Whether a registry holds it.
        registry_found: Boolean,
        /// Day of incorporation.
        incorporated_on: Date,
        /// Founding day as stated.
        claimed_founded_on: Date,
        /// Web domain.
        domain: Text,
        /// When the domain was registered.
        domain_created_on: Date,
        /// Number of directors.
        directors: Integer,
        /// Whether the only officer is the subject.
        sole_officer_is_subject: Boolean,
        /// Address.
        address: Text,
        /// Type of the address, such as `virtual_office`.
        address_type: Text,
        /// Country of registration (ISO 3166-1 alpha-2).
        country: Text,
        /// Whether the vendor names the individuals who do the work.
        names_individuals: Boolean,
        /// Unrelated employers that pay it.
        unrelated_payers: Integer,
        /// Fingerprint of the text of its site.
        page_text_hash: Text,
        /// Whether the domain resolves.
        dns_resolves: Boolean,
        /// HTTP status of the site.
        http_status: Integer,
        /// Whether the site is a parking page.
        parked: Boolean,
    }
}
