//! Records with each different value stored once.

use hashbrown::HashTable;

use super::Field;
use crate::hash;

/// The number of a value; equal values of any fields have one number.
pub(super) type Value = u32;
/// No value.
pub(super) const UNKNOWN: Value = 0;
/// Bytes of a value that are kept: the string comparisons work on one machine word.
const MOST_BYTES: usize = 64;

#[derive(Debug)]
pub(super) struct Records {
    pub(super) fields: Vec<Field>,
    bytes: Vec<u8>,
    /// Where each value ends in `bytes`; the first is empty and means unknown.
    ends: Vec<u32>,
    numbers: HashTable<Value>,
    values: Vec<Value>,
    /// Beside `values`, once arranged.
    signatures: Vec<Signature>,
    subjects: Vec<u32>,
}

/// What tells most unlike values apart without a look at their text: a bit for each letter and digit
/// that stands in it, and above [`LETTERS`] bits a hash of the first three bytes.
pub(super) type Signature = u64;
const LETTERS: u32 = 40;

fn signature(text: &[u8]) -> Signature {
    let letters = text.iter().fold(0, |letters, byte| match byte {
        b'a'..=b'z' => letters | 1 << (byte - b'a'),
        b'0'..=b'9' => letters | 1 << (26 + byte - b'0'),
        // A gap between words is no letter.
        b' ' => letters,
        other => letters | 1 << (36 + other % 4),
    });
    hash::bytes(3, &text[..text.len().min(3)]) << LETTERS | letters
}

/// The letters and digits of a value, one bit each.
pub(super) fn letters(signature: Signature) -> u64 {
    signature & ((1 << LETTERS) - 1)
}

/// Whether two values may have the same first three bytes.
pub(super) fn begin_alike(x: Signature, y: Signature) -> bool {
    x >> LETTERS == y >> LETTERS
}

impl Records {
    pub(super) fn new(fields: Vec<Field>) -> Self {
        Self {
            fields,
            bytes: Vec::new(),
            ends: vec![0],
            numbers: HashTable::new(),
            values: Vec::new(),
            signatures: Vec::new(),
            subjects: Vec::new(),
        }
    }

    pub(super) fn add(&mut self, subject: u32, values: &[&str]) {
        let mut clean = Vec::with_capacity(MOST_BYTES);
        for (at, field) in self.fields.clone().into_iter().enumerate() {
            clean.clear();
            let value = values.get(at).copied().unwrap_or_default();
            read(field, value, &mut clean);
            let number = self.number(&clean);
            self.values.push(number);
        }
        self.subjects.push(subject);
    }

    fn number(&mut self, clean: &[u8]) -> Value {
        if clean.is_empty() {
            return UNKNOWN;
        }
        let hash_of =
            |ends: &[u32], bytes: &[u8], value: Value| hash::bytes(0, &bytes[range(ends, value)]);
        let hash = hash::bytes(0, clean);
        let (ends, bytes) = (&self.ends, &self.bytes);
        if let Some(found) = self
            .numbers
            .find(hash, |value| &bytes[range(ends, *value)] == clean)
        {
            return *found;
        }
        let number = self.ends.len() as Value;
        self.bytes.extend_from_slice(clean);
        self.ends.push(self.bytes.len() as u32);
        let (ends, bytes) = (&self.ends, &self.bytes);
        self.numbers
            .insert_unique(hash, number, |value| hash_of(ends, bytes, *value));
        number
    }

    /// Brings records and values into an order that follows from their content alone, so that
    /// neither numbering nor the order of adding changes a result.
    pub(super) fn arrange(&mut self) {
        self.numbers = HashTable::new();
        let mut by_content: Vec<Value> = (0..self.ends.len() as Value).collect();
        by_content.sort_unstable_by(|x, y| self.text(*x).cmp(self.text(*y)));
        let mut rank = vec![0; by_content.len()];
        let mut bytes = Vec::with_capacity(self.bytes.len());
        let mut ends = Vec::with_capacity(self.ends.len());
        for (place, value) in by_content.iter().enumerate() {
            rank[*value as usize] = place as Value;
            bytes.extend_from_slice(self.text(*value));
            ends.push(bytes.len() as u32);
        }
        (self.bytes, self.ends) = (bytes, ends);
        for value in &mut self.values {
            *value = rank[*value as usize];
        }
        let mut order: Vec<u32> = (0..self.subjects.len() as u32).collect();
        order.sort_by(|x, y| {
            (self.record(*x), self.subject(*x)).cmp(&(self.record(*y), self.subject(*y)))
        });
        let mut values = Vec::with_capacity(self.values.len());
        for record in &order {
            values.extend_from_slice(self.record(*record));
        }
        self.subjects = order.iter().map(|record| self.subject(*record)).collect();
        self.values = values;
        let of_value: Vec<Signature> = (0..self.ends.len() as Value)
            .map(|value| signature(self.text(value)))
            .collect();
        self.signatures = self
            .values
            .iter()
            .map(|value| of_value[*value as usize])
            .collect();
    }

    pub(super) fn signatures(&self, record: u32) -> &[Signature] {
        let width = self.fields.len();
        &self.signatures[record as usize * width..][..width]
    }

    pub(super) fn len(&self) -> usize {
        self.subjects.len()
    }

    /// How many different values there are, the unknown one among them.
    pub(super) fn different(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn subject(&self, record: u32) -> u32 {
        self.subjects[record as usize]
    }

    pub(super) fn record(&self, record: u32) -> &[Value] {
        let width = self.fields.len();
        &self.values[record as usize * width..][..width]
    }

    /// The number of a text, once arranged.
    pub(super) fn find(&self, text: &[u8]) -> Option<Value> {
        let (mut from, mut to) = (0, self.ends.len() as Value);
        while from < to {
            let middle = from + (to - from) / 2;
            match self.text(middle).cmp(text) {
                std::cmp::Ordering::Less => from = middle + 1,
                std::cmp::Ordering::Greater => to = middle,
                std::cmp::Ordering::Equal => return Some(middle),
            }
        }
        None
    }

    pub(super) fn text(&self, value: Value) -> &[u8] {
        &self.bytes[range(&self.ends, value)]
    }
}

fn range(ends: &[u32], value: Value) -> std::ops::Range<usize> {
    let value = value as usize;
    let start = if value == 0 { 0 } else { ends[value - 1] };
    start as usize..ends[value] as usize
}

/// Folds a value: of dates, numbers and codes only letters and digits are left.
fn read(field: Field, value: &str, clean: &mut Vec<u8>) {
    let value = &value[..value.floor_char_boundary(4 * MOST_BYTES)];
    let mut gap = false;
    crate::text::fold(value, |letter| {
        let keep_gaps = !matches!(field, Field::Date | Field::Number);
        if letter.is_alphanumeric() {
            let mut bytes = [0; 4];
            let bytes = letter.encode_utf8(&mut bytes).as_bytes();
            if clean.len() + bytes.len() + usize::from(gap) > MOST_BYTES {
                return;
            }
            if gap && keep_gaps && !clean.is_empty() {
                clean.push(b' ');
            }
            clean.extend_from_slice(bytes);
            gap = false;
        } else {
            gap = true;
        }
    });
}
