//! Tables of figures, and how numbers are written.

use bonafide_report::Markup;

use crate::share::{Interval, Share};

/// A table of figures; the first column holds words.
pub(crate) fn table(caption: &str, heads: &[&str], rows: &[Vec<String>]) -> Markup {
    let mut markup = Markup::new();
    markup
        .raw("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"")
        .text(caption);
    markup
        .raw("\"><table class=\"figures\">")
        .element("caption", caption);
    markup.raw("<thead><tr>");
    for head in heads {
        markup.raw("<th scope=\"col\">").text(head).raw("</th>");
    }
    markup.raw("</tr></thead><tbody>\n");
    for row in rows {
        markup.raw("<tr>");
        for (at, cell) in row.iter().enumerate() {
            match at {
                0 => markup.raw("<th scope=\"row\">").text(cell).raw("</th>"),
                _ => markup.element("td", cell),
            };
        }
        markup.raw("</tr>\n");
    }
    markup.raw("</tbody></table></div>\n");
    markup
}

/// `81.2 % (39 of 48)`.
pub(crate) fn share(share: &Share) -> String {
    match share.share {
        Some(value) => format!("{} ({} of {})", percent(value), share.count, share.of),
        None => "– (nobody)".to_owned(),
    }
}

/// `81.2 %`.
pub(crate) fn percent(value: f64) -> String {
    format!("{:.1} %", value * 100.0)
}

/// `70.1–89.0 %`.
pub(crate) fn interval(interval: Option<Interval>) -> String {
    interval.map_or_else(
        || "–".to_owned(),
        |one| format!("{:.1}–{:.1} %", one.low * 100.0, one.high * 100.0),
    )
}

/// A number with so many digits, or a dash.
pub(crate) fn number(value: Option<f64>, digits: usize) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{value:.digits$}"))
}
