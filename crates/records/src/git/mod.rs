//! Turns git repositories into rows.
//!
//! Commits are read as raw objects: `git rev-list` names them and `git cat-file --batch` prints them
//! with their lengths, so nothing that an author writes into a name or message can be mistaken for
//! another commit. No hook, pager, filter, signature program or network transport runs, and no
//! configuration but the repository's own is read; what that could start is switched off on the
//! command line.
//!
//! The state of a signature is `none` or `unknown` (there is one): telling a good one from a bad one
//! runs `gpg` on the author's bytes and only happens when it is asked for.

mod build_file;
mod command;
mod commit_object;
mod extract;
mod find;

use std::path::PathBuf;

use bonafide_model::table::{Commit, Identifier, Repository, Subject};
use thiserror::Error;

use crate::parquet_out::OutputError;

pub use extract::{extract, extract_to};

/// How to read repositories.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct GitOptions {
    /// What makes two commits the work of one subject.
    pub subject_by: SubjectBy,
    /// Also list the paths that each commit changes (reads every tree, which takes longer).
    pub paths: bool,
    /// Also verify signatures (runs `gpg` or `ssh-keygen` for each signed commit).
    pub signatures: bool,
}

/// What makes two commits the work of one subject.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SubjectBy {
    /// The author's e-mail address, without regard to case.
    #[default]
    Email,
    /// The author's name.
    Name,
}

/// Some rows.
#[derive(Debug, Clone)]
pub enum GitRows {
    /// Commits.
    Commits(Vec<Commit>),
    /// One row for each subject and repository.
    Repositories(Vec<Repository>),
    /// E-mail addresses, and the host's handle where the address is one.
    Identifiers(Vec<Identifier>),
    /// The authors.
    Subjects(Vec<Subject>),
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GitTotals {
    /// Repositories.
    pub repositories: u64,
    /// Those without a commit.
    pub empty: u64,
    /// Those that were cut short when they were cloned; the time of their first commit is unknown.
    pub shallow: u64,
    /// Commits that became rows.
    pub commits: u64,
    /// Authors.
    pub subjects: u64,
    /// Commits that could not become rows: damaged, without author, or larger than 16 MiB.
    pub set_aside: u64,
    /// Dates or offsets that make no sense and were left empty.
    pub odd_dates: u64,
    /// Names or addresses with bytes that are no text; each such byte became U+FFFD.
    pub odd_texts: u64,
    /// Repositories that could not be read to their end, as sentences. The run is partial.
    pub broken: Vec<String>,
}

/// Why no rows could be had.
#[derive(Debug, Error)]
pub enum GitError {
    /// There is no git.
    #[error(
        "git cannot be started ({0}); install git 2.38 or newer and make sure that it is on the PATH"
    )]
    NoGit(std::io::Error),
    /// A path cannot be read.
    #[error("{}: cannot be read: {error}", path.display())]
    Unreadable {
        /// The path.
        path: PathBuf,
        /// The system's reason.
        error: std::io::Error,
    },
    /// A path holds no repository.
    #[error("{}: is no git repository and holds none; name a work tree, a bare repository or a folder of them", path.display())]
    NoRepository {
        /// The path.
        path: PathBuf,
    },
    /// The rows could not be written.
    #[error(transparent)]
    Output(#[from] OutputError),
    /// Reading or writing failed on the way.
    #[error("extraction stopped: {0}")]
    Io(#[from] std::io::Error),
}
