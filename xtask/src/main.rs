//! The project's own commands: `cargo xtask demo`, `cargo xtask test`,
//! `cargo xtask evaluate`, `cargo xtask bench`.
//!
//! Each says what it does, prepares what is missing, and fails with a sentence that helps.

mod bench;
mod demo;
mod evaluate;
mod shell;
mod test;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask demo [SUBJECTS]   build, simulate a marketplace, screen it, and show the report
cargo xtask test [PART]       prepare what is missing and run every test
                              (parts: format, lint, rust, rules, browser, licences, fuzz)
cargo xtask evaluate [WORDS]  simulate, screen and measure worlds, and print the table of aims
                              (--subjects COUNT, --seeds 1-5, --over-time DAYS, --views all,marketplace)
cargo xtask bench [SUBJECTS…] screen worlds of these sizes and print ratios against the floor and a peer
cargo xtask bench names       answers and speed of the name engine, and of other engines on the same names
cargo xtask bench link [PART]  measure the linking of texts, images and people (parts: texts, images, people, peers)
";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["demo", rest @ ..] => demo::run(rest),
        ["test", rest @ ..] => test::run(rest),
        ["evaluate", rest @ ..] => evaluate::run(rest),
        ["bench", rest @ ..] => bench::run(rest),
        [] | ["help" | "--help" | "-h"] => {
            shell::say(HELP);
            Ok(())
        }
        other => Err(anyhow::anyhow!(
            "no such command: {}\n{HELP}",
            other.join(" ")
        )),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            shell::say(&format!("xtask: {error:#}"));
            ExitCode::FAILURE
        }
    }
}
