//! Time of connected components: 10 M random edges over 25 M numbers.
//!
//! `cargo run --release -p bonafide-linking --example components`

mod measure;

use std::time::Instant;

use bonafide_linking::Components;
use measure::cpu;

fn main() {
    let (nodes, edges) = (25_000_000_u64, 10_000_000);
    let mut state = 1_u64;
    let mut next = || {
        state = state
            .wrapping_mul(0x5851_F42D_4C95_7F2D)
            .wrapping_add(0x1405_7B7E_F767_814F);
        (((state >> 32) * nodes) >> 32) as u32
    };
    let edges: Vec<(u32, u32)> = (0..edges).map(|_| (next(), next())).collect();
    let (start, before) = (Instant::now(), cpu());
    let mut components = Components::new(nodes as usize);
    let joins = edges
        .iter()
        .filter(|&&(a, b)| components.join(a, b))
        .count();
    let labels = components.labels();
    let seconds = cpu() - before;
    println!(
        "{} edges, {} numbers, {} components, {seconds:.2} s of the processor, {:.2} s of the wall, label of the last {}",
        edges.len(),
        labels.len(),
        labels.len() - joins,
        start.elapsed().as_secs_f64(),
        labels[labels.len() - 1]
    );
}
