//! Which values are compared across subjects, and in what normal form.

use std::borrow::Cow;

use bonafide_signals::{identifier, text};

use crate::shelf;

/// A column whose values are compared across subjects.
pub(crate) struct SharedColumn {
    pub(crate) table: &'static str,
    pub(crate) column: &'static str,
    /// The kind under which rules see it.
    pub(crate) kind: &'static str,
    /// The column that tells when the value was used.
    pub(crate) at: Option<&'static str>,
    form: Form,
    /// Values of one realm are compared with each other, whatever column they come from.
    pub(crate) realm: &'static str,
}

#[derive(Clone, Copy, PartialEq)]
enum Form {
    /// An identifier of the kind named by the realm.
    Identifier,
    /// A text of which only the fingerprint counts.
    Text,
    /// A hash or an id that needs no normal form.
    Plain,
}

macro_rules! shared {
    ($table:literal, $column:literal, $kind:literal, $at:expr, $form:ident, $realm:literal) => {
        SharedColumn {
            table: $table,
            column: $column,
            kind: $kind,
            at: $at,
            form: Form::$form,
            realm: $realm,
        }
    };
}

/// Every column that is compared, beside `identifier.value`, whose kind is a column of its own.
pub(crate) const SHARED: &[SharedColumn] = &[
    shared!(
        "session",
        "ip",
        "session_ip",
        Some("started_at"),
        Identifier,
        "ip"
    ),
    shared!(
        "session",
        "device_id",
        "session_device",
        Some("started_at"),
        Identifier,
        "device"
    ),
    shared!(
        "session",
        "token_id",
        "token",
        Some("started_at"),
        Plain,
        "token"
    ),
    shared!(
        "application",
        "ip",
        "session_ip",
        Some("submitted_at"),
        Identifier,
        "ip"
    ),
    shared!(
        "application",
        "resume_hash",
        "resume_file",
        Some("submitted_at"),
        Plain,
        "resume_file"
    ),
    shared!(
        "application",
        "resume_text",
        "resume_text",
        Some("submitted_at"),
        Text,
        "text"
    ),
    shared!(
        "application",
        "cover_letter",
        "cover_letter",
        Some("submitted_at"),
        Text,
        "text"
    ),
    shared!(
        "meeting",
        "ip",
        "session_ip",
        Some("started_at"),
        Identifier,
        "ip"
    ),
    shared!(
        "meeting",
        "device_id",
        "session_device",
        Some("started_at"),
        Identifier,
        "device"
    ),
    shared!(
        "meeting",
        "background_hash",
        "background",
        Some("started_at"),
        Plain,
        "background"
    ),
    shared!(
        "payout",
        "destination",
        "payout_destination",
        Some("paid_at"),
        Identifier,
        "account"
    ),
    // Two who pay one landlord share a beneficiary, not an account.
    shared!(
        "payout",
        "forwarded_to",
        "forwarded_to",
        Some("paid_at"),
        Identifier,
        "beneficiary"
    ),
    shared!(
        "invoice",
        "remit_to",
        "invoice_destination",
        Some("issued_at"),
        Identifier,
        "account"
    ),
    shared!(
        "invoice",
        "template_hash",
        "invoice_template",
        Some("issued_at"),
        Plain,
        "invoice_template"
    ),
    shared!(
        "shipment",
        "address",
        "ship_to",
        Some("requested_at"),
        Identifier,
        "address"
    ),
    shared!(
        "document",
        "number",
        "document_number",
        Some("submitted_at"),
        Identifier,
        "document"
    ),
    shared!(
        "document",
        "image_hash",
        "document_image",
        Some("submitted_at"),
        Plain,
        "image"
    ),
    shared!(
        "document",
        "content_hash",
        "document_file",
        Some("submitted_at"),
        Plain,
        "file"
    ),
    shared!(
        "document",
        "template_hash",
        "document_template",
        Some("submitted_at"),
        Plain,
        "document_template"
    ),
    shared!(
        "profile",
        "photo_hash",
        "profile_photo",
        None,
        Identifier,
        "photo"
    ),
    shared!("profile", "bio", "bio_text", None, Text, "text"),
    shared!("bid", "text", "bid_text", Some("placed_at"), Text, "text"),
    shared!(
        "bid",
        "attachment_hash",
        "attachment",
        Some("placed_at"),
        Plain,
        "file"
    ),
    shared!(
        "message",
        "text",
        "message_text",
        Some("sent_at"),
        Text,
        "text"
    ),
    shared!(
        "message",
        "attachment_hash",
        "attachment",
        Some("sent_at"),
        Plain,
        "file"
    ),
    // A colleague who is named as a referee shares no mailbox with anybody.
    shared!(
        "reference_contact",
        "email",
        "referee_email",
        Some("answered_at"),
        Identifier,
        "referee_email"
    ),
    shared!(
        "reference_contact",
        "phone",
        "referee_phone",
        Some("answered_at"),
        Identifier,
        "referee_phone"
    ),
    // An applicant beside their own git identity under a nickname is no second person.
    shared!(
        "commit",
        "author_email",
        "commit_email",
        Some("authored_at"),
        Identifier,
        "commit_email"
    ),
    shared!(
        "commit",
        "commit_id",
        "commit_id",
        Some("authored_at"),
        Plain,
        "commit"
    ),
    shared!(
        "commit",
        "repository",
        "repository",
        Some("authored_at"),
        Plain,
        "repository"
    ),
    shared!(
        "access_event",
        "credential_id",
        "credential",
        Some("occurred_at"),
        Plain,
        "credential"
    ),
    shared!(
        "ai_use",
        "image_hash",
        "ai_image",
        Some("used_at"),
        Plain,
        "image"
    ),
    shared!(
        "hr_event",
        "sequence_hash",
        "sequence",
        Some("occurred_at"),
        Plain,
        "sequence"
    ),
    shared!("engagement", "tax_id_hash", "tax_id", None, Plain, "tax_id"),
];

/// The kind of an identifier that records call by the name of one of its sorts.
pub(crate) fn general_kind(kind: &str) -> &str {
    match kind {
        "passport" | "id_card" | "identity_card" | "national_id" | "driving_licence"
        | "driving_license" | "residence_permit" => "document",
        other => other,
    }
}

/// The realm of an identifier kind: wallets and bank accounts meet payouts, documents meet documents.
pub(crate) fn realm_of_identifier(kind: &str) -> &str {
    match general_kind(kind) {
        "bank_account" | "wallet" | "iban" => "account",
        "recovery_email" => "email",
        // Keys of other makes are keys.
        "gpg_key" | "pgp_key" | "signing_key" => "ssh_key",
        "api_key" | "access_key" | "secret" => "credential",
        "cookie" => "token",
        other => other,
    }
}

/// The identifier kind by whose rules values of a realm are normalised.
fn identifier_kind(realm: &str, kind: &str) -> &'static str {
    match (realm, kind) {
        ("account", "wallet") => "wallet",
        ("account", _) => "bank_account",
        ("ip", _) => "ip",
        ("device", _) => "device",
        ("address", _) => "address",
        ("document", _) => "document",
        ("photo", _) => "photo",
        ("email" | "referee_email" | "commit_email", _) => "email",
        ("phone" | "referee_phone", _) => "phone",
        _ => "other",
    }
}

/// One value of a subject in its normal form.
pub(crate) struct Normal<'a> {
    pub(crate) hash: u64,
    pub(crate) value: Cow<'a, str>,
}

/// The realms whose values may tie subjects. A hash carries the place of its realm in its lowest bits, so that whoever
/// holds the hash knows of what it is.
pub(crate) const REALMS: [&str; 27] = [
    "account",
    "address",
    "background",
    "beneficiary",
    "commit",
    "commit_email",
    "credential",
    "device",
    "document",
    "document_template",
    "email",
    "file",
    "handle",
    "image",
    "invoice_template",
    "ip",
    "phone",
    "photo",
    "referee_email",
    "referee_phone",
    "repository",
    "resume_file",
    "sequence",
    "ssh_key",
    "tax_id",
    "text",
    "token",
];
/// The lowest bits of a hash.
const REALM: u64 = 31;

fn in_realm(realm: &str, value: &str) -> u64 {
    with_realm(realm, shelf::hash_of(value))
}

fn with_realm(realm: &str, hash: u64) -> u64 {
    match REALMS.binary_search(&realm) {
        Ok(place) => hash & !REALM | place as u64,
        // Kinds that a firm brings of its own: known by their names.
        Err(_) => (hash ^ shelf::hash_of(realm)) | REALM,
    }
}

/// The hash of a value of a kind that ties nobody.
pub(crate) fn of_own_kind(kind: &str, value: &str) -> u64 {
    in_realm(kind, value)
}

/// A hash without its realm: equal for values that are spelt alike, whatever they are.
pub(crate) fn unrealmed(hash: u64) -> u64 {
    hash & !REALM
}

/// The realm of a hash; none for kinds of a firm's own.
pub(crate) fn realm_of(hash: u64) -> Option<&'static str> {
    REALMS.get((hash & REALM) as usize).copied()
}

impl SharedColumn {
    /// The normal form of a value; none for placeholders and for texts too short to tell anything.
    pub(crate) fn normal<'a>(&self, value: &'a str) -> Option<Normal<'a>> {
        match self.form {
            Form::Plain => {
                let value = value.trim();
                (!value.is_empty()).then(|| Normal {
                    hash: in_realm(self.realm, value),
                    value: Cow::Borrowed(value),
                })
            }
            Form::Text => {
                let print = text::fingerprint(value)?;
                Some(Normal {
                    hash: with_realm(self.realm, print),
                    value: Cow::Owned(format!("{print:016x}")),
                })
            }
            Form::Identifier => {
                // A payout may go to a wallet: its letter case matters, so wallets are tried first.
                if matches!(self.realm, "account" | "beneficiary") {
                    return account(self.realm, value);
                }
                let value =
                    identifier::normalise(identifier_kind(self.realm, self.kind), value, None)?;
                Some(Normal {
                    hash: in_realm(self.realm, &value),
                    value,
                })
            }
        }
    }
}

fn account<'a>(realm: &str, value: &'a str) -> Option<Normal<'a>> {
    let value = match bonafide_signals::wallet::detect(value) {
        Some(wallet) => Cow::Owned(wallet.address),
        None => identifier::normalise("bank_account", value, None)?,
    };
    Some(Normal {
        hash: in_realm(realm, &value),
        value,
    })
}

/// The normal form of an `identifier` row.
pub(crate) fn normal_identifier<'a>(kind: &str, value: &'a str) -> Option<Normal<'a>> {
    normal_in(kind, value, None)
}

/// The normal form of an `identifier` row with the country of the row, which says how a telephone number without one of its
/// own is read. A document's number is the same with and without: tables of documents name other countries beside it.
pub(crate) fn normal_in<'a>(
    kind: &str,
    value: &'a str,
    country: Option<&str>,
) -> Option<Normal<'a>> {
    let realm = realm_of_identifier(kind);
    if realm == "account" {
        return account(realm, value);
    }
    let country = country.filter(|_| kind == "phone");
    let value = identifier::normalise(general_kind(kind), value, country)?;
    Some(Normal {
        hash: in_realm(realm, &value),
        value,
    })
}
