//! What would change if a rule, or a family of rules, did not exist.
//!
//! The findings that are left are weighed again by the code that weighed them first. What is lost
//! is therefore exact for this world, and it is not the sum of what each rule adds: two rules that
//! see the same thing are each worth nothing while the other is there. The value of the family
//! tells that.

use std::collections::{BTreeMap, HashMap};

use bonafide_model::report::Outcome;
use serde::Serialize;

use crate::evaluation::{Seen, sent};
use crate::reported::Reported;
use crate::share::Share;
use crate::truth::OperationTruth;
use crate::weighing::Weigher;

/// What would change without a rule or a family.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LeftOut {
    /// The rule, or the family.
    pub without: String,
    /// Personas in review now who would not be.
    pub personas_lost: u64,
    /// Personas who would be in review and are not.
    pub personas_gained: u64,
    /// Personas of outcome `urgent` now who would not be.
    pub urgent_lost: u64,
    /// Operations of which half of the members are in review now, and would not be.
    pub operations_lost: u64,
    /// Such operations that would be found and are not.
    pub operations_gained: u64,
    /// Honest people in review now who would not be.
    pub honest_spared: u64,
    /// Honest people who would be in review and are not.
    pub honest_added: u64,
    /// Precision of `review` and above without it.
    pub precision: Share,
    /// Members in review without it.
    pub members: Share,
    /// Honest people in review without it.
    pub honest_sent: Share,
}

pub(crate) fn without_rules(
    reported: &Reported,
    all: &[Seen<'_>],
    operations: &[OperationTruth],
    weigher: &dyn Weigher,
) -> Vec<LeftOut> {
    without(reported, all, operations, weigher, |rule| {
        &reported.rules[rule].id
    })
}

pub(crate) fn without_families(
    reported: &Reported,
    all: &[Seen<'_>],
    operations: &[OperationTruth],
    weigher: &dyn Weigher,
) -> Vec<LeftOut> {
    without(reported, all, operations, weigher, |rule| {
        &reported.rules[rule].family
    })
}

/// What is left out at once shares a name.
fn without<'a>(
    reported: &'a Reported,
    all: &[Seen<'_>],
    operations: &[OperationTruth],
    weigher: &dyn Weigher,
    name_of: impl Fn(usize) -> &'a str,
) -> Vec<LeftOut> {
    // Only subjects for whom something of that name fired can change.
    let mut touched: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (row, one) in all.iter().enumerate() {
        let mut names: Vec<&str> = one
            .findings()
            .iter()
            .map(|found| name_of(found.rule))
            .collect();
        names.sort_unstable();
        names.dedup();
        for name in names {
            touched.entry(name).or_default().push(row);
        }
    }
    let now = Now::of(all, operations);
    touched
        .into_iter()
        .map(|(name, rows)| {
            let mut changed = Vec::new();
            for row in rows {
                let one = &all[row];
                let rest = one
                    .findings()
                    .iter()
                    .filter(|found| name_of(found.rule) != name);
                let outcome = reported.weigh(weigher, rest).outcome;
                if outcome != one.outcome() {
                    changed.push((row, outcome));
                }
            }
            now.with(name, all, &changed)
        })
        .collect()
}

/// Where things stand with all rules.
struct Now<'a> {
    personas: u64,
    honest: u64,
    personas_sent: u64,
    honest_sent: u64,
    /// Members and members sent, by operation.
    operations: HashMap<&'a str, (u64, u64)>,
}

impl<'a> Now<'a> {
    fn of(all: &[Seen<'a>], operations: &'a [OperationTruth]) -> Self {
        let mut now = Self {
            personas: 0,
            honest: 0,
            personas_sent: 0,
            honest_sent: 0,
            operations: operations
                .iter()
                .map(|one| (one.operation_id.as_str(), (0, 0)))
                .collect(),
        };
        for one in all {
            let sent = u64::from(one.sent());
            if one.truth.persona {
                now.personas += 1;
                now.personas_sent += sent;
                let id = one.truth.operation_id.as_deref().unwrap_or_default();
                if let Some((members, found)) = now.operations.get_mut(id) {
                    *members += 1;
                    *found += sent;
                }
            } else {
                now.honest += 1;
                now.honest_sent += sent;
            }
        }
        now
    }

    fn with(&self, name: &str, all: &[Seen<'_>], changed: &[(usize, Outcome)]) -> LeftOut {
        let mut left = LeftOut {
            without: name.to_owned(),
            personas_lost: 0,
            personas_gained: 0,
            urgent_lost: 0,
            operations_lost: 0,
            operations_gained: 0,
            honest_spared: 0,
            honest_added: 0,
            precision: Share::new(0, 0),
            members: Share::new(0, 0),
            honest_sent: Share::new(0, 0),
        };
        let mut moved: HashMap<&str, i64> = HashMap::new();
        for (row, outcome) in changed {
            let one = &all[*row];
            let (was, is) = (one.sent(), sent(*outcome));
            if one.truth.persona {
                left.urgent_lost +=
                    u64::from(one.outcome() == Outcome::Urgent && *outcome != Outcome::Urgent);
                left.personas_lost += u64::from(was && !is);
                left.personas_gained += u64::from(!was && is);
                if let Some(operation) = one.truth.operation_id.as_deref() {
                    *moved.entry(operation).or_default() += i64::from(is) - i64::from(was);
                }
            } else {
                left.honest_spared += u64::from(was && !is);
                left.honest_added += u64::from(!was && is);
            }
        }
        for (operation, by) in moved {
            let Some((members, found)) = self.operations.get(operation) else {
                continue;
            };
            let half = |found: u64| found > 0 && found * 2 >= *members;
            let (was, is) = (half(*found), half(found.saturating_add_signed(by)));
            left.operations_lost += u64::from(was && !is);
            left.operations_gained += u64::from(!was && is);
        }
        let personas = self.personas_sent + left.personas_gained - left.personas_lost;
        let honest = self.honest_sent + left.honest_added - left.honest_spared;
        left.precision = Share::new(personas, personas + honest);
        left.members = Share::new(personas, self.personas);
        left.honest_sent = Share::new(honest, self.honest);
        left
    }
}
