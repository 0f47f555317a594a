//! The `meeting` table.

table! {
    /// One call or interview.
    Meeting = "meeting" in Seen {
        /// Who took part.
        subject_id: Text [id],
        /// Id of the meeting.
        meeting_id: Text,
        /// `interview`, `stand-up`, `review`, `onboarding`, `verification`.
        kind: Text [kind],
        /// When it was to start.
        scheduled_at: Timestamp,
        /// When the subject joined.
        started_at: Timestamp,
        /// When the subject left.
        ended_at: Timestamp,
        /// Channel that the firm asked for: `video`, `voice`, `text`.
        channel_requested: Text,
        /// Channel used.
        channel_used: Text,
        /// Seconds with the subject's camera on.
        video_seconds: Real,
        /// Seconds that the subject was present.
        meeting_seconds: Real,
        /// Reason given for a camera that is off.
        camera_reason: Text,
        /// Packet loss when the camera went off.
        packet_loss_percent: Real,
        /// How often the subject moved it.
        rescheduled: Integer,
        /// Reason given.
        reschedule_reason: Text,
        /// Whether the subject cancelled.
        cancelled_by_subject: Boolean,
        /// Whether it was to be in person.
        in_person: Boolean,
        /// Name of the camera device.
        camera_name: Text,
        /// USB vendor id of the camera.
        camera_vendor_id: Text,
        /// Perceptual hash of the background.
        background_hash: Text,
        /// Address from which the subject joined.
        ip: Text,
        /// Device from which the subject joined.
        device_id: Text,
        /// Name shown in the meeting.
        display_name: Text [protected],
        /// Seconds of screen sharing by the subject.
        screen_share_seconds: Real,
        /// Participants from outside the firm.
        external_participants: Integer,
        /// Recording or note-taking participants that nobody announced.
        undeclared_bots: Integer,
        /// Slots that the subject offered.
        offered_slots: Integer,
        /// Of those, slots between midnight and six at the claimed home.
        offered_night_slots: Integer,
        /// Median seconds from question to answer.
        answer_seconds: Real,
    }
}
