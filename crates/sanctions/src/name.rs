//! A name of a listed party, with how much it is worth and what its parts are.

use serde::{Deserialize, Serialize};

use crate::script;
use crate::words::words;

words! {
    /// What the list calls the name.
    NameKind {
        /// The name that the list leads with.
        Primary = "primary",
        /// Another name.
        Alias = "alias",
        /// A name borne in the past.
        Former = "former",
        /// Another spelling of a name of the entry.
        Spelling = "spelling",
        /// The name in the script of the party's country.
        Original = "original",
    }
}

words! {
    /// How far a hit on the name carries.
    Strength {
        /// A name to screen against.
        Strong = "strong",
        /// A name in a script other than Latin, to screen against.
        OriginalScript = "original_script",
        /// A name borne in the past.
        Former = "former",
        /// A broad or doubtful alias: the list says that it can confirm or deny, and is not expected to raise an
        /// alert alone.
        Weak = "weak",
    }
}

words! {
    /// What a part of a name is.
    PartKind {
        /// Family name.
        Family = "family",
        /// Given name.
        Given = "given",
        /// Middle name.
        Middle = "middle",
        /// Name after the father.
        Patronymic = "patronymic",
        /// Name after the mother, or of the mother.
        Matronymic = "matronymic",
        /// Name before marriage.
        Maiden = "maiden",
        /// Nickname.
        Nickname = "nickname",
        /// Title before the name.
        Title = "title",
        /// Suffix after the name.
        Suffix = "suffix",
        /// One of several numbered parts whose meaning the list does not say.
        Numbered = "numbered",
        /// Name of an organisation.
        Organisation = "organisation",
        /// Name of a ship or craft.
        Craft = "craft",
    }
}

/// A name of a listed party. Names order by kind, then strength, so that the primary name comes first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ListedName {
    /// What the list calls the name.
    pub kind: NameKind,
    /// How far a hit on it carries.
    pub strength: Strength,
    /// The name as the list writes it.
    pub text: String,
    /// The script by its four-letter code (ISO 15924): the list's word, else what the letters show.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub script: Option<String>,
    /// The language, where the list says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The parts, where the list tells them apart.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<NamePart>,
    /// A remark of the list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A part of a name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct NamePart {
    /// What the part is.
    pub kind: PartKind,
    /// The part.
    pub text: String,
}

impl ListedName {
    /// A name of a kind; strength and script follow from kind and letters. `None` for text without a letter or digit.
    #[must_use]
    pub fn new(kind: NameKind, text: &str) -> Option<Self> {
        let text = one_line(text);
        if !text.chars().any(char::is_alphanumeric) {
            return None;
        }
        let script = script::of(&text);
        let is_latin = script.is_none_or(|script| script == "Latn");
        let strength = match kind {
            NameKind::Former => Strength::Former,
            _ if is_latin => Strength::Strong,
            _ => Strength::OriginalScript,
        };
        Some(Self {
            kind,
            strength,
            text,
            script: script.map(str::to_owned),
            language: None,
            parts: Vec::new(),
            note: None,
        })
    }

    /// The same name, of which the list says that it is weak.
    #[must_use]
    pub fn weak(mut self) -> Self {
        self.strength = Strength::Weak;
        self
    }

    /// The same name with a part added, unless the part is empty.
    #[must_use]
    pub fn with_part(mut self, kind: PartKind, text: &str) -> Self {
        let text = text.trim();
        if !text.is_empty() {
            self.parts.push(NamePart {
                kind,
                text: text.to_owned(),
            });
        }
        self
    }

    /// The same name with a remark.
    #[must_use]
    pub fn with_note(mut self, note: &str) -> Self {
        self.note = crate::party::filled(note);
        self
    }

    /// A name written "FAMILY, Given", with its parts. A comma in an organisation's name means nothing, so this is
    /// for people only.
    #[must_use]
    pub fn family_first(kind: NameKind, text: &str) -> Option<Self> {
        let name = Self::new(kind, text)?;
        Some(match text.split_once(',') {
            Some((family, given)) => name
                .with_part(PartKind::Family, family)
                .with_part(PartKind::Given, given),
            None => name,
        })
    }

    /// A name of parts in the order in which they are spoken.
    #[must_use]
    pub fn of_parts(kind: NameKind, parts: &[(PartKind, &str)]) -> Option<Self> {
        let words: Vec<&str> = parts
            .iter()
            .map(|(_, text)| text.trim())
            .filter(|text| !text.is_empty())
            .collect();
        let mut name = Self::new(kind, &words.join(" "))?;
        for (part, text) in parts {
            name = name.with_part(*part, &one_line(text));
        }
        Some(name)
    }
}

/// Text with every run of white space made one space.
pub(crate) fn one_line(text: &str) -> String {
    let trimmed = text.trim();
    let is_clean = !trimmed.contains("  ")
        && !trimmed
            .chars()
            .any(|letter| letter != ' ' && letter.is_whitespace());
    if is_clean {
        return trimmed.to_owned();
    }
    trimmed.split_whitespace().collect::<Vec<_>>().join(" ")
}
