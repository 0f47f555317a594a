//! What reviewers' verdicts teach about weights and rules.
//!
//! Reviewed subjects are a selected sample: mostly those whose sum was high. What follows from that:
//!
//! - *Weights.* The regression asks how the odds of a confirmed doubt change with each finding among
//!   the reviewed. Being chosen for review by the findings does not bend these weights, since the
//!   findings are in the regression; being chosen by something that the report does not hold can.
//!   The base of the regression is that of the reviewed and says nothing about others; it is not told.
//! - *Precision of a rule.* The share confirmed among the reviewed is too high for a rule whose
//!   reviewed subjects had other findings too. Beside it stand a share in which each stratum of the
//!   sum counts as often as it has subjects with the rule, and bounds that hold whatever the
//!   unreviewed are: all cleared, or all confirmed (Manski 1989).

mod fit;
mod told;
mod verdicts;
mod weights;

use std::collections::BTreeMap;

use bonafide_model::report::Outcome;
use serde::Serialize;

pub use verdicts::{Verdict, Verdicts};
pub use weights::Weights;

use crate::error::{Error, Result};
use crate::reported::{Judged, Reported};
use crate::share::{Interval, Share};
use crate::weighing::{Weigher, counts};
use fit::{Case, fit};

/// How to calibrate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Asked {
    /// Standard deviation of the prior around each stated weight, in decibans: how far a stated
    /// weight may well be wrong.
    pub spread: f64,
    /// Reviewed subjects with a finding from which its weight may change.
    pub least: u64,
    /// A rule whose precision is surely below this share should be looked at.
    pub floor: f64,
}

impl Default for Asked {
    fn default() -> Self {
        Self {
            spread: 3.0,
            least: 10,
            floor: 0.1,
        }
    }
}

/// What verdicts teach.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Calibration {
    /// What the numbers are and are not.
    pub about: Vec<String>,
    /// Confirmed subjects.
    pub confirmed: u64,
    /// Cleared subjects.
    pub cleared: u64,
    /// Subjects of whom reviewers were unsure; they are left out.
    pub unsure: u64,
    /// Verdicts that later ones replaced.
    pub replaced: u64,
    /// Verdicts on subjects that the report does not have; they are left out.
    pub not_in_report: u64,
    /// How many of each outcome were reviewed.
    pub reviewed: Vec<(Outcome, Share)>,
    /// Every rule that fired for a reviewed subject, in the order of the ids.
    pub rules: Vec<RuleCalibration>,
    /// How many subjects would move from which outcome to which with the new weights.
    pub moved: Vec<Moved>,
}

/// What verdicts teach about one rule.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RuleCalibration {
    /// The rule.
    pub rule: String,
    /// Whether its findings enter the sum; others have no new weight.
    pub counts: bool,
    /// Confirmed among the reviewed subjects for whom it fired.
    pub reviewed: Share,
    /// The share confirmed if each stratum of outcomes counts as often as the rule fired in it; none
    /// where a stratum in which it fired has no reviewed subject with it.
    pub corrected: Option<f64>,
    /// The share confirmed among all for whom it fired, if the unreviewed are all cleared, and if
    /// they are all confirmed.
    pub bounds: Interval,
    /// Whether the interval of the share among the reviewed lies below the floor.
    pub below_floor: bool,
    /// The stated weight, in decibans.
    pub stated: f64,
    /// The estimated weight.
    pub estimated: f64,
    /// Where it lies with 95 % probability, given the prior and the verdicts.
    pub interval: Interval,
    /// The weight to use: the estimate where enough was reviewed and the interval leaves out the
    /// stated weight, else the stated one.
    pub new: f64,
    /// Why the weight changes, or why not.
    pub why: String,
}

/// Subjects who would move from one outcome to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Moved {
    /// Outcome now.
    pub from: Outcome,
    /// Outcome with the new weights.
    pub to: Outcome,
    /// How many.
    pub subjects: u64,
}

/// Estimates weights and precisions from verdicts on reports. The reports must share their rules.
pub fn calibrate(
    reports: &[Reported],
    verdicts: &Verdicts,
    asked: &Asked,
    weigher: &dyn Weigher,
) -> Result<Calibration> {
    let Some(first) = reports.first() else {
        return Err(Error::Asked("name at least one report".to_owned()));
    };
    if let Some(other) = reports.iter().find(|one| {
        one.rules.len() != first.rules.len()
            || one
                .rules
                .iter()
                .zip(&first.rules)
                .any(|(a, b)| (&a.id, a.weight) != (&b.id, b.weight))
    }) {
        return Err(Error::Asked(format!(
            "the report of {} has other rules or weights than the one of {}: screen both with the same",
            other.started_at, first.started_at
        )));
    }
    // A subject that several reports know is taken from the last of them.
    let mut subjects: BTreeMap<&str, &Judged> = BTreeMap::new();
    for one in reports.iter().flat_map(|one| &one.subjects) {
        subjects.insert(&one.subject_id, one);
    }
    let verdict_of = |subject: &Judged| verdicts.standing.get(&subject.subject_id).copied();
    let count = |wanted: Verdict| {
        let same = |one: &&&Judged| verdict_of(one) == Some(wanted);
        subjects.values().filter(same).count() as u64
    };
    let (confirmed, cleared) = (count(Verdict::Confirmed), count(Verdict::Cleared));
    if confirmed + cleared == 0 {
        return Err(Error::Asked(
            "no subject of these reports is confirmed or cleared: nothing can be learned before some are".to_owned(),
        ));
    }
    let estimates = match confirmed == 0 || cleared == 0 {
        // Odds need both kinds. Precision does not, and is told.
        true => None,
        false => Some(estimate(first, &subjects, verdicts, asked)),
    };
    let mut about = told::ABOUT.map(str::to_owned).to_vec();
    about.extend(told::one_kind(confirmed, cleared));
    let mut rules: Vec<RuleCalibration> = (0..first.rules.len())
        .filter_map(|rule| {
            one_rule(
                first,
                rule,
                &subjects,
                verdicts,
                asked,
                estimates.as_deref(),
            )
        })
        .collect();
    rules.sort_by(|a, b| a.rule.cmp(&b.rule));
    let moved = moved(first, &subjects, &rules, weigher);
    Ok(Calibration {
        about,
        confirmed,
        cleared,
        unsure: count(Verdict::Unsure),
        replaced: verdicts.replaced,
        not_in_report: verdicts
            .standing
            .keys()
            .filter(|id| !subjects.contains_key(id.as_str()))
            .count() as u64,
        reviewed: Outcome::ALL
            .into_iter()
            .rev()
            .map(|outcome| {
                let of: Vec<_> = subjects
                    .values()
                    .filter(|one| one.outcome == outcome)
                    .collect();
                let seen = of
                    .iter()
                    .filter(|one| told(verdict_of(one)).is_some())
                    .count();
                (outcome, Share::new(seen as u64, of.len() as u64))
            })
            .collect(),
        rules,
        moved,
    })
}

/// Whether a verdict says something, and what.
fn told(verdict: Option<Verdict>) -> Option<bool> {
    match verdict? {
        Verdict::Confirmed => Some(true),
        Verdict::Cleared => Some(false),
        Verdict::Unsure => None,
    }
}

/// For each rule, the estimated weight and its standard deviation.
fn estimate(
    report: &Reported,
    subjects: &BTreeMap<&str, &Judged>,
    verdicts: &Verdicts,
    asked: &Asked,
) -> Vec<(f64, f64)> {
    let cases: Vec<Case> = subjects
        .values()
        .filter_map(|subject| {
            let verdict = verdicts.standing.get(&subject.subject_id).copied();
            Some(Case {
                confirmed: told(verdict)?,
                parts: subject
                    .findings
                    .iter()
                    .filter(|found| counts(&report.rules[found.rule]))
                    .filter(|found| report.rules[found.rule].weight != 0.0)
                    // What a cap took away, or another finding of the same fact, is no evidence of this rule.
                    .map(|found| (found.rule, found.counted / report.rules[found.rule].weight))
                    .filter(|(_, part)| *part > 0.0)
                    .collect(),
            })
        })
        .collect();
    let stated: Vec<f64> = report.rules.iter().map(|rule| rule.weight).collect();
    fit(&cases, &stated, asked.spread).weights
}

fn one_rule(
    report: &Reported,
    rule: usize,
    subjects: &BTreeMap<&str, &Judged>,
    verdicts: &Verdicts,
    asked: &Asked,
    estimates: Option<&[(f64, f64)]>,
) -> Option<RuleCalibration> {
    let summary = &report.rules[rule];
    // By outcome: fired, reviewed, confirmed.
    let mut strata: BTreeMap<Outcome, (u64, u64, u64)> = BTreeMap::new();
    for subject in subjects.values() {
        if subject.findings.iter().all(|found| found.rule != rule) {
            continue;
        }
        let verdict = told(verdicts.standing.get(&subject.subject_id).copied());
        let (fired, reviewed, confirmed) = strata.entry(subject.outcome).or_default();
        *fired += 1;
        *reviewed += u64::from(verdict.is_some());
        *confirmed += u64::from(verdict == Some(true));
    }
    let sum = |take: fn(&(u64, u64, u64)) -> u64| strata.values().map(take).sum::<u64>();
    let (fired, reviewed, confirmed) = (sum(|one| one.0), sum(|one| one.1), sum(|one| one.2));
    if reviewed == 0 {
        return None;
    }
    let corrected = strata
        .values()
        .map(|(fired, reviewed, confirmed)| {
            (*reviewed > 0).then(|| *fired as f64 * *confirmed as f64 / *reviewed as f64)
        })
        .sum::<Option<f64>>()
        .map(|confirmed| confirmed / fired as f64);
    let share = Share::new(confirmed, reviewed);
    // Without verdicts of both kinds all that is known of a weight is what was stated.
    let (estimated, spread) = estimates.map_or((summary.weight, asked.spread), |all| all[rule]);
    let interval = Interval {
        low: estimated - 1.96 * spread,
        high: estimated + 1.96 * spread,
    };
    let (new, why) = match estimates {
        Some(_) => new_weight(summary, reviewed, estimated, interval, asked),
        None => (
            summary.weight,
            "there are verdicts of one kind only".to_owned(),
        ),
    };
    Some(RuleCalibration {
        rule: summary.id.clone(),
        counts: counts(summary),
        reviewed: share,
        corrected,
        bounds: Interval {
            low: confirmed as f64 / fired as f64,
            high: (confirmed + fired - reviewed) as f64 / fired as f64,
        },
        below_floor: summary.weight > 0.0 && share.interval.high < asked.floor,
        stated: summary.weight,
        estimated,
        interval,
        new,
        why,
    })
}

fn new_weight(
    summary: &bonafide_model::report::RuleSummary,
    reviewed: u64,
    estimated: f64,
    interval: Interval,
    asked: &Asked,
) -> (f64, String) {
    let stated = summary.weight;
    if !counts(summary) {
        return (stated, "it does not enter the sum".to_owned());
    }
    if reviewed < asked.least {
        return (
            stated,
            format!("fewer than {} reviewed subjects", asked.least),
        );
    }
    if (interval.low..=interval.high).contains(&stated) {
        return (
            stated,
            "the stated weight is within the interval".to_owned(),
        );
    }
    // A red flag cannot come to speak for somebody by verdicts on a selected sample, nor the reverse.
    let (least, most) = match stated >= 0.0 {
        true => (0.0, Weights::MOST),
        false => (-Weights::MOST, 0.0),
    };
    let new = ((estimated * 10.0).round() / 10.0).clamp(least, most);
    (
        new,
        format!("{reviewed} reviewed subjects speak against the stated weight"),
    )
}

fn moved(
    report: &Reported,
    subjects: &BTreeMap<&str, &Judged>,
    rules: &[RuleCalibration],
    weigher: &dyn Weigher,
) -> Vec<Moved> {
    let mut changed = Reported::new(report.rules.clone(), report.weighing.clone(), Vec::new());
    for rule in rules {
        if let Some(summary) = changed.rules.iter_mut().find(|one| one.id == rule.rule) {
            summary.weight = rule.new;
        }
    }
    let mut moved: BTreeMap<(Outcome, Outcome), u64> = BTreeMap::new();
    for subject in subjects.values() {
        let outcome = changed.weigh(weigher, subject.findings.iter()).outcome;
        if outcome != subject.outcome {
            *moved.entry((subject.outcome, outcome)).or_default() += 1;
        }
    }
    moved
        .into_iter()
        .map(|((from, to), subjects)| Moved { from, to, subjects })
        .collect()
}
