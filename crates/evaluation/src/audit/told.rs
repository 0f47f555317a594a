//! The bias report for people: text for the terminal, one HTML page, JSON.

use std::fmt::Write;

use bonafide_report::Markup;

use super::{Audit, ByCharacteristic, Ratio};
use crate::page::figures::{number, percent, share, table};
use crate::page::plot::{Axis, Plot};

pub(super) const ABOUT: [&str; 6] = [
    "Nobody is selected or rejected by a screen. The selected of this report are those who are not sent to review; the impact ratio compares the rates of that.",
    "Since few people are sent to review, the impact ratio of those left alone is near 1 whatever happens. The ratio of the rates of those sent is stricter, and noisy where few are sent: read it with its interval and the counts.",
    "The scored ratio compares the rates of those whose sum is not above the median of all. Most sums are zero, and then the median is: every red flag, however weak, lies above it.",
    "Categories with less than 2 % of the people are marked; the rules of New York City let an independent auditor leave them out of impact ratios, with a reason. They are not what others are compared with.",
    "People of unknown category are counted and in no ratio. Rules never read these categories.",
    "This is a computation for an auditor. It is no independent audit, and no finding on any law.",
];

impl Audit {
    /// As JSON.
    pub fn json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// For the terminal.
    pub fn table(&self) -> String {
        let mut text = String::new();
        for line in &self.about {
            let _ = writeln!(text, "- {line}");
        }
        let _ = writeln!(
            text,
            "\nrun of {}; categories from {}; {} people, {} screened people without any category; median sum {}",
            self.run,
            self.categories_from,
            self.people,
            self.not_in_categories,
            number(self.median_sum, 1)
        );
        for one in &self.tables {
            let _ = writeln!(text, "\n{}", headline(one));
            let _ = writeln!(
                text,
                "  {:<30}{:>8}{:>12}{:>10}{:>18}{:>8}{:>10}{:>10}",
                "category", "people", "left alone", "ratio", "95 %", "sent", "ratio", "scored"
            );
            for category in &one.categories {
                let mut name =
                    bonafide_report::visible(&category.category.join(" × ")).into_owned();
                if category.small {
                    name += " (<2%)";
                }
                let _ = writeln!(
                    text,
                    "  {:<30}{:>8}{:>12}{:>10}{:>18}{:>8}{:>10}{:>10}",
                    name,
                    category.people.count,
                    category
                        .left_alone
                        .share
                        .map_or("-".to_owned(), |one| format!("{:.2}%", one * 100.0)),
                    plain(category.impact_ratio),
                    interval(category.impact_ratio),
                    category.sent.count,
                    plain(category.sent_ratio),
                    plain(category.scored_impact_ratio)
                );
            }
        }
        text
    }

    /// As one HTML page without script.
    pub fn html(&self) -> String {
        let mut body = Markup::new();
        body.raw("<section class=\"note limits\"><h2>What these numbers are</h2><ul>");
        for line in &self.about {
            body.element("li", line);
        }
        body.raw("</ul></section>\n<p>").text(format!(
            "Run of {}, rules {}. Categories from {}. {} people; {} screened people without any category. Median sum: {}.",
            self.run, self.rule_pack, self.categories_from, self.people, self.not_in_categories,
            number(self.median_sum, 1)
        ));
        body.raw("</p>\n");
        for one in &self.tables {
            section(&mut body, one);
        }
        body.page("Bias report of a screen")
    }
}

fn headline(one: &ByCharacteristic) -> String {
    format!(
        "{}: {} of known and {} of unknown category; least impact ratio {}{}; as uneven by chance: {}",
        one.characteristic.join(" × "),
        one.known,
        one.unknown,
        number(one.least_impact_ratio, 3),
        match one.four_fifths_kept {
            Some(true) => " (four fifths kept)",
            Some(false) => " (four fifths broken)",
            None => "",
        },
        one.chance.map_or("–".to_owned(), percent)
    )
}

fn section(body: &mut Markup, one: &ByCharacteristic) {
    body.raw("<section>")
        .element("h2", one.characteristic.join(" × "));
    body.element("p", headline(one));
    if one.unknown > 0 {
        body.element(
            "p",
            format!(
                "Of the people of unknown category {} are sent to review.",
                share(&one.unknown_sent)
            ),
        );
    }
    let rows: Vec<Vec<String>> = one
        .categories
        .iter()
        .map(|category| {
            vec![
                category.category.join(" × "),
                format!(
                    "{}{}",
                    share(&category.people),
                    if category.small { ", below 2 %" } else { "" }
                ),
                share(&category.left_alone),
                with_interval(category.impact_ratio),
                share(&category.sent),
                with_interval(category.sent_ratio),
                share(&category.above_median),
                share(&category.not_above_median),
                with_interval(category.scored_impact_ratio),
            ]
        })
        .collect();
    body.add(&table(
        &one.characteristic.join(" × "),
        &[
            "category",
            "people",
            "left alone (selected)",
            "impact ratio",
            "sent to review",
            "over the least",
            "sum above the median",
            "not above",
            "impact ratio, scored",
        ],
        &rows,
    ));
    let shown: Vec<_> = one
        .categories
        .iter()
        .filter(|one| one.sent.of > 0)
        .take(20)
        .collect();
    let most = shown
        .iter()
        .map(|one| one.sent.interval.high)
        .fold(0.001, f64::max);
    let mut axis = Axis::numbers(
        "category, those with the most people first",
        0.0,
        shown.len() as f64 + 1.0,
    );
    axis.labels = (1..=shown.len())
        .map(|at| (at as f64, at.to_string()))
        .collect();
    let mut plot = Plot::new(
        "Rates of people sent to review",
        "For each category, in the order of the table, the rate of those sent to review in percent with its 95 % interval.",
        axis,
        Axis::numbers("sent to review, %", 0.0, most * 100.0),
    );
    for (at, category) in shown.iter().enumerate() {
        let interval = category.sent.interval;
        let rate = category.sent.share.unwrap_or_default();
        plot.dot(
            at as f64 + 1.0,
            rate * 100.0,
            interval.low * 100.0,
            interval.high * 100.0,
        );
    }
    body.add(&plot.finish()).raw("</section>\n");
}

fn plain(ratio: Option<Ratio>) -> String {
    ratio.map_or("-".to_owned(), |one| format!("{:.3}", one.ratio))
}

fn interval(ratio: Option<Ratio>) -> String {
    ratio
        .and_then(|one| one.interval)
        .map_or(String::new(), |one| {
            format!("{:.3}-{:.3}", one.low, one.high)
        })
}

fn with_interval(ratio: Option<Ratio>) -> String {
    match (plain(ratio), interval(ratio)) {
        (ratio, interval) if interval.is_empty() => ratio,
        (ratio, interval) => format!("{ratio} [{interval}]"),
    }
}
