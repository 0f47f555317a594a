//! How far beyond chance a count is, and what is left of it when everybody was compared with everybody.
//!
//! Two who do the same at the same time prove nothing by themselves: among many pairs some always do. So a count is
//! held against what the habits of the two make likely, and the surplus against the number of pairs that had the
//! opportunity. What remains is a strength from 0 to 1.

/// Decibans beyond the best match that chance makes among all pairs, from which a strength is 1: a thousand times rarer.
const FULL: f64 = 30.0;
/// Where next to nobody was compared, a match must still be rarer than one in so many.
const FEWEST: f64 = 100.0;
/// Decibans in one unit of the natural logarithm.
const NATURAL: f64 = 4.342_944_819_032_518;

/// How unlikely `count` or more are where `expected` were to be expected, in decibans; by the better of two bounds,
/// Chernoff's and λⁿ/n! (each set of n of independent rare events happens with λⁿ/n! at most, added up), so never too
/// much. 0 where the count is not above what was expected.
pub(crate) fn beyond_poisson(count: f64, expected: f64) -> f64 {
    let expected = expected.max(1e-12);
    if count <= expected {
        return 0.0;
    }
    let chernoff = count * (count / expected).ln() - count + expected;
    let orders: f64 = (1..=count as u64).map(|n| (n as f64).ln()).sum();
    let sets = orders - count * expected.ln();
    NATURAL * chernoff.max(sets)
}

/// The same for `count` of `trials` that each had the chance `p`.
pub(crate) fn beyond_binomial(count: f64, trials: f64, p: f64) -> f64 {
    let p = p.clamp(1e-12, 1.0 - 1e-12);
    if trials <= 0.0 || count / trials <= p {
        return 0.0;
    }
    let share = (count / trials).min(1.0);
    let against = if share < 1.0 {
        (1.0 - share) * ((1.0 - share) / (1.0 - p)).ln()
    } else {
        0.0
    };
    NATURAL * trials * (share * (share / p).ln() + against)
}

/// The strength of a match that is so unlikely, found among so many comparisons; none where chance makes one like it.
pub(crate) fn strength(beyond: f64, comparisons: f64) -> Option<f32> {
    let left = beyond - 10.0 * comparisons.max(FEWEST).log10();
    (left > 0.0).then(|| (left / FULL).min(1.0) as f32)
}

/// Pairs among so many.
pub(crate) fn pairs(many: usize) -> f64 {
    many as f64 * (many as f64 - 1.0).max(0.0) / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bounds_are_never_below_the_exact_tails() {
        // P(X ≥ 5) of a Poisson number with mean 1 is 0.00366; of 5 in 10 at 0.1 it is 0.00163.
        assert!(beyond_poisson(5.0, 1.0) <= 10.0 * (1.0_f64 / 0.00366).log10());
        assert!(beyond_poisson(5.0, 1.0) > 15.0);
        assert!(beyond_binomial(5.0, 10.0, 0.1) <= 10.0 * (1.0_f64 / 0.00163).log10());
        assert!(beyond_binomial(5.0, 10.0, 0.1) > 20.0);
        // P(X ≥ 2) with mean 0.00001 is 5.0e-11 less a little; Chernoff's bound alone gives 97.4 decibans.
        let two = beyond_poisson(2.0, 1e-5);
        assert!((103.0..=103.0104).contains(&two), "{two}");
        assert_eq!(beyond_poisson(1.0, 2.0), 0.0);
        assert_eq!(beyond_binomial(1.0, 10.0, 0.2), 0.0);
    }

    #[test]
    fn what_chance_makes_somewhere_among_all_pairs_has_no_strength() {
        assert_eq!(strength(60.0, 1e7), None);
        assert_eq!(strength(100.0, 1e7), Some(1.0));
        assert!(strength(85.0, 1e7).is_some_and(|s| (s - 0.5).abs() < 1e-6));
    }
}
