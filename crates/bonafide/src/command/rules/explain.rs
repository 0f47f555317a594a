//! `bonafide rules explain`

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

use bonafide_engine::Engine;
use bonafide_engine::evidence::in_words;
use bonafide_engine::screen::{self, Request};
use bonafide_engine::weigh::Weighing;
use bonafide_records::ForgetRejects;
use clap::Args;

use crate::command::screen::{read_mapping, runtime};
use crate::exit::{Exit, wrong_usage};
use crate::home::ListPlace;
use crate::pack::RulePlace;
use crate::print;
use crate::progress::Talk;

/// Runs one rule over the records and tells what it says of one subject, and why.
#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// Id of the rule
    id: String,
    /// The subject
    subject: String,
    /// The records
    #[arg(long = "on", required = true, value_name = "DIR|FILE")]
    paths: Vec<PathBuf>,
    /// TOML file that turns foreign columns and values into ours
    #[arg(short, long, value_name = "FILE")]
    mapping: Option<PathBuf>,
    #[command(flatten)]
    rules: RulePlace,
    #[command(flatten)]
    lists: ListPlace,
}

impl Explain {
    pub(super) fn run(self, talk: Talk) -> anyhow::Result<Exit> {
        let pack = self.rules.load()?;
        let rule = pack.get(&self.id)?;
        let alone = pack.only(&BTreeSet::from([self.id.clone()]));
        let engine =
            runtime()?.block_on(Engine::new(&alone, self.lists.load()?, Weighing::default()))?;
        let mut request = Request::new(self.paths.clone());
        request.mapping = self.mapping.as_deref().map(read_mapping).transpose()?;
        let outcome = screen::screen(
            &engine,
            &request,
            &ForgetRejects,
            &talk.progress(),
            &AtomicBool::new(false),
        )?;
        let Some(subject) = outcome
            .subjects
            .iter()
            .find(|subject| subject.id == self.subject)
        else {
            return Err(wrong_usage(format!(
                "there is no subject `{}` in the records",
                self.subject
            )));
        };
        let mut text = format!("{}\n{}\n\n", rule.id, rule.title);
        let checked = engine.pack().rules.first();
        if let Some(found) = subject.findings.first() {
            let value = |name: &str| {
                found
                    .evidence
                    .first()
                    .and_then(|row| row.get(name))
                    .map(in_words)
            };
            text += &format!(
                "FIRED   {}\n        weight {} dB, {} row(s) of evidence\n",
                rule.reason.fill(value),
                rule.weight,
                found.rows
            );
            for row in &found.evidence {
                let cells: Vec<String> = row
                    .iter()
                    .map(|(name, value)| format!("{name} {}", in_words(value)))
                    .collect();
                text += &format!("        {}\n", cells.join(", "));
            }
            text += &format!(
                "\nInnocent reasons: {}\nAsk: {}\n",
                rule.innocent_reasons, rule.ask
            );
        } else if subject.insufficient.contains(0) {
            text += "INSUFFICIENT   the rule cannot be answered for this subject\n";
            text += &checked
                .map(|checked| format!("        it needs {}\n", checked.need))
                .unwrap_or_default();
        } else {
            text += "CLEAR   the data are there and do not match\n";
            text += &checked
                .map(|checked| format!("        it looked at {}\n", checked.need))
                .unwrap_or_default();
        }
        for (name, value) in &rule.params {
            text += &format!("        {name} = {value}\n");
        }
        print::data(&text)?;
        Ok(Exit::Done)
    }
}
