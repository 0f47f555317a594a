//! Digital-currency addresses and how they are compared.

use std::sync::Arc;

use crate::sanctions_entry::Listing;

/// A listed digital-currency address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wallet {
    /// The address as it is compared: Ethereum-like and segwit ones in small letters, others as written.
    pub address: Box<str>,
    /// The chain or asset in small letters: `eth`, `btc`, `tron`, `usdt` …
    pub chain: Option<Box<str>>,
    /// Whose it is, as published.
    pub entity: Option<Box<str>>,
    /// The sanctions programme or the label, as published.
    pub programme: Option<Box<str>>,
    /// Who published it.
    pub source: Option<Box<str>>,
    /// The day it was listed, where the row says it; the day of the whole list is another matter.
    pub date: Option<Box<str>>,
    /// The list that holds it.
    pub list: Arc<str>,
    /// The entry of a sanctions list, where it comes from one.
    pub listing: Option<Arc<Listing>>,
}

impl Wallet {
    /// Whether the other listing tells the same of the same party: both are one entry of a sanctions
    /// list, or one is of such a list and the other, of a table of wallets, names the same party.
    pub(crate) fn is_told_by(&self, other: &Self) -> bool {
        match (&self.listing, &other.listing) {
            (Some(here), Some(there)) => here.is_same_entry(there),
            (None, None) => false,
            _ => match (&self.entity, &other.entity) {
                (Some(here), Some(there)) => name_words(here) == name_words(there),
                _ => false,
            },
        }
    }

    /// Whether it was published under a programme against North Korea.
    #[must_use]
    pub fn is_dprk_programme(&self) -> bool {
        self.programme
            .as_deref()
            .is_some_and(|programme| programme.contains("DPRK"))
    }
}

fn name_words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = name
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.sort_unstable();
    words
}

/// An address as it is compared, or `None` if the text cannot be one.
///
/// Ethereum-like addresses and bech32 ones mean the same in either case; base58 ones do not.
pub(crate) fn normal_wallet(text: &str) -> Option<String> {
    let text = text.trim();
    let address = match text.split_once(':') {
        Some(("bitcoin" | "bitcoincash" | "litecoin" | "ethereum", address)) => address,
        Some(_) => return None,
        None => text,
    };
    let fits = (20..=128).contains(&address.len())
        && address
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
    if !fits {
        return None;
    }
    Some(if is_evm(address) || is_bech32(address) {
        address.to_ascii_lowercase()
    } else {
        address.to_owned()
    })
}

fn is_evm(address: &str) -> bool {
    let hex = address
        .strip_prefix("0x")
        .or_else(|| address.strip_prefix("0X"));
    hex.is_some_and(|hex| hex.len() == 40 && hex.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn is_bech32(address: &str) -> bool {
    let lower = address.to_ascii_lowercase();
    let upper = address.to_ascii_uppercase();
    let one_case = address == lower || address == upper;
    one_case
        && ["bc1", "ltc1", "tb1", "addr1"]
            .iter()
            .any(|prefix| lower.starts_with(prefix))
}

/// The chain that the form of an address tells, if it tells one.
pub(crate) fn chain_of(address: &str) -> Option<&'static str> {
    if is_evm(address) {
        Some("eth")
    } else if address.starts_with("bc1") {
        Some("btc")
    } else if address.starts_with("ltc1") {
        Some("ltc")
    } else if address.starts_with('T') && address.len() == 34 {
        Some("tron")
    } else if address.starts_with(['1', '3']) && (26..=35).contains(&address.len()) {
        Some("btc")
    } else if address.starts_with(['4', '8']) && address.len() >= 95 {
        Some("xmr")
    } else {
        None
    }
}

/// One spelling for the codes that lists use.
pub(crate) fn chain_name(text: &str) -> String {
    let code = text.trim().to_ascii_lowercase();
    match code.as_str() {
        "xbt" | "bitcoin" => "btc".to_owned(),
        "trx" => "tron".to_owned(),
        "ethereum" => "eth".to_owned(),
        _ => code,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_that_ignore_case_are_folded() {
        let upper = "0xABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCD";
        assert_eq!(normal_wallet(upper), Some(upper.to_ascii_lowercase()));
        let base58 = "1BoatSLRHtKNngkdXEeobR76b53LETtpyT";
        assert_eq!(normal_wallet(base58).as_deref(), Some(base58));
        let segwit = "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4";
        assert_eq!(normal_wallet(segwit), Some(segwit.to_ascii_lowercase()));
        assert_eq!(
            normal_wallet("bitcoin:1BoatSLRHtKNngkdXEeobR76b53LETtpyT").as_deref(),
            Some(base58)
        );
        for text in [
            "",
            "hello",
            "0x12",
            "not an address at all, sorry",
            "https://example.org/aaaaaaaaaaaa",
        ] {
            assert_eq!(normal_wallet(text), None, "{text}");
        }
    }
}
