//! What the lists say of a telephone number.

use crate::country_code::CountryCode;
use crate::parse::{PhonePrefix, PhoneRanges, prefix_key};
use crate::watched::Watch;

/// What the lists say of a telephone number; `None` where they cannot say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PhoneFact<'a> {
    /// The country of the number's range, where the lists name one.
    pub country: Option<CountryCode>,
    /// `voip`, `personal_number`, `uan`, `mobile` …, where a range says so.
    pub line_type: Option<&'a str>,
    /// Whether it is a VoIP number; unknown where no list has the VoIP ranges of the country
    /// (the North American plan has none).
    pub voip: Option<bool>,
    /// To whom the range was first given; numbers move between carriers.
    pub carrier: Option<&'a str>,
    /// The place of the range.
    pub place: Option<&'a str>,
    /// What is published against this very number.
    pub watched: Option<&'a Watch>,
}

#[derive(Debug, Default)]
pub(crate) struct PhoneIndex {
    lists: Vec<PhoneRanges>,
}

/// Calling codes have one to three digits, prefixes in the lists rarely more than ten.
const LONGEST_PREFIX: usize = 15;

impl PhoneIndex {
    pub(crate) fn add(&mut self, ranges: PhoneRanges) {
        self.lists.push(ranges);
    }

    /// Reads an E.164 number with or without its plus sign; spaces and dashes do not matter.
    pub(crate) fn fact(&self, text: &str) -> PhoneFact<'_> {
        let Some(digits) = e164_digits(text) else {
            return PhoneFact::default();
        };
        let mut fact = PhoneFact::default();
        for list in &self.lists {
            self.read_patterns(list, &digits, &mut fact);
        }
        for list in &self.lists {
            read_prefixes(list, &digits, &mut fact);
        }
        fact
    }

    fn read_patterns<'a>(&'a self, list: &'a PhoneRanges, digits: &str, fact: &mut PhoneFact<'a>) {
        for length in 1..=3.min(digits.len()) {
            let (code, national) = digits.split_at(length);
            let Some(patterns) = list.patterns.get(&prefix_key(code)) else {
                continue;
            };
            if patterns.iter().any(|pattern| &*pattern.line_type == "voip") {
                fact.voip.get_or_insert(false);
            }
            let mut fitting = patterns
                .iter()
                .filter(|pattern| pattern.form.is_match(national));
            let Some(first) = fitting.next() else {
                continue;
            };
            fact.line_type.get_or_insert(&first.line_type);
            if &*first.line_type == "voip" {
                fact.voip = Some(true);
            }
            // Countries that share a plan share patterns: then the country stays open.
            if fitting.all(|other| other.country == first.country) && fact.country.is_none() {
                fact.country = first.country;
            }
        }
    }

    pub(crate) fn knows(&self, line_type: &str) -> bool {
        self.lists.iter().any(|list| list.types.contains(line_type))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.lists.is_empty()
    }
}

/// Every fact comes from the longest prefix that has it.
fn read_prefixes<'a>(list: &'a PhoneRanges, digits: &str, fact: &mut PhoneFact<'a>) {
    if list.prefixes.is_empty() {
        return;
    }
    for length in (1..=digits.len().min(LONGEST_PREFIX)).rev() {
        let prefix = digits.get(..length).unwrap_or_default();
        let Some(found) = list.prefixes.get(&prefix_key(prefix)) else {
            continue;
        };
        let PhonePrefix {
            carrier,
            place,
            line_type,
            country,
        } = found;
        fact.carrier = fact.carrier.or(carrier.as_deref());
        fact.place = fact.place.or(place.as_deref());
        fact.country = fact.country.or(*country);
        if let (None, Some(line_type)) = (fact.line_type, line_type.as_deref()) {
            fact.line_type = Some(line_type);
            fact.voip = fact.voip.or(Some(line_type == "voip"));
        }
    }
}

/// The digits of a number in international form; national forms cannot be looked up.
fn e164_digits(text: &str) -> Option<String> {
    let text = text.trim();
    let is_punctuation = |c: char| matches!(c, ' ' | '-' | '.' | '(' | ')' | '\u{a0}' | '/');
    let rest = text
        .strip_prefix('+')
        .or_else(|| text.strip_prefix("00"))
        .unwrap_or(text);
    let digits: String = rest.chars().filter(|c| !is_punctuation(*c)).collect();
    let fits = (5..=15).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && !digits.starts_with('0');
    fits.then_some(digits)
}
