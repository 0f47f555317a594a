//! PDQ hashes from a seeded generator: building an index, single queries, all pairs.
//!
//! `bench_images [HASHES]`; half of the queries are stored hashes with up to 31 bits turned.

mod measure;

use std::hint::black_box;

use bonafide_linking::image::{ImageIndex, ImageSettings, Images, Pdq};
use measure::{Random, cpu, peak, tell};

const QUERIES: usize = 10_000;

fn main() {
    let size: usize = std::env::args()
        .nth(1)
        .and_then(|word| word.parse().ok())
        .unwrap_or(1_000_000);
    let mut random = Random(9);
    let mut any = || Pdq(std::array::from_fn(|_| random.next()));
    let hashes: Vec<Pdq> = (0..size).map(|_| any()).collect();
    let unknown: Vec<Pdq> = (0..QUERIES).map(|_| any()).collect();
    let near = |random: &mut Random| {
        let place = random.below(size);
        let turned = random.below(32);
        let query = (0..turned).fold(hashes[place], |hash, _| hash.flip(random.next() as u8));
        (place as u32, query)
    };
    let mut random = Random(10);
    let known: Vec<(u32, Pdq)> = (0..QUERIES).map(|_| near(&mut random)).collect();

    let started = cpu();
    let index = ImageIndex::new(hashes.clone());
    let build = cpu() - started;
    let started = cpu();
    let found = known
        .iter()
        .filter(|(place, query)| {
            index
                .search(query)
                .iter()
                .any(|found| found.place == *place)
        })
        .count();
    for query in &unknown {
        black_box(index.search(query));
    }
    let query = (cpu() - started) / (2 * QUERIES) as f64;
    let peak_of_index = peak();
    drop(index);

    let mut images = Images::new(ImageSettings::default());
    for (subject, hash) in (0..).zip(&hashes) {
        images.add(subject, *hash);
    }
    for (subject, (_, query)) in (size as u32..).zip(&known) {
        images.add(subject, *query);
    }
    let started = cpu();
    let ties = images.finish().ties;
    let pairs = cpu() - started;
    let tied = (size as u32..)
        .zip(&known)
        .filter(|(subject, (place, _))| {
            ties.binary_search_by_key(&(*place, *subject), |tie| (tie.a, tie.b))
                .is_ok()
        })
        .count();
    tell(
        "images",
        &[
            ("hashes", size as f64),
            ("build_cpu_s", build),
            ("query_ms", query * 1e3),
            ("recall", found as f64 / QUERIES as f64),
            ("peak_mib", peak_of_index),
            ("all_pairs_cpu_s", pairs),
            ("all_pairs_recall", tied as f64 / QUERIES as f64),
        ],
    );
}
