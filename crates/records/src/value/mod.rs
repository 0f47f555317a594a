//! Values: from what a file says to what a column holds. One grammar serves CSV, NDJSON and the
//! text columns of Parquet.

mod boolean;
mod class;
mod number;
mod time;

use std::borrow::Cow;

use jiff::tz::TimeZone;

pub use number::DecimalMark;
pub use time::DayOrder;

pub(crate) use boolean::boolean;
pub(crate) use class::class;
pub(crate) use number::{integer, real};
pub(crate) use time::{DAYS, INSTANTS, date, epoch, offset_minutes, timestamp};

/// How values are to be understood where they do not say it themselves.
#[derive(Debug, Clone, Default)]
pub struct ValueOptions {
    /// The zone of times without zone; UTC where not told.
    pub zone: Option<TimeZone>,
    /// The order of day and month in `03/04/2025`; such dates are set aside where not told.
    pub day_order: Option<DayOrder>,
    /// The decimal mark; where not told, only numbers that allow one reading are taken.
    pub decimal: Option<DecimalMark>,
}

/// A value as a file gives it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Raw<'a> {
    /// Nothing.
    Null,
    /// Bytes that should be UTF-8.
    Text(Cow<'a, [u8]>),
    /// A JSON or Parquet truth value.
    Boolean(bool),
    /// A JSON or Parquet whole number.
    Integer(i64),
    /// A JSON or Parquet number.
    Real(f64),
    /// Something that no column holds, such as `a list`.
    Other(&'static str),
}

/// Whether the text is one of the usual spellings of nothing.
pub(crate) fn is_null(text: &[u8]) -> bool {
    match text.len() {
        0 => true,
        1 => text == b"-",
        2 => text == b"\\N",
        3 => matches!(text, b"N/A" | b"n/a" | b"NaN" | b"nan" | b"nil"),
        4 => matches!(text, b"NULL" | b"null" | b"None" | b"#N/A"),
        _ => false,
    }
}

/// The longest spelling of nothing.
pub(crate) const LONGEST_NULL: usize = 4;

pub(crate) const NOT_UTF8: &str = "is not valid UTF-8";

pub(crate) fn text(bytes: &[u8]) -> Result<&str, &'static str> {
    std::str::from_utf8(bytes).map_err(|_| NOT_UTF8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_spellings_of_nothing_are_nothing() {
        for text in [
            "", "NULL", "null", "N/A", "n/a", "NaN", "None", "-", "\\N", "nil", "#N/A",
        ] {
            assert!(is_null(text.as_bytes()), "{text}");
        }
        // Namibia, a family name, a number.
        for text in ["NA", "Null", "0", "--"] {
            assert!(!is_null(text.as_bytes()), "{text}");
        }
    }
}
