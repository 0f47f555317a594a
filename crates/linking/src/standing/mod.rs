//! A standing result to which days of records are added, at a cost that follows the day.
//!
//! The answer is that of a full run with the same weights, bit by bit; a property test holds it. Weights stay as they
//! were learned: else a new day could move every group. A day touches the values that it brings; from these follow,
//! each only where the one before changed: weights, knots, connected components and their parts, weak ties between
//! parts, descriptions of groups. What is recomputed is recomputed by the code of a full run, on a small scene that
//! holds nothing else ([`region`]), with subjects and values in the order in which a full run would have them.

mod cells;
mod clusters;
mod live;
mod region;
mod values;

use std::collections::BTreeSet;

use crate::em;
use crate::groups::{Gathered, Group, Link};
use crate::hash::Map;
use crate::index::{CommonValue, hash};
use crate::kind::TieKind;
use crate::link::{Bound, Linked, in_order, link};
use crate::settings::Settings;
use crate::sighting::{DirectTie, Sighting, SubjectFacts, Verdict};
use crate::weight::Weights;

use live::Live;

/// What a day brings.
#[derive(Debug, Clone, Copy, Default)]
pub struct Day<'a> {
    /// New subjects, who take the numbers after those that are there.
    pub subjects: &'a [SubjectFacts],
    /// Subjects of whom something else is known now, by their numbers. Ids do not change.
    pub restated: &'a [(u32, SubjectFacts)],
    /// Values that were seen. Those of subjects beyond the list are left out and counted.
    pub sightings: &'a [Sighting],
    /// Ties between two subjects.
    pub direct: &'a [DirectTie],
    /// All verdicts that hold now: what a reviewer withdrew is left out.
    pub verdicts: &'a [Verdict],
}

/// What a day changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// Ids of groups that are new or that are not what they were, ascending.
    pub groups: Vec<String>,
    /// Ids of groups that are no more, ascending.
    pub gone: Vec<String>,
}

/// No group.
const NONE: u32 = u32::MAX;

/// A result that grows with its records.
#[derive(Debug, Clone)]
pub struct Standing {
    settings: Settings,
    weights: Weights,
    subjects: Vec<SubjectFacts>,
    /// Hash of each subject's id: a full run goes through subjects in this order.
    order: Vec<u64>,
    live: Live,
    bound: Bound,
    /// Pairs called the same and pairs called different, by each end.
    same: Map<u32, Vec<u32>>,
    different: Map<u32, Vec<u32>>,
    /// Transfers and referrals that begin at a subject.
    directed: Map<u32, Vec<(u32, TieKind)>>,
    /// By subject the first member of its connected component, itself where nothing ties it.
    component: Vec<u32>,
    /// By the first member of a component the ties between its parts.
    between: Map<u32, Vec<Link>>,
    /// By subject the first member of its unit, itself where it stands alone.
    unit: Vec<u32>,
    /// Every subject by itself: the members of units of one.
    alone: Vec<u32>,
    /// Units of two and more, parts of components before weak ties join them to others, by their first members.
    units: Map<u32, Gathered>,
    /// Units between which weak ties are strong together, both ways.
    candidates: Map<u32, BTreeSet<u32>>,
    /// By subject its group.
    group: Vec<u32>,
    groups: Map<u32, Group>,
    next_group: u32,
    ignored: u64,
}

impl Standing {
    /// Starts from a first batch. Weights are learned from it, unless the settings bring some, and kept from then on.
    #[must_use]
    pub fn new(
        sightings: &[Sighting],
        direct: &[DirectTie],
        subjects: &[SubjectFacts],
        verdicts: &[Verdict],
        mut settings: Settings,
    ) -> Self {
        let weights = match &settings.weights {
            Some(weights) => weights.clone(),
            None => link(sightings, direct, subjects, verdicts, &settings).learned,
        };
        settings.weights = Some(weights.clone());
        let mut standing = Self {
            live: Live::new(&settings),
            settings,
            weights,
            subjects: Vec::new(),
            order: Vec::new(),
            bound: Bound::default(),
            same: Map::default(),
            different: Map::default(),
            alone: Vec::new(),
            directed: Map::default(),
            component: Vec::new(),
            between: Map::default(),
            unit: Vec::new(),
            units: Map::default(),
            candidates: Map::default(),
            group: Vec::new(),
            groups: Map::default(),
            next_group: 0,
            ignored: 0,
        };
        standing.add(&Day {
            subjects,
            sightings,
            direct,
            verdicts,
            restated: &[],
        });
        standing
    }

    /// Adds a day.
    pub fn add(&mut self, day: &Day<'_>) -> Change {
        let mut touched: BTreeSet<u32> = self.take_subjects(day);
        let mut part = self.take_verdicts(day.verdicts);
        let changed = self.take_values(day);
        let torn = changed.subjects.iter().chain(&part);
        let moved = self.resolve(torn.copied().collect(), &changed);
        part.extend(self.take_directed(day.direct));
        touched.extend(part);
        self.regroup(&moved, &changed, touched)
    }

    fn take_subjects(&mut self, day: &Day<'_>) -> BTreeSet<u32> {
        for facts in day.subjects {
            let number = self.subjects.len() as u32;
            self.order.push(hash(facts.id.as_bytes()));
            self.subjects.push(facts.clone());
            self.component.push(number);
            self.unit.push(number);
            self.alone.push(number);
            self.group.push(NONE);
        }
        self.live.grow(self.subjects.len());
        let mut touched = BTreeSet::new();
        for (number, facts) in day.restated {
            match self.subjects.get_mut(*number as usize) {
                Some(known) if known.id == facts.id => {
                    if known != facts {
                        *known = facts.clone();
                        touched.insert(*number);
                    }
                }
                _ => self.ignored += 1,
            }
        }
        touched
    }

    /// The subjects of verdicts that are new or gone.
    fn take_verdicts(&mut self, verdicts: &[Verdict]) -> BTreeSet<u32> {
        let known = self.subjects.len() as u32;
        let bound = Bound::of(verdicts, |number| (number < known).then_some(number));
        let mut touched = BTreeSet::new();
        for (old, new) in [
            (&self.bound.same, &bound.same),
            (&self.bound.different, &bound.different),
        ] {
            let only_in = |one: &[(u32, u32)], other: &[(u32, u32)]| -> Vec<u32> {
                one.iter()
                    .filter(|pair| other.binary_search(pair).is_err())
                    .flat_map(|&(a, b)| [a, b])
                    .collect()
            };
            touched.extend(only_in(old, new));
            touched.extend(only_in(new, old));
        }
        if !touched.is_empty() {
            for (by_end, pairs) in [
                (&mut self.same, &bound.same),
                (&mut self.different, &bound.different),
            ] {
                by_end.clear();
                for &(a, b) in pairs {
                    by_end.entry(a).or_default().push(b);
                    by_end.entry(b).or_default().push(a);
                }
            }
        }
        self.bound = bound;
        touched
    }

    /// Both ends of transfers and referrals that were not known, of those who stand in one group: who sends to whom is told
    /// within groups alone. What comes together today is described anew anyway.
    fn take_directed(&mut self, direct: &[DirectTie]) -> BTreeSet<u32> {
        let mut touched = BTreeSet::new();
        let known = self.subjects.len() as u32;
        for tie in direct
            .iter()
            .filter(|tie| matches!(tie.kind, TieKind::Transfer | TieKind::Referral))
            .filter(|tie| tie.a < known && tie.b < known)
        {
            let from = self.directed.entry(tie.a).or_default();
            if !from.contains(&(tie.b, tie.kind)) {
                from.push((tie.b, tie.kind));
                let group = self.group[tie.a as usize];
                if group != NONE && group == self.group[tie.b as usize] {
                    touched.insert(tie.a);
                }
            }
        }
        touched
    }

    /// The result as it stands, put together.
    #[must_use]
    pub fn linked(&self) -> Linked {
        let groups: Vec<Group> = self.groups.values().cloned().collect();
        let between = self.between.values().flatten().copied().collect();
        self.whole(groups, between)
    }

    /// The result as it stands, without what is needed to add to it.
    #[must_use]
    pub fn into_linked(mut self) -> Linked {
        let groups = std::mem::take(&mut self.groups).into_values().collect();
        let between = std::mem::take(&mut self.between)
            .into_values()
            .flatten()
            .collect();
        self.whole(groups, between)
    }

    fn whole(&self, groups: Vec<Group>, between: Vec<Link>) -> Linked {
        let (groups, links) = in_order(groups, between);
        Linked {
            links,
            groups,
            common: self.common(),
            weights: em::table(
                &self.live.seen,
                &self.weights,
                self.subjects.len(),
                &self.settings,
            ),
            learned: self.weights.clone(),
            ignored: self.ignored,
            prior_decibans: f64::from(self.settings.prior_decibans()),
        }
    }

    fn common(&self) -> Vec<CommonValue> {
        let mut common: Vec<CommonValue> = self.live.common().collect();
        common.sort_unstable_by_key(|one| (u32::MAX - one.subjects, one.kind, one.value));
        common.truncate(self.settings.list_common);
        common
    }

    /// How many groups there are.
    #[must_use]
    pub fn groups(&self) -> usize {
        self.groups.len()
    }

    /// The group of a subject.
    #[must_use]
    pub fn group_of(&self, subject: u32) -> Option<&Group> {
        self.groups.get(self.group.get(subject as usize)?)
    }

    /// What is known of the subjects, by their numbers.
    #[must_use]
    pub fn subjects(&self) -> &[SubjectFacts] {
        &self.subjects
    }

    /// The settings with the weights that are kept: a full run with them gives the same.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Sorts subjects in the order of a full run.
    fn sort(&self, subjects: &mut [u32]) {
        subjects.sort_unstable_by(|&a, &b| self.compare(a, b));
    }

    fn compare(&self, a: u32, b: u32) -> std::cmp::Ordering {
        let (x, y) = (a as usize, b as usize);
        self.order[x]
            .cmp(&self.order[y])
            .then_with(|| self.subjects[x].id.cmp(&self.subjects[y].id))
            .then(a.cmp(&b))
    }
}
