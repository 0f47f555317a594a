//! MaxMind and DB-IP databases.

use std::net::IpAddr;

use maxminddb::Reader;
use serde::Deserialize;

use crate::country_code::CountryCode;
use crate::ip_class::IpClass;
use crate::table::Tally;
use crate::{About, ListError};

/// A database in memory, checked when it was read.
pub(crate) struct Mmdb {
    reader: Reader<Vec<u8>>,
    /// The day the database was built, as `2026-08-22`.
    pub(crate) built_on: Option<String>,
    gives_anonymity: bool,
}

impl std::fmt::Debug for Mmdb {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mmdb")
            .field("built_on", &self.built_on)
            .finish_non_exhaustive()
    }
}

/// What a database says of an address, whichever of the usual databases it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct MmdbRecord<'a> {
    pub(crate) country: Option<CountryCode>,
    pub(crate) region: Option<&'a str>,
    pub(crate) city: Option<&'a str>,
    pub(crate) asn: Option<u32>,
    pub(crate) asn_name: Option<&'a str>,
    pub(crate) bits: u32,
}

impl Mmdb {
    pub(super) fn read(
        content: Vec<u8>,
        about: &About,
        tally: &mut Tally,
    ) -> Result<Self, ListError> {
        let unreadable = |error: maxminddb::MaxMindDbError| ListError::Unreadable {
            list: about.name.clone(),
            what: "a MaxMind database",
            problem: error.to_string(),
        };
        let reader = Reader::from_source(content).map_err(unreadable)?;
        reader.verify().map_err(unreadable)?;
        let metadata = reader.metadata();
        tally.good += u64::from(metadata.node_count);
        let built_on = i64::try_from(metadata.build_epoch)
            .ok()
            .and_then(|seconds| jiff::Timestamp::from_second(seconds).ok())
            .map(|built| built.strftime("%Y-%m-%d").to_string());
        let gives_anonymity = metadata.database_type.contains("Anonymous");
        Ok(Self {
            reader,
            built_on,
            gives_anonymity,
        })
    }

    pub(crate) fn get(&self, address: IpAddr) -> Option<MmdbRecord<'_>> {
        let raw: RawRecord<'_> = self.reader.lookup(address).ok()?.decode().ok()??;
        let place = raw.country.or(raw.registered_country);
        let country = match place {
            Some(Place::Record(record)) => record.iso_code,
            Some(Place::Code(code)) => Some(code),
            None => raw.country_code,
        };
        let asn = match raw.autonomous_system_number.or(raw.asn) {
            Some(System::Number(number)) => Some(number),
            Some(System::Text(text)) => text.trim_start_matches("AS").parse().ok(),
            None => None,
        };
        let class =
            |is: Option<bool>, class: IpClass| if is == Some(true) { class.bit() } else { 0 };
        Some(MmdbRecord {
            country: country.and_then(CountryCode::parse),
            region: raw.subdivisions.first().and_then(|place| place.names.en),
            city: raw.city.and_then(|place| match place {
                City::Record(place) => place.names.en,
                City::Name(name) => Some(name),
            }),
            asn: asn.filter(|asn| *asn != 0),
            asn_name: raw.autonomous_system_organization.or(raw.as_name),
            bits: class(raw.is_hosting_provider, IpClass::Hosting)
                | class(raw.is_anonymous_vpn, IpClass::Vpn)
                | class(raw.is_tor_exit_node, IpClass::Tor)
                | class(raw.is_public_proxy, IpClass::Proxy)
                | class(raw.is_residential_proxy, IpClass::Proxy),
        })
    }

    /// The classes that the database can deny as well as state.
    pub(crate) fn known_bits(&self) -> u32 {
        if self.gives_anonymity {
            [IpClass::Hosting, IpClass::Vpn, IpClass::Tor, IpClass::Proxy]
                .into_iter()
                .fold(0, |bits, class| bits | class.bit())
        } else {
            0
        }
    }
}

/// The fields of the MaxMind, DB-IP and IPinfo layouts that matter here.
#[derive(Deserialize, Default)]
#[serde(default)]
struct RawRecord<'a> {
    #[serde(borrow)]
    country: Option<Place<'a>>,
    #[serde(borrow)]
    registered_country: Option<Place<'a>>,
    country_code: Option<&'a str>,
    #[serde(borrow)]
    subdivisions: Vec<Named<'a>>,
    #[serde(borrow)]
    city: Option<City<'a>>,
    #[serde(borrow)]
    autonomous_system_number: Option<System<'a>>,
    #[serde(borrow)]
    asn: Option<System<'a>>,
    autonomous_system_organization: Option<&'a str>,
    as_name: Option<&'a str>,
    is_hosting_provider: Option<bool>,
    is_anonymous_vpn: Option<bool>,
    is_tor_exit_node: Option<bool>,
    is_public_proxy: Option<bool>,
    is_residential_proxy: Option<bool>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Place<'a> {
    #[serde(borrow)]
    Record(Iso<'a>),
    Code(&'a str),
}

#[derive(Deserialize)]
struct Iso<'a> {
    #[serde(borrow, default)]
    iso_code: Option<&'a str>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum City<'a> {
    #[serde(borrow)]
    Record(Named<'a>),
    Name(&'a str),
}

#[derive(Deserialize)]
#[serde(untagged)]
enum System<'a> {
    Number(u32),
    #[serde(borrow)]
    Text(&'a str),
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Named<'a> {
    #[serde(borrow)]
    names: English<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct English<'a> {
    #[serde(borrow)]
    en: Option<&'a str>,
}
