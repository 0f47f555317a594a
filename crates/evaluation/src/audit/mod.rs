//! A bias report fit for an auditor: rates and impact ratios by category, as New York City's Local
//! Law 144 of 2021 and its rules (6 RCNY § 5-301) define them for tools that select or score.
//!
//! - *Selection rate*: of the people of a category, those who are selected to move forward. This tool
//!   selects nobody; what it can do to somebody is to send them to review. So the selected are those
//!   who are *not* sent to review, and the rate of those who are stands beside it.
//! - *Impact ratio*: the selection rate of a category over that of the most selected category.
//! - *Scoring rate*: of the people of a category, those whose score is above the median of all. Here a
//!   high score is what nobody wants, so the rate of those *not* above the median is used for the
//!   ratio, and the rate as the rules write it stands beside it.
//! - Categories with less than 2 % of the people may be left out of the impact ratios by the auditor.
//!   They are shown, marked, and never the category that others are compared with, unless all are.
//! - People whose category is unknown are counted and in no ratio.
//! - Intersections: every pair of characteristics is measured together, too.

mod categories;
mod told;

use std::collections::BTreeMap;

use serde::Serialize;

pub use categories::{Categories, UNKNOWN};

use crate::evaluation::sent;
use crate::reported::{Judged, Reported};
use crate::share::{Interval, Share};
use crate::summary::median;

/// A category with a smaller part of the people may be left out of impact ratios.
const SMALL: f64 = 0.02;
/// The two-sided 95 % point of the normal distribution.
const NORMAL_95: f64 = 1.959_963_984_540_054;

/// A bias report.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Audit {
    /// What the numbers are and are not.
    pub about: Vec<String>,
    /// Where the categories come from.
    pub categories_from: String,
    /// When the screened run began.
    pub run: String,
    /// SHA-256 over the rules of the run.
    pub rule_pack: String,
    /// People in the audit.
    pub people: u64,
    /// Screened people of whom the categories say nothing at all; they are not in the audit.
    pub not_in_categories: u64,
    /// Median of the sums of the people in the audit.
    pub median_sum: Option<f64>,
    /// Each characteristic, and then each pair of them.
    pub tables: Vec<ByCharacteristic>,
}

/// Rates by the categories of one characteristic, or of two together.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ByCharacteristic {
    /// The characteristic, or two.
    pub characteristic: Vec<String>,
    /// People whose category is known.
    pub known: u64,
    /// People whose category is not; they are in no ratio.
    pub unknown: u64,
    /// Of those of unknown category, those sent to review.
    pub unknown_sent: Share,
    /// The categories, those with the most people first.
    pub categories: Vec<Category>,
    /// Least impact ratio of the categories that are not small; none where there are fewer than two.
    pub least_impact_ratio: Option<f64>,
    /// Whether that is at least four fifths.
    pub four_fifths_kept: Option<bool>,
    /// The chance of so uneven rates if all categories were sent alike, by random permutations.
    pub chance: Option<f64>,
}

/// Rates of one category.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Category {
    /// The value of each characteristic.
    pub category: Vec<String>,
    /// People, and their part of those whose category is known.
    pub people: Share,
    /// Whether that part is below 2 %, so that an auditor may leave the category out.
    pub small: bool,
    /// Those who are not sent to review: the selected.
    pub left_alone: Share,
    /// Selection rate over that of the most selected category.
    pub impact_ratio: Option<Ratio>,
    /// Those who are sent to review.
    pub sent: Share,
    /// Rate of those sent over the least such rate of a category that is not small; none where that
    /// is zero.
    pub sent_ratio: Option<Ratio>,
    /// Those whose sum is above the median of all, as the rules write it.
    pub above_median: Share,
    /// Those whose sum is not above the median.
    pub not_above_median: Share,
    /// The rate of those not above the median over the highest such rate.
    pub scored_impact_ratio: Option<Ratio>,
}

/// One rate over another.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Ratio {
    /// The ratio.
    pub ratio: f64,
    /// Where it lies with 95 % confidence (Katz 1978, on the logarithm); none for the category that
    /// is compared with itself.
    pub interval: Option<Interval>,
}

/// Measures a report by categories.
pub fn audit(reported: &Reported, categories: &Categories) -> Audit {
    let people: Vec<(&Judged, &[Option<String>])> = reported
        .subjects
        .iter()
        .filter_map(|one| Some((one, categories.of.get(&one.subject_id)?.as_slice())))
        .collect();
    let mut sums: Vec<f64> = people.iter().map(|(one, _)| one.weight).collect();
    sums.sort_unstable_by(f64::total_cmp);
    // A median of minus zero is zero.
    let middle = median(&sums).map(|middle| middle + 0.0);
    let many = categories.characteristics.len();
    let alone = (0..many).map(|one| vec![one]);
    let pairs = (0..many).flat_map(|one| (one + 1..many).map(move |other| vec![one, other]));
    Audit {
        about: told::ABOUT.map(str::to_owned).to_vec(),
        categories_from: categories.source.clone(),
        run: reported.started_at.clone(),
        rule_pack: reported.rule_pack.clone(),
        people: people.len() as u64,
        not_in_categories: (reported.subjects.len() - people.len()) as u64,
        median_sum: middle,
        tables: alone
            .chain(pairs)
            .map(|wanted| {
                let names = &categories.characteristics;
                let characteristic = wanted.iter().map(|at| names[*at].clone()).collect();
                by(characteristic, &wanted, &people, middle.unwrap_or_default())
            })
            .collect(),
    }
}

#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    people: u64,
    sent: u64,
    above: u64,
}

fn by(
    characteristic: Vec<String>,
    wanted: &[usize],
    people: &[(&Judged, &[Option<String>])],
    middle: f64,
) -> ByCharacteristic {
    let mut counts: BTreeMap<Vec<&str>, Counts> = BTreeMap::new();
    let mut unknown = Counts::default();
    for (one, values) in people {
        let category: Option<Vec<&str>> = wanted
            .iter()
            .map(|at| values.get(*at)?.as_deref())
            .collect();
        let count = match category {
            Some(category) => counts.entry(category).or_default(),
            None => &mut unknown,
        };
        count.people += 1;
        count.sent += u64::from(sent(one.outcome));
        count.above += u64::from(one.weight > middle);
    }
    let known: u64 = counts.values().map(|count| count.people).sum();
    let mut categories: Vec<Category> = counts
        .into_iter()
        .map(|(category, count)| {
            let people = Share::new(count.people, known);
            Category {
                category: category.into_iter().map(str::to_owned).collect(),
                small: people.share.is_some_and(|share| share < SMALL),
                people,
                left_alone: Share::new(count.people - count.sent, count.people),
                impact_ratio: None,
                sent: Share::new(count.sent, count.people),
                sent_ratio: None,
                above_median: Share::new(count.above, count.people),
                not_above_median: Share::new(count.people - count.above, count.people),
                scored_impact_ratio: None,
            }
        })
        .collect();
    // Stable: categories of one size stay in the order of their names.
    categories.sort_by_key(|one| std::cmp::Reverse(one.people.count));
    compare(&mut categories);
    let large = categories.iter().filter(|one| !one.small);
    let ratios = large.clone().filter_map(|one| one.impact_ratio);
    let least = ratios.map(|one| one.ratio).min_by(f64::total_cmp);
    let least = least.filter(|_| large.clone().count() > 1);
    ByCharacteristic {
        characteristic,
        known,
        unknown: unknown.people,
        unknown_sent: Share::new(unknown.sent, unknown.people),
        least_impact_ratio: least,
        four_fifths_kept: least.map(|ratio| ratio >= 0.8),
        chance: crate::chance::of_uneven_rates(large.map(|one| &one.sent)),
        categories,
    }
}

/// Compares each category with the best of those that are not small.
fn compare(categories: &mut [Category]) {
    let all_small = categories.iter().all(|one| one.small);
    let best = |rate: fn(&Category) -> Share, highest: bool| {
        let rates = categories
            .iter()
            .filter(|one| all_small || !one.small)
            .map(rate);
        let by_rate = |a: &Share, b: &Share| {
            let of = |share: &Share| share.share.unwrap_or_default();
            of(a).total_cmp(&of(b)).then(b.of.cmp(&a.of))
        };
        match highest {
            true => rates.max_by(by_rate),
            false => rates.min_by(|a, b| by_rate(a, b).then(b.of.cmp(&a.of))),
        }
    };
    let alone = best(|one| one.left_alone, true);
    let sent = best(|one| one.sent, false);
    let scored = best(|one| one.not_above_median, true);
    for one in categories {
        one.impact_ratio = alone.and_then(|best| ratio(&one.left_alone, &best));
        one.sent_ratio = sent.and_then(|best| ratio(&one.sent, &best));
        one.scored_impact_ratio = scored.and_then(|best| ratio(&one.not_above_median, &best));
    }
}

/// One rate over another, with its interval. None where the other is zero.
fn ratio(own: &Share, best: &Share) -> Option<Ratio> {
    let (rate, highest) = (own.share?, best.share?);
    if highest <= 0.0 {
        return None;
    }
    let ratio = rate / highest;
    // The same category, or one of the same counts: there is nothing uncertain to tell.
    let same = own.count == best.count && own.of == best.of;
    Some(Ratio {
        ratio,
        interval: (!same).then(|| katz(own, best)),
    })
}

/// Half a case is added where a count is zero, so that the logarithm exists, and taken away where both counts are full: six
/// of six and a hundred of a hundred are not known to be alike to the last decimal.
fn katz(own: &Share, best: &Share) -> Interval {
    let full = own.count == own.of && best.count == best.of;
    let half = if own.count == 0 || best.count == 0 {
        0.5
    } else {
        0.0
    };
    let (a, n) = (own.count as f64 + half, own.of as f64 + half);
    let (b, m) = (best.count as f64 + half, best.of as f64 + half);
    let logarithm = (a / n / (b / m)).ln();
    let (a, b) = match full {
        true => (a - 0.5, b - 0.5),
        false => (a, b),
    };
    let spread = (1.0 / a - 1.0 / n + 1.0 / b - 1.0 / m).max(0.0).sqrt();
    Interval {
        low: (logarithm - NORMAL_95 * spread).exp(),
        high: (logarithm + NORMAL_95 * spread).exp(),
    }
}
