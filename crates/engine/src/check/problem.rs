//! Turns what the planner says into a problem at a place in the rule file.

use bonafide_model::rule_file::{Problem, RuleFile};
use datafusion::common::Span;
use datafusion::error::DataFusionError;

use super::parameters::FilledSql;

/// A problem with the query as a whole.
pub(super) fn at_query(
    file: &RuleFile,
    message: String,
    label: &str,
    help: Option<String>,
) -> Problem {
    let end = file.sql.value.trim_end().len();
    Problem {
        message,
        span: file.sql.span.start..file.sql.span.start + end,
        label: label.to_owned(),
        help,
    }
}

/// A problem at the first place in the query that holds `word`, or with the query as a whole.
pub(super) fn at_word(
    file: &RuleFile,
    word: &str,
    message: String,
    label: &str,
    help: Option<String>,
) -> Problem {
    let mut problem = at_query(file, message, label, help);
    if let Some(start) = find_word(&file.sql.value, word) {
        let start = file.sql.span.start + start;
        problem.span = start..start + word.len();
    }
    problem
}

fn find_word(sql: &str, word: &str) -> Option<usize> {
    let is_part =
        |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    sql.match_indices(word)
        .map(|(start, _)| start)
        .find(|start| {
            let before = start
                .checked_sub(1)
                .and_then(|index| sql.as_bytes().get(index));
            !is_part(before) && !is_part(sql.as_bytes().get(start + word.len()))
        })
}

/// A problem that the planner found.
pub(super) fn from_planner(file: &RuleFile, sql: &FilledSql, error: &DataFusionError) -> Problem {
    let Some(diagnostic) = error.diagnostic() else {
        let message = error.strip_backtrace();
        let span = parser_span(&message, &sql.text);
        let mut problem = at_query(file, message, "the query does not plan", None);
        if let Some(byte) = span {
            let start = file.sql.span.start + sql.original(byte);
            problem.span = start..start + 1;
            problem.label = "here".to_owned();
        }
        return problem;
    };
    let mut helps: Vec<String> = diagnostic
        .helps
        .iter()
        .map(|help| help.message.clone())
        .collect();
    helps.extend(diagnostic.notes.iter().map(|note| note.message.clone()));
    helps.extend(near_column(error));
    let mut problem = at_query(
        file,
        diagnostic.message.clone(),
        "here",
        (!helps.is_empty()).then(|| helps.join("; ")),
    );
    if let Some(span) = diagnostic.span.and_then(|span| bytes_of(span, &sql.text)) {
        let start = file.sql.span.start + sql.original(span.start);
        let end = file.sql.span.start + sql.original(span.end);
        problem.span = start..end.max(start + 1);
    }
    problem
}

/// The column that was probably meant, for an unknown one.
fn near_column(error: &DataFusionError) -> Option<String> {
    use datafusion::common::SchemaError;
    let DataFusionError::SchemaError(schema, _) = error.find_root() else {
        return None;
    };
    let SchemaError::FieldNotFound {
        field,
        valid_fields,
    } = schema.as_ref()
    else {
        return None;
    };
    let near = bonafide_model::table::suggest(
        &field.name,
        valid_fields.iter().map(|column| column.name.as_str()),
    )?;
    Some(format!("did you mean `{near}`?"))
}

fn bytes_of(span: Span, text: &str) -> Option<std::ops::Range<usize>> {
    let start = byte_of(span.start.line, span.start.column, text)?;
    let end = byte_of(span.end.line, span.end.column, text)?;
    Some(start..end.max(start))
}

/// The byte at a line and a column, both counted from 1, columns in characters.
fn byte_of(line: u64, column: u64, text: &str) -> Option<usize> {
    let line = usize::try_from(line).ok()?.checked_sub(1)?;
    let column = usize::try_from(column).ok()?.checked_sub(1)?;
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let rest = text.get(start..)?;
    let within = rest
        .char_indices()
        .nth(column)
        .map_or(rest.len(), |(byte, _)| byte);
    Some(start + within)
}

/// The parser tells its place only in words: `… at Line: 3, Column: 7`.
fn parser_span(message: &str, text: &str) -> Option<usize> {
    let place = &message[message.rfind("Line: ")? + "Line: ".len()..];
    let (line, rest) = place.split_once(", Column: ")?;
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    byte_of(line.trim().parse().ok()?, digits.parse().ok()?, text)
}
