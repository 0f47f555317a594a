//! What sort of network an address belongs to, as a set of bits.

/// A class that a range list or a list of autonomous systems can give.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum IpClass {
    /// Data centres and clouds.
    Hosting,
    /// Commercial VPN exits.
    Vpn,
    /// Tor exits.
    Tor,
    /// Open, anonymous or residential proxies.
    Proxy,
    /// Satellite providers, whose users may be in any country.
    Satellite,
    /// Addresses announced from many places, whose country means little.
    Anycast,
    /// Networks known to be hijacked or hostile.
    Drop,
}

impl IpClass {
    pub(crate) const ALL: [Self; 7] = [
        Self::Hosting,
        Self::Vpn,
        Self::Tor,
        Self::Proxy,
        Self::Satellite,
        Self::Anycast,
        Self::Drop,
    ];

    pub(crate) const fn bit(self) -> u32 {
        1 << self as u32
    }

    /// The name used in lists and in `available`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hosting => "hosting",
            Self::Vpn => "vpn",
            Self::Tor => "tor",
            Self::Proxy => "proxy",
            Self::Satellite => "satellite",
            Self::Anycast => "anycast",
            Self::Drop => "drop",
        }
    }

    /// Reads a class as the public lists spell it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let word = text.trim().to_ascii_lowercase().replace(['_', ' '], "-");
        Some(match word.as_str() {
            "hosting" | "datacenter" | "datacentre" | "data-center" | "cloud" => Self::Hosting,
            "vpn" => Self::Vpn,
            "tor" | "tor-exit" | "tor-exits" => Self::Tor,
            "proxy" | "anonymous-proxy" | "residential-proxy" | "open-proxy" | "public-proxy" => {
                Self::Proxy
            }
            "satellite" | "satellite-provider" => Self::Satellite,
            "anycast" => Self::Anycast,
            "drop" => Self::Drop,
            _ => return None,
        })
    }

    /// Reads `anonymous-proxy|anycast` into bits; an error names the word without meaning.
    pub(crate) fn bits(text: &str) -> Result<u32, String> {
        text.split(['|', ';', ',', ' '])
            .filter(|word| !word.trim().is_empty())
            .try_fold(0, |bits, word| {
                Self::parse(word)
                    .map(|class| bits | class.bit())
                    .ok_or_else(|| {
                        let names = Self::ALL.map(Self::name).join(", ");
                        format!("{word:?} is no class of addresses; the classes are {names}")
                    })
            })
    }
}
