//! Rule files are read as they are written, and no text whatever makes the reader panic.

use std::path::Path;

use bonafide_model::catalogue::Catalogue;
use bonafide_model::rule_file::{
    Case, Expectation, Param, RuleFile, Status, ThresholdBasis, Track, check_explanations,
    check_indicators, explanations, parse, parse_in, render,
};
use proptest::prelude::*;

const PATH: &str = "rules/location/clock-disagrees.md";
const VALID: &str = include_str!("rules/location/clock-disagrees.md");

fn valid() -> RuleFile {
    match parse_in(Path::new("rules"), Path::new(PATH), VALID) {
        Ok(rule) => rule,
        Err(problems) => panic!("{}", render(Path::new(PATH), VALID, &problems, false)),
    }
}

#[test]
fn front_matter_is_read() {
    let rule = valid();
    assert_eq!(rule.id, "location/clock-disagrees");
    assert_eq!(rule.family(), "location");
    assert_eq!(rule.indicators, ["device-locale-contradicts-claim"]);
    assert_eq!((rule.weight, rule.hard), (6.0, false));
    assert_eq!((rule.track, rule.status), (Track::Conduct, Status::Stable));
    assert_eq!(rule.threshold_basis, ThresholdBasis::Proposed);
    assert_eq!(rule.params["minimum_sessions"], Param::Integer(3));
    assert_eq!(rule.params["share"], Param::Real(0.5));
    assert_eq!((rule.limits.seconds, rule.limits.rows), (Some(30), None));
    assert!(check_indicators(&rule, Catalogue::embedded()).is_empty());
    assert!(check_explanations(&rule, Catalogue::embedded()).is_empty());
}

#[test]
fn prose_is_split_into_its_parts() {
    let rule = valid();
    assert_eq!(
        rule.reason.text,
        "The browser reported a clock offset that no part of {stated_country} uses on that date, in {sessions} sessions."
    );
    assert_eq!(
        rule.innocent_reasons,
        "Travel; a corporate desktop in another region; a wrong clock."
    );
    assert_eq!(rule.ask, "Where were you working from that week?");
    assert_eq!(
        rule.thresholds.as_deref(),
        Some("Proposed; the source gives no number.")
    );
}

#[test]
fn reason_is_filled() {
    let rule = valid();
    for placeholder in rule.reason.placeholders() {
        assert_eq!(
            VALID[placeholder.span.clone()],
            format!("{{{}}}", placeholder.value)
        );
    }
    let filled = rule
        .reason
        .fill(|name| (name == "sessions").then(|| "4 {sessions}".to_owned()));
    assert_eq!(
        filled,
        "The browser reported a clock offset that no part of (not recorded) uses on that date, in 4 {sessions} sessions."
    );
}

#[test]
fn query_keeps_its_place() {
    let rule = valid();
    assert_eq!(&VALID[rule.sql.span.clone()], rule.sql.value);
    assert!(rule.sql.value.starts_with("-- A comment"));
    assert!(rule.sql.value.ends_with("> $share\n"));
}

#[test]
fn cases_of_innocent_people_say_whom_they_are_about_and_what_a_finding_may_add() {
    let rule = valid();
    let [_, quiet, bounded, _] = rule.cases.as_slice() else {
        panic!("four cases");
    };
    let words = |case: &Case| -> Vec<String> {
        case.innocent
            .iter()
            .map(|words| words.value.clone())
            .collect()
    };
    assert_eq!(words(quiet), ["Travel"]);
    assert_eq!(quiet.at_most, None);
    assert_eq!(
        words(bounded),
        [
            "Corporate desktop",
            "wrong clock",
            "multilingual users",
            "immigrants",
            "second-hand devices"
        ]
    );
    assert_eq!(&VALID[bounded.innocent[3].span.clone()], "immigrants");
    assert_eq!(bounded.at_most, Some(6.0));
    assert_eq!(bounded.beside[0].value, "mitigation/verified-in-person");
    let named: Vec<String> = explanations(&rule, Catalogue::embedded())
        .into_iter()
        .map(|explanation| explanation.words)
        .collect();
    assert_eq!(
        named,
        [
            "Travel",
            "a corporate desktop in another region",
            "a wrong clock",
            "multilingual users",
            "immigrants",
            "second-hand devices"
        ]
    );
}

#[test]
fn cases_are_read() {
    let rule = valid();
    let expectations: Vec<_> = rule.cases.iter().map(|case| case.expectation).collect();
    assert_eq!(
        expectations,
        [
            Expectation::Fires,
            Expectation::Quiet,
            Expectation::AddsAtMost,
            Expectation::Insufficient
        ]
    );
    let fires = &rule.cases[0];
    assert_eq!(
        fires.name,
        "Fires on two sessions nine hours east of the stated home"
    );
    assert_eq!(VALID[fires.span.clone()], format!("## {}", fires.name));
    let tables: Vec<_> = fires.tables.iter().map(|table| table.table.name).collect();
    assert_eq!(tables, ["subject", "session"]);
    let session = &fires.tables[1].block;
    assert_eq!(session.rows.len(), 2);
    assert_eq!(
        session.rows[1].cells,
        ["a", "2", "2026-03-03T08:30:00Z", "540"]
    );
    assert_eq!(&VALID[session.rows[1].cell_span(3)], "540");
    // The front matter declares a number, so a whole number becomes one.
    assert_eq!(fires.params["share"], Param::Real(1.0));
    let finds = fires.finds.as_ref().expect("the case has findings");
    assert_eq!(finds.rows[0].cells, ["a", "US", "2"]);
    assert_eq!(rule.cases[3].insufficient, ["a"]);
    assert_eq!(rule.cases[3].tables[0].block.rows[0].cells, ["a", ""]);
}

#[test]
fn id_must_equal_the_path() {
    let path = Path::new("rules/location/clock-is-wrong.md");
    let problems = parse_in(Path::new("rules"), path, VALID).expect_err("the path differs");
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].label, "the path says `location/clock-is-wrong`");
    assert_eq!(
        &VALID[problems[0].span.clone()],
        "\"location/clock-disagrees\""
    );
}

#[test]
fn family_of_sanctions_has_its_own_track() {
    let text = VALID.replace("location/clock", "sanctions/clock");
    let rule = parse(Path::new(PATH), &text).expect("the family alone changes nothing else");
    assert_eq!(rule.track, Track::Sanctions);
    let text = text.replace("weight = 6", "weight = 6\ntrack = \"conduct\"");
    let problems = parse(Path::new(PATH), &text).expect_err("sanctions are weighed apart");
    assert!(
        problems[0]
            .message
            .contains("cannot be on the track `conduct`"),
        "{problems:?}"
    );
}

#[test]
fn windows_line_ends_change_nothing() {
    let text = VALID.replace('\n', "\r\n");
    let rule = parse(Path::new(PATH), &text).expect("line ends do not matter");
    let plain = valid();
    assert_eq!(rule.reason.text, plain.reason.text);
    assert_eq!(rule.sql.value.replace("\r\n", "\n"), plain.sql.value);
    for (rule, plain) in rule.cases.iter().zip(&plain.cases) {
        assert_eq!(rule.name, plain.name);
        for (rule, plain) in rule.tables.iter().zip(&plain.tables) {
            let cells = |table: &bonafide_model::rule_file::CaseTable| {
                table
                    .block
                    .rows
                    .iter()
                    .map(|row| row.cells.clone())
                    .collect::<Vec<_>>()
            };
            assert_eq!(cells(rule), cells(plain));
        }
    }
}

/// Reads and shows; what matters is that both come back, and that places lie within the text.
fn read_and_show(text: &str) {
    if let Err(problems) = parse(Path::new("rules/any.md"), text) {
        assert!(!problems.is_empty(), "refused without a problem");
        for problem in &problems {
            assert!(text.get(problem.span.clone()).is_some(), "{problem:?}");
            assert!(problem.help.is_some(), "says not what to do: {problem:?}");
        }
        assert!(!render(Path::new("rules/any.md"), text, &problems, true).is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn any_text_is_read_or_refused(text in any::<String>()) {
        read_and_show(&text);
        read_and_show(&format!("+++\n{text}\n+++\n{text}"));
    }

    #[test]
    fn any_body_is_read_or_refused(text in "([-a-z{}$#*`>\"'+=,.é\r\n\t ]|```csv subject\n|```csv finds\n|```toml params\n|```sql\n|\n```\n|\n## Fires |\n## Stays quiet |\n## Lacks data |\\*\\*Ask\\.\\*\\*|subject_id,|\n    ){0,80}") {
        let start = VALID.find("\n+++\n").expect("the front matter ends") + 5;
        read_and_show(&format!("{}{text}", &VALID[..start]));
    }

    #[test]
    fn damaged_files_are_read_or_refused(
        cuts in proptest::collection::vec((0..VALID.len(), 0..40_usize, "[-\\PC\n`#+{}$\"]{0,6}"), 1..5)
    ) {
        let mut text = VALID.to_owned();
        for (start, length, with) in cuts {
            let start = text.floor_char_boundary(start.min(text.len()));
            let end = text.ceil_char_boundary((start + length).min(text.len()));
            text.replace_range(start..end, &with);
        }
        read_and_show(&text);
    }
}
