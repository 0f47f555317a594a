//! Time to parse and to ask the big address lists, and how much memory they take.
//!
//! `cargo bench -p bonafide-lists`; needs the shared data (`BONAFIDE_SHARED`) and says so if it is absent.

use std::hint::black_box;
use std::path::PathBuf;

use bonafide_lists::{About, Kind, Lists, Parsed, ReadLimits, parse};
use criterion::{Criterion, criterion_group, criterion_main};

const FILES: [(&str, Kind); 3] = [
    ("geoip_country_v4.csv.zst", Kind::IpCountry),
    ("geoip_country_v6.csv.zst", Kind::IpCountry),
    ("asn_networks_2022.csv.zst", Kind::IpAsn),
];

fn shared_ip_data() -> Option<PathBuf> {
    let shared = std::env::var_os("BONAFIDE_SHARED").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared"),
        PathBuf::from,
    );
    let folder = shared.join("data/ip");
    folder.is_dir().then_some(folder)
}

fn read(bytes: &[u8], name: &str, kind: Kind) -> Parsed {
    parse(bytes, About::new(name, kind), ReadLimits::default())
        .expect("the public list is well formed")
}

/// Resident memory in MiB, where the system tells.
fn resident_mebibytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? / 1024)
}

fn big_lists(c: &mut Criterion) {
    let Some(folder) = shared_ip_data() else {
        eprintln!("SKIPPED: no shared data; set BONAFIDE_SHARED to measure the big address lists");
        return;
    };
    let files = FILES.map(|(name, kind)| {
        (
            name,
            kind,
            std::fs::read(folder.join(name)).expect("the list is there"),
        )
    });
    let before = resident_mebibytes();
    let parsed = files
        .iter()
        .map(|(name, kind, bytes)| (read(bytes, name, *kind), String::new()));
    let lists = Lists::only(parsed.collect());
    eprintln!(
        "resident memory before {before:?} MiB, with the three lists {:?} MiB",
        resident_mebibytes()
    );

    for (name, kind, bytes) in &files {
        c.bench_function(&format!("parse {name}"), |bencher| {
            bencher.iter(|| read(black_box(bytes), name, *kind));
        });
    }
    let addresses: Vec<String> = (0..1024_u32)
        .map(|i| std::net::Ipv4Addr::from_bits(i.wrapping_mul(2_654_435_761)).to_string())
        .collect();
    c.bench_function("1024 look-ups of addresses", |bencher| {
        bencher.iter(|| {
            addresses
                .iter()
                .filter(|a| lists.ip_fact(black_box(a)).is_some())
                .count()
        });
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10);
    targets = big_lists
}
criterion_main!(benches);
