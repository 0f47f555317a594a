//! The weighing of findings, as this crate asks for it.
//!
//! Measures such as "what is lost without this rule" ask what the outcome would be with other
//! findings. The answer must come from the code that made the outcome, so it is handed in.

use bonafide_model::report::{Outcome, RuleSummary};

/// One finding to be weighed.
#[derive(Debug, Clone, Copy)]
pub struct Weighable<'a> {
    /// The rule as the report describes it: weight, family, track, status.
    pub rule: &'a RuleSummary,
    /// The evidence as `findings.parquet` holds it, a JSON list of rows; empty where none is kept.
    pub evidence: &'a str,
}

/// What findings come to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weighed {
    /// Outcome.
    pub outcome: Outcome,
    /// Sum of what counts, in decibans.
    pub weight: f64,
}

/// Weighs findings with the very code and numbers with which the screen did.
pub trait Weigher: Sync {
    /// Weighs the findings of one subject. Their order does not matter.
    fn weigh(&self, findings: &[Weighable<'_>]) -> Weighed;
}

/// Whether the finding enters the sum.
pub(crate) fn counts(rule: &RuleSummary) -> bool {
    rule.status == "stable" && rule.track != "sanctions"
}

/// Whether the finding can lift an outcome, by the sum or on the sanctions track.
pub(crate) fn speaks_against(rule: &RuleSummary) -> bool {
    rule.status == "stable" && (rule.weight > 0.0 || rule.track == "sanctions")
}
