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

/// Records that agree with one in several values by chance alone: of more, hardly a pair is of one person, and what makes
/// such a pair one brings it together by another key. Twenty records of one person do not agree by chance.
const BY_CHANCE: f64 = 8.0;

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
    let shares = Shares::count(records, &rough);
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
        // One value is a key by itself because few hold it.
        let is_telling = |block: &[u64]| {
            let of_first = || shares.by_chance(records, &rough, &parts, block[0] as u32);
            parts.len() == 1 || block.len() < 4 || of_first() <= BY_CHANCE
        };
        let brings = |most: usize| -> usize {
            sorted
                .chunk_by(same)
                .filter(|block| block.len() <= most && is_telling(block))
                .map(|block| block.len() * (block.len() - 1) / 2)
                .sum()
        };
        let mut most = most_in_block.max(2);
        while most > 4 && brings(most) > PAIRS_A_RECORD * records.len() {
            most /= 2;
        }
        for block in sorted.chunk_by(same) {
            let record = |posting: u64| posting as u32;
            if block.len() > most || !is_telling(block) {
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
    let is_name = |at: usize| is_name(records, at);
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

/// How many records have a value, or what is rough of it.
struct Shares {
    /// By field.
    whole: Vec<Vec<u32>>,
    /// By field, in places by the hash of the form: two that share one count as one.
    rough: Vec<Vec<u32>>,
}

impl Shares {
    const PLACES: usize = 1 << 16;

    fn count(records: &Records, rough: &[[u32; 2]]) -> Self {
        let width = records.fields.len();
        let mut shares = Self {
            whole: vec![vec![0; records.different()]; width],
            rough: vec![vec![0; Self::PLACES]; width],
        };
        for record in 0..records.len() as u32 {
            for (field, &value) in records.record(record).iter().enumerate() {
                if value != UNKNOWN {
                    shares.whole[field][value as usize] += 1;
                    let form = rough_form(records, rough, field, value);
                    shares.rough[field][form as usize % Self::PLACES] += 1;
                }
            }
        }
        shares
    }

    /// How many records agree with one in a key if its parts have nothing to do with each other.
    fn by_chance(&self, records: &Records, rough: &[[u32; 2]], parts: &[Part], record: u32) -> f64 {
        let values = records.record(record);
        let all = records.len() as f64;
        let shares = parts.iter().map(|part| {
            let holders = match *part {
                Part::Whole(at) => self.whole[at][values[at] as usize],
                Part::Rough(at) => {
                    let form = rough_form(records, rough, at, values[at]);
                    self.rough[at][form as usize % Self::PLACES]
                }
            };
            f64::from(holders) / all
        });
        all * shares.product::<f64>()
    }
}

/// The sound of a name, the beginning of anything else.
fn rough_form(records: &Records, rough: &[[u32; 2]], field: usize, value: Value) -> u32 {
    rough[value as usize][usize::from(!is_name(records, field))]
}

fn is_name(records: &Records, field: usize) -> bool {
    matches!(records.fields[field], Field::GivenName | Field::FamilyName)
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
        *form = match part {
            Part::Whole(_) => u64::from(value),
            Part::Rough(_) => u64::from(rough_form(records, rough, at, value)),
        };
    }
    let is_name_pair = parts.iter().take(2).all(|part| {
        let (Part::Whole(at) | Part::Rough(at)) = *part;
        is_name(records, at)
    });
    if is_name_pair && parts.len() > 1 && whole[0] > whole[1] {
        // Exchanged names have the same key.
        whole.swap(0, 1);
    }
    let key = whole.iter().fold(11, |key, form| hash::mix(key, *form));
    (hash::finish(key) >> 32) as u32 | 1
}
