//! What the columns of a table mean.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::error::Error;
use crate::source::table::Table;
use crate::{CountryRole, IdentifierKind, PartKind, RelationKind, Schema};

/// What a column holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Field {
    Id,
    Schema,
    Standing,
    Name,
    Alias,
    WeakAlias,
    FormerName,
    OriginalName,
    NamePart(PartKind),
    BirthDate,
    BirthPlace,
    Gender,
    Country(CountryRole),
    Address,
    Identifier(IdentifierKind),
    Wallet,
    Programme,
    Measure,
    LegalBasis,
    ListedOn,
    AmendedOn,
    Title,
    Position,
    Remark,
    Relation(RelationKind),
    Detail(String),
    Ignore,
}

impl Field {
    /// The field of a word in a mapping: `name`, `alias`, `family_name`, `passport`, `nationality`, `owned_by` … and
    /// `detail: LABEL` for anything else.
    pub(crate) fn parse(word: &str) -> Option<Self> {
        let word = word.trim();
        Some(match word {
            "id" => Self::Id,
            "schema" => Self::Schema,
            "standing" => Self::Standing,
            "name" => Self::Name,
            "alias" => Self::Alias,
            "weak_alias" => Self::WeakAlias,
            "former_name" => Self::FormerName,
            "original_name" => Self::OriginalName,
            "birth_date" => Self::BirthDate,
            "birth_place" => Self::BirthPlace,
            "gender" => Self::Gender,
            "country" => Self::Country(CountryRole::Unspecified),
            "address" => Self::Address,
            "wallet" => Self::Wallet,
            "programme" => Self::Programme,
            "measure" => Self::Measure,
            "legal_basis" => Self::LegalBasis,
            "listed_on" => Self::ListedOn,
            "amended_on" => Self::AmendedOn,
            "title" => Self::Title,
            "position" => Self::Position,
            "remark" => Self::Remark,
            "ignore" => Self::Ignore,
            "source" => Self::Detail("source".to_owned()),
            _ => {
                if let Some(label) = word.strip_prefix("detail:") {
                    return Some(Self::Detail(label.trim().to_owned()));
                }
                let part = word.strip_suffix("_name").and_then(PartKind::parse);
                return part
                    .map(Self::NamePart)
                    .or_else(|| {
                        let role = word.strip_suffix("_country").and_then(CountryRole::parse);
                        role.map(Self::Country)
                    })
                    // `registration` is a number; the country of registration is `registration_country`.
                    .or_else(|| IdentifierKind::parse(word).map(Self::Identifier))
                    .or_else(|| CountryRole::parse(word).map(Self::Country))
                    .or_else(|| RelationKind::parse(word).map(Self::Relation));
            }
        })
    }
}

/// A mapping file.
///
/// ```toml
/// list = "our_watch_list"
/// separator = ";"
/// [columns]
/// "Ref" = "id"
/// "Full name" = "name"
/// "Also known as" = "alias"
/// "Type" = "schema"
/// "Internal note" = "ignore"
/// [schema]
/// "natural person" = "person"
/// ```
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Mapping {
    pub(crate) list: String,
    #[serde(default)]
    pub(crate) title: Option<String>,
    #[serde(default)]
    pub(crate) publisher: Option<String>,
    #[serde(default)]
    pub(crate) published: Option<String>,
    /// Parts the columns; told from the header where it is not given.
    #[serde(default)]
    delimiter: Option<String>,
    /// Parts several values in one cell.
    #[serde(default)]
    separator: Option<String>,
    /// Lines above the header.
    #[serde(default)]
    pub(crate) skip_lines: usize,
    /// Column to field.
    columns: BTreeMap<String, String>,
    /// The table's own words for kinds of parties.
    #[serde(default)]
    schema: BTreeMap<String, Schema>,
}

/// A mapping fitted to a header.
pub(super) struct Columns {
    pub(super) id: Option<usize>,
    pub(super) fields: Vec<(usize, Field)>,
}

impl Mapping {
    pub(crate) fn read(text: &str) -> Result<Self, Error> {
        let mapping: Self = toml::from_str(text).map_err(|error| Error::Mapping {
            problem: error.to_string(),
        })?;
        for word in mapping.columns.values() {
            if Field::parse(word).is_none() {
                return Err(Error::Mapping {
                    problem: format!(
                        "there is no field \"{word}\"; use one of {}, or \"detail: LABEL\", or \"ignore\"",
                        fields().join(", ")
                    ),
                });
            }
        }
        if !mapping
            .columns
            .values()
            .any(|word| word == "name" || word.ends_with("_name"))
        {
            return Err(Error::Mapping {
                problem: "no column is mapped to a name; without names nothing can be screened"
                    .to_owned(),
            });
        }
        mapping.delimiter()?;
        Ok(mapping)
    }

    /// The mapping of a table whose columns are called like the fields.
    pub(crate) fn plain(list: &str, header: &str) -> Self {
        let names = header
            .trim_end()
            .split(',')
            .map(|name| name.trim_matches('"').to_owned());
        Self {
            list: list.to_owned(),
            title: None,
            publisher: None,
            published: None,
            delimiter: None,
            separator: None,
            skip_lines: 0,
            columns: names.map(|name| (name.clone(), name)).collect(),
            schema: BTreeMap::new(),
        }
    }

    /// What parts the columns, where the mapping says it.
    pub(super) fn delimiter(&self) -> Result<Option<u8>, Error> {
        match self.delimiter.as_deref() {
            None => Ok(None),
            Some("tab" | "\t") => Ok(Some(b'\t')),
            Some(text) if text.len() == 1 && text.is_ascii() => Ok(Some(text.as_bytes()[0])),
            Some(text) => Err(Error::Mapping {
                problem: format!(
                    "the delimiter \"{text}\" is not one character; write for example \";\" or \"tab\""
                ),
            }),
        }
    }

    /// The delimiter under which the header names most columns of the mapping; of equals the comma.
    pub(super) fn likely_delimiter(&self, file: &str, text: &str) -> u8 {
        let named = |delimiter: u8| {
            let is_mapped = |name: &&String| {
                self.columns
                    .keys()
                    .any(|column| column.trim().eq_ignore_ascii_case(name.trim()))
            };
            Table::with_header(file, text, delimiter, self.skip_lines)
                .map_or(0, |table| table.header().iter().filter(is_mapped).count())
        };
        [b'|', b'\t', b';', b',']
            .into_iter()
            .max_by_key(|delimiter| named(*delimiter))
            .unwrap_or(b',')
    }

    pub(super) fn separator(&self) -> char {
        self.separator
            .as_deref()
            .and_then(|text| text.chars().next())
            .unwrap_or(';')
    }

    pub(super) fn schema(&self, word: &str) -> Schema {
        let own = self
            .schema
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(word));
        own.map(|(_, schema)| *schema)
            .or_else(|| Schema::parse(&word.to_lowercase()))
            .unwrap_or(Schema::Unknown)
    }

    /// Fits the mapping to a header. The kind of party comes first: how a name is read hangs on it.
    pub(super) fn resolve(&self, file: &str, header: &[String]) -> Result<Columns, Error> {
        let mut columns = Columns {
            id: None,
            fields: Vec::new(),
        };
        for (name, word) in &self.columns {
            let place = header
                .iter()
                .position(|column| column.eq_ignore_ascii_case(name.trim()));
            let (Some(place), Some(field)) = (place, Field::parse(word)) else {
                return Err(Error::Columns {
                    file: file.to_owned(),
                    wanted: format!("\"{name}\", which the mapping names"),
                    found: header.join(", ").chars().take(600).collect(),
                });
            };
            if field == Field::Id {
                columns.id = Some(place);
            }
            columns.fields.push((place, field));
        }
        columns
            .fields
            .sort_by_key(|(place, field)| (*field != Field::Schema, *place));
        Ok(columns)
    }
}

/// Every word that a mapping knows.
fn fields() -> Vec<&'static str> {
    let plain = [
        "id",
        "schema",
        "standing",
        "name",
        "alias",
        "weak_alias",
        "former_name",
        "original_name",
        "family_name",
        "given_name",
        "middle_name",
        "birth_date",
        "birth_place",
        "gender",
        "country",
        "address",
        "wallet",
        "programme",
        "measure",
        "legal_basis",
        "listed_on",
        "amended_on",
        "title",
        "position",
        "remark",
        "source",
    ];
    let countries = CountryRole::ALL.iter().map(|role| role.as_str());
    let numbers = IdentifierKind::ALL.iter().map(|kind| kind.as_str());
    let ties = RelationKind::ALL.iter().map(|kind| kind.as_str());
    plain
        .into_iter()
        .chain(countries)
        .chain(numbers)
        .chain(ties)
        .collect()
}
