//! A notice as one page.

use askama::Template;

use super::Notice;
use crate::language::Words;

#[derive(Template)]
#[template(path = "notice.html")]
struct Page<'a> {
    notice: &'a Notice,
    words: Words,
    style: &'static str,
}

pub(super) fn html(notice: &Notice) -> String {
    let page = Page {
        notice,
        words: Words::of(notice.language),
        style: include_str!("../../templates/print.css"),
    };
    page.render()
        .expect("templates are checked when they are compiled, and a String takes all text")
}
