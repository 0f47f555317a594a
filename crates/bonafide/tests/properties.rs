//! What must hold of every report, tried on a simulated world: order, slices and threads change
//! nothing; who somebody is changes nothing; strangers change nothing.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::AtomicBool;

use bonafide_engine::screen::{self, Progress, Request};
use bonafide_engine::weigh::Weighing;
use bonafide_engine::{Engine, Pack};
use bonafide_lists::Lists;
use bonafide_model::table;
use bonafide_records::ForgetRejects;
use bonafide_simulator::{Format, World, simulate};

struct Silent;

impl Progress for Silent {
    fn step(&self, _: &'static str, _: u64) {}
    fn advance(&self, _: u64) {}
}

fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()
            .expect("a runtime");
        let pack = Pack::embedded().expect("our rules are right");
        let lists = Lists::embedded().expect("our lists are right");
        runtime
            .block_on(Engine::new(&pack, lists, Weighing::default()))
            .expect("our rules plan")
    })
}

/// What is said of each subject: outcome, weight, and each finding with its evidence.
type Said = BTreeMap<String, String>;

fn said(folder: &Path, change: impl FnOnce(&mut Request)) -> Said {
    let mut request = Request::new(vec![folder.to_owned()]);
    change(&mut request);
    let outcome = screen::screen(
        engine(),
        &request,
        &ForgetRejects,
        &Silent,
        &AtomicBool::new(false),
    )
    .expect("a report");
    assert!(outcome.report.run.complete, "{:?}", outcome.report.problems);
    outcome
        .subjects
        .into_iter()
        .map(|subject| {
            let findings: Vec<String> = subject
                .findings
                .iter()
                .map(|found| format!("{} {:?} {}", found.rule, found.evidence, found.rows))
                .collect();
            let told = format!(
                "{:?} {:.6} {findings:?} {:?}",
                subject.weighed.outcome, subject.weighed.weight, subject.insufficient
            );
            (subject.id, told)
        })
        .collect()
}

/// A small world as CSV: one file a table.
fn world() -> &'static (tempfile::TempDir, PathBuf) {
    static WORLD: OnceLock<(tempfile::TempDir, PathBuf)> = OnceLock::new();
    WORLD.get_or_init(|| {
        let place = tempfile::tempdir().expect("a folder");
        let folder = place.path().join("world");
        let mut world = World::new(400, 7, &folder);
        world.format = Format::Csv;
        simulate(&world).expect("a world");
        (place, folder)
    })
}

/// Every table file of the world with its table, header and rows.
fn tables(
    folder: &Path,
) -> Vec<(
    PathBuf,
    &'static table::Table,
    csv::StringRecord,
    Vec<csv::StringRecord>,
)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let mut entries: Vec<_> = fs::read_dir(&folder)
            .expect("a folder")
            .map(|entry| entry.expect("an entry").path())
            .collect();
        entries.sort();
        for path in entries {
            let name = path
                .file_stem()
                .and_then(|stem| stem.to_str())
                .unwrap_or_default()
                .to_owned();
            if path.is_dir() {
                if name != "truth" && name != "lists" {
                    folders.push(path);
                }
                continue;
            }
            let parent = path
                .parent()
                .and_then(Path::file_name)
                .and_then(|name| name.to_str())
                .unwrap_or_default();
            let Some(table) = table::by_name(&name).or_else(|| table::by_name(parent)) else {
                continue;
            };
            let mut reader = csv::Reader::from_path(&path).expect("CSV");
            let header = reader.headers().expect("a header").clone();
            let rows = reader.records().map(|row| row.expect("a row")).collect();
            found.push((path, table, header, rows));
        }
    }
    found
}

/// Writes the world with its rows changed.
fn rewritten(
    change: impl Fn(
        &'static table::Table,
        &csv::StringRecord,
        Vec<csv::StringRecord>,
    ) -> Vec<csv::StringRecord>,
) -> tempfile::TempDir {
    let place = tempfile::tempdir().expect("a folder");
    for (number, (_, table, header, rows)) in tables(&world().1).into_iter().enumerate() {
        let folder = place.path().join(table.name);
        fs::create_dir_all(&folder).expect("a folder");
        let mut writer =
            csv::Writer::from_path(folder.join(format!("part-{number}.csv"))).expect("a file");
        writer.write_record(&header).expect("a header");
        for row in change(table, &header, rows) {
            writer.write_record(&row).expect("a row");
        }
        writer.flush().expect("written");
    }
    place
}

fn differences(a: &Said, b: &Said) -> Vec<String> {
    let all = a
        .keys()
        .chain(b.keys())
        .collect::<std::collections::BTreeSet<_>>();
    let differing = all.into_iter().filter(|id| a.get(*id) != b.get(*id));
    differing
        .take(3)
        .map(|id| format!("{id}\n  {:?}\n  {:?}", a.get(id), b.get(id)))
        .collect()
}

fn assert_same(a: &Said, b: &Said, what: &str) {
    let differing = differences(a, b);
    assert!(differing.is_empty(), "{what}:\n{}", differing.join("\n"));
}

#[test]
fn slices_and_threads_and_memory_change_nothing() {
    let folder = &world().1;
    let whole = said(folder, |request| {
        request.slices = Some(1);
        request.threads = 1;
    });
    assert!(whole.len() >= 400);
    let cut = said(folder, |request| {
        request.slices = Some(32);
        request.threads = 3;
    });
    assert_same(&whole, &cut, "32 slices on three threads");
    let spilled = said(folder, |request| {
        request.slices = Some(4);
        request.memory = 1;
    });
    assert_same(&whole, &spilled, "rows that waited in a temporary file");
}

#[test]
fn the_order_of_rows_and_files_changes_nothing() {
    let shuffled = rewritten(|_, _, mut rows| {
        // A fixed permutation, far from the order of the file.
        let count = rows.len();
        let mut order: Vec<usize> = (0..count).collect();
        order.sort_by_key(|row| (row.wrapping_mul(2_654_435_761) >> 3) % 1_000_003);
        order
            .iter()
            .map(|row| std::mem::take(&mut rows[*row]))
            .collect()
    });
    assert_same(
        &said(&world().1, |_| {}),
        &said(shuffled.path(), |_| {}),
        "shuffled rows",
    );
}

#[test]
fn bringing_the_same_file_twice_changes_nothing() {
    let twice = rewritten(|_, _, rows| rows);
    for entry in fs::read_dir(twice.path()).expect("a folder") {
        let folder = entry.expect("an entry").path();
        let files: Vec<_> = fs::read_dir(&folder)
            .expect("a folder")
            .map(|entry| entry.expect("an entry").path())
            .collect();
        fs::copy(&files[0], folder.join("again.csv")).expect("a copy");
    }
    assert_same(
        &said(&world().1, |_| {}),
        &said(twice.path(), |_| {}),
        "the same files again",
    );
}

#[test]
fn nationality_gender_language_and_birth_change_nothing() {
    let swapped = rewritten(|table, header, mut rows| {
        let protected: Vec<usize> = header
            .iter()
            .enumerate()
            .filter(|(_, name)| {
                table
                    .column(name)
                    .is_some_and(|column| column.protected && !column.is_person_name())
            })
            .map(|(place, _)| place)
            .collect();
        let count = rows.len();
        let before = rows.clone();
        for (number, row) in rows.iter_mut().enumerate() {
            let other = &before[(number + count / 2) % count];
            *row = row
                .iter()
                .enumerate()
                .map(|(place, cell)| {
                    if protected.contains(&place) {
                        other.get(place).unwrap_or(cell)
                    } else {
                        cell
                    }
                })
                .collect();
        }
        rows
    });
    assert_same(
        &said(&world().1, |_| {}),
        &said(swapped.path(), |_| {}),
        "protected columns of somebody else",
    );
}

/// Another word for each word of a name: the same for the same, in one alphabet whatever the first.
fn other_word(word: &str) -> String {
    let mut hash = word
        .to_lowercase()
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
    let mut other = String::new();
    for _ in 0..5 {
        other.push(char::from(b"bdfgklmnprstvz"[(hash % 14) as usize]));
        hash /= 14;
        other.push(char::from(b"aeiou"[(hash % 5) as usize]));
        hash /= 5;
    }
    other
}

#[test]
fn other_names_change_no_score() {
    let renamed = rewritten(|table, header, rows| {
        let names: Vec<usize> = header
            .iter()
            .enumerate()
            .filter(|(_, name)| {
                table
                    .column(name)
                    .is_some_and(table::Column::is_person_name)
            })
            .map(|(place, _)| place)
            .collect();
        let rename = |row: csv::StringRecord| -> csv::StringRecord {
            row.iter()
                .enumerate()
                .map(|(place, cell)| match names.contains(&place) {
                    true => cell
                        .split_whitespace()
                        .map(other_word)
                        .collect::<Vec<_>>()
                        .join(" "),
                    false => cell.to_owned(),
                })
                .collect()
        };
        rows.into_iter().map(rename).collect()
    });
    // Evidence may show how alike two names are; the score may not change.
    let score = |said: Said| -> Said {
        let first_two = |told: String| told.split(' ').take(2).collect::<Vec<_>>().join(" ");
        said.into_iter()
            .map(|(id, told)| (id, first_two(told)))
            .collect()
    };
    assert_same(
        &score(said(&world().1, |_| {})),
        &score(said(renamed.path(), |_| {})),
        "other names",
    );
}

#[test]
fn strangers_change_nothing() {
    let with_strangers = rewritten(|_, _, rows| rows);
    fs::write(
        with_strangers.path().join("subject").join("strangers.csv"),
        "subject_id,kind,country,created_at\nstranger-1,account,PT,2026-01-01T00:00:00Z\nstranger-2,account,JP,2026-01-01T00:00:00Z\n",
    )
    .expect("a file");
    let before = said(&world().1, |_| {});
    let mut after = said(with_strangers.path(), |_| {});
    after.retain(|id, _| !id.starts_with("stranger-"));
    assert_same(&before, &after, "two unrelated subjects");
}
