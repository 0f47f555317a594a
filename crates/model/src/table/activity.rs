//! The `activity` table.

table! {
    /// Hours of work tracked or seen on one day.
    Activity = "activity" in Seen {
        /// Who.
        subject_id: Text [id],
        /// The day, in UTC.
        day: Date,
        /// Hours of work tracked or active.
        hours: Real,
        /// Longest pause of the day, in hours.
        longest_gap_hours: Real,
        /// Share between midnight and eight at the claimed home.
        night_share: Real,
        /// Keystrokes.
        keystrokes: Integer,
        /// Pointer moves.
        pointer_moves: Integer,
        /// Longest stretch with pointer moves and no key, in minutes.
        longest_pointer_only_minutes: Real,
    }
}
