//! A small scene that holds a part of a standing result, with subjects and values in the order of a full run.

use crate::corroboration::Knot;
use crate::groups::{Gathered, Scene, Tied};
use crate::hash::Map;
use crate::index::{Holder, Index, Ranks, Value};
use crate::kind::TieKind;
use crate::settings::Settings;
use crate::sighting::SubjectFacts;

use super::Standing;

/// Some subjects and values, numbered densely.
pub(super) struct Region<'a> {
    standing: &'a Standing,
    ranks: Ranks,
    rank_of: Map<u32, u32>,
    /// The standing's numbers of the values, in the order of a full run.
    values: Vec<u32>,
    value_of: Map<u32, u32>,
    index: Index,
    /// Weights of the values whose weak ties count.
    pub(super) weight: Vec<f32>,
    pub(super) knots: Vec<Knot>,
    directed: Vec<(u32, u32, TieKind)>,
}

impl<'a> Region<'a> {
    /// `subjects` and `values` by the standing's numbers, in any order, each once. Holders beyond the subjects are left
    /// out.
    pub(super) fn new(
        standing: &'a Standing,
        mut subjects: Vec<u32>,
        mut values: Vec<u32>,
    ) -> Self {
        standing.sort(&mut subjects);
        let rank_of: Map<u32, u32> = subjects.iter().copied().zip(0..).collect();
        let live = &standing.live;
        values.sort_unstable_by(|&x, &y| live.compare(x, y, |a, b| standing.compare(a, b)));
        let value_of = values.iter().copied().zip(0..).collect();
        let mut held: Vec<(Value, Vec<Holder>)> = Vec::with_capacity(values.len());
        let (mut weight, mut knots) = (Vec::with_capacity(values.len()), Vec::new());
        for (&value, number) in values.iter().zip(0_u32..) {
            let known = &live.values[value as usize];
            let mut holders: Vec<Holder> = known
                .holders
                .iter()
                .filter_map(|holder| {
                    Some(Holder {
                        subject: *rank_of.get(&holder.subject)?,
                        ..*holder
                    })
                })
                .collect();
            holders.sort_unstable_by_key(|holder| holder.subject);
            let proto = Value::new(
                known.kind,
                known.hash,
                known.sharers,
                known.strength,
                known.is_direct,
            )
            .passing(known.in_passing);
            held.push((proto, holders));
            let weighs = live.weight[value as usize];
            // Weak ties of a value that is common ground elsewhere count nowhere.
            weight.push(if known.joins { weighs } else { f32::MIN });
            let first = knots.len();
            for knot in &known.knots {
                let mut subjects: Vec<u32> = knot
                    .iter()
                    .filter_map(|subject| rank_of.get(subject).copied())
                    .collect();
                if subjects.len() == knot.len() {
                    subjects.sort_unstable();
                    knots.push(Knot {
                        value: number,
                        weight: weighs,
                        subjects,
                    });
                }
            }
            // Parties in the order of their first members.
            knots[first..].sort_unstable_by_key(|knot| knot.subjects[0]);
        }
        let index = Index::of(
            held.iter()
                .map(|(value, holders)| (*value, holders.as_slice())),
            subjects.len(),
        );
        let mut directed: Vec<(u32, u32, TieKind)> = subjects
            .iter()
            .zip(0_u32..)
            .flat_map(|(subject, rank)| {
                let from = standing.directed.get(subject).into_iter().flatten();
                from.filter_map(|&(to, kind)| Some((rank, *rank_of.get(&to)?, kind)))
                    .collect::<Vec<_>>()
            })
            .collect();
        directed.sort_unstable();
        Self {
            standing,
            ranks: Ranks {
                number: subjects,
                rank: Vec::new(),
            },
            rank_of,
            values,
            value_of,
            index,
            weight,
            knots,
            directed,
        }
    }

    pub(super) fn scene(&self) -> Scene<'_> {
        Scene {
            index: &self.index,
            knots: &self.knots,
            ranks: &self.ranks,
            subjects: self.facts(),
            directed: &self.directed,
            settings: self.settings(),
        }
    }

    fn facts(&self) -> &[SubjectFacts] {
        &self.standing.subjects
    }

    fn settings(&self) -> &Settings {
        &self.standing.settings
    }

    /// Pairs that stand by their ends, where both ends are here, as ranks with the lesser first.
    pub(super) fn pairs(&self, by_end: &Map<u32, Vec<u32>>) -> Vec<(u32, u32)> {
        let of = |&a: &u32| by_end.get(&a).into_iter().flatten().map(move |&b| (a, b));
        let mut pairs: Vec<(u32, u32)> = match by_end.is_empty() {
            true => Vec::new(),
            false => self.ranks.number.iter().flat_map(of).collect(),
        };
        pairs = pairs
            .into_iter()
            .filter_map(|(a, b)| {
                let (a, b) = (*self.rank_of.get(&a)?, *self.rank_of.get(&b)?);
                Some((a.min(b), a.max(b)))
            })
            .collect();
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }

    /// What was gathered here, by the standing's numbers.
    pub(super) fn out(&self, gathered: &Gathered) -> Gathered {
        let subject = |rank: u32| self.ranks.number[rank as usize];
        renamed(gathered, subject, |value| self.values[value as usize])
    }

    /// What was gathered, by the standing's numbers, as ranks. All its subjects and values must be here.
    pub(super) fn take(&self, gathered: &Gathered) -> Gathered {
        let mut taken = renamed(
            gathered,
            |subject| self.rank_of.get(&subject).copied().unwrap_or(0),
            |value| self.value_of.get(&value).copied().unwrap_or(0),
        );
        for pair in &mut taken.same {
            *pair = (pair.0.min(pair.1), pair.0.max(pair.1));
        }
        taken
    }
}

fn renamed(
    gathered: &Gathered,
    subject: impl Fn(u32) -> u32,
    value: impl Fn(u32) -> u32,
) -> Gathered {
    Gathered {
        subjects: gathered.subjects.iter().map(|&s| subject(s)).collect(),
        tied: gathered
            .tied
            .iter()
            .map(|tied| Tied {
                value: value(tied.value),
                subjects: tied.subjects.iter().map(|&s| subject(s)).collect(),
                ..*tied
            })
            .collect(),
        same: gathered
            .same
            .iter()
            .map(|&(a, b)| (subject(a), subject(b)))
            .collect(),
    }
}
