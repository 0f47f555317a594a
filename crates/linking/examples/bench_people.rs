//! Person records: files with known truth, or a world from a seeded generator.
//!
//! `bench_people made [RECORDS [SEED]]`, `bench_people febrl FILE [FILE]`, `bench_people historical FILE`
//! (the latter as CSV). Two FEBRL files are compared as one.

mod measure;

use std::collections::HashMap;

use bonafide_linking::people::{Field, People, PeopleSettings};
use measure::{Random, cpu, peak, tell};

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["febrl", files @ ..] => febrl(files),
        ["historical", file] => historical(file),
        ["made", size] => made(size.parse().expect("a number of records"), 5),
        ["made", size, seed] => made(
            size.parse().expect("a number of records"),
            seed.parse().expect("a number as the seed"),
        ),
        _ => made(1_000_000, 5),
    }
}

fn febrl(files: &[&str]) {
    use Field::{Category, Date, FamilyName, GivenName, Number, Text};
    let mut people = People::new(
        vec![
            GivenName, FamilyName, Number, Text, Text, Text, Number, Category, Date, Number,
        ],
        PeopleSettings::default(),
    );
    let mut truth = Vec::new();
    let started = cpu();
    for file in files {
        for row in rows(file) {
            let subject = truth.len() as u32;
            truth.push(row[0].split('-').nth(1).unwrap_or_default().to_owned());
            let values: Vec<&str> = row.iter().skip(1).collect();
            people.add(subject, &values);
        }
    }
    finish(
        if files.len() > 1 { "febrl4" } else { "febrl3" },
        people,
        &truth,
        started,
    );
}

fn historical(file: &str) {
    use Field::{Category, Date, FamilyName, GivenName, Number, Text};
    let mut people = People::new(
        vec![GivenName, FamilyName, Date, Text, Number, Text, Category],
        PeopleSettings::default(),
    );
    let mut truth = Vec::new();
    let started = cpu();
    for row in rows(file) {
        let subject = truth.len() as u32;
        truth.push(row[1].to_owned());
        people.add(
            subject,
            &[
                &row[4], &row[5], &row[6], &row[7], &row[8], &row[10], &row[9],
            ],
        );
    }
    finish("historical_50k", people, &truth, started);
}

fn rows(file: &str) -> Vec<csv::StringRecord> {
    csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_path(file)
        .expect("the file can be read")
        .records()
        .map(|row| row.expect("the file is CSV"))
        .collect()
}

/// People with one to four records each and the errors of clerks: a tenth of the values missing,
/// some mistyped, nicknames, moves to another address, changed telephones, names exchanged.
fn made(size: u32, seed: u64) {
    // What the generator itself takes is measured first and taken off.
    let started = cpu();
    let mut records = 0;
    world(size, seed, |_, _| records += 1);
    assert!(records >= size);
    let generating = cpu() - started;
    use Field::{Category, Date, FamilyName, GivenName, Number, Text};
    let fields = vec![GivenName, FamilyName, Date, Text, Number, Number, Category];
    let mut people = People::new(fields, PeopleSettings::default());
    let mut truth = Vec::new();
    let started = cpu() + generating;
    world(size, seed, |person, values| {
        people.add(truth.len() as u32, values);
        truth.push(person);
    });
    finish("made", people, &truth, started);
}

/// Hands each record on with the number of its person.
fn world(size: u32, seed: u64, mut take: impl FnMut(u32, &[&str])) {
    let mut random = Random(seed);
    let name = |random: &mut Random, kinds: usize| {
        let mut rank = 1 + random.rank(kinds);
        let parts = [
            "an", "mar", "el", "jo", "ri", "ton", "sa", "vik", "lu", "ber", "do", "ka", "mi",
        ];
        let mut text = String::new();
        while rank > 0 || text.len() < 4 {
            text += parts[(rank * 7 + text.len()) % parts.len()];
            rank /= parts.len() - 4;
        }
        text
    };
    let given: Vec<String> = (0..3000).map(|_| name(&mut random, 9000)).collect();
    let family: Vec<String> = (0..40_000).map(|_| name(&mut random, 900_000)).collect();
    let town: Vec<String> = (0..3000).map(|_| name(&mut random, 90_000)).collect();
    let mut records = 0;
    let mut person = 0_u32;
    while records < size {
        person += 1;
        let mut own = [
            given[random.rank(given.len())].clone(),
            family[random.rank(family.len())].clone(),
            format!(
                "{}-{:02}-{:02}",
                1940 + random.below(65),
                1 + random.below(12),
                1 + random.below(28)
            ),
            town[random.rank(town.len())].clone(),
            format!("{:09}", random.below(1_000_000_000)),
            format!("{:05}", random.below(20_000)),
            ["f", "m"][random.below(2)].to_owned(),
        ];
        for _ in 0..1 + random.below(4) {
            if random.chance(0.10) {
                own[3] = town[random.rank(town.len())].clone();
                own[5] = format!("{:05}", random.below(20_000));
            }
            if random.chance(0.15) {
                own[4] = format!("{:09}", random.below(1_000_000_000));
            }
            let mut record = own.clone();
            for (at, value) in record.iter_mut().enumerate() {
                if random.chance(0.08) {
                    value.clear();
                } else if at < 6 && random.chance(0.06) {
                    mistype(&mut random, value);
                }
            }
            if random.chance(0.02) {
                record.swap(0, 1);
            }
            let values: Vec<&str> = record.iter().map(String::as_str).collect();
            take(person, &values);
            records += 1;
        }
    }
}

fn mistype(random: &mut Random, value: &mut String) {
    let mut bytes = value.clone().into_bytes();
    let at = random.below(bytes.len());
    let other = match bytes[at] {
        b'0'..=b'9' => b'0' + random.below(10) as u8,
        b'-' => b'-',
        _ => b'a' + random.below(26) as u8,
    };
    match random.below(3) {
        0 if at + 1 < bytes.len() => bytes.swap(at, at + 1),
        1 if other.is_ascii_alphabetic() => {
            bytes.remove(at);
        }
        _ => bytes[at] = other,
    }
    *value = String::from_utf8(bytes).unwrap_or_default();
}

fn finish<T: Eq + std::hash::Hash>(what: &str, people: People, truth: &[T], started: f64) {
    let adding = cpu() - started;
    let found = people.finish();
    let taken = cpu() - started;
    let peak = peak();
    let pairs = |sizes: &mut dyn Iterator<Item = usize>| -> f64 {
        sizes
            .map(|size| size as f64 * (size as f64 - 1.0) / 2.0)
            .sum()
    };
    let mut sizes: HashMap<&T, usize> = HashMap::new();
    for person in truth {
        *sizes.entry(person).or_default() += 1;
    }
    let true_pairs = pairs(&mut sizes.values().copied());
    let mut together = 0.0;
    let mut found_pairs = 0.0;
    for group in &found.groups {
        let mut sizes: HashMap<&T, usize> = HashMap::new();
        for subject in group {
            *sizes.entry(&truth[*subject as usize]).or_default() += 1;
        }
        together += pairs(&mut sizes.values().copied());
        found_pairs += pairs(&mut std::iter::once(group.len()));
    }
    let (precision, recall) = (together / found_pairs, together / true_pairs);
    if std::env::var_os("BENCH_MODEL").is_some() {
        for field in &found.model {
            let levels: Vec<String> = field
                .levels
                .iter()
                .map(|level| format!("{:?} {:.4}/{:.6}", level.level, level.m, level.u))
                .collect();
            eprintln!("{}", levels.join("  "));
        }
    }
    tell(
        what,
        &[
            ("records", truth.len() as f64),
            ("compared", found.compared as f64),
            ("true_share_ppm", 1e6 * found.true_share),
            ("add_cpu_s", adding),
            ("cpu_s", taken),
            ("peak_mib", peak),
            ("recall", recall),
            ("precision", precision),
            ("f1", 2.0 * precision * recall / (precision + recall)),
        ],
    );
}
