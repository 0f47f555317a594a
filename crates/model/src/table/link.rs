//! The `link` table.

table! {
    /// One typed tie between two subjects. Filled by linking; each tie stands once for each of the two.
    Link = "link" in Derived {
        /// One subject.
        subject_id: Text [id],
        /// The other.
        other_subject_id: Text [id],
        /// Kind of the tie. Equal or nearly equal: `email`, `recovery_email`, `phone`, `handle`, `wallet`, `bank_account`, `device`, `cookie`, `document`, `tax_id`, `address`, `ip`, `photo`, `background`, `ssh_key`, `commit_email`, `credential`, `repository`, `referee`, `text`, `name`. Compared or followed: `answers`, `career`, `rating`, `client`, `commit`, `synchrony`, `handover`, `configuration`, `referral`, `transfer`, `collector`, `funding`.
        kind: Text [kind],
        /// Weight in decibans.
        weight: Real,
        /// How many subjects share what ties them.
        shared_by: Integer,
        /// What ties them, in words.
        evidence: Text,
        /// The columns of the records that show it, with a short name of the value where one is shared.
        records: Text,
    }
}
