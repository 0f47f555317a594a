//! `bonafide link propose`, `review` and `learn`: people's findings on groups, and what is learned from them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::Context;
use bonafide_engine::{GroupShows, read_features};
use bonafide_linking::OperationModel;
use bonafide_verdicts::{GroupModel, GroupReview, Population, learn};
use clap::{Args, ValueEnum};

use super::{Decision, ledger, told};
use crate::exit::{Exit, wrong_usage};
use crate::home::{GroupModelPlace, VerdictPlace, today};
use crate::print;

/// How many to name.
#[derive(Debug, Args)]
pub(crate) struct Propose {
    /// Folder that `bonafide screen --out` made
    #[arg(long, value_name = "OUT")]
    on: PathBuf,
    /// How many groups
    #[arg(long, default_value_t = 50)]
    number: usize,
    #[command(flatten)]
    place: VerdictPlace,
}

/// What a review found.
#[derive(Debug, Args)]
pub(crate) struct Review {
    /// The group, by its id
    group: String,
    /// What was found
    found: Found,
    /// Folder that `bonafide screen --out` made: it says what the group shows
    #[arg(long, value_name = "OUT")]
    on: PathBuf,
    #[command(flatten)]
    decision: Decision,
    #[command(flatten)]
    place: VerdictPlace,
}

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Found {
    /// One hand behind many personas
    Operation,
    /// Something else: a family, an office, an agency, a coincidence
    NotOperation,
}

/// What to learn from.
#[derive(Debug, Args)]
pub(crate) struct Learn {
    /// Folder that `bonafide screen --out` made: it says of which groups the reviewed ones are a choice
    #[arg(long, value_name = "OUT")]
    on: PathBuf,
    #[command(flatten)]
    model: GroupModelPlace,
    #[command(flatten)]
    place: VerdictPlace,
}

impl Propose {
    pub(super) fn run(self) -> anyhow::Result<Exit> {
        let groups = read_features(&self.on)?;
        let verdicts = self.place.load()?;
        let open: Vec<&GroupShows> = groups
            .iter()
            .filter(|group| verdicts.review_of(&group.id).is_none())
            .collect();
        let mut out = csv::Writer::from_writer(std::io::stdout().lock());
        out.write_record(["group_id", "members", "operation"])?;
        for place in worth_a_review(open.len(), self.number) {
            let group = open[place];
            out.write_record([
                &group.id,
                &group.members.to_string(),
                &format!("{:.3}", group.operation),
            ])?;
        }
        out.flush()?;
        Ok(Exit::Done)
    }
}

/// Places of groups in the order of how likely they are: half spread over the likeliest fiftieth, half over the next
/// third. Only the likeliest would teach nothing about what else there is, and the unlikeliest are couples.
fn worth_a_review(groups: usize, number: usize) -> BTreeSet<usize> {
    let half = number.div_ceil(2).max(1);
    let likely = (groups / 50).max(half).min(groups);
    let rest = (groups - likely) / 3;
    let spread = |from: usize, over: usize, count: usize| {
        (0..count.min(over)).map(move |n| from + n * over / count.min(over))
    };
    let others = number.saturating_sub(half.min(likely));
    spread(0, likely, half)
        .chain(spread(
            likely,
            rest.max((groups - likely).min(others)),
            others,
        ))
        .collect()
}

fn find<'a>(groups: &'a [GroupShows], id: &str, on: &Path) -> anyhow::Result<&'a GroupShows> {
    groups.iter().find(|group| group.id == id).ok_or_else(|| {
        let known = groups.iter().map(|group| group.id.as_str());
        let near = bonafide_model::table::suggest(id, known)
            .map(|near| format!("; did you mean `{near}`?"));
        wrong_usage(format!(
            "there is no group `{id}` in {}{}",
            on.display(),
            near.unwrap_or_default()
        ))
    })
}

impl Review {
    pub(super) fn run(self) -> anyhow::Result<Exit> {
        let groups = read_features(&self.on)?;
        let group = find(&groups, &self.group, &self.on)?;
        let ledger = ledger(&self.place)?;
        let review = GroupReview {
            group_id: group.id.clone(),
            is_operation: self.found == Found::Operation,
            features: GroupReview::named(&group.features),
            members: u64::from(group.members),
            operation: group.operation,
            reason: self.decision.reason,
            author: self.decision.by,
            reviewed_on: today(),
        };
        ledger.review(review).map_err(told)?;
        let verdicts = ledger.on(today())?;
        let reviews = verdicts.reviews().count();
        let operations = verdicts.reviews().filter(|one| one.is_operation).count();
        print::talk(&format!(
            "noted: {} is {} ({reviews} groups are reviewed, {operations} of them operations; {})",
            self.group,
            match self.found {
                Found::Operation => "an operation",
                Found::NotOperation => "no operation",
            },
            ledger.path().display()
        ));
        Ok(Exit::Done)
    }
}

impl Learn {
    pub(super) fn run(self) -> anyhow::Result<Exit> {
        let population = Population {
            features: read_features(&self.on)?
                .into_iter()
                .map(|group| group.features)
                .collect(),
        };
        let verdicts = self.place.load()?;
        let path = self.model.path().context(
            "neither HOME nor XDG_DATA_HOME is set; name the file to write with --group-model FILE",
        )?;
        let learned = learn(OperationModel::default(), verdicts.reviews(), &population)
            .map_err(|why| wrong_usage(why.to_string()))?;
        let model = GroupModel::learned(&learned, today());
        model.write(&path)?;
        let mut lines = vec![
            format!(
                "Learned from {} reviewed groups, {} of them operations, which stand for {}.",
                learned.reviews, learned.operations, learned.stand_for
            ),
            "Each group was left out once and judged by what the others teach:".to_owned(),
            format!(
                "  log loss    {:.3}, stated model {:.3}",
                learned.left_out.log_loss, learned.stated.log_loss
            ),
            format!(
                "  Brier score {:.3}, stated model {:.3}",
                learned.left_out.brier, learned.stated.brier
            ),
            "What changed, in natural logarithms of odds:".to_owned(),
        ];
        lines.extend(model.changes().into_iter().map(|line| format!("  {line}")));
        print::data(&lines.join("\n"))?;
        print::talk(&format!("model of groups: {}", path.display()));
        Ok(Exit::Done)
    }
}
