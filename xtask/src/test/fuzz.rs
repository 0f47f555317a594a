//! Coverage-guided fuzzing of the parsers: every target for half a minute, from a few real files.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

use anyhow::{Result, bail};

use crate::shell::{cargo, command, has, root, say, step, target};

use super::seeds;

/// The fuzz targets: one for each parser of foreign text or bytes.
const TARGETS: [&str; 9] = [
    "rule_file",
    "mapping",
    "list",
    "rows",
    "sanctions",
    "names",
    "kept",
    "verdicts",
    "ties",
];

/// Runs every target, also after one broke, and fails with the inputs that broke them.
pub(super) fn run() -> Result<()> {
    if !nightly_is_there() {
        return without_nightly();
    }
    install()?;
    seeds::plant(&root().join("fuzz/corpus"))?;
    step(
        "build the fuzz targets (nightly)",
        fuzz("build").args(["--sanitizer", "none"]),
        "see the compiler's message above; `rustup update nightly` may help",
    )?;
    let mut broken = Vec::new();
    for name in TARGETS {
        // File systems keep coarser time than the clock, so that a file may seem older than it is.
        let started = SystemTime::now() - Duration::from_secs(1);
        let outcome = step(
            &format!("fuzz {name} for half a minute"),
            fuzz("run").args(["--sanitizer", "none", name, "--"]).args([
                "-max_total_time=30",
                "-timeout=10",
                // Numbers at the end instead of a line for every input that reached new code.
                "-verbosity=0",
                "-print_final_stats=1",
            ]),
            "see above",
        );
        if let Err(error) = outcome {
            say(&format!("   {error}"));
            broken.push(match newest(&artefacts(name), started) {
                Some(path) => format!("{name} by {}", path.display()),
                None => format!("{name}, and no input was kept; see its output above"),
            });
        }
    }
    if !broken.is_empty() {
        bail!(
            "fuzzing broke {}; run it again with `cargo +nightly fuzz run --sanitizer none TARGET PATH`",
            broken.join("; ")
        );
    }
    Ok(())
}

/// Fuzzing needs a nightly compiler. Without one, the same parsers get random input from proptest.
fn without_nightly() -> Result<()> {
    // The whole workspace is named so that its features, and so its builds, are those of all tests.
    step(
        "property tests of the parsers",
        cargo().args([
            "test",
            "--workspace",
            "--quiet",
            "--test",
            "rule_file",
            "--test",
            "round_trip",
            "--test",
            "layouts",
        ]),
        "see the failing test above",
    )?;
    say(
        "SKIPPED: coverage-guided fuzzing, because no nightly toolchain is installed (`rustup toolchain install nightly`); \
         property tests of the same parsers ran",
    );
    Ok(())
}

fn nightly_is_there() -> bool {
    own(&mut command("rustup"))
        .args(["run", "nightly", "cargo", "--version"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Puts cargo-fuzz beside the build, unless it is there or on the path already.
fn install() -> Result<()> {
    if has("cargo-fuzz", "--version") || tools().join("bin/cargo-fuzz").exists() {
        return Ok(());
    }
    step(
        "install cargo-fuzz",
        cargo()
            .args(["install", "cargo-fuzz", "--locked", "--quiet", "--root"])
            .arg(tools())
            // Its build is of no further use, so it goes to a folder that cargo removes.
            .env_remove("CARGO_TARGET_DIR"),
        "cargo must reach crates.io once; or run `cargo install cargo-fuzz --locked`",
    )
}

/// `cargo fuzz` of the nightly toolchain, with a build folder of its own.
fn fuzz(verb: &str) -> Command {
    let mut paths = vec![tools().join("bin")];
    if let Some(path) = std::env::var_os("PATH") {
        paths.extend(std::env::split_paths(&path));
    }
    // Only a folder with a colon in its name cannot be joined; then the old path must do.
    let path = std::env::join_paths(paths)
        .unwrap_or_else(|_| std::env::var_os("PATH").unwrap_or_default());
    let mut rustup = command("rustup");
    own(&mut rustup)
        .args(["run", "nightly", "cargo", "fuzz", verb])
        .env("PATH", path)
        .env("CARGO_TARGET_DIR", target().join("fuzz"));
    rustup
}

/// Takes away what the cargo that runs us says about itself: it would win over the nightly one.
fn own(command: &mut Command) -> &mut Command {
    for name in ["RUSTUP_TOOLCHAIN", "CARGO", "RUSTC", "RUSTDOC"] {
        command.env_remove(name);
    }
    command
}

fn tools() -> PathBuf {
    target().join("tools")
}

fn artefacts(name: &str) -> PathBuf {
    root().join("fuzz/artifacts").join(name)
}

/// The file that was last written to a folder, if that was after a moment.
fn newest(folder: &Path, after: SystemTime) -> Option<PathBuf> {
    fs::read_dir(folder)
        .ok()?
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let written = entry.metadata().ok()?.modified().ok()?;
            (written >= after).then(|| (written, entry.path()))
        })
        .max()
        .map(|(_, path)| path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_target_is_run() {
        let folder = root().join("fuzz/fuzz_targets");
        let mut written: Vec<String> = fs::read_dir(folder)
            .expect("the folder of the targets")
            .filter_map(|entry| {
                let path = entry.expect("an entry").path();
                Some(path.file_stem()?.to_string_lossy().into_owned())
            })
            .collect();
        written.sort_unstable();
        let mut run = TARGETS.map(str::to_owned);
        run.sort_unstable();
        assert_eq!(written, run);
    }
}
