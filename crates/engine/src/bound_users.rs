//! What binds the users of a rented server to each other.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_linking::{Family, Link};

use crate::neighbours::Neighbours;

/// Ties between users of one server by things that one person holds: papers, devices, photos, telephones, accounts.
///
/// Such a tie joins two accounts wherever they connect from, so it says something about the server that nothing found
/// at the server itself does. Texts and careers are left out: colleagues have them in common.
#[derive(Debug, Default)]
pub(crate) struct Bound<'l> {
    /// By the one end and the other.
    ties: BTreeMap<u32, Vec<&'l Link>>,
}

/// What binds the others who used a server, without the subject that is looked at.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct OthersBound {
    /// How many of the others are bound to another of them.
    pub(crate) users: i64,
    /// By which kinds of things, separated by commas.
    pub(crate) kinds: Option<String>,
}

impl<'l> Bound<'l> {
    /// From all ties that hold.
    pub(crate) fn of(links: &'l [Link], neighbours: &Neighbours) -> Self {
        let users: BTreeSet<u32> = neighbours
            .addresses()
            .flatten()
            .filter(|(hash, _)| neighbours.is_server(*hash))
            .map(|(_, place)| *place)
            .collect();
        let mut ties: BTreeMap<u32, Vec<&Link>> = BTreeMap::new();
        for link in links {
            if link.kind.is_identity_bound() && users.contains(&link.a) && users.contains(&link.b) {
                ties.entry(link.a).or_default().push(link);
                ties.entry(link.b).or_default().push(link);
            }
        }
        Self { ties }
    }

    /// Of one of the users of a server, what binds the others to each other.
    ///
    /// An account into which the subject is paid as well binds nobody here: that is told of the subject itself, and the
    /// staff of an agency, who are paid into its account and come through its server, would be bound by nothing else.
    pub(crate) fn others(&self, subject: u32, users: &[(u64, u32)]) -> OthersBound {
        let among = |place: u32| users.iter().any(|(_, user)| *user == place);
        let paid_into: BTreeSet<u64> = self
            .of_one(subject)
            .filter(|link| link.kind.family() == Family::Money)
            .map(|link| link.value)
            .collect();
        let mut bound = BTreeSet::new();
        let mut kinds = BTreeSet::new();
        for (_, user) in users.iter().filter(|(_, user)| *user != subject) {
            let ties = self.of_one(*user).filter(|link| {
                let other = if link.a == *user { link.b } else { link.a };
                other != subject && among(other) && !paid_into.contains(&link.value)
            });
            for link in ties {
                bound.insert(*user);
                kinds.insert(link.kind.word());
            }
        }
        OthersBound {
            users: bound.len() as i64,
            kinds: (!kinds.is_empty()).then(|| kinds.into_iter().collect::<Vec<_>>().join(", ")),
        }
    }

    fn of_one(&self, place: u32) -> impl Iterator<Item = &'l Link> + use<'_, 'l> {
        self.ties.get(&place).into_iter().flatten().copied()
    }
}
