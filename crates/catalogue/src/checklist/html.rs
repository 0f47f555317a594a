//! Checklists as one page to print.

use askama::Template;

use super::{Checklist, Question};
use crate::language::Words;

#[derive(Template)]
#[template(path = "checklist.html")]
struct Page<'a> {
    checklist: &'a Checklist,
    words: Words,
    title: String,
    style: &'static str,
    sections: Vec<Section<'a>>,
    english: bool,
}

struct Section<'a> {
    title: &'a str,
    note: &'a str,
    questions: &'a [Question],
    /// Whether it is also asked if an explanation holds.
    explained: bool,
}

pub(super) fn html(checklist: &Checklist) -> String {
    let words = Words::of(checklist.language);
    let names = Words::of(checklist.language);
    let page = Page {
        title: words.checklist_title(checklist.sector, checklist.occasion),
        style: include_str!("../../templates/print.css"),
        english: words.is_english(),
        sections: vec![
            Section {
                title: names.text("checklist.questions"),
                note: names.text("checklist.questions-note"),
                questions: &checklist.questions,
                explained: false,
            },
            Section {
                title: names.text("checklist.explanations"),
                note: names.text("checklist.explanations-note"),
                questions: &checklist.explanations,
                explained: true,
            },
        ],
        checklist,
        words,
    };
    page.render()
        .expect("templates are checked when they are compiled, and a String takes all text")
}
