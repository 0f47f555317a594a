//! Records in their order, however many.

use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;

use super::{LinkError, Ordered, Scratch, Tape};

/// So many tapes are merged at once; where there are more, they are merged into one first. It bounds the open files.
const MOST_TAPES: usize = 64;
/// A tape is read in blocks of at most so many bytes.
const BLOCK: usize = 1 << 18;

/// Takes records in any order.
#[derive(Debug)]
pub(crate) struct Sorter<T> {
    scratch: Scratch,
    /// Bytes that may be held.
    memory: usize,
    held: Vec<T>,
    most_held: usize,
    /// Sorted tapes by how often their records were merged before.
    levels: Vec<Vec<Tape<T>>>,
}

impl<T: Ordered> Sorter<T> {
    /// A sorter that holds about so many bytes in memory.
    pub(crate) fn new(scratch: &Scratch, memory: usize) -> Self {
        Self {
            scratch: scratch.clone(),
            memory,
            held: Vec::new(),
            most_held: (memory / size_of::<T>()).max(2),
            levels: Vec::new(),
        }
    }

    pub(crate) fn push(&mut self, record: T) -> Result<(), LinkError> {
        if self.held.len() == self.most_held {
            self.spill()?;
        }
        if self.held.len() == self.held.capacity() {
            // Doubling as usual, but never beyond what may be held.
            let more = self
                .held
                .len()
                .max(64)
                .min(self.most_held - self.held.len());
            self.held.reserve_exact(more);
        }
        self.held.push(record);
        Ok(())
    }

    /// Writes what is held as one sorted tape.
    fn spill(&mut self) -> Result<(), LinkError> {
        self.held.sort_unstable_by(T::order);
        let mut tape = Tape::new(&self.scratch, block(self.memory));
        for record in &self.held {
            tape.push(record)?;
        }
        tape.close(true)?;
        self.held.clear();
        self.keep(tape, 0)
    }

    fn keep(&mut self, tape: Tape<T>, level: usize) -> Result<(), LinkError> {
        if self.levels.len() == level {
            self.levels.push(Vec::new());
        }
        self.levels[level].push(tape);
        if self.levels[level].len() < MOST_TAPES {
            return Ok(());
        }
        let tapes = std::mem::take(&mut self.levels[level]);
        let merged = self.merge(tapes)?;
        self.keep(merged, level + 1)
    }

    fn merge(&self, tapes: Vec<Tape<T>>) -> Result<Tape<T>, LinkError> {
        let mut merged = Tape::new(&self.scratch, block(self.memory));
        let mut sorted = Sorted::of_tapes(tapes, self.memory)?;
        while let Some(record) = sorted.next()? {
            merged.push(&record)?;
        }
        merged.close(true)?;
        Ok(merged)
    }

    /// All records in their order.
    pub(crate) fn finish(mut self) -> Result<Sorted<T>, LinkError> {
        if self.levels.is_empty() {
            self.held.sort_unstable_by(T::order);
            return Ok(Sorted::Held(self.held.into_iter()));
        }
        if !self.held.is_empty() {
            self.spill()?;
        }
        self.held = Vec::new();
        let mut tapes: Vec<Tape<T>> = std::mem::take(&mut self.levels)
            .into_iter()
            .flatten()
            .collect();
        while tapes.len() > MOST_TAPES {
            let rest = tapes.split_off(MOST_TAPES);
            let merged = self.merge(tapes)?;
            tapes = rest;
            tapes.push(merged);
        }
        Sorted::of_tapes(tapes, self.memory)
    }
}

fn block(memory: usize) -> usize {
    (memory / 8).min(1 << 20)
}

/// Gives records in their order.
#[derive(Debug)]
pub(crate) enum Sorted<T> {
    /// All of them fitted into memory.
    Held(std::vec::IntoIter<T>),
    /// Tapes that are merged while they are read.
    Merged {
        tapes: Vec<Tape<T>>,
        heads: BinaryHeap<Head<T>>,
    },
}

/// The next record of a tape.
#[derive(Debug)]
pub(crate) struct Head<T> {
    record: T,
    tape: usize,
}

impl<T: Ordered> Sorted<T> {
    fn of_tapes(mut tapes: Vec<Tape<T>>, memory: usize) -> Result<Self, LinkError> {
        let block = (memory / tapes.len().max(1)).min(BLOCK);
        let mut heads = BinaryHeap::with_capacity(tapes.len());
        for (number, tape) in tapes.iter_mut().enumerate() {
            tape.rewind(block)?;
            if let Some(record) = tape.next()? {
                heads.push(Head {
                    record,
                    tape: number,
                });
            }
        }
        Ok(Self::Merged { tapes, heads })
    }

    /// The next record.
    pub(crate) fn next(&mut self) -> Result<Option<T>, LinkError> {
        match self {
            Self::Held(records) => Ok(records.next()),
            Self::Merged { tapes, heads } => {
                let Some(mut head) = heads.peek_mut() else {
                    return Ok(None);
                };
                let record = head.record;
                match tapes[head.tape].next()? {
                    Some(next) => head.record = next,
                    None => {
                        PeekMut::pop(head);
                    }
                }
                Ok(Some(record))
            }
        }
    }
}

// The heap gives the greatest first, so the order is turned round.
impl<T: Ordered> Ord for Head<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        other.record.order(&self.record)
    }
}

impl<T: Ordered> PartialOrd for Head<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T: Ordered> PartialEq for Head<T> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl<T: Ordered> Eq for Head<T> {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_memory_gives_the_same_order(
            numbers in prop::collection::vec(any::<u32>(), 0..2_000),
            memory in 0_usize..400,
        ) {
            let mut sorter = Sorter::new(&Scratch::new(None), memory);
            for number in &numbers {
                sorter.push(*number)?;
            }
            let mut sorted = sorter.finish()?;
            let mut found = Vec::new();
            while let Some(number) = sorted.next()? {
                found.push(number);
            }
            let mut numbers = numbers;
            numbers.sort_unstable();
            prop_assert_eq!(found, numbers);
        }
    }
}
