//! How much of what was planted is found.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use super::{Seen, Share};
use crate::plan::person::Care;
use crate::truth::OperationTruth;

/// What was found of personas and operations.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Recall {
    /// Personas sent to review.
    pub members: Share,
    /// Operations of which at least one member is sent to review.
    pub operations: Share,
    /// Operations of which at least half of the members are sent to review.
    pub half_operations: Share,
}

/// What was found of the personas and operations of one degree of care.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CareRecall {
    /// `sloppy`, `average` or `careful`. A persona counts with its own care, which may differ from
    /// that of its operation.
    pub care: &'static str,
    /// What was found of them.
    #[serde(flatten)]
    pub recall: Recall,
}

/// Recall for every degree of care, the least careful first.
pub(super) fn by_care(all: &[&Seen], operations: &[OperationTruth]) -> Vec<CareRecall> {
    Care::ALL
        .into_iter()
        .map(|care| CareRecall {
            care: care.word(),
            recall: recall(all, operations, Some(care.word())),
        })
        .collect()
}

/// Recall of those of that care, or of all.
pub(super) fn recall(all: &[&Seen], operations: &[OperationTruth], care: Option<&str>) -> Recall {
    let asked = |of: Option<&str>| care.is_none() || of == care;
    let (mut members, mut found) = (0, 0);
    let mut by_operation: HashMap<&str, (u64, u64)> = HashMap::new();
    for one in all.iter().filter(|one| one.truth.persona) {
        let sent = u64::from(one.sent());
        if asked(one.truth.care.as_deref()) {
            members += 1;
            found += sent;
        }
        if let Some(operation) = &one.truth.operation_id {
            let (members, found) = by_operation.entry(operation).or_default();
            *members += 1;
            *found += sent;
        }
    }
    let operations: BTreeMap<&str, (u64, u64)> = operations
        .iter()
        .filter(|operation| asked(Some(&operation.care)))
        .map(|operation| {
            let id = operation.operation_id.as_str();
            (id, by_operation.get(id).copied().unwrap_or_default())
        })
        .collect();
    let share = |enough: fn(u64, u64) -> bool| {
        let count = operations
            .values()
            .filter(|(members, found)| enough(*members, *found))
            .count();
        Share::new(count as u64, operations.len() as u64)
    };
    Recall {
        members: Share::new(found, members),
        operations: share(|_, found| found > 0),
        half_operations: share(|members, found| found > 0 && found * 2 >= members),
    }
}
