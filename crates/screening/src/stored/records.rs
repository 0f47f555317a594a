//! By which numbers stored names are known from run to run.

use sha2::{Digest, Sha256};

use super::StoredName;

/// The names of a run, each by its [`StoredName::fingerprint`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Records {
    /// In order, each once.
    sorted: Vec<u64>,
}

impl Records {
    /// Whether a name is among them.
    pub fn contains(&self, record: u64) -> bool {
        self.sorted.binary_search(&record).is_ok()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.sorted.is_empty()
    }

    /// They, in order.
    pub fn as_slice(&self) -> &[u64] {
        &self.sorted
    }
}

impl From<Vec<u64>> for Records {
    fn from(mut records: Vec<u64>) -> Self {
        // What an earlier run wrote is in order already.
        if !records.is_sorted_by(|one, next| one < next) {
            records.sort_unstable();
            records.dedup();
        }
        Self { sorted: records }
    }
}

/// The fingerprints of names, in their order, on all cores.
pub(super) fn fingerprints(names: &[StoredName]) -> Vec<u64> {
    super::on_all_cores(names, |names| {
        let mut buffer = Vec::new();
        let each = names.iter().map(|name| name.fingerprint_in(&mut buffer));
        each.collect()
    })
}

/// A number for some texts, told apart also by where each ends. `buffer` saves making one for each.
pub(super) fn fingerprint_in<'a>(
    texts: impl IntoIterator<Item = &'a str>,
    buffer: &mut Vec<u8>,
) -> u64 {
    buffer.clear();
    for text in texts {
        buffer.extend_from_slice(&(text.len() as u64).to_le_bytes());
        buffer.extend_from_slice(text.as_bytes());
    }
    let hash = Sha256::digest(buffer);
    hash.iter()
        .take(8)
        .fold(0, |number, byte| number << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn records_hold_what_they_were_made_of_in_any_order(
            records in prop::collection::vec(0u64..64, 0..40),
            other in 0u64..64,
        ) {
            let made = Records::from(records.clone());
            let mut turned = records.clone();
            turned.reverse();
            prop_assert_eq!(&made, &Records::from(turned));
            prop_assert_eq!(made.contains(other), records.contains(&other));
            prop_assert_eq!(made.is_empty(), records.is_empty());
        }
    }

    #[test]
    fn a_fingerprint_tells_where_a_text_ends() {
        let stored = |id: &str, name: &str| StoredName {
            id: id.to_owned(),
            name: name.to_owned(),
            ..StoredName::default()
        };
        let (one, other) = (stored("ab", "c"), stored("a", "bc"));
        assert_ne!(one.fingerprint(), other.fingerprint());
        assert_eq!(
            fingerprints(&[one.clone(), other.clone()]),
            [one.fingerprint(), other.fingerprint()]
        );
        // Folders of earlier runs know it by this number.
        assert_eq!(
            stored("7", "Jana Novak").fingerprint(),
            0xa607_4e03_52a8_c22e
        );
    }
}
