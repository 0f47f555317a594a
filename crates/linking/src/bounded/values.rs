//! Values with their holders, in their order, on the disk.

use crate::chains::{self, Chains};
use crate::corroboration::Web;
use crate::index::{
    CommonValue, Holder, Row, Seen, Tie, Value, count, most_common, nothing_seen, values_of_run,
};
use crate::kind::TieKind;
use crate::scratch::{Eye, LinkError, Ordered, Pen, Record, Scratch, Sorter, Tape};
use crate::settings::Settings;

use super::share;

/// All values that may tie, each with its holders.
#[derive(Debug)]
pub(super) struct Values {
    values: Tape<Stored>,
    holders: Tape<Holder>,
    block: usize,
    /// Kinds and ends of the ties that are looked at along chains.
    pub(super) along: Vec<(TieKind, u32, u32)>,
}

/// A value and how many hold it at one time.
#[derive(Debug, Clone, Copy)]
struct Stored {
    value: Value,
    holders: u32,
}

/// What is told of all values, also of those that tie nobody.
pub(super) struct Told {
    pub(super) seen: Seen,
    pub(super) common: Vec<CommonValue>,
}

/// The rows of one value while they come, subject by subject.
#[derive(Default)]
struct Run {
    rows: Vec<Row>,
    last: Option<u32>,
    sharers: u32,
}

impl Run {
    /// Takes the next row. Beyond the most sharers of the kind they are only counted, and of a value that is looked at
    /// as a whole one row a subject is kept, so that a value that everybody shows costs no memory.
    fn take(&mut self, row: Row, settings: &Settings) {
        if self.last != Some(row.subject) {
            self.last = Some(row.subject);
            self.sharers += 1;
            if self.sharers > settings.most_sharers(row.kind) {
                self.rows.clear();
            } else {
                self.rows.push(row);
            }
            return;
        }
        if row.kind == TieKind::Ip {
            if self.rows.last().is_some_and(|last| *last != row) {
                self.rows.push(row);
            }
        } else if let Some(kept) = self.rows.last_mut() {
            // Rows come in the order of their times, unknown ones first.
            kept.first = kept.first.or(row.first);
            kept.last = kept.last.max(row.last);
        }
    }
}

impl Values {
    fn empty(scratch: &Scratch, memory: usize) -> Self {
        Self {
            values: Tape::new(scratch, share(memory)),
            holders: Tape::new(scratch, share(memory)),
            block: share(memory),
            along: Vec::new(),
        }
    }

    /// Chains, as if each were one value of its members.
    pub(super) fn of_chains(
        chains: &Chains,
        scratch: &Scratch,
        memory: usize,
    ) -> Result<Self, LinkError> {
        let mut values = Self::empty(scratch, memory);
        for chain in &chains.all {
            let sharers = chain.members.len() as u32;
            let value = Value::new(chain.kind, 0, sharers, 0.0, false);
            values.push(value, &chain.members)?;
        }
        Ok(values)
    }

    /// Values from sightings and direct ties.
    pub(super) fn gather(
        rows: Sorter<Row>,
        ties: Sorter<Tie>,
        settings: &Settings,
        scratch: &Scratch,
        memory: usize,
    ) -> Result<(Self, Told), LinkError> {
        let mut values = Self::empty(scratch, memory);
        let mut told = Told {
            seen: nothing_seen(),
            common: Vec::new(),
        };
        let mut sorted = rows.finish()?;
        let mut run = Run::default();
        let mut of: Option<(TieKind, u64)> = None;
        while let Some(row) = sorted.next()? {
            let next = (row.kind, row.value);
            if let Some(ended) = of.filter(|&of| of != next) {
                values.take_run(&run, ended, settings, &mut told)?;
                run.rows.clear();
                run = Run {
                    rows: run.rows,
                    ..Run::default()
                };
            }
            of = Some(next);
            run.take(row, settings);
        }
        if let Some(ended) = of {
            values.take_run(&run, ended, settings, &mut told)?;
        }
        drop(sorted);
        most_common(&mut told.common, settings.list_common);
        let mut sorted = ties.finish()?;
        let mut same: Vec<Tie> = Vec::new();
        while let Some(tie) = sorted.next()? {
            if same.first().is_some_and(|first| first.ends() != tie.ends()) {
                values.take_ties(&same, settings, &mut told)?;
                same.clear();
            }
            // Of many the first counts, and the earliest time of any.
            match same.get_mut(1) {
                Some(other) => other.at = [other.at, tie.at].into_iter().flatten().min(),
                None => same.push(tie),
            }
        }
        values.take_ties(&same, settings, &mut told)?;
        Ok((values, told))
    }

    fn take_run(
        &mut self,
        run: &Run,
        (kind, value): (TieKind, u64),
        settings: &Settings,
        told: &mut Told,
    ) -> Result<(), LinkError> {
        let subjects = run.sharers;
        if subjects < 2 {
            return Ok(());
        }
        count(&mut told.seen, kind, subjects);
        if subjects > settings.most_sharers(kind) {
            told.common.push(CommonValue {
                kind,
                value,
                subjects,
            });
            if told.common.len() > 2 * settings.list_common + 1_000 {
                most_common(&mut told.common, settings.list_common);
            }
            return Ok(());
        }
        let mut done = Ok(());
        values_of_run(&run.rows, subjects, settings, |value, holders| {
            if done.is_ok() {
                done = self.push(value, holders);
            }
        });
        done
    }

    fn take_ties(
        &mut self,
        same: &[Tie],
        settings: &Settings,
        told: &mut Told,
    ) -> Result<(), LinkError> {
        let Some(first) = same.first() else {
            return Ok(());
        };
        count(&mut told.seen, first.kind, first.shared_by);
        if first.shared_by > settings.most_sharers(first.kind) {
            return Ok(());
        }
        if chains::goes_along(first.kind) {
            self.along.push((first.kind, first.a, first.b));
        }
        let (value, holders) = Tie::together(same);
        self.push(value, &holders)
    }

    fn push(&mut self, value: Value, holders: &[Holder]) -> Result<(), LinkError> {
        self.values.push(&Stored {
            value,
            holders: holders.len() as u32,
        })?;
        for holder in holders {
            self.holders.push(holder)?;
        }
        Ok(())
    }

    /// How many values there are.
    pub(super) fn len(&self) -> usize {
        self.values.len() as usize
    }

    /// Gives all values in their order, with their numbers and holders.
    pub(super) fn each(
        &mut self,
        mut each: impl FnMut(u32, &Value, &[Holder]) -> Result<(), LinkError>,
    ) -> Result<(), LinkError> {
        self.values.rewind(self.block)?;
        self.holders.rewind(self.block)?;
        let mut holders: Vec<Holder> = Vec::new();
        let mut number = 0;
        while let Some(stored) = self.values.next()? {
            holders.clear();
            for _ in 0..stored.holders {
                holders.extend(self.holders.next()?);
            }
            each(number, &stored.value, &holders)?;
            number += 1;
        }
        Ok(())
    }
}

/// One value alone, with the number 0.
pub(super) struct One<'a>(pub(super) TieKind, pub(super) &'a [Holder]);

impl Web for One<'_> {
    fn kind(&self, _: u32) -> TieKind {
        self.0
    }

    fn holders(&self, _: u32) -> &[Holder] {
        self.1
    }

    fn values_of(&self, _: u32) -> &[u32] {
        &[]
    }
}

impl Record for Stored {
    const SIZE: usize = 23;

    fn store(&self, pen: &mut Pen<'_>) {
        pen.long(self.value.hash);
        pen.short(self.value.sharers);
        pen.float(self.value.strength);
        pen.short(self.holders);
        pen.byte(self.value.kind as u8);
        pen.byte(u8::from(self.value.is_direct));
        pen.byte(u8::from(self.value.in_passing));
    }

    fn load(eye: &mut Eye<'_>) -> Self {
        let (hash, sharers, strength, holders) =
            (eye.long(), eye.short(), eye.float(), eye.short());
        let (kind, is_direct) = (TieKind::of_number(eye.byte()), eye.byte() == 1);
        Self {
            value: Value::new(kind, hash, sharers, strength, is_direct).passing(eye.byte() == 1),
            holders,
        }
    }
}

impl Record for Holder {
    const SIZE: usize = 13;

    fn store(&self, pen: &mut Pen<'_>) {
        pen.short(self.subject);
        pen.time(self.first);
    }

    fn load(eye: &mut Eye<'_>) -> Self {
        Self {
            subject: eye.short(),
            first: eye.time(),
        }
    }
}

impl Record for Row {
    const SIZE: usize = 31;

    fn store(&self, pen: &mut Pen<'_>) {
        pen.byte(self.kind as u8);
        pen.long(self.value);
        pen.short(self.subject);
        pen.time(self.first);
        pen.time(self.last);
    }

    fn load(eye: &mut Eye<'_>) -> Self {
        Self {
            kind: TieKind::of_number(eye.byte()),
            value: eye.long(),
            subject: eye.short(),
            first: eye.time(),
            last: eye.time(),
        }
    }
}

impl Ordered for Row {
    fn order(&self, other: &Self) -> std::cmp::Ordering {
        self.key().cmp(&other.key())
    }
}

impl Record for Tie {
    const SIZE: usize = 26;

    fn store(&self, pen: &mut Pen<'_>) {
        pen.byte(self.kind as u8);
        pen.short(self.a);
        pen.short(self.b);
        pen.float(self.strength);
        pen.short(self.shared_by);
        pen.time(self.at);
    }

    fn load(eye: &mut Eye<'_>) -> Self {
        Self {
            kind: TieKind::of_number(eye.byte()),
            a: eye.short(),
            b: eye.short(),
            strength: eye.float(),
            shared_by: eye.short(),
            at: eye.time(),
        }
    }
}

impl Ordered for Tie {
    fn order(&self, other: &Self) -> std::cmp::Ordering {
        Self::order(self, other)
    }
}
