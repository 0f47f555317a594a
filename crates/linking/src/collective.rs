//! Weak ties between two parts that are strong together.
//!
//! A careful operator's personas may share no one thing that says enough, but a text here, the same hours there, a
//! transfer elsewhere. Between two subjects each is too little; between two parts they add up, over different families,
//! though they tie different members. The more pairs of members two parts have, the likelier one of them meets by
//! chance, so the sum must grow with the number of pairs: `enough + growth · log₁₀(pairs)`.

use std::collections::BTreeMap;

use crate::components::Components;
use crate::groups::{Gathered, Scene, Tied};
use crate::kind::{Family, TieKind};

/// A weak value among more parts than this is common ground, and its pairs are too many to write out.
const MOST_PARTS: usize = 8;

/// A weak value between a subject of one unit and one of another.
#[derive(Debug, Clone, Copy)]
struct Weak {
    units: (u32, u32),
    family: Family,
    weight: f32,
    value: u32,
    ends: (u32, u32),
}

/// Joins parts, and subjects that stand alone, by ties that are strong together.
pub(crate) fn join(
    scene: &Scene<'_>,
    weight: &[f32],
    gathered: Vec<Gathered>,
    different: &[(u32, u32)],
) -> Vec<Gathered> {
    let subjects = scene.index.subjects();
    // A unit is a part or a subject alone, named by its least subject.
    let mut unit: Vec<u32> = (0..subjects as u32).collect();
    let mut size = vec![1_usize; subjects];
    for part in &gathered {
        let head = part.subjects[0];
        size[head as usize] = part.subjects.len();
        for &subject in &part.subjects {
            unit[subject as usize] = head;
        }
    }
    let weak = weak_ties(scene, weight, &unit);
    let mut pairs: Vec<(f32, (u32, u32), std::ops::Range<usize>)> = Vec::new();
    let mut start = 0;
    for of_pair in weak.chunk_by(|x, y| x.units == y.units) {
        let range = start..start + of_pair.len();
        start = range.end;
        let mut by_family: BTreeMap<Family, f32> = BTreeMap::new();
        for tie in of_pair {
            let most = by_family.entry(tie.family).or_insert(0.0);
            *most = most.max(tie.weight);
        }
        let (a, b) = of_pair[0].units;
        let opportunities = (size[a as usize] * size[b as usize]) as f64;
        let settings = scene.settings;
        let needed = settings.enough() + settings.growth_decibans * (opportunities.log10() as f32);
        let surplus = by_family.values().sum::<f32>() - needed;
        if by_family.len() > 1 && surplus >= 0.0 {
            pairs.push((surplus, (a, b), range));
        }
    }
    pairs.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
    let mut joined = Components::new(subjects);
    let mut members = size;
    let mut accepted = Vec::new();
    for (_, (a, b), range) in pairs {
        let (x, y) = (joined.find(a), joined.find(b));
        let together = members[x as usize] + members[y as usize];
        let forbidden = different.iter().any(|&(p, q)| {
            let ends = (joined.find(unit[p as usize]), joined.find(unit[q as usize]));
            ends == (x, y) || ends == (y, x)
        });
        if x != y && (together > scene.settings.largest_joined || forbidden) {
            continue;
        }
        joined.join(x, y);
        members[joined.find(x) as usize] = together;
        accepted.push(range);
    }
    merge(scene, gathered, &unit, &joined, &weak, accepted)
}

fn weak_ties(scene: &Scene<'_>, weight: &[f32], unit: &[u32]) -> Vec<Weak> {
    let settings = scene.settings;
    let mut weak = Vec::new();
    for number in 0..scene.index.values.len() as u32 {
        let says = weight[number as usize];
        let kind = scene.index.values[number as usize].kind;
        // A value that ties by itself has had its say; set-ups and names are nobody's own.
        let too_vague = matches!(kind, TieKind::Configuration | TieKind::Name);
        if says < settings.least_decibans || says >= settings.enough() || too_vague {
            continue;
        }
        let mut heads: BTreeMap<u32, u32> = BTreeMap::new();
        for holder in scene.index.holders(number) {
            heads
                .entry(unit[holder.subject as usize])
                .or_insert(holder.subject);
            if heads.len() > MOST_PARTS {
                break;
            }
        }
        if heads.len() < 2 || heads.len() > MOST_PARTS {
            continue;
        }
        let heads: Vec<(u32, u32)> = heads.into_iter().collect();
        for (place, &(a, first)) in heads.iter().enumerate() {
            for &(b, second) in &heads[place + 1..] {
                weak.push(Weak {
                    units: (a, b),
                    family: kind.family(),
                    weight: says,
                    value: number,
                    ends: (first, second),
                });
            }
        }
    }
    weak.sort_by_key(|tie| (tie.units, tie.value));
    weak
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
    for tie in accepted.into_iter().flat_map(|range| &weak[range]) {
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
            kind: scene.index.values[tie.value as usize].kind,
            weight: tie.weight,
            circumstance,
            subjects: vec![tie.ends.0.min(tie.ends.1), tie.ends.0.max(tie.ends.1)],
        });
    }
    whole
        .into_values()
        .map(|mut one| {
            one.subjects.sort_unstable();
            one.subjects.dedup();
            one
        })
        .collect()
}
