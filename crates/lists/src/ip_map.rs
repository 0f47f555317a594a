//! A map from addresses of both families to values.

use std::collections::HashMap;
use std::hash::Hash;

use crate::address::{Number, Span};
use crate::interval::{Interval, IntervalMap};

/// Which value an address has; the most specific range wins.
#[derive(Debug, Clone)]
pub(crate) struct IpMap<V> {
    v4: IntervalMap<u32>,
    v6: IntervalMap<u128>,
    values: Box<[V]>,
}

impl<V> IpMap<V> {
    #[inline]
    pub(crate) fn get(&self, address: Number) -> Option<&V> {
        let value = match address {
            Number::V4(number) => self.v4.get(number),
            Number::V6(number) => self.v6.get(number),
        }?;
        self.values.get(value as usize)
    }

    /// Whether the map says anything of the family of `address`.
    pub(crate) fn knows_family_of(&self, address: Number) -> bool {
        match address {
            Number::V4(_) => !self.v4.is_empty(),
            Number::V6(_) => !self.v6.is_empty(),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.v4.is_empty() && self.v6.is_empty()
    }

    pub(crate) fn values(&self) -> &[V] {
        &self.values
    }
}

/// Ranges on their way into an [`IpMap`]; equal values are kept once.
pub(crate) struct IpMapBuilder<V> {
    rows: Rows,
    numbers: HashMap<V, u32>,
    values: Vec<V>,
}

impl<V> Default for IpMapBuilder<V> {
    fn default() -> Self {
        Self {
            rows: Rows::default(),
            numbers: HashMap::new(),
            values: Vec::new(),
        }
    }
}

impl<V: Clone + Eq + Hash> IpMapBuilder<V> {
    pub(crate) fn add(&mut self, span: Span, value: V) {
        let number = match self.numbers.get(&value) {
            Some(number) => *number,
            None => {
                let number = self.values.len() as u32;
                self.values.push(value.clone());
                self.numbers.insert(value, number);
                number
            }
        };
        self.rows.add(span, number);
    }

    pub(crate) fn build(self) -> IpMap<V> {
        IpMap {
            v4: IntervalMap::most_specific(self.rows.v4),
            v6: IntervalMap::most_specific(self.rows.v6),
            values: self.values.into(),
        }
    }
}

/// The set of bits that an address has, united over all ranges that hold it.
#[derive(Debug, Clone)]
pub(crate) struct IpBits {
    v4: IntervalMap<u32>,
    v6: IntervalMap<u128>,
    /// Bits that occur at all, by family: what no range mentions cannot be denied.
    known_v4: u32,
    known_v6: u32,
}

impl IpBits {
    #[inline]
    pub(crate) fn get(&self, address: Number) -> u32 {
        match address {
            Number::V4(number) => self.v4.get(number),
            Number::V6(number) => self.v6.get(number),
        }
        .unwrap_or(0)
    }

    pub(crate) fn known(&self, address: Number) -> u32 {
        match address {
            Number::V4(_) => self.known_v4,
            Number::V6(_) => self.known_v6,
        }
    }

    pub(crate) fn known_of_either_family(&self) -> u32 {
        self.known_v4 | self.known_v6
    }
}

/// Ranges with bits on their way into [`IpBits`].
#[derive(Default)]
pub(crate) struct IpBitsBuilder {
    rows: Rows,
}

impl IpBitsBuilder {
    pub(crate) fn add(&mut self, span: Span, bits: u32) {
        self.rows.add(span, bits);
    }

    pub(crate) fn build(self) -> IpBits {
        IpBits {
            v4: IntervalMap::united(&self.rows.v4),
            v6: IntervalMap::united(&self.rows.v6),
            known_v4: self.rows.v4.iter().fold(0, |bits, row| bits | row.value),
            known_v6: self.rows.v6.iter().fold(0, |bits, row| bits | row.value),
        }
    }
}

#[derive(Default)]
struct Rows {
    v4: Vec<Interval<u32>>,
    v6: Vec<Interval<u128>>,
}

impl Rows {
    fn add(&mut self, span: Span, value: u32) {
        match span {
            Span::V4(start, end) => self.v4.push(Interval { start, end, value }),
            Span::V6(start, end) => self.v6.push(Interval { start, end, value }),
        }
    }
}
