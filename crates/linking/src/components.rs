//! Connected components by union-find.

/// A forest over dense numbers in which parents are never greater than their children.
///
/// Joining follows Rem's algorithm with splicing (Patwary, Blair and Manne, 2010): it walks both paths at once, halves
/// them on the way, and needs no ranks, so four bytes a node are all it keeps.
#[derive(Debug, Clone)]
pub struct Components {
    parent: Vec<u32>,
}

impl Components {
    /// `size` numbers, each alone.
    #[must_use]
    pub fn new(size: usize) -> Self {
        let size = u32::try_from(size).unwrap_or(u32::MAX);
        Self {
            parent: (0..size).collect(),
        }
    }

    /// Joins two numbers; tells whether they were apart. Numbers beyond the size are left alone.
    pub fn join(&mut self, a: u32, b: u32) -> bool {
        let (mut x, mut y) = (a as usize, b as usize);
        let parent = self.parent.as_mut_slice();
        if x >= parent.len() || y >= parent.len() {
            return false;
        }
        while parent[x] != parent[y] {
            if parent[x] < parent[y] {
                std::mem::swap(&mut x, &mut y);
            }
            let up = parent[x] as usize;
            parent[x] = parent[y];
            if up == x {
                return true;
            }
            x = up;
        }
        false
    }

    /// The least number of the component, while joins go on.
    #[must_use]
    pub fn find(&self, mut x: u32) -> u32 {
        while let Some(&up) = self.parent.get(x as usize) {
            if up == x {
                break;
            }
            x = up;
        }
        x
    }

    /// For every number the least number of its component. One pass, because parents are never greater.
    #[must_use]
    pub fn labels(mut self) -> Vec<u32> {
        for x in 0..self.parent.len() {
            self.parent[x] = self.parent[self.parent[x] as usize];
        }
        self.parent
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use petgraph::unionfind::UnionFind;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn same_components_as_petgraph(edges in prop::collection::vec((0_u32..60, 0_u32..60), 0..90)) {
            let mut ours = Components::new(60);
            let mut theirs = UnionFind::<u32>::new(60);
            for &(a, b) in &edges {
                prop_assert_eq!(ours.join(a, b), theirs.union(a, b));
            }
            let found: Vec<u32> = (0..60).map(|x| ours.find(x)).collect();
            let labels = ours.labels();
            prop_assert_eq!(&found, &labels);
            for a in 0..60_usize {
                prop_assert!(labels[a] as usize <= a);
                for b in 0..60_usize {
                    prop_assert_eq!(labels[a] == labels[b], theirs.equiv(a as u32, b as u32));
                }
            }
        }
    }
}
