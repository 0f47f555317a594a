//! What does not fit into memory is written to temporary files, one record after the other, and read back in order.
//!
//! A [`Tape`] keeps records in the order in which they were written; a [`Sorter`] gives them back sorted. Both hold what
//! fits into their share of the memory and write the rest in long stretches: nothing is ever looked up on the disk. The
//! files have no name where the system allows it, and vanish with their owner, also when a run ends in an error.

mod record;
mod sorter;
mod tape;

use std::cell::Cell;
use std::fs::File;
use std::io;
use std::path::PathBuf;
use std::rc::Rc;

pub(crate) use record::{Eye, Ordered, Pen, Record};
pub(crate) use sorter::Sorter;
pub(crate) use tape::Tape;

/// Why linking with bounded memory could not go on.
#[derive(Debug, thiserror::Error)]
pub enum LinkError {
    /// No temporary file could be made.
    #[error(
        "failed to make a temporary file for linking in {}: {source}; name a folder that can be written (Settings::scratch)",
        folder.display()
    )]
    Make {
        /// The folder in which it was tried.
        folder: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The disk is full.
    #[error(
        "the disk with the temporary files of linking, {}, is full after {written} bytes: free some space there, name a folder on another disk (Settings::scratch), or allow more memory (Settings::memory), so that less is written",
        folder.display()
    )]
    Full {
        /// The folder of the temporary files.
        folder: PathBuf,
        /// Bytes written by this run, all files together.
        written: u64,
    },
    /// A temporary file could not be written or read.
    #[error("failed to use a temporary file of linking in {}: {source}", folder.display())]
    Use {
        /// The folder of the temporary files.
        folder: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// Where temporary files are made, and what was written to them.
#[derive(Debug, Clone)]
pub(crate) struct Scratch {
    folder: PathBuf,
    make: fn(&std::path::Path) -> io::Result<File>,
    written: Rc<Cell<u64>>,
}

impl Scratch {
    /// In that folder, or in the system's own for temporary files.
    pub(crate) fn new(folder: Option<PathBuf>) -> Self {
        Self {
            folder: folder.unwrap_or_else(std::env::temp_dir),
            make: |folder| tempfile::tempfile_in(folder),
            written: Rc::default(),
        }
    }

    /// Bytes written so far.
    pub(crate) fn written(&self) -> u64 {
        self.written.get()
    }

    fn file(&self) -> Result<File, LinkError> {
        (self.make)(&self.folder).map_err(|source| LinkError::Make {
            folder: self.folder.clone(),
            source,
        })
    }

    fn wrote(&self, bytes: usize) {
        self.written.set(self.written.get() + bytes as u64);
    }

    fn failed(&self, source: io::Error) -> LinkError {
        let folder = self.folder.clone();
        match source.kind() {
            io::ErrorKind::StorageFull
            | io::ErrorKind::QuotaExceeded
            | io::ErrorKind::FileTooLarge => LinkError::Full {
                folder,
                written: self.written(),
            },
            _ => LinkError::Use { folder, source },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_is_not_there_is_named() {
        let scratch = Scratch::new(Some(PathBuf::from("no/such/folder")));
        let mut tape: Tape<u32> = Tape::new(&scratch, 8);
        let told = (0..100).find_map(|number| tape.push(&number).err());
        let told = told.map(|error| error.to_string()).unwrap_or_default();
        assert!(told.contains("no/such/folder"), "{told}");
        assert!(told.contains("Settings::scratch"), "{told}");
    }

    /// The device that is always full, on Linux.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_is_told_with_what_to_do() {
        let scratch = Scratch {
            make: |_| File::options().read(true).write(true).open("/dev/full"),
            ..Scratch::new(None)
        };
        let mut sorter: Sorter<u32> = Sorter::new(&scratch, 64);
        let told = (0..100_000).find_map(|number| sorter.push(number).err());
        assert!(matches!(told, Some(LinkError::Full { .. })), "{told:?}");
        let told = told.map(|error| error.to_string()).unwrap_or_default();
        assert!(
            told.contains("is full") && told.contains("Settings::memory"),
            "{told}"
        );
    }
}
