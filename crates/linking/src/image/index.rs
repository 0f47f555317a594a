//! Queries against many PDQ hashes.

use super::pdq::{Pdq, RADIUS};

/// Parts of a hash, each with a table of its own.
pub(super) const PARTS: usize = 16;
/// Values of a part.
pub(super) const VALUES: usize = 1 << 16;

/// A stored hash near a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ImageMatch {
    /// In how many bits it differs from the query, at most [`RADIUS`].
    pub distance: u32,
    /// Its place in what [`ImageIndex::new`] was given.
    pub place: u32,
}

/// PDQ hashes ready for queries. Takes 96 bytes a hash and 4 MiB.
#[derive(Debug)]
pub struct ImageIndex {
    /// The lower half of each hash: more than [`RADIUS`] bits differ in it already for nearly all.
    low: Vec<[u64; 2]>,
    high: Vec<[u64; 2]>,
    /// For each part and value, where its run of `places` starts; one more to end the last.
    starts: Vec<u32>,
    places: Vec<u32>,
}

impl ImageIndex {
    /// Builds an index; at most `u32::MAX / 16` hashes, further ones are left out.
    #[must_use]
    pub fn new(mut hashes: Vec<Pdq>) -> Self {
        hashes.truncate(u32::MAX as usize / PARTS);
        let mut starts = vec![0_u32; PARTS * VALUES + 1];
        for hash in &hashes {
            for part in 0..PARTS {
                starts[part * VALUES + hash.part(part) + 1] += 1;
            }
        }
        let mut total = 0;
        for start in &mut starts {
            total += *start;
            *start = total;
        }
        let mut places = vec![0_u32; PARTS * hashes.len()];
        for part in 0..PARTS {
            let mut next = starts[part * VALUES..(part + 1) * VALUES].to_vec();
            for (place, hash) in (0_u32..).zip(&hashes) {
                let next = &mut next[hash.part(part)];
                places[*next as usize] = place;
                *next += 1;
            }
        }
        Self {
            low: hashes.iter().map(|hash| [hash.0[0], hash.0[1]]).collect(),
            high: hashes.iter().map(|hash| [hash.0[2], hash.0[3]]).collect(),
            starts,
            places,
        }
    }

    /// How many hashes are stored.
    #[must_use]
    pub fn len(&self) -> usize {
        self.low.len()
    }

    /// Whether no hash is stored.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.low.is_empty()
    }

    /// All stored hashes within [`RADIUS`] of a query, the nearest first.
    #[must_use]
    pub fn search(&self, query: &Pdq) -> Vec<ImageMatch> {
        let mut matches = Vec::new();
        for part in 0..PARTS {
            let value = query.part(part);
            self.scan(part, value, query, &mut matches);
            for bit in 0..16 {
                self.scan(part, value ^ 1 << bit, query, &mut matches);
            }
        }
        matches.sort_unstable();
        matches.dedup();
        matches
    }

    fn scan(&self, part: usize, value: usize, query: &Pdq, matches: &mut Vec<ImageMatch>) {
        let run = part * VALUES + value;
        let run = self.starts[run] as usize..self.starts[run + 1] as usize;
        for place in &self.places[run] {
            let low = self.low[*place as usize];
            let near = (low[0] ^ query.0[0]).count_ones() + (low[1] ^ query.0[1]).count_ones();
            if near <= RADIUS {
                let high = self.high[*place as usize];
                let distance = near
                    + (high[0] ^ query.0[2]).count_ones()
                    + (high[1] ^ query.0[3]).count_ones();
                if distance <= RADIUS {
                    matches.push(ImageMatch {
                        distance,
                        place: *place,
                    });
                }
            }
        }
    }
}
