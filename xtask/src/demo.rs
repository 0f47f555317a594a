//! `cargo xtask demo`: the main job on a simulated marketplace, from nothing.

use anyhow::{Context, Result, bail};

use crate::shell::{binary, cargo, command, root, say, step, target};

pub(crate) fn run(words: &[&str]) -> Result<()> {
    let subjects = match words {
        [] => 5000,
        [size] => size
            .parse::<u64>()
            .with_context(|| format!("`{size}` is no number of subjects"))?,
        _ => bail!("one number of subjects at most"),
    };
    let place = target().join("demo");
    let (world, lists, out) = (
        place.join("world"),
        place.join("lists"),
        place.join("report"),
    );
    if place.exists() {
        std::fs::remove_dir_all(&place)
            .with_context(|| format!("cannot clear {}", place.display()))?;
    }
    std::fs::create_dir_all(&place).with_context(|| format!("cannot make {}", place.display()))?;

    step(
        "build (the query engine is large: the first time takes about ten minutes on two cores)",
        cargo().args(["build", "--package", "bonafide"]),
        "see the compiler's message above; Rust as pinned in rust-toolchain.toml is needed",
    )?;
    let bonafide = || {
        let mut command = command(binary("debug"));
        command.env("BONAFIDE_LISTS", &lists);
        command
    };
    step(
        &format!("simulate a marketplace of {subjects} subjects, with planted operations"),
        bonafide()
            .args([
                "simulate",
                "--seed",
                "1",
                "--subjects",
                &subjects.to_string(),
                "--out",
            ])
            .arg(&world),
        "is there room on the disk?",
    )?;
    for (kind, file) in [
        ("ip-country", "ip_country.csv"),
        ("ip-range", "ip_hosting_vpn.csv"),
    ] {
        let path = world.join("lists").join(file);
        if path.is_file() {
            step(
                &format!("add the world's own list {file}, so that addresses have places"),
                bonafide()
                    .args(["lists", "add", kind, &format!("world-{}", kind)])
                    .arg(&path)
                    .args(["--source", "the simulated world", "--licence", "Apache-2.0"]),
                "the simulator writes this file",
            )?;
        }
    }
    step(
        "screen the records with the embedded rules, and explain every finding",
        bonafide().arg("screen").arg(&world).arg("--out").arg(&out),
        "see the sentence above",
    )?;
    step(
        "measure the report against the world's truth, which the screening never saw",
        bonafide()
            .arg("evaluate")
            .arg(&out)
            .arg("--truth")
            .arg(world.join("truth")),
        "see the sentence above",
    )?;
    let shown = |path: &std::path::Path| {
        path.strip_prefix(root())
            .unwrap_or(path)
            .display()
            .to_string()
    };
    say(&format!(
        "\nOpen the report in a browser: {}",
        shown(&out.join("report.html"))
    ));
    say(&format!(
        "One subject in the terminal:  {} explain {} SUBJECT",
        shown(&binary("debug")),
        shown(&out)
    ));
    say(&format!(
        "The same lists for your own runs: export BONAFIDE_LISTS={}",
        shown(&lists)
    ));
    Ok(())
}
