//! What each kind of firm sees of one world.

mod common;

use std::collections::BTreeSet;

use bonafide_simulator::{View, World, simulate};
use common::{cell, lines, rows, truth};

#[test]
fn every_view_holds_rows_of_the_whole_world_and_the_same_truth() {
    let folder = tempfile::tempdir().expect("a folder");
    let all = folder.path().join("all");
    let whole = simulate(&lines(700, 5, &all)).expect("a world");
    for view in View::ALL.into_iter().skip(1) {
        let out = folder.path().join(view.word());
        let cut = simulate(&World {
            view,
            ..lines(700, 5, &out)
        })
        .expect("a world");
        let read = |world: &std::path::Path, file: &str| {
            std::fs::read_to_string(world.join("truth").join(file)).expect("the truth")
        };
        for file in ["truth_subject.csv", "truth_operation.csv"] {
            assert_eq!(read(&out, file), read(&all, file), "{view:?} {file}");
        }
        assert!(cut.rows < whole.rows, "{view:?} shows less than everything");
        for table in cut.tables.keys().filter(|table| *table != "subject") {
            // A row of the view is a row of the whole with fewer cells.
            let there: Vec<_> = rows(&all, table);
            let ids: BTreeSet<String> = there
                .iter()
                .map(|row| serde_json::to_string(row).expect("JSON"))
                .collect();
            for row in rows(&out, table).iter().take(40) {
                let whole_row = ids.contains(&serde_json::to_string(row).expect("JSON"))
                    || there.iter().any(|other| {
                        row.iter()
                            .all(|(name, value)| other.get(name) == Some(value))
                    });
                assert!(whole_row, "{view:?} {table}: {row:?}");
            }
        }
    }
}

#[test]
fn a_firm_has_records_of_those_it_knows_and_of_nobody_else() {
    let folder = tempfile::tempdir().expect("a folder");
    for view in [View::SmallFirm, View::Payments, View::Crypto, View::Ai] {
        let out = folder.path().join(view.word());
        let summary = simulate(&World {
            view,
            ..lines(900, 6, &out)
        })
        .expect("a world");
        let truth = truth(&out);
        let known: BTreeSet<&str> = truth
            .values()
            .filter(|one| {
                let words = one.known_to.as_deref().unwrap_or("");
                words.split(';').any(|word| word == view.word())
            })
            .map(|one| one.subject_id.as_str())
            .collect();
        assert!(
            !known.is_empty() && known.len() < 900,
            "{view:?} knows {}",
            known.len()
        );
        let subjects = rows(&out, "subject");
        let seen: BTreeSet<&str> = subjects.iter().map(|row| cell(row, "subject_id")).collect();
        assert_eq!(seen, known, "{view:?}");
        for table in summary.tables.keys() {
            for row in rows(&out, table) {
                let id = cell(&row, "subject_id");
                assert!(
                    id.is_empty() || known.contains(id),
                    "{view:?} {table} of {id}"
                );
            }
        }
    }
}

#[test]
fn a_payment_provider_sees_payees_and_transfers_and_no_cv_no_log_in_no_message() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("world");
    let summary = simulate(&World {
        view: View::Payments,
        ..lines(900, 7, &out)
    })
    .expect("a world");
    let tables: Vec<&str> = summary.tables.keys().map(String::as_str).collect();
    for table in ["payout", "transfer", "identifier", "subject"] {
        assert!(tables.contains(&table), "no {table}");
    }
    for table in [
        "session",
        "message",
        "experience",
        "document",
        "meeting",
        "bid",
        "commit",
    ] {
        assert!(!tables.contains(&table), "{table}");
    }
    let kinds: BTreeSet<String> = rows(&out, "identifier")
        .iter()
        .map(|row| cell(row, "kind").to_owned())
        .collect();
    assert!(
        kinds.contains("bank_account") && !kinds.contains("photo"),
        "{kinds:?}"
    );
}

#[test]
fn columns_that_a_firm_lacks_are_not_in_its_files() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("world");
    simulate(&World {
        view: View::Marketplace,
        format: bonafide_simulator::Format::Csv,
        ..lines(300, 7, &out)
    })
    .expect("a world");
    let text = std::fs::read_to_string(out.join("payout.csv")).expect("payouts");
    let header = text.lines().next().expect("a header");
    assert!(
        header.contains("destination") && !header.contains("forwarded_share"),
        "{header}"
    );
    let cells = header.split(',').count();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    assert!(reader.records().all(|row| row.expect("CSV").len() == cells));
}
