//! Digital-currency addresses of listed parties.

use bonafide_signals::wallet;
use serde::{Deserialize, Serialize};

/// A digital-currency address.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ListedWallet {
    /// The address in the spelling in which equal addresses are equal text. The case of base58 addresses is kept: it
    /// is part of the address.
    pub address: String,
    /// The asset as the list codes it (XBT, ETH, USDT, TRX …). One address can stand under several codes.
    pub asset: String,
    /// The chain that form and checksum show; `None` where the chain is unknown or the checksum fails.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chain: Option<String>,
    /// The address as the list writes it.
    pub raw: String,
}

impl ListedWallet {
    /// Reads an address; `None` for blank text.
    #[must_use]
    pub fn new(asset: &str, raw: &str) -> Option<Self> {
        let raw = raw.trim();
        if raw.is_empty() {
            return None;
        }
        let known = wallet::detect(raw);
        Some(Self {
            address: known.as_ref().map_or_else(
                || wallet::canonical(raw).into_owned(),
                |known| known.address.clone(),
            ),
            asset: asset.trim().to_ascii_uppercase(),
            chain: known.map(|known| known.chain.as_str().to_owned()),
            raw: raw.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_is_folded_only_where_it_means_nothing() {
        let wallet = |asset, raw| ListedWallet::new(asset, raw).expect("an address");
        let ether = wallet("eth", "0x52908400098527886E0F7030069857D2E4169EE7");
        assert_eq!(ether.address, "0x52908400098527886e0f7030069857d2e4169ee7");
        assert_eq!(
            (ether.asset.as_str(), ether.chain.as_deref()),
            ("ETH", Some("ethereum"))
        );
        let bitcoin = wallet("XBT", "1HmqvgSXUVES1jn4TQPzk9dxo1NE8wim2T");
        assert_eq!(bitcoin.address, "1HmqvgSXUVES1jn4TQPzk9dxo1NE8wim2T");
        assert_eq!(bitcoin.chain.as_deref(), Some("bitcoin"));
        let other = wallet("ZZZ", "Not-An-Address-Of-A-Known-Chain");
        assert_eq!(
            (other.address.as_str(), other.chain),
            ("Not-An-Address-Of-A-Known-Chain", None)
        );
    }
}
