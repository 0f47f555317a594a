//! What verdicts teach, on reports small enough to count by hand.

mod made;

use std::path::PathBuf;

use bonafide_evaluation::{Asked, Calibration, Reported, Verdict, Verdicts, Weights, calibrate};
use bonafide_model::report::Outcome;
use made::{MadeWeigher, found, judged, outcome_of, rule, weighing};
use proptest::prelude::*;

/// A hundred subjects with a strong finding and a hundred with a weak one beside it.
fn report() -> Reported {
    let rules = vec![rule("code/copied", 12.0), rule("device/shared", 12.0)];
    let subjects = (0..200)
        .map(|at| {
            let places: &[usize] = if at < 100 { &[0] } else { &[0, 1] };
            let weight = 12.0 * places.len() as f64;
            bonafide_evaluation::Judged {
                findings: places
                    .iter()
                    .map(|place| bonafide_evaluation::Found {
                        counted: 12.0,
                        ..found(*place)
                    })
                    .collect(),
                ..judged(&format!("s{at:03}"), outcome_of(weight), weight)
            }
        })
        .collect();
    Reported::new(rules, weighing(), subjects)
}

fn verdicts(standing: impl IntoIterator<Item = (usize, Verdict)>) -> Verdicts {
    Verdicts {
        standing: standing
            .into_iter()
            .map(|(at, verdict)| (format!("s{at:03}"), verdict))
            .collect(),
        replaced: 0,
    }
}

fn calibrated(verdicts: &Verdicts) -> Calibration {
    calibrate(&[report()], verdicts, &Asked::default(), &MadeWeigher).expect("a calibration")
}

/// Half of those with both findings are confirmed and half of those with one: the second finding
/// says nothing.
fn a_useless_second_rule() -> Verdicts {
    verdicts((0..200).map(|at| {
        let verdict = if at % 2 == 0 {
            Verdict::Confirmed
        } else {
            Verdict::Cleared
        };
        (at, verdict)
    }))
}

#[test]
fn a_rule_that_verdicts_do_not_bear_out_loses_weight_and_the_file_says_why() {
    let found = calibrated(&a_useless_second_rule());
    let shared = found
        .rules
        .iter()
        .find(|one| one.rule == "device/shared")
        .expect("it fired");
    assert!(shared.new < 3.0, "{shared:?}");
    assert!(shared.interval.high < 12.0 && shared.interval.low < shared.estimated);
    assert_eq!((shared.reviewed.count, shared.reviewed.of), (50, 100));
    assert_eq!(
        (shared.bounds.low, shared.bounds.high),
        (0.5, 0.5),
        "all were reviewed"
    );
    let file = found.weights_file("verdicts.csv");
    assert!(
        file.contains("\"device/shared\" = ") && file.contains("stated 12"),
        "{file}"
    );
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("weights.toml");
    std::fs::write(&path, file).expect("a file");
    let read = Weights::read(&path).expect("the file can be read again");
    assert_eq!(read.weights["device/shared"], shared.new);
}

#[test]
fn those_who_would_move_are_counted_by_weighing_again() {
    let found = calibrated(&a_useless_second_rule());
    // 24 decibans are urgent; with little left of the second weight they are review.
    let moved: u64 = found.moved.iter().map(|one| one.subjects).sum();
    assert_eq!(moved, 100, "{:?}", found.moved);
    assert_eq!(
        (found.moved[0].from, found.moved[0].to),
        (Outcome::Urgent, Outcome::Review)
    );
}

#[test]
fn few_verdicts_change_nothing_and_bound_what_is_not_known() {
    let found = calibrated(&verdicts([
        (100, Verdict::Confirmed),
        (101, Verdict::Cleared),
        (102, Verdict::Unsure),
        (103, Verdict::Confirmed),
    ]));
    assert_eq!((found.confirmed, found.cleared, found.unsure), (2, 1, 1));
    assert_eq!(found.changed().count(), 0);
    let shared = &found.rules[1];
    assert_eq!((shared.reviewed.count, shared.reviewed.of), (2, 3));
    // 2 of 100 if all others are cleared, 99 of 100 if all others are confirmed.
    assert_eq!((shared.bounds.low, shared.bounds.high), (0.02, 0.99));
    assert!(shared.why.contains("fewer than 10"), "{}", shared.why);
    // Of code/copied a whole stratum was not reviewed: there is no corrected share.
    assert_eq!(found.rules[0].corrected, None);
    assert!(
        shared
            .corrected
            .is_some_and(|share| (share - 2.0 / 3.0).abs() < 1e-12)
    );
}

#[test]
fn a_share_is_corrected_for_strata_that_were_reviewed_more() {
    // All of the urgent were reviewed and confirmed; of the others ten, and all cleared.
    let found = calibrated(&verdicts(
        (100..200)
            .map(|at| (at, Verdict::Confirmed))
            .chain((0..10).map(|at| (at, Verdict::Cleared))),
    ));
    let copied = &found.rules[0];
    assert_eq!((copied.reviewed.count, copied.reviewed.of), (100, 110));
    assert_eq!(
        copied.corrected,
        Some(0.5),
        "half of those for whom it fired are urgent"
    );
}

#[test]
fn verdicts_of_one_kind_give_precision_and_leave_every_weight() {
    let found = calibrate(
        &[report()],
        &verdicts((0..20).map(|at| (at, Verdict::Cleared))),
        &Asked::default(),
        &MadeWeigher,
    )
    .expect("precision needs one kind only");
    assert_eq!(found.changed().count(), 0);
    assert!(found.moved.is_empty(), "{:?}", found.moved);
    assert!(!found.rules.is_empty());
    for rule in &found.rules {
        assert_eq!((rule.reviewed.count, rule.bounds.low), (0, 0.0), "{rule:?}");
        assert!(rule.why.contains("one kind"), "{rule:?}");
    }
    assert!(
        found.table().contains("Every verdict is \"cleared\""),
        "{}",
        found.table()
    );
}

#[test]
fn without_a_verdict_on_these_reports_nothing_is_learned() {
    let error = calibrate(
        &[report()],
        &verdicts([(1, Verdict::Unsure)]),
        &Asked::default(),
        &MadeWeigher,
    )
    .expect_err("nothing to learn from");
    assert!(
        error.to_string().contains("nothing can be learned"),
        "{error}"
    );
}

#[test]
fn reports_with_other_weights_are_refused() {
    let mut other = report();
    other.rules[0].weight = 5.0;
    let error = calibrate(
        &[report(), other],
        &a_useless_second_rule(),
        &Asked::default(),
        &MadeWeigher,
    )
    .expect_err("two packs");
    assert!(error.to_string().contains("screen both"), "{error}");
}

fn file(text: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("verdicts.csv");
    std::fs::write(&path, text).expect("a file");
    (folder, path)
}

#[test]
fn the_latest_verdict_stands_and_mistakes_name_their_line() {
    let (_folder, path) = file(
        "subject_id,verdict,by,on,reason\n\
         a,confirmed,r1,2026-03-02,met\n\
         a,cleared,r2,2026-03-05,papers\n\
         a,confirmed,r1,2026-03-04,late entry\n\
         b,unsure,r1,2026-03-01,\n",
    );
    let read = Verdicts::read(&path).expect("verdicts");
    assert_eq!(read.standing["a"], Verdict::Cleared);
    assert_eq!(read.standing["b"], Verdict::Unsure);
    assert_eq!(read.replaced, 2);
    for (text, words) in [
        (
            "subject_id,verdict,by,on\na,guilty,r,2026-01-01\n",
            ["line 2", "guilty"],
        ),
        (
            "subject_id,verdict,by,on\na,cleared,r,yesterday\n",
            ["line 2", "2026-03-01"],
        ),
        (
            "subject_id,verdict,by,on\na,cleared,,2026-01-01\n",
            ["line 2", "by is empty"],
        ),
        (
            "subject,verdict,by,on\na,cleared,r,2026-01-01\n",
            ["subject_id", "subject, verdict"],
        ),
    ] {
        let (_folder, path) = file(text);
        let error = Verdicts::read(&path).expect_err("a mistake").to_string();
        assert!(words.iter().all(|word| error.contains(word)), "{error}");
    }
}

#[test]
fn a_mistake_is_told_by_its_line_whatever_the_line_ends() {
    for end in ["\n", "\r\n"] {
        let lines = [
            "subject_id,verdict,by,on",
            "a,cleared,r1,2026-03-01",
            "",
            "b,perhaps,r1,2026-03-01",
        ];
        let (_folder, path) = file(&(lines.join(end) + end));
        let error = Verdicts::read(&path).expect_err("no verdict");
        assert!(error.to_string().contains("line 4"), "{end:?}: {error}");
    }
}

#[test]
fn a_column_that_the_header_names_twice_is_refused() {
    let (_folder, path) =
        file("subject_id,verdict,verdict,by,on\na,cleared,confirmed,r1,2026-03-01\n");
    let error = Verdicts::read(&path).expect_err("which of them?");
    assert!(error.to_string().contains("twice"), "{error}");
}

#[test]
fn weights_out_of_range_are_refused() {
    for text in [
        "[weights]\n\"a/b\" = 21.0\n",
        "[weights]\n\"a/b\" = nan\n",
        "[wait]\n",
    ] {
        let (_folder, path) = file(text);
        assert!(Weights::read(&path).is_err(), "{text}");
    }
}

proptest! {
    #[test]
    fn the_order_of_subjects_does_not_matter(order in Just((0..200_usize).collect::<Vec<_>>()).prop_shuffle()) {
        let straight = report();
        let shuffled = Reported::new(
            straight.rules.clone(),
            straight.weighing.clone(),
            order.iter().map(|at| straight.subjects[*at].clone()).collect(),
        );
        let verdicts = a_useless_second_rule();
        let again = calibrate(&[shuffled], &verdicts, &Asked::default(), &MadeWeigher).expect("a calibration");
        prop_assert_eq!(again.json(), calibrated(&verdicts).json());
    }
}
