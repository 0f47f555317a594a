//! The engine without the disk: planning all rules, a world of a thousand subjects, and one subject alone.

use std::hint::black_box;
use std::sync::atomic::AtomicBool;

use bonafide_engine::screen::{self, Progress, Request};
use bonafide_engine::weigh::Weighing;
use bonafide_engine::{Engine, Pack};
use bonafide_lists::Lists;
use bonafide_records::ForgetRejects;
use bonafide_simulator::{World, simulate};
use criterion::{Criterion, criterion_group, criterion_main};

const SUBJECTS: u64 = 1_000;

struct Silent;

impl Progress for Silent {
    fn step(&self, _: &'static str, _: u64) {}
    fn advance(&self, _: u64) {}
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .expect("a runtime")
}

fn engine(runtime: &tokio::runtime::Runtime) -> Engine {
    let pack = Pack::embedded().expect("our rules are right");
    let lists = Lists::embedded().expect("our lists are right");
    runtime
        .block_on(Engine::new(&pack, lists, Weighing::default()))
        .expect("our rules plan")
}

fn bench(criterion: &mut Criterion) {
    let place = tempfile::tempdir().expect("a temporary folder");
    let world = place.path().join("world");
    simulate(&World::new(SUBJECTS, 1, &world)).expect("a world");
    let runtime = runtime();
    let engine = engine(&runtime);

    let mut group = criterion.benchmark_group("engine");
    group.sample_size(10);
    group.bench_function("load and plan all rules", |bench| {
        bench.iter(|| self::engine(&runtime));
    });
    group.bench_function(
        format!("screen {SUBJECTS} subjects from Parquet"),
        |bench| {
            bench.iter(|| {
                let request = Request::new(vec![world.clone()]);
                let stop = AtomicBool::new(false);
                screen::screen(&engine, &request, &ForgetRejects, &Silent, &stop)
                    .expect("it screens")
            });
        },
    );
    let request = Request::new(vec![world.clone()]);
    let stop = AtomicBool::new(false);
    let outcome =
        screen::screen(&engine, &request, &ForgetRejects, &Silent, &stop).expect("it screens");
    let subject = &outcome.subjects[0].id;
    let rows = screen::rows_of(&engine, &request, subject).expect("the subject has rows");
    group.bench_function("one subject alone, warm", |bench| {
        bench.iter(|| {
            runtime
                .block_on(engine.screen_rows(black_box(&rows)))
                .expect("it screens")
        });
    });
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
