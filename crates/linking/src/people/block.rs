//! Which records are worth comparing: those that agree in one of many keys.
//!
//! A key is a telling value by itself, two values together, or how a name sounds with a value.
//! Equal keys are brought together by sorting; a pair is taken at its first key only.

use super::Field;
use super::records::{Records, UNKNOWN, Value};
use super::strings::sound;
use crate::hash;

/// Keys of a record at most.
const MOST_KEYS: usize = 28;
/// A field of which a value is held by fewer records on average is a key by itself.
const TELLING: f64 = 4.0;
/// Pairs that one key may bring for each record; beyond, only its small blocks are used.
const PAIRS_A_RECORD: usize = 3;

pub(super) struct Blocked {
    /// Pairs of records, the lower first.
    pub(super) pairs: Vec<(u32, u32)>,
    /// Blocks passed over.
    pub(super) crowded: u32,
}

/// What of a field goes into a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Whole(usize),
    /// The sound of a name, the year of a date, the beginning of anything else.
    Rough(usize),
}

pub(super) fn pairs(records: &Records, most_in_block: usize) -> Blocked {
    let mut blocked = Blocked {
        pairs: Vec::new(),
        crowded: 0,
    };
    let mut earlier: Vec<Vec<u32>> = Vec::new();
    let mut sorted: Vec<u64> = Vec::new();
    let rough: Vec<[u32; 2]> = (0..records.different() as Value)
        .map(|value| {
            let text = records.text(value);
            let start = &text[..text.len().min(4)];
            [sound(text).as_slice(), start].map(|form| hash::bytes(7, form) as u32)
        })
        .collect();
    for parts in keys(records) {
        let mut keys = vec![0_u32; records.len()];
        sorted.clear();
        for record in 0..records.len() as u32 {
            let key = key(records, &rough, &parts, record);
            keys[record as usize] = key;
            if key != 0 {
                sorted.push(u64::from(key) << 32 | u64::from(record));
            }
        }
        sorted.sort_unstable();
        let same = |x: &u64, y: &u64| x >> 32 == y >> 32;
        let brings = |most: usize| -> usize {
            sorted
                .chunk_by(same)
                .filter(|block| block.len() <= most)
                .map(|block| block.len() * (block.len() - 1) / 2)
                .sum()
        };
        let mut most = most_in_block.max(2);
        while most > 4 && brings(most) > PAIRS_A_RECORD * records.len() {
            most /= 2;
        }
        for block in sorted.chunk_by(same) {
            let record = |posting: u64| posting as u32;
            if block.len() > most {
                blocked.crowded += 1;
                for posting in block {
                    keys[record(*posting) as usize] = 0;
                }
                continue;
            }
            for (at, x) in block.iter().enumerate() {
                let x = record(*x);
                for y in &block[at + 1..] {
                    let y = record(*y);
                    let met = earlier.iter().any(|keys: &Vec<u32>| {
                        let key = keys[x as usize];
                        key != 0 && key == keys[y as usize]
                    });
                    if !met {
                        blocked.pairs.push((x, y));
                    }
                }
            }
        }
        earlier.push(keys);
    }
    // In the order of the records, so that scoring walks through memory.
    blocked.pairs.sort_unstable();
    blocked
}

fn keys(records: &Records) -> Vec<Vec<Part>> {
    let fields = &records.fields;
    let is_name = |at: usize| matches!(fields[at], Field::GivenName | Field::FamilyName);
    let mut telling = Vec::new();
    let mut others = Vec::new();
    for (at, field) in fields.iter().enumerate() {
        if *field == Field::Category {
            continue;
        }
        if holders(records, at) < TELLING && !is_name(at) {
            telling.push(at);
        } else {
            others.push(at);
        }
    }
    let mut keys: Vec<Vec<Part>> = telling.iter().map(|at| vec![Part::Whole(*at)]).collect();
    for (place, x) in others.iter().enumerate() {
        for y in &others[place + 1..] {
            keys.push(vec![Part::Whole(*x), Part::Whole(*y)]);
        }
    }
    let names: Vec<usize> = others.iter().copied().filter(|at| is_name(*at)).collect();
    for name in &names {
        for other in others.iter().filter(|at| !is_name(**at)) {
            keys.push(vec![Part::Rough(*name), Part::Whole(*other)]);
        }
    }
    if let [given, family] = names[..] {
        keys.push(vec![Part::Rough(given), Part::Rough(family)]);
        for other in others.iter().chain(&telling).filter(|at| !is_name(**at)) {
            keys.push([given, family, *other].map(Part::Rough).to_vec());
        }
    }
    keys.truncate(MOST_KEYS);
    keys
}

/// How many records hold the value of a record on average.
fn holders(records: &Records, field: usize) -> f64 {
    let mut counts = vec![0_u32; records.different()];
    for record in 0..records.len() as u32 {
        counts[records.record(record)[field] as usize] += 1;
    }
    counts[UNKNOWN as usize] = 0;
    let known: f64 = counts.iter().map(|count| f64::from(*count)).sum();
    let squares: f64 = counts.iter().map(|count| f64::from(*count).powi(2)).sum();
    squares / known.max(1.0)
}

/// 0 where a part is unknown.
fn key(records: &Records, rough: &[[u32; 2]], parts: &[Part], record: u32) -> u32 {
    let values = records.record(record);
    let mut whole = [0_u64; 3];
    for (part, form) in parts.iter().zip(&mut whole) {
        let (Part::Whole(at) | Part::Rough(at)) = *part;
        let value = values[at];
        if value == UNKNOWN {
            return 0;
        }
        let is_name = matches!(records.fields[at], Field::GivenName | Field::FamilyName);
        *form = match part {
            Part::Whole(_) => u64::from(value),
            Part::Rough(_) => u64::from(rough[value as usize][usize::from(!is_name)]),
        };
    }
    let is_name_pair = parts.iter().take(2).all(|part| {
        let (Part::Whole(at) | Part::Rough(at)) = *part;
        matches!(records.fields[at], Field::GivenName | Field::FamilyName)
    });
    if is_name_pair && parts.len() > 1 && whole[0] > whole[1] {
        // Exchanged names have the same key.
        whole.swap(0, 1);
    }
    let key = whole.iter().fold(11, |key, form| hash::mix(key, *form));
    (hash::finish(key) >> 32) as u32 | 1
}
