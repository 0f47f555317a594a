//! Charts as inline SVG. Places are percentages, so that a bar grows with its table cell and text
//! beside it stays text. Only numbers and our own words go in.

use std::fmt::{self, Write};

use bonafide_model::report::{Outcome, WeighingSummary};

use crate::axis::{Axis, Step};
use crate::number::plain;

/// Markup that this module wrote.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Svg(String);

impl Svg {
    /// Markup that a module of this crate wrote: numbers and our own words alone.
    pub(crate) fn of(markup: String) -> Self {
        Self(markup)
    }
}

impl fmt::Display for Svg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The opening tag: decorative, since the same numbers stand beside it as text.
fn open(class: &str) -> String {
    format!("<svg class={class} aria-hidden=true>")
}

/// A percentage with two decimals at most.
fn percent(share: f64) -> String {
    let text = format!("{:.2}", share.clamp(0.0, 1.0) * 100.0);
    let text = text.trim_end_matches('0').trim_end_matches('.');
    format!("{text}%")
}

fn rect(svg: &mut String, class: &str, from: f64, to: f64) {
    let (from, to) = if from <= to { (from, to) } else { (to, from) };
    write!(
        svg,
        "<rect class={class} x={} width={} />",
        percent(from),
        percent(to - from)
    )
    .expect("a String takes all text");
}

fn line(svg: &mut String, class: &str, at: f64) {
    let at = percent(at);
    write!(svg, "<line class={class} x1={at} x2={at} y2=100% />").expect("a String takes all text");
}

/// Zero and the thresholds, drawn the same in every row so that they read as one line.
fn marks(svg: &mut String, axis: &Axis, weighing: &WeighingSummary) {
    line(svg, "z", axis.share(0.0));
    line(svg, "tw", axis.share(weighing.watch));
    line(svg, "tr", axis.share(weighing.review));
    line(svg, "tu", axis.share(weighing.urgent));
}

/// A row of a waterfall without a bar.
pub(crate) fn lines(axis: &Axis, weighing: &WeighingSummary) -> Svg {
    let mut svg = open("w");
    marks(&mut svg, axis, weighing);
    svg.push_str("</svg>");
    Svg(svg)
}

/// One row of a waterfall: what counted, and beside it what the cap of the family took away.
pub(crate) fn step(step: &Step, axis: &Axis, weighing: &WeighingSummary) -> Svg {
    let mut svg = open("w");
    marks(&mut svg, axis, weighing);
    if step.uncapped != step.to {
        rect(
            &mut svg,
            "cap",
            axis.share(step.to),
            axis.share(step.uncapped),
        );
    }
    let class = if step.to < step.from { "minus" } else { "plus" };
    rect(&mut svg, class, axis.share(step.from), axis.share(step.to));
    svg.push_str("</svg>");
    Svg(svg)
}

/// The last row of a waterfall: the sum, from zero.
pub(crate) fn sum(weight: f64, outcome: Outcome, axis: &Axis, weighing: &WeighingSummary) -> Svg {
    let mut svg = open("w");
    marks(&mut svg, axis, weighing);
    rect(
        &mut svg,
        outcome.word(),
        axis.share(0.0),
        axis.share(weight),
    );
    svg.push_str("</svg>");
    Svg(svg)
}

/// The head of a waterfall: the names of the lines.
pub(crate) fn thresholds(axis: &Axis, weighing: &WeighingSummary) -> Svg {
    let mut svg = open("ax");
    let marks = [
        ("watch", weighing.watch),
        ("review", weighing.review),
        ("urgent", weighing.urgent),
    ];
    let mut last = f64::NEG_INFINITY;
    let mut high = false;
    for (word, at) in marks {
        let share = axis.share(at);
        // Names of lines that lie close together take turns between two heights.
        high = share - last < 0.17 && !high;
        last = share;
        write!(
            svg,
            "<text x={} y={} text-anchor=middle>{word} {}</text>",
            percent(share),
            if high { 12 } else { 26 },
            plain(at)
        )
        .expect("a String takes all text");
    }
    svg.push_str("</svg>");
    Svg(svg)
}

/// A small sum with its thresholds, for the line that stands for a subject.
pub(crate) fn gauge(weight: f64, outcome: Outcome, axis: &Axis, weighing: &WeighingSummary) -> Svg {
    let mut svg = open("g");
    rect(&mut svg, "bed", 0.0, 1.0);
    rect(
        &mut svg,
        outcome.word(),
        axis.share(0.0),
        axis.share(weight),
    );
    line(&mut svg, "t", axis.share(weighing.watch));
    line(&mut svg, "t", axis.share(weighing.review));
    line(&mut svg, "t", axis.share(weighing.urgent));
    svg.push_str("</svg>");
    Svg(svg)
}

/// One bar of a chart: some parts of a whole, side by side.
pub(crate) fn bar(parts: &[(&'static str, u64)], whole: u64) -> Svg {
    let mut svg = open("b");
    let mut from = 0.0;
    for (class, part) in parts {
        #[expect(clippy::cast_precision_loss, reason = "a bar has a few hundred pixels")]
        let share = if whole == 0 {
            0.0
        } else {
            *part as f64 / whole as f64
        };
        if share > 0.0 {
            // What exists is seen, be it one in a million.
            let width = share.max(0.004);
            rect(&mut svg, class, from, from + width);
            from += width;
        }
    }
    svg.push_str("</svg>");
    Svg(svg)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WEIGHING: WeighingSummary = WeighingSummary {
        profile: String::new(),
        prior: 0.004,
        family_cap: 10.0,
        watch: 5.0,
        review: 10.0,
        hard: 10.0,
        mitigation_cap: 12.0,
        urgent: 20.0,
        corroborating: 3.0,
    };

    #[test]
    fn a_capped_step_shows_what_the_cap_took() {
        let capped = Step {
            from: 4.0,
            to: 10.0,
            uncapped: 12.0,
        };
        let axis = Axis::holding(&[capped], &WEIGHING);
        let svg = step(&capped, &axis, &WEIGHING).to_string();
        assert!(
            svg.contains("class=plus") && svg.contains("class=cap"),
            "{svg}"
        );
    }

    #[test]
    fn one_in_a_million_is_seen() {
        let svg = bar(&[("urgent", 1), ("none", 999_999)], 1_000_000).to_string();
        assert!(
            svg.contains("<rect class=urgent x=0% width=0.4% />"),
            "{svg}"
        );
    }
}
