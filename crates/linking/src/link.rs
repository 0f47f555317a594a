//! The whole way, from sightings to groups.

use std::collections::BTreeMap;

use crate::chains;
use crate::collective::{self, Units};
use crate::components::Components;
use crate::corroboration::{base_weights, corroborated, knots, weigh};
use crate::em;
use crate::groups::{Gathered, Group, Link, Scene};
use crate::index::{CommonValue, Index, Ranks, Row, rows};
use crate::kind::TieKind;
use crate::parts::{Component, split};
use crate::settings::Settings;
use crate::sighting::{DirectTie, Sighting, SubjectFacts, Verdict};
use crate::weight::{KindWeight, Weights};
use crate::why::Paths;

/// Ties and groups.
#[derive(Debug, Clone, PartialEq)]
pub struct Linked {
    /// All ties that hold, within groups and between them.
    pub links: Vec<Link>,
    /// Groups, those that look most like an operation first.
    pub groups: Vec<Group>,
    /// Values too common to tie anybody, the most common first.
    pub common: Vec<CommonValue>,
    /// What each kind weighs by the number of sharers.
    pub weights: Vec<KindWeight>,
    /// The same as a table to keep and to give to a later run ([`Settings::weights`]).
    pub learned: Weights,
    /// Sightings and ties that named a subject beyond the list.
    pub ignored: u64,
    pub(crate) prior_decibans: f64,
}

/// Finds ties and groups. The answer does not depend on the order or the numbering of what is given.
#[must_use]
pub fn link(
    sightings: &[Sighting],
    direct: &[DirectTie],
    subjects: &[SubjectFacts],
    verdicts: &[Verdict],
    settings: &Settings,
) -> Linked {
    let ranks = Ranks::new(subjects);
    let (rows, ignored) = rows(sightings, &ranks);
    let given = Given {
        rows: &rows,
        direct,
        subjects,
        verdicts,
        ranks: &ranks,
        settings,
    };
    let mut linked = from_rows(&given);
    linked.ignored += ignored;
    linked
}

/// What a run works on, with sightings in the order of rows.
struct Given<'a> {
    rows: &'a [Row],
    direct: &'a [DirectTie],
    subjects: &'a [SubjectFacts],
    verdicts: &'a [Verdict],
    ranks: &'a Ranks,
    settings: &'a Settings,
}

/// The run itself.
fn from_rows(given: &Given<'_>) -> Linked {
    let &Given {
        rows,
        direct,
        subjects,
        verdicts,
        ranks,
        settings,
    } = given;
    let mut index = Index::new(rows, direct, ranks, settings);
    let learned = match &settings.weights {
        Some(weights) => weights.clone(),
        None => {
            let base = base_weights(&index, &Weights::default(), settings);
            order_by_weight(&mut index, &base);
            em::learn(&index, &corroborated(&index, &base, settings, |_| true))
        }
    };
    let base = base_weights(&index, &learned, settings);
    order_by_weight(&mut index, &base);
    let witnessed = corroborated(&index, &base, settings, |value| {
        learned.asks_for_corroboration(value)
    });
    let mut weight = weigh(&index, &base, &witnessed, &learned);
    chains::add(&index, &base, &learned, settings, &mut weight);
    let knots = knots(&index, &weight, settings);
    let directed = directed(direct, ranks);
    let scene = Scene {
        index: &index,
        knots: &knots,
        ranks,
        subjects,
        directed: &directed,
        settings,
    };
    let bound = Bound::new(verdicts, ranks);
    let (gathered, between) = parts_of(&scene, &bound);
    let units = Units::new(index.subjects(), &gathered);
    let candidates = collective::candidates(&scene, &weight, &units);
    let gathered = collective::join(&scene, units, candidates, gathered, &bound.different);
    let groups = gathered.iter().map(|one| scene.group(one)).collect();
    let (groups, links) = in_order(groups, between);
    Linked {
        links,
        groups,
        weights: em::table(&index.seen, &learned, subjects.len(), settings),
        common: std::mem::take(&mut index.common),
        learned,
        ignored: index.ignored,
        prior_decibans: f64::from(settings.prior_decibans()),
    }
}

/// Groups in the order of the result, and all links: those of the groups in their order, then those between groups.
pub(crate) fn in_order(mut groups: Vec<Group>, mut between: Vec<Link>) -> (Vec<Group>, Vec<Link>) {
    groups.sort_by(|x, y| {
        y.operation
            .total_cmp(&x.operation)
            .then(y.linked.total_cmp(&x.linked))
            .then_with(|| x.id.cmp(&y.id))
    });
    between.sort_by(|x, y| {
        let key = |link: &Link| (link.a, link.b, link.kind, link.value, link.first);
        key(x).cmp(&key(y)).then(y.decibans.total_cmp(&x.decibans))
    });
    between.dedup_by_key(|link| (link.a, link.b, link.kind, link.value, link.first));
    let mut links: Vec<Link> = groups
        .iter()
        .flat_map(|group| group.links.iter().copied())
        .collect();
    links.extend(between);
    (groups, links)
}

fn order_by_weight(index: &mut Index, base: &[f32]) {
    index.sort_values_of_subjects(|value| (heaviest_first(base[value as usize]), value));
}

/// Sorts by weight: thousandths of a deciban are as fine as weights get.
pub(crate) fn heaviest_first(base: f32) -> i32 {
    (-base * 1000.0) as i32
}

/// Transfers and referrals with their direction, as ranks.
fn directed(direct: &[DirectTie], ranks: &Ranks) -> Vec<(u32, u32, TieKind)> {
    let rank = |number: u32| ranks.rank.get(number as usize).copied();
    let mut directed: Vec<(u32, u32, TieKind)> = direct
        .iter()
        .filter(|tie| matches!(tie.kind, TieKind::Transfer | TieKind::Referral))
        .filter_map(|tie| Some((rank(tie.a)?, rank(tie.b)?, tie.kind)))
        .collect();
    directed.sort_unstable();
    directed.dedup();
    directed
}

/// Verdicts as pairs of ranks, the lesser first.
#[derive(Debug, Clone, Default)]
pub(crate) struct Bound {
    pub(crate) same: Vec<(u32, u32)>,
    pub(crate) different: Vec<(u32, u32)>,
}

impl Bound {
    pub(crate) fn new(verdicts: &[Verdict], ranks: &Ranks) -> Self {
        Self::of(verdicts, |number| ranks.rank.get(number as usize).copied())
    }

    /// The same with other names for subjects.
    pub(crate) fn of(verdicts: &[Verdict], name: impl Fn(u32) -> Option<u32>) -> Self {
        let pair = |a: u32, b: u32| {
            let (a, b) = (name(a)?, name(b)?);
            (a != b).then(|| (a.min(b), a.max(b)))
        };
        let mut same = Vec::new();
        let mut different = Vec::new();
        for verdict in verdicts {
            match *verdict {
                Verdict::Same { a, b } => same.extend(pair(a, b)),
                Verdict::Different { a, b } => different.extend(pair(a, b)),
            }
        }
        for list in [&mut same, &mut different] {
            list.sort_unstable();
            list.dedup();
        }
        same.retain(|pair| different.binary_search(pair).is_err());
        Self { same, different }
    }
}

/// The parts of all components, and the links between them.
pub(crate) fn parts_of(scene: &Scene<'_>, bound: &Bound) -> (Vec<Gathered>, Vec<Link>) {
    let mut joined = Components::new(scene.index.subjects());
    for knot in scene.knots {
        for &subject in &knot.subjects[1..] {
            joined.join(knot.subjects[0], subject);
        }
    }
    for &(a, b) in &bound.same {
        joined.join(a, b);
    }
    let labels = joined.labels();
    let mut by_component: Vec<(u32, u32)> = scene
        .knots
        .iter()
        .zip(0..)
        .map(|(knot, number)| (labels[knot.subjects[0] as usize], number))
        .collect();
    by_component.sort_unstable();
    let mut same: BTreeMap<u32, Vec<(u32, u32)>> = BTreeMap::new();
    let mut different: BTreeMap<u32, Vec<(u32, u32)>> = BTreeMap::new();
    for &pair in &bound.same {
        same.entry(labels[pair.0 as usize]).or_default().push(pair);
    }
    for &pair in &bound.different {
        let label = labels[pair.0 as usize];
        if label == labels[pair.1 as usize] {
            different.entry(label).or_default().push(pair);
        }
    }
    let mut work: BTreeMap<u32, Vec<u32>> = same.keys().map(|&label| (label, Vec::new())).collect();
    for of_one in by_component.chunk_by(|x, y| x.0 == y.0) {
        work.insert(of_one[0].0, of_one.iter().map(|&(_, knot)| knot).collect());
    }
    let (mut gathered, mut all_between) = (Vec::new(), Vec::new());
    for (label, numbers) in work {
        let of = |by: &BTreeMap<u32, Vec<(u32, u32)>>| by.get(&label).cloned().unwrap_or_default();
        let (parts, between) = component_parts(scene, &numbers, &of(&same), &of(&different));
        gathered.extend(parts);
        all_between.extend(between.iter().map(|link| scene.named(link)));
    }
    (gathered, all_between)
}

/// The parts of one component, and the ties between parts that join none, as ranks.
pub(crate) fn component_parts(
    scene: &Scene<'_>,
    numbers: &[u32],
    same: &[(u32, u32)],
    different: &[(u32, u32)],
) -> (Vec<Gathered>, Vec<Link>) {
    let family = |knot| scene.kind(knot).family();
    let component = Component::new(scene.knots, numbers, family, same);
    let place = |rank: u32| component.subjects.binary_search(&rank).ok();
    let different: Vec<(u32, u32)> = different
        .iter()
        .filter_map(|&(a, b)| Some((place(a)? as u32, place(b)? as u32)))
        .collect();
    let parts = split(&component, &different, scene.settings);
    scene.gather(&component, &parts, same)
}

impl Linked {
    /// The strongest path of ties from `a` to `b`, or none if they are not linked. Within a group only its own ties
    /// are walked. A reviewer's word is the weakest step: it is walked where no evidence leads on.
    #[must_use]
    pub fn why(&self, a: u32, b: u32) -> Option<Vec<Link>> {
        let together = self.groups.iter().find(|group| {
            let has = |subject: u32| group.members.iter().any(|member| member.subject == subject);
            has(a) && has(b)
        });
        let links: Vec<&Link> = together
            .map_or(&self.links, |group| &group.links)
            .iter()
            .collect();
        if a == b {
            return None;
        }
        Paths::new(a, &links, self.prior_decibans).to(b, &links)
    }
}

impl Default for Linked {
    /// Nobody, tied to nobody.
    fn default() -> Self {
        Self::of_links(Vec::new())
    }
}

impl Linked {
    /// Ties that an earlier run found, without its groups: enough to say why two subjects are tied.
    pub fn of_links(links: Vec<Link>) -> Self {
        let settings = Settings::default();
        Self {
            links,
            ..link(&[], &[], &[], &[], &settings)
        }
    }
}
