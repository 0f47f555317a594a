//! `bonafide sanctions`: decisions on matches with sanctions lists.

use std::collections::BTreeSet;
use std::path::PathBuf;

use anyhow::Context;
use bonafide_model::report::{Firmness, SanctionsMatch};
use bonafide_screening::{Clearance, ClearanceError, Ledger, Pair, Withdrawal, term};
use clap::{Args, Subcommand};
use jiff::civil::Date;

use crate::command::explain::read_report;
use crate::exit::{Exit, wrong_usage};
use crate::home::{ClearancePlace, today};
use crate::print;

/// Clear pairs of subjects and listed parties that a person has compared and found to be two, list what is
/// cleared, and take it back.
#[derive(Debug, Subcommand)]
pub(crate) enum Sanctions {
    /// Note that a subject is not the listed party that it resembles: why, who says so, until when. It ends by
    /// itself when the subject's records or the entry change
    Clear(Clear),
    /// List what is cleared, and what no longer is because its time is over
    Cleared(Cleared),
    /// Take a clearance back; the ledger keeps both decisions
    Withdraw(Withdraw),
}

/// What to clear.
#[derive(Debug, Args)]
pub(crate) struct Clear {
    /// Folder that `bonafide screen --out` made: it says what was compared
    out: PathBuf,
    /// The subject
    subject: String,
    /// The list, by its short name (ofac_sdn, un, eu …), as the report gives it
    list: String,
    /// The number of the entry
    entry: String,
    #[command(flatten)]
    decision: Decision,
    /// Last day on which it holds [default: in a year; at most three years]
    #[arg(long, value_name = "DATE")]
    until: Option<Date>,
    #[command(flatten)]
    place: ClearancePlace,
}

/// Who decided, and why.
#[derive(Debug, Args)]
pub(crate) struct Decision {
    /// Why: what tells the two apart, in a sentence that an auditor can check
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// Who decides
    #[arg(long, value_name = "NAME")]
    by: String,
}

/// Which to list.
#[derive(Debug, Args)]
pub(crate) struct Cleared {
    #[command(flatten)]
    place: ClearancePlace,
}

/// What to take back.
#[derive(Debug, Args)]
pub(crate) struct Withdraw {
    /// The subject
    subject: String,
    /// The list, by its short name
    list: String,
    /// The number of the entry
    entry: String,
    #[command(flatten)]
    decision: Decision,
    #[command(flatten)]
    place: ClearancePlace,
}

impl Sanctions {
    pub(crate) fn run(self) -> anyhow::Result<Exit> {
        match self {
            Self::Clear(clear) => clear.run(),
            Self::Cleared(cleared) => cleared.run(),
            Self::Withdraw(withdraw) => withdraw.run(),
        }
    }
}

fn ledger(place: &ClearancePlace) -> anyhow::Result<Ledger> {
    place.ledger().context(
        "neither HOME nor XDG_DATA_HOME is set; name the file of cleared pairs with --clearances FILE",
    )
}

/// A refusal is a mistake in the words of the command.
fn told(error: ClearanceError) -> anyhow::Error {
    match error {
        ClearanceError::Refused(why) => wrong_usage(why),
        other => other.into(),
    }
}

impl Clear {
    fn run(self) -> anyhow::Result<Exit> {
        let report = read_report(&self.out)?;
        let of_pair: Vec<&SanctionsMatch> = report
            .sanctions
            .matches
            .iter()
            .filter(|one| one.firmness != Firmness::Cleared && self.concerns(one))
            .collect();
        if of_pair.is_empty() {
            let others: BTreeSet<String> = report
                .sanctions
                .matches
                .iter()
                .filter(|one| one.subject_id == self.subject && one.firmness != Firmness::Cleared)
                .filter_map(|one| Some(format!("{} {}", one.list.as_ref()?, one.entry.as_ref()?)))
                .collect();
            let others = match others.is_empty() {
                true => "it shows no match of that subject that is open".to_owned(),
                false => format!(
                    "its open matches of that subject: {}",
                    others.into_iter().collect::<Vec<_>>().join(", ")
                ),
            };
            return Err(wrong_usage(format!(
                "{} shows no open match of {} with entry {} of {}; {others}",
                self.out.display(),
                self.subject,
                self.entry,
                self.list
            )));
        }
        let pairs: BTreeSet<Pair> = of_pair
            .iter()
            .flat_map(|one| one.pairs.iter())
            .filter_map(|pair| Pair::parse(pair))
            .collect();
        if pairs.is_empty() {
            return Err(wrong_usage(format!(
                "a match of this kind ({}) cannot be cleared: a listed wallet stays listed whoever uses it",
                of_pair[0].rule
            )));
        }
        let today = today();
        let clearance = Clearance {
            subject_id: self.subject,
            list: self.list,
            entry: self.entry,
            pairs,
            reason: self.decision.reason,
            author: self.decision.by,
            cleared_on: today,
            until: self.until.unwrap_or_else(|| today.saturating_add(term())),
        };
        let ledger = ledger(&self.place)?;
        ledger.clear(&clearance).map_err(told)?;
        print::talk(&format!(
            "cleared: {} is not entry {} of {}, until {} ({})",
            clearance.subject_id,
            clearance.entry,
            clearance.list,
            clearance.until,
            ledger.path().display()
        ));
        if of_pair.iter().any(|one| one.firmness == Firmness::Equal) {
            print::talk(
                "A birth date or a number was equal: have a second person look at this decision.",
            );
        }
        Ok(Exit::Done)
    }

    fn concerns(&self, one: &SanctionsMatch) -> bool {
        one.subject_id == self.subject
            && one.list.as_deref() == Some(&self.list)
            && one.entry.as_deref() == Some(&self.entry)
    }
}

impl Cleared {
    fn run(self) -> anyhow::Result<Exit> {
        let clearances = self.place.load()?;
        let mut out = csv::Writer::from_writer(std::io::stdout().lock());
        out.write_record([
            "subject_id",
            "list",
            "entry",
            "state",
            "by",
            "cleared_on",
            "until",
            "reason",
        ])?;
        for one in clearances.iter() {
            let state = match clearances.is_expired(one) {
                true => "ended",
                false => "holds unless a side has changed",
            };
            out.write_record([
                &one.subject_id,
                &one.list,
                &one.entry,
                state,
                &one.author,
                &one.cleared_on.to_string(),
                &one.until.to_string(),
                &one.reason,
            ])?;
        }
        out.flush()?;
        Ok(Exit::Done)
    }
}

impl Withdraw {
    fn run(self) -> anyhow::Result<Exit> {
        let ledger = ledger(&self.place)?;
        let withdrawal = Withdrawal {
            subject_id: self.subject,
            list: self.list,
            entry: self.entry,
            reason: self.decision.reason,
            author: self.decision.by,
            withdrawn_on: today(),
        };
        ledger.withdraw(&withdrawal).map_err(told)?;
        print::talk(&format!(
            "withdrawn: {} and entry {} of {} are compared again",
            withdrawal.subject_id, withdrawal.entry, withdrawal.list
        ));
        Ok(Exit::Done)
    }
}
