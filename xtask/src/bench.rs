//! `cargo xtask bench`: seconds, rows a second and memory, as ratios measured in the same run.
//!
//! `cargo xtask bench names` prints the scorecard of the name engine and of its peers instead, `cargo xtask bench link`
//! what linking finds and takes.
//!
//! For each size a world is simulated and screened. Two yardsticks are measured beside it: the
//! floor (scanning once every column that the rules read) and a peer (DuckDB, running the queries
//! of all rules that read only tables which a firm brings, against bonafide with the same rules).

mod link;
mod names;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::shell::{binary, cargo, command, has, root, say, step, target};

/// What one process took.
#[derive(Debug, Clone, Copy)]
struct Taken {
    seconds: f64,
    peak_mib: f64,
}

pub(crate) fn run(words: &[&str]) -> Result<()> {
    if let ["link", rest @ ..] = words {
        return link::run(rest);
    }
    if words == ["names"] {
        return names::run();
    }
    let sizes: Vec<u64> = match words {
        [] => vec![10_000, 100_000, 1_000_000],
        sizes => sizes
            .iter()
            .map(|size| {
                size.parse()
                    .with_context(|| format!("`{size}` is no number of subjects"))
            })
            .collect::<Result<_>>()?,
    };
    step(
        "build with all optimisations (the first time takes about half an hour on two cores)",
        cargo().args(["build", "--release", "--package", "bonafide"]),
        "see the compiler's message above",
    )?;
    let place = target().join("bench");
    std::fs::create_dir_all(&place).with_context(|| format!("cannot make {}", place.display()))?;
    let peer = prepare_peer(&place)?;
    let mut lines = vec![format!(
        "{:>9} {:>11} {:>8} {:>10} {:>9} {:>10} {:>8} {:>9} {:>9} {:>9}",
        "subjects",
        "rows",
        "screen s",
        "rows/s",
        "peak MiB",
        "µs/subject",
        "floor s",
        "to floor",
        "DuckDB s",
        "to DuckDB"
    )];
    for size in sizes {
        let line = measure(&place, size, peer.as_deref())?;
        say(&line);
        lines.push(line);
    }
    say("");
    for line in lines {
        say(&line);
    }
    Ok(())
}

fn measure(place: &Path, size: u64, python: Option<&Path>) -> Result<String> {
    let world = place.join(format!("world-{size}"));
    if !world.join("truth").is_dir() {
        step(
            &format!("simulate {size} subjects"),
            command(binary("release"))
                .args([
                    "simulate",
                    "--seed",
                    "1",
                    "--subjects",
                    &size.to_string(),
                    "--out",
                ])
                .arg(&world),
            "is there room on the disk?",
        )?;
    }
    let bonafide = |words: &[&str]| {
        let mut command = command(binary("release"));
        command
            .args(words)
            .env_remove("BONAFIDE_LISTS")
            .env("XDG_DATA_HOME", place);
        command
    };
    let world_path = world.display().to_string();
    let out = place.join(format!("report-{size}")).display().to_string();
    let screened = best(&mut || bonafide(&["screen", &world_path, "--out", &out, "--quiet"]))?;
    let floor = best(&mut || bonafide(&["measure", "floor", &world_path]))?;
    let rows = rows_read(Path::new(&out))?;

    let mut line = format!(
        "{size:>9} {rows:>11} {:>8.2} {:>10.0} {:>9.0} {:>10.1} {:>8.2} {:>8.1}×",
        screened.seconds,
        rows as f64 / screened.seconds,
        screened.peak_mib,
        screened.seconds * 1e6 / size as f64,
        floor.seconds,
        screened.seconds / floor.seconds,
    );
    if let Some(python) = python {
        let queries = place.join("queries.json");
        let definitions = place.join("tables.sql");
        write_output(&mut bonafide(&["measure", "queries"]), &queries)?;
        write_output(&mut bonafide(&["measure", "definitions"]), &definitions)?;
        let accepted = place.join("accepted.txt");
        let mut peer = || {
            let mut peer = command(python);
            peer.arg(root().join("xtask/bench/duckdb_peer.py")).args([
                &queries,
                &definitions,
                &world,
                &accepted,
            ]);
            peer
        };
        let duckdb = best(&mut peer)?;
        let accepted = accepted.display().to_string();
        let same = best(&mut || {
            bonafide(&[
                "screen",
                &world_path,
                "--out",
                &out,
                "--quiet",
                "--only-rules",
                &accepted,
            ])
        })?;
        line += &format!(
            " {:>9.2} {:>8.2}×",
            duckdb.seconds,
            same.seconds / duckdb.seconds
        );
    }
    Ok(line)
}

/// The better of two runs: the machine's noise only ever adds.
fn best(make: &mut dyn FnMut() -> Command) -> Result<Taken> {
    let first = timed(&mut make())?;
    let second = timed(&mut make())?;
    Ok(if second.seconds < first.seconds {
        second
    } else {
        first
    })
}

fn timed(command: &mut Command) -> Result<Taken> {
    let started = Instant::now();
    let mut child = command
        .stdout(Stdio::null())
        .spawn()
        .with_context(|| format!("cannot start {:?}", command.get_program()))?;
    let status_file = PathBuf::from(format!("/proc/{}/status", child.id()));
    let mut peak_mib = 0.0_f64;
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        // The system keeps the highest mark of each process; the last look before the end has it.
        if let Ok(text) = std::fs::read_to_string(&status_file) {
            let mark = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
            let kib = mark.and_then(|mark| mark.trim().trim_end_matches(" kB").parse::<f64>().ok());
            peak_mib = peak_mib.max(kib.unwrap_or(0.0) / 1024.0);
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    if !status.success() {
        bail!("{:?} failed ({status})", command.get_program());
    }
    Ok(Taken {
        seconds: started.elapsed().as_secs_f64(),
        peak_mib,
    })
}

fn write_output(command: &mut Command, path: &Path) -> Result<()> {
    let output = command.output()?;
    if !output.status.success() {
        bail!(
            "{:?} failed: {}",
            command.get_program(),
            String::from_utf8_lossy(&output.stderr)
        );
    }
    std::fs::write(path, output.stdout).with_context(|| format!("cannot write {}", path.display()))
}

fn rows_read(out: &Path) -> Result<u64> {
    let report: serde_json::Value =
        serde_json::from_slice(&std::fs::read(out.join("report.json"))?)?;
    let tables = report["tables"]
        .as_array()
        .context("report.json lists tables")?;
    Ok(tables
        .iter()
        .filter_map(|table| table["read"].as_u64())
        .sum())
}

/// A Python with DuckDB; without one the peer is left out, and said so.
fn prepare_peer(place: &Path) -> Result<Option<PathBuf>> {
    let python = place.join("peer/bin/python");
    if !python.exists() {
        if !has("python3", "--version") {
            say("SKIPPED: the comparison with DuckDB, because there is no python3");
            return Ok(None);
        }
        step(
            "make a Python environment for the peer",
            command("python3")
                .args(["-m", "venv"])
                .arg(place.join("peer")),
            "python3-venv is needed",
        )?;
        step(
            "install DuckDB",
            command(&python).args(["-m", "pip", "install", "--quiet", "duckdb"]),
            "pip must reach its registry once",
        )?;
    }
    Ok(Some(python))
}
