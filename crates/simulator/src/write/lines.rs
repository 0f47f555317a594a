//! NDJSON: one object a line, without what is not known.

use std::io::{BufWriter, Write};
use std::path::Path;

use bonafide_model::Table;
use serde::Serialize;

use crate::error::{Error, Result};
use crate::view::Cut;

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

/// The rows as objects, as far as a view shows them.
pub(super) fn cut<R: Serialize>(
    rows: &[R],
    table: &Table,
    cut: &Cut,
) -> Result<Vec<serde_json::Map<String, serde_json::Value>>> {
    let mut objects = Vec::with_capacity(rows.len());
    for row in rows {
        let value = serde_json::to_value(row).map_err(|source| Error::Json {
            path: table.name.into(),
            source,
        })?;
        if let serde_json::Value::Object(object) = value {
            objects.extend(cut.row(table, object));
        }
    }
    Ok(objects)
}
