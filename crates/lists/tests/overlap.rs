//! Lists that overlap: one entry in several copies, and entries that a newer list has dropped.

mod common;

use std::sync::Arc;

use bonafide_lists::{About, Kind, Lists, authority};
use common::{about, only};

const WALLET: &str = "1HmqvgSXUVES1jn4TQPzk9dxo1NE8wim2T";

/// The main file of the US Treasury with these entries: number, name, programme and remarks.
fn sdn(rows: &[(&str, &str, &str, &str)]) -> String {
    let rows = rows.iter().map(|(id, name, programme, remarks)| {
        format!(
            "{id},\"{name}\",\"individual\",\"{programme}\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"{remarks}\"\n"
        )
    });
    rows.collect()
}

const KEPT: (&str, &str, &str, &str) = (
    "90001",
    "ORU, Vane",
    "DPRK2",
    "DOB 1970; Passport AB7301946 (Korea, North).",
);
const OTHER: (&str, &str, &str, &str) = ("90002", "ORU, Ilk", "DPRK2", "DOB 1971.");

/// A snapshot of the names of both.
const SNAPSHOT: &str = r#"{"OFAC": {"90001": ["ORU, Vane", "DPRK2", "개인"], "90002": ["ORU, Ilk", "DPRK2", "개인"]}}"#;

/// An extract as the embedded one is: both parties, each with a passport, one with a wallet.
fn extract(listed_on: &str) -> String {
    format!(
        "id,schema,name,passport,wallet,programme,listed_on\n\
         90001,person,\"ORU, Vane\",AB7301946 (KP),,DPRK2,\n\
         90007,person,\"ORU, Ost\",ZZ7301952 (KP),XBT:{WALLET},DPRK2,{listed_on}\n"
    )
}

fn named(name: &str, date: &str) -> About {
    let mut about = about(Kind::Sanctions);
    about.name = name.to_owned();
    about.date = Some(date.to_owned()).filter(|date| !date.is_empty());
    about
}

fn extract_of(date: &str) -> About {
    let mut about = named("extract", date);
    about.attributes.list = Some("ofac_sdn".to_owned());
    about.attributes.partial = true;
    about
}

fn told(lists: &Arc<Lists>) -> Vec<(String, String)> {
    let told = lists.parties();
    told.map(|(entry, party)| (party.id.clone(), entry.name().to_owned()))
        .collect()
}

fn pair(id: &str, list: &str) -> (String, String) {
    (id.to_owned(), list.to_owned())
}

/// Whether the party that only the extract has is found by its passport, its wallet and its name.
fn finds_ost(lists: &Arc<Lists>) -> [bool; 3] {
    [
        lists.listings("document", "ZZ7301952", None).count() == 1
            && lists.watched("document", "ZZ7301952").is_some(),
        lists.wallet(WALLET).is_some(),
        lists.parties().any(|(_, party)| party.id == "90007"),
    ]
}

#[test]
fn lists_of_one_authority_share_its_numbers() {
    for list in ["ofac", "ofac_sdn", "ofac_cons", "ofac_consolidated"] {
        assert_eq!(authority(list), "ofac");
    }
    for list in ["un", "eu", "uk", "mine", "ofac_like"] {
        assert_eq!(authority(list), list);
    }
}

#[test]
fn an_entry_in_several_copies_is_told_once_from_the_newest_whole_list() {
    let (old, new) = (sdn(&[KEPT, OTHER]), sdn(&[KEPT, OTHER]));
    let snapshot = SNAPSHOT;
    let extract = extract("");
    let mut lists = vec![
        (old.as_str(), named("old", "2025-01-01")),
        (snapshot, named("names", "2026-06-01")),
        (extract.as_str(), extract_of("2026-07-01")),
        (new.as_str(), named("new", "2026-01-01")),
        (old.as_str(), named("undated", "")),
    ];
    for _ in 0..lists.len() {
        lists.rotate_left(1);
        let lists = only(&lists);
        let mut found = told(&lists);
        found.sort();
        assert_eq!(
            found,
            [
                pair("90001", "new"),
                pair("90002", "new"),
                pair("90007", "extract")
            ],
            "the snapshot has names alone and the extract is newer than the whole list"
        );
        let passports = lists.listings("document", "AB7301946", None);
        assert_eq!(passports.count(), 1);
        assert_eq!(lists.sanctions().len(), 5, "all lists stay to be seen");
    }
}

#[test]
fn an_entry_that_a_newer_whole_list_dropped_is_found_no_more() {
    let (whole, extract) = (sdn(&[KEPT, OTHER]), extract("2025-08-27"));
    let wallets = format!("address,entity\n{WALLET},Ost ORU\n");
    let mut table = about(Kind::Wallet);
    table.name = "wallets".to_owned();
    table.date = Some("2026-02-01".to_owned());
    let with = |whole_day: &str| {
        only(&[
            (&whole, named("whole", whole_day)),
            (&wallets, table.clone()),
            (&extract, extract_of("2026-02-01")),
        ])
    };
    let gone = with("2026-03-01");
    assert_eq!(finds_ost(&gone), [false; 3]);
    let superseded: Vec<&str> = gone
        .superseded()
        .map(|(_, party)| party.id.as_str())
        .collect();
    assert_eq!(superseded, ["90007"], "who asks is told what was left out");
    assert_eq!(gone.sanctions()[1].parties().len(), 2);
    assert_eq!(
        gone.listings("document", "AB7301946", None).count(),
        1,
        "who is in both stays"
    );
    for day in ["2026-02-01", "2025-12-24", ""] {
        let lists = with(day);
        assert_eq!(finds_ost(&lists), [true; 3], "a whole list of {day:?}");
        assert_eq!(lists.superseded().count(), 0);
    }
}

#[test]
fn an_older_whole_list_gives_way_to_a_newer_one_whatever_its_format() {
    let ost = (
        "90007",
        "ORU, Ost",
        "DPRK2",
        "Passport ZZ7301952 (Korea, North).",
    );
    let (older, newer) = (sdn(&[KEPT, OTHER, ost]), sdn(&[KEPT, OTHER]));
    let snapshot = SNAPSHOT;
    for newer in [newer.as_str(), snapshot] {
        let lists = only(&[
            (&older, named("older", "2025-01-01")),
            (newer, named("newer", "2026-01-01")),
        ]);
        assert_eq!(told(&lists).len(), 2);
        assert_eq!(lists.listings("document", "ZZ7301952", None).count(), 0);
        assert_eq!(
            lists.listings("document", "AB7301946", None).count(),
            1,
            "what an older copy tells of somebody who is still listed counts"
        );
    }
}

#[test]
fn an_entry_stays_where_there_is_doubt() {
    let whole = sdn(&[KEPT, OTHER]);
    let case = |whole: &str, whole_about: About, listed_on: &str| {
        let extract = extract(listed_on);
        let lists = only(&[(whole, whole_about), (&extract, extract_of("2026-02-01"))]);
        finds_ost(&lists)
    };
    let day = "2026-03-01";
    assert_eq!(case(&whole, named("whole", day), ""), [false; 3]);
    assert_eq!(
        case(&whole, named("whole", day), "2026-03-02"),
        [true; 3],
        "listed after the whole list was printed"
    );
    let mut partial = named("whole", day);
    partial.attributes.partial = true;
    assert_eq!(case(&whole, partial, ""), [true; 3], "a list of some");
    let cut = sdn(&[("90003", "ORU, Ar", "SDGT", "DOB 1970.")]);
    assert_eq!(
        case(&cut, named("whole", day), ""),
        [true; 3],
        "a list that was cut to other programmes"
    );
    let cons = sdn(&[("90003", "ORU, Ar", "CMIC-EO13959", "DOB 1970.")]);
    assert_eq!(
        case(&cons, named("whole", day), ""),
        [true; 3],
        "the other list of the authority"
    );
    let mapped = "id,schema,name,programme\n90001,person,Vane Oru,DPRK2\n";
    let mut own = named("whole", day);
    own.attributes.list = Some("ofac_sdn".to_owned());
    assert_eq!(case(mapped, own, ""), [true; 3], "a table of one's own");
    let without_main = "90001,1,\"fka\",\"FORMER, Example\",-0- \n";
    let bundled = bonafide_lists::bundle(
        &[
            bonafide_sanctions::File {
                name: "main.csv",
                bytes: whole.as_bytes(),
            },
            bonafide_sanctions::File {
                name: "alt.csv",
                bytes: without_main.replace("90001", "90055").as_bytes(),
            },
        ],
        None,
    );
    let bundled = String::from_utf8(bundled).expect("its files are text");
    assert_eq!(
        case(&bundled, named("whole", day), ""),
        [true; 3],
        "files of different days"
    );
}

#[test]
fn an_entry_that_moved_to_the_other_list_is_told_from_there() {
    let sdn_list = sdn(&[KEPT, OTHER]);
    let cons = sdn(&[
        (
            "90007",
            "ORU, Ost",
            "CMIC-EO13959",
            "Passport ZZ7301952 (Korea, North).",
        ),
        ("90008", "ORU, Ar", "CMIC-EO13959", "DOB 1970."),
    ]);
    let extract = extract("");
    let lists = only(&[
        (&sdn_list, named("sdn", "2026-03-01")),
        (&cons, named("cons", "2026-03-01")),
        (&extract, extract_of("2026-02-01")),
    ]);
    assert!(told(&lists).contains(&pair("90007", "cons")));
    assert_eq!(told(&lists).len(), 4);
    let holder = lists.watched("document", "ZZ7301952").expect("listed");
    assert_eq!(&*holder.list, "cons");
}

#[test]
fn a_value_that_very_many_entries_share_is_put_in_without_comparing_all_with_all() {
    let rows = |count: usize| {
        let mut text = String::from("id,schema,name,phone\n");
        for id in 0..count {
            text.push_str(&format!(
                "{id},organisation,Oru Works {id},+1 202 555 0143\n"
            ));
        }
        text
    };
    for count in [20_000, 40_000] {
        let text = rows(count);
        let start = std::time::Instant::now();
        let lists = only(&[
            (&text, named("one", "2026-01-01")),
            (&text, {
                let mut copy = named("two", "2026-01-01");
                copy.attributes.list = Some("one".to_owned());
                copy
            }),
        ]);
        eprintln!("{count} entries, read twice: {:?}", start.elapsed());
        assert_eq!(lists.listings("phone", "+12025550143", None).count(), count);
    }
}
