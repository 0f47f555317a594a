//! Parameters that the query names and parameters that the front matter declares must agree.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::problem::Problem;
use super::reason::is_name;
use super::{Param, Spanned};

pub(super) fn check(
    sql: &Spanned<String>,
    params: &BTreeMap<String, Param>,
    param_spans: &BTreeMap<String, Range<usize>>,
    problems: &mut Vec<Problem>,
) {
    let mut used = BTreeSet::new();
    for place in places(&sql.value) {
        let name = &sql.value[place.start + 1..place.end];
        let span = sql.span.start + place.start..sql.span.start + place.end;
        if params.contains_key(name) {
            used.insert(name);
        } else if is_name(name) {
            problems.push(
                Problem::new(
                    span,
                    format!("the parameter `${name}` is not declared"),
                    "used here",
                )
                .suggest(
                    name,
                    params.keys().map(String::as_str),
                    format!("add `{name} = …` under [params]"),
                ),
            );
        } else {
            problems.push(
                Problem::new(
                    span,
                    format!("`${name}` is not the name of a parameter"),
                    "parameters have names",
                )
                .help("write `$` and a name of lowercase letters, digits and underscores"),
            );
        }
    }
    if sql.value.is_empty() {
        return; // The missing query is the problem, not its missing parameters.
    }
    for (name, span) in param_spans {
        if params.contains_key(name) && !used.contains(name.as_str()) {
            problems.push(
                Problem::new(
                    span.clone(),
                    format!("the parameter `{name}` is declared but the query does not use it"),
                    "unused parameter",
                )
                .help(format!("use it as `${name}` or remove it")),
            );
        }
    }
}

/// Where `$word` stands in the query outside texts, quoted names and comments.
fn places(sql: &str) -> Vec<Range<usize>> {
    let bytes = sql.as_bytes();
    let mut places = Vec::new();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let rest = &sql.as_bytes()[at..];
        match byte {
            b'\'' | b'"' => at = after(bytes, at + 1, &[*byte]),
            b'-' if rest.starts_with(b"--") => at = after(bytes, at + 2, b"\n"),
            b'/' if rest.starts_with(b"/*") => at = after(bytes, at + 2, b"*/"),
            b'$' => {
                let word = rest[1..]
                    .iter()
                    .take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_')
                    .count();
                places.push(at..at + 1 + word);
                at += 1 + word;
            }
            _ => at += 1,
        }
    }
    places
}

/// The index after the next `end` from `from` on, or the end of the text.
fn after(bytes: &[u8], from: usize, end: &[u8]) -> usize {
    bytes
        .get(from..)
        .and_then(|rest| rest.windows(end.len()).position(|window| window == end))
        .map_or(bytes.len(), |found| from + found + end.len())
}
