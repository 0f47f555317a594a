//! Numbers as people read them.

/// `1,234,567`.
pub(crate) fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `1,234 rows`, `1 row`.
pub(crate) fn counted(number: u64, one: &str, many: &str) -> String {
    format!("{} {}", count(number), if number == 1 { one } else { many })
}

/// A weight with its sign and at most one decimal: `+6`, `−2.5`, `0`.
pub(crate) fn signed(weight: f64) -> String {
    let plain = plain(weight.abs());
    match plain.as_str() {
        "0" => plain,
        _ if weight < 0.0 => format!("−{plain}"),
        _ => format!("+{plain}"),
    }
}

/// A number with at most one decimal: `6`, `2.5`, `−3`.
pub(crate) fn plain(number: f64) -> String {
    if !number.is_finite() {
        return "?".to_owned();
    }
    let rounded = (number * 10.0).round() / 10.0;
    let text = format!("{:.1}", rounded.abs());
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if rounded < 0.0 {
        format!("−{text}")
    } else {
        text.to_owned()
    }
}

/// A duration as a person would say it: `0.4 s`, `75 s`, `12 min`.
pub(crate) fn seconds(seconds: f64) -> String {
    if !seconds.is_finite() || seconds < 0.0 {
        return "an unknown time".to_owned();
    }
    match seconds {
        s if s < 0.1 => format!("{:.0} ms", s * 1000.0),
        s if s < 10.0 => format!("{s:.1} s"),
        s if s < 180.0 => format!("{s:.0} s"),
        s => format!("{:.0} min", s / 60.0),
    }
}

/// The first letters of a hash, enough to compare by eye.
pub(crate) fn short_hash(hash: &str) -> &str {
    hash.char_indices()
        .nth(12)
        .map_or(hash, |(end, _)| &hash[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_thousands() {
        assert_eq!(count(0), "0");
        assert_eq!(count(999), "999");
        assert_eq!(count(1_000), "1,000");
        assert_eq!(count(12_345_678), "12,345,678");
    }

    #[test]
    fn weights_carry_their_sign() {
        assert_eq!(signed(6.0), "+6");
        assert_eq!(signed(-2.5), "−2.5");
        assert_eq!(signed(-0.01), "0");
        assert_eq!(signed(f64::NAN), "+?");
    }
}
