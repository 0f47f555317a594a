//! Where the program uses each measure.

use std::collections::BTreeSet;

use bonafide_model::catalogue::Catalogue;
use bonafide_model::rule_file::RuleFile;
use serde::Serialize;

use super::{CitedSource, cited};
use crate::checklist::Occasion;

/// How one measure is used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MeasureCoverage {
    /// Id.
    pub measure: String,
    /// Title.
    pub title: String,
    /// What to do.
    pub description: String,
    /// Stage.
    pub stage: &'static str,
    /// Sectors that can take it.
    pub sectors: Vec<&'static str>,
    /// Its sources, the best seen first.
    pub sources: Vec<CitedSource>,
    /// How many rules have it among the next steps that they propose first.
    pub next_step_of: usize,
    /// The checklist that prints it.
    pub checklist: &'static str,
    /// `check_name` under which it is recorded.
    pub check: Option<String>,
    /// Rules that count for the subject once it was taken.
    pub mitigations: Vec<String>,
    /// Rules that carry it out.
    pub rules: Vec<String>,
    /// What else the program has for it, or why it is the firm's part.
    pub note: Option<String>,
}

pub(super) fn cover(catalogue: &Catalogue, rules: &[&RuleFile]) -> Vec<MeasureCoverage> {
    let advised: Vec<BTreeSet<&str>> = rules
        .iter()
        .filter(|rule| rule.weight > 0.0)
        .map(|rule| {
            let known = rule
                .indicators
                .iter()
                .filter_map(|id| catalogue.indicator(id));
            known
                .flat_map(|indicator| {
                    catalogue
                        .measures_for(indicator)
                        .into_iter()
                        .take(Catalogue::NEXT_STEPS)
                })
                .map(|measure| measure.id.as_str())
                .collect()
        })
        .collect();
    catalogue
        .measures()
        .iter()
        .map(|measure| {
            let used = catalogue
                .measure_use(&measure.id)
                .cloned()
                .unwrap_or_default();
            MeasureCoverage {
                measure: measure.id.clone(),
                title: measure.title.clone(),
                description: measure.description.clone(),
                stage: measure.stage.word(),
                sectors: measure.sector.iter().map(|sector| sector.word()).collect(),
                sources: cited(catalogue, &measure.sources),
                next_step_of: advised
                    .iter()
                    .filter(|ids| ids.contains(measure.id.as_str()))
                    .count(),
                checklist: Occasion::of(measure.stage).word(),
                check: used.check,
                mitigations: used.mitigations,
                rules: used.rules,
                note: used.note,
            }
        })
        .collect()
}

/// Measures without a place, and uses that name rules which are not there.
pub(super) fn gaps(measures: &[MeasureCoverage], rules: &[&RuleFile]) -> Vec<String> {
    let mut gaps = Vec::new();
    for one in measures {
        let id = &one.measure;
        let used = !one.rules.is_empty() || !one.mitigations.is_empty() || one.check.is_some();
        // A measure of ours is told by more than its stage; one of a firm's own may just be printed.
        let own = id.contains(':');
        if !(used || one.note.is_some() || own) {
            gaps.push(format!(
                "measure {id}: it has no place beside its checklist; say in measures-used.toml which rule carries it out, or why it is the firm's part"
            ));
        }
        let weight = |id: &str| {
            rules
                .iter()
                .find(|rule| rule.id == id)
                .map(|rule| rule.weight)
        };
        for rule in &one.rules {
            if weight(rule).is_none() {
                gaps.push(format!(
                    "measure {id}: measures-used.toml names the rule {rule}, which does not exist"
                ));
            }
        }
        for rule in &one.mitigations {
            match weight(rule) {
                None => gaps.push(format!("measure {id}: measures-used.toml names the rule {rule}, which does not exist")),
                Some(weight) if weight >= 0.0 => gaps.push(format!(
                    "measure {id}: measures-used.toml names {rule} as a mitigation, but its weight is not negative"
                )),
                Some(_) => {}
            }
        }
    }
    gaps
}
