//! Lists that come in several files, and sanctions lists compared entry by entry.

use std::path::Path;

use bonafide_sanctions::diff::{ListDiff, diff};
use bonafide_sanctions::{File, SanctionsList};

use super::acceptance::{check_date, check_name};
use super::{AddOptions, Artefact, Change, Provenance, Store};
use crate::bundle::bundle;
use crate::download::{Download, Validators, is_url};
use crate::parse::Content;
use crate::sanctions_entry::SanctionsEntry;
use crate::store::stored_origin;
use crate::{Kind, ListError, Parsed, ReadLimits, parse};

impl Store {
    /// Adds a list that comes in several files, or that needs a mapping of its columns, or replaces the one of that
    /// name. What is stored is one artefact (see [`bundle`](crate::bundle)); one file alone is stored as it came.
    ///
    /// Only sanctions lists come in several files.
    pub fn add_several(
        &self,
        kind: Kind,
        name: &str,
        origins: &[String],
        mapping: Option<&str>,
        options: &AddOptions,
    ) -> Result<Change, ListError> {
        if let ([origin], None) = (origins, mapping) {
            return self.add(kind, name, origin, options);
        }
        check_name(name)?;
        if let Some(date) = &options.date {
            check_date(name, date)?;
        }
        if kind != Kind::Sanctions {
            return Err(ListError::Attribute {
                list: name.to_owned(),
                problem: format!(
                    "a list of kind {kind} is one file and has no mapping; add its files one by one, each under a name of its own"
                ),
            });
        }
        if origins.is_empty() {
            return Err(ListError::Attribute {
                list: name.to_owned(),
                problem: "no file is named; give the files of the list".to_owned(),
            });
        }
        // The slow part comes before the lock, so that nobody waits for a server.
        let bytes = self.read_several(name, origins, mapping, options)?;
        let _lock = self.lock()?;
        let provenance = Provenance::of_several(origins, mapping);
        self.put(options.about(kind, name), provenance, &bytes, options)
    }

    pub(super) fn update_several(
        &self,
        old: Artefact,
        options: &AddOptions,
    ) -> Result<Change, ListError> {
        let missing = old
            .parts
            .iter()
            .chain(&old.mapping)
            .find(|origin| !is_url(origin) && !Path::new(origin).is_file());
        if let Some(missing) = missing {
            return Err(ListError::NoOrigin(old.about.name, missing.clone()));
        }
        let mapping = old.mapping.as_deref();
        let bytes = self.read_several(&old.about.name, &old.parts, mapping, options)?;
        let provenance = Provenance::of_several(&old.parts, mapping);
        self.replace(old, provenance, &bytes, options)
    }

    fn read_several(
        &self,
        name: &str,
        origins: &[String],
        mapping: Option<&str>,
        options: &AddOptions,
    ) -> Result<Vec<u8>, ListError> {
        let mut left = options.download.bytes;
        let mut contents = Vec::new();
        for origin in origins.iter().map(String::as_str).chain(mapping) {
            let mut options = options.clone();
            options.download.bytes = left;
            let unknown = Validators::default();
            let Download::Fetched(bytes, _) = self.read_origin(name, origin, &unknown, &options)?
            else {
                return Err(ListError::Download {
                    url: origin.to_owned(),
                    problem: "the server says \"unchanged\" to a first request".to_owned(),
                });
            };
            left = left.saturating_sub(bytes.len() as u64);
            contents.push((origin, bytes));
        }
        if let ([(_, _)], None) = (contents.as_slice(), mapping) {
            return Ok(contents.swap_remove(0).1);
        }
        let mut files: Vec<File<'_>> = contents
            .iter()
            .map(|(name, bytes)| File { name, bytes })
            .collect();
        let mapping = mapping.and_then(|_| files.pop());
        Ok(bundle(&files, mapping))
    }

    /// A sanctions list of the store with its parties and the full account of its reading.
    pub fn sanctions(&self, name: &str) -> Result<SanctionsEntry, ListError> {
        let (artefact, parsed) = self.stored(name)?;
        let about = parsed.about.clone();
        Ok(SanctionsEntry {
            about,
            sha256: artefact.sha256,
            list: list_of(parsed)?,
        })
    }

    /// What differs between two sanctions lists of the store, by entry and field.
    pub fn diff(&self, old: &str, new: &str) -> Result<ListDiff, ListError> {
        let old = self.sanctions(old)?;
        Ok(compared(&old.list, self.sanctions(new)?.list))
    }

    /// What would change if a sanctions list of the store were replaced by these files; nothing is stored.
    ///
    /// Without a mapping, files are read with the mapping that the stored list has.
    pub fn diff_files(
        &self,
        name: &str,
        origins: &[String],
        mapping: Option<&str>,
        options: &AddOptions,
    ) -> Result<ListDiff, ListError> {
        let (artefact, stored) = self.stored(name)?;
        let old = list_of(stored)?;
        let mapping = mapping.or(artefact.mapping.as_deref());
        let bytes = self.read_several(name, origins, mapping, options)?;
        let parsed = parse(&bytes, artefact.about, options.limits)?;
        Ok(compared(&old, list_of(parsed)?))
    }

    fn stored(&self, name: &str) -> Result<(Artefact, Parsed), ListError> {
        check_name(name)?;
        let _lock = self.lock_shared()?;
        let artefact = self.artefact(name)?;
        if artefact.about.kind != Kind::Sanctions {
            return Err(not_compared(&artefact.about.name, artefact.about.kind));
        }
        let bytes = self.content(&artefact)?;
        let limits = ReadLimits {
            bad_share: artefact.bad_share,
            ..ReadLimits::default()
        };
        let parsed = parse(&bytes, artefact.about.clone(), limits)?;
        Ok((artefact, parsed))
    }
}

impl Provenance {
    fn of_several(origins: &[String], mapping: Option<&str>) -> Self {
        let parts: Vec<String> = origins.iter().map(|origin| stored_origin(origin)).collect();
        Self {
            origin: parts.join(" "),
            parts,
            mapping: mapping.map(stored_origin),
            validators: Validators::default(),
        }
    }
}

fn list_of(parsed: Parsed) -> Result<SanctionsList, ListError> {
    match parsed.content {
        Content::Sanctions(list) => Ok(*list),
        _ => Err(not_compared(&parsed.about.name, parsed.about.kind)),
    }
}

fn not_compared(list: &str, kind: Kind) -> ListError {
    ListError::Attribute {
        list: list.to_owned(),
        problem: format!("it is of kind {kind}; only sanctions lists are read entry by entry"),
    }
}

/// Entries are told apart by list and number; one list can be kept under two names, and is the same list then.
fn compared(old: &SanctionsList, mut new: SanctionsList) -> ListDiff {
    let (before, after) = (&old.about.list, &new.about.list);
    if before != after {
        for party in &mut new.parties {
            if party.list == *after {
                party.list.clone_from(before);
            }
        }
    }
    diff(&old.parties, &new.parties)
}
