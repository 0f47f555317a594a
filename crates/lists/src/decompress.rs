//! Plain bytes from plain, gzip or Zstandard bytes, never more than a limit.

use std::borrow::Cow;
use std::io::Read;

use crate::ListError;

const ZSTD_MAGIC: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];
const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];
/// A frame may ask for this much window (2^27 = 128 MiB, the default of the `zstd` program) and not more.
const WINDOW_LOG_LIMIT: u32 = 27;

/// Returns the content of `bytes`, decompressed if their first bytes say that they are compressed.
pub(crate) fn decompress<'a>(
    list: &str,
    bytes: &'a [u8],
    limit: u64,
) -> Result<Cow<'a, [u8]>, ListError> {
    let unreadable = |what: &'static str| {
        let list = list.to_owned();
        move |error: std::io::Error| ListError::Unreadable {
            list,
            what,
            problem: format!("{error}; the file is damaged or cut off"),
        }
    };
    if bytes.starts_with(&ZSTD_MAGIC) {
        let what = "a Zstandard file";
        let mut decoder =
            zstd::stream::read::Decoder::with_buffer(bytes).map_err(unreadable(what))?;
        decoder
            .window_log_max(WINDOW_LOG_LIMIT)
            .map_err(unreadable(what))?;
        read_at_most(list, decoder, limit, unreadable(what)).map(Cow::Owned)
    } else if bytes.starts_with(&GZIP_MAGIC) {
        let what = "a gzip file";
        read_at_most(
            list,
            flate2::read::MultiGzDecoder::new(bytes),
            limit,
            unreadable(what),
        )
        .map(Cow::Owned)
    } else if bytes.len() as u64 > limit {
        Err(too_large(list, limit))
    } else {
        Ok(Cow::Borrowed(bytes))
    }
}

fn read_at_most(
    list: &str,
    reader: impl Read,
    limit: u64,
    unreadable: impl FnOnce(std::io::Error) -> ListError,
) -> Result<Vec<u8>, ListError> {
    let mut content = Vec::new();
    reader
        .take(limit.saturating_add(1))
        .read_to_end(&mut content)
        .map_err(unreadable)?;
    if content.len() as u64 > limit {
        return Err(too_large(list, limit));
    }
    Ok(content)
}

fn too_large(list: &str, limit: u64) -> ListError {
    ListError::TooLarge {
        list: list.to_owned(),
        limit,
        stage: "when decompressed",
    }
}
