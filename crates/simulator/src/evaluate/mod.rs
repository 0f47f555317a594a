//! How well a screen finds what was planted, and whom it troubles without reason.

mod fairness;
mod files;
mod groups;
mod recall;
mod rules;
mod share;
mod table;

use std::collections::{BTreeMap, HashMap};

use bonafide_model::report::Outcome;
use serde::Serialize;

use crate::truth::{OperationTruth, SubjectTruth};

pub use fairness::{FourFifths, GroupShare};
pub use files::evaluate_files;
use groups::ALERTED;
pub use groups::GroupEvaluation;
pub use recall::{CareRecall, Recall};
pub use rules::RuleEvaluation;
pub use share::{Interval, Share};

/// What the numbers are and are not; it goes with them wherever they go.
pub const SIMULATED: &str = "Numbers of a simulated world. They compare versions of a screen with \
    each other and say nothing about rates in the real world.";

/// How many subjects a team may have time to review.
const BUDGETS: [u64; 3] = [50, 100, 500];

/// What a screen said of one subject.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// The subject.
    pub subject_id: String,
    /// Outcome.
    pub outcome: Outcome,
    /// Sum of the counted weights, in decibans.
    pub weight: f64,
}

/// How well a screen did in one simulated world.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Evaluation {
    /// What the numbers are and are not.
    pub about: &'static str,
    /// Subjects of the world.
    pub subjects: u64,
    /// Of them, personas.
    pub personas: u64,
    /// Of them, honest people.
    pub honest: u64,
    /// Subjects of the world that the screen did not judge; they count as not found.
    pub not_screened: u64,
    /// Judged subjects that the truth does not know; they count nowhere else.
    pub not_in_truth: u64,
    /// How many subjects got which outcome.
    pub outcomes: BTreeMap<Outcome, OutcomeCount>,
    /// Personas among all that are sent to review, that is `review` or `urgent`.
    pub precision: Share,
    /// Precision and recall if only so many are reviewed, the most urgent first.
    pub budgets: Vec<Budget>,
    /// What was found of personas and operations.
    pub recall: Recall,
    /// The same by care.
    pub recall_by_care: Vec<CareRecall>,
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
struct Seen<'a> {
    truth: &'a SubjectTruth,
    outcome: Outcome,
    weight: f64,
}

impl Seen<'_> {
    fn sent(&self) -> bool {
        sent(self.outcome)
    }
}

/// Whether a person looks at a subject of that outcome.
fn sent(outcome: Outcome) -> bool {
    outcome >= Outcome::Review
}

/// Compares what a screen said with the truth.
///
/// `findings` are the pairs of subject and rule that fired. The order of the inputs does not
/// matter. A subject that was judged more than once counts with its most severe judgement.
pub fn evaluate(
    subjects: &[Judged],
    findings: &[(String, String)],
    truth_subjects: &[SubjectTruth],
    truth_operations: &[OperationTruth],
) -> Evaluation {
    let judged = most_severe(subjects);
    let mut not_screened = 0;
    let seen: HashMap<&str, Seen> = truth_subjects
        .iter()
        .map(|truth| {
            let (outcome, weight) = judged
                .get(truth.subject_id.as_str())
                .copied()
                .unwrap_or_else(|| {
                    not_screened += 1;
                    (Outcome::None, 0.0)
                });
            (
                truth.subject_id.as_str(),
                Seen {
                    truth,
                    outcome,
                    weight,
                },
            )
        })
        .collect();
    let all: Vec<&Seen> = seen.values().collect();
    let personas = all.iter().filter(|one| one.truth.persona).count() as u64;
    let sent_personas = all
        .iter()
        .filter(|one| one.truth.persona && one.sent())
        .count() as u64;
    let all_sent = all.iter().filter(|one| one.sent()).count() as u64;
    let honest = all.len() as u64 - personas;
    let honest_by_origin = fairness::by_group(&all, |truth| Some(&truth.origin));
    Evaluation {
        about: SIMULATED,
        subjects: all.len() as u64,
        personas,
        honest,
        not_screened,
        not_in_truth: judged.keys().filter(|id| !seen.contains_key(*id)).count() as u64,
        outcomes: outcomes(&all),
        precision: Share::new(sent_personas, all_sent),
        budgets: budgets(&all, personas),
        recall: recall::recall(&all, truth_operations, None),
        recall_by_care: recall::by_care(&all, truth_operations),
        honest_sent: Share::new(all_sent - sent_personas, honest),
        honest_by_kind: fairness::by_group(&all, |truth| truth.honest_kind.as_deref()),
        four_fifths: FourFifths::of(&honest_by_origin),
        honest_by_origin,
        groups: None,
        rules: rules::rules(&seen, findings),
    }
}

fn most_severe(subjects: &[Judged]) -> HashMap<&str, (Outcome, f64)> {
    let mut judged: HashMap<&str, (Outcome, f64)> = HashMap::with_capacity(subjects.len());
    for one in subjects {
        let kept = judged
            .entry(&one.subject_id)
            .or_insert((one.outcome, one.weight));
        if one
            .outcome
            .cmp(&kept.0)
            .then(one.weight.total_cmp(&kept.1))
            .is_gt()
        {
            *kept = (one.outcome, one.weight);
        }
    }
    judged
}

fn outcomes(all: &[&Seen]) -> BTreeMap<Outcome, OutcomeCount> {
    let mut outcomes: BTreeMap<Outcome, OutcomeCount> = Outcome::ALL
        .into_iter()
        .map(|outcome| (outcome, OutcomeCount::default()))
        .collect();
    for one in all {
        let count = outcomes.entry(one.outcome).or_default();
        count.subjects += 1;
        if one.truth.persona {
            count.personas += 1;
        } else {
            count.honest += 1;
        }
    }
    outcomes
}

/// The order of review is that of the report: outcome, then weight, then id.
fn budgets(all: &[&Seen], personas: u64) -> Vec<Budget> {
    let mut order: Vec<&Seen> = all
        .iter()
        .copied()
        .filter(|one| one.outcome > Outcome::None)
        .collect();
    order.sort_unstable_by(|a, b| {
        b.outcome
            .cmp(&a.outcome)
            .then(b.weight.total_cmp(&a.weight))
            .then_with(|| a.truth.subject_id.cmp(&b.truth.subject_id))
    });
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
