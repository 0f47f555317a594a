//! Texts measured in terminal cells: an East Asian character takes two, a combining mark none.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::visible::visible;

/// How many cells a text takes.
pub(crate) fn width(text: &str) -> usize {
    text.width()
}

/// The text made safe for a terminal and cut to so many cells, with `…` where something is left out.
pub(crate) fn fit(text: &str, cells: usize) -> String {
    let text = visible(text);
    if text.width() <= cells {
        return text.into_owned();
    }
    let mut out = String::new();
    let mut used = 0;
    for character in text.chars() {
        let wide = character.width().unwrap_or(0);
        if used + wide + 1 > cells {
            break;
        }
        out.push(character);
        used += wide;
    }
    if cells > 0 {
        out.push('…');
    }
    out
}

/// `fit`, and spaces behind it up to the width.
pub(crate) fn left(text: &str, cells: usize) -> String {
    let mut text = fit(text, cells);
    let missing = cells.saturating_sub(text.width());
    text.extend(std::iter::repeat_n(' ', missing));
    text
}

/// `fit`, and spaces before it up to the width.
pub(crate) fn right(text: &str, cells: usize) -> String {
    let text = fit(text, cells);
    format!("{}{text}", " ".repeat(cells.saturating_sub(text.width())))
}

/// The text made safe and broken into lines of at most so many cells, at spaces where it can be.
pub(crate) fn wrap(text: &str, cells: usize) -> Vec<String> {
    let cells = cells.max(8);
    let text = visible(text);
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for word in text.split_whitespace() {
        let wide = word.width();
        if used > 0 && used + 1 + wide > cells {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        if used > 0 {
            line.push(' ');
            used += 1;
        }
        for character in word.chars() {
            let wide = character.width().unwrap_or(0);
            if used + wide > cells {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            line.push(character);
            used += wide;
        }
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_characters_take_two_cells() {
        assert_eq!(left("山田太郎", 10), "山田太郎  ");
        assert_eq!(fit("山田太郎", 6), "山田…");
        assert_eq!(width(&left("김하늘 이름", 7)), 7);
    }

    #[test]
    fn no_line_is_too_long_and_no_word_is_lost() {
        let text =
            "a few words, 山田太郎山田太郎山田太郎, and averyveryverylongwordwithoutanyspace";
        let lines = wrap(text, 12);
        assert!(lines.iter().all(|line| width(line) <= 12), "{lines:?}");
        assert_eq!(lines.concat().replace(' ', ""), text.replace(' ', ""));
    }

    #[test]
    fn an_escape_sequence_from_a_record_is_only_text() {
        assert!(!fit("\u{1b}[31mred", 40).contains('\u{1b}'));
        assert!(
            wrap("\u{1b}]0;title\u{7}", 40)
                .iter()
                .all(|line| !line.contains(['\u{1b}', '\u{7}']))
        );
    }
}
