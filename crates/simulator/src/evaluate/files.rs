//! Reads what a screen wrote and the truth of a world, and compares them.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;

use arrow::array::{Array, AsArray, RecordBatch, StringArray};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Float64Type};
use bonafide_model::report::Outcome;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use super::groups::{FoundGroup, groups};
use super::{Evaluation, Judged, evaluate};
use crate::error::{Error, Result};
use crate::truth::{read_operations, read_subjects};

/// Compares the folder that a screen wrote with the folder `truth` of the world it screened.
pub fn evaluate_files(out: &Path, truth: &Path) -> Result<Evaluation> {
    for file in ["subjects.parquet", "findings.parquet"] {
        let path = out.join(file);
        if !path.is_file() {
            return Err(Error::NoReport(path));
        }
    }
    for file in ["truth_subject.csv", "truth_operation.csv"] {
        let path = truth.join(file);
        if !path.is_file() {
            return Err(Error::NoTruth(path));
        }
    }
    let subjects = read_judged(&out.join("subjects.parquet"))?;
    let findings = read_findings(&out.join("findings.parquet"))?;
    let truth_subjects = read_subjects(truth)?;
    same_world(
        &subjects,
        truth_subjects
            .iter()
            .map(|one| one.subject_id.as_str())
            .collect(),
    )?;
    let mut evaluation = evaluate(
        &subjects,
        &findings,
        &truth_subjects,
        &read_operations(truth)?,
    );
    let members = out.join("group_member.parquet");
    if members.is_file() {
        let found = read_groups(&members, &out.join("group_fact.parquet"))?;
        evaluation.groups = Some(groups(&found, &truth_subjects));
    }
    Ok(evaluation)
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

fn same_world(subjects: &[Judged], known: std::collections::HashSet<&str>) -> Result<()> {
    let missing: Vec<&str> = subjects
        .iter()
        .map(|one| one.subject_id.as_str())
        .filter(|id| !known.contains(id))
        .collect();
    match missing.iter().min() {
        None => Ok(()),
        Some(example) => Err(Error::OtherWorld {
            missing: missing.len(),
            screened: subjects.len(),
            example: (*example).to_owned(),
        }),
    }
}

fn read_judged(path: &Path) -> Result<Vec<Judged>> {
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
                    column: "outcome",
                    why: format!("{word:?} is none of none, watch, review, urgent; screen again with this version"),
                })?,
                weight: weights.value(row),
            });
        }
        Ok(())
    })?;
    Ok(subjects)
}

fn read_findings(path: &Path) -> Result<Vec<(String, String)>> {
    let mut findings = Vec::new();
    each_batch(path, &["subject_id", "rule", "outcome"], |batch| {
        let ids = texts(batch, path, "subject_id")?;
        let rules = texts(batch, path, "rule")?;
        let outcomes = texts(batch, path, "outcome")?;
        for row in 0..batch.num_rows() {
            if outcomes.value(row) == "fired" {
                findings.push((ids.value(row).to_owned(), rules.value(row).to_owned()));
            }
        }
        Ok(())
    })?;
    Ok(findings)
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
    let file = File::open(path).map_err(|source| Error::Io {
        doing: "opening",
        path: path.to_owned(),
        source,
    })?;
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
        path: path.to_owned(),
        column: name,
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
