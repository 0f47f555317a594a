//! International bank account numbers (ISO 13616).

/// Length of the numbers of each country that issues them.
const LENGTHS: [(&[u8; 2], usize); 83] = [
    (b"AD", 24),
    (b"AE", 23),
    (b"AL", 28),
    (b"AT", 20),
    (b"AZ", 28),
    (b"BA", 20),
    (b"BE", 16),
    (b"BG", 22),
    (b"BH", 22),
    (b"BI", 27),
    (b"BR", 29),
    (b"BY", 28),
    (b"CH", 21),
    (b"CR", 22),
    (b"CY", 28),
    (b"CZ", 24),
    (b"DE", 22),
    (b"DJ", 27),
    (b"DK", 18),
    (b"DO", 28),
    (b"EE", 20),
    (b"EG", 29),
    (b"ES", 24),
    (b"FI", 18),
    (b"FK", 18),
    (b"FO", 18),
    (b"FR", 27),
    (b"GB", 22),
    (b"GE", 22),
    (b"GI", 23),
    (b"GL", 18),
    (b"GR", 27),
    (b"GT", 28),
    (b"HR", 21),
    (b"HU", 28),
    (b"IE", 22),
    (b"IL", 23),
    (b"IQ", 23),
    (b"IS", 26),
    (b"IT", 27),
    (b"JO", 30),
    (b"KW", 30),
    (b"KZ", 20),
    (b"LB", 28),
    (b"LC", 32),
    (b"LI", 21),
    (b"LT", 20),
    (b"LU", 20),
    (b"LV", 21),
    (b"LY", 25),
    (b"MC", 27),
    (b"MD", 24),
    (b"ME", 22),
    (b"MK", 19),
    (b"MN", 20),
    (b"MR", 27),
    (b"MT", 31),
    (b"MU", 30),
    (b"NI", 28),
    (b"NL", 18),
    (b"NO", 15),
    (b"OM", 23),
    (b"PK", 24),
    (b"PL", 28),
    (b"PS", 29),
    (b"PT", 25),
    (b"QA", 29),
    (b"RO", 24),
    (b"RS", 22),
    (b"RU", 33),
    (b"SA", 24),
    (b"SC", 31),
    (b"SD", 18),
    (b"SE", 24),
    (b"SI", 19),
    (b"SK", 24),
    (b"SM", 27),
    (b"SO", 23),
    (b"ST", 25),
    (b"SV", 28),
    (b"TL", 23),
    (b"TN", 24),
    (b"TR", 26),
];
/// Issuers after the first block, in the same form; apart only because the array is sorted for reading.
const MORE_LENGTHS: [(&[u8; 2], usize); 5] = [
    (b"UA", 29),
    (b"VA", 22),
    (b"VG", 24),
    (b"XK", 20),
    (b"YE", 30),
];

/// The number in capitals without separators, if country, length and check digits are right.
///
/// ```
/// use bonafide_signals::iban::normalise;
/// assert_eq!(normalise("gb82 west 1234 5698 7654 32").as_deref(), Some("GB82WEST12345698765432"));
/// assert_eq!(normalise("GB83 WEST 1234 5698 7654 32"), None);
/// ```
pub fn normalise(text: &str) -> Option<String> {
    let mut number = String::with_capacity(34);
    for letter in text.trim().chars() {
        match letter {
            ' ' | '-' | '.' | '\u{a0}' => {}
            _ if letter.is_ascii_alphanumeric() && number.len() < 34 => {
                number.push(letter.to_ascii_uppercase())
            }
            _ => return None,
        }
    }
    let number = match number.strip_prefix("IBAN") {
        Some(rest) => rest.to_owned(),
        None => number,
    };
    let bytes = number.as_bytes();
    let country = bytes.first_chunk::<2>()?;
    let (_, length) = LENGTHS
        .iter()
        .chain(&MORE_LENGTHS)
        .find(|(code, _)| *code == country)?;
    let check_digits = bytes.get(2..4)?.iter().all(|digit| digit.is_ascii_digit());
    (check_digits && bytes.len() == *length && remainder(bytes) == 1).then_some(number)
}

/// ISO 7064 mod 97-10 with the first four characters moved to the end; letters count 10 to 35.
fn remainder(number: &[u8]) -> u32 {
    let (head, tail) = number.split_at(number.len().min(4));
    tail.iter().chain(head).fold(0, |sum, letter| match letter {
        b'0'..=b'9' => (sum * 10 + u32::from(letter - b'0')) % 97,
        _ => (sum * 100 + u32::from(letter.wrapping_sub(b'A')) + 10) % 97,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn published_examples_pass() {
        for text in [
            "DE89370400440532013000",
            "FR14 2004 1010 0505 0001 3M02 606",
            "NO93 8601 1117 947",
            "IBAN NL91 ABNA 0417 1643 00",
            "TR33 0006 1005 1978 6457 8413 26",
            "AE07 0331 2345 6789 0123 456",
            "UA21 3223 1300 0002 6007 2335 6600 1",
        ] {
            assert!(normalise(text).is_some(), "{text}");
        }
    }

    #[test]
    fn wrong_numbers_fail() {
        for text in [
            "",
            "DE",
            "DE8937040044053201300",
            "ZZ89370400440532013000",
            "DE89 3704 0044 0532 0130 01",
            "ÄÖ",
        ] {
            assert_eq!(normalise(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_single_wrong_digit_is_noticed(place in 2usize..22, shift in 1u8..10) {
            let mut number = *b"DE89370400440532013000";
            number[place] = b'0' + (number[place] - b'0' + shift) % 10;
            prop_assert_eq!(normalise(std::str::from_utf8(&number).expect("ASCII")), None);
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,40}|[A-Z]{2}[0-9A-Z ]{0,36}") {
            if let Some(number) = normalise(&text) {
                prop_assert_eq!(normalise(&number), Some(number));
            }
        }
    }
}
