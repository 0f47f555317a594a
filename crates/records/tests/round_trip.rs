//! Rows written as CSV, NDJSON or Parquet, plain or packed, come back as they were.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray};
use arrow::compute::concat_batches;
use arrow::datatypes::TimestampMicrosecondType;
use arrow::record_batch::RecordBatch;
use bonafide_model::table::{Experience, Identifier, Payout, Row, Session};
use bonafide_model::{Date, Timestamp};
use bonafide_records::{
    CollectRejects, ColumnSet, Format, Mapping, ParquetOut, ReadError, ReadOptions, discover, read,
    read_bytes,
};
use proptest::prelude::*;
use serde::Serialize;

/// Any text but the spellings of nothing.
fn text() -> impl Strategy<Value = Option<String>> {
    prop_oneof![
        Just(None),
        "[a-z]{1,12}".prop_map(Some),
        "[a-z0-9 ,;\"'\\t\\r\\n|=+@é한-]{1,40}".prop_map(Some),
        any::<String>().prop_map(Some),
    ]
    .prop_map(|text| {
        text.filter(|text| {
            !matches!(
                text.as_str(),
                "" | "-"
                    | "\\N"
                    | "N/A"
                    | "n/a"
                    | "NaN"
                    | "nan"
                    | "nil"
                    | "NULL"
                    | "null"
                    | "None"
                    | "#N/A"
            )
        })
    })
}

fn id() -> impl Strategy<Value = String> {
    text().prop_map(|text| {
        text.filter(|text| !text.trim_ascii().is_empty())
            .unwrap_or_else(|| "x".to_owned())
    })
}

fn time() -> impl Strategy<Value = Option<Timestamp>> {
    proptest::option::of((-62_135_596_800_000_000_i64..253_402_200_000_000_000).prop_map(Timestamp))
}

fn day() -> impl Strategy<Value = Option<Date>> {
    proptest::option::of((-719_162_i32..2_932_000).prop_map(Date))
}

/// Fifteen digits: what every reader of decimal text gives back exactly.
fn real() -> impl Strategy<Value = Option<f64>> {
    proptest::option::of(
        (-999_999_999_999_999_i64..999_999_999_999_999, 0_i32..8).prop_map(|(digits, places)| {
            format!("{digits}e-{places}").parse().expect("is a number")
        }),
    )
}

prop_compose! {
    fn payout()(subject_id in id(), payout_id in text(), paid_at in time(), amount in real(), currency in text(),
                name_match in any::<Option<bool>>(), payee_name in text()) -> Payout {
        Payout { subject_id, payout_id, paid_at, amount, currency, name_match, payee_name, ..Payout::default() }
    }
}

prop_compose! {
    fn session()(subject_id in id(), session_id in text(), started_at in time(), bids in any::<Option<i64>>(),
                 compliant in any::<Option<bool>>(), active_minutes in real(), user_agent in text()) -> Session {
        Session { subject_id, session_id, started_at, bids, compliant, active_minutes, user_agent, ..Session::default() }
    }
}

prop_compose! {
    fn experience()(subject_id in id(), employer in text(), started_on in day(), ended_on in day(), verified_at in time()) -> Experience {
        Experience { subject_id, employer, started_on, ended_on, verified_at, ..Experience::default() }
    }
}

prop_compose! {
    fn identifier()(subject_id in id(), kind in id(), value in text(), first_seen_at in time()) -> Identifier {
        Identifier { subject_id, kind, value, first_seen_at, ..Identifier::default() }
    }
}

/// The text of a value; arrow knows UTC by its offset only.
fn shown(column: &ArrayRef, row: usize) -> String {
    let column: ArrayRef = match column.as_primitive_opt::<TimestampMicrosecondType>() {
        Some(times) => Arc::new(times.clone().with_timezone("+00:00")),
        None => column.clone(),
    };
    arrow::util::display::array_value_to_string(&column, row).expect("has a text")
}

/// CSV with the columns in the order that `turn` gives and an unknown one among them.
fn csv_of(batch: &RecordBatch, turn: usize, delimiter: u8) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(delimiter)
        .from_writer(Vec::new());
    let width = batch.num_columns();
    let order: Vec<usize> = (0..width).map(|at| (at + turn) % width).collect();
    let schema = batch.schema();
    let mut header: Vec<&str> = order
        .iter()
        .map(|at| schema.field(*at).name().as_str())
        .collect();
    header.insert(turn % width, "favourite colour");
    writer.write_record(&header).expect("writes");
    for row in 0..batch.num_rows() {
        let mut fields: Vec<String> = order
            .iter()
            .map(|at| {
                let column = batch.column(*at);
                match column.as_string_view_opt() {
                    Some(texts) if texts.is_valid(row) => texts.value(row).to_owned(),
                    _ => shown(column, row),
                }
            })
            .collect();
        fields.insert(turn % width, "blue, or green".to_owned());
        writer.write_record(&fields).expect("writes");
    }
    writer.into_inner().expect("flushes")
}

fn ndjson_of<T: Serialize>(rows: &[T]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for row in rows {
        let mut value = serde_json::to_value(row).expect("is JSON");
        value["favourite colour"] = serde_json::json!({"name": "blue", "codes": [1, 2]});
        serde_json::to_writer(&mut bytes, &value).expect("writes");
        bytes.push(b'\n');
    }
    bytes
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).expect("packs");
    encoder.finish().expect("packs")
}

fn comes_back<T: Row>(path: &Path, expected: &RecordBatch) {
    let input = discover(&[path.to_owned()], None).expect("is a table");
    let file = &input.files[0];
    let rejects = CollectRejects::default();
    let mut batches = Vec::new();
    let totals = read(
        file,
        &ColumnSet::all(T::TABLE),
        &ReadOptions { batch_rows: 7 },
        &rejects,
        &mut |batch| {
            batches.push(batch);
            Ok::<_, ReadError>(())
        },
    )
    .expect("is read");
    assert_eq!(rejects.rows(), [], "{}", path.display());
    assert_eq!(totals.kept, expected.num_rows() as u64);
    let found = concat_batches(&T::TABLE.schema(), &batches).expect("fit together");
    assert_eq!(&found, expected, "{}", path.display());
}

fn all_ways<T: Row + Serialize>(rows: &[T], turn: usize) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let expected = T::batch(rows);
    let name = T::TABLE.name;
    let ndjson = ndjson_of(rows);
    let csv = csv_of(&expected, turn, b',');
    let mut files: Vec<(String, Vec<u8>)> = vec![
        (format!("{name}.csv"), csv.clone()),
        (format!("{name}.csv.gz"), gzip(&csv)),
        (
            format!("{name}.csv.zst"),
            zstd::encode_all(&csv[..], 1).expect("packs"),
        ),
        (format!("{name}.ndjson"), ndjson.clone()),
        (format!("{name}.jsonl.gz"), gzip(&ndjson)),
        (
            format!("{name}.ndjson.zst"),
            zstd::encode_all(&ndjson[..], 1).expect("packs"),
        ),
    ];
    for (delimiter, ending) in [(b';', "csv"), (b'\t', "tsv"), (b'|', "csv")] {
        files.push((
            format!("{name}-{delimiter}.{ending}"),
            csv_of(&expected, turn, delimiter),
        ));
    }
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::write(&path, bytes).expect("writes");
        comes_back::<T>(&path, &expected);
    }
    let path = folder.path().join(format!("{name}.parquet"));
    let width = expected.num_columns();
    let order: Vec<usize> = (0..width).map(|at| (at + turn) % width).collect();
    let turned = expected.project(&order).expect("projects");
    let mut out = ParquetOut::create(&path, turned.schema()).expect("creates");
    out.write(&turned).expect("writes");
    out.finish().expect("finishes");
    comes_back::<T>(&path, &expected);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn payouts_come_back(rows in proptest::collection::vec(payout(), 1..40), turn in 0_usize..20) {
        all_ways(&rows, turn);
    }

    #[test]
    fn sessions_come_back(rows in proptest::collection::vec(session(), 1..40), turn in 0_usize..20) {
        all_ways(&rows, turn);
    }

    #[test]
    fn experiences_come_back(rows in proptest::collection::vec(experience(), 1..40), turn in 0_usize..12) {
        all_ways(&rows, turn);
    }

    #[test]
    fn identifiers_come_back(rows in proptest::collection::vec(identifier(), 1..40), turn in 0_usize..9) {
        all_ways(&rows, turn);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn no_bytes_make_a_reader_panic(mut bytes in proptest::collection::vec(any::<u8>(), 0..400), head in 0_usize..4) {
        let start: &[u8] = [b"".as_slice(), b"subject_id,started_at,bids\n", b"{\"subject_id\":", b"PAR1"][head];
        bytes.splice(0..0, start.iter().copied());
        for format in [Format::Csv, Format::Ndjson, Format::Parquet] {
            if let Ok((batches, totals, rejects)) = read_bytes(Session::TABLE, format, &bytes) {
                let rows: usize = batches.iter().map(RecordBatch::num_rows).sum();
                prop_assert_eq!(totals.kept, rows as u64);
                prop_assert_eq!(totals.read, totals.kept + totals.set_aside);
                prop_assert_eq!(totals.set_aside, rejects.rows().len() as u64);
            }
        }
    }

    #[test]
    fn csv_like_bytes_are_all_accounted_for(text in "subject_id,bids\n([a-c0-9\"',;\r\n \t.:TZ+-]|2025-08-27T10:11:12Z|\"\"|,,){0,60}") {
        let outcome = read_bytes(Session::TABLE, Format::Csv, text.as_bytes());
        if let Ok((_, totals, rejects)) = outcome {
            prop_assert_eq!(totals.set_aside, rejects.rows().len() as u64);
        }
    }

    #[test]
    fn no_text_makes_the_mapping_parser_panic(text in any::<String>()) {
        drop(Mapping::parse("m.toml", &text));
    }

    #[test]
    fn no_mapping_like_text_makes_it_panic(
        parts in proptest::collection::vec(prop_oneof![
            Just("[[file]]\n".to_owned()), Just("[file.columns]\n".to_owned()), Just("[file.values.kind]\n".to_owned()),
            Just("match = \"*.csv\"\n".to_owned()), Just("table = \"identifier\"\n".to_owned()), Just("subject_id = \"a\"\n".to_owned()),
            Just("where = { column = \"a\", equals = [\"b\", 1] }\n".to_owned()), Just("kind = { join = [\"a\"], with = 3 }\n".to_owned()),
            Just("zone = \"+25:00\"\n".to_owned()), "[a-z_]{1,8} = [0-9\"{}\\[\\]a-z=]{0,12}\n",
        ], 0..12)
    ) {
        drop(Mapping::parse("m.toml", &parts.concat()));
    }
}
