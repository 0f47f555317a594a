//! How often chance alone would give what was counted.

use rand::Rng;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use crate::share::Share;

/// Random permutations behind a p-value, fewer where many people are to be dealt.
const PERMUTATIONS: u64 = 2_000;
/// People dealt in all at most.
const DEALT: u64 = 40_000_000;
/// The seed: the same report gives the same numbers.
const SEED: u64 = 0x0062_6f6e_6166_6964;

/// A generator that gives the same numbers every time.
pub(crate) fn dice() -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(SEED)
}

/// How often groups that are sent at one and the same rate would show rates as uneven as these.
///
/// The statistic is Pearson's chi-squared; the people who are sent are dealt to the groups anew by
/// their sizes, so the answer holds for small counts too. None if nobody is sent, or there is but
/// one group.
pub(crate) fn of_uneven_rates<'a>(groups: impl Iterator<Item = &'a Share>) -> Option<f64> {
    let groups: Vec<(u64, u64)> = groups.map(|one| (one.count, one.of)).collect();
    let sent: u64 = groups.iter().map(|(sent, _)| sent).sum();
    let all: u64 = groups.iter().map(|(_, of)| of).sum();
    if sent == 0 || groups.len() < 2 || sent == all {
        return None;
    }
    let expected: Vec<f64> = groups
        .iter()
        .map(|(_, of)| *of as f64 * sent as f64 / all as f64)
        .collect();
    let uneven = |counts: &[u64]| -> f64 {
        counts
            .iter()
            .zip(&expected)
            .filter(|(_, expected)| **expected > 0.0)
            .map(|(count, expected)| (*count as f64 - expected).powi(2) / expected)
            .sum()
    };
    let observed: Vec<u64> = groups.iter().map(|(sent, _)| *sent).collect();
    let observed = uneven(&observed);
    let mut dice = dice();
    let mut as_uneven = 0;
    let mut left = vec![0; groups.len()];
    let mut dealt = vec![0; groups.len()];
    let permutations = (DEALT / sent).clamp(100, PERMUTATIONS);
    for _ in 0..permutations {
        left.copy_from_slice(&groups.iter().map(|(_, of)| *of).collect::<Vec<u64>>());
        dealt.fill(0);
        for taken in 0..sent {
            // Without replacement: nobody is sent twice.
            let mut ticket = dice.random_range(0..all - taken);
            for (group, left) in left.iter_mut().enumerate() {
                if ticket < *left {
                    *left -= 1;
                    dealt[group] += 1;
                    break;
                }
                ticket -= *left;
            }
        }
        as_uneven += u64::from(uneven(&dealt) >= observed - 1e-9);
    }
    Some((as_uneven + 1) as f64 / (permutations + 1) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn even_rates_are_likely_and_uneven_ones_are_not() {
        let even = [Share::new(10, 1_000), Share::new(20, 2_000)];
        assert!(of_uneven_rates(even.iter()).is_some_and(|chance| chance > 0.9));
        let uneven = [Share::new(40, 1_000), Share::new(2, 2_000)];
        assert!(of_uneven_rates(uneven.iter()).is_some_and(|chance| chance < 0.001));
    }

    #[test]
    fn nothing_is_said_where_nobody_is_sent() {
        let nobody = [Share::new(0, 10), Share::new(0, 20)];
        assert_eq!(of_uneven_rates(nobody.iter()), None);
    }
}
