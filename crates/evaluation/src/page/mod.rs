//! The evaluation as one HTML page with plots, and the plots by themselves.

pub(crate) mod figures;
pub(crate) mod plot;
mod world;

pub(crate) use world::by_loss;

use bonafide_report::Markup;

use self::figures::table;
use self::plot::{Axis, Plot};
use crate::reliability::Reliability;
use crate::summary::{Aim, Measure, Summary, Unit, Value};

impl Summary {
    /// The evaluation as one page: no script, nothing from outside.
    pub fn html(&self) -> String {
        let mut body = Markup::new();
        body.raw("<section class=\"note limits\"><h2>What these numbers are</h2>");
        body.element("p", self.about);
        body.element(
            "p",
            "A sum of evidence orders the work of reviewers. It is never the probability that somebody is North Korean.",
        );
        body.raw("</section>\n");
        if self.evaluations.len() > 1 {
            body.raw("<section><h2>All worlds</h2>");
        } else {
            body.raw("<section><h2>Against the aims</h2>");
        }
        body.add(&measures(&self.measures)).raw("</section>\n");
        for (place, evaluation) in self.evaluations.iter().enumerate() {
            body.add(&world::section(place + 1, evaluation));
        }
        body.page("Evaluation of a screen in a simulated world")
    }

    /// The reliability diagram of all subjects of the first world that saw everything, as an SVG file.
    pub fn reliability_diagram(&self) -> String {
        let one = self
            .evaluations
            .iter()
            .find(|one| one.view == crate::truth::EVERYTHING)
            .or_else(|| self.evaluations.first());
        let Some(one) = one else {
            return String::new();
        };
        let svg = diagram(&one.reliability);
        // By itself the picture has no page whose style it could take.
        let style = "<style>text{font:12px sans-serif;fill:#444}.axis{stroke:#666}.grid{stroke:#ddd}\
            .whisker{stroke:#41698c;stroke-width:2}.dot{fill:#41698c}.other{fill:none;stroke:#8a4b00;\
            stroke-width:2;stroke-dasharray:6 4}.mark{stroke:#9f1d35;stroke-dasharray:3 3}</style>\
            <rect width=\"640\" height=\"320\" fill=\"#fff\"/>";
        svg.as_str()
            .replacen("</desc>", &format!("</desc>{style}"), 1)
            + "\n"
    }
}

/// The reliability diagram: evidence against the share of personas.
pub(crate) fn diagram(reliability: &Reliability) -> Markup {
    let mut plot = Plot::new(
        "Reliability of the sum of evidence",
        "For each step of the sum of evidence, the share of subjects with such a sum who are personas \
         of this simulated world, with 95 % intervals; dashed, the share that the sums would mean if \
         they were exact, from the base rate of this world.",
        Axis::numbers("sum of evidence, decibans", -8.0, 42.0),
        Axis::share("personas among subjects with such a sum"),
    );
    let exact: Vec<(f64, f64)> = (-8..=42)
        .map(|sum| {
            let base = reliability.base.share.unwrap_or_default();
            let odds = base / (1.0 - base).max(1e-9) * 10.0_f64.powf(f64::from(sum) / 10.0);
            (f64::from(sum), odds / (1.0 + odds))
        })
        .collect();
    plot.path("other", &exact);
    for step in &reliability.steps {
        let interval = step.personas.interval;
        let share = step.personas.share.unwrap_or_default();
        plot.dot(step.mean, share, interval.low, interval.high);
    }
    for (word, at) in &reliability.thresholds {
        plot.mark(*at, word);
    }
    plot.finish()
}

fn measures(measures: &[Measure]) -> Markup {
    let worlds = measures
        .iter()
        .map(|one| one.values.len())
        .max()
        .unwrap_or(0);
    let mut heads = vec![
        "measure", "view", "aim", "median", "least", "most", "reached",
    ];
    let names: Vec<String> = (1..=worlds).map(|at| format!("world {at}")).collect();
    heads.extend(names.iter().map(String::as_str));
    let rows: Vec<Vec<String>> = measures
        .iter()
        .map(|one| {
            let mut row = vec![
                one.name.to_owned(),
                one.view.clone(),
                aim(one),
                number(one.median, one.unit),
                number(one.least, one.unit),
                number(one.most, one.unit),
                match one.reached {
                    Some(true) => "yes".to_owned(),
                    Some(false) => "no".to_owned(),
                    None => "–".to_owned(),
                },
            ];
            row.extend(
                one.values
                    .iter()
                    .map(|value| with_interval(*value, one.unit)),
            );
            row
        })
        .collect();
    table(
        "Measures with their aims, and each world with its 95 % interval",
        &heads,
        &rows,
    )
}

/// The aim in words.
pub(crate) fn aim(measure: &Measure) -> String {
    match measure.aim {
        Some(Aim::AtLeast(aim)) => format!("≥ {}", number(Some(aim), measure.unit)),
        Some(Aim::AtMost(aim)) => format!("≤ {}", number(Some(aim), measure.unit)),
        None => "–".to_owned(),
    }
}

/// A value in its unit.
pub(crate) fn number(value: Option<f64>, unit: Unit) -> String {
    match unit {
        Unit::Share => value.map_or_else(|| "–".to_owned(), figures::percent),
        Unit::PerTenThousand | Unit::Days => figures::number(value, 1),
        Unit::Ratio => figures::number(value, 3),
    }
}

/// A value with its interval.
pub(crate) fn with_interval(value: Option<Value>, unit: Unit) -> String {
    let Some(value) = value else {
        return "–".to_owned();
    };
    let told = number(Some(value.value), unit);
    match value.interval {
        Some(interval) => format!(
            "{told} [{}, {}]",
            number(Some(interval.low), unit),
            number(Some(interval.high), unit)
        ),
        None => told,
    }
}
