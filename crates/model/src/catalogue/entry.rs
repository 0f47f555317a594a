//! The entries of a catalogue.

use serde::{Deserialize, Serialize};

use super::{
    Category, EvidenceGrade, MachineCheckable, Sector, Seen, SourceKind, Stage, Strength,
    ThresholdBasis,
};

/// One published red flag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// Id.
    pub id: String,
    /// What it is, in a few words.
    pub title: String,
    /// What it is, in a sentence.
    pub description: String,
    /// When in a working relation it shows.
    pub stage: Stage,
    /// Who can see it.
    pub sector: Vec<Sector>,
    /// What it points to.
    pub category: Category,
    /// The records that are needed to check it.
    pub data_needed: Vec<String>,
    /// How to check it, with proposed numbers where the sources give none.
    pub how_to_detect: String,
    /// Whether a program can check it.
    pub machine_checkable: MachineCheckable,
    /// How much it tells.
    pub strength: Strength,
    /// Why it tells that much.
    pub strength_reason: String,
    /// Why an honest person may match.
    pub benign_explanations: Vec<String>,
    /// Who published it, and how that was seen.
    pub sources: Vec<Citation>,
    /// The best way in which one of its sources was seen.
    pub evidence_grade: EvidenceGrade,
    /// How many publishers state it independently of each other.
    pub independent_publishers: u32,
    /// Whether a government states it.
    pub government_source: bool,
    /// Whether its numbers come from a source.
    pub threshold_basis: ThresholdBasis,
}

/// One published due-diligence step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// Id.
    pub id: String,
    /// What it is, in a few words.
    pub title: String,
    /// What to do.
    pub description: String,
    /// When in a working relation it is taken.
    pub stage: Stage,
    /// Who can take it.
    pub sector: Vec<Sector>,
    /// The records that show that it was taken.
    pub evidence_record: Vec<String>,
    /// Whether a program can tell that it was taken.
    pub machine_checkable: MachineCheckable,
    /// Who published it, and how that was seen.
    pub sources: Vec<Citation>,
    /// The best way in which one of its sources was seen.
    pub evidence_grade: EvidenceGrade,
    /// How many publishers state it independently of each other.
    pub independent_publishers: u32,
    /// Whether a government states it.
    pub government_source: bool,
}

/// A published signal that is left out on purpose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Excluded {
    /// Id.
    pub id: String,
    /// The signal.
    pub signal: String,
    /// Where it was published.
    pub where_published: Vec<String>,
    /// Why it is left out.
    pub why_excluded: String,
}

/// What a firm must do when a party that it deals with is on the lists of an authority: a starting point for counsel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Duty {
    /// Key: `un`, `eu`, or a country as a two-letter code.
    pub authority: String,
    /// Name of the jurisdiction and its authority.
    pub name: String,
    /// Short names of its lists, as they are read.
    pub lists: Vec<String>,
    /// Whom the rules bind.
    pub binds: String,
    /// What must be stopped or frozen.
    pub block: String,
    /// What must be reported, to whom and by when.
    pub report: String,
    /// Who may allow a dealing.
    pub licence: String,
    /// The law that says so.
    pub law: String,
    /// Where to begin reading.
    pub url: String,
}

/// A document that states indicators or measures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Key by which it is cited.
    pub key: String,
    /// Publisher.
    pub publisher: String,
    /// Title.
    pub title: String,
    /// Date, as exactly as it is known.
    pub date: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// What kind of publisher it has.
    pub kind: SourceKind,
}

/// A source, and how it was seen for the entry that cites it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Citation {
    /// Key of the source.
    pub key: String,
    /// How it was seen.
    pub seen: Seen,
}

/// Which catalogue it is: its version, its day, and of a firm's own folder its namespace.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edition {
    /// Version; a change of an entry raises it.
    pub version: String,
    /// Day of the version, as YYYY-MM-DD.
    pub date: String,
    /// What the catalogue holds, in a few words.
    pub title: String,
    /// The word before the colon in every id of a firm's own folder; none for the catalogue that
    /// comes with the program.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub namespace: Option<String>,
    /// SHA-256 over the published entries, by which a test knows that a change raised the version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
    /// Entries of another catalogue that a document states again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub restates: Vec<Restatement>,
}

/// A document of a firm's own folder states an indicator that is already known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Restatement {
    /// Id of the known indicator.
    pub indicator: String,
    /// Key of the source that states it again.
    pub source: String,
    /// How that source was seen.
    pub seen: Seen,
}

/// What the program does with a measure, beside proposing it and printing it on checklists.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasureUse {
    /// `check_name` in the table `verification` under which it is recorded that the step was taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check: Option<String>,
    /// Rules with a negative weight that count once the step was taken.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mitigations: Vec<String>,
    /// Rules that carry the measure out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<String>,
    /// What else the program has for it, or why it leaves it to the firm.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What keeps a signal out that is left out on purpose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refusal {
    /// Protected columns (`table.column`) that hold it: a rule that reads one is refused.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub protected: Vec<String>,
    /// Words that no column name of any table may contain, because no table holds such data.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub no_column: Vec<String>,
    /// In a sentence.
    pub how: String,
}
