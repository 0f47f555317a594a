//! Reads a catalogue from the texts of its files.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::{Catalogue, Duty, Edition, Excluded, Indicator, Measure, Source};

/// What cannot be read in the files of a catalogue.
#[derive(Debug, thiserror::Error)]
pub enum CatalogueError {
    /// A JSON file does not fit.
    #[error("{file} cannot be read: {source}; correct the entry at that line")]
    Json {
        /// The file.
        file: String,
        /// Why.
        source: serde_json::Error,
    },
    /// A TOML file does not fit.
    #[error("{file} cannot be read: {source}")]
    Toml {
        /// The file.
        file: String,
        /// Why.
        source: Box<toml::de::Error>,
    },
    /// A file that must be there is not.
    #[error("{file} is missing; {help}")]
    Missing {
        /// The file.
        file: String,
        /// What to do.
        help: &'static str,
    },
    /// An id stands twice.
    #[error("{file} has the id `{id}` twice; remove one")]
    Twice {
        /// The file.
        file: String,
        /// The id.
        id: String,
    },
    /// Two catalogues have the same id.
    #[error("the id `{id}` of {what} is taken by another catalogue; choose another")]
    Taken {
        /// The kind of entry.
        what: &'static str,
        /// The id.
        id: String,
    },
    /// An entry of a firm's own folder does not keep to its rules.
    #[error("{file}: {problem}")]
    Own {
        /// The file.
        file: String,
        /// What is wrong, and what to do.
        problem: String,
    },
}

/// The texts of the files that make up a catalogue, by name of the file.
#[derive(Debug, Clone, Default)]
pub struct CatalogueTexts<'a> {
    files: BTreeMap<String, Cow<'a, str>>,
}

/// The files of the catalogue that comes with the program.
const EMBEDDED: [(&str, &str); 10] = [
    (
        "catalogue.toml",
        include_str!("../../../../catalogue/catalogue.toml"),
    ),
    (
        "indicators.json",
        include_str!("../../../../catalogue/indicators.json"),
    ),
    (
        "measures.json",
        include_str!("../../../../catalogue/measures.json"),
    ),
    (
        "excluded.json",
        include_str!("../../../../catalogue/excluded.json"),
    ),
    (
        "sources.json",
        include_str!("../../../../catalogue/sources.json"),
    ),
    (
        "questions.toml",
        include_str!("../../../../catalogue/questions.toml"),
    ),
    (
        "pending.toml",
        include_str!("../../../../catalogue/pending.toml"),
    ),
    (
        "measures-used.toml",
        include_str!("../../../../catalogue/measures-used.toml"),
    ),
    (
        "refusals.toml",
        include_str!("../../../../catalogue/refusals.toml"),
    ),
    (
        "duties.toml",
        include_str!("../../../../catalogue/duties.toml"),
    ),
];

/// The files of which a change needs a new version: what others have published.
const PUBLISHED: [&str; 4] = [
    "indicators.json",
    "measures.json",
    "excluded.json",
    "sources.json",
];

impl<'a> CatalogueTexts<'a> {
    /// The names of files that a catalogue may have.
    pub const NAMES: [&'static str; 13] = [
        "catalogue.toml",
        "indicators.json",
        "indicators.toml",
        "measures.json",
        "measures.toml",
        "excluded.json",
        "sources.json",
        "sources.toml",
        "questions.toml",
        "pending.toml",
        "measures-used.toml",
        "refusals.toml",
        "duties.toml",
    ];

    /// The files of this build.
    pub fn embedded() -> CatalogueTexts<'static> {
        let mut texts = CatalogueTexts::default();
        for (name, text) in EMBEDDED {
            texts.put(name, text);
        }
        texts
    }

    /// Puts in the text of a file.
    pub fn put(&mut self, name: &str, text: impl Into<Cow<'a, str>>) {
        self.files.insert(name.to_owned(), text.into());
    }

    /// The text of a file.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.files.get(name).map(AsRef::as_ref)
    }

    /// SHA-256 over the published entries, as `content` of `catalogue.toml` holds it. Line ends do
    /// not matter.
    pub fn content(&self) -> String {
        let mut hasher = Sha256::new();
        for name in PUBLISHED {
            let text = self.get(name).unwrap_or_default().replace("\r\n", "\n");
            hasher.update((text.len() as u64).to_le_bytes());
            hasher.update(text.as_bytes());
        }
        hasher
            .finalize()
            .iter()
            .fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
    }

    pub(super) fn json<T: serde::de::DeserializeOwned + Default>(
        &self,
        name: &str,
    ) -> Result<T, CatalogueError> {
        match self.get(name) {
            None => Ok(T::default()),
            Some(text) => serde_json::from_str(text).map_err(|source| CatalogueError::Json {
                file: name.to_owned(),
                source,
            }),
        }
    }

    pub(super) fn toml<T: serde::de::DeserializeOwned + Default>(
        &self,
        name: &str,
    ) -> Result<T, CatalogueError> {
        match self.get(name) {
            None => Ok(T::default()),
            Some(text) => toml::from_str(text).map_err(|source| CatalogueError::Toml {
                file: name.to_owned(),
                source: Box::new(source),
            }),
        }
    }

    pub(super) fn edition(&self) -> Result<Edition, CatalogueError> {
        match self.get("catalogue.toml") {
            Some(_) => self.toml("catalogue.toml"),
            None => Err(CatalogueError::Missing {
                file: "catalogue.toml".to_owned(),
                help: "it says version, date and title; `bonafide catalogue new` writes one",
            }),
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Duties {
    duty: Vec<Duty>,
}

impl Catalogue {
    /// Reads a catalogue that stands on its own.
    ///
    /// # Errors
    ///
    /// The first file that cannot be read, or the first id that stands twice.
    pub fn read(texts: &CatalogueTexts<'_>) -> Result<Self, CatalogueError> {
        if texts.get("indicators.json").is_none() {
            return Err(CatalogueError::Missing {
                file: "indicators.json".to_owned(),
                help: "name a folder that holds a whole catalogue",
            });
        }
        let indicators: Vec<Indicator> = texts.json("indicators.json")?;
        let measures: Vec<Measure> = texts.json("measures.json")?;
        let excluded: Vec<Excluded> = texts.json("excluded.json")?;
        let sources: Vec<Source> = texts.json("sources.json")?;
        places("excluded.json", excluded.iter().map(|entry| &entry.id))?;
        Ok(Self {
            edition: texts.edition()?,
            own: Vec::new(),
            indicator_places: places("indicators.json", indicators.iter().map(|entry| &entry.id))?,
            measure_places: places("measures.json", measures.iter().map(|entry| &entry.id))?,
            source_places: places("sources.json", sources.iter().map(|entry| &entry.key))?,
            indicators,
            measures,
            excluded,
            sources,
            questions: texts.toml("questions.toml")?,
            pending: texts.toml("pending.toml")?,
            uses: texts.toml("measures-used.toml")?,
            refusals: texts.toml("refusals.toml")?,
            duties: texts.toml::<Duties>("duties.toml")?.duty,
        })
    }

    /// This catalogue with the firm's own entries beside it.
    ///
    /// # Errors
    ///
    /// An id that both have, or a restatement of an indicator that this catalogue does not know.
    pub fn with(mut self, own: Self) -> Result<Self, CatalogueError> {
        for entry in &own.edition.restates {
            let Some(place) = self.indicator_places.get(&entry.indicator) else {
                let known = self.indicators.iter().map(|known| known.id.as_str());
                let near = crate::table::suggest(&entry.indicator, known)
                    .map(|near| format!("; did you mean `{near}`?"));
                return Err(CatalogueError::Own {
                    file: "catalogue.toml".to_owned(),
                    problem: format!(
                        "restates the indicator `{}`, which no catalogue has{}",
                        entry.indicator,
                        near.unwrap_or_default()
                    ),
                });
            };
            self.indicators[*place].sources.push(super::Citation {
                key: entry.source.clone(),
                seen: entry.seen,
            });
        }
        join(
            "an indicator",
            &mut self.indicators,
            &mut self.indicator_places,
            own.indicators,
            |entry| &entry.id,
        )?;
        join(
            "a measure",
            &mut self.measures,
            &mut self.measure_places,
            own.measures,
            |entry| &entry.id,
        )?;
        join(
            "a source",
            &mut self.sources,
            &mut self.source_places,
            own.sources,
            |entry| &entry.key,
        )?;
        self.questions.extend(own.questions);
        self.pending.extend(own.pending);
        self.uses.extend(own.uses);
        self.own.push(own.edition);
        Ok(self)
    }

    /// Puts together what was read of a firm's own folder.
    pub(super) fn assemble(
        edition: Edition,
        entries: (Vec<Indicator>, Vec<Measure>, Vec<Source>),
        texts: &CatalogueTexts<'_>,
    ) -> Result<Self, CatalogueError> {
        let (indicators, measures, sources) = entries;
        Ok(Self {
            edition,
            indicator_places: places("indicators", indicators.iter().map(|entry| &entry.id))?,
            measure_places: places("measures", measures.iter().map(|entry| &entry.id))?,
            source_places: places("sources", sources.iter().map(|entry| &entry.key))?,
            indicators,
            measures,
            sources,
            questions: texts.toml("questions.toml")?,
            pending: texts.toml("pending.toml")?,
            uses: texts.toml("measures-used.toml")?,
            ..Self::default()
        })
    }
}

fn join<T>(
    what: &'static str,
    entries: &mut Vec<T>,
    places: &mut HashMap<String, usize>,
    more: Vec<T>,
    id: impl Fn(&T) -> &String,
) -> Result<(), CatalogueError> {
    for entry in more {
        let key = id(&entry).clone();
        if places.insert(key.clone(), entries.len()).is_some() {
            return Err(CatalogueError::Taken { what, id: key });
        }
        entries.push(entry);
    }
    Ok(())
}

fn places<'a>(
    file: &str,
    ids: impl Iterator<Item = &'a String>,
) -> Result<HashMap<String, usize>, CatalogueError> {
    let mut places = HashMap::new();
    for (place, id) in ids.enumerate() {
        if places.insert(id.clone(), place).is_some() {
            return Err(CatalogueError::Twice {
                file: file.to_owned(),
                id: id.clone(),
            });
        }
    }
    Ok(places)
}
