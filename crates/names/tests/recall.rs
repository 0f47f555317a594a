//! The index finds whatever comparing with every name finds, on real lists.

use std::path::PathBuf;

use bonafide_names::{Entry, Index, Name, Schema, Strength};
use proptest::prelude::*;

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

/// How many of the lists' names are passed over between two that are tried; fewer take longer.
fn stride() -> usize {
    let said = std::env::var("BONAFIDE_RECALL_STRIDE").ok();
    said.and_then(|said| said.parse().ok()).unwrap_or(23).max(1)
}

#[test]
fn every_listed_name_finds_what_comparing_it_with_all_others_finds() {
    let Some(shared) = shared() else { return };
    let entries = listed(&shared);
    let index = Index::build(entries.clone());
    let schemas = [Schema::Person, Schema::Organisation, Schema::Unknown];
    let mut compared = 0;
    for (place, entry) in entries.iter().enumerate().step_by(stride()) {
        // As it is listed, and as somebody may think it is.
        for schema in [entry.schema, schemas[place % 3]] {
            let query = Name::analyse(&entry.text, schema);
            let exhaustive = index.search_exhaustively(&query, 50);
            assert_eq!(index.search(&query, 50), exhaustive, "{}", query.text());
            compared += 1;
        }
    }
    assert!(compared >= 2 * (entries.len() / stride()));
}

#[test]
fn changed_entries_find_the_names_that_find_them() {
    let Some(shared) = shared() else { return };
    let entries = listed(&shared);
    let changed = Index::build(entries.iter().step_by(entries.len() / 100).cloned());
    let names: Vec<Name> = entries
        .iter()
        .map(|entry| Name::analyse(&entry.text, entry.schema))
        .collect();
    let affected = Index::build(entries).affected_by(&changed, 10);
    assert!(affected.len() > 100);
    assert_eq!(affected, changed.screen(&names, 10));
}

/// Words that are alike in every way that the engine knows, and some that are not.
fn word() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "mohammed",
        "mahmud",
        "ali",
        "hassan",
        "husain",
        "abdul",
        "rahman",
        "abdelrahman",
        "bin",
        "al",
        "ivan",
        "john",
        "jon",
        "ivanovich",
        "petrov",
        "petroff",
        "good",
        "will",
        "goodwill",
        "kim",
        "jong",
        "un",
        "ung",
        "sun",
        "soon",
        "ri",
        "lee",
        "chol",
        "pak",
        "park",
        "trading",
        "general",
        "bank",
        "korea",
        "ltd",
        "gmbh",
        "company",
        "ministry",
        "department",
        "of",
        "ocean",
        "oceanic",
        "shipping",
        "kazan",
        "kazansky",
        "van",
        "der",
        "bilt",
        "vanderbilt",
        "김",
        "정은",
        "김정은",
        "응순",
        "은성",
        "조선",
        "무역회사",
        "金",
        "正恩",
        "習近平",
        "иван",
        "петров",
        "ооо",
        "محمد",
        "علي",
        "حسن",
        "الرحمن",
        "3",
        "three",
        "iii",
        "j",
        "j.",
        "m",
        "dprk",
        "ibm",
        "international",
        "business",
        "machines",
        "one",
    ])
    .prop_map(str::to_owned);
    let spelled = "[bdghjklmnprstvz][aeiou][bdklmnrstz]{1,2}[aeiou]?[klmnrs]?";
    let slipped = (known.clone(), 0usize..12, "[a-z]").prop_map(|(word, place, letter)| {
        let mut letters: Vec<char> = word.chars().collect();
        let place = place % letters.len();
        letters[place] = letter.chars().next().unwrap_or('a');
        letters.into_iter().collect()
    });
    prop_oneof![5 => known, 2 => spelled.prop_map(|it: String| it), 2 => slipped]
}

fn invented() -> impl Strategy<Value = (String, Schema)> {
    let joint = prop::sample::select(vec![" ", " ", " ", " ", ", ", "-", " (", "", "/"]);
    let words = prop::collection::vec((word(), joint), 1..6);
    let schema = prop::sample::select(vec![
        Schema::Person,
        Schema::Person,
        Schema::Organisation,
        Schema::Vessel,
        Schema::Unknown,
    ]);
    (words, schema).prop_map(|(words, schema)| {
        let text: String = words
            .into_iter()
            .flat_map(|(word, joint)| [word, joint.to_owned()])
            .collect();
        (text, schema)
    })
}

fn entry((text, schema): (String, Schema)) -> Entry {
    Entry {
        text,
        schema,
        party: 0,
        strength: Strength::Strong,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn search_is_exact_on_invented_names(
        names in prop::collection::vec(invented(), 1..120),
        queries in prop::collection::vec(invented(), 1..12),
    ) {
        let index = Index::build(names.iter().cloned().map(entry));
        // The second time each thread answers from what it remembers of the words.
        for (text, schema) in names.iter().step_by(9).chain(&queries).chain(&queries) {
            let query = Name::analyse(text, *schema);
            prop_assert_eq!(index.search(&query, 50), index.search_exhaustively(&query, 50), "{}", text);
        }
    }

    #[test]
    fn changed_entries_find_the_invented_names_that_find_them(
        names in prop::collection::vec(invented(), 1..120),
        changed in prop::collection::vec(invented(), 1..12),
    ) {
        let changed = Index::build(changed.into_iter().map(entry));
        let analysed: Vec<Name> =
            names.iter().map(|(text, schema)| Name::analyse(text, *schema)).collect();
        let stored = Index::build(names.into_iter().map(entry));
        prop_assert_eq!(stored.affected_by(&changed, 3), changed.screen(&analysed, 3));
    }

    #[test]
    fn damaged_bytes_are_told(
        names in prop::collection::vec(invented(), 1..20),
        place in any::<prop::sample::Index>(),
        bit in 0u8..8,
    ) {
        let bytes = Index::build(names.into_iter().map(entry)).to_bytes();
        let place = place.index(bytes.len());
        let mut flipped = bytes.clone();
        flipped[place] ^= 1 << bit;
        // Four bytes of the head hold nothing.
        prop_assert!(Index::open(flipped).is_err() || (12..16).contains(&place));
        prop_assert!(Index::open(bytes[..place].to_vec()).is_err());
    }
}

/// The name in brackets is all that names there, and its lack counts against nobody.
#[test]
fn a_name_is_found_by_its_general_words_where_only_a_bracket_names() {
    for (listed, kind, asked) in [
        ("ocean 3", Schema::Organisation, "ocean 3 (mohammed)"),
        (
            "iaanovich петров",
            Schema::Unknown,
            "korea (mahmud петров iaanovich mahmud)",
        ),
        (
            "iaanovich петров",
            Schema::Unknown,
            "ltd/習近平, петров (icanovich/hikter",
        ),
    ] {
        let index = Index::build([entry((listed.to_owned(), kind))]);
        for schema in [
            Schema::Organisation,
            Schema::Person,
            Schema::Vessel,
            Schema::Unknown,
        ] {
            let query = Name::analyse(asked, schema);
            let found = index.search(&query, 5);
            assert_eq!(
                found,
                index.search_exhaustively(&query, 5),
                "{asked} {schema:?}"
            );
        }
    }
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
