//! What makes a world hard and fair: nothing in it tells personas apart but what the plan says.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use arrow::array::{Array, ArrayRef, AsArray, StringArray};
use arrow::compute::cast;
use arrow::datatypes::DataType;
use bonafide_simulator::{
    Care, Error, Format, HonestKind, Origin, SubjectTruth, World, read_operations, read_subjects,
    simulate,
};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

fn world(subjects: u64, seed: u64, out: &Path) -> World {
    World {
        threads: 2,
        ..World::new(subjects, seed, out)
    }
}

/// The same people with fewer records of each, for tests that need many people.
fn quiet(mut world: World) -> World {
    world.parameters.recording.sessions = 4.0;
    world.parameters.recording.bids = 1.0;
    world.parameters.recording.payouts = 1.5;
    world
}

/// Values as text, whatever their type.
fn text(column: &ArrayRef) -> StringArray {
    let plain = match column.data_type() {
        DataType::Timestamp(..) => cast(column, &DataType::Int64).expect("a time is a number"),
        _ => column.clone(),
    };
    let text = cast(&plain, &DataType::Utf8).expect("everything has a text");
    text.as_string::<i32>().clone()
}

/// Calls with the text of the columns for every row of all parts of a table.
fn each_row(world: &Path, table: &str, columns: &[&str], mut with: impl FnMut(&[Option<&str>])) {
    let single = world.join(format!("{table}.parquet"));
    let mut files = if single.is_file() {
        vec![single]
    } else {
        Vec::new()
    };
    if let Ok(parts) = fs::read_dir(world.join(table)) {
        files.extend(parts.flatten().map(|part| part.path()));
    }
    assert!(!files.is_empty(), "no file of {table}");
    files.sort();
    for file in files {
        let file = fs::File::open(file).expect("the table opens");
        let reader = ParquetRecordBatchReaderBuilder::try_new(file)
            .and_then(|builder| builder.build())
            .expect("it is Parquet");
        for batch in reader {
            let batch = batch.expect("the batch is whole");
            let columns: Vec<StringArray> = columns
                .iter()
                .map(|name| text(batch.column_by_name(name).expect("the column is there")))
                .collect();
            let mut cells = Vec::with_capacity(columns.len());
            for row in 0..batch.num_rows() {
                cells.clear();
                cells.extend(
                    columns
                        .iter()
                        .map(|column| column.is_valid(row).then(|| column.value(row))),
                );
                with(&cells);
            }
        }
    }
}

/// Text columns of all parts of a table.
fn texts(world: &Path, table: &str, columns: &[&str]) -> Vec<Vec<Option<String>>> {
    let mut rows = Vec::new();
    each_row(world, table, columns, |row| {
        rows.push(row.iter().map(|cell| cell.map(str::to_owned)).collect());
    });
    rows
}

#[test]
fn a_world_has_as_many_subjects_and_operations_as_asked_and_about_sixty_rows_each() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("world");
    let summary = simulate(&world(10_000, 3, &out)).expect("a world");
    assert_eq!(summary.subjects, 10_000);
    assert_eq!(summary.operations, 4);
    assert_eq!(texts(&out, "subject", &["subject_id"]).len(), 10_000);
    let each = summary.rows as f64 / 10_000.0;
    assert!((50.0..72.0).contains(&each), "{each} rows a subject");
    assert_eq!(summary.tables.len(), 40, "{:?}", summary.tables.keys());
    let truth = read_subjects(&out.join("truth")).expect("truth");
    let ids: BTreeSet<&str> = truth.iter().map(|one| one.subject_id.as_str()).collect();
    assert_eq!(ids.len(), 10_000);
    let personas = truth.iter().filter(|one| one.persona).count();
    assert_eq!(personas as u64, summary.personas);
    let operations = read_operations(&out.join("truth")).expect("truth");
    assert_eq!(
        operations.iter().map(|one| one.members).sum::<u64>(),
        summary.personas
    );
    assert_eq!(operations.len(), 4);
}

#[test]
fn the_smallest_world_has_two_operations() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("small");
    assert_eq!(
        simulate(&world(50, 1, &out)).expect("a world").operations,
        2
    );
    let error = simulate(&world(49, 1, &folder.path().join("none"))).expect_err("too small");
    assert!(matches!(error, Error::TooSmall { .. }));
}

/// The truth of a world that is large enough for every kind.
fn large_truth() -> Vec<SubjectTruth> {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("world");
    let mut world = world(50_000, 11, &out);
    // The truth does not depend on how much is recorded.
    world.parameters.recording.sessions = 1.0;
    world.parameters.recording.bids = 0.1;
    world.parameters.recording.payouts = 0.1;
    simulate(&world).expect("a world");
    read_subjects(&out.join("truth")).expect("truth")
}

#[test]
fn every_kind_care_and_role_appears_and_origin_tells_nothing_of_honesty() {
    let truth = large_truth();
    let mut kinds: BTreeMap<&str, u64> = BTreeMap::new();
    for one in &truth {
        assert_eq!(one.persona, one.honest_kind.is_none());
        assert_eq!(one.persona, one.operation_id.is_some());
        *kinds
            .entry(one.honest_kind.as_deref().unwrap_or("persona"))
            .or_default() += 1;
    }
    for kind in HonestKind::ALL {
        assert!(kinds.contains_key(kind.word()), "nobody is {}", kind.word());
    }
    for care in Care::ALL {
        assert!(
            truth
                .iter()
                .any(|one| one.care.as_deref() == Some(care.word())),
            "no {} persona",
            care.word()
        );
    }
    for role in [
        "worker",
        "lent_account",
        "reviewer",
        "facilitator",
        "front_company",
    ] {
        assert!(
            truth.iter().any(|one| one.role.as_deref() == Some(role)),
            "no {role}"
        );
    }
    let share = kinds["persona"] as f64 / truth.len() as f64;
    assert!(
        (0.002..0.008).contains(&share),
        "{share} of the subjects are personas"
    );
    // Chi-square of origin against kind, over kinds that are common enough to be counted.
    let origins: Vec<&str> = Origin::ALL.iter().map(|origin| origin.word()).collect();
    let (mut statistic, mut freedom) = (0.0, 0.0);
    for (kind, of_kind) in kinds.iter().filter(|(_, count)| **count >= 150) {
        for origin in &origins {
            let of_origin = truth.iter().filter(|one| one.origin == *origin).count() as f64;
            let both = truth.iter().filter(|one| {
                one.origin == *origin && one.honest_kind.as_deref().unwrap_or("persona") == *kind
            });
            let expected = of_origin * *of_kind as f64 / truth.len() as f64;
            statistic += (both.count() as f64 - expected).powi(2) / expected;
        }
        freedom += 9.0;
    }
    // Five standard deviations of the chi-square distribution above its mean.
    assert!(
        statistic < freedom + 5.0 * f64::sqrt(2.0 * freedom),
        "chi-square {statistic} at {freedom}"
    );
}

#[test]
fn an_honest_subject_stays_the_same_when_the_world_grows() {
    let folder = tempfile::tempdir().expect("a folder");
    let records = |subjects: u64| -> BTreeMap<String, Vec<Vec<Option<String>>>> {
        let out = folder.path().join(subjects.to_string());
        simulate(&world(subjects, 9, &out)).expect("a world");
        let honest: BTreeSet<String> = read_subjects(&out.join("truth"))
            .expect("truth")
            .into_iter()
            .filter(|one| !one.persona)
            .map(|one| one.subject_id)
            .collect();
        let mut by_subject: BTreeMap<String, Vec<Vec<Option<String>>>> = BTreeMap::new();
        for row in texts(
            &out,
            "payout",
            &["subject_id", "payout_id", "destination", "amount"],
        ) {
            let subject = row[0].clone().expect("payouts have a subject");
            if honest.contains(&subject) {
                by_subject.entry(subject).or_default().push(row);
            }
        }
        for rows in by_subject.values_mut() {
            rows.sort();
        }
        by_subject
    };
    let (small, large) = (records(6_000), records(8_000));
    assert!(small.len() > 4_000);
    // The block of the third operation begins at 5,000; before it both worlds are the same.
    let same = small
        .iter()
        .filter(|(subject, rows)| large.get(*subject) == Some(rows))
        .count();
    assert!(
        same as f64 > 0.99 * small.len() as f64,
        "{same} of {}",
        small.len()
    );
}

#[test]
fn sloppy_personas_share_more_than_careful_ones_and_households_share_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("world");
    simulate(&world(30_000, 2, &out)).expect("a world");
    let truth: BTreeMap<String, SubjectTruth> = read_subjects(&out.join("truth"))
        .expect("truth")
        .into_iter()
        .map(|one| (one.subject_id.clone(), one))
        .collect();
    let mut holders: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in texts(&out, "payout", &["subject_id", "destination"]) {
        if let [Some(subject), Some(destination)] = row.as_slice() {
            holders
                .entry(destination.clone())
                .or_default()
                .insert(subject.clone());
        }
    }
    let mut counts: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
    let shared: BTreeSet<&String> = holders
        .values()
        .filter(|subjects| subjects.len() > 1)
        .flatten()
        .collect();
    for subject in holders.values().flatten().collect::<BTreeSet<_>>() {
        let one = &truth[subject];
        let group = one
            .care
            .as_deref()
            .or(one.honest_kind.as_deref())
            .expect("everybody has one");
        let (sharing, all) = counts.entry(group).or_default();
        *all += 1.0;
        *sharing += f64::from(u8::from(shared.contains(subject)));
    }
    let rate = |group: &str| counts[group].0 / counts[group].1;
    assert!(rate("sloppy") > 2.0 * rate("careful"), "{counts:?}");
    assert!(rate("shared_bank_account") > 0.5, "{counts:?}");
    assert!(rate("plain") < 0.02, "{counts:?}");
}

/// A value that only personas of several teams have would tell on them without any reasoning.
#[test]
fn no_value_is_left_to_personas_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("world");
    let summary = simulate(&quiet(world(40_000, 8, &out))).expect("a world");
    let truth: BTreeMap<String, SubjectTruth> = read_subjects(&out.join("truth"))
        .expect("truth")
        .into_iter()
        .map(|one| (one.subject_id.clone(), one))
        .collect();
    let mut telling = Vec::new();
    for table in summary.tables.keys() {
        let declared = bonafide_model::table::by_name(table).expect("a table of the model");
        if !declared.has_subject() {
            continue;
        }
        let columns: Vec<&str> = declared
            .columns
            .iter()
            .map(|column| column.name)
            .filter(|name| *name != "subject_id")
            .collect();
        let wanted: Vec<&str> = std::iter::once("subject_id")
            .chain(columns.iter().copied())
            .collect();
        // Honest rows, and operations, in which each column has that value, or any value.
        let mut honest: Vec<BTreeSet<String>> = vec![BTreeSet::new(); columns.len()];
        let mut teams_of: Vec<BTreeMap<String, BTreeSet<&str>>> =
            vec![BTreeMap::new(); columns.len()];
        each_row(&out, table, &wanted, |row| {
            let team = truth[row[0].expect("a subject")].operation_id.as_deref();
            for (at, value) in row[1..].iter().enumerate() {
                let Some(value) = value else { continue };
                for seen in [*value, "any value"] {
                    match team {
                        Some(team) => {
                            teams_of[at]
                                .entry(seen.to_owned())
                                .or_default()
                                .insert(team);
                        }
                        None if !honest[at].contains(seen) => {
                            honest[at].insert(seen.to_owned());
                        }
                        None => {}
                    }
                }
            }
        });
        for ((column, honest), teams) in columns.iter().zip(&honest).zip(teams_of) {
            for (value, teams) in teams {
                if teams.len() >= 4 && !honest.contains(&value) {
                    telling.push(format!(
                        "{table}.{column} = {value} in {} teams",
                        teams.len()
                    ));
                }
            }
        }
    }
    // Minutes and seconds coincide by chance; whatever else is here tells on personas.
    telling.retain(|one| !one.contains("_at = ") && !one.contains("_on = "));
    assert!(telling.is_empty(), "{telling:#?}");
}

#[test]
fn every_format_holds_the_same_rows() {
    let folder = tempfile::tempdir().expect("a folder");
    let rows = |format: Format| {
        let out = folder.path().join(format.ending());
        let summary = simulate(&World {
            format,
            ..world(120, 4, &out)
        })
        .expect("a world");
        let lines: u64 = if format == Format::Parquet {
            summary.rows
        } else {
            summary
                .tables
                .keys()
                .map(|table| {
                    let path = out.join(format!("{table}.{}", format.ending()));
                    match format {
                        Format::Csv => csv::Reader::from_path(path)
                            .expect("CSV")
                            .records()
                            .map(|row| u64::from(row.is_ok()))
                            .sum::<u64>(),
                        _ => fs::read_to_string(path)
                            .expect("text")
                            .lines()
                            .map(|line| {
                                u64::from(serde_json::from_str::<serde_json::Value>(line).is_ok())
                            })
                            .sum(),
                    }
                })
                .sum()
        };
        (summary.tables, lines)
    };
    let parquet = rows(Format::Parquet);
    assert_eq!(parquet, rows(Format::Csv));
    assert_eq!(parquet, rows(Format::Ndjson));
}

#[test]
fn a_parameter_file_changes_what_it_names_and_nothing_else() {
    let world =
        World::from_toml("subjects = 500\n[parameters.operations]\nretained = [0.1, 0.1, 0.1]\n")
            .expect("a world");
    assert_eq!(world.subjects, 500);
    assert_eq!(world.parameters.operations.retained, [0.1; 3]);
    assert_eq!(
        world.parameters.people,
        bonafide_simulator::People::default()
    );
    let error = World::from_toml("[parameters.operations]\nretaind = [0.1, 0.1, 0.1]\n")
        .expect_err("misspelt");
    assert!(error.to_string().contains("retaind"), "{error}");
}

#[test]
fn no_invented_name_is_on_a_sanctions_list() {
    let shared = std::env::var("BONAFIDE_SHARED").unwrap_or_else(|_| "../../../shared".to_owned());
    let lists = Path::new(&shared).join("data/lists");
    let files = [
        "ofac_sdn_full_2024-05-03.csv",
        "uk_sanctions_list_primary_2025-08-11.csv",
    ];
    let text: String = files
        .iter()
        .filter_map(|file| fs::read(lists.join(file)).ok())
        .map(|bytes| String::from_utf8_lossy(&bytes).to_lowercase())
        .collect();
    if text.is_empty() {
        eprintln!("SKIPPED: no sanctions lists in {}", lists.display());
        return;
    }
    let words: BTreeSet<&str> = text.split(|letter: char| !letter.is_alphabetic()).collect();
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("world");
    simulate(&world(3_000, 6, &out)).expect("a world");
    let mut both = BTreeSet::new();
    for row in texts(&out, "subject", &["given_name", "family_name"]) {
        if let [Some(given), Some(family)] = row.as_slice() {
            // A name is on a list only if both of its parts are.
            if words.contains(given.to_lowercase().as_str())
                && words.contains(family.to_lowercase().as_str())
            {
                both.insert(format!("{given} {family}"));
            }
        }
    }
    assert!(both.is_empty(), "{both:?}");
}
