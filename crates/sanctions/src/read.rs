//! From files to a list: what they are is told by what they hold.

use crate::error::Error;
use crate::list::{FileAbout, SanctionsList};
use crate::mapped::{self, Mapping};
use crate::source::text::{self, Text};
use crate::source::workbook::{self, Sheet};
use crate::source::zip;
use crate::{Format, east_asian, eu, follow_the_money, ofac, snapshot, swiss, uk, un};

/// A file in memory.
#[derive(Debug, Clone, Copy)]
pub struct File<'a> {
    /// Its name, for errors and the account.
    pub name: &'a str,
    /// Its content.
    pub bytes: &'a [u8],
}

/// What a user may say beyond the files.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The short name of the list, where it shall not be the format's own.
    pub list: Option<String>,
    /// The mapping of a table that no publisher's format is (TOML).
    pub mapping: Option<String>,
}

/// Tells the format of a file by its content.
///
/// # Errors
/// The content is of no format that is known, or no text.
pub fn detect(file: File<'_>) -> Result<Format, Error> {
    if zip::looks_like(file.bytes) {
        return of_sheets(file.name, &workbook::read(file.name, file.bytes)?);
    }
    of_text(file.name, &text::decode(file.name, file.bytes)?.text)
}

fn of_sheets(file: &str, sheets: &[Sheet]) -> Result<Format, Error> {
    east_asian::format_of(sheets).ok_or_else(|| Error::Unrecognised {
        file: file.to_owned(),
        found: "a workbook without a header that is known".to_owned(),
    })
}

/// Reads one list, from one file or from the several files that make it up.
///
/// # Errors
/// The files are of no known format, of different lists, cut off, broken or hostile. The error is a sentence that names
/// file and place and says what to do.
pub fn read(files: &[File<'_>], options: &Options) -> Result<SanctionsList, Error> {
    let mapping = options.mapping.as_deref().map(Mapping::read).transpose()?;
    let mut texts = Vec::new();
    for file in files {
        if !zip::looks_like(file.bytes) {
            texts.push((file.name, text::decode(file.name, file.bytes)?));
            continue;
        }
        let sheets = workbook::read(file.name, file.bytes)?;
        if mapping.is_some() {
            // A mapping names the columns of one table: the first sheet.
            let table = sheets.first().map(east_asian::table_of).unwrap_or_default();
            texts.push((
                file.name,
                Text {
                    text: table.into(),
                    encoding: "workbook",
                },
            ));
        } else {
            let [file] = files else {
                return Err(Error::Mixed {
                    first: files[0].name.to_owned(),
                    first_format: "a file",
                    second: file.name.to_owned(),
                    second_format: "a workbook",
                });
            };
            return complete(
                east_asian::read(file.name, &sheets)?,
                &[(*file, "workbook")],
                options,
            );
        }
    }
    let formats = texts
        .iter()
        .map(|(name, text)| match mapping {
            Some(_) => Ok(Format::Mapped),
            None => of_text(name, &text.text),
        })
        .collect::<Result<Vec<_>, _>>()?;
    let (Some(format), Some((first, _))) = (formats.first().copied(), texts.first()) else {
        return Err(Error::Empty {
            file: "(no file)".to_owned(),
        });
    };
    let other = formats
        .iter()
        .zip(&texts)
        .find(|(found, _)| **found != format);
    if let Some((found, (second, _))) = other {
        return Err(Error::Mixed {
            first: (*first).to_owned(),
            first_format: format.as_str(),
            second: (*second).to_owned(),
            second_format: found.as_str(),
        });
    }
    let list = of_format(format, &texts, mapping.as_ref())?;
    let files: Vec<(File<'_>, &'static str)> = files
        .iter()
        .zip(&texts)
        .map(|(file, (_, text))| (*file, text.encoding))
        .collect();
    complete(list, &files, options)
}

/// Gives a list its name and its files, and refuses one without entries.
fn complete(
    mut list: SanctionsList,
    files: &[(File<'_>, &'static str)],
    options: &Options,
) -> Result<SanctionsList, Error> {
    if list.parties.is_empty() {
        let file = files.first().map_or("", |(file, _)| file.name);
        return Err(Error::Empty {
            file: file.to_owned(),
        });
    }
    if let Some(name) = &options.list {
        list.about.list.clone_from(name);
        for party in &mut list.parties {
            party.list.clone_from(name);
        }
    }
    list.about.files = files
        .iter()
        .map(|(file, encoding)| FileAbout {
            name: file.name.to_owned(),
            bytes: file.bytes.len() as u64,
            encoding: (*encoding).to_owned(),
        })
        .collect();
    Ok(list)
}

/// Tries every reader on bytes. None may panic, whatever the bytes: this is what fuzzers call.
pub fn load(bytes: &[u8]) {
    let file = File {
        name: "fuzz",
        bytes,
    };
    let _ = detect(file);
    let _ = read(&[file], &Options::default());
    let _ = workbook::read(file.name, bytes);
    let Ok(text) = text::decode(file.name, bytes) else {
        return;
    };
    let texts = [(file.name, text)];
    for format in Format::ALL {
        let _ = of_format(*format, &texts, None);
    }
}

fn of_format(
    format: Format,
    texts: &[(&str, Text<'_>)],
    mapping: Option<&Mapping>,
) -> Result<SanctionsList, Error> {
    let files: Vec<(&str, &str)> = texts
        .iter()
        .map(|(name, text)| (*name, &*text.text))
        .collect();
    match format {
        Format::OfacCsv => ofac::csv::read(&files),
        Format::UnXml => un::read(only(&files)?),
        Format::OfacXml => ofac::legacy_xml::read(only(&files)?),
        Format::OfacAdvanced => ofac::advanced::read(only(&files)?),
        Format::OfacEnhanced => ofac::enhanced::read(only(&files)?),
        Format::EuXml => eu::xml::read(only(&files)?),
        Format::EuCsv => eu::csv::read(only(&files)?),
        Format::UkXml => uk::xml::read(only(&files)?),
        Format::SwissXml => swiss::read(only(&files)?),
        Format::EuJournal => eu::journal::read(&files),
        Format::UkCsv => uk::csv::read(only(&files)?),
        Format::PrimaryNames => snapshot::read(only(&files)?),
        Format::FollowTheMoney => follow_the_money::read(only(&files)?),
        Format::Mapped => match mapping {
            Some(mapping) => mapped::read(&files, mapping),
            None => {
                let header = files
                    .first()
                    .and_then(|(_, text)| text.lines().next())
                    .unwrap_or_default();
                mapped::read(&files, &Mapping::plain("mapped", header))
            }
        },
        Format::JapanMof | Format::JapanMeti | Format::Korea => {
            let (file, text) = only(&files)?;
            east_asian::read(file, &[east_asian::sheet_of(text)])
        }
    }
}

/// A list that comes as one file.
fn only<'a>(files: &[(&'a str, &'a str)]) -> Result<(&'a str, &'a str), Error> {
    match files {
        [file] => Ok(*file),
        [(first, _), (second, _), ..] => Err(Error::Mixed {
            first: (*first).to_owned(),
            first_format: "a whole list",
            second: (*second).to_owned(),
            second_format: "another whole list",
        }),
        [] => Err(Error::Empty {
            file: "(no file)".to_owned(),
        }),
    }
}

fn of_text(file: &str, text: &str) -> Result<Format, Error> {
    let trimmed = text.trim_start();
    let start: String = trimmed.chars().take(4000).collect();
    let found = if start.starts_with('<') {
        of_xml(&start)
    } else if start.starts_with('{') {
        of_json(&start)
    } else {
        of_table(trimmed, &start)
    };
    found.ok_or_else(|| Error::Unrecognised {
        file: file.to_owned(),
        found: match start.trim() {
            "" => "it is empty".to_owned(),
            start => format!(
                "it starts with \"{}\"",
                start.chars().take(60).collect::<String>().escape_debug()
            ),
        },
    })
}

fn of_xml(start: &str) -> Option<Format> {
    let marks = [
        ("<CONSOLIDATED_LIST", Format::UnXml),
        ("<sdnList", Format::OfacXml),
        ("<DistinctPartySchema", Format::OfacAdvanced),
        ("ADVANCED_XML", Format::OfacAdvanced),
        ("<ReferenceValueSets", Format::OfacAdvanced),
        ("ENHANCED_XML", Format::OfacEnhanced),
        ("<sanctionsData", Format::OfacEnhanced),
        ("<sanctionEntity", Format::EuXml),
        ("fpi/fsd/export", Format::EuXml),
        ("<Designations", Format::UkXml),
        ("<swiss-sanctions-list", Format::SwissXml),
    ];
    marks
        .iter()
        .find(|(mark, _)| start.contains(mark))
        .map(|(_, format)| *format)
}

fn of_json(start: &str) -> Option<Format> {
    let is_snapshot = ["{\"OFAC\":", "{\"UN\":", "{\"EU\":", "{\"UK\":"]
        .iter()
        .any(|mark| start.replace([' ', '\n', '\r'], "").starts_with(mark));
    if is_snapshot {
        return Some(Format::PrimaryNames);
    }
    follow_the_money::looks_like(start).then_some(Format::FollowTheMoney)
}

fn of_table(text: &str, start: &str) -> Option<Format> {
    let first = start.lines().next().unwrap_or_default();
    if first.contains("recordId") && first.contains("programKey") {
        Some(Format::EuJournal)
    } else if start.contains("OFSI Group ID") && start.contains("Unique ID") {
        Some(Format::UkCsv)
    } else if first.contains("Entity_LogicalId") && first.contains(';') {
        Some(Format::EuCsv)
    } else if mapped::is_plain(first) {
        Some(Format::Mapped)
    } else if ofac::csv::looks_like(text) {
        Some(Format::OfacCsv)
    } else {
        let top: String = text
            .lines()
            .take(20)
            .flat_map(|line| [line, "\n"])
            .collect();
        east_asian::format_of(&[east_asian::sheet_of(&top)])
    }
}
