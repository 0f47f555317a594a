//! `bonafide rules coverage`

use std::collections::BTreeMap;

use bonafide_model::catalogue::Catalogue;
use clap::Args;
use serde::Serialize;

use crate::exit::{Exit, wrong_usage};
use crate::pack::RulePlace;
use crate::print;

/// For each published indicator: the rules that check it, the question that asks a person, or the
/// reason why there is no rule yet.
#[derive(Debug, Args)]
pub(crate) struct Coverage {
    #[command(flatten)]
    rules: RulePlace,
    /// table or json
    #[arg(long, default_value = "table")]
    format: String,
}

#[derive(Debug, Serialize)]
struct Covered<'a> {
    indicator: &'a str,
    title: &'a str,
    category: String,
    stage: String,
    sectors: Vec<String>,
    strength: String,
    machine_checkable: String,
    government_source: bool,
    rules: Vec<&'a str>,
    question: Option<&'a str>,
    pending: Option<&'a str>,
}

impl Coverage {
    pub(super) fn run(self) -> anyhow::Result<Exit> {
        let pack = self.rules.load()?;
        let catalogue = Catalogue::embedded();
        let mut checked_by: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for rule in pack.rules() {
            for indicator in &rule.indicators {
                checked_by.entry(indicator).or_default().push(&rule.id);
            }
        }
        let covered: Vec<Covered<'_>> = catalogue
            .indicators()
            .iter()
            .map(|indicator| Covered {
                indicator: &indicator.id,
                title: &indicator.title,
                category: indicator.category.word().to_owned(),
                stage: indicator.stage.word().to_owned(),
                sectors: indicator
                    .sector
                    .iter()
                    .map(|sector| sector.word().to_owned())
                    .collect(),
                strength: indicator.strength.word().to_owned(),
                machine_checkable: indicator.machine_checkable.word().to_owned(),
                government_source: indicator.government_source,
                rules: checked_by
                    .get(indicator.id.as_str())
                    .cloned()
                    .unwrap_or_default(),
                question: catalogue.question(&indicator.id),
                pending: catalogue.pending().get(&indicator.id).map(String::as_str),
            })
            .collect();
        match self.format.as_str() {
            "json" => print::data(&serde_json::to_string_pretty(&covered)?)?,
            "table" => print::data(&table(&covered))?,
            other => return Err(wrong_usage(format!("--format {other}: one of table, json"))),
        }
        Ok(Exit::Done)
    }
}

fn table(covered: &[Covered<'_>]) -> String {
    let mut text = String::new();
    let (mut by_rule, mut by_question, mut pending, mut nothing) = (0, 0, 0, 0);
    for one in covered {
        text += &format!("{} [{}, {}]\n", one.indicator, one.stage, one.strength);
        for rule in &one.rules {
            text += &format!("    rule      {rule}\n");
        }
        if let Some(question) = one.question {
            text += &format!("    question  {question}\n");
        }
        if let Some(why) = one.pending {
            text += &format!("    not yet   {why}\n");
        }
        match (one.rules.is_empty(), one.question, one.pending) {
            (false, ..) => by_rule += 1,
            (true, Some(_), _) => by_question += 1,
            (true, None, Some(_)) => pending += 1,
            (true, None, None) => {
                nothing += 1;
                text += "    NOTHING   neither a rule, nor a question, nor a reason\n";
            }
        }
    }
    text + &format!(
        "\n{} indicators: {by_rule} checked by rules, {by_question} asked of people, {pending} not yet, {nothing} without a place\n",
        covered.len()
    )
}
