//! Edges without which a graph falls apart (Tarjan, 1974), found without recursion: a hostile chain of a million
//! subjects must not overflow the stack.

/// Marks the bridges among the edges of a graph of `nodes` nodes. Parallel edges are no bridges, loops neither.
/// Edges that name a node beyond `nodes` are ignored.
#[must_use]
pub fn bridges(nodes: usize, edges: &[(u32, u32)]) -> Vec<bool> {
    let block = blocks(nodes, edges);
    let mut sizes = vec![0_u32; edges.len()];
    for of in &block {
        if let Some(size) = sizes.get_mut(*of as usize) {
            *size += 1;
        }
    }
    let is_alone = |of: &u32| sizes.get(*of as usize) == Some(&1);
    block.iter().map(is_alone).collect()
}

/// For every edge the number of its block: edges stand in one block if some circle goes through both (Hopcroft and
/// Tarjan, 1973). A bridge is a block by itself. Blocks meet only in single nodes. Loops, and edges that name a node beyond
/// `nodes`, are in no block and get `u32::MAX`.
pub(crate) fn blocks(nodes: usize, edges: &[(u32, u32)]) -> Vec<u32> {
    let graph = Adjacency::new(nodes, edges);
    let mut block = vec![u32::MAX; edges.len()];
    let mut blocks = 0_u32;
    // Order of discovery, 0 for not yet; and the earliest node that the subtree reaches by another way.
    let mut order = vec![0_u32; nodes];
    let mut low = vec![0_u32; nodes];
    let mut clock = 0_u32;
    // Node, the edge by which it was reached, and the next place in its list.
    let mut path: Vec<(u32, u32, u32)> = Vec::new();
    // Edges whose block is not known yet, in the order of the search.
    let mut open: Vec<u32> = Vec::new();
    for root in 0..nodes {
        if order[root] != 0 {
            continue;
        }
        clock += 1;
        order[root] = clock;
        low[root] = clock;
        path.push((root as u32, u32::MAX, graph.start[root]));
        while let Some(&mut (node, by, ref mut next)) = path.last_mut() {
            let here = node as usize;
            if *next < graph.start[here + 1] {
                let (there, edge) = graph.list[*next as usize];
                *next += 1;
                if edge == by {
                    continue;
                }
                let to = there as usize;
                if order[to] == 0 {
                    clock += 1;
                    order[to] = clock;
                    low[to] = clock;
                    open.push(edge);
                    path.push((there, edge, graph.start[to]));
                } else if order[to] < order[here] {
                    open.push(edge);
                    low[here] = low[here].min(order[to]);
                }
            } else {
                path.pop();
                let Some(&(above, _, _)) = path.last() else {
                    continue;
                };
                let above = above as usize;
                low[above] = low[above].min(low[here]);
                if low[here] >= order[above] {
                    while let Some(edge) = open.pop() {
                        block[edge as usize] = blocks;
                        if edge == by {
                            break;
                        }
                    }
                    blocks += 1;
                }
            }
        }
    }
    block
}

/// Neighbours of every node with the number of the edge, in one list.
pub(crate) struct Adjacency {
    pub(crate) start: Vec<u32>,
    pub(crate) list: Vec<(u32, u32)>,
}

impl Adjacency {
    pub(crate) fn new(nodes: usize, edges: &[(u32, u32)]) -> Self {
        let mut start = vec![0_u32; nodes + 2];
        let inside = |&(a, b): &(u32, u32)| (a as usize) < nodes && (b as usize) < nodes;
        for edge in edges.iter().filter(|edge| inside(edge)) {
            start[edge.0 as usize + 2] += 1;
            start[edge.1 as usize + 2] += 1;
        }
        for node in 0..=nodes {
            start[node + 1] += start[node];
        }
        let mut list = vec![(0_u32, 0_u32); start[nodes + 1] as usize];
        for (number, edge) in edges.iter().enumerate().filter(|(_, edge)| inside(edge)) {
            for (from, to) in [(edge.0, edge.1), (edge.1, edge.0)] {
                let place = &mut start[from as usize + 1];
                list[*place as usize] = (to, number as u32);
                *place += 1;
            }
        }
        start.pop();
        Self { start, list }
    }

    pub(crate) fn of(&self, node: u32) -> &[(u32, u32)] {
        let node = node as usize;
        &self.list[self.start[node] as usize..self.start[node + 1] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::components::Components;
    use proptest::prelude::*;

    fn parts(nodes: usize, edges: &[(u32, u32)], without: Option<usize>) -> usize {
        let mut components = Components::new(nodes);
        let mut count = nodes;
        for (number, &(a, b)) in edges.iter().enumerate() {
            if Some(number) != without && components.join(a, b) {
                count -= 1;
            }
        }
        count
    }

    proptest! {
        #[test]
        fn a_bridge_is_an_edge_whose_loss_makes_one_part_more(
            edges in prop::collection::vec((0_u32..24, 0_u32..24), 0..40),
        ) {
            let whole = parts(24, &edges, None);
            for (number, is_bridge) in bridges(24, &edges).into_iter().enumerate() {
                prop_assert_eq!(is_bridge, parts(24, &edges, Some(number)) > whole);
            }
        }
    }

    proptest! {
        #[test]
        fn a_block_is_what_holds_together_without_any_one_node(
            edges in prop::collection::vec((0_u32..12, 0_u32..12), 0..30),
        ) {
            let mut edges: Vec<(u32, u32)> = edges
                .into_iter()
                .filter(|(a, b)| a != b)
                .map(|(a, b)| (a.min(b), a.max(b)))
                .collect();
            edges.sort_unstable();
            edges.dedup();
            let block = blocks(12, &edges);
            // Two edges that meet stand in one block if and only if their other ends stay tied without the node in
            // which they meet.
            for (x, one) in edges.iter().enumerate() {
                for (y, two) in edges.iter().enumerate().skip(x + 1) {
                    let ends = |edge: &(u32, u32), at| if edge.0 == at { edge.1 } else { edge.0 };
                    let Some(at) = [one.0, one.1].into_iter().find(|&n| n == two.0 || n == two.1) else {
                        continue;
                    };
                    let mut without = Components::new(12);
                    for edge in edges.iter().filter(|edge| edge.0 != at && edge.1 != at) {
                        without.join(edge.0, edge.1);
                    }
                    let tied = without.find(ends(one, at)) == without.find(ends(two, at));
                    prop_assert_eq!(block[x] == block[y], tied);
                }
            }
            // A bridge stands alone.
            for (number, is_bridge) in bridges(12, &edges).into_iter().enumerate() {
                let alone = block.iter().filter(|&&of| of == block[number]).count() == 1;
                prop_assert_eq!(is_bridge, alone);
            }
        }
    }

    #[test]
    fn a_chain_of_a_million_does_not_overflow() {
        let edges: Vec<(u32, u32)> = (0..1_000_000).map(|x| (x, x + 1)).collect();
        let mut block = blocks(1_000_001, &edges);
        block.sort_unstable();
        block.dedup();
        assert_eq!(block.len(), edges.len());
        assert!(bridges(1_000_001, &edges).into_iter().all(|is| is));
    }
}
