//! Cuts a large part at a narrow place: two crews that two or three chance ties hold together.
//!
//! The place is found by a sweep over the second eigenvector of the random walk on the part (Shi and Malik, 2000): it
//! orders the nodes so that close ones stand together, and of all cuts along this order the one with the least
//! conductance is taken. By Cheeger's inequality no cut is much better. The eigenvector comes from power iteration
//! with a fixed start, so the answer is the same on every machine.

use crate::parts::{Component, SAME};
use crate::settings::Settings;

const ITERATIONS: usize = 120;
/// What it costs to cut where nothing may be cut; small enough to add and take away without rounding.
const NEVER: f64 = 1e9;
/// No side of a cut has fewer subjects: smaller ones are members on the rim, not another crew.
const LEAST_SIDE: usize = 4;

/// Gives new labels to nodes beyond a narrow place, again and again until none is left.
pub(crate) fn narrow_places(component: &Component, labels: &mut [u32], settings: &Settings) {
    let subjects = component.subjects.len();
    if subjects < settings.cut_from.max(2 * LEAST_SIDE) {
        return;
    }
    let mut by_label: Vec<(u32, u32)> = labels.iter().copied().zip(0..).collect();
    by_label.sort_unstable();
    let mut waiting: Vec<Vec<u32>> = by_label
        .chunk_by(|a, b| a.0 == b.0)
        .map(|part| part.iter().map(|&(_, node)| node).collect())
        .collect();
    while let Some(nodes) = waiting.pop() {
        let members = nodes
            .iter()
            .filter(|&&node| (node as usize) < subjects)
            .count();
        if members < settings.cut_from.max(2 * LEAST_SIDE) {
            continue;
        }
        if let Some((left, right)) = narrow(component, &nodes, settings.cut_below) {
            for side in [&left, &right] {
                let label = side.iter().copied().min().unwrap_or(0);
                for &node in side {
                    labels[node as usize] = label;
                }
            }
            waiting.push(left);
            waiting.push(right);
        }
    }
}

/// Both sides of the narrowest place, if it is narrow enough.
fn narrow(component: &Component, nodes: &[u32], below: f64) -> Option<(Vec<u32>, Vec<u32>)> {
    let subjects = component.subjects.len() as u32;
    let place = |node: u32| nodes.binary_search(&node).ok();
    let mut edges: Vec<(usize, usize, f64)> = Vec::new();
    for &node in nodes.iter().take_while(|&&node| node < subjects) {
        let from = component.edges.partition_point(|edge| edge.0 < node);
        for &edge in component.edges[from..]
            .iter()
            .take_while(|edge| edge.0 == node)
        {
            if let (Some(a), Some(b)) = (place(edge.0), place(edge.1)) {
                edges.push((a, b, f64::from(component.weight(edge).clamp(1.0, SAME))));
            }
        }
    }
    let mut volume = vec![0.0; nodes.len()];
    for &(a, b, weight) in &edges {
        volume[a] += weight;
        volume[b] += weight;
    }
    let order = order_along_second_vector(&edges, &volume)?;
    let (cut_after, conductance) = sweep(nodes, subjects, &edges, &volume, &order)?;
    if conductance >= below {
        return None;
    }
    let mut left: Vec<u32> = order[..cut_after].iter().map(|&at| nodes[at]).collect();
    let mut right: Vec<u32> = order[cut_after..].iter().map(|&at| nodes[at]).collect();
    left.sort_unstable();
    right.sort_unstable();
    Some((left, right))
}

fn order_along_second_vector(edges: &[(usize, usize, f64)], volume: &[f64]) -> Option<Vec<usize>> {
    let total: f64 = volume.iter().sum();
    if total <= 0.0 {
        return None;
    }
    // A start that is fixed and regular to no structure: the fractional parts of multiples of the golden ratio.
    let mut x: Vec<f64> = (0..volume.len())
        .map(|place| (place as f64 * 0.618_033_988_749_895).fract() - 0.5)
        .collect();
    for _ in 0..ITERATIONS {
        let mean: f64 = x.iter().zip(volume).map(|(x, v)| x * v).sum::<f64>() / total;
        for x in &mut x {
            *x -= mean;
        }
        // Half a step of the walk and half a rest: all eigenvalues are positive, and the second is the largest left.
        let mut next = vec![0.0; x.len()];
        for &(a, b, weight) in edges {
            next[a] += weight * x[b];
            next[b] += weight * x[a];
        }
        let mut norm = 0.0;
        for ((next, &x), &v) in next.iter_mut().zip(&x).zip(volume) {
            *next = 0.5 * x + if v > 0.0 { 0.5 * *next / v } else { 0.0 };
            norm += *next * *next * v;
        }
        if norm <= f64::MIN_POSITIVE {
            return None;
        }
        let scale = norm.sqrt().recip();
        x = next.into_iter().map(|next| next * scale).collect();
    }
    let mut order: Vec<usize> = (0..x.len()).collect();
    order.sort_by(|&a, &b| x[a].total_cmp(&x[b]).then(a.cmp(&b)));
    Some(order)
}

/// How many of the order stand before the best cut, and its conductance.
fn sweep(
    nodes: &[u32],
    subjects: u32,
    edges: &[(usize, usize, f64)],
    volume: &[f64],
    order: &[usize],
) -> Option<(usize, f64)> {
    let total: f64 = volume.iter().sum();
    let mut rank = vec![0_usize; order.len()];
    for (at, &node) in order.iter().enumerate() {
        rank[node] = at;
    }
    // What every cut severs, as differences: an edge is severed by the cuts between its ends.
    let mut severed = vec![0.0; order.len() + 1];
    for &(a, b, weight) in edges {
        // No cut goes through a reviewer's word.
        let weight = if weight >= f64::from(SAME) {
            NEVER
        } else {
            weight
        };
        severed[rank[a].min(rank[b]) + 1] += weight;
        severed[rank[a].max(rank[b]) + 1] -= weight;
    }
    let members = nodes.iter().filter(|&&node| node < subjects).count();
    let (mut before, mut left, mut open) = (0_usize, 0.0, 0.0);
    let mut best: Option<(usize, f64)> = None;
    for cut in 1..order.len() {
        let node = order[cut - 1];
        before += usize::from(nodes[node] < subjects);
        left += volume[node];
        open += severed[cut];
        if before < LEAST_SIDE || members - before < LEAST_SIDE {
            continue;
        }
        let lighter = f64::min(left, total - left);
        if lighter > 0.0 && best.is_none_or(|(_, least)| open / lighter < least) {
            best = Some((cut, open / lighter));
        }
    }
    best
}
