//! Who else used a network address.

use std::collections::BTreeSet;

use datafusion::arrow::array::{Array, AsArray, RecordBatch};

use crate::frequency::{Held, texts};
use crate::linking::Linking;
use crate::shared_value::{normal_identifier, realm_of};

/// An address of more users is a service, a carrier or a campus, and says nothing about those who meet there.
const MOST_USERS: usize = 12;
/// The realm in which network addresses are compared.
const ADDRESS: &str = "ip";
/// The realm of bank accounts and wallets.
const ACCOUNT: &str = "account";

/// Addresses that a few subjects used, with those who did, by the places under which linking knows them.
#[derive(Debug, Default)]
pub(crate) struct Neighbours {
    /// In the order of the hashes and places.
    used: Vec<(u64, u32)>,
    /// Accounts into which several are paid, by those who are: in the order of the places and hashes.
    paid_into: Vec<(u32, u64)>,
    /// Hashes of the addresses that are rented servers, ascending.
    servers: Vec<u64>,
}

impl Neighbours {
    /// From every value that at least two hold.
    pub(crate) fn of(tying: &[Held], linking: &Linking) -> Self {
        let of = |realm: &'static str| {
            tying
                .iter()
                .filter(move |held| realm_of(held.hash) == Some(realm))
                .filter_map(|held| Some((held.hash, linking.place(held.subject)?)))
        };
        let mut used: Vec<(u64, u32)> = of(ADDRESS).collect();
        used.sort_unstable();
        used.dedup();
        let mut few = Vec::new();
        for users in used.chunk_by(|a, b| a.0 == b.0) {
            if (2..=MOST_USERS).contains(&users.len()) {
                few.extend_from_slice(users);
            }
        }
        let mut paid_into: Vec<(u32, u64)> =
            of(ACCOUNT).map(|(hash, place)| (place, hash)).collect();
        paid_into.sort_unstable();
        paid_into.dedup();
        Self {
            used: few,
            paid_into,
            servers: Vec::new(),
        }
    }

    /// The addresses that stand in these facts as rented servers and that a few used: lists say that they are hosted,
    /// and none that they are the exit of a service.
    pub(crate) fn servers_in(&self, facts: &[RecordBatch]) -> Vec<u64> {
        let mut found = Vec::new();
        for facts in facts {
            let says = |column: &str, row: usize| {
                let told = facts
                    .column_by_name(column)
                    .and_then(|told| told.as_boolean_opt());
                told.is_some_and(|told| told.is_valid(row) && told.value(row))
            };
            let Some(addresses) = texts(facts, "ip") else {
                continue;
            };
            for (row, address) in addresses.iter().enumerate() {
                let relay = || ["vpn", "proxy", "tor"].iter().any(|kind| says(kind, row));
                if !says("hosting", row) || relay() {
                    continue;
                }
                let hash = address.and_then(|address| normal_identifier(ADDRESS, address));
                found.extend(
                    hash.map(|normal| normal.hash)
                        .filter(|hash| self.few_used(*hash)),
                );
            }
        }
        found
    }

    /// Names the addresses that are rented servers.
    pub(crate) fn with_servers(mut self, mut servers: Vec<u64>) -> Self {
        servers.sort_unstable();
        servers.dedup();
        self.servers = servers;
        self
    }

    /// Whether an address is a rented server.
    pub(crate) fn is_server(&self, hash: u64) -> bool {
        self.servers.binary_search(&hash).is_ok()
    }

    fn few_used(&self, hash: u64) -> bool {
        let at = self.used.partition_point(|used| used.0 < hash);
        self.used.get(at).is_some_and(|used| used.0 == hash)
    }

    /// Address by address, the hash and those who used it.
    pub(crate) fn addresses(&self) -> impl Iterator<Item = &[(u64, u32)]> {
        self.used.chunk_by(|a, b| a.0 == b.0)
    }

    /// Whether any two of these people are paid into one account.
    pub(crate) fn share_an_account(&self, places: impl Iterator<Item = u32>) -> bool {
        let mut known = BTreeSet::new();
        places.into_iter().any(|place| {
            let from = self.paid_into.partition_point(|paid| paid.0 < place);
            self.paid_into[from..]
                .iter()
                .take_while(|paid| paid.0 == place)
                .any(|paid| !known.insert(paid.1))
        })
    }
}
