//! CSV: splits bytes into records and fields.
//!
//! The grammar is RFC 4180 with `\n` or `\r\n`. A record that breaks it (text behind a closing
//! quote, a quote that never closes, too few or too many fields) costs its first line only: reading
//! goes on with the next line, so that one stray quote cannot swallow the rows behind it.

use std::borrow::Cow;

use crate::source::{LONGEST_ROW, Source};

/// A field's place in its record.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Span {
    start: u32,
    end: u32,
    /// Whether it holds doubled quotes.
    escaped: bool,
}

impl Span {
    /// The value; doubled quotes become single ones.
    pub(crate) fn of<'a>(&self, record: &'a [u8]) -> Cow<'a, [u8]> {
        let bytes = record
            .get(self.start as usize..self.end as usize)
            .unwrap_or_default();
        if !self.escaped {
            return Cow::Borrowed(bytes);
        }
        let mut value = Vec::with_capacity(bytes.len());
        let mut rest = bytes;
        while let Some(at) = memchr::memchr(b'"', rest) {
            value.extend_from_slice(&rest[..=at]);
            rest = rest.get(at + 2..).unwrap_or_default();
        }
        value.extend_from_slice(rest);
        Cow::Owned(value)
    }
}

/// What the next bytes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// A record that starts on that line.
    Record(u64),
    /// A line that is no record, and why.
    Bad(u64, &'static str),
    /// Nothing more.
    End,
}

pub(crate) const TOO_LONG: &str = "is longer than 16 MiB";
const UNCLOSED: &str = "opens a quote that never closes";
const BEHIND_QUOTE: &str = "has text behind a closing quote";
const TOO_MANY: &str = "has more fields than the header";
const TOO_FEW: &str = "has fewer fields than the header";

/// Reads records.
pub(crate) struct Records {
    source: Source,
    delimiter: u8,
    /// Fields of every record; unknown until the header is read.
    width: Option<usize>,
    spans: Vec<Span>,
    /// Bytes of the current record that the next step consumes.
    pending: usize,
    record: usize,
    line: u64,
}

enum Parsed {
    /// Length of the record, of what ends it, and the line ends inside it.
    Whole(usize, usize, u64),
    NeedsMore,
    Bad(&'static str),
}

impl Records {
    pub(crate) fn new(source: Source, delimiter: u8) -> Self {
        Self {
            source,
            delimiter,
            width: None,
            spans: Vec::new(),
            pending: 0,
            record: 0,
            line: 1,
        }
    }

    pub(crate) fn source(&self) -> &Source {
        &self.source
    }

    pub(crate) fn source_mut(&mut self) -> &mut Source {
        &mut self.source
    }

    pub(crate) fn set_delimiter(&mut self, delimiter: u8) {
        self.delimiter = delimiter;
    }

    /// From here on every record must have that many fields.
    pub(crate) fn set_width(&mut self, width: usize) {
        self.width = Some(width);
    }

    /// Steps over a line that is no part of the table.
    pub(crate) fn skip_line(&mut self) {
        self.source.skip_line();
        self.line += 1;
    }

    /// The bytes of the current record.
    #[inline]
    pub(crate) fn record(&self) -> &[u8] {
        &self.source.data()[..self.record]
    }

    /// The fields of the current record.
    #[inline]
    pub(crate) fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// Reads the next record.
    pub(crate) fn step(&mut self) -> Step {
        self.source.consume(self.pending);
        self.pending = 0;
        loop {
            match self.parse() {
                Parsed::Whole(0, 0, _) => return Step::End,
                Parsed::Whole(record, ending, breaks) => {
                    let line = self.line;
                    self.line += breaks + 1;
                    if record == 0 {
                        // An empty line is no row.
                        self.source.consume(ending);
                        continue;
                    }
                    self.record = record;
                    self.pending = record + ending;
                    return Step::Record(line);
                }
                Parsed::NeedsMore if self.source.data().len() >= LONGEST_ROW => {
                    return self.bad(TOO_LONG);
                }
                Parsed::NeedsMore => self.source.fill(),
                Parsed::Bad(reason) => return self.bad(reason),
            }
        }
    }

    fn bad(&mut self, reason: &'static str) -> Step {
        self.source.skip_line();
        self.line += 1;
        Step::Bad(self.line - 1, reason)
    }

    fn parse(&mut self) -> Parsed {
        self.spans.clear();
        let data = self.source.data();
        let newline = memchr::memchr(b'\n', data);
        let (line, ending) = match newline {
            Some(at) => (&data[..at], 1),
            None if !self.source.ended() => return Parsed::NeedsMore,
            // What stands behind the last whole line of a broken file is no row.
            None if self.source.error().is_some() => return Parsed::Whole(0, 0, 0),
            None => (data, 0),
        };
        if memchr::memchr(b'"', line).is_some() {
            return self.parse_quoted();
        }
        let (line, ending) = match line {
            [rest @ .., b'\r'] => (rest, ending + 1),
            _ => (line, ending),
        };
        if line.is_empty() {
            return Parsed::Whole(0, ending, 0);
        }
        if line.len() > LONGEST_ROW {
            return Parsed::Bad(TOO_LONG);
        }
        let mut start = 0_u32;
        for at in memchr::memchr_iter(self.delimiter, line) {
            let at = narrow(at);
            self.spans.push(Span {
                start,
                end: at,
                escaped: false,
            });
            start = at + 1;
        }
        self.spans.push(Span {
            start,
            end: narrow(line.len()),
            escaped: false,
        });
        match self.width {
            Some(width) if self.spans.len() > width => Parsed::Bad(TOO_MANY),
            Some(width) if self.spans.len() < width => Parsed::Bad(TOO_FEW),
            _ => Parsed::Whole(line.len(), ending, 0),
        }
    }

    /// The slow way, for records with quotes, which may span lines.
    fn parse_quoted(&mut self) -> Parsed {
        let data = self.source.data();
        let ended = self.source.ended();
        // Without an error the end of the file ends a record.
        let closes = ended && self.source.error().is_none();
        let mut at = 0;
        let mut breaks = 0;
        loop {
            if self.width.is_some_and(|width| self.spans.len() >= width) {
                return Parsed::Bad(TOO_MANY);
            }
            if at > LONGEST_ROW {
                return Parsed::Bad(TOO_LONG);
            }
            let next = if data.get(at) == Some(&b'"') {
                let start = at + 1;
                let mut search = start;
                let mut escaped = false;
                let close = loop {
                    match memchr::memchr(b'"', &data[search..]) {
                        Some(found) if data.get(search + found + 1) == Some(&b'"') => {
                            escaped = true;
                            search += found + 2;
                        }
                        Some(found) if search + found + 1 == data.len() && !ended => {
                            return Parsed::NeedsMore;
                        }
                        Some(found) => break search + found,
                        None if !ended => return Parsed::NeedsMore,
                        None => return Parsed::Bad(UNCLOSED),
                    }
                };
                if close > LONGEST_ROW {
                    return Parsed::Bad(TOO_LONG);
                }
                breaks += memchr::memchr_iter(b'\n', &data[start..close]).count();
                self.spans.push(Span {
                    start: narrow(start),
                    end: narrow(close),
                    escaped,
                });
                close + 1
            } else {
                let found = memchr::memchr2(self.delimiter, b'\n', &data[at..]);
                let end = match found {
                    Some(found) => at + found,
                    None if !ended => return Parsed::NeedsMore,
                    None => data.len(),
                };
                if end > LONGEST_ROW {
                    return Parsed::Bad(TOO_LONG);
                }
                let at_line_end = data.get(end).is_none_or(|byte| *byte == b'\n');
                let cut = match data[at..end].last() {
                    Some(b'\r') if at_line_end => end - 1,
                    _ => end,
                };
                self.spans.push(Span {
                    start: narrow(at),
                    end: narrow(cut),
                    escaped: false,
                });
                end
            };
            let (record, ending) = match &data[next.min(data.len())..] {
                [] if closes => (next, 0),
                [] | [b'\r'] if !ended => return Parsed::NeedsMore,
                [] => return Parsed::Whole(0, 0, 0),
                [b'\n', ..] => (next, 1),
                [b'\r', b'\n', ..] => (next, 2),
                [b'\r'] => (next, 1),
                [byte, ..] if *byte == self.delimiter => {
                    at = next + 1;
                    continue;
                }
                _ => return Parsed::Bad(BEHIND_QUOTE),
            };
            return match self.width {
                Some(width) if self.spans.len() < width => Parsed::Bad(TOO_FEW),
                _ => Parsed::Whole(record, ending, breaks as u64),
            };
        }
    }
}

fn narrow(at: usize) -> u32 {
    u32::try_from(at).expect("records end at 16 MiB")
}

/// Unescapes a whole header line for a guess of its delimiter.
pub(crate) fn split_line(line: &[u8], delimiter: u8) -> Vec<String> {
    let mut records = Records::new(
        Source::of(Box::new(std::io::Cursor::new(line.to_vec()))),
        delimiter,
    );
    match records.step() {
        Step::Record(_) => records
            .spans()
            .iter()
            .map(|span| String::from_utf8_lossy(&span.of(records.record())).into_owned())
            .collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The line and fields of a record, or the line and reason of what is none.
    type Found = Result<(u64, Vec<String>), (u64, &'static str)>;

    /// Gives one byte at a time, so that every state meets the end of the window.
    struct Trickle(std::io::Cursor<Vec<u8>>);

    impl std::io::Read for Trickle {
        fn read(&mut self, bytes: &mut [u8]) -> std::io::Result<usize> {
            let one = bytes.len().min(1);
            self.0.read(&mut bytes[..one])
        }
    }

    fn split(text: &str, width: usize) -> Vec<Found> {
        let whole = all(
            Box::new(std::io::Cursor::new(text.as_bytes().to_vec())),
            width,
        );
        let trickled = all(
            Box::new(Trickle(std::io::Cursor::new(text.as_bytes().to_vec()))),
            width,
        );
        assert_eq!(whole, trickled);
        whole
    }

    fn all(reader: Box<dyn std::io::Read + Send>, width: usize) -> Vec<Found> {
        let mut records = Records::new(Source::of(reader), b',');
        records.set_width(width);
        let mut found = Vec::new();
        loop {
            match records.step() {
                Step::End => return found,
                Step::Bad(line, reason) => found.push(Err((line, reason))),
                Step::Record(line) => {
                    let fields = records.spans().iter();
                    let fields = fields
                        .map(|s| String::from_utf8_lossy(&s.of(records.record())).into_owned());
                    found.push(Ok((line, fields.collect())));
                }
            }
        }
    }

    fn row(line: u64, fields: &[&str]) -> Found {
        Ok((
            line,
            fields.iter().map(|field| (*field).to_owned()).collect(),
        ))
    }

    #[test]
    fn plain_records_quotes_and_line_ends() {
        assert_eq!(
            split("a,b\r\n\"x\"\"y\",\"line\nbreak\"\n\n,\nlast,\"\"", 2),
            [
                row(1, &["a", "b"]),
                row(2, &["x\"y", "line\nbreak"]),
                row(5, &["", ""]),
                row(6, &["last", ""]),
            ]
        );
        assert_eq!(
            split("\"a\",b\"c\r\n\"d\"\r\n", 1),
            [Err((1, TOO_MANY)), row(2, &["d"])]
        );
        assert_eq!(split("\"a\",b\"c\r\n", 2), [row(1, &["a", "b\"c"])]);
    }

    #[test]
    fn ragged_rows_are_told() {
        assert_eq!(
            split("a\na,b\na,b,c\n", 2),
            [Err((1, TOO_FEW)), row(2, &["a", "b"]), Err((3, TOO_MANY))]
        );
    }

    #[test]
    fn a_stray_quote_costs_one_line_only() {
        assert_eq!(
            split("\"oops,1\na,2\nb,3\n", 2),
            [Err((1, UNCLOSED)), row(2, &["a", "2"]), row(3, &["b", "3"])]
        );
        assert_eq!(
            split("\"oops,1\na,2\n\"b\",3\n", 2),
            [
                Err((1, BEHIND_QUOTE)),
                row(2, &["a", "2"]),
                row(3, &["b", "3"])
            ]
        );
    }

    #[test]
    fn a_line_that_is_too_long_is_not_loaded() {
        let mut text = "x".repeat(LONGEST_ROW + 10);
        text.push_str(",1\na,2\n");
        let found = all(Box::new(std::io::Cursor::new(text.into_bytes())), 2);
        assert_eq!(found, [Err((1, TOO_LONG)), row(2, &["a", "2"])]);
        let mut text = String::from("\"");
        text.push_str(&"x\n".repeat(LONGEST_ROW / 2 + 10));
        text.push_str("a,2\n");
        let found = all(Box::new(std::io::Cursor::new(text.into_bytes())), 2);
        assert_eq!(found.first(), Some(&Err((1, TOO_LONG))));
        assert_eq!(
            found.last(),
            Some(&row(LONGEST_ROW as u64 / 2 + 11, &["a", "2"]))
        );
    }
}
