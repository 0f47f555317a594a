//! The `mail_drop` table.

table! {
    /// One address of a mail agency or forwarder.
    MailDrop = "mail_drop" in Reference {
        /// Address or pattern.
        address: Text [id],
        /// `mail_agency`, `forwarder`, `virtual_office`.
        class: Text,
        /// Where the statement comes from.
        source: Text,
    }
}
