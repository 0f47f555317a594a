//! Layouts that are understood, layouts that are refused, and rows that are set aside.

mod common;

use bonafide_lists::{Kind, ListError, Lists, ReadLimits, load, parse};
use common::{about, only, read};
use proptest::prelude::*;

#[test]
fn an_unknown_layout_names_the_columns_found_and_those_wanted() {
    let message = read("planet,moon\nmars,phobos\n", about(Kind::IpAsn))
        .expect_err("no such list")
        .to_string();
    assert_eq!(
        message,
        "list \"test\" does not look like a list of kind ip_asn: its columns are \"planet,moon\"; wanted is columns network, asn and perhaps cc, flags, name"
    );
    let message = read("network,name\n5.0.0.0/8,x\n", about(Kind::IpAsn))
        .expect_err("no asn")
        .to_string();
    assert!(message.contains("\"network, name\""), "{message}");
}

#[test]
fn a_plain_list_needs_its_class_said() {
    let message = read("5.0.0.0/8\n", about(Kind::IpRange))
        .expect_err("of what class?")
        .to_string();
    assert!(
        message.contains("give the class beside the list"),
        "{message}"
    );
    let message = read("5.0.0.0/8\n", about(Kind::IpRange).with_class("purple"))
        .expect_err("no class")
        .to_string();
    assert!(
        message.contains("\"purple\" is no class") && message.contains("hosting, vpn, tor"),
        "{message}"
    );
}

#[test]
fn comments_blank_lines_quotes_and_a_byte_order_mark_do_not_matter() {
    let text = "\u{feff}# a list\n\n\"Network\";AS Number;\"CC\"\r\n5.0.0.0/8;AS64496;\"de\"\r\n\n# done\n5.6.0.0-5.6.255.255;64497;FR\n";
    let lists = only(&[(text, about(Kind::IpAsn))]);
    let fact = lists.ip_fact("5.6.7.8").expect("an address");
    assert_eq!(
        (fact.asn, fact.country.map(|code| code.to_string())),
        (Some(64497), Some("FR".into()))
    );
    assert_eq!(
        lists.ip_fact("5.7.0.1").and_then(|fact| fact.asn),
        Some(64496)
    );
}

#[test]
fn broken_rows_are_set_aside_with_line_and_reason() {
    let mut text = "start,end,cc\n".to_owned();
    for i in 0..100 {
        text.push_str(&format!("5.0.{i}.0,5.0.{i}.255,DE\n"));
    }
    text.push_str("5.1.0.9,5.1.0.1,DE\n5.1.1.0,nowhere,DE\n5.1.2.0,5.1.2.255,DE,extra\n");
    let parsed = read(&text, about(Kind::IpCountry)).expect("3 of 103 rows are few");
    assert_eq!((parsed.rows, parsed.bad), (100, 3));
    let rows: Vec<String> = parsed.bad_rows.iter().map(ToString::to_string).collect();
    assert_eq!(
        rows,
        [
            "line 102: the range ends (5.1.0.1) before it starts (5.1.0.9)",
            "line 103: \"nowhere\" is not an IP address",
            "line 104: 4 cells under 3 columns; a comma without quotes around its cell?",
        ]
    );
}

#[test]
fn too_many_broken_rows_fail_unless_allowed() {
    let text = "example.org\nnot a domain\nexample.com\n";
    let about = about(Kind::EmailDomain).with_class("free");
    let error = read(text, about.clone()).expect_err("a third is broken");
    assert!(
        matches!(error, ListError::TooManyBadRows { bad: 1, all: 3, .. }),
        "{error}"
    );
    assert!(
        error
            .to_string()
            .contains("line 2: \"not a domain\" is no domain name"),
        "{error}"
    );
    let lenient = ReadLimits {
        bad_share: 0.5,
        ..ReadLimits::default()
    };
    assert_eq!(
        parse(text.as_bytes(), about, lenient)
            .expect("allowed")
            .rows,
        2
    );
}

#[test]
fn a_truncated_compressed_file_is_refused() {
    let text = "example.org\n".repeat(5000);
    let whole = zstd::bulk::compress(text.as_bytes(), 3).expect("zstd");
    let cut = whole.get(..whole.len() - 5).expect("longer than that");
    let error = parse(
        cut,
        about(Kind::EmailDomain).with_class("free"),
        ReadLimits::default(),
    );
    let message = error.expect_err("cut off").to_string();
    assert!(message.contains("damaged or cut off"), "{message}");
}

#[test]
fn the_most_specific_range_wins_and_classes_add_up() {
    let text = "cidr,class,provider\n5.0.0.0/8,hosting,Big Cloud\n5.6.0.0/16,vpn,Small VPN\n";
    let lists = only(&[(text, about(Kind::IpRange))]);
    let inner = lists.ip_fact("5.6.7.8").expect("an address");
    assert_eq!(
        (inner.hosting, inner.vpn, inner.provider),
        (Some(true), Some(true), Some("Small VPN"))
    );
    let outer = lists.ip_fact("5.7.0.1").expect("an address");
    assert_eq!(
        (outer.hosting, outer.vpn, outer.provider),
        (Some(true), Some(false), Some("Big Cloud"))
    );
    let v6 = lists.ip_fact("2a00::1").expect("an address");
    assert_eq!(
        (v6.hosting, v6.vpn),
        (None, None),
        "a list of IPv4 ranges says nothing of IPv6"
    );
}

#[test]
fn the_newest_country_list_is_asked_first() {
    let mut old = about(Kind::IpCountry);
    old.date = Some("2022-10-01".into());
    let mut new = about(Kind::IpCountry);
    new.date = Some("2026-06-25".into());
    let lists = only(&[
        ("cidr,cc\n5.0.0.0/8,DE\n6.0.0.0/8,US\n", old),
        ("cidr,cc\n5.0.0.0/8,FR\n6.0.0.0/8,??\n", new),
    ]);
    let country = |address| {
        lists
            .ip_fact(address)
            .and_then(|fact| fact.country)
            .map(|code| code.to_string())
    };
    assert_eq!(country("5.0.0.1").as_deref(), Some("FR"));
    assert_eq!(
        country("6.0.0.1").as_deref(),
        Some("US"),
        "the newer list does not know"
    );
}

#[test]
fn a_system_class_needs_the_system_of_the_address() {
    let classes = (
        "asn,class,name\n64496,datacenter,\"A, quoted\"\n",
        about(Kind::AsnClass),
    );
    let alone = only(std::slice::from_ref(&classes));
    assert_eq!(alone.ip_fact("5.0.0.1").and_then(|fact| fact.hosting), None);
    assert!(!alone.available(Kind::IpRange, Some("hosting")));
    let networks = (
        "network,asn\n5.0.0.0/16,64496\n5.1.0.0/16,64500\n",
        about(Kind::IpAsn),
    );
    let both = only(&[classes, networks]);
    assert_eq!(
        both.ip_fact("5.0.0.1").and_then(|fact| fact.hosting),
        Some(true)
    );
    assert_eq!(
        both.ip_fact("5.1.0.1").and_then(|fact| fact.hosting),
        Some(false)
    );
    assert_eq!(
        both.ip_fact("5.2.0.1").and_then(|fact| fact.hosting),
        None,
        "its system is not known"
    );
    assert!(both.available(Kind::IpRange, Some("hosting")));
}

#[test]
fn a_pattern_that_cannot_be_compiled_is_a_broken_row() {
    let text =
        "region,country_code,type,national_number_regex\nDE,49,voip,32\\d{9}\nDE,49,voip,(\n";
    let error = read(text, about(Kind::PhoneRange))
        .expect_err("half is broken")
        .to_string();
    assert!(
        error.contains("line 3: the pattern cannot be used"),
        "{error}"
    );
    let bomb =
        "region,country_code,type,national_number_regex\nDE,49,voip,(((\\d{100}){100}){100})\n";
    assert!(read(bomb, about(Kind::PhoneRange)).is_err());
}

#[test]
fn every_kind_has_one_name_in_both_spellings() {
    for kind in Kind::ALL {
        assert_eq!(kind.name().parse::<Kind>().ok(), Some(kind));
        assert_eq!(
            kind.name().replace('_', "-").parse::<Kind>().ok(),
            Some(kind)
        );
    }
    let message = "ip_ranges"
        .parse::<Kind>()
        .expect_err("no such kind")
        .to_string();
    assert!(
        message.contains("the kinds are: ip_range, ip_country"),
        "{message}"
    );
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(
        bytes in proptest::collection::vec(any::<u8>(), 0..600),
        kind in 0..Kind::ALL.len(),
        question in ".{0,60}",
    ) {
        let _ = load(&bytes, Kind::ALL[kind], Some("vpn"), &question);
    }

    #[test]
    fn rows_of_any_text_under_a_good_header_are_read_or_refused(
        header in prop_oneof![
            Just("cidr,class"), Just("start,end,cc"), Just("network,cc,asn,flags"), Just("asn,class,name"),
            Just("domain,class"), Just("e164_prefix,carrier"), Just("region,country_code,type,regex"),
            Just("name,processes,domains"), Just("vid,pid,product,serial"), Just("kind,value,source"),
            Just("address,chain,entity"), Just("oui,organisation"), Just("pnp_vendor,display_name"),
        ],
        rows in proptest::collection::vec("[^\n]{0,40}(,[^\n]{0,20}){0,4}", 0..12),
        question in "[a-z0-9./:\\\\@*+-]{0,40}",
    ) {
        let text = format!("{header}\n{}\n", rows.join("\n"));
        for kind in Kind::ALL {
            let _ = load(text.as_bytes(), kind, Some("free"), &question);
        }
    }

    #[test]
    fn a_range_list_answers_as_a_scan_of_its_rows(
        rows in proptest::collection::vec((any::<u32>(), 4_u8..=32), 1..30),
        probes in proptest::collection::vec(any::<u32>(), 20),
    ) {
        // Within one block of the Internet, so that rows overlap and nothing is reserved.
        let place = |number: u32| (number & 0x0000_ffff) | 0x2d2d_0000;
        let nets: Vec<ipnet::Ipv4Net> = rows
            .iter()
            .map(|(number, length)| {
                ipnet::Ipv4Net::new(place(*number).into(), (*length).max(16)).expect("at most 32").trunc()
            })
            .collect();
        let text: String = nets.iter().map(|net| format!("{net}\n")).collect();
        let lists: std::sync::Arc<Lists> = only(&[(&text, about(Kind::IpRange).with_class("vpn"))]);
        for probe in probes {
            let address = std::net::Ipv4Addr::from(place(probe));
            let scan = nets.iter().any(|net| net.contains(&address));
            let fact = lists.ip_fact(&address.to_string()).expect("an address");
            prop_assert_eq!(fact.vpn, Some(scan), "{}", address);
        }
    }
}
