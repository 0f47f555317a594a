//! A rule as the appendix of the page shows it.

use bonafide_model::report::{Report, RuleSummary, SourceSummary};

use crate::number;
use crate::web_address::web_address;

/// A source as the page links to it.
pub(crate) struct SourceView<'a> {
    pub(crate) key: &'a str,
    pub(crate) publisher: &'a str,
    pub(crate) title: &'a str,
    pub(crate) date: &'a str,
    pub(crate) kind: &'a str,
    /// The address, where it is one that a browser may follow.
    pub(crate) link: Option<&'a str>,
    /// The address as written.
    pub(crate) url: &'a str,
}

impl<'a> SourceView<'a> {
    pub(crate) fn of(key: &'a str, source: &'a SourceSummary) -> Self {
        Self {
            key,
            publisher: &source.publisher,
            title: &source.title,
            date: &source.date,
            kind: &source.kind,
            link: web_address(&source.url),
            url: &source.url,
        }
    }

    /// The source of that key; a key that the report does not describe stands for itself.
    pub(crate) fn find(report: &'a Report, key: &'a str) -> Self {
        match report.sources.get_key_value(key) {
            Some((key, source)) => Self::of(key, source),
            None => Self {
                key,
                publisher: key,
                title: "",
                date: "",
                kind: "",
                link: None,
                url: "",
            },
        }
    }
}

/// One rule with everything that the report knows of it.
pub(crate) struct RuleView<'a> {
    pub(crate) rule: &'a RuleSummary,
    pub(crate) weight: String,
    pub(crate) fired: String,
    pub(crate) clear: String,
    pub(crate) insufficient: String,
    pub(crate) counts: bool,
    pub(crate) params: Vec<(&'a str, String)>,
    pub(crate) sources: Vec<SourceView<'a>>,
    /// `failed`, `no data` or nothing.
    pub(crate) state: Option<&'static str>,
}

impl<'a> RuleView<'a> {
    pub(crate) fn of(report: &'a Report, rule: &'a RuleSummary) -> Self {
        Self {
            rule,
            weight: number::signed(rule.weight),
            fired: number::count(rule.fired),
            clear: number::count(rule.clear),
            insufficient: number::count(rule.insufficient),
            counts: crate::order::counts(&rule.status),
            params: rule
                .params
                .iter()
                .map(|(name, value)| {
                    let shown = crate::shorten::value(value);
                    (
                        name.as_str(),
                        shown.map_or_else(|| "none".to_owned(), |text| text.into_owned()),
                    )
                })
                .collect(),
            sources: rule
                .sources
                .iter()
                .map(|key| SourceView::find(report, key))
                .collect(),
            state: match (&rule.failed, &rule.missing) {
                (Some(_), _) => Some("failed"),
                (None, Some(_)) => Some("no data"),
                (None, None) => None,
            },
        }
    }
}
