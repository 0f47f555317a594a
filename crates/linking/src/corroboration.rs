//! Which values hold, and among whom: a value ties its holders if it is heavy by itself, or if something of another
//! family ties the same holders.
//!
//! Both questions are answered holder by holder, over the values of each holder: the cost is the number of holders
//! times the values of one, never the number of pairs.

use crate::index::Index;
use crate::settings::Settings;
use crate::weight::Weights;

/// A value among holders whom it ties.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Knot {
    /// Number of the value in the index.
    pub(crate) value: u32,
    /// Weight in decibans.
    pub(crate) weight: f32,
    /// Holders that are tied, ascending.
    pub(crate) subjects: Vec<u32>,
}

/// Least weight at which a value is a witness for another one: ten times as likely.
const WITNESS: f32 = 10.0;

/// Marks that need no clearing: what was written for an earlier value counts as empty.
struct Marks {
    stamp: Vec<u32>,
    place: Vec<u32>,
}

impl Marks {
    fn new(values: usize) -> Self {
        Self {
            stamp: vec![u32::MAX; values],
            place: vec![0; values],
        }
    }

    /// The holder's place that was noted first for this value, if another one was.
    fn note(&mut self, at: u32, stamp: u32, place: u32) -> Option<u32> {
        let slot = at as usize;
        if self.stamp[slot] == stamp {
            return Some(self.place[slot]);
        }
        self.stamp[slot] = stamp;
        self.place[slot] = place;
        None
    }
}

/// Weights before corroboration, by value.
pub(crate) fn base_weights(index: &Index, weights: &Weights, settings: &Settings) -> Vec<f32> {
    let prior = settings.prior_decibans();
    index
        .values
        .iter()
        .map(|value| weights.of(value.kind, value.sharers, prior) * value.strength)
        .collect()
}

/// For every value, how many of its holders share something of another family with another holder of it.
pub(crate) fn corroborated(index: &Index, base: &[f32], settings: &Settings) -> Vec<u32> {
    let mut marks = Marks::new(index.values.len());
    let mut found: Vec<bool> = Vec::new();
    (0..index.values.len() as u32)
        .map(|number| count_corroborated(index, base, settings, number, &mut marks, &mut found))
        .collect()
}

fn count_corroborated(
    index: &Index,
    base: &[f32],
    settings: &Settings,
    number: u32,
    marks: &mut Marks,
    found: &mut Vec<bool>,
) -> u32 {
    let family = index.values[number as usize].kind.family();
    let holders = index.holders(number);
    found.clear();
    found.resize(holders.len(), false);
    for (place, holder) in holders.iter().enumerate() {
        for &other in witnesses(index, holder.subject, settings) {
            let is_witness = index.values[other as usize].kind.family() != family
                && base[other as usize] >= WITNESS;
            if is_witness && let Some(earlier) = marks.note(other, number, place as u32) {
                found[place] = true;
                found[earlier as usize] = true;
            }
        }
    }
    found.iter().filter(|&&found| found).count() as u32
}

fn witnesses<'a>(index: &'a Index, subject: u32, settings: &Settings) -> &'a [u32] {
    let all = index.values_of(subject);
    &all[..all.len().min(settings.values_per_subject)]
}

/// The weight of every value, with what its own corroboration adds or takes.
pub(crate) fn weigh(
    index: &Index,
    base: &[f32],
    corroborated: &[u32],
    weights: &Weights,
) -> Vec<f32> {
    index
        .values
        .iter()
        .zip(base)
        .zip(corroborated)
        .map(|((value, &base), &corroborated)| {
            if value.is_direct {
                base
            } else {
                base + weights.corroboration(value.kind, value.sharers, corroborated)
            }
        })
        .collect()
}

/// The knots of all values.
///
/// A heavy value ties all its holders. A lighter one ties only those whom a value of another family ties too, strongly
/// enough together, and falls into as many knots as there are such parties: two couples in one café stay two couples.
pub(crate) fn knots(index: &Index, weight: &[f32], settings: &Settings) -> Vec<Knot> {
    let enough = settings.enough();
    let mut marks = Marks::new(index.values.len());
    let mut knots = Vec::new();
    let mut parent: Vec<u32> = Vec::new();
    for number in 0..index.values.len() as u32 {
        let heavy = weight[number as usize];
        let holders = index.holders(number);
        if heavy < settings.least_decibans {
            continue;
        }
        if heavy >= enough {
            knots.push(Knot {
                value: number,
                weight: heavy,
                subjects: holders.iter().map(|holder| holder.subject).collect(),
            });
            continue;
        }
        let family = index.values[number as usize].kind.family();
        parent.clear();
        parent.extend(0..holders.len() as u32);
        let mut is_tied = false;
        for (place, holder) in holders.iter().enumerate() {
            for &other in witnesses(index, holder.subject, settings) {
                let together = weight[other as usize] + heavy;
                let counts = index.values[other as usize].kind.family() != family
                    && weight[other as usize] >= settings.least_decibans
                    && together >= enough;
                if counts && let Some(earlier) = marks.note(other, number, place as u32) {
                    join(&mut parent, earlier, place as u32);
                    is_tied = true;
                }
            }
        }
        if is_tied {
            push_parties(number, heavy, index, &mut parent, &mut knots);
        }
    }
    knots
}

fn push_parties(value: u32, weight: f32, index: &Index, parent: &mut [u32], knots: &mut Vec<Knot>) {
    let mut parties: Vec<(u32, u32)> = (0..parent.len() as u32)
        .map(|place| (root(parent, place), place))
        .collect();
    parties.sort_unstable();
    let holders = index.holders(value);
    for party in parties.chunk_by(|a, b| a.0 == b.0) {
        if party.len() > 1 {
            knots.push(Knot {
                value,
                weight,
                subjects: party
                    .iter()
                    .map(|&(_, place)| holders[place as usize].subject)
                    .collect(),
            });
        }
    }
}

fn root(parent: &mut [u32], mut place: u32) -> u32 {
    while parent[place as usize] != place {
        let up = parent[parent[place as usize] as usize];
        parent[place as usize] = up;
        place = up;
    }
    place
}

fn join(parent: &mut [u32], a: u32, b: u32) {
    let (a, b) = (root(parent, a), root(parent, b));
    parent[a.max(b) as usize] = a.min(b);
}
