//! The bytes of a text file: unpacked, and held only as far as the current row needs.

use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::Path;

use crate::discover::TableFile;
use crate::error::ReadError;

/// The longest row that is read; longer ones are set aside without being loaded.
pub(crate) const LONGEST_ROW: usize = 16 << 20;

const CHUNK: usize = 256 << 10;

/// A window on the bytes of a file.
pub(crate) struct Source {
    reader: Box<dyn Read + Send>,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    ended: bool,
    error: Option<io::Error>,
}

impl Source {
    /// Opens a file and finds out from its first bytes how it is compressed.
    pub(crate) fn open(path: &Path) -> Result<Self, ReadError> {
        let unreadable = |error| ReadError::Unreadable {
            path: path.to_owned(),
            error,
        };
        let mut file = File::open(path).map_err(unreadable)?;
        let mut magic = [0; 4];
        let got = fill(&mut file, &mut magic).map_err(unreadable)?;
        file.rewind().map_err(unreadable)?;
        let reader: Box<dyn Read + Send> = match &magic[..got] {
            [0x1f, 0x8b, ..] => Box::new(flate2::read::MultiGzDecoder::new(
                io::BufReader::with_capacity(CHUNK, file),
            )),
            [0x28, 0xb5, 0x2f, 0xfd] => Box::new(zstd::Decoder::new(file).map_err(unreadable)?),
            _ => Box::new(file),
        };
        let mut source = Self::of(reader);
        source.fill();
        match source.data() {
            [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => {
                return Err(ReadError::Utf16 {
                    path: path.to_owned(),
                });
            }
            [0xef, 0xbb, 0xbf, ..] => source.consume(3),
            _ => {}
        }
        Ok(source)
    }

    pub(crate) fn of(reader: Box<dyn Read + Send>) -> Self {
        Self {
            reader,
            buffer: vec![0; CHUNK],
            start: 0,
            end: 0,
            ended: false,
            error: None,
        }
    }

    /// What is loaded and not consumed.
    #[inline]
    pub(crate) fn data(&self) -> &[u8] {
        &self.buffer[self.start..self.end]
    }

    #[inline]
    pub(crate) fn consume(&mut self, bytes: usize) {
        self.start = (self.start + bytes).min(self.end);
    }

    /// Whether all of the file is loaded.
    pub(crate) fn ended(&self) -> bool {
        self.ended
    }

    /// Why the file ended before its end, if it did.
    pub(crate) fn error(&self) -> Option<&io::Error> {
        self.error.as_ref()
    }

    /// Loads more; what is not consumed stays.
    pub(crate) fn fill(&mut self) {
        if self.ended {
            return;
        }
        if self.start > 0 {
            self.buffer.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
        }
        if self.buffer.len() - self.end < CHUNK / 2 {
            let grown = (self.buffer.len() * 2).max(CHUNK);
            self.buffer.resize(grown, 0);
        }
        loop {
            match self.reader.read(&mut self.buffer[self.end..]) {
                Ok(0) => self.ended = true,
                Ok(bytes) => self.end += bytes,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => {
                    self.ended = true;
                    self.error = Some(error);
                }
            }
            return;
        }
    }

    /// Skips to the end of the line without keeping it.
    pub(crate) fn skip_line(&mut self) {
        loop {
            if let Some(at) = memchr::memchr(b'\n', self.data()) {
                self.consume(at + 1);
                return;
            }
            self.consume(self.data().len());
            if self.ended {
                return;
            }
            self.fill();
        }
    }
}

fn fill(file: &mut File, bytes: &mut [u8]) -> io::Result<usize> {
    let mut got = 0;
    while got < bytes.len() {
        match file.read(&mut bytes[got..])? {
            0 => break,
            more => got += more,
        }
    }
    Ok(got)
}

/// Says where a file broke.
pub(crate) fn broken_sentence(file: &str, rows: u64, error: &io::Error) -> String {
    let reason = match error.kind() {
        io::ErrorKind::UnexpectedEof => "the compressed data ends in the middle".to_owned(),
        _ => error.to_string(),
    };
    format!(
        "{file}: breaks off after row {rows} ({reason}); the rows before were kept, those after it \
         are missing; copy or export the file again"
    )
}

/// Says that a file gives no row at all.
pub(crate) fn damaged(file: &TableFile, source: &Source) -> ReadError {
    ReadError::Damaged {
        path: file.path.clone(),
        format: file.format,
        reason: match source.error() {
            Some(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
                "its compressed data ends before the first row".to_owned()
            }
            Some(error) => error.to_string(),
            None => "it is empty".to_owned(),
        },
    }
}
