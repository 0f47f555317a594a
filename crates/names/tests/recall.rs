//! The index finds whatever comparing with every name finds, on real lists.

use std::path::PathBuf;

use bonafide_names::{Entry, Index, Name, Schema, Strength};

fn shared() -> Option<PathBuf> {
    let shared = std::env::var("BONAFIDE_SHARED").map_or_else(
        |_| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared"),
        PathBuf::from,
    );
    let found = shared.join("data/names").is_dir();
    if !found {
        eprintln!(
            "SKIPPED: no shared lists under {}; set BONAFIDE_SHARED",
            shared.display()
        );
    }
    found.then_some(shared)
}

fn listed(shared: &std::path::Path) -> Vec<Entry> {
    let path = shared.join("data/lists/ofac_un_eu_primary_names_2026-08-07.json");
    let text = std::fs::read_to_string(path).expect("the shared list can be read");
    let lists: serde_json::Value = serde_json::from_str(&text).expect("the shared list is JSON");
    let mut entries = Vec::new();
    for list in ["OFAC", "UN", "EU"] {
        for (place, (_, row)) in lists[list].as_object().into_iter().flatten().enumerate() {
            // Every third name keeps the exhaustive side fast enough for a test.
            if place % 3 == 0 {
                let schema = match row[2].as_str() {
                    Some("개인") => Schema::Person,
                    Some("선박" | "항공기") => Schema::Vessel,
                    _ => Schema::Unknown,
                };
                let text = row[0].as_str().unwrap_or_default().to_owned();
                entries.push(Entry {
                    text,
                    schema,
                    party: entries.len() as u32,
                    strength: Strength::Strong,
                });
            }
        }
    }
    entries
}

#[test]
fn search_finds_what_comparing_with_every_name_finds() {
    let Some(shared) = shared() else { return };
    let index = Index::build(listed(&shared));
    assert!(index.len() > 8_000);
    let text = std::fs::read_to_string(shared.join("data/names/retrieval_queries_dev.jsonl"))
        .expect("the shared queries can be read");
    let mut compared = 0;
    for (place, line) in text.lines().enumerate() {
        if place % 12 != 0 {
            continue;
        }
        let row: serde_json::Value = serde_json::from_str(line).expect("a query is JSON");
        let query = Name::analyse(
            row["query"].as_str().unwrap_or_default(),
            Schema::parse(row["schema"].as_str().unwrap_or_default()),
        );
        let exhaustive = index.search_exhaustively(&query, 50);
        assert_eq!(index.search(&query, 50), exhaustive, "{}", query.text());
        compared += 1;
    }
    assert!(compared > 200);
}

#[test]
fn an_opened_index_answers_as_the_built_one() {
    let Some(shared) = shared() else { return };
    let built = Index::build(listed(&shared));
    let bytes = built.to_bytes();
    let opened = Index::open(bytes.clone()).expect("it was just written");
    assert_eq!(opened.to_bytes(), bytes);
    for query in [
        "Kim Jong Un",
        "김정은",
        "GAZPROM",
        "محمد علي",
        "Bank of Korea",
    ] {
        let query = Name::analyse(query, Schema::Unknown);
        assert_eq!(built.search(&query, 50), opened.search(&query, 50));
    }
}

#[test]
fn indexes_are_shared_by_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Index>();
    shared::<Name>();
}
