//! The `document` table.

table! {
    /// One document that the subject showed.
    Document = "document" in Claimed {
        /// Who showed it.
        subject_id: Text [id],
        /// Id of the document in the firm's systems.
        document_id: Text,
        /// `passport`, `id_card`, `driving_licence`, `residence_permit`, `bank_statement`, `utility_bill`, `cv`, `diploma`, `cheque`, `invoice` or another kind.
        kind: Text [kind],
        /// Document number or its hash.
        number: Text,
        /// Issuing country (ISO 3166-1 alpha-2).
        issuing_country: Text,
        /// Issuing office.
        issuer_office: Text,
        /// Name on the document.
        name: Text [protected],
        /// Birth date on the document.
        birth_date: Date [protected],
        /// Gender on the document, `female` or `male`; compared with that of a listed person and used for nothing else.
        gender: Text [protected],
        /// Address on the document.
        address: Text,
        /// Country of the address on the document (ISO 3166-1 alpha-2).
        country: Text,
        /// Day of issue.
        issued_on: Date,
        /// Last day of validity.
        expires_on: Date,
        /// When it was handed in.
        submitted_at: Timestamp,
        /// How often it was handed in before it was accepted.
        attempts: Integer,
        /// Perceptual hash of the image (PDQ, hexadecimal).
        image_hash: Text,
        /// SHA-256 of the file.
        content_hash: Text,
        /// Camera model in the metadata.
        camera: Text,
        /// When the picture was taken, from the metadata.
        captured_at: Timestamp,
        /// Producing software in the metadata.
        software: Text,
        /// Author in the metadata of a text document.
        author: Text [protected],
        /// Image quality from 0 to 1.
        quality_score: Real,
        /// How much the image looks like a picture of a screen or print, from 0 to 1.
        recapture_score: Real,
        /// Whether checks found signs of editing.
        edited: Boolean,
        /// Whether the file carries a mark of generated content.
        generator_mark: Boolean,
        /// Whether the issuer or the check digits confirm the number.
        number_valid: Boolean,
        /// Whether a live check matched the holder with the document.
        holder_matched: Boolean,
        /// Hash of the layout with the personal fields removed.
        template_hash: Text,
    }
}
