//! Weighs findings of a report again, with the engine's own weighing.

use bonafide_engine::weigh::{Weighing, Weight, weigh};
use bonafide_evaluation::{Weighable, Weighed, Weigher};
use bonafide_model::report::WeighingSummary;

/// The weighing that made a report: the engine's code, with the numbers that the report was made with.
#[derive(Debug, Clone)]
pub(crate) struct ReportWeigher(Weighing);

impl ReportWeigher {
    /// The weighing of a report.
    pub(crate) fn of(summary: &WeighingSummary) -> Self {
        Self(weighing_of(summary))
    }
}

/// The numbers with which a report was made.
pub(crate) fn weighing_of(summary: &WeighingSummary) -> Weighing {
    Weighing {
        profile: summary.profile.clone().into(),
        prior: summary.prior,
        family_cap: summary.family_cap,
        mitigation_cap: summary.mitigation_cap,
        watch: summary.watch,
        review: summary.review,
        hard: summary.hard,
        urgent: summary.urgent,
        corroborating: summary.corroborating,
    }
}

impl Weigher for ReportWeigher {
    fn weigh(&self, findings: &[Weighable<'_>]) -> Weighed {
        let weights: Vec<Weight<'_>> = findings
            .iter()
            .map(|finding| Weight {
                rule: &finding.rule.id,
                family: &finding.rule.family,
                decibans: finding.rule.weight,
                facts: &finding.rule.facts,
                hard: finding.rule.hard,
                sanctions: finding.rule.track == "sanctions",
                counts: finding.rule.status == "stable",
            })
            .collect();
        let weighed = weigh(&self.0, &weights);
        Weighed {
            outcome: weighed.outcome,
            weight: weighed.weight,
        }
    }
}
