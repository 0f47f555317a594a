//! What a screen found in a simulated world, and whom it troubled without reason.

use std::collections::{BTreeMap, HashMap, HashSet};

use bonafide_model::report::Outcome;
use serde::Serialize;

use crate::appeal::{self, Appeals};
use crate::bootstrap::{self, Clustered};
use crate::error::{Error, Result};
use crate::groups::{GroupEvaluation, groups};
use crate::over_time::OverTime;
use crate::recall::{self, CareRecall, Recall, RoleRecall};
use crate::reliability::{self, Reliability};
use crate::reported::{Found, Judged, Reported};
use crate::rules::{self, RuleEvaluation};
use crate::share::Share;
use crate::treatment::{self, FourFifths, GroupShare};
use crate::truth::{EVERYTHING, SubjectTruth, Truth};
use crate::value::{self, LeftOut};
use crate::weighing::Weigher;

/// What the numbers are and are not; it goes with them wherever they go.
pub const SIMULATED: &str = "Numbers of a simulated world. They compare versions of a screen with \
    each other and say nothing about rates in the real world.";

/// How many subjects a team may have time to review.
pub const BUDGETS: [u64; 5] = [50, 100, 200, 500, 1_000];

/// Version of the layout of the JSON; a change that breaks readers raises it.
pub const LAYOUT: u32 = 2;

/// How well a screen did in one simulated world.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Evaluation {
    /// Version of this layout.
    pub layout: u32,
    /// What the numbers are and are not.
    pub about: &'static str,
    /// What the screen saw: `all`, or the sector whose tables it was given.
    pub view: String,
    /// Subjects of the world that the screen could see.
    pub subjects: u64,
    /// Of them, personas.
    pub personas: u64,
    /// Of them, honest people.
    pub honest: u64,
    /// Subjects of the world that the screen did not judge; they count as not found.
    pub not_screened: u64,
    /// Judged subjects that the truth does not know; they count nowhere else.
    pub not_in_truth: u64,
    /// Screened subjects whose outcome and sum the weighing makes again from their findings. Where
    /// it is not all of them, value and appeals are measured with another weighing than the report's.
    pub made_again: Share,
    /// How many subjects got which outcome.
    pub outcomes: BTreeMap<Outcome, OutcomeCount>,
    /// Personas among all that are sent to review, that is `review` or `urgent`.
    pub precision: Share,
    /// Personas among those of outcome `urgent`.
    pub precision_urgent: Share,
    /// Precision and recall if only so many are reviewed, the most urgent first.
    pub budgets: Vec<Budget>,
    /// What was found of personas and operations.
    pub recall: Recall,
    /// The same by care.
    pub recall_by_care: Vec<CareRecall>,
    /// Members found by what they do in their operation; empty where the world does not say.
    pub recall_by_role: Vec<RoleRecall>,
    /// Intervals that respect that members of one operation stand or fall together.
    pub clustered: Clustered,
    /// Honest subjects sent to review.
    pub honest_sent: Share,
    /// The same by what makes them look unusual, the highest share first.
    pub honest_by_kind: Vec<GroupShare>,
    /// The same by region of origin, the highest share first.
    pub honest_by_origin: Vec<GroupShare>,
    /// How alike honest people of all origins are treated.
    pub four_fifths: FourFifths,
    /// How well the groups of the screen are those of the world; absent where the screen made none.
    pub groups: Option<GroupEvaluation>,
    /// Every rule that fired, in the order of the ids.
    pub rules: Vec<RuleEvaluation>,
    /// What would change without each rule that fired, in the order of the ids.
    pub without_rule: Vec<LeftOut>,
    /// What would change without each family.
    pub without_family: Vec<LeftOut>,
    /// What hearing the people would change.
    pub appeals: Appeals,
    /// How often subjects with such a sum are personas.
    pub reliability: Reliability,
    /// How early; absent unless it was measured.
    pub over_time: Option<OverTime>,
}

/// How many subjects got one outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct OutcomeCount {
    /// Subjects of any kind.
    pub subjects: u64,
    /// Of them, personas.
    pub personas: u64,
    /// Of them, honest people.
    pub honest: u64,
}

/// What a review of the first so many subjects finds.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Budget {
    /// Subjects that the team has time for.
    pub budget: u64,
    /// Personas among those reviewed. Nobody reviews a subject of outcome `none`, so that fewer
    /// than the budget may be reviewed.
    pub precision: Share,
    /// Personas reviewed, of all personas.
    pub recall: Share,
}

/// One subject of the world with what was said of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seen<'a> {
    pub(crate) truth: &'a SubjectTruth,
    pub(crate) judged: Option<&'a Judged>,
}

impl<'a> Seen<'a> {
    pub(crate) fn outcome(&self) -> Outcome {
        self.judged.map_or(Outcome::None, |judged| judged.outcome)
    }

    pub(crate) fn weight(&self) -> f64 {
        self.judged.map_or(0.0, |judged| judged.weight)
    }

    pub(crate) fn findings(&self) -> &'a [Found] {
        self.judged.map_or(&[], |judged| &judged.findings)
    }

    pub(crate) fn sent(&self) -> bool {
        sent(self.outcome())
    }
}

/// Whether a person looks at a subject of that outcome.
pub(crate) fn sent(outcome: Outcome) -> bool {
    outcome >= Outcome::Review
}

/// Refuses a report on subjects that the truth does not know.
pub fn same_world(reported: &Reported, truth: &Truth) -> Result<()> {
    let known: HashSet<&str> = truth
        .subjects
        .iter()
        .map(|one| one.subject_id.as_str())
        .collect();
    let missing: Vec<&str> = reported
        .subjects
        .iter()
        .map(|one| one.subject_id.as_str())
        .filter(|id| !known.contains(id))
        .collect();
    match missing.iter().min() {
        None => Ok(()),
        Some(example) => Err(Error::OtherWorld {
            missing: missing.len(),
            screened: reported.subjects.len(),
            example: (*example).to_owned(),
        }),
    }
}

/// Every subject of the world with what was said of it, in the order of the ids. A subject that the
/// truth names twice counts once.
pub(crate) fn seen<'a>(reported: &'a Reported, truth: &'a Truth) -> Vec<Seen<'a>> {
    let judged: HashMap<&str, &Judged> = reported
        .subjects
        .iter()
        .map(|one| (one.subject_id.as_str(), one))
        .collect();
    let mut all: Vec<Seen<'_>> = truth
        .subjects
        .iter()
        .map(|truth| Seen {
            truth,
            judged: judged.get(truth.subject_id.as_str()).copied(),
        })
        .collect();
    all.sort_by(|a, b| a.truth.subject_id.cmp(&b.truth.subject_id));
    all.dedup_by(|a, b| a.truth.subject_id == b.truth.subject_id);
    all
}

/// Compares what a screen said with the truth. The order of the inputs does not matter.
pub fn evaluate(reported: &Reported, truth: &Truth, weigher: &dyn Weigher) -> Evaluation {
    let all = seen(reported, truth);
    let known: HashSet<&str> = all
        .iter()
        .map(|one| one.truth.subject_id.as_str())
        .collect();
    let count =
        |test: &dyn Fn(&Seen<'_>) -> bool| all.iter().filter(|one| test(one)).count() as u64;
    let personas = count(&|one| one.truth.persona);
    let honest = all.len() as u64 - personas;
    let all_sent = count(&|one| one.sent());
    let sent_personas = count(&|one| one.truth.persona && one.sent());
    let urgent = |one: &Seen<'_>| one.outcome() == Outcome::Urgent;
    let honest_by_origin = treatment::by_group(&all, |truth| match truth.origin.as_str() {
        "" => Vec::new(),
        origin => vec![origin],
    });
    let order = order_of_review(&all);
    Evaluation {
        layout: LAYOUT,
        about: SIMULATED,
        view: match truth.view.as_str() {
            "" => EVERYTHING.to_owned(),
            view => view.to_owned(),
        },
        subjects: all.len() as u64,
        personas,
        honest,
        not_screened: count(&|one| one.judged.is_none()),
        not_in_truth: reported
            .subjects
            .iter()
            .filter(|one| !known.contains(one.subject_id.as_str()))
            .count() as u64,
        made_again: Share::new(reported.made_again(weigher), reported.subjects.len() as u64),
        outcomes: outcomes(&all),
        precision: Share::new(sent_personas, all_sent),
        precision_urgent: Share::new(
            count(&|one| one.truth.persona && urgent(one)),
            count(&urgent),
        ),
        budgets: budgets(&order, personas),
        recall: recall::recall(&all, &truth.operations, None),
        recall_by_care: recall::by_care(&all, &truth.operations),
        recall_by_role: recall::by_role(&all),
        clustered: bootstrap::clustered(&all, &order, &truth.operations),
        honest_sent: Share::new(all_sent - sent_personas, honest),
        honest_by_kind: treatment::by_group(&all, |truth| {
            truth.kinds.iter().map(String::as_str).collect()
        }),
        four_fifths: FourFifths::of(&honest_by_origin),
        honest_by_origin,
        groups: reported
            .groups
            .as_ref()
            .map(|found| groups(found, &truth.subjects)),
        rules: rules::rules(reported, &all),
        without_rule: value::without_rules(reported, &all, &truth.operations, weigher),
        without_family: value::without_families(reported, &all, &truth.operations, weigher),
        appeals: appeal::appeals(reported, &all, weigher),
        reliability: reliability::reliability(&reported.weighing, &all),
        over_time: None,
    }
}

fn outcomes(all: &[Seen<'_>]) -> BTreeMap<Outcome, OutcomeCount> {
    let mut outcomes: BTreeMap<Outcome, OutcomeCount> = Outcome::ALL
        .into_iter()
        .map(|outcome| (outcome, OutcomeCount::default()))
        .collect();
    for one in all {
        let count = outcomes.entry(one.outcome()).or_default();
        count.subjects += 1;
        if one.truth.persona {
            count.personas += 1;
        } else {
            count.honest += 1;
        }
    }
    outcomes
}

/// The order of review is that of the report: outcome, then weight, then id. Nobody looks at `none`.
fn order_of_review<'a>(all: &[Seen<'a>]) -> Vec<Seen<'a>> {
    let mut order: Vec<Seen<'a>> = all
        .iter()
        .copied()
        .filter(|one| one.outcome() > Outcome::None)
        .collect();
    order.sort_unstable_by(|a, b| {
        b.outcome()
            .cmp(&a.outcome())
            .then(b.weight().total_cmp(&a.weight()))
            .then_with(|| a.truth.subject_id.cmp(&b.truth.subject_id))
    });
    order
}

fn budgets(order: &[Seen<'_>], personas: u64) -> Vec<Budget> {
    BUDGETS
        .into_iter()
        .map(|budget| {
            let reviewed = &order[..order.len().min(budget as usize)];
            let found = reviewed.iter().filter(|one| one.truth.persona).count() as u64;
            Budget {
                budget,
                precision: Share::new(found, reviewed.len() as u64),
                recall: Share::new(found, personas),
            }
        })
        .collect()
}
