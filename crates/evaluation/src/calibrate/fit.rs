//! Weights from verdicts: a logistic regression that is pulled towards the stated weights.
//!
//! The logarithm of the odds that a reviewed subject is confirmed is a base plus, for each finding,
//! its weight times the part of it that counts. The base is free. Each weight has a normal prior
//! around the stated weight. The answer is the most likely weights given the verdicts, and their
//! spread from the curvature there (Laplace's approximation).

/// Natural logarithms of one deciban.
pub(super) const DECIBAN: f64 = std::f64::consts::LN_10 / 10.0;
/// How far the base may lie from even odds, as a standard deviation in natural logarithms: wide.
const BASE_SPREAD: f64 = 10.0;
/// Steps of Newton's method at most.
const STEPS: usize = 200;

/// One reviewed subject: its findings with the part of each that counts, and the verdict.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Case {
    pub(super) parts: Vec<(usize, f64)>,
    pub(super) confirmed: bool,
}

/// The weights with their standard deviations, in decibans.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fit {
    pub(super) weights: Vec<(f64, f64)>,
}

/// Fits weights around `stated`, each with a prior standard deviation of `spread`; all in decibans.
pub(super) fn fit(cases: &[Case], stated: &[f64], spread: f64) -> Fit {
    let many = stated.len() + 1;
    let mut prior = vec![0.0];
    prior.extend(stated.iter().map(|weight| weight * DECIBAN));
    let mut precision = vec![1.0 / (BASE_SPREAD * BASE_SPREAD)];
    precision.resize(many, 1.0 / (spread * DECIBAN).powi(2));
    let mut now = prior.clone();
    let mut at = objective(cases, &now, &prior, &precision);
    for _ in 0..STEPS {
        let (gradient, curvature) = derivatives(cases, &now, &prior, &precision);
        let step = solve(&cholesky(&curvature), &gradient);
        // The objective is concave: a step that leads down was too long.
        let mut length = 1.0;
        let next = loop {
            let next: Vec<f64> = now
                .iter()
                .zip(&step)
                .map(|(now, step)| now + length * step)
                .collect();
            let value = objective(cases, &next, &prior, &precision);
            if value >= at || length < 1e-6 {
                at = value;
                break next;
            }
            length /= 2.0;
        };
        let moved = next
            .iter()
            .zip(&now)
            .map(|(next, now)| (next - now).abs())
            .fold(0.0, f64::max);
        now = next;
        if moved < 1e-10 {
            break;
        }
    }
    let (_, curvature) = derivatives(cases, &now, &prior, &precision);
    let factor = cholesky(&curvature);
    let spreads = (0..many).map(|place| {
        let mut unit = vec![0.0; many];
        unit[place] = 1.0;
        solve(&factor, &unit)[place].max(0.0).sqrt()
    });
    Fit {
        weights: now
            .iter()
            .zip(spreads)
            .skip(1)
            .map(|(weight, spread)| (weight / DECIBAN, spread / DECIBAN))
            .collect(),
    }
}

fn log_odds(case: &Case, at: &[f64]) -> f64 {
    at[0]
        + case
            .parts
            .iter()
            .map(|(rule, part)| at[rule + 1] * part)
            .sum::<f64>()
}

fn objective(cases: &[Case], at: &[f64], prior: &[f64], precision: &[f64]) -> f64 {
    let likelihood: f64 = cases
        .iter()
        .map(|case| {
            let odds = log_odds(case, at);
            let odds = if case.confirmed { odds } else { -odds };
            // ln(1 / (1 + e^-odds)), without overflow.
            -((-odds.abs()).exp().ln_1p() + (-odds).max(0.0))
        })
        .sum();
    let pull: f64 = at
        .iter()
        .zip(prior)
        .zip(precision)
        .map(|((at, prior), precision)| precision * (at - prior).powi(2) / 2.0)
        .sum();
    likelihood - pull
}

fn derivatives(
    cases: &[Case],
    at: &[f64],
    prior: &[f64],
    precision: &[f64],
) -> (Vec<f64>, Vec<Vec<f64>>) {
    let many = at.len();
    let mut gradient: Vec<f64> = (0..many)
        .map(|place| precision[place] * (prior[place] - at[place]))
        .collect();
    let mut curvature = vec![vec![0.0; many]; many];
    for (place, row) in curvature.iter_mut().enumerate() {
        row[place] = precision[place];
    }
    for case in cases {
        let share = 1.0 / (1.0 + (-log_odds(case, at)).exp());
        let rest = f64::from(u8::from(case.confirmed)) - share;
        let weight = share * (1.0 - share);
        let base = std::iter::once((0, 1.0));
        let parts: Vec<(usize, f64)> = base
            .chain(case.parts.iter().map(|(rule, part)| (rule + 1, *part)))
            .collect();
        for (row, left) in &parts {
            gradient[*row] += rest * left;
            for (column, right) in &parts {
                curvature[*row][*column] += weight * left * right;
            }
        }
    }
    (gradient, curvature)
}

/// The lower triangle whose product with itself is the matrix; the priors make it positive.
fn cholesky(matrix: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let many = matrix.len();
    let mut factor = vec![vec![0.0; many]; many];
    for row in 0..many {
        for column in 0..=row {
            let dot: f64 = factor[row][..column]
                .iter()
                .zip(&factor[column][..column])
                .map(|(left, right)| left * right)
                .sum();
            let rest = matrix[row][column] - dot;
            factor[row][column] = match row == column {
                true => rest.max(1e-12).sqrt(),
                false => rest / factor[column][column],
            };
        }
    }
    factor
}

/// Solves with a factor of [`cholesky`].
fn solve(factor: &[Vec<f64>], right: &[f64]) -> Vec<f64> {
    let many = right.len();
    let mut half = vec![0.0; many];
    for row in 0..many {
        let known: f64 = (0..row)
            .map(|column| factor[row][column] * half[column])
            .sum();
        half[row] = (right[row] - known) / factor[row][row];
    }
    let mut whole = vec![0.0; many];
    for row in (0..many).rev() {
        let known: f64 = (row + 1..many)
            .map(|below| factor[below][row] * whole[below])
            .sum();
        whole[row] = (half[row] - known) / factor[row][row];
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(rules: &[usize], confirmed: bool) -> Case {
        Case {
            parts: rules.iter().map(|rule| (*rule, 1.0)).collect(),
            confirmed,
        }
    }

    #[test]
    fn without_verdicts_the_weights_are_the_stated_ones() {
        let fit = fit(&[], &[8.0, -6.0], 3.0);
        for ((weight, spread), stated) in fit.weights.iter().zip([8.0, -6.0]) {
            assert!((weight - stated).abs() < 1e-9 && (spread - 3.0).abs() < 1e-9);
        }
    }

    #[test]
    fn many_verdicts_outweigh_the_prior() {
        // Confirmed 9 of 10 with the finding, 1 of 10 without: the odds differ 81-fold, 19.1 decibans.
        let cases: Vec<Case> = (0..4_000)
            .map(|at| {
                let fired = at % 2 == 0;
                let tenth = (at / 2) % 10;
                case(
                    if fired { &[0] } else { &[] },
                    if fired { tenth < 9 } else { tenth < 1 },
                )
            })
            .collect();
        let (weight, spread) = fit(&cases, &[5.0], 3.0).weights[0];
        assert!((weight - 19.08).abs() < 0.4, "{weight}");
        assert!(spread < 0.6, "{spread}");
    }

    #[test]
    fn few_verdicts_move_little_and_say_so() {
        let cases = [case(&[0], false), case(&[0], false), case(&[], true)];
        let (weight, spread) = fit(&cases, &[8.0], 3.0).weights[0];
        assert!(weight < 8.0 && weight > 4.0, "{weight}");
        assert!(spread > 2.0, "{spread}");
    }

    #[test]
    fn verdicts_that_a_rule_parts_without_a_mistake_have_an_answer() {
        let cases: Vec<Case> = (0..100)
            .map(|at| case(if at < 50 { &[0] } else { &[] }, at < 50))
            .collect();
        let (weight, _) = fit(&cases, &[5.0], 3.0).weights[0];
        assert!(weight.is_finite() && weight > 5.0, "{weight}");
    }
}
