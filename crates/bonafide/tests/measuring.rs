//! Measuring a report from the outside: evaluation, calibration, bias report.

mod place;

use std::fmt::Write;

use place::{Place, code, err, out, report};
use serde_json::Value;

/// A small simulated world and the report on it.
fn world() -> Place {
    let place = Place::new();
    for words in [
        &[
            "simulate",
            "--subjects",
            "800",
            "--seed",
            "4",
            "--out",
            "world",
        ][..],
        &["screen", "world", "--out", "out"],
    ] {
        let done = place.run(words);
        assert_eq!(code(&done), 0, "{words:?}: {}", err(&done));
    }
    place
}

fn json(place: &Place, words: &[&str]) -> Value {
    let done = place.run(words);
    assert_eq!(code(&done), 0, "{words:?}: {}", err(&done));
    serde_json::from_str(&out(&done)).expect("JSON")
}

#[test]
fn a_report_is_measured_with_the_weighing_that_made_it() {
    let place = world();
    let words = [
        "evaluate",
        "out",
        "--truth",
        "world",
        "--format",
        "json",
        "--html",
        "page.html",
        "--diagram",
        "d.svg",
    ];
    let told = json(&place, &words);
    let one = &told["evaluations"][0];
    assert_eq!(one["subjects"], 800);
    assert_eq!(
        (&one["made_again"]["count"], &one["made_again"]["of"]),
        (&Value::from(800), &Value::from(800)),
        "with no rule left out every outcome is made again"
    );
    for left in one["without_rule"].as_array().expect("rules") {
        let count = |name: &str| left[name].as_i64().expect("a count");
        let members = left["members"]["count"].as_i64().expect("a count");
        let now = one["recall"]["members"]["count"].as_i64().expect("a count");
        assert_eq!(
            members + count("personas_lost") - count("personas_gained"),
            now,
            "{left}"
        );
    }
    let page = std::fs::read_to_string(place.path("page.html")).expect("a page");
    assert!(
        page.contains("<svg") && !page.contains("<script") && page.contains("script-src 'none'")
    );
    let diagram = std::fs::read_to_string(place.path("d.svg")).expect("a diagram");
    assert!(diagram.starts_with("<svg") && diagram.contains("<desc>"));
    // The same again is the same, and two reports give medians.
    assert_eq!(told, json(&place, &words));
    let two = json(
        &place,
        &[
            "evaluate", "out", "out", "--truth", "world", "--truth", "world", "--format", "json",
        ],
    );
    assert_eq!(two["evaluations"].as_array().map(Vec::len), Some(2));
    for (one, two) in [(&told, &two)].iter().flat_map(|(a, b)| {
        a["measures"]
            .as_array()
            .expect("measures")
            .iter()
            .zip(b["measures"].as_array().expect("measures"))
    }) {
        assert_eq!(one["median"], two["median"]);
        assert_eq!(two["least"], two["most"]);
    }
}

#[test]
fn the_last_look_over_time_is_the_report_itself() {
    let place = world();
    let told = json(
        &place,
        &[
            "evaluate",
            "out",
            "--truth",
            "world",
            "--format",
            "json",
            "--over-time",
            "--every",
            "90",
            "--by-view",
            "payment-provider",
        ],
    );
    let one = &told["evaluations"][0];
    let looks = one["over_time"]["looks"].as_array().expect("looks");
    let last = looks.last().expect("a look");
    assert_eq!(last["personas"]["count"], one["recall"]["members"]["count"]);
    assert_eq!(last["honest"]["count"], one["honest_sent"]["count"]);
    let known: Vec<u64> = looks
        .iter()
        .map(|look| look["honest"]["of"].as_u64().expect("a count"))
        .collect();
    assert!(
        known.windows(2).all(|pair| pair[0] <= pair[1]),
        "nobody is forgotten: {known:?}"
    );
    let view = &told["evaluations"][1];
    assert_eq!(view["view"], "payment-provider");
    assert!(view["subjects"].as_u64() <= one["subjects"].as_u64());
}

#[test]
fn wrong_words_are_told() {
    let place = world();
    for (words, told) in [
        (
            &["evaluate", "out", "out", "--truth", "world"][..],
            "one --truth for each report",
        ),
        (
            &["evaluate", "out", "--truth", "world", "--by-view", "bakery"],
            "payment-provider",
        ),
        (
            &["evaluate", "out", "--truth", "world", "--format", "xml"],
            "table, json, html",
        ),
        (
            &["fairness", "out", "--truth", "world", "--format", "xml"],
            "table, json, html",
        ),
    ] {
        let done = place.run(words);
        assert_eq!(code(&done), 2, "{words:?}");
        assert!(err(&done).contains(told), "{}", err(&done));
    }
}

#[test]
fn verdicts_are_weighed_with_intervals_and_few_of_them_change_nothing() {
    let place = world();
    // Reviewers confirm the personas of the world and clear everybody else.
    let truth =
        std::fs::read_to_string(place.path("world/truth/truth_subject.csv")).expect("the truth");
    let mut verdicts = String::from("subject_id,verdict,by,on,reason\n");
    for line in truth.lines().skip(1) {
        let mut cells = line.split(',');
        let (id, persona) = (
            cells.next().unwrap_or_default(),
            cells.next().unwrap_or_default(),
        );
        let verdict = match persona {
            "true" => "confirmed",
            _ => "cleared",
        };
        writeln!(verdicts, "{id},{verdict},reviewer-1,2026-05-01,").expect("text");
    }
    place.write("verdicts.csv", verdicts);
    let words = [
        "calibrate",
        "verdicts.csv",
        "--on",
        "out",
        "--write",
        "weights.toml",
        "--least",
        "1000",
        "--format",
        "json",
    ];
    let told = json(&place, &words);
    let rules = told["rules"].as_array().expect("rules");
    assert!(!rules.is_empty());
    for rule in rules {
        let number = |value: &Value| value.as_f64().expect("a number");
        let estimated = number(&rule["estimated"]);
        assert!(number(&rule["interval"]["low"]) <= estimated, "{rule}");
        assert!(estimated <= number(&rule["interval"]["high"]), "{rule}");
        assert_eq!(
            rule["new"], rule["stated"],
            "nothing was reviewed a thousand times"
        );
        assert_eq!(
            rule["bounds"]["low"], rule["bounds"]["high"],
            "everybody was reviewed: nothing is left to bound"
        );
    }
    assert_eq!(told["moved"].as_array().map(Vec::len), Some(0));
    let file = std::fs::read_to_string(place.path("weights.toml")).expect("a file");
    assert!(file.contains("[weights]"), "{file}");
    let done = place.run(&[
        "screen",
        "world",
        "--out",
        "again",
        "--weights",
        "weights.toml",
    ]);
    assert_eq!(code(&done), 0, "{}", err(&done));
    assert_eq!(
        report(&place.path("out"))["run"]["rule_pack"],
        report(&place.path("again"))["run"]["rule_pack"],
        "a file that changes nothing is the same pack"
    );
}

#[test]
fn a_screen_takes_other_weights_and_says_so() {
    let place = Place::new();
    place.write(
        "in/subject.csv",
        "subject_id,name\na,Ana Invented\nb,Ben Invented\n",
    );
    let screen = |out: &str, weights: &str| {
        place.write("weights.toml", weights);
        place.run(&["screen", "in", "--out", out, "--weights", "weights.toml"])
    };
    let done = place.run(&["screen", "in", "--out", "out"]);
    assert_eq!(code(&done), 0, "{}", err(&done));
    let done = screen("again", "[weights]\n\"location/clock-disagrees\" = 1.5\n");
    assert_eq!(code(&done), 0, "{}", err(&done));
    let (before, after) = (report(&place.path("out")), report(&place.path("again")));
    assert_ne!(before["run"]["rule_pack"], after["run"]["rule_pack"]);
    let weight = |report: &Value| {
        let rules = report["rules"].as_array().expect("rules").clone();
        let clock = rules
            .into_iter()
            .find(|rule| rule["id"] == "location/clock-disagrees");
        clock.expect("the rule")["weight"].as_f64()
    };
    assert_ne!(weight(&before), Some(1.5));
    assert_eq!(weight(&after), Some(1.5));
    let problems = after["problems"].to_string();
    assert!(
        problems.contains("location/clock-disagrees 1.5"),
        "{problems}"
    );
    assert_eq!(after["run"]["complete"], true, "other weights are no fault");
    let done = screen("third", "[weights]\n\"location/clock-disagree\" = 1.5\n");
    assert_eq!(code(&done), 2, "{}", err(&done));
    assert!(err(&done).contains("clock-disagrees"), "{}", err(&done));
    let done = screen("fourth", "[weights]\n\"location/clock-disagrees\" = 50.0\n");
    assert!(
        code(&done) != 0 && err(&done).contains("between -20 and 20"),
        "{}",
        err(&done)
    );
}

#[test]
fn a_bias_report_reads_what_subjects_declared_and_what_a_table_says() {
    let place = world();
    let told = json(
        &place,
        &[
            "fairness",
            "out",
            "--truth",
            "world",
            "--format",
            "json",
            "--html",
            "bias.html",
        ],
    );
    assert_eq!(
        told["tables"].as_array().map(Vec::len),
        Some(3),
        "kind, origin, and both"
    );
    assert!(place.path("bias.html").is_file());
    place.write(
        "in/subject.csv",
        "subject_id,gender,nationality\na,female,PT\nb,male,US\nc,,US\n",
    );
    place.write(
        "in/payout.csv",
        "subject_id,paid_at,destination,payee_name\na,2026-03-01T00:00:00Z,x,A\n",
    );
    let done = place.run(&["screen", "in", "--out", "small"]);
    assert_eq!(code(&done), 0, "{}", err(&done));
    let told = json(
        &place,
        &["fairness", "small", "--by", "gender", "--format", "json"],
    );
    let table = &told["tables"][0];
    assert_eq!(
        (&table["known"], &table["unknown"]),
        (&Value::from(2), &Value::from(1))
    );
    place.write("groups.csv", "subject_id,sex\nzed,female\n");
    let done = place.run(&["fairness", "small", "--groups", "groups.csv"]);
    assert_eq!(code(&done), 2, "nobody of the table was screened");
}
