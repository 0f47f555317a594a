//! The kinds of lists.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::ListError;

/// What a list holds, which decides how it is read and which look-ups use it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Kind {
    /// Address ranges with a class (hosting, vpn, tor …), a provider or a tier.
    IpRange,
    /// Address ranges with their country.
    IpCountry,
    /// Networks with their autonomous system, country and flags.
    IpAsn,
    /// Autonomous systems with a class (datacenter, vpn).
    AsnClass,
    /// Names of autonomous systems.
    AsnName,
    /// A MaxMind or DB-IP database of countries, cities, systems or anonymous addresses.
    Mmdb,
    /// Mail domains with a class (disposable, free, relay).
    EmailDomain,
    /// Telephone prefixes or patterns with line type, carrier or place.
    PhoneRange,
    /// Remote-access tools with file names, paths, domains and signers.
    RemoteTool,
    /// Identifiers of peripherals: USB, EDID and network cards.
    PeripheralId,
    /// Values to watch for, each with its source and tier.
    WatchedIdentifier,
    /// Addresses and words that stand for a mail drop or forwarder.
    MailDrop,
    /// Digital-currency addresses.
    Wallet,
    /// Country codes with names.
    Country,
    /// A sanctions list in any of the formats in which they are published.
    Sanctions,
}

impl Kind {
    /// Every kind, in the order of the documentation.
    pub const ALL: [Self; 15] = [
        Self::IpRange,
        Self::IpCountry,
        Self::IpAsn,
        Self::AsnClass,
        Self::AsnName,
        Self::Mmdb,
        Self::EmailDomain,
        Self::PhoneRange,
        Self::RemoteTool,
        Self::PeripheralId,
        Self::WatchedIdentifier,
        Self::MailDrop,
        Self::Wallet,
        Self::Country,
        Self::Sanctions,
    ];

    /// The name in files and commands.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::IpRange => "ip_range",
            Self::IpCountry => "ip_country",
            Self::IpAsn => "ip_asn",
            Self::AsnClass => "asn_class",
            Self::AsnName => "asn_name",
            Self::Mmdb => "mmdb",
            Self::EmailDomain => "email_domain",
            Self::PhoneRange => "phone_range",
            Self::RemoteTool => "remote_tool",
            Self::PeripheralId => "peripheral_id",
            Self::WatchedIdentifier => "watched_identifier",
            Self::MailDrop => "mail_drop",
            Self::Wallet => "wallet",
            Self::Country => "country",
            Self::Sanctions => "sanctions",
        }
    }

    /// The layouts that the kind accepts, as an error message says them.
    #[must_use]
    pub const fn wanted(self) -> &'static str {
        match self {
            Self::IpRange => {
                "one CIDR or start-end a line with a class given beside, or columns cidr (or start, end) with class, tier, provider"
            }
            Self::IpCountry => "columns start, end, country (or cidr, country)",
            Self::IpAsn => "columns network, asn and perhaps cc, flags, name",
            Self::AsnClass => {
                "columns asn, class (a class may be given beside), or one asn a line with a class given beside"
            }
            Self::AsnName => "columns asn, name",
            Self::Mmdb => "a .mmdb file of countries, cities, ASNs or anonymous addresses",
            Self::EmailDomain => {
                "one domain a line with a class given beside, or columns domain, class"
            }
            Self::PhoneRange => {
                "columns prefix with carrier, place or type; or country_code, type, national_number_regex"
            }
            Self::RemoteTool => {
                "LOLRMM's rmm_tools.json, rmm_tools.csv, rmm_domains.csv or rmm_certificates.json, or columns name, processes, domains"
            }
            Self::PeripheralId => {
                "columns vid, pid, usb_manufacturer, usb_product; or edid_vendor (pnp_vendor), display_name; or oui, organisation; or usb.ids or pnp.ids"
            }
            Self::WatchedIdentifier => {
                "columns kind (type) and value (indicator) with source, tier, note; or one column named after a kind such as domain; or one value a line with a value kind given beside"
            }
            Self::MailDrop => "columns kind (address or keyword) and value, or one keyword a line",
            Self::Wallet => {
                "columns address with chain, entity, program, source; or one address a line"
            }
            Self::Country => "columns code, name",
            Self::Sanctions => {
                "the files of one sanctions list as OFAC, the UN, the EU, the UK, Switzerland, Japan, Korea or OpenSanctions publish them, or a table with a mapping of its columns"
            }
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Kind {
    type Err = ListError;

    fn from_str(text: &str) -> Result<Self, ListError> {
        let wanted = text.trim().to_ascii_lowercase().replace('-', "_");
        Self::ALL
            .into_iter()
            .find(|kind| kind.name() == wanted)
            .ok_or_else(|| {
                let names = Self::ALL.map(Self::name).join(", ");
                ListError::UnknownKind(text.to_owned(), names)
            })
    }
}
