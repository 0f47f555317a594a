//! One entry of a sanctions list, in the shape that all lists share.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::words::words;
use crate::{Birth, Identifier, ListedName, ListedWallet, Relation};

words! {
    /// What kind of thing is listed.
    Schema {
        /// A human being.
        Person = "person",
        /// A company, body, group, bank, ministry: anything that is no human being and no craft.
        Organisation = "organisation",
        /// A ship.
        Vessel = "vessel",
        /// An aircraft.
        Aircraft = "aircraft",
        /// A wallet or other asset listed in its own right.
        Asset = "asset",
        /// The list does not say.
        Unknown = "unknown",
    }
}

words! {
    /// Whether the party is listed.
    Standing {
        /// The party is on the list.
        Listed = "listed",
        /// The file names the party because of its ties; it is not listed itself.
        Linked = "linked",
        /// The party was listed and no longer is; the file still tells it.
        Delisted = "delisted",
    }
}

words! {
    /// Gender as the list states it.
    Gender {
        /// Male.
        Male = "male",
        /// Female.
        Female = "female",
        /// Another word stands in the list.
        Other = "other",
    }
}

words! {
    /// What a country has to do with a party.
    CountryRole {
        /// Nationality.
        Nationality = "nationality",
        /// Citizenship, where the list tells it from nationality.
        Citizenship = "citizenship",
        /// Residence or seat.
        Residence = "residence",
        /// Registration or incorporation.
        Registration = "registration",
        /// Flag of a ship or craft.
        Flag = "flag",
        /// Flag that it no longer flies.
        FormerFlag = "former_flag",
        /// The list names a country and not why.
        Unspecified = "unspecified",
    }
}

/// A listed party with everything that its list says of it.
///
/// Fields that hold many values are sorted and hold no value twice (see [`Party::tidy`]), so that equal entries are
/// equal values whatever order a file had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// The list, for example `ofac_sdn`, `un`, `eu`, `uk`.
    pub list: String,
    /// The list's own, stable number of the entry.
    pub id: String,
    /// What kind of thing is listed.
    pub schema: Schema,
    /// Whether the party itself is listed.
    #[serde(default = "listed", skip_serializing_if = "is_listed")]
    pub standing: Standing,
    /// Names, the primary name first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<ListedName>,
    /// Dates of birth (of building or founding: see [`Party::details`]).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub births: Vec<Birth>,
    /// Places of birth.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub birth_places: Vec<Place>,
    /// Genders.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub genders: Vec<Gender>,
    /// Nationalities and other countries.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub countries: Vec<PartyCountry>,
    /// Addresses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub addresses: Vec<Address>,
    /// Passports, registrations, phones, handles and other numbers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub identifiers: Vec<Identifier>,
    /// Digital-currency addresses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wallets: Vec<ListedWallet>,
    /// Sanctions programmes or regimes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub programmes: Vec<String>,
    /// What is imposed: asset freeze, travel ban …
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub measures: Vec<String>,
    /// Acts, orders, resolutions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub legal_bases: Vec<String>,
    /// The day of listing; the first, where there are several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub listed_on: Option<Date>,
    /// Days on which the entry was amended.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub amended_on: Vec<Date>,
    /// Titles and honorifics, kept out of the names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub titles: Vec<String>,
    /// Offices and functions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub positions: Vec<String>,
    /// Free text of the list.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<String>,
    /// Everything labelled that has no field of its own (tonnage, eye colour, secondary sanctions …).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub details: Vec<Detail>,
    /// Ties to other parties.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub relations: Vec<Relation>,
}

/// A place as written, with its parts where the list gives them.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The place in one line.
    pub text: String,
    /// The country as a two-letter code, where its name is understood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// A remark of the list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A country and what it has to do with the party.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PartyCountry {
    /// Why the country is named.
    pub role: CountryRole,
    /// The country as written.
    pub text: String,
    /// Its two-letter code, where the name is understood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// A postal address.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Address {
    /// The whole address in one line.
    pub text: String,
    /// Street, house, building.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub street: Option<String>,
    /// Town, with what the list writes beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// State, province, region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Postal code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<String>,
    /// The country as a two-letter code, where its name is understood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// A remark of the list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A labelled fact without a field of its own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Detail {
    /// The label, in the words of the list.
    pub label: String,
    /// The fact.
    pub text: String,
}

impl Party {
    /// A party of which nothing is known yet but its number.
    #[must_use]
    pub fn new(list: impl Into<String>, id: impl Into<String>, schema: Schema) -> Self {
        Self {
            list: list.into(),
            id: id.into(),
            schema,
            standing: Standing::Listed,
            names: Vec::new(),
            births: Vec::new(),
            birth_places: Vec::new(),
            genders: Vec::new(),
            countries: Vec::new(),
            addresses: Vec::new(),
            identifiers: Vec::new(),
            wallets: Vec::new(),
            programmes: Vec::new(),
            measures: Vec::new(),
            legal_bases: Vec::new(),
            listed_on: None,
            amended_on: Vec::new(),
            titles: Vec::new(),
            positions: Vec::new(),
            remarks: Vec::new(),
            details: Vec::new(),
            relations: Vec::new(),
        }
    }

    /// The name that the list leads with; empty where it gives none.
    #[must_use]
    pub fn primary_name(&self) -> &str {
        self.names.first().map_or("", |name| name.text.as_str())
    }

    /// Sorts every field and takes out values that stand twice; returns how many were taken out.
    pub fn tidy(&mut self) -> u64 {
        tidy(&mut self.names)
            + tidy(&mut self.births)
            + tidy(&mut self.birth_places)
            + tidy(&mut self.genders)
            + tidy(&mut self.countries)
            + tidy(&mut self.addresses)
            + tidy(&mut self.identifiers)
            + tidy(&mut self.wallets)
            + tidy(&mut self.programmes)
            + tidy(&mut self.measures)
            + tidy(&mut self.legal_bases)
            + tidy(&mut self.amended_on)
            + tidy(&mut self.titles)
            + tidy(&mut self.positions)
            + tidy(&mut self.remarks)
            + tidy(&mut self.details)
            + tidy(&mut self.relations)
    }

    /// A hash of all that the entry says: it changes when, and only when, the entry does.
    ///
    /// A decision on a pair of records holds as long as both fingerprints stay.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let text =
            serde_json::to_vec(self).expect("a party is plain text, which JSON can always hold");
        let digest = Sha256::digest(text);
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Gives back room that was taken in advance. A list of tens of thousands of parties is a fourth of the size then,
    /// and read the faster for it.
    pub(crate) fn shrink(&mut self) {
        self.names.shrink_to_fit();
        self.births.shrink_to_fit();
        self.birth_places.shrink_to_fit();
        self.countries.shrink_to_fit();
        self.addresses.shrink_to_fit();
        self.identifiers.shrink_to_fit();
        self.details.shrink_to_fit();
        self.remarks.shrink_to_fit();
        self.programmes.shrink_to_fit();
        self.measures.shrink_to_fit();
        self.legal_bases.shrink_to_fit();
    }

    /// Adds a detail unless it is empty.
    pub(crate) fn detail(&mut self, label: &str, text: &str) {
        let text = text.trim();
        if !text.is_empty() {
            self.details.push(Detail {
                label: label.to_owned(),
                text: text.to_owned(),
            });
        }
    }

    /// Adds a country unless it is empty; "Russian, Ukrainian" and "Syrian/Iranian" are two.
    pub(crate) fn country(&mut self, role: CountryRole, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        let known = crate::country::code(text);
        let parts: Vec<&str> = text
            .split([',', '/'])
            .flat_map(|part| part.split(" and "))
            .map(str::trim)
            .collect();
        let are_countries = || {
            parts
                .iter()
                .all(|part| crate::country::static_code(part).is_some())
        };
        if known.is_none() && parts.len() > 1 && are_countries() {
            for part in parts {
                self.country(role, part);
            }
            return;
        }
        put(
            &mut self.countries,
            Some(PartyCountry {
                role,
                text: text.to_owned(),
                code: known,
            }),
        );
    }

    /// Adds what the list says of the gender unless it is empty.
    pub(crate) fn gender(&mut self, text: &str) {
        let text = text.trim().trim_end_matches('.');
        let gender = match text.to_lowercase().as_str() {
            "" => return,
            "male" | "m" | "man" | "男" | "男性" | "남" | "남성" => Gender::Male,
            "female" | "f" | "woman" | "女" | "女性" | "여" | "여성" => Gender::Female,
            _ => {
                self.detail("gender", text);
                Gender::Other
            }
        };
        self.genders.push(gender);
    }

    /// Notes a day of listing; the earliest stays.
    pub(crate) fn listed(&mut self, day: Option<Date>) {
        if let Some(day) = day {
            self.listed_on = Some(self.listed_on.map_or(day, |known| known.min(day)));
        }
    }

    /// Adds a remark unless it is empty.
    pub(crate) fn remark(&mut self, text: &str) {
        push_text(&mut self.remarks, text);
    }
}

impl Address {
    /// An address of parts, joined in the order street, city, region, postal code, country; `None` when all are empty.
    #[must_use]
    pub fn from_parts(
        street: &str,
        city: &str,
        region: &str,
        postal_code: &str,
        country: &str,
        note: &str,
    ) -> Option<Self> {
        let parts = [street, city, region, postal_code, country].map(str::trim);
        let given: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        if given.is_empty() && note.trim().is_empty() {
            return None;
        }
        Some(Self {
            text: given.join(", "),
            street: filled(street),
            city: filled(city),
            region: filled(region),
            postal_code: filled(postal_code),
            country: crate::country::code(country),
            note: filled(note),
        })
    }

    /// An address in one line; the country is looked for behind the last comma.
    #[must_use]
    pub fn from_line(text: &str) -> Option<Self> {
        let text = text.trim();
        (!text.is_empty()).then(|| Self {
            text: text.to_owned(),
            country: crate::country::at_the_end(text),
            ..Self::default()
        })
    }
}

impl Place {
    /// A place in one line; the country is looked for behind the last comma.
    #[must_use]
    pub fn from_line(text: &str) -> Option<Self> {
        let text = text.trim();
        (!text.is_empty()).then(|| Self {
            text: text.to_owned(),
            country: crate::country::at_the_end(text),
            note: None,
        })
    }
}

fn listed() -> Standing {
    Standing::Listed
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_listed(standing: &Standing) -> bool {
    *standing == Standing::Listed
}

/// Text that is not blank.
pub(crate) fn filled(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// Adds a value; a first one takes no more room than it needs, for most fields hold one.
pub(crate) fn put<T>(into: &mut Vec<T>, value: Option<T>) {
    if let Some(value) = value {
        if into.capacity() == 0 {
            into.reserve_exact(1);
        }
        into.push(value);
    }
}

/// Adds text unless it is blank.
pub(crate) fn push_text(into: &mut Vec<String>, text: &str) {
    put(into, filled(text));
}

fn tidy<T: Ord>(values: &mut Vec<T>) -> u64 {
    if values.len() < 2 {
        return 0;
    }
    let before = values.len();
    values.sort_unstable();
    values.dedup();
    (before - values.len()) as u64
}
