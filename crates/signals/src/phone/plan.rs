//! The numbering plans: which region uses which calling code, and what its numbers look like.

use std::collections::HashMap;
use std::sync::{LazyLock, OnceLock};

use phonenumber::Type;
use phonenumber::metadata::{DATABASE, Descriptor};
use regex::{Regex, RegexBuilder};

use super::LineType;
use crate::country;

/// The plan of one region.
pub(super) struct Region {
    /// ISO alpha-2, or `001` for services that belong to no country.
    pub(super) id: &'static str,
    pub(super) calling_code: u16,
    /// What is dialled before a national number inside the country.
    pub(super) trunk: Option<&'static str>,
    lengths: Vec<u16>,
    /// How the national numbers of this region begin, where several regions share a calling code.
    leading: Option<Pattern>,
    general: Pattern,
    kinds: Vec<(LineType, Pattern)>,
}

/// A pattern that is compiled when it is first needed: there are over a thousand.
struct Pattern {
    source: &'static str,
    whole: bool,
    lengths: &'static [u16],
    compiled: OnceLock<Option<Regex>>,
}

impl Pattern {
    fn of(descriptor: &'static Descriptor) -> Self {
        let (source, lengths) = (
            descriptor.national_number().as_str(),
            descriptor.possible_length(),
        );
        Pattern {
            source,
            lengths,
            whole: true,
            compiled: OnceLock::new(),
        }
    }

    fn matches(&self, national: &str) -> bool {
        let fits = self.lengths.is_empty()
            || self
                .lengths
                .iter()
                .any(|length| usize::from(*length) == national.len());
        let compile = || {
            let end = if self.whole { "$" } else { "" };
            RegexBuilder::new(&format!("^(?:{}){end}", self.source))
                .ignore_whitespace(true)
                .build()
                .ok()
        };
        fits && self
            .compiled
            .get_or_init(compile)
            .as_ref()
            .is_some_and(|pattern| pattern.is_match(national))
    }
}

impl Region {
    pub(super) fn may_hold(&self, national: &str) -> bool {
        self.leading
            .as_ref()
            .is_none_or(|leading| leading.matches(national))
    }

    /// The kind of line; the order is that of the plans, special ranges before ordinary ones.
    pub(super) fn line_type(&self, national: &str) -> LineType {
        if !self.general.matches(national) {
            return LineType::Unknown;
        }
        let mut fixed = false;
        for (kind, pattern) in &self.kinds {
            if !pattern.matches(national) {
                continue;
            }
            match kind {
                LineType::FixedLine => fixed = true,
                LineType::Mobile if fixed => return LineType::FixedOrMobile,
                _ => return *kind,
            }
        }
        if fixed {
            LineType::FixedLine
        } else {
            LineType::Unknown
        }
    }

    /// The national number behind digits that were written inside the country.
    pub(super) fn national<'a>(&self, digits: &'a str) -> Option<&'a str> {
        let possible = |digits: &str| {
            self.lengths
                .iter()
                .any(|length| usize::from(*length) == digits.len())
        };
        if let Some(rest) = self.trunk.and_then(|trunk| digits.strip_prefix(trunk)) {
            // A trunk zero never begins a national number; other trunk digits may.
            let surely_dialled =
                self.trunk == Some("0") || !possible(digits) || self.general.matches(rest);
            if surely_dialled && possible(rest) {
                return Some(rest);
            }
        }
        if possible(digits) {
            return Some(digits);
        }
        // The calling code without its plus.
        let rest = digits.strip_prefix(&self.calling_code.to_string())?;
        possible(rest).then_some(rest)
    }
}

struct Plans {
    by_code: HashMap<u16, Vec<Region>>,
    by_country: HashMap<&'static str, (u16, usize)>,
}

static PLANS: LazyLock<Plans> = LazyLock::new(|| {
    let database: &'static phonenumber::metadata::Database = &DATABASE;
    let mut by_code: HashMap<u16, Vec<Region>> = HashMap::new();
    let mut main: HashMap<u16, &'static str> = HashMap::new();
    for metadata in database.iter() {
        if metadata.is_main_country_for_code() {
            main.insert(metadata.country_code(), metadata.id());
        }
        let kinds = [
            (LineType::Premium, Type::PremiumRate),
            (LineType::TollFree, Type::TollFree),
            (LineType::Voip, Type::Voip),
            (LineType::Personal, Type::PersonalNumber),
            (LineType::Uan, Type::Uan),
            (LineType::FixedLine, Type::FixedLine),
            (LineType::Mobile, Type::Mobile),
        ];
        let descriptors = metadata.descriptors();
        let every_kind = kinds.iter().map(|(_, key)| *key).chain([
            Type::SharedCost,
            Type::Pager,
            Type::Voicemail,
        ]);
        // The general pattern of a plan often leaves the lengths to the kinds.
        let mut lengths: Vec<u16> = every_kind
            .filter_map(|key| descriptors.get(key))
            .chain([descriptors.general()])
            .flat_map(|descriptor| descriptor.possible_length())
            .copied()
            .collect();
        lengths.sort_unstable();
        lengths.dedup();
        let kinds = kinds
            .into_iter()
            .filter_map(|(kind, key)| Some((kind, Pattern::of(descriptors.get(key)?))));
        by_code
            .entry(metadata.country_code())
            .or_default()
            .push(Region {
                id: metadata.id(),
                calling_code: metadata.country_code(),
                trunk: metadata.national_prefix(),
                lengths,
                leading: metadata.leading_digits().map(|digits| Pattern {
                    source: digits.as_str(),
                    whole: false,
                    lengths: &[],
                    compiled: OnceLock::new(),
                }),
                general: Pattern::of(descriptors.general()),
                kinds: kinds.collect(),
            });
    }
    let mut by_country = HashMap::new();
    for (code, regions) in &mut by_code {
        // Regions that tell their numbers by the first digits are asked first, then the main one, then by name.
        regions.sort_by_key(|region| {
            (
                region.leading.is_none(),
                main.get(code) != Some(&region.id),
                region.id,
            )
        });
        for (index, region) in regions.iter().enumerate() {
            if let Some(country) = country::parse(region.id) {
                by_country.insert(country, (*code, index));
            }
        }
    }
    Plans {
        by_code,
        by_country,
    }
});

/// The regions that share a calling code; empty when nobody uses it.
pub(super) fn regions(calling_code: u16) -> &'static [Region] {
    PLANS.by_code.get(&calling_code).map_or(&[], Vec::as_slice)
}

/// The region of a country.
pub(super) fn region(country: &str) -> Option<&'static Region> {
    let (code, index) = PLANS.by_country.get(country)?;
    PLANS.by_code.get(code)?.get(*index)
}
