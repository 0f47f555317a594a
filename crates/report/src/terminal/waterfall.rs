//! One subject with the sum of its findings, step by step.

use bonafide_model::report::{Finding, NextStep, Report, SubjectReport};

use super::cells::{fit, left, right, width as cells_of, wrap};
use super::paint::Paint;
use super::usable;
use crate::axis::{Axis, Step, steps};
use crate::number::{count, counted, plain, signed};
use crate::order::{Group, Rules, groups};
use crate::shorten;
use crate::web_address::web_address;

/// Everything that was found on one subject: the sum finding by finding with the caps of the
/// families and the thresholds, then each sentence with its records, its sources, its innocent
/// reasons and the question to ask, then the next steps and the limits of use.
pub fn subject_waterfall(
    report: &Report,
    subject: &SubjectReport,
    width: usize,
    colour: bool,
) -> String {
    let rules = Rules::of(report);
    let groups = groups(subject, &rules);
    let mut page = Waterfall {
        report,
        subject,
        rules: &rules,
        width: usable(width),
        paint: Paint::new(colour),
        text: String::new(),
    };
    page.head();
    page.sum(&groups);
    page.findings(&groups);
    page.next_steps();
    page.insufficient();
    page.limits();
    page.text
}

struct Waterfall<'a> {
    report: &'a Report,
    subject: &'a SubjectReport,
    rules: &'a Rules<'a>,
    width: usize,
    paint: Paint,
    text: String,
}

impl Waterfall<'_> {
    fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    fn heading(&mut self, heading: &str) {
        let heading = self.paint.strong(heading);
        self.text.push('\n');
        self.line(&heading);
    }

    /// A label, and text wrapped beside it.
    fn labelled(&mut self, label: &str, text: &str) {
        const LABEL: usize = 11;
        for (index, line) in wrap(text, self.width - LABEL - 4).iter().enumerate() {
            let label = if index == 0 {
                left(label, LABEL)
            } else {
                " ".repeat(LABEL)
            };
            let label = self.paint.quiet(&label);
            self.line(&format!("    {label}{line}"));
        }
    }

    /// An address on a line of its own, whole, so that a terminal can follow it.
    fn address(&mut self, url: &str) {
        match web_address(url) {
            Some(url) => {
                let line = format!("{}{}", " ".repeat(15), crate::visible(url));
                self.line(&line);
            }
            None if !url.is_empty() => self.labelled("", url),
            None => {}
        }
    }

    fn head(&mut self) {
        let subject = self.subject;
        let facts = format!(
            "rank {} of {}, weight {}",
            count(subject.rank),
            count(self.report.run.subjects),
            signed(subject.weight)
        );
        let word = subject.outcome.word();
        let id = fit(
            &subject.subject_id,
            self.width
                .saturating_sub(facts.len() + word.len() + 4)
                .max(16),
        );
        let line = format!(
            "{}  {}  {facts}",
            self.paint.strong(&id),
            self.paint.outcome(subject.outcome, word)
        );
        self.line(&line);
        for line in wrap(&shorten::sentence(&subject.gate), self.width) {
            self.line(&line);
        }
    }

    fn sum(&mut self, groups: &[Group<'_>]) {
        if groups.is_empty() {
            return;
        }
        let steps = steps(groups);
        let weighing = &self.report.weighing;
        let mut ends: Vec<Step> = steps.iter().flatten().copied().collect();
        let whole = Step {
            from: 0.0,
            to: self.subject.weight,
            uncapped: self.subject.weight,
        };
        ends.push(whole);
        let axis = Axis::holding(&ends, weighing);
        // Title, weight, what counts of it, and the bar: half the line each for words and for bars.
        let title = (self.width - 14) / 2;
        let bar = self.width - 14 - title - 1;
        let picture = Picture {
            axis,
            bar,
            marks: [0.0, weighing.watch, weighing.review, weighing.urgent],
        };

        self.heading("How the sum came about, in decibans");
        let head = format!(
            "{} {} {}",
            " ".repeat(title),
            right("weight", 6),
            right("counts", 6)
        );
        let head = self.paint.quiet(&head);
        self.line(&head);
        for (group, steps) in groups.iter().zip(&steps) {
            let capped = if group.sum == group.counted || !group.in_sum {
                String::new()
            } else {
                format!(", capped at {}", plain(weighing.family_cap))
            };
            let name = if group.in_sum {
                group.name.to_owned()
            } else {
                format!("{}, outside the sum", group.name)
            };
            let line = format!(
                "{} {} {} {}",
                self.paint.strong(&left(
                    &format!("{}{capped}", fit(&name, title.saturating_sub(capped.len()))),
                    title
                )),
                " ".repeat(6),
                right(
                    &if group.in_sum {
                        signed(group.counted)
                    } else {
                        String::new()
                    },
                    6
                ),
                if group.in_sum {
                    picture.empty()
                } else {
                    String::new()
                }
            );
            self.line(&line);
            for (finding, step) in group.findings.iter().zip(steps) {
                let line = format!(
                    "  {} {} {} {}",
                    left(self.rules.title(&finding.rule), title - 2),
                    right(&signed(finding.weight), 6),
                    right(&signed(finding.counted), 6),
                    if group.in_sum {
                        picture.step(step)
                    } else {
                        String::new()
                    }
                );
                self.line(&line);
            }
        }
        let line = format!(
            "{} {} {} {}",
            self.paint.strong(&left("Sum", title)),
            " ".repeat(6),
            self.paint.strong(&right(&signed(self.subject.weight), 6)),
            self.paint
                .outcome(self.subject.outcome, &picture.step(&whole))
        );
        self.line(&line);
        let legend = format!(
            "┊ watch {}, review {}, urgent {}; ░ not counted: the cap of the family, or a fact told already",
            plain(weighing.watch),
            plain(weighing.review),
            plain(weighing.urgent)
        );
        let legend = self.paint.quiet(&fit(&legend, self.width));
        self.line(&legend);
    }

    fn findings(&mut self, groups: &[Group<'_>]) {
        for group in groups {
            for finding in &group.findings {
                self.finding(finding);
            }
        }
    }

    fn finding(&mut self, finding: &Finding) {
        let rule = self.rules.get(&finding.rule);
        self.text.push('\n');
        let title = fit(self.rules.title(&finding.rule), self.width - 8);
        let head = format!(
            "{} {}",
            right(&signed(finding.weight), 4),
            self.paint.strong(&title)
        );
        self.line(&head);
        for line in wrap(&shorten::sentence(&finding.reason), self.width - 4) {
            self.line(&format!("    {line}"));
        }
        if let Some(other) = &finding.same_fact_as {
            let other = self.rules.title(other);
            self.labelled(
                "Counts with",
                &format!("“{other}”, which rests on the same fact"),
            );
        }
        self.records(finding);
        if let Some(rule) = rule {
            if rule.hard {
                self.labelled("Hard", "the equality of a hard artefact");
            }
            if !crate::order::counts(&rule.status) {
                self.labelled("Status", &format!("{}: shown, not counted", rule.status));
            }
            if !rule.innocent_reasons.is_empty() {
                self.labelled("Innocent", &rule.innocent_reasons);
            }
            if !rule.ask.is_empty() {
                self.labelled("Ask", &rule.ask);
            }
            for key in &rule.sources {
                match self.report.sources.get(key) {
                    Some(source) => {
                        let text =
                            format!("{}: {}, {}", source.publisher, source.title, source.date);
                        self.labelled("Source", &text);
                        self.address(&source.url);
                    }
                    None => self.labelled("Source", key),
                }
            }
        }
        self.labelled("Rule", &finding.rule);
    }

    /// The records, one a line: columns with their values.
    fn records(&mut self, finding: &Finding) {
        for row in &finding.evidence {
            let cells: Vec<String> = row
                .iter()
                .filter_map(|(column, value)| Some(format!("{column}={}", shorten::value(value)?)))
                .collect();
            self.labelled("Record", &cells.join(", "));
        }
        let shown = finding.evidence.len() as u64;
        if finding.evidence_rows > shown {
            self.labelled(
                "",
                &format!(
                    "{} of {} records shown",
                    count(shown),
                    count(finding.evidence_rows)
                ),
            );
        }
    }

    fn next_steps(&mut self) {
        if self.subject.next_steps.is_empty() {
            return;
        }
        self.heading("Next steps");
        for (index, step) in self.subject.next_steps.iter().enumerate() {
            let mut text = format!("{}. {}", step.title, step.description);
            text.push_str(&counts_once_done(step));
            for (at, line) in wrap(&text, self.width - 4).iter().enumerate() {
                let number = if at == 0 {
                    format!("{}.", index + 1)
                } else {
                    String::new()
                };
                self.line(&format!("{} {line}", right(&number, 3)));
            }
        }
    }

    /// What the findings can and cannot be used for, since this page is read alone.
    fn limits(&mut self) {
        self.heading("What this can and cannot be used for");
        for limit in &self.report.limits_of_use {
            for (at, line) in wrap(limit, self.width - 4).iter().enumerate() {
                let mark = if at == 0 { "-" } else { " " };
                self.line(&format!("  {mark} {line}"));
            }
        }
    }

    fn insufficient(&mut self) {
        if self.subject.insufficient.is_empty() {
            return;
        }
        let rules = counted(self.subject.insufficient.len() as u64, "rule", "rules");
        self.heading(&format!("{rules} had no data for this subject"));
        for line in wrap(&self.subject.insufficient.join(", "), self.width - 4) {
            self.line(&format!("    {line}"));
        }
    }
}

/// The bars, drawn in cells.
struct Picture {
    axis: Axis,
    bar: usize,
    /// Zero and the thresholds.
    marks: [f64; 4],
}

impl Picture {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a share is 0 to 1, a terminal a few hundred cells wide"
    )]
    fn cell(&self, sum: f64) -> usize {
        (self.axis.share(sum) * self.bar.saturating_sub(1) as f64).round() as usize
    }

    /// A row with nothing but the lines.
    fn cells(&self) -> Vec<char> {
        let mut cells = vec![' '; self.bar];
        for (index, mark) in self.marks.iter().enumerate() {
            if let Some(cell) = cells.get_mut(self.cell(*mark)) {
                *cell = if index == 0 { '│' } else { '┊' };
            }
        }
        cells
    }

    fn empty(&self) -> String {
        self.cells().into_iter().collect()
    }

    fn step(&self, step: &Step) -> String {
        let mut cells = self.cells();
        if step.uncapped != step.to {
            self.fill(&mut cells, step.to, step.uncapped, '░');
        }
        if step.from != step.to {
            self.fill(
                &mut cells,
                step.from,
                step.to,
                if step.to < step.from { '▒' } else { '█' },
            );
        }
        let row: String = cells.into_iter().collect();
        debug_assert_eq!(cells_of(&row), self.bar);
        row
    }

    fn fill(&self, cells: &mut [char], from: f64, to: f64, with: char) {
        let (from, to) = (self.cell(from.min(to)), self.cell(from.max(to)));
        for cell in cells.iter_mut().take(to.max(from + 1)).skip(from) {
            *cell = with;
        }
    }
}

/// How to record a step, and that its success counts for the subject.
fn counts_once_done(step: &NextStep) -> String {
    let mut text = String::new();
    if let Some(check) = &step.check {
        text += &format!(" Record it in verification as {check}.");
    }
    if !step.mitigations.is_empty() {
        text += &format!(
            " Done with success, it counts for the subject: {}.",
            step.mitigations.join(", ")
        );
    }
    text
}
