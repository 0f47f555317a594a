//! The tables that linking writes: ties, members of groups, and what is known of each group.

use std::path::Path;
use std::sync::Arc;

use bonafide_linking::Link;
use datafusion::arrow::array::{
    ArrayRef, AsArray, Float64Builder, RecordBatch, StringBuilder, UInt32Builder,
};
use datafusion::arrow::datatypes::{Float64Type, UInt32Type};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use crate::enrich::{fact_row, member_row};
use crate::error::EngineError;
use crate::linking::Linking;
use crate::output::write;

/// Rows of one batch of output.
const ROWS: usize = 65_536;

/// Writes `link.parquet`: one row a tie, in the order of the two subjects.
pub fn write_links(linking: &Linking, path: &Path) -> Result<(), EngineError> {
    let links = &linking.linked.links;
    // A table without rows still has its columns.
    let starts = (0..links.len().max(1)).step_by(ROWS);
    let batches = starts.map(|start| {
        let end = (start + ROWS).min(links.len());
        link_batch(linking, &links[start..end])
    });
    write(path, batches)
}

fn link_batch(linking: &Linking, links: &[Link]) -> Result<RecordBatch, EngineError> {
    let (mut a, mut b) = (StringBuilder::new(), StringBuilder::new());
    let (mut kind, mut evidence) = (StringBuilder::new(), StringBuilder::new());
    let mut records = StringBuilder::new();
    let (mut weight, mut shared_by) = (Float64Builder::new(), UInt32Builder::new());
    for link in links {
        a.append_value(linking.id(link.a));
        b.append_value(linking.id(link.b));
        kind.append_value(link.kind.word());
        weight.append_value((f64::from(link.decibans) * 100.0).round() / 100.0);
        shared_by.append_value(link.shared_by);
        evidence.append_value(linking.words_of(link));
        records.append_value(linking.records(link));
    }
    let columns: [(&str, ArrayRef); 7] = [
        ("subject_a", Arc::new(a.finish())),
        ("subject_b", Arc::new(b.finish())),
        ("kind", Arc::new(kind.finish())),
        ("weight", Arc::new(weight.finish())),
        ("shared_by", Arc::new(shared_by.finish())),
        ("evidence", Arc::new(evidence.finish())),
        ("records", Arc::new(records.finish())),
    ];
    Ok(RecordBatch::try_from_iter(columns)?)
}

/// Writes `group_member.parquet`: one row a member, group by group.
pub fn write_members(linking: &Linking, path: &Path) -> Result<(), EngineError> {
    let (mut group_id, mut subject) = (StringBuilder::new(), StringBuilder::new());
    let (mut role, mut via) = (StringBuilder::new(), StringBuilder::new());
    for group in &linking.linked.groups {
        for (place, member) in group.members.iter().enumerate() {
            let row = member_row(linking, group, place);
            group_id.append_value(&group.id);
            subject.append_value(linking.id(member.subject));
            role.append_option(row.role);
            via.append_option(row.via);
        }
    }
    let columns: [(&str, ArrayRef); 4] = [
        ("group_id", Arc::new(group_id.finish())),
        ("subject_id", Arc::new(subject.finish())),
        ("role", Arc::new(role.finish())),
        ("via", Arc::new(via.finish())),
    ];
    write(
        path,
        std::iter::once(Ok(RecordBatch::try_from_iter(columns)?)),
    )
}

/// Writes `group_fact.parquet`: one row a group.
pub fn write_groups(linking: &Linking, path: &Path) -> Result<(), EngineError> {
    let mut texts: [StringBuilder; 5] = Default::default();
    let mut counts: [UInt32Builder; 5] = Default::default();
    let (mut linked, mut operation) = (Float64Builder::new(), Float64Builder::new());
    let mut decibans = Float64Builder::new();
    for group in &linking.linked.groups {
        let row = fact_row(linking, group);
        texts[0].append_value(&group.id);
        texts[1].append_option(row.kinds);
        texts[2].append_option(row.reasons);
        texts[3].append_option(row.fragile);
        texts[4].append_option(row.grew);
        let numbers = [
            row.members,
            row.identity_kinds,
            row.names,
            row.countries,
            row.teams,
        ];
        for (column, number) in counts.iter_mut().zip(numbers) {
            column.append_option(number.and_then(|number| u32::try_from(number).ok()));
        }
        linked.append_option(row.linked);
        operation.append_option(row.operation);
        decibans.append_option(row.decibans);
    }
    let [mut id, mut kinds, mut reasons, mut fragile, mut grew] = texts;
    let [
        mut members,
        mut identity,
        mut names,
        mut countries,
        mut teams,
    ] = counts;
    let columns: [(&str, ArrayRef); 13] = [
        ("group_id", Arc::new(id.finish())),
        ("members", Arc::new(members.finish())),
        ("linked", Arc::new(linked.finish())),
        ("operation", Arc::new(operation.finish())),
        ("decibans", Arc::new(decibans.finish())),
        ("kinds", Arc::new(kinds.finish())),
        ("identity_kinds", Arc::new(identity.finish())),
        ("names", Arc::new(names.finish())),
        ("countries", Arc::new(countries.finish())),
        ("teams", Arc::new(teams.finish())),
        ("reasons", Arc::new(reasons.finish())),
        ("fragile", Arc::new(fragile.finish())),
        ("grew", Arc::new(grew.finish())),
    ];
    write(
        path,
        std::iter::once(Ok(RecordBatch::try_from_iter(columns)?)),
    )
}

/// One row of `link.parquet`.
pub(crate) struct LinkRow {
    pub(crate) a: String,
    pub(crate) b: String,
    pub(crate) kind: String,
    pub(crate) weight: f64,
    pub(crate) shared_by: u32,
    pub(crate) evidence: String,
    pub(crate) records: String,
}

/// Reads what [`write_links`] wrote.
pub(crate) fn read_links(path: &Path) -> Result<Vec<LinkRow>, EngineError> {
    let file = std::fs::File::open(path).map_err(|source| {
        EngineError::file(
            "cannot read the ties (name the folder that `bonafide screen --out` made)",
            path,
            source,
        )
    })?;
    let failed = |source: parquet::errors::ParquetError| {
        EngineError::file(
            "cannot read the ties, screen again:",
            path,
            std::io::Error::other(source),
        )
    };
    let reader = ParquetRecordBatchReaderBuilder::try_new(file)
        .and_then(ParquetRecordBatchReaderBuilder::build)
        .map_err(failed)?;
    let mut rows = Vec::new();
    for batch in reader {
        let batch = batch?;
        let text = |name: &str| batch.column_by_name(name)?.as_string_opt::<i32>();
        let (Some(a), Some(b), Some(kind)) = (text("subject_a"), text("subject_b"), text("kind"))
        else {
            return Err(other_layout(path));
        };
        let weight = batch
            .column_by_name("weight")
            .and_then(|column| column.as_primitive_opt::<Float64Type>());
        let shared_by = batch
            .column_by_name("shared_by")
            .and_then(|column| column.as_primitive_opt::<UInt32Type>());
        let (Some(weight), Some(shared_by)) = (weight, shared_by) else {
            return Err(other_layout(path));
        };
        let (Some(evidence), Some(records)) = (text("evidence"), text("records")) else {
            return Err(other_layout(path));
        };
        rows.extend((0..batch.num_rows()).map(|row| LinkRow {
            a: a.value(row).to_owned(),
            b: b.value(row).to_owned(),
            kind: kind.value(row).to_owned(),
            weight: weight.value(row),
            shared_by: shared_by.value(row),
            evidence: evidence.value(row).to_owned(),
            records: records.value(row).to_owned(),
        }));
    }
    Ok(rows)
}

fn other_layout(path: &Path) -> EngineError {
    EngineError::file(
        "cannot read the ties",
        path,
        std::io::Error::new(
            std::io::ErrorKind::InvalidData,
            "its columns are not those that this version writes; screen again",
        ),
    )
}
