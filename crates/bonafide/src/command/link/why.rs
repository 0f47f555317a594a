//! `bonafide link why`: what ties two subjects.

use std::path::PathBuf;

use bonafide_engine::Linking;
use clap::Args;

use crate::command::explain::read_report;
use crate::exit::{Exit, wrong_usage};
use crate::print;

/// Two subjects.
#[derive(Debug, Args)]
pub(crate) struct Why {
    /// One subject
    a: String,
    /// The other
    b: String,
    /// Folder that `bonafide screen --out` made
    #[arg(long, value_name = "OUT")]
    on: PathBuf,
}

impl Why {
    pub(super) fn run(self) -> anyhow::Result<Exit> {
        let linking = Linking::read(&self.on)?;
        self.tell_verdict()?;
        for subject in [&self.a, &self.b] {
            if linking.number(subject).is_none() {
                let near =
                    bonafide_model::table::suggest(subject, linking.ids.iter().map(String::as_str))
                        .map(|near| format!("; did you mean `{near}`?"));
                return Err(wrong_usage(format!(
                    "nothing ties `{subject}` to anybody in {}{}",
                    self.on.display(),
                    near.unwrap_or_default()
                )));
            }
        }
        let Some(steps) = linking.why(&self.a, &self.b) else {
            print::data(&format!(
                "Nothing ties {} and {}: no path of ties leads from one to the other.",
                self.a, self.b
            ))?;
            return Ok(Exit::Done);
        };
        let mut lines = Vec::new();
        match steps
            .iter()
            .all(|step| step.is_direct_for(&self.a, &self.b))
        {
            true => lines.push(format!("{} and {} are tied directly:", self.a, self.b)),
            false => lines.push(format!(
                "{} and {} are tied through others, {} steps:",
                self.a,
                self.b,
                steps.len()
            )),
        }
        lines.extend(steps.iter().map(|step| {
            format!(
                "  {} and {}: {} ({:+.1} decibans)",
                step.a, step.b, step.evidence, step.decibans
            )
        }));
        lines.push(
            "A tie is a reason to look, not a verdict: families, flats, offices and agencies are tied too."
                .to_owned(),
        );
        print::data(&lines.join("\n"))?;
        Ok(Exit::Done)
    }

    /// What a reviewer said of the two comes before what the records say.
    fn tell_verdict(&self) -> anyhow::Result<()> {
        let report = read_report(&self.on)?;
        let pair = [&self.a, &self.b];
        let of_pair = report
            .verdicts
            .iter()
            .find(|one| pair.contains(&&one.subject_a) && pair.contains(&&one.subject_b));
        if let Some(one) = of_pair {
            print::data(&format!(
                "{} called the two {} on {} ({}): {}.",
                one.author, one.verdict, one.decided_on, one.reason, one.effect
            ))?;
        }
        Ok(())
    }
}
