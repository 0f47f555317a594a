//! Several files kept as one artefact: some lists are published in parts.
//!
//! A bundle is a line `bonafide bundle 1 N` with the number of files, then for each file a line of JSON with its name,
//! its role and its length, its bytes as they came, and a line feed. Files of the list stand first, in the order of
//! their names, then the mapping: the same files make the same bytes and the same hash, whatever order they came in. Lengths and number are
//! told beforehand: a bundle that is cut off anywhere is no bundle.

use bonafide_sanctions::File;
use serde::{Deserialize, Serialize};

use crate::ListError;

const MAGIC: &[u8] = b"bonafide bundle 1 ";
/// More parts than any publisher has; keeps a made-up number from taking memory.
const MOST_PARTS: usize = 10_000;
/// A head is a name, a role and a number.
const LONGEST_LINE: usize = 4096;

/// What a file of a bundle is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Role {
    /// A part of the list.
    List,
    /// The mapping that says what the columns mean.
    Mapping,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    name: String,
    role: Role,
    bytes: usize,
}

/// A file of a bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part<'a> {
    pub(crate) name: String,
    pub(crate) role: Role,
    pub(crate) bytes: &'a [u8],
}

/// Puts the files of one list, and perhaps the mapping of its columns, into one artefact.
///
/// The same files give the same bytes in whatever order they come. Of a name only what stands behind the last slash
/// is kept.
#[must_use]
pub fn bundle(files: &[File<'_>], mapping: Option<File<'_>>) -> Vec<u8> {
    let lists = files.iter().map(|file| (Role::List, *file));
    let mut parts: Vec<(Role, &str, &[u8])> = lists
        .chain(mapping.map(|file| (Role::Mapping, file)))
        .map(|(role, file)| (role, file_name(file.name), file.bytes))
        .collect();
    parts.sort_unstable();
    let mut bundle = MAGIC.to_vec();
    bundle.extend_from_slice(format!("{}\n", parts.len()).as_bytes());
    for (role, name, bytes) in parts {
        let head = Head {
            // A head that could not be read again would lose the file.
            name: name.chars().take(200).collect(),
            role,
            bytes: bytes.len(),
        };
        let head = serde_json::to_vec(&head).expect("a name and a number have a JSON form");
        for piece in [head.as_slice(), b"\n", bytes, b"\n"] {
            bundle.extend_from_slice(piece);
        }
    }
    bundle
}

fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// Whether bytes begin as a bundle does.
pub(crate) fn is_bundle(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// The files of a bundle, all of them or an error.
pub(crate) fn parts<'a>(list: &str, bytes: &'a [u8]) -> Result<Vec<Part<'a>>, ListError> {
    read(bytes).map_err(|problem| ListError::Unreadable {
        list: list.to_owned(),
        what: "a bundle of files",
        problem: format!("{problem}; add its files again, nothing was changed"),
    })
}

fn read(bytes: &[u8]) -> Result<Vec<Part<'_>>, String> {
    let rest = bytes
        .strip_prefix(MAGIC)
        .ok_or("it does not begin as a bundle does")?;
    let (count, mut rest) = line(rest).ok_or("it is cut off in its first line")?;
    let count: usize = std::str::from_utf8(count)
        .ok()
        .and_then(|count| count.parse().ok())
        .filter(|count| (1..=MOST_PARTS).contains(count))
        .ok_or("its first line does not say how many files it has")?;
    let mut parts = Vec::new();
    for number in 1..=count {
        let cut_off = |what: &str| format!("it is cut off in {what} of file {number} of {count}");
        let (head, behind) = line(rest).ok_or_else(|| cut_off("the head"))?;
        let head: Head = serde_json::from_slice(head)
            .map_err(|error| format!("the head of file {number} is broken: {error}"))?;
        let (content, behind) = behind
            .split_at_checked(head.bytes)
            .ok_or_else(|| cut_off("the content"))?;
        rest = behind
            .strip_prefix(b"\n")
            .ok_or_else(|| cut_off("the end"))?;
        parts.push(Part {
            name: head.name,
            role: head.role,
            bytes: content,
        });
    }
    if rest.is_empty() {
        Ok(parts)
    } else {
        Err(format!("{} bytes stand behind its last file", rest.len()))
    }
}

fn line(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = bytes
        .iter()
        .take(LONGEST_LINE)
        .position(|byte| *byte == b'\n')?;
    Some((&bytes[..end], &bytes[end + 1..]))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn file<'a>(name: &'a str, bytes: &'a [u8]) -> File<'a> {
        File { name, bytes }
    }

    #[test]
    fn the_order_of_files_and_their_folders_do_not_matter() {
        let (a, b) = (
            file("x/a.csv", b"1\n2"),
            file("C:\\b.csv", b"{}\nbonafide bundle 1 "),
        );
        let mapping = Some(file("m.toml", b"list = 'x'"));
        let bundled = bundle(&[a, b], mapping);
        assert_eq!(bundled, bundle(&[b, a], mapping));
        let parts = parts("x", &bundled).expect("a whole bundle");
        let found: Vec<_> = parts.iter().map(|part| (&*part.name, part.role)).collect();
        assert_eq!(
            found,
            [
                ("a.csv", Role::List),
                ("b.csv", Role::List),
                ("m.toml", Role::Mapping)
            ]
        );
        assert_eq!(parts[1].bytes, b.bytes);
    }

    proptest! {
        #[test]
        fn files_come_back_and_a_cut_bundle_is_none(
            files in prop::collection::btree_map("\\PC{0,250}", prop::collection::vec(any::<u8>(), 0..60), 1..5),
            cut in any::<prop::sample::Index>(),
        ) {
            let given: Vec<File<'_>> = files.iter().map(|(name, bytes)| file(name, bytes)).collect();
            let bundled = bundle(&given, None);
            let read = parts("x", &bundled).expect("a whole bundle");
            let mut contents: Vec<&[u8]> = read.iter().map(|part| part.bytes).collect();
            let mut wanted: Vec<&[u8]> = given.iter().map(|file| file.bytes).collect();
            contents.sort_unstable();
            wanted.sort_unstable();
            prop_assert_eq!(contents, wanted);
            prop_assert!(parts("x", &bundled[..cut.index(bundled.len())]).is_err());
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = read(&[MAGIC, &bytes].concat());
        }
    }
}
