//! `bonafide rules coverage`

use bonafide_catalogue::coverage::Coverage as Covered;
use bonafide_model::rule_file::RuleFile;
use clap::Args;

use crate::exit::{Exit, wrong_usage};
use crate::pack::RulePlace;
use crate::print;

/// For each published indicator its sources, its rules, its question to a person or the reason why
/// there is no rule; for each measure where it is used; for each signal that is left out on purpose
/// what keeps it out. Ends with 1 where something has no place.
#[derive(Debug, Args)]
pub(crate) struct Coverage {
    #[command(flatten)]
    rules: RulePlace,
    /// table, markdown or json
    #[arg(long, default_value = "table")]
    format: String,
}

impl Coverage {
    pub(super) fn run(self) -> anyhow::Result<Exit> {
        let pack = self.rules.load()?;
        let rules: Vec<&RuleFile> = pack.rules().map(AsRef::as_ref).collect();
        let covered = Covered::of(pack.catalogue(), &rules);
        match self.format.as_str() {
            "json" => print::data(&serde_json::to_string_pretty(&covered)?)?,
            "markdown" => print::data(&covered.page())?,
            "table" => print::data(&covered.table())?,
            other => {
                return Err(wrong_usage(format!(
                    "--format {other}: one of table, markdown, json"
                )));
            }
        }
        Ok(match covered.gaps.is_empty() {
            true => Exit::Done,
            false => Exit::Findings,
        })
    }
}
