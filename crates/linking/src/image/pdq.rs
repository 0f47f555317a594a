//! One PDQ hash.

use std::fmt;
use std::str::FromStr;

/// Distance up to which two pictures are the same, as the authors of PDQ recommend.
pub const RADIUS: u32 = 31;

/// A PDQ hash of a picture: 256 bits, bit 0 the lowest of the first word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pdq(pub [u64; 4]);

/// Why a text is no PDQ hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PdqError {
    /// It has another length than 64 hexadecimal digits; the length in bytes is given.
    Length(usize),
    /// The byte at this place is no hexadecimal digit.
    Digit(usize),
}

impl fmt::Display for PdqError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Length(length) => write!(f, "a PDQ hash has 64 hexadecimal digits, not {length}"),
            Self::Digit(place) => write!(f, "no hexadecimal digit at byte {place}"),
        }
    }
}

impl std::error::Error for PdqError {}

impl FromStr for Pdq {
    type Err = PdqError;

    /// Reads 64 hexadecimal digits, the highest bits first, large or small letters.
    fn from_str(text: &str) -> Result<Self, PdqError> {
        if text.len() != 64 {
            return Err(PdqError::Length(text.len()));
        }
        let mut words = [0_u64; 4];
        for (place, byte) in text.bytes().enumerate() {
            let digit = char::from(byte)
                .to_digit(16)
                .ok_or(PdqError::Digit(place))?;
            let word = &mut words[3 - place / 16];
            *word = *word << 4 | u64::from(digit);
        }
        Ok(Self(words))
    }
}

impl fmt::Display for Pdq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [lowest, low, high, highest] = self.0;
        write!(f, "{highest:016x}{high:016x}{low:016x}{lowest:016x}")
    }
}

impl Pdq {
    /// In how many bits two hashes differ.
    #[must_use]
    pub fn distance(&self, other: &Self) -> u32 {
        self.0
            .iter()
            .zip(&other.0)
            .map(|(left, right)| (left ^ right).count_ones())
            .sum()
    }

    /// The hash with one bit turned over; `bit` counts modulo 256.
    #[must_use]
    pub fn flip(mut self, bit: u8) -> Self {
        self.0[usize::from(bit / 64)] ^= 1 << (bit % 64);
        self
    }

    /// One of the 16 parts of 16 bits.
    pub(super) fn part(&self, part: usize) -> usize {
        (self.0[part / 4] >> (16 * (part % 4))) as usize & 0xFFFF
    }
}
