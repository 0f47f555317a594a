//! Reads the shared cases.

use std::path::Path;

use bonafide_names::Schema;

/// A labelled pair.
pub(crate) struct Case {
    pub(crate) schema: Schema,
    pub(crate) set: String,
    pub(crate) left: String,
    pub(crate) right: String,
    pub(crate) same: bool,
    pub(crate) note: String,
}

/// Rows of a CSV file as maps of the columns asked for; an absent column is empty.
pub(crate) fn csv_rows(path: &Path, columns: &[&str]) -> Vec<Vec<String>> {
    let Ok(mut reader) = csv::ReaderBuilder::new().flexible(true).from_path(path) else {
        eprintln!("SKIPPED: cannot read {}", path.display());
        return Vec::new();
    };
    let headers = reader.headers().cloned().unwrap_or_default();
    let places: Vec<Option<usize>> = columns
        .iter()
        .map(|column| headers.iter().position(|header| header == *column))
        .collect();
    reader
        .records()
        .filter_map(Result::ok)
        .map(|row| {
            places
                .iter()
                .map(|place| {
                    place
                        .and_then(|place| row.get(place))
                        .unwrap_or_default()
                        .to_owned()
                })
                .collect()
        })
        .collect()
}

/// Labelled pairs of a CSV file; `set` is made of the columns named.
pub(crate) fn pairs(path: &Path, set: &[&str], note: &str) -> Vec<Case> {
    let mut columns = vec!["schema", "name1", "name2", "is_match", note];
    columns.extend(set);
    csv_rows(path, &columns)
        .into_iter()
        .map(|row| Case {
            schema: Schema::parse(&row[0]),
            left: row[1].clone(),
            right: row[2].clone(),
            same: row[3].eq_ignore_ascii_case("true"),
            note: row[4].clone(),
            set: row[5..].join("/"),
        })
        .collect()
}

/// The 228 entity checks: names may come in parts.
pub(crate) fn entity_checks(path: &Path) -> Vec<Case> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let name = |entity: &serde_json::Value| {
        let field = |key: &str| {
            entity
                .get(key)
                .and_then(|value| value.as_str())
                .unwrap_or_default()
                .to_owned()
        };
        let whole = field("name");
        if whole.is_empty() {
            ["firstName", "middleName", "fatherName", "lastName"]
                .map(field)
                .iter()
                .filter(|part| !part.is_empty())
                .cloned()
                .collect::<Vec<_>>()
                .join(" ")
        } else {
            whole
        }
    };
    text.lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .map(|row| Case {
            schema: Schema::parse(row["schema"].as_str().unwrap_or_default()),
            set: String::new(),
            left: name(&row["query"]),
            right: name(&row["candidate"]),
            same: row["match"].as_bool().unwrap_or(false),
            note: String::new(),
        })
        .collect()
}

/// The shared queries of a list search, with what each asks for; none where the shared data are not there.
pub(crate) fn shared_queries(shared: &Path) -> Vec<(String, Schema)> {
    let text = std::fs::read_to_string(shared.join("data/names/retrieval_queries_dev.jsonl"))
        .unwrap_or_default();
    text.lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .map(|row| {
            (
                row["query"].as_str().unwrap_or_default().to_owned(),
                Schema::parse(row["schema"].as_str().unwrap_or_default()),
            )
        })
        .collect()
}
