//! What a screen wrote: outcomes, findings, rules and groups.

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::path::{Path, PathBuf};

use arrow::array::{Array, AsArray, RecordBatch, StringArray};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Float64Type};
use bonafide_model::report::{Outcome, Report, RuleSummary, WeighingSummary};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use crate::error::{Error, Result};
use crate::groups::FoundGroup;
use crate::weighing::{Weighable, Weighed, Weigher};

/// What a screen said of one subject.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// The subject.
    pub subject_id: String,
    /// Outcome.
    pub outcome: Outcome,
    /// Sum of the counted weights, in decibans.
    pub weight: f64,
    /// What fired.
    pub findings: Vec<Found>,
}

/// One finding of a subject.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Place of the rule in [`Reported::rules`].
    pub rule: usize,
    /// What of its weight counts, in decibans.
    pub counted: f64,
    /// Evidence, as `findings.parquet` holds it.
    pub evidence: String,
}

/// What a screen wrote.
#[derive(Debug, Clone, PartialEq)]
pub struct Reported {
    /// The rules, in the order of their ids.
    pub rules: Vec<RuleSummary>,
    /// The numbers of the weighing.
    pub weighing: WeighingSummary,
    /// Every subject that was screened, each once.
    pub subjects: Vec<Judged>,
    /// Groups; absent where the screen made none.
    pub(crate) groups: Option<Vec<FoundGroup>>,
    /// When the run began (RFC 3339).
    pub started_at: String,
    /// SHA-256 over rules and parameters.
    pub rule_pack: String,
    /// Whether everything was read and every rule ran.
    pub complete: bool,
}

impl Reported {
    /// Puts together what a screen found. A subject that comes more than once counts with its most
    /// severe judgement.
    pub fn new(rules: Vec<RuleSummary>, weighing: WeighingSummary, subjects: Vec<Judged>) -> Self {
        Self {
            rules,
            weighing,
            subjects: most_severe(subjects),
            groups: None,
            started_at: String::new(),
            rule_pack: String::new(),
            complete: true,
        }
    }

    /// Reads the folder that `bonafide screen --out` wrote.
    pub fn read(out: &Path) -> Result<Self> {
        for file in ["subjects.parquet", "findings.parquet", "report.json"] {
            let path = out.join(file);
            if !path.is_file() {
                return Err(Error::NoReport(path));
            }
        }
        let path = out.join("report.json");
        let text = std::fs::read_to_string(&path).map_err(Error::io("reading", &path))?;
        let report: Report = serde_json::from_str(&text).map_err(|source| Error::Report {
            path: path.clone(),
            source,
        })?;
        let mut subjects = read_subjects(&out.join("subjects.parquet"))?;
        read_findings(&out.join("findings.parquet"), &report.rules, &mut subjects)?;
        let mut reported = Self::new(report.rules, report.weighing, subjects);
        reported.started_at = report.run.started_at;
        reported.rule_pack = report.run.rule_pack;
        reported.complete = report.run.complete;
        let members = out.join("group_member.parquet");
        if members.is_file() {
            reported.groups = Some(read_groups(&members, &out.join("group_fact.parquet"))?);
        }
        Ok(reported)
    }

    /// Weighs some findings of a subject again.
    pub(crate) fn weigh<'a>(
        &'a self,
        weigher: &dyn Weigher,
        findings: impl Iterator<Item = &'a Found>,
    ) -> Weighed {
        let findings: Vec<Weighable<'_>> = findings
            .map(|found| Weighable {
                rule: &self.rules[found.rule],
                evidence: &found.evidence,
            })
            .collect();
        weigher.weigh(&findings)
    }

    /// Subjects whose outcome and sum the weigher makes again from their findings.
    pub fn made_again(&self, weigher: &dyn Weigher) -> u64 {
        let same = |subject: &&Judged| {
            let again = self.weigh(weigher, subject.findings.iter());
            again.outcome == subject.outcome && (again.weight - subject.weight).abs() < 1e-6
        };
        self.subjects.iter().filter(same).count() as u64
    }
}

fn most_severe(mut subjects: Vec<Judged>) -> Vec<Judged> {
    subjects.sort_by(|a, b| {
        a.subject_id
            .cmp(&b.subject_id)
            .then_with(|| b.outcome.cmp(&a.outcome))
            .then_with(|| b.weight.total_cmp(&a.weight))
    });
    subjects.dedup_by(|later, kept| later.subject_id == kept.subject_id);
    for subject in &mut subjects {
        subject.findings.sort_by_key(|found| found.rule);
        subject.findings.dedup_by_key(|found| found.rule);
    }
    subjects
}

fn read_groups(members: &Path, facts: &Path) -> Result<Vec<FoundGroup>> {
    let mut found: BTreeMap<String, FoundGroup> = BTreeMap::new();
    each_batch(facts, &["group_id", "operation"], |batch| {
        let ids = texts(batch, facts, "group_id")?;
        let values = column(batch, facts, "operation", &DataType::Float64)?;
        let values = values.as_primitive::<Float64Type>();
        for row in 0..batch.num_rows() {
            let id = ids.value(row).to_owned();
            found.insert(
                id.clone(),
                FoundGroup {
                    id,
                    members: Vec::new(),
                    operation: values.value(row),
                },
            );
        }
        Ok(())
    })?;
    each_batch(members, &["group_id", "subject_id"], |batch| {
        let groups = texts(batch, members, "group_id")?;
        let subjects = texts(batch, members, "subject_id")?;
        for row in 0..batch.num_rows() {
            if let Some(group) = found.get_mut(groups.value(row)) {
                group.members.push(subjects.value(row).to_owned());
            }
        }
        Ok(())
    })?;
    Ok(found.into_values().collect())
}

fn read_subjects(path: &Path) -> Result<Vec<Judged>> {
    let mut subjects = Vec::new();
    each_batch(path, &["subject_id", "outcome", "weight"], |batch| {
        let ids = texts(batch, path, "subject_id")?;
        let outcomes = texts(batch, path, "outcome")?;
        let weights = column(batch, path, "weight", &DataType::Float64)?;
        let weights = weights.as_primitive::<Float64Type>();
        for row in 0..batch.num_rows() {
            let word = outcomes.value(row);
            subjects.push(Judged {
                subject_id: ids.value(row).to_owned(),
                outcome: Outcome::parse(word).ok_or_else(|| Error::Column {
                    path: path.to_owned(),
                    column: "outcome".to_owned(),
                    why: format!("{word:?} is none of none, watch, review, urgent; screen again with this version"),
                })?,
                weight: weights.value(row),
                findings: Vec::new(),
            });
        }
        Ok(())
    })?;
    Ok(subjects)
}

fn read_findings(path: &Path, rules: &[RuleSummary], subjects: &mut [Judged]) -> Result<()> {
    let places: HashMap<&str, usize> = rules
        .iter()
        .enumerate()
        .map(|(place, rule)| (rule.id.as_str(), place))
        .collect();
    let rows: HashMap<String, usize> = subjects
        .iter()
        .enumerate()
        .map(|(row, subject)| (subject.subject_id.clone(), row))
        .collect();
    let columns = ["subject_id", "rule", "outcome", "counted", "evidence"];
    each_batch(path, &columns, |batch| {
        let ids = texts(batch, path, "subject_id")?;
        let names = texts(batch, path, "rule")?;
        let outcomes = texts(batch, path, "outcome")?;
        let evidence = texts(batch, path, "evidence")?;
        let counted = column(batch, path, "counted", &DataType::Float64)?;
        let counted = counted.as_primitive::<Float64Type>();
        for row in 0..batch.num_rows() {
            if outcomes.value(row) != "fired" {
                continue;
            }
            let rule = *places
                .get(names.value(row))
                .ok_or_else(|| Error::UnknownRule {
                    path: path.to_owned(),
                    rule: names.value(row).to_owned(),
                })?;
            if let Some(subject) = rows.get(ids.value(row)) {
                subjects[*subject].findings.push(Found {
                    rule,
                    counted: counted.value(row),
                    evidence: evidence.value(row).to_owned(),
                });
            }
        }
        Ok(())
    })
}

/// Hands over the rows of a file batch by batch, with no more columns than are asked for.
fn each_batch(
    path: &Path,
    columns: &[&str],
    mut take: impl FnMut(&RecordBatch) -> Result<()>,
) -> Result<()> {
    let failed = |source| Error::Parquet {
        doing: "reading",
        path: path.to_owned(),
        source,
    };
    let file = File::open(path).map_err(Error::io("opening", path))?;
    let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(failed)?;
    let mask = ProjectionMask::columns(builder.parquet_schema(), columns.iter().copied());
    let reader = builder
        .with_projection(mask)
        .with_batch_size(65_536)
        .build()
        .map_err(failed)?;
    for batch in reader {
        take(&batch.map_err(|source| failed(source.into()))?)?;
    }
    Ok(())
}

fn texts(batch: &RecordBatch, path: &Path, name: &'static str) -> Result<StringArray> {
    Ok(column(batch, path, name, &DataType::Utf8)?
        .as_string::<i32>()
        .clone())
}

/// The column as the wanted type, without gaps.
fn column(
    batch: &RecordBatch,
    path: &Path,
    name: &'static str,
    wanted: &DataType,
) -> Result<arrow::array::ArrayRef> {
    let unusable = |why: String| Error::Column {
        path: PathBuf::from(path),
        column: name.to_owned(),
        why,
    };
    let found = batch.column_by_name(name).ok_or_else(|| {
        unusable("it is not there; give the folder that `bonafide screen --out` wrote".to_owned())
    })?;
    let column = cast(found, wanted).map_err(|_| {
        unusable(format!(
            "it holds {}, not {wanted}; screen again with this version",
            found.data_type()
        ))
    })?;
    match column.null_count() {
        0 => Ok(column),
        empty => Err(unusable(format!(
            "{empty} of its cells are empty or unreadable; screen again with this version"
        ))),
    }
}
