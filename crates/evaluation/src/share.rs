//! A count out of a count, and what it says about the share behind it.

use serde::{Deserialize, Serialize};

/// The two-sided 95 % point of the normal distribution.
const NORMAL_95: f64 = 1.959_963_984_540_054;

/// A count out of a count.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Share {
    /// How many.
    pub count: u64,
    /// Out of how many.
    pub of: u64,
    /// `count / of`; none if `of` is zero.
    pub share: Option<f64>,
    /// Where the share lies with 95 % confidence if the cases are independent (Wilson).
    pub interval: Interval,
}

impl Share {
    /// The share of `count` in `of`.
    pub fn new(count: u64, of: u64) -> Self {
        Self {
            count,
            of,
            share: (of > 0).then(|| count as f64 / of as f64),
            interval: Interval::wilson(count, of),
        }
    }

    /// The share as a number in 10,000; none if there is nobody.
    pub fn per_10_000(&self) -> Option<f64> {
        self.share.map(|share| share * 10_000.0)
    }
}

/// From where to where a number lies with 95 % confidence.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Interval {
    /// The Wilson score interval, which is honest for small counts and for shares near 0 and 1.
    ///
    /// Of nothing nothing is known: from 0 to 1.
    pub fn wilson(count: u64, of: u64) -> Self {
        if of == 0 {
            return Self {
                low: 0.0,
                high: 1.0,
            };
        }
        let (count, of) = (count.min(of) as f64, of as f64);
        let share = count / of;
        let z2 = NORMAL_95 * NORMAL_95;
        let middle = share + z2 / (2.0 * of);
        let reach = NORMAL_95 * ((share * (1.0 - share) + z2 / (4.0 * of)) / of).sqrt();
        let whole = 1.0 + z2 / of;
        Self {
            low: ((middle - reach) / whole).max(0.0),
            high: ((middle + reach) / whole).min(1.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_has_no_share() {
        assert_eq!(Share::new(0, 0).share, None);
        assert_eq!(Share::new(1, 4).per_10_000(), Some(2_500.0));
    }

    #[test]
    fn wilson_agrees_with_a_published_example() {
        // Newcombe 1998, table I: 81 of 263 gives 0.2553 to 0.3662; 0 of 20 gives 0 to 0.1611.
        let interval = Interval::wilson(81, 263);
        assert!(
            (interval.low - 0.2553).abs() < 5e-5 && (interval.high - 0.3662).abs() < 5e-5,
            "{interval:?}"
        );
        let none = Interval::wilson(0, 20);
        assert!(
            none.low < 1e-12 && (none.high - 0.1611).abs() < 5e-5,
            "{none:?}"
        );
    }
}
