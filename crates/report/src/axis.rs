//! The scale on which the sum of one subject grows, step by step.

use bonafide_model::report::WeighingSummary;

use crate::order::Group;

/// One step of a waterfall, in decibans.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Step {
    /// The sum before the finding.
    pub(crate) from: f64,
    /// The sum after what counts of it.
    pub(crate) to: f64,
    /// Where the sum would stand if all of it counted.
    pub(crate) uncapped: f64,
}

/// A scale that holds every step, zero, and the thresholds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Axis {
    low: f64,
    high: f64,
}

impl Axis {
    /// The scale for the steps of one subject.
    pub(crate) fn holding(steps: &[Step], weighing: &WeighingSummary) -> Self {
        let ends = steps
            .iter()
            .flat_map(|step| [step.from, step.to, step.uncapped]);
        let marks = [0.0, weighing.watch, weighing.review, weighing.urgent];
        let (mut low, mut high) = (0.0_f64, 1.0_f64);
        for end in ends.chain(marks).filter(|end| end.is_finite()) {
            low = low.min(end);
            high = high.max(end);
        }
        let room = (high - low) * 0.06;
        Self {
            low: if low < 0.0 { low - room } else { 0.0 },
            high: high + room,
        }
    }

    /// Where a sum lies between the ends of the scale: 0 to 1.
    pub(crate) fn share(&self, sum: f64) -> f64 {
        if !sum.is_finite() {
            return 0.0;
        }
        ((sum - self.low) / (self.high - self.low)).clamp(0.0, 1.0)
    }
}

/// The steps of all findings in the sum, in the order in which the groups hold them.
pub(crate) fn steps(groups: &[Group<'_>]) -> Vec<Vec<Step>> {
    let mut sum = 0.0;
    let of_group = |group: &Group<'_>| {
        let step = |weight: f64, counted: f64, sum: &mut f64| {
            let from = *sum;
            if group.in_sum {
                *sum += counted;
            }
            Step {
                from,
                to: *sum,
                uncapped: if group.in_sum { from + weight } else { from },
            }
        };
        group
            .findings
            .iter()
            .map(|finding| step(finding.weight, finding.counted, &mut sum))
            .collect()
    };
    groups.iter().map(of_group).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_holds_mitigations_and_thresholds() {
        let weighing = WeighingSummary {
            profile: String::new(),
            prior: 0.004,
            family_cap: 10.0,
            watch: 5.0,
            review: 12.0,
            hard: 10.0,
            mitigation_cap: 12.0,
            urgent: 20.0,
            corroborating: 3.0,
        };
        let axis = Axis::holding(
            &[Step {
                from: 0.0,
                to: -6.0,
                uncapped: -6.0,
            }],
            &weighing,
        );
        assert!(axis.share(-6.0) > 0.0);
        assert!(axis.share(0.0) > axis.share(-6.0));
        assert!(axis.share(20.0) < 1.0);
        assert!(axis.share(f64::NAN) >= 0.0);
    }
}
