//! The table of subjects for people and for other programs.

use bonafide_model::report::{Report, SubjectReport};
use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr;

use crate::number::{count, plain, signed};
use crate::order::{Rules, strongest};
use crate::visible::visible;

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// Columns for people.
    #[default]
    Table,
    /// One JSON array.
    Json,
    /// One JSON object a line.
    Ndjson,
    /// Comma-separated values with a head line, safe to open in a spreadsheet.
    Csv,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 4] = [Self::Table, Self::Json, Self::Ndjson, Self::Csv];

    /// The word on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Json => "json",
            Self::Ndjson => "ndjson",
            Self::Csv => "csv",
        }
    }

    /// The format of that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.word() == word)
    }
}

/// The subjects of a report in the order of review, with a line break at the end.
///
/// JSON keeps every text as it is; the table shows characters that act unseen; CSV puts an
/// apostrophe before text that a spreadsheet would take for a formula.
pub fn subjects(report: &Report, format: Format) -> String {
    let rules = Rules::of(report);
    match format {
        Format::Table => table(report, &rules),
        Format::Json => {
            let all: Vec<Value> = report
                .subjects
                .iter()
                .map(|subject| object(subject, &rules))
                .collect();
            format!("{:#}\n", Value::Array(all))
        }
        Format::Ndjson => report
            .subjects
            .iter()
            .map(|subject| format!("{}\n", object(subject, &rules)))
            .collect(),
        Format::Csv => csv(report, &rules),
    }
}

fn object(subject: &SubjectReport, rules: &Rules<'_>) -> Value {
    let findings: Vec<Value> = subject
        .findings
        .iter()
        .map(|finding| {
            json!({
                "rule": finding.rule,
                "title": rules.title(&finding.rule),
                "weight": finding.weight,
                "counted": finding.counted,
                "reason": finding.reason,
            })
        })
        .collect();
    json!({
        "rank": subject.rank,
        "subject_id": subject.subject_id,
        "outcome": subject.outcome.word(),
        "weight": subject.weight,
        "gate": subject.gate,
        "findings": findings,
        "insufficient": subject.insufficient,
    })
}

fn table(report: &Report, rules: &Rules<'_>) -> String {
    let head = [
        "rank",
        "subject",
        "outcome",
        "weight",
        "findings",
        "strongest",
    ]
    .map(str::to_owned);
    let mut rows = vec![head];
    for subject in &report.subjects {
        let strongest = strongest(subject, rules, 1);
        rows.push([
            count(subject.rank),
            visible(&subject.subject_id).into_owned(),
            subject.outcome.word().to_owned(),
            signed(subject.weight),
            count(subject.findings.len() as u64),
            strongest
                .first()
                .map_or_else(String::new, |finding| visible(&finding.rule).into_owned()),
        ]);
    }
    let mut widths = [0; 6];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.width());
        }
    }
    const NUMBERS: [bool; 6] = [true, false, false, true, true, false];
    let mut text = String::new();
    for row in &rows {
        let mut line = String::new();
        for ((cell, width), number) in row.iter().zip(widths).zip(NUMBERS) {
            let space = " ".repeat(width - cell.width());
            line += &if number {
                format!("{space}{cell}  ")
            } else {
                format!("{cell}{space}  ")
            };
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

fn csv(report: &Report, rules: &Rules<'_>) -> String {
    let mut text = String::from("rank,subject_id,outcome,weight,rules,strongest_reason\r\n");
    for subject in &report.subjects {
        let fired: Vec<&str> = subject
            .findings
            .iter()
            .map(|finding| finding.rule.as_str())
            .collect();
        let strongest = strongest(subject, rules, 1);
        let reason = strongest
            .first()
            .map_or("", |finding| finding.reason.as_str());
        let cells = [
            subject.rank.to_string(),
            csv_text(&subject.subject_id),
            subject.outcome.word().to_owned(),
            // A number of ours: a sign before it is no formula.
            plain(subject.weight).replace('−', "-"),
            csv_text(&fired.join(" ")),
            csv_text(reason),
        ];
        text += &cells.join(",");
        text += "\r\n";
    }
    text
}

/// A text as one CSV cell that no spreadsheet takes for a formula.
fn csv_text(text: &str) -> String {
    // Wide forms too: some spreadsheets read them as the plain signs.
    let formula = |first: char| {
        matches!(
            first,
            '=' | '+'
                | '-'
                | '@'
                | '\t'
                | '\r'
                | '\n'
                | '\u{FF1D}'
                | '\u{FF0B}'
                | '\u{FF0D}'
                | '\u{FF20}'
        )
    };
    let dangerous = text.chars().next().is_some_and(formula)
        || text.trim_start().chars().next().is_some_and(formula);
    let guard = if dangerous { "'" } else { "" };
    if dangerous || text.contains([',', '"', '\n', '\r', ';', '\t']) {
        format!("\"{guard}{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn csv_neutralises_formulas() {
        assert_eq!(csv_text("=1+2"), "\"'=1+2\"");
        assert_eq!(csv_text("-2+3|cmd"), "\"'-2+3|cmd\"");
        assert_eq!(csv_text(" @x"), "\"' @x\"");
        assert_eq!(csv_text("\u{FF1D}x"), "\"'\u{FF1D}x\"");
        assert_eq!(csv_text("free-00001"), "free-00001");
        assert_eq!(csv_text("say \"hi\", now"), "\"say \"\"hi\"\", now\"");
        assert_eq!(csv_text(""), "");
    }

    #[test]
    fn words_and_formats_match() {
        for format in Format::ALL {
            assert_eq!(Format::parse(format.word()), Some(format));
        }
        assert_eq!(Format::parse("xml"), None);
    }
}
