//! `bonafide evaluate`

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use anyhow::Context;
use bonafide_engine::Engine;
use bonafide_engine::screen::{self, Request};
use bonafide_evaluation::{
    Cuts, Evaluation, Judged, OverTime, Records, Reported, Summary, Truth, VIEWS, View,
};
use bonafide_model::report::{Outcome, WeighingSummary};
use bonafide_records::{AtomicFile, ForgetRejects};
use clap::Args;

use crate::command::screen::{Inputs, read_mapping, runtime};
use crate::exit::{Exit, wrong_usage};
use crate::home::ListPlace;
use crate::pack::RulePlace;
use crate::print;
use crate::progress::Talk;
use crate::weigher::{ReportWeigher, weighing_of};

/// Measures reports against the truth of simulated worlds: precision at budgets, recall by care,
/// what each rule is worth, whom of the honest people it troubles, and what an appeal would change.
///
/// Several reports with as many truths give medians and ranges: OUT1 OUT2 --truth T1 --truth T2.
#[derive(Debug, Args)]
pub(crate) struct Evaluate {
    /// Folders that `bonafide screen --out` made
    #[arg(required = true, value_name = "OUT")]
    outs: Vec<PathBuf>,
    /// The truth of each: DIR/truth of the simulated world, or DIR itself
    #[arg(long, required = true, value_name = "DIR")]
    truth: Vec<PathBuf>,
    /// Screen the records again as they stood on a series of days, and tell how early each subject is
    /// found; the records are those of the report, or those given
    #[arg(long, value_name = "RECORDS", num_args = 0..=1)]
    over_time: Option<Option<PathBuf>>,
    /// Days between two of these days
    #[arg(long, default_value_t = 7, value_name = "DAYS", value_parser = clap::value_parser!(i64).range(1..))]
    every: i64,
    /// Such days at most; with a longer history they lie further apart
    #[arg(long, default_value_t = 60, value_name = "COUNT")]
    most_looks: usize,
    /// Screen again what a firm of a sector sees, and measure that too: all, or sectors such as
    /// freelance-platform, with commas between
    #[arg(long, value_name = "SECTORS", value_delimiter = ',')]
    by_view: Vec<String>,
    #[command(flatten)]
    rules: RulePlace,
    #[command(flatten)]
    lists: ListPlace,
    /// How to print: table, json or html
    #[arg(long, default_value = "table")]
    format: String,
    /// Write a page with plots too
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Write the reliability diagram as a picture of its own
    #[arg(long, value_name = "FILE.svg")]
    diagram: Option<PathBuf>,
}

impl Evaluate {
    pub(crate) fn run(self, talk: Talk) -> anyhow::Result<Exit> {
        if self.outs.len() != self.truth.len() {
            return Err(wrong_usage(format!(
                "{} report(s) and {} truth(s): give one --truth for each report, in the same order",
                self.outs.len(),
                self.truth.len()
            )));
        }
        if !["table", "json", "html"].contains(&self.format.as_str()) {
            return Err(wrong_usage(format!(
                "--format {}: one of table, json, html",
                self.format
            )));
        }
        if matches!(self.over_time, Some(Some(_))) && self.outs.len() > 1 {
            return Err(wrong_usage(
                "--over-time RECORDS goes with one report; without RECORDS each report's own are read",
            ));
        }
        let views = self.views()?;
        let mut all = Vec::new();
        let mut complete = true;
        for (out, truth) in self.outs.iter().zip(&self.truth) {
            let truth = read_truth(truth)?;
            let reported = Reported::read(out)?;
            complete &= reported.complete;
            bonafide_evaluation::same_world(&reported, &truth)?;
            let weigher = ReportWeigher::of(&reported.weighing);
            let mut evaluation = bonafide_evaluation::evaluate(&reported, &truth, &weigher);
            let again = Again::of(&self, out, &reported.weighing, talk)?;
            if let Some(again) = &again
                && self.over_time.is_some()
            {
                evaluation.over_time = Some(again.over_time(None, &truth)?);
            }
            all.push(evaluation);
            if let Some(again) = &again {
                for view in &views {
                    all.push(again.view(view, &truth, self.over_time.is_some())?);
                }
            }
        }
        let summary = Summary::of(all);
        if let Some(path) = &self.html {
            write(path, &summary.html())?;
            talk.say(&format!("page: {}", path.display()));
        }
        if let Some(path) = &self.diagram {
            let picture = summary.reliability_diagram();
            write(path, &picture)?;
            talk.say(&format!("diagram: {}", path.display()));
        }
        match self.format.as_str() {
            "json" => print::data(&summary.json())?,
            "html" => print::data(&summary.html())?,
            _ => print::data(&summary.table())?,
        }
        Ok(if complete { Exit::Done } else { Exit::Partial })
    }

    fn views(&self) -> anyhow::Result<Vec<&'static View>> {
        if self.by_view.iter().any(|word| word == "all") {
            return Ok(VIEWS.iter().collect());
        }
        let words: Vec<&str> = VIEWS.iter().map(|view| view.sector.word()).collect();
        self.by_view
            .iter()
            .map(|word| {
                View::of(word).ok_or_else(|| {
                    wrong_usage(format!(
                        "--by-view {word}: all, or some of {}",
                        words.join(", ")
                    ))
                })
            })
            .collect()
    }
}

/// Reads the truth from a world or from its folder `truth`.
pub(crate) fn read_truth(folder: &Path) -> anyhow::Result<Truth> {
    let inside = folder.join("truth");
    Ok(Truth::read(if inside.is_dir() { &inside } else { folder })?)
}

/// Writes a file that appears whole.
pub(crate) fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    use std::io::Write;
    let failed = || format!("cannot write {}", path.display());
    let mut file = AtomicFile::create(path).with_context(failed)?;
    file.write_all(text.as_bytes()).with_context(failed)?;
    file.commit().with_context(failed)
}

/// Screens the records of a report again.
struct Again<'a> {
    asked: &'a Evaluate,
    inputs: Inputs,
    engine: Engine,
    weighing: WeighingSummary,
    talk: Talk,
}

impl<'a> Again<'a> {
    /// None unless a measure asks for it.
    fn of(
        asked: &'a Evaluate,
        out: &Path,
        weighing: &WeighingSummary,
        talk: Talk,
    ) -> anyhow::Result<Option<Self>> {
        if asked.over_time.is_none() && asked.by_view.is_empty() {
            return Ok(None);
        }
        let inputs = match &asked.over_time {
            Some(Some(records)) => Inputs {
                paths: vec![records.clone()],
                mapping: None,
            },
            _ => Inputs::read(out)?,
        };
        let engine = runtime()?.block_on(Engine::new(
            &asked.rules.load()?,
            asked.lists.load()?,
            weighing_of(weighing),
        ))?;
        Ok(Some(Self {
            asked,
            inputs,
            engine,
            weighing: weighing.clone(),
            talk,
        }))
    }

    fn records(&self, view: Option<&View>) -> anyhow::Result<Records> {
        let mapping = self
            .inputs
            .mapping
            .as_deref()
            .map(read_mapping)
            .transpose()?;
        let records = Records::survey(&self.inputs.paths, mapping.as_ref(), view)?;
        Ok(records)
    }

    fn over_time(&self, view: Option<&View>, truth: &Truth) -> anyhow::Result<OverTime> {
        let records = self.records(view)?;
        let span = records.span().context(
            "the records hold no time at which anything was recorded, so they cannot be cut by time",
        )?;
        let cuts = Cuts::over(span, self.asked.every, self.asked.most_looks);
        let looks = cuts.len();
        bonafide_evaluation::over_time(&records, &cuts, truth, &mut |cut, folders| {
            self.talk.say(&format!(
                "{} as of {} ({} of {looks})",
                view.map_or("all records", |view| view.sector.word()),
                cuts.day(cut),
                cut + 1
            ));
            let judged = self.screen(folders)?;
            Ok(judged
                .subjects
                .into_iter()
                .map(|one| (one.subject_id, one.outcome))
                .collect::<Vec<(String, Outcome)>>())
        })
    }

    /// Measures what a firm of a sector sees.
    fn view(&self, view: &View, truth: &Truth, over_time: bool) -> anyhow::Result<Evaluation> {
        let word = view.sector.word();
        self.talk.say(&format!("what a {word} sees"));
        let records = self.records(Some(view))?;
        let cuts = Cuts::none();
        let reported = self.screen(records.cut(&cuts)?.as_of(0)?)?;
        let truth = truth.seen_by(&records.subjects());
        let weigher = ReportWeigher::of(&reported.weighing);
        let mut evaluation = bonafide_evaluation::evaluate(&reported, &truth, &weigher);
        evaluation.view = word.to_owned();
        if over_time {
            evaluation.over_time = Some(self.over_time(Some(view), &truth)?);
        }
        Ok(evaluation)
    }

    fn screen(&self, folders: Vec<PathBuf>) -> anyhow::Result<Reported> {
        let mut request = Request::new(folders);
        request.shown = 0;
        let outcome = match screen::screen(
            &self.engine,
            &request,
            &ForgetRejects,
            &screen::Unheard,
            &AtomicBool::new(false),
        ) {
            // Nobody is there yet on that day.
            Err(bonafide_engine::EngineError::NoSubject { .. }) => {
                return Ok(Reported::new(Vec::new(), self.weighing.clone(), Vec::new()));
            }
            other => other?,
        };
        let subjects = outcome
            .subjects
            .into_iter()
            .map(|subject| Judged {
                findings: subject
                    .findings
                    .iter()
                    .zip(&subject.weighed.counted)
                    .map(|(found, counted)| bonafide_evaluation::Found {
                        rule: found.rule,
                        counted: *counted,
                        evidence: serde_json::to_string(&found.evidence).unwrap_or_default(),
                    })
                    .collect(),
                subject_id: subject.id,
                outcome: subject.weighed.outcome,
                weight: subject.weighed.weight,
            })
            .collect();
        Ok(Reported::new(
            outcome.report.rules,
            outcome.report.weighing,
            subjects,
        ))
    }
}
