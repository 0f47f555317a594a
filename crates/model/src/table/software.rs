//! The `software` table.

table! {
    /// One program that is installed or was run on a managed computer.
    Software = "software" in Seen {
        /// Whose computer it is.
        subject_id: Text [id],
        /// The computer.
        device_id: Text,
        /// Product name.
        name: Text,
        /// Process or file name.
        process: Text,
        /// Path.
        path: Text,
        /// Signer.
        publisher: Text,
        /// `application`, `process`, `browser-extension`, `service`.
        kind: Text [kind],
        /// Id of a browser extension.
        extension_id: Text,
        /// When it was installed or first run.
        seen_at: Timestamp,
        /// Whether the firm approves it.
        approved: Boolean,
        /// Command line.
        command_line: Text,
    }
}
