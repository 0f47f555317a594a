//! How fast a thread searches that has searched for nothing yet, and how that changes as it goes.

use std::path::Path;
use std::time::{Duration, Instant};

use bonafide_names::{Index, Name, Schema};

use crate::cases::{csv_rows, shared_queries};
use crate::clock::Clock;

/// So many threads begin anew: the machine may be busy with other things during some of them.
const THREADS: usize = 7;

/// Prints the speed of new threads for the shared queries, and for innocent people a thousand at a time.
pub(crate) fn run(shared: &Path, index: &Index) {
    let names = shared.join("data/names");
    let queries = shared_queries(shared);
    // The same again shows what the thread remembers by then.
    let twice: Vec<(String, Schema)> = queries.iter().chain(&queries).cloned().collect();
    let ends = [queries.len(), twice.len()];
    stream("shared queries", index, &twice, &ends);
    let mut people = Vec::new();
    for file in [
        "yente_negatives_us_dev.csv",
        "yente_negatives_global_dev.csv",
    ] {
        people.push(csv_rows(&names.join(file), &["full_name"]));
    }
    // By turns from both files, so that each stretch has people of both.
    let longest = people.iter().map(Vec::len).max().unwrap_or(0);
    let mut texts: Vec<(String, Schema)> = Vec::new();
    for place in 0..longest {
        let rows = people.iter().filter_map(|rows| rows.get(place));
        texts.extend(rows.map(|row| (row[0].clone(), Schema::Person)));
    }
    texts.dedup();
    texts.truncate(20_000);
    let ends = [1_000, 2_000, 5_000, 10_000, texts.len()];
    stream("innocent people", index, &texts, &ends);
}

/// What one thread took for each stretch of the stream, and for each query.
struct Taken {
    stretches: Vec<Duration>,
    queries: Vec<Duration>,
}

fn stream(title: &str, index: &Index, texts: &[(String, Schema)], ends: &[usize]) {
    let bytes = index.to_bytes();
    let runs: Vec<Taken> = (0..THREADS)
        .filter_map(|_| {
            // Opened anew, so that no listed word is unpacked yet either.
            let opened = Index::open(bytes.clone()).ok()?;
            let thread = std::thread::Builder::new().name("fresh".to_owned());
            std::thread::scope(|scope| {
                let run = thread.spawn_scoped(scope, || once(&opened, texts, ends));
                run.ok()?.join().ok()
            })
        })
        .collect();
    let mut from = 0;
    for (place, end) in ends.iter().enumerate() {
        let best = (runs.iter().map(|run| run.stretches[place])).min();
        let best = best.unwrap_or_default();
        // Each query's best: what else the machine did does not count.
        let mut times: Vec<Duration> = (from..*end)
            .map(|query| runs.iter().map(|run| run.queries[query]).min())
            .map(Option::unwrap_or_default)
            .collect();
        let sum: Duration = times.iter().sum();
        times.sort();
        let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
        let rate = |taken: Duration| (end - from) as f64 / taken.as_secs_f64().max(1e-9);
        println!(
            "fresh thread, {title} {from} to {end}: {:.0} a second of processor time in the best run, {:.0} by each query's best; p50 {:.1?}, p99 {:.1?}, worst {:.1?}",
            rate(best),
            rate(sum),
            at(0.5),
            at(0.99),
            at(1.0)
        );
        from = *end;
    }
}

fn once(index: &Index, texts: &[(String, Schema)], ends: &[usize]) -> Taken {
    let mut taken = Taken {
        stretches: Vec::new(),
        queries: Vec::new(),
    };
    let mut from = 0;
    for end in ends {
        let clock = Clock::start();
        for (text, schema) in &texts[from..*end] {
            let start = Instant::now();
            std::hint::black_box(index.search(&Name::analyse(text, *schema), 50));
            taken.queries.push(start.elapsed());
        }
        let whole = clock.taken();
        taken.stretches.push(whole.processor.unwrap_or(whole.wall));
        from = *end;
    }
    taken
}
