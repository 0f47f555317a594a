//! The tables that come back.

use super::Checklist;
use crate::escape::csv_row;

/// The columns of `observation`, and after them two that only help the person who fills it in.
const OBSERVATION: [&str; 9] = [
    "subject_id",
    "indicator",
    "answer",
    "observed_at",
    "observer",
    "note",
    "explained",
    "answers_allowed",
    "question",
];

const VERIFICATION: [&str; 7] = [
    "subject_id",
    "check_name",
    "requested_at",
    "completed_at",
    "outcome",
    "outcomes_allowed",
    "step",
];

pub(super) fn observations(
    checklist: &Checklist,
    subjects: &[String],
    observer: Option<&str>,
) -> String {
    let observer = observer.unwrap_or_default();
    let mut text = csv_row(OBSERVATION);
    for subject in rows_for(subjects) {
        for step in &checklist.steps {
            let asked = format!("{}: {}", step.title, step.description);
            text += &csv_row([
                subject,
                &step.code,
                "",
                "",
                observer,
                "",
                "",
                "done|not_done|declined",
                &asked,
            ]);
        }
        for question in &checklist.questions {
            text += &csv_row([
                subject,
                &question.code,
                "",
                "",
                observer,
                "",
                "",
                "present|absent|unclear",
                &question.question,
            ]);
        }
        for question in &checklist.explanations {
            let asked = format!("{}: {}", question.title, question.question);
            text += &csv_row([
                subject,
                &question.code,
                "",
                "",
                observer,
                "",
                "",
                "present|absent|unclear; explained true|false",
                &asked,
            ]);
        }
    }
    text
}

pub(super) fn verifications(checklist: &Checklist, subjects: &[String]) -> String {
    let mut text = csv_row(VERIFICATION);
    for subject in rows_for(subjects) {
        for step in &checklist.steps {
            let Some(check) = &step.check else { continue };
            let asked = format!("{}: {}", step.title, step.description);
            text += &csv_row([
                subject,
                check,
                "",
                "",
                "",
                "passed|failed|declined|unfinished|no_answer",
                &asked,
            ]);
        }
    }
    text
}

/// One empty subject where none is named: the sheet is then filled in by hand.
fn rows_for(subjects: &[String]) -> Vec<&str> {
    match subjects {
        [] => vec![""],
        named => named.iter().map(String::as_str).collect(),
    }
}
