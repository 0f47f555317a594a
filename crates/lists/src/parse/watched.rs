//! Watched values from tables of many layouts.

use std::collections::HashSet;
use std::sync::Arc;

use crate::table::{Layout, Tally, layout};
use crate::watched::{Watch, normal_kind, normal_value};
use crate::{About, ListError};

use super::missing_columns;

const VALUE: [&str; 8] = [
    "value",
    "indicator",
    "ioc",
    "identifier",
    "rule",
    "provider",
    "name",
    "brand",
];
const KIND: [&str; 4] = ["kind", "type", "value_kind", "indicator_type"];
/// A column that names the kind of its values.
const KIND_AS_COLUMN: [&str; 9] = [
    "domain", "email", "ip", "phone", "handle", "url", "asn", "wallet", "username",
];

pub(super) fn values(
    bytes: &[u8],
    about: &About,
    tally: &mut Tally,
) -> Result<Vec<Watch>, ListError> {
    let mut reader = Reader {
        list: about.name.as_str().into(),
        texts: HashSet::new(),
        tier: about.attributes.tier.as_deref().map(Arc::from),
        source: about.source.as_deref().map(Arc::from),
        watches: Vec::new(),
    };
    let common_kind = about.attributes.value_kind.as_deref();
    let header = [&VALUE[..], &KIND_AS_COLUMN[..]].concat();
    match layout(about, bytes, &header)? {
        Layout::Lines(lines) => {
            let kind = common_kind.ok_or_else(|| ListError::Attribute {
                list: about.name.clone(),
                problem: "its lines do not say what they are; give the value kind beside the list (domain, ip, email, phone, handle …)".to_owned(),
            })?;
            lines.each_value(tally, |value| reader.add(kind, value, [None; 4]));
        }
        Layout::Table(table) => {
            let (mut value, kind) = (table.column(&VALUE), table.column(&KIND));
            let mut kind_of_column = None;
            for name in KIND_AS_COLUMN {
                if !value.is_there() && table.column(&[name]).is_there() {
                    value = table.column(&[name]);
                    kind_of_column = Some(name);
                }
            }
            let default_kind = common_kind.or(kind_of_column).or_else(|| {
                // A table of behaviour rules: the rule's name is the value.
                table.column(&["rule"]).is_there().then_some("behaviour")
            });
            if !value.is_there() || !(kind.is_there() || default_kind.is_some()) {
                return Err(missing_columns(about, table.column_names()));
            }
            let aliases = table.column(&["aliases", "alias"]);
            let tier = table.column(&["tier", "campaign", "match_strength", "confidence"]);
            let source = table.column(&["source", "reference", "source_url", "ref"]);
            let note =
                table.column(&["note", "notes", "detail", "evidence", "comment", "comments"]);
            let date = table.column(&["date", "listed_on", "first_seen", "published"]);
            table.each_row(tally, |row| {
                let kind = row
                    .some(kind)
                    .or(default_kind)
                    .ok_or("the row gives no kind")?;
                let facts = [
                    row.some(tier),
                    row.some(source),
                    row.some(note),
                    row.some(date),
                ];
                reader.add(kind, row.get(value), facts)?;
                for alias in row
                    .get(aliases)
                    .split('|')
                    .filter(|alias| !alias.trim().is_empty())
                {
                    reader.add(kind, alias, facts)?;
                }
                Ok(())
            });
        }
    }
    Ok(reader.watches)
}

struct Reader {
    list: Arc<str>,
    /// Kinds, tiers and sources repeat thousands of times and are kept once.
    texts: HashSet<Arc<str>>,
    tier: Option<Arc<str>>,
    source: Option<Arc<str>>,
    watches: Vec<Watch>,
}

impl Reader {
    fn add(
        &mut self,
        kind: &str,
        value: &str,
        [tier, source, note, date]: [Option<&str>; 4],
    ) -> Result<(), String> {
        let published_as = kind.trim();
        let kind = normal_kind(kind);
        let folded = normal_value(&kind, value)?;
        // A URL that is nothing but an address is that address.
        let bare_address = (kind == "url")
            .then(|| normal_value("ip", &folded).ok())
            .flatten();
        let note = match (note, published_as.ends_with(":port")) {
            (None, true) => Some(format!("published with its port: {}", value.trim())),
            (note, _) => note.map(str::to_owned),
        };
        let watch = Watch {
            kind: self.shared(&kind),
            value: folded.into(),
            tier: tier
                .map(|text| self.shared(text))
                .or_else(|| self.tier.clone()),
            source: source
                .map(|text| self.shared(text))
                .or_else(|| self.source.clone()),
            note: note.map(Into::into),
            date: date.map(|text| self.shared(text)),
            list: self.list.clone(),
            country: None,
            listing: None,
        };
        if let Some(address) = bare_address {
            let kind = self.shared("ip");
            self.watches.push(Watch {
                kind,
                value: address.into(),
                ..watch.clone()
            });
        }
        self.watches.push(watch);
        Ok(())
    }

    fn shared(&mut self, text: &str) -> Arc<str> {
        if let Some(known) = self.texts.get(text) {
            return known.clone();
        }
        let text: Arc<str> = text.into();
        self.texts.insert(text.clone());
        text
    }
}
