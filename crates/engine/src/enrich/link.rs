//! `link`, `group_member` and `group_fact`: what linking says of the subjects of a slice.

use std::collections::BTreeSet;

use bonafide_linking::{Group, OperationModel, Role};
use bonafide_model::table;
use datafusion::arrow::array::RecordBatch;

use super::{Derived, Surroundings};
use crate::error::EngineError;
use crate::linking::Linking;
use crate::slice::Slice;

/// Ties of one subject that rules are told of, the strongest first.
const TOLD: usize = 50;

/// The place of each subject of the slice among those that were linked.
fn linked_places<'a>(around: &'a Surroundings<'_>) -> impl Iterator<Item = (u32, u32)> + use<'a> {
    (0_u32..)
        .zip(around.numbers)
        .filter_map(|(place, number)| Some((place, around.linking.place(*number)?)))
}

pub(super) fn links(_: &Slice, around: &Surroundings<'_>) -> Result<RecordBatch, EngineError> {
    let linking = around.linking;
    let mut derived = Derived::new();
    for (place, subject) in linked_places(around) {
        let mut links: Vec<_> = linking.links_of(subject).collect();
        links.sort_by(|a, b| {
            b.decibans
                .total_cmp(&a.decibans)
                .then_with(|| (a.kind, a.a, a.b, a.value).cmp(&(b.kind, b.a, b.b, b.value)))
        });
        links.truncate(TOLD);
        for link in links {
            let other = if link.a == subject { link.b } else { link.a };
            derived.push(
                place,
                table::Link {
                    other_subject_id: linking.id(other).to_owned(),
                    kind: Some(link.kind.word().to_owned()),
                    weight: Some(f64::from(link.decibans)),
                    shared_by: Some(i64::from(link.shared_by)),
                    evidence: Some(linking.words_of(link)),
                    records: Some(linking.records(link)),
                    ..table::Link::default()
                },
            );
        }
    }
    derived.batch(around.schemas)
}

pub(super) fn members(_: &Slice, around: &Surroundings<'_>) -> Result<RecordBatch, EngineError> {
    let linking = around.linking;
    let mut derived = Derived::new();
    for (place, subject) in linked_places(around) {
        if let Some((group, member)) = linking.group_of(subject) {
            derived.push(place, member_row(linking, group, member));
        }
    }
    derived.batch(around.schemas)
}

pub(super) fn facts(_: &Slice, around: &Surroundings<'_>) -> Result<RecordBatch, EngineError> {
    let linking = around.linking;
    let mut derived = Derived::new();
    for (place, subject) in linked_places(around) {
        if let Some((group, _)) = linking.group_of(subject) {
            derived.push(place, fact_row(linking, group));
        }
    }
    derived.batch(around.schemas)
}

pub(crate) fn member_row(linking: &Linking, group: &Group, member: usize) -> table::GroupMember {
    let member = &group.members[member];
    let via: Vec<String> = member
        .via
        .iter()
        .map(|link| {
            let other = if link.a == member.subject {
                link.b
            } else {
                link.a
            };
            format!("{} (with {})", linking.words_of(link), linking.id(other))
        })
        .collect();
    table::GroupMember {
        group_id: group.id.clone(),
        members: Some(group.members.len() as i64),
        role: Some(role(member.role).to_owned()),
        via: (!via.is_empty()).then(|| via.join("; ")),
        ..table::GroupMember::default()
    }
}

pub(crate) fn fact_row(linking: &Linking, group: &Group) -> table::GroupFact {
    let kinds: BTreeSet<&str> = group.links.iter().map(|link| link.kind.word()).collect();
    let identity: BTreeSet<&str> = group
        .links
        .iter()
        .filter(|link| link.kind.is_identity_bound())
        .map(|link| link.kind.word())
        .collect();
    let fragile = group.fragile.map(|(a, b, kind)| {
        format!(
            "{} and {} hold its halves together by {} alone",
            linking.id(a),
            linking.id(b),
            kind.in_words()
        )
    });
    let claims = linking.claims(group);
    let grew: Vec<String> = linking
        .grew(group)
        .iter()
        .map(|one| {
            let month = one.month.as_deref().unwrap_or("day not known");
            format!("{month}: {}", one.members)
        })
        .collect();
    table::GroupFact {
        group_id: group.id.clone(),
        members: Some(group.members.len() as i64),
        linked: Some(rounded(group.linked)),
        operation: Some(rounded(group.operation)),
        decibans: Some(decibans(group)),
        kinds: Some(kinds.into_iter().collect::<Vec<_>>().join(", ")),
        identity_kinds: Some(identity.len() as i64),
        names: Some(claims.names),
        countries: Some(claims.countries),
        teams: Some(claims.teams),
        reasons: (!group.reasons.is_empty()).then(|| group.reasons.join(" ")),
        fragile,
        grew: (!grew.is_empty()).then(|| grew.join(", ")),
        ..table::GroupFact::default()
    }
}

/// How far above the start of every group, in decibans; one digit.
fn decibans(group: &Group) -> f64 {
    let log_odds = |share: f64| {
        let share = share.clamp(1e-9, 1.0 - 1e-9);
        (share / (1.0 - share)).ln()
    };
    let above = log_odds(group.operation) - OperationModel::default().base;
    (above * 10.0 / std::f64::consts::LN_10 * 10.0).round() / 10.0
}

/// Three digits: sums of the same numbers in another order differ in the last bits.
fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Operator => "operator",
        Role::Persona => "persona",
        Role::Facilitator => "facilitator",
        Role::Payee => "payee",
        Role::Host => "host",
        Role::Member => "member",
    }
}
