//! What the terminal shows, and that no record can take hold of it.

#[allow(dead_code, reason = "the example uses what these tests do not")]
#[path = "../examples/sample_report/world.rs"]
mod world;

use bonafide_report::{Format, subject_waterfall, subjects, terminal};
use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

#[test]
fn the_summary_of_a_run() {
    insta::assert_snapshot!(terminal(&world::plain(60), 80, false, 5));
}

#[test]
fn the_summary_of_a_partial_run() {
    insta::assert_snapshot!(terminal(&world::partial(), 80, false, 1));
}

#[test]
fn the_summary_of_a_run_that_found_nothing() {
    insta::assert_snapshot!(terminal(&world::empty(), 80, false, 5));
}

#[test]
fn the_waterfall_of_a_subject() {
    let report = world::plain(60);
    insta::assert_snapshot!(subject_waterfall(&report, &report.subjects[0], 80, false));
}

#[test]
fn the_table_of_subjects() {
    insta::assert_snapshot!(subjects(&world::plain(8), Format::Table));
}

#[test]
fn every_line_fits() {
    for report in [
        world::plain(60),
        world::partial(),
        world::hostile(),
        world::empty(),
    ] {
        for width in [60, 80, 100] {
            let mut text = terminal(&report, width, false, 100);
            for subject in &report.subjects {
                text += &subject_waterfall(&report, subject, width, false);
            }
            // An address stays whole, so that a terminal can follow it.
            for line in text
                .lines()
                .filter(|line| !line.trim_start().starts_with("https://"))
            {
                assert!(
                    line.width() <= width,
                    "{} cells in a terminal of {width}: {line}",
                    line.width()
                );
            }
        }
    }
}

#[test]
fn colour_changes_nothing_but_colour() {
    let report = world::plain(20);
    let plain = |text: &str| {
        let mut out = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('\u{1b}') {
            out.push_str(before);
            rest = after.split_once('m').map_or("", |(_, after)| after);
        }
        out + rest
    };
    let trimmed = |text: &str| {
        text.lines()
            .map(str::trim_end)
            .collect::<Vec<_>>()
            .join("\n")
    };
    let painted = terminal(&report, 80, true, 10);
    assert!(painted.contains("\u{1b}[1;31m"), "urgent is painted");
    assert_eq!(
        trimmed(&plain(&painted)),
        trimmed(&terminal(&report, 80, false, 10))
    );
}

#[test]
fn json_and_ndjson_hold_every_subject_as_it_is() {
    let report = world::hostile();
    let array: serde_json::Value =
        serde_json::from_str(&subjects(&report, Format::Json)).expect("valid JSON");
    let lines = subjects(&report, Format::Ndjson);
    assert_eq!(array.as_array().map(Vec::len), Some(report.subjects.len()));
    assert_eq!(lines.lines().count(), report.subjects.len());
    for ((line, subject), from_array) in lines
        .lines()
        .zip(&report.subjects)
        .zip(array.as_array().expect("an array"))
    {
        let one: serde_json::Value = serde_json::from_str(line).expect("valid JSON");
        assert_eq!(one["subject_id"], subject.subject_id.as_str());
        assert_eq!(&one, from_array);
    }
}

#[test]
fn no_cell_of_the_csv_is_a_formula() {
    let csv = subjects(&world::hostile(), Format::Csv);
    assert!(csv.starts_with("rank,subject_id,outcome,weight,rules,strongest_reason\r\n"));
    for formula in ["\n=", ",=", ",\"=", ",@", ",\"-", ",\"+"] {
        assert!(!csv.contains(formula), "{formula:?} in {csv}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_record_takes_hold_of_the_terminal(text in any::<String>(), width in 48_usize..130) {
        let mut report = world::plain(4);
        for subject in &mut report.subjects {
            subject.subject_id.clone_from(&text);
            subject.gate.clone_from(&text);
            for finding in &mut subject.findings {
                finding.reason.clone_from(&text);
                finding.evidence[0].insert(text.clone(), serde_json::json!(text));
            }
        }
        report.problems = vec![text.clone()];
        report.run.version = text.clone();
        report.rules[0].missing = Some(text.clone());
        let mut shown = terminal(&report, width, false, 10);
        shown += &subject_waterfall(&report, &report.subjects[0], width, false);
        shown += &subjects(&report, Format::Table);
        prop_assert!(!shown.chars().any(|character| character.is_control() && character != '\n'));
    }
}
