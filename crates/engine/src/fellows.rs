//! The second look: what was found of the other members of a subject's group.
//!
//! It cannot be known before everybody was weighed. So the rules that read `group_outcome` run once more at the end, over
//! the members of groups alone; their findings are added, and those members are weighed again. Findings of this second
//! look never feed a third: nobody is pulled up by those whom he pulled up himself.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use bonafide_linking::{Group, TieKind};
use bonafide_model::table;

use crate::engine::Engine;
use crate::enrich::{Derived, fact_row};
use crate::error::EngineError;
use crate::linking::Linking;
use crate::run::{self, RuleResult};
use crate::slice::Slice;
use crate::subjects::{RuleFinding, SubjectFindings, weight_of};
use crate::tally::RuleTally;
use crate::weigh::{Weight, weigh};

/// The table that is filled here.
const TABLE: &str = "group_outcome";
/// Members from which a group is looked at: two people who share something are mostly a couple.
const MEMBERS: usize = 3;
/// Decibans of a member's own records from which he counts as one of whom rules tell something: one strong finding.
const TOLD: f64 = 8.0;
/// Facts that tie subjects begin with this word; they do not count as a member's own.
const SHARED: &str = "shared";
/// Where several are paid into one account, the holder is somebody else for all but one of them: that is what ties them,
/// told once more.
const FOLLOWS: (TieKind, &str) = (TieKind::BankAccount, "payee is somebody else");

/// Runs the rules that look at fellow members, and adds what they find.
pub(crate) async fn second_look(
    engine: &Engine,
    linking: &Linking,
    subjects: &mut [SubjectFindings],
    tally: &mut RuleTally,
) -> Result<(), EngineError> {
    let rules = &engine.pack.rules;
    let late: Vec<usize> = (0..rules.len())
        .filter(|rule| rules[*rule].tables().contains(TABLE))
        .collect();
    let groups: Vec<&Group> = linking
        .linked
        .groups
        .iter()
        .filter(|group| group.members.len() >= MEMBERS)
        .collect();
    if late.is_empty() || groups.is_empty() {
        return Ok(());
    }
    let members: BTreeSet<&str> = groups
        .iter()
        .flat_map(|group| &group.members)
        .map(|member| linking.id(member.subject))
        .collect();
    // Where each member stands among all subjects, and among the members in the order of their ids.
    let stands: HashMap<&str, usize> = subjects
        .iter()
        .enumerate()
        .filter(|(_, subject)| members.contains(subject.id.as_str()))
        .map(|(at, subject)| (subject.id.as_str(), at))
        .collect();
    // Members of whom only earlier days tell are not screened today.
    let ids: Vec<&str> = members
        .into_iter()
        .filter(|id| stands.contains_key(id))
        .collect();
    let place: HashMap<&str, u32> = (0_u32..)
        .zip(&ids)
        .map(|(place, id)| (*id, place))
        .collect();

    let mut rows = Derived::<table::GroupOutcome>::new();
    for group in groups {
        let paid_together = group.links.iter().any(|link| link.kind == FOLLOWS.0);
        let told: Vec<bool> = group
            .members
            .iter()
            .map(|member| {
                let stands = stands.get(linking.id(member.subject));
                stands.is_some_and(|at| own(engine, &subjects[*at], paid_together) >= TOLD)
            })
            .collect();
        let all = told.iter().filter(|told| **told).count() as i64;
        let facts = fact_row(linking, group);
        for (member, told) in group.members.iter().zip(&told) {
            let Some(place) = place.get(linking.id(member.subject)) else {
                continue;
            };
            rows.push(
                *place,
                table::GroupOutcome {
                    group_id: group.id.clone(),
                    fellows: Some(group.members.len() as i64 - 1),
                    fellows_told: Some(all - i64::from(*told)),
                    linked: facts.linked,
                    decibans: facts.decibans,
                    identity_kinds: facts.identity_kinds,
                    teams: facts.teams,
                    ..table::GroupOutcome::default()
                },
            );
        }
    }
    let mut slice = Slice::new(
        ids.iter().map(|id| (*id).to_owned()).collect(),
        Arc::new(BTreeSet::from([TABLE])),
    );
    slice.push(TABLE, rows.batch(&engine.pack.schemas)?);
    let results = run::run_rules(&engine.state, &engine.pack.schemas, rules, &slice).await;

    let stands: Vec<Option<usize>> = ids.iter().map(|id| stands.get(id).copied()).collect();
    for rule in late {
        tally.add_late(rule, &results[rule]);
        add(rule, &results[rule], &stands, subjects);
    }
    for at in stands.into_iter().flatten() {
        let subject = &mut subjects[at];
        let weights: Vec<Weight<'_>> = subject
            .findings
            .iter()
            .map(|finding| weight_of(&rules[finding.rule]))
            .collect();
        subject.weighed = weigh(&engine.weighing, &weights);
    }
    Ok(())
}

/// What rules found on a member's own records, in decibans.
fn own(engine: &Engine, subject: &SubjectFindings, paid_together: bool) -> f64 {
    let is_tie = |fact: &String| fact.starts_with(SHARED) || (paid_together && fact == FOLLOWS.1);
    let weights: Vec<Weight<'_>> = subject
        .findings
        .iter()
        .map(|finding| weight_of(&engine.pack.rules[finding.rule]))
        .filter(|weight| !weight.facts.iter().any(is_tie))
        .collect();
    weigh(&engine.weighing, &weights).weight
}

fn add(
    rule: usize,
    result: &RuleResult,
    stands: &[Option<usize>],
    subjects: &mut [SubjectFindings],
) {
    for (place, at) in (0_u32..).zip(stands) {
        if let Some(at) = at
            && result.answerable.has(place)
        {
            subjects[*at].insufficient.remove(rule);
        }
    }
    for fired in &result.fired {
        let Some(at) = stands.get(fired.subject as usize).copied().flatten() else {
            continue;
        };
        let findings = &mut subjects[at].findings;
        let found = RuleFinding {
            rule,
            evidence: fired.evidence.clone(),
            rows: fired.rows,
        };
        let before = findings.partition_point(|known| known.rule < rule);
        findings.insert(before, found);
    }
}
