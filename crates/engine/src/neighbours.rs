//! Who else used a network address.

use crate::frequency::Held;
use crate::linking::Linking;
use crate::shared_value::realm_of;

/// An address of more users is a service, a carrier or a campus, and says nothing about those who meet there.
const MOST_USERS: usize = 12;
/// The realm in which network addresses are compared.
const REALM: &str = "ip";

/// Addresses that a few subjects used, with those who did, by the places under which linking knows them.
#[derive(Debug, Default)]
pub(crate) struct Neighbours {
    /// In the order of the hashes and places.
    used: Vec<(u64, u32)>,
}

impl Neighbours {
    /// From every value that at least two hold.
    pub(crate) fn of(tying: &[Held], linking: &Linking) -> Self {
        let mut used: Vec<(u64, u32)> = tying
            .iter()
            .filter(|held| realm_of(held.hash) == Some(REALM))
            .filter_map(|held| Some((held.hash, linking.place(held.subject)?)))
            .collect();
        used.sort_unstable();
        used.dedup();
        let mut few = Vec::new();
        for users in used.chunk_by(|a, b| a.0 == b.0) {
            if (2..=MOST_USERS).contains(&users.len()) {
                few.extend_from_slice(users);
            }
        }
        Self { used: few }
    }

    /// Address by address, the hash and those who used it.
    pub(crate) fn addresses(&self) -> impl Iterator<Item = &[(u64, u32)]> {
        self.used.chunk_by(|a, b| a.0 == b.0)
    }
}
