//! The `work_output` table.

table! {
    /// Output of one week.
    WorkOutput = "work_output" in Work {
        /// Who.
        subject_id: Text [id],
        /// First day of the week.
        week_of: Date,
        /// Merged changes or points.
        accepted: Real,
        /// Median of the team.
        team_median: Real,
    }
}
