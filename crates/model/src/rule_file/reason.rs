//! The sentence that a finding shows, with places for its evidence.

use std::ops::Range;

use super::Spanned;
use super::problem::Problem;

/// The reason of a rule: one or more sentences with `{column}` placeholders.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reason {
    /// The sentence as written, on one line.
    pub text: String,
    /// Names of columns, with their places in the rule file (braces included).
    placeholders: Vec<Spanned<String>>,
    /// Their places in `text`.
    places: Vec<Range<usize>>,
}

/// What stands in a reason where the evidence has no value.
const NOT_RECORDED: &str = "(not recorded)";

impl Reason {
    /// The columns that the sentence names, in its order; each span covers the braces in the file.
    pub fn placeholders(&self) -> &[Spanned<String>] {
        &self.placeholders
    }

    /// The sentence with each placeholder replaced by the value of its column.
    pub fn fill(&self, value: impl Fn(&str) -> Option<String>) -> String {
        let mut out = String::with_capacity(self.text.len());
        let mut rest = 0;
        for (placeholder, place) in self.placeholders.iter().zip(&self.places) {
            out.push_str(&self.text[rest..place.start]);
            match value(&placeholder.value) {
                Some(value) => out.push_str(&value),
                None => out.push_str(NOT_RECORDED),
            }
            rest = place.end;
        }
        out.push_str(&self.text[rest..]);
        out
    }

    /// Reads the reason from the prose at `places` of the rule file.
    pub(super) fn read(text: &str, places: &[Range<usize>], problems: &mut Vec<Problem>) -> Self {
        let line = OneLine::of(text, places);
        let mut placeholders = Vec::new();
        let mut filled = Vec::new();
        let mut rest = 0;
        while let Some(found) = line.text[rest..].find(['{', '}']) {
            let start = rest + found;
            let closing = line.text[start + 1..]
                .find(['{', '}'])
                .map(|end| start + 1 + end);
            let closed = closing.filter(|end| {
                line.text.as_bytes()[start] == b'{' && line.text.as_bytes()[*end] == b'}'
            });
            let Some(end) = closed else {
                problems.push(
                    Problem::new(
                        line.span(start..start + 1),
                        "a brace in the reason has no partner",
                        "lonely brace",
                    )
                    .help("a placeholder is the name of an output column in braces: `{sessions}`"),
                );
                rest = start + 1;
                continue;
            };
            let at = start..end + 1;
            let name = &line.text[start + 1..end];
            if is_name(name) {
                placeholders.push(Spanned {
                    value: name.to_owned(),
                    span: line.span(at.clone()),
                });
                filled.push(at);
            } else {
                problems.push(
                    Problem::new(
                        line.span(at),
                        format!("`{{{name}}}` is not a placeholder"),
                        "not the name of a column",
                    )
                    .help("write a column name of lowercase letters, digits and underscores"),
                );
            }
            rest = end + 1;
        }
        Self {
            text: line.text,
            placeholders,
            places: filled,
        }
    }
}

/// Whether `name` can be the name of a column or a parameter.
pub(super) fn is_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase() || first == '_')
        && name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

/// Prose with every run of white space as one space, which remembers where each byte came from.
pub(super) struct OneLine {
    pub(super) text: String,
    origin: Vec<usize>,
}

impl OneLine {
    pub(super) fn of(text: &str, places: &[Range<usize>]) -> Self {
        let mut line = Self {
            text: String::new(),
            origin: Vec::new(),
        };
        for place in places {
            let mut space_at = Some(place.start);
            for (offset, character) in text[place.clone()].char_indices() {
                let at = place.start + offset;
                if character.is_whitespace() {
                    space_at = space_at.or(Some(at));
                    continue;
                }
                if let Some(space_at) = space_at.take()
                    && !line.text.is_empty()
                {
                    line.text.push(' ');
                    line.origin.push(space_at);
                }
                line.text.push(character);
                line.origin.extend(at..at + character.len_utf8());
            }
        }
        line
    }

    fn span(&self, at: Range<usize>) -> Range<usize> {
        let start = self.origin.get(at.start).copied().unwrap_or_default();
        let last = at.end.checked_sub(1).and_then(|last| self.origin.get(last));
        start..last.map_or(start, |last| last + 1)
    }
}
