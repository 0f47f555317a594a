//! Outputs appear whole: they are written aside on the same file system and renamed.

use std::ffi::OsString;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, TempDir};

/// A file that appears under its name when it is committed, and never half-written.
#[derive(Debug)]
pub struct AtomicFile {
    path: PathBuf,
    writer: BufWriter<NamedTempFile>,
}

impl AtomicFile {
    /// Starts the file beside its later place.
    pub fn create(path: &Path) -> io::Result<Self> {
        let mut builder = tempfile::Builder::new();
        let prefix = partial_prefix(path)?;
        builder.prefix(&prefix);
        #[cfg(unix)]
        let builder = {
            use std::os::unix::fs::PermissionsExt;
            // What any program would create; the user's umask narrows it.
            builder.permissions(fs::Permissions::from_mode(0o666))
        };
        Ok(Self {
            path: path.to_owned(),
            writer: BufWriter::with_capacity(1 << 18, builder.tempfile_in(parent(path))?),
        })
    }

    /// Writes what is left and puts the file in its place.
    pub fn commit(self) -> io::Result<()> {
        let file = self
            .writer
            .into_inner()
            .map_err(io::IntoInnerError::into_error)?;
        file.as_file().sync_all()?;
        file.persist(&self.path).map_err(|failed| failed.error)?;
        Ok(())
    }
}

impl Write for AtomicFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// A folder whose files appear together when it is committed.
///
/// Where the folder exists already, its other files stay: each new file replaces its namesake by a
/// rename, and nothing else is touched.
#[derive(Debug)]
pub struct AtomicDir {
    path: PathBuf,
    aside: TempDir,
}

impl AtomicDir {
    /// Starts the folder beside its later place.
    pub fn create(path: &Path) -> io::Result<Self> {
        let prefix = partial_prefix(path)?;
        let mut builder = tempfile::Builder::new();
        builder.prefix(&prefix);
        #[cfg(unix)]
        let builder = {
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(fs::Permissions::from_mode(0o777))
        };
        let parent = parent(path);
        fs::create_dir_all(parent)?;
        if path.exists() && !path.is_dir() {
            return Err(io::Error::new(
                io::ErrorKind::AlreadyExists,
                format!(
                    "{} is a file, and a folder was to be written there",
                    path.display()
                ),
            ));
        }
        Ok(Self {
            path: path.to_owned(),
            aside: builder.tempdir_in(parent)?,
        })
    }

    /// Where the files are written until then.
    pub fn path(&self) -> &Path {
        self.aside.path()
    }

    /// Puts the files in their place.
    pub fn commit(self) -> io::Result<()> {
        if !self.path.exists() {
            let aside = self.aside.keep();
            return fs::rename(&aside, &self.path).inspect_err(|_| {
                // Nothing half-written stays behind; the rename's own error is the one to tell.
                drop(fs::remove_dir_all(&aside));
            });
        }
        move_into(self.aside.path(), &self.path)
    }
}

fn move_into(from: &Path, to: &Path) -> io::Result<()> {
    let mut entries: Vec<_> = fs::read_dir(from)?.collect::<io::Result<_>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() && target.is_dir() {
            move_into(&entry.path(), &target)?;
        } else {
            fs::rename(entry.path(), target)?;
        }
    }
    Ok(())
}

fn parent(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// Hidden, so that a reader of the same folder passes it over.
fn partial_prefix(path: &Path) -> io::Result<OsString> {
    let name = path.file_name().ok_or_else(|| {
        io::Error::new(
            io::ErrorKind::InvalidInput,
            format!("{} has no name of its own to write under", path.display()),
        )
    })?;
    let mut prefix = OsString::from(".");
    prefix.push(name);
    prefix.push(".partial-");
    Ok(prefix)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dropped_file_leaves_nothing_behind() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("report.json");
        let mut file = AtomicFile::create(&path).expect("creates");
        file.write_all(b"half").expect("writes");
        drop(file);
        assert_eq!(fs::read_dir(folder.path()).expect("lists").count(), 0);
    }

    #[test]
    fn a_committed_file_replaces_the_old_one() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("report.json");
        fs::write(&path, "old").expect("writes");
        let mut file = AtomicFile::create(&path).expect("creates");
        file.write_all(b"new").expect("writes");
        assert_eq!(fs::read_to_string(&path).expect("reads"), "old");
        file.commit().expect("commits");
        assert_eq!(fs::read_to_string(&path).expect("reads"), "new");
        assert_eq!(fs::read_dir(folder.path()).expect("lists").count(), 1);
    }

    #[test]
    fn a_folder_appears_whole_and_spares_what_was_there() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("deep/out");
        let out = AtomicDir::create(&path).expect("creates");
        fs::write(out.path().join("report.json"), "1").expect("writes");
        assert!(!path.exists());
        out.commit().expect("commits");
        fs::write(path.join("my-notes.txt"), "keep me").expect("writes");

        let again = AtomicDir::create(&path).expect("creates");
        fs::create_dir(again.path().join("parts")).expect("creates");
        fs::write(again.path().join("parts/a"), "a").expect("writes");
        fs::write(again.path().join("report.json"), "2").expect("writes");
        again.commit().expect("commits");
        assert_eq!(
            fs::read_to_string(path.join("report.json")).expect("reads"),
            "2"
        );
        assert_eq!(
            fs::read_to_string(path.join("my-notes.txt")).expect("reads"),
            "keep me"
        );
        assert_eq!(
            fs::read_to_string(path.join("parts/a")).expect("reads"),
            "a"
        );
        assert_eq!(
            fs::read_dir(folder.path().join("deep"))
                .expect("lists")
                .count(),
            1
        );
    }
}
