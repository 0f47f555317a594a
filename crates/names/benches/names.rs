//! What comparing, searching, building and opening cost, on invented names, so that anybody can run it.

use std::hint::black_box;

use bonafide_names::{Entry, Evidence, Index, Name, Schema, Strength, score, similarity};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

const BEGINNINGS: [&str; 24] = [
    "Moha", "Iva", "Ser", "Ole", "Kim", "Vla", "Abdul", "Hass", "Jor", "Mari", "Ana", "Step",
    "Bor", "Dmi", "Rash", "Yus", "Tar", "Gen", "Ling", "Zha", "Per", "Con", "Alek", "Fat",
];
const ENDINGS: [&str; 20] = [
    "mmed", "nov", "gey", "rahman", "dimir", "an", "ge", "stasia", "han", "islav", "tri", "id",
    "uf", "eq", "nady", "wei", "o", "rad", "sandr", "ima",
];
const TRADES: [&str; 8] = [
    "Trading",
    "Shipping Co",
    "Bank",
    "General Corporation",
    "Technology Ltd",
    "Petroleum",
    "Institute",
    "Holding",
];

/// Names by number: the same on every machine.
fn entry(number: usize) -> Entry {
    let part = |salt: usize| {
        let mixed = (number + 1).wrapping_mul(0x9E37_79B9 + salt * 0x85EB_CA6B) >> 7;
        let (begins, ends) = (mixed % BEGINNINGS.len(), mixed / 31 % ENDINGS.len());
        format!("{}{}", BEGINNINGS[begins], ENDINGS[ends])
    };
    let (text, schema) = match number % 4 {
        0 => (
            format!("{} {}", part(1), TRADES[number / 4 % TRADES.len()]),
            Schema::Organisation,
        ),
        1 => (
            format!("{}, {} {}", part(1), part(2), part(3)),
            Schema::Person,
        ),
        _ => (format!("{} {}", part(1), part(2)), Schema::Person),
    };
    Entry {
        text,
        schema,
        party: number as u32,
        strength: Strength::Strong,
    }
}

fn names(from: usize, count: usize) -> Vec<Name> {
    let entries = (from..from + count).map(entry);
    entries
        .map(|entry| Name::analyse(&entry.text, entry.schema))
        .collect()
}

fn pairs(criterion: &mut Criterion) {
    let names = names(0, 1_000);
    let pairs = || names.iter().zip(names.iter().cycle().skip(7));
    let mut group = criterion.benchmark_group("pairs");
    group.throughput(Throughput::Elements(names.len() as u64));
    group.bench_function("similarity", |bencher| {
        bencher.iter(|| pairs().map(|(a, b)| similarity(a, b)).sum::<f64>());
    });
    group.bench_function("score", |bencher| {
        bencher.iter(|| {
            for (a, b) in pairs() {
                black_box(score(a, b, &Evidence::none()));
            }
        });
    });
    group.bench_function("analyse", |bencher| {
        let entries: Vec<Entry> = (0..1_000).map(entry).collect();
        bencher.iter(|| {
            for entry in &entries {
                black_box(Name::analyse(&entry.text, entry.schema));
            }
        });
    });
    group.finish();
}

fn index(criterion: &mut Criterion) {
    const STORED: usize = 20_000;
    let index = Index::build((0..STORED).map(entry));
    let queries = names(STORED, 1_000);
    let mut group = criterion.benchmark_group("index");
    group.throughput(Throughput::Elements(queries.len() as u64));
    group.bench_function("search", |bencher| {
        bencher.iter(|| {
            for query in &queries {
                black_box(index.search(query, 50));
            }
        });
    });
    group.throughput(Throughput::Elements(STORED as u64));
    group.sample_size(10);
    group.bench_function("build", |bencher| {
        bencher.iter(|| Index::build((0..STORED).map(entry)));
    });
    let bytes: std::sync::Arc<[u8]> = index.as_bytes().into();
    group.throughput(Throughput::Bytes(bytes.len() as u64));
    group.bench_function("open", |bencher| {
        bencher.iter(|| Index::open(bytes.clone()));
    });
    let changed = Index::build((0..STORED).step_by(200).map(entry));
    group.throughput(Throughput::Elements(STORED as u64));
    group.bench_function("affected_by", |bencher| {
        bencher.iter(|| index.affected_by(&changed, 10));
    });
    group.finish();
}

criterion_group!(benches, pairs, index);
criterion_main!(benches);
