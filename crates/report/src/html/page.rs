//! The page: everything that its template reads.

use std::collections::BTreeSet;

use askama::Template;
use bonafide_model::report::{ListUse, PassedOverSection, Report, VerdictReport};

use super::csp;
use super::groups::{GroupView, groups};
use super::overview::{OutcomeTile, RuleBar, fired, outcomes, unanswered};
use super::rule::{RuleView, SourceView};
use super::sanctions::SanctionsView;
use super::subject::{Context, SubjectView};
use super::svg::Svg;
use crate::axis::{Axis, Step};
use crate::number;
use crate::order::Rules;

/// The style of the page.
const STYLE: &str = include_str!("../../templates/report.css");
/// The script of the page.
const SCRIPT: &str = include_str!("../../templates/report.js");

#[derive(Template)]
#[template(path = "report.html")]
pub(crate) struct Page<'a> {
    report: &'a Report,
    policy: String,
    style: &'static str,
    script: &'static str,
    screened: String,
    day: &'a str,
    took: String,
    rule_pack: &'a str,
    lists: &'a str,
    tiles: Vec<OutcomeTile>,
    outcome_bar: Svg,
    fired: Vec<RuleBar<'a>>,
    unanswered: Vec<RuleBar<'a>>,
    insufficient_answers: String,
    groups: Vec<GroupView<'a>>,
    /// Where the judgement of groups comes from.
    model: &'a str,
    earlier: Option<String>,
    verdicts: &'a [VerdictReport],
    passed_over: &'a PassedOverSection,
    sanctions: SanctionsView<'a>,
    subjects: Vec<SubjectView<'a>>,
    /// Subjects that the page does not show, where there are any.
    left_out: Option<String>,
    rule_filter: Vec<(usize, &'a str)>,
    family_filter: Vec<(usize, &'a str)>,
    rules: Vec<RuleView<'a>>,
    failed_rules: usize,
    sources: Vec<SourceView<'a>>,
    list_rows: Vec<(&'a ListUse, String)>,
    table_rows: Vec<TableRow<'a>>,
    weighing: Weighing,
}

/// What was read of one table, as text.
struct TableRow<'a> {
    table: &'a str,
    files: String,
    read: String,
    kept: String,
    set_aside: String,
    broken: bool,
}

/// The numbers of the weighing, as text.
struct Weighing {
    family_cap: String,
    watch: String,
    review: String,
    urgent: String,
    corroborating: String,
    /// The thresholds in the order in which their lines stand.
    line_names: String,
}

impl<'a> Page<'a> {
    pub(crate) fn of(report: &'a Report) -> Self {
        let (tiles, outcome_bar) = outcomes(report);
        let families: BTreeSet<&str> = report
            .rules
            .iter()
            .map(|rule| rule.family.as_str())
            .collect();
        let context = Context {
            report,
            rules: Rules::of(report),
            families: families.into_iter().collect(),
            gauge: gauge(report),
        };
        let subjects: Vec<SubjectView<'a>> = report
            .subjects
            .iter()
            .enumerate()
            .map(|(index, subject)| SubjectView::of(&context, index + 1, subject))
            .collect();

        let found: BTreeSet<&str> = report
            .subjects
            .iter()
            .flat_map(|subject| subject.findings.iter().map(|finding| finding.rule.as_str()))
            .collect();
        let found_rules = || {
            report
                .rules
                .iter()
                .enumerate()
                .filter(|(_, rule)| found.contains(rule.id.as_str()))
        };
        let found_families: BTreeSet<&str> = found_rules()
            .map(|(_, rule)| rule.family.as_str())
            .collect();
        let mut rule_filter: Vec<(usize, &str)> = found_rules()
            .map(|(place, rule)| (place, rule.title.as_str()))
            .collect();
        rule_filter.sort_by_key(|(place, title)| (*title, *place));

        let shown = report.subjects.len() as u64;
        Self {
            report,
            policy: csp::policy(STYLE, SCRIPT),
            style: STYLE,
            script: SCRIPT,
            screened: number::counted(report.run.subjects, "subject", "subjects"),
            day: report
                .run
                .started_at
                .get(..10)
                .unwrap_or(&report.run.started_at),
            took: number::seconds(report.run.seconds),
            rule_pack: number::short_hash(&report.run.rule_pack),
            lists: number::short_hash(&report.run.lists),
            tiles,
            outcome_bar,
            fired: fired(report),
            unanswered: unanswered(report),
            insufficient_answers: number::count(
                report
                    .rules
                    .iter()
                    .fold(0, |sum: u64, rule| sum.saturating_add(rule.insufficient)),
            ),
            left_out: (report.run.subjects > shown)
                .then(|| number::count(report.run.subjects - shown)),
            rule_filter,
            family_filter: context
                .families
                .iter()
                .enumerate()
                .filter(|(_, family)| found_families.contains(*family))
                .map(|(place, family)| (place, *family))
                .collect(),
            groups: groups(report),
            model: &report.group_model,
            earlier: (report.earlier_subjects > 0).then(|| number::count(report.earlier_subjects)),
            verdicts: &report.verdicts,
            passed_over: &report.passed_over,
            sanctions: SanctionsView::of(report),
            subjects,
            rules: report
                .rules
                .iter()
                .map(|rule| RuleView::of(report, rule))
                .collect(),
            failed_rules: report
                .rules
                .iter()
                .filter(|rule| rule.failed.is_some())
                .count(),
            sources: report
                .sources
                .iter()
                .map(|(key, source)| SourceView::of(key, source))
                .collect(),
            list_rows: report
                .lists
                .iter()
                .map(|list| (list, number::count(list.rows)))
                .collect(),
            table_rows: report
                .tables
                .iter()
                .map(|table| TableRow {
                    table: &table.table,
                    files: number::count(table.files),
                    read: number::count(table.read),
                    kept: number::count(table.kept),
                    set_aside: number::count(table.set_aside),
                    broken: table.set_aside > 0,
                })
                .collect(),
            weighing: Weighing {
                family_cap: number::plain(report.weighing.family_cap),
                watch: number::plain(report.weighing.watch),
                review: number::plain(report.weighing.review),
                urgent: number::plain(report.weighing.urgent),
                corroborating: number::plain(report.weighing.corroborating),
                line_names: format!(
                    "watch from {}, review from {}, urgent from {}",
                    number::plain(report.weighing.watch),
                    number::plain(report.weighing.review),
                    number::plain(report.weighing.urgent)
                ),
            },
        }
    }
}

/// The scale that all small gauges share.
fn gauge(report: &Report) -> Axis {
    let sums: Vec<Step> = report
        .subjects
        .iter()
        .map(|subject| Step {
            from: 0.0,
            to: subject.weight.max(0.0),
            uncapped: 0.0,
        })
        .collect();
    Axis::holding(&sums, &report.weighing)
}
