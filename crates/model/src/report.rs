//! The report of one run: what was read, what was checked, and what was found with its evidence.
//!
//! `report.json` is a [`Report`]. Its JSON Schema comes from these types. Everything but
//! [`Run::started_at`] and [`Run::seconds`] depends only on the input, the rules and the lists.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How the sum of the findings on one subject is to be treated. A person decides what follows.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
    Default,
)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Nothing that needs attention.
    #[default]
    None,
    /// Something was found, but it is weak or rests on one family of evidence.
    Watch,
    /// Independent findings agree, or a hard artefact is equal: a person should look.
    Review,
    /// Strong independent findings agree: a person should look first.
    Urgent,
}

impl Outcome {
    /// All outcomes, the least severe first.
    pub const ALL: [Self; 4] = [Self::None, Self::Watch, Self::Review, Self::Urgent];

    /// The word used in files and on the terminal.
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Watch => "watch",
            Self::Review => "review",
            Self::Urgent => "urgent",
        }
    }

    /// The outcome of that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.word() == word)
    }
}

/// What a rule says of one subject.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum RuleOutcome {
    /// The records match the published red flag.
    Fired,
    /// The data were there and do not match.
    Clear,
    /// The data that the rule needs are not there.
    Insufficient,
    /// The rule could not be run to its end.
    Failed,
}

/// One whole report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Report {
    /// Version of this layout; a change that breaks readers raises it.
    pub layout: u32,
    /// The run that made the report.
    pub run: Run,
    /// What the report can and cannot be used for, in sentences.
    pub limits_of_use: Vec<String>,
    /// What was read, table by table.
    pub tables: Vec<TableTotals>,
    /// The lists that were used.
    pub lists: Vec<ListUse>,
    /// The rules that were run, in the order of their ids.
    pub rules: Vec<RuleSummary>,
    /// The sources that the rules rest on, by key.
    pub sources: BTreeMap<String, SourceSummary>,
    /// How many subjects have which outcome.
    pub outcomes: BTreeMap<Outcome, u64>,
    /// How the weights were summed.
    pub weighing: WeighingSummary,
    /// Subjects in the order of review, most urgent first. At most as many as `run.shown_limit`;
    /// `subjects.parquet` and `findings.parquet` hold all.
    pub subjects: Vec<SubjectReport>,
    /// Groups of subjects that strong ties join, those that look most like an operation first. At most
    /// [`GroupReport::MOST`]; `group_fact.parquet` holds all.
    #[serde(default)]
    pub groups: Vec<GroupReport>,
    /// Where the judgement of how much a group looks like an operation comes from.
    #[serde(default)]
    pub group_model: String,
    /// Subjects of earlier days with whom those of this run were linked.
    #[serde(default)]
    pub earlier_subjects: u64,
    /// What reviewers said of two subjects, and what came of it in this run.
    #[serde(default)]
    pub verdicts: Vec<VerdictReport>,
    /// What ties nobody because it is everybody's, and what linking did not look at in full.
    #[serde(default)]
    pub passed_over: PassedOverSection,
    /// Matches with sanctions lists, apart from the findings on conduct: they have their own legal basis.
    #[serde(default)]
    pub sanctions: SanctionsSection,
    /// Whatever did not go as it should: failed rules, rows set aside, tables that nobody knew.
    pub problems: Vec<String>,
}

/// The run that made a report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Run {
    /// Version of bonafide.
    pub version: String,
    /// SHA-256 over the rules and their parameters.
    pub rule_pack: String,
    /// Version of the catalogue, and of the firm's own entries beside it.
    #[serde(default)]
    pub catalogue: String,
    /// SHA-256 over all lists.
    pub lists: String,
    /// When the run began (RFC 3339, UTC).
    pub started_at: String,
    /// How long it took, in seconds.
    pub seconds: f64,
    /// Whether everything was read and every rule ran.
    pub complete: bool,
    /// Subjects screened.
    pub subjects: u64,
    /// How many subjects the report shows in full at most.
    pub shown_limit: u64,
}

/// A group of subjects that strong ties join.
///
/// Two numbers, never one: a couple is surely linked and no operation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct GroupReport {
    /// Id; it stays when the group grows.
    pub id: String,
    /// How surely the members belong together, from 0 to 1.
    pub linked: f64,
    /// How much it looks like an operation, from 0 to 1: a ranking, not a probability.
    pub operation: f64,
    /// What makes it look like one or not.
    pub reasons: Vec<String>,
    /// The one tie without which it would fall apart, in words.
    pub fragile: Option<String>,
    /// What a reviewer found of it, in words.
    #[serde(default)]
    pub reviewed: Option<String>,
    /// How it grew: the months in which members came, the first one first.
    #[serde(default)]
    pub grew: Vec<GroupMonth>,
    /// Members in all.
    pub size: u64,
    /// Members, those with the most ties first. At most [`GroupReport::SHOWN`].
    pub members: Vec<GroupMemberReport>,
    /// Ties among the members that are shown.
    pub ties: Vec<GroupTie>,
}

impl GroupReport {
    /// Groups that a report holds at most.
    pub const MOST: usize = 200;
    /// Members that are shown of one group at most; the rest is counted.
    pub const SHOWN: usize = 60;
}

/// A month in which a group grew.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct GroupMonth {
    /// The month, as `2026-03`; absent for members of whom no day is known.
    pub month: Option<String>,
    /// Members whose accounts were made in it.
    pub joined: u64,
    /// Members at its end.
    pub members: u64,
}

/// A reviewer's verdict on two subjects, and what came of it. It binds runs and is no evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct VerdictReport {
    /// One subject.
    pub subject_a: String,
    /// The other.
    pub subject_b: String,
    /// `same` or `different`.
    pub verdict: String,
    /// Who decided.
    pub author: String,
    /// When, as `2026-03-01`.
    pub decided_on: String,
    /// Its last day, where it has one.
    pub until: Option<String>,
    /// Why.
    pub reason: String,
    /// What came of it in this run, in words.
    pub effect: String,
}

/// What linking passed over: values of everybody, and texts and transfers that were not looked at in full.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PassedOverSection {
    /// How many values of each kind are too common to tie anybody, among the thousand most common ones.
    pub totals: BTreeMap<String, u64>,
    /// The most common ones, by kind.
    pub values: Vec<CommonValueReport>,
    /// What was not looked at in full, and what texts hold that is not seen, in sentences.
    pub notes: Vec<String>,
}

impl PassedOverSection {
    /// Whether there is nothing to tell.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty() && self.notes.is_empty()
    }
}

/// A value that too many have to tie anybody: a VPN exit, a payroll account, a form letter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CommonValueReport {
    /// Kind of the tie that it would make.
    pub kind: String,
    /// Short name of the value: a hash, the same as in `link.parquet`. The value itself is not in the report.
    pub value: String,
    /// How many have it.
    pub count: u64,
    /// What was counted: `subjects`, or `counterparts` of an account.
    pub counted: String,
    /// The columns in which it stands.
    pub records: String,
    /// Some of the subjects who show it, in whose records it can be looked up.
    pub examples: Vec<String>,
}

/// A member of a group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct GroupMemberReport {
    /// The subject.
    pub subject_id: String,
    /// Role in the group, from its structure.
    pub role: String,
    /// What the findings on the subject alone come to.
    pub outcome: Outcome,
    /// Whether it is known from an earlier day alone, so that this run says nothing of it but that it is tied.
    #[serde(default)]
    pub is_earlier: bool,
    /// The strongest path that ties the subject to the rest, in words.
    pub via: Option<String>,
}

/// A tie between two members.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct GroupTie {
    /// Place of one among the members, from 0.
    pub a: u32,
    /// Place of the other.
    pub b: u32,
    /// Kind of the tie.
    pub kind: String,
    /// Weight in decibans.
    pub weight: f64,
    /// What ties them, in words.
    pub evidence: String,
}

/// Matches with sanctions lists, what they rest on, and what to do.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SanctionsSection {
    /// The sanctions lists that names, wallets and numbers were compared with.
    pub lists: Vec<SanctionsListUse>,
    /// How many matches there are of each firmness, also those that are not shown.
    pub totals: BTreeMap<Firmness, u64>,
    /// Matches, the firmest first. At most [`SanctionsSection::MOST`].
    pub matches: Vec<SanctionsMatch>,
    /// What the authorities ask, of whose lists something is matched. Have counsel check it before acting.
    pub duties: Vec<crate::catalogue::Duty>,
}

impl SanctionsSection {
    /// Matches that a report holds at most; `findings.parquet` holds all.
    pub const MOST: usize = 1_000;
}

/// A sanctions list that was compared with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SanctionsListUse {
    /// Name of the artefact.
    pub name: String,
    /// Its date and hash: `sdn of 2025-12-24 (3f9a0c1b22d4)`.
    pub version: String,
    /// Title that the publisher gives, where there is one.
    pub title: Option<String>,
    /// Parties on it.
    pub parties: u64,
    /// Whether it is an extract: that nothing is found in it means nothing.
    pub partial: bool,
}

/// How firm a match with a sanctions list is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Firmness {
    /// A wallet or number is equal, or a name together with a day of birth or a number.
    Equal,
    /// Something leads to a listed party: money nearby, a value of an open list.
    Lead,
    /// A name alone: nearly always a namesake.
    NameAlone,
    /// A person has compared the two and found that they are not one.
    Cleared,
}

impl Firmness {
    /// All, the firmest first.
    pub const ALL: [Self; 4] = [Self::Equal, Self::Lead, Self::NameAlone, Self::Cleared];

    /// In words.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Equal => "equal wallet, number, or name with birth date",
            Self::Lead => "lead to a listed party",
            Self::NameAlone => "name alone",
            Self::Cleared => "cleared",
        }
    }
}

/// One match of a subject with a party or value of a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SanctionsMatch {
    /// The subject.
    pub subject_id: String,
    /// The rule that found it.
    pub rule: String,
    /// How firm it is.
    pub firmness: Firmness,
    /// What was found, in a sentence.
    pub reason: String,
    /// The list, as its entry or its artefact is called.
    pub list: Option<String>,
    /// The version of the list.
    pub list_version: Option<String>,
    /// The number of the entry.
    pub entry: Option<String>,
    /// Primary name of the listed party.
    pub entity: Option<String>,
    /// Sanctions programmes.
    pub programme: Option<String>,
    /// Acts and orders on which the listing rests.
    pub legal_basis: Option<String>,
    /// Since when the party is listed.
    pub listed_on: Option<String>,
    /// How alike the names are, from 0 to 1.
    pub score: Option<f64>,
    /// Which part of the listed name met what, and what was weighed beside the name.
    pub explanation: Option<String>,
    /// Who owns a party that is not listed itself.
    pub ownership: Option<String>,
    /// Who cleared the pair, or why an earlier clearance no longer holds.
    pub clearance: Option<String>,
    /// Fingerprints of what was compared, for clearing the pair; none where it cannot be cleared.
    #[serde(default)]
    pub pairs: Vec<String>,
    /// The authority whose duties apply, by its key in [`SanctionsSection::duties`].
    pub authority: Option<String>,
}

/// What was read of one table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TableTotals {
    /// The table.
    pub table: String,
    /// Files read.
    pub files: u64,
    /// Rows read.
    pub read: u64,
    /// Rows kept.
    pub kept: u64,
    /// Rows set aside as broken; they are listed in `rejects.ndjson`.
    pub set_aside: u64,
}

/// One list that was used.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ListUse {
    /// Name of the list.
    pub name: String,
    /// Kind of the list.
    pub kind: String,
    /// SHA-256 of its content.
    pub sha256: String,
    /// Where it comes from.
    pub source: String,
    /// Date of the list, where known.
    pub date: Option<String>,
    /// Its licence.
    pub licence: String,
    /// Entries.
    pub rows: u64,
}

/// One rule, with what it found over all subjects.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RuleSummary {
    /// Id, such as `location/clock-disagrees`.
    pub id: String,
    /// Title.
    pub title: String,
    /// Family: findings of one family are capped together.
    pub family: String,
    /// Weight in decibans; negative where the finding speaks for the subject.
    pub weight: f64,
    /// The facts that a finding rests on; findings that rest on one fact count once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<String>,
    /// Whether the finding is the equality of a hard artefact.
    pub hard: bool,
    /// `conduct` or `sanctions`.
    pub track: String,
    /// `preview`, `shadow`, `stable` or `retired`. Only stable rules count.
    pub status: String,
    /// Published indicators that it checks.
    pub indicators: Vec<String>,
    /// Keys of the sources of those indicators.
    pub sources: Vec<String>,
    /// Whether the numbers in it come from a source.
    pub threshold_basis: String,
    /// Parameters as used.
    pub params: BTreeMap<String, serde_json::Value>,
    /// Innocent reasons for the finding.
    pub innocent_reasons: String,
    /// A question that would clear or confirm it.
    pub ask: String,
    /// Subjects for whom it fired.
    pub fired: u64,
    /// Subjects for whom the data were there and it did not fire.
    pub clear: u64,
    /// Subjects for whom the data were not there.
    pub insufficient: u64,
    /// What is missing where the rule could be answered for nobody.
    pub missing: Option<String>,
    /// Why the rule could not be run to its end.
    pub failed: Option<String>,
}

/// One source.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SourceSummary {
    /// Publisher.
    pub publisher: String,
    /// Title.
    pub title: String,
    /// Date.
    pub date: String,
    /// Address.
    pub url: String,
    /// `government`, `industry`, `community`, `press` or another kind.
    pub kind: String,
}

/// How the weights were summed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WeighingSummary {
    /// The profile that the lines come from, such as `marketplace`.
    #[serde(default)]
    pub profile: String,
    /// The assumed share of subjects who belong to an operation, from 0 to 1; the lines follow from it.
    #[serde(default)]
    pub prior: f64,
    /// The most that one family can add, in decibans.
    pub family_cap: f64,
    /// The sum from which `watch` begins.
    pub watch: f64,
    /// The sum from which `review` begins, if corroborated.
    pub review: f64,
    /// The sum from which one hard artefact equality is enough for `review`.
    pub hard: f64,
    /// The most that mitigating findings can take away.
    pub mitigation_cap: f64,
    /// The sum from which `urgent` begins, if corroborated.
    pub urgent: f64,
    /// The least that a family must add to corroborate.
    pub corroborating: f64,
}

/// One subject with everything that was found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SubjectReport {
    /// The subject.
    pub subject_id: String,
    /// Place in the order of review, from 1.
    pub rank: u64,
    /// Outcome.
    pub outcome: Outcome,
    /// Sum of the counted weights, in decibans.
    pub weight: f64,
    /// Why the outcome is not higher, or what lifted it, in a sentence.
    pub gate: String,
    /// The sum, family by family, the largest first.
    pub families: Vec<FamilySum>,
    /// Findings, the heaviest first; those of the sanctions track last.
    pub findings: Vec<Finding>,
    /// Rules that could not be answered for want of data.
    pub insufficient: Vec<String>,
    /// Steps that would clear or confirm, from the catalogue's measures.
    pub next_steps: Vec<NextStep>,
}

/// The sum of one family.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FamilySum {
    /// The family.
    pub family: String,
    /// Sum of the weights of its findings, in decibans.
    pub sum: f64,
    /// What of it counts after the cap, in decibans.
    pub counted: f64,
}

/// What one rule found on one subject.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// The rule.
    pub rule: String,
    /// Its weight in decibans.
    pub weight: f64,
    /// What of the weight counts after the cap of its family, in decibans.
    pub counted: f64,
    /// Another finding that rests on the same fact and counts in the place of this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same_fact_as: Option<String>,
    /// The reason in a sentence, filled with the evidence.
    pub reason: String,
    /// Evidence: the columns that the rule gave, of up to five rows.
    pub evidence: Vec<BTreeMap<String, serde_json::Value>>,
    /// Rows of evidence in all.
    pub evidence_rows: u64,
}

/// One step that a measure of the catalogue proposes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct NextStep {
    /// Measure id.
    pub measure: String,
    /// Title.
    pub title: String,
    /// What to do.
    pub description: String,
    /// Rules whose findings it answers.
    #[serde(default)]
    pub answers: Vec<String>,
    /// `check_name` under which its result is recorded in the table `verification`.
    #[serde(default)]
    pub check: Option<String>,
    /// Rules that count for the subject once it was taken with success.
    #[serde(default)]
    pub mitigations: Vec<String>,
}

/// The JSON Schema of `report.json`.
pub fn json_schema() -> serde_json::Value {
    schemars::schema_for!(Report).to_value()
}
