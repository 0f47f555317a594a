//! Which scores this crate gives: whoever stores scores, or names that were analysed, keys them by it.

use std::sync::OnceLock;

use crate::tables;
use crate::token::hash;

/// The version of the rules and weights, to be raised with every change of a score: the scores in `tests/scores.csv`
/// may only change together with it.
const RULES: u32 = 4;

/// The version of rules, weights and word tables: where it is the same, the same two names have the same score. A
/// package has many of them between two releases.
pub fn scoring_version() -> &'static str {
    static VERSION: OnceLock<String> = OnceLock::new();
    VERSION.get_or_init(|| format!("{RULES}.{:016x}", tables_hash()))
}

/// The same in four bytes, for the head of an index: an index holds names as these rules and tables read them.
pub(crate) fn mark() -> [u8; 4] {
    static MARK: OnceLock<[u8; 4]> = OnceLock::new();
    *MARK.get_or_init(|| (hash(scoring_version().as_bytes()) as u32).to_le_bytes())
}

fn tables_hash() -> u64 {
    // The hash of each, so that words which move from the end of one to the beginning of the next are noticed.
    let hashes: Vec<u8> = tables::ALL
        .iter()
        .flat_map(|table| hash(table.as_bytes()).to_le_bytes())
        .collect();
    hash(&hashes)
}
