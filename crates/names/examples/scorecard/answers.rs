//! One number for all answers, by which two builds of the engine can be told to answer alike.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use bonafide_names::{Index, Name, Schema, similarity};

use crate::cases::csv_rows;

/// Prints a number that changes when any answer does, to the last bit: of the searches for the shared queries and for
/// some innocent people, and of many pairs.
pub(crate) fn run(shared: &Path, index: &Index) {
    let names = shared.join("data/names");
    let text =
        std::fs::read_to_string(names.join("retrieval_queries_dev.jsonl")).unwrap_or_default();
    let mut queries: Vec<Name> = text
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .map(|row| {
            let schema = Schema::parse(row["schema"].as_str().unwrap_or_default());
            Name::analyse(row["query"].as_str().unwrap_or_default(), schema)
        })
        .collect();
    let searched = queries.len();
    for file in [
        "yente_negatives_us_dev.csv",
        "yente_negatives_global_dev.csv",
    ] {
        let rows = csv_rows(&names.join(file), &["full_name"]);
        let schemas = [Schema::Person, Schema::Unknown, Schema::Organisation];
        let some = rows.iter().step_by(5).zip(schemas.iter().cycle());
        queries.extend(some.map(|(row, schema)| Name::analyse(&row[0], *schema)));
    }
    let mut found = DefaultHasher::new();
    let mut hits = 0;
    for query in &queries {
        for hit in index.search(query, 50) {
            (hit.name, hit.party, hit.value.to_bits()).hash(&mut found);
            hits += 1;
        }
    }
    let mut alike = DefaultHasher::new();
    let mut pairs = 0;
    for (place, one) in queries[..searched].iter().enumerate() {
        for other in queries.iter().skip(place % 17).step_by(41) {
            similarity(one, other).to_bits().hash(&mut alike);
            pairs += 1;
        }
    }
    println!(
        "answers: {:016x} of {} searches with {hits} hits, {:016x} of {pairs} pairs",
        found.finish(),
        queries.len(),
        alike.finish()
    );
}
