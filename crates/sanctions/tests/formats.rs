//! Every published format is read into the same facts. The samples follow the publishers' schemas; their parties are
//! invented.

use bonafide_sanctions::{
    File, Format, Options, Party, Precision, RelationKind, SanctionsList, Schema, Standing,
    Strength, detect, read,
};

macro_rules! sample {
    ($name:literal) => {
        read(
            &[File {
                name: $name,
                bytes: include_bytes!(concat!("samples/", $name)),
            }],
            &Options::default(),
        )
        .unwrap_or_else(|error| panic!("{error}"))
    };
}

/// All samples, with the number of the invented person in each.
fn samples() -> Vec<(SanctionsList, &'static str)> {
    vec![
        (sample!("ofac_sdn.csv"), "90001"),
        (sample!("un.xml"), "KPi.999"),
        (sample!("eu_journal.csv"), "32017R1509/XIII.A/999"),
        (sample!("ofac_sdn.xml"), "90001"),
        (sample!("ofac_sdn_advanced.xml"), "90001"),
        (sample!("ofac_sdn_enhanced.xml"), "90001"),
        (sample!("eu_fsf.xml"), "EU.9999.01"),
        (sample!("eu_fsf.csv"), "EU.9999.01"),
        (sample!("uk.csv"), "DPR9999"),
        (sample!("uk.xml"), "DPR9999"),
        (sample!("swiss.xml"), "31"),
        (sample!("follow_the_money.ndjson"), "EX-1"),
    ]
}

fn person<'l>(list: &'l SanctionsList, id: &str) -> &'l Party {
    list.party(id)
        .unwrap_or_else(|| panic!("{} has no party {id}", list.about.title))
}

#[test]
fn nothing_in_a_sample_is_dropped_or_left_unread() {
    for (list, _) in samples() {
        assert!(
            list.counts.is_complete(),
            "{}: {}",
            list.about.format,
            list.counts
        );
        assert_eq!(
            list.counts.unread(),
            0,
            "{}: {}",
            list.about.format,
            list.counts
        );
    }
}

#[test]
fn every_format_tells_the_same_person() {
    for (list, id) in samples() {
        let format = list.about.format;
        let party = person(&list, id);
        assert_eq!(party.schema, Schema::Person, "{format}");
        let primary = party.primary_name().to_lowercase();
        assert!(
            primary.contains("invented") && primary.contains("example"),
            "{format}: {primary}"
        );
        let passport = party
            .identifiers
            .iter()
            .find(|found| found.number == "A0000001");
        let passport = passport.unwrap_or_else(|| panic!("{format} has the passport"));
        assert_eq!(passport.kind.as_str(), "passport", "{format}");
        if !matches!(format, Format::UkCsv | Format::UkXml | Format::EuJournal) {
            assert_eq!(passport.country.as_deref(), Some("KP"), "{format}");
            assert_eq!(
                passport.issued_on.map(|day| day.to_string()).as_deref(),
                Some("2015-02-01"),
                "{format}"
            );
        }
        let is_korean = party
            .countries
            .iter()
            .any(|country| country.code.as_deref() == Some("KP"));
        assert!(is_korean, "{format}: {:?}", party.countries);
        let has_address = !party.addresses.is_empty() || format == Format::OfacCsv;
        assert!(has_address && !party.births.is_empty(), "{format}");
        assert!(!party.programmes.is_empty(), "{format}");
        let is_dated =
            party.listed_on.is_some() || matches!(format, Format::OfacXml | Format::OfacCsv);
        assert!(is_dated, "{format} says when the person was listed");
    }
}

#[test]
fn weak_names_and_names_in_their_own_script_are_marked() {
    for (list, id) in samples() {
        let format = list.about.format;
        let party = person(&list, id);
        let strength = |text: &str| {
            party
                .names
                .iter()
                .find(|name| name.text.eq_ignore_ascii_case(text))
                .map(|name| name.strength)
        };
        if !matches!(format, Format::EuXml | Format::EuCsv) {
            assert_eq!(strength("The Example"), Some(Strength::Weak), "{format}");
        }
        match format {
            Format::OfacXml => assert_eq!(strength("FORMER, Example"), Some(Strength::Former)),
            Format::EuXml => assert_eq!(strength("보기"), Some(Strength::Weak), "strong=\"false\""),
            Format::OfacCsv => assert_eq!(
                strength("보기"),
                None,
                "the delimited files are in Latin letters"
            ),
            Format::EuJournal => assert_eq!(strength("보기글"), Some(Strength::OriginalScript)),
            _ => assert_eq!(strength("보기"), Some(Strength::OriginalScript), "{format}"),
        }
    }
}

#[test]
fn uncertain_births_stay_uncertain() {
    for (list, id) in samples() {
        let birth = &person(&list, id).births[0];
        let wanted = match list.about.format {
            Format::UkCsv | Format::UkXml | Format::FollowTheMoney => Precision::Year,
            Format::SwissXml => Precision::Day,
            _ => Precision::Circa,
        };
        assert_eq!(birth.precision, wanted, "{}: {birth:?}", list.about.format);
    }
}

#[test]
fn wallets_are_read_with_asset_and_chain() {
    for (list, id) in samples() {
        let has_wallet = matches!(
            list.about.format,
            Format::OfacCsv
                | Format::OfacXml
                | Format::OfacAdvanced
                | Format::OfacEnhanced
                | Format::FollowTheMoney
        );
        let wallets = &person(&list, id).wallets;
        assert_eq!(
            wallets.len(),
            usize::from(has_wallet),
            "{}",
            list.about.format
        );
        for wallet in wallets {
            assert_eq!(
                (wallet.asset.as_str(), wallet.chain.as_deref()),
                ("XBT", Some("bitcoin"))
            );
        }
    }
}

#[test]
fn an_entity_that_is_only_tied_to_a_listed_one_is_not_listed() {
    let list = sample!("follow_the_money.ndjson");
    assert_eq!(list.parties.len(), 2, "the wallet belongs to its holder");
    assert_eq!(person(&list, "EX-1").standing, Standing::Listed);
    let company = person(&list, "EX-2");
    assert_eq!(company.standing, Standing::Linked);
    let owned = &company.relations[0];
    assert_eq!(
        (owned.kind, owned.other_id.as_deref()),
        (RelationKind::OwnedBy, Some("EX-1"))
    );
    assert_eq!(owned.share.map(|share| share.low_hundredths), Some(6000));
    let holdings = bonafide_sanctions::ownership::holdings(&list.parties);
    let listed = bonafide_sanctions::ownership::listed(&list.parties);
    let verdicts = bonafide_sanctions::ownership::follow(&holdings, &listed);
    assert_eq!(verdicts.len(), 1);
    assert_eq!(
        verdicts[0].verdict,
        bonafide_sanctions::ownership::Verdict::Blocked
    );
    assert_eq!(verdicts[0].proof[0].path, ["EX-1"]);
}

#[test]
fn the_swiss_list_keeps_history_that_is_not_in_force() {
    let list = sample!("swiss.xml");
    let ids: Vec<&str> = list.parties.iter().map(|party| party.id.as_str()).collect();
    assert_eq!(ids, ["31", "34"], "33 is struck off, 34 was listed again");
    assert!(
        list.counts
            .notes
            .iter()
            .any(|note| note.contains("1 targets of the file are struck off")),
        "{:?}",
        list.counts.notes
    );
    let party = person(&list, "31");
    assert_eq!(party.programmes, ["North Korea: Annex 2"]);
    let address = &party.addresses[0];
    assert_eq!(
        address.country.as_deref(),
        Some("KP"),
        "the places stand behind the targets"
    );
    assert!(address.text.contains("Example Club"), "{}", address.text);
    let strength = |text: &str| {
        let found = party.names.iter().find(|name| name.text == text);
        found.map(|name| name.strength)
    };
    let texts: Vec<&str> = party.names.iter().map(|name| name.text.as_str()).collect();
    assert!(
        texts
            .iter()
            .any(|text| text.contains("Inwented") && text.contains("Example")),
        "the part without a variant is the same: {texts:?}"
    );
    assert_eq!(
        strength("견본"),
        Some(Strength::Weak),
        "half a name in another script is no name"
    );
    assert!(
        !texts.iter().any(|text| text.contains("Formerly")),
        "{texts:?}"
    );
    let numbers: Vec<(&str, &str)> = person(&list, "34")
        .identifiers
        .iter()
        .map(|found| (found.kind.as_str(), found.number.as_str()))
        .collect();
    assert_eq!(
        numbers,
        [
            ("registration", "1234507"),
            ("imo", "9074729"),
            ("website", "https://sample.example/"),
        ],
        "numbers that stand as text, and no dates and no prose"
    );
}

#[test]
fn what_the_xml_files_say_aside_is_kept_in_its_place() {
    let advanced = sample!("ofac_sdn_advanced.xml");
    let party = person(&advanced, "90001");
    let place = party
        .addresses
        .iter()
        .find(|address| address.text.contains("2 Example Street"))
        .expect("the second address");
    assert_eq!(
        (place.text.as_str(), place.note.as_deref()),
        (
            "2 Example Street, Example Region",
            Some("보기 거리 2 (Korean)")
        ),
        "a street in another script is no second line, and an area has a name beside its code"
    );
    let passport = &party.identifiers[0];
    assert_eq!(
        passport.note.as_deref(),
        Some("issued in Pyongyang, Korea, North")
    );
    let enhanced = sample!("ofac_sdn_enhanced.xml");
    let genders = &person(&enhanced, "90001").genders;
    assert_eq!(
        genders.len(),
        1,
        "a value may be a number that points to its word"
    );
    let uk = sample!("uk.xml");
    let ship = person(&uk, "DPR9998");
    assert_eq!((ship.schema, ship.names.len()), (Schema::Vessel, 3));
    let built = ship
        .details
        .iter()
        .find(|detail| detail.label == "year built");
    assert_eq!(built.map(|detail| detail.text.as_str()), Some("2011"));
}

#[test]
fn a_file_in_another_encoding_is_the_same_list() {
    let text = include_str!("samples/uk.csv");
    let utf_16: Vec<u8> = format!("\u{feff}{text}")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let list = read(
        &[File {
            name: "uk.csv",
            bytes: &utf_16,
        }],
        &Options::default(),
    )
    .expect("a list in UTF-16");
    assert_eq!(list.parties, sample!("uk.csv").parties);
    assert_eq!(list.about.files[0].encoding, "UTF-16LE");
}

#[test]
fn a_mapping_without_a_delimiter_takes_that_of_the_header() {
    let mapping = "list = \"ours\"\n[columns]\n\"Ref\" = \"id\"\n\"Full, name\" = \"name\"\n";
    for delimiter in [",", ";", "\t", "|"] {
        let table = format!("Ref{delimiter}\"Full, name\"\n7{delimiter}Example Invented\n");
        let options = Options {
            mapping: Some(mapping.to_owned()),
            ..Options::default()
        };
        let file = File {
            name: "ours.csv",
            bytes: table.as_bytes(),
        };
        let list = read(&[file], &options).expect("a mapped list");
        assert_eq!(list.parties.len(), 1, "{delimiter:?}");
        assert_eq!(list.parties[0].id, "7", "{delimiter:?}");
    }
}

#[test]
fn a_mapping_reads_any_table() {
    let table = "Ref;Who;Also;Kind;Born;Coins;Owner;Inner\n7;\"INVENTED, Example\";A One|B Two;natural person;1970;XBT:1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2;Invented Trading (60 %);x\n";
    let mapping = r#"
        list = "ours"
        delimiter = ";"
        separator = "|"
        [columns]
        "Ref" = "id"
        "Who" = "name"
        "Also" = "alias"
        "Kind" = "schema"
        "Born" = "birth_date"
        "Coins" = "wallet"
        "Owner" = "owned_by"
        "Inner" = "ignore"
        [schema]
        "natural person" = "person"
    "#;
    let options = Options {
        mapping: Some(mapping.to_owned()),
        ..Options::default()
    };
    let list = read(
        &[File {
            name: "ours.csv",
            bytes: table.as_bytes(),
        }],
        &options,
    )
    .expect("a mapped list");
    let party = person(&list, "7");
    assert_eq!(
        (party.list.as_str(), party.schema),
        ("ours", Schema::Person)
    );
    assert_eq!(party.names.len(), 3);
    assert_eq!(party.wallets[0].asset, "XBT");
    assert_eq!(
        party.relations[0].share.map(|share| share.low_hundredths),
        Some(6000)
    );
    assert!(list.counts.is_complete());
    let wrong = Options {
        mapping: Some(mapping.replace("\"wallet\"", "\"walet\"")),
        ..Options::default()
    };
    let error = read(
        &[File {
            name: "ours.csv",
            bytes: table.as_bytes(),
        }],
        &wrong,
    )
    .expect_err("no such field");
    assert!(error.to_string().contains("no field \"walet\""), "{error}");
    let missing = table.replace("Coins", "Coin");
    let error = read(
        &[File {
            name: "ours.csv",
            bytes: missing.as_bytes(),
        }],
        &options,
    )
    .expect_err("no such column");
    assert!(error.to_string().contains("no column \"Coins\""), "{error}");
}

#[test]
fn the_format_is_told_by_content() {
    let wanted = [
        (
            include_bytes!("samples/ofac_sdn.xml").as_slice(),
            Format::OfacXml,
        ),
        (
            include_bytes!("samples/ofac_sdn_advanced.xml"),
            Format::OfacAdvanced,
        ),
        (
            include_bytes!("samples/ofac_sdn_enhanced.xml"),
            Format::OfacEnhanced,
        ),
        (include_bytes!("samples/swiss.xml"), Format::SwissXml),
    ];
    for (bytes, format) in wanted {
        assert_eq!(
            detect(File {
                name: "misnamed.txt",
                bytes
            }),
            Ok(format)
        );
    }
    let error = detect(File {
        name: "letter.txt",
        bytes: b"Dear all,\nthis is no list.",
    })
    .expect_err("no list");
    assert!(
        error.to_string().contains("letter.txt") && error.to_string().contains("mapping"),
        "{error}"
    );
}

#[test]
fn the_delimited_files_of_the_treasury_make_one_list() {
    // The main file cuts remarks at a thousand letters; the comments go on in the middle of the word.
    let filler = "Linked To: INVENTED TRADING; ".repeat(33);
    let long = format!("DOB 1970; {filler}{}; Passport A", "x".repeat(21));
    assert_eq!(long.len(), 1000);
    let main = format!(
        "90001,\"INVENTED, Example\",\"individual\",\"DPRK2\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"{long}\"\n"
    );
    let aliases = "90001,1,\"fka\",\"FORMER, Example\",-0- \n90009,2,\"aka\",\"STRAY NAME\",-0- \n";
    let addresses = "90001,1,\"1 Example Street\",\"Pyongyang\",\"Korea, North\",-0- \n";
    let comments = "90001,\"0000001 (Korea, North); Gender Male.\"\n";
    let parts = [comments, addresses, aliases, &main];
    let files: Vec<File<'_>> = parts
        .iter()
        .map(|text| File {
            name: "part.csv",
            bytes: text.as_bytes(),
        })
        .collect();
    let list = read(&files, &Options::default()).unwrap_or_else(|error| panic!("{error}"));
    let party = person(&list, "90001");
    assert!(
        party
            .identifiers
            .iter()
            .any(|found| found.number == "A0000001"),
        "a remark goes on in the comments: {:?}",
        party.identifiers
    );
    assert_eq!(
        (
            party.names.len(),
            party.addresses.len(),
            party.genders.len()
        ),
        (2, 1, 1)
    );
    assert_eq!(
        person(&list, "90009").primary_name(),
        "STRAY NAME",
        "no name is dropped"
    );
    assert!(
        list.counts
            .notes
            .iter()
            .any(|note| note.contains("no row in the main file"))
    );
}
