//! `cargo xtask bench names`: the scorecard of the name engine, and other engines on the same pairs in the same run.

use std::path::PathBuf;

use anyhow::Result;

use crate::shell::{cargo, command, has, root, say, step, target};

/// What is installed for the comparison; nomenklatura brings rigour with it where it can be installed.
const PEERS: [&str; 3] = ["rapidfuzz", "rigour", "nomenklatura"];

/// Answers on labelled cases, and speed, on one thread; then the same of the peers.
pub(super) fn run() -> Result<()> {
    step(
        "measure the name engine (the cases are read from BONAFIDE_SHARED, by default ../shared)",
        cargo().args([
            "run",
            "--release",
            "--package",
            "bonafide-names",
            "--example",
            "scorecard",
        ]),
        "the cases lie in data/names and data/lists of that folder",
    )?;
    let shared = std::env::var_os("BONAFIDE_SHARED").map_or_else(
        || root().join("../shared"),
        |said| root().join(PathBuf::from(said)),
    );
    let cases = shared.join("data/names");
    if !cases.is_dir() {
        say("NOT MEASURED: the peers, because there are no cases");
        return Ok(());
    }
    let Some(python) = environment()? else {
        return Ok(());
    };
    step(
        "measure the peers on the same pairs",
        command(python)
            .arg(root().join("xtask/bench/names_peers.py"))
            .arg(cases),
        "see the message above",
    )
}

/// A Python with the peers that can be installed here; those that cannot are named.
fn environment() -> Result<Option<PathBuf>> {
    let place = target().join("bench/names-peers");
    let python = place.join("bin/python");
    if !python.exists() {
        if !has("python3", "--version") {
            say("NOT MEASURED: the peers, because there is no python3");
            return Ok(None);
        }
        step(
            "make a Python environment for the peers",
            command("python3").args(["-m", "venv"]).arg(&place),
            "python3-venv is needed",
        )?;
    }
    for peer in PEERS {
        let module = format!("import {peer}");
        let installed = command(&python)
            .args(["-c", &module])
            .output()
            .is_ok_and(|output| output.status.success());
        if installed {
            continue;
        }
        let tried = step(
            &format!("install {peer}"),
            command(&python).args(["-m", "pip", "install", "--quiet", peer]),
            "pip must reach its registry once, and nomenklatura needs the ICU library and a C++ compiler",
        );
        if let Err(error) = tried {
            say(&format!("NOT MEASURED: {peer}: {error:#}"));
        }
    }
    Ok(Some(python))
}
