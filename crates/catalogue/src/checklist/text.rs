//! Checklists as plain text and Markdown.

use super::{Checklist, Question};
use crate::language::Words;

pub(super) fn markdown(checklist: &Checklist) -> String {
    write(
        checklist,
        &Marks {
            title: "# ",
            heading: "## ",
            item: "- [ ] ",
            inner: "      ",
            code: "`",
        },
    )
}

pub(super) fn text(checklist: &Checklist) -> String {
    write(
        checklist,
        &Marks {
            title: "",
            heading: "",
            item: "[ ] ",
            inner: "    ",
            code: "",
        },
    )
}

struct Marks {
    title: &'static str,
    heading: &'static str,
    item: &'static str,
    inner: &'static str,
    code: &'static str,
}

fn write(checklist: &Checklist, marks: &Marks) -> String {
    let words = Words::of(checklist.language);
    let mut text = format!(
        "{}{}\n\n",
        marks.title,
        words.checklist_title(checklist.sector, checklist.occasion)
    );
    text += &format!(
        "{} {}\n\n",
        words.text("checklist.catalogue"),
        checklist.catalogue
    );
    for field in ["checklist.subject", "checklist.observer", "checklist.day"] {
        text += &format!("{}: ____________________  ", words.text(field));
    }
    text += "\n\n";
    for rule in words.list("checklist.before") {
        text += &format!("- {rule}\n");
    }
    if !checklist.steps.is_empty() {
        text += &heading(marks, words.text("checklist.steps"));
        for step in &checklist.steps {
            text += &format!("{}{}: {}\n", marks.item, step.title, step.description);
            text += &format!("{}{1}{2}{1}", marks.inner, marks.code, step.code);
            if let Some(check) = &step.check {
                text += &format!(
                    "; {}",
                    words.fill("checklist.record-as", [("check", check.as_str())])
                );
            }
            if !step.counts.is_empty() {
                text += &format!(
                    "; {} {}",
                    words.text("checklist.counts"),
                    step.counts.join(", ")
                );
            }
            text += "\n";
        }
    }
    for (title, note, questions) in [
        (
            "checklist.questions",
            "checklist.questions-note",
            &checklist.questions,
        ),
        (
            "checklist.explanations",
            "checklist.explanations-note",
            &checklist.explanations,
        ),
    ] {
        if !questions.is_empty() {
            text += &heading(marks, words.text(title));
            text += &format!("{}\n\n", words.text(note));
            for question in questions {
                text += &ask(marks, &words, question);
            }
        }
    }
    if words.is_english() && !checklist.watched.is_empty() {
        text += &heading(marks, words.text("checklist.watched"));
        text += &format!("{}\n\n", words.text("checklist.watched-note"));
        for watched in &checklist.watched {
            text += &format!(
                "- {} ({1}{2}{1}): {3}\n",
                watched.title,
                marks.code,
                watched.code,
                watched.records.join("; ")
            );
        }
    }
    text += "\n";
    text += words.text("checklist.return");
    text += "\n";
    text
}

fn heading(marks: &Marks, title: &str) -> String {
    match marks.heading {
        "" => format!("\n{title}\n{}\n", "-".repeat(cells(title))),
        mark => format!("\n{mark}{title}\n\n"),
    }
}

fn ask(marks: &Marks, words: &Words, question: &Question) -> String {
    let mut text = format!("{}{}\n", marks.item, question.title);
    text += &format!("{}{}\n", marks.inner, question.question);
    text += &format!(
        "{}( ) {}   ( ) {}   ( ) {}\n",
        marks.inner,
        words.text("answer.present"),
        words.text("answer.absent"),
        words.text("answer.unclear")
    );
    text += &format!(
        "{}{}: {}\n",
        marks.inner,
        words.text("checklist.innocent"),
        question.innocent.join("; ")
    );
    text += &format!("{}{1}{2}{1}\n", marks.inner, marks.code, question.code);
    text
}

/// Cells that a title takes: letters beyond Latin are about twice as wide.
fn cells(title: &str) -> usize {
    title
        .chars()
        .map(|letter| if letter.is_ascii() { 1 } else { 2 })
        .sum()
}
