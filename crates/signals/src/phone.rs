//! Phone numbers: one international spelling, the country, and the kind of line.
//!
//! Only the numbering-plan data of the `phonenumber` crate are used, not its parser: that has panicked on crafted text.

use crate::country;

mod plan;

/// What kind of line a number reaches, as far as the numbering plan tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LineType {
    /// A mobile phone.
    Mobile,
    /// A fixed line.
    FixedLine,
    /// A fixed line or a mobile phone: the plan does not tell them apart (North America).
    FixedOrMobile,
    /// A number range for voice over the internet.
    Voip,
    /// A personal number that follows its owner.
    Personal,
    /// A company-wide access number.
    Uan,
    /// Free for the caller.
    TollFree,
    /// Paid by the caller above the usual rate.
    Premium,
    /// Not told by the plan, or no number in use.
    Unknown,
}

impl LineType {
    /// The name in snake case.
    pub fn as_str(self) -> &'static str {
        match self {
            LineType::Mobile => "mobile",
            LineType::FixedLine => "fixed_line",
            LineType::FixedOrMobile => "fixed_or_mobile",
            LineType::Voip => "voip",
            LineType::Personal => "personal",
            LineType::Uan => "uan",
            LineType::TollFree => "toll_free",
            LineType::Premium => "premium",
            LineType::Unknown => "unknown",
        }
    }
}

/// A phone number.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Phone {
    /// The number in E.164: `+`, calling code, national number.
    pub e164: String,
    /// The country (ISO alpha-2) where the numbering plan tells it.
    pub country: Option<&'static str>,
    /// The kind of line.
    pub line_type: LineType,
}

/// Parses a number; the country says how to read one without `+`.
///
/// ```
/// use bonafide_signals::phone::{LineType, normalise};
/// let phone = normalise("0151 2345 6789", Some("DE")).expect("a number");
/// assert_eq!((phone.e164.as_str(), phone.country, phone.line_type), ("+4915123456789", Some("DE"), LineType::Mobile));
/// ```
pub fn normalise(text: &str, default_country: Option<&str>) -> Option<Phone> {
    let number = international(text, default_country)?;
    let (country, line_type) = number.place_and_kind();
    Some(Phone {
        e164: number.e164(),
        country,
        line_type,
    })
}

/// The number in E.164 alone; much faster than [`normalise`], which looks at the numbering plan too.
pub fn e164(text: &str, default_country: Option<&str>) -> Option<String> {
    Some(international(text, default_country)?.e164())
}

struct International {
    calling_code: u16,
    national: String,
}

impl International {
    fn e164(&self) -> String {
        format!("+{}{}", self.calling_code, self.national)
    }

    fn place_and_kind(&self) -> (Option<&'static str>, LineType) {
        let regions = plan::regions(self.calling_code);
        for region in regions {
            if !region.may_hold(&self.national) {
                continue;
            }
            let kind = region.line_type(&self.national);
            if kind != LineType::Unknown {
                // Free and premium numbers of a shared plan belong to no single country.
                let shared =
                    regions.len() > 1 && matches!(kind, LineType::TollFree | LineType::Premium);
                return (
                    if shared {
                        None
                    } else {
                        country::parse(region.id)
                    },
                    kind,
                );
            }
        }
        let only = if let [region] = regions {
            country::parse(region.id)
        } else {
            None
        };
        (only, LineType::Unknown)
    }
}

fn international(text: &str, default_country: Option<&str>) -> Option<International> {
    let written = Written::read(text)?;
    let region = default_country
        .and_then(country::parse)
        .and_then(plan::region);
    if written.has_plus {
        return split(&written.digits);
    }
    if let Some(region) = region {
        // North America dials abroad with 011, nearly everybody else with 00.
        let abroad = if region.calling_code == 1 {
            "011"
        } else {
            "00"
        };
        if let Some(rest) = written.digits.strip_prefix(abroad) {
            return split(rest);
        }
        let national = region.national(&written.digits)?;
        return split(&format!("{}{national}", region.calling_code));
    }
    split(written.digits.strip_prefix("00")?)
}

/// Splits international digits into calling code and national number, without a trunk zero left in by mistake.
fn split(digits: &str) -> Option<International> {
    if digits.starts_with('0') || digits.len() > 18 {
        return None;
    }
    // No calling code is the start of another.
    let (calling_code, regions, national): (u16, _, _) = (1..=3).find_map(|length| {
        let code = digits.get(..length)?.parse().ok()?;
        let regions = plan::regions(code);
        (!regions.is_empty()).then(|| (code, regions, &digits[length..]))
    })?;
    let national = match regions {
        [region, ..] if region.trunk == Some("0") => national.trim_start_matches('0'),
        _ => national,
    };
    let length = calling_code.to_string().len() + national.len();
    ((7..=15).contains(&length) && national.len() >= 4).then(|| International {
        calling_code,
        national: national.to_owned(),
    })
}

/// The digits of a number as somebody wrote it.
struct Written {
    has_plus: bool,
    digits: String,
}

impl Written {
    fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let text = match text.get(..4) {
            Some(scheme) if scheme.eq_ignore_ascii_case("tel:") => &text[4..],
            _ => text,
        };
        // "+44 (0)20 …" names the trunk zero that is not dialled from abroad.
        let trunk_zero = text
            .starts_with(['+', '＋'])
            .then(|| text.find("(0)"))
            .flatten();
        let mut written = Written {
            has_plus: false,
            digits: String::with_capacity(16),
        };
        for (place, letter) in text.char_indices() {
            match letter {
                '+' | '＋' if written.digits.is_empty() && !written.has_plus => {
                    written.has_plus = true
                }
                '0' if trunk_zero.is_some_and(|start| place == start + 1) => {}
                '0'..='9' => written.digits.push(letter),
                '０'..='９' => written
                    .digits
                    .push(char::from(b'0' + (letter as u32 - '０' as u32) as u8)),
                ' '
                | '-'
                | '.'
                | '('
                | ')'
                | '/'
                | '\u{a0}'
                | '\u{2009}'..='\u{2015}'
                | '\u{202f}'
                | '　'
                | '－' => {}
                // What follows is an extension inside the house: "x12", "ext. 12", ";ext=12", "#12".
                'x' | 'X' | 'e' | 'E' | ';' | ',' | '#' if written.digits.len() >= 7 => {
                    return is_extension(&text[place..]).then_some(written);
                }
                _ => return None,
            }
            if written.digits.len() > 18 {
                return None;
            }
        }
        (!written.digits.is_empty()).then_some(written)
    }
}

fn is_extension(text: &str) -> bool {
    let low = text.to_ascii_lowercase();
    let digits = ["extension", "ext.", ";ext=", "ext", "x", "#", ";", ","]
        .iter()
        .find_map(|mark| low.strip_prefix(mark))
        .map(|rest| rest.trim_start_matches([' ', '.', ':', '=']));
    digits.is_some_and(|digits| {
        (1..=7).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn number(text: &str, country: Option<&str>) -> Option<String> {
        let full = normalise(text, country).map(|phone| phone.e164);
        assert_eq!(full, e164(text, country), "both ways must agree on {text}");
        full
    }

    #[test]
    fn spellings_of_one_number_are_equal() {
        for text in [
            "+44 20 7946 0958",
            "+44 (0)20 7946 0958",
            "tel:+44-20-7946-0958",
            "0044 20 7946 0958",
            "+44 020 7946 0958",
            "＋44 20 7946 0958",
            "+442079460958 ext. 12",
            "+442079460958x7",
        ] {
            assert_eq!(
                number(text, None).as_deref(),
                Some("+442079460958"),
                "{text}"
            );
        }
        assert_eq!(
            number("020 7946 0958", Some("GB")).as_deref(),
            Some("+442079460958")
        );
    }

    #[test]
    fn national_numbers_follow_the_plan_of_their_country() {
        for (text, country, expected) in [
            ("(202) 555-0123", "US", "+12025550123"),
            ("1 202 555 0123", "US", "+12025550123"),
            ("011 49 151 23456789", "US", "+4915123456789"),
            ("8 912 345-67-89", "RU", "+79123456789"),
            ("912 345 67 89", "Russia", "+79123456789"),
            ("06 1234 5678", "IT", "+390612345678"),
            ("138 0013 8000", "CN", "+8613800138000"),
            ("098765 43210", "IN", "+919876543210"),
            ("06 20 123 4567", "HU", "+36201234567"),
        ] {
            assert_eq!(
                number(text, Some(country)).as_deref(),
                Some(expected),
                "{text}"
            );
        }
    }

    #[test]
    fn line_and_country_come_from_the_plan() {
        for (text, country, line_type) in [
            ("+8613800138000", Some("CN"), LineType::Mobile),
            ("+442079460958", Some("GB"), LineType::FixedLine),
            ("+445600123456", Some("GB"), LineType::Voip),
            ("+447012345678", Some("GB"), LineType::Personal),
            ("+77012345678", Some("KZ"), LineType::Mobile),
            ("+79123456789", Some("RU"), LineType::Mobile),
            ("+12024561111", Some("US"), LineType::FixedOrMobile),
            ("+18002255288", None, LineType::TollFree),
            ("+85028112345", Some("KP"), LineType::FixedLine),
            ("+390612345678", Some("IT"), LineType::FixedLine),
        ] {
            let phone = normalise(text, None).expect("a number");
            assert_eq!(
                (phone.country, phone.line_type),
                (country, line_type),
                "{text}"
            );
        }
    }

    #[test]
    fn other_text_is_no_number() {
        for text in [
            "",
            "+",
            "12345",
            "+1",
            "call me",
            "+99912345678901",
            "0800 CALL",
            "++44",
            "1.2.3.4x",
            "+49é",
        ] {
            assert_eq!(number(text, None), None, "{text}");
        }
        assert_eq!(number("123", Some("US")), None);
    }

    proptest! {
        #[test]
        fn e164_is_a_fixed_point(text in "\\PC{0,24}|\\+?[0-9 ()x.-]{6,20}", country in prop::option::of("[A-Z]{2}")) {
            if let Some(first) = number(&text, country.as_deref()) {
                prop_assert_eq!(number(&first, None), Some(first));
            }
        }
    }
}
