//! Where each value was seen, found by its kind and hash.
//!
//! Most values of a day are new, and to find that out is most of what a day costs. So tables hold places alone, five bytes
//! a value, one table for each kind: a day that is brought in the order of kinds works on one small table at a time.

use hashbrown::HashTable;

use crate::hash::{Set, finish};
use crate::index::Row;
use crate::kind::TieKind;

/// A value, with all that is known of where it was seen.
#[derive(Debug, Clone)]
pub(super) enum Cell {
    /// One subject shows it, once.
    One(Row),
    /// More was seen.
    Many {
        /// In their order, but for those of today.
        rows: Vec<Row>,
        sharers: u32,
        values: Vec<u32>,
    },
    /// More subjects than any tie could have; there is no way back.
    Common(Set<u32>),
}

#[derive(Debug, Clone)]
struct Slot {
    kind: TieKind,
    value: u64,
    cell: Cell,
}

/// All values.
#[derive(Debug, Clone, Default)]
pub(super) struct Cells {
    of_kind: Vec<HashTable<u32>>,
    slots: Vec<Slot>,
}

impl Cells {
    /// The place of a value.
    pub(super) fn find(&self, kind: TieKind, value: u64) -> Option<u32> {
        let is_it = |&place: &u32| self.slots[place as usize].value == value;
        let of_kind = self.of_kind.get(kind as usize)?;
        of_kind.find(finish(value), is_it).copied()
    }

    /// Adds a value that has no place yet.
    pub(super) fn insert(&mut self, row: Row) {
        let (kind, place) = (row.kind as usize, self.slots.len() as u32);
        self.slots.push(Slot {
            kind: row.kind,
            value: row.value,
            cell: Cell::One(row),
        });
        if self.of_kind.len() <= kind {
            self.of_kind.resize_with(kind + 1, HashTable::new);
        }
        let slots = &self.slots;
        self.of_kind[kind].insert_unique(finish(row.value), place, |&place| {
            finish(slots[place as usize].value)
        });
    }

    /// What stands at a place.
    pub(super) fn at(&mut self, place: u32) -> (TieKind, u64, &mut Cell) {
        let slot = &mut self.slots[place as usize];
        (slot.kind, slot.value, &mut slot.cell)
    }

    /// Values that are too common to tie, each with the number of its subjects.
    pub(super) fn common(&self) -> impl Iterator<Item = (TieKind, u64, u32)> {
        self.slots.iter().filter_map(|slot| match &slot.cell {
            Cell::Common(subjects) => Some((slot.kind, slot.value, subjects.len() as u32)),
            _ => None,
        })
    }
}
