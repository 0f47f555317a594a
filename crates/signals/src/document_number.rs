//! Numbers of identity documents, in the form in which two readings of one document are equal.

/// Countries whose passport numbers are some letters and then digits only, and how many letters at most.
/// A scan that reads the letter O or I behind them saw a digit.
const DIGITS_AFTER: [(&str, usize); 14] = [
    ("AU", 2),
    ("BD", 2),
    ("GB", 0),
    ("IN", 1),
    ("JP", 2),
    ("MY", 1),
    ("NG", 1),
    ("NP", 2),
    ("PK", 2),
    ("PL", 2),
    ("RO", 0),
    ("UA", 2),
    ("US", 1),
    ("VN", 1),
];

/// Capitals and digits without separators; `None` for placeholders and for text too short to name a document.
///
/// ```
/// use bonafide_signals::document_number::normalise;
/// assert_eq!(normalise(Some("UA"), "fe 12O 456").as_deref(), Some("FE120456"));
/// ```
pub fn normalise(country: Option<&str>, number: &str) -> Option<String> {
    let mut kept: String = number
        .chars()
        .flat_map(char::to_uppercase)
        .filter(|letter| letter.is_alphanumeric())
        .collect();
    let code = country.and_then(crate::country::parse);
    if let Some((_, letters)) = DIGITS_AFTER.iter().find(|(known, _)| Some(*known) == code) {
        kept = kept
            .chars()
            .enumerate()
            .map(|(place, letter)| match letter {
                'O' if place >= *letters => '0',
                'I' if place >= *letters => '1',
                _ => letter,
            })
            .collect();
    }
    (kept.chars().count() >= 5 && !is_placeholder(&kept)).then_some(kept)
}

/// One character repeated, a run of digits, or a word that stands for "none".
pub(crate) fn is_placeholder(kept: &str) -> bool {
    let digits = kept.trim_start_matches(|letter: char| !letter.is_ascii_digit());
    let repeated = |text: &str| text.chars().all(|letter| text.starts_with(letter));
    let runs = [
        "01234567890",
        "12345678901234567890",
        "98765432109876543210",
    ];
    repeated(kept)
        || (digits.len() >= 5
            && (repeated(digits) || runs.iter().any(|run| run.starts_with(digits))))
        || !kept.chars().any(|letter| letter.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_and_case_do_not_matter() {
        assert_eq!(
            normalise(None, " ab-123 457 "),
            normalise(Some("XX"), "AB123457")
        );
    }

    #[test]
    fn digits_read_as_letters_are_repaired_only_where_the_form_is_known() {
        assert_eq!(
            normalise(Some("GB"), "53268I04O").as_deref(),
            Some("532681040")
        );
        assert_eq!(
            normalise(Some("DE"), "C01XIO6L9").as_deref(),
            Some("C01XIO6L9")
        );
    }

    #[test]
    fn placeholders_are_no_documents() {
        for text in [
            "",
            "n/a",
            "unknown",
            "000000000",
            "123456789",
            "A1234567",
            "xxxxxxx",
            "12",
            "pending",
        ] {
            assert_eq!(normalise(None, text), None, "{text}");
        }
    }
}
