//! Cells that hold several values, and values that hold a remark.

use crate::party::filled;
use crate::{Identifier, IdentifierKind, ListedName, NameKind, script};

/// Values parted by a letter; a value in double quotes may hold the letter, and a doubled quote in it is a quote.
pub(crate) fn values(cell: &str, separator: char) -> Vec<String> {
    if !cell.contains('"') {
        return cell.split(separator).filter_map(filled).collect();
    }
    let mut found = Vec::new();
    let mut value = String::new();
    let mut is_quoted = false;
    let mut letters = cell.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if is_quoted && letters.peek() == Some(&'"') => {
                letters.next();
                value.push('"');
            }
            '"' if is_quoted || value.trim().is_empty() => is_quoted = !is_quoted,
            letter if letter == separator && !is_quoted => {
                found.extend(filled(&value));
                value.clear();
            }
            letter => value.push(letter),
        }
    }
    found.extend(filled(&value));
    found
}

/// "(a) one, (b) two" is two values, and so is "（i）one （ii）two". Anything else is one.
pub(crate) fn enumerated(text: &str) -> Vec<&str> {
    let mut marks = Vec::new();
    for (at, open) in text
        .char_indices()
        .filter(|(_, letter)| matches!(letter, '(' | '（'))
    {
        let rest = &text[at + open.len_utf8()..];
        // A mark is short; looking further would make a text of open brackets slow to read.
        let mut near = rest.char_indices().take(6);
        let Some((end, _)) = near.find(|(_, letter)| matches!(letter, ')' | '）')) else {
            continue;
        };
        let close = rest[end..].chars().next().map_or(0, char::len_utf8);
        if is_mark(&rest[..end], marks.len()) {
            marks.push((at, at + open.len_utf8() + end + close));
        }
    }
    if marks.is_empty() {
        return vec![text.trim()];
    }
    let mut found = vec![&text[..marks[0].0]];
    for (place, (_, start)) in marks.iter().enumerate() {
        let end = marks.get(place + 1).map_or(text.len(), |(next, _)| *next);
        found.push(&text[*start..end]);
    }
    found
        .into_iter()
        .map(|value| value.trim().trim_end_matches([',', ';', '、']).trim())
        .filter(|value| !value.is_empty())
        .collect()
}

/// Whether this is the mark that must come next: a, b, c … or i, ii, iii …, or 1, 2, 3 …
fn is_mark(text: &str, before: usize) -> bool {
    const ROMAN: [&str; 12] = [
        "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii",
    ];
    let letter = u8::try_from(before)
        .ok()
        .and_then(|before| b'a'.checked_add(before));
    let is_letter = letter.is_some_and(|letter| letter <= b'z' && text.as_bytes() == [letter]);
    is_letter || ROMAN.get(before) == Some(&text) || text == (before + 1).to_string()
}

/// "7304273188, 7301381541" is two numbers; "A1, issued in Austria" is one with a remark.
pub(crate) fn numbers(text: &str) -> Vec<&str> {
    let is_number = |part: &str| {
        let digits = part.bytes().filter(u8::is_ascii_digit).count();
        let others = part.chars().filter(|letter| letter.is_alphabetic()).count();
        digits >= 4 && others <= 4 && part.len() <= 30 && !part.contains('(')
    };
    let parts: Vec<&str> = text.split(", ").map(str::trim).collect();
    if parts.len() > 1 && parts.iter().all(|part| is_number(part)) {
        parts
    } else {
        vec![text]
    }
}

/// A number with what stands behind it in brackets or after a comma: "C2002515 (Iran)", "A1, issued in Austria".
pub(crate) fn identifier(kind: IdentifierKind, label: &str, text: &str) -> Option<Identifier> {
    let text = text.trim();
    let (number, remark) = match text.find(['(', ',']) {
        Some(at) if at > 0 => (
            text[..at].trim(),
            text[at..].trim_matches([',', '(', ')', ' ']),
        ),
        _ => (text, ""),
    };
    let looks_like_number =
        number.len() <= 40 && number.bytes().any(|letter| letter.is_ascii_digit());
    if !looks_like_number {
        // Prose is kept whole: which of its numbers is meant is for a reader to say.
        return Some(Identifier::new(kind, text)?.labelled(label));
    }
    let found = Identifier::new(kind, number)?.labelled(label);
    Some(if crate::country::static_code(remark).is_some() {
        found.of_country(remark)
    } else {
        found.with_note(remark)
    })
}

/// A name; where Latin text holds a run in another script ("Selyun (Russian spelling: Селюн)"), that run is a name too.
pub(crate) fn names(kind: NameKind, text: &str) -> Vec<ListedName> {
    let Some(name) = ListedName::new(kind, text) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    if name.script.as_deref() == Some("Latn") && !text.is_ascii() {
        let inner = if kind == NameKind::Former {
            NameKind::Former
        } else {
            NameKind::Spelling
        };
        for run in foreign_runs(text) {
            found.extend(
                ListedName::new(inner, run)
                    .map(|name| name.with_note("stands inside a longer name")),
            );
        }
    }
    found.insert(0, name);
    found
}

/// Runs of at least three letters of other scripts, with what stands between them.
fn foreign_runs(text: &str) -> Vec<&str> {
    let mut runs = Vec::new();
    let mut run: Option<(usize, usize, usize)> = None;
    for (at, letter) in text.char_indices() {
        if script::is_foreign(letter) {
            let end = at + letter.len_utf8();
            run = Some(run.map_or((at, end, 1), |(start, _, count)| (start, end, count + 1)));
        } else if letter.is_alphabetic() || matches!(letter, ';' | '(' | ')' | ',') {
            runs.extend(run.take());
        }
    }
    runs.extend(run);
    runs.into_iter()
        .filter(|(_, _, letters)| *letters >= 3)
        .map(|(start, end, _)| &text[start..end])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_taken_apart_where_the_source_marks_it() {
        assert_eq!(values("one; two;; ", ';'), ["one", "two"]);
        assert_eq!(
            values("\"eyes: brown; hair: \"\"dark\"\"\"; beard", ';'),
            ["eyes: brown; hair: \"dark\"", "beard"]
        );
        assert_eq!(values("a \"b; c", ';'), ["a \"b", "c"]);
        assert_eq!(
            enumerated("(a) 16.11.1977, (b) 16.11.1974"),
            ["16.11.1977", "16.11.1974"]
        );
        assert_eq!(enumerated("（i）甲　（ii）乙"), ["甲", "乙"]);
        assert_eq!(
            enumerated("Widget (b) Ltd (Austria)"),
            ["Widget (b) Ltd (Austria)"]
        );
    }

    #[test]
    fn a_name_in_another_script_is_found_inside_a_longer_one() {
        let found = names(
            NameKind::Primary,
            "Ivan Example (Russian: Иван Пример) or Exampel",
        );
        let texts: Vec<_> = found.iter().map(|name| name.text.as_str()).collect();
        assert_eq!(
            texts,
            [
                "Ivan Example (Russian: Иван Пример) or Exampel",
                "Иван Пример"
            ]
        );
        assert_eq!(names(NameKind::Alias, "Иван Пример").len(), 1);
    }

    #[test]
    fn numbers_in_a_row_are_told_from_a_number_with_a_remark() {
        assert_eq!(
            numbers("7304273188, 7301381541"),
            ["7304273188", "7301381541"]
        );
        assert_eq!(
            numbers("R00005943, South Sudan"),
            ["R00005943, South Sudan"]
        );
    }

    #[test]
    fn a_remark_behind_a_number_is_no_part_of_it() {
        let passport =
            |text| identifier(IdentifierKind::Passport, "passport", text).expect("a number");
        let found = passport("C2002515 (Iran)");
        assert_eq!(
            (found.number.as_str(), found.country.as_deref()),
            ("C2002515", Some("IR"))
        );
        let found = passport("665334 (passport issued in Kuwait)");
        assert_eq!(
            (found.number.as_str(), found.note.as_deref()),
            ("665334", Some("passport issued in Kuwait"))
        );
    }
}
