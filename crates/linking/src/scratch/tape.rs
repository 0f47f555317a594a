//! Records in the order in which they were written.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::marker::PhantomData;

use super::{Eye, LinkError, Pen, Record, Scratch};

/// Written from beginning to end, then read from beginning to end as often as wanted. What fits into its memory never
/// leaves it.
#[derive(Debug)]
pub(crate) struct Tape<T> {
    scratch: Scratch,
    /// Records that are not in the file, or were just read from it.
    block: Vec<u8>,
    /// Bytes of a block.
    most: usize,
    file: Option<File>,
    in_file: u64,
    /// Where reading is: in the block, and how much of the file was read.
    at: usize,
    was_read: u64,
    records: u64,
    of: PhantomData<T>,
}

impl<T: Record> Tape<T> {
    /// An empty tape that keeps about so many bytes in memory.
    pub(crate) fn new(scratch: &Scratch, memory: usize) -> Self {
        Self {
            scratch: scratch.clone(),
            block: Vec::new(),
            most: whole_records::<T>(memory),
            file: None,
            in_file: 0,
            at: 0,
            was_read: 0,
            records: 0,
            of: PhantomData,
        }
    }

    /// Writes one more record. No more is written once it was read.
    pub(crate) fn push(&mut self, record: &T) -> Result<(), LinkError> {
        let start = self.block.len();
        if start + T::SIZE > self.most && start > 0 {
            self.flush()?;
        }
        let start = self.block.len();
        self.block.resize(start + T::SIZE, 0);
        record.store(&mut Pen(&mut self.block[start..]));
        self.records += 1;
        Ok(())
    }

    /// How many records there are.
    pub(crate) fn len(&self) -> u64 {
        self.records
    }

    fn flush(&mut self) -> Result<(), LinkError> {
        let mut file = match self.file.take() {
            Some(file) => file,
            None => self.scratch.file()?,
        };
        file.write_all(&self.block)
            .map_err(|error| self.scratch.failed(error))?;
        self.scratch.wrote(self.block.len());
        self.in_file += self.block.len() as u64;
        self.file = Some(file);
        self.block.clear();
        Ok(())
    }

    /// Writes what is left in memory, if anything is on the disk at all or `also_small`, and frees the memory.
    pub(crate) fn close(&mut self, also_small: bool) -> Result<(), LinkError> {
        if self.file.is_some() || also_small {
            if self.was_read == 0 && !self.block.is_empty() {
                self.flush()?;
            }
            self.block = Vec::new();
        }
        Ok(())
    }

    /// Reads from the beginning on, in blocks of about so many bytes.
    pub(crate) fn rewind(&mut self, memory: usize) -> Result<(), LinkError> {
        self.close(false)?;
        self.at = 0;
        self.was_read = 0;
        if let Some(file) = &mut self.file {
            self.most = whole_records::<T>(memory);
            self.block.clear();
            file.seek(SeekFrom::Start(0))
                .map_err(|error| self.scratch.failed(error))?;
        }
        Ok(())
    }

    /// The next record.
    pub(crate) fn next(&mut self) -> Result<Option<T>, LinkError> {
        if self.at == self.block.len() && !self.fill()? {
            return Ok(None);
        }
        let record = T::load(&mut Eye(&self.block[self.at..self.at + T::SIZE]));
        self.at += T::SIZE;
        Ok(Some(record))
    }

    fn fill(&mut self) -> Result<bool, LinkError> {
        let left = self.in_file - self.was_read;
        let Some(file) = self.file.as_mut().filter(|_| left > 0) else {
            return Ok(false);
        };
        let next = usize::try_from(left).map_or(self.most, |left| left.min(self.most));
        self.block.resize(next, 0);
        file.read_exact(&mut self.block)
            .map_err(|error| self.scratch.failed(error))?;
        self.was_read += next as u64;
        self.at = 0;
        Ok(true)
    }
}

/// So many bytes as are whole records, at least one.
fn whole_records<T: Record>(memory: usize) -> usize {
    (memory / T::SIZE).max(1) * T::SIZE
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_was_written_is_read_in_order_as_often_as_wanted(
            numbers in prop::collection::vec(any::<u32>(), 0..200),
            memory in 0_usize..64,
            again in 0_usize..64,
        ) {
            let mut tape = Tape::new(&Scratch::new(None), memory);
            for number in &numbers {
                tape.push(number)?;
            }
            prop_assert_eq!(tape.len(), numbers.len() as u64);
            for memory in [again, memory] {
                tape.rewind(memory)?;
                let mut found = Vec::new();
                while let Some(number) = tape.next()? {
                    found.push(number);
                }
                prop_assert_eq!(&found, &numbers);
            }
        }
    }
}
