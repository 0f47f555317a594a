//! The `ai_use` table.

table! {
    /// One use of an AI service, as the service or the firm's gateway sees it.
    AiUse = "ai_use" in Seen {
        /// The account.
        subject_id: Text [id],
        /// When.
        used_at: Timestamp,
        /// `resume`, `referee`, `interview-answer`, `identity-document-edit`, `headshot`, `translation`, `code`, `laptop-host-ad`, `proxy-interview-ad`, `basics`, `other`.
        category: Text,
        /// Hash of the name and place of the person that the output is about.
        persona_hash: Text,
        /// Hash of the employer that the output is for.
        employer_hash: Text,
        /// Job title that the output is for.
        job_title: Text,
        /// Seconds since the previous prompt.
        seconds_since_previous: Real,
        /// Perceptual hash of an image.
        image_hash: Text,
        /// Whether the service refused.
        blocked: Boolean,
    }
}
