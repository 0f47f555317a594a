//! Where rows wait, sorted by subject, until their slice is screened.
//!
//! Every row goes to the bucket of its subject: a slice is one bucket. A batch is put in bucket
//! order once and then cut without copying. When memory runs short, what waits is written to one
//! temporary file a table, bucket by bucket, and read back when the bucket's turn comes.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs::File;
use std::io::{BufWriter, Read, Seek, SeekFrom, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bonafide_records::ROW_MARK;
use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, RecordBatch, StringViewArray, UInt32Array,
};
use datafusion::arrow::compute::{concat_batches, take_record_batch};
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef, UInt32Type};
use datafusion::arrow::ipc::CompressionType;
use datafusion::arrow::ipc::reader::StreamReader;
use datafusion::arrow::ipc::writer::{IpcWriteOptions, StreamWriter};
use twox_hash::XxHash3_64;

use crate::check::Schemas;
use crate::error::EngineError;
use crate::hashing::Spread;
use crate::repeated;
use crate::slice::Slice;

/// Bits of a subject number that tell the place in the bucket; the others tell the bucket.
const PLACE_BITS: u32 = 22;
/// Writing to temporary files begins when this part of the memory is taken, so that reading need not wait for it.
const BEGIN: (usize, usize) = (7, 8);

/// All rows of a run, by bucket.
pub(crate) struct Shelf {
    buckets: usize,
    schemas: Schemas,
    ids: Vec<Mutex<Ids>>,
    tables: BTreeMap<&'static str, Waiting>,
    in_memory: AtomicUsize,
    /// Held while rows are written to a temporary file.
    spilling: Mutex<()>,
    memory_limit: usize,
    /// Rows that were left out when slices were taken, because they stood twice.
    repeated: Mutex<BTreeMap<&'static str, u64>>,
}

/// The subjects of one bucket, in the order in which they were met.
#[derive(Default)]
struct Ids {
    places: HashMap<u64, u32, Spread>,
    ids: Vec<String>,
}

/// The rows of one table that wait.
#[derive(Default)]
struct Waiting {
    in_memory: Mutex<InMemory>,
    spilled: Mutex<Option<Spilled>>,
}

/// Rows that wait in memory.
#[derive(Default)]
struct InMemory {
    /// By bucket; shorter where the last buckets have none.
    batches: Vec<Vec<RecordBatch>>,
    bytes: usize,
}

/// Rows that wait in a temporary file.
struct Spilled {
    file: File,
    end: u64,
    /// For each bucket: where its rows lie in the file.
    parts: Vec<Vec<(u64, u64)>>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A panic in another thread ends the run anyway; its half-done work is not read.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(crate) fn hash_of(text: &str) -> u64 {
    XxHash3_64::oneshot(text.as_bytes())
}

impl Shelf {
    pub(crate) fn new(buckets: usize, schemas: Schemas, memory_limit: usize) -> Self {
        let buckets = buckets.next_power_of_two().min(1 << (32 - PLACE_BITS));
        Self {
            buckets,
            ids: (0..buckets).map(|_| Mutex::default()).collect(),
            tables: bonafide_model::TABLES
                .iter()
                .map(|table| (table.name, Waiting::default()))
                .collect(),
            schemas,
            in_memory: AtomicUsize::new(0),
            spilling: Mutex::default(),
            memory_limit,
            repeated: Mutex::default(),
        }
    }

    pub(crate) fn buckets(&self) -> usize {
        self.buckets
    }

    /// How many subjects there are.
    pub(crate) fn subjects(&self) -> usize {
        self.ids.iter().map(|ids| lock(ids).ids.len()).sum()
    }

    /// Counts rows of a table that were left out before they came here.
    pub(crate) fn note_repeated(&self, table: &'static str, rows: u64) {
        if rows > 0 {
            *lock(&self.repeated).entry(table).or_default() += rows;
        }
    }

    /// How many rows of each table stood twice, in the slices that were taken.
    pub(crate) fn repeated(&self) -> BTreeMap<&'static str, u64> {
        lock(&self.repeated).clone()
    }

    /// Every subject with its number.
    pub(crate) fn everybody(&self) -> Vec<(u32, String)> {
        let mut all = Vec::new();
        for (bucket, ids) in self.ids.iter().enumerate() {
            let ids = lock(ids);
            let numbered = ids.ids.iter().enumerate();
            all.extend(
                numbered.map(|(place, id)| {
                    (((bucket as u32) << PLACE_BITS) | place as u32, id.clone())
                }),
            );
        }
        all
    }

    /// Puts rows on the shelf. The batch has `subject_id` as text and any columns of the table; it
    /// comes back in bucket order with subject numbers in place of ids, for those who count.
    pub(crate) fn put(
        &self,
        table: &'static str,
        batch: &RecordBatch,
    ) -> Result<RecordBatch, EngineError> {
        let Some(ids) = batch
            .column_by_name("subject_id")
            .and_then(|ids| ids.as_string_view_opt())
        else {
            return Ok(RecordBatch::new_empty(batch.schema()));
        };
        let hashes: Vec<u64> = (0..ids.len()).map(|row| hash_of(ids.value(row))).collect();
        let (order, ends) = self.bucket_order(&hashes);
        let numbers = self.number(ids, &hashes, &order, &ends);
        let ordered = take_record_batch(batch, &UInt32Array::from(order))?;
        let numbered = with_subjects(&ordered, Arc::new(UInt32Array::from(numbers)))?;

        let wanted = self.wanted(table, &numbered)?;
        let bytes = wanted
            .columns()
            .iter()
            .map(|column| row_bytes(column.as_ref()))
            .sum::<usize>();
        let Some(waiting) = self.tables.get(table) else {
            return Ok(numbered);
        };
        {
            let mut waiting = lock(&waiting.in_memory);
            waiting.batches.resize(self.buckets, Vec::new());
            let mut start = 0;
            for (bucket, end) in ends.iter().copied().enumerate() {
                if end > start {
                    waiting.batches[bucket].push(wanted.slice(start, end - start));
                }
                start = end;
            }
            waiting.bytes += bytes;
            // Before anybody can write them and count them off.
            self.in_memory.fetch_add(bytes, Ordering::Relaxed);
        }
        self.make_room()?;
        Ok(numbered)
    }

    /// Writes a table to its temporary file where memory runs short. One thread writes, and the others go on reading until
    /// nothing more fits.
    fn make_room(&self) -> Result<(), EngineError> {
        let in_memory = || self.in_memory.load(Ordering::Relaxed);
        if in_memory() > self.memory_limit {
            let _spilling = lock(&self.spilling);
            // Whoever held it before may have made room enough.
            if in_memory() > self.memory_limit {
                self.spill_largest()?;
            }
        } else if in_memory() > self.memory_limit / BEGIN.1 * BEGIN.0
            && let Ok(_spilling) = self.spilling.try_lock()
        {
            self.spill_largest()?;
        }
        Ok(())
    }

    /// Rows in bucket order, and where each bucket ends.
    fn bucket_order(&self, hashes: &[u64]) -> (Vec<u32>, Vec<usize>) {
        let bucket_of = |hash: u64| (hash >> 32) as usize & (self.buckets - 1);
        let mut ends = vec![0_usize; self.buckets];
        for hash in hashes {
            ends[bucket_of(*hash)] += 1;
        }
        let mut sum = 0;
        let mut next: Vec<usize> = Vec::with_capacity(self.buckets);
        for end in &mut ends {
            next.push(sum);
            sum += *end;
            *end = sum;
        }
        let mut order = vec![0_u32; hashes.len()];
        for (row, hash) in hashes.iter().enumerate() {
            let place = &mut next[bucket_of(*hash)];
            order[*place] = row as u32;
            *place += 1;
        }
        (order, ends)
    }

    /// The number of each row's subject, in bucket order.
    fn number(
        &self,
        ids: &StringViewArray,
        hashes: &[u64],
        order: &[u32],
        ends: &[usize],
    ) -> Vec<u32> {
        let mut numbers = Vec::with_capacity(order.len());
        let mut start = 0;
        for (bucket, end) in ends.iter().copied().enumerate() {
            if end > start {
                let mut known = lock(&self.ids[bucket]);
                for row in &order[start..end] {
                    let row = *row as usize;
                    let place = known.place(hashes[row], || ids.value(row).to_owned());
                    numbers.push(((bucket as u32) << PLACE_BITS) | place);
                }
            }
            start = end;
        }
        numbers
    }

    /// The columns that rules and enrichment read, with places in the bucket.
    fn wanted(
        &self,
        table: &'static str,
        numbered: &RecordBatch,
    ) -> Result<RecordBatch, EngineError> {
        let Some(schema) = self.schemas.of(table) else {
            return Ok(numbered.clone());
        };
        let rows = numbered.num_rows();
        let mut columns: Vec<ArrayRef> = schema
            .fields()
            .iter()
            .map(|field| -> ArrayRef {
                match numbered.column_by_name(field.name()) {
                    Some(numbers) if field.name() == "subject_id" => {
                        let numbers = numbers.as_primitive::<UInt32Type>();
                        Arc::new(
                            numbers
                                .unary::<_, UInt32Type>(|number| number & ((1 << PLACE_BITS) - 1)),
                        )
                    }
                    Some(column) => Arc::clone(column),
                    None => datafusion::arrow::array::new_null_array(field.data_type(), rows),
                }
            })
            .collect();
        let Some(marks) = numbered.column_by_name(ROW_MARK) else {
            return Ok(RecordBatch::try_new(Arc::clone(schema), columns)?);
        };
        // Nothing is known to stand twice where no row has a mark.
        if marks.null_count() > 0 {
            return Ok(RecordBatch::try_new(Arc::clone(schema), columns)?);
        }
        columns.push(Arc::clone(marks));
        let mut fields = schema.fields().to_vec();
        fields.push(Arc::new(Field::new(ROW_MARK, DataType::UInt64, true)));
        Ok(RecordBatch::try_new(
            Arc::new(Schema::new(fields)),
            columns,
        )?)
    }

    /// Writes the table that takes most memory to its temporary file.
    fn spill_largest(&self) -> Result<(), EngineError> {
        let largest = self
            .tables
            .values()
            .max_by_key(|waiting| lock(&waiting.in_memory).bytes);
        if let Some(waiting) = largest {
            let freed = waiting.spill(self.buckets)?;
            self.in_memory.fetch_sub(freed, Ordering::Relaxed);
        }
        Ok(())
    }

    /// Takes one bucket off the shelf as a slice.
    pub(crate) fn take(
        &self,
        bucket: usize,
        brought: &Arc<BTreeSet<&'static str>>,
    ) -> Result<TakenSlice, EngineError> {
        let ids = std::mem::take(&mut *lock(&self.ids[bucket])).ids;
        let mut sorted: Vec<u32> = (0..ids.len() as u32).collect();
        sorted.sort_unstable_by(|a, b| ids[*a as usize].cmp(&ids[*b as usize]));
        let mut rank = vec![0_u32; ids.len()];
        for (position, place) in sorted.iter().enumerate() {
            rank[*place as usize] = position as u32;
        }
        let numbers = sorted
            .iter()
            .map(|place| ((bucket as u32) << PLACE_BITS) | place)
            .collect();
        let ids = sorted
            .iter()
            .map(|place| ids[*place as usize].clone())
            .collect();
        let mut slice = Slice::new(ids, Arc::clone(brought));
        for (table, waiting) in &self.tables {
            let batches = waiting.take(bucket)?;
            let Some(schema) = self.schemas.of(table) else {
                continue;
            };
            if batches.is_empty() {
                continue;
            }
            let (batches, left_out) = repeated::once(batches, schema)?;
            self.note_repeated(table, left_out);
            let whole = concat_batches(schema, &batches)?;
            let places = whole.column_by_name("subject_id").map(|places| {
                places
                    .as_primitive::<UInt32Type>()
                    .unary::<_, UInt32Type>(|place| rank[place as usize])
            });
            let Some(places) = places else { continue };
            let whole = with_subjects(&whole, Arc::new(places))?;
            slice.push_chunks(table, &whole);
        }
        Ok(TakenSlice { slice, numbers })
    }
}

/// A slice, with the number that each of its subjects had on the shelf.
pub(crate) struct TakenSlice {
    pub(crate) slice: Slice,
    pub(crate) numbers: Vec<u32>,
}

impl Ids {
    fn place(&mut self, hash: u64, id: impl FnOnce() -> String) -> u32 {
        let next = self.ids.len() as u32;
        let place = *self.places.entry(hash).or_insert(next);
        if place == next {
            self.ids.push(id());
        }
        place
    }
}

impl Waiting {
    /// Writes what is in memory to the temporary file; gives how many bytes that were. Rows may come meanwhile.
    fn spill(&self, buckets: usize) -> Result<usize, EngineError> {
        let failed = |source| {
            EngineError::file(
                "cannot write the temporary file in",
                std::env::temp_dir(),
                source,
            )
        };
        let InMemory { batches, bytes } = std::mem::take(&mut *lock(&self.in_memory));
        let mut spilled = lock(&self.spilled);
        let spilled = match &mut *spilled {
            Some(spilled) => spilled,
            none => {
                let file = tempfile::tempfile().map_err(failed)?;
                none.insert(Spilled {
                    file,
                    end: 0,
                    parts: vec![Vec::new(); buckets],
                })
            }
        };
        for (bucket, batches) in batches.into_iter().enumerate() {
            let (marked, plain): (Vec<_>, Vec<_>) =
                batches.into_iter().partition(repeated::is_marked);
            for batches in [marked, plain] {
                let Some(first) = batches.first() else {
                    continue;
                };
                let whole = compact(&concat_batches(&first.schema(), &batches)?)?;
                drop(batches);
                let mut out = BufWriter::with_capacity(1 << 20, &spilled.file);
                out.seek(SeekFrom::Start(spilled.end)).map_err(failed)?;
                // Rows take a third of their room, and the disk is slower than packing them. The query
                // engine writes its own temporary files so too, which is why LZ4 is always built in.
                let packed = IpcWriteOptions::default()
                    .try_with_compression(Some(CompressionType::LZ4_FRAME))?;
                let mut writer =
                    StreamWriter::try_new_with_options(&mut out, &whole.schema(), packed)?;
                writer.write(&whole)?;
                writer.finish()?;
                drop(writer);
                out.flush().map_err(failed)?;
                drop(out);
                let end = spilled.file.stream_position().map_err(failed)?;
                spilled.parts[bucket].push((spilled.end, end - spilled.end));
                spilled.end = end;
            }
        }
        Ok(bytes)
    }

    fn take(&self, bucket: usize) -> Result<Vec<RecordBatch>, EngineError> {
        let mut batches = lock(&self.in_memory)
            .batches
            .get_mut(bucket)
            .map(std::mem::take)
            .unwrap_or_default();
        let failed = |source| {
            EngineError::file(
                "cannot read the temporary file in",
                std::env::temp_dir(),
                source,
            )
        };
        // The file is read under the lock and unpacked after it: other threads read their buckets meanwhile.
        let mut packed = Vec::new();
        if let Some(spilled) = &mut *lock(&self.spilled) {
            for (start, length) in std::mem::take(&mut spilled.parts[bucket]) {
                spilled.file.seek(SeekFrom::Start(start)).map_err(failed)?;
                let mut part = vec![0; length as usize];
                spilled.file.read_exact(&mut part).map_err(failed)?;
                packed.push(part);
            }
        }
        for part in packed {
            for batch in StreamReader::try_new(part.as_slice(), None)? {
                batches.push(batch?);
            }
        }
        Ok(batches)
    }
}

/// A batch with another subject column.
fn with_subjects(batch: &RecordBatch, subjects: ArrayRef) -> Result<RecordBatch, EngineError> {
    let schema = batch.schema();
    let fields: Vec<Arc<Field>> = schema
        .fields()
        .iter()
        .map(|field| match field.name().as_str() {
            "subject_id" => Arc::new(Field::new("subject_id", DataType::UInt32, false)),
            _ => Arc::clone(field),
        })
        .collect();
    let columns = fields
        .iter()
        .zip(batch.columns())
        .map(|(field, column)| {
            if field.name() == "subject_id" {
                Arc::clone(&subjects)
            } else {
                Arc::clone(column)
            }
        })
        .collect();
    let schema: SchemaRef = Arc::new(Schema::new(fields));
    Ok(RecordBatch::try_new(schema, columns)?)
}

/// Text views into shared buffers are copied together, so that only what they show is written.
fn compact(batch: &RecordBatch) -> Result<RecordBatch, EngineError> {
    let columns = batch
        .columns()
        .iter()
        .map(|column| match column.as_string_view_opt() {
            Some(views) => Arc::new(views.gc()) as ArrayRef,
            None => Arc::clone(column),
        })
        .collect();
    Ok(RecordBatch::try_new(batch.schema(), columns)?)
}

/// Bytes that the rows of a column take, without what views share with others.
fn row_bytes(column: &dyn Array) -> usize {
    match column.as_string_view_opt() {
        Some(views) => views
            .lengths()
            .map(|length| 16 + if length > 12 { length as usize } else { 0 })
            .sum(),
        None => match column.data_type() {
            DataType::Boolean => column.len() / 8,
            other => column.len() * other.primitive_width().unwrap_or(8),
        },
    }
}

/// The bucket-order batch's subject numbers.
pub(crate) fn numbers(batch: &RecordBatch) -> Option<&UInt32Array> {
    batch
        .column_by_name("subject_id")
        .and_then(|column| column.as_primitive_opt::<UInt32Type>())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows of one of many threads: subjects and handles.
    fn rows(thread: usize, part: usize) -> RecordBatch {
        let ids = (0..50).map(|row| Some(format!("s{}", (row + part) % 17)));
        let handles = (0..50).map(|row| Some(handle(thread, part, row)));
        let columns: Vec<(&str, ArrayRef)> = vec![
            ("subject_id", Arc::new(ids.collect::<StringViewArray>())),
            ("handle", Arc::new(handles.collect::<StringViewArray>())),
        ];
        RecordBatch::try_from_iter(columns).expect("two columns")
    }

    fn handle(thread: usize, part: usize, row: usize) -> String {
        format!("handle {row} of part {part} of thread {thread}")
    }

    #[test]
    fn rows_that_threads_put_while_others_write_to_disk_are_all_taken_once() {
        let shelf = Shelf::new(4, Schemas::full(), 200_000);
        std::thread::scope(|scope| {
            for thread in 0..4 {
                let shelf = &shelf;
                scope.spawn(move || {
                    for part in 0..40 {
                        shelf.put("profile", &rows(thread, part)).expect("put");
                    }
                });
            }
        });
        assert!(shelf.in_memory.load(Ordering::Relaxed) <= 200_000);
        assert!(lock(&shelf.tables["profile"].spilled).is_some());
        let brought = Arc::default();
        let mut taken = Vec::new();
        for bucket in 0..shelf.buckets() {
            let slice = shelf.take(bucket, &brought).expect("taken").slice;
            for batch in slice.batches("profile") {
                let handles = batch.column_by_name("handle").expect("handles");
                let handles = handles.as_string_view().iter().flatten();
                taken.extend(handles.map(str::to_owned));
            }
        }
        taken.sort_unstable();
        let mut put: Vec<String> = (0..4)
            .flat_map(|thread| (0..40).map(move |part| (thread, part)))
            .flat_map(|(thread, part)| (0..50).map(move |row| handle(thread, part, row)))
            .collect();
        put.sort_unstable();
        assert_eq!(taken, put);
    }
}
