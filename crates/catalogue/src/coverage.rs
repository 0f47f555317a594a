//! Where each published indicator, measure and excluded signal has its place in the program.

mod measures;
mod page;
mod refusals;
mod table;

use std::collections::BTreeMap;

use bonafide_model::catalogue::{Catalogue, Indicator, MachineCheckable};
use bonafide_model::rule_file::{RuleFile, Status};
use serde::Serialize;

use crate::reads;

pub use measures::MeasureCoverage;
pub use refusals::ExcludedCoverage;

/// A source as an entry cites it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CitedSource {
    /// Key.
    pub key: String,
    /// Publisher.
    pub publisher: String,
    /// Date, where it is known.
    pub date: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// `full-text`, `excerpt` or `secondary`.
    pub seen: &'static str,
}

/// How one indicator is covered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IndicatorCoverage {
    /// Id.
    pub indicator: String,
    /// Title.
    pub title: String,
    /// Category.
    pub category: &'static str,
    /// Stage.
    pub stage: &'static str,
    /// Sectors that can see it.
    pub sectors: Vec<&'static str>,
    /// Strength.
    pub strength: &'static str,
    /// `yes`, `partly` or `human-only`.
    pub machine_checkable: &'static str,
    /// How well its best source was seen.
    pub evidence_grade: &'static str,
    /// Publishers who state it independently of each other.
    pub independent_publishers: u32,
    /// Whether a government states it.
    pub government_source: bool,
    /// Whether its numbers come from a source.
    pub threshold_basis: &'static str,
    /// Its sources, the best seen first.
    pub sources: Vec<CitedSource>,
    /// Rules that check it over records.
    pub rules: Vec<String>,
    /// Rules that read a person's answer about it.
    pub observation: Vec<String>,
    /// Rules that speak for the subject where it is concerned.
    pub mitigations: Vec<String>,
    /// The question to a person.
    pub question: Option<String>,
    /// Why no rule checks it over records.
    pub reason: Option<String>,
}

/// The whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// Versions of the catalogue and of the firm's own entries.
    pub versions: String,
    /// Indicators in the order of the catalogue.
    pub indicators: Vec<IndicatorCoverage>,
    /// Measures in the order of the catalogue.
    pub measures: Vec<MeasureCoverage>,
    /// Signals that are left out on purpose.
    pub excluded: Vec<ExcludedCoverage>,
    /// What has no place: nothing, or a fault to mend.
    pub gaps: Vec<String>,
}

impl Coverage {
    /// Looks for the place of everything in the catalogue among these rules.
    pub fn of(catalogue: &Catalogue, rules: &[&RuleFile]) -> Self {
        let live: Vec<&RuleFile> = rules
            .iter()
            .copied()
            .filter(|rule| rule.status != Status::Retired)
            .collect();
        let mut by_indicator: BTreeMap<&str, Vec<&RuleFile>> = BTreeMap::new();
        for rule in &live {
            for id in &rule.indicators {
                by_indicator.entry(id).or_default().push(rule);
            }
        }
        let indicators: Vec<IndicatorCoverage> = catalogue
            .indicators()
            .iter()
            .map(|indicator| {
                let rules = by_indicator.get(indicator.id.as_str());
                cover(catalogue, indicator, rules.map_or(&[], Vec::as_slice))
            })
            .collect();
        let measures = measures::cover(catalogue, &live);
        let excluded = refusals::cover(catalogue);
        let mut gaps: Vec<String> = indicators.iter().flat_map(gaps_of).collect();
        gaps.extend(measures::gaps(&measures, &live));
        gaps.extend(refusals::gaps(catalogue, &live));
        Self {
            versions: catalogue.versions(),
            indicators,
            measures,
            excluded,
            gaps,
        }
    }

    /// The page `docs/coverage.md`.
    pub fn page(&self) -> String {
        page::page(self)
    }

    /// The same for a terminal, one indicator after the other.
    pub fn table(&self) -> String {
        table::table(self)
    }

    /// How many indicators are answered in which way.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for one in &self.indicators {
            match (one.rules.is_empty(), one.observation.is_empty()) {
                (false, false) => counts.both += 1,
                (false, true) => counts.records += 1,
                (true, false) => counts.people += 1,
                (true, true) if one.reason.is_some() => counts.not_yet += 1,
                (true, true) => counts.nothing += 1,
            }
        }
        counts
    }
}

/// How many indicators are answered in which way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// By rules over records.
    pub records: usize,
    /// By rules over records and by what people answer.
    pub both: usize,
    /// By what people answer alone.
    pub people: usize,
    /// Not yet, with a reason.
    pub not_yet: usize,
    /// Without a place.
    pub nothing: usize,
}

/// The sources that an entry cites, the best seen first.
fn cited(
    catalogue: &Catalogue,
    citations: &[bonafide_model::catalogue::Citation],
) -> Vec<CitedSource> {
    let mut citations: Vec<_> = citations.iter().collect();
    citations.sort_by_key(|citation| citation.seen);
    citations
        .into_iter()
        .filter_map(|citation| {
            let source = catalogue.source(&citation.key)?;
            Some(CitedSource {
                key: source.key.clone(),
                publisher: source.publisher.clone(),
                date: source.date.clone(),
                url: source.url.clone(),
                seen: citation.seen.word(),
            })
        })
        .collect()
}

fn cover(catalogue: &Catalogue, indicator: &Indicator, rules: &[&RuleFile]) -> IndicatorCoverage {
    let ids = |keep: &dyn Fn(&RuleFile) -> bool| -> Vec<String> {
        rules
            .iter()
            .filter(|rule| keep(rule))
            .map(|rule| rule.id.clone())
            .collect()
    };
    let asked = |rule: &RuleFile| {
        rule.weight > 0.0 && reads::asks(rule) && reads::names(rule, &indicator.id)
    };
    IndicatorCoverage {
        indicator: indicator.id.clone(),
        title: indicator.title.clone(),
        category: indicator.category.word(),
        stage: indicator.stage.word(),
        sectors: indicator
            .sector
            .iter()
            .map(|sector| sector.word())
            .collect(),
        strength: indicator.strength.word(),
        machine_checkable: indicator.machine_checkable.word(),
        evidence_grade: indicator.evidence_grade.word(),
        independent_publishers: indicator.independent_publishers,
        government_source: indicator.government_source,
        threshold_basis: indicator.threshold_basis.word(),
        sources: cited(catalogue, &indicator.sources),
        rules: ids(&|rule| rule.weight >= 0.0 && reads::reads_records(rule)),
        observation: ids(&asked),
        mitigations: ids(&|rule| rule.weight < 0.0),
        question: catalogue.question(&indicator.id).map(str::to_owned),
        reason: catalogue.pending().get(&indicator.id).cloned(),
    }
}

fn gaps_of(one: &IndicatorCoverage) -> Vec<String> {
    let id = &one.indicator;
    let mut gaps = Vec::new();
    let asked = one.machine_checkable != MachineCheckable::Yes.word();
    let from_records = one.machine_checkable != MachineCheckable::HumanOnly.word();
    if from_records && one.rules.is_empty() && one.reason.is_none() {
        gaps.push(format!(
            "indicator {id}: no rule checks it over records, and pending.toml gives no reason"
        ));
    }
    if asked && one.question.is_none() {
        gaps.push(format!(
            "indicator {id}: records alone cannot answer it, and questions.toml asks nothing"
        ));
    }
    if one.question.is_some() && one.observation.is_empty() {
        gaps.push(format!(
            "indicator {id}: no rule reads the answer to its question from the table observation"
        ));
    }
    gaps
}
