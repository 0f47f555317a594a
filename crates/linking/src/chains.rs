//! Crews in step: ties of habit along chains, which are one circumstance.
//!
//! That two accounts are active in step, or hand over to each other, says little by itself: chance and a common client do
//! that too. But whoever is known to act in step with others of one hand is likelier to be in step with more of them. So
//! all who hang together by ties of one such kind are looked at as the holders of one value would be: if many of them are
//! tied to each other by something else too, the ties along the chain say more, and if they are strangers otherwise, less
//! ([`Weights::corroboration`]). What such ties presuppose vouches for none: two are only compared because they share a
//! device, an address or a project, and guests of one café are there at the same hours.
//!
//! Texts are left out: a chain of texts may lead from one template to another through one who uses both.

use crate::components::Components;
use crate::corroboration::{Marks, count_corroborated};
use crate::hash::Map;
use crate::index::{Holder, Index, Value};
use crate::kind::{Family, TieKind};
use crate::settings::Settings;
use crate::weight::Weights;

/// Whether direct ties of that kind are looked at along chains.
pub(crate) fn goes_along(kind: TieKind) -> bool {
    kind.family() == Family::Behaviour
}

/// Whether a value of that kind vouches for ties along chains.
pub(crate) fn vouches(kind: TieKind) -> bool {
    let is_presupposed = matches!(kind.family(), Family::Place | Family::Device)
        || matches!(kind, TieKind::Client | TieKind::Repository);
    !is_presupposed && !goes_along(kind)
}

/// What it adds to every tie of a chain of so many, of whom so many are tied by something else too. More than a place may
/// have is nobody's crew: chance ties grow together as well.
pub(crate) fn adds(
    kind: TieKind,
    members: usize,
    corroborated: u32,
    weights: &Weights,
    settings: &Settings,
) -> f32 {
    match u32::try_from(members) {
        Ok(members) if members <= settings.most_neighbours => {
            weights.corroboration(kind, false, members, corroborated)
        }
        _ => 0.0,
    }
}

/// All chains, each with its members.
#[derive(Debug, Default)]
pub(crate) struct Chains {
    pub(crate) all: Vec<Chain>,
    of: Map<(TieKind, u32), u32>,
}

/// Those who hang together by ties of one kind.
#[derive(Debug, Clone)]
pub(crate) struct Chain {
    pub(crate) kind: TieKind,
    pub(crate) members: Vec<Holder>,
    pub(crate) adds: f32,
}

impl Chains {
    /// Chains of ties that are given by their kind and ends, each once.
    pub(crate) fn new(mut ties: Vec<(TieKind, u32, u32)>) -> Self {
        ties.sort_unstable();
        let mut chains = Self::default();
        for of_kind in ties.chunk_by(|x, y| x.0 == y.0) {
            chains.take(of_kind);
        }
        chains
    }

    fn take(&mut self, ties: &[(TieKind, u32, u32)]) {
        let kind = ties[0].0;
        let mut subjects: Vec<u32> = ties.iter().flat_map(|&(_, a, b)| [a, b]).collect();
        subjects.sort_unstable();
        subjects.dedup();
        let place = |subject: u32| subjects.binary_search(&subject).unwrap_or(0) as u32;
        let mut joined = Components::new(subjects.len());
        for &(_, a, b) in ties {
            joined.join(place(a), place(b));
        }
        let mut numbers = vec![u32::MAX; subjects.len()];
        for (&subject, label) in subjects.iter().zip(joined.labels()) {
            let number = &mut numbers[label as usize];
            if *number == u32::MAX {
                *number = self.all.len() as u32;
                self.all.push(Chain {
                    kind,
                    members: Vec::new(),
                    adds: 0.0,
                });
            }
            self.all[*number as usize].members.push(Holder {
                subject,
                first: None,
            });
            self.of.insert((kind, subject), *number);
        }
    }

    /// What the chain of a tie adds to it; nothing for what is no such tie.
    pub(crate) fn adds_to(&self, value: &Value, holder: u32) -> f32 {
        if !value.is_direct || !goes_along(value.kind) {
            return 0.0;
        }
        let chain = self.of.get(&(value.kind, holder));
        chain.map_or(0.0, |&chain| self.all[chain as usize].adds)
    }
}

/// Adds to the ties along chains what the others of their chain say.
pub(crate) fn add(
    index: &Index,
    base: &[f32],
    weights: &Weights,
    settings: &Settings,
    weight: &mut [f32],
) {
    let ties = index.values.iter().zip(0..).filter_map(|(value, number)| {
        let is_along = value.is_direct && goes_along(value.kind);
        match index.holders(number) {
            [a, b] if is_along => Some((value.kind, a.subject, b.subject)),
            _ => None,
        }
    });
    let mut chains = Chains::new(ties.collect());
    let (mut marks, mut found) = (Marks::default(), Vec::new());
    marks.grow(index.values.len());
    for chain in &mut chains.all {
        let members = &chain.members;
        let count = count_corroborated(
            index, base, settings, vouches, members, &mut marks, &mut found,
        );
        chain.adds = adds(chain.kind, members.len(), count, weights, settings);
    }
    for ((value, number), weight) in index.values.iter().zip(0..).zip(weight) {
        if let Some(holder) = index.holders(number).first() {
            *weight += chains.adds_to(value, holder.subject);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chains_hang_together_by_ties_of_their_own_kind() {
        let (step, hand) = (TieKind::Synchrony, TieKind::Handover);
        let chains = Chains::new(vec![(step, 1, 2), (step, 4, 2), (hand, 2, 3), (step, 7, 8)]);
        let members: Vec<Vec<u32>> = chains
            .all
            .iter()
            .map(|chain| chain.members.iter().map(|one| one.subject).collect())
            .collect();
        assert_eq!(members, [vec![1, 2, 4], vec![7, 8], vec![2, 3]]);
    }

    #[test]
    fn nobodys_crew_says_nothing() {
        let (weights, settings) = (Weights::default(), Settings::default());
        let says = |members, count| adds(TieKind::Synchrony, members, count, &weights, &settings);
        assert!(says(8, 6) > 10.0 && says(8, 0) < -5.0);
        assert_eq!(says(101, 80), 0.0);
        assert_eq!(says(3, 2), 0.0);
    }
}
