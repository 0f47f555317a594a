//! `bonafide simulate`

use std::io::Write;
use std::path::PathBuf;

use anyhow::Context;
use bonafide_simulator::{Format, PARAMETERS, View, World};
use clap::Args;

use crate::exit::{Exit, wrong_usage};
use crate::progress::Talk;

/// Writes a labour market of invented people, with planted operations and the honest people who
/// look like them. The truth lies in DIR/truth, which `screen` never reads.
#[derive(Debug, Args)]
pub(crate) struct Simulate {
    /// Subjects [default: 10000, or what the parameter file says]
    #[arg(long)]
    subjects: Option<u64>,
    /// Seed: the same seed, size and parameters make the same world [default: 1]
    #[arg(long)]
    seed: Option<u64>,
    /// Folder to write
    #[arg(short, long, required_unless_present = "print_parameters")]
    out: Option<PathBuf>,
    /// Format of the tables: parquet, csv or ndjson [default: parquet]
    #[arg(long)]
    format: Option<String>,
    /// Whose records to write: all, small-firm, employer, marketplace, payments, crypto or ai. The
    /// truth is the same [default: all]
    #[arg(long)]
    view: Option<String>,
    /// TOML file with other parameters of the world; it may hold only what it changes
    #[arg(long)]
    parameters: Option<PathBuf>,
    /// Print all parameters with their sources, as a file that --parameters reads, and stop
    #[arg(long)]
    print_parameters: bool,
}

impl Simulate {
    pub(crate) fn run(self, talk: Talk) -> anyhow::Result<Exit> {
        if self.print_parameters {
            std::io::stdout().lock().write_all(PARAMETERS.as_bytes())?;
            return Ok(Exit::Done);
        }
        let world = self.world()?;
        talk.say(&format!(
            "simulating {} subjects with seed {} as seen by: {}",
            world.subjects,
            world.seed,
            world.view.about()
        ));
        let summary = bonafide_simulator::simulate(&world)?;
        talk.say(&format!(
            "{} subjects, among them {} members of {} operations; {} rows in {} tables, {:.1} MB",
            summary.subjects,
            summary.personas,
            summary.operations,
            summary.rows,
            summary.tables.len(),
            summary.bytes as f64 / 1e6
        ));
        Ok(Exit::Done)
    }

    /// The world that is asked for: the command line wins over the parameter file.
    fn world(self) -> anyhow::Result<World> {
        let mut world = match &self.parameters {
            Some(path) => {
                let text = std::fs::read_to_string(path)
                    .with_context(|| format!("cannot read {}", path.display()))?;
                World::from_toml(&text)
                    .with_context(|| format!("{} is no world", path.display()))?
            }
            None => World::default(),
        };
        if let Some(subjects) = self.subjects {
            world.subjects = subjects;
        }
        if let Some(seed) = self.seed {
            world.seed = seed;
        }
        if let Some(out) = self.out {
            world.out_dir = out;
        }
        if let Some(word) = &self.view {
            world.view = View::named(word).ok_or_else(|| {
                let known: Vec<&str> = View::ALL.iter().map(|view| view.word()).collect();
                wrong_usage(format!("--view {word}: one of {}", known.join(", ")))
            })?;
        }
        match self.format.as_deref() {
            None => {}
            Some("parquet") => world.format = Format::Parquet,
            Some("csv") => world.format = Format::Csv,
            Some("ndjson") => world.format = Format::Ndjson,
            Some(other) => {
                return Err(wrong_usage(format!(
                    "--format {other}: one of parquet, csv, ndjson"
                )));
            }
        }
        Ok(world)
    }
}
