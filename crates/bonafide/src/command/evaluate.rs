//! `bonafide evaluate`

use std::path::PathBuf;

use clap::Args;

use crate::exit::{Exit, wrong_usage};
use crate::print;

/// Measures a report against the truth of a simulated world: precision at a review budget, recall,
/// and how many honest people of which kind and origin are sent to review.
#[derive(Debug, Args)]
pub(crate) struct Evaluate {
    /// Folder that `bonafide screen --out` made
    out: PathBuf,
    /// The truth: DIR/truth of the simulated world, or DIR itself
    #[arg(long)]
    truth: PathBuf,
    /// table or json
    #[arg(long, default_value = "table")]
    format: String,
}

impl Evaluate {
    pub(crate) fn run(self) -> anyhow::Result<Exit> {
        let inside = self.truth.join("truth");
        let truth = if inside.is_dir() {
            inside
        } else {
            self.truth.clone()
        };
        let evaluation = bonafide_simulator::evaluate_files(&self.out, &truth)?;
        match self.format.as_str() {
            "table" => print::data(&evaluation.table())?,
            "json" => print::data(&serde_json::to_string_pretty(&evaluation)?)?,
            other => return Err(wrong_usage(format!("--format {other}: one of table, json"))),
        }
        Ok(Exit::Done)
    }
}
