//! Streams of chance: one for each thing that is planned, so that nothing depends on the order in
//! which threads work or on how many subjects there are.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// The generator of one stream.
pub(crate) type Dice = ChaCha8Rng;

/// What a stream is for; two purposes never share numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u64)]
pub(crate) enum Purpose {
    Subject = 1,
    Records = 2,
    Household = 3,
    Agency = 4,
    Operation = 5,
    Care = 6,
    Pool = 7,
    Template = 8,
    Order = 9,
    Persona = 12,
    Treasury = 13,
    Extras = 14,
    Career = 15,
    Cv = 16,
}

/// The stream of one purpose and one thing in the world of `seed`.
pub(crate) fn stream(seed: u64, purpose: Purpose, index: u64) -> Dice {
    let mut key = [0_u8; 32];
    key[..8].copy_from_slice(&seed.to_le_bytes());
    key[8..16].copy_from_slice(&(purpose as u64).to_le_bytes());
    key[16..24].copy_from_slice(&index.to_le_bytes());
    key[24..].copy_from_slice(b"bonafide");
    Dice::from_seed(key)
}

/// A well-mixed number from two; used where a whole stream would be too much.
pub(crate) fn mix(a: u64, b: u64) -> u64 {
    let mut z = a
        .wrapping_mul(0x9e37_79b9_7f4a_7c15)
        .wrapping_add(b)
        .wrapping_add(0x2545_f491_4f6c_dd1d);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// A different number below 2^40 for each `index` below 2^40, in no visible order.
///
/// A Feistel network over two halves of 20 bits: it can be undone, so no two indices meet.
pub(crate) fn scramble(seed: u64, index: u64) -> u64 {
    const HALF: u64 = (1 << 20) - 1;
    let (mut left, mut right) = ((index >> 20) & HALF, index & HALF);
    for round in 0..4_u64 {
        let turned = left ^ (mix(seed ^ round, right) & HALF);
        left = right;
        right = turned;
    }
    (left << 20) | right
}

/// Words for drawing, so that plans read like sentences.
pub(crate) trait Chance {
    fn chance(&mut self, share: f64) -> bool;
    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T;
    /// One of some words.
    fn word(&mut self, from: &[&'static str]) -> &'static str;
    fn between(&mut self, low: f64, high: f64) -> f64;
    fn whole(&mut self, low: i64, high: i64) -> i64;
    fn hex(&mut self, digits: usize) -> String;
    fn lognormal(&mut self, median: f64, sigma: f64) -> f64;
    fn weighted(&mut self, weights: impl Iterator<Item = f64> + Clone) -> usize;
    /// The value, as a firm that records it in that share of cases would have it.
    fn kept<T>(&mut self, share: f64, value: T) -> Option<T>;
}

impl Chance for Dice {
    fn chance(&mut self, share: f64) -> bool {
        self.random::<f64>() < share
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        debug_assert!(!from.is_empty(), "nothing to pick from");
        &from[self.random_range(0..from.len())]
    }

    fn word(&mut self, from: &[&'static str]) -> &'static str {
        debug_assert!(!from.is_empty(), "nothing to pick from");
        from[self.random_range(0..from.len())]
    }

    fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.random::<f64>()
    }

    fn whole(&mut self, low: i64, high: i64) -> i64 {
        self.random_range(low..=high.max(low))
    }

    fn hex(&mut self, digits: usize) -> String {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut text = String::with_capacity(digits);
        let mut left = digits;
        while left > 0 {
            let mut bits: u64 = self.random();
            for _ in 0..left.min(16) {
                text.push(char::from(DIGITS[(bits & 15) as usize]));
                bits >>= 4;
            }
            left -= left.min(16);
        }
        text
    }

    fn lognormal(&mut self, median: f64, sigma: f64) -> f64 {
        // Box–Muller; the first number is kept away from zero, of which there is no logarithm.
        let radius = (-2.0 * (1.0 - self.random::<f64>()).max(1e-12).ln()).sqrt();
        let normal = radius * (std::f64::consts::TAU * self.random::<f64>()).cos();
        median * (sigma * normal).exp()
    }

    fn weighted(&mut self, weights: impl Iterator<Item = f64> + Clone) -> usize {
        let total: f64 = weights.clone().sum();
        let mut point = self.random::<f64>() * total;
        let mut last = 0;
        for (at, weight) in weights.enumerate() {
            last = at;
            point -= weight;
            if point < 0.0 {
                break;
            }
        }
        last
    }

    fn kept<T>(&mut self, share: f64, value: T) -> Option<T> {
        self.chance(share).then_some(value)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn scrambled_indices_never_meet() {
        let seen: HashSet<u64> = (0..200_000).map(|index| scramble(7, index)).collect();
        assert_eq!(seen.len(), 200_000);
    }

    #[test]
    fn streams_of_other_purposes_differ() {
        let one: u64 = stream(1, Purpose::Subject, 5).random();
        let other: u64 = stream(1, Purpose::Records, 5).random();
        assert_ne!(one, other);
    }

    #[test]
    fn lognormal_has_the_median_that_was_asked_for() {
        let mut dice = stream(3, Purpose::Subject, 0);
        let above = (0..10_000)
            .filter(|_| dice.lognormal(12.0, 0.6) > 12.0)
            .count();
        assert!(
            (4_700..5_300).contains(&above),
            "{above} of 10000 above the median"
        );
    }
}
