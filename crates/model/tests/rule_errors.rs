//! Each `tests/rule_errors/NN-name.md` is a rule file with a mistake; `NN-name.out` is what its author
//! is shown. `UPDATE_EXPECTED=1 cargo test -p bonafide-model` writes the `.out` files anew.

use std::path::{Path, PathBuf};

use bonafide_model::catalogue::Catalogue;
use bonafide_model::rule_file::{check_explanations, check_indicators, parse, render};

#[test]
fn mistakes_are_shown_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rule_errors");
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)
        .expect("the folder of mistakes is part of the crate")
        .map(|entry| entry.expect("the folder can be read").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    files.sort();
    assert!(files.len() >= 15, "only {} mistakes", files.len());
    let mut wrong = Vec::new();
    for file in files {
        let name = file.file_name().expect("a file has a name");
        let text = std::fs::read_to_string(&file).expect("the mistake can be read");
        let problems = match parse(Path::new(name), &text) {
            Ok(rule) => {
                let mut problems = check_indicators(&rule, Catalogue::embedded());
                if problems.is_empty() {
                    problems = check_explanations(&rule, Catalogue::embedded());
                }
                problems
            }
            Err(problems) => problems,
        };
        assert!(!problems.is_empty(), "{} has no mistake", file.display());
        let shown = render(Path::new(name), &text, &problems, false);
        let expected = file.with_extension("out");
        if std::env::var_os("UPDATE_EXPECTED").is_some() {
            std::fs::write(&expected, shown).expect("the expected text can be written");
        } else if std::fs::read_to_string(&expected).unwrap_or_default() != shown {
            wrong.push(format!("{}\n{shown}", expected.display()));
        }
    }
    assert!(
        wrong.is_empty(),
        "shown otherwise than expected (UPDATE_EXPECTED=1 writes it anew):\n{}",
        wrong.join("\n")
    );
}
