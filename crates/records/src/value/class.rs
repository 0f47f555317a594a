//! What kind of value it was, without telling the value.

use super::Raw;

/// Describes a value for the reject file; no part of it is repeated.
pub(crate) fn class(raw: &Raw<'_>) -> String {
    let text = match raw {
        Raw::Null => return "nothing".to_owned(),
        Raw::Boolean(_) => return "true or false".to_owned(),
        Raw::Integer(_) => return "whole number".to_owned(),
        Raw::Real(_) => return "number".to_owned(),
        Raw::Other(what) => return (*what).to_owned(),
        Raw::Text(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => text,
            Err(_) => return format!("{} bytes that are not UTF-8", bytes.len()),
        },
    };
    let mut characters = 0_usize;
    let (mut letters, mut digits, mut spaces, mut marks) = (false, false, false, false);
    for character in text.chars() {
        characters += 1;
        if character.is_alphabetic() {
            letters = true;
        } else if character.is_numeric() {
            digits = true;
        } else if character.is_whitespace() {
            spaces = true;
        } else {
            marks = true;
        }
    }
    let plural = if characters == 1 { "" } else { "s" };
    let mut parts = Vec::new();
    for (present, word) in [
        (letters, "letters"),
        (digits, "digits"),
        (spaces, "spaces"),
        (marks, "marks"),
    ] {
        if present {
            parts.push(word);
        }
    }
    match parts.split_last() {
        None => "empty text".to_owned(),
        Some((last, [])) => format!("text of {characters} character{plural} with {last}"),
        Some((last, rest)) => {
            format!(
                "text of {characters} character{plural} with {} and {last}",
                rest.join(", ")
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_describe_and_do_not_repeat() {
        let text = |text: &'static str| class(&Raw::Text(text.as_bytes().into()));
        assert_eq!(text("yesterday"), "text of 9 characters with letters");
        assert_eq!(
            text("27/08/2025 x"),
            "text of 12 characters with letters, digits, spaces and marks"
        );
        assert_eq!(text(""), "empty text");
        assert_eq!(
            class(&Raw::Text(b"\xff\xfe".as_slice().into())),
            "2 bytes that are not UTF-8"
        );
        assert_eq!(class(&Raw::Integer(4)), "whole number");
    }
}
