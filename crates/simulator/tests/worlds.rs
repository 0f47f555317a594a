//! What a simulated world promises.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use bonafide_simulator::{
    Care, Format, HonestKind, Origin, World, read_operations, read_subjects, simulate,
};

/// Every file under the folder with its content, by path within it.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(current) = open.pop() {
        for entry in fs::read_dir(&current).expect("a folder of the world") {
            let path = entry.expect("an entry of the world").path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path
                    .strip_prefix(folder)
                    .expect("a path below the folder")
                    .to_owned();
                found.insert(name, fs::read(&path).expect("a file of the world"));
            }
        }
    }
    found
}

fn world(subjects: u64, seed: u64, folder: &Path) -> World {
    World {
        threads: 2,
        ..World::new(subjects, seed, folder)
    }
}

#[test]
fn the_same_seed_gives_the_same_bytes_on_any_number_of_threads() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let made = |name: &str, seed: u64, threads: usize| {
        let out = folder.path().join(name);
        let world = World {
            threads,
            subjects_per_file: 100,
            ..World::new(400, seed, &out)
        };
        simulate(&world).expect("a small world");
        files(&out)
    };
    let first = made("first", 7, 1);
    let names = |world: &BTreeMap<PathBuf, Vec<u8>>| world.keys().cloned().collect::<Vec<_>>();
    for (again, bytes) in
        [("again", 1), ("threads", 4)].map(|(name, threads)| (name, made(name, 7, threads)))
    {
        assert_eq!(names(&first), names(&bytes), "{again}");
        let differing: Vec<&PathBuf> = first
            .keys()
            .filter(|name| first[*name] != bytes[*name])
            .collect();
        assert!(differing.is_empty(), "{again}: {differing:?}");
    }
    let other = made("other", 8, 1);
    let subjects = Path::new("truth/truth_subject.csv");
    assert_ne!(
        first[subjects], other[subjects],
        "another seed gives another world"
    );
}

#[test]
fn a_world_has_as_many_subjects_as_were_asked_for() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    for subjects in [50, 51, 777, 2_600] {
        let out = folder.path().join(subjects.to_string());
        let summary = simulate(&world(subjects, 3, &out)).expect("a small world");
        assert_eq!(summary.subjects, subjects);
        assert_eq!(summary.tables.get("subject"), Some(&subjects));
        let truth = read_subjects(&out.join("truth")).expect("the truth");
        let ids: BTreeSet<&str> = truth.iter().map(|one| one.subject_id.as_str()).collect();
        assert_eq!(
            (truth.len() as u64, ids.len() as u64),
            (subjects, subjects),
            "every subject once"
        );
        let personas = truth.iter().filter(|one| one.persona).count() as u64;
        assert_eq!(personas, summary.personas);
        let operations = read_operations(&out.join("truth")).expect("the truth");
        assert_eq!(operations.len() as u64, summary.operations);
        assert_eq!(
            operations.iter().map(|one| one.members).sum::<u64>(),
            personas,
            "members are personas"
        );
        assert!(
            operations.iter().all(|one| one.members >= 3),
            "an operation has at least three members"
        );
    }
}

#[test]
fn a_world_of_20_000_has_every_kind_and_origin() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let out = folder.path().join("world");
    simulate(&world(20_000, 1, &out)).expect("a world");
    let truth = read_subjects(&out.join("truth")).expect("the truth");
    let (personas, honest): (Vec<_>, Vec<_>) = truth.iter().partition(|one| one.persona);
    let kinds: BTreeSet<&str> = honest
        .iter()
        .filter_map(|one| one.honest_kind.as_deref())
        .collect();
    let missing: Vec<&str> = HonestKind::ALL
        .iter()
        .map(|kind| kind.word())
        .filter(|kind| !kinds.contains(kind))
        .collect();
    assert!(missing.is_empty(), "no {missing:?}");
    for group in [&personas, &honest] {
        let origins: BTreeSet<&str> = group.iter().map(|one| one.origin.as_str()).collect();
        let of_all = if group.len() > 200 {
            Origin::ALL.len()
        } else {
            3
        };
        assert!(origins.len() >= of_all, "origins {origins:?}");
    }
    assert!(
        honest.iter().all(|one| one.honest_kind.is_some()
            && one.operation_id.is_none()
            && one.care.is_none())
    );
    assert!(
        personas.iter().all(|one| one.honest_kind.is_none()
            && one.operation_id.is_some()
            && one.care.is_some())
    );
    let operations = read_operations(&out.join("truth")).expect("the truth");
    let share = personas.len() as f64 / truth.len() as f64;
    assert!((0.001..0.02).contains(&share), "personas are rare: {share}");
    for victim in operations.iter().filter_map(|one| one.victim.as_deref()) {
        let kind = truth
            .iter()
            .find(|one| one.subject_id == victim)
            .and_then(|one| one.honest_kind.as_deref());
        assert_eq!(kind, Some("identity_victim"), "{victim}");
    }
}

#[test]
fn every_twenty_operations_hold_the_shares_of_care() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let out = folder.path().join("world");
    let mut world = world(2_000, 1, &out);
    world.parameters.operations.subjects_per_operation = 100;
    simulate(&world).expect("a world");
    let operations = read_operations(&out.join("truth")).expect("the truth");
    let of = |care: Care| {
        operations
            .iter()
            .filter(|one| one.care == care.word())
            .count()
    };
    assert_eq!(Care::ALL.map(of), [7, 8, 5], "35, 40 and 25 in a hundred");
}

#[test]
fn the_truth_is_never_in_the_records() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let out = folder.path().join("world");
    simulate(&World {
        format: Format::Csv,
        ..world(3_000, 5, &out)
    })
    .expect("a world");
    let truth_columns = [
        "persona",
        "operation_id",
        "operator_id",
        "care",
        "honest_kind",
        "origin",
        "role",
    ];
    // Words that only the truth uses. Kinds that are ordinary words, or words of the record
    // tables, say nothing about a subject where they stand.
    let mut words: Vec<String> = vec![
        "operation-0".to_owned(),
        "lent_account".to_owned(),
        "sloppy".to_owned(),
    ];
    words.extend(
        HonestKind::ALL
            .iter()
            .map(|kind| kind.word())
            .filter(|word| word.contains('_'))
            .map(str::to_owned),
    );
    words.extend(
        Origin::ALL
            .iter()
            .map(|origin| origin.word())
            .filter(|word| word.contains('_'))
            .map(str::to_owned),
    );
    let mut records = 0;
    for (name, bytes) in files(&out) {
        if name.starts_with("truth") {
            continue;
        }
        records += 1;
        let text = String::from_utf8(bytes).expect("CSV in UTF-8");
        let header = text.lines().next().expect("a header");
        let table = name
            .file_stem()
            .and_then(|stem| stem.to_str())
            .expect("a table name");
        for column in header.split(',') {
            // A job, a desk, an observation have roles too; who is a persona is another matter.
            assert!(
                column == "role" || !truth_columns.contains(&column),
                "{table}.{column}"
            );
        }
        for word in &words {
            let line = text.lines().find(|line| line.contains(word.as_str()));
            assert_eq!(line, None, "{table} says {word:?}");
        }
    }
    assert!(records > 20, "only {records} record files");
}

#[test]
fn a_folder_that_holds_something_else_is_never_replaced() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let diary = folder.path().join("diary.txt");
    fs::write(&diary, "mine").expect("a file");
    for replace in [false, true] {
        let error = simulate(&World {
            replace,
            ..world(60, 1, folder.path())
        })
        .expect_err("the folder is in use")
        .to_string();
        assert!(error.contains("choose another folder"), "{error}");
        assert_eq!(fs::read_to_string(&diary).expect("the file"), "mine");
    }
}
