//! Korean readings of Han characters.

use std::sync::OnceLock;

use crate::quick_hash::Table as Quick;
use crate::tables;

fn table() -> &'static Quick<char, char> {
    static TABLE: OnceLock<Quick<char, char>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut readings = Quick::default();
        for line in tables::HANJA.lines() {
            let mut fields = line.split_whitespace();
            let (Some(hangul), Some(characters)) = (fields.next(), fields.next()) else {
                continue;
            };
            if let Some(hangul) = hangul.chars().next().filter(|_| !line.starts_with('#')) {
                for character in characters.chars() {
                    readings.entry(character).or_insert(hangul);
                }
            }
        }
        readings
    })
}

/// How Koreans read a Han character.
pub(crate) fn reading(character: char) -> Option<char> {
    table().get(&character).copied()
}

/// Every character with its reading.
pub(super) fn all() -> impl Iterator<Item = (char, char)> {
    let mut all: Vec<(char, char)> = table()
        .iter()
        .map(|(character, hangul)| (*character, *hangul))
        .collect();
    // The numbers that are stored in an index must be the same on every machine.
    all.sort_unstable();
    all.into_iter()
}
