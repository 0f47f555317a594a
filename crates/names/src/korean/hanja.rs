//! Korean readings of Han characters.

use std::collections::HashSet;
use std::sync::OnceLock;

use crate::quick_hash::Table as Quick;
use crate::tables;

/// What stands before the rarer characters.
const RARER: &str = "# Rarer";

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

/// The commoner characters with their readings: a sound of Mandarin may stand for any of them, and with the rarer ones
/// it would stand for too many.
pub(super) fn common() -> impl Iterator<Item = (char, char)> {
    let common: HashSet<char> = tables::HANJA
        .lines()
        .take_while(|line| !line.starts_with(RARER))
        .flat_map(str::chars)
        .collect();
    let mut all: Vec<(char, char)> = table()
        .iter()
        .filter(|(character, _)| common.contains(character))
        .map(|(character, hangul)| (*character, *hangul))
        .collect();
    // The numbers that are stored in an index must be the same on every machine.
    all.sort_unstable();
    all.into_iter()
}
