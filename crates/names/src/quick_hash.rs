//! A quick hash for tables that are built into the program: nobody from outside adds to them.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A table with this hash.
pub(crate) type Table<K, V> = HashMap<K, V, BuildHasherDefault<Quick>>;

/// Multiplies and mixes, eight bytes at a time.
#[derive(Default)]
pub(crate) struct Quick(u64);

const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;

impl Quick {
    #[inline]
    fn add(&mut self, part: u64) {
        let product = u128::from(self.0 ^ part) * u128::from(FACTOR);
        self.0 = product as u64 ^ (product >> 64) as u64;
    }
}

impl Hasher for Quick {
    #[inline]
    fn finish(&self) -> u64 {
        self.0
    }

    #[inline]
    fn write(&mut self, bytes: &[u8]) {
        let (parts, rest) = bytes.as_chunks::<8>();
        for part in parts {
            self.add(u64::from_le_bytes(*part));
        }
        let last = rest
            .iter()
            .rev()
            .fold(rest.len() as u64, |last, byte| last << 8 | u64::from(*byte));
        self.add(last);
    }

    #[inline]
    fn write_u8(&mut self, number: u8) {
        self.add(u64::from(number) | 1 << 32);
    }

    #[inline]
    fn write_u32(&mut self, number: u32) {
        self.add(u64::from(number) | 1 << 33);
    }
}
