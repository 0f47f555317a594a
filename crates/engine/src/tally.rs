//! What each rule found over all slices.

use std::time::Duration;

use crate::engine::Screened;
use crate::run::RuleResult;

/// Sums over all slices, rule by rule.
#[derive(Debug, Clone)]
pub(crate) struct RuleTally {
    pub(crate) rules: Vec<OneRule>,
}

/// Sums of one rule.
#[derive(Debug, Clone, Default)]
pub(crate) struct OneRule {
    pub(crate) fired: u64,
    pub(crate) answerable: u64,
    pub(crate) subjects: u64,
    /// Which leaves of its need somebody meets.
    pub(crate) met: Vec<bool>,
    /// The reason of the failure, and for how many slices.
    pub(crate) failed: Option<(String, u64)>,
    /// How long its query took over all slices, whatever thread it ran on.
    pub(crate) took: Duration,
}

impl RuleTally {
    pub(crate) fn new(rules: usize) -> Self {
        Self {
            rules: vec![OneRule::default(); rules],
        }
    }

    /// What a rule found when it was run once more at the end, over subjects of whom it could say nothing before.
    pub(crate) fn add_late(&mut self, rule: usize, result: &RuleResult) {
        let sum = &mut self.rules[rule];
        match &result.failed {
            Some(why) => sum.failed = Some((why.clone(), 1)),
            None => {
                sum.fired += result.fired.len() as u64;
                sum.answerable += result.answerable.count();
            }
        }
        sum.took += result.took;
        sum.met.resize(result.met.len(), false);
        for (sum, met) in sum.met.iter_mut().zip(&result.met) {
            *sum |= met;
        }
    }

    pub(crate) fn add(&mut self, screened: &Screened) {
        for (sum, result) in self.rules.iter_mut().zip(&screened.results) {
            sum.subjects += screened.slice.ids.len() as u64;
            match &result.failed {
                Some(why) => {
                    // The smallest reason is kept, so that the order of slices does not matter.
                    let (known, slices) = sum.failed.get_or_insert_with(|| (why.clone(), 0));
                    if why < known {
                        *known = why.clone();
                    }
                    *slices += 1;
                }
                None => {
                    sum.fired += result.fired.len() as u64;
                    sum.answerable += result.answerable.count();
                }
            }
            sum.took += result.took;
            sum.met.resize(result.met.len(), false);
            for (sum, met) in sum.met.iter_mut().zip(&result.met) {
                *sum |= met;
            }
        }
    }
}
