//! Finds repositories in folders.

use std::fs;
use std::path::{Path, PathBuf};

use super::GitError;

/// Folders of repositories are searched that deep.
const DEEPEST: usize = 4;

/// A repository and the name that its rows carry.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Found {
    pub(super) path: PathBuf,
    pub(super) name: String,
}

/// All repositories under the paths, each once, in the order of their paths.
pub(super) fn find(paths: &[PathBuf]) -> Result<Vec<Found>, GitError> {
    let mut found: Vec<PathBuf> = Vec::new();
    for path in paths {
        let path = fs::canonicalize(path).map_err(|error| GitError::Unreadable {
            path: path.clone(),
            error,
        })?;
        let before = found.len();
        search(&path, 0, &mut found)?;
        if found.len() == before {
            return Err(GitError::NoRepository { path });
        }
    }
    found.sort();
    found.dedup();
    let last = |path: &Path, parts: usize| -> String {
        let mut names: Vec<String> = path
            .components()
            .rev()
            .take(parts)
            .map(|part| part.as_os_str().to_string_lossy().into_owned())
            .collect();
        names.reverse();
        let name = names.join("/");
        name.strip_suffix(".git")
            .filter(|name| !name.is_empty())
            .unwrap_or(&name)
            .to_owned()
    };
    let named = found.iter().map(|path| {
        // Two folders of the same name are told apart by the folders above them.
        let alike = |parts| {
            found
                .iter()
                .filter(|other| last(other, parts) == last(path, parts))
                .count()
        };
        let parts = (1..DEEPEST)
            .find(|parts| alike(*parts) == 1)
            .unwrap_or(DEEPEST);
        Found {
            path: path.clone(),
            name: last(path, parts),
        }
    });
    Ok(named.collect())
}

fn search(path: &Path, depth: usize, found: &mut Vec<PathBuf>) -> Result<(), GitError> {
    if is_repository(path) {
        found.push(path.to_owned());
        return Ok(());
    }
    if depth == DEEPEST || !path.is_dir() {
        return Ok(());
    }
    let unreadable = |error| GitError::Unreadable {
        path: path.to_owned(),
        error,
    };
    for entry in fs::read_dir(path).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        if entry.file_type().map_err(unreadable)?.is_dir() {
            search(&entry.path(), depth + 1, found)?;
        }
    }
    Ok(())
}

fn is_repository(path: &Path) -> bool {
    let bare =
        path.join("HEAD").is_file() && path.join("objects").is_dir() && path.join("refs").is_dir();
    bare || path.join(".git").exists()
}
