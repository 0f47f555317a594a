//! The `message` table.

table! {
    /// One message, post or ticket that the subject wrote or received.
    Message = "message" in Seen {
        /// Whose message it is.
        subject_id: Text [id],
        /// Id of the message.
        message_id: Text,
        /// When it was sent.
        sent_at: Timestamp,
        /// `sent` or `received`.
        direction: Text,
        /// `platform`, `email`, `chat`, `forum`, `ticket`, `post`.
        channel: Text,
        /// The other side.
        counterpart_id: Text,
        /// The text.
        text: Text,
        /// Topic where the firm classifies it, such as `account-rental`, `laptop-host`, `proxy-interview`, `off-platform`, `frozen-account`, `extortion`, `identity-request`.
        topic: Text,
        /// Seconds until it was answered.
        reply_seconds: Real,
        /// Whether it fell into the agreed working hours.
        in_agreed_hours: Boolean,
        /// SHA-256 of the attachment.
        attachment_hash: Text,
        /// Title that the sender claims.
        sender_title: Text,
        /// When the sender's profile was created.
        sender_profile_created_at: Timestamp,
    }
}
