//! The truth about a world: who is a persona, of which operation, and who only looks like one.
//!
//! It lies in `truth/` beside the records. Screening never reads that folder; evaluation does.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// The truth about one subject: one row of `truth/truth_subject.csv`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct SubjectTruth {
    /// The subject.
    pub subject_id: String,
    /// Whether an operation runs it.
    pub persona: bool,
    /// Which operation, for personas.
    pub operation_id: Option<String>,
    /// Which operator of the operation, for personas.
    pub operator_id: Option<String>,
    /// `sloppy`, `average` or `careful`, for personas.
    pub care: Option<String>,
    /// What it does for the operation: `worker`, `lent_account`, `reviewer`, `insider`, `facilitator`
    /// or `front_company`.
    pub role: Option<String>,
    /// What makes an honest subject look unusual; `plain` if nothing does.
    pub honest_kind: Option<String>,
    /// Region of origin.
    pub origin: String,
    /// All that makes an honest subject look unusual, the main kind first, with `;` between; absent
    /// for members of operations.
    #[serde(default)]
    pub honest_kinds: Option<String>,
    /// What a member of an operation does against being found, with `;` between; see
    /// docs/simulation.md for the words.
    #[serde(default)]
    pub methods: Option<String>,
    /// First day on which the subject does anything that a firm records, such as `2026-03-14`.
    #[serde(default)]
    pub first_record_on: Option<String>,
    /// Last such day.
    #[serde(default)]
    pub last_record_on: Option<String>,
    /// `theft`, `extortion` or `theft;extortion`, for insiders.
    #[serde(default)]
    pub harm: Option<String>,
    /// The day on which that harm begins.
    #[serde(default)]
    pub harm_on: Option<String>,
    /// The views in which the subject has records, with `;` between; see `--view`.
    #[serde(default)]
    pub known_to: Option<String>,
}

/// The truth about one operation: one row of `truth/truth_operation.csv`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct OperationTruth {
    /// The operation.
    pub operation_id: String,
    /// `sloppy`, `average` or `careful`.
    pub care: String,
    /// Operators in the team.
    pub operators: u64,
    /// Personas on this market.
    pub members: u64,
    /// Personas everywhere, other markets included.
    pub personas_everywhere: u64,
    /// Houses in which laptops stand.
    pub farms: u64,
    /// Laptops in them, other markets included.
    pub laptops: u64,
    /// Share of the pay that facilitators keep.
    pub retained: f64,
    /// City from which it works.
    pub seat: String,
    /// The honest subject whose identity it uses, if one is on this market.
    pub victim: Option<String>,
    /// First day on which a member of it does anything that a firm records.
    #[serde(default)]
    pub first_record_on: Option<String>,
    /// Members who only lend a house, an account or a face.
    #[serde(default)]
    pub facilitators: u64,
    /// Members who steal or extort in the end.
    #[serde(default)]
    pub insiders: u64,
    /// Members that are companies of its own.
    #[serde(default)]
    pub front_companies: u64,
    /// A client of the market that belongs to it and rates its own personas, if it has one.
    #[serde(default)]
    pub false_client: Option<String>,
}

/// Reads the truth about subjects.
pub fn read_subjects(truth: &Path) -> Result<Vec<SubjectTruth>> {
    read(&truth.join("truth_subject.csv"))
}

/// Reads the truth about operations.
pub fn read_operations(truth: &Path) -> Result<Vec<OperationTruth>> {
    read(&truth.join("truth_operation.csv"))
}

fn read<T: for<'de> Deserialize<'de>>(path: &Path) -> Result<Vec<T>> {
    let failed = |source| Error::Csv {
        doing: "reading",
        path: path.to_owned(),
        source,
    };
    let mut reader = csv::Reader::from_path(path).map_err(failed)?;
    reader
        .deserialize()
        .collect::<Result<_, _>>()
        .map_err(failed)
}

pub(crate) fn write<T: Serialize>(path: &Path, rows: impl Iterator<Item = T>) -> Result<()> {
    let failed = |source| Error::Csv {
        doing: "writing",
        path: path.to_owned(),
        source,
    };
    let mut writer = csv::Writer::from_path(path).map_err(failed)?;
    for row in rows {
        writer.serialize(row).map_err(failed)?;
    }
    writer.flush().map_err(|source| Error::Io {
        doing: "writing",
        path: path.to_owned(),
        source,
    })
}
