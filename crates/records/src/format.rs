//! File formats and compressions, told from a file's name.

use std::fmt;

/// How the rows of a file are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Text with a header line and delimiters.
    Csv,
    /// One JSON object a line.
    Ndjson,
    /// Apache Parquet.
    Parquet,
}

impl fmt::Display for Format {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Csv => "CSV",
            Self::Ndjson => "NDJSON",
            Self::Parquet => "Parquet",
        })
    }
}

/// How a file's bytes are compressed. The first bytes of the file decide when it is opened, so a
/// file that somebody unpacked without renaming it is read all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Compression {
    /// Not at all (or inside the format, as in Parquet).
    None,
    /// gzip, also of several members.
    Gzip,
    /// Zstandard, also of several frames.
    Zstd,
}

impl fmt::Display for Compression {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::None => "plain",
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
        })
    }
}

/// What a file name says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NameSays {
    /// A table file: its stem in lower case, format and compression.
    Table(String, Format, Compression),
    /// Data that cannot be read as it is: its stem, and what to do.
    Unreadable(String, &'static str),
    /// Not a table.
    Other,
}

/// Reads a file name from its end: compression, then format.
pub(crate) fn from_name(name: &str) -> NameSays {
    let name = name.to_lowercase();
    let (inner, compression) = match name.rsplit_once('.') {
        Some((stem, "gz" | "gzip")) => (stem, Compression::Gzip),
        Some((stem, "zst" | "zstd")) => (stem, Compression::Zstd),
        _ => (name.as_str(), Compression::None),
    };
    let Some((stem, extension)) = inner.rsplit_once('.') else {
        return NameSays::Other;
    };
    let format = match extension {
        "csv" | "tsv" => Format::Csv,
        "ndjson" | "jsonl" => Format::Ndjson,
        "parquet" | "pq" => Format::Parquet,
        _ => {
            return match refusal(extension) {
                Some(advice) => {
                    // session.csv.zip: the table is called session.
                    let stem = stem.strip_suffix(".csv").unwrap_or(stem);
                    NameSays::Unreadable(stem.to_owned(), advice)
                }
                None => NameSays::Other,
            };
        }
    };
    if format == Format::Parquet && compression != Compression::None {
        return NameSays::Unreadable(
            stem.to_owned(),
            "Parquet is compressed inside; unpack the outer compression first",
        );
    }
    NameSays::Table(stem.to_owned(), format, compression)
}

fn refusal(extension: &str) -> Option<&'static str> {
    Some(match extension {
        "json" => "write one JSON object a line and call the file .ndjson",
        "xls" | "xlsx" | "ods" => "save the sheet as CSV (UTF-8)",
        "bz2" | "xz" | "zip" | "7z" | "lz4" | "tar" | "tgz" | "rar" | "br" => {
            "unpack it, or pack it with gzip or zstd"
        }
        "avro" | "orc" | "arrow" | "feather" => "convert it to Parquet",
        "txt" | "dat" | "log" => "call it .csv, .tsv or .ndjson after what it holds",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_format_and_compression() {
        let table =
            |stem: &str, format, compression| NameSays::Table(stem.to_owned(), format, compression);
        assert_eq!(
            from_name("Session.CSV"),
            table("session", Format::Csv, Compression::None)
        );
        assert_eq!(
            from_name("payout.ndjson.zst"),
            table("payout", Format::Ndjson, Compression::Zstd)
        );
        assert_eq!(
            from_name("payout.jsonl"),
            table("payout", Format::Ndjson, Compression::None)
        );
        assert_eq!(
            from_name("payout.tsv.gz"),
            table("payout", Format::Csv, Compression::Gzip)
        );
        assert_eq!(
            from_name("part-0.parquet"),
            table("part-0", Format::Parquet, Compression::None)
        );
        assert_eq!(from_name("README.md"), NameSays::Other);
        assert_eq!(from_name("session"), NameSays::Other);
        assert!(
            matches!(from_name("session.csv.zip"), NameSays::Unreadable(stem, _) if stem == "session")
        );
        assert!(matches!(
            from_name("session.parquet.gz"),
            NameSays::Unreadable(..)
        ));
    }
}
