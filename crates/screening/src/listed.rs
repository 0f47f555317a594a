//! The names of all parties on the sanctions lists in use, ready to be searched.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use bonafide_lists::{Lists, SanctionsEntry};
use bonafide_mapped::Folder;
use bonafide_names::{Birth, Entry, Gender, Index, Schema, Strength, scoring_version};
use bonafide_sanctions::{Format, IdentifierKind, Party, Standing};
use bonafide_signals::identifier;
use sha2::{Digest, Sha256};

use crate::owned::owned;

/// What is shown of a party, and what is weighed beside its names.
#[derive(Debug, Clone, Default)]
pub struct Listed {
    /// The short name of the list: `ofac_sdn`, `un`, `eu` …
    pub list: String,
    /// The version of the list: name of the artefact, its date, the beginning of its hash.
    pub version: Arc<str>,
    /// The number of the entry.
    pub entry: String,
    /// The primary name.
    pub entity: String,
    /// What kind of party it is.
    pub schema: Schema,
    /// Programmes, with `; ` between them.
    pub programme: String,
    /// Acts and orders, with `; ` between them.
    pub legal_basis: String,
    /// The day of listing.
    pub listed_on: Option<jiff::civil::Date>,
    /// Dates of birth, as exactly as the list knows them.
    pub births: Vec<Birth>,
    /// The gender that the list states, where it states one.
    pub gender: Option<Gender>,
    /// Countries as two-letter codes.
    pub countries: Vec<String>,
    /// Numbers, each with its kind in the records and the country that issued it.
    pub documents: Vec<Number>,
    /// Digital-currency addresses.
    pub wallets: Vec<String>,
    /// Why the party is screened although it is not listed itself: who owns it.
    pub ownership: Option<String>,
    /// Where its whole entry stands.
    source: Option<(Arc<SanctionsEntry>, usize)>,
    fingerprint: OnceLock<String>,
}

impl Listed {
    /// A hash of all that the list says of the party: another one when the entry changes.
    pub fn fingerprint(&self) -> &str {
        self.fingerprint.get_or_init(|| {
            let party = self
                .source
                .as_ref()
                .and_then(|(entry, place)| entry.parties().get(*place));
            // What stands in `ownership` is the work of other entries: it changes with them.
            let own = party.map(Party::fingerprint).unwrap_or_default();
            match &self.ownership {
                Some(why) => format!("{own} {why}"),
                None => own,
            }
        })
    }
}

/// A number that somebody issued.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Number {
    /// `document`, `tax_id` or `registration`.
    pub kind: &'static str,
    /// Letters and digits alone.
    pub plain: String,
    /// Two-letter code, where it is known.
    pub country: Option<String>,
}

impl Number {
    /// A number long enough not to be shared by chance, and no placeholder.
    pub fn new(kind: &'static str, number: &str, country: Option<&str>) -> Option<Self> {
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
    pub fn is(&self, other: &Self) -> bool {
        let elsewhere = matches!((&self.country, &other.country), (Some(a), Some(b)) if a != b);
        self.kind == other.kind && self.plain == other.plain && !elsewhere
    }
}

/// Names in an index, with the parties that bear them.
#[derive(Debug)]
pub struct ListedNames {
    /// Every name; its party is a place in [`ListedNames::parties`].
    pub index: Index,
    /// The parties.
    pub parties: Vec<Listed>,
    /// Whether some list is whole, so that not to be found means something.
    pub is_whole: bool,
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
    /// All names of all parties that are listed, and of those that listed parties own by half or more. Parties that a
    /// file only names for other ties stay out.
    pub fn of(lists: &Lists) -> Self {
        Self::chosen(lists, |_, _| true)
    }

    /// The same as [`ListedNames::of`], with the index kept in that folder from run to run: it is addressed by what it
    /// holds, so that another version of a list gets another index. Where it can neither be read nor written it is
    /// built in memory.
    pub fn kept(lists: &Lists, folder: &Folder) -> Self {
        let (entries, parties) = gather(lists, |_, _| true);
        let name = format!("listed-{}.index", address(&entries));
        let opened = match folder.open(&name) {
            Ok(Some(bytes)) => Index::open(bytes).ok(),
            _ => None,
        };
        let index = opened.unwrap_or_else(|| {
            let built = Index::build(entries);
            match folder.keep(&name, built.as_bytes()) {
                Ok(bytes) => {
                    let _ = folder.keep_only(&name);
                    Index::open(bytes).unwrap_or(built)
                }
                Err(_) => built,
            }
        });
        Self::with(index, parties, lists)
    }

    fn with(index: Index, parties: Vec<Listed>, lists: &Lists) -> Self {
        Self {
            index,
            parties,
            is_whole: lists.sanctions().iter().any(is_whole),
        }
    }

    /// The same of those lists and parties alone that `keep` wants; it is told the name of the artefact.
    pub fn chosen(lists: &Lists, keep: impl Fn(&str, &Party) -> bool) -> Self {
        let (entries, parties) = gather(lists, keep);
        Self::with(Index::build(entries), parties, lists)
    }
}

/// The hash of everything that goes into an index, of the program that builds it and of how it reads names.
fn address(entries: &[Entry]) -> String {
    let mut digest = Sha256::new();
    digest.update(env!("CARGO_PKG_VERSION"));
    digest.update(scoring_version());
    for entry in entries {
        digest.update(entry.party.to_le_bytes());
        digest.update([entry.schema as u8, entry.strength as u8]);
        digest.update((entry.text.len() as u64).to_le_bytes());
        digest.update(&entry.text);
    }
    let hash = digest.finalize();
    hash.iter()
        .take(12)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Whether a list can say that a party is not on it. An extract cannot, and a table of the firm's own may be one.
fn is_whole(entry: &Arc<SanctionsEntry>) -> bool {
    !entry.about.attributes.partial && entry.list.about.format != Format::Mapped
}

/// The names and parties of the lists in use, in the order of the lists.
pub(crate) fn gather(
    lists: &Lists,
    keep: impl Fn(&str, &Party) -> bool,
) -> (Vec<Entry>, Vec<Listed>) {
    // The lists say which of several versions of one entry holds.
    let yielded: BTreeSet<*const Party> = lists
        .parties()
        .map(|(_, party)| std::ptr::from_ref(party))
        .collect();
    let mut parties = Vec::new();
    let mut entries = Vec::new();
    for list in lists.sanctions() {
        let owned = owned(list.parties());
        let version: Arc<str> = version(list.name(), list.date(), &list.sha256).into();
        for (place, party) in list.parties().iter().enumerate() {
            let ownership = owned.get(&party.id);
            let screened = party.standing == Standing::Listed || ownership.is_some();
            if !screened
                || !yielded.contains(&std::ptr::from_ref(party))
                || !keep(list.name(), party)
            {
                continue;
            }
            let number = parties.len() as u32;
            let schema = schema(party);
            entries.extend(party.names.iter().map(|name| Entry {
                text: name.text.clone(),
                schema,
                party: number,
                strength: strength(name.strength),
            }));
            parties.push(Listed {
                version: Arc::clone(&version),
                ownership: ownership.cloned(),
                source: Some((Arc::clone(list), place)),
                ..shown(party, schema)
            });
        }
    }
    (entries, parties)
}

/// Which version of a list it is: `sdn of 2025-12-24 (3f9a0c1b22d4)`.
pub fn version(name: &str, date: Option<&str>, sha256: &str) -> String {
    let hash = sha256.get(..12).unwrap_or(sha256);
    match date {
        Some(date) => format!("{name} of {date} ({hash})"),
        None => format!("{name} ({hash})"),
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
        gender: gender(party),
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
        ..Listed::default()
    }
}

/// The gender, where the list states exactly one.
fn gender(party: &Party) -> Option<Gender> {
    match party.genders.as_slice() {
        [bonafide_sanctions::Gender::Male] => Some(Gender::Male),
        [bonafide_sanctions::Gender::Female] => Some(Gender::Female),
        _ => None,
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
