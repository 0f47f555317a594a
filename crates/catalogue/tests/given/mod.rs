//! The rules of the repository, read from their files.
#![allow(dead_code, reason = "each test file uses its own part")]

use std::path::{Path, PathBuf};

use bonafide_model::rule_file::{self, RuleFile};

pub(crate) fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// All rules, in the order of their ids.
pub(crate) fn rules() -> Vec<RuleFile> {
    let root = repository().join("rules");
    let mut rules = Vec::new();
    for family in std::fs::read_dir(&root).expect("the rules are part of the repository") {
        let family = family.expect("a folder").path();
        if !family.is_dir() {
            continue;
        }
        for file in std::fs::read_dir(&family).expect("a family") {
            let path = file.expect("a file").path();
            if path.extension().is_some_and(|extension| extension == "md")
                && path.file_name().is_some_and(|name| name != "README.md")
            {
                let text = std::fs::read_to_string(&path).expect("a rule");
                let rule = rule_file::parse_in(&root, &path, &text);
                rules.push(
                    rule.unwrap_or_else(|problems| panic!("{}: {problems:?}", path.display())),
                );
            }
        }
    }
    rules.sort_by(|a, b| a.id.cmp(&b.id));
    rules
}

pub(crate) fn borrowed(rules: &[RuleFile]) -> Vec<&RuleFile> {
    rules.iter().collect()
}
