//! Which subjects of a slice have the data that a rule needs.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use datafusion::arrow::array::{Array, AsArray, StringViewArray};

use crate::bits::Bits;
use crate::check::{Need, Rows};
use crate::slice::{self, Slice};

/// Table, number of the batch, column.
type WordsOf = (&'static str, usize, String);

/// Answers needs over one slice and remembers the answers: many rules need the same.
pub(crate) struct Answerable<'a> {
    slice: &'a Slice,
    known: BTreeMap<Need, Bits>,
    /// Words of columns of kinds, by table, batch and column.
    words: RefCell<HashMap<WordsOf, Option<Rc<Words>>>>,
}

impl<'a> Answerable<'a> {
    pub(crate) fn new(slice: &'a Slice) -> Self {
        Self {
            slice,
            known: BTreeMap::new(),
            words: RefCell::default(),
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
                let bits = match leaf {
                    // A column that is always filled asks for no more than the rows.
                    Need::Value(rows, column) if self.is_filled(rows.table, column) => {
                        self.subjects(&Need::Rows(rows.clone()))
                    }
                    _ => self.leaf(leaf),
                };
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

    /// Whether every row of a table has a value in a column.
    fn is_filled(&self, table: &str, column: &str) -> bool {
        self.slice.batches(table).iter().all(|batch| {
            batch
                .column_by_name(column)
                .is_some_and(|values| values.null_count() == 0)
        })
    }

    fn rows(&self, rows: &Rows, column: Option<&str>) -> Bits {
        let mut bits = Bits::none(self.slice.ids.len());
        let slice = self.slice;
        for (number, batch) in slice.batches(rows.table).iter().enumerate() {
            let Some(places) = slice::places(batch) else {
                continue;
            };
            let valued = match column.map(|name| batch.column_by_name(name)) {
                None => None,
                Some(None) => continue,
                Some(Some(values)) => values.nulls(),
            };
            let kinds: Option<Vec<_>> = rows
                .kinds
                .iter()
                .map(|(column, asked)| {
                    let words = self.words(rows.table, number, column)?;
                    let asked = words.asked(asked);
                    Some((words, asked))
                })
                .collect();
            let Some(kinds) = kinds else { continue };
            for (row, place) in places.values().iter().enumerate() {
                let of_kind = kinds
                    .iter()
                    .all(|(words, asked)| asked[words.of_row[row] as usize]);
                if of_kind && valued.is_none_or(|valued| valued.is_valid(row)) {
                    bits.set(*place);
                }
            }
        }
        bits
    }

    /// The words of a column of kinds, looked at once for all needs.
    fn words(&self, table: &'static str, number: usize, column: &str) -> Option<Rc<Words>> {
        let key = (table, number, column.to_owned());
        let mut known = self.words.borrow_mut();
        known
            .entry(key)
            .or_insert_with(|| {
                let column = self.slice.batches(table)[number].column_by_name(column)?;
                Words::of(column.as_string_view_opt()?).map(Rc::new)
            })
            .clone()
    }
}

/// The few different words of a column of kinds.
struct Words {
    /// The number of each row's word; 0 for none.
    of_row: Vec<u32>,
    words: Vec<String>,
}

impl Words {
    /// None where there are more words than any column of kinds has.
    fn of(column: &StringViewArray) -> Option<Self> {
        let mut words: Vec<String> = Vec::new();
        let mut numbers: HashMap<&str, u32> = HashMap::new();
        let mut of_row = Vec::with_capacity(column.len());
        // Rows of one subject lie together and often have one kind.
        let mut last: Option<(&str, u32)> = None;
        for word in column {
            of_row.push(match word {
                None => 0,
                Some(word) => match last {
                    Some((known, number)) if known == word => number,
                    _ => {
                        let number = match numbers.get(word) {
                            Some(number) => *number,
                            None => {
                                words.push(word.to_owned());
                                let number = u32::try_from(words.len()).ok()?;
                                numbers.insert(word, number);
                                number
                            }
                        };
                        last = Some((word, number));
                        number
                    }
                },
            });
        }
        Some(Self { of_row, words })
    }

    /// For each number, whether its word is asked for.
    fn asked(&self, asked: &BTreeSet<String>) -> Vec<bool> {
        std::iter::once(false)
            .chain(self.words.iter().map(|word| asked.contains(word)))
            .collect()
    }
}
