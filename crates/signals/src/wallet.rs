//! Wallet addresses of the chains that freelancers are paid on, with their checksums.

use std::borrow::Cow;

use bs58::Alphabet;
use tiny_keccak::{Hasher, Keccak};

use crate::spelling::as_shown;

/// The chain an address belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Chain {
    /// Bitcoin.
    Bitcoin,
    /// Ethereum and the chains that share its addresses (BNB Smart Chain, Polygon, Arbitrum …).
    Ethereum,
    /// TRON.
    Tron,
    /// Solana.
    Solana,
    /// The XRP Ledger.
    Xrp,
    /// Litecoin.
    Litecoin,
    /// Monero.
    Monero,
}

impl Chain {
    /// The name in small letters.
    pub fn as_str(self) -> &'static str {
        match self {
            Chain::Bitcoin => "bitcoin",
            Chain::Ethereum => "ethereum",
            Chain::Tron => "tron",
            Chain::Solana => "solana",
            Chain::Xrp => "xrp",
            Chain::Litecoin => "litecoin",
            Chain::Monero => "monero",
        }
    }
}

/// A wallet address that passed the checks of its chain.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Wallet {
    /// The chain.
    pub chain: Chain,
    /// The address in canonical spelling.
    pub address: String,
}

/// Tells the chain of an address by its form and checksum; `None` when it is no address of a known chain.
///
/// Solana and Monero addresses carry no checksum that is checked here: length and alphabet decide.
///
/// ```
/// use bonafide_signals::wallet::{Chain, detect};
/// let wallet = detect("0x52908400098527886E0F7030069857D2E4169EE7").expect("an address");
/// assert_eq!(wallet.chain, Chain::Ethereum);
/// ```
pub fn detect(text: &str) -> Option<Wallet> {
    let shown = as_shown(text);
    let text = bare(&shown);
    // The longest address (Monero, integrated) has 106 characters.
    if !text.is_ascii() || !(LEAST..=110).contains(&text.len()) {
        return None;
    }
    let chain = chain(text)?;
    Some(Wallet {
        chain,
        address: canonical(text).into_owned(),
    })
}

/// The address alone of a payment link (`bitcoin:ADDRESS?amount=1`), of an address in quotes, and of one with a memo or
/// a tag behind it. The chain before the colon is left out, because the address tells it; of Bitcoin Cash it is part of
/// the address, and lists leave it out.
///
/// ```
/// use bonafide_signals::wallet::bare;
/// assert_eq!(bare("bitcoin:1BoatSLRHtKNngkdXEeobR76b53LETtpyT?amount=1"), "1BoatSLRHtKNngkdXEeobR76b53LETtpyT");
/// assert_eq!(bare("rN7n7otQDd6FczFgLdSqtcsAUxDkw6fzRH memo 7"), "rN7n7otQDd6FczFgLdSqtcsAUxDkw6fzRH");
/// ```
pub fn bare(text: &str) -> &str {
    const QUOTES: [char; 5] = ['"', '\'', '`', '“', '”'];
    let text = text.trim().trim_matches(QUOTES).trim();
    let text = match text.split_once(':') {
        Some((scheme, rest)) if is_scheme(scheme) => rest.trim_start_matches('/').trim_start(),
        _ => text,
    };
    // No address holds one of these; a note of other kinds behind a bank account stays.
    match text.split_once(|letter: char| letter.is_whitespace() || "?@#,;(".contains(letter)) {
        Some((address, _)) if address.len() >= LEAST => address.trim_end_matches(QUOTES),
        _ => text,
    }
}

/// The shortest address has so many characters.
const LEAST: usize = 25;

/// What stands before the colon of payment links.
fn is_scheme(text: &str) -> bool {
    const SCHEMES: [&str; 14] = [
        "bitcoin",
        "bitcoincash",
        "dash",
        "dogecoin",
        "ethereum",
        "litecoin",
        "monero",
        "ripple",
        "solana",
        "tron",
        "xrp",
        "xrpl",
        "zcash",
        "stellar",
    ];
    SCHEMES
        .iter()
        .any(|scheme| scheme.eq_ignore_ascii_case(text))
}

/// The spelling in which equal addresses are equal text. Ethereum and bech32 addresses do not depend on case,
/// base58 addresses do.
pub fn canonical(address: &str) -> Cow<'_, str> {
    let address = address.trim();
    let any_case = ["0x", "bc1", "ltc1"]
        .iter()
        .any(|start| has_prefix(address, start));
    if any_case && address.bytes().any(|letter| letter.is_ascii_uppercase()) {
        Cow::Owned(address.to_ascii_lowercase())
    } else {
        Cow::Borrowed(address)
    }
}

fn has_prefix(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

fn chain(text: &str) -> Option<Chain> {
    if has_prefix(text, "0x") {
        return is_ethereum(&text[2..]).then_some(Chain::Ethereum);
    }
    if has_prefix(text, "bc1") || has_prefix(text, "ltc1") {
        let (human_part, _, _) = bech32::segwit::decode(text).ok()?;
        return match human_part.to_lowercase().as_str() {
            "bc" => Some(Chain::Bitcoin),
            "ltc" => Some(Chain::Litecoin),
            _ => None,
        };
    }
    if let Some(version) = version_of(text, Alphabet::BITCOIN) {
        return match version {
            0x00 | 0x05 => Some(Chain::Bitcoin),
            0x30 | 0x32 => Some(Chain::Litecoin),
            0x41 => Some(Chain::Tron),
            _ => None,
        };
    }
    if text.starts_with('r') && version_of(text, Alphabet::RIPPLE) == Some(0) {
        return Some(Chain::Xrp);
    }
    if is_monero(text) {
        return Some(Chain::Monero);
    }
    let mut key = [0; 32];
    let is_key =
        (32..=44).contains(&text.len()) && matches!(bs58::decode(text).onto(&mut key[..]), Ok(32));
    is_key.then_some(Chain::Solana)
}

/// The version byte of a base58 address of 20 bytes whose checksum holds.
fn version_of(text: &str, alphabet: &Alphabet) -> Option<u8> {
    if text.len() > 36 {
        return None;
    }
    let bytes = bs58::decode(text)
        .with_alphabet(alphabet)
        .with_check(None)
        .into_vec()
        .ok()?;
    (bytes.len() == 21).then(|| bytes[0])
}

fn is_monero(text: &str) -> bool {
    let base58 =
        |letter: u8| letter.is_ascii_alphanumeric() && !matches!(letter, b'0' | b'O' | b'I' | b'l');
    let known_form = match text.len() {
        95 => text.starts_with('4') || text.starts_with('8'),
        106 => text.starts_with('4'),
        _ => false,
    };
    known_form && text.bytes().all(base58)
}

/// Forty hexadecimal digits; where both cases occur, the pattern of cases must be the checksum of EIP-55.
fn is_ethereum(digits: &str) -> bool {
    if digits.len() != 40 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return false;
    }
    let has_upper = digits.bytes().any(|digit| digit.is_ascii_uppercase());
    let has_lower = digits.bytes().any(|digit| digit.is_ascii_lowercase());
    if !(has_upper && has_lower) {
        return true;
    }
    let mut hash = [0u8; 32];
    let mut keccak = Keccak::v256();
    keccak.update(digits.to_ascii_lowercase().as_bytes());
    keccak.finalize(&mut hash);
    digits.bytes().enumerate().all(|(index, digit)| {
        let byte = hash[index / 2];
        let nibble = if index % 2 == 0 {
            byte >> 4
        } else {
            byte & 0xf
        };
        digit.is_ascii_digit() || digit.is_ascii_uppercase() == (nibble >= 8)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn chain_of(text: &str) -> Option<Chain> {
        detect(text).map(|wallet| wallet.chain)
    }

    /// Addresses of published standards and of burnt or system accounts: nobody holds them.
    #[test]
    fn published_addresses_are_told_apart() {
        for (text, chain) in [
            ("1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", Chain::Bitcoin),
            ("3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy", Chain::Bitcoin),
            ("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", Chain::Bitcoin),
            ("BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", Chain::Bitcoin),
            (
                "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
                Chain::Bitcoin,
            ),
            (
                "0x52908400098527886E0F7030069857D2E4169EE7",
                Chain::Ethereum,
            ),
            (
                "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
                Chain::Ethereum,
            ),
            (
                "0xfb6916095ca1df60bb79ce92ce3ea74c37c5d359",
                Chain::Ethereum,
            ),
            ("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", Chain::Tron),
            ("So11111111111111111111111111111111111111112", Chain::Solana),
            ("11111111111111111111111111111111", Chain::Solana),
            ("rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh", Chain::Xrp),
        ] {
            assert_eq!(chain_of(text), Some(chain), "{text}");
        }
        let monero = format!("4{}", "A".repeat(94));
        assert_eq!(chain_of(&monero), Some(Chain::Monero));
    }

    #[test]
    fn one_changed_letter_breaks_the_checksum() {
        for text in [
            "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN3",
            "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5",
            "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d35A",
            "0xfb6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
            "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6u",
        ] {
            assert_eq!(chain_of(text), None, "{text}");
        }
    }

    #[test]
    fn litecoin_is_not_taken_for_bitcoin() {
        let payload = [[0x30].as_slice(), &[7; 20]].concat();
        let address = bs58::encode(payload).with_check().into_string();
        assert_eq!(chain_of(&address), Some(Chain::Litecoin));
    }

    #[test]
    fn case_is_folded_only_where_it_means_nothing() {
        assert_eq!(canonical("0xAB"), "0xab");
        assert_eq!(canonical("BC1QAB"), "bc1qab");
        assert_eq!(canonical(" TR7NHq "), "TR7NHq");
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,120}|[1-9A-HJ-NP-Za-km-z]{25,110}|(0x|bc1|ltc1)[0-9a-zA-Z]{20,60}") {
            if let Some(wallet) = detect(&text) {
                prop_assert_eq!(detect(&wallet.address), Some(wallet));
            }
        }

        #[test]
        fn every_base58_address_with_a_checksum_is_seen(hash: [u8; 20]) {
            let address = |version: u8| bs58::encode([&[version], &hash[..]].concat()).with_check().into_string();
            prop_assert_eq!(chain_of(&address(0x41)), Some(Chain::Tron));
            prop_assert_eq!(chain_of(&address(0x05)), Some(Chain::Bitcoin));
        }
    }
}
