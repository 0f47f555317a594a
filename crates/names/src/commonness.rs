//! How common a word is in names of people and of bodies.
//!
//! The table is frozen: it is data of this crate, never counted from the lists that are loaded. A score must not change
//! because a list changed, or screening again only what a list changed would not give what screening everything gives.

use std::sync::OnceLock;

use crate::quick_hash::Table;
use crate::tables;

/// Of people, of bodies: 0 for a word that is not in the table, 3 for the commonest.
type Classes = [u8; 2];

const PEOPLE: usize = 0;
const BODIES: usize = 1;

fn table() -> &'static Table<&'static str, Classes> {
    static TABLE: OnceLock<Table<&'static str, Classes>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table: Table<&'static str, Classes> = Table::default();
        for row in tables::FREQUENCY.lines() {
            let Some((head, words)) = row.split_once('=').filter(|_| !row.starts_with('#')) else {
                continue;
            };
            let of = if head.starts_with("people") {
                PEOPLE
            } else {
                BODIES
            };
            let class = head
                .bytes()
                .find(u8::is_ascii_digit)
                .map_or(0, |digit| digit - b'0');
            for word in words.split_whitespace() {
                let known = &mut table.entry(word).or_default()[of];
                *known = class.max(*known);
            }
        }
        table
    })
}

fn class(word: &str, of: usize) -> u8 {
    table().get(word).map_or(0, |classes| classes[of])
}

/// Whether very many people bear this name.
pub(crate) fn is_common(name: &str) -> bool {
    class(name, PEOPLE) >= 2
}

/// What is left of the weight of a name that many people bear.
pub(crate) fn of_person(name: &str) -> f32 {
    [1.0, 0.85, 0.7, 0.55][class(name, PEOPLE).min(3) as usize]
}

/// What is left of the weight of a word that many bodies bear.
pub(crate) fn of_body(word: &str) -> f32 {
    [1.0, 0.9, 0.8, 0.7][class(word, BODIES).min(3) as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commoner_names_weigh_less() {
        assert!(of_person("mohammed") < of_person("hernan"));
        assert!(of_person("محمد") < 1.0);
        assert!(of_body("ocean") < of_body("rungrado"));
        assert_eq!(of_person("veresayev"), 1.0);
        assert!(is_common("smith") && !is_common("veresayev"));
    }
}
