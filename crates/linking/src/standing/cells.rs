//! Where each value was seen, found by its kind and hash.
//!
//! Most values of a day are new, and to find that out is much of what a day costs: memory is read here and there. So tables
//! hold places alone, five bytes a value, one table for each kind: a day that is brought in the order of kinds works on one
//! small table at a time. A value that one subject shows once, as most are, is told in 32 bytes; whatever more was seen
//! stands elsewhere.

use hashbrown::HashTable;

use crate::hash::{Set, finish};
use crate::index::Row;
use crate::kind::TieKind;

/// What was seen of a value that more is known of than one sighting.
#[derive(Debug, Clone)]
pub(super) enum More {
    /// It may tie.
    Some(Many),
    /// More subjects than any tie could have; there is no way back.
    Common(Set<u32>),
}

/// Several sightings.
#[derive(Debug, Clone)]
pub(super) struct Many {
    /// In their order, but for those of today.
    pub(super) rows: Vec<Row>,
    /// How many of the rows are in their order, each once.
    pub(super) sorted: u32,
    pub(super) sharers: u32,
    pub(super) values: Vec<u32>,
}

impl Many {
    /// Brings the rows of today among the others. They are few, and others may be thousands.
    pub(super) fn sort(&mut self) {
        let order = |row: &Row| (row.subject, row.first, row.last);
        let mut today = self.rows.split_off(self.sorted as usize);
        today.sort_unstable_by_key(order);
        today.dedup();
        for row in today {
            // Kind and value are the same in all.
            let Err(place) = self.rows.binary_search_by_key(&order(&row), order) else {
                continue;
            };
            let is_at = |place: Option<usize>| {
                let known = place.and_then(|place| self.rows.get(place));
                known.is_some_and(|known| known.subject == row.subject)
            };
            if !is_at(place.checked_sub(1)) && !is_at(Some(place)) {
                self.sharers += 1;
            }
            self.rows.insert(place, row);
        }
        self.sorted = self.rows.len() as u32;
    }
}

/// What a slot holds beside its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    /// One sighting, with its days.
    One,
    /// One sighting of which no day is known.
    Dayless,
    /// The place of what more was seen.
    More,
}

#[derive(Debug, Clone)]
struct Slot {
    value: u64,
    first: i64,
    last: i64,
    /// A subject, or a place among what more was seen.
    number: u32,
    kind: TieKind,
    told: Told,
}

const _: () = assert!(size_of::<Slot>() == 32);

/// All values.
#[derive(Debug, Clone, Default)]
pub(super) struct Cells {
    of_kind: Vec<HashTable<u32>>,
    slots: Vec<Slot>,
    more: Vec<More>,
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
            value: row.value,
            first: row.first.unwrap_or(0),
            last: row.last.unwrap_or(0),
            number: row.subject,
            kind: row.kind,
            told: match (row.first, row.last) {
                (Some(_), Some(_)) => Told::One,
                _ => Told::Dayless,
            },
        });
        if self.of_kind.len() <= kind {
            self.of_kind.resize_with(kind + 1, HashTable::new);
        }
        let slots = &self.slots;
        self.of_kind[kind].insert_unique(finish(row.value), place, |&place| {
            finish(slots[place as usize].value)
        });
    }

    /// Notes a sighting of a value that has a place; whether it brings anything new, unless the value is common.
    pub(super) fn add(&mut self, place: u32, row: Row) -> Added<'_> {
        let slot = &mut self.slots[place as usize];
        if slot.told != Told::More {
            let known = slot.one();
            if known == row {
                return Added::Known;
            }
            slot.told = Told::More;
            slot.number = self.more.len() as u32;
            self.more.push(More::Some(Many {
                rows: vec![known, row],
                sorted: 1,
                sharers: 1,
                values: Vec::new(),
            }));
            return Added::News;
        }
        match &mut self.more[slot.number as usize] {
            More::Some(many) => {
                // What was there stands before what came.
                let is_known = many.rows.iter().rev().take(8).any(|known| *known == row);
                if is_known {
                    return Added::Known;
                }
                many.rows.push(row);
                Added::News
            }
            More::Common(subjects) => Added::Common(subjects),
        }
    }

    /// The kind and the hash at a place, and what more was seen there.
    pub(super) fn more(&mut self, place: u32) -> (TieKind, u64, Option<&mut More>) {
        let slot = &self.slots[place as usize];
        let more = match slot.told {
            Told::More => self.more.get_mut(slot.number as usize),
            Told::One | Told::Dayless => None,
        };
        (slot.kind, slot.value, more)
    }

    /// Values that are too common to tie, each with the number of its subjects.
    pub(super) fn common(&self) -> impl Iterator<Item = (TieKind, u64, u32)> {
        let told = self.slots.iter().filter(|slot| slot.told == Told::More);
        told.filter_map(|slot| match &self.more[slot.number as usize] {
            More::Common(subjects) => Some((slot.kind, slot.value, subjects.len() as u32)),
            More::Some(_) => None,
        })
    }
}

/// What became of a sighting.
pub(super) enum Added<'a> {
    Known,
    News,
    /// The value is common: its subjects.
    Common(&'a mut Set<u32>),
}

impl Slot {
    fn one(&self) -> Row {
        let has_days = self.told == Told::One;
        Row {
            value: self.value,
            subject: self.number,
            kind: self.kind,
            first: has_days.then_some(self.first),
            last: has_days.then_some(self.last),
        }
    }
}
