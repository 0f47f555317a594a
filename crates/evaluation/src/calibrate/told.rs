//! A calibration in words, and as a file of weights.

use std::fmt::Write;

use super::{Calibration, RuleCalibration};
use crate::share::Share;

pub(super) const ABOUT: [&str; 4] = [
    "Reviewed subjects are a selected sample: mostly those whose sum was high. Shares among them are not shares among all.",
    "Estimated weights are pulled towards the stated ones; the fewer verdicts, the more.",
    "The bounds of a rule's precision hold whatever the unreviewed subjects are. They are wide where little was reviewed.",
    "Verdicts are what reviewers found, not the truth. Whoever reads the report before judging is led by it.",
];

/// What verdicts of one kind cannot teach.
pub(super) fn one_kind(confirmed: u64, cleared: u64) -> Option<String> {
    let kind = match (confirmed, cleared) {
        (0, _) => "cleared",
        (_, 0) => "confirmed",
        _ => return None,
    };
    Some(format!(
        "Every verdict is \"{kind}\". Weights need verdicts of both kinds and stay as they are; the precision of a rule does not."
    ))
}

impl Calibration {
    /// Rules whose weight changes.
    pub fn changed(&self) -> impl Iterator<Item = &RuleCalibration> {
        self.rules.iter().filter(|rule| rule.new != rule.stated)
    }

    /// As JSON.
    pub fn json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// The file that `screen --weights` takes: the rules whose weight changes, each with the reason.
    pub fn weights_file(&self, verdicts: &str) -> String {
        let mut text = String::from(
            "# Weights that take the place of those in the rules, in decibans. Use them with\n\
             # `bonafide screen --weights`. A person should read every line before that.\n",
        );
        let about = format!(
            "estimated from {} confirmed and {} cleared subjects of {verdicts}",
            self.confirmed, self.cleared
        );
        let _ = writeln!(text, "about = {}\n\n[weights]", quoted(&about));
        for rule in self.changed() {
            let _ = writeln!(
                text,
                "{} = {:.1} # stated {}; 95 %: {:.1} to {:.1}; {} of {} reviewed were confirmed",
                quoted(&rule.rule),
                rule.new,
                rule.stated,
                rule.interval.low,
                rule.interval.high,
                rule.reviewed.count,
                rule.reviewed.of
            );
        }
        text
    }

    /// For the terminal.
    pub fn table(&self) -> String {
        let mut text = String::new();
        for line in &self.about {
            let _ = writeln!(text, "- {line}");
        }
        let _ = writeln!(
            text,
            "\n{} confirmed, {} cleared, {} unsure (left out), {} replaced by later verdicts, {} not in the report\n",
            self.confirmed, self.cleared, self.unsure, self.replaced, self.not_in_report
        );
        for (outcome, reviewed) in &self.reviewed {
            let _ = writeln!(
                text,
                "  {:<8} reviewed {}",
                outcome.word(),
                counted(reviewed)
            );
        }
        let changed: Vec<&RuleCalibration> = self.changed().collect();
        let _ = writeln!(
            text,
            "\n{} of {} weights change",
            changed.len(),
            self.rules.len()
        );
        if !changed.is_empty() {
            let _ = writeln!(
                text,
                "  {:<44}{:>7}{:>7}  {:<14}confirmed",
                "rule", "stated", "new", "95 %"
            );
        }
        for rule in changed {
            let interval = format!("{:.1} to {:.1}", rule.interval.low, rule.interval.high);
            let _ = writeln!(
                text,
                "  {:<44}{:>7.1}{:>7.1}  {interval:<14}{}",
                rule.rule,
                rule.stated,
                rule.new,
                counted(&rule.reviewed)
            );
        }
        let _ = writeln!(
            text,
            "\nprecision by rule\n  {:<44}{:>16}{:>11}{:>14}",
            "rule", "reviewed", "corrected", "bounds"
        );
        let percent = |share: f64| format!("{:.0}%", share * 100.0);
        for rule in &self.rules {
            let _ = writeln!(
                text,
                "  {:<44}{:>16}{:>11}{:>14}{}",
                rule.rule,
                counted(&rule.reviewed),
                rule.corrected.map_or("-".to_owned(), percent),
                format!("{}-{}", percent(rule.bounds.low), percent(rule.bounds.high)),
                if rule.below_floor {
                    "  below the floor: consider retiring it"
                } else {
                    ""
                }
            );
        }
        let _ = writeln!(text, "\noutcomes with the new weights");
        if self.moved.is_empty() {
            let _ = writeln!(text, "  nobody moves");
        }
        for moved in &self.moved {
            let _ = writeln!(
                text,
                "  {:>8} subjects from {} to {}",
                moved.subjects,
                moved.from.word(),
                moved.to.word()
            );
        }
        text
    }
}

fn counted(share: &Share) -> String {
    match share.share {
        Some(value) => format!("{:.0}% of {}", value * 100.0, share.of),
        None => "none".to_owned(),
    }
}

/// A TOML string: quotes, backslashes and control characters escaped.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
