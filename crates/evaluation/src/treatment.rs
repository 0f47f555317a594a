//! Whom among honest people a screen troubles.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::evaluation::Seen;
use crate::share::Share;
use crate::truth::SubjectTruth;

/// Fewer than this many selected people make a ratio of selection rates mostly chance.
const FEW: u64 = 5;

/// Honest subjects of one group who are sent to review.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupShare {
    /// The kind or the origin.
    pub group: String,
    /// How many of the honest subjects of the group are sent to review.
    pub sent: Share,
    /// The same in 10,000.
    pub per_10_000: f64,
    /// Rate of those left alone over the highest such rate of all groups; none without people.
    pub impact_ratio: Option<f64>,
}

/// The four-fifths rule over the origins of honest people.
///
/// The rule of thumb compares the rates of the good outcome, here not to be sent to review. Since
/// few honest people are sent at all, that ratio is near 1 whatever happens; the ratio of the rates
/// of the bad outcome is the stricter measure, and a noisy one where few are sent.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FourFifths {
    /// Lowest over highest rate of those left alone; none without honest people.
    pub left_alone: Option<f64>,
    /// Whether that ratio is at least four fifths.
    pub kept: Option<bool>,
    /// Lowest over highest rate of those sent to review; none if nobody is sent.
    pub sent: Option<f64>,
    /// The chance of so uneven rates if all origins were sent alike: the p-value of a chi-squared
    /// statistic by at most 2,000 random permutations with a fixed seed. None if nobody is sent.
    pub chance: Option<f64>,
    /// What to bear in mind with the second ratio.
    pub note: Option<String>,
}

/// Groups honest subjects; a subject may be in several groups, or in none.
pub(crate) fn by_group<'a>(
    all: &[Seen<'a>],
    groups_of: impl Fn(&'a SubjectTruth) -> Vec<&'a str>,
) -> Vec<GroupShare> {
    let mut groups: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for one in all.iter().filter(|one| !one.truth.persona) {
        for name in groups_of(one.truth) {
            let (sent, of) = groups.entry(name).or_default();
            *sent += u64::from(one.sent());
            *of += 1;
        }
    }
    let best = groups
        .values()
        .map(|(sent, of)| 1.0 - *sent as f64 / *of as f64)
        .max_by(f64::total_cmp);
    let mut shares: Vec<GroupShare> = groups
        .into_iter()
        .map(|(name, (sent, of))| {
            let sent = Share::new(sent, of);
            let alone = sent.share.map(|share| 1.0 - share);
            GroupShare {
                group: name.to_owned(),
                per_10_000: sent.per_10_000().unwrap_or_default(),
                impact_ratio: alone
                    .zip(best)
                    .filter(|(_, best)| *best > 0.0)
                    .map(|(alone, best)| alone / best),
                sent,
            }
        })
        .collect();
    // Stable: groups of the same rate stay in the order of their names.
    shares.sort_by(|a, b| b.per_10_000.total_cmp(&a.per_10_000));
    shares
}

impl FourFifths {
    pub(crate) fn of(origins: &[GroupShare]) -> Self {
        let rates: Vec<f64> = origins
            .iter()
            .filter_map(|origin| origin.sent.share)
            .collect();
        let left_alone = lowest_over_highest(rates.iter().map(|rate| 1.0 - rate));
        let few = origins
            .iter()
            .filter(|origin| origin.sent.count < FEW)
            .count();
        let total: u64 = origins.iter().map(|origin| origin.sent.count).sum();
        let note = if total < FEW {
            Some(format!(
                "only {total} honest subjects were sent to review: the ratio is chance"
            ))
        } else if few > 0 {
            Some(format!(
                "of {few} of {} origins fewer than {FEW} were sent: the ratio is mostly chance",
                origins.len()
            ))
        } else {
            None
        };
        Self {
            left_alone,
            kept: left_alone.map(|ratio| ratio >= 0.8),
            sent: lowest_over_highest(rates.iter().copied()),
            chance: crate::chance::of_uneven_rates(origins.iter().map(|one| &one.sent)),
            note,
        }
    }
}

/// None without rates, and where the highest is zero.
pub(crate) fn lowest_over_highest(rates: impl Iterator<Item = f64> + Clone) -> Option<f64> {
    let highest = rates.clone().max_by(f64::total_cmp)?;
    let lowest = rates.min_by(f64::total_cmp)?;
    (highest > 0.0).then(|| lowest / highest)
}
