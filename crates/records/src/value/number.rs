//! Numbers, with thousands separators only where one reading is possible.

/// Which mark separates the decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecimalMark {
    /// `1,234.5`
    Point,
    /// `1.234,5`
    Comma,
}

const NOT_WHOLE: &str = "is not a whole number";
const NOT_NUMBER: &str = "is not a number";
const TOO_LARGE: &str = "is a number too large to hold";
const AMBIGUOUS: &str = "could be read with a decimal comma or with a thousands separator; \
                         say decimal = \",\" or decimal = \".\" in a mapping";

/// Reads a whole number.
pub(crate) fn integer(text: &[u8], mark: Option<DecimalMark>) -> Result<i64, &'static str> {
    if let Some(value) = digits(text) {
        return Ok(value);
    }
    let plain = plain(text, mark, NOT_WHOLE)?;
    let plain = plain.as_str();
    let (whole, fraction) = plain.split_once('.').unwrap_or((plain, ""));
    if fraction.bytes().any(|digit| digit != b'0') {
        return Err(NOT_WHOLE);
    }
    whole
        .parse()
        .map_err(|_| match whole.trim_start_matches(['-', '+']).len() {
            0 => NOT_WHOLE,
            _ => TOO_LARGE,
        })
}

/// Up to 18 digits with a sign: the common case, without a look at anything else.
fn digits(text: &[u8]) -> Option<i64> {
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, text),
    };
    if digits.is_empty() || digits.len() > 18 {
        return None;
    }
    let mut value = 0_i64;
    for byte in digits {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        value = value * 10 + i64::from(digit);
    }
    Some(if negative { -value } else { value })
}

/// Reads a number.
pub(crate) fn real(text: &[u8], mark: Option<DecimalMark>) -> Result<f64, &'static str> {
    let is_plain = text
        .iter()
        .all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'-' | b'+' | b'e' | b'E'));
    let plainly = match is_plain && mark != Some(DecimalMark::Comma) {
        true => super::text(text)?.parse::<f64>().ok(),
        false => None,
    };
    let parsed = match plainly {
        Some(value) => Ok(value),
        None => plain(text, mark, NOT_NUMBER)?.parse::<f64>(),
    };
    match parsed {
        Ok(value) if value.is_finite() => Ok(value),
        Ok(_) => Err(TOO_LARGE),
        Err(_) => Err(NOT_NUMBER),
    }
}

/// Rewrites a number with separators as sign, digits and at most one point.
fn plain(
    text: &[u8],
    mark: Option<DecimalMark>,
    wrong: &'static str,
) -> Result<String, &'static str> {
    let text = super::text(text)?;
    let (sign, body) = match text.as_bytes().first() {
        Some(b'-') => ("-", &text[1..]),
        Some(b'+') => ("", &text[1..]),
        _ => ("", text),
    };
    if body.is_empty() || body.len() > 64 {
        return Err(wrong);
    }
    if !body
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',') || is_group_space(c))
    {
        return Err(wrong);
    }
    let points = body.matches('.').count();
    let commas = body.matches(',').count();
    let decimal = match mark {
        Some(DecimalMark::Point) => Some('.'),
        Some(DecimalMark::Comma) => Some(','),
        None => guess(body, points, commas)?,
    };
    let (whole, fraction) = match decimal.and_then(|mark| body.rsplit_once(mark)) {
        Some((whole, fraction)) => (whole, fraction),
        None => (body, ""),
    };
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(wrong);
    }
    let mut plain = String::with_capacity(text.len());
    plain.push_str(sign);
    let mut separator = None;
    let groups = whole.split(|c: char| {
        let splits = !c.is_ascii_digit();
        if splits && *separator.get_or_insert(c) != c {
            // Two kinds of separators in one number: no group of digits is that long.
            separator = Some('\0');
        }
        splits
    });
    for (position, group) in groups.enumerate() {
        let fits = match position {
            0 => group.len() <= 3 || !whole.bytes().any(|byte| !byte.is_ascii_digit()),
            _ => group.len() == 3,
        };
        if !fits || (group.is_empty() && position > 0) {
            return Err(wrong);
        }
        plain.push_str(group);
    }
    if separator == Some('\0') || separator == decimal && separator.is_some() {
        return Err(wrong);
    }
    if whole.is_empty() {
        if fraction.is_empty() {
            return Err(wrong);
        }
        plain.push('0');
    }
    if !fraction.is_empty() {
        plain.push('.');
        plain.push_str(fraction);
    }
    Ok(plain)
}

/// The decimal mark that the number itself gives away.
fn guess(body: &str, points: usize, commas: usize) -> Result<Option<char>, &'static str> {
    match (points, commas) {
        (0, 0) => Ok(None),
        // A point alone is the decimal point of every program that writes data.
        (1, 0) => Ok(Some('.')),
        (0, 1) => {
            let digits_after = body.rsplit(',').next().map_or(0, str::len);
            let digits_before = body.split(',').next().map_or(0, str::len);
            if digits_after == 3 && (1..=3).contains(&digits_before) && !body.starts_with('0') {
                Err(AMBIGUOUS)
            } else {
                Ok(Some(','))
            }
        }
        (2.., 0) | (0, 2..) => Ok(None),
        // Both occur: the one that stands last and once is the decimal mark.
        _ => match (body.rfind('.'), body.rfind(',')) {
            (Some(point), Some(comma)) if point > comma && points == 1 => Ok(Some('.')),
            (Some(point), Some(comma)) if comma > point && commas == 1 => Ok(Some(',')),
            _ => Err(NOT_NUMBER),
        },
    }
}

fn is_group_space(character: char) -> bool {
    matches!(
        character,
        ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '_'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_numbers() {
        assert_eq!(integer(b"42", None), Ok(42));
        assert_eq!(integer(b"-9223372036854775808", None), Ok(i64::MIN));
        assert_eq!(integer(b"+7", None), Ok(7));
        assert_eq!(integer(b"12.0", None), Ok(12));
        assert_eq!(integer(b"12.5", None), Err(NOT_WHOLE));
        assert_eq!(integer(b"9223372036854775808", None), Err(TOO_LARGE));
        assert_eq!(integer(b"-", None), Err(NOT_WHOLE));
        assert_eq!(integer(b"0x10", None), Err(NOT_WHOLE));
        assert_eq!(real(b"-1.5e3", None), Ok(-1500.0));
        assert_eq!(real(b".5", None), Ok(0.5));
        assert_eq!(real(b"1e999", None), Err(TOO_LARGE));
        assert_eq!(real(b"inf", None), Err(NOT_NUMBER));
        assert_eq!(real(b"12 apples", None), Err(NOT_NUMBER));
    }

    #[test]
    fn separators_are_read_where_one_reading_is_possible() {
        assert_eq!(real(b"1,234.50", None), Ok(1234.5));
        assert_eq!(real(b"1.234,50", None), Ok(1234.5));
        assert_eq!(real(b"1,234,567", None), Ok(1_234_567.0));
        assert_eq!(real(b"1.234.567", None), Ok(1_234_567.0));
        assert_eq!(
            real("1\u{a0}234\u{a0}567,8".as_bytes(), None),
            Ok(1_234_567.8)
        );
        assert_eq!(real(b"1'234.5", None), Ok(1234.5));
        assert_eq!(real(b"12,5", None), Ok(12.5));
        assert_eq!(real(b"0,125", None), Ok(0.125));
        assert_eq!(integer(b"1,234,567", None), Ok(1_234_567));
    }

    #[test]
    fn a_number_with_two_readings_is_set_aside_unless_the_mapping_says_which() {
        assert_eq!(real(b"1,234", None), Err(AMBIGUOUS));
        assert_eq!(real(b"1,234", Some(DecimalMark::Point)), Ok(1234.0));
        assert_eq!(real(b"1,234", Some(DecimalMark::Comma)), Ok(1.234));
        assert_eq!(real(b"1.234", Some(DecimalMark::Comma)), Ok(1234.0));
        assert_eq!(real(b"1.234", None), Ok(1.234));
    }

    #[test]
    fn groups_that_are_no_groups_are_set_aside() {
        for text in [
            "12,34,567",
            "1,2345,678",
            "1,,234",
            "1.2.3",
            "1,234.567,8",
            "1 234,567 8",
            ",",
            "1,234.567.890,1",
        ] {
            assert!(real(text.as_bytes(), None).is_err(), "{text}");
        }
    }
}
