//! Reports and truths made by hand.

#![allow(dead_code, reason = "each test uses some of it")]

use std::collections::BTreeMap;

use bonafide_evaluation::{
    Found, Judged, OperationTruth, Reported, SubjectTruth, Truth, Weighable, Weighed, Weigher,
};
use bonafide_model::report::{Outcome, RuleSummary, WeighingSummary};

/// Adds the weights of stable rules: from 4 `watch`, from 10 `review`, from 20 `urgent`.
pub(crate) struct MadeWeigher;

impl Weigher for MadeWeigher {
    fn weigh(&self, findings: &[Weighable<'_>]) -> Weighed {
        let weight = findings
            .iter()
            .filter(|finding| finding.rule.status == "stable")
            .map(|finding| finding.rule.weight)
            .sum();
        Weighed {
            outcome: outcome_of(weight),
            weight,
        }
    }
}

pub(crate) fn outcome_of(weight: f64) -> Outcome {
    match weight {
        weight if weight >= 20.0 => Outcome::Urgent,
        weight if weight >= 10.0 => Outcome::Review,
        weight if weight >= 4.0 => Outcome::Watch,
        _ => Outcome::None,
    }
}

pub(crate) fn rule(id: &str, weight: f64) -> RuleSummary {
    RuleSummary {
        id: id.to_owned(),
        title: id.to_owned(),
        family: id.split('/').next().unwrap_or_default().to_owned(),
        weight,
        facts: Vec::new(),
        hard: false,
        track: "conduct".to_owned(),
        status: "stable".to_owned(),
        indicators: Vec::new(),
        sources: Vec::new(),
        threshold_basis: "proposed".to_owned(),
        params: BTreeMap::new(),
        innocent_reasons: "a reason".to_owned(),
        ask: "a question?".to_owned(),
        fired: 0,
        clear: 0,
        insufficient: 0,
        missing: None,
        failed: None,
    }
}

pub(crate) fn weighing() -> WeighingSummary {
    WeighingSummary {
        profile: "made".to_owned(),
        prior: 0.01,
        family_cap: 10.0,
        watch: 4.0,
        review: 10.0,
        hard: 10.0,
        mitigation_cap: 12.0,
        urgent: 20.0,
        corroborating: 3.0,
    }
}

pub(crate) fn honest(id: &str, kind: &str, origin: &str) -> SubjectTruth {
    SubjectTruth {
        subject_id: id.to_owned(),
        kinds: vec![kind.to_owned()],
        origin: origin.to_owned(),
        ..SubjectTruth::default()
    }
}

pub(crate) fn persona(id: &str, operation: &str, care: &str) -> SubjectTruth {
    SubjectTruth {
        subject_id: id.to_owned(),
        persona: true,
        operation_id: Some(operation.to_owned()),
        care: Some(care.to_owned()),
        role: Some("worker".to_owned()),
        origin: "east_asia".to_owned(),
        ..SubjectTruth::default()
    }
}

pub(crate) fn operation(id: &str, care: &str) -> OperationTruth {
    OperationTruth {
        operation_id: id.to_owned(),
        care: care.to_owned(),
    }
}

pub(crate) fn judged(id: &str, outcome: Outcome, weight: f64) -> Judged {
    Judged {
        subject_id: id.to_owned(),
        outcome,
        weight,
        findings: Vec::new(),
    }
}

/// A report whose outcomes are those of the weigher.
pub(crate) fn reported(rules: &[(&str, f64)], subjects: &[(&str, &[&str])]) -> Reported {
    let rules: Vec<RuleSummary> = rules.iter().map(|(id, weight)| rule(id, *weight)).collect();
    let subjects = subjects
        .iter()
        .map(|(id, fired)| {
            let places: Vec<usize> = fired
                .iter()
                .map(|name| {
                    let place = rules.iter().position(|rule| rule.id == *name);
                    place.expect("a rule of the report")
                })
                .collect();
            let weight = places.iter().map(|place| rules[*place].weight).sum();
            Judged {
                findings: places.into_iter().map(found).collect(),
                ..judged(id, outcome_of(weight), weight)
            }
        })
        .collect();
    Reported::new(rules, weighing(), subjects)
}

pub(crate) fn found(rule: usize) -> Found {
    Found {
        rule,
        counted: 6.0,
        evidence: String::new(),
    }
}

/// Outcomes, findings and truth that need not fit each other.
#[derive(Debug, Clone, Default)]
pub(crate) struct Example {
    pub(crate) subjects: Vec<Judged>,
    pub(crate) findings: Vec<(String, String)>,
    pub(crate) truth: Vec<SubjectTruth>,
    pub(crate) operations: Vec<OperationTruth>,
}

impl Example {
    pub(crate) fn put_together(&self) -> (Reported, Truth) {
        let mut names: Vec<&str> = self
            .findings
            .iter()
            .map(|(_, rule)| rule.as_str())
            .collect();
        names.sort_unstable();
        names.dedup();
        let rules = names.iter().map(|name| rule(name, 6.0)).collect();
        let mut subjects = self.subjects.clone();
        for (subject, rule) in &self.findings {
            let place = names.iter().position(|name| name == rule);
            for one in subjects.iter_mut().filter(|one| one.subject_id == *subject) {
                one.findings.push(found(place.expect("a name")));
            }
        }
        let truth = Truth {
            view: String::new(),
            subjects: self.truth.clone(),
            operations: self.operations.clone(),
        };
        (Reported::new(rules, weighing(), subjects), truth)
    }
}
