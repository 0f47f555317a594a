//! Runs other programs and says so.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};

/// Says something to the person at the terminal.
pub(crate) fn say(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// The folder of the project.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// Where cargo builds.
pub(crate) fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// The binary of a profile's folder: `debug` or `release`.
pub(crate) fn binary(profile: &str) -> PathBuf {
    target().join(profile).join("bonafide")
}

/// The cargo that runs us.
pub(crate) fn cargo() -> Command {
    command(std::env::var("CARGO").as_deref().unwrap_or("cargo"))
}

/// A command that runs in the project's folder.
pub(crate) fn command(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    command
}

/// Runs a step; its failure ends everything, with the advice.
pub(crate) fn step(what: &str, command: &mut Command, advice: &str) -> Result<()> {
    say(&format!("── {what}"));
    let started = Instant::now();
    let status = command
        .status()
        .with_context(|| format!("{what}: cannot start {:?}; {advice}", command.get_program()))?;
    if !status.success() {
        bail!("{what}: failed ({status}); {advice}");
    }
    say(&format!(
        "   done in {:.0} s",
        started.elapsed().as_secs_f64()
    ));
    Ok(())
}

/// Whether a program is there.
pub(crate) fn has(program: &str, argument: &str) -> bool {
    Command::new(program)
        .arg(argument)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}
