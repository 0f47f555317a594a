//! Why two subjects are linked: the strongest path of ties between them.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BinaryHeap};

use crate::groups::Link;
use crate::weight::probability;

/// Strongest paths from one subject. A path is as strong as the product of the chances of its ties.
pub(crate) struct Paths {
    /// For every subject reached, the link by which it was.
    by: BTreeMap<u32, (u32, usize)>,
    from: u32,
}

/// A length that can be ordered.
#[derive(PartialEq)]
struct Length(f64);

impl Eq for Length {}

impl PartialOrd for Length {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Length {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl Paths {
    /// Dijkstra's algorithm over the links, with −ln of each tie's chance as its length.
    pub(crate) fn new(from: u32, links: &[&Link], prior_decibans: f64) -> Self {
        let mut around: BTreeMap<u32, Vec<(u32, usize)>> = BTreeMap::new();
        for (number, link) in links.iter().enumerate() {
            around.entry(link.a).or_default().push((link.b, number));
            around.entry(link.b).or_default().push((link.a, number));
        }
        let mut by = BTreeMap::new();
        let mut done: BTreeMap<u32, f64> = BTreeMap::new();
        let mut waiting = BinaryHeap::from([Reverse((Length(0.0), 0_u32, from))]);
        let mut least: BTreeMap<u32, f64> = BTreeMap::from([(from, 0.0)]);
        while let Some(Reverse((Length(so_far), hops, node))) = waiting.pop() {
            if done.contains_key(&node) {
                continue;
            }
            done.insert(node, so_far);
            for &(to, number) in around.get(&node).map_or(&[][..], Vec::as_slice) {
                let chance = probability(prior_decibans + f64::from(links[number].decibans));
                let length = so_far - chance.max(1e-9).ln();
                if !done.contains_key(&to) && least.get(&to).is_none_or(|&known| length < known) {
                    least.insert(to, length);
                    by.insert(to, (node, number));
                    waiting.push(Reverse((Length(length), hops + 1, to)));
                }
            }
        }
        Self { by, from }
    }

    /// The path to a subject. Two steps over one value become one link: the value ties its ends directly.
    pub(crate) fn to(&self, subject: u32, links: &[&Link]) -> Option<Vec<Link>> {
        let mut path: Vec<Link> = Vec::new();
        let mut at = subject;
        while at != self.from {
            let &(before, number) = self.by.get(&at)?;
            let step = Link {
                a: before,
                b: at,
                ..*links[number]
            };
            match path.last_mut() {
                Some(later) if later.kind == step.kind && is_one_value(later, &step) => {
                    later.a = before;
                    later.first = later.first.max(step.first);
                }
                _ => path.push(step),
            }
            at = before;
        }
        path.reverse();
        Some(path)
    }
}

fn is_one_value(x: &Link, y: &Link) -> bool {
    !x.is_direct && !y.is_direct && x.value == y.value
}
