//! Reads the small fact tables that are compiled into this crate.

/// Data rows of a comma-separated text without quoting: comment lines, blank lines and the header are left out.
pub(crate) fn rows(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .skip(1)
        .map(|line| line.split(',').map(str::trim).collect())
}
