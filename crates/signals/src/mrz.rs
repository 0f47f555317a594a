//! Machine-readable zones of passports and cards (ICAO 9303): parsing and check digits.

/// Form of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// A card: three lines of 30 characters.
    Td1,
    /// A passport booklet: two lines of 44 characters.
    Td3,
}

/// The fields of a zone and whether its check digits hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mrz {
    /// Form of the document.
    pub form: Form,
    /// The state or organisation that issued it, as printed (three letters).
    pub issuer: String,
    /// Document number without fillers.
    pub number: String,
    /// Date of birth, `YYMMDD`.
    pub born: String,
    /// Date of expiry, `YYMMDD`.
    pub expires: String,
    /// Family names, separated by spaces.
    pub surname: String,
    /// Given names, separated by spaces.
    pub given_names: String,
    /// Whether the check digit of the number holds.
    pub number_holds: bool,
    /// Whether the check digit of the date of birth holds.
    pub born_holds: bool,
    /// Whether the check digit of the date of expiry holds.
    pub expires_holds: bool,
    /// Whether the check digit over all fields holds.
    pub whole_holds: bool,
}

impl Mrz {
    /// Whether every check digit holds.
    pub fn holds(&self) -> bool {
        self.number_holds && self.born_holds && self.expires_holds && self.whole_holds
    }
}

/// The check digit of a field: weights 7, 3, 1; `None` when a character may not stand in a zone.
///
/// ```
/// assert_eq!(bonafide_signals::mrz::check_digit("L898902C3"), Some(6));
/// ```
pub fn check_digit(field: &str) -> Option<u8> {
    let mut sum = 0u32;
    for (letter, weight) in field.bytes().zip([7, 3, 1].into_iter().cycle()) {
        let value = match letter {
            b'0'..=b'9' => letter - b'0',
            b'A'..=b'Z' => letter - b'A' + 10,
            b'<' => 0,
            _ => return None,
        };
        sum = (sum + u32::from(value) * weight) % 10;
    }
    u8::try_from(sum).ok()
}

/// Parses a zone of two lines of 44 or three lines of 30 characters and checks its digits.
///
/// Blanks inside lines are dropped, small letters raised. `None`: the text is no such zone.
pub fn verify(text: &str) -> Option<Mrz> {
    let lines: Vec<String> = text
        .lines()
        .map(|line| {
            line.split_whitespace()
                .collect::<String>()
                .to_ascii_uppercase()
        })
        .filter(|line| !line.is_empty())
        .collect();
    let allowed = |line: &String| {
        line.bytes()
            .all(|letter| letter == b'<' || letter.is_ascii_alphanumeric())
    };
    if !lines.iter().all(allowed) {
        return None;
    }
    match &lines[..] {
        [first, second] if first.len() == 44 && second.len() == 44 => Some(booklet(first, second)),
        [first, second, third] if [first, second, third].iter().all(|line| line.len() == 30) => {
            Some(card(first, second, third))
        }
        _ => None,
    }
}

fn booklet(first: &str, second: &str) -> Mrz {
    let whole = [&second[0..10], &second[13..20], &second[21..43]].concat();
    let (surname, given_names) = names(&first[5..]);
    Mrz {
        form: Form::Td3,
        issuer: unfilled(&first[2..5]),
        number: unfilled(&second[0..9]),
        born: second[13..19].to_owned(),
        expires: second[21..27].to_owned(),
        surname,
        given_names,
        number_holds: holds(&second[0..9], &second[9..10]),
        born_holds: holds(&second[13..19], &second[19..20]),
        expires_holds: holds(&second[21..27], &second[27..28]),
        whole_holds: holds(&whole, &second[43..44]),
    }
}

fn card(first: &str, second: &str, third: &str) -> Mrz {
    let whole = [
        &first[5..30],
        &second[0..7],
        &second[8..15],
        &second[18..29],
    ]
    .concat();
    // A number longer than nine characters goes on in the optional field; its check digit follows it there.
    let tail = first[15..30].trim_end_matches('<');
    let (number, number_holds) = if &first[14..15] == "<" && tail.len() > 1 {
        let (rest, digit) = tail.split_at(tail.len() - 1);
        let number = [&first[5..14], rest].concat();
        let right = holds(&number, digit);
        (number, right)
    } else {
        (
            unfilled(&first[5..14]),
            holds(&first[5..14], &first[14..15]),
        )
    };
    let (surname, given_names) = names(third);
    Mrz {
        form: Form::Td1,
        issuer: unfilled(&first[2..5]),
        number,
        born: second[0..6].to_owned(),
        expires: second[8..14].to_owned(),
        surname,
        given_names,
        number_holds,
        born_holds: holds(&second[0..6], &second[6..7]),
        expires_holds: holds(&second[8..14], &second[14..15]),
        whole_holds: holds(&whole, &second[29..30]),
    }
}

fn holds(field: &str, digit: &str) -> bool {
    let expected = check_digit(field).map(|digit| char::from(b'0' + digit));
    digit.chars().next() == expected
}

fn unfilled(field: &str) -> String {
    field.trim_matches('<').to_owned()
}

fn names(field: &str) -> (String, String) {
    let (surname, given) = field.split_once("<<").unwrap_or((field, ""));
    let spaced = |part: &str| {
        part.split('<')
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    };
    (spaced(surname), spaced(given))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The specimens printed in ICAO Doc 9303; their holder does not exist.
    const BOOKLET: &str = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";
    const CARD: &str = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<";

    #[test]
    fn the_published_specimens_hold() {
        for (text, form, number) in [
            (BOOKLET, Form::Td3, "L898902C3"),
            (CARD, Form::Td1, "D23145890"),
        ] {
            let zone = verify(text).expect("a zone");
            assert!(zone.holds(), "{zone:?}");
            assert_eq!(
                (zone.form, zone.number.as_str(), zone.issuer.as_str()),
                (form, number, "UTO")
            );
            assert_eq!(
                (zone.surname.as_str(), zone.given_names.as_str()),
                ("ERIKSSON", "ANNA MARIA")
            );
        }
    }

    #[test]
    fn a_changed_birthday_is_noticed() {
        let zone = verify(&BOOKLET.replace("7408122", "7508122")).expect("a zone");
        assert!(!zone.born_holds && !zone.whole_holds && zone.number_holds);
    }

    #[test]
    fn other_text_is_no_zone() {
        for text in [
            "",
            "P<UTO",
            &BOOKLET.replace('<', "é"),
            &CARD.replace('\n', ""),
        ] {
            assert_eq!(verify(text), None, "{text}");
        }
        assert_eq!(check_digit("é"), None);
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,100}|[A-Z0-9<]{44}\n[A-Z0-9<]{44}|[A-Z0-9<]{30}\n[A-Z0-9<]{30}\n[A-Z0-9<]{30}") {
            let _ = verify(&text);
        }
    }
}
