//! The catalogue: published red flags and due-diligence steps as data, each with its sources.
//!
//! [`Catalogue::embedded`] is the catalogue of this build. Everything in it says how its sources were
//! seen: read whole, read in part, or only reported by somebody else. A firm's own advisories are read
//! by [`Catalogue::read_own`] and put beside it by [`Catalogue::with`], under a namespace of their own.

mod entry;
mod own;
mod texts;
mod words;

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

pub use crate::rule_file::ThresholdBasis;
pub use entry::{
    Citation, Duty, Edition, Excluded, Indicator, Measure, MeasureUse, Refusal, Restatement, Source,
};
pub use texts::{CatalogueError, CatalogueTexts};
pub use words::{
    Category, EvidenceGrade, MachineCheckable, Sector, Seen, SourceKind, Stage, Strength,
};

/// All published indicators, measures, signals left out and sources.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    edition: Edition,
    own: Vec<Edition>,
    indicators: Vec<Indicator>,
    measures: Vec<Measure>,
    excluded: Vec<Excluded>,
    sources: Vec<Source>,
    questions: BTreeMap<String, String>,
    pending: BTreeMap<String, String>,
    uses: BTreeMap<String, MeasureUse>,
    refusals: BTreeMap<String, Refusal>,
    duties: Vec<Duty>,
    indicator_places: HashMap<String, usize>,
    measure_places: HashMap<String, usize>,
    source_places: HashMap<String, usize>,
}

impl Catalogue {
    /// Next steps that are proposed for one finding or subject at most.
    pub const NEXT_STEPS: usize = 6;

    /// The catalogue of this build.
    pub fn embedded() -> &'static Self {
        static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
        CATALOGUE.get_or_init(|| {
            Self::read(&CatalogueTexts::embedded())
                .expect("the tests of this crate read the embedded catalogue")
        })
    }

    /// Version, day and title.
    pub fn edition(&self) -> &Edition {
        &self.edition
    }

    /// The editions of the firm's own advisories that stand beside it.
    pub fn own_editions(&self) -> &[Edition] {
        &self.own
    }

    /// Versions of everything in it, such as `1.0` or `1.0 + acme 0.3`.
    pub fn versions(&self) -> String {
        self.own
            .iter()
            .fold(self.edition.version.clone(), |text, own| {
                let namespace = own.namespace.as_deref().unwrap_or_default();
                format!("{text} + {namespace} {}", own.version)
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

    /// What the program does with a measure.
    pub fn measure_use(&self, measure: &str) -> Option<&MeasureUse> {
        self.uses.get(measure)
    }

    /// What the program does with measures, by measure.
    pub fn measure_uses(&self) -> &BTreeMap<String, MeasureUse> {
        &self.uses
    }

    /// What keeps a signal out that is left out on purpose.
    pub fn refusal(&self, excluded: &str) -> Option<&Refusal> {
        self.refusals.get(excluded)
    }

    /// What keeps signals out, by signal.
    pub fn refusals(&self) -> &BTreeMap<String, Refusal> {
        &self.refusals
    }
}
