//! The names of all parties on the sanctions lists in use, ready to be searched.

use std::collections::BTreeSet;

use bonafide_lists::Lists;
use bonafide_names::{Birth, Entry, Index, Schema, Strength};
use bonafide_sanctions::{IdentifierKind, Party, Standing};

/// What is shown of a listed party, and what is weighed beside its names.
#[derive(Debug, Clone, Default)]
pub(crate) struct Listed {
    pub(crate) list: String,
    pub(crate) entry: String,
    pub(crate) entity: String,
    pub(crate) schema: Schema,
    pub(crate) programme: String,
    pub(crate) legal_basis: String,
    pub(crate) listed_on: Option<jiff::civil::Date>,
    pub(crate) births: Vec<Birth>,
    pub(crate) countries: Vec<String>,
    pub(crate) documents: Vec<String>,
    pub(crate) wallets: Vec<String>,
}

/// Names in an index, with the parties that bear them.
#[derive(Debug)]
pub(crate) struct ListedNames {
    pub(crate) index: Index,
    pub(crate) parties: Vec<Listed>,
}

impl Default for ListedNames {
    fn default() -> Self {
        Self {
            index: Index::build([]),
            parties: Vec::new(),
        }
    }
}

impl ListedNames {
    /// All names of all parties that are listed themselves; those that a file only names for their
    /// ties stay out.
    pub(crate) fn of(lists: &Lists) -> Self {
        let mut parties = Vec::new();
        let mut entries = Vec::new();
        let listed = lists
            .parties()
            .filter(|(_, party)| party.standing == Standing::Listed);
        for (_, party) in listed {
            let number = parties.len() as u32;
            let schema = schema(party);
            entries.extend(party.names.iter().map(|name| Entry {
                text: name.text.clone(),
                schema,
                party: number,
                strength: strength(name.strength),
            }));
            parties.push(shown(party, schema));
        }
        Self {
            index: Index::build(entries),
            parties,
        }
    }
}

fn schema(party: &Party) -> Schema {
    use bonafide_sanctions::Schema as Said;
    match party.schema {
        Said::Person => Schema::Person,
        Said::Organisation => Schema::Organisation,
        Said::Vessel | Said::Aircraft => Schema::Vessel,
        Said::Asset | Said::Unknown => Schema::Unknown,
    }
}

fn strength(said: bonafide_sanctions::Strength) -> Strength {
    use bonafide_sanctions::Strength as Said;
    match said {
        Said::Strong => Strength::Strong,
        Said::OriginalScript => Strength::OriginalScript,
        Said::Former => Strength::Former,
        Said::Weak => Strength::Weak,
    }
}

fn shown(party: &Party, schema: Schema) -> Listed {
    let numbers = party.identifiers.iter().filter(|identifier| {
        matches!(
            identifier.kind,
            IdentifierKind::Passport
                | IdentifierKind::NationalId
                | IdentifierKind::Tax
                | IdentifierKind::Registration
        )
    });
    let countries: BTreeSet<String> = party
        .countries
        .iter()
        .filter_map(|country| country.code.clone())
        .collect();
    Listed {
        list: party.list.clone(),
        entry: party.id.clone(),
        entity: party.primary_name().to_owned(),
        schema,
        programme: party.programmes.join("; "),
        legal_basis: party.legal_bases.join("; "),
        listed_on: party.listed_on,
        births: party.births.iter().filter_map(birth).collect(),
        countries: countries.into_iter().collect(),
        documents: numbers
            .map(|identifier| identifier.number.clone())
            .collect(),
        wallets: party
            .wallets
            .iter()
            .filter(|wallet| wallet.chain.is_some())
            .map(|wallet| wallet.address.clone())
            .collect(),
    }
}

/// A birth date as far as the list knows it; none where its text was not understood.
fn birth(said: &bonafide_sanctions::Birth) -> Option<Birth> {
    let (from, to) = match (said.earliest, said.latest) {
        (Some(from), Some(to)) => (from, to),
        (Some(only), None) | (None, Some(only)) => (only, only),
        (None, None) => return None,
    };
    let one_month = (from.year(), from.month()) == (to.year(), to.month());
    Some(Birth {
        from_year: from.year(),
        to_year: to.year(),
        month: one_month.then(|| from.month().unsigned_abs()),
        day: (from == to).then(|| from.day().unsigned_abs()),
    })
}
