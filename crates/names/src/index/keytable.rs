//! Entries found by their keys.

use super::bytes::between;

/// Entries of key and value in order of their keys, and where each range of keys begins.
#[derive(Clone, Copy)]
pub(super) struct KeyTable<'a> {
    pub(super) starts: &'a [[u8; 4]],
    pub(super) entries: &'a [[u8; 8]],
}

/// About as many entries share a range: what fits a line of the processor's cache.
const IN_A_RANGE: usize = 4;
const FEWEST_BITS: u32 = 4;
const MOST_BITS: u32 = 24;

fn split(entry: &[u8; 8]) -> (u32, u32) {
    let [a, b, c, d, e, f, g, h] = *entry;
    (
        u32::from_le_bytes([a, b, c, d]),
        u32::from_le_bytes([e, f, g, h]),
    )
}

impl<'a> KeyTable<'a> {
    /// The values of a key, in order.
    pub(super) fn get(self, key: u32) -> impl Iterator<Item = u32> + use<'a> {
        // There are a power of two of ranges and one number more.
        let bits = (self.starts.len().max(2) - 1).ilog2();
        let range = if bits == 0 { 0 } else { key >> (32 - bits) };
        let entries = between(self.starts, range as usize, self.entries);
        let first = match entries.len() {
            0..=8 => entries
                .iter()
                .position(|entry| split(entry).0 >= key)
                .unwrap_or(entries.len()),
            _ => entries.partition_point(|entry| split(entry).0 < key),
        };
        entries[first..]
            .iter()
            .map(split)
            .take_while(move |(known, _)| *known == key)
            .map(|(_, value)| value)
    }

    pub(super) fn fits(self) -> bool {
        let ranges = self.starts.len().saturating_sub(1);
        let last = self.starts.last().map(|last| u32::from_le_bytes(*last));
        ranges.is_power_of_two()
            && ranges.ilog2() <= MOST_BITS
            && last == Some(self.entries.len() as u32)
    }
}

/// Beginnings of ranges, and entries, of these pairs; each pair once.
pub(super) fn sorted(pairs: Vec<(u32, u32)>) -> (Vec<u32>, Vec<(u32, u32)>) {
    let bits = (pairs.len() / IN_A_RANGE)
        .max(1)
        .ilog2()
        .clamp(FEWEST_BITS, MOST_BITS);
    let shift = 32 - bits;
    let mut ends = vec![0u32; (1usize << bits) + 1];
    for (key, _) in &pairs {
        ends[(key >> shift) as usize] += 1;
    }
    let mut total = 0;
    for end in &mut ends {
        total += std::mem::replace(end, total);
    }
    // Each pair goes straight to its range; afterwards `ends` has where each range ends.
    let mut placed = vec![(0u32, 0u32); pairs.len()];
    for pair in pairs {
        let end = &mut ends[(pair.0 >> shift) as usize];
        placed[*end as usize] = pair;
        *end += 1;
    }
    let mut starts = Vec::with_capacity(ends.len());
    let mut kept = 0;
    let mut from = 0;
    for end in &ends[..1 << bits] {
        starts.push(kept as u32);
        let to = *end as usize;
        placed[from..to].sort_unstable();
        for at in from..to {
            if at == from || placed[at] != placed[at - 1] {
                let pair = placed[at];
                // What is kept is never more than what was looked at.
                placed[kept] = pair;
                kept += 1;
            }
        }
        from = to;
    }
    starts.push(kept as u32);
    placed.truncate(kept);
    (starts, placed)
}
