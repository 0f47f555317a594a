//! What part a member plays, from the shape of the group.

use std::collections::{BTreeMap, BTreeSet};

use crate::groups::Link;
use crate::kind::{Family, TieKind};

/// The part that a member plays. A reading of the structure, to direct a reviewer's eye; no statement about a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Machines, accounts and keys of most others lead to this one.
    Operator,
    /// One of the faces of an operation.
    Persona,
    /// Brings others in, or passes on to them, without sharing their machines.
    Facilitator,
    /// Money of several others arrives here.
    Payee,
    /// Others sit at this one's address or network, which it had first.
    Host,
    /// A member of a group that does not look like an operation.
    Member,
}

/// What roles look at.
pub(crate) struct Shape<'a> {
    /// Subjects of the group.
    pub(crate) members: &'a [u32],
    /// Ties within the group.
    pub(crate) links: &'a [Link],
    /// Transfers and referrals within the group, with their direction.
    pub(crate) directed: &'a [(u32, u32, TieKind)],
    /// Since when a subject is there.
    pub(crate) since: &'a dyn Fn(u32) -> Option<i64>,
}

/// Roles in the order of members. `is_operation` says whether the group looks like one at all.
pub(crate) fn roles(shape: &Shape<'_>, is_operation: bool) -> Vec<Role> {
    if !is_operation || shape.members.len() < 3 {
        return vec![Role::Member; shape.members.len()];
    }
    let several = 2.max(shape.members.len() / 5);
    let mut paid_by: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
    let mut brought: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
    for &(from, to, kind) in shape.directed {
        if kind == TieKind::Transfer {
            paid_by.entry(to).or_default().insert(from);
        } else {
            brought.entry(from).or_default().insert(to);
        }
    }
    // By member: whom identity-bound ties reach, by how many families, and whom it shares a place with.
    let mut bound: BTreeMap<u32, (BTreeSet<u32>, BTreeSet<Family>)> = BTreeMap::new();
    let mut placed: BTreeMap<u64, BTreeSet<u32>> = BTreeMap::new();
    let mut runs: BTreeSet<u32> = BTreeSet::new();
    for link in shape.links {
        if link.kind.is_identity_bound() {
            for (one, other) in [(link.a, link.b), (link.b, link.a)] {
                let reach = bound.entry(one).or_default();
                reach.0.insert(other);
                reach.1.insert(link.kind.family());
                if matches!(link.kind.family(), Family::Device | Family::Contact) {
                    runs.insert(one);
                }
            }
        }
        if link.kind.family() == Family::Place {
            let at = placed.entry(link.value).or_default();
            at.insert(link.a);
            at.insert(link.b);
        }
    }
    let earliest = |among: &BTreeSet<u32>| {
        among
            .iter()
            .copied()
            .min_by_key(|&subject| ((shape.since)(subject).unwrap_or(i64::MAX), subject))
    };
    let hosts: BTreeSet<u32> = placed
        .values()
        .filter(|at| at.len() > several.max(2))
        .filter_map(earliest)
        .collect();
    let operator = shape
        .members
        .iter()
        .copied()
        .filter(|member| runs.contains(member))
        .max_by_key(|member| {
            let reach = bound
                .get(member)
                .map_or((0, 0), |(others, families)| (others.len(), families.len()));
            (reach.0 * reach.1, std::cmp::Reverse(*member))
        })
        .filter(|member| {
            bound
                .get(member)
                .is_some_and(|(others, families)| others.len() >= several && families.len() >= 2)
        });
    shape
        .members
        .iter()
        .map(|member| {
            let many = |of: &BTreeMap<u32, BTreeSet<u32>>| {
                of.get(member).is_some_and(|others| others.len() >= several)
            };
            if many(&paid_by) {
                Role::Payee
            } else if Some(*member) == operator {
                Role::Operator
            } else if many(&brought) && !runs.contains(member) {
                Role::Facilitator
            } else if hosts.contains(member) {
                Role::Host
            } else {
                Role::Persona
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tie(a: u32, b: u32, kind: TieKind, value: u64) -> Link {
        Link {
            a,
            b,
            kind,
            decibans: 35.0,
            value,
            shared_by: 2,
            first: None,
            is_direct: false,
        }
    }

    fn read(members: &[u32], links: &[Link], directed: &[(u32, u32, TieKind)]) -> Vec<Role> {
        let shape = Shape {
            members,
            links,
            directed,
            // The lower the number, the earlier.
            since: &|subject| Some(i64::from(subject)),
        };
        roles(&shape, true)
    }

    /// Machines and keys of all lead to 0; 4 brought three and shares nothing personal with any; 3 is paid by three.
    #[test]
    fn operator_facilitator_and_payee_are_read_from_machines_referrals_and_money() {
        let members = [0, 1, 2, 3, 4, 5];
        let links = [
            tie(0, 1, TieKind::Device, 1),
            tie(0, 2, TieKind::Device, 2),
            tie(0, 3, TieKind::SshKey, 3),
            tie(0, 5, TieKind::SshKey, 4),
            tie(4, 1, TieKind::Referral, 0),
        ];
        let directed = [
            (4, 1, TieKind::Referral),
            (4, 2, TieKind::Referral),
            (4, 5, TieKind::Referral),
            (1, 3, TieKind::Transfer),
            (2, 3, TieKind::Transfer),
            (5, 3, TieKind::Transfer),
        ];
        assert_eq!(
            read(&members, &links, &directed),
            [
                Role::Operator,
                Role::Persona,
                Role::Persona,
                Role::Payee,
                Role::Facilitator,
                Role::Persona
            ]
        );
    }

    #[test]
    fn a_host_was_first_where_several_sit() {
        let members = [0, 1, 2, 3];
        let links = [
            tie(1, 0, TieKind::Address, 9),
            tie(1, 2, TieKind::Address, 9),
            tie(1, 3, TieKind::Address, 9),
        ];
        assert_eq!(read(&members, &links, &[])[0], Role::Host);
        // Two at one address are a home.
        let two = [tie(0, 1, TieKind::Address, 9), tie(1, 2, TieKind::Text, 5)];
        assert!(!read(&members[..3], &two, &[]).contains(&Role::Host));
    }

    #[test]
    fn a_home_has_members_and_no_roles() {
        let links = [tie(0, 1, TieKind::Device, 1), tie(0, 2, TieKind::Device, 1)];
        let shape = Shape {
            members: &[0, 1, 2],
            links: &links,
            directed: &[(1, 0, TieKind::Transfer), (2, 0, TieKind::Transfer)],
            since: &|_| None,
        };
        assert_eq!(roles(&shape, false), [Role::Member; 3]);
    }
}
