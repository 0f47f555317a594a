//! The part of the report about groups: who is tied to whom, and how much it looks like an operation.

use std::collections::HashMap;

use bonafide_linking::Group;
use bonafide_model::report::{GroupMemberReport, GroupReport, GroupTie, Outcome};

use crate::enrich::{fact_row, member_row};
use crate::linking::Linking;
use crate::subjects::SubjectFindings;

/// Ties that are shown of one group at most, the heaviest.
const TIES: usize = 400;

/// Groups, those that look most like an operation first.
pub(crate) fn section(linking: &Linking, subjects: &[SubjectFindings]) -> Vec<GroupReport> {
    let mut groups: Vec<&Group> = linking.linked.groups.iter().collect();
    groups.sort_by(|a, b| {
        b.operation
            .total_cmp(&a.operation)
            .then_with(|| b.members.len().cmp(&a.members.len()))
            .then_with(|| a.id.cmp(&b.id))
    });
    groups.truncate(GroupReport::MOST);
    if groups.is_empty() {
        return Vec::new();
    }
    let outcomes: HashMap<&str, Outcome> = subjects
        .iter()
        .map(|subject| (subject.id.as_str(), subject.weighed.outcome))
        .collect();
    groups
        .into_iter()
        .map(|group| told(linking, group, &outcomes))
        .collect()
}

fn told(linking: &Linking, group: &Group, outcomes: &HashMap<&str, Outcome>) -> GroupReport {
    let mut ties_of: HashMap<u32, usize> = HashMap::new();
    for link in &group.links {
        *ties_of.entry(link.a).or_default() += 1;
        *ties_of.entry(link.b).or_default() += 1;
    }
    let mut order: Vec<usize> = (0..group.members.len()).collect();
    order.sort_by_key(|place| {
        let subject = group.members[*place].subject;
        let ties = ties_of.get(&subject).copied().unwrap_or(0);
        (std::cmp::Reverse(ties), linking.id(subject))
    });
    order.truncate(GroupReport::SHOWN);
    let shown: HashMap<u32, u32> = (0_u32..)
        .zip(&order)
        .map(|(place, member)| (group.members[*member].subject, place))
        .collect();
    let mut ties: Vec<GroupTie> = group
        .links
        .iter()
        .filter_map(|link| {
            Some(GroupTie {
                a: *shown.get(&link.a)?,
                b: *shown.get(&link.b)?,
                kind: link.kind.word().to_owned(),
                weight: (f64::from(link.decibans) * 100.0).round() / 100.0,
                evidence: linking.words_of(link),
            })
        })
        .collect();
    ties.sort_by(|one, other| {
        let ends = |tie: &GroupTie| (tie.a, tie.b);
        other
            .weight
            .total_cmp(&one.weight)
            .then_with(|| (ends(one), &one.kind).cmp(&(ends(other), &other.kind)))
    });
    ties.truncate(TIES);
    let facts = fact_row(linking, group);
    GroupReport {
        id: group.id.clone(),
        linked: facts.linked.unwrap_or_default(),
        operation: facts.operation.unwrap_or_default(),
        reasons: group.reasons.clone(),
        fragile: facts.fragile,
        reviewed: linking.words.review(&group.id, group.members.len()),
        grew: linking.grew(group),
        size: group.members.len() as u64,
        members: order
            .iter()
            .map(|member| {
                let row = member_row(linking, group, *member);
                let id = linking.id(group.members[*member].subject);
                GroupMemberReport {
                    subject_id: id.to_owned(),
                    role: row.role.unwrap_or_default(),
                    outcome: outcomes.get(id).copied().unwrap_or_default(),
                    is_earlier: !outcomes.contains_key(id),
                    via: row.via,
                }
            })
            .collect(),
        ties,
    }
}
