//! Runs git so that a hostile repository can start nothing.

use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use super::GitError;

/// A git command on one repository, in a clean environment.
pub(super) fn git(repository: &Path) -> Command {
    let mut command = Command::new("git");
    command.env_clear();
    for kept in ["PATH", "SystemRoot", "TMPDIR"] {
        if let Some(value) = std::env::var_os(kept) {
            command.env(kept, value);
        }
    }
    command
        .env("LC_ALL", "C")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env(
            "GIT_CONFIG_GLOBAL",
            if cfg!(windows) { "NUL" } else { "/dev/null" },
        )
        .env("GIT_ATTR_NOSYSTEM", "1")
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("GIT_NO_REPLACE_OBJECTS", "1")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_TERMINAL_PROMPT", "0")
        .arg("-C")
        .arg(repository)
        .arg("--no-pager");
    for setting in [
        // The repository may belong to somebody else: nothing of it is run.
        "safe.directory=*",
        "core.fsmonitor=false",
        "core.hooksPath=/dev/null",
        "core.commitGraph=false",
        "protocol.allow=never",
        "diff.external=",
        "gpg.program=gpg",
        "gpg.openpgp.program=gpg",
        "gpg.x509.program=gpgsm",
        "gpg.ssh.program=ssh-keygen",
        "gpg.ssh.defaultKeyCommand=",
        "gpg.ssh.allowedSignersFile=/dev/null",
        "gpg.ssh.revocationFile=/dev/null",
    ] {
        command.arg("-c").arg(setting);
    }
    command.stdin(Stdio::null());
    command
}

/// The branches and tags, but neither notes nor stashes, which nobody wrote as commits.
pub(super) const ALL: [&str; 4] = [
    "rev-list",
    "--exclude=refs/notes/*",
    "--exclude=refs/stash",
    "--all",
];

/// A running git whose complaints are kept aside.
pub(super) struct Running {
    pub(super) child: Child,
    complaints: File,
}

pub(super) fn start(mut command: Command) -> Result<Running, GitError> {
    let complaints = tempfile::tempfile()?;
    command
        .stdout(Stdio::piped())
        .stderr(complaints.try_clone()?);
    let child = command.spawn().map_err(GitError::NoGit)?;
    Ok(Running { child, complaints })
}

impl Running {
    /// Waits for the end; what git complained of, where it failed.
    pub(super) fn finish(mut self) -> io::Result<Option<String>> {
        let status = self.child.wait()?;
        if status.success() {
            return Ok(None);
        }
        self.complaints.rewind()?;
        let mut bytes = Vec::new();
        self.complaints.take(4096).read_to_end(&mut bytes)?;
        let text = String::from_utf8_lossy(&bytes);
        let line: String = text
            .lines()
            .find(|line| !line.trim().is_empty())
            .unwrap_or("it gave no reason")
            .chars()
            .filter(|character| !character.is_control())
            .take(200)
            .collect();
        Ok(Some(line))
    }

    /// Ends it early.
    pub(super) fn stop(mut self) {
        // It may have ended by itself; either way nothing of it is left.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
