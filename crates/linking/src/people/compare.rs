//! At which level two values agree.

use crate::hash::{Map, Set};

use super::Field;
use super::records::{Records, Signature, UNKNOWN, Value, begin_alike, letters};
use super::strings::{NICKNAMES, Strings};

/// Fields of a record: three bits of a pattern each.
pub(super) const MOST_FIELDS: usize = 20;
/// Bits of a level in a pattern.
const BITS: u32 = 3;

/// How far two values agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// One of the values is not known.
    Unknown,
    /// The values are equal.
    Equal,
    /// One slip of the pen apart.
    Close,
    /// Related: a nickname, an initial, the same year, some of the words.
    Near,
    /// Given and family name are exchanged. That is one fact: it is told at the given name, and the family name is then
    /// not told at all.
    Exchanged,
    /// Nothing in common.
    Different,
}

impl Level {
    /// All levels, in the order of their codes.
    pub const ALL: [Self; 6] = [
        Self::Unknown,
        Self::Equal,
        Self::Close,
        Self::Near,
        Self::Exchanged,
        Self::Different,
    ];
}

/// The levels of all fields of two records, three bits each.
pub(super) type Pattern = u64;

pub(super) fn level(pattern: Pattern, field: usize) -> usize {
    (pattern >> (BITS * field as u32)) as usize & 7
}

pub(super) struct Comparer<'a> {
    records: &'a Records,
    strings: Strings,
    given: Option<usize>,
    family: Option<usize>,
    /// Values that are customary forms of one name, the lower first.
    nicknames: Set<(Value, Value)>,
}

impl<'a> Comparer<'a> {
    pub(super) fn new(records: &'a Records) -> Self {
        let find = |wanted| records.fields.iter().position(|field| *field == wanted);
        Self {
            records,
            strings: Strings::new(),
            given: find(Field::GivenName),
            family: find(Field::FamilyName),
            nicknames: nicknames(records),
        }
    }

    /// The names that stand in the one record as given name and in the other as family name, or the other way round:
    /// each with the field in which it stands in the right one.
    pub(super) fn crosses(
        &self,
        left: &[Value],
        right: &[Value],
    ) -> impl Iterator<Item = (usize, Value)> {
        let both = self.given.zip(self.family);
        let ways = both.map(|(given, family)| [(given, family), (family, given)]);
        ways.into_iter()
            .flatten()
            .filter(|(from, to)| left[*from] == right[*to] && left[*from] != UNKNOWN)
            .map(|(from, to)| (to, left[from]))
    }

    pub(super) fn compare(&mut self, x: u32, y: u32) -> Pattern {
        let (left, right) = (self.records.record(x), self.records.record(y));
        let signatures = (self.records.signatures(x), self.records.signatures(y));
        let exchanged = self.is_exchanged(left, right);
        let mut pattern = 0;
        for (at, field) in self.records.fields.iter().enumerate() {
            let (a, b) = (left[at], right[at]);
            let level = if exchanged && Some(at) == self.given {
                Level::Exchanged
            } else if a == UNKNOWN || b == UNKNOWN || (exchanged && Some(at) == self.family) {
                Level::Unknown
            } else if a == b {
                Level::Equal
            } else if is_hopeless(*field, signatures.0[at], signatures.1[at])
                && !(*field == Field::GivenName && self.nickname(a, b))
            {
                Level::Different
            } else {
                self.unequal(*field, a, b)
            };
            pattern |= (level as u64) << (BITS * at as u32);
        }
        pattern
    }

    /// Whether one record has as its family name what the other has as its given name, and the other way round, or as
    /// far as that is known. A slip of the pen may be in one of the two names; that one name stands in both places and
    /// the others have nothing to do with each other happens to any two records with names of one stock.
    fn is_exchanged(&mut self, left: &[Value], right: &[Value]) -> bool {
        let (Some(given), Some(family)) = (self.given, self.family) else {
            return false;
        };
        if left[given] == right[given] || left[family] == right[family] {
            return false;
        }
        let (one, other) = ((left[given], right[family]), (left[family], right[given]));
        let is_known = |pair: (Value, Value)| pair.0 != UNKNOWN && pair.1 != UNKNOWN;
        let crosses = |pair: (Value, Value)| is_known(pair) && pair.0 == pair.1;
        match (crosses(one), crosses(other)) {
            (true, true) => true,
            (false, false) => false,
            (crosses, _) => {
                let rest = if crosses { other } else { one };
                !is_known(rest)
                    || self.unequal(Field::FamilyName, rest.0, rest.1) != Level::Different
            }
        }
    }

    fn unequal(&mut self, field: Field, a: Value, b: Value) -> Level {
        let (x, y) = (self.records.text(a), self.records.text(b));
        match field {
            Field::Category => Level::Different,
            Field::GivenName | Field::FamilyName => {
                let alike = self.strings.jaro_winkler(x, y);
                if alike >= 0.92 || (x.len().min(y.len()) >= 4 && self.strings.edits(x, y) <= 1) {
                    Level::Close
                } else if alike >= 0.8
                    || is_initial(x, y)
                    || (field == Field::GivenName && self.nickname(a, b))
                {
                    Level::Near
                } else {
                    Level::Different
                }
            }
            Field::Date => {
                if x.len() != y.len() {
                    // Another precision or a digit lost.
                    return match x.starts_with(y) || y.starts_with(x) {
                        true => Level::Close,
                        false if self.strings.edits(x, y) <= 1 => Level::Close,
                        false => Level::Different,
                    };
                }
                let same = x.iter().zip(y).filter(|(a, b)| a == b).count();
                if same + 1 >= x.len() || is_one_exchange(x, y) {
                    Level::Close
                } else if same + 2 >= x.len() || x[..4.min(x.len())] == y[..4.min(y.len())] {
                    Level::Near
                } else {
                    Level::Different
                }
            }
            Field::Number => match self.strings.edits(x, y) {
                _ if x.len().min(y.len()) < 3 => Level::Different,
                0 | 1 => Level::Close,
                2 if x.len() >= 6 => Level::Near,
                _ if x.len() >= 5 && x[..3] == y[..3.min(y.len())] => Level::Near,
                _ => Level::Different,
            },
            Field::Text => {
                let alike = self.strings.jaro_winkler(x, y);
                if alike >= 0.92 {
                    Level::Close
                } else if alike >= 0.82 || shares_a_word(x, y) {
                    Level::Near
                } else {
                    Level::Different
                }
            }
        }
    }

    fn nickname(&self, a: Value, b: Value) -> bool {
        self.nicknames.contains(&(a.min(b), a.max(b)))
    }
}

fn nicknames(records: &Records) -> Set<(Value, Value)> {
    let mut numbers: Map<&[u8], Value> = Map::default();
    for family in NICKNAMES {
        for name in *family {
            if let Some(value) = records.find(name.as_bytes()) {
                numbers.insert(name.as_bytes(), value);
            }
        }
    }
    let mut nicknames = Set::default();
    for family in NICKNAMES {
        let values: Vec<Value> = family
            .iter()
            .filter_map(|name| numbers.get(name.as_bytes()).copied())
            .collect();
        for (at, x) in values.iter().enumerate() {
            nicknames.extend(values[at + 1..].iter().map(|y| (*x.min(y), *x.max(y))));
        }
    }
    nicknames
}

/// Whether two values have too few letters in common to be anything but different. A name or a place
/// is near another only if the two share half of the letters of the one that has fewer.
fn is_hopeless(field: Field, x: Signature, y: Signature) -> bool {
    let (a, b) = (letters(x), letters(y));
    match field {
        Field::Category => true,
        Field::GivenName | Field::FamilyName | Field::Text => {
            2 * (a & b).count_ones() < a.count_ones().min(b.count_ones())
        }
        // Two edits put in or take out at most four.
        Field::Date | Field::Number => (a ^ b).count_ones() > 4 && !begin_alike(x, y),
    }
}

fn is_initial(x: &[u8], y: &[u8]) -> bool {
    (x.len() == 1 || y.len() == 1) && x.first() == y.first()
}

/// Day and month exchanged, or two neighbouring digits.
fn is_one_exchange(x: &[u8], y: &[u8]) -> bool {
    if x.len() == 8 && x[..4] == y[..4] && x[4..6] == y[6..] && x[6..] == y[4..6] {
        return true;
    }
    let Some(first) = x.iter().zip(y).position(|(a, b)| a != b) else {
        return true;
    };
    first + 1 < x.len()
        && x[first] == y[first + 1]
        && x[first + 1] == y[first]
        && x[first + 2..] == y[first + 2..]
}

fn shares_a_word(x: &[u8], y: &[u8]) -> bool {
    let words = |text| <[u8]>::split(text, |byte| *byte == b' ');
    words(x)
        .filter(|word: &&[u8]| word.len() > 3)
        .any(|word| words(y).any(|other| other == word))
}
