//! Telephone prefixes with carrier, place or type, and patterns of national numbers.

use std::collections::{HashMap, HashSet};

use regex::{Regex, RegexBuilder};

use crate::country_code::CountryCode;
use crate::table::{Layout, Tally, layout};
use crate::{About, ListError};

use super::{boxed, missing_columns};

/// A pattern may compile to this many bytes: far above every real numbering plan.
const PATTERN_SIZE_LIMIT: usize = 1 << 18;

/// Prefixes and patterns of one list.
#[derive(Debug, Default)]
pub(crate) struct PhoneRanges {
    pub(crate) prefixes: HashMap<u64, PhonePrefix>,
    pub(crate) patterns: HashMap<u64, Vec<PhonePattern>>,
    /// Line types that a calling code's patterns or prefixes can state.
    pub(crate) types: HashSet<Box<str>>,
}

/// What is known of all numbers that begin with a prefix.
#[derive(Debug, Default, Clone)]
pub(crate) struct PhonePrefix {
    pub(crate) carrier: Option<Box<str>>,
    pub(crate) place: Option<Box<str>>,
    pub(crate) line_type: Option<Box<str>>,
    pub(crate) country: Option<CountryCode>,
}

/// What is known of all numbers whose national part has a form.
#[derive(Debug)]
pub(crate) struct PhonePattern {
    pub(crate) form: Regex,
    pub(crate) line_type: Box<str>,
    pub(crate) country: Option<CountryCode>,
}

/// The digits of a prefix with a 1 before them, so that 01 and 1 differ.
pub(crate) fn prefix_key(digits: &str) -> u64 {
    digits.bytes().fold(1, |key: u64, digit| {
        key.wrapping_mul(10)
            .wrapping_add(u64::from(digit.wrapping_sub(b'0')))
    })
}

const PREFIX: [&str; 4] = ["e164_prefix", "prefix", "phone_prefix", "number"];

pub(super) fn ranges(
    bytes: &[u8],
    about: &About,
    tally: &mut Tally,
) -> Result<PhoneRanges, ListError> {
    let mut ranges = PhoneRanges::default();
    let header = [&PREFIX[..], &["national_number_regex", "regex"]].concat();
    let common_type = about.attributes.class.as_deref();
    match layout(about, bytes, &header)? {
        Layout::Lines(lines) => {
            let line_type = common_type.ok_or_else(|| ListError::Attribute {
                list: about.name.clone(),
                problem: "its lines do not say of what type the numbers are; give the class beside the list (voip, mobile …)".to_owned(),
            })?;
            lines.each_value(tally, |value| {
                let prefix = PhonePrefix {
                    line_type: Some(line_type.into()),
                    ..PhonePrefix::default()
                };
                ranges.add_prefix(value, prefix)
            });
        }
        Layout::Table(table) => {
            let line_type = table.column(&["type", "line_type", "class"]);
            let country = table.column(&["region", "country", "cc"]);
            let form = table.column(&["national_number_regex", "regex", "pattern"]);
            let prefix = table.column(&PREFIX);
            if form.is_there() {
                let calling_code = table.column(&["country_code", "calling_code"]);
                if !calling_code.is_there() || !(line_type.is_there() || common_type.is_some()) {
                    return Err(missing_columns(about, table.column_names()));
                }
                table.each_row(tally, |row| {
                    let calling_code = digits_of(row.get(calling_code), 3)?;
                    let line_type = row
                        .some(line_type)
                        .or(common_type)
                        .ok_or("the row gives no type")?;
                    let form = RegexBuilder::new(&format!("^(?:{})$", row.get(form)))
                        .unicode(false)
                        .size_limit(PATTERN_SIZE_LIMIT)
                        .build()
                        .map_err(|error| format!("the pattern cannot be used: {error}"))?;
                    ranges.types.insert(line_type.into());
                    ranges
                        .patterns
                        .entry(prefix_key(calling_code))
                        .or_default()
                        .push(PhonePattern {
                            form,
                            line_type: line_type.into(),
                            country: CountryCode::parse(row.get(country)),
                        });
                    Ok(())
                });
            } else {
                let carrier = table.column(&["carrier", "carrier_en", "operator"]);
                let place = table.column(&["place", "place_en", "location", "area"]);
                let says_something = carrier.is_there()
                    || place.is_there()
                    || line_type.is_there()
                    || common_type.is_some();
                if !says_something {
                    return Err(missing_columns(about, table.column_names()));
                }
                table.each_row(tally, |row| {
                    let facts = PhonePrefix {
                        carrier: boxed(row.some(carrier)),
                        place: boxed(row.some(place)),
                        line_type: boxed(row.some(line_type).or(common_type)),
                        country: CountryCode::parse(row.get(country)),
                    };
                    ranges.add_prefix(row.get(prefix), facts)
                });
            }
        }
    }
    Ok(ranges)
}

impl PhoneRanges {
    fn add_prefix(&mut self, text: &str, facts: PhonePrefix) -> Result<(), String> {
        let digits = digits_of(text, 15)?;
        self.types.extend(facts.line_type.clone());
        self.prefixes.insert(prefix_key(digits), facts);
        Ok(())
    }
}

fn digits_of(text: &str, most: usize) -> Result<&str, String> {
    let digits = text.trim().trim_start_matches('+');
    let fits =
        (1..=most).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    if fits {
        Ok(digits)
    } else {
        Err(format!("{text:?} is not 1 to {most} digits"))
    }
}
