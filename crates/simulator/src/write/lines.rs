//! NDJSON: one object a line, without what is not known.

use std::io::{BufWriter, Write};
use std::path::Path;

use serde::Serialize;

use crate::error::{Error, Result};

pub(super) fn write<R: Serialize, W: Write>(
    writer: &mut BufWriter<W>,
    rows: &[R],
    path: &Path,
) -> Result<()> {
    for row in rows {
        serde_json::to_writer(&mut *writer, row).map_err(|source| Error::Json {
            path: path.to_owned(),
            source,
        })?;
        writer.write_all(b"\n").map_err(|source| Error::Io {
            doing: "writing",
            path: path.to_owned(),
            source,
        })?;
    }
    Ok(())
}
