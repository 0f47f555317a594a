//! The weights of levels, learned without labels, and the weights of pairs.

use crate::hash::Map;

use super::Field;
use super::compare::{Comparer, Level, Pattern, level};
use super::frequencies::Frequencies;
use super::records::Records;
use super::slips::{self, Slips};
use super::together::{self, Together};
use super::weigh::Weigher;
use crate::hash;

/// Random pairs from which chance agreement short of equality is counted.
const RANDOM_PAIRS: u64 = 300_000;
/// Rounds of expectation-maximisation at most.
const ROUNDS: usize = 200;
/// The relative change of the share of true pairs at which rounds end.
const STEADY: f64 = 1e-5;
pub(super) const LEVELS: usize = Level::ALL.len();

/// How often a level is met.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LevelModel {
    /// The level.
    pub level: Level,
    /// Its probability among pairs of one person, given that both values are known.
    pub m: f64,
    /// Its probability among random pairs, given that both values are known.
    pub u: f64,
}

/// What was learned of a field.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldModel {
    /// The levels that are met, without the unknown one.
    pub levels: Vec<LevelModel>,
}

pub(super) struct Scored<'a> {
    /// Weighs further pairs.
    pub(super) weigher: Weigher<'a>,
    /// Bits after the prior, for each pair.
    pub(super) weights: Vec<f32>,
    pub(super) model: Vec<FieldModel>,
    pub(super) true_share: f64,
}

pub(super) type Table = Vec<[f64; LEVELS]>;

pub(super) fn score<'a>(records: &'a Records, pairs: &[(u32, u32)], seed: u64) -> Scored<'a> {
    let frequencies = Frequencies::count(records);
    let mut slips = Slips::new(records.fields.len());
    let (u, random) = chance(records, &frequencies, &mut slips, seed);
    let mut comparer = Comparer::new(records);
    let mut numbers: Map<Pattern, u32> = Map::default();
    let mut patterns: Vec<(Pattern, f64)> = Vec::new();
    let of_pair: Vec<u32> = pairs
        .iter()
        .map(|(x, y)| {
            let pattern = comparer.compare(*x, *y);
            let number = *numbers.entry(pattern).or_insert_with(|| {
                patterns.push((pattern, 0.0));
                patterns.len() as u32 - 1
            });
            patterns[number as usize].1 += 1.0;
            number
        })
        .collect();
    let learned = learn(&records.fields, &patterns, &u, &random, records.len());
    let true_share = learned.true_share;
    let of_field = |(m, u): (&[f64; LEVELS], &[f64; LEVELS])| FieldModel {
        levels: (1..LEVELS)
            .filter(|level| m[*level] > 0.0)
            .map(|level| LevelModel {
                level: Level::ALL[level],
                m: m[level],
                u: u[level],
            })
            .collect(),
    };
    let model = learned.m.iter().zip(&u).map(of_field).collect();
    let mut weigher = Weigher::new(records, comparer, frequencies, (learned, &u), slips);
    Scored {
        weights: weigher.weights(pairs, &of_pair, &patterns),
        weigher,
        model,
        true_share,
    }
}

/// u: the probability of each level among random pairs; and the patterns of these. How rare nearly equal values are among
/// them goes to the slips.
fn chance(
    records: &Records,
    frequencies: &Frequencies,
    slips: &mut Slips,
    seed: u64,
) -> (Table, Vec<(Pattern, f64)>) {
    let mut random: Map<Pattern, f64> = Map::default();
    let width = records.fields.len();
    let mut comparer = Comparer::new(records);
    let mut counts = vec![[0.0_f64; LEVELS]; width];
    let size = records.len() as u64;
    let possible = size * size.saturating_sub(1) / 2;
    for draw in 0..RANDOM_PAIRS.min(4 * possible) {
        let pick = |side: u64| {
            let random = hash::finish(hash::mix(hash::mix(seed, draw), side));
            ((u128::from(random) * u128::from(size)) >> 64) as u32
        };
        let (x, y) = (pick(1), pick(2));
        if x != y {
            let pattern = comparer.compare(x, y);
            *random.entry(pattern).or_default() += 1.0;
            let (left, right) = (records.record(x), records.record(y));
            for field in slips::alike(pattern, width) {
                let rarity = slips::rarity(frequencies, field, left[field], right[field]);
                slips.by_chance(field, rarity);
            }
            for (field, counts) in counts.iter_mut().enumerate() {
                counts[level(pattern, field)] += 1.0;
            }
        }
    }
    let (unknown, equal) = (Level::Unknown as usize, Level::Equal as usize);
    for (field, counts) in counts.iter_mut().enumerate() {
        counts[unknown] = 0.0;
        counts[equal] = 0.0;
        let levels = possible_levels(records.fields[field]);
        // Half a pair for a level that was not met.
        for level in levels {
            counts[*level as usize] += 0.5;
        }
        let others: f64 = counts.iter().sum();
        let by_chance = frequencies.equal_by_chance(field).min(0.99);
        for count in counts.iter_mut() {
            *count *= (1.0 - by_chance) / others;
        }
        counts[equal] = by_chance;
    }
    (counts, random.into_iter().collect())
}

/// The levels short of equality that a field can have.
fn possible_levels(field: Field) -> &'static [Level] {
    match field {
        Field::Category => &[Level::Different],
        Field::GivenName => &[
            Level::Close,
            Level::Near,
            Level::Exchanged,
            Level::Different,
        ],
        Field::FamilyName | Field::Date | Field::Number | Field::Text => {
            &[Level::Close, Level::Near, Level::Different]
        }
    }
}

/// What is learned of pairs of one person.
pub(super) struct Learned {
    pub(super) m: Table,
    pub(super) true_share: f64,
    pub(super) together: Vec<Together>,
}

/// m and the share of true pairs, with u held fast.
///
/// The share is of *all* pairs of records, not of the compared ones: these agree in a key whoever
/// they are of, so that against random pairs nearly all of them would look true. Pairs that agree in
/// no key are taken for untrue.
fn learn(
    fields: &[Field],
    patterns: &[(Pattern, f64)],
    u: &Table,
    random: &[(Pattern, f64)],
    records: usize,
) -> Learned {
    let all = (records as f64 * (records as f64 - 1.0) / 2.0).max(1.0);
    // Where EM starts and what it is drawn to a little: equal mostly, slips now and then.
    let start = [0.0, 0.80, 0.08, 0.05, 0.01, 0.06];
    let begin: Table = u
        .iter()
        .map(|u| {
            let known = std::array::from_fn(|level| match u[level] > 0.0 {
                true => start[level],
                false => 0.0,
            });
            normalise(known)
        })
        .collect();
    let mut learned = Learned {
        m: begin.clone(),
        // One other record a person, to begin with.
        true_share: (records as f64 / 2.0 / all).min(0.5),
        together: Vec::new(),
    };
    // Each field by itself first; which of them belong together shows then.
    let likely = learned.until_steady(patterns, u, &begin, all);
    learned.together = together::find(fields, patterns, &likely, random, u);
    if !learned.together.is_empty() {
        learned.until_steady(patterns, u, &begin, all);
    }
    learned
}

impl Learned {
    /// Rounds of expectation-maximisation; gives how many of each pattern are of one person.
    fn until_steady(
        &mut self,
        patterns: &[(Pattern, f64)],
        u: &Table,
        begin: &Table,
        all: f64,
    ) -> Vec<f64> {
        let mut likely = Vec::new();
        for _ in 0..ROUNDS {
            likely = self.likely(patterns, u);
            let mut sums = vec![[0.0; LEVELS]; u.len()];
            for ((pattern, _), likely) in patterns.iter().zip(&likely) {
                for (field, sums) in sums.iter_mut().enumerate() {
                    sums[level(*pattern, field)] += likely;
                }
            }
            for ((m, sums), begin) in self.m.iter_mut().zip(&sums).zip(begin) {
                let pulled = std::array::from_fn(|level| match level {
                    0 => 0.0,
                    _ => sums[level] + 10.0 * begin[level],
                });
                *m = normalise(pulled);
            }
            for pair in &mut self.together {
                pair.learn(patterns, &likely, &self.m);
            }
            let next = ((likely.iter().sum::<f64>() + 0.5) / (all + 1.0)).clamp(1e-12, 1.0 - 1e-6);
            let change = (next - self.true_share).abs();
            self.true_share = next;
            if change < STEADY * next {
                break;
            }
        }
        likely
    }

    /// How many pairs of each pattern are of one person, as far as is known.
    fn likely(&self, patterns: &[(Pattern, f64)], u: &Table) -> Vec<f64> {
        let ratios: Table = self
            .m
            .iter()
            .zip(u)
            .map(|(m, u)| {
                std::array::from_fn(|level| match level {
                    0 => 1.0,
                    _ if u[level] > 0.0 => m[level] / u[level],
                    _ => 1.0,
                })
            })
            .collect();
        patterns
            .iter()
            .map(|(pattern, count)| {
                let mut odds = self.true_share / (1.0 - self.true_share);
                for (field, ratios) in ratios.iter().enumerate() {
                    odds *= ratios[level(*pattern, field)];
                }
                for pair in &self.together {
                    odds *= pair.ratio(*pattern);
                }
                count
                    * if odds.is_finite() {
                        odds / (1.0 + odds)
                    } else {
                        1.0
                    }
            })
            .collect()
    }
}

fn normalise(mut parts: [f64; LEVELS]) -> [f64; LEVELS] {
    let all: f64 = parts.iter().sum();
    for part in &mut parts {
        *part /= all.max(f64::MIN_POSITIVE);
    }
    parts
}
