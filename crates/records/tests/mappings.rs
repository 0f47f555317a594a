//! The worked examples of mapping files do what they say.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray};
use arrow::datatypes::TimestampMicrosecondType;
use arrow::record_batch::RecordBatch;
use bonafide_records::{
    CollectRejects, ColumnSet, FileTotals, Mapping, ReadError, ReadOptions, TableFile, discover,
    peek, read,
};

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/mappings")
}

fn mapping(name: &str) -> Mapping {
    let path = examples().join(name);
    let text = std::fs::read_to_string(&path).expect("is there");
    match Mapping::parse(name, &text) {
        Ok(mapping) => mapping,
        Err(problems) => panic!("{problems:?}"),
    }
}

struct Outcome {
    table: &'static str,
    batches: Vec<RecordBatch>,
    totals: FileTotals,
    rejects: Vec<String>,
}

impl Outcome {
    fn rows(&self, columns: &[&str]) -> Vec<String> {
        let mut rows = Vec::new();
        for batch in &self.batches {
            for row in 0..batch.num_rows() {
                let cells: Vec<String> = columns
                    .iter()
                    .map(|name| shown(batch.column_by_name(name).expect("is a column"), row))
                    .collect();
                rows.push(cells.join(" | "));
            }
        }
        rows
    }
}

fn shown(column: &ArrayRef, row: usize) -> String {
    let column: ArrayRef = match column.as_primitive_opt::<TimestampMicrosecondType>() {
        Some(times) => Arc::new(times.clone().with_timezone("+00:00")),
        None => column.clone(),
    };
    if column.is_null(row) {
        return "-".to_owned();
    }
    arrow::util::display::array_value_to_string(&column, row).expect("has a text")
}

fn outcome(file: &TableFile) -> Outcome {
    let rejects = CollectRejects::default();
    let mut batches = Vec::new();
    let columns = ColumnSet::all(file.table);
    let totals = read(
        file,
        &columns,
        &ReadOptions::default(),
        &rejects,
        &mut |batch| {
            batches.push(batch);
            Ok::<_, ReadError>(())
        },
    )
    .expect("is read");
    assert_eq!(
        totals.warnings,
        Vec::<String>::new(),
        "every column of the mapping is in the sample"
    );
    let rejects = rejects.rows();
    let rejects = rejects
        .iter()
        .map(|row| {
            format!(
                "{} {}: {}",
                row.line,
                row.column.as_deref().unwrap_or("-"),
                row.reason
            )
        })
        .collect();
    Outcome {
        table: file.table.name,
        batches,
        totals,
        rejects,
    }
}

fn outcomes(data: &Path, name: &str) -> Vec<Outcome> {
    let input = discover(&[data.to_owned()], Some(&mapping(name))).expect("is found");
    input.files.iter().map(outcome).collect()
}

const NO_ID: &str = "has no value, and a row without it has no owner or identity";

#[test]
fn an_ats_export_gives_subjects_applications_and_identifiers() {
    let all = outcomes(&examples().join("ats-export.csv"), "ats-export.toml");
    let [subjects, applications, emails, phones, links] = &all[..] else {
        panic!("five parts");
    };
    assert_eq!(
        subjects.rows(&[
            "subject_id",
            "name",
            "country",
            "region",
            "created_at",
            "status",
            "source"
        ]),
        [
            "C-1001 | Adaeze Okafor | US | TX | 2025-08-27T14:05:00Z | active | referral",
            "C-1002 | Lukas Brandt | DE | - | 2025-08-28T19:41:00Z | rejected | job-board",
            "C-1003 | Mei Tanaka | US | OR | 2025-09-02T04:30:00Z | Interview | inbound-message",
        ]
    );
    assert_eq!(
        subjects.rejects,
        [
            format!("5 subject_id: {NO_ID}"),
            "6 created_at: is not a day of the calendar".to_owned()
        ]
    );
    assert_eq!(
        applications.rows(&[
            "application_id",
            "expected_pay",
            "currency",
            "outcome",
            "channel"
        ]),
        [
            "C-1001/Backend Engineer | 142000.0 | USD | hired | referral",
            "C-1002/Backend Engineer | 118500.0 | USD | rejected | job-board",
            "C-1003/Data Engineer | - | USD | pending | inbound-message",
        ]
    );
    assert_eq!(
        emails.rows(&["subject_id", "kind", "value"]),
        [
            "C-1001 | email | adaeze.okafor@example.org",
            "C-1002 | email | lukas.brandt@example.net",
            "C-1003 | email | mei.tanaka@example.com",
        ]
    );
    assert_eq!((emails.totals.left_out, emails.totals.set_aside), (1, 1));
    assert_eq!(
        phones.rows(&["kind", "value"]),
        ["phone | +1 512 555 0142", "phone | +49 30 5550 0117"]
    );
    assert_eq!(links.totals.kept, 2);
}

#[test]
fn an_identity_provider_log_gives_sessions() {
    let all = outcomes(
        &examples().join("identity-provider-log.ndjson"),
        "identity-provider-log.toml",
    );
    let [sessions, emails] = &all[..] else {
        panic!("two parts");
    };
    assert_eq!(
        sessions.rows(&[
            "subject_id",
            "session_id",
            "started_at",
            "ip",
            "user_agent",
            "context",
            "method"
        ]),
        [
            "00u1 | s-900 | 2025-08-27T10:11:12.345Z | 192.0.2.17 | Mozilla/5.0 (X11; Linux x86_64) | identity-provider | browser",
            "00u2 | s-901 | 2025-08-27T10:12:00Z | 2001:db8::7 | ExampleApp/3.1 | identity-provider | app",
            "00u2 | s-902 | 2025-08-27T10:12:30Z | - | - | identity-provider | -",
        ]
    );
    assert_eq!(
        (sessions.totals.left_out, sessions.totals.set_aside),
        (2, 0)
    );
    assert_eq!(emails.rows(&["value"]).len(), 3);
}

#[test]
fn a_payout_ledger_gives_payouts() {
    let all = outcomes(&examples().join("payout-ledger.csv"), "payout-ledger.toml");
    let [payouts, accounts] = &all[..] else {
        panic!("two parts");
    };
    assert_eq!(
        payouts.rows(&[
            "payout_id",
            "subject_id",
            "paid_at",
            "amount",
            "currency",
            "method",
            "payee_name",
            "returned"
        ]),
        [
            "A-1 | C-1001 | 2025-08-27T12:05:00Z | 1234.5 | EUR | bank | Adaeze Okafor | false",
            "A-2 | C-1002 | 2025-10-26T00:30:00Z | 980.0 | EUR | crypto | Brandt; Lukas | false",
            "A-3 | C-1003 | 2025-10-31T23:00:00Z | 12.5 | USD | prepaid | Mei Tanaka | true",
        ]
    );
    assert_eq!(payouts.rejects, ["5 paid_at: is not a day of the calendar"]);
    assert_eq!(
        accounts.rows(&["subject_id", "value", "holder_name"]),
        ["C-1001 | sha256:4f1a | Adaeze Okafor"]
    );
}

#[test]
fn open_source_commits_give_commits_subjects_and_identifiers() {
    let shared = std::env::var_os("BONAFIDE_SHARED").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"),
        PathBuf::from,
    );
    let data = shared.join("data/github/oss_commits.csv.zst");
    if !data.exists() {
        eprintln!("SKIPPED: {} is absent; set BONAFIDE_SHARED", data.display());
        return;
    }
    let all = outcomes(&data, "oss-commits.toml");
    assert_eq!(
        all.iter().map(|one| one.table).collect::<Vec<_>>(),
        ["commit", "subject", "identifier"]
    );
    for one in &all {
        assert_eq!((one.totals.read, one.totals.kept), (75_412, 75_411));
        // One commit of automation has no address at all.
        assert_eq!(one.rejects, [format!("74949 subject_id: {NO_ID}")]);
    }
    let first = &all[0].rows(&[
        "repository",
        "authored_at",
        "author_utc_offset_minutes",
        "parents",
    ])[0];
    assert_eq!(
        first,
        "BurntSushi/ripgrep | 2026-08-04T14:00:08Z | -240 | 1"
    );
    let mut subjects = all[1].rows(&["subject_id", "status"]);
    subjects.sort();
    subjects.dedup();
    assert_eq!(
        subjects
            .iter()
            .filter(|row| row.ends_with(" | human_oss"))
            .count(),
        3129
    );
}

#[test]
fn a_column_that_the_mapping_reads_and_the_file_lacks_is_told() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("payout-ledger.csv");
    std::fs::write(&path, "Beleg;Auftragnehmer;Betrg;Weg\nA;x;1;SEPA\n").expect("writes");
    let input = discover(&[path], Some(&mapping("payout-ledger.toml"))).expect("is found");
    let file = &input.files[0];
    let mut reader = bonafide_records::TableReader::open(
        file,
        &ColumnSet::all(file.table),
        &ReadOptions::default(),
    )
    .expect("opens");
    let mut kept = 0;
    while let Some(batch) = reader
        .next_batch(&CollectRejects::default())
        .expect("reads")
    {
        kept += batch.num_rows();
    }
    assert_eq!(kept, 1);
    let warning = reader
        .totals()
        .warnings
        .iter()
        .find(|warning| warning.contains("Betrag"))
        .expect("is told");
    assert!(
        warning.ends_with(
            "has no column \"Betrag\", which the mapping reads (did you mean \"Betrg\"?)"
        ),
        "{warning}"
    );
    let unknown: Vec<String> = peek(file)
        .expect("peeks")
        .unknown
        .into_iter()
        .map(|column| column.name)
        .collect();
    assert_eq!(unknown, ["Betrg"]);
}
