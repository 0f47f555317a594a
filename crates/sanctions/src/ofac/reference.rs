//! Tables of words to which entries of the advanced file point by number.

use std::collections::HashMap;

use crate::source::xml::Element;

/// Words by the name of their table and their number.
#[derive(Debug, Default)]
pub(super) struct References {
    words: HashMap<(String, String), Word>,
}

#[derive(Debug)]
struct Word {
    text: String,
    /// The number in the table above, for words that belong to a wider one.
    wider: String,
}

impl References {
    /// Takes in a table: `<AliasTypeValues><AliasType ID="1400">A.K.A.</AliasType>…`.
    pub(super) fn add(&mut self, table: &Element<'_>) {
        for word in &table.children {
            // Attributes beyond these point to further tables; asking for them counts them as read.
            let wider = word.attribute("PartyTypeID").to_owned();
            for name in [
                "ISO3",
                "CountryID",
                "AreaCodeTypeID",
                "FeatureTypeGroupID",
                "LegalBasisTypeID",
                "SanctionsProgramID",
            ] {
                word.attribute(name);
            }
            // An area code has the code as its text and the name beside it; some countries have a code alone.
            let beside = [
                word.attribute("Description"),
                word.text(),
                word.attribute("ISO2"),
                word.value("LegalBasisShortRef"),
            ];
            let text = beside.into_iter().find(|text| !text.is_empty());
            let text = text.unwrap_or_default().to_owned();
            let key = (word.name().to_owned(), word.attribute("ID").to_owned());
            self.words.insert(key, Word { text, wider });
        }
    }

    /// The word of a table under a number; empty where there is none.
    pub(super) fn word(&self, table: &str, id: &str) -> &str {
        self.find(table, id).map_or("", |word| word.text.as_str())
    }

    /// The word in the wider table: the type of a party behind its subtype.
    pub(super) fn wider(&self, table: &str, id: &str, wider: &str) -> &str {
        let number = self.find(table, id).map_or("", |word| word.wider.as_str());
        self.word(wider, number)
    }

    fn find(&self, table: &str, id: &str) -> Option<&Word> {
        self.words.get(&(table.to_owned(), id.to_owned()))
    }
}
