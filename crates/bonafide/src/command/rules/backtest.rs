//! `bonafide rules backtest`

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

use anyhow::Context;
use bonafide_engine::screen::{self, Request};
use bonafide_engine::weigh::Weighing;
use bonafide_engine::{Engine, Pack};
use bonafide_records::ForgetRejects;
use clap::Args;

use crate::command::screen::{Inputs, read_mapping, runtime};
use crate::exit::{Exit, wrong_usage};
use crate::home::ListPlace;
use crate::pack::{self, RulePlace};
use crate::print;
use crate::progress::Talk;

/// Screens the records of an earlier run again, with another value for a parameter, and compares.
#[derive(Debug, Args)]
pub(crate) struct Backtest {
    /// Id of the rule
    id: String,
    /// name=value; may be given more than once
    #[arg(long = "param", required = true, value_name = "NAME=VALUE")]
    parameters: Vec<String>,
    /// Folder that `bonafide screen --out` made
    #[arg(long = "on", value_name = "OUT")]
    out: PathBuf,
    #[command(flatten)]
    rules: RulePlace,
    #[command(flatten)]
    lists: ListPlace,
}

/// What a run says of each subject: whether the rule fired, and the outcome.
type Said = BTreeMap<String, (bool, bonafide_model::report::Outcome)>;

impl Backtest {
    pub(super) fn run(self, talk: Talk) -> anyhow::Result<Exit> {
        let inputs = Inputs::read(&self.out)?;
        let before = self.rules.load()?;
        before.get(&self.id)?;
        let mut after = before.clone();
        for text in &self.parameters {
            let Some((name, value)) = text.split_once('=') else {
                return Err(wrong_usage(format!("--param {text}: write NAME=VALUE")));
            };
            after = pack::set(after, &self.id, name, value)?;
        }
        let said_before = self.screen(&before, &inputs, talk)?;
        let said_after = self.screen(&after, &inputs, talk)?;
        print::data(&compare(
            &self.id,
            &self.parameters,
            &said_before,
            &said_after,
        ))?;
        Ok(Exit::Done)
    }

    fn screen(&self, pack: &Pack, inputs: &Inputs, talk: Talk) -> anyhow::Result<Said> {
        let engine =
            runtime()?.block_on(Engine::new(pack, self.lists.load()?, Weighing::default()))?;
        let mut request = Request::new(inputs.paths.clone());
        request.mapping = inputs.mapping.as_deref().map(read_mapping).transpose()?;
        let outcome = screen::screen(
            &engine,
            &request,
            &ForgetRejects,
            &talk.progress(),
            &AtomicBool::new(false),
        )
        .with_context(|| {
            format!(
                "the records of {} cannot be screened again",
                self.out.display()
            )
        })?;
        let place = engine
            .pack()
            .rules
            .iter()
            .position(|rule| rule.file.id == self.id);
        let fired = |findings: &[bonafide_engine::RuleFinding]| {
            findings.iter().any(|found| Some(found.rule) == place)
        };
        Ok(outcome
            .subjects
            .into_iter()
            .map(|subject| {
                (
                    subject.id,
                    (fired(&subject.findings), subject.weighed.outcome),
                )
            })
            .collect())
    }
}

fn compare(id: &str, parameters: &[String], before: &Said, after: &Said) -> String {
    let count = |said: &Said| said.values().filter(|(fired, _)| *fired).count();
    let mut text = format!("{id} with {}\n\n", parameters.join(", "));
    text += &format!(
        "fired for      {:>8} subjects before, {:>8} after\n",
        count(before),
        count(after)
    );
    for outcome in bonafide_model::report::Outcome::ALL.into_iter().rev() {
        let of = |said: &Said| said.values().filter(|(_, is)| *is == outcome).count();
        text += &format!(
            "{:<14} {:>8} subjects before, {:>8} after\n",
            outcome.word(),
            of(before),
            of(after)
        );
    }
    let changed: Vec<String> = before
        .iter()
        .filter_map(|(subject, (_, was))| {
            let (_, is) = after.get(subject)?;
            (was != is).then(|| format!("  {subject}: {} -> {}\n", was.word(), is.word()))
        })
        .collect();
    text += &format!("\n{} subject(s) with another outcome\n", changed.len());
    text += &changed
        .iter()
        .take(50)
        .map(String::as_str)
        .collect::<String>();
    if changed.len() > 50 {
        text += &format!("  … and {} more\n", changed.len() - 50);
    }
    text
}
