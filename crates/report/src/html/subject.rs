//! One subject as the page shows it.

use std::borrow::Cow;
use std::collections::BTreeSet;

use bonafide_model::report::{Finding, NextStep, Report, SubjectReport};

use super::overview::sign;
use super::rule::SourceView;
use super::svg::{self, Svg};
use crate::axis::{Axis, Step, steps};
use crate::number;
use crate::order::{Group, Rules, counts, groups, strongest};
use crate::shorten;

/// One subject with its waterfall and findings.
pub(crate) struct SubjectView<'a> {
    /// Its place on the page, from 1: what links and the script name it by.
    pub(crate) place: usize,
    pub(crate) id: &'a str,
    pub(crate) rank: String,
    pub(crate) outcome: &'static str,
    pub(crate) sign: &'static str,
    pub(crate) weight: String,
    pub(crate) gate: Cow<'a, str>,
    pub(crate) gauge: Svg,
    /// The titles of the strongest findings.
    pub(crate) reasons: Vec<&'a str>,
    /// Places of the rules that fired, and of their families: what the filters look at.
    pub(crate) rule_places: String,
    pub(crate) family_places: String,
    pub(crate) thresholds: Svg,
    /// The lines of the thresholds alone, for rows without a bar.
    pub(crate) lines: Svg,
    pub(crate) sum: Svg,
    pub(crate) groups: Vec<GroupView<'a>>,
    pub(crate) insufficient: Vec<(&'a str, Option<usize>)>,
    pub(crate) next_steps: &'a [NextStep],
}

/// The rows of one family in the waterfall.
pub(crate) struct GroupView<'a> {
    pub(crate) name: &'a str,
    pub(crate) in_sum: bool,
    pub(crate) counted: String,
    /// The sum before the cap, where the cap took something.
    pub(crate) before_cap: Option<String>,
    pub(crate) findings: Vec<FindingView<'a>>,
}

/// One finding.
pub(crate) struct FindingView<'a> {
    /// Its number within the subject.
    pub(crate) number: usize,
    pub(crate) rule: &'a str,
    pub(crate) rule_place: Option<usize>,
    pub(crate) title: &'a str,
    pub(crate) weight: String,
    /// The title of another finding that rests on the same fact and counts in its place.
    pub(crate) same_fact_as: Option<&'a str>,
    pub(crate) counted: String,
    pub(crate) bar: Option<Svg>,
    pub(crate) hard: bool,
    /// The status of the rule where it keeps the finding out of the sum.
    pub(crate) status: Option<&'a str>,
    pub(crate) reason: Cow<'a, str>,
    pub(crate) columns: Vec<&'a str>,
    pub(crate) rows: Vec<Vec<Option<Cow<'a, str>>>>,
    pub(crate) more_rows: Option<String>,
    pub(crate) sources: Vec<SourceView<'a>>,
    pub(crate) innocent_reasons: &'a str,
    pub(crate) ask: &'a str,
}

/// What all subjects of one page share.
pub(crate) struct Context<'a> {
    pub(crate) report: &'a Report,
    pub(crate) rules: Rules<'a>,
    /// Families in the order of the filter.
    pub(crate) families: Vec<&'a str>,
    /// One scale for the small gauges, so that they can be compared down the page.
    pub(crate) gauge: Axis,
}

impl<'a> SubjectView<'a> {
    pub(crate) fn of(context: &Context<'a>, place: usize, subject: &'a SubjectReport) -> Self {
        let weighing = &context.report.weighing;
        let groups = groups(subject, &context.rules);
        let steps = steps(&groups);
        let mut all_steps: Vec<Step> = steps.iter().flatten().copied().collect();
        all_steps.push(Step {
            from: 0.0,
            to: subject.weight,
            uncapped: subject.weight,
        });
        let axis = Axis::holding(&all_steps, weighing);

        let mut next_number = 1;
        let groups = groups
            .iter()
            .zip(&steps)
            .map(|(group, steps)| GroupView::of(context, group, steps, &axis, &mut next_number))
            .collect();
        let fired = subject
            .findings
            .iter()
            .filter_map(|finding| context.rules.place(&finding.rule));
        let families = subject.findings.iter().filter_map(|finding| {
            let family = context.rules.get(&finding.rule)?.family.as_str();
            context.families.iter().position(|known| *known == family)
        });
        Self {
            place,
            id: &subject.subject_id,
            rank: number::count(subject.rank),
            outcome: subject.outcome.word(),
            sign: sign(subject.outcome),
            weight: number::signed(subject.weight),
            gate: shorten::sentence(&subject.gate),
            gauge: svg::gauge(subject.weight, subject.outcome, &context.gauge, weighing),
            reasons: strongest(subject, &context.rules, 2)
                .into_iter()
                .map(|finding| context.rules.title(&finding.rule))
                .collect(),
            rule_places: places(fired),
            family_places: places(families),
            thresholds: svg::thresholds(&axis, weighing),
            lines: svg::lines(&axis, weighing),
            sum: svg::sum(subject.weight, subject.outcome, &axis, weighing),
            groups,
            insufficient: subject
                .insufficient
                .iter()
                .map(|rule| (rule.as_str(), context.rules.place(rule)))
                .collect(),
            next_steps: &subject.next_steps,
        }
    }
}

/// ` 3 7 12 `: a list in which the script finds a place by its spaces.
fn places(of: impl Iterator<Item = usize>) -> String {
    let sorted: BTreeSet<usize> = of.collect();
    let mut text = String::from(" ");
    for place in sorted {
        text.push_str(&place.to_string());
        text.push(' ');
    }
    text
}

impl<'a> GroupView<'a> {
    fn of(
        context: &Context<'a>,
        group: &Group<'a>,
        steps: &[Step],
        axis: &Axis,
        next_number: &mut usize,
    ) -> Self {
        let findings = group
            .findings
            .iter()
            .zip(steps)
            .map(|(finding, step)| {
                let bar = group
                    .in_sum
                    .then(|| svg::step(step, axis, &context.report.weighing));
                let view = FindingView::of(context, *next_number, finding, bar);
                *next_number += 1;
                view
            })
            .collect();
        Self {
            name: group.name,
            in_sum: group.in_sum,
            counted: number::signed(group.counted),
            before_cap: (group.sum != group.counted).then(|| number::signed(group.sum)),
            findings,
        }
    }
}

impl<'a> FindingView<'a> {
    fn of(context: &Context<'a>, number: usize, finding: &'a Finding, bar: Option<Svg>) -> Self {
        let rule = context.rules.get(&finding.rule);
        let columns: Vec<&str> = finding
            .evidence
            .iter()
            .flat_map(|row| row.keys().map(String::as_str))
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect();
        let rows = finding
            .evidence
            .iter()
            .map(|row| {
                columns
                    .iter()
                    .map(|column| row.get(*column).and_then(shorten::value))
                    .collect()
            })
            .collect();
        let shown = finding.evidence.len() as u64;
        Self {
            number,
            rule: &finding.rule,
            rule_place: context.rules.place(&finding.rule),
            title: context.rules.title(&finding.rule),
            weight: number::signed(finding.weight),
            same_fact_as: finding
                .same_fact_as
                .as_deref()
                .map(|rule| context.rules.title(rule)),
            counted: number::signed(finding.counted),
            bar,
            hard: rule.is_some_and(|rule| rule.hard),
            status: rule
                .map(|rule| rule.status.as_str())
                .filter(|status| !counts(status)),
            reason: shorten::sentence(&finding.reason),
            columns,
            rows,
            more_rows: (finding.evidence_rows > shown)
                .then(|| number::count(finding.evidence_rows)),
            sources: rule
                .map(|rule| {
                    rule.sources
                        .iter()
                        .map(|key| SourceView::find(context.report, key))
                        .collect()
                })
                .unwrap_or_default(),
            innocent_reasons: rule.map_or("", |rule| rule.innocent_reasons.as_str()),
            ask: rule.map_or("", |rule| rule.ask.as_str()),
        }
    }
}
