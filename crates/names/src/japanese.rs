//! Japanese readings of names in Han characters, kept apart from the Mandarin and Korean ones.
//!
//! A Japanese family name is read as a whole; a given name as a whole where it is a known one, or character by
//! character. A name is read this way only when all of it can be.

use std::sync::OnceLock;

use crate::quick_hash::Table as Quick;
use crate::tables;

/// Readings of one name that are kept, of each order of its parts.
const MOST: usize = 4;
const LONGEST_SURNAME: usize = 3;
const LONGEST_GIVEN: usize = 3;

#[derive(Default)]
struct Table {
    surnames: Quick<&'static str, Vec<&'static str>>,
    given: Quick<&'static str, Vec<&'static str>>,
    characters: Quick<char, Vec<&'static str>>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Table::default();
        for row in tables::JAPANESE.lines() {
            let mut fields = row.split_whitespace();
            let (Some(kind), Some(name)) = (fields.next(), fields.next()) else {
                continue;
            };
            match kind {
                "surname" => table.surnames.entry(name).or_default().extend(fields),
                "given" => table.given.entry(name).or_default().extend(fields),
                "char" => {
                    if let Some(character) = name.chars().next() {
                        table
                            .characters
                            .entry(character)
                            .or_default()
                            .extend(fields);
                    }
                }
                _ => {}
            }
        }
        table
    })
}

/// The name in Latin letters, written together, family name first and then last; nothing where it is no Japanese one.
pub(crate) fn readings(name: &str) -> Vec<String> {
    let table = table();
    let mut found: Vec<String> = Vec::new();
    for (cut, _) in name.char_indices().skip(1).take(LONGEST_SURNAME) {
        let (family, given) = name.split_at(cut);
        let Some(families) = table.surnames.get(family) else {
            continue;
        };
        for family in families {
            for given in given_readings(given) {
                for whole in [format!("{family}{given}"), format!("{given}{family}")] {
                    if found.len() < 2 * MOST && !found.contains(&whole) {
                        found.push(whole);
                    }
                }
            }
        }
    }
    found
}

fn given_readings(given: &str) -> Vec<String> {
    let table = table();
    let mut found: Vec<String> = table
        .given
        .get(given)
        .into_iter()
        .flatten()
        .map(|reading| (*reading).to_owned())
        .collect();
    let count = given.chars().count();
    if (2..=LONGEST_GIVEN).contains(&count) {
        let mut spelled = vec![String::new()];
        for character in given.chars() {
            let readings = table.characters.get(&character);
            spelled = spelled
                .iter()
                .flat_map(|so_far| {
                    readings
                        .into_iter()
                        .flatten()
                        .map(move |reading| format!("{so_far}{reading}"))
                })
                .collect();
        }
        for reading in spelled {
            if !found.contains(&reading) {
                found.push(reading);
            }
        }
    }
    found.truncate(MOST);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn japanese_names_are_read_in_japanese() {
        for (name, reading) in [
            ("田中太郎", "tanakataro"),
            ("佐藤健", "takeshisato"),
            ("山本和夫", "yamamotokazuo"),
            ("長谷川正雄", "hasegawamasao"),
        ] {
            assert!(
                readings(name).iter().any(|found| found == reading),
                "{name}: {:?}",
                readings(name)
            );
        }
    }

    #[test]
    fn names_of_other_languages_are_not() {
        for name in ["习近平", "金應順", "陈国强", "王", ""] {
            assert!(readings(name).is_empty(), "{name}");
        }
    }
}
