//! Answers of checklists: the words that count, however they are written, and what is no answer at all.
//!
//! Rules compare answers with these words. A word that they do not know would be taken for an answer that names no red flag,
//! and clear somebody of whom nothing good was said.

use std::borrow::Cow;

use bonafide_model::{Column, Table};

use crate::value::{self, Raw};

/// Answers to questions and to steps; `docs/checklists.md` lists them.
const ANSWERS: [&str; 5] = ["present", "absent", "done", "not_done", "declined"];
/// Whoever cannot say has not answered.
const UNDECIDED: &str = "unclear";

pub(crate) const UNKNOWN: &str = "is no answer that a checklist takes; write `present`, `absent` or `unclear`, for a \
                                  step `done`, `not_done` or `declined`, or leave it empty";

/// Whether the column holds such answers.
pub(crate) fn is_answer(table: &Table, column: &Column) -> bool {
    table.name == "observation" && column.name == "answer"
}

/// The answer in our spelling.
pub(crate) fn read(raw: &Raw<'_>) -> Result<Raw<'static>, &'static str> {
    let bytes = match raw {
        Raw::Null => return Ok(Raw::Null),
        Raw::Text(bytes) => bytes,
        _ => return Err(UNKNOWN),
    };
    let text = value::text(bytes)?.trim();
    if value::is_null(text.as_bytes()) {
        return Ok(Raw::Null);
    }
    let word = text.to_lowercase().replace([' ', '-'], "_");
    if word == UNDECIDED {
        return Ok(Raw::Null);
    }
    ANSWERS
        .iter()
        .find(|answer| **answer == word)
        .map(|answer| Raw::Text(Cow::Borrowed(answer.as_bytes())))
        .ok_or(UNKNOWN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(text: &'static str) -> Result<Raw<'static>, &'static str> {
        read(&Raw::Text(Cow::Borrowed(text.as_bytes())))
    }

    #[test]
    fn an_answer_counts_however_it_is_spelt() {
        for text in ["present", "Present", "PRESENT", " present\t"] {
            assert_eq!(
                answer(text),
                Ok(Raw::Text(Cow::Borrowed(b"present"))),
                "{text:?}"
            );
        }
        for text in ["not_done", "Not done", "not-done"] {
            assert_eq!(
                answer(text),
                Ok(Raw::Text(Cow::Borrowed(b"not_done"))),
                "{text:?}"
            );
        }
    }

    #[test]
    fn unclear_and_nothing_are_no_answers() {
        for text in ["unclear", "Unclear ", "", "  ", "N/A", "null"] {
            assert_eq!(answer(text), Ok(Raw::Null), "{text:?}");
        }
        assert_eq!(read(&Raw::Null), Ok(Raw::Null));
    }

    #[test]
    fn other_words_are_refused_and_not_guessed_at() {
        for text in ["yes", "maybe", "presnt", "present?", "1"] {
            assert_eq!(answer(text), Err(UNKNOWN), "{text:?}");
        }
        assert_eq!(read(&Raw::Boolean(true)), Err(UNKNOWN));
    }
}
