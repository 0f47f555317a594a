//! Groups of records by average linkage.
//!
//! Two groups are joined while the mean weight over *all* pairs between them is high enough; a pair
//! that was not compared, because it agrees in no key, counts against. One wrong pair therefore does
//! not join two groups, as it would in connected components.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use crate::hash::Map;

/// The weight of a pair that agrees in no key.
const NOT_COMPARED: f64 = -4.0;
/// Weights are taken into means within these bounds, so that none outvotes all others.
const BOUNDS: (f64, f64) = (-10.0, 8.0);

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
#[derive(Debug, Clone, Copy, Default)]
struct Between {
    sum: f64,
    pairs: u32,
}

/// For each record the lowest record of its group.
pub(super) fn group(records: usize, pairs: &[(u32, u32)], weights: &[f32], least: f64) -> Vec<u32> {
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
    for component in inside.chunk_by(|x, y| x.0 == y.0) {
        join(component, pairs, weights, least, &mut labels);
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

fn join(
    component: &[(u32, u32)],
    pairs: &[(u32, u32)],
    weights: &[f32],
    least: f64,
    labels: &mut [u32],
) {
    if let [(_, place)] = component {
        let (x, y) = pairs[*place as usize];
        if f64::from(weights[*place as usize]) >= least {
            labels[y as usize] = labels[x as usize];
        }
        return;
    }
    let mut members: Vec<u32> = component
        .iter()
        .flat_map(|(_, place)| <[u32; 2]>::from(pairs[*place as usize]))
        .collect();
    members.sort_unstable();
    members.dedup();
    let local = |record: u32| members.partition_point(|each| *each < record) as u32;
    let mut sizes = vec![1_u32; members.len()];
    let mut ages = vec![0_u32; members.len()];
    let mut into: Vec<u32> = (0..members.len() as u32).collect();
    let mut around: Vec<Map<u32, Between>> = vec![Map::default(); members.len()];
    for (_, place) in component {
        let (x, y) = pairs[*place as usize];
        let (x, y) = (local(x), local(y));
        let between = Between {
            sum: f64::from(weights[*place as usize]).clamp(BOUNDS.0, BOUNDS.1),
            pairs: 1,
        };
        around[x as usize].insert(y, between);
        around[y as usize].insert(x, between);
    }
    let mean = |between: &Between, x: u32, y: u32| {
        let all = f64::from(x) * f64::from(y);
        (between.sum + (all - f64::from(between.pairs)) * NOT_COMPARED) / all
    };
    let mut offers = BinaryHeap::new();
    for (x, others) in (0_u32..).zip(&around) {
        for (y, between) in others.iter().filter(|(y, _)| **y > x) {
            let mean = mean(between, 1, 1);
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
            let sum = around[to].entry(other).or_default();
            sum.sum += between.sum;
            sum.pairs += between.pairs;
        }
        let neighbours = std::mem::take(&mut around[to]);
        for (other, between) in &neighbours {
            let other = *other as usize;
            around[other].insert(to as u32, *between);
            let mean = mean(between, sizes[to], sizes[other]);
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
