//! What a group shows: the features of [`crate::OperationModel`] from its ties and its members' claims.

use std::collections::{BTreeMap, BTreeSet};

use crate::groups::{Scene, Tied};
use crate::kind::{Family, TieKind};
use crate::operation::Features;
use crate::sighting::SubjectFacts;

const FORTNIGHT: i64 = 14 * 86_400;
/// Most members of a household.
const HOUSEHOLD: usize = 5;

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
    let countries = spread(facts.iter().map(|facts| facts.country));
    Features {
        size: (size.ln() / 20_f64.ln()).min(1.0),
        identity_kinds: (kinds.len() as f64 / 4.0).min(1.0),
        independent_paths: independent_paths(&bound, members.len()),
        twice_bound: twice_bound(&bound) / size,
        countries,
        contradictions: contradictions(scene, &bound) / size,
        synchrony: reach(&family(Family::Behaviour)),
        content: reach(&family(Family::Content)),
        code: reach(&family(Family::Code)),
        money: reach(&family(Family::Money)),
        opened_together: opened_together(&facts),
        place_only: place_only(held),
        agency: facts.iter().filter(|facts| facts.is_agency).count() as f64 / size,
        household_like: f64::from(u8::from(members.len() <= HOUSEHOLD && countries == 0.0)),
    }
}

/// 0 if all that is known is one thing, 1 if each is another.
fn spread(hashes: impl Iterator<Item = u64>) -> f64 {
    let known: Vec<u64> = hashes.filter(|&hash| hash != 0).collect();
    let different: BTreeSet<u64> = known.iter().copied().collect();
    if known.len() < 2 {
        return 0.0;
    }
    (different.len() - 1) as f64 / (known.len() - 1) as f64
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
    contradicting.len() as f64
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

fn place_only(held: &[Tied]) -> f64 {
    let weigh = |wanted: &dyn Fn(&Tied) -> bool| -> f64 {
        held.iter()
            .filter(|tied| wanted(tied))
            .map(|tied| f64::from(tied.weight) * (tied.subjects.len() as f64 - 1.0))
            .sum()
    };
    let all = weigh(&|_| true);
    if all <= 0.0 {
        return 0.0;
    }
    weigh(&|tied| tied.kind.family() == Family::Place) / all
}
