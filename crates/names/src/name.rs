//! A name, analysed once and compared many times.

use crate::korean::Form;
use crate::schema::Schema;
use crate::script::Script;
use crate::side::JoinMarks;
use crate::token::{Kind, Token};

/// Words of a name that are kept; the rest is left out and the name is flagged.
pub(crate) const MOST_TOKENS: usize = 16;

/// Where and how a word stands in its name.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Standing {
    pub(crate) weight: f32,
    /// "Son of" went before it.
    pub(crate) descent: bool,
    /// It stands in brackets or after a slash: another name or an addition.
    pub(crate) aside: bool,
}

/// Neighbouring words written as one, or one word in another form. Where it stands comes before the word, so that it
/// is near the processor with what is looked at first of the word.
#[derive(Debug, Clone, PartialEq)]
#[repr(C)]
pub(crate) struct Join {
    pub(crate) first: u8,
    pub(crate) count: u8,
    pub(crate) token: Token,
}

/// Families of company forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[repr(u8)]
pub(crate) enum LegalForm {
    #[default]
    None = 0,
    Limited = 1,
    Shares = 2,
    Partner = 3,
    Nonprofit = 4,
    Company = 5,
}

impl LegalForm {
    pub(crate) fn parse(family: &str) -> Self {
        match family {
            "limited" => Self::Limited,
            "shares" => Self::Shares,
            "partner" => Self::Partner,
            "nonprofit" => Self::Nonprofit,
            _ => Self::Company,
        }
    }

    pub(crate) fn from_code(code: u8) -> Self {
        match code {
            1 => Self::Limited,
            2 => Self::Shares,
            3 => Self::Partner,
            4 => Self::Nonprofit,
            5 => Self::Company,
            _ => Self::None,
        }
    }
}

/// Hashes of the initials of a body, without the company form and with it; 0 for none.
pub(crate) type Acronyms = [u64; 2];

/// A name, analysed: normalised, cut into parts, its readings prepared.
///
/// ```
/// use bonafide_names::{Name, Schema, Script};
/// let name = Name::analyse("Dr. Иван ПЕТРОВ", Schema::Person);
/// assert_eq!(name.script(), Some(Script::Cyrillic));
/// assert_eq!(name.parts().collect::<Vec<_>>(), ["ivan", "petrov"]);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Name {
    pub(crate) text: String,
    pub(crate) schema: Schema,
    pub(crate) person: bool,
    pub(crate) tokens: Vec<Token>,
    pub(crate) standings: Vec<Standing>,
    pub(crate) joins: Vec<Join>,
    pub(crate) join_marks: JoinMarks,
    pub(crate) korean: Vec<Form>,
    pub(crate) legal: LegalForm,
    pub(crate) acronyms: Acronyms,
    pub(crate) script: Option<Script>,
    pub(crate) truncated: bool,
    pub(crate) look_alikes: bool,
}

impl Name {
    /// The name as it was given.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What kind of party was said to bear it.
    pub fn schema(&self) -> Schema {
        self.schema
    }

    /// The script that most of the name is written in; `None` without letters.
    pub fn script(&self) -> Option<Script> {
        self.script
    }

    /// The parts that are compared, in order: titles and company forms are left out.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        self.tokens.iter().map(|token| &*token.text)
    }

    /// Whether the name was too long and only its beginning is compared.
    pub fn is_truncated(&self) -> bool {
        self.truncated
    }

    /// Whether letters of another script stood in for look-alike ones inside a word.
    pub fn has_look_alikes(&self) -> bool {
        self.look_alikes
    }

    /// Whether it can be read as a Korean name.
    pub fn is_korean_shaped(&self) -> bool {
        self.korean.iter().any(|form| !form.is_through_chinese())
    }

    /// Whether nothing is left to compare.
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// Whether it has a word of its own. What stands in brackets is an addition: that it is missing counts against nobody,
    /// so a name beside such a word may be met by its general words alone.
    pub(crate) fn has_names(&self) -> bool {
        let words = self.tokens.iter().zip(&self.standings);
        words
            .into_iter()
            .any(|(token, standing)| token.kind == Kind::Word && !standing.aside)
    }
}
