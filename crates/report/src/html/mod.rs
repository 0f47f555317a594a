//! The report as one HTML file that opens without a network.

mod csp;
mod group_picture;
mod groups;
mod overview;
mod page;
mod rule;
mod sanctions;
mod subject;
mod svg;

pub(crate) use csp::policy_without_script;

use askama::Template;
use bonafide_model::report::Report;

/// The whole report as one self-contained page.
///
/// The page asks nothing of the network, and its content security policy holds it to that. It can
/// be read, searched and printed without its script; the script adds filters and a theme switch.
/// Same report, same bytes.
pub fn html(report: &Report) -> String {
    page::Page::of(report)
        .render()
        .expect("templates are checked when they are compiled, and a String takes all text")
}
