//! Truth values.

/// Reads `true`, `no`, `1`, `Y` and the like.
pub(crate) fn boolean(text: &[u8]) -> Result<bool, &'static str> {
    let mut lower = [0_u8; 5];
    let Some(lower) = lower.get_mut(..text.len()) else {
        return Err(WRONG);
    };
    lower.copy_from_slice(text);
    lower.make_ascii_lowercase();
    match &*lower {
        b"true" | b"t" | b"yes" | b"y" | b"1" | b"1.0" | b"on" => Ok(true),
        b"false" | b"f" | b"no" | b"n" | b"0" | b"0.0" | b"off" => Ok(false),
        _ => Err(WRONG),
    }
}

const WRONG: &str =
    "is neither true nor false (true, false, yes, no, t, f, y, n, 1 and 0 are read)";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_truth() {
        for text in ["true", "TRUE", "t", "Yes", "y", "1"] {
            assert_eq!(boolean(text.as_bytes()), Ok(true), "{text}");
        }
        for text in ["false", "False", "f", "NO", "n", "0"] {
            assert_eq!(boolean(text.as_bytes()), Ok(false), "{text}");
        }
        for text in ["", "2", "maybe", "untrue", "trueish"] {
            assert!(boolean(text.as_bytes()).is_err(), "{text}");
        }
    }
}
