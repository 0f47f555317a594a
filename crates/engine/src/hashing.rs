//! A hasher for keys that are hashes or numbers already.

use std::hash::{BuildHasher, Hasher};

/// Spreads the key with one multiplication.
///
/// The key itself would not do: hash tables take their place from the lowest bits, in which our hashes keep the realm of
/// the value, and tell entries of one place apart by the highest, which small numbers have not.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Spread;

/// The state of [`Spread`].
#[derive(Debug, Default)]
pub(crate) struct SpreadHasher(u64);

impl BuildHasher for Spread {
    type Hasher = SpreadHasher;

    fn build_hasher(&self) -> SpreadHasher {
        SpreadHasher::default()
    }
}

impl Hasher for SpreadHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, key: u64) {
        /// 2^64 over the golden ratio.
        const ODD: u128 = 0x9E37_79B9_7F4A_7C15;
        let wide = u128::from(key) * ODD;
        self.0 = (wide as u64) ^ ((wide >> 64) as u64);
    }
}
