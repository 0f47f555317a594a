//! The `shipment` table.

table! {
    /// One parcel to or from the subject.
    Shipment = "shipment" in Seen {
        /// Whose parcel it is.
        subject_id: Text [id],
        /// Id of the shipment.
        shipment_id: Text,
        /// `outbound` (to the subject) or `return`.
        direction: Text [kind],
        /// When the address was given.
        requested_at: Timestamp,
        /// When it was shipped.
        shipped_at: Timestamp,
        /// When it was delivered.
        delivered_at: Timestamp,
        /// Address of delivery, or of origin for a return.
        address: Text,
        /// City of that address.
        city: Text,
        /// State, province or prefecture of that address.
        region: Text,
        /// Country of that address (ISO 3166-1 alpha-2).
        country: Text,
        /// Name of the recipient, or of the sender for a return.
        recipient_name: Text [protected],
        /// Whether recipient or sender is the subject, as the firm compared.
        recipient_matches: Boolean,
        /// Distance to the claimed home.
        distance_from_home_km: Real,
        /// Whether the address was changed after the offer.
        changed_after_offer: Boolean,
        /// Type of the address, such as `residential`, `mail_agency`, `forwarder`, `hotel`.
        address_type: Text,
        /// Device in the parcel.
        device_id: Text,
    }
}
