//! What the charts at the head of the page show.

use bonafide_model::report::{Outcome, Report, RuleSummary};

use super::svg::{self, Svg};
use crate::number;

/// How many rules a chart shows before it points to the table of all.
const BARS: usize = 12;

/// One outcome with the number of subjects that have it.
pub(crate) struct OutcomeTile {
    pub(crate) word: &'static str,
    pub(crate) sign: &'static str,
    pub(crate) count: String,
    pub(crate) share: String,
    pub(crate) meaning: &'static str,
}

/// A sign of its own for each outcome, so that colour is never the only difference.
pub(crate) fn sign(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Urgent => "▲",
        Outcome::Review => "◆",
        Outcome::Watch => "●",
        Outcome::None => "○",
    }
}

fn meaning(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Urgent => "Strong independent findings agree. Look here first.",
        Outcome::Review => {
            "Independent findings agree, or a hard artefact is equal. A person should look."
        }
        Outcome::Watch => "Something was found, but it is weak or stands alone.",
        Outcome::None => "Nothing that needs attention.",
    }
}

/// The outcomes, the most severe first.
pub(crate) fn outcomes(report: &Report) -> (Vec<OutcomeTile>, Svg) {
    let of = |outcome: Outcome| report.outcomes.get(&outcome).copied().unwrap_or(0);
    let all: u64 = Outcome::ALL.into_iter().map(of).sum();
    let severe_first = || Outcome::ALL.into_iter().rev();
    let tiles = severe_first()
        .map(|outcome| OutcomeTile {
            word: outcome.word(),
            sign: sign(outcome),
            count: number::count(of(outcome)),
            share: share(of(outcome), all),
            meaning: meaning(outcome),
        })
        .collect();
    let parts: Vec<(&'static str, u64)> = severe_first()
        .map(|outcome| (outcome.word(), of(outcome)))
        .collect();
    (tiles, svg::bar(&parts, all))
}

/// A share in words: `0.4%`, `under 0.1%`.
fn share(part: u64, whole: u64) -> String {
    if whole == 0 || part == 0 {
        return "0%".to_owned();
    }
    #[expect(clippy::cast_precision_loss, reason = "one decimal is shown")]
    let percent = part as f64 / whole as f64 * 100.0;
    if percent < 0.1 {
        "under 0.1%".to_owned()
    } else {
        format!("{}%", number::plain(percent))
    }
}

/// One bar of a chart of rules.
pub(crate) struct RuleBar<'a> {
    pub(crate) place: usize,
    pub(crate) title: &'a str,
    pub(crate) family: &'a str,
    pub(crate) count: String,
    pub(crate) note: Option<&'a str>,
    pub(crate) bar: Svg,
}

/// The rules that fired for the most subjects.
pub(crate) fn fired(report: &Report) -> Vec<RuleBar<'_>> {
    bars(report, "fired", |rule| rule.fired, |_| None)
}

/// The rules that could not be answered for the most subjects.
pub(crate) fn unanswered(report: &Report) -> Vec<RuleBar<'_>> {
    bars(
        report,
        "blank",
        |rule| rule.insufficient,
        |rule| rule.missing.as_deref(),
    )
}

fn bars<'a>(
    report: &'a Report,
    class: &'static str,
    of: impl Fn(&RuleSummary) -> u64,
    note: impl Fn(&'a RuleSummary) -> Option<&'a str>,
) -> Vec<RuleBar<'a>> {
    let mut rules: Vec<(usize, &RuleSummary)> = report
        .rules
        .iter()
        .enumerate()
        .filter(|(_, rule)| of(rule) > 0)
        .collect();
    rules.sort_by_key(|(place, rule)| (std::cmp::Reverse(of(rule)), *place));
    let longest = rules.first().map_or(0, |(_, rule)| of(rule));
    rules
        .into_iter()
        .take(BARS)
        .map(|(place, rule)| RuleBar {
            place,
            title: &rule.title,
            family: &rule.family,
            count: number::count(of(rule)),
            note: note(rule),
            bar: svg::bar(&[(class, of(rule))], longest),
        })
        .collect()
}
