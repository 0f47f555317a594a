//! Which values hold, and among whom: a value ties its holders if it is heavy by itself, or if something of another
//! family ties the same holders.
//!
//! Both questions are answered holder by holder, over the values of each holder: the cost is the number of holders
//! times the values of one, never the number of pairs.

use crate::index::{Holder, Index, Value};
use crate::kind::TieKind;
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
pub(crate) const WITNESS: f32 = 10.0;

/// Values and their holders, from both sides.
pub(crate) trait Web {
    fn kind(&self, value: u32) -> TieKind;
    fn holders(&self, value: u32) -> &[Holder];
    /// The values of a subject; where they are more than are looked at, the heaviest first.
    fn values_of(&self, subject: u32) -> &[u32];
}

impl Web for Index {
    fn kind(&self, value: u32) -> TieKind {
        self.values[value as usize].kind
    }

    fn holders(&self, value: u32) -> &[Holder] {
        Index::holders(self, value)
    }

    fn values_of(&self, subject: u32) -> &[u32] {
        Index::values_of(self, subject)
    }
}

/// Marks that need no clearing: what was written for an earlier value counts as empty.
#[derive(Debug, Clone, Default)]
pub(crate) struct Marks {
    stamp: Vec<u32>,
    place: Vec<u32>,
    /// The stamp of the value that is looked at.
    now: u32,
}

impl Marks {
    /// Makes room for so many values.
    pub(crate) fn grow(&mut self, values: usize) {
        if self.stamp.len() < values {
            self.stamp.resize(values, 0);
            self.place.resize(values, 0);
        }
    }

    /// Begins with another value.
    fn begin(&mut self) {
        if self.now == u32::MAX {
            self.stamp.fill(0);
            self.now = 0;
        }
        self.now += 1;
    }

    /// The holder's place that was noted first for this value, if another one was.
    fn note(&mut self, at: u32, place: u32) -> Option<u32> {
        let slot = at as usize;
        let stamp = self.now;
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
    index
        .values
        .iter()
        .map(|value| base_weight(value, weights, settings))
        .collect()
}

/// The weight of one value before corroboration.
pub(crate) fn base_weight(value: &Value, weights: &Weights, settings: &Settings) -> f32 {
    let prior = settings.prior_decibans();
    weights.of(value.kind, value.in_passing, value.sharers, prior) * value.strength
}

/// For every value of which that is asked, how many of its holders share something of another family with another
/// holder of it; 0 for the others.
pub(crate) fn corroborated(
    index: &Index,
    base: &[f32],
    settings: &Settings,
    is_asked: impl Fn(&Value) -> bool,
) -> Vec<u32> {
    let mut marks = Marks::default();
    marks.grow(index.values.len());
    let mut found: Vec<bool> = Vec::new();
    index
        .values
        .iter()
        .zip(0..)
        .map(|(value, number)| {
            if is_asked(value) {
                let family = value.kind.family();
                let vouches = |kind: TieKind| kind.family() != family;
                let holders = index.holders(number);
                count_corroborated(
                    index, base, settings, vouches, holders, &mut marks, &mut found,
                )
            } else {
                0
            }
        })
        .collect()
}

/// The same for the holders of one value, or of a circumstance, for which values of some kinds vouch.
pub(crate) fn count_corroborated(
    web: &impl Web,
    base: &[f32],
    settings: &Settings,
    vouches: impl Fn(TieKind) -> bool,
    holders: &[Holder],
    marks: &mut Marks,
    found: &mut Vec<bool>,
) -> u32 {
    marks.begin();
    found.clear();
    found.resize(holders.len(), false);
    for (place, holder) in holders.iter().enumerate() {
        for &other in witnesses(web, holder.subject, settings) {
            let is_witness = base[other as usize] >= WITNESS && vouches(web.kind(other));
            if is_witness && let Some(earlier) = marks.note(other, place as u32) {
                found[place] = true;
                found[earlier as usize] = true;
            }
        }
    }
    found.iter().filter(|&&found| found).count() as u32
}

fn witnesses<'a>(web: &'a impl Web, subject: u32, settings: &Settings) -> &'a [u32] {
    let all = web.values_of(subject);
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
        .map(|((value, &base), &corroborated)| weighed(value, base, corroborated, weights))
        .collect()
}

/// The weight of one value of whose holders so many are corroborated.
pub(crate) fn weighed(value: &Value, base: f32, corroborated: u32, weights: &Weights) -> f32 {
    if value.is_direct {
        base
    } else {
        let of = (value.kind, value.in_passing, value.sharers);
        base + weights.corroboration(of.0, of.1, of.2, corroborated)
    }
}

/// The knots of all values.
///
/// A heavy value ties all its holders. A lighter one ties only those whom a value of another family ties too, strongly
/// enough together, and falls into as many knots as there are such parties: two couples in one café stay two couples.
pub(crate) fn knots(index: &Index, weight: &[f32], settings: &Settings) -> Vec<Knot> {
    let mut marks = Marks::default();
    marks.grow(index.values.len());
    let mut knots = Vec::new();
    let mut parent: Vec<u32> = Vec::new();
    for value in 0..index.values.len() as u32 {
        let weighs = weight[value as usize];
        let tie = |subjects| {
            knots.push(Knot {
                value,
                weight: weighs,
                subjects,
            });
        };
        knots_of(index, weight, settings, value, &mut marks, &mut parent, tie);
    }
    knots
}

/// Gives the parties of one value that it ties, each in the order of the value's holders.
pub(crate) fn knots_of(
    web: &impl Web,
    weight: &[f32],
    settings: &Settings,
    number: u32,
    marks: &mut Marks,
    parent: &mut Vec<u32>,
    mut tie: impl FnMut(Vec<u32>),
) {
    let enough = settings.enough();
    let heavy = weight[number as usize];
    let holders = web.holders(number);
    if heavy < settings.least_decibans {
        return;
    }
    if heavy >= enough {
        tie(holders.iter().map(|holder| holder.subject).collect());
        return;
    }
    let family = web.kind(number).family();
    marks.begin();
    parent.clear();
    parent.extend(0..holders.len() as u32);
    let mut is_tied = false;
    for (place, holder) in holders.iter().enumerate() {
        for &other in witnesses(web, holder.subject, settings) {
            let witness = weight[other as usize];
            let counts = witness >= settings.least_decibans
                && witness + heavy >= enough
                && web.kind(other).family() != family;
            if counts && let Some(earlier) = marks.note(other, place as u32) {
                join(parent, earlier, place as u32);
                is_tied = true;
            }
        }
    }
    if is_tied {
        parties(holders, parent, tie);
    }
}

fn parties(holders: &[Holder], parent: &mut [u32], mut tie: impl FnMut(Vec<u32>)) {
    let mut parties: Vec<(u32, u32)> = (0..parent.len() as u32)
        .map(|place| (root(parent, place), place))
        .collect();
    parties.sort_unstable();
    for party in parties.chunk_by(|a, b| a.0 == b.0) {
        if party.len() > 1 {
            tie(party
                .iter()
                .map(|&(_, place)| holders[place as usize].subject)
                .collect());
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
