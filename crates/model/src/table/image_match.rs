//! The `image_match` table.

table! {
    /// Two subjects with near-equal images. Filled by linking.
    ImageMatch = "image_match" in Derived {
        /// One subject.
        subject_id: Text [id],
        /// The other.
        other_subject_id: Text [id],
        /// What image: `photo`, `document`, `background`.
        kind: Text [kind],
        /// Hamming distance of the hashes.
        distance: Integer,
    }
}
