//! `bonafide rules new`

use std::path::PathBuf;

use anyhow::Context;
use clap::Args;

use crate::exit::{Exit, wrong_usage};
use crate::print;

/// Writes DIR/family/name.md: a whole rule that passes its own tests, to be changed step by step.
#[derive(Debug, Args)]
pub(crate) struct New {
    /// family/name, in lower case with hyphens; the name says the bad pattern
    id: String,
    /// Folder of your rules
    #[arg(long, value_name = "DIR", default_value = "rules")]
    rules: PathBuf,
}

const TEMPLATE: &str = include_str!("new_rule.md");

impl New {
    pub(super) fn run(self) -> anyhow::Result<Exit> {
        let word = |part: &str| {
            !part.is_empty()
                && part
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        };
        let valid = self
            .id
            .split_once('/')
            .is_some_and(|(family, name)| word(family) && word(name));
        if !valid {
            return Err(wrong_usage(format!(
                "`{}` is no rule id; write family/name in lower case with hyphens, such as money/payee-changed-thrice",
                self.id
            )));
        }
        let path = self.rules.join(format!("{}.md", self.id));
        if path.exists() {
            return Err(wrong_usage(format!("{} is there already", path.display())));
        }
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)
                .with_context(|| format!("cannot make {}", folder.display()))?;
        }
        std::fs::write(&path, TEMPLATE.replace("FAMILY/NAME", &self.id))
            .with_context(|| format!("cannot write {}", path.display()))?;
        print::talk(&format!(
            "wrote {0}\nchange it, then run: bonafide rules test {1}",
            path.display(),
            self.rules.display()
        ));
        Ok(Exit::Done)
    }
}
