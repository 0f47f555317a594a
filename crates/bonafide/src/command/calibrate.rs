//! `bonafide calibrate`

use std::path::PathBuf;

use bonafide_evaluation::{Asked, Reported, Verdicts};
use clap::Args;

use crate::command::evaluate::write;
use crate::exit::{Exit, wrong_usage};
use crate::print;
use crate::progress::Talk;
use crate::weigher::ReportWeigher;

/// Estimates weights and the precision of rules again from what reviewers found, and says what
/// would change. Nothing changes until the file it writes is given to `screen --weights`.
///
/// VERDICTS is a CSV with the columns subject_id, verdict (confirmed, cleared or unsure), by, on and
/// reason. Of several verdicts on a subject the latest stands.
#[derive(Debug, Args)]
pub(crate) struct Calibrate {
    /// CSV of verdicts
    verdicts: PathBuf,
    /// Folders that `bonafide screen --out` made, with the same rules and weights
    #[arg(long = "on", required = true, value_name = "OUT")]
    outs: Vec<PathBuf>,
    /// Write the weights that change, for `screen --weights`
    #[arg(long, value_name = "FILE")]
    write: Option<PathBuf>,
    /// How far a stated weight may well be wrong: the prior's standard deviation, in decibans
    #[arg(long, default_value_t = Asked::default().spread, value_name = "DECIBANS")]
    prior_spread: f64,
    /// Reviewed subjects with a finding from which its weight may change
    #[arg(long, default_value_t = Asked::default().least, value_name = "COUNT")]
    least: u64,
    /// Name rules whose precision among the reviewed is surely below this share
    #[arg(long, default_value_t = Asked::default().floor, value_name = "SHARE")]
    floor: f64,
    /// How to print: table or json
    #[arg(long, default_value = "table")]
    format: String,
}

impl Calibrate {
    pub(crate) fn run(self, talk: Talk) -> anyhow::Result<Exit> {
        if !(self.prior_spread > 0.0 && self.prior_spread.is_finite()) {
            return Err(wrong_usage("--prior-spread: a number of decibans above 0"));
        }
        if !(0.0..=1.0).contains(&self.floor) {
            return Err(wrong_usage("--floor: a share from 0 to 1"));
        }
        if !["table", "json"].contains(&self.format.as_str()) {
            return Err(wrong_usage(format!(
                "--format {}: one of table, json",
                self.format
            )));
        }
        let verdicts = Verdicts::read(&self.verdicts)?;
        let reports: Vec<Reported> = self
            .outs
            .iter()
            .map(|out| Reported::read(out))
            .collect::<Result<_, _>>()?;
        let Some(last) = reports.last() else {
            return Err(wrong_usage("--on: name at least one report"));
        };
        let weigher = ReportWeigher::of(&last.weighing);
        let asked = Asked {
            spread: self.prior_spread,
            least: self.least,
            floor: self.floor,
        };
        let calibration = bonafide_evaluation::calibrate(&reports, &verdicts, &asked, &weigher)?;
        match self.format.as_str() {
            "json" => print::data(&calibration.json())?,
            _ => print::data(&calibration.table())?,
        }
        if let Some(path) = &self.write {
            let name = self.verdicts.file_name().unwrap_or_default();
            write(path, &calibration.weights_file(&name.to_string_lossy()))?;
            talk.say(&format!(
                "weights: {} ({} change)",
                path.display(),
                calibration.changed().count()
            ));
        }
        Ok(Exit::Done)
    }
}
