//! Characters that act instead of being seen, made visible.

use std::borrow::Cow;
use std::fmt::Write;

/// Replaces characters that move, hide or reorder text by markers such as `⟨U+202E⟩`.
///
/// Records come from people who may want to deceive the reader: a right-to-left override turns
/// `gpj.exe` into `exe.jpg`, an escape sequence repaints a terminal, a zero-width space makes two
/// names look equal. Line breaks and tabs become spaces. Joiners stay, since Persian, Indic scripts
/// and emoji need them.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text
        .chars()
        .any(|character| is_break(character) || acts_unseen(character))
    {
        return Cow::Borrowed(text);
    }
    let mut seen = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        push_visible(&mut seen, character);
    }
    Cow::Owned(seen)
}

/// Appends `character`, or what shows it.
pub(crate) fn push_visible(to: &mut String, character: char) {
    if is_break(character) {
        to.push(' ');
    } else if acts_unseen(character) {
        write!(to, "⟨U+{:04X}⟩", u32::from(character)).expect("a String takes all text");
    } else {
        to.push(character);
    }
}

/// Whether a character separates words or lines and nothing more.
pub(crate) fn is_break(character: char) -> bool {
    matches!(character, '\n' | '\t' | '\r' | '\u{2028}' | '\u{2029}')
}

/// Whether a character changes how others are shown, or takes part in a text without being seen.
pub(crate) fn acts_unseen(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{00AD}'                    // soft hyphen
            | '\u{061C}'                  // Arabic letter mark
            | '\u{115F}' | '\u{1160}'     // Hangul fillers
            | '\u{180E}'                  // Mongolian vowel separator
            | '\u{200B}'                  // zero-width space
            | '\u{200E}' | '\u{200F}'     // direction marks
            | '\u{202A}'..='\u{202E}'     // embeddings and overrides
            | '\u{2060}'..='\u{206F}'     // word joiner, isolates, deprecated formats
            | '\u{2800}'                  // blank Braille pattern
            | '\u{3164}' | '\u{FFA0}'     // Hangul fillers
            | '\u{FEFF}'                  // byte order mark
            | '\u{FFF9}'..='\u{FFFB}'     // interlinear annotation
            | '\u{E0000}'..='\u{E007F}') // tags
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_what_would_reorder_or_repaint() {
        assert_eq!(visible("exe\u{202e}gpj"), "exe⟨U+202E⟩gpj");
        assert_eq!(visible("\u{1b}[2Jgone"), "⟨U+001B⟩[2Jgone");
        assert_eq!(visible("\u{9b}31m"), "⟨U+009B⟩31m");
        assert_eq!(visible("two\nlines\tand a tab"), "two lines and a tab");
    }

    #[test]
    fn leaves_the_scripts_of_the_world_alone() {
        for text in [
            "Zoë Müller",
            "山田 太郎",
            "김하늘",
            "نمونه\u{200c}ها",
            "👩\u{200d}💻",
            "ગુજરાતી",
        ] {
            assert!(
                matches!(visible(text), Cow::Borrowed(same) if same == text),
                "{text}"
            );
        }
    }
}
