//! Sanctions lists of every published format, as one file or as a bundle of files.

use std::cmp::Reverse;

use bonafide_sanctions::{File, Format, Options, SanctionsList, read};
use jiff::civil::Date;

use crate::bundle::{Part, Role, is_bundle, parts};
use crate::decompress::decompress;
use crate::table::Tally;
use crate::{About, ListError};

/// How many elements that were not understood are named; all are counted.
const ELEMENTS_NAMED: usize = 5;

pub(super) fn list(
    bytes: &[u8],
    about: &mut About,
    tally: &mut Tally,
    limit: u64,
) -> Result<SanctionsList, ListError> {
    let parts = if is_bundle(bytes) {
        parts(&about.name, bytes)?
    } else {
        vec![Part {
            name: about.name.clone(),
            role: Role::List,
            bytes,
        }]
    };
    let mut options = Options {
        list: about.attributes.list.clone(),
        mapping: None,
    };
    let mut left = limit;
    let mut contents = Vec::new();
    for part in &parts {
        let content = decompress(&about.name, part.bytes, left)?;
        left = left.saturating_sub(content.len() as u64);
        match part.role {
            Role::List => contents.push((part.name.as_str(), content)),
            Role::Mapping => {
                let text = String::from_utf8(content.into_owned()).map_err(|error| {
                    ListError::Unreadable {
                        list: about.name.clone(),
                        what: "a mapping",
                        problem: error.to_string(),
                    }
                })?;
                options.mapping = Some(text);
            }
        }
    }
    let files: Vec<File<'_>> = contents
        .iter()
        .map(|(name, bytes)| File { name, bytes })
        .collect();
    // A table whose columns are called like the fields has no name of its own but that under which it is kept.
    let is_nameless = options.mapping.is_none() && options.list.is_none();
    let read = |options: &Options| {
        read(&files, options).map_err(|error| ListError::Sanctions {
            list: about.name.clone(),
            error,
        })
    };
    let mut list = read(&options)?;
    if is_nameless && list.about.format == Format::Mapped {
        list.about.list.clone_from(&about.name);
        for party in &mut list.parties {
            party.list.clone_from(&about.name);
        }
    }
    tally.good = list.parties.len() as u64;
    about.date = about.date.take().or_else(|| published_on(&list));
    about.source = about
        .source
        .take()
        .or_else(|| Some(list.about.publisher.clone()).filter(|publisher| !publisher.is_empty()));
    Ok(list)
}

/// The day of publication, in the spelling in which days are compared.
fn published_on(list: &SanctionsList) -> Option<String> {
    let text = list.about.published.as_deref()?.trim();
    let iso = text.get(..10).and_then(|day| day.parse::<Date>().ok());
    let by_format = match list.about.format {
        Format::OfacXml => "%m/%d/%Y",
        _ => "%d/%m/%Y",
    };
    let other = || {
        let spellings = [by_format, "%d-%b-%Y", "%d %B %Y"];
        spellings
            .iter()
            .find_map(|spelling| Date::strptime(spelling, text).ok())
    };
    iso.or_else(other).map(|day| day.to_string())
}

/// What a user should know of the reading: the list's own warnings and what was not understood, in sentences.
pub(super) fn notes(list: &SanctionsList) -> Vec<String> {
    let mut notes = list.counts.notes.clone();
    let mut unread: Vec<_> = list
        .counts
        .source
        .iter()
        .filter(|(_, tally)| tally.unread > 0)
        .collect();
    unread.sort_by_key(|(path, tally)| (Reverse(tally.unread), path.as_str()));
    let named = unread.iter().take(ELEMENTS_NAMED);
    notes.extend(named.map(|(path, tally)| {
        let example = tally.examples.first();
        let example = example.map_or_else(String::new, |text| format!(", for example: {text}"));
        format!(
            "not understood in {path}: {} of {}{example}",
            tally.unread, tally.seen
        )
    }));
    if unread.len() > ELEMENTS_NAMED {
        let others = &unread[ELEMENTS_NAMED..];
        let count: u64 = others.iter().map(|(_, tally)| tally.unread).sum();
        notes.push(format!(
            "not understood in {} other elements: {count}",
            others.len()
        ));
    }
    notes
}
