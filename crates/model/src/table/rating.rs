//! The `rating` table.

table! {
    /// One rating that the subject received.
    Rating = "rating" in Work {
        /// Who is rated.
        subject_id: Text [id],
        /// Who rates.
        rater_id: Text,
        /// When.
        rated_at: Timestamp,
        /// Stars from 1 to 5.
        stars: Real,
        /// Project.
        project_id: Text,
        /// Value of the project.
        amount: Real,
        /// Artefact that rater and rated share, as the platform found: `document`, `device`, `ip`, `payment_instrument`.
        rater_shares: Text,
    }
}
