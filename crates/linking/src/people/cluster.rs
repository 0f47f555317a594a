//! Groups of records by average linkage.
//!
//! Two groups are joined while what *all* pairs between them say is enough; pairs that agree in no key are compared for
//! that. One wrong pair therefore does not join two groups, as it would in connected components.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use hashbrown::hash_map::Entry;

use super::facts::Facts;
use super::weigh::Weigher;
use crate::hash::Map;

/// Components of more records are too many pairs to compare all: there a pair that agrees in no key counts
/// [`NOT_COMPARED`].
const MOST_WHOLE: usize = 64;
/// The weight in bits of a pair that agrees in no key, where it is not compared: most of those in one component that do
/// not agree weigh less, and what makes a group of them agrees.
const NOT_COMPARED: f64 = -4.0;
/// The weight in bits at which hardly any pair is wrong: where all pairs of a component weigh as much, there is nothing to
/// ponder.
const SURE: f64 = 10.0;

/// A join that may be made: the better, then the one of the lowest records, comes first.
#[derive(Debug, PartialEq)]
struct Offer {
    mean: f64,
    x: u32,
    y: u32,
    /// How often the two groups had grown when the offer was made.
    ages: (u32, u32),
}

impl Eq for Offer {}

impl Ord for Offer {
    fn cmp(&self, other: &Self) -> Ordering {
        self.mean
            .total_cmp(&other.mean)
            .then_with(|| (other.x, other.y).cmp(&(self.x, self.y)))
            .then_with(|| self.ages.cmp(&other.ages))
    }
}

impl PartialOrd for Offer {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The compared pairs between two groups.
#[derive(Debug, Clone, Copy)]
struct Between {
    /// Their number among the facts.
    facts: u32,
    pairs: u32,
}

/// For each record the lowest record of its group.
pub(super) fn group(
    records: usize,
    pairs: &[(u32, u32)],
    weights: &[f32],
    least: f64,
    weigher: &mut Weigher<'_>,
) -> Vec<u32> {
    let mut labels: Vec<u32> = (0..records as u32).collect();
    // Only within components of good pairs can groups form.
    let mut roots = labels.clone();
    for ((x, y), weight) in pairs.iter().zip(weights) {
        if f64::from(*weight) >= least {
            let (x, y) = (root(&mut roots, *x), root(&mut roots, *y));
            roots[x.max(y) as usize] = x.min(y);
        }
    }
    let mut inside: Vec<(u32, u32)> = Vec::new();
    for (place, (x, y)) in (0_u32..).zip(pairs) {
        let (x, y) = (root(&mut roots, *x), root(&mut roots, *y));
        if x == y {
            inside.push((x, place));
        }
    }
    inside.sort_unstable();
    let mut facts = Facts::new(weigher);
    let mut members: Vec<u32> = Vec::new();
    for component in inside.chunk_by(|x, y| x.0 == y.0) {
        let places = component.iter().map(|(_, place)| *place as usize);
        members.clear();
        members.extend(
            places
                .clone()
                .flat_map(|place| <[u32; 2]>::from(pairs[place])),
        );
        members.sort_unstable();
        members.dedup();
        let is_complete = component.len() == members.len() * (members.len() - 1) / 2;
        let mut weights = places.clone().map(|place| f64::from(weights[place]));
        if component.len() == 1 || (is_complete && weights.all(|weight| weight >= SURE.max(least)))
        {
            for member in &members {
                labels[*member as usize] = members[0];
            }
            continue;
        }
        facts.clear();
        let compared = places.map(|place| pairs[place]);
        join(
            &members,
            compared,
            least,
            (weigher, &mut facts),
            &mut labels,
        );
    }
    labels
}

fn root(roots: &mut [u32], mut x: u32) -> u32 {
    while roots[x as usize] != x {
        let parent = roots[x as usize];
        roots[x as usize] = roots[parent as usize];
        x = parent;
    }
    x
}

/// Groups the members of one component, which are in order.
fn join(
    members: &[u32],
    compared: impl Iterator<Item = (u32, u32)>,
    least: f64,
    (weigher, facts): (&mut Weigher<'_>, &mut Facts),
    labels: &mut [u32],
) {
    let local = |record: u32| members.partition_point(|each| *each < record) as u32;
    let mut sizes = vec![1_u32; members.len()];
    let mut ages = vec![0_u32; members.len()];
    let mut into: Vec<u32> = (0..members.len() as u32).collect();
    let mut around: Vec<Map<u32, Between>> = vec![Map::default(); members.len()];
    let mut note = |x: u32, y: u32| {
        let between = Between {
            facts: facts.add(weigher, members[x as usize], members[y as usize]),
            pairs: 1,
        };
        around[x as usize].insert(y, between);
        around[y as usize].insert(x, between);
    };
    if members.len() <= MOST_WHOLE {
        for x in 0..members.len() as u32 {
            for y in x + 1..members.len() as u32 {
                note(x, y);
            }
        }
    } else {
        for (x, y) in compared {
            note(local(x), local(y));
        }
    }
    let mean = |facts: &Facts, between: &Between, x: u32, y: u32| {
        let compared = f64::from(between.pairs) / (f64::from(x) * f64::from(y));
        compared * facts.weight(between.facts) + (1.0 - compared) * NOT_COMPARED
    };
    let mut offers = BinaryHeap::new();
    for (x, others) in (0_u32..).zip(&around) {
        for (y, between) in others.iter().filter(|(y, _)| **y > x) {
            let mean = mean(facts, between, 1, 1);
            if mean >= least {
                offers.push(Offer {
                    mean,
                    x,
                    y: *y,
                    ages: (0, 0),
                });
            }
        }
    }
    while let Some(Offer {
        x, y, ages: made, ..
    }) = offers.pop()
    {
        let (a, b) = (x as usize, y as usize);
        if (ages[a], ages[b]) != made {
            continue;
        }
        // The smaller neighbourhood moves into the other.
        let (to, from) = if around[a].len() >= around[b].len() {
            (a, b)
        } else {
            (b, a)
        };
        into[from] = to as u32;
        sizes[to] += sizes[from];
        ages[to] += 1;
        ages[from] = u32::MAX;
        let moved = std::mem::take(&mut around[from]);
        around[to].remove(&(from as u32));
        for (other, between) in moved {
            if other as usize == to {
                continue;
            }
            around[other as usize].remove(&(from as u32));
            match around[to].entry(other) {
                Entry::Vacant(place) => {
                    place.insert(between);
                }
                Entry::Occupied(mut both) => {
                    both.get_mut().pairs += between.pairs;
                    facts.merge(between.facts, both.get().facts);
                }
            }
        }
        let neighbours = std::mem::take(&mut around[to]);
        for (other, between) in &neighbours {
            let other = *other as usize;
            around[other].insert(to as u32, *between);
            let mean = mean(facts, between, sizes[to], sizes[other]);
            if mean >= least {
                let (x, y) = (to.min(other), to.max(other));
                offers.push(Offer {
                    mean,
                    x: x as u32,
                    y: y as u32,
                    ages: (ages[x], ages[y]),
                });
            }
        }
        around[to] = neighbours;
    }
    let mut lowest: Vec<u32> = vec![u32::MAX; members.len()];
    for place in 0..members.len() as u32 {
        let last = root(&mut into, place) as usize;
        // Members are in order: the first to come is the lowest.
        lowest[last] = lowest[last].min(members[place as usize]);
    }
    for place in 0..members.len() as u32 {
        let last = root(&mut into, place) as usize;
        labels[members[place as usize] as usize] = lowest[last];
    }
}
