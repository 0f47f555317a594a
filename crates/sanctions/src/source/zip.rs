//! The files inside a zip archive, unpacked under limits that hold whatever the archive says of itself.

use std::collections::BTreeMap;
use std::io::Read;

use flate2::read::DeflateDecoder;

use crate::error::Error;

/// All files together, unpacked. The largest workbook of a list has two megabytes.
const GREATEST_TOTAL: u64 = 256 << 20;
/// How many times larger than its packed form a file may be; honest XML reaches 40, a bomb 1,000.
const GREATEST_RATIO: u64 = 200;
/// Small files pack as well as they like.
const SMALL: u64 = 1 << 20;
/// More files than this are in no workbook.
const MOST_FILES: usize = 2_000;

pub(crate) fn looks_like(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// Unpacks the files whose names are wanted.
pub(crate) fn unpack(
    file: &str,
    bytes: &[u8],
    wanted: impl Fn(&str) -> bool,
) -> Result<BTreeMap<String, Vec<u8>>, Error> {
    let broken = |problem: &str| Error::Broken {
        file: file.to_owned(),
        place: "its directory".to_owned(),
        problem: problem.to_owned(),
    };
    // The directory is found from its end record, which stands behind everything but a comment.
    let tail = &bytes[bytes.len().saturating_sub(66_000)..];
    let end = memchr::memmem::rfind(tail, b"PK\x05\x06").ok_or_else(|| Error::CutOff {
        file: file.to_owned(),
        place: "its end".to_owned(),
        problem: "the directory of the archive is missing".to_owned(),
    })?;
    let end = &tail[end..];
    let count = usize::from(u16_at(end, 10).ok_or_else(|| broken("no end record"))?);
    let mut at = u32_at(end, 16).ok_or_else(|| broken("no end record"))? as usize;
    if count > MOST_FILES {
        return Err(refused(file, &format!("{count} files in one workbook")));
    }
    let mut found = BTreeMap::new();
    let mut total = 0_u64;
    for _ in 0..count {
        let entry = bytes
            .get(at..)
            .ok_or_else(|| broken("an entry lies outside of the file"))?;
        if !entry.starts_with(b"PK\x01\x02") {
            return Err(broken("an entry does not begin where it should"));
        }
        let field = |place| {
            u16_at(entry, place)
                .map(usize::from)
                .ok_or_else(|| broken("an entry is cut off"))
        };
        let (method, flags) = (field(10)?, field(8)?);
        let (name_length, extra_length, comment_length) = (field(28)?, field(30)?, field(32)?);
        let packed = u32_at(entry, 20).ok_or_else(|| broken("an entry is cut off"))?;
        let start = u32_at(entry, 42).ok_or_else(|| broken("an entry is cut off"))? as usize;
        let name = entry
            .get(46..46 + name_length)
            .ok_or_else(|| broken("a name is cut off"))?;
        let name = String::from_utf8_lossy(name).into_owned();
        at += 46 + name_length + extra_length + comment_length;
        if !wanted(&name) {
            continue;
        }
        if flags & 1 != 0 {
            return Err(refused(file, "an encrypted file"));
        }
        let content = content(bytes, start, packed as usize)
            .ok_or_else(|| broken("a file lies outside of the archive"))?;
        let limit = GREATEST_TOTAL - total;
        let unpacked = match method {
            0 => content.to_vec(),
            8 => inflate(file, &name, content, limit)?,
            _ => return Err(refused(file, "a file packed in an unusual way")),
        };
        total += unpacked.len() as u64;
        if total >= GREATEST_TOTAL {
            return Err(refused(file, "more than 256 megabytes in one workbook"));
        }
        found.insert(name, unpacked);
    }
    Ok(found)
}

/// The packed bytes of a file, behind its local header.
fn content(bytes: &[u8], start: usize, packed: usize) -> Option<&[u8]> {
    let header = bytes.get(start..)?;
    if !header.starts_with(b"PK\x03\x04") {
        return None;
    }
    let skip = 30 + usize::from(u16_at(header, 26)?) + usize::from(u16_at(header, 28)?);
    header.get(skip..)?.get(..packed)
}

/// Unpacks until the end or a limit. What the archive says of the size is not asked.
fn inflate(file: &str, name: &str, packed: &[u8], limit: u64) -> Result<Vec<u8>, Error> {
    let ratio_limit = (packed.len() as u64)
        .saturating_mul(GREATEST_RATIO)
        .max(SMALL);
    let limit = limit.min(ratio_limit);
    let mut unpacked = Vec::new();
    DeflateDecoder::new(packed)
        .take(limit + 1)
        .read_to_end(&mut unpacked)
        .map_err(|error| Error::Broken {
            file: file.to_owned(),
            place: name.to_owned(),
            problem: error.to_string(),
        })?;
    if unpacked.len() as u64 > limit {
        return Err(refused(
            file,
            &format!("{name} unpacks to far more than it should"),
        ));
    }
    Ok(unpacked)
}

fn refused(file: &str, problem: &str) -> Error {
    Error::Refused {
        file: file.to_owned(),
        place: "its directory".to_owned(),
        problem: problem.to_owned(),
    }
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}
