//! The small tables of facts that come with the program: `lists/*.csv`, each with its page.

use serde::Deserialize;

use crate::sha256::hexadecimal;
use crate::{About, Attributes, Kind, ListError, Parsed, ReadLimits, parse};

/// A table with the page that says what it is, where it comes from and what it is for.
#[derive(Debug, Clone, Copy)]
pub struct EmbeddedPage {
    /// The name of both files.
    pub name: &'static str,
    /// The table.
    pub table: &'static str,
    /// The page: a front matter between `+++` lines, then prose.
    pub page: &'static str,
}

macro_rules! pages {
    ($($name:literal),* $(,)?) => {
        &[$(EmbeddedPage {
            name: $name,
            table: include_str!(concat!("../../../lists/", $name, ".csv")),
            page: include_str!(concat!("../../../lists/", $name, ".md")),
        }),*]
    };
}

const PAGES: &[EmbeddedPage] = pages![
    "dprk_ranges",
    "providers_tied",
    "remote_tools",
    "ip_kvm",
    "camera_and_input_devices",
    "sms_receive",
    "free_mail",
    "disposable_mail",
    "wallets",
    "web_services",
    "mail_drops",
    // Behind the wallets, which say more of the same addresses.
    "sanctions_dprk_itw",
];

/// The embedded tables, for documentation and tests.
#[must_use]
pub fn embedded_pages() -> &'static [EmbeddedPage] {
    PAGES
}

/// The front matter of a page.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FrontMatter {
    kind: Kind,
    source: String,
    date: String,
    licence: String,
    #[serde(default)]
    attributes: Attributes,
}

/// Reads all embedded tables. Broken rows are an error here: these files are ours.
pub(crate) fn parsed() -> Result<Vec<(Parsed, String)>, ListError> {
    PAGES
        .iter()
        .map(|page| {
            let limits = ReadLimits {
                bad_share: 0.0,
                ..ReadLimits::default()
            };
            let parsed = parse(page.table.as_bytes(), page.about()?, limits)?;
            Ok((parsed, hexadecimal(page.table.as_bytes())))
        })
        .collect()
}

impl EmbeddedPage {
    /// What the front matter of the page says.
    pub fn about(&self) -> Result<About, ListError> {
        let unreadable = |problem: String| ListError::Unreadable {
            list: self.name.to_owned(),
            what: "a page with front matter",
            problem,
        };
        let front = self
            .page
            .strip_prefix("+++\n")
            .and_then(|rest| rest.split_once("\n+++\n"))
            .map(|(front, _)| front)
            .ok_or_else(|| {
                unreadable("the page does not begin with a part between +++ lines".to_owned())
            })?;
        let front: FrontMatter =
            toml::from_str(front).map_err(|error| unreadable(error.to_string()))?;
        Ok(About {
            name: self.name.to_owned(),
            kind: front.kind,
            source: Some(front.source),
            date: Some(front.date),
            licence: Some(front.licence),
            attributes: front.attributes,
        })
    }
}
