//! What keeps out the signals that are left out on purpose.

use bonafide_model::TABLES;
use bonafide_model::catalogue::Catalogue;
use bonafide_model::rule_file::RuleFile;
use serde::Serialize;

/// One signal that is left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExcludedCoverage {
    /// Id.
    pub id: String,
    /// The signal.
    pub signal: String,
    /// Where it was published.
    pub where_published: Vec<String>,
    /// Why it is left out.
    pub why_excluded: String,
    /// Protected columns that a rule cannot read.
    pub protected: Vec<String>,
    /// What keeps it out, in a sentence.
    pub how: Option<String>,
}

pub(super) fn cover(catalogue: &Catalogue) -> Vec<ExcludedCoverage> {
    catalogue
        .all_excluded()
        .iter()
        .map(|entry| {
            let refusal = catalogue.refusal(&entry.id);
            ExcludedCoverage {
                id: entry.id.clone(),
                signal: entry.signal.clone(),
                where_published: entry.where_published.clone(),
                why_excluded: entry.why_excluded.clone(),
                protected: refusal
                    .map(|refusal| refusal.protected.clone())
                    .unwrap_or_default(),
                how: refusal.map(|refusal| refusal.how.clone()),
            }
        })
        .collect()
}

/// Signals that nothing keeps out, and claims about tables that do not hold.
pub(super) fn gaps(catalogue: &Catalogue, rules: &[&RuleFile]) -> Vec<String> {
    let mut gaps = Vec::new();
    for entry in catalogue.all_excluded() {
        let id = &entry.id;
        for rule in rules.iter().filter(|rule| rule.indicators.contains(id)) {
            gaps.push(format!(
                "signal {id}: it is left out on purpose, and {} checks it",
                rule.id
            ));
        }
        let Some(refusal) = catalogue.refusal(id) else {
            gaps.push(format!(
                "signal {id}: refusals.toml does not say what keeps it out"
            ));
            continue;
        };
        if refusal.protected.is_empty() && refusal.no_column.is_empty() {
            gaps.push(format!(
                "signal {id}: refusals.toml names neither protected columns nor absent ones"
            ));
        }
        for name in &refusal.protected {
            if !is_protected(name) {
                gaps.push(format!(
                    "signal {id}: the column {name} is not there or not protected"
                ));
            }
        }
        for word in &refusal.no_column {
            for (table, column) in columns()
                .filter(|(_, column)| column.split('_').any(|part| part == word) || *column == word)
            {
                gaps.push(format!(
                    "signal {id}: no column should hold `{word}`, and {table}.{column} does"
                ));
            }
        }
    }
    for id in catalogue.refusals().keys() {
        if catalogue.excluded(id).is_none() {
            gaps.push(format!(
                "refusals.toml names {id}, which is no excluded signal"
            ));
        }
    }
    gaps
}

fn is_protected(name: &str) -> bool {
    name.split_once('.').is_some_and(|(table, column)| {
        let table = bonafide_model::table::by_name(table);
        table
            .and_then(|table| table.column(column))
            .is_some_and(|column| column.protected)
    })
}

fn columns() -> impl Iterator<Item = (&'static str, &'static str)> {
    TABLES
        .iter()
        .flat_map(|table| table.columns.iter().map(|column| (table.name, column.name)))
}
