//! The two functions that run once a row over tables of many millions of rows.

use std::hint::black_box;

use bonafide_signals::{clock, identifier, ip, name, phone};
use criterion::{Criterion, criterion_group, criterion_main};

fn hot(criterion: &mut Criterion) {
    for (kind, value) in [
        ("ip", "203.0.113.77"),
        ("device", "a81bc81b-dead-4e5d-abff-90865d1e13b1"),
        ("device", "A81BC81B-DEAD-4E5D-ABFF-90865D1E13B1"),
        ("cookie", "zq81kk20ab"),
        ("email", "jane.doe@example.org"),
        ("email", "Jane.Doe+x@gmail.com"),
        ("phone", "+49 151 23456789"),
        ("wallet", "0x52908400098527886E0F7030069857D2E4169EE7"),
        ("bank_account", "DE89370400440532013000"),
    ] {
        criterion.bench_function(&format!("identifier::normalise {kind} {value}"), |bench| {
            bench.iter(|| identifier::normalise(black_box(kind), black_box(value), None));
        });
    }
    for country in ["KR", "US"] {
        let mut at = 1_600_000_000;
        criterion.bench_function(&format!("clock::offset_fits {country}"), |bench| {
            bench.iter(|| {
                at = 1_400_000_000 + (at * 7 + 1_234_567) % 500_000_000;
                clock::offset_fits(black_box(country), black_box(540), at)
            });
        });
    }
    criterion.bench_function("ip::parse", |bench| {
        bench.iter(|| ip::parse(black_box("203.0.113.77")))
    });
    criterion.bench_function("phone::normalise", |bench| {
        bench.iter(|| phone::normalise(black_box("+12024561111"), None));
    });
    criterion.bench_function("name::similarity", |bench| {
        bench.iter(|| {
            name::similarity(
                black_box("Anna Maria Eriksson"),
                black_box("Eriksson, Ana M."),
            )
        });
    });
}

criterion_group!(benches, hot);
criterion_main!(benches);
