//! Reading rows: what is kept, what is set aside, and what is said about it. One file, since each test file is linked with
//! the whole reader once more.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, Decimal128Array, DictionaryArray, Float64Array,
    Int32Array, LargeStringArray, ListArray, StringArray, TimestampNanosecondArray,
    TimestampSecondArray, UInt64Array,
};
use arrow::datatypes::{Field, Int8Type, Int32Type, TimestampMicrosecondType};
use arrow::record_batch::RecordBatch;
use bonafide_model::table::{self, Payout, Row, Session};
use bonafide_records::{
    CollectRejects, ColumnSet, FileTotals, ReadError, ReadOptions, Reject, TableFile, TableReader,
    discover, peek, splits,
};
use parquet::arrow::ArrowWriter;
use parquet::file::properties::WriterProperties;

/// The text of a value; arrow knows UTC by its offset only.
fn shown(column: &ArrayRef, row: usize) -> String {
    let column: ArrayRef = match column.as_primitive_opt::<TimestampMicrosecondType>() {
        Some(times) => Arc::new(times.clone().with_timezone("+00:00")),
        None => column.clone(),
    };
    arrow::util::display::array_value_to_string(&column, row).expect("has a text")
}

struct Outcome {
    batches: Vec<RecordBatch>,
    totals: FileTotals,
    rejects: Vec<Reject>,
}

impl Outcome {
    fn column(&self, name: &str) -> Vec<String> {
        let mut values = Vec::new();
        for batch in &self.batches {
            let column = batch.column_by_name(name).expect("is a column");
            for row in 0..batch.num_rows() {
                values.push(shown(column, row));
            }
        }
        values
    }

    /// `line column: class: reason`
    fn reasons(&self) -> Vec<String> {
        let text = |reject: &Reject| {
            let column = reject.column.as_deref().unwrap_or("-");
            format!(
                "{} {column}: {}: {}",
                reject.line, reject.value_class, reject.reason
            )
        };
        self.rejects.iter().map(text).collect()
    }

    fn counts(&self) -> (u64, u64, u64) {
        assert_eq!(
            self.totals.read,
            self.totals.kept + self.totals.set_aside + self.totals.left_out
        );
        assert_eq!(self.totals.set_aside, self.rejects.len() as u64);
        let rows: usize = self.batches.iter().map(RecordBatch::num_rows).sum();
        assert_eq!(self.totals.kept, rows as u64);
        (self.totals.read, self.totals.kept, self.totals.set_aside)
    }
}

fn the_file(path: PathBuf) -> TableFile {
    discover(&[path], None).expect("is a table").files.remove(0)
}

fn read_with(
    file: &TableFile,
    columns: &ColumnSet,
    batch_rows: usize,
) -> Result<Outcome, ReadError> {
    let rejects = CollectRejects::default();
    let mut batches = Vec::new();
    let totals = bonafide_records::read(
        file,
        columns,
        &ReadOptions { batch_rows },
        &rejects,
        &mut |batch| {
            assert_eq!(batch.schema(), columns.schema());
            assert!(batch.num_rows() <= batch_rows);
            batches.push(batch);
            Ok::<_, ReadError>(())
        },
    )?;
    Ok(Outcome {
        batches,
        totals,
        rejects: rejects.rows(),
    })
}

fn read_file(path: &Path) -> Result<Outcome, ReadError> {
    let file = the_file(path.to_owned());
    read_with(&file, &ColumnSet::all(file.table), 65_536)
}

fn read_bytes(name: &str, bytes: &[u8]) -> Result<Outcome, ReadError> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join(name);
    fs::write(&path, bytes).expect("writes");
    read_file(&path)
}

fn sentence(outcome: Result<Outcome, ReadError>) -> String {
    let text = outcome.err().expect("is refused").to_string();
    // The folder is temporary.
    text.split_once(": ")
        .map(|(_, rest)| rest.to_owned())
        .unwrap_or(text)
}

#[test]
fn a_csv_file_as_spreadsheets_write_it() {
    let text = "\u{feff}Subject ID;paid_at;amount;Currency;kyc;extra\r\n\
                a;2025-08-27 10:11:12;1.234,50;USD;yes;x\r\n\
                \"b;c\";27 Aug 2025;-;\"U\"\"SD\";N;\r\n\
                d;;N/A;NULL;\\N;\r\n";
    let outcome = read_bytes("payout.csv", text.as_bytes()).expect("is read");
    assert_eq!(outcome.counts(), (3, 3, 0));
    assert_eq!(outcome.column("subject_id"), ["a", "b;c", "d"]);
    assert_eq!(
        outcome.column("paid_at"),
        ["2025-08-27T10:11:12Z", "2025-08-27T00:00:00Z", ""]
    );
    assert_eq!(outcome.column("amount"), ["1234.5", "", ""]);
    assert_eq!(outcome.column("currency"), ["USD", "U\"SD", ""]);
    assert_eq!(outcome.column("kyc"), ["true", "false", ""]);
    assert_eq!(outcome.column("method"), ["", "", ""]);
}

#[test]
fn bad_rows_are_set_aside_with_line_column_class_and_reason() {
    let text = b"subject_id,paid_at,amount,kyc\n\
                 a,2025-08-27T10:11:12Z,1,true\n\
                 ,2025-08-27T10:11:12Z,1,true\n\
                 b,yesterday,1,true\n\
                 c,2025-08-27T10:11:12Z,\"1,234\",true\n\
                 d,2025-08-27T10:11:12Z,1,perhaps\n\
                 e,2025-08-27T10:11:12Z,1\n\
                 f,2025-08-27T10:11:12Z,1,true,more\n\
                 \xff\xfe,2025-08-27T10:11:12Z,1,true\n\
                 \"open,2025-08-27T10:11:12Z,1,true\n\
                 \"   \",2025-08-27T10:11:12Z,1,true\n\
                 z,2025-08-27T10:11:12Z,1,true\n";
    let outcome = read_bytes("payout.csv", text).expect("is read");
    assert_eq!(outcome.counts(), (11, 2, 9));
    assert_eq!(outcome.column("subject_id"), ["a", "z"]);
    assert_eq!(
        outcome.reasons(),
        [
            "3 subject_id: empty text: has no value, and a row without it has no owner or identity",
            "4 paid_at: text of 9 characters with letters: is not a time that can be read (write 2025-08-27T10:11:12Z)",
            "5 amount: text of 5 characters with digits and marks: could be read with a decimal comma or with a thousands separator; say decimal = \",\" or decimal = \".\" in a mapping",
            "6 kyc: text of 7 characters with letters: is neither true nor false (true, false, yes, no, t, f, y, n, 1 and 0 are read)",
            "7 -: row: has fewer fields than the header",
            "8 -: row: has more fields than the header",
            "9 subject_id: 2 bytes that are not UTF-8: is not valid UTF-8",
            "10 -: row: has text behind a closing quote",
            "11 subject_id: text of 3 characters with spaces: has no value, and a row without it has no owner or identity",
        ]
    );
    for reject in &outcome.rejects {
        let line = serde_json::to_string(reject).expect("is JSON");
        assert!(
            !line.contains("yesterday") && !line.contains("perhaps"),
            "{line}"
        );
    }
}

#[test]
fn only_wanted_columns_are_looked_at() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("payout.csv");
    fs::write(&path, "kyc,amount,subject_id\nmaybe,5,a\nyes,6,\n").expect("writes");
    let file = the_file(path);
    let outcome =
        read_with(&file, &ColumnSet::of(file.table, ["amount", "method"]), 10).expect("is read");
    assert_eq!(outcome.counts(), (2, 1, 1));
    assert_eq!(outcome.column("amount"), ["5.0"]);
    assert_eq!(outcome.column("method"), [""]);
    let counted = read_with(&file, &ColumnSet::of(file.table, []), 10).expect("is read");
    assert_eq!(
        counted
            .batches
            .iter()
            .map(RecordBatch::num_rows)
            .sum::<usize>(),
        1
    );
    assert_eq!(counted.batches[0].num_columns(), 0);
}

#[test]
fn batches_are_as_long_as_asked() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("session.csv");
    let rows: String = (0..1000).map(|row| format!("s{row},{row}\n")).collect();
    fs::write(&path, format!("subject_id,bids\n{rows}")).expect("writes");
    let file = the_file(path);
    let outcome = read_with(&file, &ColumnSet::all(file.table), 64).expect("is read");
    assert_eq!(outcome.batches.len(), 16);
    assert_eq!(
        outcome.column("bids"),
        (0..1000)
            .map(|row: i32| row.to_string())
            .collect::<Vec<_>>()
    );
}

#[test]
fn an_ndjson_file_with_all_kinds_of_rows() {
    let deep = format!(
        "{{\"subject_id\":\"x\",\"ip\":{}{}}}",
        "[".repeat(5000),
        "]".repeat(5000)
    );
    let text = format!(
        "{}\n\n{}\n{}\n{}\n{}\n{}\n{}\n{deep}\n{}",
        r#"{"subject_id":"a","started_at":"2025-08-27T10:11:12Z","bids":3,"compliant":true,"active_minutes":1.5}"#,
        r#"{"bids":"4","subject_id":7,"started_at":1756289472000,"compliant":0,"new":[1],"active_minutes":null}"#,
        r#"{"subject_id":"b","bids":4.5}"#,
        r#"{"subject_id":"c","ip":{"v":4}}"#,
        r#"{"bids":1}"#,
        r#"["not an object"]"#,
        r#"{"subject_id":"d","subject_id":"e"}"#,
        r#"{"subject_id":"f","ip":"#,
    );
    let outcome = read_bytes("session.ndjson", text.as_bytes()).expect("is read");
    assert_eq!(outcome.counts(), (9, 2, 7));
    assert_eq!(outcome.column("subject_id"), ["a", "7"]);
    assert_eq!(
        outcome.column("started_at"),
        ["2025-08-27T10:11:12Z", "2025-08-27T10:11:12Z"]
    );
    assert_eq!(outcome.column("bids"), ["3", "4"]);
    assert_eq!(outcome.column("compliant"), ["true", "false"]);
    assert_eq!(
        outcome.reasons()[..6],
        [
            "4 bids: number: is not a whole number",
            "5 ip: an object: is no single value",
            "6 subject_id: nothing: has no value, and a row without it has no owner or identity",
            "7 -: row: is JSON, but not an object",
            "8 -: row: names a member twice",
            "9 ip: a list: is no single value",
        ]
    );
    assert_eq!(
        outcome.reasons()[6],
        "10 -: row: is cut off in the middle of a JSON object"
    );
}

#[test]
fn files_that_cannot_be_tables_are_refused_with_a_sentence() {
    assert_eq!(
        sentence(read_bytes("session.csv", b"user,when\na,b\n")),
        "no column of the table \"session\" is in it (found \"user\", \"when\"); the first line must name the columns, or a mapping must say what they hold"
    );
    assert_eq!(
        sentence(read_bytes("session.csv", b"subjct_id,ip\na,b\n")),
        "the column \"subject_id\" is missing, without which no row of \"session\" can be kept (is \"subjct_id\" meant? rename it to \"subject_id\")"
    );
    assert_eq!(
        sentence(read_bytes(
            "session.ndjson",
            b"{\"subjct_id\":1,\"ip\":2}\n"
        )),
        "the column \"subject_id\" is missing, without which no row of \"session\" can be kept (is \"subjct_id\" meant? rename it to \"subject_id\")"
    );
    assert_eq!(
        sentence(read_bytes("session.csv", b"subject_id,ip,IP\na,b,c\n")),
        "has two columns called \"ip\"; rename or remove one"
    );
    assert_eq!(
        sentence(read_bytes("session.csv", b"\xff\xfes\0u\0")),
        "is UTF-16 text; save it as UTF-8"
    );
    assert!(sentence(read_bytes("session.ndjson", b"[\n{}\n]")).contains("it is one JSON list"));
    assert!(
        sentence(read_bytes("session.csv", b"subject_id,ip\ra,b\r")).contains("carriage return")
    );
    assert!(
        sentence(read_bytes("session.parquet", b"PAR1 is not all of it"))
            .starts_with("is not a whole Parquet file (")
    );
}

#[test]
fn an_empty_file_gives_a_warning_and_a_file_without_rows_gives_nothing() {
    let empty = read_bytes("session.csv", b"").expect("is read");
    assert_eq!(empty.counts(), (0, 0, 0));
    assert!(empty.totals.warnings[0].ends_with("is empty"));
    assert_eq!(
        read_bytes("session.csv", b"subject_id\n")
            .expect("is read")
            .counts(),
        (0, 0, 0)
    );
    assert_eq!(
        read_bytes("session.ndjson", b"").expect("is read").counts(),
        (0, 0, 0)
    );
}

#[test]
fn peek_tells_columns_and_suggests_for_misspelt_ones() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in [
        (
            "session.csv",
            "subject_id,startd_at,ip,shoe size\n".to_owned(),
        ),
        (
            "session.ndjson",
            "{\"subject_id\":1,\"startd_at\":2}\n{\"ip\":3,\"shoe size\":{\"eu\":43}}\n".to_owned(),
        ),
    ] {
        let path = folder.path().join(name);
        fs::write(&path, text).expect("writes");
        let schema = peek(&the_file(path)).expect("peeks");
        let present: Vec<&str> = schema.present.iter().map(|column| column.name).collect();
        assert_eq!(present, ["subject_id", "ip"]);
        assert_eq!(schema.unknown[0].name, "startd_at");
        assert_eq!(schema.unknown[0].suggestion.as_deref(), Some("started_at"));
        assert_eq!(schema.unknown[1].suggestion, None);
        assert_eq!(schema.complete, name.ends_with("csv"));
    }
}

fn sessions(count: usize) -> Vec<Session> {
    (0..count)
        .map(|row| Session {
            subject_id: format!("subject-{}", row % 97),
            session_id: Some(format!("a rather long session id of row {row}")),
            bids: Some(i64::try_from(row).expect("is small")),
            ..Session::default()
        })
        .collect()
}

fn csv_text(rows: &[Session]) -> String {
    let mut text = String::from("subject_id,session_id,bids\n");
    for row in rows {
        text += &format!(
            "{},{},{}\n",
            row.subject_id,
            row.session_id.as_deref().unwrap_or(""),
            row.bids.unwrap_or(0)
        );
    }
    text
}

#[test]
fn compressed_files_are_read_whatever_they_are_called() {
    let text = csv_text(&sessions(500));
    let mut gzip = Vec::new();
    // Two members, as `cat a.gz b.gz` makes them.
    for half in [&text.as_bytes()[..1000], &text.as_bytes()[1000..]] {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(half).expect("packs");
        gzip.extend(encoder.finish().expect("packs"));
    }
    let zstd = zstd::encode_all(text.as_bytes(), 1).expect("packs");
    for (name, bytes) in [
        ("session.csv", text.as_bytes()),
        ("session.csv.gz", &gzip),
        ("session.csv.zst", &zstd),
        ("session.csv", &gzip),
        ("session.csv.gz", text.as_bytes()),
    ] {
        let outcome = read_bytes(name, bytes).expect("is read");
        assert_eq!(outcome.counts(), (500, 500, 0), "{name}");
    }
}

#[test]
fn truncated_compressed_files_keep_the_rows_before_the_break() {
    let text = csv_text(&sessions(200_000));
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(text.as_bytes()).expect("packs");
    let gzip = encoder.finish().expect("packs");
    let zstd = zstd::encode_all(text.as_bytes(), 1).expect("packs");
    for (name, bytes) in [("session.csv.gz", gzip), ("session.csv.zst", zstd)] {
        let outcome = read_bytes(name, &bytes[..bytes.len() / 2]).expect("is read");
        let (read, kept, set_aside) = outcome.counts();
        assert!(
            read > 1000 && read < 200_000 && kept == read && set_aside == 0,
            "{name}: {read}"
        );
        let [broken] = &outcome.totals.broken[..] else {
            panic!("one break");
        };
        assert!(
            broken.contains(&format!("breaks off after row {read} (")),
            "{broken}"
        );
        assert!(broken.ends_with(
            "the rows before were kept, those after it are missing; copy or export the file again"
        ));
    }
}

fn write_parquet(path: &Path, batch: &RecordBatch, group_rows: usize) {
    let properties = WriterProperties::builder()
        .set_max_row_group_row_count(Some(group_rows))
        .build();
    let file = fs::File::create(path).expect("creates");
    let mut writer = ArrowWriter::try_new(file, batch.schema(), Some(properties)).expect("starts");
    writer.write(batch).expect("writes");
    writer.close().expect("closes");
}

#[test]
fn parquet_is_cut_by_row_groups_and_read_in_parts() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("session.parquet");
    write_parquet(&path, &Session::batch(&sessions(1000)), 300);
    let file = the_file(path);
    assert_eq!(peek(&file).expect("peeks").rows, Some(1000));
    let parts = splits(&file).expect("splits");
    assert_eq!(
        parts
            .iter()
            .map(|part| part.rows.unwrap_or(0))
            .collect::<Vec<_>>(),
        [300, 300, 300, 100]
    );
    let columns = ColumnSet::of(file.table, ["bids"]);
    let mut bids = Vec::new();
    for part in &parts {
        let mut reader =
            TableReader::open_split(&file, part, &columns, &ReadOptions { batch_rows: 128 })
                .expect("opens");
        while let Some(batch) = reader
            .next_batch(&CollectRejects::default())
            .expect("reads")
        {
            bids.extend(
                batch
                    .column(0)
                    .as_primitive::<arrow::datatypes::Int64Type>()
                    .values()
                    .to_vec(),
            );
        }
    }
    assert_eq!(bids, (0..1000).collect::<Vec<_>>());
}

#[test]
fn truncated_and_damaged_parquet_files_are_told() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("session.parquet");
    write_parquet(&path, &Session::batch(&sessions(30_000)), 10_000);
    let whole = fs::read(&path).expect("reads");
    assert!(
        sentence(read_bytes("session.parquet", &whole[..whole.len() / 2]))
            .contains("no row of it was kept; copy or export it again")
    );

    // The second of three row groups is overwritten: the others are read.
    let groups = splits(&the_file(path.clone())).expect("splits");
    let first = usize::try_from(groups[0].bytes).expect("is small");
    let mut damaged = whole.clone();
    for byte in &mut damaged[first + 500..first + 3000] {
        *byte = 0xaa;
    }
    let outcome = read_bytes("session.parquet", &damaged).expect("is read");
    let [broken] = &outcome.totals.broken[..] else {
        panic!("one break: {:?}", outcome.totals);
    };
    assert!(
        broken.contains("breaks off after row ") && broken.contains("reading went on at row 20001"),
        "{broken}"
    );
    assert!(outcome.counts().1 >= 20_000);
    // Any single flipped byte may cost rows, but must end in rows or a sentence.
    for at in (0..whole.len()).step_by(whole.len() / 300) {
        let mut flipped = whole.clone();
        flipped[at] ^= 0x5a;
        if let Ok(outcome) = read_bytes("session.parquet", &flipped) {
            outcome.counts();
        }
    }
}

#[test]
fn parquet_columns_of_any_reasonable_type_become_ours() {
    let dictionary: DictionaryArray<Int8Type> = ["a", "a", "b", "c"].into_iter().collect();
    let nanos = TimestampNanosecondArray::from(vec![
        Some(1_756_289_472_000_000_999),
        None,
        Some(0),
        Some(1),
    ]);
    let columns: Vec<(&str, ArrayRef)> = vec![
        ("subject_id", Arc::new(dictionary)),
        (
            "session_id",
            Arc::new(LargeStringArray::from(vec![
                Some("x"),
                Some("NULL"),
                Some(""),
                None,
            ])),
        ),
        (
            "started_at",
            Arc::new(nanos.with_timezone("America/New_York")),
        ),
        (
            "ended_at",
            Arc::new(StringArray::from(vec![
                "2025-08-27T10:11:12Z",
                "-",
                "1756289472",
                "2025-08-27",
            ])),
        ),
        (
            "bids",
            Arc::new(Float64Array::from(vec![3.0, f64::NAN, -0.0, 4.0])),
        ),
        (
            "hardware_threads",
            Arc::new(UInt64Array::from(vec![1, 2, 3, 4])),
        ),
        (
            "utc_offset_minutes",
            Arc::new(StringArray::from(vec!["60", "N/A", "0", "1"])),
        ),
        (
            "active_minutes",
            Arc::new(
                Decimal128Array::from(vec![150, 250, 0, 1])
                    .with_precision_and_scale(10, 2)
                    .expect("fits"),
            ),
        ),
        (
            "compliant",
            Arc::new(StringArray::from(vec!["yes", "no", "t", "f"])),
        ),
        (
            "reauthenticated",
            Arc::new(Int32Array::from(vec![1, 0, 1, 0])),
        ),
        (
            "injected_input",
            Arc::new(BooleanArray::from(vec![
                Some(true),
                None,
                Some(false),
                None,
            ])),
        ),
        (
            "extra",
            Arc::new(ListArray::from_iter_primitive::<Int32Type, _, _>(vec![
                Some(vec![Some(1)]),
                None,
                None,
                None,
            ])),
        ),
    ];
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("session.parquet");
    write_parquet(
        &path,
        &RecordBatch::try_from_iter(columns).expect("is a batch"),
        100,
    );
    let outcome = read_file(&path).expect("is read");
    assert_eq!(outcome.reasons(), Vec::<String>::new());
    assert_eq!(outcome.column("subject_id"), ["a", "a", "b", "c"]);
    assert_eq!(outcome.column("session_id"), ["x", "", "", ""]);
    assert_eq!(outcome.column("started_at")[0], "2025-08-27T10:11:12Z");
    assert_eq!(
        outcome.column("ended_at"),
        [
            "2025-08-27T10:11:12Z",
            "",
            "2025-08-27T10:11:12Z",
            "2025-08-27T00:00:00Z"
        ]
    );
    assert_eq!(outcome.column("bids"), ["3", "", "0", "4"]);
    assert_eq!(outcome.column("hardware_threads"), ["1", "2", "3", "4"]);
    assert_eq!(outcome.column("utc_offset_minutes"), ["60", "", "0", "1"]);
    assert_eq!(
        outcome.column("active_minutes"),
        ["1.5", "2.5", "0.0", "0.01"]
    );
    assert_eq!(
        outcome.column("compliant"),
        ["true", "false", "true", "false"]
    );
    assert_eq!(
        outcome.column("reauthenticated"),
        ["true", "false", "true", "false"]
    );
}

#[test]
fn parquet_values_that_do_not_fit_cost_their_row_only() {
    let columns: Vec<(&str, ArrayRef)> = vec![
        (
            "subject_id",
            Arc::new(StringArray::from(vec![
                Some("a"),
                None,
                Some(" "),
                Some("b"),
                Some("c"),
                Some("d"),
                Some("e"),
            ])),
        ),
        (
            "bids",
            Arc::new(UInt64Array::from(vec![1, 1, 1, u64::MAX, 1, 1, 1])),
        ),
        (
            "started_at",
            Arc::new(StringArray::from(vec![
                "2025-08-27",
                "",
                "",
                "",
                "soon",
                "",
                "",
            ])),
        ),
        (
            "ended_at",
            Arc::new(TimestampSecondArray::from(vec![1, 1, 1, 1, 1, i64::MAX, 1])),
        ),
        (
            "active_minutes",
            Arc::new(Float64Array::from(vec![
                1.0,
                1.0,
                1.0,
                1.0,
                1.0,
                1.0,
                f64::INFINITY,
            ])),
        ),
    ];
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("session.parquet");
    write_parquet(
        &path,
        &RecordBatch::try_from_iter(columns).expect("is a batch"),
        100,
    );
    let outcome = read_file(&path).expect("is read");
    assert_eq!(
        outcome.reasons(),
        [
            "2 subject_id: nothing: has no value, and a row without it has no owner or identity",
            "3 subject_id: nothing: has no value, and a row without it has no owner or identity",
            "4 bids: text of 20 characters with digits: is out of range",
            "5 started_at: text of 4 characters with letters: is not a time that can be read (write 2025-08-27T10:11:12Z)",
            "6 ended_at: a value out of range: is out of range",
            "7 active_minutes: number: is out of range",
        ]
    );
    assert_eq!(outcome.counts(), (7, 1, 6));
    let lists = ListArray::from_iter_primitive::<Int32Type, _, _>(vec![Some(vec![Some(1)])]);
    let odd: Vec<(&str, ArrayRef)> = vec![
        ("subject_id", Arc::new(StringArray::from(vec!["a"]))),
        ("ip", Arc::new(lists)),
    ];
    write_parquet(
        &path,
        &RecordBatch::try_from_iter(odd).expect("is a batch"),
        100,
    );
    assert_eq!(
        sentence(read_file(&path)),
        "the column \"ip\" holds lists, and text is needed; convert it or leave it out with a mapping"
    );
}

#[test]
fn nested_parquet_columns_are_reached_by_a_mapping() {
    let ips: ArrayRef = Arc::new(StringArray::from(vec![
        "192.0.2.1",
        "192.0.2.2",
        "192.0.2.3",
    ]));
    let client = arrow::array::StructArray::try_new(
        vec![Field::new("ip", ips.data_type().clone(), true)].into(),
        vec![ips],
        Some(vec![true, false, true].into()),
    );
    let columns: Vec<(&str, ArrayRef)> = vec![
        ("who", Arc::new(StringArray::from(vec!["a", "b", "c"]))),
        ("client", Arc::new(client.expect("is an object"))),
        (
            "event",
            Arc::new(StringArray::from(vec!["login", "login", "other"])),
        ),
        (
            "local",
            Arc::new(StringArray::from(vec!["2025-08-27 12:11:12", "", ""])),
        ),
        (
            "naive",
            Arc::new(TimestampSecondArray::from(vec![1_756_296_672, 0, 0])),
        ),
    ];
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("log.parquet");
    write_parquet(
        &path,
        &RecordBatch::try_from_iter(columns).expect("is a batch"),
        100,
    );
    let mapping = bonafide_records::Mapping::parse(
        "m.toml",
        r#"
[[file]]
match = "log.parquet"
table = "session"
zone = "Europe/Berlin"
where = { column = "event", equals = "login" }
[file.columns]
subject_id = { join = ["event", "who"], with = "/" }
ip = "client.ip"
started_at = "local"
ended_at = "naive"
method = { value = "browser" }
"#,
    )
    .expect("is right");
    let file = discover(&[path], Some(&mapping))
        .expect("is found")
        .files
        .remove(0);
    let outcome = read_with(&file, &ColumnSet::all(file.table), 10).expect("is read");
    assert_eq!(outcome.totals.left_out, 1);
    assert_eq!(outcome.column("subject_id"), ["login/a", "login/b"]);
    assert_eq!(outcome.column("ip"), ["192.0.2.1", ""]);
    assert_eq!(outcome.column("started_at"), ["2025-08-27T10:11:12Z", ""]);
    assert_eq!(outcome.column("ended_at")[0], "2025-08-27T10:11:12Z");
    assert_eq!(outcome.column("method"), ["browser", "browser"]);
}

#[test]
fn text_read_from_parquet_is_not_copied() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("session.parquet");
    write_parquet(&path, &Session::batch(&sessions(1000)), 1000);
    let outcome = read_file(&path).expect("is read");
    let ids = outcome.batches[0]
        .column_by_name("session_id")
        .expect("is there")
        .as_string_view();
    let held: usize = ids
        .data_buffers()
        .iter()
        .map(arrow::buffer::Buffer::len)
        .sum();
    let text: usize = ids.iter().flatten().map(str::len).sum();
    // The page's own bytes: text and lengths, not a second copy of every value.
    assert!(held < text * 2, "{held} bytes for {text}");
}

#[test]
fn every_table_reads_its_own_empty_and_full_schema() {
    for table in bonafide_model::TABLES
        .iter()
        .filter(|table| table.is_base())
    {
        let names: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join(format!("{}.csv", table.name));
        fs::write(&path, format!("{}\n", names.join(","))).expect("writes");
        let schema = peek(&the_file(path)).expect("peeks");
        assert_eq!(schema.present.len(), table.columns.len(), "{}", table.name);
        assert!(schema.unknown.is_empty());
    }
    assert!(table::by_name("payout").is_some_and(|table| *table == *Payout::TABLE));
}

#[test]
fn times_keep_their_type() {
    let outcome = read_bytes(
        "session.csv",
        b"subject_id,started_at\na,2025-08-27T10:11:12.000001Z\n",
    )
    .expect("is read");
    let times = outcome.batches[0]
        .column_by_name("started_at")
        .expect("is there");
    assert_eq!(
        times.as_primitive::<TimestampMicrosecondType>().value(0),
        1_756_289_472_000_001
    );
}
