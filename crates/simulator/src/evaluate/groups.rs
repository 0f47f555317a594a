//! How well the groups of a screen are those of the world.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Serialize;

use super::Share;
use crate::truth::SubjectTruth;

/// From this value of `operation` on a group is alerted.
pub(super) const ALERTED: f64 = 0.8;
/// A couple is no group to alert.
const LEAST_MEMBERS: usize = 3;
/// How many groups a team may look at.
const BUDGETS: [usize; 3] = [50, 200, 400];

/// One group that a screen found.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct FoundGroup {
    /// Id.
    pub id: String,
    /// Members.
    pub members: Vec<String>,
    /// How much it looks like an operation.
    pub operation: f64,
}

/// How well groups were found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupEvaluation {
    /// Groups that the screen made.
    pub groups: u64,
    /// Of them, those that are alerted.
    pub alerted: u64,
    /// Personas among the members of alerted groups.
    pub precision: Share,
    /// Personas that are members of an alerted group.
    pub recall: Share,
    /// Members of the largest group.
    pub largest: u64,
    /// Members of the largest group over the members of the operation that most of them belong to; 0 for none.
    pub largest_over_true: f64,
    /// Pairs within groups that are of one operation, among all pairs within alerted groups.
    pub pair_precision: Share,
    /// Pairs of one operation that stand in one group.
    pub pair_recall: Share,
    /// Groups that are mostly personas among the first so many, those that look most like an operation first.
    pub first: Vec<(u64, Share)>,
}

pub(super) fn groups(found: &[FoundGroup], truth: &[SubjectTruth]) -> GroupEvaluation {
    let known: HashMap<&str, &SubjectTruth> = truth
        .iter()
        .map(|one| (one.subject_id.as_str(), one))
        .collect();
    let operation_of = |id: &str| known.get(id)?.operation_id.as_deref();
    let is_persona = |id: &str| known.get(id).is_some_and(|one| one.persona);
    let mut size_of: HashMap<&str, u64> = HashMap::new();
    for one in truth.iter().filter(|one| one.persona) {
        if let Some(operation) = &one.operation_id {
            *size_of.entry(operation).or_default() += 1;
        }
    }
    let mut ranked: Vec<&FoundGroup> = found
        .iter()
        .filter(|group| group.members.len() >= LEAST_MEMBERS)
        .collect();
    ranked.sort_by(|a, b| {
        b.operation
            .total_cmp(&a.operation)
            .then_with(|| b.members.len().cmp(&a.members.len()))
            .then_with(|| a.id.cmp(&b.id))
    });
    let alerted: Vec<&&FoundGroup> = ranked
        .iter()
        .filter(|group| group.operation >= ALERTED)
        .collect();
    let accounts: HashSet<&str> = alerted
        .iter()
        .flat_map(|group| group.members.iter().map(String::as_str))
        .collect();
    let right = accounts.iter().filter(|id| is_persona(id)).count() as u64;
    let personas = truth.iter().filter(|one| one.persona).count() as u64;

    let pairs = |count: u64| count * count.saturating_sub(1) / 2;
    let by_operation = |group: &FoundGroup| -> BTreeMap<String, u64> {
        let mut counts = BTreeMap::new();
        for operation in group.members.iter().filter_map(|id| operation_of(id)) {
            *counts.entry(operation.to_owned()).or_default() += 1;
        }
        counts
    };
    let together =
        |group: &FoundGroup| -> u64 { by_operation(group).values().map(|n| pairs(*n)).sum() };
    let all_alerted: u64 = alerted
        .iter()
        .map(|group| pairs(group.members.len() as u64))
        .sum();
    let right_alerted: u64 = alerted.iter().map(|group| together(group)).sum();
    let largest = found
        .iter()
        .max_by_key(|group| (group.members.len(), &group.id));
    let largest_over_true = largest
        .and_then(|group| {
            by_operation(group)
                .into_iter()
                .max_by_key(|(_, count)| *count)
        })
        .map_or(0.0, |(operation, _)| {
            let size = size_of.get(operation.as_str()).copied().unwrap_or(1).max(1);
            largest.map_or(0.0, |group| group.members.len() as f64 / size as f64)
        });
    GroupEvaluation {
        groups: found.len() as u64,
        alerted: alerted.len() as u64,
        precision: Share::new(right, accounts.len() as u64),
        recall: Share::new(right, personas),
        largest: largest.map_or(0, |group| group.members.len() as u64),
        largest_over_true,
        pair_precision: Share::new(right_alerted, all_alerted),
        pair_recall: Share::new(
            found.iter().map(together).sum(),
            size_of.values().map(|count| pairs(*count)).sum(),
        ),
        first: BUDGETS
            .into_iter()
            .map(|budget| {
                let looked: Vec<&&FoundGroup> = ranked.iter().take(budget).collect();
                let good = looked
                    .iter()
                    .filter(|group| {
                        let personas = group.members.iter().filter(|id| is_persona(id)).count();
                        2 * personas > group.members.len()
                    })
                    .count() as u64;
                (budget as u64, Share::new(good, looked.len() as u64))
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subject(id: &str, operation: Option<&str>) -> SubjectTruth {
        SubjectTruth {
            subject_id: id.to_owned(),
            persona: operation.is_some(),
            operation_id: operation.map(str::to_owned),
            operator_id: None,
            care: None,
            role: None,
            honest_kind: None,
            origin: "x".to_owned(),
            ..SubjectTruth::default()
        }
    }

    fn group(id: &str, members: &[&str], operation: f64) -> FoundGroup {
        FoundGroup {
            id: id.to_owned(),
            members: members.iter().map(|one| (*one).to_owned()).collect(),
            operation,
        }
    }

    #[test]
    fn alerted_accounts_and_pairs_are_counted() {
        let truth: Vec<SubjectTruth> = ["a", "b", "c", "d"]
            .into_iter()
            .map(|id| subject(id, Some("op")))
            .chain(["x", "y", "z"].into_iter().map(|id| subject(id, None)))
            .collect();
        let found = [
            group("1", &["a", "b", "c", "x"], 0.9),
            group("2", &["y", "z"], 0.95),
        ];
        let told = groups(&found, &truth);
        assert_eq!((told.groups, told.alerted), (2, 1));
        assert_eq!(told.precision, Share::new(3, 4));
        assert_eq!(told.recall, Share::new(3, 4));
        assert_eq!(told.pair_precision, Share::new(3, 6));
        assert_eq!(told.pair_recall, Share::new(3, 6));
        assert_eq!(told.largest, 4);
        assert!((told.largest_over_true - 1.0).abs() < 1e-9);
        assert_eq!(told.first[0], (50, Share::new(1, 1)));
    }
}
