//! Numbers and handles that tell a party from others.

use std::collections::HashMap;
use std::sync::LazyLock;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::words::words;

words! {
    /// What kind of number or handle it is.
    IdentifierKind {
        /// Passport, of any sort.
        Passport = "passport",
        /// National number or card of identity.
        NationalId = "national_id",
        /// Tax number.
        Tax = "tax",
        /// Register of companies, of trade, of anything that registers organisations.
        Registration = "registration",
        /// Licence or permit.
        Licence = "licence",
        /// Driving licence.
        DrivingLicence = "driving_licence",
        /// Birth certificate.
        BirthCertificate = "birth_certificate",
        /// Social insurance.
        SocialSecurity = "social_security",
        /// International Maritime Organization, of a ship or a shipping company.
        Imo = "imo",
        /// Maritime mobile service.
        Mmsi = "mmsi",
        /// Call sign.
        CallSign = "call_sign",
        /// Tail number of an aircraft.
        TailNumber = "tail_number",
        /// A maker's serial number.
        Serial = "serial",
        /// Legal entity identifier.
        Lei = "lei",
        /// Bank identifier: SWIFT/BIC, BIK.
        Bank = "bank",
        /// Bank account.
        Account = "account",
        /// Security or ticker.
        Security = "security",
        /// D-U-N-S.
        Duns = "duns",
        /// Telephone or fax.
        Phone = "phone",
        /// E-mail address.
        Email = "email",
        /// Web site.
        Website = "website",
        /// Name on a service: messenger, social network, code host.
        Handle = "handle",
        /// A number of another list for the same party.
        ListReference = "list_reference",
        /// Travel document other than a passport.
        TravelDocument = "travel_document",
        /// Any other number, with its label.
        Other = "other",
    }
}

/// A number or handle.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Identifier {
    /// What it is.
    pub kind: IdentifierKind,
    /// The number as the list writes it.
    pub number: String,
    /// The list's own label of the kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The country that issued it, as a two-letter code where understood, else as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Who issued it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    /// The day of issue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued_on: Option<Date>,
    /// The last day of validity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_on: Option<Date>,
    /// A remark of the list, among them dates that are not understood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Identifier {
    /// A number of a kind; `None` for blank text.
    #[must_use]
    pub fn new(kind: IdentifierKind, number: &str) -> Option<Self> {
        Some(Self {
            kind,
            number: crate::party::filled(number)?,
            label: None,
            country: None,
            issuer: None,
            issued_on: None,
            expires_on: None,
            note: None,
        })
    }

    /// The same number with the list's label, unless the label says no more than the kind.
    #[must_use]
    pub fn labelled(mut self, label: &str) -> Self {
        let says_more = !label.trim().eq_ignore_ascii_case(self.kind.as_str());
        self.label = says_more.then(|| crate::party::filled(label)).flatten();
        self
    }

    /// The same number with the country that issued it.
    #[must_use]
    pub fn of_country(mut self, country: &str) -> Self {
        self.country = crate::party::filled(country)
            .map(|text| crate::country::code(&text).unwrap_or(text))
            .or(self.country);
        self
    }

    /// The same number with a remark behind those it has.
    #[must_use]
    pub fn with_note(mut self, note: &str) -> Self {
        if let Some(note) = crate::party::filled(note) {
            self.note = Some(match self.note {
                Some(known) => format!("{known}; {note}"),
                None => note,
            });
        }
        self
    }

    /// The same number with its day of issue; a text that is no day becomes a remark.
    #[must_use]
    pub fn issued(mut self, text: &str) -> Self {
        self.issued_on = crate::date::day(text).or(self.issued_on);
        let is_lost = crate::date::day(text).is_none() && !text.trim().is_empty();
        if is_lost {
            self.with_note(&format!("issued {}", text.trim()))
        } else {
            self
        }
    }

    /// The same number with its last day; a text that is no day becomes a remark.
    #[must_use]
    pub fn expires(mut self, text: &str) -> Self {
        self.expires_on = crate::date::day(text).or(self.expires_on);
        let is_lost = crate::date::day(text).is_none() && !text.trim().is_empty();
        if is_lost {
            self.with_note(&format!("expires {}", text.trim()))
        } else {
            self
        }
    }
}

/// What a document's label means. Labels of all lists in one table: the first row whose words stand in the label, one
/// behind the other and each of them whole: "Private" is no VAT and "Timor" no IMO.
pub(crate) fn kind_of_label(label: &str) -> IdentifierKind {
    let label = label.to_lowercase();
    let words: Vec<&str> = label
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let rows = &*ROWS;
    let mut best = rows.rows.len();
    for at in 0..words.len() {
        let whole = rows
            .by_first_word
            .get(words[at])
            .map_or(&[][..], Vec::as_slice);
        for row in whole.iter().chain(&rows.by_first_letters) {
            if *row < best && rows.rows[*row].starts(&words[at..]) {
                best = *row;
            }
        }
    }
    for row in rows.without_words.iter().filter(|row| **row < best) {
        if label.contains(LABELS[*row].0) {
            best = *row;
            break;
        }
    }
    LABELS
        .get(best)
        .map_or(IdentifierKind::Other, |(_, kind)| *kind)
}

/// The words of a row of the table, each with whether a star stands for its end.
struct Row(Vec<(&'static str, bool)>);

impl Row {
    fn starts(&self, words: &[&str]) -> bool {
        self.0.len() <= words.len()
            && self.0.iter().zip(words).all(|((wanted, is_start), word)| {
                if *is_start {
                    word.starts_with(wanted)
                } else {
                    word == wanted
                }
            })
    }
}

/// The table by how its rows are found: lists ask for some ten thousand labels.
struct Rows {
    rows: Vec<Row>,
    by_first_word: HashMap<&'static str, Vec<usize>>,
    by_first_letters: Vec<usize>,
    /// Scripts without spaces between words (旅券番号) are searched as they are.
    without_words: Vec<usize>,
}

static ROWS: LazyLock<Rows> = LazyLock::new(|| {
    let mut rows = Rows {
        rows: Vec::new(),
        by_first_word: HashMap::new(),
        by_first_letters: Vec::new(),
        without_words: Vec::new(),
    };
    for (place, (pattern, _)) in LABELS.iter().enumerate() {
        let words: Vec<(&'static str, bool)> = pattern
            .split(' ')
            .map(|word| match word.strip_suffix('*') {
                Some(start) => (start, true),
                None => (word, false),
            })
            .collect();
        match words.first() {
            _ if !pattern.is_ascii() => rows.without_words.push(place),
            Some((_, true)) => rows.by_first_letters.push(place),
            Some((word, false)) => rows.by_first_word.entry(word).or_default().push(place),
            None => {}
        }
        rows.rows.push(Row(words));
    }
    rows
});

/// Order matters: the narrower words come first. Small letters, one space between words; a star stands for the
/// rest of a word.
const LABELS: &[(&str, IdentifierKind)] = {
    use IdentifierKind as K;
    &[
        ("passport*", K::Passport),
        ("passeport*", K::Passport),
        ("pasaporte*", K::Passport),
        ("旅券", K::Passport),
        ("여권", K::Passport),
        ("driver*", K::DrivingLicence),
        ("driving", K::DrivingLicence),
        ("birth cert*", K::BirthCertificate),
        ("birthcert*", K::BirthCertificate),
        ("travel doc*", K::TravelDocument),
        ("laissez", K::TravelDocument),
        ("seafarer*", K::TravelDocument),
        ("seaman*", K::TravelDocument),
        ("social sec*", K::SocialSecurity),
        ("social insurance", K::SocialSecurity),
        ("ssn", K::SocialSecurity),
        ("imo", K::Imo),
        ("vessel registration", K::Imo),
        ("mmsi", K::Mmsi),
        ("call sign", K::CallSign),
        ("tail number", K::TailNumber),
        ("serial", K::Serial),
        ("msn", K::Serial),
        ("construction number", K::Serial),
        ("legal entity number", K::Lei),
        ("legal entity identifier", K::Lei),
        ("lei", K::Lei),
        ("swift", K::Bank),
        ("swiftbic", K::Bank),
        ("bik", K::Bank),
        ("bic", K::Bank),
        ("iban", K::Account),
        ("bank account", K::Account),
        ("account number", K::Account),
        ("isin", K::Security),
        ("ticker", K::Security),
        ("d u n s", K::Duns),
        ("duns", K::Duns),
        ("email*", K::Email),
        ("e mail*", K::Email),
        ("website*", K::Website),
        ("web site*", K::Website),
        ("web", K::Website),
        ("url", K::Website),
        ("phone*", K::Phone),
        ("telephone*", K::Phone),
        ("tel", K::Phone),
        ("mobile", K::Phone),
        ("fax*", K::Phone),
        ("tax", K::Tax),
        ("taxpayer*", K::Tax),
        ("taxid*", K::Tax),
        ("taxno*", K::Tax),
        ("taxnumber", K::Tax),
        ("fiscal*", K::Tax),
        ("v a t", K::Tax),
        ("vat", K::Tax),
        ("r f c", K::Tax),
        ("rfc", K::Tax),
        ("nit", K::Tax),
        ("ruc", K::Tax),
        ("rif", K::Tax),
        ("rtn", K::Tax),
        ("c u i t", K::Tax),
        ("c i f", K::Tax),
        ("fein", K::Tax),
        ("nuit", K::Tax),
        ("inn", K::Tax),
        ("national id", K::NationalId),
        ("national foreign id", K::NationalId),
        ("nationalid*", K::NationalId),
        ("identity card*", K::NationalId),
        ("identity number*", K::NationalId),
        ("identity doc*", K::NationalId),
        ("identification card*", K::NationalId),
        ("identification number*", K::NationalId),
        ("personal id", K::NationalId),
        ("id card*", K::NationalId),
        ("idcard*", K::NationalId),
        ("cedula", K::NationalId),
        ("d n i", K::NationalId),
        ("dni", K::NationalId),
        ("c u r p", K::NationalId),
        ("c u i", K::NationalId),
        ("c u i p", K::NationalId),
        ("n i e", K::NationalId),
        ("nric", K::NationalId),
        ("cpf", K::NationalId),
        ("tazkira", K::NationalId),
        ("kenyan id", K::NationalId),
        ("citizen s card", K::NationalId),
        ("citizens card", K::NationalId),
        ("electoral", K::NationalId),
        ("election id", K::NationalId),
        ("numero de identidad", K::NationalId),
        ("i f e", K::NationalId),
        ("nrc", K::NationalId),
        ("refugee*", K::NationalId),
        ("residen*", K::NationalId),
        ("stateless", K::NationalId),
        ("military", K::NationalId),
        ("cartilla", K::NationalId),
        ("license*", K::Licence),
        ("licence*", K::Licence),
        ("tradelic*", K::Licence),
        ("permit*", K::Licence),
        ("regist*", K::Registration),
        ("regnumber", K::Registration),
        ("reg no", K::Registration),
        ("chamber", K::Registration),
        ("matricula", K::Registration),
        ("mersis", K::Registration),
        ("folio", K::Registration),
        ("c r no", K::Registration),
        ("company", K::Registration),
        ("enterprise number", K::Registration),
        ("incorporation", K::Registration),
        ("social credit", K::Registration),
        ("government gazette", K::Registration),
        ("okpo", K::Registration),
        ("ogrn", K::Registration),
        ("kpp", K::Registration),
        ("business", K::Registration),
        ("charit*", K::Registration),
        ("organization code", K::Registration),
        ("organisation code", K::Registration),
        ("trademark*", K::Registration),
        ("ofac", K::ListReference),
        ("opensanctions", K::ListReference),
        ("unlist*", K::ListReference),
        ("un list*", K::ListReference),
    ]
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_told_by_whole_words() {
        use IdentifierKind as K;
        for (label, kind) in [
            ("Private number", K::Other),
            ("Timor-Leste card", K::Other),
            ("Leisure club", K::Other),
            ("Cubic capacity", K::Other),
            ("Beginning", K::Other),
            ("Taxi stand", K::Other),
            ("Inspector's file", K::Other),
            ("VAT", K::Tax),
            ("V.A.T. Number", K::Tax),
            ("VAT-number", K::Tax),
            ("Taxpayer Identification Number", K::Tax),
            ("taxid", K::Tax),
            ("INN", K::Tax),
            ("IMO number", K::Imo),
            ("Identification Number IMO", K::Imo),
            ("LEI", K::Lei),
            ("SWIFT/BIC", K::Bank),
            ("swiftbic", K::Bank),
            ("BIK (RU)", K::Bank),
            ("C.U.I.T.", K::Tax),
            ("C.U.I.", K::NationalId),
            ("C.U.I.P.", K::NationalId),
            ("NIT #", K::Tax),
            ("C.R. No.", K::Registration),
            ("Citizen's Card Number", K::NationalId),
            ("national_id", K::NationalId),
            ("National identification card", K::NationalId),
            ("diplomatic-passport", K::Passport),
            ("National passport", K::Passport),
            ("Numéro de passeport", K::Passport),
            ("旅券番号", K::Passport),
            ("birthcert", K::BirthCertificate),
            ("fiscalcode", K::Tax),
            ("regnumber", K::Registration),
            ("residentperm", K::NationalId),
            ("Driver's License No.", K::DrivingLicence),
            ("D-U-N-S Number", K::Duns),
            ("", K::Other),
        ] {
            assert_eq!(kind_of_label(label), kind, "{label}");
        }
    }
}
