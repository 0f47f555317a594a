//! Measures the engine on the shared cases and prints the table. One thread.
//!
//! `cargo run --release -p bonafide-names --example scorecard [-- SECTION …] [--errors]`

mod answers;
mod cases;
mod clock;
mod facts;
mod fresh;
mod pairs;
mod search;
mod tally;

use std::path::PathBuf;

fn main() {
    let shared =
        PathBuf::from(std::env::var("BONAFIDE_SHARED").unwrap_or_else(|_| "../shared".to_owned()));
    if !shared.join("data/names").is_dir() {
        eprintln!(
            "SKIPPED: no cases under {}; set BONAFIDE_SHARED",
            shared.display()
        );
        return;
    }
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let errors = arguments.iter().any(|argument| argument == "--errors");
    let chosen: Vec<&String> = arguments
        .iter()
        .filter(|argument| !argument.starts_with("--"))
        .collect();
    let wants =
        |section: &str| chosen.is_empty() || chosen.iter().any(|argument| *argument == section);
    pairs::run(&shared, &wants, errors);
    search::run(&shared, &wants, errors);
    facts::run(&shared, &wants);
}
