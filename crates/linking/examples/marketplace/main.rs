//! Measures groups on a marketplace in which the truth is known, beside two simple methods in the same run. One file,
//! since it is one measurement with its table; the world, the clock and what is counted stand beside it.
//!
//! `cargo run --release -p bonafide-linking --example marketplace -- 20000 5 40` (accounts, seeds, and one of how many
//! accounts an operator runs); with `link` as a fourth word one world is linked once and nothing else, with `vpn` worlds
//! are linked with and without an exit that 30 % of the accounts share; `save FILE` keeps a world, and `saved FILE` or
//! `saved FILE MEGABYTES` links it, in memory or with so much of it. Seconds are those of the processor, so that other
//! work on the machine does not count.

mod clock;
mod dice;
mod measure;
mod saved;
mod world;

use std::collections::HashMap;
use std::hash::{Hash, Hasher};

use bonafide_linking::{
    Bounded, Components, Day, DirectTie, Features, Group, Linked, OperationModel, Reviewed,
    Settings, Sighting, Standing, TieKind, calibration_error, link, losses, reliability,
};

use clock::Clock;
use measure::{Figures, Ranked, figures, operation_of};
use saved::Saved;
use world::{World, world};

fn main() {
    let mut words = std::env::args().skip(1);
    let mut number = |default: usize| words.next().and_then(|w| w.parse().ok()).unwrap_or(default);
    let (accounts, seeds, one_in) = (number(20_000), number(1), number(40));
    let words: Vec<String> = words.collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["link"] => return only_link(accounts, one_in),
        ["vpn"] => return exit_in_turns(accounts, seeds, one_in),
        ["save", file] => {
            return saved::save(&world(1, accounts, false, one_in), file)
                .unwrap_or_else(|error| eprintln!("{file}: {error}"));
        }
        ["saved", file] => return tell_saved(file, None),
        ["saved", file, megabytes] => return tell_saved(file, megabytes.parse().ok()),
        _ => {}
    }
    println!(
        "method                alerts P/R      by care           first 200 P/found  400 P/found    B³ P/R       largest swollen seconds"
    );
    for hard in [false, true] {
        for seed in 1..=seeds as u64 {
            run(accounts, seed, hard, one_in);
        }
    }
    if let Some(peak) = peak_megabytes() {
        println!("peak memory {peak:.0} MB, with the worlds themselves");
    }
}

/// One plain world, linked once: what time and memory that takes at sizes at which nothing else fits.
fn only_link(accounts: usize, one_in: usize) {
    let world = world(1, accounts, false, one_in);
    println!(
        "{} accounts, {} sightings, {} direct ties; {:.0} MB with the world itself",
        world.subjects.len(),
        world.sightings.len(),
        world.direct.len(),
        peak_megabytes().unwrap_or(0.0)
    );
    let (clock, wall) = (Clock::start(), std::time::Instant::now());
    let linked = link(
        &world.sightings,
        &world.direct,
        &world.subjects,
        &[],
        &Settings::default(),
    );
    println!(
        "linked in {:.1} s of the processor, {:.1} s of the wall: {} ties, {} groups, the largest of {}; peak memory {:.0} MB",
        clock.seconds(),
        wall.elapsed().as_secs_f64(),
        linked.links.len(),
        linked.groups.len(),
        linked
            .groups
            .iter()
            .map(|group| group.members.len())
            .max()
            .unwrap_or(0),
        peak_megabytes().unwrap_or(0.0)
    );
}

fn tell_saved(file: &str, megabytes: Option<usize>) {
    if let Err(error) = link_saved(file, megabytes) {
        eprintln!("{file}: {error}");
    }
}

/// A saved world, linked in memory, or with so many megabytes for what is given and compared. The hash tells whether two
/// runs found the same: ids, members, ties, numbers and reasons.
fn link_saved(file: &str, megabytes: Option<usize>) -> Result<(), Box<dyn std::error::Error>> {
    let mut saved = Saved::open(file)?;
    let subjects = saved.subjects()?;
    println!(
        "{} accounts; {:.0} MB with them",
        subjects.len(),
        peak_megabytes().unwrap_or(0.0)
    );
    let (clock, wall) = (Clock::start(), std::time::Instant::now());
    let linked = if let Some(megabytes) = megabytes {
        let settings = Settings {
            memory: Some(megabytes << 20),
            ..Settings::default()
        };
        let mut bounded = Bounded::new(&subjects, &settings);
        for tie in saved.ties() {
            bounded.tie(&tie?)?;
        }
        for seen in saved.sightings() {
            bounded.see(&seen?)?;
        }
        bounded.finish(&[])?
    } else {
        let direct = saved.ties().collect::<Result<Vec<_>, _>>()?;
        let sightings = saved.sightings().collect::<Result<Vec<_>, _>>()?;
        link(&sightings, &direct, &subjects, &[], &Settings::default())
    };
    let (seconds, wall) = (clock.seconds(), wall.elapsed().as_secs_f64());
    let peak = peak_megabytes().unwrap_or(0.0);
    let mut hasher = std::hash::DefaultHasher::new();
    for group in &linked.groups {
        format!("{group:?}").hash(&mut hasher);
    }
    for link in &linked.links {
        format!("{link:?}").hash(&mut hasher);
    }
    println!(
        "read and linked in {seconds:.1} s of the processor, {wall:.1} s of the wall: {} ties, {} groups, hash {:016x}; peak memory {peak:.0} MB",
        linked.links.len(),
        linked.groups.len(),
        hasher.finish(),
    );
    Ok(())
}

fn run(accounts: usize, seed: u64, hard: bool, one_in: usize) {
    let world = world(seed, accounts, hard, one_in);
    println!(
        "\n{} world, seed {seed}: {} accounts, {} operations of {} accounts, {} sightings, {} direct ties",
        if hard { "hard" } else { "plain" },
        world.subjects.len(),
        world.operations.len(),
        world.operations.iter().map(|(m, _)| m.len()).sum::<usize>(),
        world.sightings.len(),
        world.direct.len()
    );
    for (name, cap) in [("components", usize::MAX), ("components, cap 10", 10)] {
        let start = Clock::start();
        let groups = components(&world, cap);
        tell(name, &figures(&world, &groups), start.seconds());
    }
    let settings = Settings::default();
    // Without what makes groups survive a wrong tie: every tie that holds joins.
    let reckless = Settings {
        growth_decibans: 0.0,
        cut_from: usize::MAX,
        largest_joined: usize::MAX,
        ..settings.clone()
    };
    let start = Clock::start();
    let joined = link(
        &world.sightings,
        &world.direct,
        &world.subjects,
        &[],
        &reckless,
    );
    let groups = ranked(&joined, &reckless.operation);
    tell(
        "link, all ties join",
        &figures(&world, &groups),
        start.seconds(),
    );
    let start = Clock::start();
    let linked = link(
        &world.sightings,
        &world.direct,
        &world.subjects,
        &[],
        &settings,
    );
    let seconds = start.seconds();
    let groups = ranked(&linked, &settings.operation);
    tell("link", &figures(&world, &groups), seconds);
    let reviews = reviewed(&world, &linked, 50);
    let learned = settings.operation.learn(&reviews);
    tell(
        "link, 50 reviewed",
        &figures(&world, &ranked(&linked, &learned)),
        seconds,
    );
    for (name, model) in [("documented", settings.operation), ("50 reviewed", learned)] {
        let said: Vec<(f64, bool)> = linked
            .groups
            .iter()
            .map(|g| {
                (
                    model.probability(&g.features),
                    operation_of(&world, &numbers(g)).is_some(),
                )
            })
            .collect();
        let bands = reliability(&said);
        print!(
            "  operation, {name}: error {:.3};",
            calibration_error(&bands)
        );
        for band in bands {
            print!(" {:.2}→{:.2} ({})", band.said, band.found, band.groups);
        }
        println!();
    }
    unseen(&settings.operation, &reviews);
    belonging(&world, &linked);
    if std::env::var_os("MISSES").is_some() {
        misses(&world, &linked);
    }
    if std::env::var_os("WEIGHTS").is_some() {
        for w in &linked.weights {
            println!(
                "    {:>15} {:>4}–{:<10} values {:>8} documented {:>5.1} used {:>5.1}",
                w.kind.word(),
                w.from,
                w.to,
                w.values,
                w.documented,
                w.decibans
            );
        }
    }
    exit(&world, &linked, &settings);
    day(&world, &settings, seconds);
}

/// What alerted groups that are no operation are, and how many of each care stand in a group of their operation.
fn misses(world: &World, linked: &Linked) {
    let mut natures: HashMap<(&str, usize), (usize, Vec<f64>)> = HashMap::new();
    let mut grouped = [0_usize; 4];
    for group in &linked.groups {
        let members = numbers(group);
        if let Some(operation) = operation_of(world, &members) {
            grouped[usize::from(world.operations[operation as usize].1)] += members
                .iter()
                .filter(|&&m| world.operation[m as usize] == Some(operation))
                .count();
        } else if group.operation >= 0.5 {
            let mut count: HashMap<&str, usize> = HashMap::new();
            for &m in &members {
                *count.entry(world.nature[m as usize]).or_default() += 1;
            }
            let most = count
                .into_iter()
                .max_by_key(|&(n, c)| (c, n))
                .map_or("", |x| x.0);
            let units: std::collections::BTreeSet<u32> =
                members.iter().map(|&m| world.unit[m as usize]).collect();
            let bag = natures
                .entry((most, usize::from(units.len() > 1)))
                .or_insert((0, vec![0.0; bonafide_linking::FEATURES]));
            bag.0 += 1;
            for (sum, value) in bag.1.iter_mut().zip(group.features.values()) {
                *sum += value;
            }
        }
    }
    for ((nature, mixed), (count, sums)) in natures {
        print!(
            "    false: {nature}{} {count}:",
            if mixed == 1 { " mixed" } else { "" }
        );
        for (name, sum) in Features::NAMES.iter().zip(sums) {
            print!(" {name} {:.2}", sum / count as f64);
        }
        println!();
    }
    for (care, (in_group, all)) in (1..4).map(|care| {
        (
            care,
            (
                grouped[care],
                world
                    .operations
                    .iter()
                    .filter(|o| usize::from(o.1) == care)
                    .map(|o| o.0.len())
                    .sum::<usize>(),
            ),
        )
    }) {
        println!("    care {care}: {in_group} of {all} in a group of their operation");
    }
    let mut sums: [(usize, Vec<f64>); 4] =
        std::array::from_fn(|_| (0, vec![0.0; bonafide_linking::FEATURES]));
    for group in &linked.groups {
        if let Some(o) = operation_of(world, &numbers(group)) {
            let bag = &mut sums[usize::from(world.operations[o as usize].1)];
            bag.0 += 1;
            for (sum, value) in bag.1.iter_mut().zip(group.features.values()) {
                *sum += value;
            }
        }
    }
    for (care, (count, sums)) in sums.iter().enumerate().skip(1) {
        print!("    care {care}, {count} groups:");
        for (name, sum) in Features::NAMES.iter().zip(sums) {
            print!(" {name} {:.2}", sum / *count as f64);
        }
        println!();
    }
}

/// What the model and the learning of it cost on the reviewed groups, each judged by what the others teach.
fn unseen(model: &OperationModel, reviews: &[Reviewed]) {
    let cost = |said: &dyn Fn(usize) -> f64| {
        losses((0..reviews.len()).map(|n| (said(n), reviews[n].is_operation, 1.0)))
    };
    let left_out = model.left_out(reviews);
    let (before, after) = (
        cost(&|n| model.probability(&reviews[n].features)),
        cost(&|n| left_out[n]),
    );
    println!(
        "  50 reviewed, {} operations: log loss {:.3} documented, {:.3} learned; Brier {:.3}, {:.3}",
        reviews.iter().filter(|one| one.is_operation).count(),
        before.log_loss,
        after.log_loss,
        before.brier,
        after.brier
    );
}

/// Mean of `linked` against the share of members who belong to the group's largest true unit.
fn belonging(world: &World, linked: &Linked) {
    let (mut said, mut found, mut all) = (0.0, 0.0, 0.0);
    for group in &linked.groups {
        let mut units: HashMap<u32, usize> = HashMap::new();
        for member in numbers(group) {
            *units.entry(world.unit[member as usize]).or_default() += 1;
        }
        let size = group.members.len() as f64;
        let most = units.values().copied().max().unwrap_or(0);
        said += group.linked * size;
        found += if most > 1 { most as f64 } else { 0.0 };
        all += size;
    }
    println!(
        "  linked: said {:.3}, found {:.3}, over {} groups",
        said / all,
        found / all,
        linked.groups.len()
    );
}

/// The sightings of a world, and three of ten accounts at one VPN exit besides.
fn with_an_exit(world: &World) -> Vec<Sighting> {
    let mut sightings = Vec::with_capacity(world.sightings.len() * 21 / 20);
    sightings.extend(&world.sightings);
    sightings.extend(
        (0..world.subjects.len() as u32)
            .filter(|s| s % 10 < 3)
            .map(|subject| Sighting {
                subject,
                kind: TieKind::Ip,
                value: 7,
                first: None,
                last: None,
            }),
    );
    sightings
}

/// One VPN exit shared by 30 % of the accounts is added: do groups change?
fn exit(world: &World, linked: &Linked, settings: &Settings) {
    let sightings = with_an_exit(world);
    let with = link(&sightings, &world.direct, &world.subjects, &[], settings);
    println!(
        "  an exit shared by 30 %: {}",
        told_groups(with.groups == linked.groups)
    );
}

fn told_groups(are_the_same: bool) -> &'static str {
    if are_the_same {
        "no group changes"
    } else {
        "GROUPS CHANGE"
    }
}

/// What an exit shared by 30 % of the accounts costs: runs with and without it in turns, so that other work on the
/// machine slows both, and the ratio of their medians.
fn exit_in_turns(accounts: usize, seeds: usize, one_in: usize) {
    const TURNS: usize = 11;
    let settings = Settings::default();
    for hard in [false, true] {
        for seed in 1..=seeds as u64 {
            let world = world(seed, accounts, hard, one_in);
            let with_exit = with_an_exit(&world);
            let timed = |sightings: &[Sighting]| {
                let clock = Clock::start();
                let linked = link(sightings, &world.direct, &world.subjects, &[], &settings);
                (clock.seconds(), linked)
            };
            let (mut without, mut with) = (Vec::new(), Vec::new());
            let mut are_the_same = true;
            for _ in 0..TURNS {
                let (seconds, plain) = timed(&world.sightings);
                without.push(seconds);
                let (seconds, linked) = timed(&with_exit);
                with.push(seconds);
                are_the_same &= plain.groups == linked.groups;
            }
            for times in [&mut without, &mut with] {
                times.sort_by(f64::total_cmp);
            }
            println!(
                "{} world, seed {seed}, {accounts} accounts, an exit shared by 30 %: {}; {:.3} s without, {:.3} s with, ratio of medians of {TURNS} {:.3}, of the least {:.3}; {:.3} of the sightings",
                if hard { "hard" } else { "plain" },
                told_groups(are_the_same),
                without[TURNS / 2],
                with[TURNS / 2],
                with[TURNS / 2] / without[TURNS / 2],
                with[0] / without[0],
                with_exit.len() as f64 / world.sightings.len() as f64
            );
        }
    }
}

/// Groups that a reviewer would look at: half of them spread over the likeliest, half over the next third of the list.
fn reviewed(world: &World, linked: &Linked, number: usize) -> Vec<Reviewed> {
    let all = &linked.groups;
    let half = number / 2;
    let likely = (all.len() / 50).max(half);
    let rest = (all.len().saturating_sub(likely) / 3).max(1);
    let places = (0..half)
        .map(|n| (n * likely / half, likely as f64 / half as f64))
        .chain((0..half).map(|n| (likely + n * rest / half, rest as f64 / half as f64)));
    places
        .filter_map(|(place, stands_for)| all.get(place).map(|group| (group, stands_for)))
        .map(|(group, stands_for)| Reviewed {
            features: group.features,
            is_operation: operation_of(world, &numbers(group)).is_some(),
            stands_for,
        })
        .collect()
}

/// A day of 1 % new accounts, the last ones, is added to what stands.
fn day(world: &World, settings: &Settings, seconds: f64) {
    let known = (world.subjects.len() - world.subjects.len() / 100) as u32;
    let (old, new): (Vec<_>, Vec<_>) = world.sightings.iter().partition(|s| s.subject < known);
    let (old_ties, new_ties): (Vec<_>, Vec<_>) = world
        .direct
        .iter()
        .partition(|t| t.a < known && t.b < known);
    let mut standing = Standing::new(
        &old,
        &old_ties,
        &world.subjects[..known as usize],
        &[],
        settings.clone(),
    );
    let before: std::collections::HashSet<String> = standing
        .linked()
        .groups
        .iter()
        .map(|g| g.id.clone())
        .collect();
    let start = Clock::start();
    let change = standing.add(&Day {
        sightings: &new,
        direct: &new_ties,
        subjects: &world.subjects[known as usize..],
        ..Day::default()
    });
    let took = start.seconds();
    let alone = one_by_one(world, &old, &old_ties, known, settings);
    let full = link(
        &world.sightings,
        &world.direct,
        &world.subjects,
        &[],
        standing.settings(),
    );
    let kept = full
        .groups
        .iter()
        .filter(|g| before.contains(&g.id))
        .count();
    println!(
        "  a day of 1 %: {}, {:.1} ms, {:.1} % of the time of a full run, {} groups new or changed, {:.1} % of the earlier ids are there",
        if standing.linked() == full {
            "the result of a full run"
        } else {
            "ANOTHER RESULT"
        },
        1000.0 * took,
        100.0 * took / seconds,
        change.groups.len(),
        100.0 * kept as f64 / before.len().max(1) as f64
    );
    println!(
        "  one account alone: {:.3} ms, the mean of {}; at most {:.1} ms",
        1000.0 * alone.iter().sum::<f64>() / alone.len().max(1) as f64,
        alone.len(),
        // The system counts in ticks of some milliseconds.
        1000.0 * alone.iter().copied().fold(0.0, f64::max)
    );
}

/// Seconds for each of the last accounts, added one by one with what ties it to those before.
fn one_by_one(
    world: &World,
    old: &[Sighting],
    old_ties: &[DirectTie],
    known: u32,
    settings: &Settings,
) -> Vec<f64> {
    let before = &world.subjects[..known as usize];
    let mut standing = Standing::new(old, old_ties, before, &[], settings.clone());
    let last = (known + 500).min(world.subjects.len() as u32);
    (known..last)
        .map(|number| {
            let of = |s: &&Sighting| s.subject == number;
            let seen: Vec<Sighting> = world.sightings.iter().filter(of).copied().collect();
            let tied: Vec<DirectTie> = world
                .direct
                .iter()
                .filter(|tie| tie.a.max(tie.b) == number)
                .copied()
                .collect();
            let start = Clock::start();
            standing.add(&Day {
                subjects: &world.subjects[number as usize..=number as usize],
                sightings: &seen,
                direct: &tied,
                ..Day::default()
            });
            start.seconds()
        })
        .collect()
}

fn numbers(group: &Group) -> Vec<u32> {
    group.members.iter().map(|member| member.subject).collect()
}

fn ranked(linked: &Linked, model: &OperationModel) -> Vec<Ranked> {
    let mut groups: Vec<Ranked> = linked
        .groups
        .iter()
        .map(|group| {
            let score = model.probability(&group.features);
            Ranked {
                members: numbers(group),
                score,
                is_alert: score >= 0.5,
            }
        })
        .collect();
    groups.sort_by(|x, y| y.score.total_cmp(&x.score));
    groups
}

/// What easy methods do: whoever shares a value is joined; groups of four or more are alerts, the largest first.
fn components(world: &World, cap: usize) -> Vec<Ranked> {
    let mut rows: Vec<(TieKind, u64, u32)> = world
        .sightings
        .iter()
        .filter(|s| !matches!(s.kind, TieKind::Name | TieKind::Configuration))
        .map(|s| (s.kind, s.value, s.subject))
        .collect();
    rows.sort_unstable();
    rows.dedup();
    let mut joined = Components::new(world.subjects.len());
    for run in rows
        .chunk_by(|a, b| (a.0, a.1) == (b.0, b.1))
        .filter(|run| run.len() <= cap)
    {
        for row in run {
            joined.join(run[0].2, row.2);
        }
    }
    let mut by_label: HashMap<u32, Vec<u32>> = HashMap::new();
    for (subject, label) in joined.labels().into_iter().enumerate() {
        by_label.entry(label).or_default().push(subject as u32);
    }
    let mut groups: Vec<Ranked> = by_label
        .into_values()
        .filter(|members| members.len() > 1)
        .map(|members| Ranked {
            score: members.len() as f64,
            is_alert: members.len() >= 4,
            members,
        })
        .collect();
    groups.sort_by(|x, y| y.score.total_cmp(&x.score).then(x.members.cmp(&y.members)));
    groups
}

fn tell(name: &str, f: &Figures, seconds: f64) {
    let [one, two, three] = f.recall_by_care;
    println!(
        "  {name:<19} {:>6.3} / {:.3}  {one:.2} {two:.2} {three:.2}   {:>6.3} / {:.3}   {:>6.3} / {:.3}  {:.3} / {:.3}  {:>7} {:>5} {seconds:>8.2}",
        f.alert_precision,
        f.alert_recall,
        f.first_200,
        f.found_200,
        f.first_400,
        f.found_400,
        f.bcubed.0,
        f.bcubed.1,
        f.largest,
        f.swollen
    );
}

fn peak_megabytes() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
    Some(line.split_whitespace().nth(1)?.parse::<f64>().ok()? / 1024.0)
}
