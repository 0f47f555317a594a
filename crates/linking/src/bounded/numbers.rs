//! Some of many numbers, renumbered densely in their order: a bit for each of the many, and half a bit for counting.

/// A set of numbers below a bound.
#[derive(Debug)]
pub(super) struct Numbers {
    bits: Vec<u64>,
    /// How many stand before each word; right after [`Numbers::seal`].
    before: Vec<u32>,
    len: usize,
}

impl Numbers {
    /// None of so many.
    pub(super) fn new(bound: usize) -> Self {
        Self {
            bits: vec![0; bound.div_ceil(64)],
            before: vec![0; bound.div_ceil(64)],
            len: 0,
        }
    }

    pub(super) fn clear(&mut self) {
        self.bits.fill(0);
    }

    /// How many there are; right after [`Numbers::seal`].
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// Adds a number; tells whether it is new.
    pub(super) fn insert(&mut self, number: u32) -> bool {
        let word = &mut self.bits[number as usize / 64];
        let bit = 1 << (number % 64);
        let is_new = *word & bit == 0;
        *word |= bit;
        is_new
    }

    pub(super) fn has(&self, number: u32) -> bool {
        self.bits[number as usize / 64] & (1 << (number % 64)) != 0
    }

    /// Counts, after the last was added.
    pub(super) fn seal(&mut self) {
        let mut sum = 0;
        for (before, word) in self.before.iter_mut().zip(&self.bits) {
            *before = sum;
            sum += word.count_ones();
        }
        self.len = sum as usize;
    }

    /// The place of one of the numbers among them.
    pub(super) fn place(&self, number: u32) -> u32 {
        let word = number as usize / 64;
        let lower = self.bits[word] & ((1 << (number % 64)) - 1);
        self.before[word] + lower.count_ones()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn places_are_those_in_a_sorted_list(mut chosen in prop::collection::vec(0_u32..300, 0..90)) {
            let mut numbers = Numbers::new(300);
            for &number in &chosen {
                numbers.insert(number);
            }
            numbers.seal();
            chosen.sort_unstable();
            chosen.dedup();
            prop_assert_eq!(numbers.len(), chosen.len());
            for (place, &number) in chosen.iter().enumerate() {
                prop_assert!(numbers.has(number));
                prop_assert_eq!(numbers.place(number) as usize, place);
            }
        }
    }
}
