//! Rows that are gathered in bounded memory.

/// Rows with a key; when there are too many, those of every second key go, chosen by the key's hash.
///
/// Which keys remain depends on the rows alone and not on their order: the share that is kept is the largest power of
/// one half at which all fit.
#[derive(Debug)]
pub(super) struct Thinned<T> {
    rows: Vec<T>,
    /// Keys are kept whose highest so many bits are 0.
    level: u32,
    most: usize,
    distinct: usize,
}

/// A row with the hash of what it is about.
pub(super) trait Keyed: Ord + Copy {
    /// The hash.
    fn key(&self) -> u64;
}

impl<T: Keyed> Thinned<T> {
    pub(super) fn new(most: usize) -> Self {
        Self {
            rows: Vec::new(),
            level: 0,
            most,
            distinct: 0,
        }
    }

    fn keeps(level: u32, row: &T) -> bool {
        // The lowest bits of a hash tell its realm, the highest the part in which it is counted.
        level == 0 || row.key().rotate_left(20) >> (64 - level) == 0
    }

    pub(super) fn extend(&mut self, rows: impl IntoIterator<Item = T>) {
        let level = self.level;
        self.rows
            .extend(rows.into_iter().filter(|row| Self::keeps(level, row)));
        // Rows repeat only where records were brought twice: few are not worth the sorting, which other threads wait for.
        if self.rows.len() > 2 * self.distinct + self.most / 8 {
            self.settle();
        }
    }

    fn settle(&mut self) {
        self.rows.sort_unstable();
        self.rows.dedup();
        while self.rows.len() > self.most && self.level < 32 {
            self.level += 1;
            let level = self.level;
            self.rows.retain(|row| Self::keeps(level, row));
        }
        self.distinct = self.rows.len();
    }

    /// The rows in order, and of how many keys one was kept: 1 for all.
    pub(super) fn finish(mut self) -> (Vec<T>, u64) {
        self.settle();
        (self.rows, 1 << self.level)
    }
}

impl Keyed for (u64, u32) {
    fn key(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shelf::hash_of;

    #[test]
    fn what_is_kept_depends_on_the_rows_and_not_on_their_order() {
        let rows: Vec<(u64, u32)> = (0..300_000_u32)
            .map(|n| (hash_of(&(n / 3).to_string()), n % 7))
            .collect();
        let kept = |rows: Vec<(u64, u32)>| {
            let mut thinned = Thinned::new(50_000);
            for part in rows.chunks(1_000) {
                thinned.extend(part.iter().copied());
            }
            thinned.finish()
        };
        let turned: Vec<(u64, u32)> = rows.iter().rev().copied().collect();
        let (one, share) = kept(rows);
        assert_eq!((one.clone(), share), kept(turned));
        assert!(
            share == 8 && one.len() > 30_000 && one.len() <= 50_000,
            "{share} {}",
            one.len()
        );
    }
}
