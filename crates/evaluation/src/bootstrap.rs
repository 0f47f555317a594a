//! Intervals for shares whose cases are not independent.
//!
//! Members of one operation stand or fall together, so an interval that takes them for independent
//! is too narrow. Operations are drawn anew with replacement, and honest people each by themselves;
//! the middle 95 % of what comes out is the interval (percentile bootstrap, Efron 1979).

use std::collections::HashMap;

use bonafide_model::report::Outcome;
use rand::Rng;
use rand_chacha::ChaCha8Rng;
use serde::Serialize;

use crate::chance::dice;
use crate::evaluation::{BUDGETS, Seen};
use crate::share::Interval;
use crate::truth::{CARES, OperationTruth};

/// Worlds drawn anew.
const DRAWS: u32 = 1_000;

/// Intervals by drawing operations anew.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Clustered {
    /// Worlds drawn, with a fixed seed.
    pub draws: u32,
    /// Of the precision of `review` and above.
    pub precision: Option<Interval>,
    /// Of the precision of `urgent`.
    pub precision_urgent: Option<Interval>,
    /// Of the precision within each budget, in the order of the budgets.
    pub budgets: Vec<Option<Interval>>,
    /// Of the share of members sent to review.
    pub members: Option<Interval>,
    /// Of that share, by the care of the operation.
    pub members_by_care: Vec<(&'static str, Option<Interval>)>,
}

/// What counts of one operation.
#[derive(Debug, Clone, Copy, Default)]
struct Cluster {
    care: Option<usize>,
    members: u64,
    sent: u64,
    urgent: u64,
}

pub(crate) fn clustered(
    all: &[Seen<'_>],
    order: &[Seen<'_>],
    operations: &[OperationTruth],
) -> Clustered {
    let (places, clusters) = clusters(all, operations);
    // Of honest people only those that are shown matter; the others change no precision.
    let shown: Vec<(Option<usize>, Outcome)> = order
        .iter()
        .map(|one| (place_of(one, &places), one.outcome()))
        .collect();
    let mut dice = dice();
    let mut drawn = Draws::default();
    for _ in 0..DRAWS {
        let mut times = vec![0_u64; clusters.len()];
        for _ in 0..clusters.len() {
            times[dice.random_range(0..clusters.len())] += 1;
        }
        drawn.add(&clusters, &times, &shown, &mut dice);
    }
    drawn.finish()
}

/// Every operation as a cluster; a persona without a known operation is a cluster by itself.
fn clusters<'a>(
    all: &[Seen<'a>],
    operations: &'a [OperationTruth],
) -> (HashMap<&'a str, usize>, Vec<Cluster>) {
    let mut ids: Vec<&str> = all
        .iter()
        .filter(|one| one.truth.persona)
        .map(|one| cluster_id(one))
        .collect();
    ids.sort_unstable();
    ids.dedup();
    let places: HashMap<&str, usize> = ids.iter().enumerate().map(|(at, id)| (*id, at)).collect();
    let mut clusters = vec![Cluster::default(); ids.len()];
    for operation in operations {
        if let Some(place) = places.get(operation.operation_id.as_str()) {
            clusters[*place].care = CARES.iter().position(|care| *care == operation.care);
        }
    }
    for one in all {
        if let Some(place) = place_of(one, &places) {
            let cluster = &mut clusters[place];
            cluster.members += 1;
            cluster.sent += u64::from(one.sent());
            cluster.urgent += u64::from(one.outcome() == Outcome::Urgent);
        }
    }
    (places, clusters)
}

fn cluster_id<'a>(one: &Seen<'a>) -> &'a str {
    let truth = one.truth;
    truth.operation_id.as_deref().unwrap_or(&truth.subject_id)
}

fn place_of(one: &Seen<'_>, places: &HashMap<&str, usize>) -> Option<usize> {
    match one.truth.persona {
        true => places.get(cluster_id(one)).copied(),
        false => None,
    }
}

#[derive(Default)]
struct Draws {
    precision: Vec<f64>,
    urgent: Vec<f64>,
    budgets: [Vec<f64>; BUDGETS.len()],
    members: Vec<f64>,
    by_care: [Vec<f64>; CARES.len()],
}

impl Draws {
    fn add(
        &mut self,
        clusters: &[Cluster],
        times: &[u64],
        shown: &[(Option<usize>, Outcome)],
        dice: &mut ChaCha8Rng,
    ) {
        let (mut found, mut reviewed) = ([0_u64; 2], [0_u64; 2]);
        let mut looked = 0_u64;
        let mut within = [(0_u64, 0_u64); BUDGETS.len()];
        for (cluster, outcome) in shown {
            let copies = match cluster {
                Some(place) => times[*place],
                None => poisson_of_one(dice),
            };
            let persona = if cluster.is_some() { copies } else { 0 };
            for (at, least) in [Outcome::Review, Outcome::Urgent].into_iter().enumerate() {
                if *outcome >= least {
                    found[at] += persona;
                    reviewed[at] += copies;
                }
            }
            for (budget, within) in BUDGETS.into_iter().zip(&mut within) {
                let room = budget.saturating_sub(looked).min(copies);
                within.1 += room;
                within.0 += if cluster.is_some() { room } else { 0 };
            }
            looked += copies;
        }
        push(&mut self.precision, found[0], reviewed[0]);
        push(&mut self.urgent, found[1], reviewed[1]);
        for (draws, (found, of)) in self.budgets.iter_mut().zip(within) {
            push(draws, found, of);
        }
        let sum = |care: Option<usize>, value: fn(&Cluster) -> u64| -> u64 {
            clusters
                .iter()
                .zip(times)
                .filter(|(cluster, _)| care.is_none() || cluster.care == care)
                .map(|(cluster, times)| value(cluster) * times)
                .sum()
        };
        push(
            &mut self.members,
            sum(None, |one| one.sent),
            sum(None, |one| one.members),
        );
        for (care, draws) in self.by_care.iter_mut().enumerate() {
            let care = Some(care);
            push(
                draws,
                sum(care, |one| one.sent),
                sum(care, |one| one.members),
            );
        }
    }

    fn finish(self) -> Clustered {
        Clustered {
            draws: DRAWS,
            precision: middle(self.precision),
            precision_urgent: middle(self.urgent),
            budgets: self.budgets.into_iter().map(middle).collect(),
            members: middle(self.members),
            members_by_care: CARES
                .into_iter()
                .zip(self.by_care.into_iter().map(middle))
                .collect(),
        }
    }
}

fn push(draws: &mut Vec<f64>, count: u64, of: u64) {
    if of > 0 {
        draws.push(count as f64 / of as f64);
    }
}

/// The middle 95 % of draws; none where most worlds drawn have no share.
pub(crate) fn middle(mut draws: Vec<f64>) -> Option<Interval> {
    if draws.len() * 2 < DRAWS as usize {
        return None;
    }
    draws.sort_unstable_by(f64::total_cmp);
    let at = |share: f64| draws[((draws.len() - 1) as f64 * share).round() as usize];
    Some(Interval {
        low: at(0.025),
        high: at(0.975),
    })
}

/// How often somebody is drawn when as many are drawn with replacement as there are: Poisson of
/// mean 1, in the limit of many people.
fn poisson_of_one(dice: &mut ChaCha8Rng) -> u64 {
    let least = (-1.0_f64).exp();
    let mut product = dice.random::<f64>();
    let mut times = 0;
    while product > least {
        product *= dice.random::<f64>();
        times += 1;
    }
    times
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_evenly_spread_draws() {
        let draws: Vec<f64> = (0..=1_000).map(|at| f64::from(at) / 1_000.0).collect();
        let interval = middle(draws).expect("enough draws");
        assert_eq!((interval.low, interval.high), (0.025, 0.975));
    }

    #[test]
    fn poisson_of_one_has_mean_one() {
        let mut dice = dice();
        let sum: u64 = (0..20_000).map(|_| poisson_of_one(&mut dice)).sum();
        assert!((19_500..20_500).contains(&sum), "{sum}");
    }
}
