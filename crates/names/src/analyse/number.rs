//! Numbers in names: digits, words and Roman numerals.

const WORDS: [(&str, u32); 40] = [
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fourty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
    ("uno", 1),
    ("dos", 2),
    ("tres", 3),
    ("ein", 1),
    ("zwei", 2),
    ("drei", 3),
    ("odin", 1),
    ("dva", 2),
    ("tri", 3),
    ("yek", 1),
    ("iki", 2),
    ("uc", 3),
];

fn tens_and_ones(word: &str) -> Option<u32> {
    WORDS
        .iter()
        .find(|(text, _)| *text == word)
        .map(|(_, value)| *value)
        .or_else(|| {
            word.chars()
                .all(|letter| letter.is_ascii_digit())
                .then(|| word.parse().ok())
                .flatten()
        })
}

/// The number that a word, or two words together ("forty four"), stand for, and how many words it took.
pub(crate) fn spelled(word: &str, next: Option<&str>) -> Option<(String, usize)> {
    if word.is_ascii() && word.bytes().all(|byte| byte.is_ascii_digit()) {
        let digits = word.trim_start_matches('0');
        return Some((if digits.is_empty() { "0" } else { digits }.to_owned(), 1));
    }
    // "558th".
    if let Some(digits) = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending))
        && !digits.is_empty()
        && digits.bytes().all(|byte| byte.is_ascii_digit())
    {
        return Some((digits.trim_start_matches('0').to_owned(), 1));
    }
    let value = WORDS.iter().find(|(text, _)| *text == word)?.1;
    if value >= 20
        && value % 10 == 0
        && let Some(ones) = next
            .and_then(tens_and_ones)
            .filter(|ones| (1..10).contains(ones))
    {
        return Some(((value + ones).to_string(), 2));
    }
    Some((value.to_string(), 1))
}

/// A Roman numeral up to 39.
pub(crate) fn roman(word: &str) -> Option<u32> {
    if word.is_empty() || word.len() > 7 {
        return None;
    }
    let mut value = 0;
    let mut rest = word;
    for (text, worth, most) in [
        ("x", 10, 3),
        ("ix", 9, 1),
        ("v", 5, 1),
        ("iv", 4, 1),
        ("i", 1, 3),
    ] {
        for _ in 0..most {
            if let Some(after) = rest
                .strip_prefix(text)
                .filter(|_| !(text == "x" && rest.starts_with("ix")))
            {
                value += worth;
                rest = after;
            }
        }
    }
    (rest.is_empty() && value > 0).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_words_and_letters_are_read() {
        assert_eq!(spelled("forty", Some("four")), Some(("44".to_owned(), 2)));
        assert_eq!(spelled("forty", Some("4")), Some(("44".to_owned(), 2)));
        assert_eq!(spelled("007", None), Some(("7".to_owned(), 1)));
        assert_eq!(spelled("558th", None), Some(("558".to_owned(), 1)));
        assert_eq!(spelled("th", None), None);
        assert_eq!(
            (
                roman("xiii"),
                roman("iv"),
                roman("ix"),
                roman("vix"),
                roman("mix")
            ),
            (Some(13), Some(4), Some(9), None, None)
        );
    }
}
