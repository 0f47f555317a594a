//! The part of the page about sanctions lists.

use bonafide_model::report::{Firmness, Report, SanctionsListUse, SanctionsMatch};

use crate::number;
use crate::web_address::web_address;

/// Names alone that the page lists; `report.json` and `findings.parquet` hold the others.
const NAMES_ALONE: usize = 200;

/// Everything that the part shows.
pub(crate) struct SanctionsView<'a> {
    pub(crate) totals: Vec<(&'static str, String)>,
    /// Matches that a person should look at, each by itself.
    pub(crate) firm: Vec<MatchView<'a>>,
    /// Names alone, in a table.
    pub(crate) names: Vec<MatchView<'a>>,
    pub(crate) cleared: Vec<MatchView<'a>>,
    /// How many are counted and stand only in `findings.parquet`.
    pub(crate) left_out: Option<String>,
    pub(crate) duties: Vec<DutyView<'a>>,
    pub(crate) lists: Vec<(&'a SanctionsListUse, String)>,
    /// Whether every list is an extract.
    pub(crate) only_extracts: bool,
}

/// One match with what the page makes of it.
pub(crate) struct MatchView<'a> {
    pub(crate) found: &'a SanctionsMatch,
    /// The subject's place on the page, where it is shown.
    pub(crate) subject_place: Option<usize>,
    pub(crate) score: Option<String>,
    /// Labels with values, those that there are.
    pub(crate) facts: Vec<(&'static str, &'a str)>,
}

/// What one authority asks.
pub(crate) struct DutyView<'a> {
    pub(crate) duty: &'a bonafide_model::catalogue::Duty,
    pub(crate) link: Option<&'a str>,
}

impl<'a> SanctionsView<'a> {
    pub(crate) fn of(report: &'a Report) -> Self {
        let section = &report.sanctions;
        let of = |wanted: &[Firmness], most: usize| -> Vec<MatchView<'a>> {
            section
                .matches
                .iter()
                .filter(|found| wanted.contains(&found.firmness))
                .take(most)
                .map(|found| MatchView::of(report, found))
                .collect()
        };
        let firm = of(&[Firmness::Equal, Firmness::Lead], usize::MAX);
        let names = of(&[Firmness::NameAlone], NAMES_ALONE);
        let cleared = of(&[Firmness::Cleared], NAMES_ALONE);
        let all: u64 = section
            .totals
            .values()
            .fold(0, |sum: u64, count| sum.saturating_add(*count));
        let shown = (firm.len() + names.len() + cleared.len()) as u64;
        Self {
            totals: Firmness::ALL
                .into_iter()
                .map(|firmness| {
                    let count = section.totals.get(&firmness).copied().unwrap_or(0);
                    (firmness.in_words(), number::count(count))
                })
                .collect(),
            firm,
            names,
            cleared,
            left_out: (all > shown).then(|| number::count(all - shown)),
            duties: section
                .duties
                .iter()
                .map(|duty| DutyView {
                    duty,
                    link: web_address(&duty.url),
                })
                .collect(),
            only_extracts: section.lists.iter().all(|list| list.partial),
            lists: section
                .lists
                .iter()
                .map(|list| (list, number::count(list.parties)))
                .collect(),
        }
    }
}

impl<'a> MatchView<'a> {
    fn of(report: &'a Report, found: &'a SanctionsMatch) -> Self {
        let place = report
            .subjects
            .iter()
            .position(|subject| subject.subject_id == found.subject_id);
        let facts = [
            ("List", &found.list_version),
            ("Entry", &found.entry),
            ("Programme", &found.programme),
            ("Legal basis", &found.legal_basis),
            ("Listed since", &found.listed_on),
            ("What met", &found.explanation),
            ("Owned by", &found.ownership),
            ("Clearance", &found.clearance),
        ];
        Self {
            found,
            subject_place: place.map(|place| place + 1),
            score: found.score.map(|score| format!("{score:.2}")),
            facts: facts
                .into_iter()
                .filter_map(|(label, value)| Some((label, value.as_deref()?)))
                .collect(),
        }
    }
}
