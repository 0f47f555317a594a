//! What can go wrong with a list, as sentences.

use std::io;
use std::path::PathBuf;

use crate::BadRow;

/// Everything that can go wrong while a list is read, kept or fetched.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ListError {
    /// The kind is not one that exists.
    #[error("there is no list kind \"{0}\"; the kinds are: {1}")]
    UnknownKind(String, String),
    /// The columns are not those of the kind.
    #[error(
        "list \"{list}\" does not look like a list of kind {kind}: its columns are {found}; wanted is {wanted}"
    )]
    UnknownLayout {
        /// The name of the list.
        list: String,
        /// The kind that it was added as.
        kind: &'static str,
        /// The columns found.
        found: String,
        /// What the kind accepts.
        wanted: &'static str,
    },
    /// An attribute is needed and was not given, or has a value without meaning.
    #[error("list \"{list}\": {problem}")]
    Attribute {
        /// The name of the list.
        list: String,
        /// What is wrong and what to do.
        problem: String,
    },
    /// The content cannot be read at all.
    #[error("list \"{list}\" cannot be read as {what}: {problem}")]
    Unreadable {
        /// The name of the list.
        list: String,
        /// The format that was tried.
        what: &'static str,
        /// The reader's own words.
        problem: String,
    },
    /// The sanctions list cannot be read.
    #[error("list \"{list}\": {error}")]
    Sanctions {
        /// The name of the list.
        list: String,
        /// Where and why.
        error: bonafide_sanctions::Error,
    },
    /// Nothing is in it.
    #[error("list \"{0}\" has no rows; the file is empty or cut off, so nothing was changed")]
    Empty(String),
    /// Too many rows are broken.
    #[error(
        "list \"{list}\": {bad} of {all} rows are broken, more than the {limit_percent:.1} % allowed; the first: {}",
        first_rows(.rows)
    )]
    TooManyBadRows {
        /// The name of the list.
        list: String,
        /// Broken rows.
        bad: u64,
        /// Broken and good rows.
        all: u64,
        /// The share that was allowed, in percent.
        limit_percent: f64,
        /// The first broken rows.
        rows: Vec<BadRow>,
    },
    /// The content is larger than allowed.
    #[error(
        "list \"{list}\" is larger than {limit} bytes {stage}; raise the size limit if the file is meant to be that large"
    )]
    TooLarge {
        /// The name of the list.
        list: String,
        /// The limit in bytes.
        limit: u64,
        /// Before or after decompression.
        stage: &'static str,
    },
    /// The new file is older than the one at hand.
    #[error(
        "list \"{list}\": the new file is of {new}, the one in the store of {old}; the newer one stays"
    )]
    Older {
        /// The name of the list.
        list: String,
        /// The date of the new file.
        new: String,
        /// The date of the file in the store.
        old: String,
    },
    /// The new file is so much shorter that it is likely cut off.
    #[error(
        "list \"{list}\": the new file has {new} rows, the one in the store {old}; a file that lost more than half is taken for cut off, so the old one stays (allow shrinking if it is right)"
    )]
    Shrunk {
        /// The name of the list.
        list: String,
        /// Rows of the new file.
        new: u64,
        /// Rows of the file in the store.
        old: u64,
    },
    /// The folder holds something else than lists that were added.
    #[error(
        "{} is no list store, and holds files: add them to a store with `bonafide lists add KIND NAME FILE --lists DIR`, and name that store", .0.display()
    )]
    NoStore(PathBuf),
    /// No list of that name is in the store.
    #[error("there is no list \"{name}\" in the store {}; the lists are: {known}", .store.display())]
    NoSuchList {
        /// The name asked for.
        name: String,
        /// The store directory.
        store: PathBuf,
        /// The names that exist.
        known: String,
    },
    /// A name that cannot be a file name.
    #[error(
        "\"{0}\" cannot name a list: use 1 to 64 small letters, digits, \".\", \"_\" or \"-\", beginning with a letter or digit"
    )]
    BadName(String),
    /// The list was not added from a URL.
    #[error(
        "list \"{0}\" was added from a file that is no longer at {1}; add it again from where it is now"
    )]
    NoOrigin(String, String),
    /// The stored bytes are not those that were added.
    #[error(
        "list \"{list}\" is damaged: the stored bytes have SHA-256 {found}, its record says {wanted}; remove and add it again"
    )]
    Damaged {
        /// The name of the list.
        list: String,
        /// The hash found.
        found: String,
        /// The hash recorded.
        wanted: String,
    },
    /// Another process works on the store.
    #[error("the list store {} is being changed by another process; try again when it has ended", .0.display())]
    Busy(PathBuf),
    /// The download failed.
    #[error("cannot fetch {url}: {problem}")]
    Download {
        /// The address.
        url: String,
        /// What happened and what to do.
        problem: String,
    },
    /// The file system said no.
    #[error("cannot {action} {}: {source}", .path.display())]
    File {
        /// What was tried.
        action: &'static str,
        /// On which path.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
}

impl ListError {
    pub(crate) fn file(
        action: &'static str,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::File {
            action,
            path,
            source,
        }
    }
}

fn first_rows(rows: &[BadRow]) -> String {
    let shown: Vec<String> = rows.iter().take(3).map(ToString::to_string).collect();
    shown.join("; ")
}
