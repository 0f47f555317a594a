//! A firm's own entries: fewer fields to fill in than ours, and a namespace before every id.

use serde::Deserialize;

use super::{
    Catalogue, CatalogueError, CatalogueTexts, Category, Citation, EvidenceGrade, Indicator,
    MachineCheckable, Measure, Sector, Seen, Source, SourceKind, Stage, Strength, ThresholdBasis,
};

/// An indicator as a firm writes it; what can be told from its sources need not be written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OwnIndicator {
    id: String,
    title: String,
    description: String,
    stage: Stage,
    sector: Vec<Sector>,
    category: Category,
    #[serde(default)]
    data_needed: Vec<String>,
    #[serde(default)]
    how_to_detect: String,
    machine_checkable: MachineCheckable,
    strength: Strength,
    #[serde(default)]
    strength_reason: String,
    benign_explanations: Vec<String>,
    sources: Vec<Citation>,
    threshold_basis: ThresholdBasis,
}

/// A measure as a firm writes it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OwnMeasure {
    id: String,
    title: String,
    description: String,
    stage: Stage,
    sector: Vec<Sector>,
    #[serde(default)]
    evidence_record: Vec<String>,
    #[serde(default = "partly")]
    machine_checkable: MachineCheckable,
    sources: Vec<Citation>,
}

fn partly() -> MachineCheckable {
    MachineCheckable::Partly
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Indicators {
    indicator: Vec<OwnIndicator>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Measures {
    measure: Vec<OwnMeasure>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sources {
    source: Vec<Source>,
}

/// What the sources of an entry come to.
struct Standing {
    grade: EvidenceGrade,
    publishers: u32,
    government: bool,
}

impl Catalogue {
    /// Reads the entries of a firm's own folder, which cite sources of their own or of `base`.
    ///
    /// Indicators, measures and sources stand in `indicators.toml`, `measures.toml` and
    /// `sources.toml`, or in JSON files of the same names.
    ///
    /// # Errors
    ///
    /// A file that cannot be read, an id outside the namespace, a source that nobody knows, an
    /// indicator without innocent explanations, a question about an unknown indicator.
    pub fn read_own(texts: &CatalogueTexts<'_>, base: &Self) -> Result<Self, CatalogueError> {
        let edition = texts.edition()?;
        let wrong = |file: &str, problem: String| CatalogueError::Own {
            file: file.to_owned(),
            problem,
        };
        let namespace = edition.namespace.clone().unwrap_or_default();
        let word = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit();
        if namespace.is_empty() || !namespace.chars().all(word) {
            return Err(wrong(
                "catalogue.toml",
                "a folder of your own needs `namespace`, a short word of small letters and digits such as \"acme\""
                    .to_owned(),
            ));
        }
        let mut sources: Vec<Source> = texts.toml::<Sources>("sources.toml")?.source;
        sources.extend(texts.json::<Vec<Source>>("sources.json")?);
        let mut indicators: Vec<OwnIndicator> =
            texts.toml::<Indicators>("indicators.toml")?.indicator;
        indicators.extend(texts.json::<Vec<OwnIndicator>>("indicators.json")?);
        let mut measures: Vec<OwnMeasure> = texts.toml::<Measures>("measures.toml")?.measure;
        measures.extend(texts.json::<Vec<OwnMeasure>>("measures.json")?);

        let own_prefix = format!("{namespace}:");
        let ids = (sources.iter().map(|entry| ("sources", &entry.key)))
            .chain(indicators.iter().map(|entry| ("indicators", &entry.id)))
            .chain(measures.iter().map(|entry| ("measures", &entry.id)));
        for (file, id) in ids {
            if id.len() <= own_prefix.len() || !id.starts_with(&own_prefix) {
                return Err(wrong(
                    file,
                    format!("the id `{id}` must begin with the namespace: write `{own_prefix}…`"),
                ));
            }
        }
        let standing = |file: &str, id: &str, cited: &[Citation]| {
            let known = |key: &str| {
                let own = sources.iter().find(|source| source.key == key);
                own.or_else(|| base.source(key))
            };
            standing_of(cited, known).map_err(|problem| wrong(file, format!("`{id}` {problem}")))
        };
        let indicators = indicators
            .into_iter()
            .map(|entry| {
                if entry.benign_explanations.is_empty() {
                    return Err(wrong(
                        "indicators",
                        format!("`{}` names no innocent explanation in `benign_explanations`; every red flag has some", entry.id),
                    ));
                }
                let standing = standing("indicators", &entry.id, &entry.sources)?;
                Ok(entry.with(standing))
            })
            .collect::<Result<Vec<Indicator>, CatalogueError>>()?;
        let measures = measures
            .into_iter()
            .map(|entry| {
                let standing = standing("measures", &entry.id, &entry.sources)?;
                Ok(entry.with(standing))
            })
            .collect::<Result<Vec<Measure>, CatalogueError>>()?;
        for entry in &edition.restates {
            standing(
                "catalogue.toml",
                &entry.indicator,
                &[Citation {
                    key: entry.source.clone(),
                    seen: entry.seen,
                }],
            )?;
        }
        let read = Self::assemble(edition, (indicators, measures, sources), texts)?;
        for (file, ids) in [
            ("questions.toml", read.questions().keys()),
            ("pending.toml", read.pending().keys()),
        ] {
            for id in ids {
                if read.indicator(id).is_none() {
                    return Err(wrong(
                        file,
                        format!(
                            "`{id}` is no indicator of this folder; write the key in quotes, as \"{own_prefix}…\""
                        ),
                    ));
                }
            }
        }
        Ok(read)
    }
}

/// How well the cited sources were seen, how many publishers they have, and whether one governs.
fn standing_of<'a>(
    cited: &[Citation],
    known: impl Fn(&str) -> Option<&'a Source>,
) -> Result<Standing, String> {
    if cited.is_empty() {
        return Err("cites no source; add at least one to `sources`".to_owned());
    }
    let mut publishers = std::collections::BTreeSet::new();
    let mut government = false;
    let mut best = None;
    for citation in cited {
        let Some(source) = known(&citation.key) else {
            return Err(format!(
                "cites the source `{}`, which is neither in this folder nor in the catalogue of the program",
                citation.key
            ));
        };
        publishers.insert(source.publisher.as_str());
        government |= matches!(
            source.kind,
            SourceKind::Government | SourceKind::CourtOrProsecutor
        );
        // Who retells what others published is no primary source, however well it was read.
        let seen = match source.kind {
            SourceKind::SecondaryCompiler | SourceKind::Press => Seen::Secondary,
            _ => citation.seen,
        };
        best = Some(best.map_or(seen, |best: Seen| best.min(seen)));
    }
    Ok(Standing {
        grade: match best {
            Some(Seen::FullText) => EvidenceGrade::PrimaryRead,
            Some(Seen::Excerpt) => EvidenceGrade::PrimaryPartlyRead,
            _ => EvidenceGrade::ReportedOnly,
        },
        publishers: u32::try_from(publishers.len()).unwrap_or(u32::MAX),
        government,
    })
}

impl OwnIndicator {
    fn with(self, standing: Standing) -> Indicator {
        Indicator {
            id: self.id,
            title: self.title,
            description: self.description,
            stage: self.stage,
            sector: self.sector,
            category: self.category,
            data_needed: self.data_needed,
            how_to_detect: self.how_to_detect,
            machine_checkable: self.machine_checkable,
            strength: self.strength,
            strength_reason: self.strength_reason,
            benign_explanations: self.benign_explanations,
            sources: self.sources,
            evidence_grade: standing.grade,
            independent_publishers: standing.publishers,
            government_source: standing.government,
            threshold_basis: self.threshold_basis,
        }
    }
}

impl OwnMeasure {
    fn with(self, standing: Standing) -> Measure {
        Measure {
            id: self.id,
            title: self.title,
            description: self.description,
            stage: self.stage,
            sector: self.sector,
            evidence_record: self.evidence_record,
            machine_checkable: self.machine_checkable,
            sources: self.sources,
            evidence_grade: standing.grade,
            independent_publishers: standing.publishers,
            government_source: standing.government,
        }
    }
}
