//! `bonafide fairness`

use std::path::PathBuf;

use bonafide_evaluation::{Categories, Reported};
use clap::Args;

use crate::command::evaluate::{read_truth, write};
use crate::command::screen::{Inputs, read_mapping};
use crate::exit::{Exit, wrong_usage};
use crate::print;
use crate::progress::Talk;

/// A bias report for an auditor: by category, and by two together, who is sent to review and whose
/// sum is above the median, with impact ratios, counts and intervals.
///
/// Categories come from a CSV (subject_id and one column a characteristic), or from what subjects
/// declared in the records. They are read for this report alone; no rule can read them.
#[derive(Debug, Args)]
pub(crate) struct Fairness {
    /// Folder that `bonafide screen --out` made
    out: PathBuf,
    /// CSV of categories, or the records [default: the records that the report was made from]
    #[arg(long, value_name = "CSV|RECORDS")]
    groups: Option<PathBuf>,
    /// Instead: the honest people of a simulated world by kind and origin; DIR/truth, or DIR itself
    #[arg(long, value_name = "DIR", conflicts_with = "groups")]
    truth: Option<PathBuf>,
    /// Only these characteristics, with commas between
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    by: Vec<String>,
    /// How to print: table, json or html
    #[arg(long, default_value = "table")]
    format: String,
    /// Write a page too
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
}

impl Fairness {
    pub(crate) fn run(self, talk: Talk) -> anyhow::Result<Exit> {
        if !["table", "json", "html"].contains(&self.format.as_str()) {
            return Err(wrong_usage(format!(
                "--format {}: one of table, json, html",
                self.format
            )));
        }
        let reported = Reported::read(&self.out)?;
        let mut categories = self.categories()?;
        categories.only(&self.by)?;
        let audit = bonafide_evaluation::audit(&reported, &categories);
        if audit.people == 0 {
            return Err(wrong_usage(format!(
                "none of the {} screened subjects is in {}: the ids must be those of the report",
                reported.subjects.len(),
                audit.categories_from
            )));
        }
        if let Some(path) = &self.html {
            write(path, &audit.html())?;
            talk.say(&format!("page: {}", path.display()));
        }
        match self.format.as_str() {
            "json" => print::data(&audit.json())?,
            "html" => print::data(&audit.html())?,
            _ => print::data(&audit.table())?,
        }
        Ok(if reported.complete {
            Exit::Done
        } else {
            Exit::Partial
        })
    }

    fn categories(&self) -> anyhow::Result<Categories> {
        if let Some(truth) = &self.truth {
            return Ok(Categories::honest(&read_truth(truth)?));
        }
        let is_csv = |path: &PathBuf| path.extension().is_some_and(|end| end == "csv");
        match &self.groups {
            Some(path) if path.is_file() && is_csv(path) => Ok(Categories::from_csv(path)?),
            Some(path) => Ok(Categories::declared(std::slice::from_ref(path), None)?),
            None => {
                let inputs = Inputs::read(&self.out)?;
                let mapping = inputs.mapping.as_deref().map(read_mapping).transpose()?;
                Ok(Categories::declared(&inputs.paths, mapping.as_ref())?)
            }
        }
    }
}
