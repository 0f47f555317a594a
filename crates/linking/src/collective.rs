//! Weak ties between two parts that are strong together.
//!
//! A careful operator's personas may share no one thing that says enough, but a text here, the same hours there, a
//! transfer elsewhere. Between two subjects each is too little; between two parts they add up, over different families,
//! though they tie different members. The more pairs of members two parts have, the likelier one of them meets by
//! chance, so the sum must grow with the number of pairs: `enough + growth · log₁₀(pairs)`.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::components::Components;
use crate::corroboration::Web;
use crate::cut;
use crate::groups::{Gathered, Scene, Tied};
use crate::kind::{Family, TieKind};
use crate::parts::{self, Component};
use crate::settings::Settings;

/// A weak value among more parts than this is common ground, and its pairs are too many to write out.
const MOST_PARTS: usize = 8;

/// A weak value between a subject of one unit and one of another.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Weak {
    pub(crate) units: (u32, u32),
    pub(crate) kind: TieKind,
    pub(crate) weight: f32,
    pub(crate) value: u32,
    pub(crate) ends: (u32, u32),
}

impl Weak {
    /// A value between two units, each with the subject that is first there.
    pub(crate) fn new(
        web: &impl Web,
        weight: &[f32],
        value: u32,
        one: (u32, u32),
        other: (u32, u32),
    ) -> Self {
        Self {
            units: (one.0, other.0),
            kind: web.kind(value),
            weight: weight[value as usize],
            value,
            ends: (one.1, other.1),
        }
    }
}

/// What weak ties may join: parts, and subjects that stand alone.
pub(crate) struct Units {
    /// By subject the least subject of its unit, after which the unit is named.
    unit: Vec<u32>,
    /// By a unit's name its subjects.
    size: Vec<u32>,
}

impl Units {
    pub(crate) fn new(subjects: usize, gathered: &[Gathered]) -> Self {
        let mut unit: Vec<u32> = (0..subjects as u32).collect();
        let mut size = vec![1; subjects];
        for part in gathered {
            let head = part.subjects[0];
            size[head as usize] = part.subjects.len() as u32;
            for &subject in &part.subjects {
                unit[subject as usize] = head;
            }
        }
        Self { unit, size }
    }

    /// Gives the weak ties that one value makes between units.
    pub(crate) fn ties_of<E>(
        &self,
        web: &impl Web,
        weight: &[f32],
        settings: &Settings,
        number: u32,
        mut each: impl FnMut(Weak) -> Result<(), E>,
    ) -> Result<(), E> {
        let unit = |subject: u32| self.unit[subject as usize];
        let found = heads(web, weight, settings, number, unit, |a, b| a.cmp(&b));
        let mut heads = found.unwrap_or_default();
        heads.sort_unstable();
        for (place, &one) in heads.iter().enumerate() {
            for &other in &heads[place + 1..] {
                each(Weak::new(web, weight, number, one, other))?;
            }
        }
        Ok(())
    }
}

/// Pairs of units whose weak ties say enough together.
#[derive(Default)]
pub(crate) struct Candidates {
    /// By how much they say more than is needed, the units, and the places of their ties.
    pairs: Vec<(f32, (u32, u32), std::ops::Range<usize>)>,
    pub(crate) weak: Vec<Weak>,
}

impl Candidates {
    /// Keeps the ties between two units, in the order of their values, if they say enough.
    pub(crate) fn take(&mut self, of_pair: &[Weak], units: &Units, settings: &Settings) {
        let (a, b) = of_pair[0].units;
        let sizes = (
            units.size[a as usize] as usize,
            units.size[b as usize] as usize,
        );
        if let Some(surplus) = surplus(settings, of_pair, sizes) {
            let start = self.weak.len();
            self.weak.extend_from_slice(of_pair);
            self.pairs.push((surplus, (a, b), start..self.weak.len()));
        }
    }
}

/// The pairs of units that all values of an index may join.
pub(crate) fn candidates(scene: &Scene<'_>, weight: &[f32], units: &Units) -> Candidates {
    let mut weak: Vec<Weak> = Vec::new();
    for number in 0..scene.index.values.len() as u32 {
        let done = units.ties_of(scene.index, weight, scene.settings, number, |tie| {
            weak.push(tie);
            Ok::<_, std::convert::Infallible>(())
        });
        let Ok(()) = done;
    }
    weak.sort_by_key(|tie| (tie.units, tie.value));
    let mut candidates = Candidates::default();
    for of_pair in weak.chunk_by(|x, y| x.units == y.units) {
        candidates.take(of_pair, units, scene.settings);
    }
    candidates
}

/// Joins parts, and subjects that stand alone, by ties that are strong together.
pub(crate) fn join(
    scene: &Scene<'_>,
    units: Units,
    candidates: Candidates,
    gathered: Vec<Gathered>,
    different: &[(u32, u32)],
) -> Vec<Gathered> {
    let Units { unit, size } = units;
    let Candidates { mut pairs, weak } = candidates;
    pairs.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
    let mut joined = Components::new(unit.len());
    let mut members = size;
    let mut accepted = Vec::new();
    for (_, (a, b), range) in pairs {
        let (x, y) = (joined.find(a), joined.find(b));
        let together = members[x as usize] + members[y as usize];
        let forbidden = different.iter().any(|&(p, q)| {
            let ends = (joined.find(unit[p as usize]), joined.find(unit[q as usize]));
            ends == (x, y) || ends == (y, x)
        });
        if x != y && (together as usize > scene.settings.largest_joined || forbidden) {
            continue;
        }
        joined.join(x, y);
        members[joined.find(x) as usize] = together;
        accepted.push(range);
    }
    merge(scene, gathered, &unit, &joined, &weak, accepted)
}

/// By how much the ties between two units of such sizes say more than is needed to join them; none where they say less.
/// Ties in the order of their values.
pub(crate) fn surplus(settings: &Settings, ties: &[Weak], sizes: (usize, usize)) -> Option<f32> {
    let (sum, witnesses) = together(ties);
    let opportunities = (sizes.0 * sizes.1) as f64;
    let needed = settings.enough() + settings.growth_decibans * (opportunities.log10() as f32);
    let surplus = sum - needed;
    (witnesses > 1 && surplus >= 0.0).then_some(surplus)
}

/// The units among which a value is a weak tie, each with the subject that is first there; none where the value is none.
pub(crate) fn heads(
    web: &impl Web,
    weight: &[f32],
    settings: &Settings,
    value: u32,
    unit: impl Fn(u32) -> u32,
    compare: impl Fn(u32, u32) -> Ordering,
) -> Option<Vec<(u32, u32)>> {
    let says = weight[value as usize];
    // A value that ties by itself has had its say; set-ups and names are nobody's own.
    let too_vague = matches!(web.kind(value), TieKind::Configuration | TieKind::Name);
    if says < settings.least_decibans || says >= settings.enough() || too_vague {
        return None;
    }
    let mut heads: Vec<(u32, u32)> = Vec::with_capacity(MOST_PARTS + 1);
    for holder in web.holders(value) {
        let of = unit(holder.subject);
        match heads.iter_mut().find(|(known, _)| *known == of) {
            Some((_, first)) if compare(holder.subject, *first).is_lt() => *first = holder.subject,
            Some(_) => {}
            None => heads.push((of, holder.subject)),
        }
        if heads.len() > MOST_PARTS {
            return None;
        }
    }
    (heads.len() > 1).then_some(heads)
}

/// What ties between two units say together, and by how many witnesses.
///
/// Of a family the heaviest counts, as always. Of identity-bound ties of one family a second one counts too if it ties
/// two other members: two payout accounts, each of another member, are no echo of each other.
fn together(ties: &[Weak]) -> (f32, usize) {
    let mut heaviest: BTreeMap<Family, &Weak> = BTreeMap::new();
    for tie in ties {
        let most = heaviest.entry(tie.kind.family()).or_insert(tie);
        if tie.weight > most.weight {
            *most = tie;
        }
    }
    let mut seconds: BTreeMap<Family, f32> = BTreeMap::new();
    for tie in ties.iter().filter(|tie| tie.kind.is_identity_bound()) {
        let is_other = heaviest.get(&tie.kind.family()).is_some_and(|most| {
            most.kind.is_identity_bound() && most.ends.0 != tie.ends.0 && most.ends.1 != tie.ends.1
        });
        if is_other {
            let second = seconds.entry(tie.kind.family()).or_insert(0.0);
            *second = second.max(tie.weight);
        }
    }
    let sum = heaviest.values().map(|tie| tie.weight).sum::<f32>() + seconds.values().sum::<f32>();
    (sum, heaviest.len() + seconds.len())
}

fn merge(
    scene: &Scene<'_>,
    gathered: Vec<Gathered>,
    unit: &[u32],
    joined: &Components,
    weak: &[Weak],
    accepted: Vec<std::ops::Range<usize>>,
) -> Vec<Gathered> {
    let mut whole: BTreeMap<u32, Gathered> = BTreeMap::new();
    for part in gathered {
        let head = joined.find(unit[part.subjects[0] as usize]);
        let into = whole.entry(head).or_default();
        // Numbers of circumstances begin anew after those that are there.
        let shift = into
            .tied
            .iter()
            .map(|t| t.circumstance + 1)
            .max()
            .unwrap_or(0);
        into.subjects.extend(part.subjects);
        into.same.extend(part.same);
        into.tied.extend(part.tied.into_iter().map(|tied| Tied {
            circumstance: tied.circumstance + shift,
            ..tied
        }));
    }
    let mut touched: Vec<u32> = Vec::new();
    for tie in accepted.into_iter().flat_map(|range| &weak[range]) {
        touched.push(joined.find(tie.units.0));
        let into = whole.entry(joined.find(tie.units.0)).or_default();
        let circumstance = into
            .tied
            .iter()
            .map(|t| t.circumstance + 1)
            .max()
            .unwrap_or(0);
        into.subjects.extend([tie.ends.0, tie.ends.1]);
        into.tied.push(Tied {
            value: tie.value,
            kind: tie.kind,
            weight: tie.weight,
            circumstance,
            subjects: vec![tie.ends.0.min(tie.ends.1), tie.ends.0.max(tie.ends.1)],
        });
    }
    touched.sort_unstable();
    whole
        .into_iter()
        .flat_map(|(head, mut one)| {
            one.subjects.sort_unstable();
            one.subjects.dedup();
            if touched.binary_search(&head).is_ok() {
                cut_again(one, scene)
            } else {
                vec![one]
            }
        })
        .collect()
}

/// What was joined is looked at for a narrow place once more: a part that a wrong tie had grown by a few members may
/// have drawn two crews together.
fn cut_again(whole: Gathered, scene: &Scene<'_>) -> Vec<Gathered> {
    if whole.subjects.len() < scene.settings.cut_from {
        return vec![whole];
    }
    let component = component_of(&whole);
    let mut labels = vec![0_u32; component.nodes()];
    cut::narrow_places(&component, &mut labels, scene.settings);
    parts::connected_again(&component, &mut labels);
    let label_of = |subject: u32| {
        whole
            .subjects
            .binary_search(&subject)
            .ok()
            .map(|place| labels[place])
    };
    let mut sides: BTreeMap<u32, Gathered> = BTreeMap::new();
    for &subject in &whole.subjects {
        if let Some(label) = label_of(subject) {
            sides.entry(label).or_default().subjects.push(subject);
        }
    }
    for tied in &whole.tied {
        for (&label, side) in &mut sides {
            let subjects: Vec<u32> = tied
                .subjects
                .iter()
                .copied()
                .filter(|&subject| label_of(subject) == Some(label))
                .collect();
            if subjects.len() > 1 {
                side.tied.push(Tied {
                    subjects,
                    ..tied.clone()
                });
            }
        }
    }
    for &(a, b) in &whole.same {
        if let (Some(x), Some(y)) = (label_of(a), label_of(b))
            && x == y
        {
            sides.entry(x).or_default().same.push((a, b));
        }
    }
    sides
        .into_values()
        .filter(|side| side.subjects.len() > 1)
        .collect()
}

fn component_of(whole: &Gathered) -> Component {
    let place = |subject: u32| whole.subjects.binary_search(&subject).unwrap_or(0) as u32;
    let subjects = whole.subjects.len() as u32;
    let mut component = Component {
        subjects: whole.subjects.clone(),
        ..Component::default()
    };
    for tied in &whole.tied {
        let node = tied.circumstance as usize;
        if component.weights.len() <= node {
            component.weights.resize(node + 1, 0.0);
        }
        component.weights[node] = component.weights[node].max(tied.weight);
        let edges = tied
            .subjects
            .iter()
            .map(|&s| (place(s), subjects + tied.circumstance));
        component.edges.extend(edges);
    }
    for &(a, b) in &whole.same {
        let node = subjects + component.weights.len() as u32;
        component.weights.push(parts::SAME);
        component.edges.extend([(place(a), node), (place(b), node)]);
    }
    component.edges.sort_unstable();
    component.edges.dedup();
    component
}
