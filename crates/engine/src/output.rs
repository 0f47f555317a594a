//! The tables that a run writes: every subject and every finding.

use std::path::Path;
use std::sync::Arc;

use datafusion::arrow::array::{
    ArrayRef, Float64Builder, RecordBatch, StringBuilder, StringDictionaryBuilder, UInt64Builder,
};
use datafusion::arrow::datatypes::Int32Type;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;

use crate::engine::Engine;
use crate::error::EngineError;
use crate::screen::Outcome;
use crate::subjects::SubjectFindings;
use crate::tell;

/// Rows of one batch of output.
const ROWS: usize = 65_536;

/// Writes `subjects.parquet`: one row a subject in the order of review.
pub fn write_subjects(engine: &Engine, outcome: &Outcome, path: &Path) -> Result<(), EngineError> {
    let mut rank = 0_u64;
    let batches = outcome.subjects.chunks(ROWS).map(|chunk| {
        let mut columns = SubjectColumns::default();
        for subject in chunk {
            rank += 1;
            columns.add(engine, subject, rank);
        }
        columns.finish()
    });
    write(path, batches)
}

/// Writes `findings.parquet`: one row a finding, in the order of the subjects.
pub fn write_findings(engine: &Engine, outcome: &Outcome, path: &Path) -> Result<(), EngineError> {
    let batches = outcome.subjects.chunks(ROWS).map(|chunk| {
        let mut columns = FindingColumns::default();
        for subject in chunk {
            columns.add(engine, subject);
        }
        columns.finish()
    });
    write(path, batches)
}

#[derive(Default)]
struct SubjectColumns {
    subject: StringBuilder,
    outcome: StringDictionaryBuilder<Int32Type>,
    weight: Float64Builder,
    rank: UInt64Builder,
    findings: UInt64Builder,
    insufficient: StringDictionaryBuilder<Int32Type>,
}

impl SubjectColumns {
    fn add(&mut self, engine: &Engine, subject: &SubjectFindings, rank: u64) {
        self.subject.append_value(&subject.id);
        self.outcome.append_value(subject.weighed.outcome.word());
        self.weight.append_value(subject.weighed.weight);
        self.rank.append_value(rank);
        self.findings.append_value(subject.findings.len() as u64);
        let rules: Vec<&str> = subject
            .insufficient
            .iter()
            .map(|rule| engine.pack.rules[rule].file.id.as_str())
            .collect();
        self.insufficient.append_value(rules.join(" "));
    }

    fn finish(mut self) -> Result<RecordBatch, EngineError> {
        let columns: [(&str, ArrayRef); 6] = [
            ("subject_id", Arc::new(self.subject.finish())),
            ("outcome", Arc::new(self.outcome.finish())),
            ("weight", Arc::new(self.weight.finish())),
            ("rank", Arc::new(self.rank.finish())),
            ("findings", Arc::new(self.findings.finish())),
            ("insufficient", Arc::new(self.insufficient.finish())),
        ];
        Ok(RecordBatch::try_from_iter(columns)?)
    }
}

#[derive(Default)]
struct FindingColumns {
    subject: StringBuilder,
    rule: StringDictionaryBuilder<Int32Type>,
    outcome: StringDictionaryBuilder<Int32Type>,
    weight: Float64Builder,
    counted: Float64Builder,
    reason: StringBuilder,
    evidence: StringBuilder,
    rows: UInt64Builder,
}

impl FindingColumns {
    fn add(&mut self, engine: &Engine, subject: &SubjectFindings) {
        for (found, counted) in subject.findings.iter().zip(&subject.weighed.counted) {
            let rule = &engine.pack.rules[found.rule].file;
            self.subject.append_value(&subject.id);
            self.rule.append_value(&rule.id);
            self.outcome.append_value("fired");
            self.weight.append_value(rule.weight);
            self.counted.append_value(*counted);
            self.reason
                .append_value(tell::reason(rule, found.evidence.first()));
            self.evidence
                .append_value(serde_json::to_string(&found.evidence).unwrap_or_default());
            self.rows.append_value(found.rows);
        }
    }

    fn finish(mut self) -> Result<RecordBatch, EngineError> {
        let columns: [(&str, ArrayRef); 8] = [
            ("subject_id", Arc::new(self.subject.finish())),
            ("rule", Arc::new(self.rule.finish())),
            ("outcome", Arc::new(self.outcome.finish())),
            ("weight", Arc::new(self.weight.finish())),
            ("counted", Arc::new(self.counted.finish())),
            ("reason", Arc::new(self.reason.finish())),
            ("evidence", Arc::new(self.evidence.finish())),
            ("evidence_rows", Arc::new(self.rows.finish())),
        ];
        Ok(RecordBatch::try_from_iter(columns)?)
    }
}

pub(crate) fn write(
    path: &Path,
    batches: impl Iterator<Item = Result<RecordBatch, EngineError>>,
) -> Result<(), EngineError> {
    let failed = |source| EngineError::Parquet {
        path: path.to_owned(),
        source,
    };
    let mut writer: Option<ArrowWriter<std::fs::File>> = None;
    for batch in batches {
        let batch = batch?;
        let writer = match &mut writer {
            Some(writer) => writer,
            None => {
                let file = std::fs::File::create(path)
                    .map_err(|source| EngineError::file("cannot write", path, source))?;
                let properties = WriterProperties::builder()
                    .set_compression(Compression::ZSTD(ZstdLevel::default()))
                    .set_created_by("bonafide".to_owned())
                    .build();
                writer.insert(
                    ArrowWriter::try_new(file, batch.schema(), Some(properties)).map_err(failed)?,
                )
            }
        };
        writer.write(&batch).map_err(failed)?;
    }
    if let Some(writer) = writer {
        writer.close().map_err(failed)?;
    }
    Ok(())
}
