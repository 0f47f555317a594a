//! The publishers' own files are read without loss. They lie beside the repository and are skipped where absent.

use std::path::PathBuf;

use bonafide_sanctions::{
    File, IdentifierKind, Options, SanctionsList, Schema, Strength, dprk_it_workers, read,
};

/// The files of a list, or `None` with a loud line where they are absent.
fn files(names: &[&str]) -> Option<Vec<(String, Vec<u8>)>> {
    let shared = std::env::var("BONAFIDE_SHARED").unwrap_or_else(|_| {
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared");
        root.to_owned()
    });
    let mut found = Vec::new();
    for name in names {
        let path = PathBuf::from(&shared).join("data/lists").join(name);
        match std::fs::read(&path) {
            Ok(bytes) => found.push(((*name).to_owned(), bytes)),
            Err(error) => {
                eprintln!(
                    "SKIPPED: {}: {error}; set BONAFIDE_SHARED to the folder of shared data",
                    path.display()
                );
                return None;
            }
        }
    }
    Some(found)
}

fn list(names: &[&str]) -> Option<SanctionsList> {
    let owned = files(names)?;
    let files: Vec<File<'_>> = owned
        .iter()
        .map(|(name, bytes)| File { name, bytes })
        .collect();
    let list = read(&files, &Options::default()).unwrap_or_else(|error| panic!("{error}"));
    assert!(list.counts.is_complete(), "{}", list.counts);
    Some(list)
}

fn kept(list: &SanctionsList, table: &str) -> u64 {
    list.counts.kept.get(table).copied().unwrap_or_default()
}

#[test]
fn the_sdn_list_is_read_whole() {
    let parts = [
        "ofac_sdn_full_2024-05-03.csv",
        "ofac_sdn_alt_2025-12-24.csv",
        "ofac_sdn_add_2025-12-24.csv",
        "ofac_sdn_comments_2025-12-24.csv",
    ];
    let Some(list) = list(&parts) else { return };
    assert_eq!(list.about.list, "ofac_sdn");
    let source = &list.counts.source;
    assert_eq!(source["main/name"].used, 14_965);
    assert_eq!(source["aliases/alias"].used, 20_107);
    assert_eq!(source["addresses/address number"].seen, 24_244);
    assert_eq!(source["comments/comment"].used, 28);
    let unread: Vec<&str> = source
        .iter()
        .filter(|(_, tally)| tally.unread > 0)
        .map(|(path, _)| path.as_str())
        .collect();
    assert_eq!(unread, ["remarks/(free text, kept as a remark)"]);
    let free = source["remarks/(free text, kept as a remark)"].unread;
    assert!(free < 2_300, "{free} clauses of remarks are not understood");
    let kim = list.party("43377").expect("an entry with wallets");
    assert_eq!((kim.schema, kim.wallets.len()), (Schema::Person, 6));
    assert!(
        kim.identifiers
            .iter()
            .any(|found| found.kind == IdentifierKind::Passport && found.number == "109420132")
    );
    let bureau = list.party("43337").expect("an entry with a weak alias");
    let weak = bureau
        .names
        .iter()
        .find(|name| name.text == "THIRD BUREAU")
        .expect("the alias in quotes");
    assert_eq!(weak.strength, Strength::Weak);
}

#[test]
fn the_consolidated_list_is_read_whole() {
    let parts = [
        "ofac_cons_prim_2025-12-19.csv",
        "ofac_cons_alt_2025-12-19.csv",
        "ofac_cons_add_2025-12-19.csv",
    ];
    let Some(list) = list(&parts) else { return };
    assert_eq!(list.about.list, "ofac_consolidated");
    assert_eq!(
        (
            kept(&list, "parties"),
            list.counts.source["aliases/alias"].used
        ),
        (442, 1_073)
    );
}

#[test]
fn the_list_of_the_united_nations_is_read_whole() {
    let Some(list) = list(&["un_consolidated_2026-02-27.xml"]) else {
        return;
    };
    assert_eq!(list.counts.unread(), 0, "{}", list.counts);
    assert_eq!(kept(&list, "parties"), 730 + 273);
    let source = &list.counts.source;
    let root = "CONSOLIDATED_LIST/INDIVIDUALS/INDIVIDUAL";
    assert_eq!(
        source[&format!("{root}/INDIVIDUAL_ALIAS/ALIAS_NAME")].used,
        2_139
    );
    assert_eq!(
        source[&format!("{root}/INDIVIDUAL_DOCUMENT/NUMBER")].used,
        454
    );
    assert_eq!(source[&format!("{root}/NAME_ORIGINAL_SCRIPT")].used, 336);
    let weak = list
        .parties
        .iter()
        .flat_map(|party| &party.names)
        .filter(|name| name.strength == Strength::Weak)
        .count();
    assert_eq!(weak, 615);
    let dprk = list
        .parties
        .iter()
        .filter(|party| party.programmes == ["DPRK"])
        .count();
    assert_eq!(dprk, 155);
}

#[test]
fn acts_of_the_official_journal_are_read_whole() {
    let acts = [
        "eu_oj/32017R1509.csv",
        "eu_oj/32026R1880.csv",
        "eu_oj/32014R0269.csv",
    ];
    let Some(list) = list(&acts) else { return };
    assert_eq!(list.counts.unread(), 0, "{}", list.counts);
    assert_eq!(list.counts.source["row/name"].used, kept(&list, "parties"));
    let first = list.party("32017R1509/XIII.A/1").expect("the first entry");
    assert_eq!(first.primary_name(), "Yun Ho-jin");
    assert_eq!(
        first.births[0]
            .earliest
            .map(|day| day.to_string())
            .as_deref(),
        Some("1944-10-13")
    );
    let cyrillic = list
        .parties
        .iter()
        .flat_map(|party| &party.names)
        .filter(|name| name.script.as_deref() == Some("Cyrl"));
    assert!(cyrillic.count() > 1_000, "native scripts are kept");
}

#[test]
fn the_british_list_in_its_short_form_says_that_it_is_short() {
    let Some(list) = list(&["uk_sanctions_list_primary_2025-08-11.csv"]) else {
        return;
    };
    assert_eq!((kept(&list, "parties"), list.counts.unread()), (5_302, 0));
    assert!(
        list.counts
            .notes
            .iter()
            .any(|note| note.contains("primary names only")),
        "{:?}",
        list.counts.notes
    );
}

#[test]
fn the_snapshot_holds_the_designations_of_august_2025() {
    let Some(list) = list(&["ofac_un_eu_primary_names_2026-08-07.json"]) else {
        return;
    };
    assert_eq!(
        (kept(&list, "parties"), list.counts.unread()),
        (19_199 + 1_011 + 6_234, 0)
    );
    let embedded = dprk_it_workers().expect("the embedded list");
    for party in &embedded.parties {
        let same = list
            .parties
            .iter()
            .find(|other| other.list == "ofac" && other.id == party.id);
        let same = same.unwrap_or_else(|| panic!("{} stands in the snapshot", party.id));
        assert_eq!(same.primary_name(), party.primary_name());
        assert_eq!(
            (&same.programmes, same.schema),
            (&party.programmes, party.schema)
        );
    }
}

#[test]
fn the_embedded_list_screens_on_a_fresh_machine() {
    let list = dprk_it_workers().expect("the embedded list");
    assert_eq!(list.counts.unread(), 0, "{}", list.counts);
    assert!(list.counts.is_complete());
    let names: Vec<(&str, &str)> = ["55062", "55063", "55064", "55065"]
        .iter()
        .map(|id| list.party(id).unwrap_or_else(|| panic!("{id} is embedded")))
        .map(|party| (party.primary_name(), party.programmes[0].as_str()))
        .collect();
    assert_eq!(
        names,
        [
            ("SHENYANG GEUMPUNGRI NETWORK TECHNOLOGY CO., LTD", "DPRK2"),
            ("KOREA SINJIN TRADING CORPORATION", "DPRK2"),
            ("KIM, Ung Sun", "DPRK2"),
            ("ANDREYEV, Vitaliy Sergeyevich", "DPRK2"),
        ]
    );
    let andreyev = list.party("55065").expect("embedded");
    assert_eq!(
        andreyev.wallets[0].address,
        "1HmqvgSXUVES1jn4TQPzk9dxo1NE8wim2T"
    );
    assert_eq!(andreyev.wallets[0].chain.as_deref(), Some("bitcoin"));
    assert_eq!(
        andreyev.listed_on.map(|day| day.to_string()).as_deref(),
        Some("2025-08-27")
    );
    for party in &list.parties {
        let has_source = party.details.iter().any(|detail| detail.label == "source");
        assert!(has_source, "{} has a source", party.id);
        assert!(
            party.wallets.iter().all(|wallet| wallet.chain.is_some()),
            "{}: {:?}",
            party.id,
            party.wallets
        );
    }
}
