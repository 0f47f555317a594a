//! The first inputs of the fuzz targets: small pieces of the project's own rules, mappings and lists.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::{Map, Value};

use crate::shell::root;

/// Every how-many-eth rule is a seed: a few teach the fuzzer as much as all, and are read faster.
const RULE_STEP: usize = 8;

/// How many lines of a list are a seed.
const LIST_LINES: usize = 12;

/// Writes the seeds of every target to its folder of the corpus.
pub(super) fn plant(corpus: &Path) -> Result<()> {
    let seeds = Seeds { corpus };
    for mapping in files(&root().join("examples/mappings"), "toml")? {
        seeds.put("mapping", &name(&mapping), &read(&mapping)?)?;
    }
    for list in files(&root().join("lists"), "csv")? {
        seeds.put("list", &name(&list), &list_seed(&list)?)?;
    }
    let sanctions = read(&root().join("lists/sanctions_dprk_itw.csv"))?;
    let lines: Vec<&str> = sanctions.lines().take(LIST_LINES).collect();
    seeds.put("sanctions", "table", &lines.join("\n"))?;
    for (seed, pair) in [
        ("hangul", "김응순\nKim Ung Sun"),
        ("cyrillic", "Ким Ын Сун\n金應順"),
        ("body", "조선 신진 무역회사\nKorea Sinjin Trading Co., Ltd."),
        ("arabic", "محمد علي\nMohammed Ali"),
    ] {
        seeds.put("names", seed, pair)?;
    }
    seeds.put("verdicts", "pair", VERDICT)?;
    let mut rules = Vec::new();
    for indicator in folders(&root().join("rules"))? {
        rules.extend(files(&indicator, "md")?);
    }
    for rule in rules.iter().step_by(RULE_STEP) {
        let text = read(rule)?;
        seeds.put("rule_file", &name(rule), &text)?;
        for (number, (table, rows)) in tables(&text).into_iter().enumerate() {
            let seed = format!("{}-{number}", name(rule));
            seeds.put("rows", &seed, &format!("{table} csv\n{rows}"))?;
            let objects = as_objects(&rows);
            seeds.put(
                "rows",
                &format!("{seed}-objects"),
                &format!("{table} ndjson\n{objects}"),
            )?;
        }
    }
    Ok(())
}

/// One line of a ledger of verdicts.
const VERDICT: &str = r#"{"what":"pair","subject_a":"ana","subject_b":"bob","verdict":"same","reason":"met both","author":"R. Viewer","decided_on":"2026-03-01"}"#;

/// Where seeds go.
struct Seeds<'a> {
    corpus: &'a Path,
}

impl Seeds<'_> {
    fn put(&self, target: &str, name: &str, text: &str) -> Result<()> {
        let folder = self.corpus.join(target);
        let path = folder.join(format!("seed-{name}"));
        fs::create_dir_all(&folder)
            .and_then(|()| fs::write(&path, text))
            .with_context(|| format!("cannot write the seed {}", path.display()))
    }
}

/// A list's kind, one of its own values as the question, and its first lines.
fn list_seed(table: &Path) -> Result<String> {
    let page = read(&table.with_extension("md"))?;
    let kind = page
        .lines()
        .find_map(|line| line.strip_prefix("kind = "))
        .map(|kind| kind.trim_matches('"'))
        .with_context(|| format!("the page of {} names no kind", table.display()))?;
    let text = read(table)?;
    let head: Vec<&str> = text.lines().take(LIST_LINES).collect();
    // Lists of mixed values say in the first column what the second one is.
    let column = usize::from(text.starts_with("kind,"));
    let question = head
        .get(1)
        .and_then(|row| row.split(',').nth(column))
        .unwrap_or_default();
    Ok(format!("{kind}\n{question}\n{}\n", head.join("\n")))
}

/// The tables of a rule's examples, with their names.
fn tables(rule: &str) -> Vec<(&str, String)> {
    let mut lines = rule.lines();
    let mut tables = Vec::new();
    while let Some(line) = lines.next() {
        if let Some(table) = line.strip_prefix("```csv ") {
            let rows: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            tables.push((table, format!("{}\n", rows.join("\n"))));
        }
    }
    tables
}

/// The same rows as one JSON object a line. Quotes are not understood: seeds need not be right.
fn as_objects(rows: &str) -> String {
    let mut lines = rows.lines();
    let header: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
    lines
        .map(|row| {
            let object: Map<String, Value> = header
                .iter()
                .zip(row.split(','))
                .map(|(column, cell)| ((*column).to_owned(), scalar(cell)))
                .collect();
            format!("{}\n", Value::Object(object))
        })
        .collect()
}

/// A cell as the JSON value that it looks like: a number, a truth value, nothing or a text.
fn scalar(cell: &str) -> Value {
    match serde_json::from_str(cell) {
        _ if cell.is_empty() => Value::Null,
        Ok(value) => value,
        Err(_) => Value::from(cell),
    }
}

fn files(folder: &Path, extension: &str) -> Result<Vec<PathBuf>> {
    let mut paths = entries(folder)?;
    paths.retain(|path| path.extension().is_some_and(|end| end == extension));
    Ok(paths)
}

fn folders(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut paths = entries(folder)?;
    paths.retain(|path| path.is_dir());
    Ok(paths)
}

/// What lies in a folder, in the order of names, so that every machine takes the same seeds.
fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(folder)
        .and_then(|entries| {
            entries
                .map(|entry| Ok(entry?.path()))
                .collect::<std::io::Result<Vec<_>>>()
        })
        .with_context(|| format!("cannot list {}", folder.display()))?;
    paths.sort();
    Ok(paths)
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

fn name(path: &Path) -> String {
    path.file_stem()
        .map(|stem| stem.to_string_lossy().into_owned())
        .unwrap_or_default()
}
