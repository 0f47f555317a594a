//! The tables that come with the program.

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use bonafide_lists::{Kind, Lists, PeripheralQuery, ReadLimits, embedded_pages, parse};

#[test]
fn every_table_has_its_page_is_embedded_and_parses() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../lists");
    let names = |extension: &str| -> BTreeSet<String> {
        fs::read_dir(&folder)
            .expect("the folder of the tables")
            .filter_map(|entry| {
                entry
                    .expect("a readable folder")
                    .file_name()
                    .into_string()
                    .ok()
            })
            .filter_map(|file| file.strip_suffix(extension).map(str::to_owned))
            .collect()
    };
    let embedded: BTreeSet<String> = embedded_pages()
        .iter()
        .map(|page| page.name.to_owned())
        .collect();
    assert_eq!(names(".csv"), embedded, "each table is embedded");
    assert_eq!(names(".md"), embedded, "each table has its page");
    for page in embedded_pages() {
        let about = page.about().expect("the front matter is whole");
        assert!(about.date.is_some() && about.source.is_some() && about.licence.is_some());
        let prose = page.page.split("\n+++\n").nth(1).unwrap_or_default();
        assert!(prose.trim().len() > 80, "{} says what it is for", page.name);
        let strict = ReadLimits {
            bad_share: 0.0,
            ..ReadLimits::default()
        };
        let parsed = parse(page.table.as_bytes(), about, strict).expect("no broken row");
        assert!(parsed.rows > 0);
    }
}

#[test]
fn only_the_tiers_that_count_make_a_north_korean_range() {
    let lists = Lists::embedded().expect("the tables are ours");
    let fact = |address| lists.ip_fact(address).expect("an address");
    assert!(fact("175.45.177.1").dprk_range);
    assert_eq!(fact("175.45.177.1").dprk_tier, Some("assigned"));
    assert!(fact("210.52.109.200").dprk_range);
    assert_eq!(fact("188.43.136.7").dprk_tier, Some("suspected_itw_egress"));
    assert!(fact("188.43.136.7").dprk_range);
    for (address, tier) in [
        ("77.94.35.1", "stale_historical"),
        ("57.73.225.1", "geo_decoy"),
        ("5.62.61.65", "geo_decoy"),
    ] {
        assert_eq!(fact(address).dprk_tier, Some(tier));
        assert!(!fact(address).dprk_range, "{address} must not count");
    }
    assert_eq!(fact("8.8.8.8").dprk_tier, None);
}

#[test]
fn without_a_list_nothing_is_denied() {
    let lists = Lists::embedded().expect("the tables are ours");
    let fact = lists.ip_fact("8.8.8.8").expect("an address");
    assert_eq!((fact.country, fact.asn), (None, None));
    assert_eq!(
        [
            fact.hosting,
            fact.vpn,
            fact.tor,
            fact.proxy,
            fact.satellite,
            fact.anycast
        ],
        [None; 6]
    );
    assert!(!lists.available(Kind::IpRange, Some("vpn")));
    assert!(lists.available(Kind::IpRange, Some("dprk")));
    assert!(!lists.available(Kind::IpCountry, None));

    let mail = lists.email_fact("someone@mailinator.com");
    assert_eq!(mail.disposable, Some(true));
    assert_eq!(lists.email_fact("gmail.com").free, Some(true));
    assert_eq!(
        lists.email_fact("company.example").free,
        None,
        "a partial list cannot say no"
    );
    assert_eq!(lists.email_fact("company.example").disposable, None);
    assert!(!lists.available(Kind::EmailDomain, Some("free")));
}

#[test]
fn private_addresses_are_said_to_be_so() {
    let lists = Lists::embedded().expect("the tables are ours");
    for (address, why) in [
        ("10.0.0.1", "private"),
        ("127.0.0.1", "loopback"),
        ("fe80::1", "link-local"),
        ("100.64.3.4", "carrier-grade NAT"),
    ] {
        assert_eq!(
            lists.ip_fact(address).and_then(|fact| fact.reserved),
            Some(why),
            "{address}"
        );
    }
    assert_eq!(lists.ip_fact("not an address"), None);
}

#[test]
fn remote_tools_are_known_by_process_path_domain_and_product() {
    let lists = Lists::embedded().expect("the tables are ours");
    let process = |text| {
        lists
            .remote_tool_by_process(text)
            .map(|tool| tool.name.to_string())
    };
    let domain = |text| {
        lists
            .remote_tool_by_domain(text)
            .map(|tool| tool.name.to_string())
    };
    assert_eq!(process("AnyDesk.exe").as_deref(), Some("AnyDesk"));
    assert_eq!(
        process(r#""C:\Users\x\Downloads\AnyDesk.exe""#).as_deref(),
        Some("AnyDesk")
    );
    assert_eq!(process("/usr/bin/rustdesk").as_deref(), Some("RustDesk"));
    assert_eq!(
        process("teamviewer").as_deref(),
        Some("TeamViewer"),
        "sensors drop the extension"
    );
    assert_eq!(
        process("rustdesk-1.3.1-x86_64.exe").as_deref(),
        Some("RustDesk")
    );
    for harmless in [
        "explorer.exe",
        "mstsc.exe",
        "nvda.exe",
        "setup.exe",
        "",
        "\\",
        "anydesk.txt",
    ] {
        assert_eq!(process(harmless), None, "{harmless}");
    }
    assert_eq!(
        domain("relay-3fa2b1c0.net.anydesk.com:443").as_deref(),
        Some("AnyDesk")
    );
    assert_eq!(
        domain("https://router15.TeamViewer.com/x").as_deref(),
        Some("TeamViewer")
    );
    assert_eq!(domain("notanydesk.com"), None);
    assert_eq!(domain("anydesk.com.example.org"), None);
    let product = |text| {
        lists
            .remote_tool_by_product(text)
            .map(|tool| tool.name.to_string())
    };
    assert_eq!(
        product("TeamViewer Host 15.2").as_deref(),
        Some("TeamViewer")
    );
    assert_eq!(product("Microsoft Word"), None);
}

#[test]
fn devices_are_known_by_what_they_say_of_themselves() {
    let lists = Lists::embedded().expect("the tables are ours");
    let find = |query: PeripheralQuery<'_>| {
        lists
            .peripheral(&query)
            .map(|device| (device.device.to_string(), device.strength.to_string()))
    };
    let gadget = PeripheralQuery {
        vid: Some("0x1D6B"),
        pid: Some("0104"),
        ..PeripheralQuery::default()
    };
    let (_, strength) = find(gadget).expect("a Linux gadget");
    assert_eq!(
        strength, "generic-gadget",
        "numbers that any board has are no device"
    );
    let pikvm = PeripheralQuery {
        manufacturer: Some("PiKVM"),
        product: Some("PiKVM Composite Device"),
        serial: Some("CAFEBABE"),
        ..gadget
    };
    assert_eq!(
        find(pikvm),
        Some(("PiKVM (current kvmd)".into(), "exact-default".into()))
    );
    let by_name = PeripheralQuery {
        product: Some("PiKVM Composite Device (USB)"),
        ..PeripheralQuery::default()
    };
    assert_eq!(
        find(by_name).map(|found| found.1).as_deref(),
        Some("exact-default")
    );
    let phone = PeripheralQuery {
        vid: Some("18d1"),
        pid: Some("4ee7"),
        product: Some("Pixel"),
        ..PeripheralQuery::default()
    };
    assert_eq!(find(phone), None);
    let developer_board = PeripheralQuery {
        vid: Some("3346"),
        pid: Some("1003"),
        product: Some("USB RNDIS Device"),
        ..PeripheralQuery::default()
    };
    assert_eq!(
        find(developer_board).map(|found| found.1).as_deref(),
        Some("benign-lookalike")
    );
    let bridge = PeripheralQuery {
        edid: Some("TSB8801 T749-fHD720"),
        ..PeripheralQuery::default()
    };
    assert_eq!(find(bridge).map(|found| found.1).as_deref(), Some("medium"));
    let toshiba = PeripheralQuery {
        edid: Some("TSB1234 PA3553"),
        ..PeripheralQuery::default()
    };
    assert_eq!(find(toshiba), None, "another display of the same maker");
    let camera = lists.peripheral(&PeripheralQuery {
        product: Some("OBS Virtual Camera"),
        ..PeripheralQuery::default()
    });
    assert_eq!(camera.map(|camera| &*camera.class), Some("virtual_camera"));
    let card = PeripheralQuery {
        mac: Some("00:0d:5d:01:02:03"),
        ..PeripheralQuery::default()
    };
    assert_eq!(find(card).map(|found| found.1).as_deref(), Some("weak"));
    assert_eq!(find(PeripheralQuery::default()), None);
}

#[test]
fn wallets_services_and_mail_drops_carry_their_source() {
    let lists = Lists::embedded().expect("the tables are ours");
    let wallet = lists
        .wallet("1HmqvgSXUVES1jn4TQPzk9dxo1NE8wim2T")
        .expect("listed by OFAC in 2025");
    assert!(wallet.is_dprk_programme());
    assert!(
        wallet
            .source
            .as_deref()
            .is_some_and(|source| source.starts_with("OFAC"))
    );
    assert_eq!(
        lists.wallet("1hmqvgsxuves1jn4tqpzk9dxo1ne8wim2t"),
        None,
        "base58 is case-sensitive"
    );
    let contested = "0x21A2CF2B1E84D9E9A38389F797F6087D94ED3D86";
    assert!(
        lists.wallet(contested).is_some(),
        "an Ethereum address in any case"
    );

    let sms = lists
        .watched("sms_service", "https://www.receive-smss.com/sms/1")
        .expect("a subdomain");
    assert_eq!(sms.tier.as_deref(), Some("public_inbox"));
    let check = lists
        .watched("web_service", "ipinfo.io")
        .expect("a location check");
    assert_eq!(check.tier.as_deref(), Some("geo_check"));
    assert_eq!(
        lists.watched("domain", "ipinfo.io"),
        None,
        "a service is no watched domain"
    );
    assert_eq!(
        lists
            .watched("asn", "AS20485")
            .and_then(|watch| watch.tier.as_deref()),
        Some("context")
    );

    let drop = lists
        .mail_drop("c/o The UPS Store, 12 Example St #40")
        .expect("a private mailbox");
    assert_eq!(&*drop.class, "cmra");
    assert_eq!(lists.mail_drop("12 Example Street, Springfield"), None);
}

#[test]
fn the_lists_can_be_shared_between_threads() {
    fn shared<T: Send + Sync + 'static>(_: &T) {}
    let lists = Lists::embedded().expect("the tables are ours");
    shared(&lists);
    assert_eq!(lists.hashes().len(), embedded_pages().len());
    assert!(
        lists
            .hashes()
            .iter()
            .all(|list| list.sha256.len() == 64 && list.rows > 0)
    );
}
