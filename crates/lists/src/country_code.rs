//! Two-letter country codes.

use std::fmt;

/// A country by its two-letter code, as text of no cost.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CountryCode([u8; 2]);

/// Codes that databases use for "not a country": unknown, regions, proxies, satellites.
const NO_COUNTRY: [&[u8; 2]; 9] = [
    b"XX", b"ZZ", b"EU", b"AP", b"A1", b"A2", b"A3", b"T1", b"XD",
];

impl CountryCode {
    /// Reads a code of two letters; `None` for anything else and for codes of no country.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes: [u8; 2] = text.trim().as_bytes().try_into().ok()?;
        let code = bytes.map(|byte| byte.to_ascii_uppercase());
        let is_country = code.iter().all(u8::is_ascii_uppercase) && !NO_COUNTRY.contains(&&code);
        is_country.then_some(Self(code))
    }

    /// The code in capital letters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("two ASCII letters, checked when the code was read")
    }
}

impl fmt::Display for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
