//! Workbooks (XLSX): sheets as rows of text. Only what a list needs is read: shared texts, names of sheets, cells.

use std::collections::BTreeMap;

use super::ledger::Ledger;
use super::xml::{self, Element, Step};
use super::{text, zip};
use crate::error::Error;

/// A sheet with its rows; empty rows are left out.
#[derive(Debug)]
pub(crate) struct Sheet {
    pub(crate) name: String,
    pub(crate) rows: Vec<Cells>,
}

/// A row of cells by column, counted from 0, and the row's number in the sheet.
#[derive(Debug)]
pub(crate) struct Cells {
    pub(crate) number: u64,
    pub(crate) cells: BTreeMap<usize, String>,
}

/// Columns beyond this are refused.
const MOST_COLUMNS: usize = 512;
/// All cells of a workbook together.
const MOST_CELLS: usize = 4_000_000;
/// All texts of cells together: a shared text counts as often as cells point to it, so that a small file cannot fill the
/// memory.
const GREATEST_TEXT: usize = 256 << 20;

/// What the sheets that were read so far hold.
#[derive(Default)]
struct Held {
    cells: usize,
    text: usize,
}

pub(crate) fn read(file: &str, bytes: &[u8]) -> Result<Vec<Sheet>, Error> {
    let parts = zip::unpack(file, bytes, |name| {
        name == "xl/sharedStrings.xml"
            || name == "xl/workbook.xml"
            || name.starts_with("xl/worksheets/sheet")
    })?;
    let part = |name: &str| -> Result<Option<String>, Error> {
        parts
            .get(name)
            .map(|bytes| Ok(text::decode(file, bytes)?.text.into_owned()))
            .transpose()
    };
    let Some(workbook) = part("xl/workbook.xml")? else {
        return Err(Error::Unrecognised {
            file: file.to_owned(),
            found: "an archive that is no workbook".to_owned(),
        });
    };
    let shared = part("xl/sharedStrings.xml")?
        .map_or_else(|| Ok(Vec::new()), |text| shared_texts(file, &text))?;
    let names = sheet_names(file, &workbook)?;
    let mut sheets = Vec::new();
    let mut held = Held::default();
    // Parts are numbered in the order of the sheets in every workbook that a publisher has made so far; the name is for
    // people, and nothing hangs on it.
    let mut numbered: Vec<(usize, &String)> = parts
        .keys()
        .filter_map(|name| {
            let number = name
                .strip_prefix("xl/worksheets/sheet")?
                .strip_suffix(".xml")?;
            Some((number.parse().ok()?, name))
        })
        .collect();
    numbered.sort_unstable();
    for (place, (_, name)) in numbered.into_iter().enumerate() {
        let Some(text) = part(name)? else { continue };
        let rows = rows(file, &text, &shared, &mut held)?;
        let title = names
            .get(place)
            .cloned()
            .unwrap_or_else(|| format!("sheet {}", place + 1));
        sheets.push(Sheet { name: title, rows });
    }
    Ok(sheets)
}

/// Markup of a workbook is no content of a list, so its account is not kept.
fn walk(
    file: &str,
    text: &str,
    step: impl Fn(&str) -> Step,
    mut each: impl FnMut(&Element<'_>) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut ledger = Ledger::new(&[]);
    xml::walk(file, text, &mut ledger, step, |element, _| each(element))
}

fn shared_texts(file: &str, text: &str) -> Result<Vec<String>, Error> {
    let mut found = Vec::new();
    let step = |path: &str| {
        if path == "sst" {
            Step::Enter
        } else {
            Step::Gather
        }
    };
    walk(file, text, step, |element| {
        if element.name() == "si" {
            found.push(plain_text(element));
        }
        Ok(())
    })?;
    Ok(found)
}

/// The text of an entry, in one piece or in runs; readings of characters (`rPh`) are no part of it.
fn plain_text(element: &Element<'_>) -> String {
    let direct = element.all("t");
    let runs = element.all("r").flat_map(|run| run.all("t"));
    direct.chain(runs).map(Element::raw_text).collect()
}

fn sheet_names(file: &str, text: &str) -> Result<Vec<String>, Error> {
    let mut found = Vec::new();
    let step = |path: &str| {
        if path == "workbook" || path == "workbook/sheets" {
            Step::Enter
        } else {
            Step::Gather
        }
    };
    walk(file, text, step, |element| {
        if element.name() == "sheet" {
            found.push(element.attribute("name").to_owned());
        }
        Ok(())
    })?;
    Ok(found)
}

fn rows(file: &str, text: &str, shared: &[String], held: &mut Held) -> Result<Vec<Cells>, Error> {
    let mut found: Vec<Cells> = Vec::new();
    let step = |path: &str| {
        if path == "worksheet" || path == "worksheet/sheetData" {
            Step::Enter
        } else {
            Step::Gather
        }
    };
    walk(file, text, step, |row| {
        if row.name() != "row" {
            return Ok(());
        }
        let number = row.attribute("r").parse().unwrap_or(found.len() as u64 + 1);
        let mut cells = BTreeMap::new();
        for (place, cell) in row.all("c").enumerate() {
            let column = column(cell.attribute("r")).unwrap_or(place);
            let refused = |problem: &str| Error::Refused {
                file: file.to_owned(),
                place: format!("row {number}"),
                problem: problem.to_owned(),
            };
            held.cells += 1;
            if column >= MOST_COLUMNS || held.cells > MOST_CELLS {
                return Err(refused("more cells than any list has"));
            }
            let text = match cell.attribute("t") {
                "s" => cell
                    .value("v")
                    .parse()
                    .ok()
                    .and_then(|place: usize| shared.get(place))
                    .cloned()
                    .unwrap_or_default(),
                "inlineStr" => cell.child("is").map(plain_text).unwrap_or_default(),
                _ => cell.value("v").to_owned(),
            };
            held.text += text.len();
            if held.text > GREATEST_TEXT {
                return Err(refused("more text than any list has"));
            }
            if !text.trim().is_empty() {
                cells.insert(column, text);
            }
        }
        if !cells.is_empty() {
            found.push(Cells { number, cells });
        }
        Ok(())
    })?;
    Ok(found)
}

/// "AB12" is column 27.
fn column(reference: &str) -> Option<usize> {
    let letters = reference.bytes().take_while(u8::is_ascii_uppercase);
    let number = letters.fold(0_usize, |number, letter| {
        number
            .saturating_mul(26)
            .saturating_add(usize::from(letter - b'A') + 1)
    });
    number.checked_sub(1)
}

/// A day that a workbook writes as a number: days since the end of 1899.
pub(crate) fn serial_day(text: &str) -> Option<jiff::civil::Date> {
    let days: i64 = text.trim().trim_end_matches(".0").parse().ok()?;
    // From 1920 to 2100; smaller numbers are years or counts.
    (7_306..=73_415).contains(&days).then(|| {
        let start = jiff::civil::date(1899, 12, 30);
        start.checked_add(jiff::Span::new().days(days)).ok()
    })?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_and_days_are_counted_as_workbooks_do() {
        assert_eq!(
            (column("A1"), column("Z9"), column("AB12"), column("12")),
            (Some(0), Some(25), Some(27), None)
        );
        assert_eq!(
            serial_day("45896").map(|day| day.to_string()).as_deref(),
            Some("2025-08-27")
        );
        assert_eq!(serial_day("1970"), None);
    }
}
