//! What every subject shows, the heaviest first, subject by subject on the disk.

use crate::index::Value;
use crate::kind::TieKind;
use crate::scratch::{Eye, LinkError, Ordered, Pen, Record, Sorter, Tape};

use super::{Work, share};

/// The values of every subject of which a window may ask.
#[derive(Debug)]
pub(super) struct Lists {
    entries: Tape<Entry>,
    /// By subject how many there are, as far as two bytes count: what a window is going to take.
    lengths: Vec<u16>,
    block: usize,
}

/// A value at a subject.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub(super) subject: u32,
    /// Its place among those of the subject.
    order: i32,
    pub(super) value: u32,
    pub(super) weight: f32,
    pub(super) kind: TieKind,
}

impl Lists {
    /// Lists by what a value says of itself: its order in the lists and its weight there, or that it stands in none.
    /// Of each list as much is kept as is looked at, and of that what weighs `least`.
    pub(super) fn new(
        work: &mut Work<'_>,
        least: f32,
        mut says: impl FnMut(&Value) -> Result<Option<(i32, f32)>, LinkError>,
    ) -> Result<Self, LinkError> {
        let mut sorter: Sorter<Entry> = Sorter::new(&work.scratch, work.memory / 2);
        work.values.each(|number, value, holders| {
            let Some((order, weight)) = says(value)? else {
                return Ok(());
            };
            for holder in holders {
                sorter.push(Entry {
                    subject: holder.subject,
                    order,
                    value: number,
                    weight,
                    kind: value.kind,
                })?;
            }
            Ok(())
        })?;
        let mut lists = Self {
            entries: Tape::new(&work.scratch, share(work.memory)),
            lengths: vec![0; work.subjects],
            block: share(work.memory),
        };
        let mut sorted = sorter.finish()?;
        let (mut subject, mut looked_at) = (None, 0);
        while let Some(entry) = sorted.next()? {
            if subject != Some(entry.subject) {
                subject = Some(entry.subject);
                looked_at = 0;
            }
            looked_at += 1;
            if looked_at <= work.settings.values_per_subject && entry.weight >= least {
                let length = &mut lists.lengths[entry.subject as usize];
                *length = length.saturating_add(1);
                lists.entries.push(&entry)?;
            }
        }
        Ok(lists)
    }

    /// How many values stand in the list of a subject.
    pub(super) fn length(&self, subject: u32) -> usize {
        usize::from(self.lengths[subject as usize])
    }

    /// Gives all lists, one after the other.
    pub(super) fn each(&mut self, mut each: impl FnMut(&Entry)) -> Result<(), LinkError> {
        self.entries.rewind(self.block)?;
        while let Some(entry) = self.entries.next()? {
            each(&entry);
        }
        Ok(())
    }
}

impl Record for Entry {
    const SIZE: usize = 17;

    fn store(&self, pen: &mut Pen<'_>) {
        pen.short(self.subject);
        pen.short(self.order.cast_unsigned());
        pen.short(self.value);
        pen.float(self.weight);
        pen.byte(self.kind as u8);
    }

    fn load(eye: &mut Eye<'_>) -> Self {
        Self {
            subject: eye.short(),
            order: eye.short().cast_signed(),
            value: eye.short(),
            weight: eye.float(),
            kind: TieKind::of_number(eye.byte()),
        }
    }
}

impl Ordered for Entry {
    fn order(&self, other: &Self) -> std::cmp::Ordering {
        (self.subject, self.order, self.value).cmp(&(other.subject, other.order, other.value))
    }
}
