//! Reads the bytes of a commit object.

use bonafide_model::Timestamp;
use sha2::{Digest, Sha256};

/// A commit as its author wrote it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct CommitObject {
    pub(super) tree: Option<String>,
    pub(super) parents: i64,
    pub(super) author: Person,
    pub(super) committer: Person,
    pub(super) signed: bool,
    /// SHA-256 of the message, in hexadecimal.
    pub(super) message_hash: String,
    pub(super) odd_dates: u64,
    pub(super) odd_texts: u64,
}

/// Who, and when by their clock.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Person {
    pub(super) name: Option<String>,
    pub(super) email: Option<String>,
    pub(super) at: Option<Timestamp>,
    pub(super) offset_minutes: Option<i64>,
}

/// The end of the year 9999: later times are no times.
const LAST_SECOND: i64 = 253_402_300_799;

/// Clocks on Earth show at most fourteen hours more or less than UTC.
const WIDEST_OFFSET: i64 = 14 * 60;

/// Reads a commit; `None` where it has no author line.
pub(super) fn parse(bytes: &[u8]) -> Option<CommitObject> {
    let mut commit = CommitObject::default();
    let mut rest = bytes;
    let mut author: Option<&[u8]> = None;
    let mut committer: Option<&[u8]> = None;
    let mut latin = false;
    while !rest.is_empty() {
        let (line, after) = match memchr::memchr(b'\n', rest) {
            Some(at) => (&rest[..at], &rest[at + 1..]),
            None => (rest, &[][..]),
        };
        rest = after;
        if line.is_empty() {
            break;
        }
        // Lines that begin with a space go on with a signature or a merged tag.
        let (key, value) = match memchr::memchr(b' ', line) {
            Some(at) => (&line[..at], &line[at + 1..]),
            None => continue,
        };
        match key {
            b"tree" if commit.tree.is_none() => {
                commit.tree = std::str::from_utf8(value).ok().map(str::to_owned);
            }
            b"parent" => commit.parents += 1,
            b"author" if author.is_none() => author = Some(value),
            b"committer" if committer.is_none() => committer = Some(value),
            b"gpgsig" | b"gpgsig-sha256" => commit.signed = true,
            b"encoding" => {
                let name = value.to_ascii_lowercase();
                latin = matches!(
                    name.as_slice(),
                    b"latin1"
                        | b"latin-1"
                        | b"iso-8859-1"
                        | b"iso8859-1"
                        | b"iso-8859-15"
                        | b"cp1252"
                        | b"windows-1252"
                );
            }
            _ => {}
        }
    }
    commit.message_hash = hex(&Sha256::digest(rest));
    commit.author = person(author?, latin, &mut commit.odd_dates, &mut commit.odd_texts);
    if let Some(line) = committer {
        commit.committer = person(line, latin, &mut commit.odd_dates, &mut commit.odd_texts);
    }
    Some(commit)
}

/// `Name <address> seconds offset`
fn person(line: &[u8], latin: bool, odd_dates: &mut u64, odd_texts: &mut u64) -> Person {
    let close = memchr::memrchr(b'>', line);
    let open = memchr::memchr(b'<', line);
    let (name, email, when) = match (open, close) {
        (Some(open), Some(close)) if open < close => {
            (&line[..open], &line[open + 1..close], &line[close + 1..])
        }
        _ => (line, &[][..], &[][..]),
    };
    let mut parts = when
        .split(|byte| *byte == b' ')
        .filter(|part| !part.is_empty());
    let at = parts.next().and_then(seconds);
    let offset_minutes = parts.next().and_then(offset);
    *odd_dates += u64::from(at.is_none() || offset_minutes.is_none());
    Person {
        name: text(name, latin, odd_texts),
        email: text(email, latin, odd_texts),
        at,
        offset_minutes,
    }
}

fn seconds(text: &[u8]) -> Option<Timestamp> {
    let seconds: i64 = std::str::from_utf8(text).ok()?.parse().ok()?;
    (0..=LAST_SECOND)
        .contains(&seconds)
        .then(|| Timestamp::from_seconds(seconds))
}

fn offset(text: &[u8]) -> Option<i64> {
    let (sign, digits) = match text {
        [b'+', digits @ ..] => (1, digits),
        [b'-', digits @ ..] => (-1, digits),
        _ => return None,
    };
    if digits.len() != 4 || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let value: i64 = std::str::from_utf8(digits).ok()?.parse().ok()?;
    let (hours, minutes) = (value / 100, value % 100);
    let offset = hours * 60 + minutes;
    (minutes < 60 && offset <= WIDEST_OFFSET).then_some(sign * offset)
}

fn text(bytes: &[u8], latin: bool, odd_texts: &mut u64) -> Option<String> {
    let bytes = bytes.trim_ascii();
    if bytes.is_empty() {
        return None;
    }
    let decoded = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        // Every byte of Latin-1 is the character of that number.
        Err(_) if latin => bytes.iter().copied().map(char::from).collect(),
        Err(_) => String::from_utf8_lossy(bytes).into_owned(),
    };
    let clean: String = decoded
        .chars()
        .map(|character| {
            if character.is_control() {
                '\u{fffd}'
            } else {
                character
            }
        })
        .collect();
    *odd_texts += u64::from(clean.contains('\u{fffd}'));
    Some(clean)
}

pub(super) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        write!(text, "{byte:02x}").expect("a string takes every character");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signed_merge_is_read() {
        let bytes = b"tree aa\nparent bb\nparent cc\nauthor A Person <a@example.org> 1756289472 +0530\n\
                      committer B <b@example.org> 1756289473 -0330\ngpgsig -----BEGIN\n author Fake <f@x> 1 +0000\n -----END\n\nmessage\n";
        let commit = parse(bytes).expect("has an author");
        assert_eq!(commit.tree.as_deref(), Some("aa"));
        assert_eq!(commit.parents, 2);
        assert!(commit.signed);
        assert_eq!(commit.author.email.as_deref(), Some("a@example.org"));
        assert_eq!(
            commit.author.at,
            Some(Timestamp::from_seconds(1_756_289_472))
        );
        assert_eq!(commit.author.offset_minutes, Some(330));
        assert_eq!(commit.committer.offset_minutes, Some(-210));
        assert_eq!(commit.message_hash, hex(&Sha256::digest(b"message\n")));
        assert_eq!((commit.odd_dates, commit.odd_texts), (0, 0));
    }

    #[test]
    fn dates_and_offsets_that_make_no_sense_are_left_empty() {
        for when in [
            "-5 +0000",
            "99999999999999 +0000",
            "1 +9999",
            "1 +0090",
            "1",
            "",
            "x y",
            "1 0000",
        ] {
            let bytes = format!("author A <a@b> {when}\n\n");
            let commit = parse(bytes.as_bytes()).expect("has an author");
            assert_eq!(commit.odd_dates, 1, "{when}");
            assert_eq!(commit.author.email.as_deref(), Some("a@b"), "{when}");
        }
    }

    #[test]
    fn odd_bytes_become_text() {
        let latin = parse(b"author J\xf6rg <j@x> 1 +0000\nencoding ISO-8859-1\n\n").expect("reads");
        assert_eq!(latin.author.name.as_deref(), Some("J\u{f6}rg"));
        assert_eq!(latin.odd_texts, 0);
        let odd = parse(b"author J\xf6\0rg <j@x> 1 +0000\n\n").expect("reads");
        assert_eq!(odd.author.name.as_deref(), Some("J\u{fffd}\u{fffd}rg"));
        assert_eq!(odd.odd_texts, 1);
        assert_eq!(parse(b"author\n\n"), None);
        assert_eq!(parse(b""), None);
        let nobody = parse(b"author <> 1 +0000\n\n").expect("reads");
        assert_eq!((nobody.author.name, nobody.author.email), (None, None));
    }
}
