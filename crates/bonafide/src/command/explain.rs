//! `bonafide explain`

use std::path::{Path, PathBuf};

use anyhow::Context;
use bonafide_model::report::Report;
use clap::Args;

use crate::exit::{Exit, wrong_usage};
use crate::print;

/// Prints one subject's evidence waterfall: every finding, what of it counts, and the sum.
#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// Folder that `bonafide screen --out` made
    out: PathBuf,
    /// The subject
    subject: String,
}

impl Explain {
    pub(crate) fn run(self) -> anyhow::Result<Exit> {
        let report = read_report(&self.out)?;
        let Some(subject) = report
            .subjects
            .iter()
            .find(|subject| subject.subject_id == self.subject)
        else {
            return Err(not_shown(&report, &self.out, &self.subject));
        };
        print::data(&bonafide_report::subject_waterfall(
            &report,
            subject,
            print::WIDTH,
            print::colour(),
        ))?;
        Ok(Exit::Done)
    }
}

/// The report of an earlier run.
pub(crate) fn read_report(out: &Path) -> anyhow::Result<Report> {
    let path = if out.is_dir() {
        out.join("report.json")
    } else {
        out.to_owned()
    };
    let text = std::fs::read_to_string(&path).with_context(|| {
        format!(
            "cannot read {}; name the folder that `bonafide screen --out` made",
            path.display()
        )
    })?;
    serde_json::from_str(&text).with_context(|| {
        format!(
            "{} is no report of this version of bonafide",
            path.display()
        )
    })
}

/// That a subject is not among those that a report shows.
pub(super) fn not_shown(report: &Report, out: &Path, subject: &str) -> anyhow::Error {
    let ids = report
        .subjects
        .iter()
        .map(|shown| shown.subject_id.as_str());
    let near = bonafide_model::table::suggest(subject, ids)
        .map(|near| format!("; did you mean `{near}`?"));
    wrong_usage(format!(
        "{}: no findings are shown for subject `{subject}`{}\nThe report shows {} of {} subjects in full: those with findings, most urgent first. \
         subjects.parquet holds all; screen again with a larger --shown to see more.",
        out.display(),
        near.unwrap_or_default(),
        report.subjects.len(),
        report.run.subjects,
    ))
}
