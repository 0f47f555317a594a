//! What is said about a list: where it comes from, of when it is, and what its rows mean.

use serde::{Deserialize, Serialize};

use crate::Kind;

/// What the person who adds a list says about it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Attributes {
    /// The class of every row without one of its own: `vpn`, `hosting`, `tor`, `disposable`, `free` …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
    /// The tier of every watched value without one of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tier: Option<String>,
    /// The kind of the values of a plain watched list: `domain`, `ip`, `email`, `phone` …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value_kind: Option<String>,
    /// The sanctions programme or label of every wallet without one of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub programme: Option<String>,
    /// The short name of the sanctions list (`ofac_sdn`, `un` …), where it shall not be the format's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list: Option<String>,
    /// The service provider of every range without one of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// True for a list that holds only some of its class: a value it does not hold stays unknown.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub partial: bool,
}

/// A list as its store, its page or its caller describes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// The name, unique in a store.
    pub name: String,
    /// The kind.
    pub kind: Kind,
    /// Who published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The day it is of, as `2026-08-22`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Under which licence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    /// What its rows mean beyond their columns.
    #[serde(default)]
    pub attributes: Attributes,
}

impl About {
    /// A list of this name and kind of which nothing else is known.
    #[must_use]
    pub fn new(name: impl Into<String>, kind: Kind) -> Self {
        Self {
            name: name.into(),
            kind,
            source: None,
            date: None,
            licence: None,
            attributes: Attributes::default(),
        }
    }

    /// The same list, all of whose rows have this class.
    #[must_use]
    pub fn with_class(mut self, class: impl Into<String>) -> Self {
        self.attributes.class = Some(class.into());
        self
    }
}
