//! What the lists say of an address.

use std::sync::Arc;

use crate::About;
use crate::address::{Number, parse_address, reserved_for};
use crate::country_code::CountryCode;
use crate::ip_class::IpClass;
use crate::ip_map::IpMap;
use crate::parse::{AsnClasses, AsnFact, AsnNames, IpRanges, Mmdb, MmdbRecord, Tier};
use crate::watched::Watch;

/// What the lists say of an address; `None` where they cannot say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct IpFact<'a> {
    /// 4 or 6.
    pub version: u8,
    /// Why the address is nobody's on the Internet: `private`, `loopback`, `documentation` …
    pub reserved: Option<&'static str>,
    /// The country, from the newest list that has the address.
    pub country: Option<CountryCode>,
    /// The region, from a city database.
    pub region: Option<&'a str>,
    /// The city, from a city database.
    pub city: Option<&'a str>,
    /// The autonomous system.
    pub asn: Option<u32>,
    /// Its name.
    pub asn_name: Option<&'a str>,
    /// A data centre or cloud.
    pub hosting: Option<bool>,
    /// A commercial VPN.
    pub vpn: Option<bool>,
    /// A Tor exit.
    pub tor: Option<bool>,
    /// An open, anonymous or residential proxy.
    pub proxy: Option<bool>,
    /// A satellite provider: its users may be in any country.
    pub satellite: Option<bool>,
    /// Announced from many places: its country means little.
    pub anycast: Option<bool>,
    /// The service that the address belongs to, such as the name of a VPN.
    pub provider: Option<&'a str>,
    /// The tier of the range in the tiered list of North Korean ranges, of whatever tier.
    pub dprk_tier: Option<&'a str>,
    /// Who says so.
    pub dprk_source: Option<&'a str>,
    /// True only for the tiers assigned, historically_used and suspected. A country code KP from a
    /// geolocation database alone is not evidence, and stale and decoy tiers never count.
    pub dprk_range: bool,
    /// The country is said to be KP, yet no tier confirms it: nearly always a vanity registration.
    pub kp_by_geolocation_only: bool,
    /// What is published against this very address.
    pub watched: Option<&'a Watch>,
}

/// Whether a tier says that the range is or was used from North Korea.
fn tier_counts(tier: &str) -> bool {
    matches!(tier, "assigned" | "historically_used" | "historical")
        || tier == "suspected"
        || tier.starts_with("suspected_")
}

/// A list with a day, so that the newest is asked first.
#[derive(Debug)]
struct Dated<T> {
    date: Option<String>,
    content: T,
}

/// The loaded lists about addresses.
#[derive(Debug, Default)]
pub(crate) struct IpIndex {
    ranges: Vec<(IpRanges, bool)>,
    countries: Vec<Dated<CountryList>>,
    asns: Vec<Dated<IpMap<AsnFact>>>,
    databases: Vec<Arc<Mmdb>>,
    classes: Vec<(AsnClasses, bool)>,
    names: Vec<AsnNames>,
    /// Calling every list for what none can know would be a waste: bits that only ranges give.
    asn_known: u32,
}

#[derive(Debug)]
enum CountryList {
    Ranges(IpMap<Option<CountryCode>>),
    Database(Arc<Mmdb>),
}

impl IpIndex {
    pub(crate) fn add_ranges(&mut self, ranges: IpRanges, about: &About) {
        self.ranges.push((ranges, about.attributes.partial));
    }

    pub(crate) fn add_countries(&mut self, map: IpMap<Option<CountryCode>>, about: &About) {
        self.countries.push(Dated {
            date: about.date.clone(),
            content: CountryList::Ranges(map),
        });
    }

    pub(crate) fn add_asns(&mut self, map: IpMap<AsnFact>, about: &About) {
        self.asn_known |= map.values().iter().fold(0, |bits, fact| bits | fact.bits);
        self.asns.push(Dated {
            date: about.date.clone(),
            content: map,
        });
    }

    pub(crate) fn add_database(&mut self, database: Mmdb, about: &About) {
        let date = about.date.clone().or_else(|| database.built_on.clone());
        let database = Arc::new(database);
        self.countries.push(Dated {
            date,
            content: CountryList::Database(database.clone()),
        });
        self.databases.push(database);
    }

    pub(crate) fn add_classes(&mut self, classes: AsnClasses, about: &About) {
        self.classes.push((classes, about.attributes.partial));
    }

    pub(crate) fn add_names(&mut self, names: AsnNames) {
        self.names.push(names);
    }

    /// Puts the newest list of each sort first; lists without a date come last.
    pub(crate) fn order(&mut self) {
        self.countries.sort_by(|a, b| b.date.cmp(&a.date));
        self.asns.sort_by(|a, b| b.date.cmp(&a.date));
    }

    pub(crate) fn fact(&self, text: &str) -> Option<IpFact<'_>> {
        let address = parse_address(text)?;
        let mut fact = IpFact {
            version: match address {
                Number::V4(_) => 4,
                Number::V6(_) => 6,
            },
            reserved: reserved_for(address),
            ..IpFact::default()
        };
        if fact.reserved.is_some() {
            return Some(fact);
        }
        let mut bits = Bits::default();
        self.read_databases(address, &mut fact, &mut bits);
        self.read_countries(address, &mut fact);
        self.read_asns(address, &mut fact, &mut bits);
        self.read_classes(&mut fact, &mut bits);
        self.read_ranges(address, &mut fact, &mut bits);
        fact.hosting = bits.answer(IpClass::Hosting);
        fact.vpn = bits.answer(IpClass::Vpn);
        fact.tor = bits.answer(IpClass::Tor);
        fact.proxy = bits.answer(IpClass::Proxy);
        fact.satellite = bits.answer(IpClass::Satellite);
        fact.anycast = bits.answer(IpClass::Anycast);
        fact.dprk_range = fact.dprk_tier.is_some_and(tier_counts);
        fact.kp_by_geolocation_only =
            !fact.dprk_range && fact.country.is_some_and(|country| country.as_str() == "KP");
        Some(fact)
    }

    fn read_databases<'a>(&'a self, address: Number, fact: &mut IpFact<'a>, bits: &mut Bits) {
        for database in &self.databases {
            bits.known |= database.known_bits();
            let Some(record) = database.get(address.to_ip()) else {
                continue;
            };
            let MmdbRecord {
                country: _,
                region,
                city,
                asn,
                asn_name,
                bits: found,
            } = record;
            fact.region = fact.region.or(region);
            fact.city = fact.city.or(city);
            if fact.asn.is_none() && asn.is_some() {
                fact.asn = asn;
                fact.asn_name = asn_name;
            }
            bits.yes |= found;
        }
    }

    fn read_countries(&self, address: Number, fact: &mut IpFact<'_>) {
        fact.country = self.countries.iter().find_map(|list| match &list.content {
            CountryList::Ranges(map) => map.get(address).copied().flatten(),
            CountryList::Database(database) => database
                .get(address.to_ip())
                .and_then(|record| record.country),
        });
    }

    fn read_asns<'a>(&'a self, address: Number, fact: &mut IpFact<'a>, bits: &mut Bits) {
        for list in &self.asns {
            if list.content.knows_family_of(address) {
                bits.known |= self.asn_known;
            }
            let Some(found) = list.content.get(address) else {
                continue;
            };
            if fact.asn.is_none() && found.asn.is_some() {
                fact.asn = found.asn;
                fact.asn_name = found.name.as_deref();
            }
            fact.country = fact.country.or(found.country);
            bits.yes |= found.bits;
        }
        if let (Some(asn), None) = (fact.asn, fact.asn_name) {
            fact.asn_name = self.name_of(asn);
        }
    }

    fn name_of(&self, asn: u32) -> Option<&str> {
        let in_names = self.names.iter().find_map(|names| names.get(&asn));
        let in_classes = || {
            self.classes
                .iter()
                .find_map(|(classes, _)| classes.names.get(&asn))
        };
        in_names.or_else(in_classes).map(|name| &**name)
    }

    /// Without the system of an address, a class by system can be neither stated nor denied.
    fn read_classes(&self, fact: &mut IpFact<'_>, bits: &mut Bits) {
        let Some(asn) = fact.asn else { return };
        for (classes, partial) in &self.classes {
            bits.yes |= classes.bits.get(&asn).copied().unwrap_or(0);
            if !partial {
                bits.known |= classes.known;
            }
        }
    }

    fn read_ranges<'a>(&'a self, address: Number, fact: &mut IpFact<'a>, bits: &mut Bits) {
        for (ranges, partial) in &self.ranges {
            bits.yes |= ranges.classes.get(address);
            if !partial {
                bits.known |= ranges.classes.known(address);
            }
            fact.provider = fact
                .provider
                .or(ranges.providers.get(address).map(|name| &**name));
            let Some(Tier { tier, source, .. }) = ranges.tiers.get(address) else {
                continue;
            };
            if fact.dprk_tier.is_none() {
                fact.dprk_tier = Some(tier);
                fact.dprk_source = source.as_deref();
            }
        }
    }

    /// Whether some list can deny as well as state the class.
    pub(crate) fn knows_class(&self, class: &str) -> bool {
        let Some(class) = IpClass::parse(class) else {
            return class == "dprk"
                && self
                    .ranges
                    .iter()
                    .any(|(ranges, _)| !ranges.tiers.is_empty());
        };
        let by_range = self
            .ranges
            .iter()
            .filter(|(_, partial)| !partial)
            .fold(0, |bits, (ranges, _)| {
                bits | ranges.classes.known_of_either_family()
            });
        let by_database = self
            .databases
            .iter()
            .fold(0, |bits, database| bits | database.known_bits());
        (by_range | by_database | self.asn_known) & class.bit() != 0
            || self.knows_class_by_asn(class)
    }

    /// A class by system needs a list of networks beside the list of systems.
    fn knows_class_by_asn(&self, class: IpClass) -> bool {
        let finds_systems = !self.asns.is_empty() || !self.databases.is_empty();
        finds_systems
            && self
                .classes
                .iter()
                .any(|(classes, partial)| !partial && classes.known & class.bit() != 0)
    }

    pub(crate) fn has_countries(&self) -> bool {
        !self.countries.is_empty()
    }

    pub(crate) fn has_asns(&self) -> bool {
        !self.asns.is_empty() || !self.databases.is_empty()
    }

    pub(crate) fn has_ranges(&self) -> bool {
        !self.ranges.is_empty()
    }

    pub(crate) fn has_databases(&self) -> bool {
        !self.databases.is_empty()
    }

    pub(crate) fn has_names(&self) -> bool {
        !self.names.is_empty()
    }

    pub(crate) fn has_classes(&self) -> bool {
        !self.classes.is_empty()
    }
}

/// Classes that hold, and classes that some list can deny.
#[derive(Default)]
struct Bits {
    yes: u32,
    known: u32,
}

impl Bits {
    fn answer(&self, class: IpClass) -> Option<bool> {
        if self.yes & class.bit() != 0 {
            Some(true)
        } else {
            (self.known & class.bit() != 0).then_some(false)
        }
    }
}
