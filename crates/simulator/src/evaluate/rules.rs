//! How often each rule is right.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Serialize;

use super::{Interval, Seen, Share};

/// How one rule did.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RuleEvaluation {
    /// The rule.
    pub rule: String,
    /// Subjects for whom it fired, personas among them.
    pub precision: Share,
    /// Where the precision lies with 95 % confidence (Wilson).
    pub interval: Interval,
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
}

/// Every rule that fired for a subject of the world. A pair that comes twice counts once.
pub(super) fn rules(
    seen: &HashMap<&str, Seen>,
    findings: &[(String, String)],
) -> Vec<RuleEvaluation> {
    let pairs: HashSet<(&str, &str)> = findings
        .iter()
        .map(|(subject, rule)| (subject.as_str(), rule.as_str()))
        .collect();
    let mut counts: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for (subject, rule) in pairs {
        let Some(subject) = seen.get(subject) else {
            continue;
        };
        let (personas, fired) = counts.entry(rule).or_default();
        *personas += u64::from(subject.truth.persona);
        *fired += 1;
    }
    counts
        .into_iter()
        .map(|(rule, (personas, fired))| RuleEvaluation {
            rule: rule.to_owned(),
            precision: Share::new(personas, fired),
            interval: Interval::wilson(personas, fired),
        })
        .collect()
}
