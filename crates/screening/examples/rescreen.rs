//! Measures what it takes to screen a million stored names again after a hundred entries of a list changed.
//!
//! `cargo run --release -p bonafide-screening --example rescreen [-- NAMES [ENTRIES]]`: names are invented, and a folder
//! that is removed afterwards is written to.

use std::sync::Arc;
use std::time::Instant;

use bonafide_lists::{About, Kind, Lists, ReadLimits, parse};
use bonafide_names::Schema;
use bonafide_screening::stored::{Folder, Known, StoredName, screen, update};

const CHANGED: usize = 100;

/// Invented words: the same for the same number.
fn word(number: u64) -> String {
    const BEGINS: [&str; 16] = [
        "ba", "do", "ki", "lu", "me", "na", "po", "ra", "se", "ti", "vo", "za", "cho", "gre",
        "sta", "ul",
    ];
    const ENDS: [&str; 12] = [
        "ban", "dor", "kin", "lin", "mov", "nes", "ra", "son", "tan", "ver", "x", "shi",
    ];
    let mixed = number.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 20;
    let part = |from: &[&'static str], at: u32| from[(mixed >> at) as usize % from.len()];
    let middle = if mixed & 1 == 0 {
        ""
    } else {
        part(&BEGINS, 24)
    };
    format!("{}{}{}", part(&BEGINS, 1), middle, part(&ENDS, 12))
}

fn name(number: u64) -> String {
    let (given, family) = (word(number % 3_001), word(50_000 + number / 7 % 40_009));
    format!("{given} {family}")
}

/// An invented list, of whose entries the first have other names where they are `changed`.
fn list(entries: usize, changed: bool) -> Arc<Lists> {
    let mut text = String::from("id,schema,name,birth_date,programme\n");
    for entry in 0..entries {
        let other = u64::from(changed && entry < CHANGED);
        let name = name(entry as u64 * 7_919 + other * 104_729);
        let born = 1950 + entry % 50;
        text.push_str(&format!("E{entry},person,{name},{born},TEST\n"));
    }
    let about = About::new("invented", Kind::Sanctions);
    let parsed = parse(text.as_bytes(), about, ReadLimits::default())
        .unwrap_or_else(|error| panic!("an invented list is a list: {error}"));
    Lists::only(vec![(parsed, "0".repeat(64))])
}

fn main() {
    let mut counts = std::env::args().skip(1).map(|count| count.parse::<usize>());
    let mut count = |usual: usize| counts.next().and_then(Result::ok).unwrap_or(usual);
    let (names, entries) = (count(1_000_000), count(21_000));
    let names: Vec<StoredName> = (0..names)
        .map(|number| StoredName {
            id: format!("c{number}"),
            name: name(number as u64 * 31 + 5),
            schema: Schema::Person,
            birth_date: (1950 + number % 50).to_string(),
            ..StoredName::default()
        })
        .collect();
    let (old, new) = (list(entries, false), list(entries, true));
    let path = std::env::temp_dir().join(format!("bonafide-rescreen-{}", std::process::id()));
    let folder = Folder::at(&path);
    let mut clock = Instant::now();
    let mut say = |what: &str| {
        println!("{what:<44} {:>8.1} ms", clock.elapsed().as_secs_f64() * 1e3);
        clock = Instant::now();
    };
    let first = screen(&names, &old, |_, _| true);
    say("everything compared");
    folder.index(&names);
    say("index of the names built and kept");
    let kept = folder.write(&first);
    say("written");
    let whole = Instant::now();
    let earlier = folder.read();
    say("again: read what was kept");
    let index = folder.index(&names);
    say("again: index opened");
    if let (Ok(()), Ok(Known::Earlier(earlier))) = (kept, earlier) {
        let updated = update(&names, &new, |_, _| true, &earlier, index.as_ref());
        say("again: compared with changed entries");
        let written = folder.write(&updated);
        say("again: written");
        println!(
            "again, as a whole {:.1} ms: {:?}, {} matches before, {} now{}",
            whole.elapsed().as_secs_f64() * 1e3,
            updated.work,
            first.matches.len(),
            updated.matches.len(),
            if written.is_ok() { "" } else { "; NOT WRITTEN" }
        );
        let full = screen(&names, &new, |_, _| true);
        println!(
            "the same as comparing everything: {}",
            full.matches == updated.matches
        );
    } else {
        println!(
            "NOT MEASURED: {} cannot be written to or read",
            path.display()
        );
    }
    drop(index);
    if let Err(error) = std::fs::remove_dir_all(&path) {
        println!("{} is left behind: {error}", path.display());
    }
}
