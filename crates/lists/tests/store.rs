//! The store of lists: add, update, verify, remove.

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use bonafide_lists::{AddOptions, Change, Kind, ListError, Store};
use proptest::prelude::*;
use tempfile::TempDir;

fn temporary() -> (TempDir, Store) {
    let folder = TempDir::new().expect("a temporary folder");
    let store = Store::open(folder.path().join("store")).expect("a new store");
    (folder, store)
}

fn write(folder: &Path, name: &str, text: &str) -> String {
    let path: PathBuf = folder.join(name);
    fs::write(&path, text).expect("the folder is ours");
    path.to_str().expect("a temporary path is UTF-8").to_owned()
}

fn class(class: &str) -> AddOptions {
    let mut options = AddOptions::default();
    options.attributes.class = Some(class.to_owned());
    options
}

#[test]
fn a_list_is_added_found_again_and_removed() {
    let (folder, store) = temporary();
    let file = write(folder.path(), "tor.txt", "# exits\n5.6.7.8\n2a00::/32\n");
    let options = AddOptions {
        source: Some("an exit list".into()),
        licence: Some("CC0".into()),
        ..class("tor")
    };
    let added = store
        .add(Kind::IpRange, "tor", &file, &options)
        .expect("a good list");
    assert_eq!(added.artefact().rows, 2);

    let reopened = Store::open(folder.path().join("store")).expect("the same store");
    let lists = reopened.load_all().expect("the store is whole");
    assert_eq!(
        lists.ip_fact("5.6.7.8").and_then(|fact| fact.tor),
        Some(true)
    );
    assert_eq!(
        lists.ip_fact("5.6.7.9").and_then(|fact| fact.tor),
        Some(false)
    );
    assert_eq!(
        lists.ip_fact("5.6.7.8").and_then(|fact| fact.vpn),
        None,
        "no list of VPNs"
    );
    let hash = lists
        .hashes()
        .iter()
        .find(|list| list.name == "tor")
        .expect("the list is named");
    assert_eq!(hash.sha256, added.artefact().sha256);
    assert_eq!(hash.licence.as_deref(), Some("CC0"));

    assert_eq!(
        reopened.remove("tor").expect("it was there").about.name,
        "tor"
    );
    assert!(reopened.status().expect("readable").is_empty());
    let message = reopened.remove("tor").expect_err("it is gone").to_string();
    assert!(message.contains("there is no list \"tor\""), "{message}");
}

#[test]
fn an_older_file_is_refused() {
    let (folder, store) = temporary();
    let new = write(
        folder.path(),
        "new",
        "# Last Updated: 2026-08-22 04:25:46 UTC\nexample.org\n",
    );
    let old = write(
        folder.path(),
        "old",
        "# Last Updated: 2025-01-01\nexample.com\n",
    );
    store
        .add(Kind::EmailDomain, "throwaway", &new, &class("disposable"))
        .expect("good");
    let outcome = store.add(Kind::EmailDomain, "throwaway", &old, &class("disposable"));
    assert!(
        matches!(outcome, Err(ListError::Older { .. })),
        "{outcome:?}"
    );
    let lists = store.load_all().expect("whole");
    assert_eq!(
        lists.email_fact("x.example.org").disposable,
        Some(true),
        "the newer list stays"
    );

    let allowing = AddOptions {
        allow_older: true,
        ..class("disposable")
    };
    let outcome = store.add(Kind::EmailDomain, "throwaway", &old, &allowing);
    assert!(
        matches!(outcome, Ok(Change::Replaced { .. })),
        "{outcome:?}"
    );
}

#[test]
fn damaged_bytes_are_found_and_never_used() {
    let (folder, store) = temporary();
    let file = write(folder.path(), "free", "example.org\nexample.com\n");
    let added = store
        .add(Kind::EmailDomain, "free", &file, &class("free"))
        .expect("good");
    let object = folder
        .path()
        .join("store/objects")
        .join(&added.artefact().sha256);
    fs::write(&object, "example.net\n").expect("the store is ours");
    let verified = store.verify().expect("readable");
    assert!(
        matches!(&verified[0].outcome, Err(ListError::Damaged { .. })),
        "{verified:?}"
    );
    assert!(
        !store.status().expect("readable")[0].is_present,
        "the size differs"
    );
    assert!(matches!(store.load_all(), Err(ListError::Damaged { .. })));
}

#[test]
fn a_name_cannot_leave_the_store() {
    let (folder, store) = temporary();
    let file = write(folder.path(), "x", "example.org\n");
    for name in [
        "",
        "..",
        "../x",
        "a/b",
        "A",
        ".hidden",
        "a b",
        &"a".repeat(65),
    ] {
        let outcome = store.add(Kind::EmailDomain, name, &file, &class("free"));
        assert!(
            matches!(outcome, Err(ListError::BadName(_))),
            "{name:?}: {outcome:?}"
        );
    }
}

#[test]
fn a_list_keeps_its_kind() {
    let (folder, store) = temporary();
    let file = write(folder.path(), "x", "example.org\n");
    store
        .add(Kind::EmailDomain, "mail", &file, &class("free"))
        .expect("good");
    let mut options = AddOptions::default();
    options.attributes.value_kind = Some("domain".into());
    let message = store
        .add(Kind::WatchedIdentifier, "mail", &file, &options)
        .expect_err("another kind")
        .to_string();
    assert!(message.contains("kind email_domain"), "{message}");
}

#[test]
fn a_missing_file_is_a_sentence() {
    let (folder, store) = temporary();
    let nowhere = folder.path().join("nowhere.csv");
    let outcome = store.add(
        Kind::Wallet,
        "w",
        nowhere.to_str().expect("UTF-8"),
        &AddOptions::default(),
    );
    let message = outcome.expect_err("no such file").to_string();
    assert!(
        message.starts_with("cannot read") && message.contains("nowhere.csv"),
        "{message}"
    );

    let file = write(folder.path(), "free", "example.org\n");
    store
        .add(Kind::EmailDomain, "free", &file, &class("free"))
        .expect("good");
    fs::remove_file(&file).expect("ours");
    let outcome = store.update("free", &AddOptions::default());
    assert!(
        matches!(outcome, Err(ListError::NoOrigin(..))),
        "{outcome:?}"
    );
}

#[test]
fn many_at_once_leave_a_whole_store() {
    let (folder, store) = temporary();
    let files: Vec<String> = (0..8)
        .map(|i| {
            write(
                folder.path(),
                &format!("f{i}"),
                &format!("a{i}.example.org\nb.example.org\n"),
            )
        })
        .collect();
    std::thread::scope(|scope| {
        for (i, file) in files.iter().enumerate() {
            let store = &store;
            scope.spawn(move || {
                let name = format!("list{}", i % 3);
                store
                    .add(Kind::EmailDomain, &name, file, &class("disposable"))
                    .expect("each waits its turn");
            });
        }
    });
    assert_eq!(store.status().expect("readable").len(), 3);
    assert!(
        store
            .verify()
            .expect("readable")
            .iter()
            .all(|list| list.outcome.is_ok())
    );
    assert_eq!(
        fs::read_dir(folder.path().join("store/objects"))
            .expect("ours")
            .count(),
        3
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_is_added_is_verified_loaded_and_gone_when_removed(
        hosts in proptest::collection::btree_set("[a-z]{3,12}", 1..30),
        compression in 0..3,
    ) {
        let (folder, store) = temporary();
        let text: String = hosts.iter().map(|host| format!("{host}.example.org\n")).collect();
        let bytes = match compression {
            0 => text.into_bytes(),
            1 => zstd::bulk::compress(text.as_bytes(), 3).expect("zstd"),
            _ => {
                let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
                std::io::Write::write_all(&mut gzip, text.as_bytes()).expect("gzip");
                gzip.finish().expect("gzip")
            }
        };
        let path = folder.path().join("list");
        fs::write(&path, bytes).expect("ours");
        let origin = path.to_str().expect("UTF-8");
        let added = store.add(Kind::EmailDomain, "list", origin, &class("disposable")).expect("good");
        prop_assert_eq!(added.artefact().rows, hosts.len() as u64);
        prop_assert!(store.verify().expect("readable")[0].outcome.is_ok());
        let lists = store.load_all().expect("whole");
        for host in &hosts {
            prop_assert_eq!(lists.email_fact(&format!("{host}.example.org")).disposable, Some(true));
        }
        prop_assert_eq!(lists.email_fact("other.example.com").disposable, Some(false));
        let again = store.update("list", &AddOptions::default()).expect("the same file");
        prop_assert!(matches!(again, Change::Unchanged(_)));
        store.remove("list").expect("it is there");
        let left = fs::read_dir(folder.path().join("store/objects")).expect("ours").count();
        prop_assert_eq!(left, 0);
    }
}
