//! Which sets of hashed features are alike: a self-join of weighted sets.
//!
//! A feature is a shingle of a text, a word of an address, a pair of employers. A set keeps the
//! features with the smallest hashes (bottom-k MinHash with one hash function, Broder 1997), so that
//! a set of any size costs bounded memory and two cut sets can still be compared fairly. Features
//! that one subject alone has cannot tie anybody; features that many subjects have are boilerplate
//! and weigh nothing. Of the others each set is filed under its rarest ones (the prefix order of
//! All-Pairs, Bayardo et al. 2007) and under those with the smallest hashes. Filing is one sort;
//! every candidate pair is then compared by its whole weighted Jaccard index.

use crate::hash::{self, Set};

/// How sets are compared.
#[derive(Debug, Clone, Copy)]
pub(crate) struct JoinSettings {
    /// The least weighted Jaccard index of a tie, between 0 and 1.
    pub(crate) least_alike: f64,
    /// The least number of features in common; smaller sets are left out.
    pub(crate) least_shared: u32,
    /// A feature or a whole set that more subjects have is common.
    pub(crate) most_subjects: u32,
    /// Features that a set keeps.
    pub(crate) most_features: usize,
}

/// Two subjects with sets alike; `a` is below `b`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct SetTie {
    pub(crate) a: u32,
    pub(crate) b: u32,
    pub(crate) alike: f32,
    /// How many subjects have what the two have in common: the median over the shared features.
    pub(crate) shared_by: u32,
}

/// One set that too many subjects have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CommonSet {
    pub(crate) subjects: u32,
    /// The lowest numbers of the subjects that have it.
    pub(crate) examples: Vec<u32>,
}

/// What a join found.
#[derive(Debug, Default)]
pub(crate) struct Joined {
    pub(crate) ties: Vec<SetTie>,
    pub(crate) common: Vec<CommonSet>,
    /// Sets with more than half of their features common.
    pub(crate) boilerplate: u32,
}

/// Slots of a set filled with its rarest features.
const RAREST: usize = 8;
/// Slots of a set filled with its features of smallest hash.
const SMALLEST: usize = 4;
const SLOTS: usize = RAREST + SMALLEST;
/// An empty slot.
const NONE: u32 = u32::MAX;
/// Counts above this are not told apart.
const MOST_COUNTED: u32 = 254;
/// Features that differ only in so many low bits are counted together: half a megabyte of counters.
const COUNTED_BITS: u32 = 19;
/// Ranges of features in one pass over the sets.
const PARTS: usize = 1024;
/// Marks a visit that is not counted, above the bits of a counter.
const REPEATED: u32 = 1 << 31;
/// Passes over the sets: ranges and passes make up all 32 bits.
const ROUNDS: usize = (1 << (32 - COUNTED_BITS)) / PARTS;
/// Subjects named as examples of a common set.
const EXAMPLES: usize = 16;

/// Sets of features, each of a subject.
#[derive(Debug)]
pub(crate) struct SetJoin {
    settings: JoinSettings,
    features: Vec<u32>,
    /// Where each set ends in `features`.
    ends: Vec<u64>,
    subjects: Vec<u32>,
    contents: Vec<u64>,
}

impl SetJoin {
    pub(crate) fn new(settings: JoinSettings) -> Self {
        Self {
            settings: JoinSettings {
                most_subjects: settings.most_subjects.clamp(2, MOST_COUNTED),
                most_features: settings.most_features.max(1),
                ..settings
            },
            features: Vec::new(),
            ends: Vec::new(),
            subjects: Vec::new(),
            contents: Vec::new(),
        }
    }

    /// Adds a set; `features` is used up. Tells whether features were left out.
    pub(crate) fn add(&mut self, subject: u32, features: &mut Vec<u32>) -> bool {
        features.sort_unstable();
        features.dedup();
        let cut = features.len() > self.settings.most_features;
        features.truncate(self.settings.most_features);
        // Too small to be told from chance, even where it is equal to another.
        if features.is_empty() || features.len() < self.settings.least_shared as usize {
            return false;
        }
        let content = features
            .iter()
            .fold(features.len() as u64, |hash, feature| {
                hash::mix(hash, u64::from(*feature))
            });
        self.features.extend_from_slice(features);
        self.ends.push(self.features.len() as u64);
        self.subjects.push(subject);
        self.contents.push(hash::finish(content));
        cut
    }

    /// Takes over all sets that another holds, which was made with the same settings.
    pub(crate) fn absorb(&mut self, other: Self) {
        let before = self.features.len() as u64;
        self.features.extend_from_slice(&other.features);
        self.ends.extend(other.ends.iter().map(|end| before + end));
        self.subjects.extend_from_slice(&other.subjects);
        self.contents.extend_from_slice(&other.contents);
    }

    fn subject(&self, index: u32) -> u32 {
        self.subjects[index as usize]
    }

    fn set(&self, index: u32) -> &[u32] {
        &self.features[self.range(index)]
    }

    fn range(&self, index: u32) -> std::ops::Range<usize> {
        let index = index as usize;
        let start = match index {
            0 => 0,
            _ => self.ends[index - 1] as usize,
        };
        start..self.ends[index] as usize
    }

    /// Finds the ties, sorted by `a`, then `b`.
    pub(crate) fn finish(mut self) -> Joined {
        let mut joined = Joined::default();
        self.features.shrink_to_fit();
        let counts = self.count();
        let held = Held::gather(&self);
        let weights = weights(self.settings.most_subjects, held.subjects);

        for distinct in 0..held.len() {
            let holders = held.holders(distinct);
            let set = self.range(held.representative[distinct]);
            let common = counts[set.clone()]
                .iter()
                .filter(|count| weights[usize::from(**count)] == 0)
                .count();
            if 2 * common > set.len() {
                joined.boilerplate += holders.len() as u32;
            }
            if holders.len() > self.settings.most_subjects as usize {
                joined.common.push(CommonSet {
                    subjects: holders.len() as u32,
                    examples: holders.iter().take(EXAMPLES).copied().collect(),
                });
                continue;
            }
            for (at, a) in holders.iter().enumerate() {
                joined.ties.extend(holders[at + 1..].iter().map(|b| SetTie {
                    a: *a,
                    b: *b,
                    alike: 1.0,
                    shared_by: holders.len() as u32,
                }));
            }
        }
        self.join_unequal(&held, &counts, &weights, &mut joined.ties);
        joined.ties.sort_unstable_by(|x, y| {
            (x.a, x.b)
                .cmp(&(y.a, y.b))
                .then(y.alike.total_cmp(&x.alike))
                .then(x.shared_by.cmp(&y.shared_by))
        });
        joined.ties.dedup_by_key(|tie| (tie.a, tie.b));
        joined
            .common
            .sort_by(|x, y| (y.subjects, &x.examples).cmp(&(x.subjects, &y.examples)));
        joined
    }

    /// How many subjects have each feature, beside `features`; 255 for that many or more.
    ///
    /// The features are visited by ranges of their values, so that the counters of a range stay in the processor's cache
    /// and memory does not grow with the number of different features. A visit is four bytes: sets are walked twice in one
    /// order, once to visit the counters and once to fetch what they say.
    fn count(&self) -> Vec<u8> {
        let mut counts = vec![0_u8; self.features.len()];
        let mut of_subject: Vec<u32> = (0..self.subjects.len() as u32).collect();
        of_subject.sort_unstable_by_key(|set| (self.subjects[*set as usize], *set));
        let mut next: Vec<u64> = (0..self.subjects.len() as u32)
            .map(|set| self.range(set).start as u64)
            .collect();
        let mut counters = vec![0_u8; 1 << COUNTED_BITS];
        let mut parts: Vec<Vec<u32>> = vec![Vec::new(); PARTS];
        let mut fetched = vec![0_u32; PARTS];
        let mut own: Set<u32> = Set::default();
        let mut touched: Vec<u32> = Vec::new();
        for round in 0..ROUNDS {
            let first_part = round * PARTS;
            let in_round = |set: u32, from: u64| {
                let features = &self.features[from as usize..self.ends[set as usize] as usize];
                features
                    .iter()
                    .map(move |feature| (*feature, (feature >> COUNTED_BITS) as usize))
                    .take_while(move |(_, part)| *part < first_part + PARTS)
            };
            let same_subject = |a: &u32, b: &u32| self.subject(*a) == self.subject(*b);
            for sets in of_subject.chunk_by(same_subject) {
                own.clear();
                for set in sets {
                    for (feature, part) in in_round(*set, next[*set as usize]) {
                        // A subject's own repetitions say nothing about others.
                        let is_repeated = sets.len() > 1 && !own.insert(feature);
                        let counter = feature & ((1 << COUNTED_BITS) - 1);
                        let visit = counter | if is_repeated { REPEATED } else { 0 };
                        parts[part - first_part].push(visit);
                    }
                }
            }
            for visits in &mut parts {
                for visit in visits.iter().filter(|visit| **visit & REPEATED == 0) {
                    let counter = &mut counters[*visit as usize];
                    *counter = counter.saturating_add(1);
                }
                let is_full = visits.len() > counters.len() / 64;
                touched.clear();
                for visit in visits.iter_mut() {
                    let counter = *visit & !REPEATED;
                    if !is_full {
                        touched.push(counter);
                    }
                    *visit = u32::from(counters[counter as usize]);
                }
                if is_full {
                    counters.fill(0);
                }
                for counter in &touched {
                    counters[*counter as usize] = 0;
                }
            }
            fetched.fill(0);
            for set in &of_subject {
                let from = next[*set as usize];
                let mut place = from as usize;
                for (_, part) in in_round(*set, from) {
                    let at = &mut fetched[part - first_part];
                    counts[place] = parts[part - first_part][*at as usize] as u8;
                    *at += 1;
                    place += 1;
                }
                next[*set as usize] = place as u64;
            }
            parts.iter_mut().for_each(Vec::clear);
        }
        counts
    }

    fn join_unequal(&self, held: &Held, counts: &[u8], weights: &Weights, ties: &mut Vec<SetTie>) {
        let filed = File::new(self, held, counts, weights);
        let mut totals = Vec::with_capacity(held.len());
        for distinct in 0..held.len() {
            let counts = &counts[self.range(held.representative[distinct])];
            totals.push(total(counts, weights) as u32);
        }
        let mut shared_counts = Vec::new();
        let mut met = vec![0_u32; held.len()];
        let mut candidates: Vec<u32> = Vec::new();
        for x in 0..held.len() {
            candidates.clear();
            // Marks of earlier rounds are lower than both.
            let (met_once, is_candidate) = (2 * x as u32 + 1, 2 * x as u32 + 2);
            for run in filed.runs_of(x) {
                let members = filed.members(run);
                // Two telling features in common make a candidate.
                let later = members.partition_point(|y| *y as usize <= x);
                for y in &members[later..] {
                    let met = &mut met[*y as usize];
                    if *met == is_candidate {
                        continue;
                    }
                    if *met == met_once {
                        *met = is_candidate;
                        candidates.push(*y);
                    } else {
                        *met = met_once;
                    }
                }
            }
            for y in &candidates {
                let y = *y as usize;
                // The index can be no higher than the lighter total over the heavier one,
                // unless one of the two is cut.
                let (light, heavy) = (totals[x].min(totals[y]), totals[x].max(totals[y]));
                let (left, right) = (held.representative[x], held.representative[y]);
                if f64::from(light) < self.settings.least_alike * f64::from(heavy)
                    && !self.is_cut(left)
                    && !self.is_cut(right)
                {
                    continue;
                }
                let compared = self.compare(left, right, counts, weights);
                if compared.shared < self.settings.least_shared
                    || compared.alike() < self.settings.least_alike
                {
                    continue;
                }
                self.shared_counts(left, right, counts, weights, &mut shared_counts);
                let shared_by = *shared_counts
                    .select_nth_unstable(compared.shared as usize / 2)
                    .1;
                expand(
                    held.holders(x),
                    held.holders(y),
                    compared.alike() as f32,
                    u32::from(shared_by),
                    ties,
                );
            }
        }
    }

    fn is_cut(&self, set: u32) -> bool {
        self.range(set).len() >= self.settings.most_features
    }

    /// Up to which hash both sets are complete.
    fn horizon(&self, x: u32, y: u32) -> u32 {
        let end = |set: u32| match self.is_cut(set) {
            true => self.set(set).last().copied().unwrap_or(u32::MAX),
            false => u32::MAX,
        };
        end(x).min(end(y))
    }

    fn compare(&self, x: u32, y: u32, counts: &[u8], weights: &Weights) -> Compared {
        let horizon = self.horizon(x, y);
        let (xs, ys) = (self.range(x), self.range(y));
        let (xc, yc) = (&counts[xs.clone()], &counts[ys.clone()]);
        let (xs, ys) = (&self.features[xs], &self.features[ys]);
        let mut compared = Compared::default();
        let (mut i, mut j) = (0, 0);
        // Branch-free steps: which side advances is as good as random.
        while i < xs.len() && j < ys.len() {
            let (left, right) = (xs[i], ys[j]);
            if left.min(right) > horizon {
                break;
            }
            let equal = left == right;
            let (step_x, step_y) = (left <= right, right <= left);
            let (wx, wy) = (weights[usize::from(xc[i])], weights[usize::from(yc[j])]);
            let (wx, wy) = (u64::from(wx), u64::from(wy));
            compared.both += wx * u64::from(equal);
            compared.shared += u32::from(equal && wx > 0);
            compared.either += wx * u64::from(step_x) + wy * u64::from(step_y && !equal);
            i += usize::from(step_x);
            j += usize::from(step_y);
        }
        let rest = |features: &[u32], counts: &[u8]| {
            let within = features.partition_point(|feature| *feature <= horizon);
            total(&counts[..within], weights)
        };
        compared.either += rest(&xs[i..], &xc[i..]) + rest(&ys[j..], &yc[j..]);
        compared
    }

    fn shared_counts(
        &self,
        x: u32,
        y: u32,
        counts: &[u8],
        weights: &Weights,
        shared: &mut Vec<u8>,
    ) {
        shared.clear();
        let counts = &counts[self.range(x)];
        let (xs, ys) = (self.set(x), self.set(y));
        let horizon = self.horizon(x, y);
        let (mut i, mut j) = (0, 0);
        while i < xs.len() && j < ys.len() && xs[i].min(ys[j]) <= horizon {
            if xs[i] == ys[j] && weights[usize::from(counts[i])] > 0 {
                shared.push(counts[i]);
            }
            let (step_x, step_y) = (xs[i] <= ys[j], ys[j] <= xs[i]);
            i += usize::from(step_x);
            j += usize::from(step_y);
        }
    }
}

#[derive(Debug, Default)]
struct Compared {
    both: u64,
    either: u64,
    shared: u32,
}

impl Compared {
    fn alike(&self) -> f64 {
        match self.either {
            0 => 0.0,
            either => self.both as f64 / either as f64,
        }
    }
}

fn expand(xs: &[u32], ys: &[u32], alike: f32, shared_by: u32, ties: &mut Vec<SetTie>) {
    for x in xs {
        for y in ys.iter().filter(|y| *y != x) {
            ties.push(SetTie {
                a: *x.min(y),
                b: *x.max(y),
                alike,
                shared_by,
            });
        }
    }
}

/// Weights of features by how many subjects have them; 0 for common ones.
type Weights = [u8; 256];

/// ln(n / count), the inverse document frequency (Spärck Jones 1972), as parts in 255 of a feature
/// that one subject has. A feature that is not common keeps at least one part.
fn weights(most_subjects: u32, subjects: u32) -> Weights {
    let all = f64::from(subjects.max(2)) + 1.0;
    let mut weights = [0; 256];
    for (count, weight) in (0_u32..).zip(&mut weights) {
        if count <= most_subjects.min(MOST_COUNTED) {
            let rarity = (all / f64::from(count.max(1))).ln() / all.ln();
            *weight = (rarity * 255.0).round().clamp(1.0, 255.0) as u8;
        }
    }
    weights
}

fn total(counts: &[u8], weights: &Weights) -> u64 {
    counts
        .iter()
        .map(|count| u64::from(weights[usize::from(*count)]))
        .sum()
}

/// The different sets and who has each.
struct Held {
    /// The first set with this content, for each content, ascending: what is read set by set is read as it lies.
    representative: Vec<u32>,
    ends: Vec<u32>,
    holders: Vec<u32>,
    subjects: u32,
}

impl Held {
    fn gather(join: &SetJoin) -> Self {
        let mut order: Vec<(u64, u32, u32)> = (0..join.subjects.len())
            .map(|set| (join.contents[set], join.subjects[set], set as u32))
            .collect();
        order.sort_unstable();
        let mut contents: Vec<(u32, std::ops::Range<u32>)> = Vec::new();
        let mut start = 0;
        for same in order.chunk_by(|x, y| x.0 == y.0) {
            let end = start + same.len() as u32;
            let first = same.iter().map(|each| each.2).min().unwrap_or_default();
            contents.push((first, start..end));
            start = end;
        }
        contents.sort_unstable_by_key(|(first, _)| *first);
        let mut held = Self {
            representative: Vec::with_capacity(contents.len()),
            ends: Vec::with_capacity(contents.len()),
            holders: Vec::with_capacity(order.len()),
            subjects: 0,
        };
        for (first, same) in contents {
            held.representative.push(first);
            let same = &order[same.start as usize..same.end as usize];
            for each in same.chunk_by(|x, y| x.1 == y.1) {
                held.holders.push(each[0].1);
            }
            held.ends.push(held.holders.len() as u32);
        }
        let mut subjects = join.subjects.clone();
        subjects.sort_unstable();
        subjects.dedup();
        held.subjects = subjects.len() as u32;
        held
    }

    fn len(&self) -> usize {
        self.representative.len()
    }

    fn holders(&self, distinct: usize) -> &[u32] {
        let start = match distinct {
            0 => 0,
            _ => self.ends[distinct - 1] as usize,
        };
        &self.holders[start..self.ends[distinct] as usize]
    }
}

/// Sets filed under their telling features.
struct File {
    /// The run of each slot of each set.
    slots: Vec<u32>,
    /// Where each run starts in `sets`, and where the last one ends.
    starts: Vec<u32>,
    sets: Vec<u32>,
}

impl File {
    fn new(join: &SetJoin, held: &Held, counts: &[u8], weights: &Weights) -> Self {
        let mut postings: Vec<u64> = Vec::with_capacity(held.len());
        let mut telling: Vec<(u8, u32)> = Vec::new();
        for distinct in 0..held.len() {
            let holders = held.holders(distinct).len() as u32;
            if holders > join.settings.most_subjects {
                continue;
            }
            let range = join.range(held.representative[distinct]);
            telling.clear();
            for (feature, count) in join.features[range.clone()].iter().zip(&counts[range]) {
                // What only the holders of this very set have ties them to no one else.
                if weights[usize::from(*count)] > 0 && u32::from(*count) > holders {
                    telling.push((*count, *feature));
                }
            }
            let mut file = |telling: &[(u8, u32)]| {
                postings.extend(
                    telling
                        .iter()
                        .map(|(_, feature)| u64::from(*feature) << 32 | distinct as u64),
                );
            };
            if telling.len() > SLOTS {
                // They come by hash: the first are the smallest.
                let (smallest, others) = telling.split_at_mut(SMALLEST);
                file(smallest);
                others.select_nth_unstable(RAREST - 1);
                file(&others[..RAREST]);
            } else {
                file(&telling);
            }
        }
        postings.sort_unstable();

        let mut filed = Self {
            slots: vec![NONE; held.len() * SLOTS],
            starts: vec![0],
            sets: Vec::new(),
        };
        let mut used = vec![0_u8; held.len()];
        for run in postings.chunk_by(|x, y| x >> 32 == y >> 32) {
            // A feature is common by its count of subjects, so that a run is bounded by it too.
            if run.len() < 2 || run.len() > join.settings.most_subjects as usize {
                continue;
            }
            for posting in run {
                let set = (posting & u64::from(u32::MAX)) as usize;
                filed.slots[set * SLOTS + usize::from(used[set])] = filed.starts.len() as u32 - 1;
                used[set] += 1;
                filed.sets.push(set as u32);
            }
            filed.starts.push(filed.sets.len() as u32);
        }
        filed
    }

    fn runs_of(&self, set: usize) -> impl Iterator<Item = u32> {
        self.slots[set * SLOTS..(set + 1) * SLOTS]
            .iter()
            .copied()
            .take_while(|run| *run != NONE)
    }

    fn members(&self, run: u32) -> &[u32] {
        let run = run as usize;
        &self.sets[self.starts[run] as usize..self.starts[run + 1] as usize]
    }
}
