//! The evaluation for the terminal, at most 80 columns wide.

use bonafide_model::report::Outcome;

use super::{ALERTED, Evaluation, GroupShare, Recall, RuleEvaluation, Share};

/// Widest line.
const WIDTH: usize = 80;
/// A rule that fired less often than this says little about its precision.
const OFTEN: u64 = 5;
/// Weakest rules shown.
const WEAKEST: usize = 20;
/// Best finders shown.
const BEST: usize = 10;

impl Evaluation {
    /// The evaluation as text for the terminal.
    pub fn table(&self) -> String {
        let mut lines = Vec::new();
        self.headline(&mut lines);
        self.found(&mut lines);
        self.budgets_block(&mut lines);
        self.groups_block(&mut lines);
        groups("honest people by kind", &self.honest_by_kind, &mut lines);
        groups(
            "honest people by origin",
            &self.honest_by_origin,
            &mut lines,
        );
        self.four_fifths_block(&mut lines);
        self.rules_blocks(&mut lines);
        let mut text = lines.join("\n");
        text.push('\n');
        text
    }

    fn headline(&self, lines: &mut Vec<String>) {
        lines.extend(wrapped(self.about));
        lines.push(String::new());
        lines.push(format!(
            "{} subjects: {} personas of {} operations, {} honest people",
            self.subjects, self.personas, self.recall.operations.of, self.honest
        ));
        if self.not_screened > 0 {
            lines.extend(wrapped(&format!(
                "{} of them were not screened; they count as not found",
                self.not_screened
            )));
        }
        if self.not_in_truth > 0 {
            lines.extend(wrapped(&format!(
                "{} screened subjects are not of this world; they are left out",
                self.not_in_truth
            )));
        }
        for outcome in [Outcome::Urgent, Outcome::Review, Outcome::Watch] {
            let count = self.outcomes.get(&outcome).copied().unwrap_or_default();
            lines.push(format!(
                "  {:<8}{:>9}   {:>9} personas{:>11} honest",
                outcome.word(),
                count.subjects,
                count.personas,
                count.honest
            ));
        }
        lines.push(format!(
            "  {:<30}{}",
            "personas among those sent",
            shown(&self.precision)
        ));
        let rate = self
            .honest_sent
            .per_10_000()
            .map_or("-".to_owned(), |rate| format!("{rate:.1}"));
        lines.push(format!(
            "  {:<30}{rate:>6} in 10,000 ({} of {})",
            "honest people sent", self.honest_sent.count, self.honest_sent.of
        ));
    }

    fn groups_block(&self, lines: &mut Vec<String>) {
        let Some(groups) = &self.groups else { return };
        lines.push(String::new());
        lines.push(format!(
            "groups: {}, of which {} alerted (operation from {ALERTED})",
            groups.groups, groups.alerted
        ));
        for (words, share) in [
            ("personas in alerted groups", &groups.precision),
            ("of all personas", &groups.recall),
            ("pairs of one operation", &groups.pair_precision),
            ("of all such pairs", &groups.pair_recall),
        ] {
            lines.push(format!("  {words:<30}{}", shown(share)));
        }
        for (budget, share) in &groups.first {
            let words = format!("right among the first {budget}");
            lines.push(format!("  {words:<30}{}", shown(share)));
        }
        lines.push(format!(
            "  {:<30}{:>6} members, {:.1} times the operation in it",
            "largest group", groups.largest, groups.largest_over_true
        ));
    }

    fn found(&self, lines: &mut Vec<String>) {
        lines.push(String::new());
        lines.push(
            format!(
                "{:<10}{:<22}{:<22}{:<22}",
                "found", "personas", "operations: any", "operations: half"
            )
            .trim_end()
            .to_owned(),
        );
        let mut line = |name: &str, recall: &Recall| {
            lines.push(
                format!(
                    "  {name:<8}{}{}{}",
                    cell(&recall.members),
                    cell(&recall.operations),
                    cell(&recall.half_operations)
                )
                .trim_end()
                .to_owned(),
            );
        };
        line("all", &self.recall);
        for one in &self.recall_by_care {
            line(one.care, &one.recall);
        }
    }

    fn budgets_block(&self, lines: &mut Vec<String>) {
        lines.push(String::new());
        lines.push(
            format!(
                "{:<10}{:<22}{:<22}",
                "budget", "precision", "recall of personas"
            )
            .trim_end()
            .to_owned(),
        );
        for one in &self.budgets {
            lines.push(
                format!(
                    "  {:<8}{}{}",
                    one.budget,
                    cell(&one.precision),
                    cell(&one.recall)
                )
                .trim_end()
                .to_owned(),
            );
        }
    }

    fn four_fifths_block(&self, lines: &mut Vec<String>) {
        let ratio =
            |ratio: Option<f64>| ratio.map_or("-".to_owned(), |ratio| format!("{ratio:.3}"));
        let fairness = &self.four_fifths;
        let kept = match fairness.kept {
            Some(true) => " (four fifths kept)",
            Some(false) => " (four fifths broken)",
            None => "",
        };
        lines.push(format!(
            "  lowest over highest rate left alone{:>8}{kept}",
            ratio(fairness.left_alone)
        ));
        lines.push(format!(
            "  lowest over highest rate sent      {:>8}",
            ratio(fairness.sent)
        ));
        if let Some(note) = &fairness.note {
            lines.extend(wrapped(note).into_iter().map(|line| format!("  {line}")));
        }
    }

    fn rules_blocks(&self, lines: &mut Vec<String>) {
        let mut weakest: Vec<&RuleEvaluation> = self
            .rules
            .iter()
            .filter(|rule| rule.fired() >= OFTEN)
            .collect();
        weakest.sort_by(|a, b| {
            let of = |rule: &RuleEvaluation| rule.precision.share.unwrap_or_default();
            of(a).total_cmp(&of(b)).then(b.fired().cmp(&a.fired()))
        });
        weakest.truncate(WEAKEST);
        rules(
            &format!("least precise rules that fired {OFTEN} times or more"),
            &weakest,
            lines,
        );
        let mut best: Vec<&RuleEvaluation> = self
            .rules
            .iter()
            .filter(|rule| rule.personas() > 0)
            .collect();
        best.sort_by(|a, b| {
            b.personas()
                .cmp(&a.personas())
                .then(a.fired().cmp(&b.fired()))
        });
        best.truncate(BEST);
        rules("rules that found most personas", &best, lines);
    }
}

fn groups(title: &str, groups: &[GroupShare], lines: &mut Vec<String>) {
    lines.push(String::new());
    lines.push(format!(
        "{title:<34}{:>12}{:>10}{:>10}",
        "in 10,000", "sent", "of"
    ));
    for one in groups {
        lines.push(format!(
            "  {:<32}{:>12.1}{:>10}{:>10}",
            clipped(&one.group, 31),
            one.per_10_000,
            one.sent.count,
            one.sent.of
        ));
    }
}

fn rules(title: &str, rules: &[&RuleEvaluation], lines: &mut Vec<String>) {
    lines.push(String::new());
    lines.push(title.to_owned());
    if rules.is_empty() {
        lines.push("  none".to_owned());
        return;
    }
    lines.push(format!(
        "  {:<43}{:>8}{:>9}  {:>6} {}",
        "rule", "fired", "personas", "right", "(95 %)"
    ));
    for one in rules {
        lines.push(format!(
            "  {:<52}{:>6}{:>6}{:>6} {:.0}-{:.0}",
            clipped(&one.rule, 51),
            one.fired(),
            one.personas(),
            percent(&one.precision),
            one.interval.low * 100.0,
            one.interval.high * 100.0
        ));
    }
}

fn percent(share: &Share) -> String {
    share
        .share
        .map_or("-".to_owned(), |share| format!("{:.1}%", share * 100.0))
}

fn shown(share: &Share) -> String {
    format!("{:>6} ({} of {})", percent(share), share.count, share.of)
}

fn cell(share: &Share) -> String {
    format!("{:<22}", shown(share))
}

fn clipped(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(most.saturating_sub(1)).collect();
    short.push('…');
    short
}

fn wrapped(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let at = lines.len() - 1;
        let line = &mut lines[at];
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > WIDTH - 2 {
            lines.push(word.to_owned());
            continue;
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines
}
