//! `bonafide notice`

use std::path::PathBuf;

use bonafide_catalogue::language::Language;
use bonafide_catalogue::notice::{DecidedBy, Fields, Notice as Statement};
use bonafide_model::report::Outcome;
use bonafide_model::rule_file::RuleFile;
use clap::Args;

use super::explain::{not_shown, read_report};
use crate::exit::{Exit, wrong_usage};
use crate::pack::RulePlace;
use crate::print;

/// Writes a statement of reasons in plain words for the person whom a decision concerns: what it rests
/// on, why that can be harmless, what would clear it up, how it was found, and how to object. It gives
/// no data of other people and no thresholds. What only the firm can say stays as a marked blank until
/// it is given here. Have counsel read it before it is sent (docs/notice.md).
#[derive(Debug, Args)]
pub(crate) struct Notice {
    /// Folder that `bonafide screen --out` made
    out: PathBuf,
    /// The subject
    subject: String,
    /// en, ja or ko
    #[arg(long, default_value = "en", value_parser = super::checklist::language)]
    lang: Language,
    /// text or html
    #[arg(long, default_value = "text")]
    format: String,
    /// Name and address of the firm
    #[arg(long)]
    firm: Option<String>,
    /// Date of the statement
    #[arg(long)]
    date: Option<String>,
    /// What was decided, and for which account, payment or service
    #[arg(long)]
    decision: Option<String>,
    /// Where and for how long the decision holds
    #[arg(long)]
    scope: Option<String>,
    /// The law, or the clause of the terms, on which it rests
    #[arg(long)]
    ground: Option<String>,
    /// person, two-people or program
    #[arg(long, value_parser = decided_by)]
    decided_by: Option<DecidedBy>,
    /// Who hears the person: name, address, telephone
    #[arg(long)]
    contact: Option<String>,
    /// Until when the person can object, and by when the firm answers
    #[arg(long)]
    deadline: Option<String>,
    /// How to use the firm's complaint procedure
    #[arg(long)]
    complaint: Option<String>,
    /// The body for out-of-court settlement
    #[arg(long)]
    dispute: Option<String>,
    /// Say, in a paragraph without any detail, that a likeness to a sanctions list has to be cleared
    /// up. Laws on tipping off may forbid it: ask counsel first
    #[arg(long)]
    with_sanctions: bool,
    #[command(flatten)]
    rules: RulePlace,
}

fn decided_by(word: &str) -> Result<DecidedBy, String> {
    DecidedBy::parse(word).ok_or_else(|| "one of person, two-people, program".to_owned())
}

impl Notice {
    pub(crate) fn run(self) -> anyhow::Result<Exit> {
        let report = read_report(&self.out)?;
        let Some(subject) = report
            .subjects
            .iter()
            .find(|subject| subject.subject_id == self.subject)
        else {
            return Err(not_shown(&report, &self.out, &self.subject));
        };
        let pack = self.rules.load()?;
        let rules: Vec<&RuleFile> = pack.rules().map(AsRef::as_ref).collect();
        let fields = Fields {
            firm: self.firm,
            date: self.date,
            decision: self.decision,
            scope: self.scope,
            ground: self.ground,
            decided_by: self.decided_by,
            contact: self.contact,
            deadline: self.deadline,
            complaint: self.complaint,
            dispute: self.dispute,
        };
        let notice = Statement::of(
            &report,
            subject,
            pack.catalogue(),
            &rules,
            &fields,
            (self.lang, self.with_sanctions),
        );
        let text = match self.format.as_str() {
            "text" => notice.text(),
            "html" => notice.html(),
            other => return Err(wrong_usage(format!("--format {other}: one of text, html"))),
        };
        for warning in warnings(
            &notice,
            subject.outcome,
            self.with_sanctions,
            report.run.complete,
        ) {
            print::talk(&warning);
        }
        print::data(&text)?;
        Ok(Exit::Done)
    }
}

/// What the operator has to know before the notice is sent.
fn warnings(
    notice: &Statement,
    outcome: Outcome,
    with_sanctions: bool,
    complete: bool,
) -> Vec<String> {
    let mut warnings = Vec::new();
    if notice.blanks() > 0 {
        warnings.push(format!(
            "note: {} field(s) are still to be filled in; they stand in brackets",
            notice.blanks()
        ));
    }
    if notice.withheld_sanctions() > 0 {
        warnings.push(format!(
            "warning: {} finding(s) of the sanctions track are left out, because telling the person may be a criminal offence (tipping off). \
             Ask counsel; --with-sanctions adds a paragraph without any detail",
            notice.withheld_sanctions()
        ));
    } else if with_sanctions {
        warnings.push(
            "warning: --with-sanctions was given: make sure with counsel that no law on tipping off forbids it"
                .to_owned(),
        );
    }
    if outcome < Outcome::Review {
        warnings.push(format!(
            "warning: the outcome of this subject is `{}`: the report gives no reason for an adverse decision",
            outcome.word()
        ));
    }
    if notice.findings() == 0 {
        warnings.push(
            "warning: no finding counts against this subject; there is nothing to state".to_owned(),
        );
    }
    if notice.untranslated() > 0 {
        warnings.push(format!(
            "note: {} finding(s) have English words only",
            notice.untranslated()
        ));
    }
    if !complete {
        warnings.push(
            "warning: the report is partial; screen again before deciding anything".to_owned(),
        );
    }
    warnings.push(
        "note: leave out by hand whatever a report of suspicious activity rests on, and have counsel read the notice"
            .to_owned(),
    );
    warnings
}
