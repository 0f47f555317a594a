//! Writes a report on invented subjects, to look at and to test the page with.
//!
//! ```text
//! cargo run -p bonafide-report --example sample_report -- OUT.html [plain|hostile|partial|large|empty]
//! cargo run -p bonafide-report --example sample_report -- --terminal [KIND]
//! ```

mod world;

use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(out) = arguments.next() else {
        eprintln!(
            "usage: sample_report OUT.html [plain|hostile|partial|large|empty], or --terminal instead of a file"
        );
        return ExitCode::from(2);
    };
    let kind = arguments.next().unwrap_or_else(|| "plain".to_owned());
    let report = match kind.as_str() {
        "plain" => world::plain(60),
        "hostile" => world::hostile(),
        "partial" => world::partial(),
        "large" => world::plain(1_000),
        "empty" => world::empty(),
        _ => {
            eprintln!(
                "there is no sample {kind:?}: choose plain, hostile, partial, large or empty"
            );
            return ExitCode::from(2);
        }
    };
    if out == "--terminal" {
        println!("{}", bonafide_report::terminal(&report, 80, true, 10));
        if let Some(first) = report.subjects.first() {
            println!(
                "{}",
                bonafide_report::subject_waterfall(&report, first, 80, true)
            );
        }
        return ExitCode::SUCCESS;
    }
    match std::fs::write(&out, bonafide_report::html(&report)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("cannot write {out}: {error}");
            ExitCode::FAILURE
        }
    }
}
