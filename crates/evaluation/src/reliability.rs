//! How often subjects whose evidence comes to a sum are personas.
//!
//! The sum is evidence. It is never the probability that somebody is North Korean: how often a sum
//! of 13 is a persona depends on how many personas there are among those screened, and the share
//! in a simulated world is assumed.

use bonafide_model::report::WeighingSummary;
use serde::Serialize;

use crate::evaluation::Seen;
use crate::share::Share;

/// Decibans of one step of the diagram.
const STEP: f64 = 3.0;
/// Sums from here on share the last step.
const HIGHEST: f64 = 36.0;
/// Sums below this share the first step.
const LOWEST: f64 = -6.0;

/// How often subjects with a sum are personas.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reliability {
    /// The sums from which each outcome begins, if it is corroborated.
    pub thresholds: Vec<(&'static str, f64)>,
    /// Personas among all subjects of this world.
    pub base: Share,
    /// Steps of the sum, the lowest first; steps without subjects are left out.
    pub steps: Vec<Step>,
    /// By how many decibans the logarithm of the odds of being a persona grew with each deciban of
    /// evidence, by logistic regression: 1 if the sums are what they say, less if they say too
    /// much. None where personas or honest people are missing.
    pub slope: Option<f64>,
    /// Decibans that a sum of zero was worth beside the base rate, by the same regression.
    pub at_zero: Option<f64>,
}

/// Subjects whose sum lies within a step.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Step {
    /// Least sum; absent in the first step.
    pub from: Option<f64>,
    /// The sums are less than this; absent in the last step.
    pub to: Option<f64>,
    /// Mean sum.
    pub mean: f64,
    /// Personas among the subjects with such a sum.
    pub personas: Share,
    /// The share that the mean sum would mean if it were exact, from the base rate of this world.
    pub if_exact: f64,
}

pub(crate) fn reliability(weighing: &WeighingSummary, all: &[Seen<'_>]) -> Reliability {
    let points: Vec<(f64, bool)> = all
        .iter()
        .map(|one| (one.weight(), one.truth.persona))
        .collect();
    let personas = points.iter().filter(|(_, persona)| *persona).count() as u64;
    let base = Share::new(personas, points.len() as u64);
    let last = ((HIGHEST - LOWEST) / STEP) as usize + 1;
    let mut sums = vec![(0_u64, 0_u64, 0.0); last + 1];
    for (weight, persona) in &points {
        let step = match *weight {
            low if low < LOWEST => 0,
            high => (((high - LOWEST) / STEP) as usize + 1).min(last),
        };
        let (found, of, sum) = &mut sums[step];
        *found += u64::from(*persona);
        *of += 1;
        *sum += *weight;
    }
    let odds = |share: f64| share / (1.0 - share);
    let base_odds = base.share.map_or(0.0, odds);
    let steps = sums
        .into_iter()
        .enumerate()
        .filter(|(_, (_, of, _))| *of > 0)
        .map(|(step, (found, of, sum))| {
            let mean = sum / of as f64;
            let from = LOWEST + (step as f64 - 1.0) * STEP;
            let odds = base_odds * 10.0_f64.powf(mean / 10.0);
            Step {
                from: (step > 0).then_some(from),
                to: (step < last).then_some(from + STEP),
                mean,
                personas: Share::new(found, of),
                if_exact: odds / (1.0 + odds),
            }
        })
        .collect();
    let fit = regression(&points);
    Reliability {
        thresholds: vec![
            ("watch", weighing.watch),
            ("review", weighing.review),
            ("urgent", weighing.urgent),
        ],
        slope: fit.map(|(slope, _)| slope),
        at_zero: fit.map(|(_, at_zero)| at_zero - 10.0 * base_odds.log10()),
        base,
        steps,
    }
}

/// Logistic regression of persona on the sum, in decibans: slope, and log odds at zero.
///
/// Newton's method on two numbers, with a faint pull towards slope 1 so that a world in which the
/// sums part personas from honest people without a mistake has an answer too.
fn regression(points: &[(f64, bool)]) -> Option<(f64, f64)> {
    let personas = points.iter().filter(|(_, persona)| *persona).count();
    if personas == 0 || personas == points.len() {
        return None;
    }
    /// The pull, as if the slope had been seen once to within a standard deviation of 3.
    const PULL: f64 = 1.0 / 9.0;
    let scale = std::f64::consts::LN_10 / 10.0;
    let (mut slope, mut zero) = (1.0, (personas as f64 / points.len() as f64).ln());
    for _ in 0..100 {
        let (mut g0, mut g1) = (0.0, PULL * (1.0 - slope));
        let (mut h00, mut h01, mut h11) = (1e-9, 0.0, PULL);
        for (weight, persona) in points {
            let x = weight * scale;
            let p = 1.0 / (1.0 + (-(zero + slope * x)).exp());
            let rest = f64::from(u8::from(*persona)) - p;
            let w = p * (1.0 - p);
            g0 += rest;
            g1 += rest * x;
            h00 += w;
            h01 += w * x;
            h11 += w * x * x;
        }
        let determinant = h00 * h11 - h01 * h01;
        if determinant.abs() < 1e-12 {
            return None;
        }
        // A step of more than 2 in either number is cut: far from the answer the curve misleads.
        let d0 = ((h11 * g0 - h01 * g1) / determinant).clamp(-2.0, 2.0);
        let d1 = ((h00 * g1 - h01 * g0) / determinant).clamp(-0.5, 0.5);
        zero += d0;
        slope += d1;
        if d0.abs() < 1e-9 && d1.abs() < 1e-9 {
            break;
        }
    }
    Some((slope, zero / scale))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_that_are_what_they_say_have_slope_one() {
        // At each sum as many personas among a million as the odds say, from a base of one in a hundred.
        let mut points = Vec::new();
        for sum in [0.0, 5.0, 10.0, 15.0, 20.0] {
            let odds = 0.01 * 10.0_f64.powf(sum / 10.0);
            let personas = (20_000.0 * odds / (1.0 + odds)).round() as usize;
            points.extend((0..20_000).map(|at| (sum, at < personas)));
        }
        let (slope, zero) = regression(&points).expect("both kinds are there");
        assert!((slope - 1.0).abs() < 0.02, "{slope}");
        assert!((zero - -20.0).abs() < 0.2, "{zero}");
    }

    #[test]
    fn one_kind_alone_says_nothing() {
        assert_eq!(regression(&[(1.0, true), (3.0, true)]), None);
        assert_eq!(regression(&[]), None);
    }
}
