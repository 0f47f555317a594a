//! What a file must be to take the place of a list: plausibly named and dated, of the kind it was, not older, not cut off.

use jiff::civil::Date;

use super::{AddOptions, Artefact};
use crate::parse::Content;
use crate::{About, ListError, Parsed};

/// Comment lines at the beginning of a file that may tell its date.
const DATE_LINES: usize = 20;

/// Refuses a file that is of another kind, older, or cut off.
pub(super) fn compare(
    old: &Artefact,
    about: &About,
    parsed: &Parsed,
    options: &AddOptions,
) -> Result<(), ListError> {
    if old.about.kind != about.kind {
        return Err(ListError::Attribute {
            list: about.name.clone(),
            problem: format!(
                "a list of kind {} has this name already; remove it first or choose another name",
                old.about.kind
            ),
        });
    }
    if let (Some(new_date), Some(old_date), false) =
        (&about.date, &old.about.date, options.allow_older)
        && new_date < old_date
    {
        return Err(ListError::Older {
            list: about.name.clone(),
            new: new_date.clone(),
            old: old_date.clone(),
        });
    }
    if !options.allow_shrinking && parsed.rows < old.rows / 2 {
        return Err(ListError::Shrunk {
            list: about.name.clone(),
            new: parsed.rows,
            old: old.rows,
        });
    }
    Ok(())
}

pub(super) fn check_name(name: &str) -> Result<(), ListError> {
    let starts_well = name.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit());
    let is_plain = name.bytes().all(|byte| {
        byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'.' | b'_' | b'-')
    });
    if starts_well && is_plain && name.len() <= 64 {
        Ok(())
    } else {
        Err(ListError::BadName(name.to_owned()))
    }
}

pub(super) fn check_date(name: &str, date: &str) -> Result<(), ListError> {
    date.parse::<Date>()
        .map(|_| ())
        .map_err(|_| ListError::Attribute {
            list: name.to_owned(),
            problem: format!("{date:?} is no date such as 2026-08-22"),
        })
}

/// The date that a list tells of itself: a database's build day, or a comment such as
/// `# Last Updated: 2026-08-22` at its beginning.
pub(super) fn date_of(parsed: &Parsed, bytes: &[u8]) -> Option<String> {
    if let Content::Mmdb(database) = &parsed.content {
        return database.built_on.clone();
    }
    if let Content::Sanctions(_) = &parsed.content {
        return parsed.about.date.clone();
    }
    let beginning = String::from_utf8_lossy(bytes.get(..bytes.len().min(4096))?).into_owned();
    beginning
        .lines()
        .take(DATE_LINES)
        .filter(|line| line.starts_with(['#', ';']))
        .filter(|line| {
            let line = line.to_ascii_lowercase();
            ["date", "updated", "generated"]
                .iter()
                .any(|word| line.contains(word))
        })
        .flat_map(str::split_whitespace)
        .find_map(|word| word.get(..10)?.parse::<Date>().ok())
        .map(|date| date.to_string())
}
