//! Entries found by their keys.

use super::bytes::{between, eight, four};
use super::keys::Gap;

/// What is found by a key: a word with its sketch, or a name. A word that stands in names only as a part of words
/// written together, or as another form of a word, is marked with [`super::store::JOINED`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Entry {
    pub(super) key: u32,
    /// What of the word the key leaves out.
    pub(super) gap: Gap,
    pub(super) value: u32,
    pub(super) sketch: u64,
}

impl Entry {
    pub(super) const SIZE: usize = 16;

    #[inline]
    fn read(record: &[u8; Self::SIZE], key: u32) -> Self {
        Self {
            key,
            gap: Gap::from_code(four(record, 0)),
            value: four(record, 4),
            sketch: eight(record, 8),
        }
    }

    /// The highest bits of the key are not written: the range says them.
    pub(super) fn write(self) -> [u8; Self::SIZE] {
        let both = u128::from(self.sketch) << 64 | u128::from(self.value) << 32;
        (both | u128::from(tag(self.key) | self.gap.code())).to_le_bytes()
    }
}

/// What is written of a key; below it stands the gap.
#[inline]
fn tag(key: u32) -> u32 {
    key << Gap::BITS
}

/// Entries in order of their keys, and where each range of keys begins.
#[derive(Clone, Copy)]
pub(super) struct KeyTable<'a> {
    pub(super) starts: &'a [[u8; 4]],
    pub(super) entries: &'a [[u8; Entry::SIZE]],
}

/// About as many entries share a range: what fits a line of the processor's cache.
const IN_A_RANGE: usize = 4;
/// So many bits of a key are not written in its entries.
const FEWEST_BITS: u32 = Gap::BITS;
const MOST_BITS: u32 = 24;

impl<'a> KeyTable<'a> {
    /// The entries of a key, in order.
    pub(super) fn get(self, key: u32) -> impl Iterator<Item = Entry> + use<'a> {
        self.among(self.range(key), key)
    }

    /// Where the entries of a key and its neighbours lie.
    #[inline]
    pub(super) fn range(self, key: u32) -> &'a [[u8; Entry::SIZE]] {
        // There are a power of two of ranges and one number more.
        let bits = (self.starts.len().max(2) - 1).ilog2();
        let range = if bits == 0 { 0 } else { key >> (32 - bits) };
        between(self.starts, range as usize, self.entries)
    }

    /// The entries of a key among those of its range.
    #[inline]
    pub(super) fn among(
        self,
        entries: &'a [[u8; Entry::SIZE]],
        key: u32,
    ) -> impl Iterator<Item = Entry> + use<'a> {
        let tag = tag(key);
        let first = match entries.len() {
            0..=8 => entries
                .iter()
                .position(|entry| four(entry, 0) >= tag)
                .unwrap_or(entries.len()),
            _ => entries.partition_point(|entry| four(entry, 0) < tag),
        };
        entries[first..]
            .iter()
            .take_while(move |entry| four(*entry, 0) >> Gap::BITS == tag >> Gap::BITS)
            .map(move |entry| Entry::read(entry, key))
    }

    pub(super) fn fits(self) -> bool {
        let ranges = self.starts.len().saturating_sub(1);
        let last = self.starts.last().map(|last| u32::from_le_bytes(*last));
        ranges.is_power_of_two()
            && (FEWEST_BITS..=MOST_BITS).contains(&ranges.ilog2())
            && last == Some(self.entries.len() as u32)
    }
}

/// Beginnings of ranges, and entries in order, each once.
pub(super) fn sorted(entries: &[Entry]) -> (Vec<u32>, Vec<Entry>) {
    let bits = (entries.len() / IN_A_RANGE)
        .max(1)
        .ilog2()
        .clamp(FEWEST_BITS, MOST_BITS);
    let shift = 32 - bits;
    let mut ends = vec![0u32; (1usize << bits) + 1];
    for entry in entries {
        ends[(entry.key >> shift) as usize] += 1;
    }
    let mut total = 0;
    for end in &mut ends {
        total += std::mem::replace(end, total);
    }
    // Each entry goes straight to its range; afterwards `ends` has where each range ends.
    let mut placed = vec![Entry::default(); entries.len()];
    for entry in entries {
        let end = &mut ends[(entry.key >> shift) as usize];
        placed[*end as usize] = *entry;
        *end += 1;
    }
    let mut starts = Vec::with_capacity(ends.len());
    let (mut kept, mut from) = (0, 0);
    for end in &ends[..1 << bits] {
        starts.push(kept as u32);
        let to = *end as usize;
        placed[from..to].sort_unstable();
        for at in from..to {
            if at == from || placed[at] != placed[at - 1] {
                // What is kept is never more than what was looked at.
                placed[kept] = placed[at];
                kept += 1;
            }
        }
        from = to;
    }
    starts.push(kept as u32);
    placed.truncate(kept);
    (starts, placed)
}
