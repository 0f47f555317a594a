//! What two records say of being of one person, in bits, fact by fact.

use super::compare::{Comparer, Level, Pattern, level};
use super::frequencies::Frequencies;
use super::model::{LEVELS, Learned, Table};
use super::records::{Records, Value};
use super::slips::{self, Slips};
use super::together;

/// Bits for or against that one field may give.
const MOST_BITS: f64 = 16.0;

/// Weighs pairs of records once the levels are learned.
pub(super) struct Weigher<'a> {
    records: &'a Records,
    comparer: Comparer<'a>,
    frequencies: Frequencies,
    learned: Learned,
    /// What each level says of each field, for average values.
    bits: Table,
    slips: Slips,
    /// The bits of two records of which nothing is known.
    pub(super) prior: f64,
}

impl<'a> Weigher<'a> {
    pub(super) fn new(
        records: &'a Records,
        comparer: Comparer<'a>,
        frequencies: Frequencies,
        (learned, u): (Learned, &Table),
        slips: Slips,
    ) -> Self {
        let of_level = |level: usize, m: &[f64; LEVELS], u: &[f64; LEVELS]| match level {
            0 => 0.0,
            _ => (m[level] / u[level]).log2().clamp(-MOST_BITS, MOST_BITS),
        };
        let of_field = |(m, u)| std::array::from_fn(|level| of_level(level, m, u));
        Self {
            records,
            comparer,
            frequencies,
            bits: learned.m.iter().zip(u).map(of_field).collect(),
            prior: (learned.true_share / (1.0 - learned.true_share)).log2(),
            learned,
            slips,
        }
    }

    /// The weights of pairs, each with the number of its pattern; what part of nearly equal values are slips is learned on
    /// the way.
    pub(super) fn weights(
        &mut self,
        pairs: &[(u32, u32)],
        of_pair: &[u32],
        patterns: &[(Pattern, f64)],
    ) -> Vec<f32> {
        let width = self.bits.len();
        let of_pattern: Vec<f64> = patterns
            .iter()
            .map(|(pattern, _)| {
                let fields = (0..width).map(|field| self.bits[field][level(*pattern, field)]);
                let together = self.learned.together.iter();
                let together = together.map(|pair| pair.ratio(*pattern).log2());
                self.prior + fields.sum::<f64>() + together.sum::<f64>()
            })
            .collect();
        let mut weights: Vec<f32> = Vec::with_capacity(pairs.len());
        for ((x, y), number) in pairs.iter().zip(of_pair) {
            let pattern = patterns[*number as usize].0;
            let (left, right) = (self.records.record(*x), self.records.record(*y));
            let mut weight = of_pattern[*number as usize];
            for field in 0..width {
                let met = level(pattern, field);
                if let Some(own) = self.of_values(field, met, left, right) {
                    weight += own - self.bits[field][met];
                }
            }
            if weight > -MOST_BITS {
                let likely = 1.0 / (1.0 + (-weight).exp2());
                for field in slips::alike(pattern, width) {
                    let rarity = slips::rarity(&self.frequencies, field, left[field], right[field]);
                    self.slips.likely(field, rarity, likely);
                }
            }
            weights.push(weight as f32);
        }
        self.slips.learn();
        for (((x, y), number), weight) in pairs.iter().zip(of_pair).zip(&mut weights) {
            // No slip makes two of what is so far from it.
            if f64::from(*weight) > -MOST_BITS {
                for field in slips::alike(patterns[*number as usize].0, width) {
                    *weight += self.of_slip(field, *x, *y) as f32;
                }
            }
        }
        weights
    }

    /// What equal or exchanged values say by themselves: a rare value agrees by chance less often than the average one.
    fn of_values(&self, field: usize, met: usize, left: &[Value], right: &[Value]) -> Option<f64> {
        let m = self.learned.m[field][met];
        if met == Level::Equal as usize {
            let share = self.frequencies.share(field, left[field]);
            Some((m / share).log2().clamp(0.0, MOST_BITS))
        } else if met == Level::Exchanged as usize {
            let crosses = self.comparer.crosses(left, right);
            let shares = crosses.map(|(field, value)| self.frequencies.share(field, value));
            let own = (m / shares.product::<f64>()).log2();
            Some(own.clamp(0.0, 2.0 * MOST_BITS))
        } else {
            None
        }
    }

    /// What the rarity of nearly equal values says.
    fn of_slip(&self, field: usize, x: u32, y: u32) -> f64 {
        let [x, y] = [x, y].map(|record| self.records.record(record)[field]);
        let rarity = slips::rarity(&self.frequencies, field, x, y);
        self.slips.bits(field, rarity)
    }

    /// How many facts there are: the fields, then what pairs of fields say together.
    pub(super) fn facts(&self) -> usize {
        self.bits.len() + self.learned.together.len()
    }

    /// Whether a fact may change in a person's life, or is always one and the same but for slips.
    pub(super) fn may_change(&self, fact: usize) -> bool {
        let field = self.records.fields.get(fact);
        field.is_none_or(|field| together::may_change(*field))
    }

    /// Hands on the bits of each fact that is known of both records.
    pub(super) fn facts_of(&mut self, x: u32, y: u32, mut take: impl FnMut(usize, f64)) {
        let pattern = self.comparer.compare(x, y);
        let (left, right) = (self.records.record(x), self.records.record(y));
        let is_known = |field| level(pattern, field) != Level::Unknown as usize;
        for field in (0..self.bits.len()).filter(|field| is_known(*field)) {
            let met = level(pattern, field);
            let own = self.of_values(field, met, left, right);
            let mut bits = own.unwrap_or(self.bits[field][met]);
            if met == Level::Close as usize {
                bits += self.of_slip(field, x, y);
            }
            take(field, bits);
        }
        for (fact, pair) in (self.bits.len()..).zip(&self.learned.together) {
            if is_known(pair.x) && is_known(pair.y) {
                take(fact, pair.ratio(pattern).log2());
            }
        }
    }
}
