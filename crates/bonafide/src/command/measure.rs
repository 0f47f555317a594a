//! `bonafide measure`: what `cargo xtask bench` compares a run with.

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use bonafide_engine::screen::{self, Request};
use bonafide_engine::weigh::Weighing;
use bonafide_engine::{Engine, check};
use clap::Subcommand;

use crate::command::screen::runtime;
use crate::exit::Exit;
use crate::home::ListPlace;
use crate::pack::RulePlace;
use crate::print;

/// Yardsticks for benchmarks.
#[derive(Debug, Subcommand)]
pub(crate) enum Measure {
    /// Read every column that the rules read, and do nothing with it
    Floor {
        /// The records
        paths: Vec<PathBuf>,
        #[command(flatten)]
        rules: RulePlace,
        #[command(flatten)]
        lists: ListPlace,
    },
    /// Screen one subject's own rows again and again in a warm engine, and print milliseconds
    One {
        /// The records
        path: PathBuf,
        /// The subject
        subject: String,
        /// How often
        #[arg(long, default_value_t = 50)]
        runs: usize,
        #[command(flatten)]
        lists: ListPlace,
    },
    /// Screen, and print where the time went: steps, and the query of each rule
    Steps {
        /// The records
        paths: Vec<PathBuf>,
        /// Threads
        #[arg(long)]
        threads: Option<usize>,
        /// Slices
        #[arg(long)]
        slices: Option<usize>,
        #[command(flatten)]
        rules: RulePlace,
        #[command(flatten)]
        lists: ListPlace,
    },
    /// Print the queries of all rules that read only tables which a firm brings, as JSON
    Queries,
    /// Print the definitions of all tables, as SQL
    Definitions,
}

impl Measure {
    pub(crate) fn run(self) -> anyhow::Result<Exit> {
        match self {
            Self::Floor {
                paths,
                rules,
                lists,
            } => {
                let engine = runtime()?.block_on(Engine::new(
                    &rules.load()?,
                    lists.load()?,
                    Weighing::default(),
                ))?;
                let rows = screen::scan_only(&engine, &Request::new(paths))?;
                print::data(&rows.to_string())?;
            }
            Self::One {
                path,
                subject,
                runs,
                lists,
            } => {
                let pack = bonafide_engine::Pack::embedded()?;
                let runtime = runtime()?;
                let engine =
                    runtime.block_on(Engine::new(&pack, lists.load()?, Weighing::default()))?;
                let rows = screen::rows_of(&engine, &Request::new(vec![path]), &subject)?;
                let count: usize = rows.iter().map(|(_, batch)| batch.num_rows()).sum();
                let mut taken = Vec::with_capacity(runs);
                for _ in 0..runs.max(1) {
                    let started = std::time::Instant::now();
                    runtime.block_on(engine.screen_rows(&rows))?;
                    taken.push(started.elapsed().as_secs_f64() * 1000.0);
                }
                taken.sort_by(f64::total_cmp);
                print::data(&format!(
                    "{count} rows, {} rules: least {:.1} ms, median {:.1} ms, most {:.1} ms",
                    engine.pack().rules.len(),
                    taken[0],
                    taken[taken.len() / 2],
                    taken[taken.len() - 1]
                ))?;
            }
            Self::Steps {
                paths,
                threads,
                slices,
                rules,
                lists,
            } => {
                let engine = runtime()?.block_on(Engine::new(
                    &rules.load()?,
                    lists.load()?,
                    Weighing::default(),
                ))?;
                let mut request = Request::new(paths);
                request.threads = threads.unwrap_or(request.threads);
                request.slices = slices;
                let outcome = screen::screen(
                    &engine,
                    &request,
                    &bonafide_records::ForgetRejects,
                    &screen::Unheard,
                    &AtomicBool::new(false),
                )?;
                tell_steps(&outcome)?;
            }
            Self::Queries => {
                let pack = bonafide_engine::Pack::embedded()?;
                let lists = bonafide_lists::Lists::embedded()?;
                let engine = runtime()?.block_on(Engine::new(&pack, lists, Weighing::default()))?;
                let is_base = |name: &str| {
                    bonafide_model::table::by_name(name).is_some_and(bonafide_model::Table::is_base)
                };
                let queries: Vec<serde_json::Value> = engine
                    .pack()
                    .rules
                    .iter()
                    .filter(|rule| rule.tables().into_iter().all(is_base))
                    .filter_map(|rule| {
                        let tables: Vec<&str> = rule.tables().into_iter().collect();
                        Some(serde_json::json!({ "id": rule.file.id, "tables": tables, "sql": check::filled_sql(&rule.file)? }))
                    })
                    .collect();
                print::data(&serde_json::to_string(&queries)?)?;
            }
            Self::Definitions => {
                let tables = bonafide_model::TABLES
                    .iter()
                    .filter(|table| table.is_base());
                print::data(
                    &tables
                        .map(|table| table.create_statement())
                        .collect::<String>(),
                )?;
            }
        }
        Ok(Exit::Done)
    }
}

fn tell_steps(outcome: &screen::Outcome) -> anyhow::Result<()> {
    let each = outcome.subjects.len().max(1) as f64;
    let line = |what: &str, took: Duration| {
        format!(
            "{:>10.3} s {:>9.2} us a subject  {what}",
            took.as_secs_f64(),
            took.as_secs_f64() * 1e6 / each
        )
    };
    let spent = &outcome.spent;
    for (step, took) in &spent.steps {
        print::data(&line(step, *took))?;
    }
    print::data("within `screen`, added up over threads:")?;
    print::data(&line("take from the shelf", spent.take))?;
    print::data(&line("enrich", spent.enrich))?;
    print::data(&line("gather and weigh", spent.gather))?;
    let all: Duration = spent.rules.iter().map(|(_, took)| *took).sum();
    print::data(&line("queries of all rules", all))?;
    let mut rules = spent.rules.clone();
    rules.sort_by_key(|(_, took)| std::cmp::Reverse(*took));
    for (rule, took) in rules {
        print::data(&line(&rule, took))?;
    }
    Ok(())
}
