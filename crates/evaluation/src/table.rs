//! The evaluation for the terminal, at most 80 columns wide.

use bonafide_model::report::Outcome;

use crate::evaluation::Evaluation;
use crate::groups::ALERTED;
use crate::page;
use crate::recall::Recall;
use crate::rules::RuleEvaluation;
use crate::share::Share;
use crate::summary::Summary;
use crate::treatment::GroupShare;

/// Widest line.
const WIDTH: usize = 80;
/// A rule that fired less often than this says little about its precision.
const OFTEN: u64 = 5;
/// Weakest rules shown.
const WEAKEST: usize = 20;
/// Best finders shown.
const BEST: usize = 10;

/// Rules of which it is told what would be lost without them.
const MISSED: usize = 10;

impl Summary {
    /// The evaluation as text for the terminal: the measures that have aims, then each world.
    pub fn table(&self) -> String {
        let mut text = String::new();
        if self.evaluations.len() > 1 {
            text += &self.measures_table();
        }
        for (place, one) in self.evaluations.iter().enumerate() {
            if self.evaluations.len() > 1 {
                text += &format!(
                    "\n── {} of {}, view: {}\n\n",
                    place + 1,
                    self.evaluations.len(),
                    one.view
                );
            }
            text += &one.table();
        }
        text
    }

    /// The measures over all worlds: median, range, and whether the aim is reached.
    pub fn measures_table(&self) -> String {
        let mut text = String::new();
        let mut view = "";
        for one in &self.measures {
            if one.view != view {
                view = &one.view;
                text += &format!(
                    "{:<41}{:>9}{:>9}{:>9}  {}\n",
                    clipped(&format!("view: {view}"), 40),
                    "median",
                    "least",
                    "most",
                    "aim"
                );
            }
            let aim = match one.reached {
                Some(true) => format!("{} ✓", page::aim(one)),
                Some(false) => format!("{} ✗", page::aim(one)),
                None => String::new(),
            };
            let told = |value| page::number(value, one.unit).replace(' ', "");
            text += format!(
                "  {:<39}{:>9}{:>9}{:>9}  {}",
                clipped(one.name, 38),
                told(one.median),
                told(one.least),
                told(one.most),
                aim.replace(" %", "%")
            )
            .trim_end();
            text.push('\n');
        }
        text
    }
}

impl Evaluation {
    /// The evaluation as text for the terminal.
    pub fn table(&self) -> String {
        let mut lines = Vec::new();
        self.headline(&mut lines);
        self.found(&mut lines);
        self.budgets_block(&mut lines);
        self.over_time_block(&mut lines);
        self.value_block(&mut lines);
        self.appeals_block(&mut lines);
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
        if self.made_again.count < self.made_again.of {
            lines.extend(wrapped(&format!(
                "the weighing makes {} of {} outcomes again; value and appeals are those of another weighing than the report's: screen again",
                self.made_again.count, self.made_again.of
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
        for (words, share, drawn) in [
            (
                "personas among those sent",
                &self.precision,
                self.clustered.precision,
            ),
            (
                "personas among urgent",
                &self.precision_urgent,
                self.clustered.precision_urgent,
            ),
        ] {
            let drawn = drawn.map_or(String::new(), |one| {
                format!(" 95 %: {:.0}-{:.0}", one.low * 100.0, one.high * 100.0)
            });
            lines.push(format!("  {words:<30}{}{drawn}", shown(share)));
        }
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

    fn over_time_block(&self, lines: &mut Vec<String>) {
        let Some(over_time) = &self.over_time else {
            return;
        };
        lines.push(String::new());
        lines.push(format!(
            "how early ({} looks, {} days apart)",
            over_time.looks.len(),
            over_time.resolution_days
        ));
        lines.push(format!(
            "  {:<8}{:<22}{:<24}{}",
            "", "detected", "median days", "before the first payout"
        ));
        let all = [("all", &over_time.all)];
        let by_care = over_time.by_care.iter().map(|(care, one)| (*care, one));
        for (name, one) in all.into_iter().chain(by_care) {
            let days = one.median_days.map_or("-".to_owned(), |days| {
                format!(
                    "{:.1} (from {:.1})",
                    days.at_the_latest, days.at_the_earliest
                )
            });
            lines.push(format!(
                "  {name:<8}{}{days:<24}{}",
                cell(&one.detected),
                shown(&one.before_first_payout).trim_start()
            ));
        }
        for (currency, paid) in &over_time.all.paid {
            lines.push(format!(
                "  paid before detection: {currency} {:.0} of {:.0} ({:.0} in the median)",
                paid.before, paid.in_all, paid.median_before
            ));
        }
        lines.push(format!(
            "  published median days until the end of work: {} ({})",
            over_time.published_dwell_days, over_time.published_by
        ));
    }

    fn value_block(&self, lines: &mut Vec<String>) {
        let order = crate::page::by_loss(&self.without_rule);
        let missed: Vec<_> = order
            .into_iter()
            .filter(|one| one.personas_lost > 0)
            .take(MISSED)
            .collect();
        lines.push(String::new());
        lines.push(format!(
            "{:<46}{:>10}{:>11}{:>9}",
            "without the rule", "personas", "operations", "honest"
        ));
        if missed.is_empty() {
            lines.push("  no single rule is missed: others see the same".to_owned());
        }
        for one in missed {
            lines.push(format!(
                "  {:<44}{:>10}{:>11}{:>9}",
                clipped(&one.without, 43),
                change(one.personas_gained, one.personas_lost),
                change(one.operations_gained, one.operations_lost),
                change(one.honest_added, one.honest_spared)
            ));
        }
    }

    fn appeals_block(&self, lines: &mut Vec<String>) {
        lines.push(String::new());
        lines.push(format!(
            "{:<24}{:>10}{:>10}{:>10}{:>12}{:>12}",
            "who leaves review by", "one", "two", "three", "a check", "one + check"
        ));
        for (name, heard) in [
            ("honest people", &self.appeals.honest),
            ("personas believed", &self.appeals.personas),
        ] {
            lines.push(format!(
                "  {name:<22}{:>10}{:>10}{:>10}{:>12}{:>12}",
                percent(&heard.by_one),
                percent(&heard.by_two),
                percent(&heard.by_three),
                percent(&heard.by_one_check),
                percent(&heard.by_one_and_a_check)
            ));
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
            "  {:<51}{:>6} {:>6} {:>6} {:.0}-{:.0}",
            clipped(&one.rule, 50),
            one.fired(),
            one.personas(),
            percent(&one.precision),
            one.interval().low * 100.0,
            one.interval().high * 100.0
        ));
    }
}

/// `+2` or `-5`, and both where both happen.
fn change(more: u64, fewer: u64) -> String {
    match (more, fewer) {
        (0, 0) => "0".to_owned(),
        (more, 0) => format!("+{more}"),
        (0, fewer) => format!("-{fewer}"),
        (more, fewer) => format!("-{fewer} +{more}"),
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
