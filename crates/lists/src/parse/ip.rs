//! Lists about addresses and autonomous systems.

use std::collections::HashMap;
use std::sync::Arc;

use crate::address::{Span, parse_span, span_between};
use crate::country_code::CountryCode;
use crate::ip_class::IpClass;
use crate::ip_map::{IpBits, IpBitsBuilder, IpMap, IpMapBuilder};
use crate::table::{Column, Layout, Row, Table, Tally, layout};
use crate::{About, ListError};

use super::{missing_columns, needs_columns};

const NETWORK: [&str; 7] = [
    "cidr", "network", "range", "prefix", "subnet", "ip", "ip_range",
];
const START: [&str; 6] = [
    "start",
    "start_ip",
    "ip_start",
    "first",
    "range_start",
    "from",
];
const END: [&str; 6] = ["end", "end_ip", "ip_end", "last", "range_end", "to"];
const COUNTRY: [&str; 5] = [
    "cc",
    "country",
    "country_code",
    "country_iso_code",
    "iso_code",
];
const ASN: [&str; 5] = [
    "asn",
    "as",
    "as_number",
    "autonomous_system_number",
    "number",
];
const NAME: [&str; 8] = [
    "name",
    "asn_name",
    "as_name",
    "organisation",
    "organization",
    "description",
    "autonomous_system_organization",
    "holder",
];
const CLASS: [&str; 4] = ["class", "type", "category", "flags"];

/// Ranges with classes, providers and tiers.
#[derive(Debug)]
pub(crate) struct IpRanges {
    pub(crate) classes: IpBits,
    pub(crate) providers: IpMap<Arc<str>>,
    pub(crate) tiers: IpMap<Tier>,
}

/// What a tiered list of North Korean ranges says of an address.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Tier {
    pub(crate) tier: Arc<str>,
    pub(crate) holder: Option<Arc<str>>,
    pub(crate) source: Option<Arc<str>>,
    pub(crate) note: Option<Arc<str>>,
}

/// What a list of networks says of an address.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct AsnFact {
    pub(crate) asn: Option<u32>,
    pub(crate) country: Option<CountryCode>,
    pub(crate) bits: u32,
    pub(crate) name: Option<Arc<str>>,
}

/// Classes of autonomous systems.
#[derive(Debug, Default)]
pub(crate) struct AsnClasses {
    pub(crate) bits: HashMap<u32, u32>,
    pub(crate) names: HashMap<u32, Box<str>>,
    pub(crate) known: u32,
}

/// Names of autonomous systems.
pub(crate) type AsnNames = HashMap<u32, Box<str>>;

/// The columns that say which addresses a row is about.
struct RangeColumns {
    network: Column,
    start: Column,
    end: Column,
}

impl RangeColumns {
    fn of(table: &Table<'_>) -> Option<Self> {
        let (network, start, end) = (
            table.column(&NETWORK),
            table.column(&START),
            table.column(&END),
        );
        let complete = network.is_there() || (start.is_there() && end.is_there());
        complete.then_some(Self {
            network,
            start,
            end,
        })
    }

    fn span(&self, row: &Row<'_>) -> Result<Span, String> {
        if let Some(network) = row.some(self.network) {
            parse_span(network)
        } else {
            span_between(row.get(self.start), row.get(self.end))
        }
    }
}

fn header() -> Vec<&'static str> {
    [&NETWORK[..], &START[..]].concat()
}

/// Ranges with a class, provider or tier in a column or given beside the list.
pub(super) fn ranges(
    bytes: &[u8],
    about: &About,
    tally: &mut Tally,
) -> Result<IpRanges, ListError> {
    let common_class = common_class(about)?;
    let common_provider: Option<Arc<str>> = about.attributes.provider.as_deref().map(Arc::from);
    let common_tier = about.attributes.tier.as_deref();
    let mut classes = IpBitsBuilder::default();
    let mut providers = IpMapBuilder::default();
    let mut tiers = IpMapBuilder::default();
    match layout(about, bytes, &header())? {
        Layout::Lines(lines) => {
            if common_class == 0 && common_provider.is_none() && common_tier.is_none() {
                return Err(says_nothing(about));
            }
            lines.each_value(tally, |value| {
                let span = parse_span(value)?;
                if common_class != 0 {
                    classes.add(span, common_class);
                }
                if let Some(provider) = &common_provider {
                    providers.add(span, provider.clone());
                }
                if let Some(tier) = common_tier {
                    tiers.add(
                        span,
                        Tier {
                            tier: tier.into(),
                            holder: None,
                            source: None,
                            note: None,
                        },
                    );
                }
                Ok(())
            });
        }
        Layout::Table(table) => {
            let Some(range) = RangeColumns::of(&table) else {
                return Err(missing_columns(about, table.column_names()));
            };
            let class = table.column(&CLASS);
            let tier = table.column(&["tier"]);
            let provider = table.column(&["provider", "service"]);
            let holder = table.column(&["asn_or_holder", "holder", "organisation", "organization"]);
            let source = table.column(&["source", "reference"]);
            let note = table.column(&["note", "notes", "comment"]);
            let says_something = [class, tier, provider].into_iter().any(Column::is_there)
                || common_class != 0
                || common_provider.is_some()
                || common_tier.is_some();
            if !says_something {
                return Err(says_nothing(about));
            }
            table.each_row(tally, |row| {
                let span = range.span(row)?;
                let bits = IpClass::bits(row.get(class))? | common_class;
                if bits != 0 {
                    classes.add(span, bits);
                }
                let provider = row.some(provider).map(Arc::from);
                if let Some(provider) = provider.or_else(|| common_provider.clone()) {
                    providers.add(span, provider);
                }
                if let Some(tier) = row.some(tier).or(common_tier) {
                    tiers.add(
                        span,
                        Tier {
                            tier: tier.to_ascii_lowercase().into(),
                            holder: row.some(holder).map(Arc::from),
                            source: row.some(source).map(Arc::from),
                            note: row.some(note).map(Arc::from),
                        },
                    );
                }
                Ok(())
            });
        }
    }
    Ok(IpRanges {
        classes: classes.build(),
        providers: providers.build(),
        tiers: tiers.build(),
    })
}

/// Ranges with their country. An unknown country (`??`) is a fact of the list, not a broken row.
pub(super) fn countries(
    bytes: &[u8],
    about: &About,
    tally: &mut Tally,
) -> Result<IpMap<Option<CountryCode>>, ListError> {
    let mut map = IpMapBuilder::default();
    let Layout::Table(table) = layout(about, bytes, &header())? else {
        return Err(needs_columns(about));
    };
    let (range, country) = (RangeColumns::of(&table), table.column(&COUNTRY));
    let (Some(range), true) = (range, country.is_there()) else {
        return Err(missing_columns(about, table.column_names()));
    };
    table.each_row(tally, |row| {
        let span = range.span(row)?;
        let code = row.get(country);
        if code.len() > 2
            || !code
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'?')
        {
            return Err(format!("{code:?} is no country code of two letters"));
        }
        map.add(span, CountryCode::parse(code));
        Ok(())
    });
    Ok(map.build())
}

/// Networks with their autonomous system.
pub(super) fn asns(
    bytes: &[u8],
    about: &About,
    tally: &mut Tally,
) -> Result<IpMap<AsnFact>, ListError> {
    let mut map = IpMapBuilder::default();
    let Layout::Table(table) = layout(about, bytes, &header())? else {
        return Err(needs_columns(about));
    };
    let (range, asn) = (RangeColumns::of(&table), table.column(&ASN));
    let (Some(range), true) = (range, asn.is_there()) else {
        return Err(missing_columns(about, table.column_names()));
    };
    let country = table.column(&COUNTRY);
    let flags = table.column(&["flags", "class", "type"]);
    let name = table.column(&NAME);
    table.each_row(tally, |row| {
        let fact = AsnFact {
            asn: row
                .some(asn)
                .map(parse_asn)
                .transpose()?
                .filter(|asn| *asn != 0),
            country: CountryCode::parse(row.get(country)),
            bits: IpClass::bits(row.get(flags))?,
            name: row.some(name).map(Arc::from),
        };
        map.add(range.span(row)?, fact);
        Ok(())
    });
    Ok(map.build())
}

/// Autonomous systems with a class.
pub(super) fn asn_classes(
    bytes: &[u8],
    about: &About,
    tally: &mut Tally,
) -> Result<AsnClasses, ListError> {
    let common_class = common_class(about)?;
    let mut classes = AsnClasses::default();
    match layout(about, bytes, &ASN)? {
        Layout::Lines(_) if common_class == 0 => return Err(says_nothing(about)),
        Layout::Lines(lines) => lines.each_value(tally, |value| {
            // Public lists write `AS13335 # name` or `AS13335 name`.
            let asn = parse_asn(value.split_whitespace().next().unwrap_or_default())?;
            *classes.bits.entry(asn).or_default() |= common_class;
            Ok(())
        }),
        Layout::Table(table) => {
            let (asn, class, name) = (
                table.column(&ASN),
                table.column(&CLASS),
                table.column(&NAME),
            );
            if !class.is_there() && common_class == 0 {
                return Err(missing_columns(about, table.column_names()));
            }
            table.each_row(tally, |row| {
                let asn = parse_asn(row.get(asn))?;
                let bits = IpClass::bits(row.get(class))? | common_class;
                if bits == 0 {
                    return Err("the row gives no class".to_owned());
                }
                *classes.bits.entry(asn).or_default() |= bits;
                if let Some(name) = row.some(name) {
                    classes.names.entry(asn).or_insert_with(|| name.into());
                }
                Ok(())
            });
        }
    }
    classes.known = classes.bits.values().fold(0, |known, bits| known | bits);
    Ok(classes)
}

/// Names of autonomous systems.
pub(super) fn asn_names(
    bytes: &[u8],
    about: &About,
    tally: &mut Tally,
) -> Result<AsnNames, ListError> {
    let mut names = AsnNames::new();
    let Layout::Table(table) = layout(about, bytes, &ASN)? else {
        return Err(needs_columns(about));
    };
    let (asn, name) = (table.column(&ASN), table.column(&NAME));
    if !name.is_there() {
        return Err(missing_columns(about, table.column_names()));
    }
    table.each_row(tally, |row| {
        names.insert(parse_asn(row.get(asn))?, row.get(name).into());
        Ok(())
    });
    Ok(names)
}

/// Reads `13335` or `AS13335`.
fn parse_asn(text: &str) -> Result<u32, String> {
    let digits = text.trim();
    let digits = digits
        .strip_prefix("AS")
        .or_else(|| digits.strip_prefix("as"))
        .unwrap_or(digits);
    digits
        .parse()
        .map_err(|_| format!("{text:?} is no number of an autonomous system"))
}

fn common_class(about: &About) -> Result<u32, ListError> {
    let class = about.attributes.class.as_deref().unwrap_or_default();
    IpClass::bits(class).map_err(|problem| ListError::Attribute {
        list: about.name.clone(),
        problem,
    })
}

fn says_nothing(about: &About) -> ListError {
    ListError::Attribute {
        list: about.name.clone(),
        problem: "its rows do not say of what class they are; give the class beside the list (hosting, vpn, tor, proxy, satellite, anycast, drop)".to_owned(),
    }
}
