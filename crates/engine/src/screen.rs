//! The whole story of a run: read, shelve, count, screen slice by slice, rank.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use bonafide_linking::money::MoneySettings;
use bonafide_model::report::{Report, TableTotals};
use bonafide_records::{
    ColumnSet, FileTotals, Input, Mapping, ReadOptions, RejectSink, Split, TableFile, TableReader,
};

use datafusion::arrow::array::{AsArray, BooleanArray, RecordBatch};
use datafusion::arrow::compute::filter_record_batch;

use crate::engine::{Across, Engine};
use crate::error::EngineError;
use crate::exposure::Transfers;
use crate::fellows;
use crate::frequency::Gathering;
use crate::history::History;
use crate::likeness::Likenesses;
use crate::linking::{Linking, Machine};
use crate::neighbours::Neighbours;
use crate::shelf::Shelf;
use crate::spent::{Spent, Stopwatch};
use crate::subjects::{self, SubjectFindings};
use crate::tally::RuleTally;
use crate::tell;
use crate::traces::Traces;
use crate::unknown_code::UnknownCodes;

/// What to screen, and with how much of the machine.
#[derive(Debug)]
pub struct Request {
    /// Folders and files.
    pub paths: Vec<PathBuf>,
    /// How foreign columns become ours.
    pub mapping: Option<Mapping>,
    /// Threads.
    pub threads: usize,
    /// Bytes of rows that wait in memory before they are written to a temporary file; linking compares within a quarter of
    /// them.
    pub memory: usize,
    /// Slices; chosen by the size of the input where none is given.
    pub slices: Option<usize>,
    /// How many subjects the report shows in full.
    pub shown: usize,
    /// How far money is followed from account to account.
    pub money: MoneySettings,
    /// Folder in which earlier days are kept for linking: groups are over all days then.
    pub standing: Option<PathBuf>,
    /// Whether the weights of ties are learned again from all days, and not kept from the first.
    pub learn_weights: bool,
}

impl Request {
    /// A request with the machine's own threads and usual limits.
    pub fn new(paths: Vec<PathBuf>) -> Self {
        Self {
            paths,
            mapping: None,
            threads: std::thread::available_parallelism().map_or(2, usize::from),
            memory: 2 << 30,
            slices: None,
            shown: 500,
            money: MoneySettings::default(),
            standing: None,
            learn_weights: false,
        }
    }
}

/// Hears how far a run has come.
pub trait Progress: Sync {
    /// A step begins; `total` units of it are to be done.
    fn step(&self, name: &'static str, total: u64);
    /// So many units more are done.
    fn advance(&self, units: u64);
}

/// Progress that nobody follows.
#[derive(Debug, Clone, Copy)]
pub struct Unheard;

impl Progress for Unheard {
    fn step(&self, _: &'static str, _: u64) {}
    fn advance(&self, _: u64) {}
}

/// What a run found.
#[derive(Debug)]
pub struct Outcome {
    /// The report, with the subjects to be shown.
    pub report: Report,
    /// Every subject, the most urgent first.
    pub subjects: Vec<SubjectFindings>,
    /// Ties between subjects, and groups.
    pub linking: Linking,
    /// Where the time went.
    pub spent: Spent,
}

/// Screens everything that the request names.
///
/// `stop` ends the run early: nothing is returned then.
pub fn screen(
    engine: &Engine,
    request: &Request,
    rejects: &dyn RejectSink,
    progress: &dyn Progress,
    stop: &AtomicBool,
) -> Result<Outcome, EngineError> {
    let mut watch = Stopwatch::start();
    // What cannot be used is refused before anything is read.
    let history = request
        .standing
        .as_ref()
        .map(|folder| History::open(folder, request.learn_weights))
        .transpose()?;
    let input = bonafide_records::discover(&request.paths, request.mapping.as_ref())?;
    watch.lap("discover");
    let slices = request.slices.unwrap_or_else(|| slices_for(&input));
    let shelf = Shelf::new(slices, engine.pack.schemas.clone(), request.memory);
    let gathering =
        Gathering::new(engine.pack.frequency_kinds.clone(), true).keeping(history.is_some());
    let transfers = Transfers::default();
    let likenesses = Likenesses::new();
    let traces = Traces::new(request.money);

    let reading = Reading {
        engine,
        shelf: &shelf,
        gathering: &gathering,
        transfers: &transfers,
        likenesses: &likenesses,
        traces: &traces,
        rejects,
        progress,
        stop,
        unknown_codes: UnknownCodes::default(),
    };
    let mut read = reading.all(input.files, request.threads)?;
    watch.lap("read");
    let subjects = shelf.subjects();
    if subjects == 0 {
        let input = request
            .paths
            .iter()
            .map(|path| path.display().to_string())
            .collect::<Vec<_>>()
            .join(", ");
        return Err(EngineError::NoSubject {
            input,
            lost: read.lost,
        });
    }

    let (frequencies, shares) = gathering.finish();
    let exposures = transfers.finish(&engine.lists);
    watch.lap("count");
    let mut linking = Linking::of(
        shelf.everybody(),
        &shares,
        likenesses,
        traces,
        &engine.obeyed,
        history.as_ref(),
        Machine {
            // The rows that wait on the shelf have their own share.
            memory: request.memory / LINKING,
            threads: request.threads,
        },
    )?;
    let neighbours = Neighbours::of(&shares.tying, &linking);
    drop(shares);
    watch.lap("link");

    progress.step("screen", subjects as u64);
    let brought: Arc<BTreeSet<&'static str>> = Arc::new(read.totals.keys().copied().collect());
    let gathered = Mutex::new((
        Vec::with_capacity(subjects),
        RuleTally::new(engine.pack.rules.len()),
        Spent::default(),
        Vec::new(),
    ));
    in_parallel(shelf.buckets(), request.threads, stop, |bucket| {
        let began = Instant::now();
        let taken = shelf.take(bucket, &brought)?;
        let take = began.elapsed();
        if taken.slice.ids.is_empty() {
            return Ok(());
        }
        let screened = block_on(engine.run_slice(
            taken,
            &Across {
                frequencies: &frequencies,
                exposures: &exposures,
                linking: &linking,
            },
            &[],
        ))?;
        let began = Instant::now();
        let found = subjects::gather(engine, &screened);
        let servers = neighbours.servers_in(screened.slice.batches("ip_fact"));
        progress.advance(found.len() as u64);
        let mut gathered = gathered.lock().unwrap_or_else(PoisonError::into_inner);
        gathered.2.take += take;
        gathered.2.enrich += screened.enriching;
        gathered.2.gather += began.elapsed();
        gathered.1.add(&screened);
        gathered.0.extend(found);
        gathered.3.extend(servers);
        Ok(())
    })?;
    watch.lap("screen");
    read.leave_out(shelf.repeated());
    let (mut all, mut tally, mut spent, servers) = gathered
        .into_inner()
        .unwrap_or_else(PoisonError::into_inner);
    block_on(fellows::second_look(
        engine,
        &linking,
        &neighbours.with_servers(servers),
        &mut all,
        &mut tally,
    ))?;
    all.sort_unstable_by(|a, b| {
        b.weighed
            .outcome
            .cmp(&a.weighed.outcome)
            // Those of whom something is told come before those of whom nothing is, whatever the sum.
            .then_with(|| a.is_quiet().cmp(&b.is_quiet()))
            .then_with(|| b.weighed.weight.total_cmp(&a.weighed.weight))
            .then_with(|| a.id.cmp(&b.id))
    });
    let report = tell::report(
        engine,
        request,
        &read,
        &tally,
        &all,
        &linking,
        watch.since_start().as_secs_f64(),
    );
    watch.lap("report");
    // A day that is brought again changes nothing, so a run that fails after this can be repeated.
    if let (Some(history), Some(kept)) = (&history, linking.kept.take()) {
        history.keep(kept)?;
        watch.lap("keep");
    }
    spent.steps = watch.into_steps();
    spent.rules = engine
        .pack
        .rules
        .iter()
        .zip(&tally.rules)
        .map(|(rule, sum)| (rule.file.id.clone(), sum.took))
        .collect();
    Ok(Outcome {
        report,
        subjects: all,
        linking,
        spent,
    })
}

/// Scans once every column that the rules read, and does nothing with it: the floor under any run.
/// Gives the rows.
pub fn scan_only(engine: &Engine, request: &Request) -> Result<u64, EngineError> {
    let input = bonafide_records::discover(&request.paths, request.mapping.as_ref())?;
    let mut parts = Vec::new();
    for file in &input.files {
        parts.extend(
            bonafide_records::splits(file)?
                .into_iter()
                .map(|split| (file, split)),
        );
    }
    let rows = std::sync::atomic::AtomicU64::new(0);
    in_parallel(
        parts.len(),
        request.threads,
        &AtomicBool::new(false),
        |index| {
            let (file, split) = &parts[index];
            let wanted = engine
                .pack
                .read
                .iter()
                .filter(|(table, _)| *table == file.table.name);
            let columns = ColumnSet::of(file.table, wanted.map(|(_, column)| *column));
            let mut reader =
                TableReader::open_split(file, split, &columns, &ReadOptions::default())?;
            while let Some(batch) = reader.next_batch(&bonafide_records::ForgetRejects)? {
                rows.fetch_add(batch.num_rows() as u64, Ordering::Relaxed);
            }
            Ok(())
        },
    )?;
    Ok(rows.into_inner())
}

/// All rows of one subject, table by table: what a request for that subject alone would carry.
pub fn rows_of(
    engine: &Engine,
    request: &Request,
    subject: &str,
) -> Result<Vec<(&'static str, RecordBatch)>, EngineError> {
    let input = bonafide_records::discover(&request.paths, request.mapping.as_ref())?;
    let mut found = Vec::new();
    for file in input.files.iter().filter(|file| file.table.has_subject()) {
        let wanted = engine
            .pack
            .read
            .iter()
            .filter(|(table, _)| *table == file.table.name);
        let columns = ColumnSet::of(file.table, wanted.map(|(_, column)| *column));
        let mut reader = TableReader::open(file, &columns, &ReadOptions::default())?;
        while let Some(batch) = reader.next_batch(&bonafide_records::ForgetRejects)? {
            let Some(ids) = batch
                .column_by_name("subject_id")
                .and_then(|ids| ids.as_string_view_opt())
            else {
                continue;
            };
            let own: BooleanArray = ids.iter().map(|id| Some(id == Some(subject))).collect();
            let own = filter_record_batch(&batch, &own)?;
            if own.num_rows() > 0 {
                found.push((file.table.name, own));
            }
        }
    }
    Ok(found)
}

/// What was read.
#[derive(Debug, Default)]
pub(crate) struct Read {
    pub(crate) totals: BTreeMap<&'static str, TableTotals>,
    /// What was not read, or not kept: the run is partial.
    pub(crate) lost: Vec<String>,
    /// What is worth knowing and cost nothing.
    pub(crate) notes: Vec<String>,
}

impl Read {
    /// Takes rows off the count that were found to stand twice.
    fn leave_out(&mut self, repeated: BTreeMap<&'static str, u64>) {
        for (table, rows) in repeated {
            let totals = self.table(table);
            totals.kept = totals.kept.saturating_sub(rows);
            self.notes.push(format!(
                "{rows} row(s) of `{table}` stood twice, equal in every column, and were counted once"
            ));
        }
    }

    fn table(&mut self, name: &'static str) -> &mut TableTotals {
        self.totals.entry(name).or_insert_with(|| TableTotals {
            table: name.to_owned(),
            files: 0,
            read: 0,
            kept: 0,
            set_aside: 0,
        })
    }
}

struct Reading<'a> {
    engine: &'a Engine,
    shelf: &'a Shelf,
    gathering: &'a Gathering,
    transfers: &'a Transfers,
    likenesses: &'a Likenesses,
    traces: &'a Traces,
    rejects: &'a dyn RejectSink,
    progress: &'a dyn Progress,
    stop: &'a AtomicBool,
    unknown_codes: UnknownCodes,
}

impl Reading<'_> {
    /// Reads every file, a few parts at a time. A file that breaks is told and does not stop the others.
    fn all(self, files: Vec<TableFile>, threads: usize) -> Result<Read, EngineError> {
        let mut read = Read::default();
        let files = self.without_copies(files, &mut read);
        self.progress
            .step("read", files.iter().map(|file| file.bytes).sum());
        let mut parts: Vec<(&TableFile, Split)> = Vec::new();
        for file in &files {
            read.table(file.table.name).files += 1;
            match bonafide_records::splits(file) {
                Ok(splits) => parts.extend(splits.into_iter().map(|split| (file, split))),
                Err(error) => read.lost.push(error.to_string()),
            }
            self.tell_unknown_columns(file, &mut read);
        }
        let read = Mutex::new(read);
        in_parallel(parts.len(), threads, self.stop, |index| {
            let (file, split) = &parts[index];
            let outcome = self.part(file, split);
            self.progress.advance(split.bytes);
            let mut read = read.lock().unwrap_or_else(PoisonError::into_inner);
            match outcome {
                Ok(found) => {
                    let totals = read.table(file.table.name);
                    totals.read += found.read;
                    totals.kept += found.kept;
                    totals.set_aside += found.set_aside;
                    read.lost.extend(found.broken);
                    read.notes.extend(found.warnings);
                }
                Err(EngineError::Read(error)) => read.lost.push(error.to_string()),
                Err(other) => return Err(other),
            }
            Ok(())
        })?;
        let mut read = read.into_inner().unwrap_or_else(PoisonError::into_inner);
        let set_aside: Vec<String> = read
            .totals
            .values()
            .filter(|totals| totals.set_aside > 0)
            .map(|totals| {
                format!(
                    "{} of {} rows of `{}` were set aside as broken; rejects.ndjson says which and why",
                    totals.set_aside, totals.read, totals.table
                )
            })
            .collect();
        read.lost.extend(set_aside);
        let catalogue = self.engine.pack.catalogue();
        read.notes.extend(self.unknown_codes.sentences(catalogue));
        for sentences in [&mut read.lost, &mut read.notes] {
            sentences.sort();
            sentences.dedup();
        }
        Ok(read)
    }

    /// A column that nothing reads and that looks like one of ours is probably misspelt.
    fn tell_unknown_columns(&self, file: &TableFile, read: &mut Read) {
        let Ok(schema) = bonafide_records::peek(file) else {
            return;
        };
        for unknown in schema.unknown {
            if let Some(meant) = &unknown.suggestion {
                read.notes.push(format!(
                    "{}: column `{}` is not read; did you mean `{meant}`?",
                    file.path.display(),
                    unknown.name
                ));
            }
        }
    }

    /// Leaves out files that are equal to another of the same table: reading records twice would
    /// count them twice.
    fn without_copies(&self, files: Vec<TableFile>, read: &mut Read) -> Vec<TableFile> {
        let mut seen: BTreeMap<(&'static str, u64), Vec<PathBuf>> = BTreeMap::new();
        let mut kept = Vec::with_capacity(files.len());
        for file in files {
            let same_size = seen.entry((file.table.name, file.bytes)).or_default();
            // One file may feed a table several times by a mapping; that is no copy.
            let copy = same_size
                .iter()
                .find(|other| **other != file.path && same_content(other, &file.path));
            if let Some(other) = copy {
                read.notes.push(format!(
                    "{} is a copy of {} and was not read again",
                    file.path.display(),
                    other.display()
                ));
                continue;
            }
            same_size.push(file.path.clone());
            kept.push(file);
        }
        kept
    }

    fn part(&self, file: &TableFile, split: &Split) -> Result<FileTotals, EngineError> {
        let wanted = self
            .engine
            .pack
            .read
            .iter()
            .filter(|(table, _)| *table == file.table.name);
        let columns = ColumnSet::of(file.table, wanted.map(|(_, column)| *column)).marked();
        let mut reader = TableReader::open_split(file, split, &columns, &ReadOptions::default())?;
        while let Some(batch) = reader.next_batch(self.rejects)? {
            if self.stop.load(Ordering::Relaxed) {
                return Err(EngineError::Interrupted);
            }
            let catalogue = self.engine.pack.catalogue();
            self.unknown_codes
                .note(catalogue, file.table.name, &file.path, &batch);
            self.engine.shelve(
                self.shelf,
                self.gathering,
                self.transfers,
                Some((self.likenesses, self.traces)),
                file.table.name,
                &batch,
            )?;
        }
        Ok(reader.into_totals())
    }
}

fn same_content(a: &std::path::Path, b: &std::path::Path) -> bool {
    use std::io::Read;
    let open = |path| {
        std::fs::File::open(path).map(|file| std::io::BufReader::with_capacity(1 << 16, file))
    };
    let (Ok(mut a), Ok(mut b)) = (open(a), open(b)) else {
        return false;
    };
    let (mut left, mut right) = (vec![0; 1 << 16], vec![0; 1 << 16]);
    loop {
        let Ok(count) = a.read(&mut left) else {
            return false;
        };
        if count == 0 {
            return matches!(b.read(&mut right), Ok(0));
        }
        if b.read_exact(&mut right[..count]).is_err() || left[..count] != right[..count] {
            return false;
        }
    }
}

/// Linking gets this part of the memory that rows may wait in.
const LINKING: usize = 4;

/// About thirty megabytes of input make one slice: large enough that planning does not matter.
fn slices_for(input: &Input) -> usize {
    const BYTES: u64 = 24 << 20;
    let bytes: u64 = input.files.iter().map(|file| file.bytes).sum();
    usize::try_from(bytes / BYTES).unwrap_or(1).clamp(1, 512)
}

/// Runs a future on this thread.
fn block_on<T>(future: impl Future<Output = Result<T, EngineError>>) -> Result<T, EngineError> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build();
    let runtime =
        runtime.map_err(|source| EngineError::file("cannot start", "the runtime", source))?;
    runtime.block_on(future)
}

/// Does `count` pieces of work on some threads; the first error ends it.
fn in_parallel(
    count: usize,
    threads: usize,
    stop: &AtomicBool,
    work: impl Fn(usize) -> Result<(), EngineError> + Sync,
) -> Result<(), EngineError> {
    let next = AtomicUsize::new(0);
    let failed: Mutex<Option<EngineError>> = Mutex::new(None);
    std::thread::scope(|scope| {
        for _ in 0..threads.clamp(1, count.max(1)) {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    if index >= count {
                        return;
                    }
                    let outcome = match stop.load(Ordering::Relaxed) {
                        true => Err(EngineError::Interrupted),
                        false => work(index),
                    };
                    if let Err(error) = outcome {
                        next.store(count, Ordering::Relaxed);
                        failed
                            .lock()
                            .unwrap_or_else(PoisonError::into_inner)
                            .get_or_insert(error);
                        return;
                    }
                }
            });
        }
    });
    match failed.into_inner().unwrap_or_else(PoisonError::into_inner) {
        Some(error) => Err(error),
        None => Ok(()),
    }
}
