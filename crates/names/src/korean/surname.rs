//! Korean surnames and their spellings.

use std::sync::OnceLock;

use crate::quick_hash::Table as Quick;
use crate::script::Script;
use crate::tables;

/// A set of surnames: one bit each.
pub(crate) type Surnames = u128;

struct Table {
    by_spelling: Quick<&'static str, Surnames>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut by_spelling: Quick<&'static str, Surnames> = Quick::default();
        let rows = tables::KOREAN_SURNAMES
            .lines()
            .filter(|line| !line.starts_with('#') && !line.trim().is_empty());
        for (place, row) in rows.enumerate() {
            let spellings = row.split(['|', ',']).flat_map(str::split_whitespace);
            for spelling in spellings {
                *by_spelling.entry(spelling).or_default() |= 1 << (place % 128);
            }
        }
        Table { by_spelling }
    })
}

/// The surnames that a word may stand for, in any script; none for most words.
pub(crate) fn surnames(word: &str) -> Surnames {
    table().by_spelling.get(word).copied().unwrap_or(0)
}

/// Those of two Han characters.
pub(super) fn of_two_characters() -> impl Iterator<Item = (&'static str, Surnames)> {
    let is_han = |letter: char| Script::of(letter) == Some(Script::Han);
    (table().by_spelling.iter())
        .filter(move |(spelling, _)| spelling.chars().count() == 2 && spelling.chars().all(is_han))
        .map(|(spelling, surnames)| (*spelling, *surnames))
}
