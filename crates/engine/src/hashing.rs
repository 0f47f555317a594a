//! A hasher for keys that are hashes already.

use std::hash::{BuildHasher, Hasher};

/// Takes the key as the hash.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Identity;

/// The state of [`Identity`].
#[derive(Debug, Default)]
pub(crate) struct IdentityHasher(u64);

impl BuildHasher for Identity {
    type Hasher = IdentityHasher;

    fn build_hasher(&self) -> IdentityHasher {
        IdentityHasher::default()
    }
}

impl Hasher for IdentityHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}
