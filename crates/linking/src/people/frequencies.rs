//! How often each value stands in each field.

use super::records::{Records, UNKNOWN, Value};

/// Counts of values by field.
pub(super) struct Frequencies {
    counts: Vec<Vec<u32>>,
    known: Vec<f64>,
}

impl Frequencies {
    pub(super) fn count(records: &Records) -> Self {
        let width = records.fields.len();
        let mut counts = vec![vec![0; records.different()]; width];
        for record in 0..records.len() as u32 {
            for (counts, value) in counts.iter_mut().zip(records.record(record)) {
                counts[*value as usize] += 1;
            }
        }
        for counts in &mut counts {
            counts[UNKNOWN as usize] = 0;
        }
        let known = counts
            .iter()
            .map(|counts| {
                counts
                    .iter()
                    .map(|count| f64::from(*count))
                    .sum::<f64>()
                    .max(1.0)
            })
            .collect();
        Self { counts, known }
    }

    /// The part of the known values of a field that are this one.
    pub(super) fn share(&self, field: usize, value: Value) -> f64 {
        f64::from(self.counts[field][value as usize].max(1)) / self.known[field]
    }

    /// The probability that two random values are equal, not counting a value with itself.
    pub(super) fn equal_by_chance(&self, field: usize) -> f64 {
        let known = self.known[field];
        let pairs: f64 = self.counts[field]
            .iter()
            .map(|count| f64::from(*count) * (f64::from(*count) - 1.0).max(0.0))
            .sum();
        // At least as if one pair were equal.
        pairs.max(1.0) / (known * (known - 1.0)).max(2.0)
    }
}
