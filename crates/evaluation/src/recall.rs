//! How much of what was planted is found.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use crate::evaluation::Seen;
use crate::share::Share;
use crate::truth::{CARES, OperationTruth};

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
pub(crate) fn by_care(all: &[Seen<'_>], operations: &[OperationTruth]) -> Vec<CareRecall> {
    CARES
        .into_iter()
        .map(|care| CareRecall {
            care,
            recall: recall(all, operations, Some(care)),
        })
        .collect()
}

/// What was found of the personas with one role in their operations.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RoleRecall {
    /// The role, as the truth calls it.
    pub role: String,
    /// Personas of that role sent to review.
    pub members: Share,
}

/// Members found by role, in the order of the words; personas without a role are left out.
pub(crate) fn by_role(all: &[Seen<'_>]) -> Vec<RoleRecall> {
    let mut roles: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for one in all.iter().filter(|one| one.truth.persona) {
        let Some(role) = one.truth.role.as_deref() else {
            continue;
        };
        let (found, members) = roles.entry(role).or_default();
        *found += u64::from(one.sent());
        *members += 1;
    }
    roles
        .into_iter()
        .map(|(role, (found, members))| RoleRecall {
            role: role.to_owned(),
            members: Share::new(found, members),
        })
        .collect()
}

/// Recall of those of that care, or of all.
pub(crate) fn recall(
    all: &[Seen<'_>],
    operations: &[OperationTruth],
    care: Option<&str>,
) -> Recall {
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
