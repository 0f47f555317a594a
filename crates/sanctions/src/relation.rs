//! Ties between listed parties, and between them and others.

use serde::{Deserialize, Serialize};

use crate::words::words;

words! {
    /// What the party is to the other. Read "this party … the other".
    RelationKind {
        /// Owns a share of the other.
        Owns = "owns",
        /// Is owned, wholly or in part, by the other.
        OwnedBy = "owned_by",
        /// Controls the other.
        Controls = "controls",
        /// Is controlled by the other.
        ControlledBy = "controlled_by",
        /// Acts for or on behalf of the other.
        ActsFor = "acts_for",
        /// Has the other act for it.
        ServedBy = "served_by",
        /// Leads or directs the other.
        Directs = "directs",
        /// Is led or directed by the other.
        DirectedBy = "directed_by",
        /// Supports the other, with money or goods or otherwise.
        Supports = "supports",
        /// Is supported by the other.
        SupportedBy = "supported_by",
        /// Is of the family of the other.
        Family = "family",
        /// Is an associate of the other.
        Associate = "associate",
        /// Belongs to the other, as a member or employee.
        MemberOf = "member_of",
        /// Has the other as a member or employee.
        HasMember = "has_member",
        /// Is linked to the other; the list does not say how.
        LinkedTo = "linked_to",
    }
}

/// A share of ownership in hundredths of a per cent, as a range: "more than 25 up to 50 %" has two ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Share {
    /// The least share that the text allows.
    pub low_hundredths: u32,
    /// The greatest share that the text allows.
    pub high_hundredths: u32,
}

/// A tie to another party.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Relation {
    /// What this party is to the other.
    pub kind: RelationKind,
    /// The other's number on the same list, where the list gives it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other_id: Option<String>,
    /// The other's name, where the list gives it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other_name: Option<String>,
    /// The share of ownership. `None` is "the list does not say", never "none".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<Share>,
    /// The list's own words for the tie, and remarks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl RelationKind {
    /// The same tie seen from the other side.
    #[must_use]
    pub fn reversed(self) -> Self {
        match self {
            Self::Owns => Self::OwnedBy,
            Self::OwnedBy => Self::Owns,
            Self::Controls => Self::ControlledBy,
            Self::ControlledBy => Self::Controls,
            Self::ActsFor => Self::ServedBy,
            Self::ServedBy => Self::ActsFor,
            Self::Directs => Self::DirectedBy,
            Self::DirectedBy => Self::Directs,
            Self::Supports => Self::SupportedBy,
            Self::SupportedBy => Self::Supports,
            Self::MemberOf => Self::HasMember,
            Self::HasMember => Self::MemberOf,
            Self::Family => Self::Family,
            Self::Associate => Self::Associate,
            Self::LinkedTo => Self::LinkedTo,
        }
    }
}

impl Share {
    /// The whole.
    pub const WHOLE: u32 = 10_000;

    /// A share known exactly, in hundredths of a per cent.
    #[must_use]
    pub fn exactly(hundredths: u32) -> Self {
        let share = hundredths.min(Self::WHOLE);
        Self {
            low_hundredths: share,
            high_hundredths: share,
        }
    }

    /// Reads "51", "51 %", "33.33", "25-50 %", ">50", "more than 25 %", "100.0000". `None` where no share from 0 to
    /// 100 is named.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let low = text.trim().to_ascii_lowercase();
        let plain = low
            .trim_end_matches("per cent")
            .trim_end_matches("percent")
            .replace('%', " ");
        let plain = plain.trim();
        for (start, open) in [
            (">=", false),
            ("at least", false),
            (">", true),
            ("more than", true),
            ("over", true),
        ] {
            if let Some(rest) = plain.strip_prefix(start) {
                let bound = hundredths(rest)?;
                return Some(Self {
                    low_hundredths: (bound + u32::from(open)).min(Self::WHOLE),
                    high_hundredths: Self::WHOLE,
                });
            }
        }
        for (start, open) in [
            ("<=", false),
            ("up to", false),
            ("<", true),
            ("less than", true),
        ] {
            if let Some(rest) = plain.strip_prefix(start) {
                return Some(Self {
                    low_hundredths: 0,
                    high_hundredths: hundredths(rest)?.saturating_sub(u32::from(open)),
                });
            }
        }
        for link in [" to ", "-", "–"] {
            if let Some((from, to)) = plain.split_once(link) {
                let (from, to) = (hundredths(from)?, hundredths(to)?);
                return (from <= to).then_some(Self {
                    low_hundredths: from,
                    high_hundredths: to,
                });
            }
        }
        hundredths(plain).map(Self::exactly)
    }
}

/// A number from 0 to 100 with a point or comma, in hundredths; further digits are cut, never rounded up, so that
/// 49.999 does not become a half.
fn hundredths(text: &str) -> Option<u32> {
    let text = text.trim();
    let (whole, rest) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|letter| letter.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || !digits(whole) || !digits(rest) {
        return None;
    }
    let mut fraction = rest.bytes().map(|letter| u32::from(letter - b'0'));
    let tens = fraction.next().unwrap_or(0);
    let ones = fraction.next().unwrap_or(0);
    let share = whole.parse::<u32>().ok()? * 100 + tens * 10 + ones;
    (share <= Share::WHOLE).then_some(share)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_read_with_their_range() {
        let ends = |text: &str| {
            Share::read(text).map(|share| (share.low_hundredths, share.high_hundredths))
        };
        for (text, wanted) in [
            ("51", Some((5100, 5100))),
            ("51 %", Some((5100, 5100))),
            ("33.33", Some((3333, 3333))),
            ("49.999", Some((4999, 4999))),
            ("100.0000", Some((10000, 10000))),
            ("25-50 %", Some((2500, 5000))),
            ("> 50", Some((5001, 10000))),
            ("at least 50%", Some((5000, 10000))),
            ("less than 25%", Some((0, 2499))),
            ("101", None),
            ("majority", None),
            ("", None),
        ] {
            assert_eq!(ends(text), wanted, "{text}");
        }
    }

    #[test]
    fn a_tie_seen_twice_from_the_other_side_is_itself() {
        for kind in RelationKind::ALL {
            assert_eq!(kind.reversed().reversed(), *kind);
        }
    }
}
