//! The lines of the ledger.

use std::collections::BTreeMap;

use bonafide_linking::{FEATURES, Features};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What was said of two subjects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Said {
    /// One hand runs both.
    Same,
    /// Two hands.
    Different,
}

impl Said {
    /// The word used in files and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Different => "different",
        }
    }
}

/// A verdict on two subjects.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PairVerdict {
    /// One subject, the one whose id comes first.
    pub subject_a: String,
    /// The other.
    pub subject_b: String,
    /// What was said.
    pub verdict: Said,
    /// Why.
    pub reason: String,
    /// Who decided.
    pub author: String,
    /// When.
    pub decided_on: Date,
    /// The last day on which it holds; without, it holds until it is withdrawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

/// The end of a verdict on two subjects.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PairWithdrawal {
    /// One subject, the one whose id comes first.
    pub subject_a: String,
    /// The other.
    pub subject_b: String,
    /// Why.
    pub reason: String,
    /// Who decided.
    pub author: String,
    /// When.
    pub withdrawn_on: Date,
}

/// A group that a person reviewed, as it stood on that day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupReview {
    /// The group.
    pub group_id: String,
    /// Whether it was found to be an operation.
    pub is_operation: bool,
    /// What it showed: every feature by its name, from 0 to 1.
    pub features: BTreeMap<String, f64>,
    /// How many members it had.
    pub members: u64,
    /// How much it looked like an operation, by the model of that day.
    pub operation: f64,
    /// Why.
    pub reason: String,
    /// Who decided.
    pub author: String,
    /// When.
    pub reviewed_on: Date,
}

impl GroupReview {
    /// The features by name, for the ledger.
    pub fn named(features: &Features) -> BTreeMap<String, f64> {
        Features::NAMES
            .into_iter()
            .map(str::to_owned)
            .zip(features.values())
            .collect()
    }

    /// The features as the model reads them.
    ///
    /// # Errors
    ///
    /// A feature is missing, unknown or not between 0 and 1; the text names it.
    pub fn read_features(&self) -> Result<Features, String> {
        let mut values = [0.0; FEATURES];
        for (name, value) in Features::NAMES.into_iter().zip(&mut values) {
            *value = match self.features.get(name) {
                Some(known) if (0.0..=1.0).contains(known) => *known,
                Some(other) => return Err(format!("`{name}` is {other}, not between 0 and 1")),
                None => return Err(format!("the feature `{name}` is missing")),
            };
        }
        match self
            .features
            .keys()
            .find(|name| !Features::NAMES.contains(&name.as_str()))
        {
            Some(name) => Err(format!("`{name}` is no feature of a group")),
            None => Ok(Features::of_values(values)),
        }
    }
}

/// The end of a review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupWithdrawal {
    /// The group.
    pub group_id: String,
    /// Why.
    pub reason: String,
    /// Who decided.
    pub author: String,
    /// When.
    pub withdrawn_on: Date,
}

/// One line of the ledger.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub(crate) enum Line {
    Pair(PairVerdict),
    PairWithdrawn(PairWithdrawal),
    Group(GroupReview),
    GroupWithdrawn(GroupWithdrawal),
}
