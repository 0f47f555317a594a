//! MaxMind databases, written here bit by bit.

mod common;

use bonafide_lists::{Kind, Lists, ReadLimits, load, parse};
use common::about;
use proptest::prelude::*;

/// A value of the MaxMind data section.
enum Value<'a> {
    Text(&'a str),
    Number(u32),
    Yes,
    Map(Vec<(&'a str, Value<'a>)>),
    Many(Vec<Value<'a>>),
}

fn control(kind: u8, size: usize, out: &mut Vec<u8>) {
    assert!(size < 285, "the test needs no longer values");
    let short = if size < 29 { size as u8 } else { 29 };
    if kind < 8 {
        out.push(kind << 5 | short);
    } else {
        out.extend([short, kind - 7]);
    }
    if size >= 29 {
        out.push((size - 29) as u8);
    }
}

fn write(value: &Value<'_>, out: &mut Vec<u8>) {
    match value {
        Value::Text(text) => {
            control(2, text.len(), out);
            out.extend(text.as_bytes());
        }
        Value::Number(number) => {
            control(6, 4, out);
            out.extend(number.to_be_bytes());
        }
        Value::Yes => control(14, 1, out),
        Value::Map(entries) => {
            control(7, entries.len(), out);
            for (key, value) in entries {
                write(&Value::Text(key), out);
                write(value, out);
            }
        }
        Value::Many(values) => {
            control(11, values.len(), out);
            values.iter().for_each(|value| write(value, out));
        }
    }
}

/// A database of IPv4 in which addresses from 128.0.0.0 on have the record, and others none.
fn database(kind: &str, record: &Value<'_>) -> Vec<u8> {
    let node_count = 1_u32;
    let mut bytes = Vec::new();
    for side in [node_count, node_count + 16] {
        bytes.extend(&side.to_be_bytes()[1..]);
    }
    bytes.extend([0; 16]);
    write(record, &mut bytes);
    bytes.extend(b"\xab\xcd\xefMaxMind.com");
    let short = |number: u8| vec![0xa1, number];
    let mut map = Vec::new();
    control(7, 9, &mut map);
    let mut entry = |key: &str, value: Vec<u8>| {
        write(&Value::Text(key), &mut map);
        map.extend(value);
    };
    let built = |value: &Value<'_>| {
        let mut out = Vec::new();
        write(value, &mut out);
        out
    };
    entry("binary_format_major_version", short(2));
    entry("binary_format_minor_version", vec![0xa0]);
    // 2026-08-22, as an unsigned number of 64 bits.
    entry(
        "build_epoch",
        [vec![0x08, 0x02], 1_787_356_800_u64.to_be_bytes().to_vec()].concat(),
    );
    entry("database_type", built(&Value::Text(kind)));
    entry(
        "description",
        built(&Value::Map(vec![("en", Value::Text("a test"))])),
    );
    entry("ip_version", short(4));
    entry("languages", built(&Value::Many(vec![Value::Text("en")])));
    entry("node_count", built(&Value::Number(node_count)));
    entry("record_size", short(24));
    bytes.extend(map);
    bytes
}

fn lists(kind: &str, record: &Value<'_>) -> std::sync::Arc<Lists> {
    let bytes = database(kind, record);
    let parsed = parse(&bytes, about(Kind::Mmdb), ReadLimits::default())
        .unwrap_or_else(|error| panic!("{error}"));
    Lists::only(vec![(parsed, String::new())])
}

#[test]
fn a_city_database_gives_country_region_and_city() {
    let name = |name| Value::Map(vec![("names", Value::Map(vec![("en", Value::Text(name))]))]);
    let record = Value::Map(vec![
        ("country", Value::Map(vec![("iso_code", Value::Text("FR"))])),
        ("subdivisions", Value::Many(vec![name("Bretagne")])),
        ("city", name("Brest")),
    ]);
    let lists = lists("GeoLite2-City", &record);
    let fact = lists.ip_fact("185.1.2.3").expect("an address");
    assert_eq!(
        fact.country.map(|code| code.to_string()).as_deref(),
        Some("FR")
    );
    assert_eq!((fact.region, fact.city), (Some("Bretagne"), Some("Brest")));
    assert_eq!(fact.vpn, None, "a city database says nothing of VPNs");
    assert_eq!(lists.ip_fact("5.1.2.3").and_then(|fact| fact.country), None);
}

#[test]
fn a_database_of_systems_gives_number_and_name() {
    let record = Value::Map(vec![
        ("autonomous_system_number", Value::Number(64496)),
        (
            "autonomous_system_organization",
            Value::Text("Example Networks"),
        ),
    ]);
    let lists = lists("GeoLite2-ASN", &record);
    let fact = lists.ip_fact("185.1.2.3").expect("an address");
    assert_eq!(
        (fact.asn, fact.asn_name),
        (Some(64496), Some("Example Networks"))
    );
    assert!(lists.available(Kind::IpAsn, None));
}

#[test]
fn the_flat_layout_of_other_vendors_is_understood() {
    let record = Value::Map(vec![
        ("country", Value::Text("JP")),
        ("asn", Value::Text("AS64500")),
        ("as_name", Value::Text("Example KK")),
    ]);
    let lists = lists("ipinfo generic_country_asn.mmdb", &record);
    let fact = lists.ip_fact("185.1.2.3").expect("an address");
    assert_eq!(
        fact.country.map(|code| code.to_string()).as_deref(),
        Some("JP")
    );
    assert_eq!((fact.asn, fact.asn_name), (Some(64500), Some("Example KK")));
}

#[test]
fn a_database_of_anonymous_addresses_states_and_denies() {
    let record = Value::Map(vec![
        ("is_anonymous", Value::Yes),
        ("is_anonymous_vpn", Value::Yes),
    ]);
    let lists = lists("GeoIP2-Anonymous-IP", &record);
    let fact = lists.ip_fact("185.1.2.3").expect("an address");
    assert_eq!(
        (fact.vpn, fact.tor, fact.satellite),
        (Some(true), Some(false), None)
    );
    assert_eq!(
        lists.ip_fact("5.1.2.3").and_then(|fact| fact.vpn),
        Some(false)
    );
}

proptest! {
    #[test]
    fn a_damaged_database_is_refused_or_answers_without_panic(
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        cut in any::<prop::sample::Index>(),
    ) {
        let record = Value::Map(vec![("country", Value::Map(vec![("iso_code", Value::Text("FR"))]))]);
        let mut bytes = database("GeoLite2-Country", &record);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = load(&bytes, Kind::Mmdb, None, "185.1.2.3");
        bytes.truncate(cut.index(bytes.len()));
        let _ = load(&bytes, Kind::Mmdb, None, "185.1.2.3");
    }
}
