//! `cargo xtask evaluate`: simulates worlds, screens and evaluates them, and prints the table of aims.

use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::shell::{binary, cargo, command, say, step, target};

const ADVICE: &str = "see the message above";

/// What is asked for.
#[derive(Debug, PartialEq, Eq)]
struct Asked {
    subjects: u64,
    seeds: Vec<u64>,
    /// Days between two looks; none where time is not measured.
    every: Option<u64>,
    /// What a sector sees of the same records, by `evaluate --by-view`.
    by_view: Option<String>,
    /// Worlds of one firm's records each, by `simulate --view`; `all` is everything.
    views: Vec<String>,
    profile: &'static str,
    parameters: Option<String>,
    keep: bool,
    /// Where the reliability diagram goes.
    diagram: Option<String>,
}

impl Asked {
    fn of(words: &[&str]) -> Result<Self> {
        let mut asked = Self {
            subjects: 20_000,
            seeds: vec![1],
            every: None,
            by_view: None,
            views: vec!["all".to_owned()],
            profile: "release",
            parameters: None,
            keep: false,
            diagram: None,
        };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let mut value = || {
                let value = words.next().copied();
                value.with_context(|| format!("{word} needs a value"))
            };
            match *word {
                "--subjects" => asked.subjects = number(value()?)?,
                "--seeds" => asked.seeds = seeds(value()?)?,
                "--over-time" => asked.every = Some(number(value()?)?),
                "--by-view" => asked.by_view = Some(value()?.to_owned()),
                "--views" => asked.views = value()?.split(',').map(str::to_owned).collect(),
                "--parameters" => asked.parameters = Some(value()?.to_owned()),
                "--diagram" => asked.diagram = Some(value()?.to_owned()),
                "--debug" => asked.profile = "debug",
                "--keep" => asked.keep = true,
                other => bail!(
                    "no such word: {other} (--subjects COUNT, --seeds 1-5, --over-time DAYS, --views all,marketplace, --by-view all, --parameters FILE, --diagram FILE, --keep, --debug)"
                ),
            }
        }
        Ok(asked)
    }
}

fn number(text: &str) -> Result<u64> {
    let plain = text.replace('_', "");
    plain
        .parse()
        .with_context(|| format!("{text} is no whole number"))
}

/// `1-5`, `1,3,7` or `2`.
fn seeds(text: &str) -> Result<Vec<u64>> {
    let mut seeds = Vec::new();
    for part in text.split(',') {
        match part.split_once('-') {
            Some((first, last)) => seeds.extend(number(first)?..=number(last)?),
            None => seeds.push(number(part)?),
        }
    }
    if seeds.is_empty() {
        bail!("{text} names no seed");
    }
    Ok(seeds)
}

pub(crate) fn run(words: &[&str]) -> Result<()> {
    let asked = Asked::of(words)?;
    let mut build = cargo();
    build.args(["build", "--package", "bonafide"]);
    if asked.profile == "release" {
        build.arg("--release");
    }
    step("build", &mut build, ADVICE)?;
    let place = target().join("evaluate");
    std::fs::create_dir_all(&place).with_context(|| format!("cannot make {}", place.display()))?;
    let mut evaluate = command(binary(asked.profile));
    evaluate.arg("evaluate");
    let mut worlds = Vec::new();
    for view in &asked.views {
        for seed in &asked.seeds {
            let name = format!("{}-{seed}-{view}", asked.subjects);
            let world = place.join(format!("world-{name}"));
            let out = place.join(format!("out-{name}"));
            world_and_screen(&asked, *seed, view, &world, &out)?;
            evaluate.arg(&out).arg("--truth").arg(&world);
            worlds.push(world);
        }
    }
    // The lists of all worlds are the same bytes.
    if asked.every.is_some() || asked.by_view.is_some() {
        let lists = worlds[0].join("lists");
        let store = list_store(&asked, &place, &lists)?;
        evaluate.arg("--lists").arg(store);
    }
    if let Some(every) = asked.every {
        evaluate.args(["--over-time", "--every", &every.to_string()]);
    }
    if let Some(views) = &asked.by_view {
        evaluate.args(["--by-view", views]);
    }
    if let Some(diagram) = &asked.diagram {
        evaluate.args(["--diagram", diagram]);
    }
    let page = place.join("evaluation.html");
    evaluate.arg("--html").arg(&page).args(["--format", "json"]);
    say("── evaluate");
    let output = evaluate
        .stderr(std::process::Stdio::inherit())
        .output()
        .context("cannot start the evaluation")?;
    if !matches!(output.status.code(), Some(0 | 3)) {
        bail!("the evaluation failed ({}); {ADVICE}", output.status);
    }
    let json = place.join("evaluation.json");
    std::fs::write(&json, &output.stdout)
        .with_context(|| format!("cannot write {}", json.display()))?;
    let told: Value = serde_json::from_slice(&output.stdout).context("the evaluation is JSON")?;
    say("");
    say(&table(&told, &asked.seeds));
    say(&format!(
        "page: {}\njson: {}",
        page.display(),
        json.display()
    ));
    if !asked.keep {
        for world in &worlds {
            // Worlds are large and made again from their seed.
            let _ = std::fs::remove_dir_all(world);
        }
    }
    Ok(())
}

fn world_and_screen(asked: &Asked, seed: u64, view: &str, world: &Path, out: &Path) -> Result<()> {
    if !world.join("truth/world.json").is_file() {
        let mut simulate = command(binary(asked.profile));
        simulate.arg("simulate").arg("--out").arg(world);
        simulate.args(["--seed", &seed.to_string()]);
        simulate.args(["--subjects", &asked.subjects.to_string()]);
        if view != "all" {
            simulate.args(["--view", view]);
        }
        if let Some(parameters) = &asked.parameters {
            simulate.args(["--parameters", parameters]);
        }
        step(
            &format!("simulate {} subjects, seed {seed}", asked.subjects),
            &mut simulate,
            ADVICE,
        )?;
    }
    let lists = world.join("lists");
    let store = list_store(asked, world.parent().unwrap_or(world), &lists)?;
    let mut screen = command(binary(asked.profile));
    screen.arg("screen").arg(world).arg("--out").arg(out);
    screen.arg("--lists").arg(store);
    screen.stdout(std::process::Stdio::null());
    step(&format!("screen seed {seed}"), &mut screen, ADVICE)
}

/// A list store with the lists of a world.
fn list_store(asked: &Asked, place: &Path, lists: &Path) -> Result<std::path::PathBuf> {
    let world = lists.parent().and_then(Path::file_name).unwrap_or_default();
    let store = place.join("lists").join(world);
    if store.is_dir() {
        return Ok(store);
    }
    std::fs::create_dir_all(&store).with_context(|| format!("cannot make {}", store.display()))?;
    for (kind, file) in [
        ("ip-country", "ip_country.csv"),
        ("ip-range", "ip_hosting_vpn.csv"),
    ] {
        let path = lists.join(file);
        if path.is_file() {
            let mut add = command(binary(asked.profile));
            add.args(["lists", "add", kind, &format!("world-{kind}")])
                .arg(&path);
            add.args(["--source", "the simulated world", "--licence", "Apache-2.0"]);
            add.env("BONAFIDE_LISTS", &store);
            add.stdout(std::process::Stdio::null());
            step(&format!("add the list {file}"), &mut add, ADVICE)?;
        }
    }
    Ok(store)
}

/// The measures with their aims: median, range, and each seed with its interval, as Markdown.
fn table(told: &Value, seeds: &[u64]) -> String {
    let mut text = String::from("| measure | view | aim | median | range |");
    for seed in seeds {
        text += &format!(" seed {seed} |");
    }
    text += "\n|---|---|---|---:|---|";
    text += &"---|".repeat(seeds.len());
    text.push('\n');
    for one in told["measures"].as_array().into_iter().flatten() {
        let unit = one["unit"].as_str().unwrap_or_default();
        let number = |value: &Value| match (value.as_f64(), unit) {
            (None, _) => "–".to_owned(),
            (Some(value), "share") => format!("{:.1} %", value * 100.0),
            (Some(value), "ratio") => format!("{value:.3}"),
            (Some(value), _) => format!("{value:.1}"),
        };
        let aim = match (&one["aim"]["at_least"], &one["aim"]["at_most"]) {
            (least, _) if least.is_number() => format!("≥ {}", number(least)),
            (_, most) if most.is_number() => format!("≤ {}", number(most)),
            _ => "–".to_owned(),
        };
        let reached = match one["reached"].as_bool() {
            Some(true) => " ✓",
            Some(false) => " ✗",
            None => "",
        };
        text += &format!(
            "| {} | {} | {aim} | {}{reached} | {} to {} |",
            one["name"].as_str().unwrap_or_default(),
            one["view"].as_str().unwrap_or_default(),
            number(&one["median"]),
            number(&one["least"]),
            number(&one["most"]),
        );
        for value in one["values"].as_array().into_iter().flatten() {
            let interval = &value["interval"];
            text += &match interval["low"].is_number() {
                true => format!(
                    " {} [{}, {}] |",
                    number(&value["value"]),
                    number(&interval["low"]),
                    number(&interval["high"])
                ),
                false => format!(" {} |", number(&value["value"])),
            };
        }
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seeds_are_ranges_and_lists() {
        assert_eq!(seeds("1-3,7").expect("seeds"), [1, 2, 3, 7]);
        assert!(seeds("x").is_err() && seeds("5-1").is_err());
    }

    #[test]
    fn the_table_has_a_column_a_seed() {
        let told = serde_json::json!({"measures": [{
            "name": "precision", "view": "all", "unit": "share", "aim": {"at_least": 0.8},
            "median": 0.9, "least": 0.85, "most": 0.95, "reached": true,
            "values": [{"value": 0.9, "interval": {"low": 0.8, "high": 1.0}}, null],
        }]});
        let text = table(&told, &[1, 2]);
        assert!(
            text.contains("| precision | all | ≥ 80.0 % | 90.0 % ✓ | 85.0 % to 95.0 % | 90.0 % [80.0 %, 100.0 %] | – |"),
            "{text}"
        );
    }
}
