//! The catalogue: published red flags and due-diligence steps as data, each with its sources.
//!
//! [`Catalogue::embedded`] is the catalogue of this build. Everything in it says how its sources were
//! seen: read whole, read in part, or only reported by somebody else.

mod words;

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

pub use crate::rule_file::ThresholdBasis;
pub use words::{
    Category, EvidenceGrade, MachineCheckable, Sector, Seen, SourceKind, Stage, Strength,
};

/// One published red flag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// Id.
    pub id: String,
    /// What it is, in a few words.
    pub title: String,
    /// What it is, in a sentence.
    pub description: String,
    /// When in a working relation it shows.
    pub stage: Stage,
    /// Who can see it.
    pub sector: Vec<Sector>,
    /// What it points to.
    pub category: Category,
    /// The records that are needed to check it.
    pub data_needed: Vec<String>,
    /// How to check it, with proposed numbers where the sources give none.
    pub how_to_detect: String,
    /// Whether a program can check it.
    pub machine_checkable: MachineCheckable,
    /// How much it tells.
    pub strength: Strength,
    /// Why it tells that much.
    pub strength_reason: String,
    /// Why an honest person may match.
    pub benign_explanations: Vec<String>,
    /// Who published it, and how that was seen.
    pub sources: Vec<Citation>,
    /// The best way in which one of its sources was seen.
    pub evidence_grade: EvidenceGrade,
    /// How many publishers state it independently of each other.
    pub independent_publishers: u32,
    /// Whether a government states it.
    pub government_source: bool,
    /// Whether its numbers come from a source.
    pub threshold_basis: ThresholdBasis,
}

/// One published due-diligence step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// Id.
    pub id: String,
    /// What it is, in a few words.
    pub title: String,
    /// What to do.
    pub description: String,
    /// When in a working relation it is taken.
    pub stage: Stage,
    /// Who can take it.
    pub sector: Vec<Sector>,
    /// The records that show that it was taken.
    pub evidence_record: Vec<String>,
    /// Whether a program can tell that it was taken.
    pub machine_checkable: MachineCheckable,
    /// Who published it, and how that was seen.
    pub sources: Vec<Citation>,
    /// The best way in which one of its sources was seen.
    pub evidence_grade: EvidenceGrade,
    /// How many publishers state it independently of each other.
    pub independent_publishers: u32,
    /// Whether a government states it.
    pub government_source: bool,
}

/// A published signal that is left out on purpose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Excluded {
    /// Id.
    pub id: String,
    /// The signal.
    pub signal: String,
    /// Where it was published.
    pub where_published: Vec<String>,
    /// Why it is left out.
    pub why_excluded: String,
}

/// What a firm must do when a party that it deals with is on the lists of an authority: a starting point for counsel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Duty {
    /// Key: `un`, `eu`, or a country as a two-letter code.
    pub authority: String,
    /// Name of the jurisdiction and its authority.
    pub name: String,
    /// Short names of its lists, as they are read.
    pub lists: Vec<String>,
    /// Whom the rules bind.
    pub binds: String,
    /// What must be stopped or frozen.
    pub block: String,
    /// What must be reported, to whom and by when.
    pub report: String,
    /// Who may allow a dealing.
    pub licence: String,
    /// The law that says so.
    pub law: String,
    /// Where to begin reading.
    pub url: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Duties {
    duty: Vec<Duty>,
}

/// A document that states indicators or measures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Key by which it is cited.
    pub key: String,
    /// Publisher.
    pub publisher: String,
    /// Title.
    pub title: String,
    /// Date, as exactly as it is known.
    pub date: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// What kind of publisher it has.
    pub kind: SourceKind,
}

/// A source, and how it was seen for the entry that cites it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Citation {
    /// Key of the source.
    pub key: String,
    /// How it was seen.
    pub seen: Seen,
}

/// What cannot be read in the files of a catalogue.
#[derive(Debug, thiserror::Error)]
pub enum CatalogueError {
    /// A JSON file does not fit.
    #[error("catalogue/{file} cannot be read: {source}; correct the entry at that line")]
    Json {
        /// The file.
        file: &'static str,
        /// Why.
        source: serde_json::Error,
    },
    /// A TOML file does not fit.
    #[error("catalogue/{file} cannot be read: {source}")]
    Toml {
        /// The file.
        file: &'static str,
        /// Why.
        source: Box<toml::de::Error>,
    },
    /// An id stands twice.
    #[error("catalogue/{file} has the id `{id}` twice; remove one")]
    Twice {
        /// The file.
        file: &'static str,
        /// The id.
        id: String,
    },
}

/// The texts of the files that make up a catalogue.
#[derive(Debug, Clone, Copy)]
pub struct CatalogueTexts<'a> {
    /// `indicators.json`.
    pub indicators: &'a str,
    /// `measures.json`.
    pub measures: &'a str,
    /// `excluded.json`.
    pub excluded: &'a str,
    /// `sources.json`.
    pub sources: &'a str,
    /// `questions.toml`.
    pub questions: &'a str,
    /// `pending.toml`.
    pub pending: &'a str,
    /// `duties.toml`.
    pub duties: &'a str,
}

const EMBEDDED: CatalogueTexts<'static> = CatalogueTexts {
    indicators: include_str!("../../../catalogue/indicators.json"),
    measures: include_str!("../../../catalogue/measures.json"),
    excluded: include_str!("../../../catalogue/excluded.json"),
    sources: include_str!("../../../catalogue/sources.json"),
    questions: include_str!("../../../catalogue/questions.toml"),
    pending: include_str!("../../../catalogue/pending.toml"),
    duties: include_str!("../../../catalogue/duties.toml"),
};

/// All published indicators, measures, signals left out and sources.
#[derive(Debug)]
pub struct Catalogue {
    indicators: Vec<Indicator>,
    measures: Vec<Measure>,
    excluded: Vec<Excluded>,
    sources: Vec<Source>,
    questions: BTreeMap<String, String>,
    pending: BTreeMap<String, String>,
    duties: Vec<Duty>,
    indicator_places: HashMap<String, usize>,
    measure_places: HashMap<String, usize>,
    source_places: HashMap<String, usize>,
}

impl Catalogue {
    /// The catalogue of this build.
    pub fn embedded() -> &'static Self {
        static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
        CATALOGUE.get_or_init(|| {
            Self::read(EMBEDDED).expect("the tests of this crate read the embedded catalogue")
        })
    }

    /// Reads a catalogue.
    ///
    /// # Errors
    ///
    /// The first file that cannot be read, or the first id that stands twice.
    pub fn read(texts: CatalogueTexts<'_>) -> Result<Self, CatalogueError> {
        let indicators: Vec<Indicator> = json("indicators.json", texts.indicators)?;
        let measures: Vec<Measure> = json("measures.json", texts.measures)?;
        let excluded: Vec<Excluded> = json("excluded.json", texts.excluded)?;
        let sources: Vec<Source> = json("sources.json", texts.sources)?;
        places("excluded.json", excluded.iter().map(|entry| &entry.id))?;
        Ok(Self {
            indicator_places: places("indicators.json", indicators.iter().map(|entry| &entry.id))?,
            measure_places: places("measures.json", measures.iter().map(|entry| &entry.id))?,
            source_places: places("sources.json", sources.iter().map(|entry| &entry.key))?,
            indicators,
            measures,
            excluded,
            sources,
            questions: table("questions.toml", texts.questions)?,
            pending: table("pending.toml", texts.pending)?,
            duties: table::<Duties>("duties.toml", texts.duties)?.duty,
        })
    }

    /// All indicators, in the order of the file.
    pub fn indicators(&self) -> &[Indicator] {
        &self.indicators
    }

    /// All measures, in the order of the file.
    pub fn measures(&self) -> &[Measure] {
        &self.measures
    }

    /// All signals that are left out on purpose.
    pub fn all_excluded(&self) -> &[Excluded] {
        &self.excluded
    }

    /// All sources, by key.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// The indicator of that id.
    pub fn indicator(&self, id: &str) -> Option<&Indicator> {
        self.indicator_places
            .get(id)
            .map(|place| &self.indicators[*place])
    }

    /// The measure of that id.
    pub fn measure(&self, id: &str) -> Option<&Measure> {
        self.measure_places
            .get(id)
            .map(|place| &self.measures[*place])
    }

    /// The signal of that id, if it is left out on purpose.
    pub fn excluded(&self, id: &str) -> Option<&Excluded> {
        self.excluded.iter().find(|entry| entry.id == id)
    }

    /// The source of that key.
    pub fn source(&self, key: &str) -> Option<&Source> {
        self.source_places
            .get(key)
            .map(|place| &self.sources[*place])
    }

    /// The sources of an indicator with how each was seen, the best seen first.
    pub fn sources_of(&self, indicator: &Indicator) -> Vec<(&Source, Seen)> {
        let mut citations: Vec<&Citation> = indicator.sources.iter().collect();
        citations.sort_by_key(|citation| citation.seen);
        citations
            .into_iter()
            .filter_map(|citation| Some((self.source(&citation.key)?, citation.seen)))
            .collect()
    }

    /// The measures that can be taken at that stage by one of those sectors, those of governments first.
    pub fn measures_at(&self, stage: Stage, sectors: &[Sector]) -> Vec<&Measure> {
        let mut measures: Vec<&Measure> = self
            .measures
            .iter()
            .filter(|measure| measure.stage == stage && Sector::overlap(&measure.sector, sectors))
            .collect();
        measures.sort_by_key(|measure| {
            (
                !measure.government_source,
                measure.evidence_grade,
                std::cmp::Reverse(measure.independent_publishers),
                &measure.id,
            )
        });
        measures
    }

    /// The next steps that fit an indicator: measures of its stage for its sectors.
    ///
    /// Those of governments come first; among equals, those that share most sources with the
    /// indicator, because their publishers answer the very thing that was seen.
    pub fn measures_for(&self, indicator: &Indicator) -> Vec<&Measure> {
        let shared = |measure: &Measure| {
            let cites = |key: &str| indicator.sources.iter().any(|citation| citation.key == key);
            measure
                .sources
                .iter()
                .filter(|citation| cites(&citation.key))
                .count()
        };
        let mut measures = self.measures_at(indicator.stage, &indicator.sector);
        // The sort is stable: what was in order stays in order among equals.
        measures.sort_by_key(|measure| {
            (
                !measure.government_source,
                std::cmp::Reverse(shared(measure)),
            )
        });
        measures
    }

    /// The question that lets a person answer for an indicator with present, absent or unclear.
    pub fn question(&self, indicator: &str) -> Option<&str> {
        self.questions.get(indicator).map(String::as_str)
    }

    /// What each authority that keeps sanctions lists asks of a firm, in the order of the file.
    pub fn duties(&self) -> &[Duty] {
        &self.duties
    }

    /// The duties of the authority that keeps the list of that short name.
    pub fn duty_of(&self, list: &str) -> Option<&Duty> {
        self.duties
            .iter()
            .find(|duty| duty.lists.iter().any(|known| known == list))
    }

    /// All questions, by indicator.
    pub fn questions(&self) -> &BTreeMap<String, String> {
        &self.questions
    }

    /// Indicators that no rule checks yet, each with the reason.
    pub fn pending(&self) -> &BTreeMap<String, String> {
        &self.pending
    }
}

fn json<T: serde::de::DeserializeOwned>(
    file: &'static str,
    text: &str,
) -> Result<T, CatalogueError> {
    serde_json::from_str(text).map_err(|source| CatalogueError::Json { file, source })
}

fn table<T: serde::de::DeserializeOwned>(
    file: &'static str,
    text: &str,
) -> Result<T, CatalogueError> {
    toml::from_str(text).map_err(|source| CatalogueError::Toml {
        file,
        source: Box::new(source),
    })
}

fn places<'a>(
    file: &'static str,
    ids: impl Iterator<Item = &'a String>,
) -> Result<HashMap<String, usize>, CatalogueError> {
    let mut places = HashMap::new();
    for (place, id) in ids.enumerate() {
        if places.insert(id.clone(), place).is_some() {
            return Err(CatalogueError::Twice {
                file,
                id: id.clone(),
            });
        }
    }
    Ok(places)
}
