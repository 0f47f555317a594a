//! Labelled pairs, and how many a second.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use bonafide_names::{Evidence, Name, POSSIBLE, score, score_like_ofac, similarity};

use crate::cases::{Case, csv_rows, entity_checks, pairs};
use crate::clock::Clock;
use crate::tally::Tally;

pub(crate) fn run(shared: &Path, wants: &dyn Fn(&str) -> bool, errors: bool) {
    let names = shared.join("data/names");
    let sets: [(&str, Vec<Case>); 5] = [
        (
            "bench",
            pairs(&names.join("nk_name_bench_cases.csv"), &[], "quality"),
        ),
        (
            "entity",
            entity_checks(&names.join("nk_entity_checks.jsonl")),
        ),
        (
            "korean",
            pairs(&names.join("korean_fullname_pairs_dev.csv"), &[], ""),
        ),
        (
            "dprk",
            pairs(&names.join("dprk_alias_pairs_dev.csv"), &["schema"], "sim"),
        ),
        (
            "native",
            pairs(
                &names.join("eu_native_script_pairs_dev.csv"),
                &["schema", "script"],
                "",
            ),
        ),
    ];
    for (name, cases) in &sets {
        if wants(name) {
            judge(name, cases, errors);
        }
    }
    if wants("ofac") {
        ofac(&names.join("ofac_official_tool_scores.csv"), errors);
    }
    if wants("pairspeed") {
        speed(&sets);
    }
}

fn judge(name: &str, cases: &[Case], errors: bool) {
    let mut whole = Tally::default();
    let mut by_set: BTreeMap<&str, Tally> = BTreeMap::new();
    let (mut strong, mut strong_wrong) = (0, 0);
    let mut guessable: BTreeMap<&str, Tally> = BTreeMap::new();
    for case in cases {
        let (left, right) = (
            Name::analyse(&case.left, case.schema),
            Name::analyse(&case.right, case.schema),
        );
        let value = similarity(&left, &right);
        let answer = value >= POSSIBLE;
        whole.add(case.same, answer);
        if !case.set.is_empty() {
            by_set.entry(&case.set).or_default().add(case.same, answer);
        }
        if case.note.parse::<f64>().map_or(true, |sim| sim >= 50.0) {
            guessable
                .entry(&case.set)
                .or_default()
                .add(case.same, answer);
        }
        if case.note == "STRONG" {
            strong += 1;
            strong_wrong += u32::from(answer != case.same);
        }
        if errors && answer != case.same {
            let found = score(&left, &right, &Evidence::none());
            let parts: Vec<String> = found
                .parts
                .iter()
                .map(|part| {
                    format!(
                        "{}~{}:{:?}{:.2}",
                        part.left, part.right, part.how, part.alike
                    )
                })
                .collect();
            println!(
                "  {} {value:.3} {:?} {} | {}   [{}] {:?}",
                if case.same { "MISS" } else { "FALSE" },
                case.schema,
                case.left,
                case.right,
                parts.join(", "),
                found.notes
            );
        }
    }
    whole.print(name);
    for (set, tally) in by_set {
        tally.print(&format!("  {set}"));
    }
    if strong > 0 {
        println!("  {strong_wrong} of {strong} STRONG cases wrong");
    }
    if name == "dprk" {
        for (set, tally) in guessable {
            tally.print(&format!("  {set}, similar strings (50 or more)"));
        }
    }
}

fn ofac(path: &Path, errors: bool) {
    let (mut sum, mut count, mut near, mut absent, mut absent_right) = (0.0, 0, 0, 0, 0);
    for row in csv_rows(path, &["query_name", "result_name", "ofac_score"]) {
        let Ok(truth) = row[2].parse::<f64>() else {
            continue;
        };
        let ours = score_like_ofac(&row[0], &row[1]);
        if truth < 0.0 {
            absent += 1;
            absent_right += u32::from(ours < 80.0);
            continue;
        }
        let apart = (ours - truth).abs();
        sum += apart;
        count += 1;
        near += u32::from(apart <= 5.0);
        if errors && apart > 1.0 {
            println!("  {} | {}: theirs {truth}, ours {ours:.1}", row[0], row[1]);
        }
    }
    println!(
        "{:<44} mean error {:.2} of 100 over {count}; within 5: {:.3}; not shown: {absent_right} of {absent}",
        "ofac search page",
        sum / f64::from(count.max(1)),
        f64::from(near) / f64::from(count.max(1))
    );
}

fn speed(sets: &[(&str, Vec<Case>)]) {
    let mut left = Vec::new();
    let mut right = Vec::new();
    for (_, cases) in sets {
        for case in cases {
            left.push(Name::analyse(&case.left, case.schema));
            right.push(Name::analyse(&case.right, case.schema));
        }
    }
    let rounds = 40;
    let clock = Clock::start();
    let mut best = f64::INFINITY;
    for _ in 0..rounds {
        let round = Instant::now();
        for (one, other) in left.iter().zip(&right) {
            black_box(similarity(one, other));
        }
        // By the clock: the system counts processor time too coarsely for so short a while.
        best = best.min(round.elapsed().as_secs_f64());
    }
    let rate = clock.taken().rate(rounds * left.len());
    println!(
        "{:<44} pairs {rate}, best round {:.0} (labelled pairs)",
        "speed",
        left.len() as f64 / best
    );
    let clock = Clock::start();
    let mut count = 0;
    for (place, one) in left.iter().enumerate().step_by(7) {
        for other in right.iter().skip(place % 11).step_by(11) {
            black_box(similarity(one, other));
            count += 1;
        }
    }
    let rate = clock.taken().rate(count);
    println!("{:<44} pairs {rate} (any pairs)", "speed");
    let clock = Clock::start();
    let mut compared = 0;
    for (_, cases) in sets {
        for case in cases {
            let one = Name::analyse(&case.left, case.schema);
            let other = Name::analyse(&case.right, case.schema);
            black_box(score(&one, &other, &Evidence::none()));
            compared += 1;
        }
    }
    let rate = clock.taken().rate(compared);
    println!(
        "{:<44} pairs {rate} (labelled pairs, from text, with reasons)",
        "speed"
    );
    let clock = Clock::start();
    let mut analysed = 0;
    for (_, cases) in sets {
        for case in cases {
            black_box(Name::analyse(&case.left, case.schema));
            analysed += 1;
        }
    }
    let rate = clock.taken().rate(analysed);
    println!("{:<44} names {rate}", "analysis");
}
