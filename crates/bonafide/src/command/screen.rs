//! `bonafide screen`

use std::path::PathBuf;

use anyhow::Context;
use bonafide_engine::profile;
use bonafide_engine::screen::{self, Request};
use bonafide_engine::{Engine, EngineError, output, output_links, write_features};
use bonafide_model::report::{Outcome, Report};
use bonafide_records::{AtomicDir, Mapping, RejectWriter};
use bonafide_report::Format;
use clap::Args;

use crate::exit::{Exit, wrong_usage};
use crate::home::{ClearancePlace, ListPlace, ObeyedPlace, index_folder};
use crate::pack::RulePlace;
use crate::progress::Talk;
use crate::{print, stop};

/// Reads tables (CSV, NDJSON, Parquet; plain, gzip or zstd) from folders and files, runs every rule
/// and writes OUT: report.html, report.json, subjects.parquet, findings.parquet, link.parquet,
/// group_member.parquet, group_fact.parquet, group_feature.parquet, rejects.ndjson.
#[derive(Debug, Args)]
pub(crate) struct Screen {
    /// Folders with one or many files a table (session.csv, payout/*.parquet …), or such files
    #[arg(required = true, value_name = "DIR|FILE")]
    paths: Vec<PathBuf>,
    /// Folder to write; the files of an earlier report there are replaced, others stay
    #[arg(short, long, value_name = "OUT")]
    out: PathBuf,
    /// TOML file that turns foreign columns and values into ours
    #[arg(short, long, value_name = "FILE")]
    mapping: Option<PathBuf>,
    #[command(flatten)]
    rules: RulePlace,
    #[command(flatten)]
    lists: ListPlace,
    #[command(flatten)]
    clearances: ClearancePlace,
    #[command(flatten)]
    obeyed: ObeyedPlace,
    /// Folder in which linking keeps days: the records given are a day's, and groups are over all days
    #[arg(long, value_name = "FOLDER")]
    standing: Option<PathBuf>,
    /// Learn the weights of ties again from all days in the standing folder; else those of the first run stay
    #[arg(long, requires = "standing")]
    learn_weights: bool,
    /// End with exit code 1 if a subject has this outcome or a more severe one
    #[arg(long, value_name = "OUTCOME", value_parser = outcome)]
    fail_on: Option<Outcome>,
    /// Where the lines between outcomes lie: marketplace, employer, applicants, payments or crypto (docs/weighing.md)
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,
    /// Assumed share of the screened who belong to an operation, from 0 to 1, in the place of the profile's
    #[arg(long, value_name = "SHARE")]
    prior: Option<f64>,
    /// How to print the summary: table, json, ndjson or csv
    #[arg(long, default_value = "table", value_parser = format)]
    format: Format,
    /// Subjects in the summary
    #[arg(long, default_value_t = 10)]
    top: usize,
    /// Subjects that report.html and report.json show in full
    #[arg(long, default_value_t = 500)]
    shown: usize,
    /// Threads [default: all]
    #[arg(long)]
    threads: Option<usize>,
    /// Rows that wait in memory, in MiB, before they go to a temporary file
    #[arg(long, default_value_t = 2048)]
    memory: usize,
}

fn outcome(text: &str) -> Result<Outcome, String> {
    Outcome::parse(text).ok_or_else(|| "one of watch, review, urgent".to_owned())
}

pub(crate) fn format(text: &str) -> Result<Format, String> {
    Format::parse(text).ok_or_else(|| "one of table, json, ndjson, csv".to_owned())
}

impl Screen {
    pub(crate) fn run(self, talk: Talk) -> anyhow::Result<Exit> {
        let mapping = self.mapping.as_deref().map(read_mapping).transpose()?;
        let pack = self.rules.load()?;
        let lists = self.lists.load()?;
        let engine = runtime()?.block_on(Engine::keeping(
            &pack,
            lists,
            profile::weighing(self.profile.as_deref(), self.prior)
                .map_err(|error| wrong_usage(error.to_string()))?,
            index_folder().as_ref(),
        ))?;
        let engine = engine
            .with_clearances(self.clearances.load()?)
            .obeying(self.obeyed.load()?);

        let mut request = Request::new(self.paths.clone());
        request.mapping = mapping;
        request.shown = self.shown;
        request.standing = self.standing.clone();
        request.learn_weights = self.learn_weights;
        request.memory = self.memory << 20;
        if let Some(threads) = self.threads {
            request.threads = threads;
        }
        let out = AtomicDir::create(&self.out)
            .with_context(|| format!("cannot write to {}", self.out.display()))?;
        let rejects = RejectWriter::create(&out.path().join("rejects.ndjson"))?;
        let progress = talk.progress();
        let outcome = screen::screen(&engine, &request, &rejects, &progress, &stop::flag());
        drop(progress);
        rejects.finish()?;
        let mut outcome = match outcome {
            // There is nothing to report, but the rejects say why: they are kept where no report is yet.
            Err(error @ EngineError::NoSubject { .. }) if !self.out.exists() => {
                out.commit()?;
                return Err(error.into());
            }
            other => other?,
        };
        outcome.report.problems.extend(self.rules.weights_note()?);

        output::write_subjects(&engine, &outcome, &out.path().join("subjects.parquet"))?;
        output::write_findings(&engine, &outcome, &out.path().join("findings.parquet"))?;
        let linking = &outcome.linking;
        output_links::write_links(linking, &out.path().join("link.parquet"))?;
        output_links::write_members(linking, &out.path().join("group_member.parquet"))?;
        output_links::write_groups(linking, &out.path().join("group_fact.parquet"))?;
        write_features(linking, &out.path().join("group_feature.parquet"))?;
        write_report(&outcome.report, out.path())?;
        Inputs {
            paths: self.paths.clone(),
            mapping: self.mapping.clone(),
        }
        .write(out.path())?;
        out.commit()
            .with_context(|| format!("cannot write to {}", self.out.display()))?;

        match self.format {
            Format::Table => print::data(&bonafide_report::terminal(
                &outcome.report,
                print::WIDTH,
                print::colour(),
                self.top,
            ))?,
            other => print::data(&bonafide_report::subjects(&outcome.report, other))?,
        }
        talk.say(&format!(
            "report: {}",
            self.out.join("report.html").display()
        ));
        Ok(self.exit(&outcome.report))
    }

    fn exit(&self, report: &Report) -> Exit {
        if !report.run.complete {
            return Exit::Partial;
        }
        let found = |least: Outcome| {
            report
                .outcomes
                .iter()
                .any(|(outcome, count)| *outcome >= least && *count > 0)
        };
        match self.fail_on {
            Some(least) if found(least) => Exit::Findings,
            _ => Exit::Done,
        }
    }
}

fn write_report(report: &Report, folder: &std::path::Path) -> anyhow::Result<()> {
    std::fs::write(
        folder.join("report.json"),
        serde_json::to_string_pretty(report)? + "\n",
    )?;
    std::fs::write(folder.join("report.html"), bonafide_report::html(report))?;
    Ok(())
}

pub(crate) fn read_mapping(path: &std::path::Path) -> anyhow::Result<Mapping> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("cannot read the mapping {}", path.display()))?;
    Mapping::parse(&path.display().to_string(), &text).map_err(|problems| {
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        wrong_usage(format!(
            "the mapping {} has {} problem(s)\n{}",
            path.display(),
            lines.len(),
            lines.join("\n")
        ))
    })
}

/// A runtime for planning.
pub(crate) fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    Ok(tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()?)
}

/// What a run read, so that it can be run again with another value of a parameter.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Inputs {
    pub(crate) paths: Vec<PathBuf>,
    pub(crate) mapping: Option<PathBuf>,
}

impl Inputs {
    const FILE: &str = "inputs.json";

    fn write(&self, folder: &std::path::Path) -> anyhow::Result<()> {
        let whole = |path: &PathBuf| std::path::absolute(path).unwrap_or_else(|_| path.clone());
        let inputs = Self {
            paths: self.paths.iter().map(whole).collect(),
            mapping: self.mapping.as_ref().map(whole),
        };
        std::fs::write(
            folder.join(Self::FILE),
            serde_json::to_string_pretty(&inputs)? + "\n",
        )?;
        Ok(())
    }

    /// What the run that made this folder read.
    pub(crate) fn read(out: &std::path::Path) -> anyhow::Result<Self> {
        let path = out.join(Self::FILE);
        let text = std::fs::read_to_string(&path).with_context(|| {
            format!(
                "cannot read {}; name the folder that `bonafide screen --out` made",
                path.display()
            )
        })?;
        serde_json::from_str(&text)
            .with_context(|| format!("{} cannot be understood", path.display()))
    }
}
