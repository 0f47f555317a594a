//! The `email_domain` table.

table! {
    /// One e-mail domain from a list.
    EmailDomain = "email_domain" in Reference {
        /// Domain.
        domain: Text [id],
        /// `disposable`, `free`.
        class: Text,
        /// Where the statement comes from.
        source: Text,
    }
}
