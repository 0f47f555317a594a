//! `cargo xtask test`: prepares what is missing and runs every test.

mod fuzz;
mod seeds;

use std::path::Path;

use anyhow::{Result, bail};

use crate::shell::{binary, cargo, command, has, root, say, step, target};

/// A part of the tests.
struct Part {
    name: &'static str,
    run: fn() -> Result<()>,
}

const PARTS: [Part; 8] = [
    Part {
        name: "format",
        run: format,
    },
    Part {
        name: "lint",
        run: lint,
    },
    Part {
        name: "rust",
        run: rust,
    },
    Part {
        name: "optimised",
        run: optimised,
    },
    Part {
        name: "rules",
        run: rules,
    },
    Part {
        name: "browser",
        run: browser,
    },
    Part {
        name: "licences",
        run: licences,
    },
    Part {
        name: "fuzz",
        run: fuzz::run,
    },
];

pub(crate) fn run(words: &[&str]) -> Result<()> {
    if let Some(unknown) = words
        .iter()
        .find(|word| PARTS.iter().all(|part| part.name != **word))
    {
        bail!(
            "no part of the tests is called `{unknown}`; there are {}",
            PARTS.map(|part| part.name).join(", ")
        );
    }
    for part in PARTS
        .iter()
        .filter(|part| words.is_empty() || words.contains(&part.name))
    {
        (part.run)()?;
    }
    say("everything passed");
    Ok(())
}

fn format() -> Result<()> {
    step(
        "format",
        cargo().args(["fmt", "--all", "--check"]),
        "run `cargo fmt --all`",
    )
}

fn rust() -> Result<()> {
    // Tests start the binary, so it is built first, with the features of the tests.
    let advice = "see the failing test above";
    if has("cargo-nextest", "--version") {
        step(
            "tests (nextest)",
            cargo().args(["nextest", "run", "--workspace", "--no-fail-fast"]),
            advice,
        )?;
        step(
            "documentation tests",
            cargo().args(["test", "--workspace", "--doc", "--quiet"]),
            advice,
        )
    } else {
        step(
            "tests",
            cargo().args(["test", "--workspace", "--no-fail-fast"]),
            advice,
        )
    }
}

/// The crates that compute without the query engine once more, as they are released: the development profile would not
/// show what only an optimiser gets wrong, and one did (a counter beside a set of bits, rustc 1.95).
fn optimised() -> Result<()> {
    let crates = ["linking", "names", "sanctions", "signals"];
    let packages = crates.map(|name| format!("--package=bonafide-{name}"));
    step(
        "tests of the optimised linking and names",
        cargo()
            .args(["test", "--release", "--quiet", "--lib", "--tests"])
            .args(packages),
        "see the failing test above; it may pass in the development profile",
    )
}

fn lint() -> Result<()> {
    if !has("cargo-clippy", "--version") {
        say("SKIPPED: lints, because clippy is not installed; `rustup component add clippy`");
        return Ok(());
    }
    // Lints check the library crates without the query engine first: that takes seconds.
    step(
        "lints",
        cargo().args([
            "clippy",
            "--workspace",
            "--all-targets",
            "--quiet",
            "--",
            "--deny",
            "warnings",
        ]),
        "mend what clippy names",
    )
}

fn rules() -> Result<()> {
    step(
        "build the program",
        cargo().args(["build", "--package", "bonafide"]),
        "see the compiler's message above",
    )?;
    step(
        "check the rules",
        command(binary("debug")).args(["rules", "check"]),
        "mend the rules that are named",
    )
}

fn browser() -> Result<()> {
    let web = root().join("web");
    if !has("npm", "--version") {
        bail!("the browser test needs Node and npm; install Node 20 or newer");
    }
    chromium()?;
    let npm = if web.join("node_modules").is_dir() {
        "install"
    } else {
        "ci"
    };
    step(
        "fetch the browser test's packages",
        command("npm")
            .current_dir(&web)
            .args([npm, "--no-audit", "--no-fund", "--silent"]),
        "npm must reach its registry once",
    )?;
    step(
        "the report in a real browser (Chromium, axe)",
        command("npm")
            .current_dir(&web)
            .args(["test", "--silent"])
            .env("CARGO_TARGET_DIR", target()),
        "see the failing check above",
    )
}

/// Debian's Chromium, installed where that is allowed.
fn chromium() -> Result<()> {
    if Path::new("/usr/bin/chromium").exists() {
        return Ok(());
    }
    if !has("apt-get", "--version") {
        bail!("the browser test needs /usr/bin/chromium; install Chromium there");
    }
    step(
        "refresh the package lists",
        command("apt-get").args(["update", "--quiet=2"]),
        "run it as root, or install chromium yourself",
    )?;
    step(
        "install Chromium",
        command("apt-get").args([
            "install",
            "--yes",
            "--quiet=2",
            "--no-install-recommends",
            "chromium",
        ]),
        "run it as root, or install chromium yourself",
    )
}

fn licences() -> Result<()> {
    if !has("cargo-deny", "--version") {
        say(
            "SKIPPED: licences and sources, because cargo-deny is not installed; `cargo install cargo-deny`",
        );
        return Ok(());
    }
    step(
        "licences and sources",
        cargo().args(["deny", "--offline", "check", "licenses", "bans", "sources"]),
        "see deny.toml",
    )
}
