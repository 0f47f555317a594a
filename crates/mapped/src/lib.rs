//! Files as memory: written once, whole, under the hash of what they hold, and read in place.
//!
//! The only crate of the project with unsafe code; its README argues for it.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use memmap2::Mmap;

/// A folder of files that are written once and mapped.
#[derive(Debug, Clone)]
pub struct Folder {
    path: PathBuf,
    /// Stands before every name.
    mark: String,
}

impl Folder {
    /// That folder, which need not be there yet.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            mark: String::new(),
        }
    }

    /// The same folder for files of one maker: what another made under the same name is not found.
    #[must_use]
    pub fn marked(self, mark: &str) -> Self {
        Self {
            mark: format!("{mark}-"),
            ..self
        }
    }

    /// The bytes kept under a name, or `None` where there are none.
    ///
    /// # Errors
    ///
    /// The file is there and cannot be opened or mapped.
    pub fn open(&self, name: &str) -> io::Result<Option<Mapped>> {
        let file = match File::open(self.file(name)?) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        map(&file).map(Some)
    }

    /// Keeps bytes under a name and maps them. The file appears whole, by renaming.
    ///
    /// # Errors
    ///
    /// The folder cannot be made or written, or the file cannot be mapped.
    pub fn keep(&self, name: &str, bytes: &[u8]) -> io::Result<Mapped> {
        let path = self.file(name)?;
        std::fs::create_dir_all(&self.path)?;
        let mut file = tempfile::NamedTempFile::new_in(&self.path)?;
        file.write_all(bytes)?;
        let file = file.persist(&path).map_err(|error| error.error)?;
        map(&file)
    }

    /// Removes every file but that one: others hold what is out of use.
    ///
    /// # Errors
    ///
    /// The folder cannot be read. A file that cannot be removed is left.
    pub fn keep_only(&self, name: &str) -> io::Result<()> {
        let kept = self.file(name)?;
        for entry in std::fs::read_dir(&self.path)? {
            let entry = entry?;
            if entry.path() != kept && entry.file_type()?.is_file() {
                let _ = std::fs::remove_file(entry.path());
            }
        }
        Ok(())
    }

    fn file(&self, name: &str) -> io::Result<PathBuf> {
        let plain = !name.is_empty() && Path::new(name).file_name() == Some(name.as_ref());
        match plain {
            true => Ok(self.path.join(format!("{}{name}", self.mark))),
            false => Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                format!("`{name}` is no name of a file"),
            )),
        }
    }
}

/// Bytes of a file, in place.
#[derive(Debug)]
pub struct Mapped(Mmap);

impl AsRef<[u8]> for Mapped {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

fn map(file: &File) -> io::Result<Mapped> {
    // SAFETY: the bytes must not change while they are mapped. The file was put in place by renaming a finished one
    // (`Folder::keep`), is never opened for writing after that, and is only ever replaced or removed as a whole, which
    // leaves a mapping as it is.
    #[expect(unsafe_code, reason = "mapping a file has no safe form")]
    unsafe { Mmap::map(file) }.map(Mapped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_read_in_place_and_replaced_as_a_whole() {
        let temporary = tempfile::tempdir().expect("a folder");
        let folder = Folder::at(temporary.path().join("new"));
        assert!(folder.open("a").expect("no error").is_none());
        let first = folder.keep("a", b"first").expect("kept");
        let again = folder.open("a").expect("opened").expect("there");
        folder.keep("a", b"second, longer").expect("replaced");
        assert_eq!(first.as_ref(), b"first");
        assert_eq!(again.as_ref(), b"first");
        let now = folder.open("a").expect("opened").expect("there");
        assert_eq!(now.as_ref(), b"second, longer");
    }

    #[test]
    fn what_is_out_of_use_is_removed() {
        let temporary = tempfile::tempdir().expect("a folder");
        let folder = Folder::at(temporary.path());
        folder.keep("old", b"1").expect("kept");
        folder.keep("new", b"2").expect("kept");
        folder.keep_only("new").expect("tidied");
        assert!(folder.open("old").expect("no error").is_none());
        assert!(folder.open("new").expect("no error").is_some());
    }

    #[test]
    fn what_another_maker_made_is_not_found_and_goes() {
        let temporary = tempfile::tempdir().expect("a folder");
        let of = |mark: &str| Folder::at(temporary.path()).marked(mark);
        of("old").keep("a", b"1").expect("kept");
        assert!(of("new").open("a").expect("no error").is_none());
        of("new").keep("a", b"2").expect("kept");
        of("new").keep_only("a").expect("tidied");
        assert!(of("old").open("a").expect("no error").is_none());
        assert!(of("new").open("a").expect("no error").is_some());
    }

    #[test]
    fn a_name_that_leads_elsewhere_is_refused() {
        let folder = Folder::at("anywhere");
        for name in ["", "..", "a/b", "/etc/passwd"] {
            assert!(folder.open(name).is_err(), "{name}");
        }
    }
}
