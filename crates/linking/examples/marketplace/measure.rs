//! Measures of groups against the truth.

use std::collections::HashMap;

use crate::world::World;

/// A group as its members, and how much it looks like an operation.
pub(crate) struct Ranked {
    pub(crate) members: Vec<u32>,
    pub(crate) score: f64,
    pub(crate) is_alert: bool,
}

/// The operation that more than half of the members belong to.
pub(crate) fn operation_of(world: &World, members: &[u32]) -> Option<u32> {
    let mut count: HashMap<u32, usize> = HashMap::new();
    for &member in members {
        if let Some(operation) = world.operation[member as usize] {
            *count.entry(operation).or_default() += 1;
        }
    }
    count
        .into_iter()
        .find(|&(_, of)| 2 * of > members.len())
        .map(|(operation, _)| operation)
}

pub(crate) struct Figures {
    pub(crate) alert_precision: f64,
    pub(crate) alert_recall: f64,
    /// By care 1 to 3.
    pub(crate) recall_by_care: [f64; 3],
    pub(crate) first_200: f64,
    pub(crate) found_200: f64,
    pub(crate) first_400: f64,
    pub(crate) found_400: f64,
    pub(crate) bcubed: (f64, f64),
    pub(crate) largest: usize,
    /// Alerted groups of an operation with more than twice its true size.
    pub(crate) swollen: usize,
}

/// `groups` with the likeliest operation first.
pub(crate) fn figures(world: &World, groups: &[Ranked]) -> Figures {
    let accounts = world.subjects.len();
    let all: usize = world
        .operations
        .iter()
        .map(|(members, _)| members.len())
        .sum();
    let mut alerted = vec![false; accounts];
    for group in groups.iter().filter(|group| group.is_alert) {
        for &member in &group.members {
            alerted[member as usize] = true;
        }
    }
    let run = |member: u32| world.operation[member as usize].is_some();
    let raised = alerted.iter().filter(|&&is| is).count();
    let right = (0..accounts as u32)
        .filter(|&m| alerted[m as usize] && run(m))
        .count();
    let recall_by_care = std::array::from_fn(|care| {
        let of: Vec<u32> = world
            .operations
            .iter()
            .filter(|(_, level)| usize::from(*level) == care + 1)
            .flat_map(|(members, _)| members.iter().copied())
            .collect();
        of.iter().filter(|&&m| alerted[m as usize]).count() as f64 / of.len().max(1) as f64
    });
    let first = |number: usize| {
        let top = &groups[..groups.len().min(number)];
        let hits = top
            .iter()
            .filter(|g| operation_of(world, &g.members).is_some())
            .count();
        let found: usize = top
            .iter()
            .map(|g| g.members.iter().filter(|&&m| run(m)).count())
            .sum();
        (
            hits as f64 / top.len().max(1) as f64,
            found as f64 / all.max(1) as f64,
        )
    };
    let (first_200, found_200) = first(accounts / 1_000);
    let (first_400, found_400) = first(accounts / 500);
    let swollen = groups
        .iter()
        .filter(|g| g.is_alert)
        .filter(|g| {
            operation_of(world, &g.members).is_some_and(|operation| {
                g.members.len() > 2 * world.operations[operation as usize].0.len()
            })
        })
        .count();
    Figures {
        alert_precision: right as f64 / raised.max(1) as f64,
        alert_recall: right as f64 / all.max(1) as f64,
        recall_by_care,
        first_200,
        found_200,
        first_400,
        found_400,
        bcubed: bcubed(world, groups),
        largest: groups.iter().map(|g| g.members.len()).max().unwrap_or(0),
        swollen,
    }
}

/// B-cubed precision and recall over all accounts, against who truly belongs together.
fn bcubed(world: &World, groups: &[Ranked]) -> (f64, f64) {
    let accounts = world.subjects.len();
    let mut group = vec![u32::MAX; accounts];
    for (number, found) in groups.iter().enumerate() {
        for &member in &found.members {
            group[member as usize] = number as u32;
        }
    }
    let mut alone = groups.len() as u32;
    for label in &mut group {
        if *label == u32::MAX {
            *label = alone;
            alone += 1;
        }
    }
    let mut both: HashMap<(u32, u32), f64> = HashMap::new();
    let (mut found, mut truly): (HashMap<u32, f64>, HashMap<u32, f64>) = Default::default();
    for (&group, &unit) in group.iter().zip(&world.unit) {
        *both.entry((group, unit)).or_default() += 1.0;
        *found.entry(group).or_default() += 1.0;
        *truly.entry(unit).or_default() += 1.0;
    }
    let (mut precision, mut recall) = (0.0, 0.0);
    for (&(group, unit), &count) in &both {
        precision += count * count / found[&group];
        recall += count * count / truly[&unit];
    }
    (precision / accounts as f64, recall / accounts as f64)
}
