//! One world and view on the page.

use bonafide_report::Markup;

use super::diagram;
use super::figures::{interval, number, percent, share, table};
use super::plot::{Axis, Plot};
use crate::evaluation::Evaluation;
use crate::over_time::{Detection, OverTime};
use crate::treatment::GroupShare;
use crate::value::LeftOut;

/// Rules of a table on the page at most; JSON has all.
const SHOWN: usize = 40;

pub(crate) fn section(place: usize, one: &Evaluation) -> Markup {
    let mut markup = Markup::new();
    markup
        .raw("<section><h2>")
        .text(format!("World {place}, view: {}", one.view));
    markup.raw("</h2>\n<p>").text(format!(
        "{} subjects: {} personas of {} operations, {} honest people. {} in review or above: {} personas, {} honest.",
        one.subjects, one.personas, one.recall.operations.of, one.honest,
        one.precision.of, one.precision.count, one.honest_sent.count
    ));
    markup.raw("</p>\n");
    if one.made_again.count < one.made_again.of {
        markup.raw("<p class=\"warn\">").text(format!(
            "The weighing makes {} of {} outcomes again. Value and appeals below are measured with another weighing than the report's: screen again.",
            one.made_again.count, one.made_again.of
        ));
        markup.raw("</p>");
    }
    found(&mut markup, one);
    budgets(&mut markup, one);
    if let Some(over_time) = &one.over_time {
        early(&mut markup, over_time);
    }
    markup.raw("<h3>Evidence and how often it is right</h3>\n");
    markup.add(&diagram(&one.reliability));
    reliability_table(&mut markup, one);
    markup.raw("<h3>What each rule is worth</h3>\n");
    value_plot(&mut markup, one);
    value(
        &mut markup,
        "Without each rule, those that would cost most first",
        &one.without_rule,
    );
    value(&mut markup, "Without each family", &one.without_family);
    appeals(&mut markup, one);
    honest(
        &mut markup,
        "Honest people in review, by kind",
        &one.honest_by_kind,
    );
    honest(
        &mut markup,
        "Honest people in review, by origin",
        &one.honest_by_origin,
    );
    let fairness = &one.four_fifths;
    markup.raw("<p>").text(format!(
        "Lowest over highest rate left alone over origins: {}{}. Lowest over highest rate sent: {}. Rates as uneven as these come by chance in {} of worlds in which all origins are sent alike.",
        number(fairness.left_alone, 4),
        match fairness.kept { Some(true) => " (four fifths kept)", Some(false) => " (four fifths broken)", None => "" },
        number(fairness.sent, 3),
        fairness.chance.map_or("–".to_owned(), percent),
    ));
    if let Some(note) = &fairness.note {
        markup.text(format!(" Note: {note}."));
    }
    markup.raw("</p></section>\n");
    markup
}

fn found(markup: &mut Markup, one: &Evaluation) {
    let row = |name: &str, recall: &crate::recall::Recall| {
        vec![
            name.to_owned(),
            share(&recall.members),
            share(&recall.operations),
            share(&recall.half_operations),
            interval(Some(recall.half_operations.interval)),
        ]
    };
    let mut rows = vec![row("all", &one.recall)];
    rows.extend(
        one.recall_by_care
            .iter()
            .map(|care| row(care.care, &care.recall)),
    );
    rows.extend(one.recall_by_role.iter().map(|role| {
        let none = "–".to_owned();
        vec![
            format!("role: {}", role.role),
            share(&role.members),
            none.clone(),
            none.clone(),
            none,
        ]
    }));
    markup.add(&table(
        "What was found",
        &[
            "",
            "members in review",
            "operations: any member",
            "operations: half",
            "95 % (Wilson)",
        ],
        &rows,
    ));
}

fn budgets(markup: &mut Markup, one: &Evaluation) {
    let mut rows: Vec<Vec<String>> = one
        .budgets
        .iter()
        .zip(&one.clustered.budgets)
        .map(|(budget, drawn)| {
            vec![
                format!("first {}", budget.budget),
                share(&budget.precision),
                interval(*drawn),
                share(&budget.recall),
            ]
        })
        .collect();
    for (name, precision, drawn) in [
        ("review and above", &one.precision, one.clustered.precision),
        (
            "urgent",
            &one.precision_urgent,
            one.clustered.precision_urgent,
        ),
    ] {
        rows.push(vec![
            name.to_owned(),
            share(precision),
            interval(drawn),
            "–".to_owned(),
        ]);
    }
    markup.add(&table(
        "Precision",
        &[
            "reviews",
            "personas among them",
            "95 % (operations drawn anew)",
            "of all personas",
        ],
        &rows,
    ));
}

fn early(markup: &mut Markup, over_time: &OverTime) {
    markup.raw("<h3>How early</h3>\n<p>").text(format!(
        "{} looks, {} days apart: the day of detection lies between two looks. Published median days until the end of work today: {} ({}).",
        over_time.looks.len(), over_time.resolution_days, over_time.published_dwell_days, over_time.published_by
    ));
    markup.raw("</p>\n");
    let all = [("all", &over_time.all)];
    let by_care = over_time.by_care.iter().map(|(care, one)| (*care, one));
    let rows: Vec<Vec<String>> = all.into_iter().chain(by_care).map(detection).collect();
    markup.add(&table(
        "Days from the first record to the first outcome of review",
        &[
            "",
            "detected",
            "median days, at the latest (earliest)",
            "95 %",
            "quarter, three quarters",
            "before the first payout",
            "paid before, of all paid",
        ],
        &rows,
    ));
    let last = over_time.looks.len().saturating_sub(1).max(1) as f64;
    let most = over_time
        .looks
        .iter()
        .map(|look| look.personas.of)
        .max()
        .unwrap_or(1)
        .max(1) as f64;
    let mut plot = Plot::new(
        "Personas known and in review over time",
        "Dashed, the personas that had a record by each look; solid, those in review at that look.",
        Axis::numbers("look", 0.0, last),
        Axis::numbers("personas", 0.0, most),
    );
    let line = |value: fn(&crate::over_time::Look) -> u64| -> Vec<(f64, f64)> {
        over_time
            .looks
            .iter()
            .enumerate()
            .map(|(at, look)| (at as f64, value(look) as f64))
            .collect()
    };
    plot.path("other", &line(|look| look.personas.of));
    plot.path("path", &line(|look| look.personas.count));
    markup.add(&plot.finish());
}

fn detection((name, one): (&str, &Detection)) -> Vec<String> {
    let days = |days: Option<crate::over_time::Days>| {
        days.map_or("–".to_owned(), |days| {
            format!("{:.1} ({:.1})", days.at_the_latest, days.at_the_earliest)
        })
    };
    let paid: Vec<String> = one
        .paid
        .iter()
        .map(|(currency, paid)| format!("{currency} {:.0} of {:.0}", paid.before, paid.in_all))
        .collect();
    vec![
        name.to_owned(),
        share(&one.detected),
        days(one.median_days),
        one.median_interval.map_or("–".to_owned(), |one| {
            format!("{:.1}–{:.1}", one.low, one.high)
        }),
        format!(
            "{}, {}",
            days(one.quarter_days),
            days(one.three_quarters_days)
        ),
        share(&one.before_first_payout),
        paid.join("; "),
    ]
}

fn reliability_table(markup: &mut Markup, one: &Evaluation) {
    let rows: Vec<Vec<String>> = one
        .reliability
        .steps
        .iter()
        .map(|step| {
            let name = match (step.from, step.to) {
                (Some(from), Some(to)) => format!("{from} to below {to}"),
                (None, Some(to)) => format!("below {to}"),
                (Some(from), None) => format!("{from} and more"),
                (None, None) => "all".to_owned(),
            };
            vec![
                name,
                share(&step.personas),
                interval(Some(step.personas.interval)),
                percent(step.if_exact),
            ]
        })
        .collect();
    markup.add(&table(
        "Sum of evidence and personas of this world",
        &[
            "sum, decibans",
            "personas",
            "95 % (Wilson)",
            "if the sums were exact",
        ],
        &rows,
    ));
    markup.raw("<p>").text(format!(
        "By logistic regression each deciban of evidence was worth {} decibans in this world.",
        number(one.reliability.slope, 2)
    ));
    markup.raw("</p>");
}

/// Those that would be missed most first.
pub(crate) fn by_loss(all: &[LeftOut]) -> Vec<&LeftOut> {
    let mut order: Vec<&LeftOut> = all.iter().collect();
    order.sort_by(|a, b| {
        b.personas_lost
            .cmp(&a.personas_lost)
            .then(a.honest_spared.cmp(&b.honest_spared))
            .then(b.honest_added.cmp(&a.honest_added))
            .then_with(|| a.without.cmp(&b.without))
    });
    order
}

fn value(markup: &mut Markup, caption: &'static str, all: &[LeftOut]) {
    let order = by_loss(all);
    let rows: Vec<Vec<String>> = order
        .iter()
        .take(SHOWN)
        .map(|one| {
            vec![
                one.without.clone(),
                format!("−{} +{}", one.personas_lost, one.personas_gained),
                format!("−{} +{}", one.operations_lost, one.operations_gained),
                format!("−{} +{}", one.honest_spared, one.honest_added),
                share(&one.precision),
            ]
        })
        .collect();
    markup.add(&table(
        caption,
        &[
            "without",
            "personas in review",
            "operations found",
            "honest people in review",
            "precision then",
        ],
        &rows,
    ));
    if order.len() > SHOWN {
        markup.element(
            "p",
            format!("And {} more, in the JSON.", order.len() - SHOWN),
        );
    }
}

/// The rules that would be missed most, as bars.
fn value_plot(markup: &mut Markup, one: &Evaluation) {
    let order: Vec<&LeftOut> = by_loss(&one.without_rule)
        .into_iter()
        .filter(|one| one.personas_lost > 0)
        .take(10)
        .collect();
    let Some(most) = order.first() else { return };
    let mut y = Axis::numbers("", 0.0, 1.0);
    y.labels.clear();
    let mut plot = Plot::new(
        "What is lost without a rule",
        "For the ten rules that would be missed most, the personas that would leave review without the rule; the table below has the numbers.",
        // Words stand beside the bars, so the longest takes no more than half of the room.
        Axis::numbers(
            "personas lost from review",
            0.0,
            most.personas_lost as f64 * 2.2,
        ),
        y,
    );
    for (place, left) in order.iter().enumerate() {
        let words = format!("{} {}", left.personas_lost, left.without);
        plot.bar(place, order.len(), left.personas_lost as f64, &words);
    }
    markup.add(&plot.finish());
}

fn appeals(markup: &mut Markup, one: &Evaluation) {
    let rows: Vec<Vec<String>> = [
        ("honest people", &one.appeals.honest),
        ("personas whose story is believed", &one.appeals.personas),
    ]
    .into_iter()
    .map(|(name, heard)| {
        vec![
            name.to_owned(),
            heard.in_review.to_string(),
            share(&heard.by_one),
            share(&heard.by_two),
            share(&heard.by_three),
            share(&heard.by_one_check),
            share(&heard.by_one_and_a_check),
        ]
    })
    .collect();
    markup.add(&table(
        "What an appeal would change: who leaves review",
        &[
            "",
            "in review",
            "one explained finding",
            "two",
            "three",
            "one passed check",
            "one of each",
        ],
        &rows,
    ));
    let rows: Vec<Vec<String>> = one
        .appeals
        .by_check
        .iter()
        .map(|check| {
            vec![
                check.rule.clone(),
                format!("{:+.0}", check.weight),
                share(&check.honest),
                share(&check.personas),
            ]
        })
        .collect();
    markup.add(&table(
        "Who leaves review by one passed check",
        &["check", "decibans", "honest people", "personas"],
        &rows,
    ));
}

fn honest(markup: &mut Markup, caption: &'static str, groups: &[GroupShare]) {
    let shown = groups.iter().filter(|one| one.sent.count > 0).take(SHOWN);
    let rows: Vec<Vec<String>> = shown
        .map(|one| {
            vec![
                one.group.clone(),
                format!("{:.1}", one.per_10_000),
                format!(
                    "{:.1}–{:.1}",
                    one.sent.interval.low * 10_000.0,
                    one.sent.interval.high * 10_000.0
                ),
                format!("{} of {}", one.sent.count, one.sent.of),
                number(one.impact_ratio, 4),
            ]
        })
        .collect();
    markup.add(&table(
        caption,
        &[
            "group",
            "per 10,000",
            "95 % (Wilson)",
            "sent",
            "impact ratio (left alone)",
        ],
        &rows,
    ));
    let quiet = groups.iter().filter(|one| one.sent.count == 0).count();
    if quiet > 0 {
        markup.element("p", format!("Of {quiet} more groups nobody was sent."));
    }
}
