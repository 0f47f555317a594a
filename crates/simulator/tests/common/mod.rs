//! Reading a world back.
#![allow(dead_code, reason = "each test file uses a part of it")]

use std::collections::BTreeMap;
use std::path::Path;

use bonafide_simulator::{Format, SubjectTruth, World, read_subjects};

/// A world that is written as NDJSON, so that rows can be read without their schema.
pub(crate) fn lines(subjects: u64, seed: u64, out: &Path) -> World {
    World {
        threads: 2,
        format: Format::Ndjson,
        ..World::new(subjects, seed, out)
    }
}

/// The rows of a table; none if the view does not have it.
pub(crate) fn rows(world: &Path, table: &str) -> Vec<serde_json::Map<String, serde_json::Value>> {
    let single = world.join(format!("{table}.ndjson"));
    let mut files = if single.is_file() {
        vec![single]
    } else {
        Vec::new()
    };
    if let Ok(parts) = std::fs::read_dir(world.join(table)) {
        files.extend(parts.flatten().map(|part| part.path()));
    }
    files.sort();
    let mut rows = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(file).expect("the table");
        for line in text.lines() {
            match serde_json::from_str(line).expect("an object a line") {
                serde_json::Value::Object(row) => rows.push(row),
                other => panic!("{other}"),
            }
        }
    }
    rows
}

/// The truth by subject.
pub(crate) fn truth(world: &Path) -> BTreeMap<String, SubjectTruth> {
    read_subjects(&world.join("truth"))
        .expect("the truth")
        .into_iter()
        .map(|one| (one.subject_id.clone(), one))
        .collect()
}

/// The text of a cell.
pub(crate) fn cell<'a>(row: &'a serde_json::Map<String, serde_json::Value>, name: &str) -> &'a str {
    row.get(name)
        .and_then(serde_json::Value::as_str)
        .unwrap_or("")
}
