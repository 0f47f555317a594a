//! Why two names got the score they got.

use crate::evidence::Weighed;
use crate::score::Decision;

/// By what one part of a name met another, or that it met none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum How {
    /// The same letters.
    Equal,
    /// The same word in another script.
    Transliterated,
    /// Spelled a little differently, or with a typing error.
    Spelling,
    /// Two spellings of one Korean syllable or name.
    KoreanReading,
    /// A short or familiar form, or the same given name in another language.
    Nickname,
    /// One letter stands for the name.
    Initial,
    /// Words written together on one side.
    Joined,
    /// The initials of a longer name.
    Acronym,
    /// Only one of the names has this part: it counts a little against.
    Missing,
    /// Both names have a part here and they are different: it counts much against.
    Contradicts,
}

impl How {
    /// For people: "is", "is a spelling of" …
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Equal => "is",
            Self::Transliterated => "is, in another script,",
            Self::Spelling => "is nearly spelled as",
            Self::KoreanReading => "is another spelling of the Korean",
            Self::Nickname => "is another form of",
            Self::Initial => "begins like",
            Self::Joined => "is, written together,",
            Self::Acronym => "is short for",
            Self::Missing => "has no counterpart",
            Self::Contradicts => "is not",
        }
    }
}

/// One part of the comparison.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// The part of the first name; empty where only the second has one.
    pub left: String,
    /// The part of the second name; empty where only the first has one.
    pub right: String,
    /// By what they met, or that they did not.
    pub how: How,
    /// How alike they are, 0 to 1.
    pub alike: f32,
    /// How much this part weighs in the whole.
    pub weight: f32,
}

/// How alike two names are, with reasons.
#[derive(Debug, Clone, PartialEq)]
pub struct Score {
    /// 0 (nothing in common) to 1.
    pub value: f64,
    /// The value of the names alone, before the evidence.
    pub name_value: f64,
    /// What the value means.
    pub decision: Decision,
    /// Part by part.
    pub parts: Vec<Part>,
    /// What was known beside the names, and what it did.
    pub evidence: Vec<Weighed>,
    /// Anything else that was counted: company forms, a kind of party that does not fit, a name cut short.
    pub notes: Vec<&'static str>,
}
