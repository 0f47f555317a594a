//! Rule files: one Markdown file holds one rule with its reason, its query and its own tests.
//!
//! ```text
//! +++                              front matter (TOML): id, title, indicators, weight, …
//! +++
//! The reason with {placeholders}.
//! **Innocent reasons.** …  **Ask.** …  **Thresholds.** …
//! ```sql … ```                     the query
//! ## Fires on …                    cases, each with tables as CSV blocks
//! ## Stays quiet on …
//! ## Lacks data …
//! ## Adds at most 4 for …           honest people whom the rule cannot tell apart
//! **Innocent.** …                  below a heading: the explanations that the case is about
//! ```
//!
//! How it is used:
//!
//! * [`parse`] reads the text; [`parse_in`] also compares the id with the path below the rule folder.
//!   Both tell every problem at once, each with its place in the text.
//! * [`check_indicators`] compares the indicator ids with a catalogue.
//! * [`check_explanations`] finds innocent explanations that no case is about.
//! * [`render`] shows problems to a person, with the lines they are about. Later stages (the query
//!   planner, the case runner) make [`Problem`]s of their own and show them the same way: byte spans
//!   in [`RuleFile::text`]; [`RuleFile::sql`] tells where the query begins.
//! * [`Reason::fill`] writes the sentence of a finding.
//!
//! This module looks only at text. Whether the query plans, and whether placeholders and the columns
//! of `csv finds` are columns of its output, is for the query engine to say.

mod body;
mod case;
mod csv_block;
mod explanation;
mod front_matter;
mod problem;
mod reason;
mod sql_parameter;

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use case::{Case, CaseTable, Expectation};
pub use csv_block::{CsvBlock, CsvRow};
pub use explanation::{Explanation, check_explanations, explanations};
pub use problem::{Problem, render};
pub use reason::Reason;

use crate::catalogue::Catalogue;
use crate::table::suggest;

/// A value with its place in the text of the rule file, in bytes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Range<usize>,
}

/// Which evidence a finding belongs to: the two are weighed apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Track {
    /// What the subject did or claimed.
    #[default]
    Conduct,
    /// Equality with a listed party; it has a legal basis of its own.
    Sanctions,
}

impl Track {
    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Conduct => "conduct",
            Self::Sanctions => "sanctions",
        }
    }
}

/// How far a rule has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Status {
    /// Being written; runs and is shown, but adds nothing to any sum.
    #[default]
    Preview,
    /// Runs and is counted, but adds nothing to any sum.
    Shadow,
    /// In force.
    Stable,
    /// Kept for old reports; does not run.
    Retired,
}

impl Status {
    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Preview => "preview",
            Self::Shadow => "shadow",
            Self::Stable => "stable",
            Self::Retired => "retired",
        }
    }
}

/// Where the numbers of a rule or an indicator come from.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Default,
    serde::Serialize,
    serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum ThresholdBasis {
    /// A source states them.
    Source,
    /// A source states some; others are proposals.
    Mixed,
    /// They are proposals.
    #[default]
    Proposed,
    /// There are none.
    None,
}

impl ThresholdBasis {
    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Mixed => "mixed",
            Self::Proposed => "proposed",
            Self::None => "none",
        }
    }
}

/// The value of a parameter.
#[derive(Debug, Clone, PartialEq)]
pub enum Param {
    /// A whole number.
    Integer(i64),
    /// A number.
    Real(f64),
    /// Text.
    Text(String),
    /// True or false.
    Boolean(bool),
}

impl Param {
    /// The kind of value, for people.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Integer(_) => "whole number",
            Self::Real(_) => "number",
            Self::Text(_) => "text",
            Self::Boolean(_) => "true or false",
        }
    }

    /// The value as the same kind as `declared`, if it can stand in its place.
    pub fn as_kind_of(&self, declared: &Self) -> Option<Self> {
        match (self, declared) {
            (Self::Integer(value), Self::Real(_)) => Some(Self::Real(*value as f64)),
            (Self::Integer(_), Self::Integer(_))
            | (Self::Real(_), Self::Real(_))
            | (Self::Text(_), Self::Text(_))
            | (Self::Boolean(_), Self::Boolean(_)) => Some(self.clone()),
            _ => None,
        }
    }
}

impl std::fmt::Display for Param {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Integer(value) => value.fmt(out),
            Self::Real(value) => value.fmt(out),
            Self::Text(value) => value.fmt(out),
            Self::Boolean(value) => value.fmt(out),
        }
    }
}

/// What one run of a rule may cost, where it differs from the default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Limits {
    /// Seconds.
    pub seconds: Option<u64>,
    /// Rows of output.
    pub rows: Option<u64>,
}

/// One rule as its file states it.
#[derive(Debug, Clone)]
pub struct RuleFile {
    /// `family/name`.
    pub id: String,
    /// What the rule notices, in a few words.
    pub title: String,
    /// Catalogue ids of the published indicators that it checks.
    pub indicators: Vec<String>,
    /// Weight in decibans; negative where the finding speaks for the subject.
    pub weight: f64,
    /// The facts that a finding rests on, in a few words each. Findings that rest on one fact count once, whatever
    /// their families. A fact that begins with `shared` ties the subject to others.
    pub facts: Vec<String>,
    /// Whether a finding is the equality of a hard artefact.
    pub hard: bool,
    /// Where it is weighed.
    pub track: Track,
    /// How far it has come.
    pub status: Status,
    /// The version of bonafide in which it first appeared.
    pub since: String,
    /// Where its numbers come from.
    pub threshold_basis: ThresholdBasis,
    /// Thresholds by name; the query names them as `$name`.
    pub params: BTreeMap<String, Param>,
    /// What one run may cost.
    pub limits: Limits,
    /// The sentence that a finding shows.
    pub reason: Reason,
    /// Why an honest person may match.
    pub innocent_reasons: String,
    /// A question to the subject that would clear or confirm it.
    pub ask: String,
    /// Where the numbers come from, in words.
    pub thresholds: Option<String>,
    /// The query.
    pub sql: Spanned<String>,
    /// The tests.
    pub cases: Vec<Case>,
    /// The whole text.
    pub text: Arc<str>,
    /// The path as errors show it.
    pub path: PathBuf,
    indicator_spans: Vec<Range<usize>>,
    id_span: Range<usize>,
}

impl RuleFile {
    /// The part of the id before the slash: findings of one family are capped together.
    pub fn family(&self) -> &str {
        self.id
            .split_once('/')
            .map_or(&self.id, |(family, _)| family)
    }

    /// Where the id stands, for problems with the rule as a whole.
    pub fn id_span(&self) -> Range<usize> {
        self.id_span.clone()
    }
}

/// Reads one rule file.
///
/// # Errors
///
/// All problems of the text, in the order of their places.
pub fn parse(path: &Path, text: &str) -> Result<RuleFile, Vec<Problem>> {
    let mut problems = Vec::new();
    let (matter, body_start) = front_matter::read(text, &mut problems);
    let Some(body_start) = body_start else {
        return Err(problems);
    };
    let body = body::read(text, body_start, &matter.params, &mut problems);
    sql_parameter::check(
        &body.sql,
        &matter.params,
        &matter.param_spans,
        &mut problems,
    );

    problems.sort_by_key(|problem| (problem.span.start, problem.span.end));
    if !problems.is_empty() {
        return Err(problems);
    }
    Ok(RuleFile {
        id: matter.id.value,
        title: matter.title,
        indicators: matter
            .indicators
            .iter()
            .map(|id| id.value.clone())
            .collect(),
        weight: matter.weight,
        facts: matter.facts,
        hard: matter.hard,
        track: matter.track,
        status: matter.status,
        since: matter.since,
        threshold_basis: matter.threshold_basis,
        params: matter.params,
        limits: matter.limits,
        reason: body.reason,
        innocent_reasons: body.innocent_reasons,
        ask: body.ask,
        thresholds: body.thresholds,
        sql: body.sql,
        cases: body.cases,
        text: text.into(),
        path: path.to_owned(),
        indicator_spans: matter.indicators.into_iter().map(|id| id.span).collect(),
        id_span: matter.id.span,
    })
}

/// Reads one rule file that lies below the rule folder `root`, where its path tells its id.
///
/// # Errors
///
/// All problems of the text, and an id that differs from the path.
pub fn parse_in(root: &Path, path: &Path, text: &str) -> Result<RuleFile, Vec<Problem>> {
    let rule = parse(path, text)?;
    let expected = path.strip_prefix(root).ok().map(|below| {
        let parts: Vec<_> = below
            .with_extension("")
            .components()
            .map(|part| part.as_os_str().to_string_lossy().into_owned())
            .collect();
        parts.join("/")
    });
    match expected {
        Some(expected) if expected != rule.id => Err(vec![Problem {
            message: format!("the id `{}` differs from the path of the file", rule.id),
            span: rule.id_span.clone(),
            label: format!("the path says `{expected}`"),
            help: Some("rename the file or change the id".to_owned()),
        }]),
        _ => Ok(rule),
    }
}

/// The indicators of the rule that the catalogue does not have.
pub fn check_indicators(rule: &RuleFile, catalogue: &Catalogue) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (id, span) in rule.indicators.iter().zip(&rule.indicator_spans) {
        if catalogue.indicator(id).is_some() {
            continue;
        }
        let near = suggest(
            id,
            catalogue.indicators().iter().map(|known| known.id.as_str()),
        );
        let help = match (catalogue.excluded(id), near) {
            (Some(left_out), _) => format!("left out on purpose: {}", left_out.why_excluded),
            (None, Some(near)) => format!("did you mean `{near}`?"),
            (None, None) => "docs/catalogue.md lists all indicators".to_owned(),
        };
        problems.push(Problem {
            message: format!("the catalogue has no indicator `{id}`"),
            span: span.clone(),
            label: "unknown indicator".to_owned(),
            help: Some(help),
        });
    }
    problems
}
