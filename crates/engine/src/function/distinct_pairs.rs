//! Pairs of group and value, each once, with the texts that the values stand for.

use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, StringViewArray, UInt64Array,
};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Int64Type, UInt64Type};
use datafusion::common::Result;
use hashbrown::HashTable;
use twox_hash::XxHash3_64;

/// Whether values of a type are texts.
pub(super) fn is_text(value: &DataType) -> bool {
    matches!(
        value,
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View
    )
}

/// A column of values that can be told apart.
pub(super) enum Keys {
    Texts(StringViewArray),
    /// Numbers, days, instants and truths, by the bits that tell them apart.
    Bits(UInt64Array),
}

impl Keys {
    /// A column as it comes from a query.
    pub(super) fn of(values: &ArrayRef) -> Result<Self> {
        if is_text(values.data_type()) {
            let views = cast(values, &DataType::Utf8View)?;
            return Ok(Self::Texts(views.as_string_view().clone()));
        }
        if values.data_type().is_unsigned_integer() || values.data_type() == &DataType::Boolean {
            return Self::held(&cast(values, &DataType::UInt64)?);
        }
        let signed = cast(values, &DataType::Int64)?;
        let signed = signed.as_primitive::<Int64Type>();
        Ok(Self::Bits(
            signed.unary::<_, UInt64Type>(|value| value as u64),
        ))
    }

    /// A column as it is held between two steps.
    pub(super) fn held(values: &ArrayRef) -> Result<Self> {
        Ok(match values.as_string_view_opt() {
            Some(texts) => Self::Texts(texts.clone()),
            None => Self::Bits(values.as_primitive::<UInt64Type>().clone()),
        })
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Self::Texts(texts) => texts.len(),
            Self::Bits(bits) => bits.len(),
        }
    }
}

/// Pairs of group and value.
pub(super) struct Pairs {
    held: DataType,
    pairs: HashTable<(u32, u64)>,
    texts: Texts,
}

impl Pairs {
    /// No pairs, of values that are held as texts or as bits.
    pub(super) fn new(held: DataType) -> Self {
        Self {
            held,
            pairs: HashTable::new(),
            texts: Texts::default(),
        }
    }

    pub(super) fn held(&self) -> &DataType {
        &self.held
    }

    /// The text that a key stands for.
    pub(super) fn text(&self, key: u64) -> &str {
        self.texts.of(key as u32)
    }

    /// Adds the value of each row to the row's group; nulls, and rows for which the filter does
    /// not hold, are left out.
    pub(super) fn add(&mut self, keys: &Keys, groups: &[usize], filter: Option<&BooleanArray>) {
        let passes =
            |row: usize| filter.is_none_or(|filter| filter.is_valid(row) && filter.value(row));
        match keys {
            Keys::Texts(texts) => {
                for (row, group) in groups.iter().enumerate() {
                    if texts.is_valid(row) && passes(row) {
                        let key = self.texts.key_of(texts.value(row));
                        put(&mut self.pairs, *group, u64::from(key));
                    }
                }
            }
            Keys::Bits(bits) => {
                for (row, group) in groups.iter().enumerate() {
                    if bits.is_valid(row) && passes(row) {
                        put(&mut self.pairs, *group, bits.value(row));
                    }
                }
            }
        }
    }

    /// Takes away the pairs of the first groups, in no order; the other groups move up.
    pub(super) fn take_first(&mut self, groups: usize) -> Vec<(u32, u64)> {
        let mut first = Vec::with_capacity(self.pairs.len());
        let all = std::mem::take(&mut self.pairs);
        for (group, key) in all {
            match (group as usize).checked_sub(groups) {
                None => first.push((group, key)),
                Some(rest) => put(&mut self.pairs, rest, key),
            }
        }
        first
    }

    /// Forgets texts that no pair holds any more, once they are the most: what is given away must be
    /// given back.
    pub(super) fn forget_unused(&mut self) {
        if self.texts.ends.len() <= 2 * self.pairs.len() + 1_024 && !self.pairs.is_empty() {
            return;
        }
        let old = std::mem::take(&mut self.texts);
        let pairs = std::mem::take(&mut self.pairs);
        for (group, key) in pairs {
            let key = match self.held {
                DataType::Utf8View => u64::from(self.texts.key_of(old.of(key as u32))),
                _ => key,
            };
            put(&mut self.pairs, group as usize, key);
        }
    }

    /// Bytes in use.
    pub(super) fn size(&self) -> usize {
        self.pairs.allocation_size() + self.texts.size()
    }
}

fn put(pairs: &mut HashTable<(u32, u64)>, group: usize, key: u64) {
    let pair = (group as u32, key);
    pairs
        .entry(mix(pair), |known| *known == pair, |known| mix(*known))
        .or_insert(pair);
}

/// Spreads a pair over all bits: multiplication by odd constants, folded.
fn mix((group, key): (u32, u64)) -> u64 {
    let product = u128::from(key ^ (u64::from(group) << 32 | 0x9e37_79b9))
        * u128::from(0x9fb2_1c65_1e98_df25_u64 ^ u64::from(group).rotate_left(17));
    (product >> 64) as u64 ^ product as u64
}

/// Different texts, each kept once, numbered in the order in which they were met.
#[derive(Default)]
struct Texts {
    bytes: String,
    /// Where each text ends; it begins where the one before ends.
    ends: Vec<usize>,
    numbers: HashTable<(u64, u32)>,
}

impl Texts {
    fn of(&self, number: u32) -> &str {
        text_at(&self.bytes, &self.ends, number)
    }

    fn key_of(&mut self, text: &str) -> u32 {
        let hash = XxHash3_64::oneshot(text.as_bytes());
        let (bytes, ends) = (&mut self.bytes, &mut self.ends);
        let found = self.numbers.entry(
            hash,
            |(known, number)| *known == hash && text_at(bytes, ends, *number) == text,
            |(known, _)| *known,
        );
        match found {
            hashbrown::hash_table::Entry::Occupied(known) => known.get().1,
            hashbrown::hash_table::Entry::Vacant(place) => {
                let number = ends.len() as u32;
                bytes.push_str(text);
                ends.push(bytes.len());
                place.insert((hash, number));
                number
            }
        }
    }

    fn size(&self) -> usize {
        self.bytes.capacity()
            + self.ends.capacity() * size_of::<usize>()
            + self.numbers.allocation_size()
    }
}

fn text_at<'a>(bytes: &'a str, ends: &[usize], number: u32) -> &'a str {
    let number = number as usize;
    let begin = match number {
        0 => 0,
        _ => ends[number - 1],
    };
    &bytes[begin..ends[number]]
}
