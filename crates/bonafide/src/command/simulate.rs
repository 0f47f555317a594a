//! `bonafide simulate`

use std::path::PathBuf;

use anyhow::Context;
use bonafide_simulator::World;
use clap::Args;

use crate::exit::{Exit, wrong_usage};
use crate::progress::Talk;

/// Writes a freelance marketplace of invented people, with planted operations and the honest people
/// who look like them. The truth lies in DIR/truth, which `screen` never reads.
#[derive(Debug, Args)]
pub(crate) struct Simulate {
    /// Subjects
    #[arg(long, default_value_t = 10_000)]
    subjects: u64,
    /// Seed: the same seed and size make the same world
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Folder to write
    #[arg(short, long)]
    out: PathBuf,
    /// Format of the tables: parquet, csv or ndjson
    #[arg(long, default_value = "parquet")]
    format: String,
    /// TOML file with other parameters of the world
    #[arg(long)]
    parameters: Option<PathBuf>,
}

impl Simulate {
    pub(crate) fn run(self, talk: Talk) -> anyhow::Result<Exit> {
        let mut world = match &self.parameters {
            Some(path) => {
                let text = std::fs::read_to_string(path)
                    .with_context(|| format!("cannot read {}", path.display()))?;
                World::from_toml(&text)
                    .with_context(|| format!("{} is no world", path.display()))?
            }
            None => World::new(self.subjects, self.seed, &self.out),
        };
        world.subjects = self.subjects;
        world.seed = self.seed;
        world.out_dir = self.out.clone();
        world.format = match self.format.as_str() {
            "parquet" => bonafide_simulator::Format::Parquet,
            "csv" => bonafide_simulator::Format::Csv,
            "ndjson" => bonafide_simulator::Format::Ndjson,
            other => {
                return Err(wrong_usage(format!(
                    "--format {other}: one of parquet, csv, ndjson"
                )));
            }
        };
        talk.say(&format!(
            "simulating {} subjects with seed {}",
            self.subjects, self.seed
        ));
        let summary = bonafide_simulator::simulate(&world)?;
        talk.say(&format!(
            "{} subjects, among them {} personas of {} operations; {} rows in {} tables, {:.1} MB",
            summary.subjects,
            summary.personas,
            summary.operations,
            summary.rows,
            summary.tables.len(),
            summary.bytes as f64 / 1e6
        ));
        Ok(Exit::Done)
    }
}
