//! What the records of two groups say of being of one person, fact by fact.
//!
//! What one record lacks is taken from the others of its group: a fact counts by those pairs of records that both know it.
//! Names and birth dates stay, so their bits are averaged over the pairs: one equal name among different ones is a slip, or
//! a sister's. Where somebody lives and is reached may change, and a group of before and after has both. That the other
//! group agrees with either is what one person's records do, so the mean is of the likelihoods, which the best agreement
//! leads, less what it costs that only a part of the pairs have it. But where names and dates say that these are two people,
//! whoever gave the number of the other once has borrowed it and not changed theirs: then all facts are averaged alike.

use super::weigh::Weigher;

/// What is known of a fact: bits and likelihoods added up, and of how many pairs of records.
#[derive(Debug, Clone, Copy, Default)]
struct Known {
    bits: f32,
    likelihood: f32,
    pairs: f32,
}

/// The facts of pairs of groups, each pair with a number.
pub(super) struct Facts {
    /// Which facts may change.
    may_change: Vec<bool>,
    known: Vec<Known>,
    prior: f64,
}

impl Facts {
    pub(super) fn new(weigher: &Weigher<'_>) -> Self {
        Self {
            may_change: (0..weigher.facts())
                .map(|fact| weigher.may_change(fact))
                .collect(),
            known: Vec::new(),
            prior: weigher.prior,
        }
    }

    /// Forgets all pairs.
    pub(super) fn clear(&mut self) {
        self.known.clear();
    }

    /// Adds a pair of records, and gives its number.
    pub(super) fn add(&mut self, weigher: &mut Weigher<'_>, x: u32, y: u32) -> u32 {
        let width = self.may_change.len();
        let start = self.known.len();
        self.known.resize(start + width, Known::default());
        weigher.facts_of(x, y, |fact, bits| {
            self.known[start + fact] = Known {
                bits: bits as f32,
                likelihood: bits.exp2() as f32,
                pairs: 1.0,
            };
        });
        (start / width.max(1)) as u32
    }

    /// Adds what one pair of groups says to what another does.
    pub(super) fn merge(&mut self, from: u32, into: u32) {
        let width = self.may_change.len();
        for fact in 0..width {
            let from = self.known[from as usize * width + fact];
            let into = &mut self.known[into as usize * width + fact];
            into.bits += from.bits;
            into.likelihood += from.likelihood;
            into.pairs += from.pairs;
        }
    }

    /// Bits that two groups are of one person, after the prior.
    pub(super) fn weight(&self, pair: u32) -> f64 {
        let width = self.may_change.len();
        let known = &self.known[pair as usize * width..][..width];
        let facts = known.iter().zip(&self.may_change);
        let (mut stays, mut changes, mut changed) = (0.0, 0.0, 0.0);
        for (known, may_change) in facts.filter(|(known, _)| known.pairs > 0.0) {
            let mean = f64::from(known.bits / known.pairs);
            if *may_change {
                changes += mean;
                changed += f64::from(known.likelihood / known.pairs).log2();
            } else {
                stays += mean;
            }
        }
        self.prior + stays + if stays < 0.0 { changes } else { changed }
    }
}
