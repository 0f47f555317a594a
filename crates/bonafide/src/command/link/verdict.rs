//! `bonafide link same`, `different`, `verdicts` and `withdraw`.

use bonafide_verdicts::{GroupWithdrawal, PairVerdict, PairWithdrawal, Said};
use clap::Args;
use jiff::civil::Date;

use super::{Decision, ledger, told};
use crate::exit::Exit;
use crate::home::{VerdictPlace, today};
use crate::print;

/// Two subjects of one hand.
#[derive(Debug, Args)]
pub(crate) struct Same {
    #[command(flatten)]
    pair: Pair,
}

/// Two subjects of two hands.
#[derive(Debug, Args)]
pub(crate) struct Different {
    #[command(flatten)]
    pair: Pair,
}

/// What was decided of two subjects.
#[derive(Debug, Args)]
struct Pair {
    /// One subject
    a: String,
    /// The other
    b: String,
    #[command(flatten)]
    decision: Decision,
    /// Last day on which it holds [default: until it is withdrawn]
    #[arg(long, value_name = "DATE")]
    until: Option<Date>,
    #[command(flatten)]
    place: VerdictPlace,
}

/// Which to list.
#[derive(Debug, Args)]
pub(crate) struct List {
    #[command(flatten)]
    place: VerdictPlace,
}

/// What to take back.
#[derive(Debug, Args)]
pub(crate) struct Withdraw {
    /// One subject
    #[arg(required_unless_present = "group", requires = "b")]
    a: Option<String>,
    /// The other
    b: Option<String>,
    /// The group whose review is withdrawn
    #[arg(long, value_name = "GROUP", conflicts_with_all = ["a", "b"])]
    group: Option<String>,
    #[command(flatten)]
    decision: Decision,
    #[command(flatten)]
    place: VerdictPlace,
}

impl Same {
    pub(super) fn run(self) -> anyhow::Result<Exit> {
        self.pair.decide(Said::Same)
    }
}

impl Different {
    pub(super) fn run(self) -> anyhow::Result<Exit> {
        self.pair.decide(Said::Different)
    }
}

impl Pair {
    fn decide(self, verdict: Said) -> anyhow::Result<Exit> {
        let ledger = ledger(&self.place)?;
        let (a, b) = (self.a.clone(), self.b.clone());
        let decided = PairVerdict {
            subject_a: self.a,
            subject_b: self.b,
            verdict,
            reason: self.decision.reason,
            author: self.decision.by,
            decided_on: today(),
            until: self.until,
        };
        ledger.decide(decided).map_err(told)?;
        let binds = match verdict {
            Said::Same => "later runs join them",
            Said::Different => "later runs keep them apart",
        };
        print::talk(&format!(
            "{a} and {b} are called {}: {binds} ({})",
            verdict.word(),
            ledger.path().display()
        ));
        for found in ledger.on(today())?.contradictions() {
            print::talk(&format!(
                "{} and {} are called different, and the same along {}: `different` prevails; look again at what was said on the way",
                found.different.0,
                found.different.1,
                found.path.join(", ")
            ));
        }
        Ok(Exit::Done)
    }
}

impl List {
    pub(super) fn run(self) -> anyhow::Result<Exit> {
        let verdicts = self.place.load()?;
        let mut out = csv::Writer::from_writer(std::io::stdout().lock());
        out.write_record([
            "verdict",
            "on",
            "and",
            "state",
            "by",
            "decided_on",
            "until",
            "reason",
        ])?;
        for entry in verdicts.pairs() {
            let one = &entry.decision;
            let withdrawn = entry.withdrawn.as_ref();
            out.write_record([
                one.verdict.word(),
                &one.subject_a,
                &one.subject_b,
                verdicts.state(entry).word(),
                withdrawn.map_or(&one.author, |by| &by.author),
                &withdrawn
                    .map_or(one.decided_on, |by| by.withdrawn_on)
                    .to_string(),
                &one.until.map(|day| day.to_string()).unwrap_or_default(),
                withdrawn.map_or(&one.reason, |by| &by.reason),
            ])?;
        }
        for entry in verdicts.groups() {
            let one = &entry.decision;
            let withdrawn = entry.withdrawn.as_ref();
            out.write_record([
                match one.is_operation {
                    true => "operation",
                    false => "not-operation",
                },
                &one.group_id,
                "",
                match withdrawn {
                    Some(_) => "withdrawn",
                    None => "holds",
                },
                withdrawn.map_or(&one.author, |by| &by.author),
                &withdrawn
                    .map_or(one.reviewed_on, |by| by.withdrawn_on)
                    .to_string(),
                "",
                withdrawn.map_or(&one.reason, |by| &by.reason),
            ])?;
        }
        out.flush()?;
        Ok(Exit::Done)
    }
}

impl Withdraw {
    pub(super) fn run(self) -> anyhow::Result<Exit> {
        let ledger = ledger(&self.place)?;
        let Decision { reason, by: author } = self.decision;
        let withdrawn_on = today();
        let what = match (self.group, self.a, self.b) {
            (Some(group_id), ..) => {
                let what = format!("the review of {group_id}");
                let withdrawal = GroupWithdrawal {
                    group_id,
                    reason,
                    author,
                    withdrawn_on,
                };
                ledger.withdraw_review(withdrawal).map_err(told)?;
                what
            }
            (None, a, b) => {
                let (subject_a, subject_b) = (a.unwrap_or_default(), b.unwrap_or_default());
                let what = format!("what was said of {subject_a} and {subject_b}");
                let withdrawal = PairWithdrawal {
                    subject_a,
                    subject_b,
                    reason,
                    author,
                    withdrawn_on,
                };
                ledger.withdraw_pair(withdrawal).map_err(told)?;
                what
            }
        };
        print::talk(&format!(
            "withdrawn: {what}; later runs decide by the records alone"
        ));
        Ok(Exit::Done)
    }
}
