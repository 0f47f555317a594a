//! Pages that are put together from parts: only our own words are markup, all else is escaped.

use std::fmt::{Display, Write};

use askama::filters::Escaper;

use crate::escape::Html;
use crate::html::policy_without_script;

const STYLE: &str = include_str!("../templates/report.css");
const PLOTS: &str = include_str!("../templates/plots.css");

/// Markup under construction. What comes from data goes in as text and is escaped.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Markup(String);

impl Markup {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds markup that stands in the program's source.
    pub fn raw(&mut self, markup: &'static str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Adds text, escaped; characters that act unseen are shown.
    pub fn text(&mut self, text: impl Display) -> &mut Self {
        Html.write_escaped_str(&mut self.0, &text.to_string())
            .expect("a String takes all text");
        self
    }

    /// Adds a number.
    pub fn number(&mut self, number: f64, digits: usize) -> &mut Self {
        write!(self.0, "{number:.digits$}").expect("a String takes all text");
        self
    }

    /// Adds markup that was made in the same way.
    pub fn add(&mut self, other: &Self) -> &mut Self {
        self.0.push_str(&other.0);
        self
    }

    /// An element around some text: `<tag>text</tag>`.
    pub fn element(&mut self, tag: &'static str, text: impl Display) -> &mut Self {
        self.raw("<").raw(tag).raw(">");
        self.text(text);
        self.raw("</").raw(tag).raw(">")
    }

    /// The markup as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A whole page with this as its body: one file, nothing from outside, no script.
    pub fn page(&self, title: &str) -> String {
        let style = format!("{STYLE}{PLOTS}");
        let mut page = Self::new();
        page.raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"");
        page.0.push_str(&policy_without_script(&style));
        page.raw("\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"robots\" content=\"noindex\">\n<meta name=\"color-scheme\" content=\"light dark\">\n");
        page.element("title", title);
        page.raw("\n<style>");
        page.0.push_str(&style);
        page.raw("</style>\n</head>\n<body>\n<header class=\"top\"><div class=\"wrap\"><p class=\"brand\">bonafide</p>\n");
        page.element("h1", title);
        page.raw("</div></header>\n<main class=\"wrap\" id=\"main\">\n");
        page.add(self);
        page.raw("\n</main>\n</body>\n</html>\n");
        page.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_becomes_no_markup() {
        let mut markup = Markup::new();
        markup.raw("<p title=\"").text("\"><script>").raw("\">");
        markup.text("a\u{202e}b").raw("</p>");
        assert_eq!(
            markup.as_str(),
            "<p title=\"&#34;&gt;&lt;script&gt;\">a⟨U+202E⟩b</p>"
        );
    }

    #[test]
    fn a_page_has_no_script_and_says_so() {
        let page = Markup::new().page("<b>");
        assert!(page.contains("<title>&lt;b&gt;</title>"), "{page}");
        assert!(!page.contains("<script") && page.contains("script-src 'none'"));
    }
}
