//! What a group shows: the features of [`crate::OperationModel`] from its ties and its members' claims.

use std::collections::{BTreeMap, BTreeSet};

use crate::components::Components;
use crate::groups::{Scene, Tied};
use crate::kind::{Family, TieKind};
use crate::operation::Features;
use crate::sighting::SubjectFacts;

const FORTNIGHT: i64 = 14 * 86_400;
/// Two people can share everything without sharing an address that is known.
const COUPLE: usize = 2;
/// Most people of a household.
const HOUSEHOLD: usize = 5;
/// From this share of the members on a place is that of the group.
const MOSTLY: f64 = 0.6;

/// What size and contradictions of a group count for that one thing, or one kind of thing, alone holds together: a library's
/// computer, a payroll account, a batch of used computers. However many share one thing, and from wherever, it is one fact.
/// They count in full where half of the members hang together without it, and by more than one kind.
const ONE_THING: f64 = 0.5;

/// The features of a group.
pub(crate) fn of(scene: &Scene<'_>, members: &[u32], held: &[Tied]) -> Features {
    let size = members.len().max(1) as f64;
    let facts: Vec<&SubjectFacts> = members.iter().map(|&rank| scene.facts(rank)).collect();
    let reach = |wanted: &dyn Fn(TieKind) -> bool| {
        let subjects: BTreeSet<u32> = held
            .iter()
            .filter(|tied| wanted(tied.kind))
            .flat_map(|tied| tied.subjects.iter().copied())
            .collect();
        subjects.len() as f64 / size
    };
    let family = |family: Family| move |kind: TieKind| kind.family() == family;
    let bound: Vec<&Tied> = held
        .iter()
        .filter(|tied| tied.kind.is_identity_bound())
        .collect();
    let kinds: BTreeSet<TieKind> = bound.iter().map(|tied| tied.kind).collect();
    let persons = persons(&facts);
    let countries = countries(scene, held) / size;
    let one_place = one_place(held) / size;
    let all_kinds: BTreeSet<TieKind> = held.iter().map(|tied| tied.kind).collect();
    let beyond = if all_kinds.len() < 2 {
        0.0
    } else {
        (2.0 * beyond_one_thing(members, held)).min(1.0)
    };
    let credit = ONE_THING + (1.0 - ONE_THING) * beyond;
    Features {
        size: credit * ((persons as f64).ln() / 20_f64.ln()).min(1.0),
        identity_kinds: (kinds.len() as f64 / 4.0).min(1.0),
        independent_paths: independent_paths(&bound, members.len()),
        twice_bound: twice_bound(&bound) / size,
        countries: credit * countries,
        contradictions: credit * contradictions(scene, &bound) / size,
        synchrony: reach(&family(Family::Behaviour)),
        content: reach(&family(Family::Content)),
        code: reach(&family(Family::Code)),
        money: reach(&family(Family::Money)),
        opened_together: opened_together(&facts),
        one_place,
        agency: facts.iter().filter(|facts| facts.is_agency).count() as f64 / size,
        household_like: f64::from(u8::from(
            countries == 0.0
                && (persons <= COUPLE || (persons <= HOUSEHOLD && one_place >= MOSTLY)),
        )),
    }
}

/// The share of the members, but for one, that still hang together in the largest part if the thing that most of them
/// share is taken away.
fn beyond_one_thing(members: &[u32], held: &[Tied]) -> f64 {
    let Some(most) = held.iter().map(|tied| tied.subjects.len()).max() else {
        return 0.0;
    };
    let widest = held.iter().position(|tied| tied.subjects.len() == most);
    let mut joined = Components::new(members.len());
    let place = |subject: u32| members.binary_search(&subject).unwrap_or(0) as u32;
    for (number, tied) in held.iter().enumerate() {
        if Some(number) != widest {
            for &subject in &tied.subjects[1..] {
                joined.join(place(tied.subjects[0]), place(subject));
            }
        }
    }
    let mut labels = joined.labels();
    labels.sort_unstable();
    let largest = labels.chunk_by(|a, b| a == b).map(<[u32]>::len).max();
    let others = members.len().saturating_sub(1).max(1);
    (largest.unwrap_or(1) - 1) as f64 / others as f64
}

/// How many people the members claim to be: one name and birth is one person, however many accounts.
fn persons(facts: &[&SubjectFacts]) -> usize {
    let known: BTreeSet<(u64, u64)> = facts
        .iter()
        .filter(|facts| facts.name != 0 && facts.birth != 0)
        .map(|facts| (facts.name, facts.birth))
        .collect();
    let unknown = facts
        .iter()
        .filter(|facts| facts.name == 0 || facts.birth == 0)
        .count();
    (known.len() + unknown).max(1)
}

/// What contradicts without the first pair: one wrong tie makes two accounts contradict each other, so two say nothing.
fn beyond_one_pair(contradicting: &BTreeSet<u32>) -> f64 {
    contradicting.len().saturating_sub(2) as f64
}

/// Members who share something that is not a place with a member of another claimed country.
fn countries(scene: &Scene<'_>, held: &[Tied]) -> f64 {
    let mut contradicting: BTreeSet<u32> = BTreeSet::new();
    for tied in held {
        let counts = tied.kind.is_identity_bound() || tied.kind.family() == Family::Behaviour;
        let different: BTreeSet<u64> = tied
            .subjects
            .iter()
            .map(|&rank| scene.facts(rank).country)
            .filter(|&country| country != 0)
            .collect();
        if counts && different.len() > 1 {
            contradicting.extend(&tied.subjects);
        }
    }
    beyond_one_pair(&contradicting)
}

/// The most members at one place.
fn one_place(held: &[Tied]) -> f64 {
    held.iter()
        .filter(|tied| tied.kind.family() == Family::Place)
        .map(|tied| tied.subjects.len())
        .max()
        .unwrap_or(0) as f64
}

/// Cycles a member in the graph of members and identity-bound circumstances.
fn independent_paths(bound: &[&Tied], members: usize) -> f64 {
    let mut circumstances: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
    for tied in bound {
        circumstances
            .entry(tied.circumstance)
            .or_default()
            .extend(&tied.subjects);
    }
    let subjects: BTreeSet<u32> = circumstances.values().flatten().copied().collect();
    let edges: usize = circumstances.values().map(BTreeSet::len).sum();
    // Within a part nearly always one component; taken as one, the count is never too high by more than the others.
    let needed = (subjects.len() + circumstances.len()).saturating_sub(1);
    (edges.saturating_sub(needed) as f64 / members.max(1) as f64).min(1.0)
}

/// Members whom identity-bound ties of two families bind.
fn twice_bound(bound: &[&Tied]) -> f64 {
    let mut families: BTreeMap<u32, BTreeSet<Family>> = BTreeMap::new();
    for tied in bound {
        for &subject in &tied.subjects {
            families
                .entry(subject)
                .or_default()
                .insert(tied.kind.family());
        }
    }
    families
        .values()
        .filter(|families| families.len() > 1)
        .count() as f64
}

/// Members who share a personal thing with a member who claims to be somebody else. Payouts and telephones do not
/// count: couples share them.
fn contradictions(scene: &Scene<'_>, bound: &[&Tied]) -> f64 {
    let mut contradicting: BTreeSet<u32> = BTreeSet::new();
    for tied in bound {
        let personal = matches!(
            tied.kind.family(),
            Family::Device | Family::Document | Family::Code
        ) || matches!(tied.kind, TieKind::RecoveryEmail | TieKind::Photo);
        if !personal {
            continue;
        }
        let differs = |of: &dyn Fn(&SubjectFacts) -> u64| {
            let known: BTreeSet<u64> = tied
                .subjects
                .iter()
                .map(|&rank| of(scene.facts(rank)))
                .filter(|&hash| hash != 0)
                .collect();
            known.len() > 1
        };
        if differs(&|facts| facts.name) || differs(&|facts| facts.birth) {
            contradicting.extend(&tied.subjects);
        }
    }
    beyond_one_pair(&contradicting)
}

fn opened_together(facts: &[&SubjectFacts]) -> f64 {
    let mut since: Vec<i64> = facts.iter().filter_map(|facts| facts.since).collect();
    since.sort_unstable();
    let near = |a: i64, b: i64| b.saturating_sub(a) <= FORTNIGHT;
    let together = (0..since.len())
        .filter(|&at| {
            (at > 0 && near(since[at - 1], since[at]))
                || since.get(at + 1).is_some_and(|&next| near(since[at], next))
        })
        .count();
    together as f64 / facts.len().max(1) as f64
}
