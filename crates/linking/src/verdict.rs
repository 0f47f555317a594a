//! Reviewers' verdicts bind: what was called different is separated where it costs the least evidence.

use std::collections::VecDeque;

use crate::parts::Component;

/// Separates every pair of `different` (places of subjects in the component) that still stands in one part.
///
/// The cut is a least cut between the two (Edmonds and Karp, 1972), so that what is torn apart is the weakest evidence;
/// a `Same` weighs more than all of it and is cut only if nothing else can separate the two.
pub(crate) fn separate(component: &Component, labels: &mut [u32], different: &[(u32, u32)]) {
    for &(a, b) in different {
        let label = labels[a as usize];
        if a == b || label != labels[b as usize] {
            continue;
        }
        let edges: Vec<(u32, u32, i64)> = component
            .edges
            .iter()
            .filter(|edge| labels[edge.0 as usize] == label && labels[edge.1 as usize] == label)
            .map(|&edge| {
                let tenths = (component.weight(edge).max(0.1) * 10.0) as i64;
                (edge.0, edge.1, tenths)
            })
            .collect();
        let with_a = side_of(a, b, &edges, component.nodes());
        relabel(labels, label, &with_a, &edges);
    }
}

/// New labels for a part of which `with_a` is one side; what the cut left without a tie to its side becomes its own.
fn relabel(labels: &mut [u32], label: u32, with_a: &[bool], edges: &[(u32, u32, i64)]) {
    let mut joined = crate::components::Components::new(labels.len());
    for &(x, y, _) in edges {
        if with_a[x as usize] == with_a[y as usize] {
            joined.join(x, y);
        }
    }
    for (of, node) in labels.iter_mut().zip(0..) {
        if *of == label {
            *of = joined.find(node);
        }
    }
}

/// The nodes on `a`'s side of a least cut between `a` and `b`.
fn side_of(a: u32, b: u32, edges: &[(u32, u32, i64)], nodes: usize) -> Vec<bool> {
    let pairs: Vec<(u32, u32)> = edges.iter().map(|&(x, y, _)| (x, y)).collect();
    let graph = crate::bridges::Adjacency::new(nodes, &pairs);
    // What still fits along the edge, from its first to its second end and back.
    let mut room: Vec<[i64; 2]> = edges.iter().map(|&(_, _, w)| [w, w]).collect();
    let direction = |edge: u32, from: u32| usize::from(pairs[edge as usize].0 != from);
    loop {
        let mut by: Vec<Option<(u32, u32)>> = vec![None; nodes];
        let mut seen = vec![false; nodes];
        seen[a as usize] = true;
        let mut queue = VecDeque::from([a]);
        while let Some(node) = queue.pop_front() {
            if node == b {
                break;
            }
            for &(to, edge) in graph.of(node) {
                if !seen[to as usize] && room[edge as usize][direction(edge, node)] > 0 {
                    seen[to as usize] = true;
                    by[to as usize] = Some((node, edge));
                    queue.push_back(to);
                }
            }
        }
        if !seen[b as usize] {
            return seen;
        }
        let mut least = i64::MAX;
        let mut node = b;
        while let Some((from, edge)) = by[node as usize] {
            least = least.min(room[edge as usize][direction(edge, from)]);
            node = from;
        }
        let mut node = b;
        while let Some((from, edge)) = by[node as usize] {
            let forward = direction(edge, from);
            room[edge as usize][forward] -= least;
            room[edge as usize][1 - forward] += least;
            node = from;
        }
    }
}
