//! How early a screen finds what was planted, and what was paid until then.
//!
//! The records are screened as they stood on a series of days. A subject is detected at the first
//! cut at which its outcome is `review` or more. The truth lies between that cut and the one before,
//! so every number of days has an earliest and a latest value.

mod cuts;
mod known;
mod records;

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;

use bonafide_model::report::Outcome;
use rand::Rng;
use serde::Serialize;

use crate::bootstrap::middle;
use crate::chance::dice;
use crate::error::Error;
use crate::evaluation::sent;
use crate::share::{Interval, Share};
use crate::truth::{CARES, SubjectTruth, Truth};

pub use cuts::Cuts;
use cuts::DAY;
pub use records::{Payment, Records, Windows};

/// Median days from the first record to the end of work today.
pub const PUBLISHED_DWELL_DAYS: f64 = 122.0;
/// Who published it.
pub const PUBLISHED_DWELL_SOURCE: &str = "M-Trends 2026";

/// How early.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OverTime {
    /// Days between two looks: nothing is known more exactly than that.
    pub resolution_days: i64,
    /// What was seen at each look, the earliest first.
    pub looks: Vec<Look>,
    /// Median days until the end of work as published, for comparison.
    pub published_dwell_days: f64,
    /// Who published it.
    pub published_by: &'static str,
    /// All personas.
    pub all: Detection,
    /// By the care of the persona.
    pub by_care: Vec<(&'static str, Detection)>,
    /// Honest people who were in review at any look.
    pub honest_ever_sent: Share,
    /// Personas whose records say nothing about when they began; they are in no number above.
    pub without_time: u64,
}

/// What one look saw.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Look {
    /// The day.
    pub day: String,
    /// Personas known so far, of them those in review.
    pub personas: Share,
    /// Honest people known so far, of them those in review.
    pub honest: Share,
}

/// How early some personas are detected.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Detection {
    /// Personas, of them those detected at any look.
    pub detected: Share,
    /// Median days from the first record to detection, of those detected.
    pub median_days: Option<Days>,
    /// Where that median lies, at the latest values, when operations are drawn anew.
    pub median_interval: Option<Interval>,
    /// Median days of all, those never detected taken as never; none if fewer than half are detected.
    pub median_days_of_all: Option<Days>,
    /// A quarter of those detected need no more days.
    pub quarter_days: Option<Days>,
    /// Three quarters of those detected need no more days.
    pub three_quarters_days: Option<Days>,
    /// Of all personas, those detected at the latest before their first payout. Who is never paid
    /// and detected counts; who is never paid and not detected does not.
    pub before_first_payout: Share,
    /// The same at the earliest.
    pub before_first_payout_at_best: Share,
    /// What was paid until detection, by currency; all that was paid where nothing was detected.
    pub paid: BTreeMap<String, Paid>,
}

/// A number of days between two looks.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Days {
    /// More than the days until the look before.
    pub at_the_earliest: f64,
    /// The days until the look that saw it.
    pub at_the_latest: f64,
}

/// Money paid to personas.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Paid {
    /// Until detection.
    pub before: f64,
    /// In all the records.
    pub in_all: f64,
    /// Median over the personas who are paid at all, until detection.
    pub median_before: f64,
}

/// One persona.
struct Case<'a> {
    truth: &'a SubjectTruth,
    first: i64,
    /// The look at which it was detected.
    seen_at: Option<usize>,
}

/// Screens the folders of one cut, and tells the outcome of every subject.
pub type Screen<'a, E> =
    &'a mut dyn FnMut(usize, Vec<PathBuf>) -> Result<Vec<(String, Outcome)>, E>;

/// Screens records as they stood on the days of the cuts.
///
/// `screen` is given the number of the cut and the folders that hold the records as of it, and tells
/// the outcome of every subject.
pub fn over_time<E: From<Error>>(
    records: &Records,
    cuts: &Cuts,
    truth: &Truth,
    screen: Screen<'_, E>,
) -> Result<OverTime, E> {
    let windows = records.cut(cuts)?;
    let mut first_sent: HashMap<String, usize> = HashMap::new();
    let mut looks = Vec::with_capacity(cuts.len());
    let personas: HashMap<&str, bool> = truth
        .subjects
        .iter()
        .map(|one| (one.subject_id.as_str(), one.persona))
        .collect();
    for cut in 0..cuts.len() {
        let mut known = [(0_u64, 0_u64); 2];
        for (subject, outcome) in screen(cut, windows.as_of(cut)?)? {
            let Some(persona) = personas.get(subject.as_str()) else {
                continue;
            };
            let (sent_now, known_now) = &mut known[usize::from(*persona)];
            *known_now += 1;
            if sent(outcome) {
                *sent_now += 1;
                first_sent.entry(subject).or_insert(cut);
            }
        }
        looks.push(Look {
            day: cuts.day(cut),
            honest: Share::new(known[0].0, known[0].1),
            personas: Share::new(known[1].0, known[1].1),
        });
    }
    Ok(measure(records, cuts, truth, &first_sent, looks))
}

/// Counts days and money from the look at which each subject was first sent to review.
fn measure(
    records: &Records,
    cuts: &Cuts,
    truth: &Truth,
    first_sent: &HashMap<String, usize>,
    looks: Vec<Look>,
) -> OverTime {
    let visible = |one: &&SubjectTruth| records.has(&one.subject_id);
    let seen_at = |one: &SubjectTruth| first_sent.get(&one.subject_id).copied();
    let personas = truth.subjects.iter().filter(|one| one.persona);
    let mut without_time = 0;
    let mut cases: Vec<Case<'_>> = personas
        .filter(visible)
        .filter_map(|truth| {
            let told = truth.first_record.and_then(midnight);
            // Whichever is earlier: nobody can be detected before the first record.
            let began = records.began(&truth.subject_id);
            let Some(first) = told.into_iter().chain(began).min() else {
                without_time += 1;
                return None;
            };
            Some(Case {
                truth,
                first,
                seen_at: seen_at(truth),
            })
        })
        .collect();
    cases.sort_by(|a, b| a.truth.subject_id.cmp(&b.truth.subject_id));
    let honest: Vec<&SubjectTruth> = truth
        .subjects
        .iter()
        .filter(|one| !one.persona)
        .filter(visible)
        .collect();
    let all: Vec<&Case<'_>> = cases.iter().collect();
    OverTime {
        resolution_days: cuts.days_apart,
        looks,
        published_dwell_days: PUBLISHED_DWELL_DAYS,
        published_by: PUBLISHED_DWELL_SOURCE,
        all: detection(records, cuts, &all),
        by_care: CARES
            .into_iter()
            .map(|care| {
                let some: Vec<&Case<'_>> = cases
                    .iter()
                    .filter(|case| case.truth.care.as_deref() == Some(care))
                    .collect();
                (care, detection(records, cuts, &some))
            })
            .collect(),
        honest_ever_sent: Share::new(
            honest.iter().filter(|one| seen_at(one).is_some()).count() as u64,
            honest.len() as u64,
        ),
        without_time,
    }
}

/// The beginning of a day in UTC, in microseconds.
fn midnight(day: jiff::civil::Date) -> Option<i64> {
    let zoned = day.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
    Some(zoned.timestamp().as_microsecond())
}

fn detection(records: &Records, cuts: &Cuts, cases: &[&Case<'_>]) -> Detection {
    let mut days: Vec<Days> = cases.iter().filter_map(|case| days(cuts, case)).collect();
    days.sort_by(|a, b| {
        a.at_the_latest
            .total_cmp(&b.at_the_latest)
            .then(a.at_the_earliest.total_cmp(&b.at_the_earliest))
    });
    let many = cases.len() as u64;
    let before = |at: fn(&Cuts, usize) -> i64| {
        let count = cases.iter().filter(|case| {
            case.seen_at.is_some_and(|look| {
                let first = records.payments(&case.truth.subject_id).first();
                first.is_none_or(|first| at(cuts, look).max(case.first) <= first.at)
            })
        });
        Share::new(count.count() as u64, many)
    };
    Detection {
        detected: Share::new(days.len() as u64, many),
        median_days: quantile(&days, days.len(), 0.5),
        median_interval: median_interval(cuts, cases),
        median_days_of_all: quantile(&days, cases.len(), 0.5),
        quarter_days: quantile(&days, days.len(), 0.25),
        three_quarters_days: quantile(&days, days.len(), 0.75),
        before_first_payout: before(|cuts, look| cuts.at(look)),
        before_first_payout_at_best: before(|cuts, look| match look {
            0 => i64::MIN,
            look => cuts.at(look - 1),
        }),
        paid: paid(records, cuts, cases),
    }
}

fn days(cuts: &Cuts, case: &Case<'_>) -> Option<Days> {
    let look = case.seen_at?;
    let since_first = |at: i64| at.saturating_sub(case.first).max(0) as f64 / DAY as f64;
    Some(Days {
        at_the_earliest: look
            .checked_sub(1)
            .map_or(0.0, |before| since_first(cuts.at(before))),
        at_the_latest: since_first(cuts.at(look)),
    })
}

/// The value below which a share of `many` lies; those beyond the list are never.
fn quantile(sorted: &[Days], many: usize, share: f64) -> Option<Days> {
    if many == 0 {
        return None;
    }
    let place = ((many as f64 * share).ceil() as usize).max(1) - 1;
    let latest = sorted.get(place)?.at_the_latest;
    let mut earliest: Vec<f64> = sorted.iter().map(|days| days.at_the_earliest).collect();
    earliest.sort_unstable_by(f64::total_cmp);
    Some(Days {
        at_the_earliest: earliest[place],
        at_the_latest: latest,
    })
}

/// Operations drawn anew: the middle 95 % of their medians.
fn median_interval(cuts: &Cuts, cases: &[&Case<'_>]) -> Option<Interval> {
    let mut operations: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for case in cases {
        if let Some(days) = days(cuts, case) {
            let id = case.truth.operation_id.as_deref();
            operations
                .entry(id.unwrap_or(&case.truth.subject_id))
                .or_default()
                .push(days.at_the_latest);
        }
    }
    let operations: Vec<Vec<f64>> = operations.into_values().collect();
    if operations.is_empty() {
        return None;
    }
    let mut dice = dice();
    let draws = (0..1_000)
        .map(|_| {
            let mut drawn: Vec<f64> = (0..operations.len())
                .flat_map(|_| &operations[dice.random_range(0..operations.len())])
                .copied()
                .collect();
            drawn.sort_unstable_by(f64::total_cmp);
            drawn[drawn.len().div_ceil(2) - 1]
        })
        .collect();
    middle(draws)
}

fn paid(records: &Records, cuts: &Cuts, cases: &[&Case<'_>]) -> BTreeMap<String, Paid> {
    let mut each: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    let mut paid: BTreeMap<String, Paid> = BTreeMap::new();
    for case in cases {
        let until = case.seen_at.map_or(i64::MAX, |look| cuts.at(look));
        let mut before: BTreeMap<&str, f64> = BTreeMap::new();
        for payment in records.payments(&case.truth.subject_id) {
            let sum = paid.entry(payment.currency.clone()).or_default();
            sum.in_all += payment.amount;
            let own = before.entry(&payment.currency).or_default();
            if payment.at <= until {
                sum.before += payment.amount;
                *own += payment.amount;
            }
        }
        for (currency, sum) in before {
            each.entry(currency).or_default().push(sum);
        }
    }
    for (currency, mut sums) in each {
        sums.sort_unstable_by(f64::total_cmp);
        if let Some(paid) = paid.get_mut(currency) {
            paid.median_before = sums[sums.len().div_ceil(2) - 1];
        }
    }
    paid
}
