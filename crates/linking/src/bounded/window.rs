//! So many values as fit into memory, with what their holders share otherwise.

use crate::corroboration::{Marks, Web, count_corroborated};
use crate::index::{Holder, Value};
use crate::kind::TieKind;
use crate::scratch::LinkError;
use crate::settings::Settings;

use super::lists::Lists;
use super::numbers::Numbers;
use super::values::Values;

/// What is wanted of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ask {
    /// Nothing but the value itself.
    Nothing,
    /// Its holders.
    Holders,
    /// Its holders, and what else each of them shows.
    Witnesses,
}

/// A value of the window.
#[derive(Debug, Clone, Copy)]
pub(super) struct Own {
    /// Its number among all values.
    pub(super) number: u32,
    pub(super) value: Value,
    pub(super) weight: f32,
    /// Its number in the window, if something was asked.
    pub(super) near: Option<u32>,
}

/// Values of which something is asked, and all that their holders show, numbered in the order of all values.
#[derive(Debug)]
pub(super) struct Window {
    own: Vec<Own>,
    /// Holders of the values of which something is asked, and where they start.
    holders: Vec<Holder>,
    starts: Vec<u32>,
    /// Numbers in the window of the values of which something is asked, ascending.
    asked: Vec<u32>,
    values: Numbers,
    subjects: Numbers,
    kinds: Vec<TieKind>,
    weights: Vec<f32>,
    lists: Vec<u32>,
    list_starts: Vec<u32>,
    /// Bytes that it takes or is going to take.
    bytes: usize,
}

/// Bytes of a value in a window: itself, and its kind, weight, marks and number.
const OF_VALUE: usize = size_of::<Own>() + 4 + OF_ENTRY;
/// Bytes of a value in a subject's list: while lists are read, and as a value of the window.
const OF_ENTRY: usize = size_of::<Listed>() + 4 + 1 + 4 + 8;

/// A value in a list while lists are read.
#[derive(Debug, Clone, Copy)]
struct Listed {
    value: u32,
    weight: f32,
    kind: TieKind,
}

impl Window {
    fn new(values: usize, subjects: usize) -> Self {
        Self {
            own: Vec::new(),
            holders: Vec::new(),
            starts: vec![0],
            asked: Vec::new(),
            values: Numbers::new(values),
            subjects: Numbers::new(subjects),
            kinds: Vec::new(),
            weights: Vec::new(),
            lists: Vec::new(),
            list_starts: Vec::new(),
            bytes: 0,
        }
    }

    fn clear(&mut self) {
        self.own.clear();
        self.holders.clear();
        self.starts.truncate(1);
        self.values.clear();
        self.subjects.clear();
        self.bytes = 0;
    }

    /// How many values have a number in it.
    pub(super) fn len(&self) -> usize {
        self.kinds.len()
    }

    /// Weights by number in the window.
    pub(super) fn weights(&self) -> &[f32] {
        &self.weights
    }

    fn add(&mut self, own: Own, holders: &[Holder], ask: Ask, lists: &Lists) {
        self.bytes += OF_VALUE;
        self.own.push(Own {
            near: (ask != Ask::Nothing).then_some(0),
            ..own
        });
        if ask == Ask::Nothing {
            return;
        }
        self.values.insert(own.number);
        self.bytes += size_of_val(holders);
        self.holders.extend_from_slice(holders);
        self.starts.push(self.holders.len() as u32);
        if ask == Ask::Witnesses {
            for holder in holders {
                if self.subjects.insert(holder.subject) {
                    self.bytes += 4 + lists.length(holder.subject) * OF_ENTRY;
                }
            }
        }
    }

    /// Brings the lists of the holders together, and numbers what stands in them.
    fn close(&mut self, lists: &mut Lists) -> Result<(), LinkError> {
        self.subjects.seal();
        let mut listed: Vec<Listed> = Vec::new();
        self.list_starts.clear();
        self.list_starts.resize(self.subjects.len() + 1, 0);
        if self.subjects.len() > 0 {
            lists.each(|entry| {
                if self.subjects.has(entry.subject) {
                    self.list_starts[self.subjects.place(entry.subject) as usize + 1] += 1;
                    self.values.insert(entry.value);
                    listed.push(Listed {
                        value: entry.value,
                        weight: entry.weight,
                        kind: entry.kind,
                    });
                }
            })?;
        }
        for place in 1..self.list_starts.len() {
            self.list_starts[place] += self.list_starts[place - 1];
        }
        self.values.seal();
        self.kinds.clear();
        self.kinds.resize(self.values.len(), TieKind::Verdict);
        self.weights.clear();
        self.weights.resize(self.values.len(), 0.0);
        self.lists.clear();
        for entry in listed {
            let near = self.values.place(entry.value);
            self.kinds[near as usize] = entry.kind;
            self.weights[near as usize] = entry.weight;
            self.lists.push(near);
        }
        self.asked.clear();
        for own in self.own.iter_mut().filter(|own| own.near.is_some()) {
            let near = self.values.place(own.number);
            own.near = Some(near);
            self.kinds[near as usize] = own.value.kind;
            self.weights[near as usize] = own.weight;
            self.asked.push(near);
        }
        Ok(())
    }
}

impl Web for Window {
    fn kind(&self, value: u32) -> TieKind {
        self.kinds[value as usize]
    }

    fn holders(&self, value: u32) -> &[Holder] {
        match self.asked.binary_search(&value) {
            Ok(place) => {
                &self.holders[self.starts[place] as usize..self.starts[place + 1] as usize]
            }
            // Of other values nobody asks.
            Err(_) => &[],
        }
    }

    fn values_of(&self, subject: u32) -> &[u32] {
        if !self.subjects.has(subject) {
            return &[];
        }
        let place = self.subjects.place(subject) as usize;
        &self.lists[self.list_starts[place] as usize..self.list_starts[place + 1] as usize]
    }
}

/// How much a window may hold.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    /// Bytes.
    pub(super) memory: usize,
    /// Numbers of values that can occur.
    pub(super) values: usize,
    pub(super) subjects: usize,
}

/// Gives every value in its order, with a window in which there is what was asked of it. Values have the numbers from
/// `first` on.
pub(super) fn in_windows(
    (values, first): (&mut Values, u32),
    room: Room,
    lists: &mut Lists,
    mut ask: impl FnMut(&Value) -> Result<(f32, Ask), LinkError>,
    mut each: impl FnMut(&Window, &Own) -> Result<(), LinkError>,
) -> Result<(), LinkError> {
    let memory = room.memory / 4 * 3;
    let mut window = Window::new(room.values, room.subjects);
    let mut give = |window: &mut Window, lists: &mut Lists| {
        window.close(lists)?;
        window.own.iter().try_for_each(|own| each(window, own))?;
        window.clear();
        Ok(())
    };
    values.each(|number, value, holders| {
        let (weight, asked) = ask(value)?;
        let own = Own {
            number: first + number,
            value: *value,
            weight,
            near: None,
        };
        window.add(own, holders, asked, lists);
        if window.bytes > memory {
            give(&mut window, lists)?;
        }
        Ok(())
    })?;
    give(&mut window, lists)
}

/// How many holders of a value of a window are corroborated there; 0 where nothing was asked.
pub(super) fn count_in(
    window: &Window,
    own: &Own,
    settings: &Settings,
    vouches: impl Fn(TieKind) -> bool,
    marks: &mut Marks,
    found: &mut Vec<bool>,
) -> u32 {
    let Some(near) = own.near else {
        return 0;
    };
    marks.grow(window.len());
    let holders = window.holders(near);
    count_corroborated(
        window,
        window.weights(),
        settings,
        vouches,
        holders,
        marks,
        found,
    )
}
