//! Detection over time, on records small enough to follow by hand.

mod made;

use std::path::{Path, PathBuf};

use bonafide_evaluation::{Cuts, Error, OverTime, Records, Truth, View, over_time};
use bonafide_model::report::Outcome;
use made::{honest, operation, persona};

const DAY: i64 = 86_400_000_000;

/// A persona who applies on the 1st, logs in on the 9th and is paid on the 5th and the 20th;
/// an honest one from the 3rd; a commit of years ago; and a row of a table without times.
fn records(folder: &Path) -> PathBuf {
    let records = folder.join("records");
    std::fs::create_dir(&records).expect("a folder");
    let file = |name: &str, text: &str| {
        std::fs::write(records.join(format!("{name}.csv")), text).expect("a file");
    };
    file(
        "subject",
        "subject_id,created_at,closed_at\n\
         p,2026-01-01T00:00:00Z,2026-01-25T00:00:00Z\n\
         h,2026-01-03T00:00:00Z,\n",
    );
    file(
        "session",
        "subject_id,session_id,started_at\np,s1,2026-01-09T10:00:00Z\n",
    );
    file(
        "payout",
        "subject_id,payout_id,paid_at,amount,currency\n\
         p,1,2026-01-05T00:00:00Z,100,USD\n\
         p,2,2026-01-20T00:00:00Z,50,USDT\n",
    );
    file(
        "commit",
        "subject_id,repository_id,commit_id,committed_at\nh,r,c,2019-05-01T00:00:00Z\n",
    );
    file(
        "application",
        "subject_id,application_id,submitted_at\np,a,2026-01-01T00:00:00Z\n",
    );
    file("skill", "subject_id,name\np,Rust\nh,Rust\n");
    records
}

fn truth() -> Truth {
    Truth {
        view: String::new(),
        subjects: vec![persona("p", "A", "sloppy"), honest("h", "plain", "africa")],
        operations: vec![operation("A", "sloppy")],
    }
}

/// Lines of a table as of the folders given.
fn rows(folders: &[PathBuf], table: &str) -> Vec<String> {
    let mut ids = Vec::new();
    for file in bonafide_records::discover(folders, None)
        .expect("tables")
        .files
    {
        if file.table.name != table {
            continue;
        }
        let columns = bonafide_records::ColumnSet::all(file.table);
        let mut reader = bonafide_records::TableReader::open(
            &file,
            &columns,
            &bonafide_records::ReadOptions::default(),
        )
        .expect("a reader");
        while let Some(batch) = reader
            .next_batch(&bonafide_records::ForgetRejects)
            .expect("rows")
        {
            for row in 0..batch.num_rows() {
                let cells = batch.columns().iter().map(|column| {
                    arrow::util::display::array_value_to_string(column, row).expect("text")
                });
                ids.push(cells.collect::<Vec<String>>().join(" "));
            }
        }
    }
    ids.sort();
    ids
}

fn measured(sent: impl Fn(usize, &[PathBuf]) -> Vec<(String, Outcome)>) -> OverTime {
    let folder = tempfile::tempdir().expect("a folder");
    let records = Records::survey(&[records(folder.path())], None, None).expect("records");
    let (first, last) = records.span().expect("a span");
    // The commit of 2019 belongs to the span of the table, not to the life of the subject.
    let cuts = Cuts::over(
        (first.max(records.since("p").expect("a day")), last),
        7,
        100,
    );
    over_time::<Error>(&records, &cuts, &truth(), &mut |cut, folders| {
        Ok(sent(cut, &folders))
    })
    .expect("a measure")
}

#[test]
fn records_stand_as_they_did_on_the_day() {
    let found = measured(|cut, folders| {
        let count = |table: &str| rows(folders, table).len();
        match cut {
            // As of the 8th: both subjects, no log-in yet, the first payout, the old commit.
            0 => {
                assert_eq!(
                    (count("subject"), count("session"), count("payout")),
                    (2, 0, 1)
                );
                assert_eq!((count("commit"), count("skill")), (1, 2));
                let subjects = rows(folders, "subject").join("\n");
                assert!(!subjects.contains("2026-01-25"), "closed later\n{subjects}");
            }
            // As of the 15th: the log-in too.
            1 => assert_eq!((count("session"), count("payout")), (1, 1)),
            _ => assert_eq!((count("session"), count("payout")), (1, 2)),
        }
        vec![
            ("p".to_owned(), Outcome::None),
            ("h".to_owned(), Outcome::None),
        ]
    });
    assert_eq!(found.resolution_days, 7);
    assert_eq!(found.looks[0].day, "2026-01-08");
    assert_eq!((found.all.detected.count, found.all.detected.of), (0, 1));
    assert_eq!(found.all.median_days, None);
    assert_eq!(
        found.all.paid["USD"].before, 150.0,
        "all was paid and nothing seen"
    );
}

#[test]
fn days_lie_between_two_looks_and_money_is_counted_until_the_later() {
    let found = measured(|cut, _| {
        let outcome = if cut == 1 {
            Outcome::Review
        } else {
            Outcome::Watch
        };
        vec![("p".to_owned(), outcome), ("h".to_owned(), Outcome::None)]
    });
    let days = found.all.median_days.expect("detected");
    assert_eq!((days.at_the_earliest, days.at_the_latest), (7.0, 14.0));
    assert_eq!(
        found.all.detected.count, 1,
        "once seen is seen, whatever later looks say"
    );
    let paid = found.all.paid["USD"];
    assert_eq!(
        (paid.before, paid.in_all, paid.median_before),
        (100.0, 150.0, 100.0)
    );
    assert_eq!(
        found.all.before_first_payout.count, 0,
        "the first payout was on the 5th"
    );
    assert_eq!(found.honest_ever_sent.count, 0);
    assert_eq!(found.by_care[0].1.detected.count, 1);
    assert_eq!(
        (found.looks[1].personas.count, found.looks[2].personas.count),
        (1, 0)
    );
}

#[test]
fn a_view_shows_only_its_tables_and_whom_they_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let paths = [records(folder.path())];
    let view = View::of("payment-provider").expect("a view");
    let seen = Records::survey(&paths, None, Some(view)).expect("records");
    assert!(
        seen.has("p") && !seen.has("h"),
        "h has no payout and no log-in"
    );
    let cuts = Cuts::none();
    let windows = seen.cut(&cuts).expect("windows");
    let folders = windows.as_of(0).expect("folders");
    assert_eq!(rows(&folders, "subject").len(), 1);
    assert_eq!(rows(&folders, "payout").len(), 2);
    assert!(rows(&folders, "commit").is_empty() && rows(&folders, "skill").is_empty());
    assert_eq!(seen.since("p"), Some(20_454 * DAY), "2026-01-01");
    assert_eq!(truth().seen_by(&seen.subjects()).subjects.len(), 1);
}

#[test]
fn without_a_cut_everything_is_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let seen = Records::survey(&[records(folder.path())], None, None).expect("records");
    let cuts = Cuts::none();
    let windows = seen.cut(&cuts).expect("windows");
    let folders = windows.as_of(0).expect("folders");
    for (table, many) in [
        ("subject", 2),
        ("session", 1),
        ("payout", 2),
        ("commit", 1),
        ("skill", 2),
    ] {
        assert_eq!(rows(&folders, table).len(), many, "{table}");
    }
    assert!(
        rows(&folders, "subject").join("").contains("2026-01-25"),
        "nothing is blanked"
    );
}
