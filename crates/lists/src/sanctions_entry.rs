//! A sanctions list that is in use.

use std::sync::Arc;

use bonafide_sanctions::{Party, SanctionsList};

use crate::About;
use crate::in_force::authority;

/// A sanctions list that is in use, with everything that it says of its parties.
#[derive(Debug)]
pub struct SanctionsEntry {
    /// What is known about the artefact: name, source, date, licence.
    pub about: About,
    /// The hash of its bytes, in hexadecimal.
    pub sha256: String,
    /// The list as read: title, publisher, parties, counts.
    pub list: SanctionsList,
}

impl SanctionsEntry {
    /// The name of the artefact.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.about.name
    }

    /// The day that the list is of, where it is known.
    #[must_use]
    pub fn date(&self) -> Option<&str> {
        self.about.date.as_deref()
    }

    /// Who stands on it, and who is only named for ties to those (see [`bonafide_sanctions::Standing`]).
    #[must_use]
    pub fn parties(&self) -> &[Party] {
        &self.list.parties
    }
}

/// The entry of a sanctions list that a wallet or an identifier stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// The short name of the list: `ofac_sdn`, `un`, `eu` …
    pub list: Arc<str>,
    /// The number of the entry in that list.
    pub id: Box<str>,
    /// The primary name.
    pub entity: Box<str>,
    /// The programmes, with `; ` between them.
    pub programme: Box<str>,
}

impl Listing {
    /// The authority that the entry's number is of: see [`authority`].
    #[must_use]
    pub fn authority(&self) -> &str {
        authority(&self.list)
    }

    /// Whether both are one entry, perhaps of two copies of a list: the authority and the number are the same.
    #[must_use]
    pub fn is_same_entry(&self, other: &Self) -> bool {
        self.id == other.id && self.authority() == other.authority()
    }
}
