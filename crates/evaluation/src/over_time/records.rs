//! Records as they stood on a series of days, and as a firm of a sector sees them.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, Date32Array, RecordBatch, TimestampMicrosecondArray,
    UInt32Array,
};
use arrow::compute::{filter_record_batch, take_record_batch};
use arrow::datatypes::{DataType, Date32Type, Float64Type, TimestampMicrosecondType};
use bonafide_model::{Group, Table};
use bonafide_records::{
    ColumnSet, ForgetRejects, Mapping, ParquetOut, ReadOptions, TableFile, TableReader,
};
use tempfile::TempDir;

use super::cuts::{Cuts, DAY};
use super::known::{self, Known};
use crate::error::{Error, Result};
use crate::view::View;

/// Records that can be read as of a day.
#[derive(Debug)]
pub struct Records {
    files: BTreeMap<&'static str, Vec<TableFile>>,
    /// Since when each subject is known, in microseconds; none where no row says.
    since: HashMap<String, Option<i64>>,
    /// When each subject was first seen to do something.
    began: HashMap<String, i64>,
    /// First and last instant at which something was seen.
    span: Option<(i64, i64)>,
    payments: HashMap<String, Vec<Payment>>,
}

/// One payment to a subject.
#[derive(Debug, Clone, PartialEq)]
pub struct Payment {
    /// When, in microseconds since 1970.
    pub at: i64,
    /// How much.
    pub amount: f64,
    /// In which currency; dollar tokens count as dollars.
    pub currency: String,
}

/// Records cut into the windows between days.
#[derive(Debug)]
pub struct Windows<'a> {
    records: &'a Records,
    cuts: &'a Cuts,
    folder: TempDir,
}

impl Records {
    /// Looks through the records once: since when each subject is known, and what is paid.
    ///
    /// With a view, only the tables that such a firm keeps are there, and only subjects that have a
    /// row in one of them beside their own.
    pub fn survey(
        paths: &[PathBuf],
        mapping: Option<&Mapping>,
        view: Option<&View>,
    ) -> Result<Self> {
        let mut files: BTreeMap<&'static str, Vec<TableFile>> = BTreeMap::new();
        for file in bonafide_records::discover(paths, mapping)?.files {
            let kept = file.table.is_base() && view.is_none_or(|view| view.has(file.table.name));
            if kept {
                files.entry(file.table.name).or_default().push(file);
            }
        }
        let mut records = Self {
            files,
            since: HashMap::new(),
            began: HashMap::new(),
            span: None,
            payments: HashMap::new(),
        };
        let mut stated: HashMap<String, i64> = HashMap::new();
        for (name, files) in &records.files {
            let known = known::of(name);
            let seen = tells_doing(files[0].table);
            let mut columns = vec!["subject_id"];
            columns.extend(known.recorded);
            if *name == "payout" {
                columns.extend(["amount", "currency"]);
            }
            for file in files {
                each_batch(file, &columns, |batch| {
                    let times = Times::of(batch, known.recorded);
                    let Some(ids) = ids(batch) else {
                        // Transfers belong to wallets.
                        return Ok(());
                    };
                    for (row, id) in ids.iter().enumerate() {
                        let at = times.at(row);
                        if let Some(at) = at.filter(|_| seen) {
                            widen(&mut records.span, Some(at));
                            let began = records.began.entry((*id).to_owned()).or_insert(at);
                            *began = (*began).min(at);
                        }
                        if *name == "subject" {
                            if let Some(at) = at {
                                let first = stated.entry((*id).to_owned()).or_insert(at);
                                *first = (*first).min(at);
                            }
                            if view.is_some() {
                                continue;
                            }
                        }
                        let since = match records.since.get_mut(*id) {
                            Some(since) => since,
                            None => records.since.entry((*id).to_owned()).or_default(),
                        };
                        *since = [*since, at].into_iter().flatten().min();
                        if *name == "payout"
                            && let Some(payment) = payment(batch, row, at)
                        {
                            let payments = records.payments.entry((*id).to_owned()).or_default();
                            payments.push(payment);
                        }
                    }
                    Ok(())
                })?;
            }
        }
        for (id, since) in &mut records.since {
            if let Some(stated) = stated.get(id) {
                *since = Some(*stated);
            }
        }
        if records.span.is_none() {
            // Nobody was seen to do anything: what was claimed is all there is.
            for at in records.since.values() {
                widen(&mut records.span, *at);
            }
        }
        for payments in records.payments.values_mut() {
            payments.sort_by_key(|payment| payment.at);
        }
        Ok(records)
    }

    /// When the first and the last thing was seen to be done, in microseconds since 1970; where nothing
    /// was, since when the first and the last subject are known.
    pub fn span(&self) -> Option<(i64, i64)> {
        self.span
    }

    /// Since when a subject is known; none where its records do not say, or it is not there.
    pub fn since(&self, subject: &str) -> Option<i64> {
        self.since.get(subject).copied().flatten()
    }

    /// When a subject was first seen to do something: a log-in, a message, a payment, not the opening of
    /// an account that then slept for years. Since when it is known, where it never was.
    pub fn began(&self, subject: &str) -> Option<i64> {
        let seen = self.began.get(subject).copied();
        seen.or_else(|| self.since(subject))
    }

    /// Whether the subject is among those that can be seen.
    pub fn has(&self, subject: &str) -> bool {
        self.since.contains_key(subject)
    }

    /// What is paid to a subject, in the order of time.
    pub fn payments(&self, subject: &str) -> &[Payment] {
        self.payments.get(subject).map_or(&[], Vec::as_slice)
    }

    /// Writes the rows into the windows between the cuts, so that those known as of a cut are those
    /// of the windows before it.
    pub fn cut<'a>(&'a self, cuts: &'a Cuts) -> Result<Windows<'a>> {
        let folder = TempDir::with_prefix("bonafide-over-time-")
            .map_err(Error::io("making", &std::env::temp_dir()))?;
        let windows = Windows {
            records: self,
            cuts,
            folder,
        };
        for (name, files) in &self.files {
            let known = known::of(name);
            if known.later.is_empty() {
                windows.settle(files, &known)?;
            }
        }
        Ok(windows)
    }

    /// When a row is known; the least instant where nothing says.
    fn known_at(&self, id: Option<&str>, own: Option<i64>) -> i64 {
        let subject = id.and_then(|id| self.since(id));
        match (own, subject) {
            (Some(own), Some(subject)) => own.max(subject),
            (Some(own), None) => own,
            (None, Some(subject)) => subject,
            (None, None) => i64::MIN,
        }
    }

    /// For each row of a batch, when it is known.
    fn known(&self, batch: &RecordBatch, known: &Known) -> Vec<i64> {
        let times = Times::of(batch, known.recorded);
        let ids = ids(batch);
        (0..batch.num_rows())
            .map(|row| self.known_at(ids.as_ref().map(|ids| ids[row]), times.at(row)))
            .collect()
    }
}

impl Windows<'_> {
    /// The folders that hold the records as of a cut.
    pub fn as_of(&self, cut: usize) -> Result<Vec<PathBuf>> {
        let mut folders: Vec<PathBuf> = (0..=cut)
            .map(|window| self.window(window))
            .filter(|folder| folder.is_dir())
            .collect();
        let changing = self.folder.path().join("changing");
        if changing.is_dir() {
            std::fs::remove_dir_all(&changing).map_err(Error::io("removing", &changing))?;
        }
        std::fs::create_dir(&changing).map_err(Error::io("making", &changing))?;
        let until = self.cuts.until(cut);
        for (name, files) in &self.records.files {
            let known = known::of(name);
            if known.later.is_empty() {
                continue;
            }
            let table = files[0].table;
            let mut out = None;
            for file in files {
                each_batch(file, &all_columns(table), |batch| {
                    let times = self.records.known(batch, &known);
                    let ids = ids(batch);
                    let there: BooleanArray = times
                        .iter()
                        .enumerate()
                        .map(|(row, at)| {
                            // A view does not show subjects of whom it has nothing.
                            let seen = ids.as_ref().is_none_or(|ids| self.records.has(ids[row]));
                            Some(*at <= until && seen)
                        })
                        .collect();
                    let batch = filter_record_batch(batch, &there)?;
                    let batch = blank(&batch, known.later, until)?;
                    write(&mut out, &changing, table, &batch)
                })?;
            }
            finish(out)?;
        }
        folders.push(changing);
        Ok(folders)
    }

    fn window(&self, window: usize) -> PathBuf {
        self.folder.path().join(format!("window-{window:04}"))
    }

    /// Puts the rows of one table that never change into their windows.
    fn settle(&self, files: &[TableFile], known: &Known) -> Result<()> {
        let table = files[0].table;
        let mut outs: Vec<Option<ParquetOut>> = Vec::new();
        outs.resize_with(self.cuts.len(), || None);
        for file in files {
            each_batch(file, &all_columns(table), |batch| {
                let mut rows: Vec<Vec<u32>> = vec![Vec::new(); self.cuts.len()];
                for (row, at) in self.records.known(batch, known).into_iter().enumerate() {
                    rows[self.cuts.window(at)].push(row as u32);
                }
                for (window, rows) in rows.into_iter().enumerate() {
                    if rows.is_empty() {
                        continue;
                    }
                    let folder = self.window(window);
                    std::fs::create_dir_all(&folder).map_err(Error::io("making", &folder))?;
                    let some = take_record_batch(batch, &UInt32Array::from(rows))?;
                    write(&mut outs[window], &folder, table, &some)?;
                }
                Ok(())
            })?;
        }
        outs.into_iter().try_for_each(finish)
    }
}

fn write(
    out: &mut Option<ParquetOut>,
    folder: &Path,
    table: &'static Table,
    batch: &RecordBatch,
) -> Result<()> {
    if batch.num_rows() == 0 {
        return Ok(());
    }
    let out = match out {
        Some(out) => out,
        None => out.insert(ParquetOut::create(
            &folder.join(format!("{}.parquet", table.name)),
            batch.schema(),
        )?),
    };
    Ok(out.write(batch)?)
}

fn finish(out: Option<ParquetOut>) -> Result<()> {
    out.map_or(Ok(()), |out| Ok(out.finish().map(|_| ())?))
}

fn all_columns(table: &'static Table) -> Vec<&'static str> {
    table.columns.iter().map(|column| column.name).collect()
}

fn each_batch(
    file: &TableFile,
    columns: &[&str],
    mut take: impl FnMut(&RecordBatch) -> Result<()>,
) -> Result<()> {
    let columns = ColumnSet::of(file.table, columns.iter().copied());
    let mut reader = TableReader::open(file, &columns, &ReadOptions::default())?;
    while let Some(batch) = reader.next_batch(&ForgetRejects)? {
        take(&batch)?;
    }
    Ok(())
}

fn ids(batch: &RecordBatch) -> Option<Vec<&str>> {
    let ids = batch.column_by_name("subject_id")?.as_string_view_opt()?;
    Some(ids.iter().map(Option::unwrap_or_default).collect())
}

/// Whether rows of a table say that a subject did something at a time, or was paid.
fn tells_doing(table: &Table) -> bool {
    table.group == Group::Seen || ["payout", "bid", "application"].contains(&table.name)
}

fn widen(span: &mut Option<(i64, i64)>, at: Option<i64>) {
    let Some(at) = at else { return };
    *span = Some(span.map_or((at, at), |(first, last)| (first.min(at), last.max(at))));
}

fn payment(batch: &RecordBatch, row: usize, at: Option<i64>) -> Option<Payment> {
    let amounts = batch
        .column_by_name("amount")?
        .as_primitive_opt::<Float64Type>()?;
    let currencies = batch.column_by_name("currency")?.as_string_view_opt()?;
    if amounts.is_null(row) {
        return None;
    }
    let currency = match currencies.is_null(row) {
        true => "unknown",
        false => currencies.value(row),
    };
    Some(Payment {
        at: at?,
        amount: amounts.value(row),
        currency: match currency {
            "USDT" | "USDC" => "USD".to_owned(),
            other => other.to_owned(),
        },
    })
}

/// Columns of times, the first of which that has a value counts.
struct Times<'a>(Vec<&'a ArrayRef>);

impl<'a> Times<'a> {
    fn of(batch: &'a RecordBatch, names: &[&str]) -> Self {
        Self(
            names
                .iter()
                .filter_map(|name| batch.column_by_name(name))
                .collect(),
        )
    }

    fn at(&self, row: usize) -> Option<i64> {
        self.0.iter().find_map(|column| instant(column, row))
    }
}

/// The value of a time or of a day, in microseconds; a day begins at midnight in UTC.
fn instant(column: &ArrayRef, row: usize) -> Option<i64> {
    if column.is_null(row) {
        return None;
    }
    match column.data_type() {
        DataType::Date32 => {
            let days = column.as_primitive::<Date32Type>().value(row);
            Some(i64::from(days) * DAY)
        }
        DataType::Timestamp(..) => Some(
            column
                .as_primitive_opt::<TimestampMicrosecondType>()?
                .value(row),
        ),
        _ => None,
    }
}

/// The batch without the values of some columns that lie after an instant.
fn blank(batch: &RecordBatch, columns: &[&str], until: i64) -> Result<RecordBatch> {
    let schema = batch.schema();
    let arrays = schema
        .fields()
        .iter()
        .zip(batch.columns())
        .map(|(field, column)| {
            if !columns.contains(&field.name().as_str()) {
                return Arc::clone(column);
            }
            let kept = |row: usize| instant(column, row).is_some_and(|at| at <= until);
            match column.data_type() {
                DataType::Date32 => {
                    let days = column.as_primitive::<Date32Type>();
                    let days: Date32Array = days
                        .iter()
                        .enumerate()
                        .map(|(row, day)| day.filter(|_| kept(row)))
                        .collect();
                    Arc::new(days) as ArrayRef
                }
                _ => match column.as_primitive_opt::<TimestampMicrosecondType>() {
                    Some(times) => {
                        let zone = times.timezone().map(Arc::<str>::from);
                        let times: TimestampMicrosecondArray = times
                            .iter()
                            .enumerate()
                            .map(|(row, at)| at.filter(|_| kept(row)))
                            .collect();
                        Arc::new(times.with_timezone_opt(zone))
                    }
                    None => Arc::clone(column),
                },
            }
        })
        .collect();
    Ok(RecordBatch::try_new(schema, arrays)?)
}

/// Subjects of whom something is known in a view, for measures that leave out the others.
impl Records {
    /// The ids of all subjects that can be seen.
    pub fn subjects(&self) -> HashSet<&str> {
        self.since.keys().map(String::as_str).collect()
    }
}
