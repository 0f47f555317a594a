//! The `remote_tool` table.

table! {
    /// One remote-access tool.
    RemoteTool = "remote_tool" in Reference {
        /// Name of the tool.
        name: Text [id],
        /// Process or file name pattern.
        process: Text,
        /// Domain pattern.
        domain: Text,
        /// `rmm`, `rat`, `tunnel`.
        category: Text,
        /// Where the statement comes from.
        source: Text,
    }
}
