//! Every public file that the documentation names loads, and answers as its publisher means it.

mod common;

use std::fs;
use std::path::Path;

use bonafide_lists::{About, Attributes, Kind, Lists, Parsed, PeripheralQuery, ReadLimits, parse};
use common::shared;

/// Reads one file without a single broken row.
fn file(folder: &Path, name: &str, kind: Kind, attributes: Attributes) -> (Parsed, String) {
    let bytes = fs::read(folder.join(name)).expect("the file is part of the shared data");
    let about = About {
        attributes,
        ..About::new(name, kind)
    };
    let parsed =
        parse(&bytes, about, ReadLimits::default()).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(parsed.bad, 0, "{name}: {:?}", parsed.bad_rows);
    (parsed, String::new())
}

fn none() -> Attributes {
    Attributes::default()
}

fn class(class: &str) -> Attributes {
    Attributes {
        class: Some(class.to_owned()),
        ..none()
    }
}

#[test]
fn address_lists_load_and_answer() {
    let Some(folder) = shared("ip") else { return };
    let mut files = vec![
        file(&folder, "geoip_country_v4.csv.zst", Kind::IpCountry, none()),
        file(&folder, "geoip_country_v6.csv.zst", Kind::IpCountry, none()),
        file(&folder, "asn_networks_2022.csv.zst", Kind::IpAsn, none()),
        file(&folder, "asn_names_2022.csv.zst", Kind::AsnName, none()),
        file(&folder, "asn_hosting_vpn.csv", Kind::AsnClass, none()),
        file(&folder, "dprk_ranges.csv", Kind::IpRange, none()),
        file(
            &folder,
            "providers_tied_to_dprk_itw.csv",
            Kind::WatchedIdentifier,
            none(),
        ),
    ];
    assert_eq!(
        files
            .iter()
            .map(|(parsed, _)| parsed.rows)
            .collect::<Vec<_>>(),
        [385_602, 276_626, 1_290_053, 93_412, 921, 16, 5]
    );
    let without_ranges = files.len();
    for name in [
        "datacenter_ipv4.txt",
        "datacenter_ipv6.txt",
        "vpn_ipv4.txt",
        "vpn_ipv6.txt",
    ] {
        let class = class(name.split('_').next().unwrap_or_default());
        files.push(file(&folder.join("x4bnet"), name, Kind::IpRange, class));
    }
    assert_eq!(files.len(), without_ranges + 4);
    let lists = Lists::only(files);
    let fact = |address| lists.ip_fact(address).expect("an address");

    let cloudflare = fact("1.1.1.1");
    assert_eq!(cloudflare.asn, Some(13335));
    assert_eq!(cloudflare.anycast, Some(true));
    assert_eq!(cloudflare.asn_name, Some("CLOUDFLARENET"));
    let pyongyang = fact("175.45.176.80");
    assert_eq!(
        pyongyang.country.map(|code| code.to_string()).as_deref(),
        Some("KP")
    );
    assert!(pyongyang.dprk_range && !pyongyang.kp_by_geolocation_only);
    assert_eq!(pyongyang.asn, Some(131_279));

    // Vanity registrations: the database says KP, and that is not evidence.
    for vanity in [
        "94.46.49.204",
        "202.72.96.5",
        "2406:840:996f::1",
        "5.62.56.161",
    ] {
        let fact = fact(vanity);
        assert_eq!(
            fact.country.map(|code| code.to_string()).as_deref(),
            Some("KP"),
            "{vanity}"
        );
        assert!(fact.kp_by_geolocation_only && !fact.dprk_range, "{vanity}");
    }
    let tencent = fact("1.12.0.1");
    assert_eq!((tencent.hosting, tencent.vpn), (Some(true), Some(false)));
    assert_eq!(fact("2.56.16.1").vpn, Some(true));
    assert_eq!(fact("2001:ac8::1").vpn, Some(true));
    assert_eq!(fact("1.1.1.1").tor, None, "no list of Tor exits is loaded");
    assert_eq!(
        fact("2001:200:135::5")
            .country
            .map(|code| code.to_string())
            .as_deref(),
        Some("US")
    );
    assert_eq!(
        fact("2001::1").country,
        None,
        "the list says that it does not know"
    );
}

#[test]
fn mail_lists_load_and_answer() {
    let Some(folder) = shared("email") else {
        return;
    };
    let lists = Lists::only(vec![
        file(
            &folder,
            "disposable_email_blocklist.conf",
            Kind::EmailDomain,
            class("disposable"),
        ),
        file(
            &folder,
            "free_providers_only.txt",
            Kind::EmailDomain,
            class("free"),
        ),
    ]);
    assert_eq!(
        lists.email_fact("a@x.mailinator.com").disposable,
        Some(true)
    );
    assert_eq!(lists.email_fact("gmail.com").disposable, Some(false));
    assert_eq!(lists.email_fact("gmail.com").free, Some(true));
    assert_eq!(lists.email_fact("example.com").free, Some(false));
    assert_eq!(lists.email_fact("example.com").relay, None);
}

#[test]
fn telephone_lists_load_and_answer() {
    let Some(folder) = shared("phone") else {
        return;
    };
    let lists = Lists::only(vec![
        file(&folder, "carrier_prefixes.csv", Kind::PhoneRange, none()),
        file(
            &folder,
            "libphonenumber_special_ranges.csv",
            Kind::PhoneRange,
            none(),
        ),
        file(&folder, "nanp_prefix_geo.csv", Kind::PhoneRange, none()),
        file(
            &folder,
            "sms_receive_services.csv",
            Kind::WatchedIdentifier,
            none(),
        ),
    ]);
    let voip = lists.phone_fact("+43 780 123456");
    assert_eq!((voip.line_type, voip.voip), (Some("voip"), Some(true)));
    assert_eq!(
        voip.country.map(|code| code.to_string()).as_deref(),
        Some("AT")
    );
    let jersey = lists.phone_fact("+1 (201) 216-0000");
    assert_eq!(jersey.place, Some("Jersey City, NJ"));
    assert_eq!(
        lists.phone_fact("+12019990000").place,
        Some("New Jersey"),
        "the longest prefix that is there"
    );
    assert_eq!(lists.phone_fact("+81 3 1234 5678").voip, Some(false));
    assert_eq!(lists.phone_fact("+12423570000").carrier, Some("BaTelCo"));
    assert_eq!(
        lists.phone_fact("0201"),
        lists.phone_fact("none"),
        "national forms say nothing"
    );
    assert!(lists.available(Kind::PhoneRange, Some("voip")));
    assert!(lists.watched("domain", "receive-smss.com").is_some());
}

#[test]
fn remote_tool_lists_load_and_answer() {
    let Some(folder) = shared("rmm/lolrmm") else {
        return;
    };
    let lists = Lists::only(vec![
        file(&folder, "rmm_tools.json", Kind::RemoteTool, none()),
        file(&folder, "rmm_tools.csv", Kind::RemoteTool, none()),
        file(&folder, "rmm_domains.csv", Kind::RemoteTool, none()),
        file(&folder, "rmm_certificates.json", Kind::RemoteTool, none()),
    ]);
    let process = |text| lists.remote_tool_by_process(text).map(|tool| &*tool.name);
    let domain = |text| lists.remote_tool_by_domain(text).map(|tool| &*tool.name);
    assert_eq!(
        process(r"C:\Program Files (x86)\AnyDesk\AnyDesk.exe"),
        Some("AnyDesk")
    );
    assert_eq!(process("rustdesk-1.2.3.exe"), Some("RustDesk"));
    assert_eq!(process("/Applications/AnyDesk.app"), Some("AnyDesk"));
    assert!(process(r"C:\Program Files (x86)\ScreenConnect Client (3f2a)\x.dll").is_some());
    assert!(domain("relay-1a2b3c4d.net.anydesk.com:443").is_some());
    assert!(domain("agents7-cloud.acronis.com").is_some());
    assert!(lists.remote_tool_by_signer("SOTI Inc.").is_some());
    for harmless in [
        "explorer.exe",
        "svchost.exe",
        "chrome.exe",
        "nvda.exe",
        "mstsc.exe",
        "putty.exe",
        "code.exe",
        "setup.exe",
        "dwm.exe",
        r"C:\Windows\System32\svchost.exe",
        r"C:\Program Files\Git\bin\git.exe",
        r"C:\Users\x\AppData\Local\Temp\a.exe",
        "/usr/bin/python3",
        "/Applications/Safari.app",
        "winword.exe",
    ] {
        assert_eq!(process(harmless), None, "{harmless}");
    }
    for harmless in [
        "github.com",
        "raw.githubusercontent.com",
        "google.com",
        "mail.zoho.com",
        "example.org",
    ] {
        assert_eq!(domain(harmless), None, "{harmless}");
    }
}

#[test]
fn device_lists_load_and_answer() {
    let Some(folder) = shared("rmm/ids") else {
        return;
    };
    let lists = Lists::only(vec![
        file(
            &folder,
            "ipkvm_usb_identifiers.csv",
            Kind::PeripheralId,
            none(),
        ),
        file(
            &folder,
            "ipkvm_edid_identifiers.csv",
            Kind::PeripheralId,
            none(),
        ),
        file(&folder, "ipkvm_related_oui.csv", Kind::PeripheralId, none()),
        file(&folder, "oui_all_2022.csv.zst", Kind::PeripheralId, none()),
        file(&folder, "usb.ids.zst", Kind::PeripheralId, none()),
        file(&folder, "pnp.ids", Kind::PeripheralId, none()),
        file(
            &folder,
            "ipkvm_behaviour_rules.csv",
            Kind::WatchedIdentifier,
            none(),
        ),
    ]);
    let query = PeripheralQuery {
        vid: Some("3346"),
        pid: Some("1009"),
        manufacturer: Some("sipeed"),
        product: Some("NanoKVM"),
        ..PeripheralQuery::default()
    };
    assert!(
        lists
            .peripheral(&query)
            .is_some_and(bonafide_lists::Peripheral::is_exact)
    );
    assert_eq!(
        lists.usb_name("1d6b", "0104"),
        (
            Some("Linux Foundation"),
            Some("Multifunction Composite Gadget")
        )
    );
    assert!(lists.display_vendor("TSB").is_some());
    assert!(
        lists
            .network_card_vendor("94:83:c4:00:00:01")
            .is_some_and(|maker| maker.starts_with("GL Tech"))
    );
    let unknown = PeripheralQuery {
        mac: Some("00:22:72:00:00:01"),
        ..PeripheralQuery::default()
    };
    assert_eq!(
        lists.peripheral(&unknown),
        None,
        "a register of names is no list of watched devices"
    );
}

#[test]
fn wallet_lists_load_and_answer() {
    let Some(folder) = shared("wallets") else {
        return;
    };
    let fbi = Attributes {
        programme: Some("FBI DPRK".to_owned()),
        ..none()
    };
    let lists = Lists::only(vec![
        file(
            &folder,
            "ofac_digital_currency_addresses.csv",
            Kind::Wallet,
            none(),
        ),
        file(&folder, "fbi_dprk_addresses.csv", Kind::Wallet, fbi),
        file(
            &folder,
            "doj_itw_forfeiture_25cv01769.csv",
            Kind::Wallet,
            none(),
        ),
        file(
            &folder,
            "ofac_crypto_all_casepreserved_2026-08-22.txt",
            Kind::Wallet,
            none(),
        ),
    ]);
    let iran = lists
        .wallet("TNiq9AXBp9EjUqhDhrwrfvAA8U3GUQZH81")
        .expect("listed");
    assert!(!iran.is_dprk_programme(), "listed under another programme");
    assert_eq!(iran.chain.as_deref(), Some("tron"));
    let theft = lists
        .wallet("0x51e9d833ecae4e8d9d8be17300aee6d3398c135d")
        .expect("in the FBI's list");
    assert!(theft.is_dprk_programme());
    assert_eq!(
        lists.wallets("TNiq9AXBp9EjUqhDhrwrfvAA8U3GUQZH81").len(),
        2,
        "in the table and in the plain list"
    );
}

#[test]
fn indicator_lists_load_and_answer() {
    let Some(folder) = shared("iocs") else { return };
    let lists = Lists::only(vec![
        file(
            &folder,
            "dprk_network_indicators.csv",
            Kind::WatchedIdentifier,
            none(),
        ),
        file(
            &folder,
            "un_1718_dprk_20260227.csv",
            Kind::WatchedIdentifier,
            none(),
        ),
    ]);
    let front = lists
        .watched("domain", "www.blocknovas.com")
        .expect("a subdomain of a watched domain");
    assert_eq!(front.tier.as_deref(), Some("it_worker"));
    assert!(
        front
            .source
            .as_deref()
            .is_some_and(|source| source.contains("silentpush"))
    );
    let address = lists
        .ip_fact("163.245.219.19")
        .expect("an address")
        .watched
        .expect("published with a port");
    assert_eq!(address.tier.as_deref(), Some("it_worker"));
    assert!(
        lists
            .watched("entity", "Korea Mining Development Trading Corporation")
            .is_some()
    );
    assert_eq!(lists.watched("domain", "example.org"), None);
}
