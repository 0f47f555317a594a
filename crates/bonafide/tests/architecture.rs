//! Arrows between our crates only point down, as ARCHITECTURE.md draws them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

/// Each crate with the crates of ours that it may depend on.
const ARROWS: &[(&str, &[&str])] = &[
    ("bonafide-model", &[]),
    ("bonafide-signals", &[]),
    ("bonafide-mapped", &[]),
    ("bonafide-linking", &["bonafide-signals"]),
    ("bonafide-names", &["bonafide-signals"]),
    ("bonafide-verdicts", &["bonafide-linking"]),
    ("bonafide-sanctions", &["bonafide-signals"]),
    (
        "bonafide-lists",
        &["bonafide-model", "bonafide-sanctions", "bonafide-signals"],
    ),
    ("bonafide-records", &["bonafide-model", "bonafide-signals"]),
    ("bonafide-report", &["bonafide-model"]),
    ("bonafide-catalogue", &["bonafide-model", "bonafide-report"]),
    (
        "bonafide-simulator",
        &["bonafide-model", "bonafide-records"],
    ),
    (
        "bonafide-evaluation",
        &["bonafide-model", "bonafide-records", "bonafide-report"],
    ),
    (
        "bonafide-screening",
        &[
            "bonafide-lists",
            "bonafide-mapped",
            "bonafide-names",
            "bonafide-sanctions",
            "bonafide-signals",
        ],
    ),
    (
        "bonafide-engine",
        &[
            "bonafide-linking",
            "bonafide-lists",
            "bonafide-mapped",
            "bonafide-model",
            "bonafide-names",
            "bonafide-records",
            "bonafide-screening",
            "bonafide-signals",
            "bonafide-verdicts",
        ],
    ),
    (
        "bonafide",
        &[
            "bonafide-catalogue",
            "bonafide-engine",
            "bonafide-evaluation",
            "bonafide-linking",
            "bonafide-lists",
            "bonafide-mapped",
            "bonafide-model",
            "bonafide-names",
            "bonafide-records",
            "bonafide-report",
            "bonafide-sanctions",
            "bonafide-screening",
            "bonafide-simulator",
            "bonafide-verdicts",
        ],
    ),
    ("xtask", &[]),
];

fn packages() -> Vec<serde_json::Value> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--format-version",
            "1",
            "--no-deps",
            "--offline",
        ])
        .current_dir(root)
        .output()
        .expect("cargo metadata runs");
    let metadata: serde_json::Value =
        serde_json::from_slice(&output.stdout).expect("cargo metadata is JSON");
    metadata["packages"].as_array().expect("packages").clone()
}

fn dependencies(package: &serde_json::Value) -> impl Iterator<Item = &str> {
    let all = package["dependencies"]
        .as_array()
        .expect("dependencies")
        .iter();
    all.filter(|dependency| dependency["kind"].is_null())
        .filter_map(|dependency| dependency["name"].as_str())
}

#[test]
fn no_crate_depends_upward() {
    let allowed: BTreeMap<&str, BTreeSet<&str>> = ARROWS
        .iter()
        .map(|(name, below)| (*name, below.iter().copied().collect()))
        .collect();
    for package in packages() {
        let name = package["name"].as_str().expect("a name").to_owned();
        let Some(below) = allowed.get(name.as_str()) else {
            panic!("{name} is not in the picture: add it here and in ARCHITECTURE.md");
        };
        for dependency in
            dependencies(&package).filter(|dependency| allowed.contains_key(dependency))
        {
            assert!(
                below.contains(dependency),
                "{name} must not depend on {dependency}"
            );
        }
    }
}

#[test]
fn only_the_engine_sees_the_query_engine() {
    for package in packages() {
        let name = package["name"].as_str().expect("a name").to_owned();
        let plans_queries =
            dependencies(&package).any(|dependency| dependency.starts_with("datafusion"));
        assert!(
            !plans_queries || name == "bonafide-engine",
            "{name} must not plan queries"
        );
    }
}
