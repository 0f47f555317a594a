//! The `phone_fact` table.

table! {
    /// What numbering plans and lists say of one telephone number.
    PhoneFact = "phone_fact" in Derived {
        /// Whose number it is.
        subject_id: Text [id],
        /// The number in E.164 form.
        phone: Text [id],
        /// Country of the number (ISO 3166-1 alpha-2).
        country: Text,
        /// `mobile`, `fixed_line`, `fixed_or_mobile`, `voip`, `personal`, `toll_free`, `premium`, `uan`, `unknown`.
        line_type: Text,
        /// Carrier of the range.
        carrier: Text,
        /// Place of the range.
        place: Text,
        /// Whether a list of public receive-SMS services holds it; absent without such a list.
        receive_service: Boolean,
        /// Subjects that hold the same number.
        subjects: Integer,
    }
}
