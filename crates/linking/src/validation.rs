//! How well a model judges groups that it did not learn from.

use crate::operation::{OperationModel, Reviewed};

/// What wrong probabilities cost, on average; less is better, and 0 is a model that is sure and right.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Losses {
    /// Brier score: the mean square of what is missing to the truth (Brier, 1950). Always saying one half gives 0.25.
    pub brier: f64,
    /// Mean negative natural logarithm of the probability given to the truth. Always saying one half gives 0.693.
    pub log_loss: f64,
}

/// The losses over judgements: what was said, what was true, and how much the judgement counts.
#[must_use]
pub fn losses(judged: impl IntoIterator<Item = (f64, bool, f64)>) -> Losses {
    let (mut sum, mut counted) = (Losses::default(), 0.0);
    for (said, is_true, counts) in judged {
        let said = said.clamp(1e-9, 1.0 - 1e-9);
        let given = if is_true { said } else { 1.0 - said };
        sum.brier += counts * (1.0 - given).powi(2);
        sum.log_loss -= counts * given.ln();
        counted += counts;
    }
    if counted > 0.0 {
        sum.brier /= counted;
        sum.log_loss /= counted;
    }
    sum
}

impl OperationModel {
    /// For every reviewed group the probability that a model gives it which learned from all the others.
    #[must_use]
    pub fn left_out(self, reviewed: &[Reviewed]) -> Vec<f64> {
        (0..reviewed.len())
            .map(|place| {
                let mut others = reviewed.to_vec();
                let left_out = others.remove(place);
                self.learn(&others).probability(&left_out.features)
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operation::Features;

    #[test]
    fn knowing_nothing_costs_a_quarter_and_being_right_costs_nothing() {
        let unsure = losses([(0.5, true, 1.0), (0.5, false, 3.0)]);
        assert!((unsure.brier - 0.25).abs() < 1e-12);
        assert!((unsure.log_loss - 2_f64.ln()).abs() < 1e-12);
        assert!(losses([(1.0, true, 1.0), (0.0, false, 1.0)]).log_loss < 1e-6);
        assert_eq!(losses([]), Losses::default());
    }

    #[test]
    fn a_group_does_not_judge_itself() {
        // What tells the groups apart is their number alone: a model that saw a group would know it.
        let one = |is_operation| Reviewed {
            features: Features {
                size: 1.0,
                ..Features::default()
            },
            is_operation,
            stands_for: 1.0,
        };
        let reviewed = [one(true), one(false), one(true), one(false)];
        let model = OperationModel::default();
        let said = model.left_out(&reviewed);
        // Without itself, the other kind is more often among those it learns from.
        assert!(said[0] < said[1] && said[2] < said[3], "{said:?}");
    }
}
