//! The `email_fact` table.

table! {
    /// What lists say of one e-mail address.
    EmailFact = "email_fact" in Derived {
        /// Whose address it is.
        subject_id: Text [id],
        /// The address in its normal form.
        email: Text [id],
        /// Its domain.
        domain: Text,
        /// Whether a list of disposable domains holds it; absent without such a list.
        disposable: Boolean,
        /// Whether a list of free providers holds it; absent without such a list.
        free: Boolean,
        /// Where it is used: `own`, `recovery`, `referee`.
        role: Text [kind],
    }
}
