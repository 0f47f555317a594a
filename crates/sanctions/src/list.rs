//! A sanctions list as read: what it is, who stands on it, and the account of the reading.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::counts::Counts;
use crate::{Format, Party};

/// What a list is and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// The short name that stands in [`Party::list`].
    pub list: String,
    /// The title.
    pub title: String,
    /// Who publishes it.
    pub publisher: String,
    /// The format that was read.
    pub format: Format,
    /// The day or moment of publication, where the file says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// The files.
    pub files: Vec<FileAbout>,
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileAbout {
    /// Its name, as given.
    pub name: String,
    /// Its length.
    pub bytes: u64,
    /// The encoding of its text.
    pub encoding: String,
}

/// A list with everything in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SanctionsList {
    /// What it is.
    pub about: About,
    /// Who stands on it, in the order of list and number.
    pub parties: Vec<Party>,
    /// What was read, used and left out.
    pub counts: Counts,
}

impl SanctionsList {
    /// Puts parties into their canonical order and completes the account.
    pub(crate) fn finish(about: About, mut parties: Vec<Party>, mut counts: Counts) -> Self {
        for party in &mut parties {
            counts.duplicates += party.tidy();
        }
        sort(&mut parties);
        let repeated = number_apart(&mut parties);
        if repeated > 0 {
            counts.notes.push(format!(
                "{repeated} entries bear a number that another entry bears; they are kept, with ~2, ~3 … behind the number"
            ));
            sort(&mut parties);
        }
        for (table, count) in tables(&parties) {
            counts.kept.insert(table.to_owned(), count);
        }
        Self {
            about,
            parties,
            counts,
        }
    }

    /// The party of a number.
    #[must_use]
    pub fn party(&self, id: &str) -> Option<&Party> {
        self.parties.iter().find(|party| party.id == id)
    }
}

/// Gives entries that bear the number of another one a number of their own; returns how many there were.
fn number_apart(parties: &mut [Party]) -> u64 {
    let is_same = |pair: &[Party]| pair[0].id == pair[1].id && pair[0].list == pair[1].list;
    if !parties.windows(2).any(is_same) {
        return 0;
    }
    let mut taken: HashSet<(String, String)> = HashSet::with_capacity(parties.len());
    let mut repeated = 0;
    for party in parties {
        let base = party.id.clone();
        let mut count = 1_u32;
        while !taken.insert((party.list.clone(), party.id.clone())) {
            count += 1;
            party.id = format!("{base}~{count}");
        }
        repeated += u64::from(count > 1);
    }
    repeated
}

/// Canonical order: by list, then number; numbers of digits by their value.
fn sort(parties: &mut [Party]) {
    let order = |a: &Party, b: &Party| {
        (&a.list, a.id.len(), &a.id)
            .cmp(&(&b.list, b.id.len(), &b.id))
            .then_with(|| a.names.cmp(&b.names))
    };
    if !parties.is_sorted_by(|a, b| order(a, b).is_le()) {
        parties.sort_by(order);
    }
}

fn tables(parties: &[Party]) -> Vec<(&'static str, u64)> {
    let total = |of: fn(&Party) -> usize| parties.iter().map(of).sum::<usize>() as u64;
    vec![
        ("parties", parties.len() as u64),
        ("names", total(|party| party.names.len())),
        ("births", total(|party| party.births.len())),
        ("birth places", total(|party| party.birth_places.len())),
        ("genders", total(|party| party.genders.len())),
        ("countries", total(|party| party.countries.len())),
        ("addresses", total(|party| party.addresses.len())),
        ("identifiers", total(|party| party.identifiers.len())),
        ("wallets", total(|party| party.wallets.len())),
        ("programmes", total(|party| party.programmes.len())),
        ("measures", total(|party| party.measures.len())),
        ("legal bases", total(|party| party.legal_bases.len())),
        ("titles", total(|party| party.titles.len())),
        ("positions", total(|party| party.positions.len())),
        ("remarks", total(|party| party.remarks.len())),
        ("details", total(|party| party.details.len())),
        ("relations", total(|party| party.relations.len())),
    ]
}
