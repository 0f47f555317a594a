//! The account of a reading while it runs: every element and column gets a number and its tallies.

use std::collections::HashMap;
use std::rc::Rc;

use crate::counts::{Counts, Tally};

/// The number of an element path or a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PathId(u32);

/// A part of a source that is left out on purpose: the end of its path, and why.
pub(crate) type Ignored = (&'static str, &'static str);

#[derive(Debug, Default)]
struct Entry {
    name: Rc<str>,
    path: String,
    children: Vec<PathId>,
    tally: Tally,
    /// `None` until asked: whether the path is one that is left out.
    ignored: Option<Option<&'static str>>,
}

/// Whether a path ends with a pattern, or leads through it.
fn is_within(path: &str, pattern: &str) -> bool {
    path.match_indices(pattern).any(|(at, _)| {
        let starts = pattern.starts_with('/') || at == 0 || path[..at].ends_with('/');
        let rest = &path[at + pattern.len()..];
        starts && (rest.is_empty() || rest.starts_with('/'))
    })
}

/// How many examples of contents that were not understood are kept.
const EXAMPLES: usize = 3;
/// How many different paths are told apart; a file with more is not one of a publisher.
const PATHS: usize = 4_000;

/// The running account.
#[derive(Debug)]
pub(crate) struct Ledger {
    entries: Vec<Entry>,
    roots: HashMap<String, PathId>,
    ignored: &'static [Ignored],
    notes: Vec<String>,
}

impl Ledger {
    pub(crate) fn new(ignored: &'static [Ignored]) -> Self {
        Self {
            entries: Vec::new(),
            roots: HashMap::new(),
            ignored,
            notes: Vec::new(),
        }
    }

    /// The number of a path without a parent.
    pub(crate) fn root(&mut self, name: &str) -> PathId {
        if let Some(id) = self.roots.get(name) {
            return *id;
        }
        let id = self.add(name, name.to_owned());
        self.roots.insert(name.to_owned(), id);
        id
    }

    /// The number of a path below another.
    pub(crate) fn below(&mut self, parent: PathId, name: &str) -> PathId {
        let children = &self.entries[parent.0 as usize].children;
        let known = children
            .iter()
            .find(|child| &*self.entries[child.0 as usize].name == name);
        if let Some(child) = known {
            return *child;
        }
        let path = format!("{}/{name}", self.entries[parent.0 as usize].path);
        let id = self.add(name, path);
        self.entries[parent.0 as usize].children.push(id);
        id
    }

    fn add(&mut self, name: &str, path: String) -> PathId {
        if self.entries.len() >= PATHS {
            // Counted under the last path: nothing vanishes, and the table stays bounded.
            return PathId((PATHS - 1) as u32);
        }
        let id = PathId(self.entries.len() as u32);
        self.entries.push(Entry {
            name: Rc::from(name),
            path,
            ..Entry::default()
        });
        id
    }

    /// The last part of a path.
    pub(crate) fn name(&self, id: PathId) -> Rc<str> {
        Rc::clone(&self.entries[id.0 as usize].name)
    }

    pub(crate) fn used(&mut self, id: PathId) {
        let tally = &mut self.entries[id.0 as usize].tally;
        tally.seen += 1;
        tally.used += 1;
    }

    pub(crate) fn empty(&mut self, id: PathId) {
        let tally = &mut self.entries[id.0 as usize].tally;
        tally.seen += 1;
        tally.empty += 1;
    }

    /// Content that no reader took: left out on purpose when the path is one of those, else not understood.
    pub(crate) fn left(&mut self, id: PathId, content: &str) {
        let ignored = self.ignored;
        let entry = &mut self.entries[id.0 as usize];
        let reason = *entry.ignored.get_or_insert_with(|| {
            ignored
                .iter()
                .find(|(pattern, _)| is_within(&entry.path, pattern))
                .map(|(_, reason)| *reason)
        });
        match reason {
            Some(reason) => self.ignored_because(id, reason),
            None => self.unread(id, content),
        }
    }

    pub(crate) fn ignored_because(&mut self, id: PathId, reason: &'static str) {
        let tally = &mut self.entries[id.0 as usize].tally;
        tally.seen += 1;
        tally.ignored += 1;
        if tally.reason.is_none() {
            tally.reason = Some(reason.to_owned());
        }
    }

    pub(crate) fn unread(&mut self, id: PathId, content: &str) {
        let tally = &mut self.entries[id.0 as usize].tally;
        tally.seen += 1;
        tally.unread += 1;
        if tally.examples.len() < EXAMPLES {
            let short: String = content.trim().chars().take(120).collect();
            if !tally.examples.contains(&short) {
                tally.examples.push(short);
            }
        }
    }

    pub(crate) fn note(&mut self, note: impl Into<String>) {
        self.notes.push(note.into());
    }

    pub(crate) fn finish(self) -> Counts {
        let mut counts = Counts {
            notes: self.notes,
            ..Counts::default()
        };
        for entry in self.entries {
            if entry.tally.seen > 0 {
                counts.source.insert(entry.path, entry.tally);
            }
        }
        counts
    }
}
