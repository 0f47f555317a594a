//! Sanctions lists: through the store, into the look-ups, compared by entry.

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use bonafide_lists::{
    About, AddOptions, Change, Kind, ListError, Lists, ReadLimits, Store, bundle, parse,
};
use bonafide_sanctions::{File, Standing, dprk_it_workers};
use common::{about, answer, only, read, serve, shared};
use tempfile::TempDir;

const ANDREYEV: &str = "1HmqvgSXUVES1jn4TQPzk9dxo1NE8wim2T";

fn temporary() -> (TempDir, Store) {
    let folder = TempDir::new().expect("a temporary folder");
    let store = Store::open(folder.path().join("store")).expect("a new store");
    (folder, store)
}

fn write(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) -> String {
    let path: PathBuf = folder.join(name);
    fs::write(&path, bytes).expect("the folder is ours");
    path.to_str().expect("a temporary path is UTF-8").to_owned()
}

/// A table whose columns are called like the fields.
const TABLE: &str = "\
id,schema,name,alias,standing,passport,registration,phone,email,website,handle,wallet,programme,listed_on
7,person,Vane Oru,V. Oru,listed,AB-123 457 (AQ),,+1 202 555 0143,J.Doe@gmail.com,https://oru.example/,@Oru_Vane,XBT:1HmqvgSXUVES1jn4TQPzk9dxo1NE8wim2T; ZZZ:no-chain-has-such-an-address,ONE; TWO,2024-02-03
8,organisation,Oru Works,,listed,,,+1 202 555 0143,,https://t.me/oruworks; mail.ru,,,ONE,
9,person,Somebody Linked,,linked,ZZ998877 (AQ),,,,,,XBT:1BoatSLRHtKNngkdXEeobR76b53LETtpyT,ONE,
";

fn table() -> About {
    let mut table = about(Kind::Sanctions);
    table.name = "mine".to_owned();
    table.source = Some("an authority".to_owned());
    table.date = Some("2026-01-02".to_owned());
    table
}

#[test]
fn the_embedded_list_is_held_with_its_parties() {
    let lists = Lists::embedded().expect("the tables are ours");
    let [entry] = lists.sanctions() else {
        panic!("one embedded list, found {}", lists.sanctions().len());
    };
    assert_eq!(
        (entry.name(), entry.date()),
        ("sanctions_dprk_itw", Some("2026-08-20"))
    );
    let itself = dprk_it_workers().expect("the embedded table");
    assert_eq!(entry.parties(), itself.parties);
    let parties: Vec<_> = lists.parties().map(|(_, party)| party).collect();
    assert_eq!(parties.len(), 45);
    for (id, name) in [
        ("55062", "SHENYANG GEUMPUNGRI NETWORK TECHNOLOGY CO., LTD"),
        ("55063", "KOREA SINJIN TRADING CORPORATION"),
        ("55064", "KIM, Ung Sun"),
        ("55065", "ANDREYEV, Vitaliy Sergeyevich"),
    ] {
        let party = parties
            .iter()
            .find(|party| (&*party.list, &*party.id) == ("ofac_sdn", id));
        assert_eq!(party.map(|party| party.primary_name()), Some(name));
    }
    assert!(lists.available(Kind::Sanctions, Some("ofac_sdn")));
    assert!(!lists.available(Kind::Sanctions, Some("un")));
}

#[test]
fn a_listed_wallet_is_told_once_with_list_and_entity() {
    let lists = Lists::embedded().expect("the tables are ours");
    let [wallet] = lists.wallets(ANDREYEV) else {
        panic!("{:?}", lists.wallets(ANDREYEV));
    };
    assert_eq!(
        wallet.entity.as_deref(),
        Some("ANDREYEV, Vitaliy Sergeyevich")
    );
    assert!(wallet.is_dprk_programme());
    // The table of wallets has it too; the entry says more and is told in its place.
    assert_eq!(&*wallet.list, "sanctions_dprk_itw");
    assert!(wallet.listing.is_some());

    let page = bonafide_lists::embedded_pages()
        .iter()
        .find(|page| page.name == "sanctions_dprk_itw")
        .expect("it is embedded");
    let about = page.about().expect("the front matter is whole");
    let alone = only(&[(page.table, about)]);
    let wallet = alone
        .wallet(ANDREYEV)
        .expect("the sanctions list alone knows it too");
    assert_eq!(&*wallet.list, "sanctions_dprk_itw");
    assert_eq!(wallet.programme.as_deref(), Some("DPRK2"));
    assert_eq!(wallet.date.as_deref(), Some("2025-08-27"));
    let listing = wallet.listing.as_deref().expect("it is an entry's");
    assert_eq!(
        (&*listing.list, &*listing.id, &*listing.entity),
        ("ofac_sdn", "55065", "ANDREYEV, Vitaliy Sergeyevich")
    );
}

#[test]
fn every_wallet_of_the_embedded_list_counts_as_often_as_without_it() {
    let pages = bonafide_lists::embedded_pages();
    let embedded = Lists::embedded().expect("the tables are ours");
    let without = pages.iter().filter(|page| page.name == "wallets");
    let without = without.map(|page| (page.table, page.about().expect("front matter")));
    let without = only(&without.collect::<Vec<_>>());
    let list = dprk_it_workers().expect("the embedded table");
    let mut seen = 0;
    for wallet in list.parties.iter().flat_map(|party| &party.wallets) {
        let (now, before) = (
            embedded.wallets(&wallet.address),
            without.wallets(&wallet.address),
        );
        let mut entities: Vec<_> = now.iter().map(|w| (&w.entity, &w.chain)).collect();
        entities.sort();
        entities.dedup();
        assert_eq!(entities.len(), now.len(), "{now:?}");
        let of_list = now.iter().filter(|w| w.listing.is_some()).count();
        // Where both tell one thing the entry takes the place of the row.
        assert_eq!(of_list, 1, "{now:?}");
        assert!(
            (before.len().max(1)..=before.len() + 1).contains(&now.len()),
            "{now:?}"
        );
        seen += 1;
    }
    assert!(seen > 5, "the embedded list has wallets");
}

#[test]
fn the_day_of_a_file_is_not_told_as_the_day_of_a_listing() {
    const UNDATED: &str = "id,schema,name,passport,wallet\n\
        7,person,Vane Oru,AB-123 457 (AQ),XBT:1HmqvgSXUVES1jn4TQPzk9dxo1NE8wim2T\n";
    let lists = only(&[(UNDATED, table())]);
    let wallet = lists
        .wallet("1HmqvgSXUVES1jn4TQPzk9dxo1NE8wim2T")
        .expect("it is listed");
    assert_eq!(wallet.date, None);
    let watch = lists.watched("document", "AB123457").expect("a passport");
    assert_eq!(watch.date, None);
}

#[test]
fn a_passport_of_the_embedded_list_is_watched() {
    let lists = Lists::embedded().expect("the tables are ours");
    for spelling in ["109420132", "109 420-132"] {
        let watch = lists.watched("document", spelling).expect("a passport");
        assert_eq!(watch.tier.as_deref(), Some("sanctions"));
        let note = watch.note.as_deref().expect("whose it is");
        assert!(note.starts_with("KIM, Sang Man (DPRK"), "{note}");
        assert!(
            watch
                .source
                .as_deref()
                .is_some_and(|source| source.starts_with("OFAC SDN 43377"))
        );
        assert_eq!(watch.date.as_deref(), Some("2023-05-23"));
        assert_eq!(watch.country.as_deref(), Some("KP"));
    }
    let count = |country| lists.listings("document", "109420132", country).count();
    assert_eq!(
        (count(None), count(Some("kp")), count(Some("US"))),
        (1, 1, 0)
    );
    assert!(lists.watched("tax_id", "2543103179").is_some());
    assert_eq!(lists.watched("document", "109420133"), None);
}

#[test]
fn only_what_tells_a_listed_party_from_others_is_looked_up() {
    let free_mail = About::new("free", Kind::EmailDomain).with_class("free");
    let lists = only(&[(TABLE, table()), ("mail.ru\n", free_mail)]);
    let holder = |kind, value| {
        let watch = lists.watched(kind, value)?;
        assert_eq!(watch.tier.as_deref(), Some("sanctions"));
        watch
            .listing
            .as_ref()
            .map(|listing| listing.entity.to_string())
    };
    let oru = Some("Vane Oru".to_owned());
    assert_eq!(holder("document", "ab123457"), oru);
    assert_eq!(
        holder("email", "J.Doe@Gmail.com"),
        oru,
        "as the list writes it"
    );
    assert_eq!(
        holder("email", "jdoe@gmail.com"),
        oru,
        "as the provider delivers it"
    );
    assert_eq!(holder("domain", "mail.oru.example"), oru);
    assert_eq!(holder("handle", "oru_vane"), oru);
    assert_eq!(
        holder("url", "https://t.me/oruworks").as_deref(),
        Some("Oru Works")
    );
    assert_eq!(
        holder("domain", "t.me"),
        None,
        "a page on a shared host accuses nobody else"
    );
    assert_eq!(
        holder("domain", "mail.ru"),
        None,
        "a mailbox there is no tie"
    );
    assert_eq!(
        holder("document", "ZZ998877"),
        None,
        "who is only named for ties is not listed"
    );
    assert_eq!(lists.wallet("1BoatSLRHtKNngkdXEeobR76b53LETtpyT"), None);
    assert_eq!(
        lists.wallet("no-chain-has-such-an-address"),
        None,
        "an address of no known chain"
    );
    let wallet = lists.wallet(ANDREYEV).expect("listed");
    assert_eq!(
        (wallet.chain.as_deref(), wallet.programme.as_deref()),
        (Some("btc"), Some("ONE; TWO"))
    );
    let shared: Vec<&str> = lists
        .listings("phone", "+12025550143", None)
        .filter_map(|watch| watch.listing.as_deref())
        .map(|listing| &*listing.id)
        .collect();
    assert_eq!(shared, ["7", "8"], "both parties give this number");
    let linked = lists
        .parties()
        .find(|(_, party)| party.id == "9")
        .expect("kept");
    assert_eq!(linked.1.standing, Standing::Linked);
    assert_eq!(
        linked.1.list, "mine",
        "a table without a name takes that of its artefact"
    );
}

#[test]
fn what_a_community_and_a_sanctions_list_hold_is_found_in_both() {
    let rumours = "kind,value,tier\ndocument,AB123457,rumour\ndomain,oru.example,rumour\n";
    let watched = || about(Kind::WatchedIdentifier);
    for order in [
        vec![(rumours, watched()), (TABLE, table())],
        vec![(TABLE, table()), (rumours, watched())],
    ] {
        let lists = only(&order);
        for (kind, value) in [("document", "AB123457"), ("domain", "mail.oru.example")] {
            let watch = lists.watched(kind, value).expect("watched");
            assert_eq!(watch.tier.as_deref(), Some("rumour"), "{kind}");
            let listings: Vec<_> = lists.listings(kind, value, None).collect();
            assert_eq!(listings.len(), 1, "{kind}");
            assert_eq!(listings[0].tier.as_deref(), Some("sanctions"), "{kind}");
        }
        let listed = lists.watched("email", "jdoe@gmail.com").expect("listed");
        assert_eq!(
            listed.tier.as_deref(),
            Some("sanctions"),
            "what nobody else watches is found as before"
        );
    }
}

#[test]
fn copies_of_one_list_are_one() {
    let mut copy = table();
    copy.name = "copy".to_owned();
    let mut first = table();
    for about in [&mut copy, &mut first] {
        about.attributes.list = Some("authority".to_owned());
    }
    let lists = only(&[(TABLE, first), (TABLE, copy)]);
    assert_eq!((lists.sanctions().len(), lists.parties().count()), (2, 3));
    assert_eq!(lists.wallets(ANDREYEV).len(), 1);
    assert_eq!(lists.listings("phone", "+12025550143", None).count(), 2);
}

const MAPPING: &str = r#"
list = "authority"
separator = "|"
[columns]
"Ref" = "id"
"Full name" = "name"
"Pass" = "passport"
"#;

#[test]
fn a_list_in_parts_is_one_artefact_and_a_broken_one_leaves_the_old_in_force() {
    let (folder, store) = temporary();
    let one = write(
        folder.path(),
        "one.csv",
        "Ref,Full name,Pass\n1,Vane Oru,AB123457\n2,Ilk Oru,AB223457\n",
    );
    let compressed =
        zstd::bulk::compress(b"Ref,Full name,Pass\n3,Ost Oru,AB323457\n", 3).expect("zstd");
    let two = write(folder.path(), "two.csv.zst", compressed);
    let mapping = write(folder.path(), "mapping.toml", MAPPING);
    let add = |files: &[&String]| {
        let files: Vec<String> = files.iter().map(|file| (*file).clone()).collect();
        store.add_several(
            Kind::Sanctions,
            "authority",
            &files,
            Some(&mapping),
            &AddOptions::default(),
        )
    };
    let added = add(&[&one, &two]).expect("two good files");
    assert_eq!(
        (added.artefact().rows, added.artefact().parts.len()),
        (3, 2)
    );
    let again = add(&[&two, &one]).expect("the same files");
    assert!(matches!(again, Change::Unchanged(_)), "{again:?}");
    let updated = store
        .update("authority", &AddOptions::default())
        .expect("all files are there");
    assert!(matches!(updated, Change::Unchanged(_)), "{updated:?}");
    assert!(
        store
            .verify()
            .expect("readable")
            .iter()
            .all(|list| list.outcome.is_ok())
    );

    let in_force = || {
        let lists = store.load_all().expect("the store is whole");
        lists
            .watched("document", "AB323457")
            .map(|watch| watch.list.to_string())
    };
    assert_eq!(in_force().as_deref(), Some("authority"));
    let object = folder
        .path()
        .join("store/objects")
        .join(&added.artefact().sha256);
    let whole = fs::read(object).expect("the stored bundle");
    for length in [20, whole.len() / 2, whole.len() - 1] {
        let cut = write(folder.path(), "cut", &whole[..length]);
        let outcome = store.add(Kind::Sanctions, "authority", &cut, &AddOptions::default());
        let message = outcome.expect_err("a cut bundle").to_string();
        assert!(message.contains("cut off"), "{message}");
        assert_eq!(in_force().as_deref(), Some("authority"));
    }
    let wrong = write(folder.path(), "one.csv", "nothing,of,the,kind\n1,2,3,4\n");
    let outcome = add(&[&wrong, &two]);
    assert!(
        matches!(outcome, Err(ListError::Sanctions { .. })),
        "{outcome:?}"
    );
    assert!(store.update("authority", &AddOptions::default()).is_err());
    assert_eq!(in_force().as_deref(), Some("authority"));

    fs::remove_file(&two).expect("ours");
    let message = store
        .update("authority", &AddOptions::default())
        .expect_err("a part is gone")
        .to_string();
    assert!(message.contains("two.csv.zst"), "{message}");
}

#[test]
fn two_versions_are_compared_before_the_swap_and_after_it() {
    let (folder, store) = temporary();
    let old = write(folder.path(), "old.csv", TABLE);
    let text = TABLE
        .replace("V. Oru", "V. Oru; Vane O.")
        .replace("8,organisation", "10,organisation");
    let new = write(folder.path(), "new.csv", text);
    let options = AddOptions::default();
    let add = |name, file| store.add(Kind::Sanctions, name, file, &options);
    add("mine", &old).expect("good");
    let planned = store
        .diff_files("mine", std::slice::from_ref(&new), None, &options)
        .expect("both are good");
    let summary = planned.summary();
    assert_eq!((summary.added, summary.removed, summary.changed), (1, 1, 1));
    assert_eq!(summary.fields.keys().collect::<Vec<_>>(), ["names"]);
    add("newer", &new).expect("good");
    assert_eq!(store.diff("mine", "newer").expect("two lists"), planned);
    assert!(store.diff("mine", "mine").expect("itself").is_empty());

    let entry = store.sanctions("mine").expect("stored");
    assert_eq!(entry.parties().len(), 3);
    let tor = write(folder.path(), "tor", "5.6.7.8\n");
    let mut class = AddOptions::default();
    class.attributes.class = Some("tor".to_owned());
    store.add(Kind::IpRange, "tor", &tor, &class).expect("good");
    let message = store
        .diff("mine", "tor")
        .expect_err("another kind")
        .to_string();
    assert!(message.contains("kind ip_range"), "{message}");
    let outcome = store.add_several(Kind::IpRange, "tor", &[tor.clone(), tor], None, &class);
    let message = outcome.expect_err("one file is one list").to_string();
    assert!(message.contains("one by one"), "{message}");
    let outcome = store.add_several(Kind::Sanctions, "none", &[], None, &options);
    let message = outcome.expect_err("no file").to_string();
    assert!(message.contains("no file is named"), "{message}");
}

#[test]
fn parts_come_from_servers_too() {
    let (folder, store) = temporary();
    let mapping = write(folder.path(), "mapping.toml", MAPPING);
    let first = answer("200 OK", "", b"Ref,Full name,Pass\n1,Vane Oru,AB123457\n");
    let (server, _requests) = serve(vec![first]);
    let added = store
        .add_several(
            Kind::Sanctions,
            "authority",
            &[format!("{server}/list.csv")],
            Some(&mapping),
            &AddOptions::default(),
        )
        .expect("a good answer");
    assert_eq!(added.artefact().rows, 1);
    assert_eq!(added.artefact().parts, [format!("{server}/list.csv")]);
}

#[test]
fn a_foreign_file_is_refused_in_a_sentence() {
    for text in ["hello\n", "{\"a\": 1}", "<html></html>"] {
        let message = read(text, table()).expect_err("no list").to_string();
        assert!(message.contains("not a sanctions list"), "{message}");
    }
    let empty = bundle(
        &[File {
            name: "x",
            bytes: b"",
        }],
        None,
    );
    assert!(parse(&empty, table(), ReadLimits::default()).is_err());
    let (long, small) = (
        bundle(
            &[File {
                name: "x",
                bytes: TABLE.as_bytes(),
            }],
            None,
        ),
        ReadLimits {
            bytes: 300,
            bad_share: 0.0,
        },
    );
    let outcome = parse(&long, table(), small);
    assert!(
        matches!(outcome, Err(ListError::TooLarge { .. })),
        "{outcome:?}"
    );
}

#[test]
fn the_official_files_load_through_the_store() {
    let Some(data) = shared("lists") else { return };
    let (_folder, store) = temporary();
    let path = |name: &str| data.join(name).to_str().expect("UTF-8").to_owned();
    let mut acts: Vec<String> = fs::read_dir(data.join("eu_oj"))
        .expect("the acts")
        .map(|entry| entry.expect("readable").path())
        // Some acts list nobody, and such a file holds no more than its header.
        .filter(|act| fs::metadata(act).is_ok_and(|act| act.len() > 412))
        .map(|act| act.to_str().expect("UTF-8").to_owned())
        .collect();
    acts.sort();
    let sdn = [
        "ofac_sdn_full_2024-05-03.csv",
        "ofac_sdn_alt_2025-12-24.csv",
        "ofac_sdn_add_2025-12-24.csv",
        "ofac_sdn_comments_2025-12-24.csv",
    ];
    let consolidated = [
        "ofac_cons_prim_2025-12-19.csv",
        "ofac_cons_alt_2025-12-19.csv",
        "ofac_cons_add_2025-12-19.csv",
    ];
    let lists: [(&str, Vec<String>, u64); 6] = [
        ("ofac", sdn.map(path).to_vec(), 19_218),
        ("ofac_cons", consolidated.map(path).to_vec(), 442),
        ("un", vec![path("un_consolidated_2026-02-27.xml")], 1_003),
        (
            "uk",
            vec![path("uk_sanctions_list_primary_2025-08-11.csv")],
            5_302,
        ),
        ("eu", acts, 0),
        (
            "names",
            vec![path("ofac_un_eu_primary_names_2026-08-07.json")],
            26_444,
        ),
    ];
    for (name, files, rows) in &lists {
        let added = store
            .add_several(Kind::Sanctions, name, files, None, &AddOptions::default())
            .unwrap_or_else(|error| panic!("{error}"));
        let artefact = added.artefact();
        eprintln!(
            "{name}: {} rows, of {:?}, {:?}",
            artefact.rows, artefact.about.date, artefact.notes
        );
        assert_eq!(artefact.bad, 0);
        assert!(*rows == 0 || artefact.rows == *rows, "{name}");
        assert!(artefact.about.source.is_some(), "{name}");
    }
    let entry = store.sanctions("ofac").expect("stored");
    assert!(entry.list.counts.is_complete());
    let start = std::time::Instant::now();
    let lists = store.load_all().expect("all lists are whole");
    eprintln!("all lists load in {:?}", start.elapsed());
    assert_eq!(lists.sanctions().len(), 7, "six of the user and ours");
    let wallet = lists.wallet(ANDREYEV).expect("listed");
    assert_eq!(&*wallet.list, "sanctions_dprk_itw", "{wallet:?}");
    for id in ["55062", "55063", "55064", "55065"] {
        let lists_with = lists
            .parties()
            .filter(|(_, party)| party.id == id && party.list.starts_with("ofac"));
        assert_eq!(
            lists_with.count(),
            1,
            "{id} stands in the snapshot, in the embedded list and in files of the whole list"
        );
    }
    // Listed by OFAC: a passport, found from the whole list and not a second time from the embedded one.
    let watches: Vec<_> = lists.listings("document", "109420132", None).collect();
    let lists_named: Vec<&str> = watches.iter().map(|watch| &*watch.list).collect();
    assert_eq!(lists_named, ["ofac"]);
    assert!(lists.available(Kind::Sanctions, Some("un")));
    let harmless = [
        ("domain", "gmail.com"),
        ("domain", "mail.ru"),
        ("domain", "facebook.com"),
        ("domain", "t.me"),
        ("domain", "google.com"),
        ("domain", "yahoo.com"),
        ("email", "info@example.org"),
    ];
    for (kind, value) in harmless {
        assert_eq!(lists.watched(kind, value), None, "{kind} {value}");
    }
}
