//! The `session` table.

table! {
    /// One log-in or work session.
    Session = "session" in Seen {
        /// Whose account it is.
        subject_id: Text [id],
        /// Id of the session.
        session_id: Text,
        /// When it started.
        started_at: Timestamp,
        /// When it ended.
        ended_at: Timestamp,
        /// Address that the service saw.
        ip: Text,
        /// Device fingerprint or id.
        device_id: Text,
        /// User agent.
        user_agent: Text,
        /// Clock offset that the device reported, in minutes east of UTC.
        utc_offset_minutes: Integer,
        /// IANA time zone that the device reported.
        time_zone: Text,
        /// Language that the device reported.
        language: Text [protected],
        /// Graphics adapter that the browser reported.
        gpu: Text,
        /// Hardware threads that the browser reported.
        hardware_threads: Integer,
        /// Whether the device is managed and compliant.
        compliant: Boolean,
        /// Where: `application`, `interview`, `e-sign`, `hr-system`, `identity-provider`, `vpn`, `platform`, `payroll`, `exchange`, `git`.
        context: Text [kind],
        /// How: `browser`, `app`, `api`, `remote-desktop`.
        method: Text,
        /// Hash of the session or refresh token.
        token_id: Text,
        /// Whether the user authenticated anew in this session.
        reauthenticated: Boolean,
        /// Whether the browser's own statements contradict each other.
        fingerprint_inconsistent: Boolean,
        /// Minutes with input.
        active_minutes: Real,
        /// Bids placed in the session.
        bids: Integer,
        /// Whether input came through a remote-control channel.
        injected_input: Boolean,
    }
}
