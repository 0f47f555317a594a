//! The languages that people are addressed in, and the words of each.
//!
//! The texts stand in `catalogue/translations/<language>/`: `words.toml` holds the fixed sentences,
//! `rules.toml` what each rule says to the person concerned, `checklists.toml` questions and measures.
//! English has no `checklists.toml`, because the catalogue is English, and in `rules.toml` only the
//! rules whose own words are not fit for the person concerned.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

/// A language of checklists and notices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English.
    En,
    /// Japanese.
    Ja,
    /// Korean.
    Ko,
}

impl Language {
    /// All languages.
    pub const ALL: [Self; 3] = [Self::En, Self::Ja, Self::Ko];

    /// Its tag, as in HTML and on the command line.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ja => "ja",
            Self::Ko => "ko",
        }
    }

    /// The language of that tag.
    pub fn parse(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.tag() == tag)
    }
}

/// What a rule says to the person concerned.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleWords {
    /// What the records show, as a statement.
    pub title: String,
    /// Innocent reasons.
    pub innocent: String,
    /// What would clear the doubt.
    pub ask: String,
}

/// A question of a checklist.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuestionWords {
    /// What it is about.
    pub title: String,
    /// The question.
    pub question: String,
    /// Innocent reasons.
    pub innocent: String,
}

/// A measure.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasureWords {
    /// What it is, in a few words.
    pub title: String,
    /// What to do.
    pub description: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Fixed {
    words: BTreeMap<String, String>,
    lists: BTreeMap<String, Vec<String>>,
    sectors: BTreeMap<String, String>,
    occasions: BTreeMap<String, String>,
    tables: BTreeMap<String, String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Checklists {
    #[serde(default)]
    questions: BTreeMap<String, QuestionWords>,
    #[serde(default)]
    measures: BTreeMap<String, MeasureWords>,
}

#[derive(Debug)]
struct Texts {
    fixed: Fixed,
    rules: BTreeMap<String, RuleWords>,
    checklists: Checklists,
}

impl Texts {
    fn read(fixed: &str, rules: &str, checklists: &str) -> Self {
        let sound = "the tests of this crate read every translation";
        Self {
            fixed: toml::from_str(fixed).expect(sound),
            rules: toml::from_str(rules).expect(sound),
            checklists: toml::from_str(checklists).expect(sound),
        }
    }
}

/// The texts of one language.
#[derive(Debug, Clone, Copy)]
pub struct Words {
    language: Language,
    texts: &'static Texts,
}

impl Words {
    /// The words of a language.
    pub fn of(language: Language) -> Self {
        static TEXTS: [OnceLock<Texts>; 3] = [const { OnceLock::new() }; 3];
        macro_rules! texts {
            ($place:literal, $folder:literal, $checklists:expr) => {
                TEXTS[$place].get_or_init(|| {
                    Texts::read(
                        include_str!(concat!(
                            "../../../catalogue/translations/",
                            $folder,
                            "/words.toml"
                        )),
                        include_str!(concat!(
                            "../../../catalogue/translations/",
                            $folder,
                            "/rules.toml"
                        )),
                        $checklists,
                    )
                })
            };
        }
        let texts = match language {
            Language::En => texts!(0, "en", ""),
            Language::Ja => texts!(
                1,
                "ja",
                include_str!("../../../catalogue/translations/ja/checklists.toml")
            ),
            Language::Ko => texts!(
                2,
                "ko",
                include_str!("../../../catalogue/translations/ko/checklists.toml")
            ),
        };
        Self { language, texts }
    }

    /// Whether these are the words of the catalogue itself.
    pub fn is_english(&self) -> bool {
        self.language == Language::En
    }

    /// The tag of the language.
    pub fn tag(&self) -> &'static str {
        self.language.tag()
    }

    /// A fixed sentence. A key that is not there gives the key, so that a fault is seen and hides nothing.
    pub fn text<'a>(&self, key: &'a str) -> &'a str
    where
        'static: 'a,
    {
        self.texts.fixed.words.get(key).map_or(key, String::as_str)
    }

    /// Fixed sentences that belong together.
    pub fn list(&self, key: &str) -> &'static [String] {
        self.texts.fixed.lists.get(key).map_or(&[], Vec::as_slice)
    }

    /// A fixed sentence with values in the place of `{name}`.
    pub fn fill<'a>(&self, key: &str, values: impl AsRef<[(&'a str, &'a str)]>) -> String {
        values
            .as_ref()
            .iter()
            .fold(self.text(key).to_owned(), |text, (name, value)| {
                text.replace(&format!("{{{name}}}"), value)
            })
    }

    /// The heading of a checklist.
    pub fn checklist_title(&self, sector: &str, occasion: &str) -> String {
        let fixed = &self.texts.fixed;
        let sector = fixed.sectors.get(sector).map_or(sector, String::as_str);
        let occasion = fixed
            .occasions
            .get(occasion)
            .map_or(occasion, String::as_str);
        self.fill(
            "checklist.title",
            [("sector", sector), ("occasion", occasion)],
        )
    }

    /// What a table holds, in words for the person concerned.
    pub fn table(&self, table: &str) -> Option<&'static str> {
        self.texts.fixed.tables.get(table).map(String::as_str)
    }

    /// What a rule says to the person concerned, where its own words are not used.
    pub fn rule(&self, id: &str) -> Option<&'static RuleWords> {
        self.texts.rules.get(id)
    }

    /// The question about an indicator, where the catalogue's own is not used.
    pub fn question(&self, indicator: &str) -> Option<&'static QuestionWords> {
        self.texts.checklists.questions.get(indicator)
    }

    /// A measure, where the catalogue's own words are not used.
    pub fn measure(&self, id: &str) -> Option<&'static MeasureWords> {
        self.texts.checklists.measures.get(id)
    }

    /// Keys of everything, for comparing one language with another.
    pub fn keys(&self) -> Vec<String> {
        let fixed = &self.texts.fixed;
        let mut keys = Vec::new();
        let kinds: [(&str, Vec<&String>); 5] = [
            ("words", fixed.words.keys().collect()),
            ("lists", fixed.lists.keys().collect()),
            ("sectors", fixed.sectors.keys().collect()),
            ("occasions", fixed.occasions.keys().collect()),
            ("tables", fixed.tables.keys().collect()),
        ];
        for (kind, of_kind) in kinds {
            keys.extend(of_kind.into_iter().map(|key| format!("{kind} {key}")));
        }
        keys
    }

    /// Ids of the rules that have words of their own here.
    pub fn rule_ids(&self) -> impl Iterator<Item = &'static str> {
        self.texts.rules.keys().map(String::as_str)
    }
}
