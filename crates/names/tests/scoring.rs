//! Stored scores are keyed by the version of the scoring, so that must change whenever a score does.

use bonafide_names::{
    Entry, Index, IndexError, Name, Schema, Strength, scoring_version, similarity,
};

const SCORES: &str = include_str!("scores.csv");
const HEAD: &str = "schema,left,right,score\n";

/// The pairs with the scores of today, below the version of the rules.
fn today() -> String {
    let rules = scoring_version().split('.').next().expect("a version");
    let mut out = format!("# rules {rules}\n{HEAD}");
    for row in SCORES.lines().skip(2) {
        let cells: Vec<&str> = row.split(',').collect();
        let [schema, left, right, ..] = cells[..] else {
            panic!("`{row}` is no pair");
        };
        let name = |text| Name::analyse(text, Schema::parse(schema));
        let score = similarity(&name(left), &name(right));
        out += &format!("{schema},{left},{right},{score:.6}\n");
    }
    out
}

/// `BONAFIDE_RENEW=1 cargo test -p bonafide-names --test scoring` writes the scores anew, once the version is raised.
#[test]
fn a_score_changes_only_together_with_the_version_of_the_rules() {
    let today = today();
    if today == SCORES {
        return;
    }
    let version = |text: &str| text.lines().next().map(str::to_owned);
    let changed: Vec<&str> = (today.lines())
        .filter(|line| !SCORES.lines().any(|known| known == *line))
        .collect();
    assert_ne!(
        version(&today),
        version(SCORES),
        "scores changed: raise `RULES` in src/scoring.rs, and write tests/scores.csv anew; now they are {changed:#?}"
    );
    assert!(
        std::env::var_os("BONAFIDE_RENEW").is_some(),
        "the version of the rules was raised: write tests/scores.csv anew with BONAFIDE_RENEW=1"
    );
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/scores.csv");
    std::fs::write(path, today).expect("the scores are written");
}

#[test]
fn an_index_of_names_that_were_read_by_other_rules_is_refused() {
    let entry = Entry {
        text: "KIM, Ung Sun".to_owned(),
        schema: Schema::Person,
        party: 1,
        strength: Strength::Strong,
    };
    let mut bytes = Index::build([entry]).to_bytes().to_vec();
    // Beside the version of the format, which is the same.
    bytes[12] ^= 1;
    assert_eq!(Index::open(bytes).err(), Some(IndexError::Scoring));
}
