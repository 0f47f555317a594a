//! What kind of party a name belongs to.

/// What kind of party a name belongs to; it decides how the parts of the name are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Schema {
    /// A human being.
    Person,
    /// A company, authority, bank, party, army or any other body.
    Organisation,
    /// A ship or an aircraft: numbers in its name tell sisters apart.
    Vessel,
    /// Not said: the name itself decides.
    #[default]
    Unknown,
}

impl Schema {
    /// Reads the names of schemas that lists and OpenSanctions use; anything else is [`Schema::Unknown`].
    pub fn parse(text: &str) -> Self {
        match text.trim().to_ascii_lowercase().as_str() {
            "person" | "individual" | "natural person" => Self::Person,
            "organization" | "organisation" | "company" | "entity" | "publicbody"
            | "public body" => Self::Organisation,
            "vessel" | "ship" | "aircraft" | "airplane" => Self::Vessel,
            _ => Self::Unknown,
        }
    }

    /// The word for it in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Vessel => "vessel",
            Self::Unknown => "unknown",
        }
    }

    pub(crate) fn code(self) -> u8 {
        match self {
            Self::Person => 0,
            Self::Organisation => 1,
            Self::Vessel => 2,
            Self::Unknown => 3,
        }
    }

    pub(crate) fn from_code(code: u8) -> Option<Self> {
        [
            Self::Person,
            Self::Organisation,
            Self::Vessel,
            Self::Unknown,
        ]
        .get(code as usize)
        .copied()
    }
}
