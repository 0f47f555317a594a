//! From what a day brings to the knots that changed.

use std::collections::BTreeSet;

use crate::chains;
use crate::corroboration::{WITNESS, Web, count_corroborated, knots_of};
use crate::index::Row;
use crate::kind::TieKind;
use crate::weight::Weights;

use super::live::{Before, then_and_now};
use super::{Day, Standing};

/// So many sightings are put in the order of kinds at once.
const AT_ONCE: usize = 1 << 13;

/// What a day changed among values.
#[derive(Debug, Default)]
pub(super) struct Changed {
    /// Subjects whose knots are not what they were.
    pub(super) subjects: BTreeSet<u32>,
    /// Values whose weak ties may be others, with those who held them before where they counted.
    pub(super) weak: Vec<(u32, Vec<u32>)>,
}

impl Standing {
    pub(super) fn take_values(&mut self, day: &Day<'_>) -> Changed {
        let known = self.subjects.len() as u32;
        let mut places: Vec<u32> = Vec::new();
        // By kinds, for the sake of speed alone.
        let mut found: Vec<Option<u32>> = Vec::new();
        let mut by_kind: Vec<Vec<Row>> = vec![Vec::new(); TieKind::ALL.len()];
        for some in day.sightings.chunks(AT_ONCE) {
            for sighting in some {
                match by_kind.get_mut(sighting.kind as usize) {
                    Some(rows) if sighting.subject < known => {
                        rows.push(Row::of(sighting, sighting.subject));
                    }
                    _ => self.ignored += 1,
                }
            }
            for rows in &mut by_kind {
                self.live.see(rows, &mut found, &mut places);
                rows.clear();
            }
        }
        places.sort_unstable();
        places.dedup();
        let mut touched = Vec::new();
        for place in places {
            self.live.refresh(place, &mut touched);
        }
        for tie in day.direct {
            if tie.a >= known || tie.b >= known || tie.kind == TieKind::Verdict {
                self.ignored += 1;
            } else if tie.a != tie.b {
                self.live.tie(tie, &mut touched);
            }
        }
        // Of several states before, the first is that of the day before.
        touched.sort_by_key(|before| before.value);
        touched.dedup_by_key(|before| before.value);
        self.settle(touched)
    }

    /// Weights and knots of what was touched, and of what follows from it.
    fn settle(&mut self, touched: Vec<Before>) -> Changed {
        let prior = self.settings.prior_decibans();
        self.live.marks.grow(self.live.values.len());
        for before in &touched {
            let held = &self.live.values[before.value as usize];
            self.live.base[before.value as usize] = match held.holders.is_empty() {
                true => f32::MIN,
                false => {
                    let of = (held.kind, held.in_passing, held.sharers);
                    self.weights.of(of.0, of.1, of.2, prior) * held.strength
                }
            };
        }
        let crowded = self.order_crowded(&touched);
        let (mut recount, chains) = self.look_again_at(&touched, &crowded);
        let mut found = Vec::new();
        for chain in chains {
            self.weigh_chain(chain, &mut found, &mut recount);
        }
        let mut changed: Vec<Before> = touched;
        let touched: BTreeSet<u32> = changed.iter().map(|before| before.value).collect();
        for value in recount {
            let weight = self.weigh(value, &mut found);
            let old = std::mem::replace(&mut self.live.weight[value as usize], weight);
            if old.to_bits() != weight.to_bits() && !touched.contains(&value) {
                changed.push(Before {
                    value,
                    holders: self.live.holders(value).to_vec(),
                    base: self.live.base[value as usize],
                    weight: old,
                });
            }
        }
        let mut result = Changed::default();
        let again = self.to_tie_again(&changed, &crowded);
        let is_changed: BTreeSet<u32> = changed.iter().map(|before| before.value).collect();
        let mut parent = Vec::new();
        for value in again {
            let mut knots = Vec::new();
            let live = &mut self.live;
            let mut marks = std::mem::take(&mut live.marks);
            knots_of(
                &*live,
                &live.weight,
                &self.settings,
                value,
                &mut marks,
                &mut parent,
                |knot| knots.push(knot),
            );
            live.marks = marks;
            let old = std::mem::replace(&mut live.values[value as usize].knots, knots);
            let new = &live.values[value as usize].knots;
            if is_changed.contains(&value) || old != *new {
                result.subjects.extend(old.iter().flatten());
                result.subjects.extend(new.iter().flatten());
            }
        }
        result.weak = changed
            .iter()
            .map(|before| {
                let joined = self.live.values[before.value as usize].joins;
                let held = before.holders.iter().filter(|_| joined);
                (before.value, held.map(|holder| holder.subject).collect())
            })
            .collect();
        self.live.release(&changed);
        result
    }

    /// Orders the values of subjects who have more than are looked at, and gives those of them whom the day touched.
    fn order_crowded(&mut self, touched: &[Before]) -> BTreeSet<u32> {
        let mut crowded = BTreeSet::new();
        if self.live.crowded.is_empty() {
            return crowded;
        }
        for before in touched {
            let all = then_and_now(&before.holders, self.live.holders(before.value));
            crowded.extend(
                all.map(|(subject, ..)| subject)
                    .filter(|subject| self.live.crowded.contains(subject)),
            );
        }
        for &subject in &crowded {
            let (order, subjects) = (&self.order, &self.subjects);
            self.live.order_values(subject, |a, b| {
                let (x, y) = (a as usize, b as usize);
                order[x]
                    .cmp(&order[y])
                    .then_with(|| subjects[x].id.cmp(&subjects[y].id))
                    .then(a.cmp(&b))
            });
        }
        let most = self.settings.values_per_subject;
        let live = &mut self.live;
        let mut still = std::mem::take(&mut live.crowded);
        still.retain(|&subject| live.values_of(subject).len() > most);
        live.crowded = still;
        crowded
    }

    /// Values, and chains, whose holders may be corroborated otherwise than before.
    fn look_again_at(
        &mut self,
        touched: &[Before],
        crowded: &BTreeSet<u32>,
    ) -> (BTreeSet<u32>, BTreeSet<u32>) {
        let mut recount: BTreeSet<u32> = touched.iter().map(|before| before.value).collect();
        let mut chains = std::mem::take(&mut self.live.grown);
        for (kind, subject) in std::mem::take(&mut self.live.came) {
            recount.extend(self.live.ties_of(kind, subject));
        }
        for subject in crowded {
            recount.extend(self.live.values_of(*subject));
            chains.extend(self.live.chains_of(*subject));
        }
        for before in touched {
            let (was, is) = (
                before.base >= WITNESS,
                self.live.base[before.value as usize] >= WITNESS,
            );
            if !was && !is {
                continue;
            }
            // A witness for others: of those who hold it now and did not, or did and do not; of all if it was none.
            let all = then_and_now(&before.holders, self.live.holders(before.value));
            for (subject, then, now) in all {
                if was != is || then != now {
                    recount.extend(
                        self.live
                            .values_of(subject)
                            .iter()
                            .filter(|&&value| self.may_be_corroborated(value)),
                    );
                    chains.extend(self.live.chains_of(subject));
                }
            }
        }
        (recount, chains)
    }

    /// What a chain adds to its ties; if that is not what it was, they are to be weighed again.
    fn weigh_chain(&mut self, chain: u32, found: &mut Vec<bool>, recount: &mut BTreeSet<u32>) {
        let mut marks = std::mem::take(&mut self.live.marks);
        let live = &self.live;
        let known = &live.chains[chain as usize];
        let (kind, members) = (known.kind, &known.members);
        // One that is too long to say anything is not counted.
        let count = match members.len() <= self.settings.most_neighbours as usize {
            true => {
                let (settings, vouches) = (&self.settings, chains::vouches);
                count_corroborated(
                    live, &live.base, settings, vouches, members, &mut marks, found,
                )
            }
            false => 0,
        };
        let adds = chains::adds(kind, members.len(), count, &self.weights, &self.settings);
        if adds.to_bits() != known.adds.to_bits() {
            for member in members {
                recount.extend(live.ties_of(kind, member.subject));
            }
        }
        self.live.chains[chain as usize].adds = adds;
        self.live.marks = marks;
    }

    /// Whether corroboration can make a difference to a value at all.
    fn may_be_corroborated(&self, value: u32) -> bool {
        let held = &self.live.values[value as usize];
        let of = (held.kind, held.in_passing, held.sharers);
        !held.is_direct && self.weights.is_corroborated(of.0, of.1, of.2)
    }

    fn weigh(&mut self, value: u32, found: &mut Vec<bool>) -> f32 {
        let base = self.live.base[value as usize];
        // What stays below the least even with all corroboration ties nobody, whatever it weighs.
        let is_hopeless = base + Weights::most_from_corroboration() < self.settings.least_decibans;
        if is_hopeless || !self.may_be_corroborated(value) {
            return base + self.live.chain_adds(value);
        }
        let live = &mut self.live;
        let mut marks = std::mem::take(&mut live.marks);
        let family = live.kind(value).family();
        let vouches = |kind: TieKind| kind.family() != family;
        let (settings, holders) = (&self.settings, live.holders(value));
        let count = count_corroborated(
            &*live, &live.base, settings, vouches, holders, &mut marks, found,
        );
        live.marks = marks;
        let held = &live.values[value as usize];
        let of = (held.kind, held.in_passing, held.sharers);
        base + self.weights.corroboration(of.0, of.1, of.2, count)
    }

    /// Values whose knots may be others than before.
    fn to_tie_again(&self, changed: &[Before], crowded: &BTreeSet<u32>) -> BTreeSet<u32> {
        let (least, enough) = (self.settings.least_decibans, self.settings.enough());
        let mut again: BTreeSet<u32> = changed.iter().map(|before| before.value).collect();
        for subject in crowded {
            again.extend(self.live.values_of(*subject));
        }
        for before in changed {
            let now = self.live.weight[before.value as usize];
            if before.weight.max(now) < least {
                continue;
            }
            let all = then_and_now(&before.holders, self.live.holders(before.value));
            for (subject, then, at_present) in all {
                let is_other = then != at_present;
                for &value in self.live.values_of(subject) {
                    let weight = self.live.weight[value as usize];
                    // A value that is heavy by itself asks for no witness, and too light a one has none.
                    if weight < least || weight >= enough {
                        continue;
                    }
                    let counts = |witness: f32| witness >= least && witness + weight >= enough;
                    let (was, is) = (counts(before.weight), counts(now));
                    if was != is || (is_other && is) {
                        again.insert(value);
                    }
                }
            }
        }
        again
    }
}
