//! The `network_contact` table.

table! {
    /// One name or address that a managed computer contacted.
    NetworkContact = "network_contact" in Seen {
        /// Whose computer it is.
        subject_id: Text [id],
        /// The computer.
        device_id: Text,
        /// When.
        contacted_at: Timestamp,
        /// Domain contacted.
        domain: Text,
        /// Address contacted.
        remote_ip: Text,
        /// Port contacted.
        port: Integer,
        /// `dns`, `web`, `connection`, `open-port`, `network-profile`.
        kind: Text [kind],
        /// Bytes sent.
        bytes_out: Integer,
        /// Whether the computer was on a wired network.
        wired: Boolean,
    }
}
