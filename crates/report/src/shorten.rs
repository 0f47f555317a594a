//! Texts cut to what a reader can take in.

use std::borrow::Cow;

use serde_json::Value;

use crate::number::count;

/// The most characters of one value of a record that a report shows; `findings.parquet` holds all.
const VALUE: usize = 400;
/// The most characters of one sentence.
const SENTENCE: usize = 2_000;

/// A sentence, cut where it is longer than anybody would read.
pub(crate) fn sentence(text: &str) -> Cow<'_, str> {
    cut(text, SENTENCE)
}

/// One value of a record as text; `None` where there is none.
pub(crate) fn value(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(cut(text, VALUE)),
        Value::Bool(true) => Some(Cow::Borrowed("yes")),
        Value::Bool(false) => Some(Cow::Borrowed("no")),
        Value::Number(number) => Some(Cow::Owned(number.to_string())),
        nested => Some(Cow::Owned(cut(&nested.to_string(), VALUE).into_owned())),
    }
}

fn cut(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        None => Cow::Borrowed(text),
        Some((end, _)) => {
            let all = text.chars().count() as u64;
            Cow::Owned(format!(
                "{}… ({} characters in all)",
                &text[..end],
                count(all)
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_how_long_a_cut_text_was() {
        let long = "é".repeat(1_500);
        let shown = value(&Value::String(long))
            .expect("a text is a value")
            .into_owned();
        assert!(shown.ends_with("é… (1,500 characters in all)"), "{shown}");
    }
}
