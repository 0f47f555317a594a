//! CSV in a fenced block, with the place of every row.

use std::ops::Range;

use super::Spanned;
use super::problem::Problem;

/// The CSV of one fenced block.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CsvBlock {
    /// The names in the first line.
    pub header: Vec<Spanned<String>>,
    /// The other lines; each has as many cells as the header.
    pub rows: Vec<CsvRow>,
    /// Where the block stands.
    pub span: Range<usize>,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CsvRow {
    /// The cells; an empty one means that the value is missing.
    pub cells: Vec<String>,
    /// Where the row stands.
    pub span: Range<usize>,
    places: Vec<Range<usize>>,
}

impl CsvRow {
    /// Where the cell of that column stands, or the row if it has no such cell.
    pub fn cell_span(&self, column: usize) -> Range<usize> {
        self.places.get(column).unwrap_or(&self.span).clone()
    }
}

impl CsvBlock {
    /// The place of that column in the header.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|column| column.value == name)
    }

    /// The cells of that column, missing ones left out.
    pub fn values(&self, name: &str) -> Vec<String> {
        let Some(column) = self.column(name) else {
            return Vec::new();
        };
        self.rows
            .iter()
            .filter_map(|row| row.cells.get(column))
            .filter(|cell| !cell.is_empty())
            .cloned()
            .collect()
    }

    /// Reads the lines at `place`. Ragged rows and doubled columns are problems.
    pub(super) fn read(text: &str, place: Range<usize>, problems: &mut Vec<Problem>) -> Self {
        let mut records = records(text, place.clone(), problems).into_iter();
        let Some(header) = records.next() else {
            problems.push(
                Problem::new(place.clone(), "the CSV block is empty", "no header")
                    .help("the first line names the columns, separated by commas"),
            );
            return Self {
                span: place,
                ..Self::default()
            };
        };
        for (index, column) in header.iter().enumerate() {
            if header[..index]
                .iter()
                .any(|other| other.value == column.value)
            {
                problems.push(
                    Problem::new(
                        column.span.clone(),
                        format!("the column `{}` stands twice in the header", column.value),
                        "again",
                    )
                    .help("remove one"),
                );
            }
        }
        let mut rows = Vec::new();
        for record in records {
            let span = record.first().map_or(0, |cell| cell.span.start)
                ..record.last().map_or(0, |cell| cell.span.end);
            if record.len() != header.len() {
                problems.push(
                    Problem::new(
                        span,
                        format!("the row has {}, the header has {}", cells(record.len()), header.len()),
                        "ragged row",
                    )
                    .help("write one cell for each column; leave a cell empty where the value is missing"),
                );
                continue;
            }
            let (cells, places) = record
                .into_iter()
                .map(|cell| (cell.value, cell.span))
                .unzip();
            rows.push(CsvRow {
                cells,
                span,
                places,
            });
        }
        Self {
            header,
            rows,
            span: place,
        }
    }
}

fn cells(count: usize) -> String {
    if count == 1 {
        "1 cell".to_owned()
    } else {
        format!("{count} cells")
    }
}

/// The records of CSV text: commas, optional double quotes, blank lines skipped, cells trimmed.
fn records(
    text: &str,
    place: Range<usize>,
    problems: &mut Vec<Problem>,
) -> Vec<Vec<Spanned<String>>> {
    let end = place.end;
    let mut at = place.start;
    let mut records = Vec::new();
    while at < end {
        let mut record = Vec::new();
        loop {
            let (cell, next) = cell(text, at..end, problems);
            record.push(cell);
            at = next;
            if text[at..end].starts_with(',') {
                at += 1;
            } else {
                break;
            }
        }
        let line_end = text[at..end].find('\n').map_or(end, |found| at + found + 1);
        at = line_end;
        let blank = record.len() == 1 && record[0].value.is_empty();
        if !blank {
            records.push(record);
        }
    }
    records
}

/// One cell and the index behind it, where a comma, a line end or the end stands.
fn cell(text: &str, place: Range<usize>, problems: &mut Vec<Problem>) -> (Spanned<String>, usize) {
    let line = &text[place.clone()];
    let lead = line.len() - line.trim_start_matches([' ', '\t']).len();
    if line[lead..].starts_with('"') {
        return quoted_cell(text, place.start + lead..place.end, problems);
    }
    let stop = line
        .find([',', '\n'])
        .map_or(place.end, |found| place.start + found);
    let raw = &text[place.start..stop];
    let value = raw.trim();
    let start = place.start + (raw.len() - raw.trim_start().len());
    let cell = Spanned {
        value: value.to_owned(),
        // A blank cell is shown at its separator.
        span: if value.is_empty() {
            place.start..stop
        } else {
            start..start + value.len()
        },
    };
    (cell, stop)
}

/// A cell in double quotes; a doubled quote stands for one.
fn quoted_cell(
    text: &str,
    place: Range<usize>,
    problems: &mut Vec<Problem>,
) -> (Spanned<String>, usize) {
    let mut value = String::new();
    let mut at = place.start + 1;
    loop {
        let Some(found) = text[at..place.end].find('"') else {
            problems.push(
                Problem::new(
                    place.start..place.start + 1,
                    "a quote in the CSV block is not closed",
                    "opened here",
                )
                .help("close it with `\"`; a quote within quotes is written twice"),
            );
            value.push_str(&text[at..place.end]);
            return (
                Spanned {
                    value,
                    span: place.clone(),
                },
                place.end,
            );
        };
        value.push_str(&text[at..at + found]);
        at += found + 1;
        if !text[at..place.end].starts_with('"') {
            break;
        }
        value.push('"');
        at += 1;
    }
    let span = place.start..at;
    let rest = &text[at..place.end];
    let stop = rest.find([',', '\n']).map_or(place.end, |found| at + found);
    if !text[at..stop].trim().is_empty() {
        problems.push(
            Problem::new(
                at..stop,
                "text follows a closing quote in the CSV block",
                "after the quote",
            )
            .help("put the whole cell within quotes; a quote within quotes is written twice"),
        );
    }
    (
        Spanned {
            value: value.trim().to_owned(),
            span,
        },
        stop,
    )
}
