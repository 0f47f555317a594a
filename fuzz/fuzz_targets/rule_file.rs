//! Any text is a rule file or a list of problems that can be shown; never a panic.
#![no_main]

use std::path::Path;

use bonafide_model::rule_file;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let path = Path::new("rules/fuzz/rule.md");
    match rule_file::parse(path, text) {
        Ok(rule) => {
            let filled = rule.reason.fill(|name| Some(name.to_owned()));
            assert!(!filled.is_empty(), "a rule has a reason");
        }
        Err(problems) => {
            assert!(!problems.is_empty(), "a refusal says why");
            rule_file::render(path, text, &problems, false);
        }
    }
});
