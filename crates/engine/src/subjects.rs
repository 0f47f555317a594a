//! From what rules say of a slice to what is known of each subject.

use std::sync::Arc;

use bonafide_model::report::Outcome;
use bonafide_model::rule_file::{Status, Track};
use datafusion::arrow::array::{ArrayRef, RecordBatch, UInt32Array};
use datafusion::arrow::compute::{SortColumn, lexsort_to_indices, take, take_record_batch};

use crate::check::{CheckedRule, Schemas};
use crate::engine::{Engine, Screened};
use crate::error::EngineError;
use crate::evidence::Evidence;
use crate::slice::{self, Slice};
use crate::weigh::{Weighed, Weight, weigh};

/// What was found of one subject.
#[derive(Debug, Clone, PartialEq)]
pub struct SubjectFindings {
    /// The subject.
    pub id: String,
    /// The sum of the findings.
    pub weighed: Weighed,
    /// Findings, by the place of the rule in the pack.
    pub findings: Vec<RuleFinding>,
    /// Places of the rules that could not be answered for want of data.
    pub insufficient: RuleSet,
}

/// One rule that fired for a subject.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleFinding {
    /// Place of the rule in the pack.
    pub rule: usize,
    /// Some rows of evidence.
    pub evidence: Vec<Evidence>,
    /// Rows in all.
    pub rows: u64,
}

/// A set of rules of one pack.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleSet(Vec<u64>);

impl RuleSet {
    /// Adds a rule.
    pub fn insert(&mut self, rule: usize) {
        if self.0.len() <= rule / 64 {
            self.0.resize(rule / 64 + 1, 0);
        }
        self.0[rule / 64] |= 1 << (rule % 64);
    }

    /// Takes a rule out.
    pub fn remove(&mut self, rule: usize) {
        if let Some(word) = self.0.get_mut(rule / 64) {
            *word &= !(1 << (rule % 64));
        }
        // One way to write each set: sets are compared as they are.
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }

    /// Whether a rule is in it.
    pub fn contains(&self, rule: usize) -> bool {
        self.0
            .get(rule / 64)
            .is_some_and(|word| word & (1 << (rule % 64)) != 0)
    }

    /// The rules in it, in order.
    pub fn iter(&self) -> impl Iterator<Item = usize> {
        (0..self.0.len() * 64).filter(|rule| self.contains(*rule))
    }
}

impl SubjectFindings {
    /// Whether there is anything to show.
    pub fn is_quiet(&self) -> bool {
        self.findings.is_empty() && self.weighed.outcome == Outcome::None
    }
}

/// The weight of a rule's finding.
pub(crate) fn weight_of(rule: &CheckedRule) -> Weight<'_> {
    Weight {
        rule: &rule.file.id,
        family: rule.file.family(),
        decibans: rule.file.weight,
        facts: &rule.file.facts,
        hard: rule.file.hard,
        sanctions: rule.file.track == Track::Sanctions,
        counts: rule.file.status == Status::Stable,
    }
}

/// Turns the results of a slice round: by subject instead of by rule.
pub(crate) fn gather(engine: &Engine, screened: &Screened) -> Vec<SubjectFindings> {
    let rules = &engine.pack.rules;
    let mut findings: Vec<Vec<RuleFinding>> = vec![Vec::new(); screened.slice.ids.len()];
    for (rule, result) in screened.results.iter().enumerate() {
        for fired in &result.fired {
            findings[fired.subject as usize].push(RuleFinding {
                rule,
                evidence: fired.evidence.clone(),
                rows: fired.rows,
            });
        }
    }
    let subjects = screened.slice.ids.iter().zip(findings).enumerate();
    subjects
        .map(|(place, (id, findings))| {
            let weights: Vec<Weight<'_>> = findings
                .iter()
                .map(|finding| weight_of(&rules[finding.rule]))
                .collect();
            let mut insufficient = RuleSet::default();
            for (rule, result) in screened.results.iter().enumerate() {
                if result.failed.is_none() && !result.answerable.has(place as u32) {
                    insufficient.insert(rule);
                }
            }
            SubjectFindings {
                id: id.clone(),
                weighed: weigh(&engine.weighing, &weights),
                findings,
                insufficient,
            }
        })
        .collect()
}

/// One row a subject: where a subject was brought more than once, each column takes the smallest
/// value there is, so that the order of files does not matter.
pub(crate) fn merge_subjects(slice: &mut Slice, schemas: &Schemas) -> Result<(), EngineError> {
    let whole = slice.table("subject", schemas)?;
    let Some(places) = slice::places(&whole) else {
        return Ok(());
    };
    let mut rows: Vec<(u32, u32)> = places
        .values()
        .iter()
        .enumerate()
        .map(|(row, place)| (*place, row as u32))
        .collect();
    rows.sort_unstable();
    if rows.windows(2).all(|pair| pair[0].0 != pair[1].0) {
        return Ok(());
    }
    let mut firsts: Vec<u32> = rows
        .chunk_by(|a, b| a.0 == b.0)
        .map(|same| same[0].1)
        .collect();
    firsts.sort_unstable_by_key(|row| places.value(*row as usize));
    let one_each = take_record_batch(&whole, &UInt32Array::from(firsts))?;
    let columns = whole
        .schema()
        .fields()
        .iter()
        .map(|field| match whole.column_by_name(field.name()) {
            Some(column) if field.name() != "subject_id" => smallest(column, places),
            _ => Ok(one_each
                .column_by_name(field.name())
                .map_or_else(|| Arc::clone(one_each.column(0)), Arc::clone)),
        })
        .collect::<Result<Vec<ArrayRef>, EngineError>>()?;
    slice.replace("subject", &RecordBatch::try_new(whole.schema(), columns)?);
    Ok(())
}

/// For each subject, in their order, the smallest value of a column.
fn smallest(column: &ArrayRef, places: &UInt32Array) -> Result<ArrayRef, EngineError> {
    use datafusion::arrow::compute::SortOptions;
    let nulls_last = Some(SortOptions {
        descending: false,
        nulls_first: false,
    });
    let keys = [
        SortColumn {
            values: Arc::new(places.clone()),
            options: None,
        },
        SortColumn {
            values: Arc::clone(column),
            options: nulls_last,
        },
    ];
    let order = lexsort_to_indices(&keys, None)?;
    let mut last = None;
    let firsts: Vec<u32> = order
        .values()
        .iter()
        .copied()
        .filter(|row| {
            let place = places.value(*row as usize);
            last.replace(place) != Some(place)
        })
        .collect();
    Ok(take(column, &UInt32Array::from(firsts), None)?)
}
