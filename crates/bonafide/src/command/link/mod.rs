//! `bonafide link`: what ties subjects, and what people decide about it.

mod group;
mod verdict;
mod why;

use anyhow::Context;
use bonafide_verdicts::{Ledger, VerdictError};
use clap::{Args, Subcommand};

use crate::exit::{Exit, wrong_usage};
use crate::home::VerdictPlace;

/// Ties between subjects, the groups that they make, and what people decide about both.
#[derive(Debug, Subcommand)]
pub(crate) enum Link {
    /// Say what ties two subjects: the strongest path between them, tie by tie
    Why(why::Why),
    /// Note that one hand runs two subjects: later runs join them
    Same(verdict::Same),
    /// Note that two subjects are run by two hands: later runs keep them apart, along paths too
    Different(verdict::Different),
    /// List what was decided of pairs and groups, and whether it still holds
    Verdicts(verdict::List),
    /// Take back what was said of two subjects, or of a group; the ledger keeps both decisions
    Withdraw(verdict::Withdraw),
    /// Name groups worth a review: half of them among the likeliest, half spread over the others
    Propose(group::Propose),
    /// Note what a review of a group found, with what the group showed that day
    Review(group::Review),
    /// Learn from reviewed groups what looks like an operation, where that judges unseen groups better
    Learn(group::Learn),
}

/// Who decided, and why.
#[derive(Debug, Args)]
struct Decision {
    /// Why, in a sentence that an auditor can check
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// Who decides
    #[arg(long, value_name = "NAME")]
    by: String,
}

impl Link {
    pub(crate) fn run(self) -> anyhow::Result<Exit> {
        match self {
            Self::Why(why) => why.run(),
            Self::Same(same) => same.run(),
            Self::Different(different) => different.run(),
            Self::Verdicts(list) => list.run(),
            Self::Withdraw(withdraw) => withdraw.run(),
            Self::Propose(propose) => propose.run(),
            Self::Review(review) => review.run(),
            Self::Learn(learn) => learn.run(),
        }
    }
}

fn ledger(place: &VerdictPlace) -> anyhow::Result<Ledger> {
    place.ledger().context(
        "neither HOME nor XDG_DATA_HOME is set; name the file of verdicts with --verdicts FILE",
    )
}

/// A refusal is a mistake in the words of the command.
fn told(error: VerdictError) -> anyhow::Error {
    match error {
        VerdictError::Refused(why) => wrong_usage(why),
        other => other.into(),
    }
}
