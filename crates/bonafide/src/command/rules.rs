//! `bonafide rules`

mod backtest;
mod coverage;
mod explain;
mod new;
mod test;

use std::path::PathBuf;

use bonafide_engine::weigh::Weighing;
use bonafide_engine::{Engine, Pack};
use bonafide_lists::Lists;
use bonafide_model::catalogue::Catalogue;
use clap::{Args, Subcommand};

use crate::command::screen::runtime;
use crate::exit::Exit;
use crate::pack::RulePlace;
use crate::print;
use crate::progress::Talk;

/// Rules: one Markdown file each, with its reason, its query and its own tests.
#[derive(Debug, Subcommand)]
pub(crate) enum Rules {
    /// List every rule: id, weight, status, title
    List(List),
    /// Print one rule file
    Show(Show),
    /// Plan and check rules, ours or those of a folder
    Check(Folder),
    /// Run the cases of rules, ours or those of a folder
    Test(test::Test),
    /// Write a new rule file with its cases, ready to be changed
    New(new::New),
    /// Tell why a rule fires, stays quiet or lacks data for one subject
    Explain(explain::Explain),
    /// Show what another value of a parameter would have done to an earlier run
    Backtest(backtest::Backtest),
    /// Show for each published indicator its rule, its question to a person, or why not yet
    Coverage(coverage::Coverage),
}

/// Rules to list.
#[derive(Debug, Args)]
pub(crate) struct List {
    #[command(flatten)]
    rules: RulePlace,
    /// table or json
    #[arg(long, default_value = "table")]
    format: String,
}

/// A rule to show.
#[derive(Debug, Args)]
pub(crate) struct Show {
    /// Id of the rule
    id: String,
    #[command(flatten)]
    rules: RulePlace,
}

/// A folder of rules.
#[derive(Debug, Args)]
pub(crate) struct Folder {
    /// Folder of rules, or of an advisory with rules [default: the rules that come with the program]
    folder: Option<PathBuf>,
}

impl Folder {
    fn load(&self) -> anyhow::Result<Pack> {
        Ok(match &self.folder {
            Some(folder) => crate::pack::of_folder(folder)?,
            None => Pack::embedded()?,
        })
    }
}

impl Rules {
    pub(crate) fn run(self, talk: Talk) -> anyhow::Result<Exit> {
        match self {
            Self::List(list) => list.run(),
            Self::Show(show) => {
                print::data(&show.rules.load()?.get(&show.id)?.text)?;
                Ok(Exit::Done)
            }
            Self::Check(folder) => check(&folder),
            Self::Test(test) => test.run(talk),
            Self::New(new) => new.run(),
            Self::Explain(explain) => explain.run(talk),
            Self::Backtest(backtest) => backtest.run(talk),
            Self::Coverage(coverage) => coverage.run(),
        }
    }
}

impl List {
    fn run(self) -> anyhow::Result<Exit> {
        let pack = self.rules.load()?;
        if self.format == "json" {
            let rules: Vec<serde_json::Value> = pack
                .rules()
                .map(|rule| {
                    serde_json::json!({
                        "id": rule.id, "title": rule.title, "weight": rule.weight, "hard": rule.hard,
                        "status": rule.status.word(), "indicators": rule.indicators, "cases": rule.cases.len(),
                    })
                })
                .collect();
            print::data(&serde_json::to_string_pretty(&rules)?)?;
            return Ok(Exit::Done);
        }
        let mut text = String::new();
        for rule in pack.rules() {
            text += &format!(
                "{:<48} {:>5} dB  {:<7} {}\n",
                rule.id,
                rule.weight,
                rule.status.word(),
                rule.title
            );
        }
        print::data(&text)?;
        Ok(Exit::Done)
    }
}

/// Exits with 1 where a rule has a problem: that is what the check was asked to find.
fn check(folder: &Folder) -> anyhow::Result<Exit> {
    let checked = folder.load().and_then(|pack| {
        let rules = pack.rules().count();
        runtime()?.block_on(Engine::new(&pack, Lists::embedded()?, Weighing::default()))?;
        pack.check_explanations(Catalogue::embedded())?;
        Ok(rules)
    });
    match checked {
        Ok(rules) => {
            print::talk(&format!("{rules} rule(s) checked, no problem"));
            Ok(Exit::Done)
        }
        Err(error)
            if matches!(
                error.downcast_ref(),
                Some(bonafide_engine::EngineError::Rules { .. })
            ) =>
        {
            print::talk(&format!("{error}"));
            Ok(Exit::Findings)
        }
        Err(error) => Err(error),
    }
}
