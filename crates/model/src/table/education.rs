//! The `education` table.

table! {
    /// One degree or course that the subject claims.
    Education = "education" in Claimed {
        /// Who claims it.
        subject_id: Text [id],
        /// Institution as stated.
        institution: Text,
        /// Degree as stated.
        degree: Text,
        /// Country of the institution. A foreign degree is no flag; no rule may read it.
        country: Text [protected],
        /// First day as stated.
        started_on: Date,
        /// Day of the degree as stated.
        ended_on: Date,
        /// Where it is stated.
        source: Text [kind],
        /// Result of asking the institution: `confirmed`, `denied`, `no_answer`.
        verification: Text,
    }
}
