//! Values with their holders, from both sides, that grow.

use std::collections::BTreeSet;

use crate::chains::{self, Chain};
use crate::corroboration::{Marks, WITNESS, Web};
use crate::hash::{Map, Set};
use crate::index::{CommonValue, Holder, Row, Seen, pairs, parties_of_run};
use crate::kind::TieKind;
use crate::settings::Settings;
use crate::sighting::DirectTie;
use crate::weight::{CLASSES, Weights, class};

use super::cells::{Added, Cells, More};

/// A value that ties, or a time of one.
#[derive(Debug, Clone)]
pub(super) struct Held {
    pub(super) kind: TieKind,
    pub(super) hash: u64,
    pub(super) sharers: u32,
    pub(super) strength: f32,
    pub(super) is_direct: bool,
    pub(super) in_passing: bool,
    /// Which time of the value.
    episode: u32,
    /// In the order of their numbers.
    pub(super) holders: Vec<Holder>,
    /// The parties that it ties.
    pub(super) knots: Vec<Vec<u32>>,
    /// Whether weak ties of it count between units.
    pub(super) joins: bool,
}

/// A value as it was before the day.
#[derive(Debug, Clone)]
pub(super) struct Before {
    pub(super) value: u32,
    pub(super) holders: Vec<Holder>,
    pub(super) base: f32,
    pub(super) weight: f32,
}

/// All values.
#[derive(Debug, Clone)]
pub(super) struct Live {
    cells: Cells,
    ties: Map<(u32, u32, u32), (u32, Vec<DirectTie>)>,
    pub(super) values: Vec<Held>,
    /// The kind of each value once more: what vouches is asked for oftener than all else, and these lie close together.
    kinds: Vec<TieKind>,
    pub(super) base: Vec<f32>,
    pub(super) weight: Vec<f32>,
    of_subject: Vec<Vec<u32>>,
    pub(super) seen: Seen,
    pub(super) marks: Marks,
    free: Vec<u32>,
    /// Subjects who have, or had since the last day, more values than are looked at.
    pub(super) crowded: Set<u32>,
    /// Those who hang together by ties along chains. Ties are never taken away, so chains only grow together.
    pub(super) chains: Vec<Chain>,
    pub(super) chain_of: Map<(TieKind, u32), u32>,
    /// Chains that grew since they were looked at, and those who came to them from other chains.
    pub(super) grown: BTreeSet<u32>,
    pub(super) came: Vec<(TieKind, u32)>,
    settings: Settings,
}

/// The holders before and after, with whether they held it then and hold it now. Both lists in the order of subjects.
pub(super) fn then_and_now<'a>(
    then: &'a [Holder],
    now: &'a [Holder],
) -> impl Iterator<Item = (u32, bool, bool)> + use<'a> {
    let (mut then, mut now) = (then.iter().peekable(), now.iter().peekable());
    std::iter::from_fn(move || {
        let (was, is) = (
            then.peek().map(|holder| holder.subject),
            now.peek().map(|holder| holder.subject),
        );
        let subject = match (was, is) {
            (Some(was), Some(is)) => was.min(is),
            (one, other) => one.or(other)?,
        };
        let (was, is) = (was == Some(subject), is == Some(subject));
        if was {
            then.next();
        }
        if is {
            now.next();
        }
        Some((subject, was, is))
    })
}

impl Web for Live {
    fn kind(&self, value: u32) -> TieKind {
        self.kinds[value as usize]
    }

    fn holders(&self, value: u32) -> &[Holder] {
        &self.values[value as usize].holders
    }

    fn values_of(&self, subject: u32) -> &[u32] {
        &self.of_subject[subject as usize]
    }
}

impl Live {
    pub(super) fn new(settings: &Settings) -> Self {
        Self {
            cells: Cells::default(),
            ties: Map::default(),
            values: Vec::new(),
            kinds: Vec::new(),
            base: Vec::new(),
            weight: Vec::new(),
            of_subject: Vec::new(),
            seen: vec![[(0, 0.0); CLASSES]; TieKind::ALL.len()],
            marks: Marks::default(),
            free: Vec::new(),
            crowded: Set::default(),
            chains: Vec::new(),
            chain_of: Map::default(),
            grown: BTreeSet::new(),
            came: Vec::new(),
            settings: settings.clone(),
        }
    }

    /// Makes room for so many subjects.
    pub(super) fn grow(&mut self, subjects: usize) {
        self.of_subject.resize(subjects, Vec::new());
    }

    pub(super) fn common(&self) -> impl Iterator<Item = CommonValue> {
        self.cells
            .common()
            .map(|(kind, value, subjects)| CommonValue {
                kind,
                value,
                subjects,
            })
    }

    /// Notes sightings of one kind; gives the places of values that are to be brought up to date.
    pub(super) fn see(
        &mut self,
        rows: &[Row],
        found: &mut Vec<Option<u32>>,
        places: &mut Vec<u32>,
    ) {
        // Looked for all at once: nothing waits for what was found, so memory is asked for many values at a time.
        found.clear();
        found.extend(rows.iter().map(|row| self.cells.find(row.kind, row.value)));
        for (row, found) in rows.iter().zip(found) {
            // What was not there may have come with an earlier row.
            let place = found.or_else(|| self.cells.find(row.kind, row.value));
            match place {
                Some(place) => places.extend(self.see_again(place, *row)),
                None => self.cells.insert(*row),
            }
        }
    }

    /// Notes a sighting of a value that was seen before; gives its place if it is to be brought up to date.
    fn see_again(&mut self, place: u32, row: Row) -> Option<u32> {
        match self.cells.add(place, row) {
            Added::Known => None,
            Added::News => Some(place),
            Added::Common(subjects) => {
                let before = subjects.len() as u32;
                if subjects.insert(row.subject) {
                    count(&mut self.seen, row.kind, before, -1);
                    count(&mut self.seen, row.kind, before + 1, 1);
                }
                None
            }
        }
    }

    /// Brings the value at a place up to date after rows were added.
    pub(super) fn refresh(&mut self, place: u32, into: &mut Vec<Before>) {
        let (kind, hash, more) = self.cells.more(place);
        let Some(seen) = more else {
            return;
        };
        let More::Some(many) = seen else {
            return;
        };
        let before = many.sharers;
        many.sort();
        let now = many.sharers;
        let (rows, values) = (&many.rows, &mut many.values);
        let mut times: Vec<(bool, Vec<Holder>)> = Vec::new();
        let may_tie = now >= 2 && now <= self.settings.most_sharers(kind);
        if may_tie && !is_hopeless(&self.settings, kind, now) {
            parties_of_run(rows, &self.settings, |in_passing, holders| {
                times.push((in_passing, holders.to_vec()));
            });
        }
        let mut old = std::mem::take(values);
        if now > self.settings.most_sharers(kind) {
            let subjects = rows.iter().map(|row| row.subject).collect();
            *seen = More::Common(subjects);
        }
        if before >= 2 {
            count(&mut self.seen, kind, before, -1);
        }
        if now >= 2 {
            count(&mut self.seen, kind, now, 1);
        }
        let places = times.len().max(old.len());
        let mut times = times.into_iter();
        for episode in 0..places {
            let (in_passing, holders) = times.next().unwrap_or_default();
            let proto = Held {
                kind,
                hash,
                sharers: now,
                strength: 1.0,
                is_direct: false,
                in_passing,
                episode: episode as u32,
                holders,
                knots: Vec::new(),
                joins: false,
            };
            let slot = old.get(episode).copied();
            if let Some(value) = self.put(slot, proto, into) {
                match old.get_mut(episode) {
                    Some(known) => *known = value,
                    None => old.push(value),
                }
            }
        }
        if let (_, _, Some(More::Some(many))) = self.cells.more(place) {
            old.retain(|&value| !self.values[value as usize].holders.is_empty());
            many.values = old;
        }
    }

    /// Notes a tie between two; the rarest and strongest of one kind counts.
    pub(super) fn tie(&mut self, tie: &DirectTie, into: &mut Vec<Before>) {
        let key = (tie.kind as u32, tie.a.min(tie.b), tie.a.max(tie.b));
        let mut told = *tie;
        told.strength = if tie.strength.is_nan() {
            0.0
        } else {
            tie.strength.clamp(0.0, 1.0)
        };
        told.shared_by = tie.shared_by.max(2);
        let (slot, known) = self.ties.entry(key).or_insert((super::NONE, Vec::new()));
        if known.contains(&told) {
            return;
        }
        let before = known.first().map(|tie| tie.shared_by);
        known.push(told);
        known.sort_by(|x, y| {
            x.shared_by
                .cmp(&y.shared_by)
                .then(y.strength.total_cmp(&x.strength))
                .then(x.at.cmp(&y.at))
        });
        let best = known[0];
        let first = known.iter().filter_map(|tie| tie.at).min();
        let slot = (*slot != super::NONE).then_some(*slot);
        if let Some(before) = before {
            count(&mut self.seen, tie.kind, before, -1);
        }
        count(&mut self.seen, tie.kind, best.shared_by, 1);
        if best.shared_by > self.settings.most_sharers(tie.kind) {
            return;
        }
        if chains::goes_along(tie.kind) {
            self.lengthen(tie.kind, tie.a, tie.b);
        }
        let holder = |subject| Holder { subject, first };
        let proto = Held {
            kind: tie.kind,
            hash: 0,
            sharers: best.shared_by,
            strength: best.strength,
            is_direct: true,
            in_passing: false,
            episode: 0,
            holders: vec![holder(key.1), holder(key.2)],
            knots: Vec::new(),
            joins: false,
        };
        if let Some(value) = self.put(slot, proto, into)
            && let Some(entry) = self.ties.get_mut(&key)
        {
            entry.0 = value;
        }
    }

    /// Notes a tie along a chain: the chains of both ends are one, the shorter added to the longer.
    fn lengthen(&mut self, kind: TieKind, a: u32, b: u32) {
        let [x, y] = [a, b].map(|subject| {
            *self.chain_of.entry((kind, subject)).or_insert_with(|| {
                let members = vec![Holder {
                    subject,
                    first: None,
                }];
                self.chains.push(Chain {
                    kind,
                    members,
                    adds: 0.0,
                });
                (self.chains.len() - 1) as u32
            })
        });
        if x == y {
            return;
        }
        let length = |chain: u32| self.chains[chain as usize].members.len();
        let (long, short) = if length(x) < length(y) {
            (y, x)
        } else {
            (x, y)
        };
        let joining = std::mem::take(&mut self.chains[short as usize].members);
        for member in &joining {
            self.chain_of.insert((kind, member.subject), long);
            self.came.push((kind, member.subject));
        }
        self.chains[long as usize].members.extend(joining);
        self.grown.remove(&short);
        self.grown.insert(long);
    }

    /// The chains of a subject.
    pub(super) fn chains_of(&self, subject: u32) -> impl Iterator<Item = u32> {
        let kinds = TieKind::ALL.into_iter();
        kinds
            .filter(|&kind| chains::goes_along(kind))
            .filter_map(move |kind| self.chain_of.get(&(kind, subject)).copied())
    }

    /// The ties of one kind of a subject.
    pub(super) fn ties_of(&self, kind: TieKind, subject: u32) -> impl Iterator<Item = u32> {
        let all = self.values_of(subject).iter().copied();
        all.filter(move |&value| {
            let held = &self.values[value as usize];
            held.is_direct && held.kind == kind
        })
    }

    /// What the chain of a tie adds to it.
    pub(super) fn chain_adds(&self, value: u32) -> f32 {
        let held = &self.values[value as usize];
        if !held.is_direct || !chains::goes_along(held.kind) {
            return 0.0;
        }
        let holder = held.holders.first().map(|holder| holder.subject);
        let chain = holder.and_then(|subject| self.chain_of.get(&(held.kind, subject)));
        chain.map_or(0.0, |&chain| self.chains[chain as usize].adds)
    }

    /// Puts a value into its place or a new one, if it is not what it was; gives the place.
    fn put(&mut self, slot: Option<u32>, proto: Held, into: &mut Vec<Before>) -> Option<u32> {
        let value = match slot {
            Some(value) => value,
            None if proto.holders.is_empty() => return None,
            None => match self.free.pop() {
                Some(value) => value,
                None => {
                    self.values.push(Held {
                        holders: Vec::new(),
                        ..proto.clone()
                    });
                    self.kinds.push(proto.kind);
                    self.base.push(f32::MIN);
                    self.weight.push(f32::MIN);
                    (self.values.len() - 1) as u32
                }
            },
        };
        let place = value as usize;
        let known = &mut self.values[place];
        let is_same = slot.is_some()
            && (
                known.sharers,
                known.strength,
                known.episode,
                known.in_passing,
            ) == (
                proto.sharers,
                proto.strength,
                proto.episode,
                proto.in_passing,
            )
            && known.holders == proto.holders;
        if is_same {
            return Some(value);
        }
        self.kinds[place] = proto.kind;
        let old = std::mem::replace(known, proto);
        // Parties and joins are known until they are looked at again.
        known.knots = old.knots;
        known.joins = old.joins;
        for (subject, was, is) in then_and_now(&old.holders, &self.values[place].holders) {
            let values = &mut self.of_subject[subject as usize];
            if was && !is {
                values.retain(|&other| other != value);
            } else if is && !was {
                values.push(value);
            }
            if values.len() >= self.settings.values_per_subject && was != is {
                self.crowded.insert(subject);
            }
        }
        into.push(Before {
            value,
            holders: old.holders,
            base: self.base[place],
            weight: self.weight[place],
        });
        Some(value)
    }

    /// Frees the places of values that nobody holds any more. They must not be looked at after.
    pub(super) fn release(&mut self, touched: &[Before]) {
        let mut gone: Vec<u32> = touched
            .iter()
            .map(|before| before.value)
            .filter(|&value| self.values[value as usize].holders.is_empty())
            .collect();
        gone.sort_unstable();
        gone.dedup();
        for &value in &gone {
            self.base[value as usize] = f32::MIN;
            self.weight[value as usize] = f32::MIN;
        }
        self.free.extend(gone);
    }

    /// Orders the values of a subject with more of them than are looked at.
    pub(super) fn order_values(
        &mut self,
        subject: u32,
        compare: impl Fn(u32, u32) -> std::cmp::Ordering,
    ) {
        let mut values = std::mem::take(&mut self.of_subject[subject as usize]);
        values.sort_unstable_by(|&x, &y| {
            let heavy = |value: u32| crate::link::heaviest_first(self.base[value as usize]);
            heavy(x)
                .cmp(&heavy(y))
                .then_with(|| self.compare(x, y, &compare))
        });
        self.of_subject[subject as usize] = values;
    }

    /// The order in which a full run has two values; `subjects` is that of two subjects.
    pub(super) fn compare(
        &self,
        x: u32,
        y: u32,
        subjects: impl Fn(u32, u32) -> std::cmp::Ordering,
    ) -> std::cmp::Ordering {
        let (one, other) = (&self.values[x as usize], &self.values[y as usize]);
        one.is_direct
            .cmp(&other.is_direct)
            .then(one.kind.cmp(&other.kind))
            .then_with(|| match one.is_direct {
                false => (one.hash, one.episode).cmp(&(other.hash, other.episode)),
                true => {
                    let ends = |held: &Held| {
                        let (a, b) = match held.holders[..] {
                            [a, b, ..] => (a.subject, b.subject),
                            _ => (0, 0),
                        };
                        match subjects(a, b).is_le() {
                            true => (a, b),
                            false => (b, a),
                        }
                    };
                    let (p, q) = (ends(one), ends(other));
                    subjects(p.0, q.0).then_with(|| subjects(p.1, q.1))
                }
            })
    }
}

/// Whether a value of so many sharers ties nobody and is no witness, even with all that corroboration can add. Most names
/// and set-ups of devices are, and every new account has one: their holders are not kept. In the lists of subjects they
/// would stand behind all others, within a hundredth of a deciban.
fn is_hopeless(settings: &Settings, kind: TieKind, sharers: u32) -> bool {
    const ROUNDING: f32 = 0.01;
    settings.weights.as_ref().is_some_and(|weights| {
        let base = weights.of(kind, false, sharers, settings.prior_decibans());
        let most = base + Weights::most_from_corroboration() + ROUNDING;
        most < settings.least_decibans && most < WITNESS
    })
}

fn count(seen: &mut Seen, kind: TieKind, sharers: u32, by: i64) {
    let seen = &mut seen[kind as usize][class(sharers)];
    seen.0 = seen.0.saturating_add_signed(by);
    seen.1 += by as f64 * pairs(sharers);
}
