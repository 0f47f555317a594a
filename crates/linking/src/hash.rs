//! Fixed 64-bit hashes: the same on every machine and in every run.

/// An odd constant with well-spread bits (2^64 divided by the golden ratio).
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

/// Mixes one more value into a running hash.
pub(crate) fn mix(running: u64, value: u64) -> u64 {
    (running.rotate_left(23) ^ value).wrapping_mul(SPREAD)
}

/// Spreads the bits of a running hash (the finaliser of splitmix64, Steele et al. 2014).
pub(crate) fn finish(mut hash: u64) -> u64 {
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    hash ^ (hash >> 31)
}

/// The hash of bytes under a seed.
pub(crate) fn bytes(seed: u64, bytes: &[u8]) -> u64 {
    let mut hash = mix(seed, bytes.len() as u64);
    for chunk in bytes.chunks(8) {
        let mut word = [0; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        hash = mix(hash, u64::from_le_bytes(word));
        hash ^= hash >> 29;
    }
    finish(hash)
}

/// A hash table with the fixed hash, for keys that are numbers of our own.
pub(crate) type Map<K, V> = hashbrown::HashMap<K, V, std::hash::BuildHasherDefault<Fixed>>;

/// A set with the fixed hash.
pub(crate) type Set<K> = hashbrown::HashSet<K, std::hash::BuildHasherDefault<Fixed>>;

/// The fixed hash as the standard library's trait.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Fixed(u64);

impl std::hash::Hasher for Fixed {
    fn finish(&self) -> u64 {
        finish(self.0)
    }

    fn write(&mut self, parts: &[u8]) {
        self.0 = mix(self.0, bytes(0, parts));
    }

    fn write_u32(&mut self, number: u32) {
        self.0 = mix(self.0, u64::from(number));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = mix(self.0, number);
    }
}
