//! Evaluation of the files that a screen writes.

mod made;

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use arrow::array::{ArrayRef, DictionaryArray, Float64Array, RecordBatch, StringArray};
use arrow::datatypes::Int32Type;
use bonafide_evaluation::{Error, Evaluation, Reported, Truth, evaluate, same_world};
use bonafide_model::report::Report;
use bonafide_simulator::{World, simulate};
use made::{MadeWeigher, rule, weighing};
use parquet::arrow::ArrowWriter;

fn write(path: &Path, columns: Vec<(&str, ArrayRef)>) {
    let batch = RecordBatch::try_from_iter(columns).expect("a batch");
    let mut writer =
        ArrowWriter::try_new(File::create(path).expect("a file"), batch.schema(), None)
            .expect("a writer");
    writer.write(&batch).expect("rows");
    writer.close().expect("a whole file");
}

fn words<'a>(words: impl Iterator<Item = &'a str>) -> ArrayRef {
    Arc::new(words.collect::<DictionaryArray<Int32Type>>())
}

fn texts<'a>(texts: impl Iterator<Item = &'a str>) -> ArrayRef {
    Arc::new(StringArray::from_iter_values(texts))
}

fn evaluate_files(out: &Path, truth: &Path) -> Result<Evaluation, Error> {
    let reported = Reported::read(out)?;
    let truth = Truth::read(truth)?;
    same_world(&reported, &truth)?;
    Ok(evaluate(&reported, &truth, &MadeWeigher))
}

/// A report of which only the rules and the weighing matter.
fn report_json(folder: &Path) {
    let empty: serde_json::Value = serde_json::json!({
        "layout": 1,
        "run": { "version": "0", "rule_pack": "", "lists": "", "started_at": "2026-01-01T00:00:00Z",
                 "seconds": 1.0, "complete": true, "subjects": 300, "shown_limit": 0 },
        "limits_of_use": [], "tables": [], "lists": [], "sources": {}, "outcomes": {},
        "weighing": weighing(), "rules": [rule("device/shared", 21.0)], "subjects": [], "problems": [],
    });
    let report: Report = serde_json::from_value(empty).expect("a report");
    std::fs::write(
        folder.join("report.json"),
        serde_json::to_string(&report).expect("JSON"),
    )
    .expect("a file");
}

/// A world of 300 and the report of a screen that sends exactly the personas.
fn screened(folder: &Path) {
    simulate(&World::new(300, 2, folder.join("world"))).expect("a small world");
    let truth = Truth::read(&folder.join("world/truth"))
        .expect("the truth")
        .subjects;
    let out = folder.join("out");
    std::fs::create_dir(&out).expect("a folder");
    report_json(&out);
    write(
        &out.join("subjects.parquet"),
        vec![
            (
                "subject_id",
                texts(truth.iter().map(|one| one.subject_id.as_str())),
            ),
            (
                "outcome",
                words(
                    truth
                        .iter()
                        .map(|one| if one.persona { "urgent" } else { "none" }),
                ),
            ),
            (
                "weight",
                Arc::new(Float64Array::from_iter_values(
                    truth.iter().map(|one| if one.persona { 21.0 } else { 0.0 }),
                )),
            ),
        ],
    );
    let personas: Vec<&str> = truth
        .iter()
        .filter(|one| one.persona)
        .map(|one| one.subject_id.as_str())
        .collect();
    write(
        &out.join("findings.parquet"),
        vec![
            ("subject_id", texts(personas.iter().copied())),
            ("rule", words(personas.iter().map(|_| "device/shared"))),
            ("outcome", words(personas.iter().map(|_| "fired"))),
            (
                "counted",
                Arc::new(Float64Array::from_iter_values(
                    personas.iter().map(|_| 21.0),
                )),
            ),
            ("evidence", texts(personas.iter().map(|_| "[]"))),
        ],
    );
}

#[test]
fn a_screen_that_knows_everything_scores_everything() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    screened(folder.path());
    let found = evaluate_files(
        &folder.path().join("out"),
        &folder.path().join("world/truth"),
    )
    .expect("an evaluation");
    assert!(found.personas >= 6, "two operations of three or more");
    assert_eq!(found.precision.share, Some(1.0));
    assert_eq!(found.recall.members.share, Some(1.0));
    assert_eq!(found.recall.half_operations.share, Some(1.0));
    assert_eq!(found.honest_sent.count, 0);
    assert_eq!(found.rules.len(), 1);
    assert_eq!(found.rules[0].personas(), found.personas);
    assert_eq!(found.made_again.share, Some(1.0));
    assert_eq!(found.without_rule[0].personas_lost, found.personas);
}

#[test]
fn missing_files_are_named_with_what_to_do() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    screened(folder.path());
    let (out, truth) = (folder.path().join("out"), folder.path().join("world/truth"));
    let error = evaluate_files(&truth, &truth)
        .expect_err("no report there")
        .to_string();
    assert!(
        error.contains("subjects.parquet") && error.contains("bonafide screen --out"),
        "{error}"
    );
    let error = evaluate_files(&out, &out)
        .expect_err("no truth there")
        .to_string();
    assert!(
        error.contains("truth_subject.csv") && error.contains("`truth`"),
        "{error}"
    );
}

#[test]
fn the_truth_of_another_world_is_refused() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    screened(folder.path());
    simulate(&World::new(300, 3, folder.path().join("other"))).expect("a small world");
    let error = evaluate_files(
        &folder.path().join("out"),
        &folder.path().join("other/truth"),
    )
    .expect_err("another world");
    assert!(error.to_string().contains("the same world"), "{error}");
}

#[test]
fn unusable_columns_are_named() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    screened(folder.path());
    let (out, truth) = (folder.path().join("out"), folder.path().join("world/truth"));
    let file = out.join("subjects.parquet");
    let evaluated = |columns| {
        write(&file, columns);
        evaluate_files(&out, &truth)
            .expect_err("the file is not usable")
            .to_string()
    };
    let id = || ("subject_id", texts(["u1"].into_iter()));
    let weight = || -> (&str, ArrayRef) { ("weight", Arc::new(Float64Array::from(vec![1.0]))) };
    let error = evaluated(vec![id(), weight()]);
    assert!(
        error.contains("outcome") && error.contains("not there"),
        "{error}"
    );
    let error = evaluated(vec![
        id(),
        ("outcome", texts(["dire"].into_iter())),
        weight(),
    ]);
    assert!(error.contains("\"dire\""), "{error}");
    let error = evaluated(vec![
        id(),
        ("outcome", texts(["none"].into_iter())),
        ("weight", texts(["heavy"].into_iter())),
    ]);
    assert!(error.contains("column weight"), "{error}");
    std::fs::write(&file, "no Parquet").expect("a file");
    assert!(
        evaluate_files(&out, &truth)
            .expect_err("no Parquet")
            .to_string()
            .contains("subjects.parquet")
    );
}
