//! The lists that a user brought, kept by content hash in one directory.
//!
//! [`acceptance`] says what a file must be, [`sanctions`] has what only sanctions lists need: several files, and comparison by entry.
//!
//! `objects/<sha256>` holds the bytes as they came, `lists/<name>.json` says what they are, and
//! `lock` keeps two processes from changing the store at once. A new file is read completely
//! before its record takes the place of the old one by rename; until then the old list stays.

mod acceptance;
mod sanctions;

use std::fs::{self, File, TryLockError};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::download::{Download, DownloadLimits, Validators, fetch, is_url};
use crate::sha256::hexadecimal;
use crate::{About, Attributes, BadRow, Kind, ListError, Lists, Parsed, ReadLimits, parse};

use self::acceptance::{check_date, check_name, compare, date_of};

/// How long a change waits for another process to end its own.
const LOCK_PATIENCE: Duration = Duration::from_secs(10);

/// What a user says when adding a list.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AddOptions {
    /// Who published it.
    pub source: Option<String>,
    /// The day it is of, as `2026-08-22`; read from the file where it says so.
    pub date: Option<String>,
    /// Under which licence.
    pub licence: Option<String>,
    /// What its rows mean beyond their columns.
    pub attributes: Attributes,
    /// Limits on size and broken rows.
    pub limits: ReadLimits,
    /// Limits on the download.
    pub download: DownloadLimits,
    /// Accept a file older than the one in the store.
    pub allow_older: bool,
    /// Accept a file that lost more than half of the rows.
    pub allow_shrinking: bool,
}

/// A list in the store.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Artefact {
    /// What it is.
    #[serde(flatten)]
    pub about: About,
    /// The hash of the stored bytes, which is their name.
    pub sha256: String,
    /// How many bytes are stored.
    pub bytes: u64,
    /// How many good rows they have.
    pub rows: u64,
    /// How many rows were set aside.
    pub bad: u64,
    /// The first of them.
    pub bad_rows: Vec<BadRow>,
    /// When it was added or last replaced.
    pub added_at: Timestamp,
    /// The file or URL it came from; several are parted by spaces.
    pub origin: String,
    /// The files or URLs of a list that is published in parts, or read by a mapping; empty for one file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<String>,
    /// The file or URL of the mapping of its columns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mapping: Option<String>,
    /// What else a user should know of it, in sentences: the list's own warnings and what was not understood.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// What the server calls this version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// The server's date of this version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_modified: Option<String>,
    /// The share of broken rows that was allowed when it was added.
    pub bad_share: f64,
}

/// What adding or updating did.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// The list is new.
    Added(Artefact),
    /// The list took the place of an older version.
    Replaced {
        /// The hash of the older version.
        old_sha256: String,
        /// The list as it is now.
        new: Artefact,
    },
    /// The origin still has the same bytes.
    Unchanged(Artefact),
}

impl Change {
    /// The list as it is now.
    #[must_use]
    pub fn artefact(&self) -> &Artefact {
        match self {
            Self::Added(artefact)
            | Self::Replaced { new: artefact, .. }
            | Self::Unchanged(artefact) => artefact,
        }
    }
}

/// A list with whether its bytes are in place; the bytes are not read.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredState {
    /// The list.
    pub artefact: Artefact,
    /// Whether a file of its hash and size is there.
    pub is_present: bool,
}

/// A list whose bytes were read and hashed again.
#[derive(Debug)]
pub struct Verified {
    /// The name of the list.
    pub name: String,
    /// Whether the bytes are those that were added.
    pub outcome: Result<(), ListError>,
}

/// Where the bytes of a list come from.
struct Provenance {
    origin: String,
    parts: Vec<String>,
    mapping: Option<String>,
    validators: Validators,
}

impl Provenance {
    fn of_one(origin: &str, validators: Validators) -> Self {
        Self {
            origin: stored_origin(origin),
            parts: Vec::new(),
            mapping: None,
            validators,
        }
    }
}

impl AddOptions {
    fn about(&self, kind: Kind, name: &str) -> About {
        About {
            name: name.to_owned(),
            kind,
            source: self.source.clone(),
            date: self.date.clone(),
            licence: self.licence.clone(),
            attributes: self.attributes.clone(),
        }
    }
}

/// A directory of lists.
#[derive(Debug, Clone)]
pub struct Store {
    directory: PathBuf,
}

impl Store {
    /// Opens a directory as a store; it is created if it is not there. A directory that holds other files is refused.
    pub fn open(directory: impl Into<PathBuf>) -> Result<Self, ListError> {
        let store = Self {
            directory: directory.into(),
        };
        if store.holds_something_else() {
            return Err(ListError::NoStore(store.directory));
        }
        for folder in [
            store.directory.join("objects"),
            store.directory.join("lists"),
        ] {
            fs::create_dir_all(&folder).map_err(ListError::file("create", folder))?;
        }
        Ok(store)
    }

    /// Whether the directory is in use, and not as a store: its files would be passed over without a word.
    fn holds_something_else(&self) -> bool {
        let Ok(mut entries) = fs::read_dir(&self.directory) else {
            return false;
        };
        let is_hidden = |name: &std::ffi::OsStr| name.as_encoded_bytes().starts_with(b".");
        !self.directory.join("objects").is_dir()
            && entries.any(|entry| entry.is_ok_and(|entry| !is_hidden(&entry.file_name())))
    }

    /// Adds the list of a file or URL under a name, or replaces the one of that name.
    pub fn add(
        &self,
        kind: Kind,
        name: &str,
        origin: &str,
        options: &AddOptions,
    ) -> Result<Change, ListError> {
        check_name(name)?;
        if let Some(date) = &options.date {
            check_date(name, date)?;
        }
        // The slow part comes before the lock, so that nobody waits for a server.
        let (bytes, validators) =
            match self.read_origin(name, origin, &Validators::default(), options)? {
                Download::Fetched(bytes, validators) => (bytes, validators),
                // Without validators a server has nothing to compare with.
                Download::Unchanged => {
                    return Err(ListError::Download {
                        url: origin.to_owned(),
                        problem: "the server says \"unchanged\" to a first request".to_owned(),
                    });
                }
            };
        let _lock = self.lock()?;
        let provenance = Provenance::of_one(origin, validators);
        self.put(options.about(kind, name), provenance, &bytes, options)
    }

    /// Fetches a list again from where it came, with what was said of it when it was added.
    pub fn update(&self, name: &str, options: &AddOptions) -> Result<Change, ListError> {
        check_name(name)?;
        let old = self.artefact(name)?;
        if !old.parts.is_empty() {
            return self.update_several(old, options);
        }
        if !is_url(&old.origin) && !Path::new(&old.origin).is_file() {
            return Err(ListError::NoOrigin(name.to_owned(), old.origin));
        }
        let known = Validators {
            etag: old.etag.clone(),
            last_modified: old.last_modified.clone(),
        };
        let (bytes, validators) = match self.read_origin(name, &old.origin, &known, options)? {
            Download::Unchanged => return Ok(Change::Unchanged(old)),
            Download::Fetched(bytes, validators) => (bytes, validators),
        };
        let provenance = Provenance::of_one(&old.origin, validators);
        self.replace(old, provenance, &bytes, options)
    }

    /// Puts new bytes in the place of a list, with what was said of it when it was added.
    fn replace(
        &self,
        old: Artefact,
        provenance: Provenance,
        bytes: &[u8],
        options: &AddOptions,
    ) -> Result<Change, ListError> {
        let _lock = self.lock()?;
        let about = About {
            source: options.source.clone().or(old.about.source),
            // The old date is of the old bytes.
            date: options.date.clone(),
            licence: options.licence.clone().or(old.about.licence),
            ..old.about
        };
        let limits = ReadLimits {
            bad_share: old.bad_share.max(options.limits.bad_share),
            ..options.limits
        };
        let options = AddOptions {
            limits,
            ..options.clone()
        };
        self.put(about, provenance, bytes, &options)
    }

    /// The lists of the store, by name.
    pub fn status(&self) -> Result<Vec<StoredState>, ListError> {
        let _lock = self.lock_shared()?;
        let artefacts = self.artefacts()?;
        Ok(artefacts
            .into_iter()
            .map(|artefact| {
                let size = fs::metadata(self.object(&artefact.sha256)).map(|file| file.len());
                let is_present = size.is_ok_and(|size| size == artefact.bytes);
                StoredState {
                    artefact,
                    is_present,
                }
            })
            .collect())
    }

    /// Hashes all stored bytes again.
    pub fn verify(&self) -> Result<Vec<Verified>, ListError> {
        let _lock = self.lock_shared()?;
        let artefacts = self.artefacts()?;
        Ok(artefacts
            .into_iter()
            .map(|artefact| Verified {
                outcome: self.content(&artefact).map(|_| ()),
                name: artefact.about.name,
            })
            .collect())
    }

    /// Removes a list.
    pub fn remove(&self, name: &str) -> Result<Artefact, ListError> {
        check_name(name)?;
        let _lock = self.lock()?;
        let artefact = self.artefact(name)?;
        let record = self.record(name);
        fs::remove_file(&record).map_err(ListError::file("remove", record))?;
        self.drop_unused_objects()?;
        Ok(artefact)
    }

    /// Reads all lists of the store, each checked against its hash, and puts them before the embedded ones.
    pub fn load_all(&self) -> Result<Arc<Lists>, ListError> {
        Lists::with(self.parsed()?)
    }

    /// Reads all lists of the store, each checked against its hash.
    pub fn parsed(&self) -> Result<Vec<(Parsed, String)>, ListError> {
        let _lock = self.lock_shared()?;
        self.artefacts()?
            .into_iter()
            .map(|artefact| {
                let bytes = self.content(&artefact)?;
                let limits = ReadLimits {
                    bad_share: artefact.bad_share,
                    ..ReadLimits::default()
                };
                Ok((parse(&bytes, artefact.about, limits)?, artefact.sha256))
            })
            .collect()
    }

    fn read_origin(
        &self,
        name: &str,
        origin: &str,
        known: &Validators,
        options: &AddOptions,
    ) -> Result<Download, ListError> {
        if is_url(origin) {
            return fetch(name, origin, known, &options.download);
        }
        let size = fs::metadata(origin)
            .map_err(ListError::file("read", origin))?
            .len();
        if size > options.download.bytes {
            return Err(ListError::TooLarge {
                list: name.to_owned(),
                limit: options.download.bytes,
                stage: "on disk",
            });
        }
        let bytes = fs::read(origin).map_err(ListError::file("read", origin))?;
        Ok(Download::Fetched(bytes, Validators::default()))
    }

    /// Reads the new bytes completely, compares them with the old list, and only then swaps.
    fn put(
        &self,
        mut about: About,
        provenance: Provenance,
        bytes: &[u8],
        options: &AddOptions,
    ) -> Result<Change, ListError> {
        let sha256 = hexadecimal(bytes);
        let old = self.artefact_if_any(&about.name)?;
        let parsed = parse(bytes, about.clone(), options.limits)?;
        about.date = about.date.or_else(|| date_of(&parsed, bytes));
        about.source = about.source.or_else(|| parsed.about.source.clone());
        if let Some(old) = &old {
            compare(old, &about, &parsed, options)?;
        }
        let artefact = Artefact {
            sha256,
            bytes: bytes.len() as u64,
            rows: parsed.rows,
            bad: parsed.bad,
            bad_rows: parsed.bad_rows,
            added_at: Timestamp::now(),
            notes: parsed.notes,
            origin: provenance.origin,
            parts: provenance.parts,
            mapping: provenance.mapping,
            etag: provenance.validators.etag,
            last_modified: provenance.validators.last_modified,
            bad_share: options.limits.bad_share,
            about,
        };
        self.write(&self.object(&artefact.sha256), bytes)?;
        let record = serde_json::to_vec_pretty(&artefact)
            .expect("a record of strings and numbers has a JSON form");
        self.write(&self.record(&artefact.about.name), &record)?;
        self.drop_unused_objects()?;
        Ok(match old {
            None => Change::Added(artefact),
            Some(old) if old.sha256 == artefact.sha256 => Change::Unchanged(artefact),
            Some(old) => Change::Replaced {
                old_sha256: old.sha256,
                new: artefact,
            },
        })
    }

    /// Writes aside, then renames: a reader sees the old file or the new one.
    fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), ListError> {
        let wrong = |error| ListError::file("write", path)(error);
        let mut file = tempfile::NamedTempFile::new_in(&self.directory).map_err(wrong)?;
        file.write_all(bytes).map_err(wrong)?;
        file.as_file().sync_all().map_err(wrong)?;
        file.persist(path).map_err(|error| wrong(error.error))?;
        Ok(())
    }

    fn content(&self, artefact: &Artefact) -> Result<Vec<u8>, ListError> {
        let path = self.object(&artefact.sha256);
        let bytes = fs::read(&path).map_err(ListError::file("read", path))?;
        let found = hexadecimal(&bytes);
        if found == artefact.sha256 {
            Ok(bytes)
        } else {
            Err(ListError::Damaged {
                list: artefact.about.name.clone(),
                found,
                wanted: artefact.sha256.clone(),
            })
        }
    }

    fn artefact(&self, name: &str) -> Result<Artefact, ListError> {
        if let Some(artefact) = self.artefact_if_any(name)? {
            return Ok(artefact);
        }
        let known: Vec<String> = self
            .artefacts()?
            .into_iter()
            .map(|artefact| artefact.about.name)
            .collect();
        Err(ListError::NoSuchList {
            name: name.to_owned(),
            store: self.directory.clone(),
            known: if known.is_empty() {
                "none".to_owned()
            } else {
                known.join(", ")
            },
        })
    }

    fn artefact_if_any(&self, name: &str) -> Result<Option<Artefact>, ListError> {
        let path = self.record(name);
        if !path.exists() {
            return Ok(None);
        }
        let text = fs::read(&path).map_err(ListError::file("read", path))?;
        let artefact = serde_json::from_slice(&text).map_err(|error| ListError::Unreadable {
            list: name.to_owned(),
            what: "a record of the store",
            problem: format!("{error}; remove the list and add it again"),
        })?;
        Ok(Some(artefact))
    }

    fn artefacts(&self) -> Result<Vec<Artefact>, ListError> {
        let folder = self.directory.join("lists");
        let entries = fs::read_dir(&folder).map_err(ListError::file("read", &folder))?;
        let mut names = Vec::new();
        for entry in entries {
            let file = entry.map_err(ListError::file("read", &folder))?.file_name();
            names.extend(
                file.to_str()
                    .and_then(|file| file.strip_suffix(".json"))
                    .map(str::to_owned),
            );
        }
        names.sort();
        names
            .iter()
            .filter_map(|name| self.artefact_if_any(name).transpose())
            .collect()
    }

    fn drop_unused_objects(&self) -> Result<(), ListError> {
        let used: Vec<String> = self
            .artefacts()?
            .into_iter()
            .map(|artefact| artefact.sha256)
            .collect();
        let folder = self.directory.join("objects");
        let entries = fs::read_dir(&folder).map_err(ListError::file("read", &folder))?;
        for entry in entries {
            let entry = entry.map_err(ListError::file("read", &folder))?;
            let is_used = entry
                .file_name()
                .to_str()
                .is_some_and(|name| used.iter().any(|hash| hash == name));
            if !is_used {
                fs::remove_file(entry.path()).map_err(ListError::file("remove", entry.path()))?;
            }
        }
        Ok(())
    }

    fn object(&self, sha256: &str) -> PathBuf {
        self.directory.join("objects").join(sha256)
    }

    fn record(&self, name: &str) -> PathBuf {
        self.directory.join("lists").join(format!("{name}.json"))
    }

    /// Holds all others off until the returned file is dropped.
    fn lock(&self) -> Result<File, ListError> {
        self.lock_with(File::try_lock)
    }

    fn lock_shared(&self) -> Result<File, ListError> {
        self.lock_with(File::try_lock_shared)
    }

    fn lock_with(&self, lock: fn(&File) -> Result<(), TryLockError>) -> Result<File, ListError> {
        let path = self.directory.join("lock");
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(ListError::file("open", &path))?;
        let since = Instant::now();
        loop {
            match lock(&file) {
                Ok(()) => return Ok(file),
                Err(TryLockError::Error(error)) => {
                    return Err(ListError::file("lock", path)(error));
                }
                Err(TryLockError::WouldBlock) if since.elapsed() > LOCK_PATIENCE => {
                    return Err(ListError::Busy(self.directory.clone()));
                }
                Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(50)),
            }
        }
    }
}

/// Files are found again from wherever the program is started.
fn stored_origin(origin: &str) -> String {
    if is_url(origin) {
        return origin.to_owned();
    }
    fs::canonicalize(origin)
        .ok()
        .and_then(|path| path.to_str().map(str::to_owned))
        .unwrap_or_else(|| origin.to_owned())
}
