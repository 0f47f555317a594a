//! All pairs of a batch of PDQ hashes.

use super::index::{PARTS, VALUES};
use super::pdq::{Pdq, RADIUS};

/// How pictures are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImageSettings {
    /// A hash near more other hashes, or held by more subjects, is common: a blank page, a logo, a
    /// stock photo. It is reported and ties nobody.
    pub most_subjects: u32,
    /// Hashes with an equal part that are all compared with each other; in a larger crowd each is
    /// compared with so many that follow it, and the crowd is counted in [`ImageTies::crowds`].
    pub most_crowded: u32,
}

impl Default for ImageSettings {
    fn default() -> Self {
        Self {
            most_subjects: 100,
            most_crowded: 1024,
        }
    }
}

/// Two subjects with a picture that is the same to the eye.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ImageTie {
    /// The subject with the lower number.
    pub a: u32,
    /// The subject with the higher number.
    pub b: u32,
    /// 1 for equal hashes, 0.5 at the edge of the radius.
    pub alike: f32,
    /// How many subjects have a picture near the one of `a` or `b` that more have.
    pub shared_by: u32,
    /// In how many bits the nearest two hashes differ.
    pub distance: u32,
}

/// A picture that too many subjects have to tell anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CommonImage {
    /// Its hash.
    pub hash: Pdq,
    /// How many subjects have this very hash.
    pub subjects: u32,
}

/// What [`Images::finish`] found.
#[derive(Debug, Default)]
pub struct ImageTies {
    /// Sorted by `a`, then `b`; at most one of each.
    pub ties: Vec<ImageTie>,
    /// Common pictures, sorted by hash.
    pub common: Vec<CommonImage>,
    /// Crowds of hashes with an equal part in which not all pairs were compared.
    pub crowds: u32,
}

/// Pictures of subjects, compared when all are there.
#[derive(Debug)]
pub struct Images {
    settings: ImageSettings,
    held: Vec<(Pdq, u32)>,
}

/// The different hashes while pairs are sought.
struct Seek {
    settings: ImageSettings,
    hashes: Vec<Pdq>,
    /// Hashes that each is near to, so far.
    near: Vec<u32>,
    common: Vec<bool>,
    /// Pairs of places, the lower first, with their distance.
    pairs: Vec<(u32, u32, u8)>,
    crowds: u32,
}

impl Images {
    /// No pictures yet.
    #[must_use]
    pub fn new(settings: ImageSettings) -> Self {
        Self {
            settings,
            held: Vec::new(),
        }
    }

    /// Adds the hash of a picture of a subject; the order of adding is indifferent.
    pub fn add(&mut self, subject: u32, hash: Pdq) {
        self.held.push((hash, subject));
    }

    /// Compares all pictures.
    #[must_use]
    pub fn finish(mut self) -> ImageTies {
        self.held.sort_unstable();
        self.held.dedup();
        let mut hashes = Vec::new();
        let mut ends = Vec::new();
        for same in self.held.chunk_by(|x, y| x.0 == y.0) {
            hashes.push(same[0].0);
            ends.push(ends.last().copied().unwrap_or(0) + same.len());
        }
        let holders = |place: usize| {
            let start = if place == 0 { 0 } else { ends[place - 1] };
            &self.held[start..ends[place]]
        };
        let most = self.settings.most_subjects as usize;
        let mut seek = Seek {
            settings: self.settings,
            near: vec![0; hashes.len()],
            common: (0..hashes.len())
                .map(|place| holders(place).len() > most)
                .collect(),
            hashes,
            pairs: Vec::new(),
            crowds: 0,
        };
        for part in 0..PARTS {
            seek.part(part);
        }

        let mut found = ImageTies {
            crowds: seek.crowds,
            ..ImageTies::default()
        };
        let mut around: Vec<u32> = (0..seek.hashes.len())
            .map(|place| holders(place).len() as u32)
            .collect();
        seek.pairs
            .retain(|(x, y, _)| !seek.common[*x as usize] && !seek.common[*y as usize]);
        for (x, y, _) in &seek.pairs {
            let (x, y) = (*x as usize, *y as usize);
            around[x] += holders(y).len() as u32;
            around[y] += holders(x).len() as u32;
        }
        for (place, around) in around.iter().enumerate() {
            let same = holders(place);
            if seek.common[place] {
                found.common.push(CommonImage {
                    hash: seek.hashes[place],
                    subjects: same.len() as u32,
                });
                continue;
            }
            for (at, (_, a)) in same.iter().enumerate() {
                for (_, b) in &same[at + 1..] {
                    found.ties.push(tie(*a, *b, 0, *around));
                }
            }
        }
        for (x, y, distance) in &seek.pairs {
            let (x, y) = (*x as usize, *y as usize);
            let shared_by = around[x].max(around[y]);
            for (_, a) in holders(x) {
                for (_, b) in holders(y).iter().filter(|(_, b)| b != a) {
                    let (a, b) = (*a.min(b), *a.max(b));
                    found.ties.push(tie(a, b, u32::from(*distance), shared_by));
                }
            }
        }
        found
            .ties
            .sort_unstable_by_key(|tie| (tie.a, tie.b, tie.distance, tie.shared_by));
        found.ties.dedup_by_key(|tie| (tie.a, tie.b));
        found
    }
}

fn tie(a: u32, b: u32, distance: u32, shared_by: u32) -> ImageTie {
    ImageTie {
        a,
        b,
        alike: 1.0 - distance as f32 / (2 * RADIUS) as f32,
        shared_by,
        distance,
    }
}

impl Seek {
    /// Finds the pairs that differ by at most one bit in a part, unless an earlier part found them.
    fn part(&mut self, part: usize) {
        let mut order: Vec<u32> = (0..self.hashes.len() as u32).collect();
        order.sort_by_key(|place| self.hashes[*place as usize].part(part));
        // Side by side in the order of the part, so that a run lies together in memory.
        let sorted: Vec<Pdq> = order
            .iter()
            .map(|place| self.hashes[*place as usize])
            .collect();
        let mut starts = vec![0_usize; VALUES + 1];
        for hash in &sorted {
            starts[hash.part(part) + 1] += 1;
        }
        for value in 0..VALUES {
            starts[value + 1] += starts[value];
        }
        for value in 0..VALUES {
            let run = starts[value]..starts[value + 1];
            if run.is_empty() {
                continue;
            }
            if run.len() > self.settings.most_crowded as usize {
                self.crowds += 1;
            }
            for at in run.clone() {
                self.compare(part, &order, &sorted, at, at + 1..run.end);
            }
            for bit in 0..16 {
                let other = value ^ 1 << bit;
                if other > value {
                    for at in run.clone() {
                        self.compare(part, &order, &sorted, at, starts[other]..starts[other + 1]);
                    }
                }
            }
        }
    }

    fn compare(
        &mut self,
        part: usize,
        order: &[u32],
        sorted: &[Pdq],
        at: usize,
        others: std::ops::Range<usize>,
    ) {
        let x = order[at];
        if self.common[x as usize] {
            return;
        }
        let hash = sorted[at];
        let end = others
            .end
            .min(others.start + self.settings.most_crowded as usize);
        for other in others.start..end {
            let low = (hash.0[0] ^ sorted[other].0[0]).count_ones()
                + (hash.0[1] ^ sorted[other].0[1]).count_ones();
            if low > RADIUS {
                continue;
            }
            let distance = hash.distance(&sorted[other]);
            if distance > RADIUS || found_before(&hash, &sorted[other], part) {
                continue;
            }
            let y = order[other];
            if self.common[y as usize] {
                continue;
            }
            self.pairs.push((x.min(y), x.max(y), distance as u8));
            for place in [x, y] {
                let near = &mut self.near[place as usize];
                *near += 1;
                if *near > self.settings.most_subjects {
                    self.common[place as usize] = true;
                }
            }
            if self.common[x as usize] {
                return;
            }
        }
    }
}

/// Whether an earlier part differs by at most one bit.
fn found_before(x: &Pdq, y: &Pdq, part: usize) -> bool {
    (0..part).any(|earlier| (x.part(earlier) ^ y.part(earlier)).count_ones() <= 1)
}
