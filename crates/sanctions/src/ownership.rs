//! Who is blocked without being listed: the 50 per cent rule of the US Treasury (its questions 398 and 401).
//!
//! A body is blocked when blocked owners together hold half of it or more, directly or through bodies that are blocked
//! by the same rule. A holding through a body that is not itself blocked counts for nothing, whatever multiplying the
//! shares would give. Control without ownership does not count. A tie whose share is not known can neither block nor
//! clear: the answer then is [`Verdict::Unknown`], never "free".

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{Party, RelationKind, Share, Standing};

/// Half of a body, in hundredths of a per cent.
const HALF: u32 = 5_000;

/// A holding of one body in another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Holding {
    /// The owner's number.
    pub owner: String,
    /// The number of the body that is owned.
    pub owned: String,
    /// The share; `None` where it is not known.
    pub share: Option<Share>,
}

/// What the rule says of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It is listed itself.
    Listed,
    /// Blocked owners hold half or more.
    Blocked,
    /// Known holdings do not reach half; holdings of unknown size, or through bodies of which nothing certain is known,
    /// might.
    Unknown,
    /// Blocked owners hold less than half, even if every range is taken at its upper end.
    Free,
}

/// A verdict with its proof.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ownership {
    /// The body.
    pub id: String,
    /// What the rule says.
    pub verdict: Verdict,
    /// What blocked owners hold at least, summed, in hundredths of a per cent.
    pub at_least_hundredths: u32,
    /// What they hold at most, where every share is known.
    pub at_most_hundredths: Option<u32>,
    /// The holdings that count, each with the way from a listed party down to this body.
    pub proof: Vec<Step>,
}

/// A holding that counts, and why its owner is blocked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The holding in the body.
    pub holding: Holding,
    /// Numbers from a listed party to the owner, the listed party first.
    pub path: Vec<String>,
    /// Whether the owner is blocked for certain, or only perhaps.
    pub is_certain: bool,
}

/// The holdings that the parties of a list name. Ties to parties that the list knows by name alone are found by that
/// name where exactly one party leads with it.
#[must_use]
pub fn holdings(parties: &[Party]) -> Vec<Holding> {
    let mut by_name: BTreeMap<&str, Option<&str>> = BTreeMap::new();
    for party in parties {
        by_name
            .entry(party.primary_name())
            .and_modify(|id| *id = None)
            .or_insert(Some(&party.id));
    }
    let mut found = BTreeMap::new();
    for party in parties {
        for relation in &party.relations {
            let by_name = relation
                .other_name
                .as_deref()
                .and_then(|name| by_name.get(name).copied().flatten());
            let Some(other) = relation.other_id.as_deref().or(by_name) else {
                continue;
            };
            let (owner, owned) = match relation.kind {
                RelationKind::Owns => (party.id.as_str(), other),
                RelationKind::OwnedBy => (other, party.id.as_str()),
                _ => continue,
            };
            // Both ends tell of one holding; a share that either knows is known.
            let share: &mut Option<Share> = found
                .entry((owner.to_owned(), owned.to_owned()))
                .or_insert(relation.share);
            *share = share.or(relation.share);
        }
    }
    found
        .into_iter()
        .map(|((owner, owned), share)| Holding {
            owner,
            owned,
            share,
        })
        .collect()
}

/// The numbers of parties that are listed themselves.
#[must_use]
pub fn listed(parties: &[Party]) -> BTreeSet<String> {
    parties
        .iter()
        .filter(|party| party.standing == Standing::Listed)
        .map(|party| party.id.clone())
        .collect()
}

/// Follows the rule from listed parties down, for every body that is owned. Bodies are in the order of their numbers.
#[must_use]
pub fn follow(holdings: &[Holding], listed: &BTreeSet<String>) -> Vec<Ownership> {
    let mut into: BTreeMap<&str, Vec<&Holding>> = BTreeMap::new();
    for holding in holdings
        .iter()
        .filter(|holding| holding.owner != holding.owned)
    {
        into.entry(&holding.owned).or_default().push(holding);
    }
    // First what is certain, then what is possible when unknown shares are taken as large as they may be.
    let certain = spread(&into, listed, |share| {
        share.map_or(0, |share| share.low_hundredths)
    });
    let possible = spread(&into, listed, |share| {
        share.map_or(Share::WHOLE, |share| share.high_hundredths)
    });
    into.iter()
        .map(|(id, holdings)| judge(id, holdings, listed, &certain, &possible))
        .collect()
}

/// Everybody who is blocked, each with the owner through whom that became so, found wave by wave until nothing changes.
fn spread(
    into: &BTreeMap<&str, Vec<&Holding>>,
    listed: &BTreeSet<String>,
    size: impl Fn(Option<Share>) -> u32,
) -> BTreeMap<String, Option<String>> {
    let mut blocked: BTreeMap<String, Option<String>> =
        listed.iter().map(|id| (id.clone(), None)).collect();
    loop {
        let mut wave = Vec::new();
        for (id, holdings) in into.iter().filter(|(id, _)| !blocked.contains_key(**id)) {
            let counted: Vec<(u32, &str)> = holdings
                .iter()
                .filter(|holding| blocked.contains_key(&holding.owner))
                .map(|holding| (size(holding.share), holding.owner.as_str()))
                .collect();
            let sum: u32 = counted
                .iter()
                .map(|(share, _)| share)
                .fold(0, |sum, share| sum.saturating_add(*share));
            if sum >= HALF {
                let largest = counted.into_iter().max().map(|(_, owner)| owner.to_owned());
                wave.push(((*id).to_owned(), largest));
            }
        }
        if wave.is_empty() {
            return blocked;
        }
        blocked.extend(wave);
    }
}

fn judge(
    id: &str,
    holdings: &[&Holding],
    listed: &BTreeSet<String>,
    certain: &BTreeMap<String, Option<String>>,
    possible: &BTreeMap<String, Option<String>>,
) -> Ownership {
    let counted: Vec<&Holding> = holdings
        .iter()
        .copied()
        .filter(|holding| possible.contains_key(&holding.owner))
        .collect();
    let at_least = counted
        .iter()
        .filter(|holding| certain.contains_key(&holding.owner))
        .map(|holding| holding.share.map_or(0, |share| share.low_hundredths))
        .fold(0, u32::saturating_add);
    let at_most = counted
        .iter()
        .map(|holding| holding.share.map(|share| share.high_hundredths))
        .try_fold(0, |sum: u32, share| Some(sum.saturating_add(share?)));
    let verdict = if listed.contains(id) {
        Verdict::Listed
    } else if certain.contains_key(id) {
        Verdict::Blocked
    } else if possible.contains_key(id) || at_most.is_none() {
        Verdict::Unknown
    } else {
        Verdict::Free
    };
    let proof = counted
        .into_iter()
        .map(|holding| {
            let is_certain = certain.contains_key(&holding.owner);
            Step {
                holding: holding.clone(),
                path: path(&holding.owner, if is_certain { certain } else { possible }),
                is_certain,
            }
        })
        .collect();
    Ownership {
        id: id.to_owned(),
        verdict,
        at_least_hundredths: at_least.min(Share::WHOLE),
        at_most_hundredths: at_most.map(|share| share.min(Share::WHOLE)),
        proof,
    }
}

/// The way from a listed party to a blocked one. Each owner was blocked in an earlier wave, so the way ends.
fn path(id: &str, blocked: &BTreeMap<String, Option<String>>) -> Vec<String> {
    let mut way = vec![id.to_owned()];
    let mut here = id;
    while let Some(Some(owner)) = blocked.get(here) {
        way.push(owner.clone());
        here = owner;
    }
    way.reverse();
    way
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holding(owner: &str, owned: &str, share: &str) -> Holding {
        Holding {
            owner: owner.to_owned(),
            owned: owned.to_owned(),
            share: Share::read(share),
        }
    }

    fn verdict(holdings: &[Holding], id: &str) -> Ownership {
        let listed = ["X", "Y"].map(str::to_owned).into();
        let found = follow(holdings, &listed);
        found
            .into_iter()
            .find(|body| body.id == id)
            .expect("the body is owned by somebody")
    }

    #[test]
    fn half_is_enough_and_owners_are_summed() {
        assert_eq!(
            verdict(&[holding("X", "A", "50")], "A").verdict,
            Verdict::Blocked
        );
        assert_eq!(
            verdict(&[holding("X", "A", "49.99")], "A").verdict,
            Verdict::Free
        );
        let both = [holding("X", "A", "25"), holding("Y", "A", "25")];
        assert_eq!(verdict(&both, "A").verdict, Verdict::Blocked);
        assert_eq!(verdict(&both, "A").at_least_hundredths, 5000);
    }

    /// The Treasury's question 401: X owns 50 % of A, and A owns 50 % of B: B is blocked. X owns 25 % of A: A's holding
    /// in B counts for nothing.
    #[test]
    fn a_chain_counts_only_through_links_that_are_blocked_themselves() {
        let blocked = verdict(&[holding("X", "A", "50"), holding("A", "B", "50")], "B");
        assert_eq!(blocked.verdict, Verdict::Blocked);
        assert_eq!(blocked.proof[0].path, ["X", "A"]);
        assert_eq!(
            verdict(&[holding("X", "A", "25"), holding("A", "B", "100")], "B").verdict,
            Verdict::Free
        );
        // X owns 50 % of A and 10 % of B directly, A owns 40 % of B: together 50 %.
        let summed = [
            holding("X", "A", "50"),
            holding("X", "B", "10"),
            holding("A", "B", "40"),
        ];
        assert_eq!(verdict(&summed, "B").verdict, Verdict::Blocked);
        // X owns 25 % of A and of B, which own 25 % each of C: C is not blocked.
        let split = [
            holding("X", "A", "25"),
            holding("X", "B", "25"),
            holding("A", "C", "25"),
            holding("B", "C", "25"),
        ];
        assert_eq!(verdict(&split, "C").verdict, Verdict::Free);
    }

    #[test]
    fn an_unknown_share_neither_blocks_nor_clears() {
        let unknown = verdict(&[holding("X", "A", "")], "A");
        assert_eq!(
            (unknown.verdict, unknown.at_most_hundredths),
            (Verdict::Unknown, None)
        );
        let through = [holding("X", "A", ""), holding("A", "B", "100")];
        assert_eq!(verdict(&through, "B").verdict, Verdict::Unknown);
        assert!(!verdict(&through, "B").proof[0].is_certain);
        let enough = [holding("X", "A", ""), holding("Y", "A", "60")];
        assert_eq!(
            verdict(&enough, "A").verdict,
            Verdict::Blocked,
            "what is known is enough"
        );
        assert_eq!(
            verdict(&[holding("X", "A", "25-50")], "A").verdict,
            Verdict::Unknown
        );
        assert_eq!(
            verdict(&[holding("X", "A", "more than 50 %")], "A").verdict,
            Verdict::Blocked
        );
    }

    #[test]
    fn circles_of_owners_come_to_an_end() {
        let circle = [
            holding("A", "B", "100"),
            holding("B", "A", "100"),
            holding("X", "A", "10"),
        ];
        assert_eq!(verdict(&circle, "A").verdict, Verdict::Free);
        let caught = [
            holding("A", "B", "100"),
            holding("B", "A", "40"),
            holding("X", "A", "60"),
        ];
        assert_eq!(verdict(&caught, "B").proof[0].path, ["X", "A"]);
    }
}
