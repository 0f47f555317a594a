//! The whole way with bounded memory: what is seen and what is compared lie on the disk, sorted.
//!
//! Every step asks the same functions as [`link()`](crate::link()), so that the answer is the same to the last bit; only
//! the way to their input differs. Sightings are sorted by value on the disk and become values with holders, one after
//! the other. What a value's holders share otherwise is looked at in *windows*: so many values as fit into memory,
//! with the lists of their holders, which one pass over the lists of all subjects brings together. Weak ties are sorted
//! by the pair that they tie. What is left in memory is what is found: values that tie, parts, groups.

mod lists;
mod numbers;
mod values;
mod window;

use crate::chains::{self, Chains};
use crate::collective::{self, Candidates, Units, Weak};
use crate::corroboration::{Knot, Marks, WITNESS, Web, base_weight, knots_of, weighed};
use crate::em::{self, Corroborations};
use crate::groups::{Gathered, Scene};
use crate::index::{Index, Ranks, Row, Tie, Value};
use crate::kind::TieKind;
use crate::link::{Bound, Linked, heaviest_first, in_order, parts_of};
use crate::scratch::{Eye, LinkError, Ordered, Pen, Record, Scratch, Sorter, Tape};
use crate::settings::Settings;
use crate::sighting::{DirectTie, Sighting, SubjectFacts, Verdict};
use crate::weight::Weights;

use lists::Lists;
use values::{One, Values};
use window::{Ask, Room, count_in, in_windows};

/// Collects what was seen and finds ties and groups with no more memory for it than [`Settings::memory`].
///
/// What is told may come in any order. Beside that memory it takes some 50 bytes a subject, and what the result takes.
///
/// ```
/// use bonafide_linking::{Bounded, Settings, Sighting, SubjectFacts, TieKind};
///
/// let subjects = ["ana", "bob"].map(|id| SubjectFacts { id: id.into(), ..SubjectFacts::default() });
/// let settings = Settings { memory: Some(64 << 20), ..Settings::default() };
/// let mut bounded = Bounded::new(&subjects, &settings);
/// for subject in [0, 1] {
///     bounded.see(&Sighting { subject, kind: TieKind::Device, value: 7, first: None, last: None })?;
/// }
/// assert_eq!(bounded.finish(&[])?.groups[0].members.len(), 2);
/// # Ok::<(), bonafide_linking::LinkError>(())
/// ```
#[derive(Debug)]
pub struct Bounded<'a> {
    subjects: &'a [SubjectFacts],
    settings: &'a Settings,
    ranks: Ranks,
    scratch: Scratch,
    memory: usize,
    rows: Sorter<Row>,
    ties: Sorter<Tie>,
    directed: Tape<Directed>,
    ignored: u64,
}

/// A transfer or referral with its direction, as ranks.
#[derive(Debug, Clone, Copy)]
struct Directed(u32, u32, TieKind);

/// Finds ties and groups as [`link()`](crate::link()) does, with no more memory for what is given and compared than
/// [`Settings::memory`]. Sightings and ties are taken one by one, so that the caller need not hold them either.
///
/// # Errors
///
/// Where a temporary file cannot be made, written or read.
pub fn link_bounded(
    sightings: impl IntoIterator<Item = Sighting>,
    direct: impl IntoIterator<Item = DirectTie>,
    subjects: &[SubjectFacts],
    verdicts: &[Verdict],
    settings: &Settings,
) -> Result<Linked, LinkError> {
    let mut bounded = Bounded::new(subjects, settings);
    for sighting in sightings {
        bounded.see(&sighting)?;
    }
    for tie in direct {
        bounded.tie(&tie)?;
    }
    bounded.finish(verdicts)
}

impl<'a> Bounded<'a> {
    /// Nothing seen yet.
    #[must_use]
    pub fn new(subjects: &'a [SubjectFacts], settings: &'a Settings) -> Self {
        let scratch = Scratch::new(settings.scratch.clone());
        let memory = settings.memory.unwrap_or(usize::MAX);
        Self {
            subjects,
            settings,
            ranks: Ranks::new(subjects),
            rows: Sorter::new(&scratch, memory / 2),
            ties: Sorter::new(&scratch, memory / 8),
            directed: Tape::new(&scratch, share(memory)),
            scratch,
            memory,
            ignored: 0,
        }
    }

    /// Takes a sighting.
    ///
    /// # Errors
    ///
    /// Where a temporary file cannot be made or written.
    pub fn see(&mut self, sighting: &Sighting) -> Result<(), LinkError> {
        match self.ranks.of(sighting.subject) {
            Some(rank) if sighting.kind != TieKind::Verdict => {
                self.rows.push(Row::of(sighting, rank))
            }
            _ => {
                self.ignored += 1;
                Ok(())
            }
        }
    }

    /// Takes a direct tie.
    ///
    /// # Errors
    ///
    /// Where a temporary file cannot be made or written.
    pub fn tie(&mut self, tie: &DirectTie) -> Result<(), LinkError> {
        let Some(ranked) = Tie::of(tie, &self.ranks) else {
            self.ignored += 1;
            return Ok(());
        };
        if matches!(tie.kind, TieKind::Transfer | TieKind::Referral) {
            let ends = [tie.a, tie.b].map(|end| self.ranks.rank[end as usize]);
            self.directed.push(&Directed(ends[0], ends[1], tie.kind))?;
        }
        if ranked.a == ranked.b {
            return Ok(());
        }
        self.ties.push(ranked)
    }

    /// Finds ties and groups.
    ///
    /// # Errors
    ///
    /// Where a temporary file cannot be made, written or read.
    pub fn finish(self, verdicts: &[Verdict]) -> Result<Linked, LinkError> {
        let Self {
            subjects,
            settings,
            ranks,
            scratch,
            memory,
            rows,
            ties,
            directed,
            ignored,
        } = self;
        let (values, told) = Values::gather(rows, ties, settings, &scratch, memory)?;
        let mut work = Work {
            values,
            settings,
            subjects: subjects.len(),
            scratch,
            memory,
        };
        let learned = match &settings.weights {
            Some(weights) => weights.clone(),
            None => work.learn()?,
        };
        let mut weights = work.weigh(&learned)?;
        let tying = work.knots(&learned, &mut weights)?;
        let bound = Bound::new(verdicts, &ranks);
        let blank = Scene {
            index: &tying.index,
            knots: &tying.knots,
            ranks: &ranks,
            subjects,
            directed: &[],
            settings,
        };
        let (gathered, between) = parts_of(&blank, &bound);
        let units = Units::new(subjects.len(), &gathered);
        let candidates = work.candidates(&mut weights, &units)?;
        drop(weights);
        let (tying, gathered, candidates) = work.with_weak(tying, gathered, candidates)?;
        let blank = Scene {
            index: &tying.index,
            knots: &[],
            ranks: &ranks,
            subjects,
            directed: &[],
            settings,
        };
        let gathered = collective::join(&blank, units, candidates, gathered, &bound.different);
        let directed = within_groups(directed, &gathered, &work)?;
        let scene = Scene {
            directed: &directed,
            ..blank
        };
        let groups = gathered.iter().map(|one| scene.group(one)).collect();
        let (groups, links) = in_order(groups, between);
        Ok(Linked {
            links,
            groups,
            weights: em::table(&told.seen, &learned, subjects.len(), settings),
            common: told.common,
            learned,
            ignored,
            prior_decibans: f64::from(settings.prior_decibans()),
        })
    }
}

/// A small share of the memory, for what is written or read along.
fn share(memory: usize) -> usize {
    (memory / 32).min(1 << 20)
}

/// Values that tie, with their knots: what stays in memory.
struct Tying {
    index: Index,
    knots: Vec<Knot>,
    /// By number in the index the number among all values.
    numbers: Vec<u32>,
}

/// What the steps share.
struct Work<'a> {
    values: Values,
    settings: &'a Settings,
    subjects: usize,
    scratch: Scratch,
    memory: usize,
}

impl Work<'_> {
    /// Weights from how often the holders of each value are corroborated.
    fn learn(&mut self) -> Result<Weights, LinkError> {
        let documented = Weights::default();
        let mut all = Corroborations::default();
        let mut lists = self.witnesses(&documented)?;
        self.corroborated(
            &documented,
            &mut lists,
            |_| true,
            |value, _, corroborated| {
                all.count(value, corroborated);
                Ok(())
            },
        )?;
        Ok(em::learn_from(&all))
    }

    /// The weight of every value, with what its own corroboration and its chain add or take.
    fn weigh(&mut self, weights: &Weights) -> Result<Tape<f32>, LinkError> {
        let mut lists = self.witnesses(weights)?;
        let chains = self.chains(weights, &mut lists)?;
        let mut weighs = Tape::new(&self.scratch, share(self.memory));
        self.corroborated(
            weights,
            &mut lists,
            |value| weights.asks_for_corroboration(value),
            |value, base, corroborated| {
                let own = weighed(value, base, corroborated, weights);
                // The hash of a tie is made of its ends.
                let adds = chains.adds_to(value, (value.hash >> 32) as u32);
                weighs.push(&(own + adds))
            },
        )?;
        Ok(weighs)
    }

    /// What each subject shows that may be a witness. A subject's heaviest values stand first in its list, so lighter
    /// ones that are no witnesses can be left out before lists are cut.
    fn witnesses(&mut self, weights: &Weights) -> Result<Lists, LinkError> {
        let settings = self.settings;
        Lists::new(self, f32::MIN, |value| {
            let base = base_weight(value, weights, settings);
            Ok((base >= WITNESS).then_some((heaviest_first(base), base)))
        })
    }

    /// All chains, with what they add to their ties.
    fn chains(&mut self, weights: &Weights, lists: &mut Lists) -> Result<Chains, LinkError> {
        let settings = self.settings;
        let mut chains = Chains::new(std::mem::take(&mut self.values.along));
        let mut as_values = Values::of_chains(&chains, &self.scratch, self.memory)?;
        let room = Room {
            values: self.values.len() + chains.all.len(),
            ..self.room()
        };
        let mut each = chains.all.iter_mut();
        let (mut marks, mut found) = (Marks::default(), Vec::new());
        in_windows(
            (&mut as_values, self.values.len() as u32),
            room,
            lists,
            |_| Ok((f32::MIN, Ask::Witnesses)),
            |window, own| {
                let count = count_in(
                    window,
                    own,
                    settings,
                    chains::vouches,
                    &mut marks,
                    &mut found,
                );
                if let Some(chain) = each.next() {
                    let members = chain.members.len();
                    chain.adds = chains::adds(chain.kind, members, count, weights, settings);
                }
                Ok(())
            },
        )?;
        Ok(chains)
    }

    /// Gives every value with its weight before corroboration and the number of its corroborated holders; 0 for those
    /// of which that is not asked.
    fn corroborated(
        &mut self,
        weights: &Weights,
        lists: &mut Lists,
        is_asked: impl Fn(&Value) -> bool,
        mut each: impl FnMut(&Value, f32, u32) -> Result<(), LinkError>,
    ) -> Result<(), LinkError> {
        let settings = self.settings;
        let (mut marks, mut found) = (Marks::default(), Vec::new());
        let room = self.room();
        in_windows(
            (&mut self.values, 0),
            room,
            lists,
            |value| {
                let ask = if is_asked(value) {
                    Ask::Witnesses
                } else {
                    Ask::Nothing
                };
                Ok((base_weight(value, weights, settings), ask))
            },
            |window, own| {
                let family = own.value.kind.family();
                let vouches = |kind: TieKind| kind.family() != family;
                let count = count_in(window, own, settings, vouches, &mut marks, &mut found);
                each(&own.value, own.weight, count)
            },
        )
    }

    fn room(&self) -> Room {
        Room {
            memory: self.memory,
            values: self.values.len(),
            subjects: self.subjects,
        }
    }

    /// The knots of all values, and the values that have any.
    fn knots(&mut self, weights: &Weights, weighs: &mut Tape<f32>) -> Result<Tying, LinkError> {
        let settings = self.settings;
        let least = settings.least_decibans;
        weighs.rewind(share(self.memory))?;
        let mut lists = Lists::new(self, least, |value| {
            let base = base_weight(value, weights, settings);
            Ok(Some((heaviest_first(base), next_weight(weighs)?)))
        })?;
        let mut tying = Tying {
            index: Index::empty(self.subjects),
            knots: Vec::new(),
            numbers: Vec::new(),
        };
        let (mut marks, mut parent) = (Marks::default(), Vec::new());
        weighs.rewind(share(self.memory))?;
        let room = self.room();
        in_windows(
            (&mut self.values, 0),
            room,
            &mut lists,
            |_| {
                let weight = next_weight(weighs)?;
                let ask = match weight {
                    _ if weight < least => Ask::Nothing,
                    _ if weight >= settings.enough() => Ask::Holders,
                    _ => Ask::Witnesses,
                };
                Ok((weight, ask))
            },
            |window, own| {
                let Some(near) = own.near else {
                    return Ok(());
                };
                let value = tying.numbers.len() as u32;
                let before = tying.knots.len();
                marks.grow(window.len());
                let tie = |subjects| {
                    tying.knots.push(Knot {
                        value,
                        weight: own.weight,
                        subjects,
                    });
                };
                knots_of(
                    window,
                    window.weights(),
                    settings,
                    near,
                    &mut marks,
                    &mut parent,
                    tie,
                );
                if tying.knots.len() > before {
                    tying.index.push(own.value, window.holders(near));
                    tying.numbers.push(own.number);
                }
                Ok(())
            },
        )?;
        Ok(tying)
    }

    /// Pairs of units whose weak ties say enough together.
    fn candidates(
        &mut self,
        weighs: &mut Tape<f32>,
        units: &Units,
    ) -> Result<Candidates, LinkError> {
        let settings = self.settings;
        let mut sorter: Sorter<Weak> = Sorter::new(&self.scratch, self.memory / 2);
        weighs.rewind(share(self.memory))?;
        self.values.each(|number, value, holders| {
            let weight = next_weight(weighs)?;
            let one = One(value.kind, holders);
            units.ties_of(&one, &[weight], settings, 0, |tie| {
                sorter.push(Weak {
                    value: number,
                    ..tie
                })
            })
        })?;
        let mut candidates = Candidates::default();
        let mut of_pair: Vec<Weak> = Vec::new();
        let mut sorted = sorter.finish()?;
        while let Some(tie) = sorted.next()? {
            if of_pair
                .first()
                .is_some_and(|first| first.units != tie.units)
            {
                candidates.take(&of_pair, units, settings);
                of_pair.clear();
            }
            of_pair.push(tie);
        }
        if !of_pair.is_empty() {
            candidates.take(&of_pair, units, settings);
        }
        Ok(candidates)
    }

    /// The values that tie, and those whose weak ties may, in one index; parts and ties with its numbers.
    fn with_weak(
        &mut self,
        tying: Tying,
        mut gathered: Vec<Gathered>,
        mut candidates: Candidates,
    ) -> Result<(Tying, Vec<Gathered>, Candidates), LinkError> {
        let before = tying.numbers;
        let mut numbers: Vec<u32> = before.clone();
        numbers.extend(candidates.weak.iter().map(|tie| tie.value));
        numbers.sort_unstable();
        numbers.dedup();
        let place = |number: u32| numbers.binary_search(&number).unwrap_or_default() as u32;
        for tied in gathered.iter_mut().flat_map(|part| &mut part.tied) {
            tied.value = place(before[tied.value as usize]);
        }
        for tie in &mut candidates.weak {
            tie.value = place(tie.value);
        }
        let mut index = tying.index;
        if numbers.len() > before.len() {
            index = Index::empty(self.subjects);
            let mut wanted = numbers.iter().peekable();
            self.values.each(|number, value, holders| {
                if wanted.next_if(|&&next| next == number).is_some() {
                    index.push(*value, holders);
                }
                Ok(())
            })?;
        }
        let tying = Tying {
            index,
            knots: Vec::new(),
            numbers,
        };
        Ok((tying, gathered, candidates))
    }
}

fn next_weight(weighs: &mut Tape<f32>) -> Result<f32, LinkError> {
    // There is one for every value.
    Ok(weighs.next()?.unwrap_or(f32::MIN))
}

/// Transfers and referrals between members of one group, sorted: only those have a say in a member's role.
fn within_groups(
    mut directed: Tape<Directed>,
    gathered: &[Gathered],
    work: &Work<'_>,
) -> Result<Vec<(u32, u32, TieKind)>, LinkError> {
    let mut group_of = vec![u32::MAX; work.subjects];
    for (number, group) in (0_u32..).zip(gathered) {
        for &subject in &group.subjects {
            group_of[subject as usize] = number;
        }
    }
    let mut within = Vec::new();
    directed.rewind(share(work.memory))?;
    while let Some(Directed(from, to, kind)) = directed.next()? {
        let (x, y) = (group_of[from as usize], group_of[to as usize]);
        if x == y && x != u32::MAX {
            within.push((from, to, kind));
        }
    }
    within.sort_unstable();
    within.dedup();
    Ok(within)
}

impl Record for Directed {
    const SIZE: usize = 9;

    fn store(&self, pen: &mut Pen<'_>) {
        pen.short(self.0);
        pen.short(self.1);
        pen.byte(self.2 as u8);
    }

    fn load(eye: &mut Eye<'_>) -> Self {
        Self(eye.short(), eye.short(), TieKind::of_number(eye.byte()))
    }
}

impl Record for Weak {
    const SIZE: usize = 25;

    fn store(&self, pen: &mut Pen<'_>) {
        pen.short(self.units.0);
        pen.short(self.units.1);
        pen.short(self.value);
        pen.short(self.ends.0);
        pen.short(self.ends.1);
        pen.float(self.weight);
        pen.byte(self.kind as u8);
    }

    fn load(eye: &mut Eye<'_>) -> Self {
        Self {
            units: (eye.short(), eye.short()),
            value: eye.short(),
            ends: (eye.short(), eye.short()),
            weight: eye.float(),
            kind: TieKind::of_number(eye.byte()),
        }
    }
}

impl Ordered for Weak {
    fn order(&self, other: &Self) -> std::cmp::Ordering {
        (self.units, self.value).cmp(&(other.units, other.value))
    }
}
