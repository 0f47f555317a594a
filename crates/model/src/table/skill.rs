//! The `skill` table.

table! {
    /// One skill that the subject claims.
    Skill = "skill" in Claimed {
        /// Who claims it.
        subject_id: Text [id],
        /// Name of the skill or technology.
        name: Text,
        /// Stated level, such as `expert`.
        level: Text,
        /// Years of practice stated.
        years: Real,
        /// When practice started, as stated.
        started_on: Date,
    }
}
