//! From knots that changed to the groups that follow.

use std::collections::{BTreeMap, BTreeSet};

use crate::collective::{self, Units, Weak};
use crate::corroboration::Web;
use crate::groups::{Gathered, Group};
use crate::hash::{Map, Set};
use crate::link::component_parts;

use super::region::Region;
use super::values::Changed;
use super::{Change, NONE, Standing};

/// A unit as it was before the day.
#[derive(Debug)]
struct Before {
    /// The first member of its component.
    component: u32,
    gathered: Gathered,
}

/// For each tie of a unit the place of its circumstance among those of the unit.
fn in_order(gathered: &Gathered) -> impl Iterator<Item = usize> {
    let mut all: Vec<u32> = gathered.tied.iter().map(|tied| tied.circumstance).collect();
    let ties = all.clone();
    all.sort_unstable();
    all.dedup();
    ties.into_iter()
        .map(move |number| all.partition_point(|&other| other < number))
}

/// What became of the components that a day touched.
#[derive(Debug, Default)]
pub(super) struct Moved {
    /// All their subjects.
    subjects: Vec<u32>,
    /// Units that are no more, or not what they were, by their first members.
    left: BTreeSet<u32>,
}

impl Standing {
    /// Finds the components of some subjects anew, and splits them into units.
    pub(super) fn resolve(&mut self, torn: BTreeSet<u32>, changed: &Changed) -> Moved {
        let mut moved = Moved::default();
        let mut before: Map<u32, Before> = Map::default();
        let mut components: Vec<(Vec<u32>, Vec<u32>)> = Vec::new();
        let mut seen: Set<u32> = Set::default();
        for start in torn {
            if seen.insert(start) {
                components.push(self.component_of(start, &mut seen));
            }
        }
        for (members, _) in &components {
            for &subject in members {
                let place = subject as usize;
                let (component, unit) = (self.component[place], self.unit[place]);
                self.between.remove(&component);
                self.component[place] = subject;
                moved.left.insert(unit);
                if let Some(gathered) = self.units.remove(&unit) {
                    let known = Before {
                        component,
                        gathered,
                    };
                    before.insert(unit, known);
                }
                self.unit[place] = subject;
                moved.subjects.push(subject);
            }
        }
        for (members, values) in components {
            if members.len() > 1 {
                self.split(members, values);
            }
        }
        let touched: Set<u32> = changed.weak.iter().map(|&(value, _)| value).collect();
        let mut stayed = before;
        stayed.retain(|&unit, known| self.stays(unit, known, &touched));
        moved.left.retain(|unit| !stayed.contains_key(unit));
        let unit = &self.unit;
        moved
            .subjects
            .retain(|&subject| !stayed.contains_key(&unit[subject as usize]));
        moved
    }

    /// Whether a unit is to the letter what it was, though something else in its component changed: then nothing that follows
    /// from it does. Circumstances are numbered through the component; where that is all that changed, it makes a difference
    /// only where weak ties join units.
    fn stays(&self, unit: u32, before: &Before, touched: &Set<u32>) -> bool {
        let Some(now) = self.units.get(&unit) else {
            return false;
        };
        let was = &before.gathered;
        let has_same_ties = || {
            let pairs = was.tied.iter().zip(&now.tied);
            was.tied.len() == now.tied.len()
                && pairs.clone().all(|(was, now)| {
                    !touched.contains(&now.value)
                        && (was.value, was.weight.to_bits(), &was.subjects)
                            == (now.value, now.weight.to_bits(), &now.subjects)
                })
                && (pairs
                    .clone()
                    .all(|(was, now)| was.circumstance == now.circumstance)
                    || (!self.candidates.contains_key(&unit) && in_order(was).eq(in_order(now))))
        };
        self.component[unit as usize] == before.component
            && was.subjects == now.subjects
            && was.same == now.same
            && has_same_ties()
    }

    /// The subjects that knots and reviewers tie to a subject, and the values that do.
    fn component_of(&self, start: u32, seen: &mut Set<u32>) -> (Vec<u32>, Vec<u32>) {
        let mut members = vec![start];
        let mut values: Set<u32> = Set::default();
        let mut done = 0;
        while let Some(&subject) = members.get(done) {
            done += 1;
            for &value in self.live.values_of(subject) {
                for knot in &self.live.values[value as usize].knots {
                    if knot.binary_search(&subject).is_ok() {
                        values.insert(value);
                        members.extend(knot.iter().copied().filter(|&other| seen.insert(other)));
                    }
                }
            }
            let same = self.same.get(&subject).into_iter().flatten();
            members.extend(same.copied().filter(|&other| seen.insert(other)));
        }
        (members, values.into_iter().collect())
    }

    /// Splits one component.
    fn split(&mut self, members: Vec<u32>, values: Vec<u32>) {
        let region = Region::new(self, members.clone(), values);
        let scene = region.scene();
        let same = region.pairs(&self.same);
        let different = region.pairs(&self.different);
        let numbers: Vec<u32> = (0..region.knots.len() as u32).collect();
        let (parts, between) = component_parts(&scene, &numbers, &same, &different);
        let between: Vec<_> = between.iter().map(|link| scene.named(link)).collect();
        let units: Vec<Gathered> = parts.iter().map(|part| region.out(part)).collect();
        let head = scene.number(0);
        for subject in members {
            self.component[subject as usize] = head;
        }
        if !between.is_empty() {
            self.between.insert(head, between);
        }
        for gathered in units {
            let head = gathered.subjects[0];
            for &member in &gathered.subjects {
                self.unit[member as usize] = head;
            }
            self.units.insert(head, gathered);
        }
    }

    /// Joins and describes what a day moved or touched.
    pub(super) fn regroup(
        &mut self,
        moved: &Moved,
        changed: &Changed,
        touched: BTreeSet<u32>,
    ) -> Change {
        let mut dirty: BTreeSet<u32> = BTreeSet::new();
        let mut seeds = moved.left.clone();
        for subject in touched.iter().chain(&moved.subjects) {
            dirty.insert(self.unit[*subject as usize]);
        }
        seeds.extend(&dirty);
        // Units that only weak ties touch are to be described again if those joined them to others, or do now.
        let mut weak: Map<u32, Vec<u32>> = changed.weak.iter().cloned().collect();
        for subject in &moved.subjects {
            for &value in self.live.values_of(*subject) {
                weak.entry(value).or_default();
            }
        }
        for (value, mut holders) in weak {
            let joins = self.heads(value).is_some();
            let held = &mut self.live.values[value as usize];
            if std::mem::replace(&mut held.joins, joins) || joins {
                holders.extend(held.holders.iter().map(|holder| holder.subject));
                dirty.extend(holders.iter().map(|&subject| self.unit[subject as usize]));
            }
        }
        for &unit in moved.left.iter().chain(&dirty) {
            for other in self.candidates.remove(&unit).into_iter().flatten() {
                seeds.insert(unit);
                if let Some(back) = self.candidates.get_mut(&other) {
                    back.remove(&unit);
                }
                seeds.insert(other);
            }
        }
        for &unit in &dirty {
            for other in self.strong_together(unit) {
                seeds.insert(unit);
                self.candidates.entry(unit).or_default().insert(other);
                self.candidates.entry(other).or_default().insert(unit);
            }
        }
        self.describe(seeds)
    }

    /// The members of a unit.
    fn members(&self, unit: u32) -> &[u32] {
        match self.units.get(&unit) {
            Some(known) => &known.subjects,
            None => &self.alone[unit as usize..=unit as usize],
        }
    }

    /// The units among which a value is a weak tie.
    fn heads(&self, value: u32) -> Option<Vec<(u32, u32)>> {
        collective::heads(
            &self.live,
            &self.live.weight,
            &self.settings,
            value,
            |subject| self.unit[subject as usize],
            |a, b| self.compare(a, b),
        )
    }

    /// The units to which weak ties join this one.
    fn strong_together(&self, unit: u32) -> Vec<u32> {
        let members = self.members(unit);
        let mut values: Vec<u32> = members
            .iter()
            .flat_map(|&member| self.live.values_of(member))
            .copied()
            .filter(|&value| self.live.values[value as usize].joins)
            .collect();
        values.sort_unstable();
        values.dedup();
        if values.len() < 2 {
            return Vec::new();
        }
        values.sort_unstable_by(|&x, &y| self.live.compare(x, y, |a, b| self.compare(a, b)));
        let mut ties: BTreeMap<u32, Vec<Weak>> = BTreeMap::new();
        for value in values {
            let heads = self.heads(value).unwrap_or_default();
            let Some(own) = heads.iter().copied().find(|head| head.0 == unit) else {
                continue;
            };
            for &other in heads.iter().filter(|head| head.0 != unit) {
                let tie = Weak::new(&self.live, &self.live.weight, value, own, other);
                ties.entry(other.0).or_default().push(tie);
            }
        }
        ties.into_iter()
            .filter(|(other, ties)| {
                let sizes = (members.len(), self.members(*other).len());
                collective::surplus(&self.settings, ties, sizes).is_some()
            })
            .map(|(other, _)| other)
            .collect()
    }

    /// Describes the groups of units, and of all that are joined to them.
    fn describe(&mut self, seeds: BTreeSet<u32>) -> Change {
        let mut seen: Set<u32> = Set::default();
        let mut clusters: Vec<Vec<u32>> = Vec::new();
        for start in seeds {
            // A first member that is one no more.
            if self.unit[start as usize] != start || !seen.insert(start) {
                continue;
            }
            let mut units = vec![start];
            let mut done = 0;
            while let Some(unit) = units.get(done) {
                done += 1;
                let next = self.candidates.get(unit).into_iter().flatten();
                let next: Vec<u32> = next.copied().filter(|&other| seen.insert(other)).collect();
                units.extend(next);
            }
            clusters.push(units);
        }
        let mut before: Set<u32> = Set::default();
        for &unit in clusters.iter().flatten() {
            for &member in self.members(unit) {
                before.insert(self.group[member as usize]);
            }
        }
        let mut old: BTreeMap<String, Group> = BTreeMap::new();
        for number in before {
            if let Some(group) = self.groups.remove(&number) {
                for member in &group.members {
                    self.group[member.subject as usize] = NONE;
                }
                old.insert(group.id.clone(), group);
            }
        }
        let mut change = Change::default();
        for units in clusters {
            for group in self.groups_of(&units) {
                let number = self.next_group;
                self.next_group = self.next_group.wrapping_add(1) % NONE;
                for member in &group.members {
                    self.group[member.subject as usize] = number;
                }
                if old.remove(&group.id).as_ref() != Some(&group) {
                    change.groups.push(group.id.clone());
                }
                self.groups.insert(number, group);
            }
        }
        change.groups.sort_unstable();
        change.gone = old.into_keys().collect();
        change
    }

    fn groups_of(&self, units: &[u32]) -> Vec<Group> {
        let mut known: Vec<&Gathered> = units
            .iter()
            .filter_map(|unit| self.units.get(unit))
            .collect();
        if known.is_empty() && units.len() < 2 {
            return Vec::new();
        }
        // A full run has the parts by component, and those of one by their first members.
        known.sort_by(|x, y| {
            let (x, y) = (x.subjects[0], y.subjects[0]);
            let component = |subject: u32| self.component[subject as usize];
            self.compare(component(x), component(y))
                .then_with(|| self.compare(x, y))
        });
        let subjects: Vec<u32> = units
            .iter()
            .flat_map(|&unit| self.members(unit))
            .copied()
            .collect();
        let mut values: Set<u32> = known
            .iter()
            .flat_map(|one| one.tied.iter().map(|tied| tied.value))
            .collect();
        if units.len() > 1 {
            let all = subjects
                .iter()
                .flat_map(|&subject| self.live.values_of(subject));
            values.extend(all.filter(|&&value| self.live.values[value as usize].joins));
        }
        let region = Region::new(self, subjects, values.into_iter().collect());
        let scene = region.scene();
        let mut gathered: Vec<Gathered> = known.iter().map(|one| region.take(one)).collect();
        if units.len() > 1 {
            let different = region.pairs(&self.different);
            let units = Units::new(scene.index.subjects(), &gathered);
            let candidates = collective::candidates(&scene, &region.weight, &units);
            gathered = collective::join(&scene, units, candidates, gathered, &different);
        }
        gathered.iter().map(|one| scene.group(one)).collect()
    }
}
