//! The summary of a run.

use std::collections::BTreeMap;

use bonafide_model::report::{Firmness, GroupReport, Outcome, Report, RuleSummary, SubjectReport};

use super::cells::{fit, left, right, wrap};
use super::paint::Paint;
use super::usable;
use crate::number::{count, counted, seconds, short_hash, signed};
use crate::order::{Rules, strongest};
use crate::shorten;

/// How many rules the summary names.
const RULES: usize = 8;
/// How many reasons for missing answers it names.
const MISSING: usize = 8;
/// How many groups it names.
const GROUPS: usize = 5;
/// From this value of `operation` on a group is named.
const LIKELY: f64 = 0.8;
/// How many problems it prints before it points to the report.
const PROBLEMS: usize = 12;

/// The summary of a run for a terminal of that width: totals, outcomes, the `top` subjects with
/// their two strongest reasons, the rules with the most findings, what could not be answered and
/// what would bring it, and problems.
///
/// Text from records is measured in cells and cannot repaint the terminal. There is a line break at
/// the end.
pub fn terminal(report: &Report, width: usize, colour: bool, top: usize) -> String {
    let mut summary = Summary {
        report,
        width: usable(width),
        paint: Paint::new(colour),
        text: String::new(),
    };
    summary.totals();
    summary.outcomes();
    summary.groups();
    summary.passed_over();
    summary.sanctions(top);
    summary.subjects(top);
    summary.rules();
    summary.missing();
    summary.problems();
    summary.limits();
    summary.text
}

struct Summary<'a> {
    report: &'a Report,
    width: usize,
    paint: Paint,
    text: String,
}

impl Summary<'_> {
    fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    fn heading(&mut self, heading: &str) {
        let heading = self.paint.strong(&fit(heading, self.width));
        self.text.push('\n');
        self.line(&heading);
    }

    /// Wrapped lines behind an indent.
    fn paragraph(&mut self, indent: usize, text: &str) {
        for line in wrap(text, self.width - indent) {
            self.line(&format!("{}{line}", " ".repeat(indent)));
        }
    }

    fn totals(&mut self) {
        let run = &self.report.run;
        let title = self
            .paint
            .strong(&fit(&format!("bonafide {}", run.version), self.width));
        self.line(&title);
        let state = if run.complete {
            "complete"
        } else {
            "PARTIAL: see the problems below"
        };
        let screened = counted(run.subjects, "subject", "subjects");
        self.paragraph(
            0,
            &format!("{screened} screened in {}, {state}", seconds(run.seconds)),
        );
        let (mut read, mut kept, mut aside) = (0_u64, 0_u64, 0_u64);
        for table in &self.report.tables {
            read = read.saturating_add(table.read);
            kept = kept.saturating_add(table.kept);
            aside = aside.saturating_add(table.set_aside);
        }
        let rows = format!(
            "{} in {}: {} kept, {} set aside",
            counted(read, "row", "rows"),
            counted(self.report.tables.len() as u64, "table", "tables"),
            count(kept),
            count(aside)
        );
        self.paragraph(0, &rows);
        let rules = counted(self.report.rules.len() as u64, "rule", "rules");
        let lists = counted(self.report.lists.len() as u64, "list", "lists");
        self.paragraph(0, &format!("{rules}, pack {}", short_hash(&run.rule_pack)));
        self.paragraph(0, &format!("{lists}, {}", short_hash(&run.lists)));
    }

    fn outcomes(&mut self) {
        self.heading("Outcomes");
        let of = |outcome: Outcome| self.report.outcomes.get(&outcome).copied().unwrap_or(0);
        let most = Outcome::ALL.into_iter().map(of).max().unwrap_or(0);
        let lines: Vec<String> = Outcome::ALL
            .into_iter()
            .rev()
            .map(|outcome| {
                let bar = bar(of(outcome), most, self.width - 24);
                let word = self.paint.outcome(outcome, &left(outcome.word(), 8));
                format!(
                    "  {word}{}  {}",
                    right(&count(of(outcome)), 11),
                    self.paint.outcome(outcome, &bar)
                )
            })
            .collect();
        for line in lines {
            self.line(&line);
        }
    }

    /// What was not looked at in full while linking; common values are in the report.
    fn passed_over(&mut self) {
        let notes: Vec<String> = self.report.passed_over.notes.clone();
        if notes.is_empty() {
            return;
        }
        self.heading("What linking passed over");
        for note in notes.iter().take(PROBLEMS) {
            for line in beginning(note, self.width - 4) {
                self.line(&format!("  {line}"));
            }
        }
    }

    /// The groups that look most like an operation.
    fn groups(&mut self) {
        let likely: Vec<&GroupReport> = self
            .report
            .groups
            .iter()
            .filter(|group| group.operation >= LIKELY)
            .collect();
        if likely.is_empty() {
            return;
        }
        self.heading("Groups that look like one hand behind many personas");
        for group in likely.iter().take(GROUPS) {
            let head = format!(
                "  {}  {} members, operation {:.2}, linked {:.2}",
                self.paint.strong(&group.id),
                count(group.size),
                group.operation,
                group.linked
            );
            self.line(&head);
            let ids: Vec<&str> = group
                .members
                .iter()
                .take(6)
                .map(|member| member.subject_id.as_str())
                .collect();
            let more = if group.size > 6 { " …" } else { "" };
            let ids = fit(&format!("{}{more}", ids.join(", ")), self.width - 6);
            self.line(&format!("      {ids}"));
            if let Some(reason) = group.reasons.first() {
                for line in beginning(reason, self.width - 6) {
                    self.line(&format!("      {line}"));
                }
            }
        }
        if likely.len() > GROUPS {
            self.line(&format!(
                "      and {} more: see report.html",
                likely.len() - GROUPS
            ));
        }
    }

    /// Matches with sanctions lists that somebody must look at; names alone are only counted.
    fn sanctions(&mut self, top: usize) {
        let section = &self.report.sanctions;
        let of = |firmness: Firmness| section.totals.get(&firmness).copied().unwrap_or(0);
        if section.totals.values().all(|count| *count == 0) {
            return;
        }
        self.heading("Sanctions lists, on their own track");
        let counts: Vec<String> = Firmness::ALL
            .into_iter()
            .filter(|firmness| of(*firmness) > 0)
            .map(|firmness| format!("{} {}", count(of(firmness)), firmness.in_words()))
            .collect();
        self.paragraph(2, &counts.join("; "));
        let firm = section
            .matches
            .iter()
            .filter(|found| matches!(found.firmness, Firmness::Equal | Firmness::Lead));
        for found in firm.take(top) {
            let mark = match found.firmness {
                Firmness::Equal => self.paint.warn("!"),
                _ => " ".to_owned(),
            };
            let subject = self.paint.strong(&fit(&found.subject_id, self.width - 6));
            self.line(&format!("  {mark} {subject}"));
            for line in beginning(&found.reason, self.width - 6) {
                self.line(&format!("      {line}"));
            }
        }
        if of(Firmness::Equal) > 0 {
            self.paragraph(
                2,
                "Do not pay before a person has compared every field, and have counsel check: report.html says what each authority asks.",
            );
        }
    }

    fn subjects(&mut self, top: usize) {
        if top == 0 {
            return;
        }
        let looked_at: Vec<&SubjectReport> = self
            .report
            .subjects
            .iter()
            .filter(|subject| subject.outcome > Outcome::None)
            .take(top)
            .collect();
        if looked_at.is_empty() {
            self.heading("No subject was found that needs attention");
            return;
        }
        self.heading("First in the order of review");
        let rules = Rules::of(self.report);
        for subject in looked_at {
            let head = format!(
                "{} {} {}  {}",
                right(&count(subject.rank), 5),
                self.paint
                    .outcome(subject.outcome, &left(subject.outcome.word(), 7)),
                right(&signed(subject.weight), 6),
                self.paint
                    .strong(&fit(&subject.subject_id, self.width - 22))
            );
            self.line(&head);
            for finding in strongest(subject, &rules, 2) {
                let weight = self.paint.quiet(&right(&signed(finding.weight), 20));
                for (index, line) in beginning(&finding.reason, self.width - 22)
                    .iter()
                    .enumerate()
                {
                    let before = if index == 0 {
                        weight.clone()
                    } else {
                        " ".repeat(20)
                    };
                    self.line(&format!("{before}  {line}"));
                }
            }
        }
    }

    fn rules(&mut self) {
        let mut fired: Vec<&RuleSummary> = self
            .report
            .rules
            .iter()
            .filter(|rule| rule.fired > 0)
            .collect();
        if fired.is_empty() {
            return;
        }
        // Stable: rules with as many findings keep the order of their ids.
        fired.sort_by_key(|rule| std::cmp::Reverse(rule.fired));
        self.heading("Rules with the most findings");
        let most = fired[0].fired;
        for rule in fired.into_iter().take(RULES) {
            let line = format!(
                "{} {} {}",
                right(&count(rule.fired), 8),
                left(&rule.id, self.width.saturating_sub(32).min(44)),
                self.paint.quiet(&bar(rule.fired, most, 20))
            );
            self.line(&line);
        }
    }

    fn missing(&mut self) {
        let mut by_reason: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for rule in &self.report.rules {
            if let Some(missing) = &rule.missing {
                by_reason.entry(missing).or_default().push(&rule.id);
            }
        }
        if by_reason.is_empty() {
            return;
        }
        let rules: usize = by_reason.values().map(Vec::len).sum();
        self.heading(&format!(
            "{} answered for nobody; what would bring them:",
            counted(rules as u64, "rule", "rules")
        ));
        let mut reasons: Vec<(&str, Vec<&str>)> = by_reason.into_iter().collect();
        reasons.sort_by_key(|(_, rules)| std::cmp::Reverse(rules.len()));
        let more = reasons.len().saturating_sub(MISSING);
        for (reason, rules) in reasons.into_iter().take(MISSING) {
            let lines = wrap(reason, self.width - 10);
            for (index, line) in lines.iter().enumerate() {
                let number = if index == 0 {
                    right(&count(rules.len() as u64), 8)
                } else {
                    " ".repeat(8)
                };
                self.line(&format!("{number} {line}"));
            }
            let named = fit(&rules.join(", "), self.width - 9);
            let named = self.paint.quiet(&named);
            self.line(&format!("         {named}"));
        }
        if more > 0 {
            self.line(&format!("         and {more} more: see report.html"));
        }
    }

    fn problems(&mut self) {
        if self.report.problems.is_empty() {
            return;
        }
        self.heading(if self.report.run.complete {
            "Problems"
        } else {
            "Problems: this report is partial"
        });
        let problems = self.report.problems.iter().take(PROBLEMS);
        for problem in problems {
            for (index, line) in wrap(problem, self.width - 4).iter().enumerate() {
                let mark = if index == 0 {
                    self.paint.warn("!")
                } else {
                    " ".to_owned()
                };
                self.line(&format!("  {mark} {line}"));
            }
        }
        if self.report.problems.len() > PROBLEMS {
            self.line(&format!(
                "    and {} more: see report.json",
                self.report.problems.len() - PROBLEMS
            ));
        }
    }

    fn limits(&mut self) {
        if let Some(limit) = self.report.limits_of_use.first() {
            self.text.push('\n');
            self.paragraph(0, limit);
        }
    }
}

/// The first two lines of a sentence.
fn beginning(sentence: &str, cells: usize) -> Vec<String> {
    let mut lines = wrap(&shorten::sentence(sentence), cells);
    if lines.len() > 2 {
        lines.truncate(2);
        lines[1] = fit(&format!("{} …", lines[1]), cells);
    }
    lines
}

/// A bar of blocks; what exists has at least one.
fn bar(part: u64, most: u64, cells: usize) -> String {
    if part == 0 || most == 0 {
        return String::new();
    }
    let wide = u128::from(part) * cells as u128 / u128::from(most);
    "█".repeat(
        usize::try_from(wide)
            .unwrap_or(cells)
            .clamp(1, cells.max(1)),
    )
}
