//! The names of all parties on the sanctions lists in use, ready to be searched.

use std::collections::BTreeSet;

use bonafide_lists::Lists;
use bonafide_names::{Birth, Entry, Index, Schema, Strength};
use bonafide_sanctions::{IdentifierKind, Party, Standing};
use bonafide_signals::identifier;

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
    /// Numbers, each with its kind in the records and the country that issued it.
    pub(crate) documents: Vec<Number>,
    pub(crate) wallets: Vec<String>,
}

/// A number that somebody issued.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Number {
    /// `document`, `tax_id` or `registration`.
    pub(crate) kind: &'static str,
    /// Letters and digits alone.
    pub(crate) plain: String,
    /// Two-letter code, where it is known.
    pub(crate) country: Option<String>,
}

impl Number {
    /// A number long enough not to be shared by chance, and no placeholder.
    pub(crate) fn new(kind: &'static str, number: &str, country: Option<&str>) -> Option<Self> {
        const LEAST: usize = 7;
        let plain: String = number
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|letter| letter.to_ascii_uppercase())
            .collect();
        let country = country.map(|code| code.trim().to_ascii_uppercase());
        (plain.len() >= LEAST && !identifier::is_placeholder(&plain)).then_some(Self {
            kind,
            plain,
            country: country.filter(|code| code.len() == 2),
        })
    }

    /// Whether two numbers are one: two countries give out equal numbers.
    pub(crate) fn is(&self, other: &Self) -> bool {
        let elsewhere = matches!((&self.country, &other.country), (Some(a), Some(b)) if a != b);
        self.kind == other.kind && self.plain == other.plain && !elsewhere
    }
}

/// Names in an index, with the parties that bear them.
#[derive(Debug)]
pub(crate) struct ListedNames {
    pub(crate) index: Index,
    pub(crate) parties: Vec<Listed>,
    /// Whether some list is whole, so that not to be found means something.
    pub(crate) is_whole: bool,
}

impl Default for ListedNames {
    fn default() -> Self {
        Self {
            index: Index::build([]),
            parties: Vec::new(),
            is_whole: false,
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
            is_whole: lists
                .sanctions()
                .iter()
                .any(|entry| !entry.about.attributes.partial),
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
    let numbers = party.identifiers.iter().filter_map(|identifier| {
        let kind = match identifier.kind {
            IdentifierKind::Passport | IdentifierKind::NationalId => "document",
            IdentifierKind::Tax => "tax_id",
            IdentifierKind::Registration => "registration",
            _ => return None,
        };
        Number::new(kind, &identifier.number, identifier.country.as_deref())
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
        documents: numbers.collect(),
        wallets: party
            .wallets
            .iter()
            .map(|wallet| wallet.address.clone())
            .collect(),
    }
}

/// Years by which a birth that a list gives as "circa" may be off.
const CIRCA: i16 = 2;

/// A birth date as far as the list knows it; none where its text was not understood.
fn birth(said: &bonafide_sanctions::Birth) -> Option<Birth> {
    let (from, to) = match (said.earliest, said.latest) {
        (Some(from), Some(to)) => (from, to),
        (Some(only), None) | (None, Some(only)) => (only, only),
        (None, None) => return None,
    };
    if said.precision == bonafide_sanctions::Precision::Circa {
        return Some(Birth {
            from_year: from.year() - CIRCA,
            to_year: to.year() + CIRCA,
            month: None,
            day: None,
        });
    }
    let one_month = (from.year(), from.month()) == (to.year(), to.month());
    Some(Birth {
        from_year: from.year(),
        to_year: to.year(),
        month: one_month.then(|| from.month().unsigned_abs()),
        day: (from == to).then(|| from.day().unsigned_abs()),
    })
}
