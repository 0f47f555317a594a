//! Lists over HTTP, from a server on loopback.

mod common;

use std::fs;

use bonafide_lists::{AddOptions, Change, DownloadLimits, Kind, ListError, Store};
use common::{answer, serve};
use tempfile::TempDir;

fn store() -> (TempDir, Store) {
    let folder = TempDir::new().expect("a temporary folder");
    let store = Store::open(folder.path().join("store")).expect("a new store");
    (folder, store)
}

fn vpn() -> AddOptions {
    let mut options = AddOptions::default();
    options.attributes.class = Some("vpn".to_owned());
    options
}

const RANGES: &[u8] = b"5.0.0.0/24\n5.0.1.0/24\n5.0.2.0/24\n5.0.3.0/24\n";

/// Adds a good list from a server that answers the second request with `second`, and updates it.
fn update_after(
    second: Vec<u8>,
    options: &AddOptions,
) -> (Result<Change, ListError>, Store, TempDir) {
    let (url, _requests) = serve(vec![answer("200 OK", "ETag: \"one\"\r\n", RANGES), second]);
    let (folder, store) = store();
    store
        .add(Kind::IpRange, "vpn", &format!("{url}/vpn.txt"), &vpn())
        .expect("the first download is good");
    let outcome = store.update("vpn", options);
    (outcome, store, folder)
}

/// Whatever went wrong, the first list is still there and still answers.
fn assert_old_list_stays(store: &Store) {
    let lists = store.load_all().expect("the store is whole");
    let fact = lists.ip_fact("5.0.3.9").expect("an address");
    assert_eq!(fact.vpn, Some(true));
    assert!(
        store
            .verify()
            .expect("the store is readable")
            .iter()
            .all(|list| list.outcome.is_ok())
    );
}

#[test]
fn a_list_is_fetched_and_its_validators_are_sent_back() {
    let (url, requests) = serve(vec![
        answer(
            "200 OK",
            "ETag: \"one\"\r\nLast-Modified: Sat, 22 Aug 2026 00:00:00 GMT\r\n",
            RANGES,
        ),
        answer("304 Not Modified", "", b""),
    ]);
    let (_folder, store) = store();
    let added = store
        .add(Kind::IpRange, "vpn", &format!("{url}/vpn.txt"), &vpn())
        .expect("good");
    assert!(matches!(&added, Change::Added(artefact) if artefact.rows == 4));
    let first = requests.recv().expect("one request came");
    assert!(first.starts_with("GET /vpn.txt HTTP/1.1"), "{first}");
    assert!(!first.to_lowercase().contains("if-none-match"), "{first}");

    let updated = store
        .update("vpn", &AddOptions::default())
        .expect("304 is no error");
    assert!(matches!(updated, Change::Unchanged(_)));
    let second = requests
        .recv()
        .expect("another request came")
        .to_lowercase();
    assert!(second.contains("if-none-match: \"one\""), "{second}");
    assert!(
        second.contains("if-modified-since: sat, 22 aug 2026 00:00:00 gmt"),
        "{second}"
    );
    assert_old_list_stays(&store);
}

#[test]
fn a_new_version_takes_the_place_of_the_old_and_keeps_what_was_said_of_it() {
    let new = b"5.0.3.0/24\n6.0.0.0/24\n6.0.1.0/24\n";
    let (outcome, store, _folder) = update_after(answer("200 OK", "", new), &AddOptions::default());
    assert!(
        matches!(outcome, Ok(Change::Replaced { .. })),
        "{outcome:?}"
    );
    let lists = store.load_all().expect("the store is whole");
    assert_eq!(
        lists.ip_fact("6.0.1.1").and_then(|fact| fact.vpn),
        Some(true)
    );
    assert_eq!(
        lists.ip_fact("5.0.0.1").and_then(|fact| fact.vpn),
        Some(false)
    );
    let objects = fs::read_dir(_folder.path().join("store/objects"))
        .expect("a folder")
        .count();
    assert_eq!(objects, 1, "the old bytes are gone");
}

#[test]
fn a_body_that_breaks_off_changes_nothing() {
    let mut cut = answer("200 OK", "", b"6.0.0.0/24\n6.0.1.0/24\n6.0.2.0/24\n");
    cut.truncate(cut.len() - 12);
    let (outcome, store, _folder) = update_after(cut, &AddOptions::default());
    assert!(
        matches!(outcome, Err(ListError::Download { .. })),
        "{outcome:?}"
    );
    assert_old_list_stays(&store);
}

#[test]
fn a_server_error_changes_nothing() {
    let answer = answer("500 Internal Server Error", "", b"sorry");
    let (outcome, store, _folder) = update_after(answer, &AddOptions::default());
    let message = outcome.expect_err("500 is an error").to_string();
    assert!(message.contains("status 500"), "{message}");
    assert_old_list_stays(&store);
}

#[test]
fn a_web_page_instead_of_a_list_changes_nothing() {
    let page = b"<!DOCTYPE html>\n<html><body>Please sign in</body></html>\n";
    let (outcome, store, _folder) =
        update_after(answer("200 OK", "", page), &AddOptions::default());
    assert!(
        matches!(outcome, Err(ListError::TooManyBadRows { .. })),
        "{outcome:?}"
    );
    assert_old_list_stays(&store);
}

#[test]
fn an_empty_answer_changes_nothing() {
    let (outcome, store, _folder) = update_after(answer("200 OK", "", b""), &AddOptions::default());
    assert!(matches!(outcome, Err(ListError::Empty(_))), "{outcome:?}");
    assert_old_list_stays(&store);
}

#[test]
fn a_file_that_lost_most_of_its_rows_changes_nothing_unless_allowed() {
    let short = || answer("200 OK", "", b"6.0.0.0/24\n");
    let (outcome, store, _folder) = update_after(short(), &AddOptions::default());
    assert!(
        matches!(outcome, Err(ListError::Shrunk { new: 1, old: 4, .. })),
        "{outcome:?}"
    );
    assert_old_list_stays(&store);
    let allowing = AddOptions {
        allow_shrinking: true,
        ..AddOptions::default()
    };
    let (outcome, _store, _folder) = update_after(short(), &allowing);
    assert!(
        matches!(outcome, Ok(Change::Replaced { .. })),
        "{outcome:?}"
    );
}

#[test]
fn a_file_over_the_limit_is_refused_whether_announced_or_not() {
    let limits = DownloadLimits {
        bytes: 1000,
        ..DownloadLimits::default()
    };
    let options = AddOptions {
        download: limits,
        ..AddOptions::default()
    };
    let body = b"6.0.0.0/24\n".repeat(200);
    let mut unannounced = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".to_vec();
    unannounced.extend_from_slice(&body);
    for large in [answer("200 OK", "", &body), unannounced] {
        let (outcome, store, _folder) = update_after(large, &options);
        assert!(
            matches!(outcome, Err(ListError::TooLarge { limit: 1000, .. })),
            "{outcome:?}"
        );
        assert_old_list_stays(&store);
    }
}

#[test]
fn a_compressed_bomb_is_refused() {
    let bomb =
        zstd::bulk::compress(&b"6.0.0.0/24\n".repeat(100_000), 19).expect("it can be compressed");
    assert!(bomb.len() < 10_000);
    let mut options = AddOptions::default();
    options.limits.bytes = 100_000;
    let (outcome, store, _folder) = update_after(answer("200 OK", "", &bomb), &options);
    assert!(
        matches!(outcome, Err(ListError::TooLarge { limit: 100_000, .. })),
        "{outcome:?}"
    );
    assert_old_list_stays(&store);
}

#[test]
fn redirects_are_followed_within_http_and_nowhere_else() {
    let (target, _requests) = serve(vec![answer("200 OK", "", RANGES)]);
    let hop = answer(
        "302 Found",
        &format!("Location: {target}/moved.txt\r\n"),
        b"",
    );
    let (url, _requests) = serve(vec![hop]);
    let (_folder, store) = store();
    store
        .add(Kind::IpRange, "vpn", &url, &vpn())
        .expect("a redirect to http is followed");
    assert_old_list_stays(&store);

    for foreign in [
        "file:///etc/hostname",
        "ftp://example.org/list",
        "data:text/plain,5.0.0.0/24",
    ] {
        let hop = answer("302 Found", &format!("Location: {foreign}\r\n"), b"");
        let (url, _requests) = serve(vec![hop]);
        let outcome = store.add(Kind::IpRange, "other", &url, &vpn());
        let message = outcome
            .expect_err("a foreign scheme is refused")
            .to_string();
        assert!(message.contains("only http and https"), "{message}");
    }
    let again = answer("302 Found", "Location: /again\r\n", b"");
    let (url, _requests) = serve(vec![again; 8]);
    let message = store
        .add(Kind::IpRange, "loop", &url, &vpn())
        .expect_err("a loop ends")
        .to_string();
    assert!(message.contains("redirected more than"), "{message}");
}

#[test]
fn a_server_that_never_answers_is_given_up() {
    let silent = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("http://{}/", silent.local_addr().expect("an address"));
    let limits = DownloadLimits {
        time: std::time::Duration::from_millis(300),
        ..DownloadLimits::default()
    };
    let (_folder, store) = store();
    let options = AddOptions {
        download: limits,
        ..vpn()
    };
    let outcome = store.add(Kind::IpRange, "vpn", &url, &options);
    assert!(
        matches!(outcome, Err(ListError::Download { .. })),
        "{outcome:?}"
    );
}
