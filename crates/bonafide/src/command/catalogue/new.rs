//! `bonafide catalogue new`

use std::path::PathBuf;

use anyhow::Context;
use clap::Args;

use crate::exit::{Exit, wrong_usage};
use crate::print;

/// Writes the folder of an advisory of your own: a source, two indicators, a measure, a question and two
/// rules that pass their tests, to be changed step by step.
#[derive(Debug, Args)]
pub(crate) struct New {
    /// Folder to write
    folder: PathBuf,
    /// The word before the colon in every id: small letters and digits
    #[arg(long, value_name = "WORD")]
    namespace: String,
}

const FILES: [(&str, &str); 8] = [
    ("catalogue.toml", include_str!("template/catalogue.toml")),
    ("sources.toml", include_str!("template/sources.toml")),
    ("indicators.toml", include_str!("template/indicators.toml")),
    ("measures.toml", include_str!("template/measures.toml")),
    ("questions.toml", include_str!("template/questions.toml")),
    ("CHANGES.md", include_str!("template/CHANGES.md")),
    (
        "rules/money/NAMESPACE-payout-changed-by-chat.md",
        include_str!("template/payout-changed-by-chat.md"),
    ),
    (
        "rules/observation/NAMESPACE-answer.md",
        include_str!("template/answer.md"),
    ),
];

impl New {
    pub(super) fn run(self) -> anyhow::Result<Exit> {
        let word = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        if self.namespace.is_empty() || !self.namespace.bytes().all(word) {
            return Err(wrong_usage(format!(
                "--namespace {}: write a short word of small letters and digits, such as acme",
                self.namespace
            )));
        }
        if self.folder.exists() {
            return Err(wrong_usage(format!(
                "{} is there already",
                self.folder.display()
            )));
        }
        for (name, text) in FILES {
            let path = self.folder.join(name.replace("NAMESPACE", &self.namespace));
            if let Some(folder) = path.parent() {
                std::fs::create_dir_all(folder)
                    .with_context(|| format!("cannot make {}", folder.display()))?;
            }
            std::fs::write(&path, text.replace("NAMESPACE", &self.namespace))
                .with_context(|| format!("cannot write {}", path.display()))?;
        }
        print::talk(&format!(
            "wrote {0}\nchange it, then run: bonafide catalogue check {0}",
            self.folder.display()
        ));
        Ok(Exit::Done)
    }
}
