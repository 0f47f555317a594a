//! `cargo xtask bench link`: what the linking of texts, images and people finds and takes.
//!
//! The figures of peers in the table were measured on other machines and, for texts and made people,
//! on other data of the same size; they are marked so. `peers` runs one of them, rensa, on texts of
//! the same generator in the same run.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::shell::{cargo, command, has, root, say, step, target};

/// A line of the table: the example's words, what it tells, the aim, and the peers measured elsewhere.
struct Row {
    what: &'static str,
    aim: &'static str,
    elsewhere: &'static str,
}

const ROWS: &[Row] = &[
    Row {
        what: "texts",
        aim: "10 CPU s, 1 GB, recall 0.90 at precision 0.99",
        elsewhere: "gaoya 98 CPU s, 6.5 GB; rensa 108, 6.9; datasketch 415, 11.8; recall 0.755",
    },
    Row {
        what: "images",
        aim: "build 0.2 s, 0.1 ms a query, recall 1",
        elsewhere: "FAISS build 9.2 s, 3.4 ms a query",
    },
    Row {
        what: "febrl3",
        aim: "F1 0.999",
        elsewhere: "Splink 0.999, GoldenMatch 0.991",
    },
    Row {
        what: "febrl4",
        aim: "F1 1.000",
        elsewhere: "Splink 1.000",
    },
    Row {
        what: "historical_50k",
        aim: "F1 0.88",
        elsewhere: "Splink 0.827, GoldenMatch 0.825",
    },
    Row {
        what: "made",
        aim: "8 CPU s, 0.8 GB, F1 0.993",
        elsewhere: "Splink 81 CPU s, 2.3 GB, F1 0.992",
    },
];

pub(super) fn run(words: &[&str]) -> Result<()> {
    let wanted = |part: &str| words.is_empty() || words.contains(&part);
    if let Some(other) = words
        .iter()
        .find(|word| !["texts", "images", "people", "peers"].contains(word))
    {
        bail!("no such part: {other} (texts, images, people, peers)");
    }
    step(
        "build the measurements with all optimisations",
        cargo().args([
            "build",
            "--release",
            "--package",
            "bonafide-linking",
            "--examples",
        ]),
        "see the compiler's message above",
    )?;
    let place = target().join("bench");
    std::fs::create_dir_all(&place).with_context(|| format!("cannot make {}", place.display()))?;
    let mut told = Vec::new();
    if wanted("texts") {
        told.push(measure("bench_texts", &[])?);
    }
    if wanted("images") {
        told.push(measure("bench_images", &[])?);
    }
    if wanted("people") {
        people(&place, &mut told)?;
    }
    if wanted("peers") {
        peers(&place)?;
    }
    say("");
    for figures in &told {
        tell(figures);
    }
    Ok(())
}

fn people(place: &Path, told: &mut Vec<Value>) -> Result<()> {
    let shared = match std::env::var_os("BONAFIDE_SHARED") {
        Some(folder) => PathBuf::from(folder),
        None => root().join("../shared"),
    };
    let data = shared.join("data/er");
    let file = |name: &str| data.join(name).display().to_string();
    if data.is_dir() {
        told.push(measure("bench_people", &["febrl", &file("febrl3.csv")])?);
        let both = ["febrl", &file("febrl4a.csv"), &file("febrl4b.csv")];
        told.push(measure("bench_people", &both)?);
        let table = place.join("historical_50k.csv");
        match super::prepare_peer(place)? {
            Some(python) => {
                let copy = format!(
                    "import duckdb; duckdb.sql(\"copy (from '{}') to '{}' (header)\")",
                    file("historical_figures_with_errors_50k.parquet"),
                    table.display()
                );
                step(
                    "turn the historical figures into CSV",
                    command(python).args(["-c", &copy]),
                    "the file lies in data/er of BONAFIDE_SHARED",
                )?;
                let table = table.display().to_string();
                told.push(measure("bench_people", &["historical", &table])?);
            }
            None => say("SKIPPED: historical_50k, because nothing here reads Parquet"),
        }
    } else {
        say("SKIPPED: febrl and historical_50k, because BONAFIDE_SHARED has no data/er");
    }
    told.push(measure("bench_people", &["made", "1000000"])?);
    Ok(())
}

/// One example's one line of JSON.
fn measure(example: &str, words: &[&str]) -> Result<Value> {
    say(&format!("── {example} {}", words.first().unwrap_or(&"")));
    let output = command(target().join("release/examples").join(example))
        .args(words)
        .output()?;
    if !output.status.success() {
        bail!(
            "{example} failed: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    serde_json::from_slice(&output.stdout)
        .with_context(|| format!("{example} tells its figures in JSON"))
}

fn tell(figures: &Value) {
    let what = figures["what"].as_str().unwrap_or_default();
    let mut line = format!("{what:<15}");
    for (name, figure) in figures.as_object().into_iter().flatten() {
        if let Some(figure) = figure.as_f64() {
            let digits = if figure.abs() >= 1000.0 { 0 } else { 4 };
            line += &format!(" {name} {figure:.digits$}");
        }
    }
    say(&line);
    if let Some(row) = ROWS.iter().find(|row| row.what == what) {
        say(&format!("{:<15} aim: {}", "", row.aim));
        say(&format!("{:<15} measured elsewhere: {}", "", row.elsewhere));
    }
}

/// Rensa on a tenth of the texts, from the same generator, with the settings of its manual.
fn peers(place: &Path) -> Result<()> {
    if !has("python3", "--version") {
        say("SKIPPED: the comparison with rensa, because there is no python3");
        return Ok(());
    }
    let python = place.join("link-peer/bin/python");
    if !python.exists() {
        step(
            "make a Python environment for the peer",
            command("python3")
                .args(["-m", "venv"])
                .arg(place.join("link-peer")),
            "python3-venv is needed",
        )?;
        step(
            "install rensa",
            command(&python).args(["-m", "pip", "install", "--quiet", "rensa"]),
            "pip must reach its registry once",
        )?;
    }
    let texts = place.join("texts.tsv");
    let ours = measure("bench_texts", &["100000", &texts.display().to_string()])?;
    tell(&ours);
    step(
        "rensa on the same texts",
        command(&python)
            .arg(root().join("xtask/bench/rensa_peer.py"))
            .arg(&texts),
        "see the message above",
    )
}
