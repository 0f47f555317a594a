//! Several evaluations side by side: each seed by itself, and the median and range of each measure.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::evaluation::{Evaluation, LAYOUT, SIMULATED};
use crate::share::{Interval, Share};
use crate::truth::EVERYTHING;

/// Evaluations of several worlds and views.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Summary {
    /// Version of this layout.
    pub layout: u32,
    /// What the numbers are and are not.
    pub about: &'static str,
    /// The measures that have aims, by view, over all worlds.
    pub measures: Vec<Measure>,
    /// Each world and view by itself, in the order given.
    pub evaluations: Vec<Evaluation>,
}

/// One measure over several worlds.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Measure {
    /// What the screen saw.
    pub view: String,
    /// What is measured.
    pub name: &'static str,
    /// The unit of the values.
    pub unit: Unit,
    /// What is aimed at, where there is an aim.
    pub aim: Option<Aim>,
    /// Each world's value with its 95 % interval, in the order given; none where it cannot be told.
    pub values: Vec<Option<Value>>,
    /// Median of the values that can be told.
    pub median: Option<f64>,
    /// Least of them.
    pub least: Option<f64>,
    /// Most of them.
    pub most: Option<f64>,
    /// Whether the median reaches the aim.
    pub reached: Option<bool>,
}

/// The unit of a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// From 0 to 1.
    Share,
    /// People in 10,000.
    PerTenThousand,
    /// Days.
    Days,
    /// One number over another.
    Ratio,
}

/// What is aimed at.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Aim {
    /// That much or more.
    AtLeast(f64),
    /// That much or less.
    AtMost(f64),
}

impl Aim {
    fn reached(self, value: f64) -> bool {
        match self {
            Self::AtLeast(aim) => value >= aim,
            Self::AtMost(aim) => value <= aim,
        }
    }
}

/// A value with its interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Value {
    /// The value.
    pub value: f64,
    /// Where it lies with 95 % confidence, where that is known.
    pub interval: Option<Interval>,
}

impl Summary {
    /// Puts evaluations side by side.
    pub fn of(evaluations: Vec<Evaluation>) -> Self {
        let mut by_view: BTreeMap<(bool, &str), Vec<&Evaluation>> = BTreeMap::new();
        for one in &evaluations {
            // What saw everything comes first.
            by_view
                .entry((one.view != EVERYTHING, one.view.as_str()))
                .or_default()
                .push(one);
        }
        let measures = by_view
            .into_iter()
            .flat_map(|((_, view), some)| measures(view, &some))
            .collect();
        Self {
            layout: LAYOUT,
            about: SIMULATED,
            measures,
            evaluations,
        }
    }

    /// As JSON.
    pub fn json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}

/// How a measure is taken from an evaluation.
struct Taken {
    name: &'static str,
    unit: Unit,
    aim: Option<Aim>,
    /// The views for which its aim is stated; the one that sees everything where none is named.
    only: &'static [&'static str],
    take: fn(&Evaluation) -> Option<Value>,
}

const fn taken(
    name: &'static str,
    unit: Unit,
    aim: Option<Aim>,
    take: fn(&Evaluation) -> Option<Value>,
) -> Taken {
    Taken {
        name,
        unit,
        aim,
        only: &[],
        take,
    }
}

/// What a marketplace's view is called by the simulator, and among the sectors.
const MARKETPLACE: &[&str] = &["marketplace", "freelance-platform"];

const MEASURES: [Taken; 15] = [
    taken(
        "sloppy operations found, half of the members",
        Unit::Share,
        Some(Aim::AtLeast(1.0)),
        |one| operations(one, 0),
    ),
    taken(
        "average operations found, half of the members",
        Unit::Share,
        Some(Aim::AtLeast(0.95)),
        |one| operations(one, 1),
    ),
    taken(
        "careful operations found, half of the members",
        Unit::Share,
        Some(Aim::AtLeast(0.60)),
        |one| operations(one, 2),
    ),
    taken("members found", Unit::Share, None, |one| {
        clustered(&one.recall.members, one.clustered.members)
    }),
    taken(
        "precision of review and above",
        Unit::Share,
        Some(Aim::AtLeast(0.80)),
        |one| clustered(&one.precision, one.clustered.precision),
    ),
    taken(
        "precision of urgent",
        Unit::Share,
        Some(Aim::AtLeast(0.98)),
        |one| clustered(&one.precision_urgent, one.clustered.precision_urgent),
    ),
    taken(
        "precision of the first 50 reviews",
        Unit::Share,
        None,
        |one| budget(one, 0),
    ),
    taken(
        "precision of the first 100 reviews",
        Unit::Share,
        None,
        |one| budget(one, 1),
    ),
    taken(
        "precision of the first 200 reviews",
        Unit::Share,
        None,
        |one| budget(one, 2),
    ),
    taken(
        "honest people in review, per 10,000",
        Unit::PerTenThousand,
        Some(Aim::AtMost(5.0)),
        |one| {
            let interval = one.honest_sent.interval;
            Some(Value {
                value: one.honest_sent.per_10_000()?,
                interval: Some(Interval {
                    low: interval.low * 10_000.0,
                    high: interval.high * 10_000.0,
                }),
            })
        },
    ),
    taken(
        "four-fifths ratio over origins, left alone",
        Unit::Ratio,
        Some(Aim::AtLeast(0.9)),
        |one| {
            Some(Value {
                value: one.four_fifths.left_alone?,
                interval: None,
            })
        },
    ),
    taken(
        "honest people in review who leave by one explanation",
        Unit::Share,
        None,
        |one| plain(&one.appeals.honest.by_one),
    ),
    Taken {
        only: MARKETPLACE,
        ..taken(
            "median days to detection",
            Unit::Days,
            Some(Aim::AtMost(7.0)),
            |one| {
                let all = &one.over_time.as_ref()?.all;
                Some(Value {
                    value: all.median_days?.at_the_latest,
                    interval: all.median_interval,
                })
            },
        )
    },
    Taken {
        only: MARKETPLACE,
        ..taken(
            "detected before the first payout",
            Unit::Share,
            Some(Aim::AtLeast(0.5)),
            |one| plain(&one.over_time.as_ref()?.all.before_first_payout),
        )
    },
    taken("personas detected at any look", Unit::Share, None, |one| {
        plain(&one.over_time.as_ref()?.all.detected)
    }),
];

fn plain(share: &Share) -> Option<Value> {
    Some(Value {
        value: share.share?,
        interval: Some(share.interval),
    })
}

fn clustered(share: &Share, interval: Option<Interval>) -> Option<Value> {
    Some(Value {
        value: share.share?,
        interval,
    })
}

/// Operations are the cases here, so an interval for independent cases holds.
fn operations(one: &Evaluation, care: usize) -> Option<Value> {
    plain(&one.recall_by_care.get(care)?.recall.half_operations)
}

fn budget(one: &Evaluation, at: usize) -> Option<Value> {
    let interval = one.clustered.budgets.get(at).copied().flatten();
    clustered(&one.budgets.get(at)?.precision, interval)
}

fn measures(view: &str, some: &[&Evaluation]) -> Vec<Measure> {
    MEASURES
        .iter()
        .map(|taken| {
            let values: Vec<Option<Value>> = some.iter().map(|one| (taken.take)(one)).collect();
            let mut told: Vec<f64> = values.iter().flatten().map(|value| value.value).collect();
            told.sort_unstable_by(f64::total_cmp);
            let median = median(&told);
            // The aims are stated for everything that is recorded, or for one sector.
            let stated = match taken.only {
                [] => view == EVERYTHING,
                views => views.contains(&view),
            };
            let aim = taken.aim.filter(|_| stated);
            Measure {
                view: view.to_owned(),
                name: taken.name,
                unit: taken.unit,
                aim,
                values,
                median,
                least: told.first().copied(),
                most: told.last().copied(),
                reached: aim.zip(median).map(|(aim, median)| aim.reached(median)),
            }
        })
        .filter(|measure| measure.median.is_some())
        .collect()
}

/// The middle of sorted values; the mean of the two in the middle where their number is even.
pub(crate) fn median(sorted: &[f64]) -> Option<f64> {
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => None,
        many if many % 2 == 1 => Some(sorted[middle]),
        _ => Some(f64::midpoint(sorted[middle - 1], sorted[middle])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_of_an_even_number_is_the_mean_of_the_middle_two() {
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[3.0]), Some(3.0));
        assert_eq!(median(&[1.0, 2.0, 4.0, 9.0]), Some(3.0));
    }

    #[test]
    fn an_aim_is_reached_from_its_own_side() {
        assert!(Aim::AtLeast(0.8).reached(0.8) && !Aim::AtLeast(0.8).reached(0.79));
        assert!(Aim::AtMost(5.0).reached(4.0) && !Aim::AtMost(5.0).reached(5.1));
    }
}
