//! Which subjects of a slice have the data that a rule needs.

use std::collections::BTreeMap;

use datafusion::arrow::array::{Array, AsArray, RecordBatch, StringViewArray};

use crate::bits::Bits;
use crate::check::{Need, Rows};
use crate::slice::{self, Slice};

/// Answers needs over one slice and remembers the answers: many rules need the same.
pub(crate) struct Answerable<'a> {
    slice: &'a Slice,
    known: BTreeMap<Need, Bits>,
}

impl<'a> Answerable<'a> {
    pub(crate) fn new(slice: &'a Slice) -> Self {
        Self {
            slice,
            known: BTreeMap::new(),
        }
    }

    /// Subjects for whom the need is met.
    pub(crate) fn subjects(&mut self, need: &Need) -> Bits {
        let len = self.slice.ids.len();
        match need {
            Need::All(parts) => {
                let mut bits = Bits::all(len);
                for part in parts {
                    bits.and(&self.subjects(part));
                }
                bits
            }
            Need::Any(parts) => {
                let mut bits = Bits::none(len);
                for part in parts {
                    bits.or(&self.subjects(part));
                }
                bits
            }
            leaf => {
                if let Some(bits) = self.known.get(leaf) {
                    return bits.clone();
                }
                let bits = self.leaf(leaf);
                self.known.insert(leaf.clone(), bits.clone());
                bits
            }
        }
    }

    fn leaf(&self, need: &Need) -> Bits {
        let len = self.slice.ids.len();
        match need {
            Need::Table(table) if self.slice.brought.contains(table) => Bits::all(len),
            Need::Rows(rows) => self.rows(rows, None),
            Need::Value(rows, column) => self.rows(rows, Some(column)),
            _ => Bits::none(len),
        }
    }

    fn rows(&self, rows: &Rows, column: Option<&str>) -> Bits {
        let mut bits = Bits::none(self.slice.ids.len());
        for batch in self.slice.batches(rows.table) {
            let Some(places) = slice::places(batch) else {
                continue;
            };
            let kinds = kind_columns(batch, rows);
            let value = column.map(|name| batch.column_by_name(name));
            for row in 0..batch.num_rows() {
                let of_kind = kinds.iter().all(|(words, asked)| {
                    words.is_some_and(|words| {
                        words.is_valid(row) && asked.contains(words.value(row))
                    })
                });
                let valued = match value {
                    None => true,
                    Some(None) => false,
                    Some(Some(values)) => values.is_valid(row),
                };
                if of_kind && valued {
                    bits.set(places.value(row));
                }
            }
        }
        bits
    }
}

type AskedKinds<'a> = &'a std::collections::BTreeSet<String>;

fn kind_columns<'a>(
    batch: &'a RecordBatch,
    rows: &'a Rows,
) -> Vec<(Option<&'a StringViewArray>, AskedKinds<'a>)> {
    rows.kinds
        .iter()
        .map(|(column, asked)| {
            (
                batch
                    .column_by_name(column)
                    .and_then(|words| words.as_string_view_opt()),
                asked,
            )
        })
        .collect()
}
