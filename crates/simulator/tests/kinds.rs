//! Every innocent explanation of the catalogue has its people in the world, or a reason why not.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use bonafide_simulator::{HonestKind, PARAMETERS};
use serde::Deserialize;

/// How one explanation is met.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Met {
    #[serde(default)]
    kinds: Vec<String>,
    anybody: Option<String>,
    missing: Option<String>,
}

type Table = BTreeMap<String, BTreeMap<String, Met>>;

fn table() -> Table {
    toml::from_str(include_str!("../data/benign.toml")).expect("the table is TOML")
}

fn catalogue() -> BTreeMap<String, BTreeSet<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogue/indicators.json");
    let text = std::fs::read_to_string(path).expect("the catalogue");
    let entries: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let texts = |entry: &serde_json::Value| {
        let explanations = entry["benign_explanations"].as_array().expect("a list");
        explanations
            .iter()
            .filter_map(|one| one.as_str().map(str::to_owned))
            .collect()
    };
    entries
        .as_array()
        .expect("a list")
        .iter()
        .map(|entry| {
            (
                entry["id"].as_str().expect("an id").to_owned(),
                texts(entry),
            )
        })
        .collect()
}

#[test]
fn no_innocent_explanation_of_the_catalogue_is_forgotten_and_none_is_invented() {
    let table = table();
    let said: BTreeMap<String, BTreeSet<String>> = table
        .iter()
        .map(|(indicator, met)| (indicator.clone(), met.keys().cloned().collect()))
        .collect();
    assert_eq!(
        said,
        catalogue(),
        "data/benign.toml against catalogue/indicators.json"
    );
}

#[test]
fn every_explanation_is_met_by_known_kinds_or_a_parameter_or_has_a_reason() {
    let words: BTreeSet<&str> = HonestKind::ALL.iter().map(|kind| kind.word()).collect();
    let parameters: toml::Table = PARAMETERS.parse().expect("the parameters");
    for (indicator, explanations) in &table() {
        for (text, met) in explanations {
            let here = format!("{indicator}: {text}");
            for kind in &met.kinds {
                assert!(words.contains(kind.as_str()), "{here}: no kind {kind}");
            }
            if let Some(name) = &met.anybody {
                let value = name
                    .split_once('.')
                    .and_then(|(section, field)| parameters["parameters"][section].get(field));
                let share = value.and_then(toml::Value::as_float);
                assert!(
                    share.is_some_and(|share| share > 0.0),
                    "{here}: no parameter {name}"
                );
            }
            let met_by_people = !met.kinds.is_empty() || met.anybody.is_some();
            match &met.missing {
                Some(reason) => {
                    assert!(!met_by_people, "{here} is met and called missing");
                    assert!(
                        reason.split_whitespace().count() >= 6,
                        "{here}: {reason:?} is no reason"
                    );
                }
                None => assert!(met_by_people, "{here} is met by nobody"),
            }
        }
    }
}

#[test]
fn every_kind_of_honest_person_stands_for_an_explanation() {
    let table = table();
    let named: BTreeSet<&str> = table
        .values()
        .flat_map(BTreeMap::values)
        .flat_map(|met| met.kinds.iter().map(String::as_str))
        .collect();
    for kind in HonestKind::ALL {
        assert!(
            named.contains(kind.word()),
            "no explanation of the catalogue asks for {kind:?}"
        );
    }
}

#[test]
fn most_explanations_have_people_and_few_are_missing() {
    let table = table();
    let all = table.values().map(BTreeMap::len).sum::<usize>();
    let missing = table
        .values()
        .flat_map(BTreeMap::values)
        .filter(|met| met.missing.is_some())
        .count();
    assert!(
        missing * 15 < all,
        "{missing} of {all} explanations are missing"
    );
}
