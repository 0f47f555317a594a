//! The escaper of all HTML templates.

use std::fmt::{self, Write};

use askama::filters::Escaper;

use crate::visible::{acts_unseen, is_break};

/// Escapes text for HTML content and for quoted attributes, and shows characters that act unseen.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Html;

impl Escaper for Html {
    fn write_escaped_str<W: Write>(&self, mut dest: W, string: &str) -> fmt::Result {
        let mut plain_from = 0;
        for (at, character) in string.char_indices() {
            let Some(replacement) = replacement(character) else {
                continue;
            };
            dest.write_str(&string[plain_from..at])?;
            match replacement {
                Replacement::Text(text) => dest.write_str(text)?,
                Replacement::Marker => write!(dest, "⟨U+{:04X}⟩", u32::from(character))?,
            }
            plain_from = at + character.len_utf8();
        }
        dest.write_str(&string[plain_from..])
    }
}

enum Replacement {
    Text(&'static str),
    Marker,
}

fn replacement(character: char) -> Option<Replacement> {
    let text = match character {
        '<' => "&lt;",
        '>' => "&gt;",
        '&' => "&amp;",
        '"' => "&#34;",
        '\'' => "&#39;",
        // Old parsers end an unquoted attribute at a backtick; ours are all quoted, this is a second lock.
        '`' => "&#96;",
        _ if is_break(character) => " ",
        _ if acts_unseen(character) => return Some(Replacement::Marker),
        _ => return None,
    };
    Some(Replacement::Text(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn escaped(text: &str) -> String {
        let mut out = String::new();
        Html.write_escaped_str(&mut out, text)
            .expect("a String takes all text");
        out
    }

    #[test]
    fn nothing_opens_a_tag_or_leaves_an_attribute() {
        assert_eq!(
            escaped(r#"</script><img src=x onerror='a("b")'>&amp;`"#),
            "&lt;/script&gt;&lt;img src=x onerror=&#39;a(&#34;b&#34;)&#39;&gt;&amp;amp;&#96;"
        );
    }

    #[test]
    fn shows_a_right_to_left_override() {
        assert_eq!(escaped("cv\u{202e}fdp.exe"), "cv⟨U+202E⟩fdp.exe");
        assert_eq!(escaped("a\u{0}b\nc"), "a⟨U+0000⟩b c");
    }
}
