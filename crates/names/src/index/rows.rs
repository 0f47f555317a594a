//! Which stored words meet which words of one query: each is compared once, however many names share it.

use crate::explain::How;

/// A stored word that meets a word of a query.
#[derive(Debug, Clone, Copy)]
pub(super) struct Like {
    pub(super) word: u32,
    pub(super) alike: f32,
    pub(super) how: How,
}

/// From here on a word meets another firmly.
pub(super) const FIRM: f32 = 0.85;

/// One row for each stored word that meets some word of the query, one cell for each word of the query.
/// Kept between searches, so that none starts by clearing a column as long as the vocabulary.
#[derive(Default)]
pub(super) struct Rows {
    /// The row of each stored word, from one on; 0 for none.
    row_of: Vec<u32>,
    /// Which stored words have one, as bits: few enough to stay near the processor.
    has_row: Vec<u64>,
    words: Vec<u32>,
    slots: Vec<u64>,
    /// Those of them that are met firmly.
    firm: Vec<u64>,
    /// How alike each is to what it is most like.
    best: Vec<f32>,
    cells: Vec<Option<(f32, How)>>,
    width: usize,
}

impl Rows {
    /// Starts for a query of `width` words, words written together included.
    pub(super) fn start(&mut self, vocabulary: usize, width: usize) {
        for word in self.words.drain(..) {
            if let Some(row) = self.row_of.get_mut(word as usize) {
                *row = 0;
            }
            if let Some(bits) = self.has_row.get_mut(word as usize / 64) {
                *bits = 0;
            }
        }
        self.has_row.resize(vocabulary.div_ceil(64), 0);
        self.row_of.resize(vocabulary, 0);
        self.slots.clear();
        self.firm.clear();
        self.best.clear();
        self.cells.clear();
        self.width = width;
    }

    pub(super) fn add(&mut self, slot: usize, like: &Like) {
        let Some(row) = self.row_of.get_mut(like.word as usize) else {
            return;
        };
        if *row == 0 {
            self.words.push(like.word);
            if let Some(bits) = self.has_row.get_mut(like.word as usize / 64) {
                *bits |= 1 << (like.word % 64);
            }
            self.slots.push(0);
            self.firm.push(0);
            self.best.push(0.0);
            self.cells.resize(self.cells.len() + self.width, None);
            *row = self.words.len() as u32;
        }
        let row = *row as usize - 1;
        if let (Some(cell), Some(slots), Some(firm), Some(best)) = (
            self.cells.get_mut(row * self.width + slot),
            self.slots.get_mut(row),
            self.firm.get_mut(row),
            self.best.get_mut(row),
        ) {
            *best = best.max(like.alike);
            *cell = Some((like.alike, like.how));
            *slots |= 1 << slot;
            if like.alike >= FIRM {
                *firm |= 1 << slot;
            }
        }
    }

    /// The row of a stored word; 0 when it meets nothing.
    #[inline]
    pub(super) fn row_of(&self, word: u32) -> u32 {
        let bits = self.has_row.get(word as usize / 64);
        if bits.is_none_or(|bits| bits >> (word % 64) & 1 == 0) {
            return 0;
        }
        self.row_of.get(word as usize).copied().unwrap_or(0)
    }

    /// Which words of the query a row meets, as bits.
    #[inline]
    pub(super) fn slots(&self, row: u32) -> u64 {
        (row as usize)
            .checked_sub(1)
            .and_then(|row| self.slots.get(row))
            .copied()
            .unwrap_or(0)
    }

    /// Those that it meets firmly.
    #[inline]
    pub(super) fn firm(&self, row: u32) -> u64 {
        (row as usize)
            .checked_sub(1)
            .and_then(|row| self.firm.get(row))
            .copied()
            .unwrap_or(0)
    }

    /// How alike a row is to what it is most like.
    #[inline]
    pub(super) fn best(&self, row: u32) -> f32 {
        (row as usize)
            .checked_sub(1)
            .and_then(|row| self.best.get(row))
            .copied()
            .unwrap_or(0.0)
    }

    /// How alike a row is to each word of the query that it meets.
    #[inline]
    pub(super) fn each(&self, row: u32) -> impl Iterator<Item = (usize, f32)> + use<'_> {
        let mut slots = self.slots(row);
        let first = (row as usize).saturating_sub(1) * self.width;
        std::iter::from_fn(move || {
            let slot = slots.trailing_zeros() as usize;
            slots = slots.checked_sub(1)? & slots;
            let cell = self.cells.get(first + slot).copied().flatten();
            Some((slot, cell.map_or(0.0, |(alike, _)| alike)))
        })
    }

    #[inline]
    pub(super) fn cell(&self, row: u32, slot: usize) -> Option<(f32, How)> {
        let row = (row as usize).checked_sub(1)?;
        self.cells.get(row * self.width + slot).copied().flatten()
    }
}
