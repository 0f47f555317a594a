//! Plots as inline SVG: axes, dots with whiskers, paths and marks.
//!
//! Each has a title and a description for those who do not see it, and the numbers stand in a table
//! beside it. Places are computed here; no number of a plot comes from anywhere else.

use bonafide_report::Markup;

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 320.0;
const LEFT: f64 = 64.0;
const RIGHT: f64 = 16.0;
const TOP: f64 = 32.0;
const BOTTOM: f64 = 48.0;

/// An axis from one value to another with labels at some of them.
#[derive(Debug, Clone)]
pub(crate) struct Axis {
    pub(crate) from: f64,
    pub(crate) to: f64,
    pub(crate) labels: Vec<(f64, String)>,
    pub(crate) name: String,
}

impl Axis {
    /// From 0 to 1 in percent.
    pub(crate) fn share(name: &str) -> Self {
        Self {
            from: 0.0,
            to: 1.0,
            labels: (0..=5)
                .map(|fifth| (f64::from(fifth) / 5.0, format!("{} %", fifth * 20)))
                .collect(),
            name: name.to_owned(),
        }
    }

    /// From one number to another, with about six round labels.
    pub(crate) fn numbers(name: &str, from: f64, to: f64) -> Self {
        let span = (to - from).max(1e-9);
        let raw = span / 6.0;
        let power = 10.0_f64.powf(raw.log10().floor());
        let step = [1.0, 2.0, 5.0, 10.0]
            .into_iter()
            .map(|times| times * power)
            .find(|step| *step >= raw)
            .unwrap_or(raw);
        let first = (from / step).ceil() as i64;
        let last = (to / step).floor() as i64;
        let digits = if step >= 1.0 { 0 } else { 2 };
        Self {
            from,
            to,
            labels: (first..=last)
                .map(|at| (at as f64 * step, format!("{:.digits$}", at as f64 * step)))
                .collect(),
            name: name.to_owned(),
        }
    }

    fn part(&self, value: f64) -> f64 {
        ((value - self.from) / (self.to - self.from).max(1e-9)).clamp(0.0, 1.0)
    }
}

/// A plot under construction.
#[derive(Debug)]
pub(crate) struct Plot {
    x: Axis,
    y: Axis,
    markup: Markup,
}

impl Plot {
    /// An empty plot with its axes, told in words.
    pub(crate) fn new(title: &str, description: &str, x: Axis, y: Axis) -> Self {
        let mut markup = Markup::new();
        markup.raw("<svg class=\"plot\" role=\"img\" viewBox=\"0 0 640 320\" xmlns=\"http://www.w3.org/2000/svg\">");
        markup.element("title", title).element("desc", description);
        let mut plot = Self { x, y, markup };
        let (x_labels, y_labels) = (plot.x.labels.clone(), plot.y.labels.clone());
        for (value, label) in &y_labels {
            let at = plot.down(*value);
            plot.line("grid", LEFT, at, WIDTH - RIGHT, at);
            plot.label(LEFT - 8.0, at + 4.0, "end", label);
        }
        for (value, label) in &x_labels {
            let at = plot.across(*value);
            plot.line("axis", at, HEIGHT - BOTTOM, at, HEIGHT - BOTTOM + 5.0);
            plot.label(at, HEIGHT - BOTTOM + 20.0, "middle", label);
        }
        plot.line("axis", LEFT, TOP, LEFT, HEIGHT - BOTTOM);
        plot.line(
            "axis",
            LEFT,
            HEIGHT - BOTTOM,
            WIDTH - RIGHT,
            HEIGHT - BOTTOM,
        );
        let (x_name, y_name) = (plot.x.name.clone(), plot.y.name.clone());
        plot.label(WIDTH - RIGHT, HEIGHT - 8.0, "end", &x_name);
        plot.label(LEFT, TOP - 14.0, "start", &y_name);
        plot
    }

    fn across(&self, value: f64) -> f64 {
        LEFT + self.x.part(value) * (WIDTH - LEFT - RIGHT)
    }

    fn down(&self, value: f64) -> f64 {
        HEIGHT - BOTTOM - self.y.part(value) * (HEIGHT - TOP - BOTTOM)
    }

    fn line(&mut self, class: &'static str, x1: f64, y1: f64, x2: f64, y2: f64) {
        let markup = &mut self.markup;
        markup
            .raw("<line class=\"")
            .raw(class)
            .raw("\" x1=\"")
            .number(x1, 1);
        markup
            .raw("\" y1=\"")
            .number(y1, 1)
            .raw("\" x2=\"")
            .number(x2, 1);
        markup.raw("\" y2=\"").number(y2, 1).raw("\"/>");
    }

    fn label(&mut self, x: f64, y: f64, anchor: &'static str, text: &str) {
        let markup = &mut self.markup;
        markup
            .raw("<text x=\"")
            .number(x, 1)
            .raw("\" y=\"")
            .number(y, 1);
        markup.raw("\" text-anchor=\"").raw(anchor).raw("\">");
        markup.text(text).raw("</text>");
    }

    /// A dot with an interval.
    pub(crate) fn dot(&mut self, x: f64, y: f64, low: f64, high: f64) -> &mut Self {
        let (x, y) = (self.across(x), self.down(y));
        let (low, high) = (self.down(low), self.down(high));
        self.line("whisker", x, low, x, high);
        self.markup
            .raw("<circle class=\"dot\" r=\"4\" cx=\"")
            .number(x, 1);
        self.markup.raw("\" cy=\"").number(y, 1).raw("\"/>");
        self
    }

    /// A line through points.
    pub(crate) fn path(&mut self, class: &'static str, points: &[(f64, f64)]) -> &mut Self {
        self.markup
            .raw("<polyline class=\"")
            .raw(class)
            .raw("\" points=\"");
        for (x, y) in points {
            let (x, y) = (self.across(*x), self.down(*y));
            self.markup.number(x, 1).raw(",").number(y, 1).raw(" ");
        }
        self.markup.raw("\"/>");
        self
    }

    /// A vertical mark with a word.
    pub(crate) fn mark(&mut self, x: f64, word: &str) -> &mut Self {
        let at = self.across(x);
        self.line("mark", at, TOP, at, HEIGHT - BOTTOM);
        self.label(at + 3.0, TOP + 12.0, "start", word);
        self
    }

    /// A horizontal bar at a place of the y axis, from the left.
    pub(crate) fn bar(&mut self, place: usize, of: usize, length: f64, label: &str) -> &mut Self {
        let room = (HEIGHT - TOP - BOTTOM) / of.max(1) as f64;
        let y = TOP + room * place as f64;
        let end = self.across(length);
        let markup = &mut self.markup;
        markup.raw("<rect class=\"bar\" x=\"").number(LEFT, 1);
        markup.raw("\" y=\"").number(y + room * 0.15, 1);
        markup.raw("\" width=\"").number((end - LEFT).max(1.0), 1);
        markup.raw("\" height=\"").number(room * 0.7, 1).raw("\"/>");
        self.label(
            (end + 4.0).min(WIDTH - 220.0),
            y + room * 0.62,
            "start",
            label,
        );
        self
    }

    /// The whole plot.
    pub(crate) fn finish(mut self) -> Markup {
        self.markup.raw("</svg>");
        self.markup
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_round_and_within_the_axis() {
        let axis = Axis::numbers("sum", -6.0, 36.0);
        let values: Vec<f64> = axis.labels.iter().map(|(value, _)| *value).collect();
        assert_eq!(values, [0.0, 10.0, 20.0, 30.0]);
        assert_eq!(axis.labels[1].1, "10");
    }

    #[test]
    fn a_dot_lies_where_its_numbers_say() {
        let mut plot = Plot::new("t", "d", Axis::numbers("x", 0.0, 10.0), Axis::share("y"));
        plot.dot(10.0, 1.0, 0.5, 1.0);
        let plot = plot.finish();
        assert!(
            plot.as_str().contains("cx=\"624.0\" cy=\"32.0\""),
            "{}",
            plot.as_str()
        );
        assert!(plot.as_str().starts_with("<svg") && plot.as_str().ends_with("</svg>"));
    }

    #[test]
    fn words_in_a_plot_are_escaped() {
        let mut plot = Plot::new("t", "d", Axis::share("x"), Axis::share("y"));
        plot.mark(0.5, "<script>");
        assert!(plot.finish().as_str().contains("&lt;script&gt;"));
    }
}
