//! How often each rule is right.

use serde::Serialize;

use crate::evaluation::Seen;
use crate::reported::Reported;
use crate::share::{Interval, Share};

/// How one rule did.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RuleEvaluation {
    /// The rule.
    pub rule: String,
    /// Its family.
    pub family: String,
    /// Its weight in decibans.
    pub weight: f64,
    /// `preview`, `shadow`, `stable` or `retired`.
    pub status: String,
    /// Subjects for whom it fired, personas among them.
    pub precision: Share,
    /// Decibans that the simulated world itself gives: ten times the logarithm of how many times as
    /// often it fires for personas as for honest people. Half a case is added to each count.
    pub observed_decibans: f64,
}

impl RuleEvaluation {
    /// Subjects for whom it fired.
    pub fn fired(&self) -> u64 {
        self.precision.of
    }

    /// Of them, personas.
    pub fn personas(&self) -> u64 {
        self.precision.count
    }

    /// Where the precision lies with 95 % confidence (Wilson).
    pub fn interval(&self) -> Interval {
        self.precision.interval
    }
}

/// Every rule that fired for a subject of the world, in the order of the ids.
pub(crate) fn rules(reported: &Reported, all: &[Seen<'_>]) -> Vec<RuleEvaluation> {
    let mut counts = vec![(0_u64, 0_u64); reported.rules.len()];
    for one in all {
        for found in one.findings() {
            let (personas, fired) = &mut counts[found.rule];
            *personas += u64::from(one.truth.persona);
            *fired += 1;
        }
    }
    let personas = all.iter().filter(|one| one.truth.persona).count() as f64;
    let honest = all.len() as f64 - personas;
    let mut rules: Vec<RuleEvaluation> = reported
        .rules
        .iter()
        .zip(counts)
        .filter(|(_, (_, fired))| *fired > 0)
        .map(|(rule, (found, fired))| {
            let among = |count: u64, of: f64| (count as f64 + 0.5) / (of + 1.0);
            RuleEvaluation {
                rule: rule.id.clone(),
                family: rule.family.clone(),
                weight: rule.weight,
                status: rule.status.clone(),
                precision: Share::new(found, fired),
                observed_decibans: 10.0
                    * (among(found, personas) / among(fired - found, honest)).log10(),
            }
        })
        .collect();
    rules.sort_by(|a, b| a.rule.cmp(&b.rule));
    rules
}
