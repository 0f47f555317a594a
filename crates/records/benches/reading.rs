//! How many rows a second one core reads.

use std::hint::black_box;
use std::io::Write;
use std::path::{Path, PathBuf};

use bonafide_model::Timestamp;
use bonafide_model::table::{Row, Session};
use bonafide_records::{
    ColumnSet, ForgetRejects, ParquetOut, ReadError, ReadOptions, discover, read,
};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

const ROWS: usize = 200_000;

const COLUMNS: [&str; 10] = [
    "subject_id",
    "session_id",
    "started_at",
    "ended_at",
    "ip",
    "device_id",
    "user_agent",
    "utc_offset_minutes",
    "compliant",
    "active_minutes",
];

fn rows() -> Vec<Session> {
    (0..ROWS)
        .map(|row| {
            let at = 1_756_289_472_000_000 + i64::try_from(row).unwrap_or_default() * 7_000_000;
            Session {
                subject_id: format!("subject-{:06}", row % 20_011),
                session_id: Some(format!("{row:08x}")),
                started_at: Some(Timestamp(at)),
                ended_at: Some(Timestamp(at + 3_600_000_000)),
                ip: Some(format!("192.0.2.{}", row % 256)),
                device_id: Some(format!("device-{}", row % 9973)),
                user_agent: Some("Mozilla/5.0 (X11; Linux x86_64)".to_owned()),
                utc_offset_minutes: Some(60),
                compliant: Some(row % 3 == 0),
                active_minutes: Some(41.5),
                ..Session::default()
            }
        })
        .collect()
}

fn write_files(folder: &Path) -> Vec<(&'static str, PathBuf)> {
    let rows = rows();
    let csv = folder.join("session.csv");
    let mut text = COLUMNS.join(",") + "\n";
    for row in &rows {
        let value = serde_json::to_value(row).unwrap_or_default();
        let cells: Vec<String> = COLUMNS
            .iter()
            .map(|name| {
                value[name]
                    .as_str()
                    .map_or_else(|| value[name].to_string(), str::to_owned)
            })
            .collect();
        text += &(cells.join(",") + "\n");
    }
    std::fs::write(&csv, &text).expect("writes");
    let ndjson = folder.join("session.ndjson");
    let mut file = std::io::BufWriter::new(std::fs::File::create(&ndjson).expect("creates"));
    for row in &rows {
        writeln!(file, "{}", serde_json::to_string(row).unwrap_or_default()).expect("writes");
    }
    file.flush().expect("flushes");
    let parquet = folder.join("session.parquet");
    let mut out = ParquetOut::create(&parquet, Session::TABLE.schema()).expect("creates");
    out.write(&Session::batch(&rows)).expect("writes");
    out.finish().expect("finishes");
    vec![("csv", csv), ("ndjson", ndjson), ("parquet", parquet)]
}

fn reading(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut group = criterion.benchmark_group("ten_columns");
    group.sample_size(10);
    group.throughput(Throughput::Elements(ROWS as u64));
    for (name, path) in write_files(folder.path()) {
        let file = discover(&[path], None).expect("is a table").files.remove(0);
        let columns = ColumnSet::of(file.table, COLUMNS);
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let totals = read(
                    &file,
                    &columns,
                    &ReadOptions::default(),
                    &ForgetRejects,
                    &mut |batch| {
                        black_box(batch);
                        Ok::<_, ReadError>(())
                    },
                );
                assert_eq!(totals.map(|totals| totals.kept).ok(), Some(ROWS as u64));
            });
        });
    }
    group.finish();
}

criterion_group!(benches, reading);
criterion_main!(benches);
