//! Fills `$name` in the SQL of a rule with the value of the parameter.
//!
//! The value becomes a literal before planning, so that its type is plain to the planner; a map of
//! the places keeps error positions true to the file.

use std::ops::Range;

use bonafide_model::rule_file::{Param, Problem, RuleFile};

/// SQL with literals in place of parameters.
pub(super) struct FilledSql {
    pub(super) text: String,
    /// For each literal: where it stands in `text`, and where `$name` stood in the rule's SQL.
    places: Vec<(Range<usize>, Range<usize>)>,
}

impl FilledSql {
    /// The byte in the rule's own SQL for a byte of the filled text.
    pub(super) fn original(&self, byte: usize) -> usize {
        let mut shift = 0_isize;
        for (filled, written) in &self.places {
            if byte < filled.start {
                break;
            }
            if filled.contains(&byte) {
                return written.start;
            }
            shift = written.end as isize - filled.end as isize;
        }
        byte.saturating_add_signed(shift)
    }
}

/// Replaces every parameter by its value.
pub(super) fn fill(file: &RuleFile) -> Result<FilledSql, Problem> {
    let sql = file.sql.value.as_str();
    let mut text = String::with_capacity(sql.len());
    let mut places = Vec::new();
    let mut rest = 0;
    for place in parameters(sql) {
        let name = &sql[place.start + 1..place.end];
        let Some(value) = file.params.get(name) else {
            let near = bonafide_model::table::suggest(name, file.params.keys().map(String::as_str));
            let start = file.sql.span.start;
            return Err(Problem {
                message: format!("the parameter `${name}` is not declared"),
                span: start + place.start..start + place.end,
                label: "used here".to_owned(),
                help: Some(match near {
                    Some(near) => format!("did you mean `${near}`?"),
                    None => "declare it under [params]".to_owned(),
                }),
            });
        };
        text.push_str(&sql[rest..place.start]);
        let start = text.len();
        text.push_str(&literal(value));
        places.push((start..text.len(), place.clone()));
        rest = place.end;
    }
    text.push_str(&sql[rest..]);
    Ok(FilledSql { text, places })
}

fn literal(value: &Param) -> String {
    match value {
        Param::Integer(number) if *number < 0 => format!("({number})"),
        Param::Integer(number) => number.to_string(),
        Param::Real(number) => format!("CAST({number} AS DOUBLE)"),
        Param::Text(words) => format!("'{}'", words.replace('\'', "''")),
        Param::Boolean(truth) => truth.to_string(),
    }
}

/// Places of `$name` outside quotes and comments.
fn parameters(sql: &str) -> Vec<Range<usize>> {
    let bytes = sql.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            quote @ (b'\'' | b'"') => {
                at += 1;
                while at < bytes.len() && bytes[at] != quote {
                    at += 1;
                }
            }
            b'-' if bytes.get(at + 1) == Some(&b'-') => {
                while at < bytes.len() && bytes[at] != b'\n' {
                    at += 1;
                }
            }
            b'/' if bytes.get(at + 1) == Some(&b'*') => {
                at = sql[at..].find("*/").map_or(bytes.len(), |end| at + end + 1);
            }
            b'$' => {
                let name = bytes[at + 1..]
                    .iter()
                    .take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_')
                    .count();
                if name > 0 {
                    found.push(at..at + 1 + name);
                }
                at += name;
            }
            _ => {}
        }
        at += 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_parameters_outside_quotes_and_comments() {
        let sql = "SELECT '$no', \"$no\" -- $no\n/* $no */ WHERE a >= $yes_1 AND b < $x";
        let names: Vec<&str> = parameters(sql)
            .into_iter()
            .map(|place| &sql[place])
            .collect();
        assert_eq!(names, ["$yes_1", "$x"]);
    }
}
